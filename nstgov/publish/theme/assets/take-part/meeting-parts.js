/* What the screens of a proposal have in common: its title, its texts, whether they still may change, and the way on. */

import { el } from "./dom.js";
import { spokenText, words } from "./meeting-controls.js";
import { hasVoices } from "./meeting-rounds.js";
import { lastRound, newest } from "./meeting-state.js";

export function go(evening, point, step) {
  return () => {
    point.step = step;
    evening.draw();
  };
}

export const titleOf = (point) => newest(point).record.title || "";

export function textOf(evening, point) {
  const { say } = evening;
  const { record } = newest(point);
  return spokenText([
    [say("text"), record.text],
    [say("need"), record.need],
    [say("reasons"), record.reasons],
  ]);
}

/* A text that somebody has spoken about stays as it is: what was said was said to these very words. */
export function isOpen(point) {
  return Boolean(newest(point).fresh) && !hasVoices(lastRound(point));
}

export function until(evening, point) {
  return el("p", {}, evening.say("holds until", { day: evening.inWords(newest(point).record.sunset) }));
}

export function wordFields(evening, record) {
  const { say, keep } = evening;
  return [
    words(record, "text", say("text"), { rows: 5, hint: say("text hint"), changed: keep }),
    words(record, "need", say("need"), { rows: 3, changed: keep }),
    words(record, "reasons", say("reasons"), { rows: 3, changed: keep }),
  ];
}
