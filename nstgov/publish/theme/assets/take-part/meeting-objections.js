/* The objections of an evening: what those write out who can't live with a text yet, and how it was met.
   The forms of both acts are the site's own: their fields are asked, and their functions judge and write them. */

import { faults } from "./faults.js";
import { filled } from "./dom.js";
import { pathOf, yaml } from "./record.js";
import { beginState } from "./state.js";
import { shortOf } from "./meeting-names.js";
import { roundName } from "./meeting-rounds.js";
import { lastRound, membersOf, nameOf, newest, objecting, stillObjected } from "./meeting-state.js";

/* What an objection's form asks people for; all else follows from the evening. */
export const ASKED = ["title", "important", "reasons", "would_consent_if"];
const UNKNOWN = "0".repeat(64);
const WORDS = ["text", "need", "reasons"];

/* A draft for each who objects in the round on the newest text; what they said there is where their reasons begin. */
export function draftObjections(point) {
  const round = lastRound(point);
  const index = point.rounds.indexOf(round);
  point.raised = point.raised || [];
  return objecting(round).map(([person, { because = "" }]) => {
    const known = point.raised.find((one) => one.round === index && one.person === person);
    const draft = known || { round: index, person, id: "", isBrief: false, heard: "", held: { reasons: "" } };
    if (!known) point.raised.push(draft);
    if (draft.held.reasons === draft.heard) draft.held.reasons = because;
    draft.heard = because;
    return draft;
  });
}

/* The drafts that become records: of those who object still, and want more than their sentence in the round. */
export function writtenOut(point) {
  return (point.raised || []).filter((one) => {
    const said = (point.rounds[one.round] || { voices: {} }).voices[one.person];
    return !one.isBrief && said && said.says === "object";
  });
}

/* The objections that a new version can meet tonight, since all who raised them are here; those met before are left out. */
export function objectionsToMeet(evening, point) {
  const isHere = ({ id }) => id && evening.meeting.here.includes(id);
  const isNew = ({ holder: { answer } }) => !answer || !answer.version || answer.version >= newest(point).number;
  return allObjections(evening, point).filter((one) => one.authors.every(isHere) && isNew(one));
}

/* Of these, the ones that are not met yet. */
export function unmetObjections(evening, point) {
  return objectionsToMeet(evening, point).filter((one) => !isMet(evening, point, one));
}

function describeDraft(meeting, point, draft) {
  const { title, would_consent_if: wish } = draft.held;
  const author = { id: draft.person, name: nameOf(meeting, draft.person) };
  const path = "proposals/" + point.id + "/objections/" + draft.id;
  return { title, path, wish, authors: [author], about: point.rounds[draft.round].version, holder: draft };
}

/* All that stands against the newest version, on record and from tonight, and has not been met. */
export function standingObjections(evening, point) {
  return allObjections(evening, point).filter((one) => !isMet(evening, point, one));
}

function allObjections({ meeting }, point) {
  const tonight = writtenOut(point).map((draft) => describeDraft(meeting, point, draft));
  const known = stillObjected(point).map((one) => ({ ...one, about: one.against, holder: one }));
  return [...known, ...tonight];
}

function isMet(evening, point, one) {
  const { version = 0 } = one.holder.answer || {};
  const isThere = point.versions.some(({ number }) => number === version);
  return isThere && !faultsOfAnswer(evening, point, one, version).length;
}

/* What is still missing of an objection, as its own form would say it. */
export function faultsOfDraft(evening, point, draft) {
  const state = objectionState(evening, point, draft, UNKNOWN);
  return faults(state).filter(({ way }) => ASKED.includes(way));
}

/* The same of what says how one was met, by a version of tonight. */
export function faultsOfAnswer(evening, point, one, version) {
  const state = resolutionState(evening, point, one, version);
  return faults(state).filter(({ way }) => way === "how" || way.split(".")[0] === "voices");
}

/* A fault in words: of which field, and what is the matter with it. */
export function tellFault(evening, act, { way, says, given }) {
  const field = evening.forms[act].fields.find((one) => one.key === way.split(".")[0]);
  const { says: sentences } = evening.forms.words;
  return says === "missing" ? field.label : field.label + " — " + filled(sentences[says] || says, given);
}

/* Each objection under a short name of its own, from its title. */
export async function nameObjections(evening, point) {
  const taken = (point.objections || []).map(({ id }) => id);
  for (const draft of writtenOut(point)) {
    const others = point.raised.filter((one) => one !== draft).map(({ id }) => id);
    draft.id = await shortOf(draft.held.title, evening, (name) => [...taken, ...others].includes(name));
  }
}

/* What a version of tonight answers: objections on record, those written out tonight, and voices that stand for themselves. */
export function integratedBy(meeting, point, version) {
  const spokenOf = version.number - 1;
  const at = point.rounds.findLastIndex((one) => one.version === spokenOf);
  const written = writtenOut(point);
  const ofRound = objecting(point.rounds[at]).map(([person]) => {
    const draft = written.find((one) => one.round === at && one.person === person);
    return draft ? draft.id : roundName(meeting, point, at) + "/" + person;
  });
  const later = written.filter(({ answer }) => answer && answer.version === version.number).map(({ id }) => id);
  return [...new Set([...(version.integrates || []), ...ofRound, ...later])];
}

/* What happened between two versions, as a resolution says it. */
function claimOf(point, about, number) {
  const after = point.versions.find((one) => one.number === number);
  const before = point.versions.find((one) => one.number === about);
  if (!before || !after || WORDS.some((key) => before.record[key] !== after.record[key])) return "text changed";
  if (after.record.sunset < before.record.sunset) return "term shortened";
  return linesOf(after.record.judged_by).some((one) => !linesOf(before.record.judged_by).includes(one))
    ? "measured"
    : "text changed";
}

const linesOf = (given) => (Array.isArray(given) ? given : (given || "").split("\n")).map((one) => one.trim());

/* The records of the objections that were raised in the rounds on one version. */
export function raisedRecords(evening, point, number, sha256) {
  const raised = writtenOut(point).filter(({ round }) => point.rounds[round].version === number);
  return raised.map((draft) =>
    recordOf(objectionState(evening, point, draft, sha256), "objection raised", draft.held.title),
  );
}

/* The records of what one version has met. */
export function metRecords(evening, point, number) {
  return allObjections(evening, point)
    .filter((one) => (one.holder.answer || {}).version === number && isMet(evening, point, one))
    .map((one) => recordOf(resolutionState(evening, point, one, number), "objection met", one.title));
}

function recordOf(state, about, title) {
  return { path: pathOf(state), text: yaml(state), about: [about, { title }] };
}

/* The form of an act, filled in with what is known tonight. */
function formState(evening, act, point, told) {
  const { forms, meeting, index, language } = evening;
  const { id, folder } = meeting.circle;
  const state = beginState(forms[act], forms.words, index, language);
  const proposal = {
    id: point.id,
    title: newest(point).record.title,
    asks: [id],
    since: meeting.day,
    objections: [],
    said: [],
    ...told,
  };
  const nothing = { decisions: [], terms: [], records: [], circles: [], ways: {}, able: [id] };
  state.circle = { id, folder, members: membersOf(meeting), proposals: [proposal], ...nothing };
  return Object.assign(state, { proposal, decision: null, next: 1 });
}

function objectionState(evening, point, draft, sha256) {
  const { meeting } = evening;
  const { version } = point.rounds[draft.round];
  const held = roundName(meeting, point, draft.round);
  const state = formState(evening, "objection", point, { version, sha256, said: [held + "/" + draft.person] });
  state.parts = { circle: meeting.circle.id, target: "proposals/" + point.id, objection: draft.id };
  state.held = {
    ...draft.held,
    raised: meeting.day,
    against: { version: String(version), sha256 },
    from_round: held,
    authors: [draft.person],
    entered_by: meeting.writes,
  };
  return state;
}

function resolutionState(evening, point, one, version) {
  const { meeting } = evening;
  const { how = "", voices = {} } = one.holder.answer || {};
  const kind = claimOf(point, one.about, version);
  const state = formState(evening, "resolution", point, {});
  state.parts = { circle: meeting.circle.id, "objection-on-record": one.path, date: meeting.day };
  state.objection = { path: one.path, authors: one.authors, met: { [kind]: [version] }, unreachable: "9999-12-31" };
  state.held = { kind, how, version: String(version), entered_by: meeting.writes };
  state.voices = voices;
  return state;
}
