/* What a form can fill in by itself: days, circle, the very text spoken about. The reader may change all of it. */

import { daysAfter, today } from "./checks.js";
import { openObjections } from "./choices.js";
import { heldFrom } from "./model.js";
import { shortName } from "./short-names.js";

/* What is chosen in the file's name, looked up in what is on record. */
export function settle(state) {
  const { parts, circle } = state;
  const [root, id] = (parts.target || parts.version || "").split("/");
  const named = parts.proposal || (root === "proposals" ? id : "");
  const all = (circle && [...circle.proposals, ...circle.decisions]) || [];
  state.proposal = (circle && circle.proposals.find((one) => one.id === named)) || null;
  state.decision =
    (circle &&
      circle.decisions.find(
        (one) => one.id === (parts.decision || parts["decision-or-term"] || (root === "decisions" ? id : "")),
      )) ||
    null;
  state.term = (circle && circle.terms.find((one) => one.id === parts["decision-or-term"])) || null;
  state.objection =
    all.flatMap((one) => one.objections).find((one) => one.path === parts["objection-on-record"]) || null;
  state.next = nextVersion(state);
  state.taken = new Set(Object.keys(state.names));
  const parent = (state.circles || []).find((one) => one.id === parts.parent);
  state.parentFolder = parent ? parent.folder : "circles";
}

function nextVersion({ form, parts, proposal, decision }) {
  if (form.kind === "version") return proposal ? proposal.version + 1 : 1;
  const objected = [...((proposal || {}).objections || []), ...((decision || {}).objections || [])];
  const before = objected.find((one) => one.id === parts.objection);
  return before ? before.version + 1 : 1;
}

const TODAY = ["submitted", "opened", "decided", "raised", "held", "date"];

/* Defaults by key for the record at hand. */
export function defaults(state) {
  const { form, parts, proposal, decision, objection, circle, index } = state;
  const found = Object.fromEntries(
    form.fields.filter((field) => TODAY.includes(field.key)).map((field) => [field.key, today()]),
  );
  if (parts.circle) found.circle = parts.circle;
  const by = {
    version: () => (state.before ? fromBefore(state) : aProposal(state)),
    round: () =>
      proposal && {
        version: String(proposal.version),
        sha256: proposal.sha256,
        how: form.act === "voice" ? "async" : "meeting",
      },
    decision: () =>
      proposal && {
        version: String(proposal.version),
        sha256: proposal.sha256,
        circles: proposal.asks,
        sunset: proposal.sunset,
      },
    objection: () => ({ against: against(state), authors: [] }),
    test: () => objection && { version: String(objection.version) },
    review: () =>
      decision && {
        readings: decision.judged_by.map((of) => ({ of, given: "of" })),
        done: decision.tasks.map((what) => ({ what, given: "what" })),
      },
    circle: () => ({ level: index.levels[0] }),
    leaves: () => ({ how: "own word" }),
    election: () => anElection(state),
    // who stands with an idea needs no reason, and an empty file would be none
    with: () => ({ entered_by: parts.person || "" }),
    ended: () =>
      circle && circle.terms.some((one) => one.id === parts["decision-or-term"])
        ? { how: "resigned" }
        : { how: "let go" },
  }[form.kind];
  return { ...found, ...aLone(state), ...(by && by()) };
}

/* Whoever speaks alone has written it, as far as anybody knows. */
function aLone({ form, parts, circle, me }) {
  const isHere = me && circle && circle.members.some((one) => one.id === me);
  const isWriting = form.fields.some((field) => field.key === "entered_by");
  if (isHere && isWriting && form.voices !== "own") return { entered_by: me };
  const isAsked = form.fields.some((field) => field.key === "entered_by" && field.needed);
  return isAsked && form.voices === "own" && parts.person ? { entered_by: parts.person } : {};
}

function aProposal({ parts, index }) {
  const longest = Math.min(365, index.longest_sunset_days);
  const circle = parts.circle ? [parts.circle] : [];
  return {
    asks: circle,
    affects: circle,
    sunset: daysAfter(today(), longest),
    review: daysAfter(today(), Math.floor(longest / 2)),
    edition: { number: String(index.edition + 1) },
  };
}

function fromBefore({ form, before, proposal }) {
  const held = Object.fromEntries(form.fields.map((field) => [field.key, heldFrom(field, before[field.key])]));
  const open = openObjections(proposal).filter((one) => one.against < proposal.version + 1);
  return { ...held, submitted: today(), integrates: open.map((one) => one.id) };
}

function against({ proposal, decision, parts }) {
  const target = (parts.target || "").startsWith("decisions/") ? decision : proposal;
  if (!target) return {};
  return target === decision
    ? { sha256: decision.sha256 }
    : { version: String(proposal.version), sha256: proposal.sha256 };
}

function anElection({ circle, index }) {
  const { seats, longest_sunset_days: longest } = index;
  const running = ((circle && circle.terms) || []).filter((one) => one.role === "representative" && !one.followed);
  return {
    role: "representative",
    term: { from: today(), until: daysAfter(today(), Math.min(365, longest)) },
    succeeds: running.length === 1 || running.length >= seats ? soonest(running).id : "",
  };
}

function soonest(terms) {
  return [...terms].sort((a, b) => (a.until < b.until ? -1 : 1))[0];
}

/* Short names, from the words that people wrote; none that is in use. */
export function shortNames({ form, parts, held, taken, people }) {
  const year = ((held.held || today()) + "").slice(0, 4);
  const elected = form.act === "election" && parts.circle && held.role ? [parts.circle, held.role, year].join(" ") : "";
  return {
    "new-proposal": free(shortName(held.title || ""), taken),
    objection: shortName(held.title || ""),
    newcomer: free(shortName(held.name || ""), people || new Set()),
    "new-circle": free(shortName(held.name || ""), taken),
    election: free(shortName(elected), taken),
  };
}

function free(name, taken) {
  for (let number = 2; name && taken.has(name) && number < 100; number += 1) {
    if (!taken.has(name + "-" + number)) return name + "-" + number;
  }
  return name;
}
