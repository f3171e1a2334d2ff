/* What a meeting holds, as plain data, and where it is kept until its end: in this browser, and nowhere else. */

import { openObjections } from "./choices.js";

const OLDEST = 14 * 86400000;

export function newMeeting(day) {
  return {
    made: Date.now(),
    day,
    circle: null,
    here: [],
    writes: "",
    facilitator: "",
    points: [],
    taken: [],
    at: { screen: "begin" },
    clocks: false,
    saved: false,
  };
}

/* Each site has its own meeting. */
export function storageName() {
  return "nstgov.meeting " + new URL(".", document.baseURI).pathname;
}

export function remembered() {
  try {
    const kept = JSON.parse(localStorage.getItem(storageName()) || "null");
    return kept && kept.at && Array.isArray(kept.points) && Date.now() - kept.made < OLDEST ? kept : null;
  } catch {
    return null;
  }
}

/* Whether it could be kept. */
export function remember(meeting) {
  try {
    localStorage.setItem(storageName(), JSON.stringify(meeting));
    return true;
  } catch {
    return false;
  }
}

export function forget() {
  try {
    localStorage.removeItem(storageName());
  } catch {
    /* nothing was kept */
  }
}

export function membersOf(meeting) {
  return meeting.circle ? meeting.circle.members : [];
}

/* Whoever is here, in the order of the circle. */
export function peopleHere(meeting) {
  return membersOf(meeting).filter(({ id }) => meeting.here.includes(id));
}

export function nameOf(meeting, id) {
  const found = membersOf(meeting).find((one) => one.id === id);
  return found ? found.name : id;
}

/* The version of a proposal that is spoken about: the newest. */
export function newest(point) {
  return point.versions[point.versions.length - 1];
}

/* The round on the newest version; none before it begins. */
export function lastRound(point) {
  return point.rounds.findLast((one) => one.version === newest(point).number);
}

export function objecting(round) {
  return Object.entries((round && round.voices) || {}).filter(([, said]) => said.says === "object");
}

/* Whose consent to the newest version is missing still: tonight's word counts, and what was heard before on the same text. */
export function missingVoices(meeting, point) {
  const round = lastRound(point);
  const before = newest(point).heard || {};
  return membersOf(meeting).filter(({ id, away }) => {
    const said = round && round.voices[id] && round.voices[id].says;
    const says = said && said !== "absent" ? said : before[id];
    return !(says === "consent" || says === "concern" || (!says && away));
  });
}

/* Whether this circle alone is asked. */
export function isOursToDecide(meeting, point) {
  const asks = newest(point).record.asks || [];
  return asks.length === 1 && asks[0] === meeting.circle.id;
}

/* Objections that were on record before tonight and stood in the way. */
export const stillObjected = openObjections;
