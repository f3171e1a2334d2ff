/* The form on its page: reads what it needs, draws itself, and follows what the reader does. */

import { button, el, filled } from "./dom.js";
import { idOf, labelled, limitDays, picked, widget } from "./widgets.js";
import { isAskedHere, isShown, nameOfCircle, partChoices } from "./choices.js";
import { daysOf } from "./days.js";
import { advice, blankWays, doubts, faults, isBlank } from "./faults.js";
import { beginState, followChoices, goElsewhere, nameNewThings, takeDefaults } from "./state.js";
import { needsLetters, readLetters, shortName } from "./short-names.js";
import { isLarge, json, load, lookUpNames, lookUpPeople, peopleLike } from "./loading.js";
import { isNewName, pathOf, speakers, yaml } from "./record.js";
import { voices } from "./voices.js";
import { passNominations, passRound } from "./phone.js";
import { remembered } from "./remembered.js";
import { sending } from "./sending.js";
import { fromAddress } from "./address.js";

/* What all else hangs on. */
const FIRST = [
  "circle",
  "proposal",
  "decision",
  "target",
  "objection-on-record",
  "idea",
  "version",
  "decision-or-term",
  "record",
];
/* Filled in from the record, and shown to who wants to look. */
/* What others follow from, by kind of record: the form is drawn anew when one of these changes. */
const LEADING = {
  version: ["affects", "renews", "replaces", "ends"],
  leaves: ["how"],
  closed: ["result"],
  ended: ["how"],
  review: ["result"],
  resolution: ["kind"],
  test: ["holds"],
};
/* Fields whose choices follow from what is written elsewhere, by what they follow: these alone are drawn anew. */
const FOLLOWERS = { role: ["succeeds"], for: ["proposed"], to: ["proposed"] };
const DETAILS = ["version", "sha256", "against", "circles", "circle", "submitted", "raised", "opened", "decided"];

export async function begin(place) {
  const root = place.dataset.root;
  const language = document.documentElement.lang || "en";
  const [form, words, index] = await Promise.all([
    json("form.json"),
    json("../words.json"),
    json(root + "take-part/data/index.json"),
  ]);
  const state = beginState(form, words, index, language);
  const { say, choice, inWords } = state;
  const page = new Page(place, root, state, { say, choice, inWords });
  fromAddress(new URLSearchParams(location.search), state);
  asRemembered(state);
  await page.load();
  page.byHand();
}

/* Whoever has picked their name once need not pick it again: their circle, and who speaks for themselves. */
function asRemembered(state) {
  const me = remembered();
  if (!me) return;
  const asked = state.form.asks.map(({ part }) => part);
  if (asked.includes("circle") && !state.parts.circle) state.parts.circle = me.circle;
  const isOwn = ["voice", "stand-with", "away", "back", "person", "disputed"].includes(state.form.act);
  if (isOwn && me.person && state.parts.circle === me.circle && !state.parts.person) state.parts.person = me.person;
  state.me = me.person;
}

/* Whether other fields follow from a field. */
function isLeading({ form }, key) {
  return (LEADING[form.kind] || []).includes(key);
}

/* Milliseconds after which a press that became no click is over. */
const LONGEST_PRESS = 400;

class Page {
  constructor(place, root, state, words) {
    Object.assign(this, words, { place, root, state, data: root + "take-part/data/", namesakes: new Map() });
    place.addEventListener("focusout", (event) => this.left(event));
    place.addEventListener("pointerdown", (event) => {
      this.isPressing = Boolean(this.result) && this.result.contains(event.target);
    });
    place.addEventListener("click", (event) => this.pressed(event), true);
    for (const kind of ["pointerup", "pointercancel"])
      document.addEventListener(kind, () => setTimeout(() => this.released(), LONGEST_PRESS));
    place.addEventListener("submit", (event) => event.preventDefault());
    for (const kind of ["input", "change"]) place.addEventListener(kind, (event) => this.touched(event.target));
  }

  /* Read what belongs to what was chosen, and draw. */
  async load() {
    await load(this.state, this.data);
    this.withDefaults();
    this.draw();
  }

  /* Everything that nobody has touched follows what was chosen. */
  withDefaults() {
    takeDefaults(this.state);
    this.nameIt();
  }

  /* A name on record already is asked about, and another short name offered: two people may have one name. */
  async lookUp() {
    const { state } = this;
    const wanted = shortName(state.held.name || "");
    if (!state.form.asks.some(({ part }) => part === "newcomer") || wanted === this.wanted) return;
    this.wanted = wanted;
    const known = await peopleLike(this.data, wanted);
    if (wanted !== this.wanted) return;
    state.people = new Set(Object.keys(known));
    Object.assign(state.known, known);
    this.nameIt();
    this.askAbout(known[wanted]);
  }

  askAbout(namesake) {
    const control = document.getElementById(idOf(":newcomer"));
    const before = document.getElementById("namesake");
    if (before) before.remove();
    if (!control || !namesake) return;
    const words = filled(this.say("namesake"), { name: namesake[0], home: namesake[1] });
    control.after(el("p", { class: "hint", id: "namesake", role: "status" }, words));
  }

  nameIt() {
    const { state } = this;
    this.lookUp();
    if (needsLetters([state.held.title, state.held.name].join(" "))) readLetters(this.data).then(() => this.nameIt());
    for (const [part, name] of nameNewThings(state)) {
      const control = document.getElementById(idOf(":" + part));
      if (control) control.value = name;
      this.speakersChanged();
    }
  }

  /* What somebody has touched, no default takes away again. */
  touched(target) {
    const field = target.closest("[data-way]");
    if (field) this.state.touched.add(field.dataset.way.split(".")[0]);
  }

  speakers() {
    return speakers(this.state);
  }

  /* Whose record it is: the circle at hand, or the one that begins with it. */
  circleName() {
    const { circle, parts, held } = this.state;
    return circle ? circle.name : parts.circle || held.name || this.say("a new circle");
  }

  /* Somebody typed or chose something. */
  changed(holder, key, value, redraws) {
    const { state } = this;
    if (holder === state.parts && key === "circle" && holder.circle && holder.circle !== value) goElsewhere(state);
    holder[key] = value;
    state.touched.add(holder === state.parts ? ":" + key : key);
    this.nameIt();
    followChoices(state);
    this.showReview();
    this.lookUpNamed();
    if (redraws) this.load();
    else if (isLeading(state, key)) this.draw();
    else this.refresh(FOLLOWERS[key] || []);
  }

  /* Draw single fields anew, and judge. */
  refresh(keys) {
    for (const key of this.state.form.kind === "election" ? keys : []) {
      const field = this.state.form.fields.find((one) => one.key === key);
      const place = this.place.querySelector('[data-way="' + key + '"]');
      if (field && place) place.replaceWith(...[this.field(field)].flat());
    }
    this.judge();
  }

  /* The review follows the last day, half-way there, until somebody chooses it. */
  showReview() {
    const control = document.getElementById(idOf("review"));
    if (control && !this.state.touched.has("review") && this.state.held.review) control.value = this.state.held.review;
  }

  /* Whoever is named without being in a list is looked up, and every new name too; then it is judged again. */
  async lookUpNamed() {
    const { state } = this;
    const { held, parts, form } = state;
    const texts = form.fields.flatMap(({ key, sort }) => (["ref", "someone", "list"].includes(sort) ? held[key] : []));
    const people = [parts.newcomer, ...Object.keys(held.members || {}), ...texts].filter(
      (one) => typeof one === "string",
    );
    const names = form.asks.filter(({ part }) => isNewName(part)).map(({ part }) => parts[part] || "");
    const told = JSON.stringify([people, names]);
    if (told === this.lookedUp) return;
    this.lookedUp = told;
    await lookUpPeople(state, people, this.data);
    await lookUpNames(state, names, this.data);
    if (told === this.lookedUp) this.judge();
  }

  /* A part of the form has other fields now; whoever was there goes on there. */
  drawn(way) {
    this.state.touched.add(way.split(".")[0]);
    followChoices(this.state);
    this.lookUpNamed();
    this.draw();
    const again = document.getElementById(idOf(way));
    const next = again && again.querySelector(".entry:last-of-type input, .adder input");
    if (next) next.focus();
  }

  left({ target, relatedTarget }) {
    const field = target.closest && target.closest("[data-way]");
    if (!field) return;
    this.state.seen.add(field.dataset.way);
    this.judge();
    const isGone = relatedTarget && !relatedTarget.isConnected;
    const again = isGone && this.sameControl(relatedTarget);
    if (again) setTimeout(() => again.focus());
  }

  /* A press that came while the result waited to be drawn anew goes to what stands there now. */
  pressed(event) {
    this.isPressing = false;
    if (!this.isWaiting) return;
    this.isWaiting = false;
    const control = event.target.closest("button, a");
    const isOld = control && this.result.contains(control);
    this.judge();
    const again = isOld && !control.isConnected && this.sameControl(control);
    if (!again) return;
    event.preventDefault();
    event.stopPropagation();
    again.click();
  }

  /* Whoever pressed and moved away pressed nothing; what waited is drawn now. */
  released() {
    if (!this.isPressing) return;
    this.isPressing = false;
    if (!this.isWaiting) return;
    this.isWaiting = false;
    this.judge();
  }

  /* What stands in the result now in the place of a button or a link that was drawn before. */
  sameControl(control) {
    const all = [...this.result.querySelectorAll("button, a")];
    return all.find((one) => one.tagName === control.tagName && one.textContent === control.textContent);
  }

  draw() {
    const { state } = this;
    const focused = document.activeElement && document.activeElement.id;
    const unfolded = [...this.place.querySelectorAll("details")].map((one) => one.open);
    const isApart = (field) => DETAILS.includes(field.key) || (field.key === "how" && state.form.act === "voice");
    const shown = state.form.fields.filter((field) => isShown(field, state) || state.unread);
    const inSight = shown.filter((field) => !field.more && !isApart(field));
    const apart = shown.filter((field) => !field.more && isApart(field));
    const more = shown.filter((field) => field.more);
    const names = state.form.asks.filter(({ part }) => isNewName(part));
    const parts = state.form.asks.filter(({ part }) => !isNewName(part));
    const waiting = parts.findIndex(({ part }) => FIRST.includes(part) && !state.parts[part]);
    if (waiting >= 0) return this.ask(parts.slice(0, waiting + 1));
    this.result = el("section", { class: "result", "aria-labelledby": "result-title" });
    this.shown = "";
    this.place.replaceChildren(
      el(
        "form",
        { novalidate: true, autocomplete: "off", "aria-label": this.say("form") },
        parts.map((one) => this.part(one)),
        state.unread ? el("p", { class: "fault" }, this.say("no data")) : "",
        this.about(),
        inSight.map((field) => this.field(field)),
        this.folded("details", [...names.map((one) => this.part(one)), ...apart.map((field) => this.field(field))]),
        this.folded(
          "more",
          more.map((field) => this.field(field)),
        ),
      ),
      this.result,
    );
    this.place.querySelectorAll("details").forEach((one, at) => {
      one.open = Boolean(unfolded[at]);
    });
    this.place.hidden = false;
    if (focused && document.getElementById(focused)) document.getElementById(focused).focus();
    this.judge();
  }

  /* What all else hangs on is asked for first, one thing after the other. */
  ask(parts) {
    this.spoken = null;
    this.result = el("section", {});
    this.place.replaceChildren(
      el(
        "form",
        { novalidate: true, "aria-label": this.say("form") },
        parts.map((one) => this.part(one)),
      ),
    );
    this.place.hidden = false;
    const last = this.place.querySelector("#" + idOf(":" + parts[parts.length - 1].part));
    if (parts.length > 1 && last) last.focus();
    if (this.state.unread) this.place.append(el("p", { class: "fault", role: "status" }, this.say("no data")));
  }

  folded(name, inside) {
    return inside.length ? el("details", {}, el("summary", {}, this.say(name)), inside) : "";
  }

  field(field) {
    if (field.sort !== "voices") {
      const made = widget(field, this.state.held, field.key, this);
      return field.key === "nominations" ? [this.around(passNominations), made] : made;
    }
    this.spoken = el("div", {});
    this.speakersChanged();
    return this.spoken;
  }

  /* Who speaks follows from what was chosen and written. */
  speakersChanged() {
    const field = this.state.form.fields.find((one) => one.sort === "voices");
    if (!field || !this.spoken) return;
    const isTogether = this.state.form.voices === "members";
    this.spoken.replaceChildren(...[isTogether ? this.around(passRound) : "", voices(field, this)].filter(Boolean));
  }

  around(pass) {
    const people = this.speakers();
    return people.length
      ? el(
          "div",
          { class: "passing" },
          button(this.say("pass"), () => pass(people, this)),
          el("p", { class: "hint" }, this.say("pass about")),
        )
      : "";
  }

  /* What the file's name says: chosen from what is on record, or typed. */
  part({ part, label, hint }) {
    const { state } = this;
    const way = ":" + part;
    const field = { key: part, label, hint, needed: part !== "parent", redraws: true };
    const byName = isLarge(this.state) && (part === "circle" || part === "parent");
    const options = byName ? undefined : partChoices(part, state);
    if (options) {
      const known = options.some((one) => one.value === state.parts[part]);
      if (part === "circle" && !state.circles) options.push({ value: "\t", label: this.say("another circle") });
      const made = picked(field, state.parts, way, this, options, part !== "circle" || (state.parts[part] && !known));
      if (part === "circle")
        made.querySelector("select").addEventListener("change", (event) => this.anotherCircle(event.target.value));
      return [made, options.length || part === "parent" ? "" : el("p", { class: "hint" }, this.whyNone(part))];
    }
    const control = el("input", {
      type: part === "date" ? "date" : "text",
      class: "control",
      autocomplete: "off",
      autocapitalize: "none",
      spellcheck: "false",
    });
    if (part === "date") limitDays(control, daysOf(way, state));
    control.value = state.parts[part] || "";
    const named = () => this.changed(state.parts, part, control.value.trim(), byName);
    control.addEventListener(byName ? "change" : "input", named);
    return labelled(byName ? { ...field, hint: this.say("circle by name") } : field, way, this, control);
  }

  /* Why there is nothing to choose from, in words. */
  whyNone(part) {
    if (part === "circle") return this.say("no circles");
    const why = "none " + this.state.form.act;
    return this.say(why) === why ? this.say("no choices") : this.say(why);
  }

  async anotherCircle(value) {
    if (value !== "\t") return;
    this.state.parts.circle = "";
    this.state.circle = null;
    await this.load();
  }

  about() {
    const { proposal, form } = this.state;
    if (!proposal || !["round", "voice", "decision"].includes(form.act)) return "";
    const words = filled(this.say("about"), {
      title: proposal.title,
      version: proposal.version,
      day: this.inWords(proposal.sunset),
    });
    return el(
      "p",
      { class: "now" },
      words,
      " ",
      el("a", { href: "../../proposals/" + proposal.id + "/" }, this.say("read it")),
      isAskedHere(proposal, this.state) || form.act === "decision" ? "" : [" ", this.carried(proposal)],
    );
  }

  /* A circle that is only touched speaks through whoever it sends. */
  carried({ asks }) {
    return filled(this.say("carried"), { circles: asks.map((id) => nameOfCircle(id, this.state)).join(", ") });
  }

  /* Look at everything again: what is wrong stands beside its field, what is missing beneath. */
  judge() {
    const { state } = this;
    if (!this.result.classList.contains("result")) return;
    // while a button is being pressed, nothing is taken from under the finger
    if (this.isPressing) {
      this.isWaiting = true;
      return;
    }
    const found = faults(state);
    this.place.querySelectorAll(".fault[id]").forEach((one) => {
      one.hidden = true;
      one.textContent = "";
    });
    this.place.querySelectorAll("[aria-invalid]").forEach((one) => one.removeAttribute("aria-invalid"));
    for (const one of [...found, ...doubts(state), ...advice(state)]) this.tell(one);
    const path = pathOf(state);
    const text = yaml(state);
    const shown = JSON.stringify([path, text, found, doubts(state), advice(state)]);
    if (shown === this.shown) return;
    this.shown = shown;
    const better = [...doubts(state), ...advice(state)];
    const listed = (all, kind) =>
      all.length
        ? el(
            "ul",
            { class: kind },
            all.map((one) => el("li", {}, this.way(one))),
          )
        : "";
    const left = found.length || !isBlank(state) ? found : blankWays(state);
    const isReady = !found.length && !isBlank(state);
    this.result.replaceChildren(
      el("h2", { id: "result-title" }, this.say("look")),
      el("p", { class: "hint", role: "status" }, this.status(found)),
      listed(left, "left"),
      better.length ? el("p", { class: "hint" }, this.say("better")) : "",
      listed(better, "better"),
      ...sending(this, path, text, isReady),
    );
  }

  /* How far it is, in a sentence. */
  status(found) {
    if (found.length) return filled(this.say("left"), { count: found.length });
    if (isBlank(this.state)) return this.say("nothing said");
    return this.say(doubts(this.state).length ? "as far as seen" : "nothing left");
  }

  tell({ way, says, given = {} }) {
    const { state } = this;
    const isMissing = says === "missing" || says === "choose";
    if (isMissing ? !state.checked : !(state.checked || state.seen.has(way))) return;
    const place = document.getElementById(idOf(way) + "-fault");
    if (!place) return;
    place.textContent = filled(this.say(says), given);
    place.hidden = false;
    const control = document.getElementById(idOf(way));
    if (control && /^(INPUT|SELECT|TEXTAREA)$/.test(control.tagName)) control.setAttribute("aria-invalid", "true");
  }

  /* The way from what is missing to its field. */
  way(one) {
    const field = [
      ...this.state.form.fields,
      ...this.state.form.asks.map((ask) => ({ ...ask, key: ":" + ask.part })),
    ].find((known) => known.key === one.way.split(".")[0]);
    const name = one.name || (field ? field.label : one.way);
    const words = one.says === "missing" ? name : name + " — " + filled(this.say(one.says), one.given || {});
    return el(
      "a",
      {
        href: "#" + idOf(one.way),
        click: (event) => {
          event.preventDefault();
          this.lead(one.way);
        },
      },
      words,
    );
  }

  lead(way) {
    this.state.checked = true;
    this.judge();
    const place = document.getElementById(idOf(way)) || document.getElementById(idOf(way.split(".")[0]));
    if (!place) return;
    for (let above = place.closest("details"); above; above = above.parentElement.closest("details")) above.open = true;
    const control = place.matches("input,select,textarea")
      ? place
      : place.querySelector("input,select,textarea,button");
    if (control) control.focus();
  }

  /* The template stays for those who would rather write. */
  byHand() {
    const template = document.querySelector(".by-hand");
    template.hidden = true;
    template.before(
      el(
        "p",
        { class: "small" },
        button(this.say("by hand"), () => {
          template.hidden = !template.hidden;
        }),
      ),
    );
  }
}
