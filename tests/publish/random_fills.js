/* Fills a form in at random, as somebody would who chooses only what it offers; or spoils one thing of it. No DOM. */

import * as choices from "/assets/take-part/choices.js";
import { daysAfter, today } from "/assets/take-part/checks.js";
import { advice, doubts, faults, isBlank } from "/assets/take-part/faults.js";
import { load, lookUpNames, lookUpPeople } from "/assets/take-part/loading.js";
import { isPerLine } from "/assets/take-part/model.js";
import { isNewName, pathOf, speakers, speaksByActing, yaml } from "/assets/take-part/record.js";
import { beginState, followChoices, nameNewThings, takeDefaults } from "/assets/take-part/state.js";
import { daysOf } from "/assets/take-part/days.js";

const DATA = "/take-part/data/";
const WORDS = (
  "the boat shed needs wood before winter and nobody knows who brings it so we ask around every week " +
  "until somebody with a cart says yes then children paint doors blue while old people watch over soup"
).split(" ");

function chanceFrom(seed) {
  let at = seed >>> 0;
  const next = () => {
    at = (at + 0x6d2b79f5) | 0;
    let found = Math.imul(at ^ (at >>> 15), 1 | at);
    found = (found + Math.imul(found ^ (found >>> 7), 61 | found)) ^ found;
    return ((found ^ (found >>> 14)) >>> 0) / 4294967296;
  };
  const upTo = (count) => Math.floor(next() * count);
  const one = (list) => list[upTo(list.length)];
  const some = (list, least = 0) => {
    const left = [...list];
    const found = [];
    const count = Math.min(left.length, least + upTo(3));
    while (found.length < count) found.push(left.splice(upTo(left.length), 1)[0]);
    return found;
  };
  const words = (count) => Array.from({ length: count }, () => one(WORDS)).join(" ") + " " + upTo(1e6);
  return { next, upTo, one, some, words, often: (share) => next() < share };
}

function inUse({ circle, circles, form }) {
  const all = form.act === "circle" ? circles || [] : [...(circle || { proposals: [] }).proposals, ...(circle || { terms: [] }).terms];
  return [...all.slice(0, 2).map((one) => one.id), ...(circle ? circle.members.slice(0, 1).map((one) => one.id) : [])];
}

/* Everybody and everything that was named is looked up, as the form does while it is written. */
async function lookUp(state) {
  const people = [state.parts.newcomer || "", ...Object.keys(state.held.members || {})];
  for (const field of state.form.fields) {
    const held = state.held[field.key];
    people.push(...(Array.isArray(held) ? held : [held]).filter((one) => typeof one === "string" && field.sort !== "prose" && field.sort !== "line"));
  }
  await lookUpPeople(state, people, DATA);
  await lookUpNames(state, asked(state).filter(isNewName).map((part) => state.parts[part] || ""), DATA);
}

const asked = (state) => state.form.asks.map(({ part }) => part);

/* The parts of the file's name, one after the other, each from what is offered then. */
async function chooseParts(state, chance) {
  await load(state, DATA);
  for (const part of asked(state)) {
    if (isNewName(part)) continue;
    if (part === "date") {
      state.parts.date = aDay(":date", state, chance) || today();
      continue;
    }
    const offered = choices.partChoices(part, state);
    if (offered === undefined) state.parts[part] = part === "language" ? chance.one(["es", "fr", "pt-br"]) : "";
    else if (part === "parent" && chance.often(0.4)) continue;
    else if (!offered.length && part !== "parent") return part;
    else if (offered.length) state.parts[part] = chance.one(offered).value;
    await load(state, DATA);
  }
  await load(state, DATA);
  const until = daysOf(":date", state);
  if (state.parts.date && !isWithin(state.parts.date, until)) state.parts.date = aDay(":date", state, chance);
  return "";
}

function isWithin(day, { first, last }) {
  return (!first || day >= first) && (!last || day <= last);
}

/* A day that is offered; mostly today's, where that is one. */
function aDay(way, state, chance) {
  const { first, last } = daysOf(way, state);
  const least = first || daysAfter(today(), -20);
  const most = last || daysAfter(least > today() ? least : today(), 20);
  if (least > most) return "";
  if (isWithin(today(), { first, last }) && chance.often(0.6)) return today();
  const span = Math.round((Date.parse(most) - Date.parse(least)) / 86400000);
  return daysAfter(least, chance.upTo(Math.min(span, 900) + 1));
}

function valueFor(field, way, state, chance) {
  switch (field.sort) {
    case "line":
      return chance.words(3);
    case "prose":
      return chance.words(9) + (chance.often(0.3) ? ".\n" + chance.words(5) : "");
    case "day":
      return aDay(way, state, chance);
    case "count":
      return String((field.least || 0) + chance.upTo(20));
    case "id":
      return "guest-" + chance.upTo(1e6);
    case "form":
      return field.example && !/…/.test(field.example) ? field.example : undefined;
    case "flag":
      return chance.one(["true", "false"]);
    case "choice":
    case "ref":
      return (chance.one(choices.offered(field, way, state)) || {}).value;
    case "someone":
      return someoneFor(field, way, state, chance);
    case "list":
      return listFor(field, way, state, chance);
    case "group":
      return groupFor(field, way, state, chance);
    case "map":
      return mapFor(field, way, state, chance);
    default:
      return undefined;
  }
}

function someoneFor(field, way, state, chance) {
  if (chance.often(0.1)) return { name: "Omar " + chance.words(1), outside: true };
  return (chance.one(choices.offered(field, way, state)) || {}).value;
}

function listFor(field, way, state, chance) {
  if (isPerLine(field))
    return Array.from({ length: 1 + chance.upTo(3) }, () => valueFor(field.item, way, state, chance)).join("\n");
  if (field.item.sort === "group")
    return [0, 1].slice(chance.upTo(2)).map((at) => groupFor(field.item, way + "." + at, state, chance));
  const least = field.key === "authors" && state.form.kind !== "objection" ? 4 : field.key === "authors" ? 4 : 1;
  const found = chance.some(choices.offered(field, way, state), least).map((one) => one.value);
  if (field.item.sort === "someone" && chance.often(0.15)) found.push({ name: "Omar " + chance.words(1), outside: true });
  return found;
}

function groupFor(field, way, state, chance) {
  const found = {};
  if (way === field.key) state.held[way] = found;
  for (const inner of field.within) {
    if (inner.needed || chance.often(0.7) || (field.needed && inner === field.within[0]))
      found[inner.key] = valueFor(inner, (way + "." + inner.key).replace(/\.\d+\./, "."), state, chance);
  }
  return found;
}

function mapFor(field, way, state, chance) {
  const found = {};
  if (field.key === "members") {
    const count = 4 + chance.upTo(4);
    for (let at = 0; at < count; at += 1) found["person-" + chance.upTo(1e6)] = { name: "Ida " + chance.words(1) };
    return found;
  }
  for (const { id } of speakers(state)) {
    const share = field.needed ? 1 : 0.2;
    if (chance.often(share)) found[id] = groupFor(field.item, way + "." + id, state, chance);
  }
  return found;
}

function speak(state, chance, calm) {
  for (const { id } of speakers(state)) {
    if (state.voices[id]) continue;
    const says = chance.often(calm) ? "consent" : chance.one(["consent", "concern", "object", ""]);
    state.voices[id] = { says };
    if (says === "concern") state.voices[id].concern = chance.words(5);
    if (says === "object") state.voices[id].because = chance.words(5);
  }
}

/* Fill all fields of a form: what is needed always, what is not now and then. */
function fillFields(state, chance) {
  for (const field of state.form.fields) {
    if (field.sort === "voices") continue;
    const { length } = state.held[field.key] || "";
    const isGiven = state.held[field.key] !== undefined && length !== 0 && chance.often(0.7);
    if (isGiven || !choices.isShown(field, state) || choices.isFixed(field, state)) continue;
    const wanted = field.needed || chance.often(field.more ? 0.15 : 0.5);
    if (!wanted) continue;
    const found = valueFor(field, field.key, state, chance);
    if (found !== undefined && found !== "" && !(Array.isArray(found) && !found.length)) {
      state.held[field.key] = found;
      state.touched.add(field.key);
      followChoices(state);
    }
  }
  if (asked(state).includes("newcomer") && !state.held.home && !state.held.name) state.held.name = "Ida " + chance.words(1);
}

/* What all else hangs on: without it there is no form yet. */
const FIRST = ["circle", "proposal", "decision", "target", "objection-on-record", "idea", "version", "decision-or-term", "record", "child"];

/* One thing goes wrong: left out, said wrongly, chosen twice, on another day. */
const SPOILS = {
  "left out": (state, chance) => {
    const there = state.form.fields.filter(
      (field) => field.sort !== "voices" && state.held[field.key] && !choices.isFixed(field, state),
    );
    if (!there.length) return;
    const field = chance.one(there);
    state.held[field.key] = undefined;
    return field.key;
  },
  "part left out": (state, chance) => {
    const parts = asked(state).filter((one) => !FIRST.includes(one) && one !== "parent");
    if (!parts.length) return;
    const part = chance.one(parts);
    state.parts[part] = "";
    return part;
  },
  hollow: (state, chance) => {
    const texts = state.form.fields.filter((field) => field.sort === "prose" && state.held[field.key]);
    if (!texts.length) return;
    const field = chance.one(texts);
    state.held[field.key] = chance.one(["TBD", "n/a", "...", "xxx", "Just because"]);
    return field.key;
  },
  long: (state, chance) => {
    const texts = state.form.fields.filter((field) => ["line", "prose"].includes(field.sort) && state.held[field.key]);
    if (!texts.length) return;
    const field = chance.one(texts);
    state.held[field.key] = "long words ".repeat(field.sort === "line" ? 60 : 8000);
    return field.key;
  },
  day: (state, chance) => {
    const days = state.form.fields.filter((field) => field.sort === "day" && state.held[field.key] && !choices.isFixed(field, state));
    const wrong = chance.one(["2026-02-30", "soon", "1999-01-01", "2999-12-31", daysAfter(today(), 700), daysAfter(today(), -200)]);
    if (asked(state).includes("date") && chance.often(0.5)) state.parts.date = wrong;
    else if (days.length) state.held[chance.one(days).key] = wrong;
    else return;
    return wrong;
  },
  name: (state, chance) => {
    const parts = asked(state).filter(isNewName);
    if (!parts.length) return;
    const part = chance.one(parts);
    state.parts[part] = chance.one(["Not An Id", "x", "con", "-a-", "a".repeat(80), ...inUse(state)]);
    return part;
  },
  voice: (state, chance) => {
    const all = speakers(state);
    if (!all.length || speaksByActing(state.form)) return;
    const id = chance.one(all).id;
    const says = chance.one(["", "object", "concern"]);
    state.voices[id] = { says, because: says === "object" && chance.often(0.5) ? chance.words(4) : "", concern: "" };
    return id;
  },
  nobody: (state) => {
    if (!state.form.fields.some((field) => field.sort === "voices") || speaksByActing(state.form)) return;
    for (const { id } of speakers(state)) state.voices[id] = { says: "" };
    return "voices";
  },
  unknown: (state, chance) => {
    const refs = state.form.fields.filter((field) => choices.isFree(field, state) && (field.sort !== "list" || !isPerLine(field)));
    if (!refs.length) return;
    const field = chance.one(refs);
    state.held[field.key] = field.sort === "list" ? [...(state.held[field.key] || []), "nobody-knows"] : "nobody-knows";
    return field.key;
  },
  twice: (state, chance) => {
    const lists = state.form.fields.filter((field) => !choices.isFixed(field, state) && Array.isArray(state.held[field.key]) && state.held[field.key].length);
    if (!lists.length) return;
    const field = chance.one(lists);
    const held = state.held[field.key];
    state.held[field.key] = chance.often(0.5) ? held.slice(1) : [...held, held[0]];
    return field.key;
  },
  number: (state, chance) => {
    const counts = state.form.fields.filter((field) => field.sort === "count" && !choices.isFixed(field, state));
    if (!counts.length) return;
    const field = chance.one(counts);
    state.held[field.key] = chance.one(["0", "-1", "many", "999", "1.5"]);
    return field.key;
  },
  form: (state, chance) => {
    const forms = state.form.fields.filter((field) => ["form", "hash"].includes(field.sort) && !choices.isFixed(field, state));
    if (!forms.length) return;
    const field = chance.one(forms);
    state.held[field.key] = chance.one(["javascript:alert(1)", "a b c", "ABC", "0".repeat(64)]);
    return field.key;
  },
};

/* One filled form: its path and text, and what it says of itself; `stuck` names what it had nothing to offer for. */
export async function fillAtRandom(act, seed, isSpoiled, edition) {
  const chance = chanceFrom(seed);
  const read = async (address) => (await fetch(address)).json();
  const [form, words, index] = await Promise.all(
    ["/take-part/" + act + "/form.json", "/take-part/words.json", DATA + "index.json"].map(read),
  );
  const state = beginState(form, words, index);
  const stuck = await chooseParts(state, chance);
  if (stuck) return { stuck };
  takeDefaults(state);
  nameNewThings(state);
  fillFields(state, chance);
  if (act === "ground-rules" && edition) {
    state.parts["new-proposal"] = edition.id;
    state.touched.add(":new-proposal");
    state.held.edition = { number: edition.number, sha256: edition.sha256 };
  }
  followChoices(state);
  nameNewThings(state);
  speak(state, chance, isSpoiled ? 1 : 0.9);
  let spoiled = "";
  for (let tries = 0; isSpoiled && !spoiled && tries < 9; tries += 1) {
    const kind = chance.one(Object.keys(SPOILS));
    const way = SPOILS[kind](state, chance);
    spoiled = way === undefined ? "" : kind + " " + way;
  }
  followChoices(state); // as the page does after every change
  await lookUp(state);
  const found = faults(state).map(({ way, says }) => way + ": " + says);
  return { path: pathOf(state), text: yaml(state), faults: found, doubts: doubts(state), advice: advice(state), isBlank: isBlank(state), spoiled };
}

/* A form with some things chosen and written: what each part and field offers, its days, and what it says of itself. */
export async function openWith(act, parts, held = {}, voices = {}) {
  const read = async (address) => (await fetch(address)).json();
  const [form, words, index] = await Promise.all(
    ["/take-part/" + act + "/form.json", "/take-part/words.json", DATA + "index.json"].map(read),
  );
  const state = beginState(form, words, index);
  Object.assign(state.parts, parts);
  await load(state, DATA);
  takeDefaults(state);
  for (const [key, value] of Object.entries(held)) {
    state.held[key] = value;
    state.touched.add(key);
    followChoices(state);
  }
  Object.assign(state.voices, Object.fromEntries(Object.entries(voices).map(([id, says]) => [id, { says }])));
  await lookUp(state);
  const ofPart = asked(state).map((part) => [":" + part, choices.partChoices(part, state)]);
  const ofField = form.fields.map((field) => [field.key, choices.offered(field, field.key, state)]);
  return {
    offers: Object.fromEntries([...ofPart, ...ofField].map(([way, all]) => [way, (all || []).map((one) => one.value)])),
    labels: Object.fromEntries([...ofPart, ...ofField].map(([way, all]) => [way, (all || []).map((one) => one.label)])),
    free: form.fields.filter((field) => choices.isFree(field, state)).map((field) => field.key),
    shown: form.fields.filter((field) => choices.isShown(field, state)).map((field) => field.key),
    speakers: speakers(state).map(({ id }) => id),
    faults: faults(state).map(({ way, says }) => way + ": " + says),
    days: daysOf("decided", state),
    held: state.held,
    path: pathOf(state),
    text: yaml(state),
  };
}
