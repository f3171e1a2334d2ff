/* The desk's own pages: what was saved, and reading a letter. */

import { button, el } from "./dom.js";
import { askDesk, bundleFiles, deskWords, findings, trouble } from "./desk.js";
import { savingPart } from "./desk-saving.js";

const PAGES = { desk: savedPage, letters: lettersPage };

export async function begin(place) {
  const say = await deskWords();
  PAGES[place.dataset.page](place, say);
}

/* What was saved and is not committed: look, take back, make one change of it. */
async function savedPage(place, say) {
  const told = el("div", { role: "status" });
  const list = el("div", {});
  const act = async (what, given) => {
    for (const one of place.querySelectorAll("button")) one.disabled = true;
    const answer = await askDesk(what, given);
    told.replaceChildren(...outcome(answer, say, what));
    dispatchEvent(new Event("nstgov:saved"));
    draw();
  };
  const draw = async () => {
    const state = await askDesk("state");
    list.replaceChildren(...(state.trouble ? [trouble(state, say)] : saved(state, say, act)));
  };
  place.replaceChildren(list, told);
  addEventListener("nstgov:changed", draw);
  await draw();
}

function saved(state, say, act) {
  const bundles = state.bundles.map((bundle) =>
    el(
      "section",
      { class: "entry" },
      bundleFiles(bundle.files, say),
      button(say("take back"), () => act("take-back", { number: bundle.number })),
    ),
  );
  const waiting = state.waiting.map((branch) =>
    el(
      "p",
      {},
      say("waits", { branch }) + " ",
      button(say("push"), () => act("push", {}), "strong"),
    ),
  );
  if (!bundles.length) return [el("p", {}, say("none saved")), ...waiting];
  return [
    el("p", { class: "lead" }, say("saved about")),
    ...bundles,
    el(
      "p",
      {},
      button(say("commit"), () => act("commit", {}), "strong"),
    ),
    el("p", { class: "hint" }, say("commit how")),
    ...waiting,
  ];
}

function outcome(answer, say, what) {
  if (answer.trouble && !answer.commit)
    return [trouble(answer, say), ...(answer.findings ? [findings(answer.findings, true)] : [])];
  if (what === "take-back") return [el("p", { class: "kept" }, say("taken back"))];
  const propose = answer.address
    ? el(
        "a",
        { class: "button strong", href: answer.address, target: "_blank", rel: "noopener noreferrer" },
        say("propose"),
      )
    : "";
  return [
    el("p", { class: "kept" }, say("committed", { branch: answer.branch })),
    answer.is_pushed ? el("p", {}, say("pushed") + " ", propose) : "",
    answer.trouble ? el("p", { class: "fault" }, say("not pushed", { trouble: answer.trouble })) : "",
    answer.remedy ? el("p", {}, say("next step", { step: answer.remedy })) : "",
  ];
}

/* Paste a letter; see what is in it. */
function lettersPage(place, say) {
  const text = el("textarea", { class: "control", rows: 10, dir: "auto", id: "letter" });
  const answers = el("div", { class: "answers" });
  const read = async () => {
    const answer = await askDesk("letters", { text: text.value });
    answers.replaceChildren(...inLetter(answer, say));
  };
  place.replaceChildren(
    el("p", { class: "lead" }, say("letters about")),
    el("div", { class: "field" }, el("label", { for: "letter", class: "field-label" }, say("letter")), text),
    el("p", {}, button(say("read letter"), read, "strong")),
    answers,
  );
}

function inLetter(answer, say) {
  if (answer.trouble) return [trouble(answer, say)];
  const of = (state) => answer.answers.filter((one) => one.state === state);
  const names = (all) =>
    el(
      "ul",
      {},
      all.map(({ path }) => el("li", {}, el("code", { dir: "ltr" }, path))),
    );
  const sound = of("taken");
  const known = of("on record already");
  const found = [
    ...(sound.length ? [el("h2", {}, say("sound")), names(sound), soundPart(sound)] : []),
    ...(known.length ? [el("h2", {}, say("known")), names(known)] : []),
    ...(answer.reply ? reply(answer.reply, say) : []),
    ...answer.refused.map((path) => el("p", { class: "fault" }, say("refused", { path }))),
  ];
  return found.length ? found : [el("p", { class: "fault", role: "alert" }, say("no record"))];
}

function soundPart(sound) {
  return savingPart(
    sound.map(({ path, text }) => ({ path, text })),
    { many: true },
  );
}

function reply(text, say) {
  const said = el("p", { class: "hint", role: "status" });
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => said.replaceChildren(say("copied")),
      () => said.replaceChildren(say("not copied")),
    );
  return [
    el("h2", {}, say("waiting")),
    el("p", {}, say("reply")),
    el("pre", { tabindex: "0", class: "reply" }, el("code", { dir: "auto" }, text)),
    el("p", {}, button(say("copy reply"), copy)),
    said,
  ];
}
