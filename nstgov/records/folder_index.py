"""How records find their folder, by their type and path."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from nstgov.records import circles, decisions, ground_rules, proposals, regions
from nstgov.records import companions as beside
from nstgov.records.folders import CircleFolder, DecisionFolder, Folders, ObjectionFolder, ProposalFolder
from nstgov.records.record import Record
from nstgov.records.record_index import RecordIndex

R = TypeVar("R", bound=Record)
_FIRST = (circles.Joins,)
_LAST = (circles.Leaves, circles.Closes)


def day_order(act: circles.Act) -> tuple[object, ...]:
    """Where an act stands among the acts of its circle: by day; on one day joins first, leaving and closing last."""
    turn = 0 if isinstance(act, _FIRST) else 2 if isinstance(act, _LAST) else 1
    return act.date, turn, act.file


def round_order(held: proposals.Round) -> tuple[object, ...]:
    """
    Where a round stands among those of its proposal: by day.

    On one day the circle's round comes first, then people's own files, then those with the number 2, and so on.
    """
    return held.held, held.n, held.person is not None, held.file


RESTING_ON_SOUNDNESS = (circles.Closes, regions.Region, regions.RegionSnapshot)
"""The records of which it matters for the folders whether anything in them is at fault."""


def sort_into_folders(index: RecordIndex, counted: Iterable[Record]) -> Folders:
    """Every record that counts, in the folder that its path names; a closing that cannot be read ends nothing."""
    folders = Folders()
    for circle in sorted(index.find_all(circles.Circle), key=lambda c: (c.opened, c.file)):
        folders.circles.setdefault(circle.circle, CircleFolder(circle.circle, circle))
    for region in index.find_all(regions.Region):
        folders.regions[region.region] = regions.RegionFolder(region.region, region)
    for record in counted:
        ends_nothing = isinstance(record, circles.Closes) and not index.is_sound(record)
        if (put := _PUT.get(type(record))) and not ends_nothing:
            put(folders, record)
    for folder in folders.circles.values():
        folder.acts.sort(key=day_order)
    for proposal in folders.proposals.values():
        proposal.rounds.sort(key=round_order)
    for seen in folders.regions.values():
        seen.snapshots.sort(key=lambda one: one.date)
    return folders


def _place_act(folders: Folders, act: circles.Act) -> None:
    if act.circle in folders.circles:
        folders.circles[act.circle].acts.append(act)


def _place_edition(folders: Folders, edition: ground_rules.GroundRules) -> None:
    folders.ground_rules[edition.number] = edition


def _place_settings(folders: Folders, settings: ground_rules.Settings) -> None:
    folders.settings = settings


def _place_translation(folders: Folders, translation: proposals.Translation) -> None:
    folders.translations.append(translation)


def _place_beside(folders: Folders, record: Any) -> None:
    folders.beside[record.beside].append(record)


def _get_proposal_folder(folders: Folders, id_: str) -> ProposalFolder:
    return folders.proposals.setdefault(id_, ProposalFolder(id_))


def _get_decision_folder(folders: Folders, id_: str) -> DecisionFolder:
    return folders.decisions.setdefault(id_, DecisionFolder(id_))


def _get_objection_folder(folders: Folders, target: str, id_: str) -> ObjectionFolder:
    root, _, name = target.partition("/")
    folder = _get_proposal_folder(folders, name) if root == "proposals" else _get_decision_folder(folders, name)
    return folder.objections.setdefault(id_, ObjectionFolder(id_, target))


def _get_idea_folder(folders: Folders, of: str) -> ProposalFolder | ObjectionFolder:
    root, name, *objection = of.split("/")
    return (
        _get_objection_folder(folders, f"{root}/{name}", objection[1])
        if objection
        else _get_proposal_folder(folders, name)
    )


def _place_idea(folders: Folders, idea: proposals.Idea) -> None:
    _get_idea_folder(folders, idea.of).idea = idea


def _place_stands_with(folders: Folders, more: proposals.StandsWith) -> None:
    _get_idea_folder(folders, more.of).stands_with.append(more)


def _place_version(folders: Folders, version: proposals.Version) -> None:
    _get_proposal_folder(folders, version.proposal).versions[version.number] = version


def _place_round(folders: Folders, held: proposals.Round) -> None:
    _get_proposal_folder(folders, held.proposal).rounds.append(held)


def _place_commitments(folders: Folders, commitments: proposals.Commitments) -> None:
    _get_proposal_folder(folders, commitments.proposal).commitments.append(commitments)


def _place_answer(folders: Folders, answer: proposals.Answer) -> None:
    _get_proposal_folder(folders, answer.proposal).answers.append(answer)


def _place_closed(folders: Folders, closed: proposals.Closed) -> None:
    _get_proposal_folder(folders, closed.proposal).closed = closed


def _place_objection_version(folders: Folders, objection: proposals.Objection) -> None:
    _get_objection_folder(folders, objection.target, objection.objection).versions[objection.number] = objection


def _place_test(folders: Folders, test: proposals.Test) -> None:
    _get_objection_folder(folders, test.target, test.objection).tests.append(test)


def _place_resolution(folders: Folders, resolution: proposals.Resolution) -> None:
    _get_objection_folder(folders, resolution.target, resolution.objection).resolutions.append(resolution)


def _place_decision(folders: Folders, decision: decisions.Decision) -> None:
    _get_decision_folder(folders, decision.decision).decision = decision


def _place_election(folders: Folders, election: decisions.Election) -> None:
    _get_decision_folder(folders, election.election).election = election


def _place_review(folders: Folders, review: decisions.Review) -> None:
    _get_decision_folder(folders, review.decision).reviews.append(review)


def _place_snapshot(folders: Folders, seen: regions.RegionSnapshot) -> None:
    if seen.region in folders.regions:
        folders.regions[seen.region].snapshots.append(seen)


def _place_leaving_region(folders: Folders, leaves: regions.RegionLeaves) -> None:
    if leaves.region in folders.regions:
        folders.regions[leaves.region].leaves = leaves


def _place_ending(folders: Folders, ended: decisions.Ended) -> None:
    _get_decision_folder(folders, ended.decision).ended = ended


class HasFolders(Protocol):
    """Whatever has the folders in which records lie together."""

    circles: dict[str, CircleFolder]
    proposals: dict[str, ProposalFolder]
    decisions: dict[str, DecisionFolder]
    beside: dict[str, list[Record]]


def remove_from_folders(folders: HasFolders, record: Record) -> None:
    """
    Take a record out of the folder in which it lies, which stays, be it empty; an objection's version stays in.

    Another folder takes the place of the one that held it, which others may hold and is left as it is.
    """
    if isinstance(record, circles.Act) and record.circle in folders.circles:
        circle = folders.circles[record.circle]
        folders.circles[record.circle] = replace(circle, acts=_leave_out(circle.acts, record))
    elif isinstance(record, proposals.Version | proposals.Closed):
        folders.proposals[record.proposal] = _remove_from_proposal(folders.proposals[record.proposal], record)
    elif isinstance(record, proposals.Test | proposals.Resolution):
        _remove_from_objection(folders, record)
    elif isinstance(record, decisions.Review | decisions.Ended):
        folders.decisions[record.decision] = _remove_from_decision(folders.decisions[record.decision], record)
    elif isinstance(record, beside.Disputed):
        folders.beside[record.beside] = _leave_out(folders.beside[record.beside], record)


def _remove_from_proposal(folder: ProposalFolder, record: proposals.Version | proposals.Closed) -> ProposalFolder:
    if isinstance(record, proposals.Closed):
        return replace(folder, closed=None)
    return replace(folder, versions={n: one for n, one in folder.versions.items() if n != record.number})


def _remove_from_decision(folder: DecisionFolder, record: decisions.Review | decisions.Ended) -> DecisionFolder:
    if isinstance(record, decisions.Ended):
        return replace(folder, ended=None)
    return replace(folder, reviews=_leave_out(folder.reviews, record))


def _remove_from_objection(folders: HasFolders, record: proposals.Test | proposals.Resolution) -> None:
    root, _, id_ = record.target.partition("/")
    holding: dict[str, Any] = folders.proposals if root == "proposals" else folders.decisions
    target = holding.get(id_)
    objection = target.objections.get(record.objection) if target else None
    if target is not None and objection is not None:
        changed = replace(
            objection, tests=_leave_out(objection.tests, record), resolutions=_leave_out(objection.resolutions, record)
        )
        holding[id_] = replace(target, objections={**target.objections, record.objection: changed})


def _leave_out(records: list[R], record: Record) -> list[R]:
    return [one for one in records if one is not record]


_PUT: dict[type[Record], Callable[[Folders, Any], None]] = {
    **dict.fromkeys(
        (circles.Joins, circles.Leaves, circles.Away, circles.Back, circles.PersonChange, circles.Changes,
         circles.TakesIn, circles.Asks, circles.Closes), _place_act),
    **dict.fromkeys(
        (beside.Disputed, beside.Correction, beside.Void, beside.Withheld, beside.Confirmation, beside.Signature),
        _place_beside),
    ground_rules.GroundRules: _place_edition,
    ground_rules.Settings: _place_settings,
    proposals.Idea: _place_idea,
    proposals.StandsWith: _place_stands_with,
    proposals.Version: _place_version,
    proposals.Round: _place_round,
    proposals.Commitments: _place_commitments,
    proposals.Answer: _place_answer,
    proposals.Closed: _place_closed,
    proposals.Objection: _place_objection_version,
    proposals.Test: _place_test,
    proposals.Resolution: _place_resolution,
    proposals.Translation: _place_translation,
    decisions.Decision: _place_decision,
    decisions.Election: _place_election,
    decisions.Review: _place_review,
    decisions.Ended: _place_ending,
    regions.RegionSnapshot: _place_snapshot,
    regions.RegionLeaves: _place_leaving_region,
}  # fmt: skip
