"""Who welcomes somebody into a circle that is empty, or nearly: nobody takes one over by being left in it (M2, M9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nstgov.lifecycle.absence_lengths import is_own_word
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.editions import ground_rules_on
from nstgov.lifecycle.membership import members_on, stretches_of
from nstgov.lifecycle.one_day import joining_on
from nstgov.lifecycle.validity.lacks import Lack
from nstgov.lifecycle.wording import choose_verb_form, format_count, format_list, format_number
from nstgov.records import Joins, Leaves, Movement


def lacks_of_welcome(movement: Movement, joins: Joins) -> Iterator[Lack]:
    """
    Joining an empty circle alone, or being let in by the one person who put the others out (A09).

    A circle keeps its name, its decisions and its seat above also when nobody is left. So it is begun again by as many
    as it takes to begin one, with somebody among them who was in it; and below the least, whoever remains after
    another was said to be gone does not choose alone who is there instead.
    """
    there = _find_those_there(movement, joins.circle, joins.date)
    if not there:
        coming = set(joining_on(movement, joins.circle, joins.date).values())
        yield from _lacks_of_beginning_again(movement, joins, coming)
    elif len(there) == 1:
        yield from _lacks_of_one_who_is_left(movement, joins, *there)


@derive_once
def _find_those_there(movement: Movement, circle: str, day: date) -> frozenset[str]:
    """The members of a circle on a day but those who join it then."""
    coming = joining_on(movement, circle, day).values()
    return frozenset(members_on(movement, circle, day).keys() - set(coming))


def _lacks_of_beginning_again(movement: Movement, joins: Joins, coming: set[str]) -> Iterator[Lack]:
    least = ground_rules_on(movement, joins.date).circle_size.least
    if len(coming) < least:
        message = f"nobody is in {joins.circle} on {joins.date} who could welcome them"
        message += f", and {format_count(len(coming), 'person joins', 'people join')}; it takes {format_number(least)}"
        help_ = f"Join on one day with others, {format_number(least)} at least; or begin a circle of your own."
        yield Lack("A09", joins.locate(), message, help_)
    elif _was_ever_peopled(movement, joins) and not any(_was_there_before(movement, joins, one) for one in coming):
        message = f"nobody is in {joins.circle} any more, and nobody who joins it on {joins.date} was ever in it"
        help_ = "Begin a circle of your own, or ask somebody to join with you who was in this one."
        yield Lack("A09", joins.locate(), message, help_)


def _was_ever_peopled(movement: Movement, joins: Joins) -> bool:
    folder = movement.circles.get(joins.circle)
    earlier = (act for act in (folder.acts if folder else ()) if isinstance(act, Joins) and act.date < joins.date)
    return folder is not None and (bool(folder.founding.members) or next(earlier, None) is not None)


def _was_there_before(movement: Movement, joins: Joins, person: str) -> bool:
    return any(span.first < joins.date for span in stretches_of(movement, joins.circle, person))


def _lacks_of_one_who_is_left(movement: Movement, joins: Joins, left: str) -> Iterator[Lack]:
    if _was_there_before(movement, joins, joins.person):
        return
    gone = [act.person for act in _put_out_by(movement, joins, left) if not _consents(joins, act.person)]
    if gone:
        message = f"{left} alone would welcome {joins.person}, and said before that {format_list(gone)}"
        message += f" {choose_verb_form(gone, 'is', 'are')} gone"
        help_ = f"Ask {format_list(gone)} to come back or to consent too; or begin a circle that follows this one."
        yield Lack("A09", joins.locate("voices"), message, help_)


def _put_out_by(movement: Movement, joins: Joins, left: str) -> Iterator[Leaves]:
    """Those who left a circle below the least otherwise than by their own word, with the consent of who is left."""
    folder = movement.circles.get(joins.circle)
    for act in folder.acts if folder else ():
        if isinstance(act, Leaves) and act.date <= joins.date and not is_own_word(act) and _consents(act, left):
            remaining = len(members_on(movement, act.circle, act.date).keys() - {act.person})
            if remaining < ground_rules_on(movement, act.date).circle_size.least:
                yield act


def _consents(act: Joins | Leaves, person: str) -> bool:
    return person in act.voices and act.voices[person].says == "consent"
