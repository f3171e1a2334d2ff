"""How records find their folder, by their type and path."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from nstgov.records import beside, circles, decisions, ground_rules, proposals
from nstgov.records.folders import CircleFolder, DecisionFolder, ObjectionFolder, Person, ProposalFolder
from nstgov.records.record import Record
from nstgov.records.words import Where

if TYPE_CHECKING:
    from nstgov.records.movement import Movement

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


def sort_into_folders(movement: Movement) -> None:
    """Put every record of the movement into the folder that its path names."""
    for circle in sorted(movement.all(circles.Circle), key=lambda c: (c.opened, c.file)):
        movement.circles.setdefault(circle.circle, CircleFolder(circle.circle, circle))
    for record in movement.counted():
        if put := _PUT.get(type(record)):
            put(movement, record)
    for folder in movement.circles.values():
        folder.acts.sort(key=day_order)
    for proposal in movement.proposals.values():
        proposal.rounds.sort(key=round_order)


def introductions(movement: Movement) -> list[Person]:
    """Everybody who is introduced by name: founders and joiners at their home, in the order of the days."""
    found: list[tuple[date, Person]] = [
        (circle.opened, _person(person, founder, circle, circle.at("members", person)))
        for circle in movement.all(circles.Circle)
        for person, founder in circle.members.items()
        if founder.name is not None
    ]
    found += [
        (joins.date, _person(joins.person, joins, joins, joins.at("name")))
        for joins in movement.all(circles.Joins)
        if joins.name is not None
    ]
    return [person for _, person in sorted(found, key=lambda pair: (pair[0], pair[1].introduced.file))]


def _person(
    id_: str, who: circles.Founder | circles.Joins, record: circles.Circle | circles.Joins, at: Where
) -> Person:
    return Person(id_, who.name or id_, record.circle, at, who.account, who.keys)


def _act(movement: Movement, act: circles.Act) -> None:
    """An act of a circle on record; a closing that cannot be read ends nothing."""
    ends_nothing = isinstance(act, circles.Closes) and not movement.is_sound(act)
    if act.circle in movement.circles and not ends_nothing:
        movement.circles[act.circle].acts.append(act)


def _ground_rules(movement: Movement, edition: ground_rules.GroundRules) -> None:
    movement.ground_rules[edition.number] = edition


def _settings(movement: Movement, settings: ground_rules.Settings) -> None:
    movement.settings = settings


def _translation(movement: Movement, translation: proposals.Translation) -> None:
    movement.translations.append(translation)


def _beside(movement: Movement, record: Any) -> None:
    movement.beside[record.beside].append(record)


def _proposal(movement: Movement, id_: str) -> ProposalFolder:
    return movement.proposals.setdefault(id_, ProposalFolder(id_))


def _decision(movement: Movement, id_: str) -> DecisionFolder:
    return movement.decisions.setdefault(id_, DecisionFolder(id_))


def _objection(movement: Movement, target: str, id_: str) -> ObjectionFolder:
    root, _, name = target.partition("/")
    folder = _proposal(movement, name) if root == "proposals" else _decision(movement, name)
    return folder.objections.setdefault(id_, ObjectionFolder(id_, target))


def _idea_folder(movement: Movement, of: str) -> ProposalFolder | ObjectionFolder:
    root, name, *objection = of.split("/")
    return _objection(movement, f"{root}/{name}", objection[1]) if objection else _proposal(movement, name)


def _idea(movement: Movement, idea: proposals.Idea) -> None:
    _idea_folder(movement, idea.of).idea = idea


def _stands_with(movement: Movement, more: proposals.StandsWith) -> None:
    _idea_folder(movement, more.of).stands_with.append(more)


def _version(movement: Movement, version: proposals.Version) -> None:
    _proposal(movement, version.proposal).versions[version.number] = version


def _round(movement: Movement, held: proposals.Round) -> None:
    _proposal(movement, held.proposal).rounds.append(held)


def _commitments(movement: Movement, commitments: proposals.Commitments) -> None:
    _proposal(movement, commitments.proposal).commitments.append(commitments)


def _answer(movement: Movement, answer: proposals.Answer) -> None:
    _proposal(movement, answer.proposal).answers.append(answer)


def _closed(movement: Movement, closed: proposals.Closed) -> None:
    _proposal(movement, closed.proposal).closed = closed


def _objection_version(movement: Movement, objection: proposals.Objection) -> None:
    _objection(movement, objection.target, objection.objection).versions[objection.number] = objection


def _test(movement: Movement, test: proposals.Test) -> None:
    _objection(movement, test.target, test.objection).tests.append(test)


def _resolution(movement: Movement, resolution: proposals.Resolution) -> None:
    _objection(movement, resolution.target, resolution.objection).resolutions.append(resolution)


def _decided(movement: Movement, decision: decisions.Decision) -> None:
    _decision(movement, decision.decision).decision = decision


def _elected(movement: Movement, election: decisions.Election) -> None:
    _decision(movement, election.election).election = election


def _review(movement: Movement, review: decisions.Review) -> None:
    _decision(movement, review.decision).reviews.append(review)


def _ended(movement: Movement, ended: decisions.Ended) -> None:
    _decision(movement, ended.decision).ended = ended


_PUT: dict[type[Record], Callable[[Movement, Any], None]] = {
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
