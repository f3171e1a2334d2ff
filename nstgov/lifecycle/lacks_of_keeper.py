"""Whether a keeper was chosen by those who may: everyone's circle (M9)."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.lifecycle.belonging import highest_circles
from nstgov.lifecycle.lacks import Lack
from nstgov.lifecycle.lacks_of_election import is_judged
from nstgov.lifecycle.membership import is_membership_clear
from nstgov.lifecycle.saying import format_list
from nstgov.lifecycle.terms import KEEPER
from nstgov.records import Election, Movement


def lacks_of_keeper(movement: Movement, election: Election) -> Iterator[Lack]:
    """A keeper chosen by another circle than the top one; before there is one, than those that stand highest (E08)."""
    if election.role != KEEPER or not is_judged(movement, election, "role"):
        return
    highest = highest_circles(movement, election.held)
    if highest and election.circle not in highest and all(is_membership_clear(movement, circle) for circle in highest):
        message = f"a keeper looks after everyone's record, and {election.circle} chose this one alone"
        yield Lack(
            "E08", election.locate("circle"), message, f"Let {format_list(highest, 'or')} choose, where everyone meets."
        )
