/* A field on the page: its label, its hint, what is typed or chosen, and beside it what is still wrong. */

import { button, el, filled } from "./dom.js";
import { isFixed, isFree, offered } from "./choices.js";
import { daysOf } from "./days.js";
import { isPerLine } from "./model.js";
import { hasHidden } from "./yaml.js";
import { daysAfter, sha256, today } from "./checks.js";
import { peopleLike } from "./loading.js";
import { needsLetters, readLetters, shortName } from "./short-names.js";

/* `page` knows the state, the sentences (`say`), and what to do after a change (`changed`, `drawn`). */
export function widget(field, holder, way, page) {
  const make = SORTS[isPerLine(field) ? "lines" : field.sort] || text;
  const made = make(field, holder, way, page);
  if (isFixed(field, page.state) && field.key === way) keepAsIs(made);
  return made;
}

/* What follows from the record is shown, and nobody has to write it. */
function keepAsIs(made) {
  for (const control of made.querySelectorAll("input:not([type=file]), textarea")) control.readOnly = true;
  for (const control of made.querySelectorAll("select, input[type=checkbox]")) control.disabled = true;
  for (const more of made.querySelectorAll(".adder, .quick")) more.remove();
}

/* The way to a field without the numbers of entries and the people in between: as the tables of choices name it. */
function plainWay(way) {
  const plain = way.replace(/\.\d+(?=\.|$)/g, "");
  return plain.split(".").length > 2 ? plain.replace(/\.[^.]+\./, ".") : plain;
}

export function limitDays(control, { first, last }) {
  if (first) control.min = first;
  if (last) control.max = last;
}

/* One control under its label. */
export function labelled(field, way, page, control, ...more) {
  const id = idOf(way);
  control.id = id;
  if (field.hint) control.setAttribute("aria-describedby", id + "-hint");
  return el(
    "div",
    { class: "field", "data-way": way },
    el("label", { for: id, class: "field-label" }, field.label, optional(field, page)),
    field.hint ? el("p", { id: id + "-hint", class: "hint" }, field.hint) : "",
    control,
    ...more,
    fault(way),
  );
}

/* Several controls under one label. */
export function grouped(field, way, page, ...inside) {
  return el(
    "fieldset",
    { class: "field", "data-way": way, id: idOf(way) },
    el("legend", { class: "field-label" }, field.label, optional(field, page)),
    field.hint ? el("p", { class: "hint" }, field.hint) : "",
    ...inside,
    fault(way),
  );
}

function optional(field, page) {
  // one of a name and a home is needed, so neither is left to liking
  return field.needed === false && !field.more && page.state.form.kind !== "joins"
    ? el("span", { class: "soft" }, " (" + page.say("if you like") + ")")
    : "";
}

export function fault(way) {
  return el("p", { class: "fault", id: idOf(way) + "-fault", "aria-live": "polite", hidden: true });
}

export function idOf(way) {
  return "f-" + way.replace(/[^A-Za-z0-9]+/g, "-");
}

function typed(kind, field, holder, page, given = {}) {
  const control = el(kind, { class: "control", dir: "auto", ...given });
  control.value = holder[field.key] || "";
  control.addEventListener("input", () => page.changed(holder, field.key, control.value));
  return control;
}

function text(field, holder, way, page) {
  const kind = { day: "date", count: "text", form: "text" }[field.sort] || "text";
  const more = field.sort === "count" ? { inputmode: "numeric" } : {};
  const names = field.sort === "id" ? { autocapitalize: "none", spellcheck: "false", dir: "ltr" } : {};
  const control = typed("input", field, holder, page, { type: kind, autocomplete: "off", ...more, ...names });
  if (kind === "date") limitDays(control, daysOf(plainWay(way), page.state));
  return labelled(
    field,
    way,
    page,
    control,
    ...(field.sort === "day" ? quickDays(way, control, page) : []),
    hidden(control, page),
  );
}

function area(field, holder, way, page) {
  const height = isPerLine(field) ? 3 : 4;
  const control = typed("textarea", field, holder, page, { rows: height });
  return labelled(field, way, page, control, hidden(control, page), suggestions(field, control, page));
}

/* Signs that nobody sees are left out of the record, and that is told. */
function hidden(control, page) {
  const note = el("p", { class: "hint", hidden: true }, page.say("hidden"));
  control.addEventListener("input", () => {
    note.hidden = !hasHidden(control.value);
  });
  return note;
}

const AHEAD = {
  sunset: [30, 182, 365],
  review: [14, 90, 182],
  next_review: [90, 182, 365],
  until: [14, 30, 90],
  "term.until": [182, 365],
};

function quickDays(way, control, page) {
  if (!AHEAD[way]) return [];
  const { last } = daysOf(plainWay(way), page.state);
  const fits = AHEAD[way].filter((days) => !last || daysAfter(today(), days) <= last);
  const set = (days) => () => {
    control.value = daysAfter(today(), days);
    control.dispatchEvent(new Event("input"));
  };
  return [
    el(
      "p",
      { class: "quick" },
      fits.map((days) => button(page.say("in " + days), set(days))),
    ),
  ];
}

/* Words to begin with, one tap each. */
const SUGGESTED = { judged_by: ["measure 1", "measure 2", "measure 3"], might_hurt: ["hurts nobody"] };

function suggestions(field, control, page) {
  const add = (line) => () => {
    control.value = [...control.value.split("\n").filter(Boolean), line].join("\n");
    control.dispatchEvent(new Event("input"));
  };
  const names = SUGGESTED[field.key] || [];
  return names.length
    ? el(
        "p",
        { class: "quick" },
        names.map((name) => button(page.say(name), add(page.say(name)))),
      )
    : "";
}

function choice(field, holder, way, page) {
  const flags = ["true", "false"].map((value) => ({ value, label: page.choice(value) }));
  const options = field.sort === "flag" ? flags : offered(field, plainWay(way), page.state);
  return picked(field, holder, way, page, options, false);
}

function reference(field, holder, way, page) {
  const isOpen = isFree(field, page.state) || Boolean(page.state.unread);
  return picked(field, holder, way, page, offered(field, plainWay(way), page.state), isOpen);
}

/* A list to choose from; with `free`, what is not in it can be typed. */
export function picked(field, holder, way, page, options, free) {
  const control = el(
    "select",
    { class: "control" },
    el("option", { value: "" }, field.needed ? page.say("choose one") : page.say("none")),
  );
  for (const { value, label } of options) control.append(el("option", { value }, label));
  const held = holder[field.key] || "";
  const other = el("input", {
    type: "text",
    class: "control",
    autocomplete: "off",
    autocapitalize: "none",
    "aria-label": page.say("its short name") + ": " + field.label,
    placeholder: page.say("its short name"),
  });
  const known = options.some((one) => one.value === held);
  if (free) control.append(el("option", { value: "\n" }, page.say("other")));
  other.hidden = !(held && !known);
  other.value = known ? "" : held;
  control.value = known || !held ? held : "\n";
  control.addEventListener("change", () => {
    other.hidden = control.value !== "\n";
    page.changed(holder, field.key, control.value === "\n" ? other.value : control.value, field.redraws);
    if (!other.hidden) other.focus();
  });
  other.addEventListener(field.redraws ? "change" : "input", () =>
    page.changed(holder, field.key, other.value, field.redraws),
  );
  return labelled(field, way, page, control, free ? other : "");
}

/* Boxes to tick: people, circles, decisions; whoever is not listed can be added. */
function boxes(field, holder, way, page) {
  const held = (holder[field.key] = holder[field.key] || []);
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
  const set = (value, on) => {
    const left = holder[field.key].filter((one) => !same(one, value));
    page.changed(holder, field.key, on ? [...left, value] : left);
  };
  const options = offered(field, plainWay(way), page.state).map((one) => [one.value, one.label]);
  const others = held
    .filter((one) => !options.some(([value]) => same(value, one)))
    .map((one) => [one, one.name || one]);
  const ticks = el(
    "ul",
    { class: "ticks" },
    [...options, ...others].map(([value, label]) =>
      tick(
        label,
        held.some((one) => same(one, value)),
        (on) => set(value, on),
        idOf(way + "." + (value.name || value)),
      ),
    ),
  );
  const isOpen = isFree(field, page.state) || Boolean(page.state.unread);
  if (!isOpen) return grouped(field, way, page, ticks);
  return grouped(
    field,
    way,
    page,
    ticks,
    adder(field, page, (value) => {
      set(value, true);
      page.drawn(way);
    }),
  );
}

export function tick(label, on, what, id) {
  const box = el("input", { type: "checkbox", id });
  box.checked = on;
  box.addEventListener("change", () => what(box.checked));
  return el("li", {}, el("label", {}, box, el("bdi", {}, label)));
}

function adder(field, page, add) {
  const isPerson = field.item.sort === "someone" || field.item.words.includes("person");
  const label = field.item.sort === "someone" ? page.say("outside") : page.say(isPerson ? "somebody else" : "other");
  const name = el("input", {
    type: "text",
    class: "control",
    autocomplete: "off",
    dir: "auto",
    "aria-label": label,
    placeholder: field.item.sort === "someone" ? page.say("name or short name") : page.say("its short name"),
  });
  const take = async () => {
    const given = name.value.trim();
    if (given) add(field.item.sort === "someone" ? await authorNamed(given, page) : given);
  };
  name.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      take();
    }
  });
  return el("div", { class: "adder" }, name, button(page.say("add"), take));
}

/* A member of any circle by their id, be it typed or found by the name; whoever is on no record is outside. */
async function authorNamed(given, page) {
  if (needsLetters(given)) await readLetters(page.data);
  const id = shortName(given);
  const known = await peopleLike(page.data, id);
  if (given in known) return given;
  if (known[id] && known[id][0] === given) return id;
  return /^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(given) ? given : { name: given, outside: true };
}

function list(field, holder, way, page) {
  return field.item.sort === "group" ? rows(field, holder, way, page) : boxes(field, holder, way, page);
}

/* Entries of a list, each with fields of its own. */
function rows(field, holder, way, page) {
  const held = (holder[field.key] = holder[field.key] || (field.needed ? [{}] : []));
  const entries = held.map((one, at) =>
    el(
      "div",
      { class: "entry" },
      field.item.within.map((inner) => widget(inner, one, way + "." + at + "." + inner.key, page)),
      button(page.say("remove"), () => {
        held.splice(at, 1);
        page.drawn(way);
      }),
    ),
  );
  return grouped(
    field,
    way,
    page,
    ...entries,
    button(page.say("add"), () => {
      held.push({});
      page.drawn(way);
    }),
  );
}

function group(field, holder, way, page) {
  const held = (holder[field.key] = holder[field.key] || {});
  const inside = field.within.map((inner) =>
    widget({ ...inner, needed: inner.needed && field.needed }, held, way + "." + inner.key, page),
  );
  return grouped(field, way, page, el("div", { class: "entry" }, inside));
}

/* People who are introduced here, each under a short name made from their name. */
function newcomers(field, holder, way, page) {
  const held = (holder[field.key] = holder[field.key] || {});
  const entries = Object.keys(held).map((id) =>
    el(
      "div",
      { class: "entry" },
      el("p", { class: "small soft" }, filled(page.say("new id"), { id })),
      askIfSamePerson(held, id, way, page),
      field.item.within
        .filter((inner) => inner.key !== "keys")
        .map((inner) => widget(inner, held[id], way + "." + id + "." + inner.key, page)),
      button(page.say("remove"), () => {
        delete held[id];
        page.drawn(way);
      }),
    ),
  );
  const name = el("input", {
    type: "text",
    class: "control",
    autocomplete: "off",
    dir: "auto",
    "aria-label": page.say("founder"),
    placeholder: page.say("founder"),
  });
  const add = async () => {
    const given = name.value.trim();
    if (needsLetters(given)) await readLetters(page.data);
    const known = given ? await peopleLike(page.data, shortName(given)) : {};
    const wanted = shortName(given);
    const id = freeName(wanted, { ...known, ...held });
    if (given) held[id] = { name: given };
    if (known[wanted] && !held[wanted])
      page.namesakes.set(id, { id: wanted, name: known[wanted][0], home: known[wanted][1] });
    page.drawn(way, true);
  };
  name.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      add();
    }
  });
  return grouped(field, way, page, ...entries, el("div", { class: "adder" }, name, button(page.say("add"), add)));
}

/* Of a name that is on record: whether it is the same person, who then only brings their home. */
function askIfSamePerson(held, id, way, page) {
  const namesake = page.namesakes.get(id);
  if (!namesake || held[id].home) return null;
  const isSame = button(page.say("same person"), () => {
    page.namesakes.delete(id);
    const others = Object.entries(held).map(([other, told]) =>
      other === id ? [namesake.id, { home: namesake.home }] : [other, told],
    );
    for (const other of Object.keys(held)) delete held[other];
    Object.assign(held, Object.fromEntries(others));
    page.drawn(way, true);
  });
  const words = filled(page.say("is it the same"), { name: namesake.name, home: namesake.home });
  return el("p", { class: "hint", role: "status" }, words + " ", isSame);
}

function freeName(wanted, held) {
  const base = wanted.length > 1 ? wanted : "person";
  for (let number = 1; ; number += 1) {
    const found = number === 1 ? base : base + "-" + number;
    if (!(found in held)) return found;
  }
}

/* What each member says for themselves: whom they nominate. */
function perMember(field, holder, way, page) {
  const held = (holder[field.key] = holder[field.key] || {});
  const members = page.speakers();
  const entries = members.map(({ id, name }) =>
    el(
      "fieldset",
      { class: "entry" },
      el("legend", {}, el("bdi", {}, name)),
      field.item.within.map((inner) =>
        widget(
          { ...inner, needed: inner.needed && field.needed },
          (held[id] = held[id] || {}),
          way + "." + id + "." + inner.key,
          page,
        ),
      ),
    ),
  );
  return grouped(field, way, page, ...entries);
}

function map(field, holder, way, page) {
  return field.key === "members" ? newcomers(field, holder, way, page) : perMember(field, holder, way, page);
}

/* A fingerprint comes from the record; a file at hand can be held against it, and never leaves this browser. */
function hash(field, holder, way, page) {
  const control = typed("input", field, holder, page, {
    type: "text",
    autocomplete: "off",
    spellcheck: "false",
    dir: "ltr",
  });
  const said = el("p", { class: "hint", "aria-live": "polite" });
  const file = el("input", {
    type: "file",
    class: "file-choice",
    "aria-label": page.say("choose file") + ": " + field.label,
  });
  file.addEventListener("change", async () => {
    const found = file.files[0] ? await sha256(await file.files[0].arrayBuffer()) : "";
    if (!found) return;
    const onRecord = control.value;
    if (!onRecord) {
      control.value = found;
      control.dispatchEvent(new Event("input"));
    }
    said.textContent = page.say(!onRecord || onRecord === found ? "hash agrees" : "hash differs");
  });
  return labelled(field, way, page, control, el("p", { class: "small" }, page.say("choose file"), " ", file), said);
}

const SORTS = {
  lines: area,
  prose: area,
  choice,
  flag: choice,
  ref: reference,
  someone: reference,
  list,
  group,
  map,
  hash,
};
