"""
What a decision or an election rested on when it was made, in a form that two movements can be held against (M7, M13).

Acts that come later never change what was true on an earlier day; where they would, these differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.affected import part_taken
from nstgov.lifecycle.editions import ground_rules_on
from nstgov.lifecycle.endings import version_of
from nstgov.lifecycle.membership import members_on
from nstgov.lifecycle.objected import objections_in_the_way
from nstgov.lifecycle.voices import hearing
from nstgov.records import Decision, Election, Movement


class Ground(NamedTuple):
    """What a decision rested on: its members, voices and objections, the ground rules, and the ways up to it."""

    members: tuple[tuple[str, frozenset[str]], ...]
    voices: tuple[tuple[str, frozenset[tuple[str, str]]], ...]
    objections: tuple[str, ...]
    edition: str
    ways: tuple[tuple[str, bool], ...]


def ground_of(movement: Movement, made: Decision | Election) -> Ground:
    """What a decision or an election rested on, on the day it was made."""
    day = made.day
    circles = made.circles if isinstance(made, Decision) else (made.circle,)
    members = tuple((circle, frozenset(members_on(movement, circle, day))) for circle in circles)
    edition = ground_rules_on(movement, day).file
    if isinstance(made, Election):
        return Ground(members, (), (), edition, ())
    voices = tuple((circle, frozenset(_voices(movement, made, circle))) for circle in circles)
    objections = objections_in_the_way(movement, made.decision, day)
    return Ground(members, voices, tuple(o.id for o in objections), edition, tuple(_ways(movement, made, day)))


def _voices(movement: Movement, made: Decision, circle: str) -> Iterator[tuple[str, str]]:
    heard = hearing(movement, made.decision, made.version, circle, made.decided)
    return ((person, said.voice.says) for person, said in heard.spoken.items())


def _ways(movement: Movement, made: Decision, day: date) -> Iterator[tuple[str, bool]]:
    version = version_of(movement, made)
    for affected in version.affects if version else ():
        yield affected, part_taken(movement, affected, made.circles, day) is not None
