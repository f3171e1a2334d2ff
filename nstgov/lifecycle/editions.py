"""Which edition of the ground rules is in force on a day (M9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any, NamedTuple

from nstgov.lifecycle.days import OPEN, Span, days_after
from nstgov.lifecycle.derived import adopt_answers, assuming, derive_once
from nstgov.lifecycle.endings import in_force_span, is_imported
from nstgov.lifecycle.late_questions import adoption_at_fault
from nstgov.records import GroundRules, Movement, NotRead
from nstgov.records.ground_rules import AuthorCount, AwayRule, CircleSize, RepresentativeCount

FOUNDING = 1
LONGEST_SUNSET = 1826
"""Days: the farthest sunset that any ground rules may allow."""
FLOORS = GroundRules(
    file="ground-rules/1.yml",
    number=FOUNDING,
    movement="",
    repository_id="",
    from_=date.min,
    levels=("friend", "regional", "continental", "global"),
    top="everyone",
    circle_size=CircleSize(least=4, good=8, most=12),
    authors=AuthorCount(least=4),
    representatives=RepresentativeCount(least=1, most=2),
    longest_sunset_days=730,
    reconsider_within_days=30,
    answer_objection_within_days=30,
    quiet_after_days=60,
)
"""The founding numbers: floors in the software, and what a record is judged by when there is no edition."""
LENIENT = replace(FLOORS, longest_sunset_days=LONGEST_SUNSET, away=AwayRule(most_days=366, least_voices=4))
"""What stands for the parts of an edition that cannot be read, so that nothing follows from its fault."""
_PARTS = (
    "levels", "top", "circle_size", "authors", "representatives", "longest_sunset_days", "reconsider_within_days",
    "answer_objection_within_days", "quiet_after_days", "away", "proof", "brought_by",
)  # fmt: skip


EditionSpans = tuple[tuple[GroundRules, Span], ...]


@derive_once
def edition_spans(movement: Movement) -> EditionSpans:
    """
    Each edition with the days on which its decision carries it, the newest first.

    From the day after the decision at the earliest, so that no edition judges its own adoption, nor anything else of
    that evening. The founding edition needs no decision. An edition whose proposal is undecided, or history from
    elsewhere, has no days; nor has one whose decision is not validly made. Each decision is judged by those before it.
    """
    found: EditionSpans = ()
    carrying: _Carrying | None = None
    for number, edition in sorted(movement.ground_rules.items()):
        if number == FOUNDING:
            found = ((edition, Span(date.min, OPEN)),)
        elif edition.adopted_by and not is_imported(movement, edition.adopted_by):
            carrying = _find_carrying(movement, edition, edition.adopted_by, found)
            found = carrying.spans
    if carrying is not None and edition_spans(carrying.view) == found:
        adopt_answers(movement, carrying.view)
    return found


class _Carrying(NamedTuple):
    """The editions carried, up to one; and the movement as it was looked at last to tell."""

    spans: EditionSpans
    view: Movement


def _find_carrying(movement: Movement, edition: GroundRules, adopting: str, before: EditionSpans) -> _Carrying:
    """Whether its decision carries an edition, and on which days, as judged by those before it."""
    known = assuming(movement, edition_spans, before)
    span = in_force_span(known, adopting)
    if span is None or adoption_at_fault(known, edition.number):
        return _Carrying(before, known)
    first = max(edition.from_, days_after(span.first, 1))
    # what ends it is judged by the edition itself until then; mostly that is what ended it in the eyes of those before
    for last in (span.last, OPEN):
        view = assuming(movement, edition_spans, ((edition, Span(first, last)), *before))
        span = in_force_span(view, adopting)
        if span is not None and span.last == last:
            break
    return _Carrying(before if span is None else ((edition, Span(first, span.last)), *before), view)


@derive_once
def ground_rules_on(movement: Movement, day: date) -> GroundRules:
    """
    The edition in force on a day: the newest that is carried then; when its decision ends, the one before holds again.

    The founding edition also stands for the days before it began; `FLOORS` where there is no edition. Where a part of
    the edition cannot be read, it is as lenient there as any edition may be. Where circles were left unread, it may be
    open which edition a decision carries: raises NotRead when a part is asked for on which those in question differ.
    """
    if movement.unread and len(movement.ground_rules) > 1:
        return _find_common_rules(movement, day)
    for edition, span in edition_spans(movement):
        if span.has_day(day):
            return complete_edition(movement, edition.number)
    return FLOORS


def _find_common_rules(movement: Movement, day: date) -> GroundRules:
    """What all editions say that may be in force on a day: the founding one, and those that begin by then."""
    later = [one for number, one in movement.ground_rules.items() if number != FOUNDING and one.from_ <= day]
    numbers = (FOUNDING, *sorted(one.number for one in later if one.adopted_by))
    return CommonRules.of_editions([complete_edition(movement, number) for number in numbers])


class CommonRules(GroundRules):
    """What several editions of the ground rules say alike: to ask for what they do not raises NotRead."""

    differing: frozenset[str] = frozenset()

    @classmethod
    def of_editions(cls, editions: Sequence[GroundRules]) -> GroundRules:
        """The parts in which some editions, one at least, say the same."""
        first, *others = editions
        if not others:
            return first
        said = {part.name: getattr(first, part.name) for part in fields(GroundRules)}
        found = cls(**said)
        differing = (name for name, value in said.items() if any(getattr(one, name) != value for one in others))
        object.__setattr__(found, "differing", frozenset(differing))
        return found

    def __getattribute__(self, name: str) -> Any:
        """A part on which all agree. Raises NotRead."""
        if name in object.__getattribute__(self, "differing"):
            raise NotRead(f"which edition says the {name} was left unread")
        return object.__getattribute__(self, name)


@derive_once
def complete_edition(movement: Movement, number: int) -> GroundRules:
    """An edition, as lenient as any may be where a part of it cannot be read; the floors where it is not on record."""
    edition = movement.ground_rules.get(number, FLOORS)
    read = {part: getattr(edition, part) for part in _PARTS if movement.is_sound(edition, part)}
    if len(read) == len(_PARTS):
        return edition
    return replace(LENIENT, file=edition.file, number=edition.number, **read)


def unreadable_edition_on(movement: Movement, day: date) -> GroundRules | None:
    """The edition in force on a day where a part of it cannot be read. Raises NotRead where it is open which one is."""
    rules = ground_rules_on(movement, day)
    if isinstance(rules, CommonRules) and all(is_fully_read(movement, one) for one in movement.ground_rules.values()):
        return None
    edition = movement.ground_rules.get(rules.number)
    return edition if edition is not None and not is_fully_read(movement, edition) else None


def is_fully_read(movement: Movement, edition: GroundRules) -> bool:
    """Whether every part of an edition by which something is judged could be read."""
    return movement.is_sound(edition, *_PARTS, "from")


def is_first_level(movement: Movement, level: str, day: date) -> bool:
    """Whether a level is the lowest: that of the circles in which people themselves meet."""
    levels = ground_rules_on(movement, day).levels
    return not levels or level == levels[0]
