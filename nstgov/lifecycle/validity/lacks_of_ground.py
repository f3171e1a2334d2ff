"""
Records at fault on which a decision or an election rests, so that nobody can know what is lacking (M2).

What rests on a record at fault is not valid until that is mended: silence is no yes. One record is named, the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.affected_circles import affected_by, yield_circle_and_above
from nstgov.lifecycle.circle_states import link_on
from nstgov.lifecycle.days import OPEN
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.doubted_seats import doubt_of, doubted_way, is_undoubted
from nstgov.lifecycle.editions import unreadable_edition_on
from nstgov.lifecycle.endings import targets_of, version_of
from nstgov.lifecycle.highest_circles import doubt_of_highest, highest_circles
from nstgov.lifecycle.membership import compute_membership, sent_on
from nstgov.lifecycle.objection_stages import fault_of_answers, find_objections_in_the_way
from nstgov.lifecycle.stays import ParentNaming, collect_namings, find_misplaced_circles, span_of_circle
from nstgov.lifecycle.terms import KEEPER, collect_terms_by_circle
from nstgov.lifecycle.validity.lacks import Lack
from nstgov.lifecycle.validity.lacks_of_acts import acts_lacking
from nstgov.lifecycle.validity.lacks_of_asking import find_fault_of_asking
from nstgov.lifecycle.validity.lacks_of_part import find_fault_of_part
from nstgov.records import (
    Away,
    Back,
    Changes,
    Circle,
    Closes,
    Decision,
    Election,
    Joins,
    Leaves,
    Movement,
    ObjectionFolder,
    Record,
    TakesIn,
    Version,
    Where,
)

_READ_OF_A_VERSION = (
    "authors",
    "submitted",
    "sunset",
    "asks",
    "affects",
    "renews",
    "replaces",
    "ends",
    "imported",
    "kind",
    "edition",
)


class Fault(NamedTuple):
    """A record at fault, by its path, and what nobody can know for it."""

    path: str
    unknown: str


def lacks_of_ground(movement: Movement, made: Decision | Election) -> Iterator[Lack]:
    """What is at fault in a decision's or an election's own file; else the first record at fault it rests on (D15)."""
    if isinstance(made, Election) and _is_all_in_order(movement):
        return
    if not movement.is_whole(made):
        yield from lacks_of_own_file(movement, made)
        return
    found = _of_election(movement, made) if isinstance(made, Election) else _of_decision(movement, made)
    fault = next(found, None)
    if fault is not None:
        at = made.locate("circle" if isinstance(made, Election) else "circles")
        yield lack_of_fault(movement, at, *fault)


def lacks_of_own_file(movement: Movement, record: Record) -> Iterator[Lack]:
    """The first thing that reading found in a record itself, by the rule that tells of it."""
    if misfit := movement.find_first_fault(record):
        yield Lack(misfit.rule, misfit.at, misfit.message, misfit.help, misfit.related, record=record.file)


def lacks_of_knowing(movement: Movement, at: Where, circles: Iterable[str], day: date) -> Iterator[Lack]:
    """The first record at fault for which nobody can know whose consent an act of some circles takes (D15)."""
    faults = (fault for circle in dict.fromkeys(circles) for fault in faults_of_circle(movement, circle, day))
    if (fault := next(faults, None)) is not None:
        yield lack_of_fault(movement, at, *fault)


def lack_of_fault(movement: Movement, at: Where, path: str, unknown: str) -> Lack:
    """That something rests on a record at fault, by its path, and what nobody can know for it (D15)."""
    message = f"it rests on {path}, which is at fault, so nobody can know {unknown}"
    help_ = f"See what is found there, and let everybody concerned set it right: nstgov check {path}"
    record = movement.records.get(path)
    return Lack("D15", at, message, help_, (record.locate(),) if record else (), record=path)


def _of_election(movement: Movement, election: Election) -> Iterator[Fault]:
    yield from _of_ground_rules(movement, election.held)
    yield from faults_of_circle(movement, election.circle, election.held)
    if election.role == KEEPER:
        yield from _of_highest(movement, (), election.held)


def _of_decision(movement: Movement, decision: Decision) -> Iterator[Fault]:
    version = version_of(movement, decision)
    day = decision.decided
    if version is None:
        return
    if not movement.is_sound(version, *_READ_OF_A_VERSION):
        yield Fault(version.file, "what was consented to")
        return
    yield from _of_ground_rules(movement, day)
    for circle in dict.fromkeys(decision.circles):
        yield from faults_of_circle(movement, circle, day)
    yield from _of_rounds(movement, decision)
    yield from _of_objections(movement, version, day)
    yield from _of_targets(movement, version)
    if _is_in_order(movement):
        return
    if version.kind == "ground rules":
        yield from _of_highest(movement, decision.circles, day)
        yield from _of_highest(movement, version.asks, version.submitted)
    if (unknown := find_fault_of_asking(movement, version)) is not None:
        yield Fault(unknown, "whether everybody affected was asked")
    if (unknown := find_fault_of_part(movement, decision, version)) is not None:
        yield Fault(unknown, "whether everybody affected took part")
    for circle in affected_by(movement, version):
        yield from _of_way(movement, circle, frozenset(decision.circles), day)


def _of_highest(movement: Movement, circles: Iterable[str], day: date) -> Iterator[Fault]:
    asked = (*circles, *highest_circles(movement, day))
    if (found := doubt_of_highest(movement, day, asked)) is not None:
        yield Fault(found, "which circles speak for everyone")


def _of_ground_rules(movement: Movement, day: date) -> Iterator[Fault]:
    if (edition := unreadable_edition_on(movement, day)) is not None:
        yield Fault(edition.file, "what the ground rules ask")


def _of_rounds(movement: Movement, decision: Decision) -> Iterator[Fault]:
    folder = movement.proposals.get(decision.decision)
    for held in folder.rounds if folder else ():
        if not movement.is_sound(held, "voices", "version", "held", "circle", "sha256", "person"):
            is_here = held.circle in decision.circles or not movement.is_sound(held, "circle")
            if is_here and (held.held <= decision.decided or held.held == OPEN):
                yield Fault(held.file, "what was said to it")


def _of_objections(movement: Movement, version: Version, day: date) -> Iterator[Fault]:
    folders = list(movement.proposals[version.proposal].objections.values())
    for renewed in version.renews:
        target = movement.decisions.get(renewed)
        folders += target.objections.values() if target else ()
    for folder in folders:
        for record, on in _read_of_an_objection(movement, folder):
            if on <= day or on == OPEN:
                yield Fault(record.file, "whether an objection stands")
    for folder in find_objections_in_the_way(movement, version.proposal, day):
        if (found := fault_of_answers(movement, folder, day)) is not None:
            yield Fault(found, "whether an objection stands")


def _read_of_an_objection(movement: Movement, folder: ObjectionFolder) -> Iterator[tuple[Record, date]]:
    """The records of an objection that cannot be read where it follows from them how it stands, each with its day."""
    for version in folder.versions.values():
        if not movement.is_sound(version, "raised", "against", "authors"):
            yield version, version.raised
    for test in folder.tests:
        if not movement.is_sound(test, "held", "circle", "version", "result", "voices"):
            yield test, test.held
    for resolution in folder.resolutions:
        if not movement.is_sound(resolution, "date", "voices", "unreachable"):
            yield resolution, resolution.date


def _of_targets(movement: Movement, version: Version) -> Iterator[Fault]:
    for _, _, target in targets_of(version):
        folder = movement.decisions.get(target)
        if folder is not None and folder.decision is not None:
            if not movement.is_sound(folder.decision, "decided", "sunset", "version", "circles"):
                yield Fault(folder.decision.file, f"whether {target} is in force")
            earlier = version_of(movement, folder.decision)
            if earlier is not None and not movement.is_sound(earlier, "affects"):
                yield Fault(earlier.file, f"whom {target} affects")


def faults_of_circle(movement: Movement, circle: str, day: date) -> Iterator[Fault]:
    """The records at fault by which it is known who was a member of a circle on a day, and whose voice was needed."""
    found = None if _is_in_order(movement) else _fault_of_circle(movement, circle, day)
    if found is not None:
        yield Fault(found, f"who was a member of {circle}")
    folder = movement.circles.get(circle)
    for act in folder.acts if folder else ():
        if isinstance(act, (Away, Back)) and not movement.is_sound(
            act, "date", "person", "until", "voices", "entered_by"
        ):
            yield Fault(act.file, f"who was away from {circle}")


@derive_once
def _is_all_in_order(movement: Movement) -> bool:
    """Whether no file is at fault, and nothing either that any membership or link rests on: as it is nearly always."""
    return movement.is_faultless and _is_in_order(movement)


@derive_once
def _is_in_order(movement: Movement) -> bool:
    """Whether nothing that any membership or link rests on is at fault, in the whole movement."""
    return is_undoubted(movement) and not acts_lacking(movement) and not find_misplaced_circles(movement)


@derive_once
def _fault_of_circle(movement: Movement, circle: str, day: date) -> str | None:
    if (doubt := doubt_of(movement, circle, day)) is not None:
        return doubt
    return next(_lacking_consent(movement, circle, day), None) if acts_lacking(movement) else None


def _lacking_consent(movement: Movement, circle: str, day: date) -> Iterator[str]:
    """The acts without the consent they need, from which it follows who was a member of a circle on a day."""
    yield from (file for _, file in _deciding_stays(movement, circle, day))
    yield from _of_its_links(movement, circle, day)
    for child, stays in sent_on(movement, circle, day).items():
        sent = {stay.person for stay in stays}
        yield from (file for person, file in _deciding_stays(movement, child, day) if person in sent)
    for child in _children_named(movement, circle):
        seated = {term.person for term in collect_terms_by_circle(movement).get(child, ()) if term.span.has_day(day)}
        yield from (file for person, file in _deciding_stays(movement, child, day) if person in seated)


@derive_once
def _deciding_stays(movement: Movement, circle: str, day: date) -> tuple[tuple[str, str], ...]:
    """By person, the act without consent by which they are, or are no longer, a circle's own member on a day."""
    folder = movement.circles.get(circle)
    if folder is None:
        return ()
    lacking = acts_lacking(movement)
    last = {person: _own_yes_or_file(movement, folder.founding, person) for person in folder.founding.members}
    for act in folder.acts:
        if (isinstance(act, Joins) and act.date <= day) or (
            isinstance(act, Leaves) and act.date < day and act.person in last
        ):
            last[act.person] = act.file
        elif isinstance(act, Closes) and act.date < day and act.file in lacking:
            last = dict.fromkeys(last, act.file)
    return tuple((person, file) for person, file in last.items() if file in lacking)


def _own_yes_or_file(movement: Movement, founding: Circle, person: str) -> str:
    """Empty where a founder can be read to have said yes to being in a circle, else the file in which they have not."""
    voice = founding.voices.get(person) if movement.is_sound_key(founding, "voices") else None
    return "" if voice is not None and voice.says == "consent" else founding.file


@derive_once
def _namings_at_fault(movement: Movement) -> tuple[ParentNaming, ...]:
    """The namings of a parent that lack consent, and those that ended by one which does."""
    lacking = acts_lacking(movement)
    found: list[ParentNaming] = []
    for folder in movement.circles.values():
        theirs = collect_namings(movement).get(folder.id, ())
        for before, after in zip([None, *theirs], theirs, strict=False):
            if after.file in lacking and isinstance(movement.records[after.file], Changes):
                found.append(after)
                found += [before._replace(span=after.span, file=after.file)] if before else []
        closing = next((act for act in folder.acts if isinstance(act, Closes) and act.file in lacking), None)
        if closing is not None and theirs:
            found.append(
                theirs[-1]._replace(
                    span=span_of_circle(folder)._replace(first=closing.date, last=OPEN), file=closing.file
                )
            )
    return tuple(found)


def _of_its_links(movement: Movement, circle: str, day: date) -> Iterator[str]:
    """The acts without consent by which circles are linked to one, or are not, on a day."""
    for naming in _namings_at_fault(movement):
        if naming.parent == circle and naming.span.has_day(day) and collect_terms_by_circle(movement).get(naming.child):
            yield naming.file
    folder, lacking = movement.circles.get(circle), acts_lacking(movement)
    for act in folder.acts if folder else ():
        if isinstance(act, TakesIn) and act.file in lacking and act.date <= day:
            link = link_on(movement, act.takes_in, day)
            if link is not None and link.parent == circle and collect_terms_by_circle(movement).get(act.takes_in):
                yield act.file


@derive_once
def _children_by_parent(movement: Movement) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for namings in collect_namings(movement).values():
        for naming in namings:
            found.setdefault(naming.parent, {})[naming.child] = None
    return {parent: tuple(children) for parent, children in found.items()}


def _children_named(movement: Movement, circle: str) -> tuple[str, ...]:
    """The circles that ever named one as their parent."""
    return _children_by_parent(movement).get(circle, ())


def _of_way(movement: Movement, circle: str, deciding: frozenset[str], day: date) -> Iterator[Fault]:
    """The records at fault by which it is known who carried the voice of a circle upwards on a day."""
    unknown = f"whether {circle} took part"
    for at in yield_circle_and_above(movement, circle, day):
        if at in deciding:
            return
        if (
            found := compute_membership(movement).unreliable_circles.get(at) or find_misplaced_circles(movement).get(at)
        ) is not None:
            yield Fault(found, unknown)
        if (election := doubted_way(movement, at, day)) is not None:
            yield Fault(f"decisions/{election}/election.yml", unknown)
        if acts_lacking(movement):
            link = link_on(movement, at, day)
            for found in _lacking_consent(movement, link.parent, day) if link else ():
                yield Fault(found, unknown)
            for naming in _namings_at_fault(movement):
                if naming.child == at and naming.span.has_day(day):
                    yield Fault(naming.file, unknown)
