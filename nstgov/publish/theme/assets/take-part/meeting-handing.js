/* The end of an evening: everything as one list, and one way on. At a desk it is saved; else it is one text to hand on. */

import { button, el } from "./dom.js";
import { deskAddress } from "./desk.js";
import { savingPart } from "./desk-saving.js";
import { bundleText, recordsOf } from "./meeting-records.js";
import { copy, handOn } from "./sending.js";

/* Characters of an address that mail programs still take over. */
const LONGEST_MAIL = 1800;

export async function handingOver(evening) {
  const { say } = evening;
  if (!globalThis.crypto || !crypto.subtle) return [el("p", { class: "fault", role: "alert" }, say("no sums"))];
  const records = await recordsOf(evening);
  if (!records.length) return [el("p", {}, say("nothing"))];
  return [listed(evening, records), ...(deskAddress() ? saved(evening, records) : handed(evening, records))];
}

function listed(evening, records) {
  const { say } = evening;
  const change =
    ({ point }) =>
    () =>
      point < 0 ? evening.go("found") : evening.go("point", point);
  return el(
    "ol",
    { class: "records" },
    records.map((one) =>
      el(
        "li",
        {},
        el(
          "details",
          {},
          el("summary", {}, el("strong", {}, say(...one.about)), " ", el("code", { dir: "ltr" }, one.path)),
          el("pre", { tabindex: "0" }, el("code", { dir: "auto" }, one.text)),
        ),
        button(say("change it"), change(one)),
      ),
    ),
  );
}

function saved(evening, records) {
  const { meeting } = evening;
  const done = (bundle) => {
    meeting.saved = Boolean(bundle);
    evening.keep();
  };
  return [
    savingPart(
      records.map(({ path, text }) => ({ path, text })),
      { many: true, done },
    ),
  ];
}

function handed(evening, records) {
  const { say, meeting, phone } = evening;
  const subject = say("subject", { circle: meeting.circle.name, day: evening.inWords(meeting.day) });
  const text = bundleText(subject, records);
  const said = el("p", { class: "hint", role: "status" });
  const mail = "mailto:?subject=" + encodeURIComponent(subject) + "&body=" + encodeURIComponent(text);
  const file = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const name = meeting.day + "-" + meeting.circle.id + ".txt";
  return [
    el("h3", {}, say("hand over")),
    el("p", {}, say("hand over about")),
    el(
      "p",
      { class: "ways" },
      button(say("copy"), () => copy(text, said, phone), "strong"),
      button(say("share"), () => handOn(subject, text, said, phone)),
      el("a", { class: "button quiet", href: file, download: name }, say("download")),
      mail.length <= LONGEST_MAIL ? el("a", { class: "button quiet", href: mail }, say("mail")) : "",
    ),
    mail.length > LONGEST_MAIL ? el("p", { class: "small soft" }, say("mail long")) : "",
    said,
    el(
      "details",
      {},
      el("summary", {}, subject),
      el("pre", { tabindex: "0" }, el("code", { id: "bundle", dir: "auto" }, text)),
    ),
  ];
}
