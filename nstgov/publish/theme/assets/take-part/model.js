/* What a form holds, as plain data, and what follows from it: the record's values, and what is still missing.
   `holder[key]` is what stands in a field: a text, an array of names, an array or map of holders for what lies within. */

import { clean } from "./yaml.js";
import { fault } from "./checks.js";

/* The value that goes into the record; undefined where there is none. */
export function valueOf(field, held) {
  switch (field.sort) {
    case "list":
      return listOf(field, held);
    case "group":
      return isOnlyGiven(held) ? undefined : groupOf(field.within, held || {});
    case "map":
      return mapOf(field, held);
    case "flag":
      return held === "true" ? true : held === "false" ? false : undefined;
    case "count":
      return typeof held === "string" && /^\d+$/.test(held.trim())
        ? Number(held.trim())
        : held
          ? clean(held)
          : undefined;
    case "someone":
      return someone(held);
    case "prose":
      return prose(held);
    default:
      return typeof held === "string" && clean(held) ? clean(held) : undefined;
  }
}

/* An entry of which nothing stands but what the form itself has put there counts as left out. */
function isOnlyGiven(held) {
  return (
    Boolean(held && held.given) && Object.keys(held).every((key) => key === "given" || key === held.given || !held[key])
  );
}

/* A longer text ends with a line's end, as when it is written by hand. */
export function prose(held) {
  const text = typeof held === "string" ? clean(held) : "";
  return text.includes("\n") ? text + "\n" : text || undefined;
}

export function someone(held) {
  if (held && typeof held === "object") return clean(held.name || "") ? outsider(clean(held.name)) : undefined;
  return held ? clean(held) : undefined;
}

function outsider(name) {
  return new Map([
    ["name", name],
    ["outside", true],
  ]);
}

export function isPerLine(field) {
  return field.sort === "list" && (field.item.sort === "line" || field.item.sort === "form");
}

function listOf(field, held) {
  const given = isPerLine(field) ? (held || "").split("\n") : held || [];
  const found = given.map((one) => valueOf(field.item, one)).filter((one) => one !== undefined);
  return found.length ? found : undefined;
}

export function groupOf(fields, held) {
  const found = new Map();
  for (const field of fields) {
    const value = valueOf(field, held[field.key]);
    if (value !== undefined) found.set(field.key, value);
  }
  return found.size ? found : undefined;
}

function mapOf(field, held) {
  const found = new Map();
  for (const [name, inner] of Object.entries(held || {})) {
    const value = valueOf(field.item, inner);
    if (value !== undefined) found.set(name, value);
  }
  return found.size ? found : undefined;
}

/* Every fault of a field and of what lies within: where it is (`tasks.0.by`), and the name of the sentence. */
export function faultsOf(field, held, way, placeholders) {
  const value = valueOf(field, held);
  if (value === undefined) return field.needed ? [{ way, says: field.sort === "choice" ? "choose" : "missing" }] : [];
  if (field.sort === "group") return within(field.within, held, way, placeholders);
  if (field.sort === "list") return ofList(field, held, way, placeholders);
  if (field.sort === "map") {
    return Object.entries(held).flatMap(([name, inner]) => faultsOf(field.item, inner, way + "." + name, placeholders));
  }
  const says = typeof value === "string" ? fault(field, value, placeholders) : "";
  return says ? [{ way, says, given: field }] : [];
}

function within(fields, held, way, placeholders) {
  return fields.flatMap((field) => faultsOf(field, (held || {})[field.key], way + "." + field.key, placeholders));
}

function ofList(field, held, way, placeholders) {
  if (isPerLine(field)) {
    const said = valueOf(field, held)
      .map((line) => fault(field.item, line, placeholders))
      .find(Boolean);
    return said ? [{ way, says: said, given: field.item }] : [];
  }
  return held.flatMap((one, at) => faultsOf(field.item, one, way + "." + at, placeholders));
}

/* What a field holds, from a value on record: the way back. */
export function heldFrom(field, value) {
  if (value === undefined || value === null) return undefined;
  if (isPerLine(field)) return value.join("\n");
  if (field.sort === "list") return value.map((one) => heldFrom(field.item, one));
  if (field.sort === "group") {
    return Object.fromEntries(field.within.map((inner) => [inner.key, heldFrom(inner, value[inner.key])]));
  }
  if (field.sort === "someone") return value;
  return typeof value === "object" ? undefined : String(value).trim();
}
