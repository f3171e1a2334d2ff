"""
What a decision or an election rested on when it was made, in a form that two movements can be held against (M7, M13).

Acts that come later never change what was true on an earlier day; where they would, these differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.affected import find_part_taken
from nstgov.lifecycle.away import lacking_for_outcome
from nstgov.lifecycle.editions import ground_rules_on
from nstgov.lifecycle.endings import version_of
from nstgov.lifecycle.membership import members_on
from nstgov.lifecycle.objected import find_objections_in_the_way
from nstgov.lifecycle.one_day import may_speak_on
from nstgov.lifecycle.voices import find_hearing
from nstgov.records import Decision, Election, Movement


class DecisionGround(NamedTuple):
    """
    What the validity of a decision or an election hangs on, and what of it was lacking.

    By circle whether it was large enough, who of those needed had not consented, and who objected; the objections that
    stood; the edition of the ground rules; the ways up from those affected; and, of an election, who of those named was
    no member. Where these are the same, it is as valid as before.
    """

    circles: tuple[tuple[str, bool, frozenset[str], frozenset[str]], ...]
    objections: tuple[str, ...]
    edition: str
    ways: tuple[tuple[str, bool], ...]
    strangers: frozenset[str] = frozenset()


def ground_of(movement: Movement, made: Decision | Election) -> DecisionGround:
    """What a decision or an election rested on, on the day it was made."""
    edition = ground_rules_on(movement, made.day).file
    if isinstance(made, Election):
        strangers = frozenset(_named(made) - may_speak_on(movement, made.circle, made.day))
        return DecisionGround((_chosen(movement, made),), (), edition, (), strangers)
    circles = tuple(_heard(movement, made, circle) for circle in made.circles)
    objections = find_objections_in_the_way(movement, made.decision, made.day)
    return DecisionGround(
        circles, tuple(o.id for o in objections), edition, tuple(_yield_ways_up(movement, made, made.day))
    )


def _heard(movement: Movement, made: Decision, circle: str) -> tuple[str, bool, frozenset[str], frozenset[str]]:
    heard = find_hearing(movement, made.decision, made.version, circle, made.decided)
    objecting = frozenset(said.person for said in heard.objecting)
    return circle, _is_large_enough(movement, circle, made.day), frozenset(heard.missing), objecting


def _chosen(movement: Movement, made: Election) -> tuple[str, bool, frozenset[str], frozenset[str]]:
    lacking = frozenset(lacking_for_outcome(movement, made.voices, made.circle, made.held))
    objecting = frozenset(p for p in lacking if p in made.voices and made.voices[p].says == "object")
    return made.circle, _is_large_enough(movement, made.circle, made.day), lacking, objecting


def _is_large_enough(movement: Movement, circle: str, day: date) -> bool:
    return len(members_on(movement, circle, day)) >= ground_rules_on(movement, day).circle_size.least


def _named(made: Election) -> set[str]:
    """Whoever was nominated or proposed."""
    named = {nomination.for_ for nomination in made.nominations.values()}
    return named | {change.to for change in made.changes.values()} | {made.proposed.person}


def _yield_ways_up(movement: Movement, made: Decision, day: date) -> Iterator[tuple[str, bool]]:
    version = version_of(movement, made)
    for affected in version.affects if version else ():
        yield affected, find_part_taken(movement, affected, made.circles, day) is not None
