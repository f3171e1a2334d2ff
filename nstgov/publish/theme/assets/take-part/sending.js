/* The record, ready: what it looks like, where it goes, and the ways there. Nothing leaves before the reader sends it. */

import { button, el, filled, webAddress } from "./dom.js";
import { deskAddress } from "./desk.js";
import { savingPart } from "./desk-saving.js";

/* The address of the forge's new-file page with all filled in; "" where it would be too long or there is none. */
export function newFileAddress(forge, path, text) {
  const folder = path.slice(0, path.lastIndexOf("/"));
  const name = path.slice(folder.length + 1);
  const made = {
    github: () => forge.new + "?" + query({ filename: path, value: text }),
    forgejo: () => forge.new + folder + "/?" + query({ filename: name, value: text }),
    gitlab: () => forge.new + "?" + query({ file_name: path }),
  }[forge.kind];
  const found = made ? made() : "";
  return found.length <= forge.longest && webAddress(found) ? found : "";
}

/* The form on the forge into which records are pasted, however many there are; "" where it has none. */
export function issueFormAddress(forge, bundle) {
  if (forge.kind !== "github" || !forge.page) return "";
  const form = forge.page + "/issues/new?" + query({ template: "nstgov-records.yml", title: "[nstgov records] " });
  const filledIn = form + "&" + query({ records: bundle });
  const found = filledIn.length <= forge.longest ? filledIn : form;
  return webAddress(found) ? found : "";
}

function query(given) {
  return Object.entries(given)
    .map(([key, value]) => key + "=" + encodeURIComponent(value))
    .join("&");
}

export async function copy(text, said, page) {
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = page.say("copied");
  } catch {
    said.textContent = page.say("not copied");
  }
}

/* The phone's own way of handing on; else a copy. */
export async function handOn(title, text, said, page) {
  if (navigator.share) {
    try {
      await navigator.share({ title, text });
      return;
    } catch (stopped) {
      if (stopped.name === "AbortError") return;
    }
  }
  await copy(text, said, page);
}

/* `ready` tells whether everything is there; without, the record is shown and cannot be sent yet. */
export function sending(page, path, text, ready) {
  const { forge } = page.state.index;
  const said = el("p", { class: "hint", role: "status" });
  const file = el(
    "figure",
    { class: "file" },
    el("figcaption", { id: "made-path" }, path),
    el(
      "pre",
      { tabindex: "0", id: "made", role: "group", "aria-label": page.say("path") },
      el("code", { dir: "auto" }, text),
    ),
  );
  if (!ready) return [file];
  if (deskAddress()) return [el("p", { class: "public" }, page.say("public")), file, savingPart([{ path, text }])];
  const address = newFileAddress(forge, path, text);
  const whole = [
    filled(page.say("send intro"), { circle: page.circleName() }),
    filled(page.say("send where"), { path }),
    "",
    "file: " + path,
    text.replace(/\n+$/, ""),
    "end of file",
    "",
  ].join("\n");
  return [
    el("p", { class: "public" }, page.say("public")),
    file,
    ...ways(page, forge, address, whole, said),
    el(
      "p",
      { class: "hand-on" },
      button(page.say("copy text"), () => copy(text, said, page)),
      button(page.say("copy name"), () => copy(path, said, page)),
      button(page.say("send"), () => handOn(document.title, whole, said, page)),
    ),
    said,
    el("p", { class: "small soft" }, page.say("no account")),
  ];
}

function ways(page, forge, address, whole, said) {
  if (address && forge.kind !== "gitlab") {
    return [
      el("p", {}, out(address, page.say("open " + forge.kind))),
      el("p", { class: "small soft" }, page.say("opened how")),
    ];
  }
  if (address)
    return [steps(page, ["paste 1", "paste 2 gitlab", "paste 4"]), el("p", {}, out(address, page.say("open gitlab")))];
  const isLong = ["github", "forgejo"].includes(forge.kind);
  const form = issueFormAddress(forge, whole);
  if (form) {
    const link = out(form, page.say("open issue"));
    link.addEventListener("click", () => copy(whole, said, page));
    return [el("p", {}, page.say("too long for address")), el("p", {}, link)];
  }
  const home = forge.page && webAddress(isLong ? forge.new : forge.page);
  return [
    isLong ? el("p", {}, page.say("too long for address")) : "",
    steps(page, ["paste 1", "paste 2", "paste 3", "paste 4"]),
    home ? el("p", {}, out(home, page.say("open other"))) : "",
  ];
}

function steps(page, names) {
  return el(
    "ol",
    {},
    names.map((name) => el("li", {}, page.say(name))),
  );
}

function out(address, words) {
  return el("a", { href: address, class: "button strong", target: "_blank", rel: "noopener noreferrer" }, words);
}
