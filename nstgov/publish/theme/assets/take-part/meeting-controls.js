/* What one types, chooses and says in a meeting: plain controls, each of which tells what it holds as soon as it changes. */

import { el } from "./dom.js";

export const SAID = ["consent", "concern", "object"];
let count = 0;

function labelled(label, control, hint) {
  count += 1;
  control.id = "m-" + count;
  if (hint) control.setAttribute("aria-describedby", control.id + "-hint");
  return el(
    "div",
    { class: "field" },
    el("label", { for: control.id, class: "field-label" }, label),
    hint ? el("p", { class: "hint", id: control.id + "-hint" }, hint) : "",
    control,
  );
}

/* A line or several, kept in `holder[key]`. */
export function words(holder, key, label, { rows = 1, hint = "", type = "text", changed = () => {} } = {}) {
  const given = { class: "control", dir: "auto", autocomplete: "off" };
  const control = rows > 1 ? el("textarea", { ...given, rows }) : el("input", { ...given, type });
  control.value = holder[key] || "";
  control.addEventListener("input", () => {
    holder[key] = control.value;
    changed();
  });
  return labelled(label, control, hint);
}

/* One of several, as {value, label}. */
export function choose(holder, key, label, options, { first = "", changed = () => {} } = {}) {
  const control = el(
    "select",
    { class: "control" },
    first ? el("option", { value: "" }, first) : "",
    options.map(({ value, label: name }) => el("option", { value }, name)),
  );
  control.value = holder[key] || "";
  control.addEventListener("change", () => {
    holder[key] = control.value;
    changed();
  });
  return labelled(label, control);
}

/* Several of several: `holder[key]` lists what is ticked. */
export function ticks(holder, key, label, options, { hint = "", changed = () => {} } = {}) {
  const boxes = options.map(({ value, label: name }) => {
    const box = el("input", { type: "checkbox", value });
    box.checked = (holder[key] || []).includes(value);
    box.addEventListener("change", () => {
      const others = (holder[key] || []).filter((one) => one !== value);
      holder[key] = box.checked ? [...others, value] : others;
      changed();
    });
    return el("li", {}, el("label", {}, box, el("bdi", {}, name)));
  });
  return el(
    "fieldset",
    { class: "field" },
    el("legend", { class: "field-label" }, label),
    hint ? el("p", { class: "hint" }, hint) : "",
    el("ul", { class: "ticks" }, boxes),
  );
}

/* What one person says: three choices, and words where they are needed; `told` are the sentences, "" for words not asked. */
export function voice(held, person, told, changed = () => {}) {
  const below = el("div", {});
  const draw = () => {
    const asked = { concern: ["concern", told.worry], object: ["because", told.whyNot] }[held.says];
    below.replaceChildren(
      ...(asked && asked[1] ? [words(held, asked[0], asked[1] + " (" + person.name + ")", { rows: 2, changed })] : []),
    );
  };
  count += 1;
  const name = "m-says-" + count;
  const options = SAID.map((says) => {
    const box = el("input", { type: "radio", name, value: says });
    box.checked = held.says === says;
    box.addEventListener("change", () => {
      held.says = says;
      draw();
      changed();
    });
    return el("label", { class: "saying said-" + says }, box, el("span", {}, told.sayings[says]));
  });
  draw();
  return el(
    "fieldset",
    { class: "voice", "data-person": person.id },
    el("legend", {}, el("bdi", {}, person.name)),
    el("div", { class: "sayings" }, options),
    below,
  );
}

/* A text that is spoken about, as it was written. */
export function spokenText(parts) {
  return el(
    "div",
    { class: "spoken-of" },
    parts
      .filter(([, text]) => text)
      .map(([label, text]) => [el("h3", {}, label), el("p", { class: "as-typed", dir: "auto" }, text)]),
  );
}

/* Minutes since this screen began, beside those that are planned for it. */
export function clock(minutes, words_, began) {
  const place = el("p", { class: "clock", role: "timer" });
  const draw = () => {
    const gone = Math.floor((Date.now() - began) / 60000);
    place.textContent = words_(gone, minutes);
    place.classList.toggle("over", gone >= minutes);
  };
  draw();
  const ticking = setInterval(() => (place.isConnected ? draw() : clearInterval(ticking)), 5000);
  return place;
}
