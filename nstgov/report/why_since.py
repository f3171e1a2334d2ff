"""Objections to a proposal, and what has become of a decision since: the part of a proof that speaks of later days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nstgov.findings import Verdict
from nstgov.lifecycle import OPEN, DecisionState, answer_by, circle_on, disputes_beside, objection_on
from nstgov.lifecycle.people import name_on
from nstgov.records import Decision, Movement, ObjectionFolder, Version
from nstgov.report.reason_tree import Reason, state_fact
from nstgov.report.why_faults import find_faults_since
from nstgov.report.why_heard import format_circle_names, format_names

_DONE = {"renews": "renewed", "replaces": "replaced", "ends": "ended"}
_FOUND = {"keep": "it stays as it is", "change": "it is to be changed", "let go": "it is let go"}
_MET = {
    "text changed": "the text was changed for it",
    "term shortened": "it ends sooner",
    "measured": "it is measured",
    "withdrawn": "its authors took it back",
    "other": "it was met in another way",
}


def explain_objections(movement: Movement, version: Version, until: date) -> Reason:
    """The objections to a proposal, and to what it renews, and where they stood on a day."""
    folders = list(movement.proposals[version.proposal].objections.values())
    folders += [
        folder
        for renewed in version.renews
        if renewed in movement.decisions
        for folder in movement.decisions[renewed].objections.values()
    ]
    found = tuple(reason for folder in folders if (reason := _explain_objection(movement, folder, until)))
    if not found:
        return Reason(True, "nobody raised an objection against it")
    holds = all(reason.is_kept for reason in found)
    return Reason(holds, "each objection was answered" if holds else "an objection stands in its way", found)


def _explain_objection(movement: Movement, folder: ObjectionFolder, day: date) -> Reason | None:
    state = objection_on(movement, folder, day)
    if state is None or state.version is None:
        return None
    title = f'"{state.version.title}", raised on {state.version.raised}'
    if folder.target.startswith("decisions/"):
        title += f" against {folder.target.partition('/')[2]}"
    return Reason(not state.is_standing, f"{title}, {_describe_answer(movement, folder, day)}")


def _describe_answer(movement: Movement, folder: ObjectionFolder, day: date) -> str:
    """What has become of an objection up to a day, to follow its title."""
    state = objection_on(movement, folder, day)
    if state is None or state.stage in ("gathering", "raised"):
        by = answer_by(movement, folder, day)
        return f"is not tested yet{f', and is to be answered by {by}' if by else ''}"
    if state.resolution:
        return f"is resolved since {state.since}: {_MET.get(state.resolution.kind, state.resolution.kind)}"
    tested = format_circle_names(movement, [state.test.circle], day) if state.test else "the circle asked"
    if state.stage == "set aside":
        return f"was set aside by everyone in {tested} on {state.since}"
    by = answer_by(movement, folder, day)
    so = "found that it stands" if state.stage == "stands" else "asked for a better wording of it"
    return f"is not answered: on {state.since} {tested} {so}{f', and it is to be answered by {by}' if by else ''}"


def _describe_stage(decided: DecisionState) -> str:
    """Where a decision stands, as a sentence about "it"."""
    until = f"until {decided.last_day}" if decided.last_day < OPEN else "without a last day"
    if decided.stage == "imported":
        return "it is history from elsewhere, in no force here until a decision of our own takes it up"
    if decided.stage == "not valid":
        return "it is in no force, and was never validly made; a proposal with an id of its own can bring it again"
    if decided.stage == "in force":
        return f"it is in force, {until}"
    if decided.stage == "under reconsideration":
        return f"it is under reconsideration since {decided.since}, and in force meanwhile, {until}"
    if decided.changed_by and decided.stage in ("renewed", "replaced", "let go"):
        change = decided.changed_by
        return f"it is over: {change.by} {_DONE[change.way]} it on {change.day}, its last day was {decided.last_day}"
    if decided.stage == "lapsed":
        return f"it is over: it lapsed, its last day was {decided.last_day}"
    return f"it is over: it was let go, its last day was {decided.last_day}"


def explain_since(
    movement: Movement, id_: str, decided: DecisionState, day: date, verdict: Verdict
) -> Iterator[Reason]:
    """What has become of a decision since it was made."""
    folder = movement.decisions[id_]
    if (record := folder.decision) is None:
        return
    lines = [
        *_explain_reviews(movement, id_, day),
        *(
            state_fact(_describe_objection(movement, one, day))
            for one in folder.objections.values()
            if _is_raised(movement, one, day)
        ),
        *_explain_disputes(movement, record, decided, day),
    ]
    if folder.ended and folder.ended.date <= day:
        lines.append(state_fact(f"let go on {folder.ended.date}{_format_because(folder.ended.because)}"))
    lines += find_faults_since(movement, id_, record.decided, day, verdict)
    yield state_fact(f"on {day} {_describe_stage(decided)}", *lines)


def _explain_reviews(movement: Movement, id_: str, day: date) -> Iterator[Reason]:
    for review in sorted(movement.decisions[id_].reviews, key=lambda review: review.held):
        if review.held <= day:
            circle = circle_on(movement, review.circle, review.held)
            found = _FOUND.get(review.result, "")
            yield state_fact(f"{circle.name if circle else review.circle} looked at it on {review.held}: {found}")


def _is_raised(movement: Movement, folder: ObjectionFolder, day: date) -> bool:
    state = objection_on(movement, folder, day)
    return state is not None and state.version is not None


def _describe_objection(movement: Movement, folder: ObjectionFolder, day: date) -> str:
    state = objection_on(movement, folder, day)
    title = state.version.title if state and state.version else folder.id
    raised = f"raised against it on {state.version.raised}" if state and state.version else "raised against it"
    return f'"{title}", {raised}, {_describe_answer(movement, folder, day)}'


def _format_because(words: str | None) -> str:
    return f": {words.strip()}" if words else ""


def _explain_disputes(movement: Movement, record: Decision, decided: DecisionState, day: date) -> Iterator[Reason]:
    """What people said since of voices entered for them; answered once they have spoken themselves."""
    standing = {disputed.file for disputed in decided.disputes}
    proposal = movement.proposals[record.decision]
    rests_on = [held for held in proposal.rounds if held.version == record.version]
    for one in (*rests_on, record):
        people = {getattr(beside, "person", None) for beside in movement.beside.get(one.file, ())}
        for person in sorted(person for person in people if person):
            for disputed in disputes_beside(movement, one, person):
                if record.decided <= disputed.date <= day:
                    name = format_names(movement, [person], day)
                    so = "is to be heard" if disputed.file in standing else "has spoken themselves since"
                    yield state_fact(f"{name} said on {disputed.date} that a voice in it is not theirs, and {so}")
    for compromise in getattr(decided, "compromises", ()):
        name = name_on(movement, compromise.person, day)
        yield state_fact(
            f"{name} said on {compromise.act.date} that the key of their voice is not safe, and is to be heard"
        )
