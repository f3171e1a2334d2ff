/* What each one says: three choices in words, and room for a worry, a reason, or what somebody brings along. */

import { button, el, filled } from "./dom.js";
import { fault, grouped, idOf } from "./widgets.js";
import { speakers, speaksByActing } from "./record.js";

export const SAID = ["consent", "concern", "object"];

/* Consent is for a time: with the day where it is known. */
export function saying(page, says) {
  const until = page.state.proposal && page.state.proposal.sunset;
  if (says === "consent" && until) return filled(page.choice("consent until"), { day: page.inWords(until) });
  return page.choice(says);
}

export function voices(field, page) {
  const { state } = page;
  if (speaksByActing(state.form)) return "";
  const all = speakers(state);
  const rows = all.map((one) => row(one, page, all.length > 1));
  const inside = rows.length ? rows : [el("p", { class: "hint" }, page.say("nobody known"))];
  // nobody else is asked; only where the circle could not be read are its members named by hand
  return grouped(field, "voices", page, ...inside, isOpen(state) ? adder(page) : "");
}

/* Where it is not known who is asked, people are named by hand. */
function isOpen({ unread, form, parts, recordsTold }) {
  const isUnknown = form.kind === "void" && !(recordsTold || []).some((one) => one.path === parts.record);
  return form.act !== "voice" && (unread || isUnknown);
}

function row({ id, name }, page, isOneOfMany) {
  const held = page.state.voices[id] || (page.state.voices[id] = { says: sayingAlready(id, page.state) });
  const way = "voices." + id;
  const below = el("div", {});
  const said = (says) => {
    page.changed(held, "says", says);
    draw();
  };
  const draw = () => below.replaceChildren(...reasons(held, way, name, page));
  const asked = isOneOfMany ? chosen(held, way, name, page, said) : spoken(held, way, page, said);
  draw();
  return el(
    "fieldset",
    { class: "voice", "data-way": way, id: idOf(way) },
    el("legend", {}, el("bdi", {}, name)),
    asked,
    below,
    fault(way),
  );
}

/* What a link has said already for the one who followed it. */
function sayingAlready(id, { says, parts }) {
  return says && id === parts.person ? says : "";
}

/* Several people in a row: a list to choose from for each. */
function chosen(held, way, name, page, said) {
  const control = el(
    "select",
    { class: "control", id: idOf(way + ".says"), "aria-label": name },
    el("option", { value: "" }, page.choice("unsaid")),
  );
  const isMeeting = ["round", "test", "review"].includes(page.state.form.act);
  for (const says of isMeeting ? [...SAID, "absent"] : SAID)
    control.append(el("option", { value: says }, saying(page, says)));
  control.value = held.says || "";
  control.addEventListener("change", () => said(control.value));
  return control;
}

/* One person: the three choices in words. */
export function spoken(held, way, page, said) {
  const options = SAID.map((says) => {
    const box = el("input", { type: "radio", name: idOf(way) + "-says", value: says });
    box.checked = held.says === says;
    box.addEventListener("change", () => said(says));
    return el("label", { class: "saying said-" + says }, box, el("span", {}, saying(page, says)));
  });
  return el("div", { class: "sayings" }, options);
}

/* The words that go with what was said. */
export function reasons(held, way, name, page) {
  const asked = { concern: ["concern", "worry"], object: ["because", "why not"] }[held.says];
  const found = asked ? [words(held, way, asked[0], page.say(asked[1]), name, page)] : [];
  const isHigher = page.state.form.kind === "round" && page.state.circle && page.state.circle.sent;
  if (isHigher && SAID.includes(held.says)) found.push(words(held, way, "carries", page.say("carries"), name, page));
  return found;
}

function words(held, way, key, label, name, page) {
  const control = el("textarea", { class: "control", rows: 2, dir: "auto", id: idOf(way + "." + key) });
  control.value = held[key] || "";
  control.addEventListener("input", () => page.changed(held, key, control.value));
  return el(
    "div",
    { class: "field" },
    el("label", { for: control.id, class: "field-label" }, label, el("span", { class: "apart" }, " (" + name + ")")),
    control,
  );
}

function adder(page) {
  const name = el("input", {
    type: "text",
    class: "control",
    autocomplete: "off",
    dir: "auto",
    "aria-label": page.say("somebody else"),
    placeholder: page.say("name or short name"),
  });
  const take = () => {
    if (!name.value.trim()) return;
    page.state.added = [...(page.state.added || []), name.value.trim()];
    page.drawn("voices");
  };
  return el("div", { class: "adder" }, name, button(page.say("somebody else"), take));
}
