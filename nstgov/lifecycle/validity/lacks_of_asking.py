"""Whether the circles asked are those in which everyone affected takes part (M8)."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.lifecycle.affected_circles import affected_by, find_nearest_common, find_taking_part, yield_circle_and_above
from nstgov.lifecycle.belonging import doubt_on_way, is_way_clear
from nstgov.lifecycle.editions import FLOORS, ground_rules_on
from nstgov.lifecycle.highest_circles import circles_adopting, doubt_of_highest
from nstgov.lifecycle.membership import is_open
from nstgov.lifecycle.validity.lacks import Lack
from nstgov.lifecycle.wording import choose_verb_form, format_count, format_list
from nstgov.records import Movement, Version

_READS = ("asks", "affects", "submitted", "kind", "renews", "replaces", "ends")
_MOST_NAMED = 12


def lacks_of_asking(movement: Movement, version: Version) -> Iterator[Lack]:
    """What is wrong with the circles that a version asks, or names as affected (P05)."""
    if not movement.is_sound(version, *_READS):
        return
    if not version.affects:
        message = "no circle is named whose people this touches"
        yield Lack("P05", version.locate("affects"), message, "Name the circles that would live with it.")
    if not version.asks:
        yield Lack("P05", version.locate("asks"), "no circle is asked", _ask(movement, version))
    elif version.kind == "ground rules":
        yield from _asked_of_everyone(movement, version)
    elif version.affects:
        yield from _lacks_of_circles_asked(movement, version)


def _affected(movement: Movement, version: Version) -> tuple[str, ...]:
    """The circles affected that are still there: one that has closed has nobody left to be touched."""
    day = version.submitted
    return tuple(circle for circle in affected_by(movement, version) if is_open(movement, circle, day))


def _lacks_of_circles_asked(movement: Movement, version: Version) -> Iterator[Lack]:
    affected = _affected(movement, version)
    if all(is_way_clear(movement, circle, version.submitted) for circle in (*version.asks, *affected)):
        yield from _lacks_as_known(movement, version, affected)


def find_fault_of_asking(movement: Movement, version: Version) -> str | None:
    """The record at fault for which nobody can know whether the right circles are asked, where they seem not to be."""
    if version.kind == "ground rules" or not version.affects or not version.asks:
        return None
    if not movement.is_sound(version, *_READS) or not all(circle in movement.circles for circle in version.asks):
        return None
    affected, day = _affected(movement, version), version.submitted
    unclear = [one for one in (*version.asks, *affected) if not is_way_clear(movement, one, day)]
    if not unclear or next(_lacks_as_known(movement, version, affected), None) is None:
        return None
    return next((found for one in unclear if (found := doubt_on_way(movement, one, day)) is not None), None)


def _lacks_as_known(movement: Movement, version: Version, affected: tuple[str, ...]) -> Iterator[Lack]:
    """What is wrong with the circles asked, as far as the records tell that can be read."""
    gone = [at for at, circle in enumerate(version.asks) if not is_open(movement, circle, version.submitted)]
    nearest = find_nearest_common(movement, affected, version.submitted)
    if gone:
        for at in gone:
            message = _not_there(movement, version, version.asks[at])
            yield Lack("P05", version.locate("asks", at), message, _ask(movement, version))
    elif len(set(version.asks)) > 1 and nearest:
        message = (
            f"{format_count(len(set(version.asks)), 'circle')} are asked, and one would do: all take part in {nearest}"
        )
        yield Lack("P05", version.locate("asks"), message, _ask(movement, version), (version.locate("affects"),))
    else:
        yield from _left_out(movement, version, affected)
        yield from _without_reason(movement, version, affected)


def _not_there(movement: Movement, version: Version, circle: str) -> str:
    opened = movement.circles[circle].founding.opened
    if opened > version.submitted:
        return f"{circle} begins on {opened}, after this was submitted"
    return f"{circle} has closed, and can no longer be asked"


def _left_out(movement: Movement, version: Version, affected: tuple[str, ...]) -> Iterator[Lack]:
    """A finding where somebody affected takes part in none of the circles asked."""
    taking_part = find_taking_part(movement, affected, version.asks, version.submitted)
    left_out = [circle for circle in affected if circle not in taking_part]
    if left_out:
        takes = choose_verb_form(left_out, "takes", "take")
        message = f"{format_list(left_out)} {takes} no part in {format_list(dict.fromkeys(version.asks), 'or')}"
        if set(left_out).isdisjoint(version.affects):
            message += ", and would be touched by what this changes"
        yield Lack("P05", version.locate("asks"), message, _ask(movement, version), (version.locate("affects"),))


def _without_reason(movement: Movement, version: Version, affected: tuple[str, ...]) -> Iterator[Lack]:
    """Findings for circles asked, beside others, in which nobody affected takes part."""
    if len(set(version.asks)) == 1:
        return
    meeting = {above for circle in affected for above in yield_circle_and_above(movement, circle, version.submitted)}
    for at, circle in enumerate(version.asks):
        if affected and circle not in meeting:
            message = f"nobody whom this touches takes part in {circle}"
            help_ = f"Name {circle} in `affects` if it touches its people, or ask the others alone."
            yield Lack("P05", version.locate("asks", at), message, help_, (version.locate("affects"),))


def _ask(movement: Movement, version: Version) -> str:
    """Whom to ask: the nearest circle in which all affected take part, or each of them."""
    affected, day = _affected(movement, version), version.submitted
    if not affected or not all(is_way_clear(movement, circle, day) for circle in affected):
        return "Ask the circle in which everyone affected takes part."
    if nearest := find_nearest_common(movement, affected, day):
        return f"Ask {nearest}: it is the nearest circle in which everyone affected takes part."
    return f"Ask each of them, as no one circle holds them all yet: {format_list(affected)}."


def _asked_of_everyone(movement: Movement, version: Version) -> Iterator[Lack]:
    rules = ground_rules_on(movement, version.submitted)
    highest = circles_adopting(movement, version, version.submitted)
    is_sure = doubt_of_highest(movement, version.submitted, highest) is None
    is_top_known = rules is not FLOORS and movement.is_sound(rules, "top")
    if is_top_known and is_sure and highest and set(version.asks) != set(highest):
        whose = "the top circle" if highest == (rules.top,) else "all circles that stand highest"
        message = f"the ground rules are everyone's: they are asked of {format_list(highest)}, {whose}"
        help_ = f"Write `asks: [{', '.join(highest)}]`." if len(highest) <= _MOST_NAMED else "Ask each of them."
        yield Lack("P05", version.locate("asks"), message, help_)
