/* Which days a form offers: none before what it speaks of, none on which somebody else sat in the circle. */

import { daysAfter, isDay, today } from "./checks.js";

const latest = (...days) => days.filter(Boolean).sort().pop() || "";
const DAYS_AHEAD = 366;

/* The first and the last day that a field offers, each "" where there is none; `way` is the field's place. */
export function daysOf(way, state) {
  const { form, held, parts, index } = state;
  const now = today();
  switch (form.kind + "." + way) {
    case "version.sunset":
      return {
        first: daysAfter(submittedOn(state), 1),
        last: daysAfter(submittedOn(state), index.longest_sunset_days),
      };
    case "version.review":
      return { first: submittedOn(state), last: isDay(held.sunset || "") ? held.sunset : "" };
    case "away.until": {
      const from = isDay(parts.date || "") ? parts.date : now;
      return { first: from, last: index.away ? farthest(from, state) : "" };
    }
    case "election.term.from": {
      const from = isDay(held.held || "") ? held.held : now;
      return { first: from, last: daysAfter(from, DAYS_AHEAD) };
    }
    case "election.term.until": {
      const from = held.term && isDay(held.term.from || "") ? held.term.from : now;
      return { first: from, last: daysAfter(from, index.longest_sunset_days) };
    }
    case "version.tasks.by":
    case "review.next_review":
      return { first: daysAfter(now, 1), last: "" };
    case "person.since":
      return { first: "", last: now };
    default:
      return FILED.includes(way) ? { ...since(state), last: now } : { first: "", last: "" };
  }
}

/* Fields that tell the day of the act itself. */
export const FILED = [":date", "date", "submitted", "opened", "decided", "raised", "held"];

function submittedOn({ held }) {
  return isDay(held.submitted || "") ? held.submitted : today();
}

/* How long somebody may be away: times that follow on each other within a month are taken together. */
function farthest(from, { circle, parts, index }) {
  const member = circle && circle.members.find((one) => one.id === parts.person);
  const [used, before] = (member && member.gone) || [0, ""];
  if (!before || from > daysAfter(before, TOGETHER_DAYS)) return daysAfter(from, index.away);
  const first = from > before ? from : daysAfter(before, 1);
  return daysAfter(first, index.away - used);
}

/* The days from which an act of this sort can have been: `least` the day of what it is about, before which it is surely
   wrong; `first` the day since which all is as it is today. */
function since(state) {
  const { form, proposal, decision, objection, circle, parts, term } = state;
  const settled = (circle && circle.settled) || "";
  const opened = (circle && circle.opened) || "";
  const member = circle && circle.members.find((one) => one.id === parts.person);
  const record = (state.recordsTold || []).find((one) => one.path === parts.record);
  const of = {
    round: () => proposal && proposal.since,
    closed: () => proposal && proposal.since,
    version: () => proposal && latest(proposal.since),
    objection: () => latest(proposal && proposal.since, decision && decision.since),
    test: () => objection && objection.raised,
    resolution: () => objection && objection.first,
    review: () => decision && decision.since,
    ended: () => decision && decision.since,
    back: () => member && member.absent && member.absent[0],
    void: () => record && record.day,
  }[form.kind];
  const least = (of ? of() : "") || "";
  if (form.kind === "decision") return { first: (proposal && proposal.ready) || "" };
  // a circle that stands highest is asked about the ground rules: they were proposed before there was it
  if (form.kind === "circle") return { first: parts.parent ? "" : state.index.ruled };
  if (form.kind === "idea") return { first: "" };
  if (["disputed", "correction", "void"].includes(form.kind)) return { first: (record && record.day) || "", least };
  const hard = ACTS.includes(form.kind) ? latest(opened, least) : least;
  const above = spoke(state) ? today() : "";
  const more = [
    above,
    term && term.from,
    objection && objection.raised,
    proposal && proposal.since,
    ...raisedDays(proposal),
  ];
  return { first: latest(settled, hard, ...more), least: hard };
}

/* Whether an act takes a seat above from somebody, who may have spoken there since any day that has passed. */
function spoke({ form, circle, parts, term }) {
  if (form.kind === "ended") return Boolean(term) && term.role === "representative";
  if (!circle || !["leaves", "closes"].includes(form.kind)) return false;
  return circle.terms.some(
    (one) => one.role === "representative" && (form.kind === "closes" || one.person === parts.person),
  );
}

/* Kinds of acts that cannot be of a day before their circle began. */
const ACTS = [
  "joins",
  "leaves",
  "away",
  "back",
  "person",
  "changes",
  "takes-in",
  "asks",
  "closes",
  "election",
  "test",
  "round",
];
const TOGETHER_DAYS = 30;

function raisedDays(proposal) {
  return ((proposal && proposal.objections) || []).map((one) => one.raised);
}
