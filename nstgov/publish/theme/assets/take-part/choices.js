/* What can be chosen in a field: who and what is on record in the circle at hand. Each is {value, label}. */

const LIVE = (proposal) => !proposal.over;

export function choicesOf(words, state) {
  return words.flatMap((word) => (KINDS[word] ? KINDS[word](state) : []));
}

const circleOf = (state) =>
  state.circle || { members: [], circles: [], proposals: [], decisions: [], terms: [], records: [] };
const byId = (list, label) => list.map((one) => ({ value: one.id, label: label(one) }));

const KINDS = {
  person: (state) => people(state),
  "nobody yet": (state) => [{ value: "nobody yet", label: state.choice("nobody yet") }],
  circle: (state) => byId(circleOf(state).circles, (one) => one.name),
  level: (state) => state.index.levels.map((level) => ({ value: level, label: level })),
  proposal: (state) => byId(circleOf(state).proposals.filter(LIVE), (one) => one.title),
  decision: (state) => byId(circleOf(state).decisions, (one) => one.title),
  election: (state) => byId(circleOf(state).terms, term),
  objection: (state) => byId(state.proposal ? state.proposal.objections : [], (one) => one.title),
  voice: (state) => (state.proposal ? state.proposal.said : []).map((way) => ({ value: way, label: way })),
  round: (state) =>
    (state.proposal ? state.proposal.said : []).map((way) => ({ value: way.split("/")[0], label: way })),
};

function people(state) {
  const founders = Object.entries(state.form.voices === "founders" ? state.held.members || {} : {});
  const found = founders.map(([value, one]) => ({ value, label: one.name || value }));
  return [...found, ...byId(circleOf(state).members, (one) => one.name)];
}

function term(one) {
  return one.role + ": " + one.name;
}

/* What can be chosen for a part of the file's name; undefined where it is typed. */
export function partChoices(part, state) {
  const circle = circleOf(state);
  switch (part) {
    case "circle":
    case "parent":
      return byId(state.circles || circle.circles, (one) => one.name);
    case "child":
      return byId(
        circle.circles.filter((one) => one.id !== circle.id && one.id !== circle.parent),
        (one) => one.name,
      );
    case "person":
      return people(state);
    case "proposal":
      return byId(circle.proposals.filter(WANTED[state.form.act] || LIVE), (one) => one.title);
    case "guest":
      return byId(state.proposal ? state.proposal.guests : [], (one) => one.name);
    case "decision":
      return byId(circle.decisions, (one) => one.title);
    case "decision-or-term":
      return [...KINDS.election(state), ...KINDS.decision(state)];
    case "target":
      return [...targets("proposals", circle.proposals.filter(LIVE)), ...targets("decisions", circle.decisions)];
    case "objection-on-record":
      return [...circle.proposals, ...circle.decisions].flatMap((one) =>
        one.objections.map((objection) => ({ value: objection.path, label: objection.title })),
      );
    case "idea":
      return (state.ideas || []).map((one) => ({ value: one.path, label: one.title }));
    case "version":
      return circle.proposals.map((one) => ({ value: one.path.replace(/\.yml$/, ""), label: one.title }));
    case "record":
      return circle.records.map((path) => ({ value: path, label: path }));
    default:
      return undefined;
  }
}

function targets(root, all) {
  return all.map((one) => ({ value: root + "/" + one.id, label: one.title }));
}

const WANTED = {
  commitments: (proposal) => proposal.kind === "action",
  answer: (proposal) => proposal.kind === "invitation",
};

/* What a field offers. */
export function offered(field, way, state) {
  const inner = field.item && !["group", "list"].includes(field.item.sort) ? field.item : field;
  if (inner.sort === "choice") return inner.words.map((value) => ({ value, label: state.choice(value) }));
  return choicesOf(inner.words || [], state);
}

export function isFree(field) {
  return ["ref", "someone"].includes((field.item || field).sort);
}
