/* What keeps a record from being sound, and what would make it better: the first as the judge would find it. */

import { daysAfter, isDay, isId, saysNothing, today } from "./checks.js";
import { isDayOffered, isFixed, isFree, offered, partChoices } from "./choices.js";
import { consentFaults } from "./consents.js";
import { FILED, daysOf } from "./days.js";
import { faultsOf, groupOf, valueOf } from "./model.js";
import { isNewName, pathOf, recordOf, speakers, speaksByActing, voicesOf } from "./record.js";
import { clean } from "./yaml.js";

/* Everything that keeps the record from being sound, in the order of the form. */
export function faults(state) {
  return [
    ...ofParts(state),
    ...ofFields(state).filter((one) => !isWish(one, state)),
    ...voiceless(state),
    ...together(state),
  ];
}

/* What is better said than left out; the record holds without it. */
export function advice(state) {
  return [
    ...ofFields(state).filter((one) => isWish(one, state)),
    ...wordless(state),
    ...(WISHES[state.form.kind] || none)(state),
  ];
}

/* Whether nothing has been said yet of what the act is for; there is nothing to send then. */
export function isBlank(state) {
  if (state.form.kind === "round") return !voicesOf(state);
  if (["changes", "person"].includes(state.form.kind)) return !groupOf(keyed(state, changing(state)), state.held);
  return state.form.kind === "commitments" && !groupOf(keyed(state, ["people", "takes_back"]), state.held);
}

/* Where to begin while nothing is said. */
export function blankWays(state) {
  const first =
    state.form.kind === "round" ? "voices" : state.form.kind === "commitments" ? "people" : changing(state)[0];
  return [{ way: first, says: "missing" }];
}

/* The fields of which at least one says what changes. */
function changing({ form }) {
  return form.fields.map((field) => field.key).filter((key) => !["voices", "entered_by", "lang"].includes(key));
}

const none = () => [];
const keyed = (state, keys) => state.form.fields.filter((field) => keys.includes(field.key));

/* By kind, the fields without which a record holds all the same. */
const WISHED = {
  version: ["might_hurt", "edition"],
  idea: ["by"],
  round: ["voices"],
  test: ["voices"],
  review: ["voices"],
  circle: ["members"],
  translation: ["title", "text"],
};
/* By kind, the fields whose words the judge reads; empty words in others help nobody, and are no fault. */
const READ = { version: ["need", "reasons"], objection: ["important", "reasons"] };

function isWish({ way, says }, { form }) {
  const key = way.split(".")[0];
  if (says === "placeholder")
    return !(READ[form.kind] || []).includes(key) && way !== "judged_by" && form.kind !== "test";
  return says === "missing" && way === key && ((WISHED[form.kind] || []).includes(key) || key === "entered_by");
}

function ofParts(state) {
  return state.form.asks.flatMap(({ part }) => {
    const given = state.parts[part] || "";
    const says = given ? partFault(part, given, state) : part === "parent" ? "" : "missing";
    return says ? [{ way: ":" + part, ...(typeof says === "string" ? { says } : says) }] : [];
  });
}

function partFault(part, given, state) {
  if (part === "date") return dayFault(":date", given, state);
  if (part === "language") return languageFault(given, state);
  if (part === "circle") return state.circle || state.unread ? "" : "no circle";
  if (isNewName(part)) return nameFault(part, given, state);
  if (state.unread) return "";
  if (part === "record" && isElsewhere(given, state)) return "";
  const offers = partChoices(part, state);
  return offers && !offers.some((one) => one.value === given) ? "not today" : "";
}

/* A record that is not in the circle's list: the form does not know it. */
function isElsewhere(path, { recordsTold }) {
  const looksRight = /^(circles|proposals|decisions)\/[a-z0-9./-]+\.yml$/.test(path);
  return looksRight && !(recordsTold || []).some((one) => one.path === path);
}

function dayFault(way, given, state) {
  if (!isDay(given)) return "no day";
  const { least, last } = daysOf(way, state);
  if (last && given > last) return state.index.invented ? "" : "day ahead";
  return least && given < least ? "day before" : "";
}

/* What the form cannot know: on an earlier day others may have sat there, or something else may have held. */
export function doubts(state) {
  const days = state.form.fields.filter((field) => field.sort === "day" && FILED.includes(field.key));
  const told = [
    ...state.form.asks.filter(({ part }) => part === "date").map(() => [":date", state.parts.date]),
    ...days.map((field) => [field.key, state.held[field.key]]),
  ];
  return told
    .filter(([way, day]) => isDay(day || "") && !isDayOffered(way, day, state) && !dayFault(way, day, state))
    .map(([way]) => ({ way, says: "earlier day" }))
    .concat(sameName(state), ofRecord(state));
}

function ofRecord(state) {
  const { record } = state.parts;
  return record && isElsewhere(record, state) ? [{ way: ":record", says: "record elsewhere" }] : [];
}

/* An idea of a name in use lies with what has that name, which may be meant so. */
function sameName({ form, parts, names }) {
  const isInUse = form.kind === "idea" && (names[parts["new-proposal"]] || "").split(" ").includes("proposal");
  return isInUse ? [{ way: ":new-proposal", says: "taken" }] : [];
}

function languageFault(given, { before, proposal }) {
  if (!/^[a-z]{2,3}(-[a-z0-9]{1,8})*$/.test(given))
    return { says: "no form", given: { means: "a lower-case language tag", example: "es" } };
  return before && proposal && (before.lang || "") === given ? "same language" : "";
}

function nameFault(part, given, state) {
  if (!isId(given)) return "no id";
  const inUse = (state.names[given] || "").split(" ");
  const clashes = { "new-circle": ["circle"], "new-proposal": ["proposal"], election: ["proposal", "election"] }[part];
  if (part === "new-proposal" && inUse.includes("election") && !state.index.invented) return "taken";
  if (state.form.kind !== "idea" && clashes && clashes.some((one) => inUse.includes(one))) return "taken";
  const isMember = state.circle && state.circle.members.some((one) => one.id === given);
  return part === "newcomer" && isMember ? "taken" : "";
}

function ofFields(state) {
  const fields = state.form.fields.filter((field) => field.sort !== "voices");
  return fields.flatMap((field) => [
    ...faultsOf(field, state.held[field.key], field.key, state.placeholders),
    ...unknownIn(field, state.held[field.key], field.key, state),
  ]);
}

/* Whoever and whatever is named and is neither offered nor on record. */
function unknownIn(field, held, way, state) {
  if (held === undefined || held === "" || isFixed(field, state) || state.unread) return [];
  if (field.sort === "group")
    return field.within.flatMap((inner) => unknownIn(inner, held[inner.key], way + "." + inner.key, state));
  if (field.sort === "map")
    return Object.entries(held).flatMap(([id, one]) => unknownIn(field.item, one, way + "." + id, state));
  if (field.sort === "list" && Array.isArray(held)) {
    if (field.item.sort === "group")
      return held.flatMap((one, at) => unknownIn(field.item, one, way + "." + at, state));
    return held.flatMap((one, at) => unknownOne(field, one, way + "." + at, state));
  }
  return unknownOne(field, held, way, state);
}

function unknownOne(field, held, way, state) {
  const { sort } = field.sort === "list" ? field.item : field;
  if (!["ref", "someone"].includes(sort) || typeof held !== "string") return [];
  return isKnown(field, held, way, state) ? [] : [{ way, says: "unknown" }];
}

function isKnown(field, id, way, state) {
  const plain = way.replace(/\.\d+(?=\.|$)/g, "");
  const tidy =
    field.sort === "list" ? field.key : plain.split(".").length > 2 ? plain.replace(/\.[^.]+\./, ".") : plain;
  if (offered(field, tidy, state).some((one) => JSON.stringify(one.value) === JSON.stringify(id))) return true;
  if (field.sort === "list" && state.before && (state.before[field.key] || []).includes(id)) return true;
  if (field.key === "home" || tidy.endsWith("home")) return true; // told beside the name
  if ((field.item || field).words?.includes("circle") && state.circle && id in state.circle.ways) return true;
  const isPerson = (field.item || field).words?.includes("person") || (field.item || field).sort === "someone";
  if (!isPerson || !isFree(field, state)) return false;
  if (field.key === "authors") return Boolean(state.known[id] && state.known[id][2].length);
  return Boolean(state.known[id]) || id === state.parts.newcomer || Boolean((state.held.members || {})[id]);
}

/* A voice without anybody who wrote it down, and whose consent is still asked for. */
function voiceless(state) {
  const field = state.form.fields.find((one) => one.sort === "voices");
  const found = field && !speaksByActing(state.form) ? consentFaults(state) : [];
  return isWriterAsked(state) && !clean(state.held.entered_by || "")
    ? [...found, { way: "entered_by", says: "missing" }]
    : found;
}

/* Whether a record holds more than the own word of the one whom it is about. */
function isWriterAsked(state) {
  const { form, parts, held } = state;
  if (!form.fields.some((field) => field.key === "entered_by")) return false;
  if (form.kind === "with") return !clean(held.because || "");
  if (form.kind === "commitments") return [...(held.people || []), ...(held.takes_back || [])].length > 1;
  const voices = [...(voicesOf(state) || new Map()).keys()];
  const isOwn =
    voices.length === 1 && (voices[0] === parts.person || (form.kind === "ended" && held.how === "resigned"));
  return (
    voices.length > 0 &&
    !(isOwn && !["joins"].includes(form.kind)) &&
    !(form.kind === "joins" && voices.length === 1 && voices[0] === parts.newcomer)
  );
}

/* A worry or an objection without words helps nobody. */
function wordless(state) {
  return speakers(state).flatMap(({ id, name }) => {
    const said = state.voices[id] || {};
    if (said.says === "concern" && !clean(said.concern || ""))
      return [{ way: "voices." + id, says: "which worry", name }];
    return said.says === "object" && !clean(said.because || "") ? [{ way: "voices." + id, says: "say why", name }] : [];
  });
}

/* What only shows when several fields are looked at together. */
function together(state) {
  return [...ofDays(state), ...(BY_KIND[state.form.kind] || none)(state), ...oneOfTwo(state), ...alreadyThere(state)];
}

function ofDays(state) {
  return state.form.fields
    .filter((field) => field.sort === "day" && FILED.includes(field.key) && isDay(state.held[field.key] || ""))
    .flatMap((field) => {
      const says = dayFault(field.key, state.held[field.key], state);
      return says ? [{ way: field.key, says }] : [];
    });
}

const BY_KIND = {
  version: (state) => [...versionDays(state), ...authors(state), ...versionWords(state), ...asking(state)],
  objection: (state) => [...authors(state), ...copies(state, ["important", "reasons"]), ...fromRound(state)],
  election: (state) => [...termDays(state), ...choosing(state)],
  joins: newcomer,
  circle: founding,
  test: testing,
  resolution: ({ held, objection }) =>
    ["text changed", "term shortened", "measured"].includes(held.kind) && objection && !objection.met[held.kind]
      ? [{ way: "kind", says: "not today" }]
      : [],
  leaves: none,
  person: ({ circle, parts }) => {
    const member = circle && circle.members.find((one) => one.id === parts.person);
    return member && member.keyed ? [{ way: ":person", says: "sign it", given: { name: member.name } }] : [];
  },
  away: (state) => {
    const { last } = daysOf("until", state);
    const { until } = state.held;
    if (!state.index.away) return [{ way: "until", says: "no away" }];
    return last && isDay(until || "") && until > last
      ? [{ way: "until", says: "away long", given: { day: state.inWords(last) } }]
      : [];
  },
};

function versionDays({ held, index }) {
  const from = isDay(held.submitted || "") ? held.submitted : today();
  const found = [];
  if (isDay(held.sunset || "")) {
    if (held.sunset <= from) found.push({ way: "sunset", says: "sunset past" });
    if (held.sunset > daysAfter(from, index.longest_sunset_days))
      found.push({ way: "sunset", says: "sunset far", given: { days: index.longest_sunset_days } });
    if (isDay(held.review || "") && held.review > held.sunset) found.push({ way: "review", says: "review late" });
  }
  if (isDay(held.review || "") && held.review < from) found.push({ way: "review", says: "review early" });
  return found;
}

function authors({ form, held, index, proposal, decision, objection, parts }) {
  const all = held.authors || [];
  if (!all.length) return [];
  const count = new Set(all.map((one) => JSON.stringify(one))).size;
  const least = form.kind === "objection" && clean(held.from_round || "") ? 1 : index.authors;
  const found = count < least ? [{ way: "authors", says: "too few", given: { least, count } }] : [];
  if (all.every((one) => one && one.outside)) found.push({ way: "authors", says: "all outside" });
  const named = all.map((one) => (one && one.outside ? one.name : one));
  const target = form.kind === "version" ? proposal : null;
  const before =
    form.kind === "version" ? target && target.behind : raisedBefore({ proposal, decision, objection, parts });
  if (before && !before.some((one) => named.includes(one))) found.push({ way: "authors", says: "strangers" });
  return found;
}

function raisedBefore({ proposal, decision, parts }) {
  const all = [...((proposal || {}).objections || []), ...((decision || {}).objections || [])];
  const found = all.find((one) => one.id === parts.objection);
  return found && found.behind;
}

const plain = (text) =>
  (text || "")
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();

function copies({ held }, keys) {
  const [first, second] = keys;
  const isCopy = (a, b) => plain(held[a]) !== "" && plain(held[a]) === plain(held[b]);
  const found = [];
  if (isCopy(first, "title")) found.push({ way: first, says: "copy" });
  if (isCopy(second, "title") || isCopy(second, first)) found.push({ way: second, says: "copy" });
  return found;
}

function versionWords(state) {
  const { held, form, placeholders, before } = state;
  const found = copies(state, ["need", "reasons"]);
  const lines = (held.judged_by || "").split("\n").map(clean).filter(Boolean);
  if (lines.length && lines.every((line) => saysNothing(line, placeholders)))
    found.push({ way: "judged_by", says: "placeholder" });
  const kind = held.kind || form.fixed.kind;
  const threshold = held.starts_with || {};
  if (kind === "action" && !clean(threshold.people || "") && !clean(threshold.circles || ""))
    found.push({ way: "starts_with", says: "one of two" });
  if (kind === "invitation" && !valueOf(keyed(state, ["invites"])[0] || { sort: "line" }, held.invites))
    found.push({ way: "invites", says: "missing" });
  if (before && isSame(state)) found.push({ way: "text", says: "nothing new" });
  return found;
}

/* Whether a new version says nothing that the one before did not say. */
function isSame(state) {
  const left = ["submitted", "integrates", "entered_by"];
  const said = recordOf(state);
  const told = (value) => JSON.stringify(value, (_, one) => (one instanceof Map ? Object.fromEntries(one) : one));
  const was = (key) => trimmed(state.before[key]);
  const now = (key) => trimmed(JSON.parse(told(said.get(key)) || "null"));
  const keys = new Set([...Object.keys(state.before), ...said.keys()].filter((key) => !left.includes(key)));
  return [...keys].every((key) => JSON.stringify(was(key)) === JSON.stringify(now(key)));
}

function trimmed(value) {
  if (typeof value === "string") return value.trim();
  if (Array.isArray(value)) return value.map(trimmed);
  if (value && typeof value === "object")
    return Object.fromEntries(
      Object.entries(value)
        .sort()
        .map(([key, one]) => [key, trimmed(one)]),
    );
  return value ?? null;
}

function asking({ held, circle }) {
  if (!(held.affects || []).length || !circle) return [];
  return held.asks && held.asks.length ? [] : [{ way: "asks", says: "missing" }];
}

/* Whoever carries their own word on from a round has said it there. */
function fromRound({ held, proposal }) {
  const round = clean(held.from_round || "");
  if (!round || !proposal) return [];
  const spoke = proposal.said.filter((way) => way.split("/")[0] === round).map((way) => way.split("/")[1]);
  const isTheirs = (held.authors || []).some((one) => spoke.includes(one));
  return isTheirs || !(held.authors || []).length ? [] : [{ way: "authors", says: "not said there" }];
}

function termDays({ held, index }) {
  const { from, until } = held.term || {};
  if (!isDay(from || "")) return [];
  const chosen = isDay(held.held || "") ? held.held : today();
  const found = [];
  if (from > daysAfter(chosen, 366)) found.push({ way: "term.from", says: "term far" });
  if (isDay(until || "") && until < from) found.push({ way: "term.until", says: "until before" });
  if (isDay(until || "") && until > daysAfter(from, index.longest_sunset_days))
    found.push({ way: "term.until", says: "sunset far", given: { days: index.longest_sunset_days } });
  return found;
}

function choosing(state) {
  const { held, circle, index } = state;
  if (!circle) return [];
  const found = [];
  const chosen = (held.proposed || {}).person;
  const nominations = Object.entries(held.nominations || {}).filter(([, one]) => one && one.for);
  const changes = Object.values(held.changes || {}).filter((one) => one && one.to);
  const named = new Set([...nominations.map(([, one]) => one.for), ...changes.map((one) => one.to)]);
  if (chosen && nominations.length && !named.has(chosen)) found.push({ way: "proposed.person", says: "nobody named" });
  const silent = circle.members.filter(
    (one) =>
      !one.spared && !((held.nominations || {})[one.id] || {}).for && (state.voices[one.id] || {}).says !== "absent",
  );
  if (nominations.length && silent.length)
    found.push({ way: "nominations", says: "still asked", given: { names: silent.map((one) => one.name).join(", ") } });
  if (held.role === "keeper" && !index.highest.some((one) => one.id === circle.id))
    found.push({ way: "role", says: "keeper above" });
  if (!circle.able.includes(circle.id)) found.push({ way: ":circle", says: "too small" });
  if (held.role === "representative" && circle.waits) found.push({ way: "role", says: "not taken in" });
  return [...found, ...seats(state, chosen)];
}

/* No more representatives at once than the ground rules have room for. */
function seats({ held, circle, index }, chosen) {
  const from = (held.term || {}).from;
  if (held.role !== "representative" || !isDay(from || "")) return [];
  const sitting = circle.terms.filter(
    (one) =>
      one.role === "representative" &&
      !one.followed &&
      !one.ended &&
      one.id !== held.succeeds &&
      one.from <= from &&
      one.until >= from,
  );
  const people = new Set(sitting.map((one) => one.person));
  return people.size >= index.seats && !people.has(chosen)
    ? [{ way: "succeeds", says: "seats full", given: { count: index.seats } }]
    : [];
}

function newcomer(state) {
  const { parts, held, known, circle, index } = state;
  const found = [];
  const before = known[parts.newcomer];
  if (before && clean(held.home || "") !== before[1])
    found.push({ way: "home", says: "home is", given: { name: before[0], home: before[1] } });
  if (before && clean(held.name || "") && before[1] !== parts.circle)
    found.push({ way: "name", says: "home is", given: { name: before[0], home: before[1] } });
  if (!before && clean(held.home || "")) found.push({ way: "home", says: "not at home" });
  if (!before && isId(parts.newcomer || "") && !clean(held.name || "")) found.push({ way: "name", says: "missing" });
  if (circle && circle.members.some((one) => !before && plain(one.name) === plain(held.name) && held.name))
    found.push({ way: "name", says: "same name" });
  if (circle && circle.members.length >= index.size[1])
    found.push({ way: ":circle", says: "full", given: { most: index.size[1] } });
  return found;
}

function founding({ held, index, known, circles, parts }) {
  const all = Object.entries(held.members || {});
  const names = all.map(([, one]) => plain(one.name)).filter(Boolean);
  const found = names.length > new Set(names).size ? [{ way: "members", says: "same name" }] : [];
  if (all.length > index.size[1]) found.push({ way: "members", says: "full", given: { most: index.size[1] } });
  for (const [id, one] of all) {
    const before = known[id];
    const home = clean(one.home || "");
    if (before && home !== before[1])
      found.push({ way: "members." + id + ".home", says: "home is", given: { name: before[0], home: before[1] } });
    if (before && clean(one.name || "") && home)
      found.push({ way: "members." + id + ".name", says: "home is", given: { name: before[0], home: before[1] } });
    if (!before && home) found.push({ way: "members." + id + ".home", says: "not at home" });
    if (!before && !clean(one.name || "")) found.push({ way: "members." + id + ".name", says: "missing" });
    if (!isId(id)) found.push({ way: "members", says: "no id" });
  }
  const parent = (circles || []).find((one) => one.id === parts.parent);
  if (parent && index.levels.indexOf(held.level) > parent.rank) found.push({ way: "level", says: "level above" });
  return found;
}

/* What a test says of the two questions, and what it comes to, belong together. */
function testing({ held, placeholders, circle }) {
  const found = [];
  const { important, reasoned, result } = held;
  const isYes = (one) => one && one.holds === "true";
  if (result && result !== "stands") {
    if (isYes(important) && isYes(reasoned)) found.push({ way: "result", says: "both hold" });
    for (const [way, one] of Object.entries({ important, reasoned }))
      if (one && one.holds === "false" && (!clean(one.because || "") || saysNothing(clean(one.because), placeholders)))
        found.push({ way: way + ".because", says: "say why" });
  }
  return circle && !circle.able.includes(circle.id) && result !== "stands"
    ? [...found, { way: ":circle", says: "too small" }]
    : found;
}

const WISHES = {
  round: (state) => {
    const silent = speakers(state).filter((one) => !one.spared && !(state.voices[one.id] || {}).says);
    const names = silent.map((one) => one.name).join(", ");
    return state.form.act === "round" && silent.length && !isBlank(state)
      ? [{ way: "voices", says: "not entered", given: { names } }]
      : [];
  },
  away: ({ held, parts }) => (held.until && held.until < parts.date ? [{ way: "until", says: "until before" }] : []),
  circle: ({ held, index }) => {
    const count = Object.keys(held.members || {}).length;
    return count && count < index.size[0]
      ? [{ way: "members", says: "too few", given: { least: index.size[0], count } }]
      : [];
  },
  test: ({ held }) =>
    held.result === "stands" && [held.important, held.reasoned].some((one) => one && one.holds === "false")
      ? [{ way: "result", says: "not both" }]
      : [],
  version: ({ held }) => {
    const all = [...(held.renews || []), ...(held.replaces || []), ...(held.ends || [])];
    return new Set(all).size < all.length ? [{ way: "replaces", says: "two ways" }] : [];
  },
};

function oneOfTwo(state) {
  const keys = ["people", "takes_back"];
  if (state.form.kind !== "commitments" || isBlank(state) || groupOf(keyed(state, keys), state.held)) return [];
  return [{ way: "people", says: "one of two" }];
}

function alreadyThere(state) {
  const path = pathOf(state);
  const asked = state.form.asks.map(({ part }) => part);
  const way = ":" + (asked.includes("date") ? "date" : asked[asked.length - 1]);
  const isTold = ofParts(state).some((one) => one.way === way);
  return !isTold && state.circle && state.circle.records.includes(path) ? [{ way, says: "file there" }] : [];
}
