/* The bar on every page of a desk: where one is, what waits to be committed, and that a page has changed. */

import { button, el } from "./dom.js";
import { askDesk, deskPage, deskWords } from "./desk.js";

const WRITTEN = "#form, #meeting, #desk-page";
const bar = el("nav", { class: "desk-bar" });
const note = el("span", { role: "status" });

async function begin() {
  const say = await deskWords();
  bar.setAttribute("aria-label", say("desk"));
  const skip = document.querySelector("a.skip");
  if (skip) skip.after(bar);
  else document.body.prepend(bar);
  await draw();
  addEventListener("nstgov:saved", draw);
  addEventListener("nstgov:changed", changed);
  const place = document.getElementById("desk-page");
  if (place) (await import("./desk-page.js")).begin(place);
}

async function draw() {
  const say = await deskWords();
  const state = await askDesk("state");
  const count = state.bundles ? state.bundles.reduce((sum, one) => sum + one.files.length, 0) : 0;
  const link = (name, words) =>
    el("a", { href: name, "aria-current": name === location.pathname ? "page" : null }, words);
  bar.replaceChildren(
    el("strong", {}, say("bar")),
    link(deskPage("desk"), count ? say("saved count", { count }) : say("none saved")),
    link(deskPage("letters"), say("letters")),
    link(deskPage("desk").replace("-/desk/", "take-part/meeting/"), say("meeting")),
    note,
  );
}

/* A page that is only read shows itself anew; nothing that somebody writes is taken from them. */
async function changed() {
  if (!document.querySelector(WRITTEN)) {
    location.reload();
    return;
  }
  draw();
  if (document.getElementById("form")) {
    const say = await deskWords();
    note.replaceChildren(
      say("page changed") + " ",
      button(say("load"), () => location.reload()),
    );
  }
}

begin();
