/* The screens of an evening that belong to no single point: beginning, arriving, what is due, what comes next, the end. */

import { button, el } from "./dom.js";
import { openObjections } from "./choices.js";
import { choose, ticks, words } from "./meeting-controls.js";
import { isLarge, json } from "./loading.js";
import { handingOver } from "./meeting-handing.js";
import { namedPeople, shortOf } from "./meeting-names.js";
import { freshElection, freshJoin, peopleOutcome } from "./meeting-people.js";
import { freshProposal, proposalOutcome, standingProposal } from "./meeting-proposal.js";
import { membersOf } from "./meeting-state.js";

export const SCREENS = { begin, found, yes, arrive, due, hub, back, list };

const TAKEN_UP = ["hold a round", "speak", "answer a voice", "decide", "improve", "bring again"];
const LEAST_FOUNDERS = 4;

/* Whether a point of the agenda is gone through here; a way with those who objected is found where all of them sit. */
function isTakenUp({ what, of }, meeting) {
  const isHere = ({ id }) => id && meeting.here.includes(id);
  const known = meeting.circle.proposals.find((one) => "proposals/" + one.id === of);
  const canMeet = Boolean(known) && openObjections(known).some(({ authors }) => authors.every(isHere));
  return TAKEN_UP.includes(what) || (what === "resolve" && canMeet);
}

/* Which circle? It is chosen from a list, or named where there are very many. */
function begin(evening) {
  const { say, data, index, meeting } = evening;
  const held = { id: new URLSearchParams(location.search).get("circle") || "" };
  const place = el("div", {});
  const told = el("p", { class: "fault", role: "status" });
  const known = isLarge({ index }) ? Promise.resolve(null) : json(data + "circles.json").catch(() => null);
  known.then((circles) => {
    place.replaceChildren(
      circles
        ? choose(
            held,
            "id",
            say("begin"),
            circles.map(({ id, name }) => ({ value: id, label: name })),
            { first: say("somebody") },
          )
        : words(held, "id", say("begin"), { hint: say("circle by name") }),
    );
  });
  return {
    title: say("begin"),
    body: [
      el("p", { class: "lead" }, say("begin about")),
      place,
      told,
      el(
        "p",
        {},
        button(say("found"), () => {
          meeting.circle = newCircle(index);
          evening.go("found");
        }),
      ),
    ],
    missing: () => (held.id ? [] : [say("begin")]),
    next: async () => {
      const isThere = await readCircle(evening, held.id.trim());
      if (isThere) evening.go("arrive");
      else told.textContent = say("no such circle");
    },
  };
}

function newCircle(index) {
  return {
    fresh: true,
    id: "",
    name: "",
    aim: "",
    level: index.levels[0],
    people: "",
    members: [],
    yes: [],
    proposals: [],
    decisions: [],
    terms: [],
  };
}

/* What an evening needs of a circle, taken along so that it goes on without a network. */
async function readCircle(evening, id) {
  const { data, meeting } = evening;
  const address = encodeURIComponent(id) + ".json";
  const [circle, plan] = await Promise.all([
    json(data + "circles/" + address).catch(() => null),
    json(data + "meetings/" + address).catch(() => null),
  ]);
  if (!circle || !plan) return false;
  const live = circle.proposals.filter((one) => !one.over);
  const { name, folder, decisions, terms } = circle;
  const members = circle.members.map((one) => ({ id: one.id, name: one.name, away: plan.away.includes(one.id) }));
  const brief = (all) => all.map((one) => ({ id: one.id, role: one.role }));
  meeting.circle = { id, name, folder, members, proposals: live, decisions: brief(decisions), terms: brief(terms) };
  meeting.taken = circle.records.filter((path) => path.includes("/rounds/" + meeting.day));
  meeting.here = members.filter((one) => !one.away).map((one) => one.id);
  meeting.writes = plan.secretary;
  meeting.facilitator = plan.facilitator;
  meeting.plan = plan;
  meeting.takeUp = plan.agenda.filter((point) => isTakenUp(point, meeting)).map(({ of }) => of);
  return true;
}

function found(evening) {
  const { say, keep, index, meeting } = evening;
  const { circle } = meeting;
  const levels = index.levels.map((level) => ({ value: level, label: level }));
  // who spoke tonight, and for which circle, is not changed behind their backs
  const isSettled = meeting.points.length > 0;
  return {
    title: say("found title"),
    minutes: 10,
    body: [
      words(circle, "name", say("name"), { changed: keep }),
      words(circle, "aim", say("aim"), { rows: 2, changed: keep }),
      isSettled ? "" : words(circle, "people", say("people"), { rows: 6, hint: say("people hint"), changed: keep }),
      levels.length > 1 ? choose(circle, "level", say("level"), levels, { changed: keep }) : "",
    ],
    missing: () => [
      ...["name", "aim"].filter((key) => !circle[key].trim()).map((key) => say(key)),
      ...(circle.people.split("\n").filter((one) => one.trim()).length < LEAST_FOUNDERS ? [say("people few")] : []),
    ],
    next: async () => {
      if (isSettled) {
        evening.go("hub");
        return;
      }
      const known = isLarge({ index }) ? [] : await json(evening.data + "circles.json").catch(() => []);
      circle.id = await shortOf(circle.name, evening, (id) => known.some((one) => one.id === id));
      circle.folder = "circles/" + circle.id;
      circle.members = await namedPeople(circle.people, evening);
      meeting.here = circle.members.map(({ id }) => id);
      circle.yes = circle.yes.filter((id) => meeting.here.includes(id));
      if (!meeting.here.includes(meeting.writes)) meeting.writes = "";
      evening.go("yes");
    },
    back: isSettled
      ? null
      : () => {
          meeting.circle = null;
          evening.go("begin");
        },
  };
}

/* Each founder's own yes. */
function yes(evening) {
  const { say, keep, meeting } = evening;
  const { circle } = meeting;
  return {
    title: say("yes title"),
    minutes: 5,
    body: [ticks(circle, "yes", circle.name, asOptions(circle.members), { hint: say("yes about"), changed: keep })],
    missing: () =>
      circle.members.filter(({ id }) => !circle.yes.includes(id)).map(({ name }) => say("not said", { name })),
    next: () => evening.go("arrive"),
    back: () => evening.go("found"),
  };
}

const asOptions = (people) => people.map(({ id, name }) => ({ value: id, label: name }));

function arrive(evening) {
  const { say, keep, meeting } = evening;
  const people = asOptions(membersOf(meeting));
  return {
    title: say("arrive"),
    minutes: 10,
    body: [
      el("p", { class: "lead" }, say("arrive about")),
      ticks(meeting, "here", say("arrive"), people, { changed: keep }),
      choose(meeting, "writes", say("writes"), people, { first: say("somebody"), changed: keep }),
      choose(meeting, "facilitator", say("facilitates"), people, { first: say("somebody"), changed: keep }),
    ],
    missing: () => [...(meeting.here.length ? [] : [say("few here")]), ...(meeting.writes ? [] : [say("writes")])],
    next: () => evening.go(meeting.circle.fresh ? "hub" : "due"),
    back: meeting.circle.fresh ? () => evening.go("yes") : null,
  };
}

/* The agenda: what others wait for comes first. */
function due(evening) {
  const { say, keep, meeting } = evening;
  const { agenda } = meeting.plan;
  const isOurs = (point) => isTakenUp(point, meeting);
  const first = (point) => agenda.find((one) => isOurs(one) && one.of === point.of) === point;
  const ours = agenda.filter((point) => isOurs(point) && first(point));
  const others = agenda.filter((point) => !isOurs(point));
  const label = (point) =>
    [evening.headings[point.what], point.name, point.by && say("by", { day: evening.inWords(point.by) })]
      .filter(Boolean)
      .join(" · ");
  return {
    title: say("due"),
    minutes: 5,
    body: [
      el("p", { class: "lead" }, say(agenda.length ? "due about" : "nothing due")),
      ours.length
        ? ticks(
            meeting,
            "takeUp",
            say("due"),
            ours.map((one) => ({ value: one.of, label: label(one) })),
            { changed: keep },
          )
        : "",
      el(
        "ul",
        { class: "list" },
        others.map((point) =>
          el(
            "li",
            {},
            point.page ? el("a", { href: evening.root + point.page }, label(point)) : label(point),
            " ",
            el("span", { class: "small soft" }, say("elsewhere")),
          ),
        ),
      ),
    ],
    next: async () => {
      await takeUp(evening);
      const next = meeting.points.findIndex((one) => !one.isThrough);
      if (next >= 0) evening.go("point", next);
      else evening.go("hub");
    },
    back: () => evening.go("arrive"),
  };
}

async function takeUp({ meeting, data }) {
  for (const of of meeting.takeUp) {
    const id = of.replace(/^proposals\//, "");
    const known = meeting.circle.proposals.find((one) => one.id === id);
    if (!known || meeting.points.some((one) => one.id === id)) continue;
    const version = await json(data + "versions/" + encodeURIComponent(id) + ".json").catch(() => null);
    if (version) meeting.points.push(standingProposal(known, version, meeting.plan.heard[id]));
  }
}

function outcome(evening, point) {
  return point.kind === "proposal" ? proposalOutcome(evening, point) : peopleOutcome(evening, point);
}

function hub(evening) {
  const { say, meeting } = evening;
  const { circle, points } = meeting;
  const again = (at) => () => evening.go("point", at);
  return {
    title: say("hub"),
    body: [
      circle.fresh || points.length ? el("p", {}, say("hub done")) : "",
      el(
        "ul",
        { class: "so-far" },
        circle.fresh ? el("li", {}, say("founded", { name: circle.name })) : "",
        points.map((point, at) =>
          el("li", {}, el("bdi", {}, outcome(evening, point)), " ", button(say("change it"), again(at))),
        ),
      ),
      el(
        "div",
        { class: "ways" },
        button(say("bring"), () => evening.add(freshProposal(evening)), "strong"),
        button(say("choose"), () => evening.add(freshElection(evening)), "strong"),
        button(say("welcome"), () => evening.add(freshJoin()), "strong"),
        button(say("finish"), () => evening.go("back"), "strong"),
      ),
    ],
    back: () => evening.go(circle.fresh ? "arrive" : "due"),
  };
}

function back(evening) {
  const { say, meeting } = evening;
  return {
    title: say("look back"),
    minutes: 10,
    body: [
      el("p", { class: "lead" }, say("look back about")),
      el(
        "ol",
        { class: "order" },
        membersOf(meeting)
          .filter(({ id }) => meeting.here.includes(id))
          .map(({ name }) => el("li", {}, el("bdi", {}, name))),
      ),
    ],
    next: () => evening.go("list"),
    back: () => evening.go("hub"),
  };
}

function list(evening) {
  const { say } = evening;
  const place = el("div", {});
  handingOver(evening).then((made) => place.replaceChildren(...made));
  return {
    title: say("list"),
    body: [el("p", { class: "lead" }, say("list about")), el("p", { class: "public" }, say("public")), place],
    back: () => evening.go("hub"),
  };
}
