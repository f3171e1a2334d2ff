/* Short names in Latin letters for names in any script, step by step as `nstgov.languages.short_names` makes them.
   The table of letters is read once, and only where a name has letters that do not fall apart into Latin ones. */

const SYLLABLE = /[\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3]/;
const MARK = /[\u0300-\u036f]|['\u2019\u02bb\u02bc]|\u200c|\u200d|\ufe0f/;
const isAscii = (text) => [...text].every((sign) => sign.codePointAt(0) < 128);
let table = null;
let reading = null;

/* Whether a short name for this text waits for the table. */
export function needsLetters(text) {
  return !table && !isAscii(parts(text.toLowerCase()).join(""));
}

/* Read the table; what cannot be read leaves such letters to the reader. */
export function readLetters(data) {
  reading =
    reading ||
    fetch(data + "letters.json")
      .then((answer) => (answer.ok ? answer.json() : {}))
      .catch(() => ({}))
      .then((blocks) => {
        table = new Map(Object.entries(blocks).map(([block, values]) => [block, values.split(" ")]));
      });
  return reading;
}

function parts(text) {
  return [...text.normalize("NFKD")].filter((sign) => !MARK.test(sign));
}

function known(sign) {
  const code = sign.codePointAt(0);
  const values = table && table.get((code >> 8).toString(16));
  const value = values ? values[code & 255] : "-";
  return value === "-" ? null : value.split(".").join("");
}

function latin(sign) {
  if (isAscii(sign)) return sign === "~" || sign === "<" ? " " : sign;
  const whole = known(sign);
  if (whole !== null) return whole;
  return parts(sign)
    .map((part) => (isAscii(part) ? part : (known(part) ?? " ")))
    .join("");
}

export function shortName(text) {
  let found = "";
  let before = "";
  for (const sign of text.toLowerCase().normalize("NFC")) {
    if (!MARK.test(sign)) found += (SYLLABLE.test(sign) && SYLLABLE.test(before) ? "-" : "") + latin(sign);
    before = sign;
  }
  found = found
    .replace(/[~a]</g, "")
    .replace(/~(?![a-z~])/g, "")
    .replace(/~/g, "a")
    .replace(/</g, "");
  return found
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60)
    .replace(/-+$/, "");
}
