/* The record on its way: its parts, its fields, its voices, brought together into a path and YAML. */

import { schemaLine, yamlOf } from "./yaml.js";
import { prose, valueOf } from "./model.js";

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
  return schemaLine(pathOf(state), state.form.kind) + yamlOf(recordOf(state));
}

/* Whose voices are asked, as {id, name}; whoever was added by hand comes last. */
export function speakers(state) {
  const { form, parts, held, circle } = state;
  const members = (circle && circle.members) || [];
  const found = {
    own: () => (parts.person ? [{ id: parts.person, name: nameOf(state, parts.person) }] : []),
    members: () => (form.kind === "review" && held.result === "let go" ? deciders(state.decision, members) : members),
    newcomer: () =>
      parts.newcomer ? [{ id: parts.newcomer, name: held.name || parts.newcomer }, ...members] : members,
    founders: () => founders(state),
    authors: () => authorsOf(state.objection),
    any: () => ANYBODY[form.kind](state, members),
  }[form.voices];
  const added = (state.added || []).map((id) => ({ id, name: id }));
  const seen = new Set();
  return [...(found ? found() : []), ...added].filter((one) => one.id && !seen.has(one.id) && seen.add(one.id));
}

/* Whose word it takes, where that depends on what happens. */
const ANYBODY = {
  leaves: ({ parts, held, ...state }, members) =>
    ["died", "cannot be found", "asked to go"].includes(held.how)
      ? members.filter((one) => one.id !== parts.person)
      : [{ id: parts.person, name: nameOf(state, parts.person) }],
  closed: ({ held, proposal }, members) =>
    ({
      withdrawn: () => authorsOf(proposal),
      "set aside": () => deciders(proposal, members),
    })[held.result]?.() || [],
  ended: ({ held, term, decision }, members) => {
    if (term && held.how === "resigned") return [{ id: term.person, name: term.name }];
    return term ? members : deciders(decision, members);
  },
  void: ({ recordsTold, parts }) =>
    ((recordsTold || []).find((one) => one.path === parts.record) || { named: [] }).named,
};

function deciders(thing, members) {
  return thing && thing.deciders.length ? thing.deciders : members;
}

function authorsOf(thing) {
  return ((thing && thing.authors) || []).map(asSpeaker);
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

export function voicesOf(state) {
  const found = new Map();
  for (const { id } of speakers(state)) {
    const said = speaksByActing(state.form) ? { says: "consent" } : state.voices[id] || {};
    const voice = voiceOf(said);
    if (voice) found.set(id, voice);
  }
  return found.size ? found : undefined;
}

function voiceOf(said) {
  const says = said.says === "concern" ? "consent" : said.says || "";
  if (!says) return undefined;
  const texts = ["because", "concern", "carries"].filter((key) => key !== (says === "object" ? "concern" : "because"));
  const given = texts.map((key) => [key, prose(said[key])]).filter(([, text]) => text);
  return given.length && says !== "absent" ? new Map([["says", says], ...given]) : says;
}
