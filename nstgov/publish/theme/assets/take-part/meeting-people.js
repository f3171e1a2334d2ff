/* Choosing somebody for a role, and welcoming somebody: each in its steps. */

import { button, el, filled } from "./dom.js";
import { choose, words } from "./meeting-controls.js";
import { daysAfter, isDay } from "./checks.js";
import { peopleLike } from "./loading.js";
import { membersOf, nameOf, objecting, peopleHere } from "./meeting-state.js";
import { missingWords, roundBody, sayingsFor } from "./meeting-proposal.js";
import { passAround } from "./phone.js";

const YEAR = 365;
const ROLES = ["representative", "facilitator", "secretary"];

export function freshElection(evening) {
  const { meeting, say } = evening;
  return {
    kind: "election",
    id: "",
    role: "representative",
    responsibilities: say("responsibilities first"),
    qualities: "",
    until: daysAfter(meeting.day, YEAR),
    succeeds: "",
    nominations: {},
    changes: {},
    proposed: { person: "", because: "" },
    voices: {},
    step: "role",
  };
}

export function freshJoin() {
  return { kind: "join", id: "", name: "", home: "", voices: {}, step: "name" };
}

const ELECTION = { role, nominate, changes, propose, round };
const JOIN = { name: joinName, round: joinRound };

export function electionScreen(evening, point) {
  return ELECTION[point.step](evening, point);
}

export function joinScreen(evening, point) {
  return JOIN[point.step](evening, point);
}

function go(evening, point, step) {
  return () => {
    point.step = step;
    evening.draw();
  };
}

const asOptions = (people) => people.map(({ id, name }) => ({ value: id, label: name }));

function role(evening, point) {
  const { say, keep, meeting } = evening;
  const isOther = !ROLES.includes(point.role);
  const held = { chosen: isOther ? "" : point.role };
  const changed = () => {
    point.role = held.chosen;
    evening.draw();
  };
  return {
    title: say("role title"),
    minutes: 5,
    body: [
      choose(
        held,
        "chosen",
        say("role"),
        [...ROLES.map((one) => ({ value: one, label: say(one) })), { value: "", label: "…" }],
        { changed },
      ),
      isOther ? words(point, "role", say("role"), { changed: keep }) : "",
      words(point, "responsibilities", say("responsibilities"), { rows: 3, changed: keep }),
      words(point, "qualities", say("qualities"), { rows: 2, hint: say("qualities hint"), changed: keep }),
      words(point, "until", say("until"), { type: "date", changed: keep }),
    ],
    missing: () => [
      ...["role", "responsibilities", "qualities"].filter((key) => !point[key].trim()).map((key) => say(key)),
      ...(isDay(point.until) && point.until > meeting.day ? [] : [say("until")]),
    ],
    next: async () => {
      const running = meeting.circle.terms.filter((one) => one.role === point.role);
      point.succeeds = running.length === 1 ? running[0].id : "";
      point.id = await evening.freeName([meeting.circle.id, point.role, meeting.day.slice(0, 4)].join(" "), point);
      go(evening, point, "nominate")();
    },
  };
}

function nominate(evening, point) {
  const { say, keep, meeting } = evening;
  const people = peopleHere(meeting);
  for (const { id } of people) point.nominations[id] = point.nominations[id] || { for: "", because: "" };
  const fields = (held, name, changed) => [
    choose(held, "for", say("nominate one", { name }), nominees(evening), { first: say("somebody"), changed }),
    words(held, "because", say("reason"), { rows: 2, changed }),
  ];
  const pass = () => passNominations(evening, people, point, fields);
  return {
    title: say("nominate"),
    minutes: 10,
    body: [
      el("p", { class: "lead" }, say("nominate about")),
      el("div", { class: "passing" }, button(say("pass"), pass)),
      people.map(({ id, name }) =>
        el(
          "fieldset",
          { class: "voice", "data-person": id },
          el("legend", {}, el("bdi", {}, name)),
          fields(point.nominations[id], name, keep),
        ),
      ),
    ],
    missing: () =>
      people
        .filter(({ id }) => !point.nominations[id].for || !point.nominations[id].because.trim())
        .map(({ name }) => say("nominate one", { name })),
    next: go(evening, point, "changes"),
    back: go(evening, point, "role"),
  };
}

function nominees(evening) {
  return [...asOptions(membersOf(evening.meeting)), { value: "nobody yet", label: evening.say("nobody yet") }];
}

/* Nobody sees another's before all have written. */
function passNominations(evening, people, point, fields) {
  const kept = Object.fromEntries(people.map(({ id }) => [id, { ...point.nominations[id] }]));
  passAround(people, {
    page: evening.phone,
    ask: "your nomination",
    question: ({ id, name }) =>
      el(
        "div",
        {},
        fields(kept[id], name, () => {}),
      ),
    told: (person) => nomination(evening, person, kept[person.id]),
    finish: {
      take: () => {
        Object.assign(point.nominations, kept);
        evening.draw();
      },
    },
  });
}

function nomination({ meeting, say }, { name }, held) {
  const whom = held.for === "nobody yet" ? say("nobody yet") : nameOf(meeting, held.for);
  return [
    el("p", {}, el("bdi", { class: "who" }, name), " → ", el("bdi", {}, whom || "—")),
    held.because ? el("blockquote", { dir: "auto" }, held.because) : "",
  ];
}

function changes(evening, point) {
  const { say, keep, meeting } = evening;
  const people = peopleHere(meeting);
  const changed = (id) => () => {
    if (!point.changes[id].to) delete point.changes[id];
    evening.draw();
  };
  return {
    title: say("reasons aloud"),
    minutes: 10,
    body: [
      el("p", { class: "lead" }, say("reasons about")),
      people.map((person) => {
        const held = (point.changes[person.id] = point.changes[person.id] || { to: "", because: "" });
        return el(
          "div",
          { class: "voice" },
          nomination(evening, person, point.nominations[person.id]),
          choose(held, "to", person.name, nominees(evening), { first: say("keeps"), changed: changed(person.id) }),
          held.to ? words(held, "because", say("reason"), { rows: 2, changed: keep }) : "",
        );
      }),
    ],
    missing: () =>
      people
        .filter(({ id }) => point.changes[id] && point.changes[id].to && !point.changes[id].because.trim())
        .map(({ name }) => say("nominate one", { name })),
    next: go(evening, point, "propose"),
    back: go(evening, point, "nominate"),
  };
}

function propose(evening, point) {
  const { say, keep, meeting } = evening;
  return {
    title: say("propose one"),
    minutes: 5,
    body: [
      el("p", { class: "lead" }, say("propose about")),
      choose(point.proposed, "person", say("propose one"), asOptions(membersOf(meeting)), {
        first: say("somebody"),
        changed: keep,
      }),
      words(point.proposed, "because", say("reason"), { rows: 3, changed: keep }),
    ],
    missing: () => [
      ...(point.proposed.person ? [] : [say("propose one")]),
      ...(point.proposed.because.trim() ? [] : [say("reason")]),
    ],
    next: () => {
      spokenAnew(point, point.proposed.person);
      go(evening, point, "round")();
    },
    back: go(evening, point, "changes"),
  };
}

/* What was said of one person is not said of another. */
function spokenAnew(point, person) {
  if (point.spokenOf !== undefined && point.spokenOf !== person) point.voices = {};
  point.spokenOf = person;
}

function round(evening, point) {
  const { say, meeting } = evening;
  const chosen = nameOf(meeting, point.proposed.person);
  const here = peopleHere(meeting);
  const people = [
    ...here.filter(({ id }) => id !== point.proposed.person),
    ...here.filter(({ id }) => id === point.proposed.person),
  ];
  const roleName = ROLES.includes(point.role) ? say(point.role) : point.role;
  const title = say("election round", { name: chosen, role: roleName });
  const again = () => {
    point.voices = {};
    go(evening, point, "propose")();
  };
  return {
    title,
    minutes: 5,
    body: [
      el("p", { class: "lead" }, say("election about")),
      ...roundBody(evening, people, point.voices, sayingsFor(evening, point.until), () => el("p", {}, title)),
      el("p", {}, button(say("propose again"), again)),
    ],
    missing: () => [
      ...missingWords(evening, people, point.voices),
      ...(objecting(point).length ? [say("objections") + ": " + say("propose again")] : []),
    ],
    next: () => {
      point.done = true;
      evening.pointDone(point);
    },
    back: go(evening, point, "propose"),
  };
}

function joinName(evening, point) {
  const { say, keep } = evening;
  const asked = el("div", { role: "status" });
  return {
    title: say("joins title"),
    minutes: 5,
    body: [words(point, "name", say("joins name"), { changed: keep }), asked],
    missing: () => (point.name.trim() ? [] : [say("joins name")]),
    next: async () => {
      const id = await evening.shortName(point.name);
      const known = await peopleLike(evening.data, id);
      if (known[id] && !point.isAsked) {
        askIfSame(evening, point, asked, id, known[id]);
        return;
      }
      if (!point.home)
        point.id = freeId(id, {
          ...known,
          ...Object.fromEntries(membersOf(evening.meeting).map((one) => [one.id, true])),
        });
      spokenAnew(point, point.id);
      go(evening, point, "round")();
    },
  };
}

function askIfSame(evening, point, place, id, [name, home]) {
  const { say } = evening;
  point.isAsked = true;
  const isSame = () => {
    Object.assign(point, { id, home });
    go(evening, point, "round")();
  };
  place.replaceChildren(
    el("p", { class: "hint" }, say("is it the same", { name, home }), " ", button(say("same person"), isSame)),
  );
}

function freeId(wanted, known) {
  const base = wanted.length > 1 ? wanted : "person";
  for (let number = 1; ; number += 1) {
    const found = number === 1 ? base : base + "-" + number;
    if (!(found in known)) return found;
  }
}

function joinRound(evening, point) {
  const { say, meeting } = evening;
  const title = say("joins round", { name: point.name });
  const people = [{ id: point.id, name: point.name }, ...peopleHere(meeting)];
  return {
    title,
    minutes: 5,
    body: [
      el("p", { class: "lead" }, say("joins about", { name: point.name })),
      ...roundBody(evening, people, point.voices, sayingsFor(evening, ""), () => el("p", {}, title)),
    ],
    missing: () => missingWords(evening, people, point.voices),
    next: () => {
      point.done = !objecting(point).length;
      evening.pointDone(point);
    },
    back: go(evening, point, "name"),
  };
}

/* In one line, what came of it. */
export function peopleOutcome({ say, meeting }, point) {
  if (point.kind === "election") {
    if (!point.done) return point.role + " · " + say("left");
    return filled(say("chosen"), { name: nameOf(meeting, point.proposed.person) }) + " (" + point.role + ")";
  }
  return point.done ? say("joined", { name: point.name }) : point.name + " · " + say("joins not");
}
