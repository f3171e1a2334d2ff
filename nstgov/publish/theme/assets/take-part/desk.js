/* What a page asks of the desk that serves it. On a site that nobody has a desk for, none of this is ever called. */

import { button, el, filled } from "./dom.js";

/* The address of the desk; "" where there is none. */
export function deskAddress() {
  return document.documentElement.dataset.desk || "";
}

let words = null;

/* The sentences of the desk, in the language of the page; `say(name, given)` fills one in. */
export function deskWords() {
  const language = encodeURIComponent(document.documentElement.lang || "en");
  words =
    words ||
    fetch(deskAddress() + "words.json?lang=" + language)
      .then((answer) => answer.json())
      .then(
        ({ says }) =>
          (name, given) =>
            filled(says[name] || name, given),
      );
  return words;
}

/* Ask the desk something. What went wrong is answered too: {trouble, next}. */
export async function askDesk(what, given, signal) {
  const say = await deskWords().catch(() => (name) => name);
  try {
    const how =
      given === undefined
        ? {}
        : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(given) };
    const answer = await fetch(deskAddress() + what, { ...how, signal });
    const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    return isJson ? await answer.json() : { trouble: await answer.text(), next: "" };
  } catch (failed) {
    if (failed.name === "AbortError") throw failed;
    return { trouble: say("gone"), next: "" };
  }
}

/* What went wrong, in words, with the next step. */
export function trouble({ trouble: said, next }, say) {
  return el(
    "div",
    { class: "fault", role: "alert" },
    el("p", {}, filled(say("trouble"), { trouble: said })),
    next ? el("p", {}, say("next step", { step: next })) : "",
  );
}

/* What the check says, each with its next step; `many` names the file before each. */
export function findings(all, many) {
  return el(
    "ul",
    { class: "found" },
    all.map((one) =>
      el(
        "li",
        { class: "is-" + one.severity, lang: "en", dir: "ltr" },
        many ? el("code", { class: "small" }, one.file) : "",
        many ? " " : "",
        one.message + ". ",
        el("span", { class: "soft" }, one.help + " (" + one.code + ")"),
      ),
    ),
  );
}

/* What a check came to, before anything is saved. */
export function verdict(answer, say, many) {
  if (answer.trouble) return [trouble(answer, say)];
  const places = Object.values(answer.places);
  const isTaken = places.includes("another is there");
  const isThere = !isTaken && places.includes("the same is there");
  const isKept = !answer.findings.some((one) => one.severity === "error");
  const heading = isKept ? (answer.findings.length ? "remarks" : "all kept") : "not kept";
  return [
    el("p", { class: isKept ? "kept" : "fault" }, say(heading)),
    answer.findings.length ? findings(answer.findings, many) : "",
    isTaken ? el("p", { class: "fault" }, say("place taken")) : "",
    isThere ? el("p", { class: "hint" }, say("same there")) : "",
  ];
}

/* The files of a bundle: each with its text, and the page that it makes. */
export function bundleFiles(files, say) {
  const root = deskAddress().replace(/-\/desk\/$/, "");
  return el(
    "ul",
    { class: "bundle" },
    files.map((file) =>
      el(
        "li",
        {},
        el(
          "details",
          {},
          el("summary", {}, el("code", { dir: "ltr" }, file.path), file.changed ? " · " + say("changed by hand") : ""),
          el("pre", { tabindex: "0" }, el("code", { dir: "auto" }, file.text)),
        ),
        el("a", { href: root + file.page }, say("see page")),
      ),
    ),
  );
}

/* After saving: what was written, the way back, and the way on. */
export function savedBundle(bundle, say, isTakenBack) {
  const place = el("div", { class: "saved", role: "status" });
  const takeBack = async () => {
    const answer = await askDesk("take-back", { number: bundle.number });
    if (answer.trouble) place.append(trouble(answer, say));
    else {
      place.replaceChildren(el("p", { class: "hint" }, say("taken back")));
      isTakenBack();
    }
    dispatchEvent(new Event("nstgov:saved"));
  };
  place.append(
    el("p", { class: "kept" }, say("saved")),
    bundleFiles(bundle.files, say),
    el(
      "p",
      {},
      el("a", { class: "button strong", href: deskPage("desk") }, say("see saved")),
      " ",
      button(say("take back"), takeBack),
    ),
  );
  return place;
}

/* A page of the desk, in the language of the page at hand. */
export function deskPage(name) {
  const prefix = /^\/([a-z]{2,3}(?:-[a-z0-9]{1,8})*)\//.exec(location.pathname);
  const isOther = prefix && document.documentElement.lang === prefix[1];
  return (isOther ? prefix[0] : "/") + "-/" + name + "/";
}
