/* One phone for the whole circle: each one answers alone, then everyone looks at it together. */

import { button, el, filled } from "./dom.js";
import { reasons, saying, spoken } from "./voices.js";

/* Ask every one of `people` in turn; `question` makes what they see, `told` how it reads when all look together. */
export function passAround(people, { page, ask, question, told, finish }) {
  const dialog = el("dialog", { class: "phone", "aria-label": page.say("pass") });
  const close = () => {
    dialog.close();
    dialog.remove();
  };
  const show = (...inside) => {
    dialog.replaceChildren(
      el(
        "div",
        { class: "phone-inner" },
        ...inside.flat(),
        el("p", { class: "quiet-end" }, button(page.say("stop"), close)),
      ),
    );
    const first = dialog.querySelector("h2");
    if (first) first.focus();
  };
  const title = (words) => el("h2", { tabindex: "-1" }, words);
  const step = (at) => (at < people.length ? hand(at) : together());
  const hand = (at) =>
    show(
      title(filled(page.say("hand to"), people[at])),
      el("p", { class: "soft" }, page.say("pass about")),
      button(filled(page.say("i am"), people[at]), () => turn(at), "strong"),
      " ",
      button(filled(page.say("not here"), people[at]), () => {
        finish.absent?.(people[at]);
        step(at + 1);
      }),
    );
  const turn = (at) =>
    show(
      title(filled(page.say(ask), people[at])),
      question(people[at]),
      button(page.say("done"), () => step(at + 1), "strong"),
    );
  const together = () => show(title(page.say("all said")), button(page.say("show all"), reveal, "strong"));
  const reveal = () =>
    show(
      title(page.say("all said")),
      el(
        "ul",
        { class: "voices" },
        people.map((one) => el("li", {}, told(one))),
      ),
      finish.hint ? el("p", {}, finish.hint) : "",
      button(
        page.say("take over"),
        () => {
          finish.take();
          close();
        },
        "strong",
      ),
    );
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
  step(0);
}

/* A round: can you live with it? */
export function passRound(people, page) {
  const kept = Object.fromEntries(people.map(({ id }) => [id, { ...page.state.voices[id] }]));
  passAround(people, {
    page,
    ask: "your turn",
    question: ({ id, name }) => voiceQuestion(kept[id], id, name, page),
    told: ({ id, name }) => [
      el("p", { class: "who" }, el("bdi", {}, name)),
      el("p", {}, said(kept[id], page)),
      ...quotes(kept[id]),
    ],
    finish: {
      absent: ({ id }) => {
        kept[id] = { says: "absent" };
      },
      take: () => {
        Object.assign(page.state.voices, kept);
        page.drawn("voices");
      },
    },
  });
}

function said(voice, page) {
  return voice.says ? saying(page, voice.says) : page.choice("unsaid");
}

function quotes(voice) {
  return ["because", "concern", "carries"]
    .filter((key) => voice[key])
    .map((key) => el("blockquote", { dir: "auto" }, voice[key]));
}

function voiceQuestion(held, id, name, page) {
  const below = el("div", {});
  const draw = () => below.replaceChildren(...reasons(held, "phone." + id, name, page));
  const choices = spoken(held, "phone." + id, page, (says) => {
    held.says = says;
    draw();
  });
  draw();
  return el("fieldset", { class: "voice" }, el("legend", { class: "apart" }, name), choices, below);
}

/* An election: whom do you nominate, and why? Nobody speaks before everyone has written. */
export function passNominations(people, page) {
  const kept = Object.fromEntries(people.map(({ id }) => [id, { ...(page.state.held.nominations || {})[id] }]));
  passAround(people, {
    page,
    ask: "your nomination",
    question: ({ id, name }) => nomination(kept[id], name, people, page),
    told: ({ id, name }) => [
      el("p", {}, el("bdi", { class: "who" }, name), " → ", el("bdi", {}, nominated(kept[id], people, page))),
      kept[id].because ? el("blockquote", { dir: "auto" }, kept[id].because) : "",
    ],
    finish: {
      hint: page.say("after nominations"),
      take: () => {
        page.state.held.nominations = kept;
        page.drawn("nominations");
      },
    },
  });
}

function nominated(held, people, page) {
  const found = people.find((one) => one.id === held.for);
  return found ? found.name : held.for || page.choice("unsaid");
}

function nomination(held, name, people, page) {
  const who = el(
    "select",
    { class: "control", "aria-label": page.say("whom") },
    el("option", { value: "" }, page.say("choose one")),
    people.map((one) => el("option", { value: one.id }, one.name)),
    el("option", { value: "nobody yet" }, page.choice("nobody yet")),
  );
  who.value = held.for || "";
  who.addEventListener("change", () => {
    held.for = who.value;
  });
  const why = el("textarea", { class: "control", rows: 3, dir: "auto", "aria-label": page.say("reason") });
  why.value = held.because || "";
  why.addEventListener("input", () => {
    held.because = why.value;
  });
  return el(
    "div",
    { class: "field" },
    who,
    el("p", { class: "field-label", "aria-hidden": "true" }, page.say("reason")),
    why,
  );
}
