/* The state of a form: what was chosen and written so far, without regard to how it is drawn. */

import { today } from "./checks.js";
import { defaults, shortNames } from "./defaults.js";
import { isNewName } from "./record.js";

/* A form before anything is chosen; its day is today. */
export function beginState(form, words, index) {
  const state = {
    form,
    index,
    choice: (name) => words.choices[name] || name,
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
  };
  if (form.asks.some(({ part }) => part === "date")) state.parts.date = today();
  return state;
}

/* Everything that nobody has touched follows what was chosen. */
export function takeDefaults(state) {
  for (const [key, value] of Object.entries(defaults(state))) if (!state.touched.has(key)) state.held[key] = value;
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
