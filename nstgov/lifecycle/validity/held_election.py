"""An election as it was held: who was there, looked up once for all that it may lack (M10)."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from nstgov.lifecycle.away import is_away_clear
from nstgov.lifecycle.doubted_seats import is_clear_on
from nstgov.lifecycle.editions import ground_rules_on
from nstgov.lifecycle.membership import attendance_on
from nstgov.lifecycle.one_day import may_speak_on
from nstgov.lifecycle.stays import Stay
from nstgov.lifecycle.terms import Term, collect_terms_by_circle
from nstgov.records import Election, GroundRules, Movement


class HeldElection(NamedTuple):
    """
    An election, and the circle on the day on which it was held.

    `members` are those of that day, `speaking` those whose voice counted, `rules` the ground rules; `is_certain` tells
    whether its circle and day can be read, and whether it is known for certain who was a member then and who was away;
    `is_whole`, whether all of it can be read.
    """

    movement: Movement
    election: Election
    members: Mapping[str, Stay]
    speaking: AbstractSet[str]
    rules: GroundRules
    is_certain: bool
    is_whole: bool

    def is_judged(self, *keys: str) -> bool:
        """Whether none of these keys is at fault, and it is known for certain who was a member."""
        return self.is_certain and (self.is_whole or self.movement.is_sound(self.election, *keys))

    def list_other_terms(self) -> list[Term]:
        """The terms of the circle's representatives, without the one that this election gives."""
        terms = collect_terms_by_circle(self.movement).get(self.election.circle, ())
        return [term for term in terms if term.election != self.election.election]


def look_at_election(movement: Movement, election: Election) -> HeldElection:
    """Who was there when an election was held."""
    circle, day = election.circle, election.held
    is_whole = movement.is_whole(election)
    is_certain = (
        (is_whole or movement.is_sound(election, "circle", "held"))
        and is_clear_on(movement, circle, day)
        and is_away_clear(movement, circle)
    )
    members, is_still = attendance_on(movement, circle, day)
    speaking = members.keys() if is_still else may_speak_on(movement, circle, day)
    return HeldElection(movement, election, members, speaking, ground_rules_on(movement, day), is_certain, is_whole)
