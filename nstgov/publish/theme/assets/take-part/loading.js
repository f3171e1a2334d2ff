/* Reading what a form needs to know of the record: only what belongs to the circle at hand. */

import { isId } from "./checks.js";
import { settle } from "./defaults.js";

/* Circles beyond which one names one's own instead of choosing it from a list. */
const MANY = 500;

export async function json(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(address);
  return answer.json();
}

/* The people on record whose ids begin like this one: id to name and home. */
export function peopleLike(data, id) {
  return id.length < 2 ? Promise.resolve({}) : json(data + "ids/" + id.slice(0, 2) + ".json").catch(() => ({}));
}

/* In a large movement nobody loads a list of all circles. */
export function isLarge(state) {
  return state.index.circles > MANY;
}

/* Read what belongs to what was chosen; `data` is the address of the folder of the data. */
export async function load(state, data) {
  const asks = state.form.asks.map(({ part }) => part);
  const needsAll =
    asks.includes("parent") || state.form.kind === "changes" || (asks.includes("circle") && !state.parts.circle);
  if (needsAll && !isLarge(state) && !state.circles) state.circles = await json(data + "circles.json");
  if (asks.includes("idea") && !state.ideas) state.ideas = await json(data + "ideas.json");
  await loadCircle(state, data);
  await loadRecords(state, data);
  await loadParent(state, data);
  settle(state);
  await loadVersion(state, data);
}

async function loadCircle(state, data) {
  const wanted = state.parts.circle;
  if (!wanted || (state.circle && state.circle.id === wanted)) return;
  state.circle = await json(aCircle(data, wanted)).catch(() => null);
  state.unread = !state.circle;
}

async function loadRecords(state, data) {
  const { circle, form } = state;
  if (!circle || !form.asks.some(({ part }) => part === "record") || state.recordsOf === circle.id) return;
  state.recordsOf = circle.id;
  state.recordsTold = await json(data + "records/" + encodeURIComponent(circle.id) + ".json").catch(() => []);
}

async function loadParent(state, data) {
  const { parent } = state.parts;
  if (parent && isLarge(state))
    state.circles = await json(aCircle(data, parent)).then(
      (one) => [one],
      () => [],
    );
}

async function loadVersion(state, data) {
  state.before = null;
  if (state.form.act !== "new-version" || !state.proposal) return;
  state.before = (await json(data + "versions/" + encodeURIComponent(state.proposal.id) + ".json")).record;
}

function aCircle(data, id) {
  return data + "circles/" + encodeURIComponent(id) + ".json";
}

/* Look up who is named without being offered: whether they are on record, and where they are at home. */
export async function lookUpPeople(state, ids, data) {
  for (const id of ids.filter((one) => isId(one) && !(one in state.known))) {
    const like = await peopleLike(data, id);
    Object.assign(state.known, like);
    if (!(id in state.known)) state.known[id] = null;
  }
}

/* Look up the ids in use that begin like one. */
export async function lookUpNames(state, ids, data) {
  for (const id of ids.filter(isId)) {
    const names = await json(data + "names/" + id.slice(0, 2) + ".json").catch(() => ({}));
    Object.assign(state.names, names);
  }
}
