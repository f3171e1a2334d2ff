/* What stands in the way of a proposal, written down where it was said; and the text that is changed to meet it. */

import { button, el } from "./dom.js";
import { halfWay } from "./checks.js";
import { voice, words } from "./meeting-controls.js";
import {
  ASKED,
  draftObjections,
  faultsOfAnswer,
  faultsOfDraft,
  nameObjections,
  objectionsToMeet,
  standingObjections,
  tellFault,
} from "./meeting-objections.js";
import { go, textOf, wordFields } from "./meeting-parts.js";
import { hasVoices } from "./meeting-rounds.js";
import { lastRound, nameOf, newest, stillObjected } from "./meeting-state.js";

const MAY_CHANGE = ["text", "need", "reasons", "judged_by", "sunset"];
const asText = (given) => (Array.isArray(given) ? given.join("\n") : given || "");

/* Each who can't live with it yet says here what an objection needs; nobody has to look for another form. */
export function objectionsScreen(evening, point) {
  const { say, meeting } = evening;
  const drafts = draftObjections(point);
  const open = standingObjections(evening, point).filter(({ holder }) => !drafts.includes(holder));
  const leave = async () => {
    await nameObjections(evening, point);
    point.left = true;
    evening.pointDone(point);
  };
  return {
    title: say("objections"),
    minutes: 15,
    body: [
      el("p", { class: "lead" }, say("objections about")),
      drafts.length ? el("p", { class: "hint" }, say("written out")) : "",
      drafts.map((draft) => draftCard(evening, point, draft)),
      open.length ? el("p", {}, say("open objections") + " " + open.map(({ title }) => title).join("; ")) : "",
      textOf(evening, point),
    ],
    missing: () =>
      drafts
        .filter(({ isBrief }) => !isBrief)
        .flatMap((draft) =>
          faultsOfDraft(evening, point, draft).map(
            (one) => nameOf(meeting, draft.person) + ": " + tellFault(evening, "objection", one),
          ),
        ),
    nextWords: say("improve"),
    next: async () => {
      await nameObjections(evening, point);
      beginVersion(point);
      go(evening, point, "improve")();
    },
    ways: [[say("leave"), leave]],
    back: lastRound(point) ? go(evening, point, "round") : go(evening, point, "read"),
  };
}

function draftCard(evening, point, draft) {
  const { say, meeting, keep, forms } = evening;
  const turn = () => {
    draft.isBrief = !draft.isBrief;
    evening.draw();
  };
  const fields = forms.objection.fields.filter(({ key }) => ASKED.includes(key));
  const asked = fields.map(({ key, label, hint, sort }) =>
    words(draft.held, key, label, { rows: sort === "line" ? 1 : 2, hint, changed: keep }),
  );
  return el(
    "section",
    { class: "objecting", "data-person": draft.person },
    el("h3", {}, el("bdi", {}, nameOf(meeting, draft.person))),
    el("blockquote", { dir: "auto" }, draft.heard),
    draft.isBrief ? "" : asked,
    el("p", {}, button(say(draft.isBrief ? "write it out" : "brief"), turn)),
  );
}

/* The next version begins as the one before it; one that was laid away on the way back is taken up again. */
function beginVersion(point) {
  const before = newest(point);
  const { shelved } = point;
  const fresh = {
    number: before.number + 1,
    fresh: true,
    record: { ...structuredClone(before.record), judged_by: asText(before.record.judged_by) },
    integrates: stillObjected(point)
      .filter(({ answer }) => !answer || !answer.version)
      .map(({ id }) => id),
  };
  point.left = false;
  point.shelved = null;
  point.versions.push(shelved && shelved.number === fresh.number ? shelved : fresh);
}

export function improveScreen(evening, point) {
  const { say, keep, meeting } = evening;
  const { record, number } = newest(point);
  const before = point.versions[point.versions.length - 2].record;
  const asked = objectionsToMeet(evening, point);
  const isSame = () => MAY_CHANGE.every((key) => asText(record[key]).trim() === asText(before[key]).trim());
  return {
    title: say("improve title"),
    minutes: 10,
    body: [
      ...wordFields(evening, record),
      words(record, "judged_by", say("judged_by"), { rows: 2, hint: say("judged_by hint"), changed: keep }),
      words(record, "sunset", say("sunset"), { type: "date", changed: keep }),
      asked.length ? [el("h3", {}, say("met title")), el("p", { class: "hint" }, say("met about"))] : "",
      asked.map((one) => answerCard(evening, one)),
    ],
    missing: () => [
      ...(isSame() ? [say("same text")] : []),
      ...asked
        .filter((one) => !staysOpen(one))
        .flatMap((one) =>
          faultsOfAnswer(evening, point, one, number).map(
            (fault) => one.title + ": " + tellFault(evening, "resolution", fault),
          ),
        ),
    ],
    next: () => {
      if (record.review >= record.sunset) record.review = halfWay(meeting.day, record.sunset);
      for (const one of asked) one.holder.answer.version = staysOpen(one) ? 0 : number;
      go(evening, point, "read")();
    },
    back: () => {
      layAway(point);
      go(evening, point, "objections")();
    },
  };
}

/* On the way back a text that nobody has spoken about is laid away, with the round that had not begun. */
function layAway(point) {
  const round = lastRound(point);
  if (hasVoices(round)) return;
  point.rounds = point.rounds.filter((one) => one !== round);
  point.shelved = point.versions.pop();
}

const staysOpen = ({ authors, holder }) =>
  authors.some(({ id }) => ((holder.answer.voices[id] || {}).says || "") === "object");

/* How an objection was met, and whether anything remains: each who raised it says so. */
function answerCard(evening, one) {
  const { say, choice, keep, forms } = evening;
  const how = forms.resolution.fields.find(({ key }) => key === "how");
  const wish = forms.objection.fields.find(({ key }) => key === "would_consent_if");
  const sayings = { consent: say("nothing remains"), concern: choice("concern"), object: say("something remains") };
  one.holder.answer = one.holder.answer || { version: 0, how: "", voices: {} };
  const { answer } = one.holder;
  return el(
    "section",
    { class: "objecting" },
    el("h3", {}, el("bdi", {}, one.title)),
    one.wish ? [el("p", { class: "hint" }, wish.label), el("blockquote", { dir: "auto" }, one.wish)] : "",
    words(answer, "how", how.label, { rows: 2, hint: how.hint, changed: keep }),
    one.authors.map(({ id, name }) => {
      answer.voices[id] = answer.voices[id] || {};
      return voice(answer.voices[id], { id, name }, { worry: say("worry"), whyNot: "", sayings }, keep);
    }),
  );
}

/* What is new in a version of tonight, and which objections it meets. */
export function newsOf(evening, point) {
  const { say } = evening;
  const [before, after] = point.versions.slice(-2);
  if (!after) return "";
  const changed = MAY_CHANGE.filter(
    (key) => asText(after.record[key]).trim() !== asText(before.record[key]).trim(),
  ).map((key) => el("li", {}, say(key)));
  const met = meetingNow(evening, point, after.number).map(({ title, answer }) =>
    el("li", {}, el("bdi", {}, title), el("blockquote", { dir: "auto" }, answer.how)),
  );
  return el(
    "div",
    { class: "news" },
    el("h3", {}, say("new in it")),
    el("ul", {}, changed),
    met.length ? [el("h3", {}, say("meets")), el("ul", {}, met)] : "",
  );
}

function meetingNow(evening, point, number) {
  return objectionsToMeet(evening, point)
    .map(({ title, holder }) => ({ title, answer: holder.answer || {} }))
    .filter(({ answer }) => answer.version === number);
}
