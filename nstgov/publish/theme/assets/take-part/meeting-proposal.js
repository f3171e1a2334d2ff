/* A proposal on its way through an evening: written, read, asked about, heard, improved, heard again, decided. */

import { button, el } from "./dom.js";
import { ticks, voice, words } from "./meeting-controls.js";
import { daysAfter, halfWay, isDay } from "./checks.js";
import { improveScreen, newsOf, objectionsScreen } from "./meeting-improving.js";
import { standingObjections, unmetObjections } from "./meeting-objections.js";
import { go, isOpen, textOf, titleOf, until, wordFields } from "./meeting-parts.js";
import { isOursToDecide, lastRound, membersOf, missingVoices, newest, objecting, peopleHere } from "./meeting-state.js";
import { passAround } from "./phone.js";

const YEAR = 365;

/* A proposal that somebody brings tonight. */
export function freshProposal(evening) {
  const { meeting, index } = evening;
  const sunset = daysAfter(meeting.day, Math.min(YEAR, index.longest_sunset_days));
  const record = { kind: "policy", authors: [], asks: [meeting.circle.id], affects: [meeting.circle.id], sunset };
  return { kind: "proposal", id: "", versions: [{ number: 1, fresh: true, record }], rounds: [], step: "write" };
}

/* A proposal that is on record, as its newest version stands there. */
export function standingProposal(known, version, heard) {
  return {
    kind: "proposal",
    id: known.id,
    objections: known.objections,
    versions: [
      { number: version.number, sha256: known.sha256, record: version.record, heard: (heard && heard.says) || {} },
    ],
    rounds: [],
    step: "read",
  };
}

const STEPS = {
  write,
  read,
  questions,
  reactions,
  round,
  objections: objectionsScreen,
  improve: improveScreen,
  decide,
};

export function proposalScreen(evening, point) {
  return STEPS[point.step](evening, point);
}

function write(evening, point) {
  const { say, keep, meeting, index } = evening;
  const { record } = newest(point);
  const people = membersOf(meeting).map(({ id, name }) => ({ value: id, label: name }));
  return {
    title: say("proposal"),
    minutes: 5,
    body: [
      words(record, "title", say("title"), { changed: keep }),
      ...wordFields(evening, record),
      ticks(record, "authors", say("authors"), people, { changed: keep }),
      words(record, "judged_by", say("judged_by"), { rows: 2, hint: say("judged_by hint"), changed: keep }),
      words(record, "might_hurt", say("might_hurt"), { rows: 2, changed: keep }),
      words(record, "sunset", say("sunset"), { type: "date", changed: keep }),
    ],
    missing: () => [
      ...["title", "text", "need", "reasons", "judged_by", "might_hurt"]
        .filter((key) => !(record[key] || "").trim())
        .map((key) => say(key)),
      ...(record.authors.length < index.authors ? [say("authors few", { least: index.authors })] : []),
      ...(isDay(record.sunset || "") && record.sunset > meeting.day ? [] : [say("sunset")]),
    ],
    next: async () => {
      record.review = halfWay(meeting.day, record.sunset);
      point.id = await evening.freeName(record.title, point);
      go(evening, point, "read")();
    },
  };
}

function read(evening, point) {
  const { say } = evening;
  const open = standingObjections(evening, point);
  const isStanding = !newest(point).fresh && unmetObjections(evening, point).length > 0;
  return {
    title: titleOf(point),
    minutes: 3,
    body: [
      el("p", { class: "lead" }, say("read about")),
      newsOf(evening, point),
      textOf(evening, point),
      until(evening, point),
      open.length ? el("p", {}, say("open objections") + " " + open.map((one) => one.title).join("; ")) : "",
    ],
    next: go(evening, point, "questions"),
    ways: isStanding ? [[say("objections"), go(evening, point, "objections")]] : [],
    back: isOpen(point) ? go(evening, point, point.versions.length > 1 ? "improve" : "write") : null,
  };
}

function questions(evening, point) {
  const { say } = evening;
  return {
    title: say("questions"),
    minutes: 5,
    body: [el("p", { class: "lead" }, say("questions about")), textOf(evening, point)],
    next: go(evening, point, "reactions"),
    back: go(evening, point, "read"),
  };
}

function reactions(evening, point) {
  const { say } = evening;
  const begin = () => {
    if (!lastRound(point)) point.rounds.push({ version: newest(point).number, voices: {} });
    go(evening, point, "round")();
  };
  return {
    title: say("reactions"),
    minutes: 10,
    body: [el("p", { class: "lead" }, say("reactions about")), order(evening), textOf(evening, point)],
    next: begin,
    back: go(evening, point, "questions"),
  };
}

/* Who speaks after whom. */
function order(evening) {
  return el(
    "ol",
    { class: "order" },
    peopleHere(evening.meeting).map(({ name }) => el("li", {}, el("bdi", {}, name))),
  );
}

/* The three sentences of a round, on one text or person. */
export function sayingsFor(evening, day) {
  const { choice, say } = evening;
  return {
    worry: say("worry"),
    whyNot: say("why not"),
    sayings: {
      consent: day ? choice("consent until", { day: evening.inWords(day) }) : choice("consent"),
      concern: choice("concern"),
      object: choice("object"),
    },
  };
}

/* Everybody here, each with their three choices; and one phone that goes around. */
export function roundBody(evening, people, voices, told, shown) {
  const { say, keep } = evening;
  for (const { id } of people) voices[id] = voices[id] || {};
  const pass = () => {
    const kept = Object.fromEntries(people.map(({ id }) => [id, { ...voices[id] }]));
    passAround(people, {
      page: evening.phone,
      ask: "your turn",
      question: (person) => el("div", {}, shown(), voice(kept[person.id], person, told)),
      told: (person) => [
        el("p", { class: "who" }, el("bdi", {}, person.name)),
        el("p", {}, told.sayings[kept[person.id].says] || "—"),
        ...["because", "concern"]
          .filter((key) => kept[person.id][key])
          .map((key) => el("blockquote", { dir: "auto" }, kept[person.id][key])),
      ],
      finish: {
        take: () => {
          Object.assign(voices, kept);
          evening.draw();
        },
      },
    });
  };
  return [
    el("div", { class: "passing" }, button(say("pass"), pass)),
    people.map((person) => voice(voices[person.id], person, told, keep)),
  ];
}

/* What is missing of a round. */
export function missingWords(evening, people, voices) {
  const { say } = evening;
  return people.flatMap(({ id, name }) => {
    const said = voices[id] || {};
    if (!said.says) return [say("not said", { name })];
    if (said.says === "concern" && !(said.concern || "").trim()) return [say("say which", { name })];
    return said.says === "object" && !(said.because || "").trim() ? [say("say why", { name })] : [];
  });
}

function round(evening, point) {
  const { say, meeting } = evening;
  const { voices } = lastRound(point);
  const people = peopleHere(meeting);
  const others = membersOf(meeting).filter(({ id }) => !meeting.here.includes(id));
  const told = sayingsFor(evening, newest(point).record.sunset);
  const after = () => {
    const stands = objecting(lastRound(point)).length;
    // what was decided was decided by other words than these
    if (stands) point.decided = false;
    go(evening, point, stands ? "objections" : "decide")();
  };
  return {
    title: say("round"),
    minutes: 10,
    body: [
      el("p", { class: "lead" }, titleOf(point) + ". " + say("round about")),
      ...roundBody(evening, people, voices, told, () => textOf(evening, point)),
      others.length
        ? el("p", { class: "hint" }, say("not here", { names: others.map(({ name }) => name).join(", ") }))
        : "",
    ],
    missing: () => missingWords(evening, people, voices),
    next: after,
    back: go(evening, point, "reactions"),
  };
}

/* Whether a decision made now would hold, as far as this page can know. */
function canDecide(evening, point) {
  const { meeting } = evening;
  return (
    isOursToDecide(meeting, point) &&
    !missingVoices(meeting, point).length &&
    !standingObjections(evening, point).length
  );
}

function decide(evening, point) {
  const { say } = evening;
  if (!canDecide(evening, point)) return notYet(evening, point);
  const { record } = newest(point);
  return {
    title: say("decide"),
    minutes: 1,
    body: [
      el("p", { class: "lead" }, say("decide about", { day: evening.inWords(record.sunset) })),
      textOf(evening, point),
    ],
    nextWords: say("decided"),
    next: () => {
      point.decided = true;
      evening.pointDone(point);
    },
    back: go(evening, point, "round"),
  };
}

function notYet(evening, point) {
  const { say, meeting } = evening;
  const names = missingVoices(meeting, point).map(({ name }) => name);
  const canMeet = unmetObjections(evening, point).length > 0;
  return {
    title: say("not yet"),
    minutes: 1,
    body: [
      names.length ? el("p", {}, say("still to hear", { names: names.join(", ") })) : "",
      isOursToDecide(meeting, point) ? "" : el("p", {}, say("others asked")),
      standingObjections(evening, point).length === 0
        ? ""
        : el("p", {}, say(canMeet ? "meet it here" : "still objected")),
    ],
    next: () => {
      point.decided = false;
      evening.pointDone(point);
    },
    ways: canMeet ? [[say("objections"), go(evening, point, "objections")]] : [],
    back: go(evening, point, "round"),
  };
}

/* In one line, what came of it. */
export function proposalOutcome(evening, point) {
  const said = point.decided ? "decided" : point.left ? "left" : "not yet";
  return titleOf(point) + " · " + evening.say(said);
}
