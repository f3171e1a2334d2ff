/* One's own part: what waits for somebody who has picked their name once. The name stays in this browser; it is sent nowhere. */

import { isId, inWords, today } from "./checks.js";
import { button, el, filled } from "./dom.js";
import { isLarge, json, peopleLike } from "./loading.js";
import { forget, keep, remembered } from "./remembered.js";

const SORTS = ["waits", "promised", "ends", "objected"];

/* What every part of it needs: where the data lie, what is said, and in which language. */
async function open(place) {
  const { root, here } = place.dataset;
  const data = root + "take-part/data/";
  const [words, index] = await Promise.all([json(here + "take-part/words.json"), json(data + "index.json")]);
  const language = document.documentElement.lang || "en";
  return {
    place,
    here,
    data,
    index,
    say: (name) => words.says[name] || name,
    choice: (name) => words.choices[name] || name,
    day: (one) => inWords(one, language),
  };
}

/* The page of one's own part: picks a name first, where none is kept. */
export async function begin(place) {
  const page = await open(place);
  place.hidden = false;
  const me = remembered();
  await (me ? show(page, me) : pick(page));
}

/* On the first page: what waits for whoever has picked a name, and nothing for everybody else. */
export async function showAtHome(place) {
  const me = remembered();
  if (!me) return;
  const page = await open(place);
  const all = await collect(page, me);
  const waiting = all.filter((one) => one.sort === "waits");
  place.replaceChildren(
    el("h2", { id: "mine-title" }, filled(page.say("mine of"), { name: me.name })),
    waiting.length
      ? list(page, waiting.slice(0, MOST_AT_HOME))
      : el("p", { class: "nothing" }, page.say("mine nothing")),
    el("p", {}, el("a", { href: page.here + "take-part/mine/" }, page.say("mine all"))),
  );
  place.hidden = false;
}

const MOST_AT_HOME = 5;

/* Everything that concerns somebody, or a whole circle, each thing once. */
async function collect(page, me) {
  const known = me.person ? (await peopleLike(page.data, me.person))[me.person] : null;
  const circles = me.person ? (known && known[2]) || [] : [me.circle];
  const told = await Promise.all(
    circles.map((id) => json(page.data + "tasks/" + encodeURIComponent(id) + ".json").catch(() => ({}))),
  );
  const all = told.flatMap((by) => (me.person ? by[me.person] || [] : waitingFor(by)));
  const seen = new Set();
  const once = all.filter((one) => !seen.has(JSON.stringify(one)) && seen.add(JSON.stringify(one)));
  return once.sort((a, b) => ((a.by || "9999") < (b.by || "9999") ? -1 : 1));
}

/* What waits for a circle; a voice that is awaited is somebody's own, and told without the name. */
function waitingFor(by) {
  return Object.values(by)
    .flat()
    .filter((one) => one.sort === "waits")
    .map((one) => ({ ...one, form: one.form.replace(/&person=[^&]*/, "") }));
}

async function show(page, me) {
  const all = await collect(page, me);
  const parts = SORTS.map((sort) => [sort, all.filter((one) => one.sort === sort)]).filter(([, some]) => some.length);
  page.place.replaceChildren(
    el("p", { class: "lead" }, filled(page.say("mine of"), { name: me.name })),
    ...(parts.length
      ? parts.flatMap(([sort, some]) => [el("h2", {}, page.say("mine " + sort)), list(page, some)])
      : [el("p", { class: "nothing" }, page.say("mine nothing"))]),
    el("h2", {}, page.say("mine follow")),
    el(
      "ul",
      { class: "follow-ways" },
      ways(page, me).map(([href, words]) => el("li", {}, el("a", { href: page.here + href }, words))),
    ),
    el(
      "p",
      {},
      button(page.say("mine forget"), async () => {
        forget();
        await pick(page);
      }),
    ),
    el("p", { class: "small soft" }, page.say("mine stays")),
  );
}

function ways({ index, say }, me) {
  const folder = me.person && index.people ? "people/" + me.person + "/" : "circles/" + me.circle + "/";
  return [
    [folder, say(me.person && index.people ? "mine page" : "mine circle")],
    [folder + "feed.atom", say("mine feed")],
    [folder + "calendar.ics", say("mine calendar")],
  ];
}

function list(page, all) {
  return el(
    "ul",
    { class: "list" },
    all.map((one) => {
      const isLate = one.by && one.by < today();
      const words = one.words ? ": " + (one.what === "term" ? page.choice(one.words) : one.words) : "";
      const facts = [one.circle, one.by ? page.day(one.by) : "", isLate ? page.say("mine late") : ""].filter(Boolean);
      return el(
        "li",
        {},
        el("p", { class: "title" }, el("a", { href: page.here + one.form }, el("bdi", {}, one.title))),
        el("p", {}, page.say("step " + one.what), words),
        facts.length ? el("p", { class: "small soft" }, facts.join(" · ")) : "",
      );
    }),
  );
}

/* First the circle, then the name; or the circle as a whole. */
async function pick(page) {
  const circles = isLarge(page) ? null : await json(page.data + "circles.json");
  const people = el("div", {});
  const choose = async (id) => {
    const circle = isId(id)
      ? await json(page.data + "circles/" + encodeURIComponent(id) + ".json").catch(() => null)
      : null;
    people.replaceChildren(
      circle ? names(page, circle) : el("p", { class: "fault", role: "status" }, page.say("no circle")),
    );
  };
  const control = circles
    ? circleList(page, circles)
    : el("input", { type: "text", class: "control", id: "mine-circle", autocapitalize: "none" });
  control.addEventListener("change", () => control.value && choose(control.value.trim()));
  page.place.replaceChildren(
    el("p", {}, page.say("mine pick")),
    el(
      "div",
      { class: "field" },
      el("label", { for: "mine-circle", class: "field-label" }, page.say("mine which circle")),
      control,
    ),
    people,
    el("p", { class: "small soft" }, page.say("mine stays")),
  );
}

function circleList(page, circles) {
  return el(
    "select",
    { class: "control", id: "mine-circle" },
    el("option", { value: "" }, page.say("choose one")),
    circles.map((one) => el("option", { value: one.id }, one.name)),
  );
}

function names(page, circle) {
  const control = el(
    "select",
    { class: "control", id: "mine-name" },
    el("option", { value: "" }, page.say("choose one")),
    circle.members.map((one) => el("option", { value: one.id }, one.name)),
    el("option", { value: "\t" }, page.say("mine whole")),
  );
  control.addEventListener("change", async () => {
    if (!control.value) return;
    const member = circle.members.find((one) => one.id === control.value);
    const chosen = { person: member ? member.id : "", name: member ? member.name : circle.name, circle: circle.id };
    keep(chosen);
    await show(page, chosen);
  });
  return el(
    "div",
    { class: "field" },
    el("label", { for: "mine-name", class: "field-label" }, page.say("mine which name")),
    control,
  );
}
