/* What can be seen wrong in a single value before the judge sees it. Each answers with the name of a sentence, or "". */

const ID = /^(?!(?:con|prn|aux|nul|com[1-9]|lpt[1-9])$)[a-z0-9]+(?:-[a-z0-9]+)*$/;

export function isId(text) {
  return text.length >= 2 && text.length <= 64 && ID.test(text);
}

export function isDay(text) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < "0001") return false;
  const day = new Date(text + "T00:00:00Z");
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
}

export function today() {
  // that of UTC, as everywhere: the same for everybody at the same moment
  return isoDay(new Date());
}

export function daysAfter(day, days) {
  const then = new Date(day + "T00:00:00Z");
  then.setUTCDate(then.getUTCDate() + days);
  return isoDay(then);
}

export function halfWay(first, last) {
  const days = (Date.parse(last + "T00:00:00Z") - Date.parse(first + "T00:00:00Z")) / 86400000;
  return daysAfter(first, Math.floor(days / 2));
}

function isoDay(day) {
  return day.toISOString().slice(0, 10);
}

export function inWords(day, language) {
  if (!isDay(day)) return day;
  const how = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  // with the digits that the rest of the page has
  const locale = (language === "en" ? "en-GB" : language) + "-u-nu-latn";
  return new Date(day + "T00:00:00Z").toLocaleDateString(locale, how);
}

/* Words that people write to fill a line; the list is the judge's own. */
export function saysNothing(text, placeholders) {
  const words = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
  return words.length <= 80 && (new Set(words.replace(/ /g, "")).size <= 1 || placeholders.has(words));
}

/* The fault of a value that is there; `field` is as the form describes it. */
export function fault(field, text, placeholders) {
  const bytes = new TextEncoder().encode(text).length;
  switch (field.sort) {
    case "line":
      if (text.includes("\n")) return "one line";
      return bytes > field.longest ? "too long" : "";
    case "prose":
      if (bytes > field.longest) return "too long";
      return saysNothing(text, placeholders) ? "placeholder" : "";
    case "day":
      return isDay(text) ? "" : "no day";
    case "count":
      return /^\d{1,9}$/.test(text) && Number(text) >= (field.least || 0) ? "" : "no number";
    case "id":
      return isId(text) ? "" : "no id";
    case "form":
    case "hash":
      return new RegExp("^(?:" + field.pattern + ")$", "u").test(text) ? "" : "no form";
    default:
      return "";
  }
}

export async function sha256(bytes) {
  if (!globalThis.crypto || !crypto.subtle) return "";
  const found = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...found].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
