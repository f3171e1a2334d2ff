/* The state of a form: what was chosen and written so far, without regard to how it is drawn. */

import { halfWay, inWords, isDay, today } from "./checks.js";
import { asksFor, offered } from "./choices.js";
import { defaults, shortNames } from "./defaults.js";
import { isNewName } from "./record.js";
import { keepsVersion } from "./settled.js";

/* A form before anything is chosen; its day is today. */
export function beginState(form, words, index, language = "en") {
  const state = {
    form,
    index,
    say: (name) => words.says[name] || name,
    choice: (name) => words.choices[name] || name,
    inWords: (day) => inWords(day, language),
    parts: {},
    held: {},
    voices: {},
    placeholders: new Set(words.placeholders),
    seen: new Set(),
    touched: new Set(),
    taken: new Set(),
    checked: false,
    circle: null,
    circles: null,
    proposal: null,
    known: {},
    names: {},
  };
  if (form.asks.some(({ part }) => part === "date")) state.parts.date = today();
  return state;
}

/* Everything that nobody has touched follows what was chosen; what follows from the record does so always. */
export function takeDefaults(state) {
  const isKept = (key) => state.form.fields.some((field) => field.key === key && keepsVersion(field, state));
  for (const [key, value] of Object.entries(defaults(state)))
    if (!state.touched.has(key) || isKept(key)) state.held[key] = value;
  followChoices(state);
}

/* What follows from what was just chosen: whom to ask, of which version a resolution speaks, what a test comes to. */
export function followChoices(state) {
  const { form, held, circle } = state;
  if (form.kind === "version" && circle) held.asks = asksFor(state);
  if (form.kind === "version" && !state.touched.has("review") && isDay(held.sunset || "") && held.sunset > today())
    held.review = halfWay(today(), held.sunset);
  for (const field of form.fields) {
    const isOneOfFew = (field.sort === "choice" || field.key === "succeeds") && held[field.key];
    if (isOneOfFew && !offered(field, field.key, state).some((one) => one.value === held[field.key]))
      held[field.key] = undefined;
  }
  const version = form.fields.find((field) => field.key === "version");
  if (form.kind === "resolution") {
    const found = offered(version, "version", state);
    if (!found.length) held.version = undefined;
    else if (!found.some((one) => one.value === held.version)) held.version = found[found.length - 1].value;
  }
}

/* Names of what is new follow the words that people wrote, until somebody chooses one; those that have changed. */
export function nameNewThings(state) {
  const changed = Object.entries(shortNames(state)).filter(
    ([part, name]) =>
      state.form.asks.some((one) => one.part === part) && !state.touched.has(":" + part) && state.parts[part] !== name,
  );
  for (const [part, name] of changed) state.parts[part] = name;
  return changed;
}

/* What was chosen in one circle is not there in another. */
export function goElsewhere({ parts }) {
  const kept = ["date", "idea", "language", "parent"];
  for (const part of Object.keys(parts)) if (!kept.includes(part) && !isNewName(part)) delete parts[part];
}
