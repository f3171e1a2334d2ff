/* Short names for what is new tonight, from the words that people say. */

import { needsLetters, readLetters, shortName } from "./short-names.js";

const FALLBACK = "tonight";
const LONGEST = 60;

/* A short name from words in any script, numbered while it is taken. */
export async function shortOf(words, { data }, isTaken) {
  if (needsLetters(words)) await readLetters(data);
  const found = shortName(words).slice(0, LONGEST).replace(/-+$/, "");
  const base = found.length > 1 ? found : FALLBACK;
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? base : base + "-" + number;
    if (!isTaken(name)) return name;
  }
}

/* People by their names, each under a short name of their own. */
export async function namedPeople(text, evening) {
  const found = [];
  for (const name of text
    .split("\n")
    .map((one) => one.trim())
    .filter(Boolean)) {
    const id = await shortOf(name, evening, (one) => found.some((known) => known.id === one));
    found.push({ id, name });
  }
  return found;
}
