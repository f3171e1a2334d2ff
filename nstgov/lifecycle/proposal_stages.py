"""Where a proposal stands (M3, M15), and an action on its way to starting (M18)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from nstgov.lifecycle.closings import closing_on
from nstgov.lifecycle.decision_stages import decision_on
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.editions import ground_rules_on
from nstgov.lifecycle.levels_asked import find_proof_when_landed
from nstgov.lifecycle.newest import newest_version
from nstgov.lifecycle.objection_stages import find_objections_in_the_way, objection_on
from nstgov.lifecycle.one_day import may_speak_on
from nstgov.lifecycle.proofs import are_signatures_checked, find_weak_voices
from nstgov.lifecycle.validity.decision_validity import lacks_of_deciding
from nstgov.lifecycle.validity.lacks import Lack
from nstgov.lifecycle.voices import Hearing, find_hearing
from nstgov.records import Decision, Idea, Movement, ObjectionFolder, ProposalFolder, Threshold, Version, name_of

ProposalStage = Literal[
    "gathering", "open", "in round", "objected", "consented", "decided", "not valid", "withdrawn",
    "set aside", "imported",
]  # fmt: skip
ActionStage = Literal["gathering", "ready", "started", "over"]
LIVE: tuple[ProposalStage, ...] = ("gathering", "open", "in round", "objected", "consented")
"""The stages in which a proposal still waits for something."""


class ProposalState(NamedTuple):
    """
    Where a proposal stands on a day.

    `version` is the newest one submitted by then (None: an idea), `hearings` what each circle asked has said to it,
    `objections` those that stand in its way. `lacks` is what a decision written down that day would lack although every
    voice is there; "consented" is said only where that is nothing, and "not valid" of what was entered as decided.
    """

    stage: ProposalStage
    since: date
    version: Version | None
    hearings: tuple[Hearing, ...]
    objections: tuple[ObjectionFolder, ...]
    lacks: tuple[Lack, ...] = ()

    @property
    def missing(self) -> dict[str, tuple[str, ...]]:
        """By circle, the members whose voice is still missing."""
        return {heard.circle: heard.missing for heard in self.hearings if heard.missing}


@derive_once
def proposal_on(movement: Movement, id_: str, day: date) -> ProposalState | None:
    """
    Where a proposal stands at the end of a day; None before anything of it was on record.

    History from elsewhere is `imported`: nothing that is said of it counts as consent, and it waits for nothing.
    """
    folder = movement.proposals.get(id_)
    if folder is None:
        return None
    version = newest_version(folder, day)
    if version is None:
        opened = folder.idea.opened if folder.idea and folder.idea.opened <= day else None
        return ProposalState("gathering", opened, None, (), ()) if opened else None
    if version.imported is not None:
        return ProposalState("imported", version.submitted, version, (), ())
    until = _find_day_closed(movement, folder, day)
    hearings = tuple(
        find_hearing(movement, id_, version.number, circle, until) for circle in dict.fromkeys(version.asks)
    )
    objections = find_objections_in_the_way(movement, id_, until)
    stage, since = _find_proposal_stage(movement, folder, version, hearings, objections, day)
    is_told = stage == "consented" or (stage in ("open", "in round") and _is_only_unproven(hearings))
    lacks = lacks_of_deciding(movement, decision_thought_of(movement, version, day)) if is_told else ()
    return ProposalState("in round" if lacks else stage, since, version, hearings, objections, lacks)


def _is_only_unproven(hearings: tuple[Hearing, ...]) -> bool:
    """Whether everybody has spoken, and what some of them said is only to be proven better."""
    silent = (person for heard in hearings for person in heard.missing if person not in heard.unproven)
    return any(heard.unproven for heard in hearings) and next(silent, None) is None


def decision_thought_of(movement: Movement, version: Version, day: date) -> Decision:
    """The decision that would be written down if a version were decided on a day by the circles it asks."""
    sha256 = movement.sha256.get(version.file, "")
    id_ = version.proposal
    file = f"decisions/{id_}/decision.yml"
    circles, sunset = version.asks, version.sunset
    return Decision(
        file=file, decision=id_, version=version.number, sha256=sha256, decided=day, circles=circles, sunset=sunset
    )


def _find_day_closed(movement: Movement, folder: ProposalFolder, day: date) -> date:
    """The day itself, or the earlier one on which the proposal was decided or closed: what it rests on is of then."""
    decided = movement.decisions.get(folder.id)
    ends = [decided.decision.decided] if decided and decided.decision else []
    closed = closing_on(movement, folder.id, day)
    ends += [closed.date] if closed else []
    return min(day, *ends) if ends else day


def _find_proposal_stage(
    movement: Movement,
    folder: ProposalFolder,
    version: Version,
    hearings: tuple[Hearing, ...],
    objections: tuple[ObjectionFolder, ...],
    day: date,
) -> tuple[ProposalStage, date]:
    decided = movement.decisions.get(folder.id)
    state = decision_on(movement, folder.id, day)
    if decided and decided.decision and state:
        return ("not valid" if state.stage == "not valid" else "decided"), decided.decision.decided
    if closed := closing_on(movement, folder.id, day):
        return ("withdrawn" if closed.result == "withdrawn" else "set aside"), closed.date
    last = max((said.round.held for heard in hearings for said in heard.spoken.values()), default=version.submitted)
    if objections or any(heard.objecting for heard in hearings):
        return "objected", last
    if hearings and all(heard.is_consent for heard in hearings):
        return "consented", last
    return ("in round" if any(heard.spoken for heard in hearings) else "open"), last


def proposals_on(movement: Movement, day: date) -> dict[str, ProposalState]:
    """Every proposal on record by a day, with where it stands."""
    states = ((id_, proposal_on(movement, id_, day)) for id_ in movement.proposals)
    return {id_: state for id_, state in states if state is not None}


class ActionState(NamedTuple):
    """
    How far an action is: its stage, who has committed (person to circle), its threshold, the day it was met.

    `entered_for` tells whose commitment somebody else entered, and who did.
    """

    stage: ActionStage
    committed: dict[str, str]
    threshold: Threshold
    met: date | None
    entered_for: dict[str, str]


@derive_once
def action_on(movement: Movement, id_: str, day: date) -> ActionState | None:
    """How far an action is on a day; None for what is no action here, or has no version yet."""
    folder = movement.proposals.get(id_)
    version = newest_version(folder, day) if folder else None
    if folder is None or version is None or version.kind != "action" or version.imported is not None:
        return None
    threshold = version.starts_with or Threshold()
    committed, met, entered_for = _collect_commitments(movement, folder, threshold, day)
    decision = decision_on(movement, id_, day)
    if (decision and not decision.in_force and decision.stage != "not valid") or (
        version.sunset and version.sunset < day
    ):
        return ActionState("over", committed, threshold, met, entered_for)
    if met is None:
        return ActionState("gathering", committed, threshold, None, entered_for)
    return ActionState("started" if decision and decision.in_force else "ready", committed, threshold, met, entered_for)


def _collect_commitments(
    movement: Movement, folder: ProposalFolder, threshold: Threshold, day: date
) -> tuple[dict[str, str], date | None, dict[str, str]]:
    """
    Who is committed on a day, since which day the threshold has been met without a break, and who entered it for whom.

    Nobody commits another: only members of the circle on that day count, by their own word where that is asked.
    """
    committed: dict[str, str] = {}
    entered_for: dict[str, str] = {}
    met: date | None = None
    is_known = are_signatures_checked(movement)
    for act in sorted((c for c in folder.commitments if c.date <= day), key=lambda c: (c.date, c.file)):
        members = may_speak_on(movement, act.circle, act.date)
        asked = find_proof_when_landed(movement, act.circle, act.date, act.file)
        own = {*act.people, *act.takes_back}
        unproven = find_weak_voices(movement, act, own, asked) if is_known else ()
        for person in act.people:
            if person in members and person not in unproven:
                committed[person] = act.circle
                entered_for.pop(person, None)
                if act.entered_by not in (None, person):
                    entered_for[person] = act.entered_by or ""
        for person in act.takes_back:
            if person not in unproven:
                committed.pop(person, None)
        met = (met or act.date) if is_met(threshold, committed) else None
    return dict(sorted(committed.items())), met, {p: by for p, by in entered_for.items() if p in committed}


def is_met(threshold: Threshold, committed: dict[str, str]) -> bool:
    """Whether as many people and circles have committed as the threshold asks for."""
    if threshold.people is None and threshold.circles is None:
        return False
    return len(committed) >= (threshold.people or 0) and len(set(committed.values())) >= (threshold.circles or 0)


class OpenIdea(NamedTuple):
    """An idea, the people who stand with it by their ids or names, and how many more are looked for."""

    idea: Idea
    people: tuple[str, ...]
    lacking: int


def ideas_on(movement: Movement, day: date) -> Iterator[OpenIdea]:
    """The ideas of a day that are not yet a proposal or an objection."""
    for id_, proposal in movement.proposals.items():
        state = proposal_on(movement, id_, day)
        if state is not None and state.stage == "gathering":
            yield from _find_open_idea(movement, proposal, day)
    for objection in movement.objection_folders():
        raised = objection_on(movement, objection, day)
        if raised is not None and raised.stage == "gathering":
            yield from _find_open_idea(movement, objection, day)


def _find_open_idea(movement: Movement, folder: ProposalFolder | ObjectionFolder, day: date) -> Iterator[OpenIdea]:
    if folder.idea is not None:
        people = dict.fromkeys((*map(name_of, folder.idea.by), *(one.person for one in folder.stands_with)))
        least = ground_rules_on(movement, day).authors.least
        yield OpenIdea(folder.idea, tuple(people), max(0, least - len(people)))
