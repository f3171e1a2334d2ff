/* Whose consent an act takes. The judge asks for the same voices; here they are asked for while people still sit together. */

import { FEWEST, isTerm } from "./choices.js";
import { clean } from "./yaml.js";
import { speakers } from "./record.js";

const asSpeaker = (author) => (author.outside ? { id: author.name, name: author.name } : author);
const needed = (all) => (all || []).filter((one) => !one.spared);

/* The people without whose consent the act does not hold, as {id, name}; none where each just says what they say. */
export function askedForConsent(state) {
  const { form, circle, parts, held, proposal, decision, objection } = state;
  const here = needed(circle && circle.members);
  switch (form.kind) {
    case "circle":
      return speakers(state);
    case "joins":
      return [...(parts.newcomer ? [{ id: parts.newcomer, name: held.name || parts.newcomer }] : []), ...here];
    case "leaves":
      return isByOthers(held) ? here.filter((one) => one.id !== parts.person) : speakers(state).slice(0, 1);
    case "takes-in":
      return here.filter((one) => one["sent by"] !== parts.child);
    case "changes":
    case "closes":
      return here;
    case "election": {
      const chosen = (held.proposed || {}).person;
      const proposed = circle && circle.members.find((one) => one.id === chosen && one.spared);
      return proposed ? [...here, proposed] : here;
    }
    case "test":
      return held.result && held.result !== "stands" ? here : [];
    case "review":
      return held.result === "let go" ? deciders(decision, here) : [];
    case "ended":
      return endedBy(state, here);
    case "closed":
      return closedBy(held, proposal, here);
    case "resolution":
      return (objection ? objection.authors : []).map(asSpeaker).filter((one) => !isUnreachable(one, held));
    case "void":
      return speakers(state);
    default:
      return [];
  }
}

export function isByOthers({ how }) {
  return ["died", "cannot be found", "asked to go"].includes(how);
}

function isUnreachable(one, { unreachable }) {
  return (unreachable || []).some((who) => (who && who.name ? who.name : who) === one.id);
}

function deciders(thing, here) {
  return thing && thing.deciders.length ? needed(thing.deciders) : here;
}

function endedBy(state, here) {
  const { held, term, decision } = state;
  if (isTerm(state) && held.how === "resigned") return term ? [{ id: term.person, name: term.name }] : [];
  return isTerm(state) ? here : deciders(decision, here);
}

function closedBy(held, proposal, here) {
  if (held.result === "set aside") return deciders(proposal, here);
  const authors = ((proposal && proposal.authors) || []).map(asSpeaker);
  return held.result === "withdrawn" ? authors.filter((one) => !isUnreachable(one, held)) : [];
}

/* What is still missing of those voices, and whose "not yet" stops it. */
export function consentFaults(state) {
  const asked = askedForConsent(state);
  const says = (id) => (state.voices[id] || {}).says || "";
  const isSaid = (id) => ["consent", "concern"].includes(says(id));
  const objecting = asked.length
    ? speakers(state).filter((one) => says(one.id) === "object" && isCounted(one, state))
    : [];
  const silent = asked.filter((one) => !isSaid(one.id) && says(one.id) !== "object" && !isWriter(one, state));
  const found = objecting.map((one) => ({ way: "voices." + one.id, says: "not yet", name: one.name }));
  if (silent.length)
    found.push({ way: "voices", says: "still asked", given: { names: silent.map((one) => one.name).join(", ") } });
  return [...found, ...tooFewAsking(state, isSaid), ...nobodyReached(state, isSaid)];
}

/* Who leaves and has written so has said so. */
function isWriter(one, { form, parts, held }) {
  return form.kind === "leaves" && !isByOthers(held) && one.id === parts.person && held.entered_by === one.id;
}

/* An objection of somebody who is not asked about it stops nothing. */
function isCounted(one, state) {
  const { form, circle, held, objection, proposal, parts } = state;
  const isMember = Boolean(circle && circle.members.some((member) => member.id === one.id));
  if (form.kind === "leaves") return one.id !== parts.person || !isByOthers(held);
  if (form.kind === "resolution")
    return Boolean(objection && objection.authors.some((who) => asSpeaker(who).id === one.id));
  if (form.kind === "closed" && held.result === "withdrawn")
    return Boolean(proposal && proposal.authors.some((who) => asSpeaker(who).id === one.id));
  if (["circle", "void"].includes(form.kind) || one.id === parts.newcomer) return true;
  if (form.kind === "ended" && held.how === "resigned") return Boolean(state.term && state.term.person === one.id);
  return isMember || [decisionOf(state), proposal].some((of) => of && of.deciders.some((who) => who.id === one.id));
}

const decisionOf = (state) => state.decision;

function tooFewAsking(state, isSaid) {
  const { form, held, circle, parts } = state;
  if (form.kind !== "leaves" || held.how !== "asked to go") return [];
  const asking = ((circle && circle.members) || []).filter((one) => one.id !== parts.person && isSaid(one.id)).length;
  return asking < FEWEST ? [{ way: "voices", says: "too few", given: { least: FEWEST, count: asking } }] : [];
}

/* An objection of which no author says that it is met is not met. */
function nobodyReached(state, isSaid) {
  const { form, objection } = state;
  if (form.kind !== "resolution" || !objection) return [];
  return objection.authors.some((one) => isSaid(asSpeaker(one).id)) || askedForConsent(state).length
    ? []
    : [
        {
          way: "voices",
          says: "still asked",
          given: { names: objection.authors.map((one) => clean(one.name)).join(", ") },
        },
      ];
}
