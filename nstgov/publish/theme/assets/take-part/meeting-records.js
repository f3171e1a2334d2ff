/* The files of an evening, made from what was said: each as a path and its text, in the order in which they were made. */

import { clean, schemaLine, yamlOf } from "./yaml.js";
import { prose } from "./model.js";
import { sha256 } from "./checks.js";
import { integratedBy, metRecords, raisedRecords } from "./meeting-objections.js";
import { hasVoices, roundPath } from "./meeting-rounds.js";
import { membersOf, nameOf, newest } from "./meeting-state.js";

const BYTES = new TextEncoder();

/* All records of a meeting: {path, text, point}. Fingerprints need a page that was opened over https, or this machine. */
export async function recordsOf(evening) {
  const { meeting } = evening;
  const found = [];
  if (meeting.circle.fresh)
    found.push(
      record("circle", meeting.circle.folder + "/circle.yml", founding(meeting), -1, [
        "founded",
        { name: meeting.circle.name },
      ]),
    );
  for (const [at, point] of meeting.points.entries()) found.push(...(await MAKERS[point.kind](evening, point, at)));
  return found;
}

const MAKERS = { proposal: ofProposal, election: ofElection, join: ofJoin };

/* A record of a kind; `about` is what it is in words, for who does not read paths: a sentence's name, and what is filled in. */
function record(kind, path, entries, point, about) {
  return { path, text: schemaLine(path, kind) + yamlOf(mapOf(entries)), point, about };
}

/* Pairs as a Map, without what is empty. */
function mapOf(entries) {
  return new Map(entries.filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value) {
  if (value === undefined || value === null || value === "") return true;
  if (value instanceof Map) return !value.size;
  return Array.isArray(value) && !value.length;
}

const line = (text) => clean(text || "").replace(/\s*\n\s*/g, " ");
const lines = (text) => (text || "").split("\n").map(clean).filter(Boolean);

/* Values read from the record, written as they were. */
function valueOf(given) {
  if (Array.isArray(given)) return given.map(valueOf);
  if (given && typeof given === "object")
    return new Map(Object.entries(given).map(([key, one]) => [key, valueOf(one)]));
  return given;
}

function founding(meeting) {
  const { circle, day, writes, secretary, facilitator } = meeting;
  return [
    ["name", line(circle.name)],
    ["level", circle.level],
    ["aim", prose(circle.aim)],
    ["opened", day],
    ["facilitator", facilitator],
    ["secretary", secretary || writes],
    ["members", new Map(circle.members.map(({ id, name }) => [id, new Map([["name", name]])]))],
    ["voices", new Map((circle.yes || []).map((id) => [id, "consent"]))],
    ["entered_by", writes],
  ];
}

async function ofProposal(evening, point, at) {
  const { meeting } = evening;
  const found = [];
  const hashes = {};
  for (const version of point.versions) {
    const { number } = version;
    hashes[number] = version.sha256;
    if (version.fresh) {
      const path = "proposals/" + point.id + "/v" + number + ".yml";
      const about = [number > 1 ? "improve title" : "proposal"];
      const made = record("version", path, versionEntries(meeting, point, version), at, about);
      hashes[number] = await sha256(BYTES.encode(made.text));
      found.push(made);
    }
    const [met, raised] = [metRecords, raisedRecords].map((make) =>
      make(evening, point, number, hashes[number]).map((one) => ({ ...one, point: at })),
    );
    found.push(...met, ...roundsOf(meeting, point, number, hashes, at), ...raised);
  }
  if (point.decided)
    found.push(
      record("decision", "decisions/" + point.id + "/decision.yml", decision(meeting, point, hashes), at, ["decided"]),
    );
  return found;
}

function versionEntries(meeting, point, version) {
  const { record: held } = version;
  const own = new Map([
    ["title", line(held.title)],
    ["kind", held.kind || "policy"],
    ["authors", valueOf(held.authors)],
    ["submitted", meeting.day],
    ["asks", held.asks],
    ["affects", held.affects],
    ["need", prose(held.need)],
    ["reasons", prose(held.reasons)],
    ["text", prose(held.text)],
    ["might_hurt", prose(held.might_hurt)],
    ["sunset", held.sunset],
    ["review", held.review],
    ["judged_by", Array.isArray(held.judged_by) ? held.judged_by : lines(held.judged_by)],
  ]);
  const others = Object.entries(held).filter(([key]) => !own.has(key) && !NOT_TAKEN_ALONG.includes(key));
  return [
    ...own,
    ...others.map(([key, value]) => [key, valueOf(value)]),
    ["integrates", integratedBy(meeting, point, version)],
    ["entered_by", meeting.writes],
  ];
}

const NOT_TAKEN_ALONG = ["integrates", "entered_by", "imported", "carried_by"];

function roundsOf(meeting, point, number, hashes, at) {
  return point.rounds
    .map((round, index) => ({ round, index }))
    .filter(({ round }) => round.version === number && hasVoices(round))
    .map(({ round, index }) =>
      record(
        "round",
        roundPath(meeting, point, index),
        [
          ["version", number],
          ["sha256", hashes[number]],
          ["how", "meeting"],
          ["facilitator", meeting.facilitator],
          ["voices", voices(membersOf(meeting), round.voices, "absent")],
          ["entered_by", meeting.writes],
        ],
        at,
        ["round"],
      ),
    );
}

function voices(people, said, otherwise) {
  const found = people.map(({ id }) => [id, voiceOf(said[id] || {}, otherwise)]);
  return new Map(found.filter(([, one]) => one));
}

function voiceOf(said, otherwise) {
  const says = said.says === "concern" ? "consent" : said.says || otherwise;
  const key = { concern: "concern", object: "because" }[said.says];
  const text = key && prose(said[key]);
  return text
    ? new Map([
        ["says", says],
        [key, text],
      ])
    : says;
}

function decision(meeting, point, hashes) {
  const version = newest(point);
  return [
    ["version", version.number],
    ["sha256", hashes[version.number]],
    ["decided", meeting.day],
    ["circles", version.record.asks],
    ["sunset", version.record.sunset],
    ["entered_by", meeting.writes],
  ];
}

async function ofElection({ meeting }, point, at) {
  if (!point.done) return [];
  const because = (key) => (one) =>
    mapOf([
      [key, one[key]],
      ["because", prose(one.because)],
    ]);
  const each = (held, key) =>
    new Map(
      Object.entries(held || {})
        .filter(([, one]) => one[key])
        .map(([id, one]) => [id, because(key)(one)]),
    );
  const last = membersOf(meeting).filter(({ id }) => id === point.proposed.person);
  const others = membersOf(meeting).filter(({ id }) => id !== point.proposed.person);
  return [
    record(
      "election",
      "decisions/" + point.id + "/election.yml",
      [
        ["circle", meeting.circle.id],
        ["role", line(point.role)],
        ["responsibilities", prose(point.responsibilities)],
        ["qualities", lines(point.qualities)],
        ["held", meeting.day],
        ["facilitator", meeting.facilitator],
        [
          "term",
          new Map([
            ["from", meeting.day],
            ["until", point.until],
          ]),
        ],
        ["succeeds", point.succeeds],
        ["nominations", each(point.nominations, "for")],
        ["changes", each(point.changes, "to")],
        ["proposed", because("person")(point.proposed)],
        ["voices", voices([...others, ...last], point.voices, undefined)],
        ["entered_by", meeting.writes],
      ],
      at,
      ["chosen", { name: nameOf(meeting, point.proposed.person) }],
    ),
  ];
}

async function ofJoin({ meeting }, point, at) {
  if (!point.done) return [];
  const people = [{ id: point.id, name: point.name }, ...membersOf(meeting)];
  return [
    record(
      "joins",
      meeting.circle.folder + "/" + meeting.day + ".joins." + point.id + ".yml",
      [
        ["name", point.home ? undefined : line(point.name)],
        ["home", point.home],
        ["voices", voices(people, point.voices, undefined)],
        ["entered_by", meeting.writes],
      ],
      at,
      ["joined", { name: point.name }],
    ),
  ];
}

/* All of it as one text that whoever keeps the record can take as it is. */
export function bundleText(subject, records) {
  const parts = records.map(({ path, text }) => "file: " + path + "\n" + text.replace(/\n+$/, "") + "\nend of file\n");
  return [subject, "", ...parts].join("\n");
}
