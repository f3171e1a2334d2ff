/* At a desk a form does not hand over, it saves: it is judged while it is filled in, written, and can be taken back. */

import { button, el } from "./dom.js";
import { askDesk, deskWords, savedBundle, trouble, verdict } from "./desk.js";

/* Milliseconds of quiet after which a record is judged. */
const QUIET = 350;
const TO_FILL = "…";

/* One at a time: what is typed on makes an earlier question pointless. */
let asking = new AbortController();
let waiting = 0;

/* What stands below a form: what the check says of `records` ({path, text}), and the button that saves them. */
export function savingPart(records, { many = false, done = () => {} } = {}) {
  const place = el("div", { class: "saving" });
  asking.abort();
  clearTimeout(waiting);
  if (!records.length || records.some(({ path }) => path.includes(TO_FILL))) return place;
  deskWords().then((say) => place.replaceChildren(el("p", { class: "hint", role: "status" }, say("checking"))));
  waiting = setTimeout(() => judge(records, place, many, done), QUIET);
  return place;
}

async function judge(records, place, many, done) {
  asking = new AbortController();
  try {
    const say = await deskWords();
    const answer = await askDesk("check", { records }, asking.signal);
    const save = () => keep(records, place, many, done);
    place.replaceChildren(
      el("div", { role: "status" }, ...verdict(answer, say, many).filter(Boolean)),
      answer.sound ? el("p", {}, button(say(many ? "save all" : "save"), save, "strong")) : "",
    );
  } catch (stopped) {
    if (stopped.name !== "AbortError") throw stopped;
  }
}

async function keep(records, place, many, done) {
  const say = await deskWords();
  for (const one of place.querySelectorAll("button")) one.disabled = true;
  const answer = await askDesk("save", { records });
  dispatchEvent(new Event("nstgov:saved"));
  if (answer.trouble) {
    place.replaceChildren(
      trouble(answer, say),
      button(say(many ? "save all" : "save"), () => keep(records, place, many, done), "strong"),
    );
    return;
  }
  if (!answer.saved) {
    place.replaceChildren(...verdict(answer, say, many).filter(Boolean));
    return;
  }
  done(answer.saved);
  place.replaceChildren(savedBundle(answer.saved, say, () => done(null)));
  place.querySelector("a").focus();
}
