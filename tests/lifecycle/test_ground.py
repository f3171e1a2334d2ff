"""What a decision rested on, on the day it was made: an act that would change it afterwards is too late."""

from __future__ import annotations

from nstgov.lifecycle.reconsideration import ground_of
from tests.building import at, circle, decision, election, held, movement, objection, said, takes_in, version

TOWN = circle("town", at(0), "tom")
OAK, ELM = circle("oak", at(0), "ana ben", parent="town"), circle("elm", at(0), "eli", parent="town")
TAKEN = takes_in("town", at(0), "oak")
SENT = election("sends", "oak", "ana", at(0))
BENCH = version("bench", 1, at(1), "town", affects="oak elm")
MADE = decision("bench", at(3), "town")
ROUND = held("bench", at(2), said("tom", "ana"), circle_="town")


def test_a_decision_rests_on_members_voices_objections_and_the_ways_up_to_it() -> None:
    """Of the day it was made: who was there, what was said, what stood in the way, who took part, which edition."""
    noise = objection("proposals/bench", "noise", at(2))
    ground = ground_of(movement(TOWN, OAK, ELM, TAKEN, SENT, BENCH, ROUND, noise, MADE), MADE)
    assert [(circle_, objecting) for circle_, _, _, objecting in ground.circles] == [("town", frozenset({"ana"}))]
    assert ground.objections == ("noise",)
    assert ground.ways == (("oak", True), ("elm", False))


def test_an_election_rests_on_those_who_were_there() -> None:
    """And on the ground rules; nobody below it has to be heard."""
    ground = ground_of(movement(OAK, SENT), SENT)
    assert [circle_ for circle_, *_ in ground.circles] == ["oak"]
    assert (ground.objections, ground.ways) == ((), ())
