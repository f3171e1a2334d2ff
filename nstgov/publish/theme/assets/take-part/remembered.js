/* Who somebody has said they are, in this browser alone; it is a comfort, and proves nothing. */

import { isId } from "./checks.js";

const NAME = "nstgov.mine";

/* {person, name, circle}, `person` empty where a whole circle was picked; null where nothing is kept or can be. */
export function remembered() {
  try {
    const found = JSON.parse(localStorage.getItem(NAME) || "null");
    const isWhole = found && isId(found.circle || "") && (found.person === "" || isId(found.person || ""));
    return isWhole && typeof found.name === "string" ? found : null;
  } catch {
    return null;
  }
}

export function keep(me) {
  try {
    localStorage.setItem(NAME, JSON.stringify(me));
  } catch {
    /* private windows keep nothing; the page shows it all the same, once */
  }
}

export function forget() {
  try {
    localStorage.removeItem(NAME);
  } catch {
    /* there was nothing */
  }
}
