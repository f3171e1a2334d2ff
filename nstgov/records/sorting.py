"""How records find their folder, by their type and path."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from nstgov.records import beside, circles, decisions, ground_rules, proposals
from nstgov.records.folders import CircleFolder, DecisionFolder, Folders, ObjectionFolder, Person, ProposalFolder
from nstgov.records.index import RecordIndex
from nstgov.records.record import Record
from nstgov.records.words import Where

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


def sort_into_folders(index: RecordIndex, counted: Iterable[Record]) -> Folders:
    """Every record that counts, in the folder that its path names; a closing that cannot be read ends nothing."""
    folders = Folders()
    for circle in sorted(index.all(circles.Circle), key=lambda c: (c.opened, c.file)):
        folders.circles.setdefault(circle.circle, CircleFolder(circle.circle, circle))
    for record in counted:
        ends_nothing = isinstance(record, circles.Closes) and not index.is_sound(record)
        if (put := _PUT.get(type(record))) and not ends_nothing:
            put(folders, record)
    for folder in folders.circles.values():
        folder.acts.sort(key=day_order)
    for proposal in folders.proposals.values():
        proposal.rounds.sort(key=round_order)
    return folders


def introductions(index: RecordIndex) -> list[Person]:
    """Everybody who is introduced by name: founders and joiners at their home, in the order of the days."""
    found: list[tuple[date, Person]] = [
        (circle.opened, _person(person, founder, circle, circle.at("members", person)))
        for circle in index.all(circles.Circle)
        for person, founder in circle.members.items()
        if founder.name is not None
    ]
    found += [
        (joins.date, _person(joins.person, joins, joins, joins.at("name")))
        for joins in index.all(circles.Joins)
        if joins.name is not None
    ]
    return [person for _, person in sorted(found, key=lambda pair: (pair[0], pair[1].introduced.file))]


def _person(
    id_: str, who: circles.Founder | circles.Joins, record: circles.Circle | circles.Joins, at: Where
) -> Person:
    return Person(id_, who.name or id_, record.circle, at, who.account, who.keys)


def _act(folders: Folders, act: circles.Act) -> None:
    if act.circle in folders.circles:
        folders.circles[act.circle].acts.append(act)


def _ground_rules(folders: Folders, edition: ground_rules.GroundRules) -> None:
    folders.ground_rules[edition.number] = edition


def _settings(folders: Folders, settings: ground_rules.Settings) -> None:
    folders.settings = settings


def _translation(folders: Folders, translation: proposals.Translation) -> None:
    folders.translations.append(translation)


def _beside(folders: Folders, record: Any) -> None:
    folders.beside[record.beside].append(record)


def _proposal(folders: Folders, id_: str) -> ProposalFolder:
    return folders.proposals.setdefault(id_, ProposalFolder(id_))


def _decision(folders: Folders, id_: str) -> DecisionFolder:
    return folders.decisions.setdefault(id_, DecisionFolder(id_))


def _objection(folders: Folders, target: str, id_: str) -> ObjectionFolder:
    root, _, name = target.partition("/")
    folder = _proposal(folders, name) if root == "proposals" else _decision(folders, name)
    return folder.objections.setdefault(id_, ObjectionFolder(id_, target))


def _idea_folder(folders: Folders, of: str) -> ProposalFolder | ObjectionFolder:
    root, name, *objection = of.split("/")
    return _objection(folders, f"{root}/{name}", objection[1]) if objection else _proposal(folders, name)


def _idea(folders: Folders, idea: proposals.Idea) -> None:
    _idea_folder(folders, idea.of).idea = idea


def _stands_with(folders: Folders, more: proposals.StandsWith) -> None:
    _idea_folder(folders, more.of).stands_with.append(more)


def _version(folders: Folders, version: proposals.Version) -> None:
    _proposal(folders, version.proposal).versions[version.number] = version


def _round(folders: Folders, held: proposals.Round) -> None:
    _proposal(folders, held.proposal).rounds.append(held)


def _commitments(folders: Folders, commitments: proposals.Commitments) -> None:
    _proposal(folders, commitments.proposal).commitments.append(commitments)


def _answer(folders: Folders, answer: proposals.Answer) -> None:
    _proposal(folders, answer.proposal).answers.append(answer)


def _closed(folders: Folders, closed: proposals.Closed) -> None:
    _proposal(folders, closed.proposal).closed = closed


def _objection_version(folders: Folders, objection: proposals.Objection) -> None:
    _objection(folders, objection.target, objection.objection).versions[objection.number] = objection


def _test(folders: Folders, test: proposals.Test) -> None:
    _objection(folders, test.target, test.objection).tests.append(test)


def _resolution(folders: Folders, resolution: proposals.Resolution) -> None:
    _objection(folders, resolution.target, resolution.objection).resolutions.append(resolution)


def _decided(folders: Folders, decision: decisions.Decision) -> None:
    _decision(folders, decision.decision).decision = decision


def _elected(folders: Folders, election: decisions.Election) -> None:
    _decision(folders, election.election).election = election


def _review(folders: Folders, review: decisions.Review) -> None:
    _decision(folders, review.decision).reviews.append(review)


def _ended(folders: Folders, ended: decisions.Ended) -> None:
    _decision(folders, ended.decision).ended = ended


_PUT: dict[type[Record], Callable[[Folders, Any], None]] = {
    **dict.fromkeys(
        (circles.Joins, circles.Leaves, circles.Away, circles.Back, circles.PersonChange, circles.Changes,
         circles.TakesIn, circles.Asks, circles.Closes), _act),
    **dict.fromkeys(
        (beside.Disputed, beside.Correction, beside.Void, beside.Withheld, beside.Confirmation, beside.Signature),
        _beside),
    ground_rules.GroundRules: _ground_rules,
    ground_rules.Settings: _settings,
    proposals.Idea: _idea,
    proposals.StandsWith: _stands_with,
    proposals.Version: _version,
    proposals.Round: _round,
    proposals.Commitments: _commitments,
    proposals.Answer: _answer,
    proposals.Closed: _closed,
    proposals.Objection: _objection_version,
    proposals.Test: _test,
    proposals.Resolution: _resolution,
    proposals.Translation: _translation,
    decisions.Decision: _decided,
    decisions.Election: _elected,
    decisions.Review: _review,
    decisions.Ended: _ended,
}  # fmt: skip
