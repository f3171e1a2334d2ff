/* A page that leads through an evening. What is said stays in this browser until all of it is looked at together. */

import { button, el, filled } from "./dom.js";
import { inWords, today } from "./checks.js";
import { clock } from "./meeting-controls.js";
import { json } from "./loading.js";
import { shortOf } from "./meeting-names.js";
import { electionScreen, joinScreen } from "./meeting-people.js";
import { proposalScreen } from "./meeting-proposal.js";
import { SCREENS } from "./meeting-screens.js";
import { forget, nameOf, newMeeting, remember, remembered, storageName } from "./meeting-state.js";

const POINTS = { proposal: proposalScreen, election: electionScreen, join: joinScreen };

export async function begin(place) {
  const root = place.dataset.root;
  const data = root + "take-part/data/";
  // the forms of both acts by which an evening meets an objection, taken along before the network may fail
  const addresses = [
    "words.json",
    data + "index.json",
    "../words.json",
    "../objection/form.json",
    "../resolution/form.json",
  ];
  const [own, index, words, objection, resolution] = await Promise.all(addresses.map(json));
  const evening = new Evening(place, root, data, own, { words, objection, resolution }, index);
  for (const one of document.querySelectorAll(".by-hand")) one.hidden = true;
  place.hidden = false;
  evening.draw();
}

class Evening {
  constructor(place, root, data, own, forms, index) {
    Object.assign(this, { place, root, data, index, forms, headings: own.headings });
    this.say = (name, given) => filled(own.says[name] || name, given);
    this.choice = (name, given) => filled(forms.words.choices[name] || name, given);
    this.phone = { say: (name) => forms.words.says[name] || own.says[name] || name, choice: this.choice };
    this.language = document.documentElement.lang || "en";
    const kept = remembered();
    this.isResumed = Boolean(kept) && kept.at.screen !== "begin";
    this.meeting = kept || newMeeting(today());
    this.isKept = true;
    this.began = Date.now();
    this.keep = () => {
      this.isKept = remember(this.meeting);
    };
    this.wall = false;
    // another window of this browser, on a wall perhaps, shows what is done in this one
    addEventListener("storage", (event) => {
      const told = event.key === storageName() && event.newValue ? remembered() : null;
      if (!told) return;
      this.meeting = told;
      this.draw();
    });
    this.inWords = (day) => inWords(day, this.language);
  }

  /* A short name that nothing else has, on record or tonight. */
  freeName(words, point) {
    return shortOf(words, this, (name) => this.isTaken(name, point));
  }

  shortName(words) {
    return shortOf(words, this, () => false);
  }

  isTaken(name, point) {
    const { circle, points } = this.meeting;
    const known = [...circle.proposals, ...circle.decisions, ...circle.terms].some((one) => one.id === name);
    return known || points.some((one) => one !== point && one.id === name);
  }

  go(screen, point) {
    this.meeting.at = { screen, point };
    this.draw();
  }

  /* A point is through: the next that is not, or the question what comes next. */
  pointDone(point) {
    point.isThrough = true;
    const next = this.meeting.points.findIndex((one) => !one.isThrough);
    if (next >= 0) this.go("point", next);
    else this.go("hub");
  }

  add(point) {
    this.meeting.points.push(point);
    this.go("point", this.meeting.points.length - 1);
  }

  anew() {
    if (!this.meeting.saved && this.meeting.circle && !confirm(this.say("anew sure"))) return;
    forget();
    this.meeting = newMeeting(today());
    this.isResumed = false;
    this.draw();
  }

  screen() {
    const { at, points } = this.meeting;
    return at.screen === "point" ? POINTS[points[at.point].kind](this, points[at.point]) : SCREENS[at.screen](this);
  }

  draw() {
    this.keep();
    const where = JSON.stringify([this.meeting.at, (this.meeting.points[this.meeting.at.point] || {}).step]);
    if (where !== this.where) this.began = Date.now();
    const isNew = where !== this.where && this.where !== undefined;
    this.where = where;
    const screen = this.screen();
    document.documentElement.classList.toggle("wall", this.wall);
    const heading = el("h2", { tabindex: "-1" }, screen.title);
    const faults = el("div", { role: "alert" });
    this.place.replaceChildren(
      this.notes(),
      el(
        "section",
        { class: "meeting" },
        heading,
        this.timer(screen),
        screen.body,
        faults,
        this.onward(screen, faults),
      ),
      this.tools(),
    );
    if (isNew) {
      heading.focus();
      heading.scrollIntoView({ block: "start" });
    }
  }

  notes() {
    const { say, meeting } = this;
    const kept = this.isKept ? "" : el("p", { class: "fault", role: "status" }, say("keeps nothing"));
    const resumed = this.isResumed ? el("p", { class: "hint", role: "status" }, say("resumed")) : "";
    this.isResumed = false;
    const who = meeting.writes
      ? el(
          "p",
          { class: "small soft" },
          meeting.circle.name + " · " + say("who writes", { name: nameOf(meeting, meeting.writes) }),
        )
      : "";
    return el("div", {}, kept, resumed, who);
  }

  timer({ minutes }) {
    if (!this.meeting.clocks || !minutes) return "";
    return clock(minutes, (gone, planned) => this.say("clock", { minutes: gone, planned }), this.began);
  }

  /* The ways on from a screen; what is missing there is told before any of them but the way back. */
  onward({ next, nextWords, back, missing, ways = [] }, faults) {
    const { say } = this;
    const on = (way) => async () => {
      const left = missing ? missing() : [];
      faults.replaceChildren(
        left.length ? el("p", { class: "fault" }, say("missing")) : "",
        left.length
          ? el(
              "ul",
              {},
              left.map((one) => el("li", {}, one)),
            )
          : "",
      );
      if (!left.length) await way();
    };
    return el(
      "p",
      { class: "onward" },
      next ? button(nextWords || say("next"), on(next), "strong") : "",
      ways.map(([words, way]) => button(words, on(way))),
      back ? button(say("back"), back) : "",
    );
  }

  tools() {
    const { say, meeting } = this;
    const toggle = (holder, key, words) => {
      const turn = () => {
        holder[key] = !holder[key];
        this.draw();
      };
      const made = button(words, turn);
      made.setAttribute("aria-pressed", String(holder[key]));
      return made;
    };
    return el(
      "p",
      { class: "meeting-tools" },
      toggle(this, "wall", say("wall")),
      toggle(meeting, "clocks", say("clocks")),
      meeting.circle ? button(say("anew"), () => this.anew()) : "",
    );
  }
}
