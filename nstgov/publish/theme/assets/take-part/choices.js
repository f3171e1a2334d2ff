/* What can be chosen in a field today: only what can be true in the circle at hand. Each is {value, label}. */

import { today } from "./checks.js";
import { daysOf } from "./days.js";
import { filled } from "./dom.js";
import { keepsVersion } from "./settled.js";

const EMPTY = {
  members: [],
  circles: [],
  proposals: [],
  decisions: [],
  terms: [],
  records: [],
  ways: {},
  able: [],
  waiting: [],
  welcome: [],
};
const circleOf = (state) => state.circle || EMPTY;
const byId = (list, label) => list.map((one) => ({ value: one.id, label: label(one) }));
const isLive = (proposal) => !proposal.over && !proposal.closed;
export const isAskedHere = (proposal, state) => proposal.asks.includes(circleOf(state).id);

/* What a field offers; `way` is its place in the form, without numbers (`tasks.who`). */
export function offered(field, way, state) {
  const inner = field.item && !["group", "list"].includes(field.item.sort) ? field.item : field;
  if (inner.sort === "choice") return words(inner, way, state).map((value) => ({ value, label: state.choice(value) }));
  const named = BY_WAY[way] || BY_WAY[state.form.kind + "." + way];
  return named ? named(state) : (inner.words || []).flatMap((word) => (KINDS[word] ? KINDS[word](state) : []));
}

/* The words of a choice that lead to a sound record. */
function words(field, way, state) {
  const { form, held, parts, circle } = state;
  switch (form.kind + "." + way) {
    case "resolution.kind":
      return field.words.filter((word) => !CLAIMS.includes(word) || claims(state)[word]);
    case "test.result":
      return isBothHeld(held) ? ["stands"] : ["needs work", "set aside"];
    case "leaves.how":
      return field.words.filter((word) => word !== "asked to go" || others(circle, parts.person).length >= FEWEST);
    case "ended.how":
      return isTerm(state) ? field.words : ["let go"];
    case "closed.result":
      return state.proposal && !isAskedHere(state.proposal, state) ? ["withdrawn"] : field.words;
    default:
      return field.words;
  }
}

export const CLAIMS = ["text changed", "term shortened", "measured"];
/* How many others at least it takes to ask somebody to go. */
export const FEWEST = 3;

function claims(state) {
  return (state.objection && state.objection.met) || {};
}

function isBothHeld({ important, reasoned }) {
  return Boolean(important && reasoned && important.holds === "true" && reasoned.holds === "true");
}

export function isTerm({ circle, parts }) {
  return Boolean(circle && circle.terms.some((one) => one.id === parts["decision-or-term"]));
}

const others = (circle, person) => ((circle && circle.members) || []).filter((one) => one.id !== person);

const members = (state) => byId(circleOf(state).members, (one) => one.name);
const holding = (state) => circleOf(state).decisions.filter((one) => one.holds);
const changeable = (state) => circleOf(state).decisions.filter((one) => one.holds || one.stage === "lapsed");

/* What single fields offer, by their way, or by the kind of record and their way. */
const BY_WAY = {
  "commitments.people": ({ proposal, circle }) =>
    byId(
      circleOf({ circle }).members.filter((one) => !proposal || !(one.id in proposal.committed)),
      (one) => one.name,
    ),
  "commitments.takes_back": ({ proposal, circle }) =>
    byId(
      circleOf({ circle }).members.filter((one) => proposal && proposal.committed[one.id] === circle.id),
      (one) => one.name,
    ),
  "resolution.version": (state) =>
    (claims(state)[state.held.kind] || []).filter(Boolean).map((one) => ({ value: String(one), label: String(one) })),
  "resolution.unreachable": ({ objection, parts }) =>
    objection && objection.unreachable <= parts.date ? objection.authors.map(asChoice) : [],
  "closed.unreachable": ({ proposal, held }) =>
    proposal && held.result === "withdrawn" ? proposal.authors.filter((one) => !one.sits).map(asChoice) : [],
  "closed.goes_on_in": (state) =>
    byId(
      circleOf(state).proposals.filter((one) => isLive(one) && one !== state.proposal),
      (one) => one.title,
    ),
  "election.succeeds": (state) =>
    byId(
      circleOf(state).terms.filter((one) => one.role === state.held.role && !one.followed && !one.ended),
      (one) => term(one, state),
    ),
  "election.proposed.person": (state) => {
    const named = nominated(state);
    return members(state).filter((one) => !named.size || named.has(one.value));
  },
  "version.renews": (state) => changed("renews", changeable(state), state),
  "version.replaces": (state) => changed("replaces", holding(state), state),
  "version.ends": (state) => changed("ends", holding(state), state),
  "version.asks": (state) => asksFor(state).map((id) => ({ value: id, label: nameOfCircle(id, state) })),
  "changes.parent": (state) => {
    const { id, rank, welcome, terms } = circleOf(state);
    const sends = terms.some((one) => one.role === "representative");
    const isWelcome = (one) => !sends || !one.peopled || welcome.includes(one.id);
    const isBelow = (one) => one.id === id || ((state.circles || []).length && (one.above || []).includes(id));
    const all = state.circles || circleOf(state).circles;
    return byId(
      all.filter((one) => !isBelow(one) && isWelcome(one) && one.rank >= rank && one.id !== circleOf(state).parent),
      (one) => one.name,
    );
  },
  "changes.level": (state) => levels(state, changesFit),
  "circle.level": (state) => levels(state, parentFits),
  "circle.entered_by": (state) => founders(state),
  "circle.facilitator": (state) => founders(state),
  "circle.secretary": (state) => founders(state),
  home: () => [],
  "members.home": () => [],
};

/* A decision is changed in one way only. */
function changed(key, decisions, { held }) {
  const elsewhere = ["renews", "replaces", "ends"].filter((one) => one !== key).flatMap((one) => held[one] || []);
  return byId(
    decisions.filter((one) => !elsewhere.includes(one.id)),
    (one) => one.title,
  );
}

const asChoice = (author) => ({ value: author.outside ? author : author.id, label: author.name });

function nominated({ held }) {
  const first = Object.values(held.nominations || {}).map((one) => one && one.for);
  const then = Object.values(held.changes || {}).map((one) => one && one.to);
  return new Set([...first, ...then].filter((one) => one && one !== "nobody yet"));
}

function levels(state, fits) {
  return state.index.levels.filter((_, rank) => fits(rank, state)).map((level) => ({ value: level, label: level }));
}

function parentFits(rank, { circles, parts }) {
  const parent = (circles || []).find((one) => one.id === parts.parent);
  return !parent || rank <= parent.rank;
}

function changesFit(rank, state) {
  const circle = circleOf(state);
  return circle.circles.every(
    (one) => one.id === circle.id || (one.id === circle.parent ? rank <= one.rank : rank >= one.rank),
  );
}

const KINDS = {
  person: members,
  "nobody yet": (state) => [{ value: "nobody yet", label: state.choice("nobody yet") }],
  circle: (state) =>
    byId(
      circleOf(state).circles.filter((one) => one.id in circleOf(state).ways),
      (one) => one.name,
    ),
  level: (state) => state.index.levels.map((level) => ({ value: level, label: level })),
  proposal: (state) => byId(circleOf(state).proposals.filter(isLive), (one) => one.title),
  decision: (state) => byId(circleOf(state).decisions, (one) => one.title),
  election: (state) => byId(circleOf(state).terms, (one) => term(one, state)),
  objection: (state) =>
    byId(
      openObjections(state.proposal).filter((one) => one.against < state.next),
      (one) => one.title,
    ),
  voice: (state) => saidBefore(state).map((way) => ({ value: way, label: spokenWhen(way, state) })),
  round: (state) => saidBefore(state).map((way) => ({ value: way.split("/")[0], label: spokenWhen(way, state) })),
};

const saidBefore = ({ proposal, form }) =>
  proposal && !(form.kind === "objection" && proposal.over) ? proposal.said : [];

export function openObjections(proposal) {
  return ((proposal && proposal.objections) || []).filter((one) =>
    ["raised", "stands", "needs work"].includes(one.stage),
  );
}

/* A voice on record in words: who, and on which day. */
function spokenWhen(way, state) {
  const [held, person] = way.split("/");
  return filled(state.say("said on"), { name: nameOfPerson(person, state), day: state.inWords(held.slice(0, 10)) });
}

export function nameOfPerson(id, state) {
  const known = [...circleOf(state).members, ...founders(state).map((one) => ({ id: one.value, name: one.label }))];
  const found = known.find((one) => one.id === id);
  return found ? found.name : (state.known && state.known[id] && state.known[id][0]) || id;
}

export function nameOfCircle(id, state) {
  const found = [...circleOf(state).circles, ...(state.circles || [])].find((one) => one.id === id);
  return found ? found.name : id;
}

function founders(state) {
  const all = Object.entries(state.form.voices === "founders" ? state.held.members || {} : {});
  return all.map(([value, one]) => ({ value, label: one.name || value }));
}

function term(one, state) {
  return state.choice(one.role) + ": " + one.name;
}

/* The circles to ask, for those that are affected: the nearest in which all take part, else each of them. */
export function asksFor(state) {
  const { held, circle, index } = state;
  if (held.kind === "ground rules" || state.form.fixed.kind === "ground rules")
    return index.highest.map((one) => one.id);
  const { ways, able } = circleOf(state);
  const earlier = [...(held.renews || []), ...(held.replaces || []), ...(held.ends || [])];
  const made = earlier.flatMap((id) => circleOf({ circle }).decisions.find((one) => one.id === id) || []);
  const touched = [...(held.affects || []), ...made.flatMap((one) => [...one.asks, ...one.affects])];
  const all = [...new Set(touched)].filter((id) => ways[id]);
  if (!all.length) return [];
  const common = ways[all[0]].filter((above) => all.every((id) => ways[id].includes(above)));
  const nearest = common.find((id) => able.includes(id));
  return nearest ? [nearest] : all;
}

/* Whether what is not in the list can be typed. */
export function isFree(field, state) {
  const { form } = state;
  const inner = field.item && !["group", "list"].includes(field.item.sort) ? field.item : field;
  if (inner.sort === "someone") return !["unreachable"].includes(field.key);
  if (state.form.kind === "election" && field.key === "succeeds") return true;
  if (inner.sort !== "ref" || isFixed(field, state)) return false;
  if (form.kind === "commitments" || form.kind === "election") return ["facilitator", "entered_by"].includes(field.key);
  return inner.words.includes("person") || field.key === "home";
}

/* Whether a field holds what follows from the record, and is shown without being asked for. */
export function isFixed(field, state) {
  return keepsVersion(field, state);
}

/* Fields of a proposal that belong to one kind of it alone. */
const OF_KIND = { starts_with: "action", invites: "invitation", edition: "ground rules" };

/* Whether a field has a place in the form today: one that offers nothing, and takes nothing else, has none. */
export function isShown(field, state) {
  const inner = field.item && !["group", "list"].includes(field.item.sort) ? field.item : field;
  if (state.form.act === "new-version" && field.key in OF_KIND) return OF_KIND[field.key] === state.held.kind;
  if (state.form.kind === "resolution" && field.key === "version") return CLAIMS.includes(state.held.kind);
  if (state.form.kind === "resolution" && field.key === "unreachable")
    return offered(field, field.key, state).length > 0;
  if (state.form.kind === "election" && field.key === "succeeds") return true;
  if (inner.sort !== "ref" || isFixed(field, state) || isFree(field, state)) return true;
  return offered(field, field.key, state).length > 0 || field.needed;
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
        circle.circles.filter((one) => circle.waiting.includes(one.id)),
        (one) => one.name,
      );
    case "person":
      return peopleFor(state);
    case "proposal":
      return byId(
        askedFirst(
          circle.proposals.filter((one) => (WANTED[state.form.act] || isLive)(one, state)),
          state,
        ),
        (one) => one.title,
      );
    case "guest":
      return byId(state.proposal ? state.proposal.guests : [], (one) => one.name);
    case "decision":
      return byId(
        circle.decisions.filter((one) => one.holds && !one.ended),
        (one) => one.title,
      );
    case "decision-or-term":
      return [
        ...byId(
          circle.terms.filter((one) => !one.ended && one.from <= today()),
          (one) => term(one, state),
        ),
        ...byId(
          circle.decisions.filter((one) => one.holds && !one.ended),
          (one) => one.title,
        ),
      ];
    case "target":
      return [
        ...targets("proposals", circle.proposals.filter(isLive)),
        ...targets(
          "decisions",
          circle.decisions.filter((one) => one.holds && one.until >= today()),
        ),
      ];
    case "objection-on-record":
      return objectionsFor(state);
    case "idea":
      return (state.ideas || []).map((one) => ({ value: one.path, label: one.title }));
    case "version":
      return circle.proposals
        .filter(isLive)
        .map((one) => ({ value: one.path.replace(/\.yml$/, ""), label: one.title }));
    case "record":
      return recordsFor(state);
    default:
      return undefined;
  }
}

/* What the circle itself is asked about stands before what only touches it. */
function askedFirst(proposals, state) {
  return [...proposals].sort((a, b) => isAskedHere(b, state) - isAskedHere(a, state));
}

function targets(root, all) {
  return all.map((one) => ({ value: root + "/" + one.id, label: one.title }));
}

const WANTED = {
  decision: (one) => isLive(one) && Boolean(one.ready),
  close: (one) => isLive(one),
  commitments: (one) => one.kind === "action" && !one.closed && one.sunset >= today(),
  answer: (one) => one.kind === "invitation" && one.guests.length > 0 && !one.closed,
};

/* Who may be the one whom an act is about. */
function peopleFor(state) {
  const { form } = state;
  const circle = circleOf(state);
  const idea = (state.ideas || []).find((one) => one.path === state.parts.idea);
  const record = (state.recordsTold || []).find((one) => one.path === state.parts.record);
  const fits = {
    leaves: (one) => !one["sent by"],
    person: (one) => !one.guest,
    back: (one) => Boolean(one.absent) && one.absent[0] <= today() && today() <= one.absent[1],
    away: () => state.index.away > 0,
    "stand-with": (one) => !idea || !idea.behind.includes(one.id),
  }[form.act];
  if (form.act === "disputed" && record)
    return record.named
      .filter((one) => record.said.includes(one.id))
      .map((one) => ({ value: one.id, label: one.name }));
  return byId(fits ? circle.members.filter(fits) : circle.members, (one) => one.name);
}

/* The objections that this circle can test, or say of how they were met. */
function objectionsFor(state) {
  const circle = circleOf(state);
  const isOpen = (one) => ["raised", "stands", "needs work"].includes(one.stage);
  const fits =
    state.form.act === "test"
      ? (one) => isOpen(one) && one["tested by"].includes(circle.id) && circle.able.includes(circle.id)
      : isOpen;
  return [...circle.proposals.filter(isLive), ...circle.decisions].flatMap((one) =>
    one.objections
      .filter(fits)
      .map((objection) => ({ value: objection.path, label: objection.title + " (" + one.title + ")" })),
  );
}

/* Records in words: what, about whom or what, when. */
function recordsFor(state) {
  const fits = { disputed: (one) => one.said.length > 0, void: (one) => one.void }[state.form.act] || (() => true);
  return (state.recordsTold || []).filter(fits).map((one) => ({
    value: one.path,
    label: [state.choice("kind " + one.kind), one.about, one.day > "0001-01-01" ? state.inWords(one.day) : ""]
      .filter(Boolean)
      .join(" · "),
  }));
}

export function isDayOffered(way, day, state) {
  const { first, last } = daysOf(way, state);
  return (!first || day >= first) && (!last || day <= last);
}
