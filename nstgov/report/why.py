"""
Why a decision is valid, or exactly what is missing: the whole proof as a tree, in words a newcomer understands.

Each line says one thing that must hold, and what on record shows it. What the rules found at fault stands where it
belongs, so the tree and `nstgov check` can never tell different stories.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nstgov.findings import Verdict
from nstgov.lifecycle import (
    DecisionState,
    Hearing,
    ProposalState,
    decision_on,
    find_hearing,
    ground_rules_on,
    newest_version,
    proposal_on,
    targets_of,
    version_of,
)
from nstgov.lifecycle.closings import closing_on
from nstgov.lifecycle.proposal_stages import decision_thought_of
from nstgov.lifecycle.validity.decision_validity import lacks_of_deciding
from nstgov.lifecycle.validity.lacks import Lacks
from nstgov.records import Decision, Movement, Outside, ProposalFolder, Version
from nstgov.report.reason_tree import Reason, reason_to_dict, render_reasons, state_fact, with_lacks, without_question
from nstgov.report.why_awaited import explain_awaited
from nstgov.report.why_elected import why_elected
from nstgov.report.why_faults import Lacking, also_found, is_by
from nstgov.report.why_heard import explain_hearing, explain_taking_part, format_circle_names, format_names
from nstgov.report.why_since import explain_objections, explain_since

__all__ = ["Reason", "build_proof", "reason_to_dict", "render_reasons"]
_NOW = {
    "in force": "is in force",
    "under reconsideration": "is under reconsideration",
    "lapsed": "has lapsed",
    "replaced": "has been replaced",
    "renewed": "has been renewed",
    "let go": "has been let go",
}


def build_proof(movement: Movement, id_: str, day: date, verdict: Verdict) -> Reason | None:
    """
    The proof of a decision or an election, or of a proposal what it still needs, as of a day.

    None where there is none of these by then.

    `verdict` is that of the change lane over everything on record.
    """
    found = movement.decisions.get(id_)
    if found is not None and found.election is not None:
        return why_elected(movement, found.election, day)
    folder = movement.proposals.get(id_)
    state = proposal_on(movement, id_, day)
    if folder is None or state is None:
        return None
    decided = decision_on(movement, id_, day)
    record = movement.decisions[id_].decision if decided else None
    version = version_of(movement, record) if record else newest_version(folder, day)
    if version is None:
        return _explain_without_version(folder, id_, is_decided=record is not None)
    if version.imported is not None:
        return _explain_imported(version, decided)
    closed = closing_on(movement, id_, day)
    until = record.decided if record else closed.date if closed else day
    thought_of = record or decision_thought_of(movement, version, day)
    lacks = () if closed and not record else lacks_of_deciding(movement, thought_of)
    parts = _build_proof_lines(movement, version, until, lacks, verdict, record)
    later = tuple(explain_since(movement, id_, decided, day, verdict)) if decided else ()
    return _build_headline(movement, version, state, decided, (parts, later), is_lacking=bool(lacks))


def _build_proof_lines(
    movement: Movement, version: Version, until: date, lacks: Lacks, verdict: Verdict, record: Decision | None
) -> tuple[Reason, ...]:
    """The lines of the proof; each lack stands below the line that it belongs to, and nothing else is at fault."""
    id_, left = version.proposal, Lacking(lacks)
    hearings = [find_hearing(movement, id_, version.number, circle, until) for circle in version.asks]
    if record is None and closing_on(movement, id_, until):
        # nothing is awaited any more: what was said is told, and nobody is named who has not spoken
        said = (explain_hearing(movement, version, one._replace(missing=()), until) for one in hearings)
        return (
            _explain_proposed(movement, movement.proposals[id_], version),
            *said,
            explain_objections(movement, version, until),
        )
    earlier = [found for found in verdict.diagnostics if is_by(movement, found, until)]
    also = tuple(also_found(id_, lacks, Verdict(tuple(earlier), verdict.as_of, verdict.records)))
    is_decided = record is not None
    return (
        with_lacks(_explain_proposed(movement, movement.proposals[id_], version), left.take_by_rule("P01")),
        *(_explain_one_hearing(movement, version, one, until, left) for one in hearings),
        with_lacks(explain_objections(movement, version, until), left.take_by_rule("D02")),
        with_lacks(
            explain_taking_part(movement, version, until, verdict, is_decided=is_decided),
            left.take_by_rule("D03", "P05"),
        ),
        with_lacks(_explain_term(movement, version, until), left.take_by_rule("D04", "P03")),
        with_lacks(Reason(True, "everything else that it rests on is in order"), left.take_by_rule()),
        *explain_awaited(movement, version, until),
        *also,
    )


def _explain_one_hearing(movement: Movement, version: Version, one: Hearing, until: date, left: Lacking) -> Reason:
    lacks = left.take_by_rule("D01", "D02", "T01", circle=one.circle)
    return with_lacks(explain_hearing(movement, version, one, until), lacks)


def _explain_without_version(folder: ProposalFolder, id_: str, *, is_decided: bool) -> Reason:
    if is_decided:
        return Reason(False, f"{id_} was written down as decided, and the version that was decided is not on record")
    people = len({*(folder.idea.by if folder.idea else ()), *(one.person for one in folder.stands_with)})
    title = f'"{folder.idea.title}" ({id_})' if folder.idea else id_
    return Reason(False, f"{title} is still an idea, with {people} behind it: there is no version to consent to yet")


def _explain_imported(version: Version, decided: DecisionState | None) -> Reason:
    words = f'"{version.title}" ({version.proposal}) was brought here from elsewhere: {version.imported}'
    counts = state_fact(
        "what was said or decided there is shown, counts as nobody's consent here, and is not in force here"
    )
    day = (state_fact(f"the decision that came with it is of {decided.since}"),) if decided else ()
    return Reason(None, words, (counts, *day))


def _build_headline(
    movement: Movement,
    version: Version,
    state: ProposalState,
    decided: DecisionState | None,
    parts: tuple[tuple[Reason, ...], tuple[Reason, ...]],
    *,
    is_lacking: bool,
) -> Reason:
    (proof, later), id_ = parts, version.proposal
    title, day = f'"{version.title}" ({id_})', state.since
    if decided is None:
        closed = movement.proposals[id_].closed
        if state.stage in ("withdrawn", "set aside") and closed:
            words = f"{title} was {state.stage} on {closed.date}: {closed.because.strip()}"
            return Reason(None, words, (*_goes_on(closed.goes_on_in), *without_question(proof)))
        ready = "" if is_lacking else ": everything for it is there"
        return Reason(None, f"{title} is not decided yet{ready}", proof)
    if is_lacking:
        words = f"{title} was written down as decided on {decided.since}, and is not valid: something is missing"
        return Reason(False, words, proof + later)
    return Reason(
        True, f"{title} was decided validly on {day}, and {_NOW.get(decided.stage, 'is over')}", proof + later
    )


def _goes_on(others: tuple[str, ...]) -> tuple[Reason, ...]:
    return (state_fact(f"it goes on in {', '.join(others)}"),) if others else ()


def _explain_proposed(movement: Movement, folder: ProposalFolder, version: Version) -> Reason:
    people = ", ".join(
        f"{author.name} (outside every circle)"
        if isinstance(author, Outside)
        else format_names(movement, [author], version.submitted)
        for author in version.authors
    )
    stand = "person stands" if len(version.authors) == 1 else "people stand"
    words = f"{len(version.authors)} {stand} behind version {version.number} of {version.submitted}: {people}"
    return state_fact(words, *_yield_what_it_brings(movement, folder, version))


def _yield_what_it_brings(movement: Movement, folder: ProposalFolder, version: Version) -> Iterator[Reason]:
    """Whom a version asks, whom it affects, what it changes, and what came before it."""
    asked, affected = (format_circle_names(movement, ids, version.submitted) for ids in (version.asks, version.affects))
    yield state_fact(f"it asks {asked or 'nobody'} to decide, and affects {affected or 'nobody'}")
    yield from _yield_by_kind(version)
    for way, _, target in targets_of(version):
        yield state_fact(f"it {way} {_format_title(movement, target)}")
    for number, earlier in sorted(folder.versions.items()):
        if number < version.number and earlier.imported is not None:
            yield state_fact(
                f"version {number} was brought here from elsewhere ({earlier.imported}): it counts for nothing here"
            )
        elif number < version.number:
            yield state_fact(
                f"version {number} of {earlier.submitted} came before it; consent to that one does not count here"
            )


def _yield_by_kind(version: Version) -> Iterator[Reason]:
    """What a version does that is more than a text to live by."""
    if version.edition is not None:
        yield state_fact(
            f"it adopts edition {version.edition.number} of the ground rules, in exactly the words that lie with it"
        )
    if version.kind == "action" and version.starts_with is not None:
        enough = {"people": version.starts_with.people, "circles": version.starts_with.circles}
        counts = " and ".join(f"{count} {what}" for what, count in enough.items() if count)
        yield state_fact(f"it is an action, and starts when {counts} have committed")
    if version.invites:
        yield state_fact(f"it invites {', '.join(guest.name for guest in version.invites)}")


def _format_title(movement: Movement, id_: str) -> str:
    folder = movement.decisions.get(id_)
    version = version_of(movement, folder.decision) if folder and folder.decision else None
    return f'"{version.title}" ({id_})' if version else id_


def _explain_term(movement: Movement, version: Version, until: date) -> Reason:
    last = f"it ends by itself on {version.sunset}" if version.sunset else "it has no last day"
    review = f"is looked at again by {version.review}" if version.review else "nobody is to look at it again"
    judged = f", judged by: {'; '.join(version.judged_by)}" if version.judged_by else ""
    rules = ground_rules_on(movement, until)
    allowed = f"the ground rules of {until} (edition {rules.number}) allow {rules.longest_sunset_days} days"
    return state_fact(f"{last}, and {review}{judged}", state_fact(allowed))
