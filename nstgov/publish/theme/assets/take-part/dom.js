/* Elements are made one by one, and every text in them is a text: nothing from the record or the reader is ever HTML. */

export function el(name, given = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (typeof value === "boolean") made.toggleAttribute(key, value);
    else if (value !== undefined && value !== null) made.setAttribute(key, value);
  }
  made.append(...inside.flat(Infinity).filter((one) => one !== undefined && one !== null && one !== ""));
  return made;
}

/* A sentence with what it speaks of filled in: %(name)s. */
export function filled(sentence, given = {}) {
  return sentence.replace(/%\((\w+)\)s/g, (whole, name) => (name in given ? String(given[name]) : whole));
}

export function button(words, what, kind = "quiet") {
  return el("button", { type: "button", class: "button " + kind, click: what }, words);
}

/* An address that leads to the web and nowhere else; anything else gives none. */
export function webAddress(text) {
  try {
    return /^https?:$/.test(new URL(text, document.baseURI).protocol) ? text : undefined;
  } catch {
    return undefined;
  }
}
