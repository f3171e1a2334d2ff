/* The record on its way: its parts, its fields, its voices, brought together into a path and YAML. */

import { clean, yamlOf } from "./yaml.js";
import { faultsOf, groupOf, prose, valueOf } from "./model.js";
import { daysAfter, isDay, isId, today } from "./checks.js";

const NEW_NAMES = ["new-proposal", "objection", "election", "newcomer", "new-circle"];

export function isNewName(part) {
  return NEW_NAMES.includes(part);
}

/* The file's path, with … where something is still missing. */
export function pathOf(state) {
  const { form, parts, circle } = state;
  const known = {
    folder: circle ? circle.folder : "",
    parent_folder: state.parentFolder || "circles",
    new_circle: parts["new-circle"],
    proposal: parts.proposal || parts["new-proposal"],
    objection: parts["objection-on-record"] || parts.objection,
    next: String(state.next || 1),
  };
  const path = form.path.replace(/\{([a-z_-]+)\}/g, (whole, name) => {
    if (name === "again") return whole;
    return (name in known ? known[name] : parts[name]) || "…";
  });
  return withNumber(path, (circle && circle.records) || []);
}

/* A second one on the same day is numbered. */
function withNumber(path, records) {
  if (!path.includes("{again}")) return path;
  for (let number = 1; number < 100; number += 1) {
    const found = path.replace("{again}", number === 1 ? "" : "." + number);
    if (!records.includes(found)) return found;
  }
  return path.replace("{again}", "");
}

export function recordOf(state) {
  const found = new Map(Object.entries(state.form.fixed));
  for (const field of state.form.fields) {
    const value = field.sort === "voices" ? voicesOf(state) : valueOf(field, state.held[field.key]);
    if (value !== undefined) found.set(field.key, value);
  }
  return found;
}

export function yaml(state) {
  return yamlOf(recordOf(state));
}

/* Whose voices are asked, as {id, name}; whoever was added by hand comes last. */
export function speakers(state) {
  const { form, parts, circle } = state;
  const members = (circle && circle.members) || [];
  const self = { id: parts.person, name: nameOf(state, parts.person) };
  const found = {
    own: parts.person ? [self] : [],
    members,
    newcomer: parts.newcomer ? [{ id: parts.newcomer, name: state.held.name || parts.newcomer }, ...members] : members,
    founders: founders(state),
    authors: (state.objection && state.objection.authors.map(asSpeaker)) || [],
    any: [...((state.proposal && state.proposal.authors) || []).map(asSpeaker), ...members],
  }[form.voices];
  const added = (state.added || []).map((id) => ({ id, name: id }));
  const seen = new Set();
  return [...(found || []), ...added].filter((one) => one.id && !seen.has(one.id) && seen.add(one.id));
}

function asSpeaker(author) {
  return author.outside ? { id: author.name, name: author.name } : author;
}

function founders(state) {
  return Object.entries(state.held.members || {}).map(([id, one]) => ({ id, name: one.name || id }));
}

export function nameOf(state, id) {
  const member = ((state.circle && state.circle.members) || []).find((one) => one.id === id);
  return member ? member.name : id;
}

/* Somebody who steps back, returns or changes their name says so by the act itself. */
export function speaksByActing(form) {
  return form.voices === "own" && form.kind !== "round";
}

function voicesOf(state) {
  const found = new Map();
  for (const { id } of speakers(state)) {
    const said = speaksByActing(state.form) ? { says: "consent" } : state.voices[id] || {};
    const voice = voiceOf(said, state.form.act === "round");
    if (voice) found.set(id, voice);
  }
  return found.size ? found : undefined;
}

function voiceOf(said, isRound) {
  const says = said.says === "concern" ? "consent" : said.says || "";
  if (!says) return isRound ? "absent" : undefined;
  const texts = ["because", "concern", "carries"].filter((key) => key !== (says === "object" ? "concern" : "because"));
  const given = texts.map((key) => [key, prose(said[key])]).filter(([, text]) => text);
  return given.length && says !== "absent" ? new Map([["says", says], ...given]) : says;
}

/* Everything that keeps the record from being whole, in the order of the form. */
export function faults(state) {
  return [...ofParts(state), ...ofFields(state), ...ofVoices(state), ...together(state)];
}

function ofParts(state) {
  return state.form.asks.flatMap(({ part }) => {
    const given = state.parts[part] || "";
    const way = ":" + part;
    if (!given) return part === "parent" ? [] : [{ way, says: "missing" }];
    if (part === "date" && !isDay(given)) return [{ way, says: "no day" }];
    if (isNewName(part) && !isId(given)) return [{ way, says: "no id" }];
    if (part === "language" && !/^[a-z]{2,3}(-[a-z0-9]{1,8})*$/.test(given)) {
      return [{ way, says: "no form", given: { means: "a lower-case language tag", example: "es" } }];
    }
    if (isNewName(part) && part !== "newcomer" && state.taken.has(given)) return [{ way, says: "taken" }];
    return [];
  });
}

function ofFields(state) {
  const fields = state.form.fields.filter((field) => field.sort !== "voices");
  return fields.flatMap((field) => faultsOf(field, state.held[field.key], field.key, state.placeholders));
}

function ofVoices(state) {
  const field = state.form.fields.find((one) => one.sort === "voices");
  if (!field) return [];
  const all = speakers(state);
  const why = all.flatMap(({ id, name }) =>
    wordless(state.voices[id] || {}).map((says) => ({ way: "voices." + id, says, name })),
  );
  return field.needed && !(voicesOf(state) || new Map()).size ? [{ way: "voices", says: "missing" }] : why;
}

/* A worry or an objection without words helps nobody. */
function wordless(said) {
  if (said.says === "concern" && !clean(said.concern || "")) return ["which worry"];
  return said.says === "object" && !clean(said.because || "") ? ["say why"] : [];
}

/* What only shows when several fields are looked at together. */
function together(state) {
  const { held, form, index } = state;
  const found = [];
  const from = held.submitted || today();
  if (form.kind === "version" && isDay(held.sunset || "")) {
    if (held.sunset <= from) found.push({ way: "sunset", says: "sunset past" });
    if (held.sunset > daysAfter(from, index.longest_sunset_days)) {
      found.push({ way: "sunset", says: "sunset far", given: { days: index.longest_sunset_days } });
    }
    if (isDay(held.review || "") && held.review > held.sunset) found.push({ way: "review", says: "review late" });
  }
  if (form.kind === "away" && held.until && held.until < state.parts.date)
    found.push({ way: "until", says: "until before" });
  if (held.term && held.term.until && held.term.until < held.term.from)
    found.push({ way: "term.until", says: "until before" });
  return [...found, ...authors(state), ...oneOfTwo(state), ...alreadyThere(state)];
}

function authors(state) {
  const { form, held, index } = state;
  const count = new Set((held.authors || []).map((one) => JSON.stringify(one))).size;
  const least =
    form.kind === "version" || (form.kind === "objection" && !clean(held.from_round || "")) ? index.authors : 0;
  return count && count < least ? [{ way: "authors", says: "too few", given: { least, count } }] : [];
}

const EITHER = { commitments: ["people", "takes_back"], joins: ["name", "home"], changes: "any", person: "any" };

function oneOfTwo(state) {
  const keys = EITHER[state.form.kind];
  if (!keys) return [];
  const all = state.form.fields
    .map((field) => field.key)
    .filter((key) => !["voices", "entered_by", "lang"].includes(key));
  const looked = keys === "any" ? all : keys;
  const given = groupOf(
    state.form.fields.filter((field) => looked.includes(field.key)),
    state.held,
  );
  return given ? [] : [{ way: looked[0], says: "one of two" }];
}

function alreadyThere(state) {
  const path = pathOf(state);
  const asked = state.form.asks.map(({ part }) => part);
  const way = ":" + (asked.includes("date") ? "date" : asked[asked.length - 1]);
  const isTaken = state.taken.has(state.parts[way.slice(1)]);
  return !isTaken && state.circle && state.circle.records.includes(path) ? [{ way, says: "file there" }] : [];
}

export function advice() {
  return [];
}
