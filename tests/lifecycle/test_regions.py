"""Regions seen from the repository that they join: who sits there, from when to when, and who took part (M8, M10)."""

from __future__ import annotations

from typing import Any

import pytest

from nstgov import records as r
from nstgov.lifecycle import members_on
from nstgov.lifecycle.chain_gaps import is_sent
from nstgov.lifecycle.coverage import find_reached
from nstgov.lifecycle.keys import find_key_lack, keys_now
from nstgov.lifecycle.membership import is_open
from nstgov.lifecycle.regions import find_last_seat, list_seats
from nstgov.lifecycle.validity.lacks_of_part import lacks_of_part
from tests.building import at, circle, decision, election, held, movement, version

KEY, OTHER_KEY = (f"ssh-ed25519 {letter * 44}" for letter in "AB")


def region(id_: str = "vale", joins: str = "world", since: int = 1, **more: Any) -> r.Region:
    """A region that joins a circle on a day."""
    return r.Region(
        file=f"regions/{id_}.yml", region=id_, name=id_, repository=f"https://example.org/{id_}",
        repository_id=id_.encode().hex().ljust(32, "0"), circle="top", joins=joins, since=at(since), **more,
    )  # fmt: skip


def seen(on: int, *sent: tuple[str, int, int], id_: str = "vale", keys: tuple[str, ...] = ()) -> r.RegionSnapshot:
    """What was seen of a region on a day: whom it sends, from which day to which."""
    people = tuple(
        r.RegionRepresentative(person=person, name=person, keys=keys, from_=at(first), until=at(last))
        for person, first, last in sent
    )
    return r.RegionSnapshot(
        file=f"regions/{id_}/snapshots/{at(on)}.yml", region=id_, date=at(on), commit="0" * 40, summary="0" * 64,
        representatives=people,
    )  # fmt: skip


WORLD = circle("world", at(0), "")
OAK = circle("oak", at(0), "ana ben chi dee", "world")
ANA = election("oak-one", "oak", "ana", at(1), at(40))


def test_whom_a_region_sends_sits_there_from_the_snapshot_to_the_end_of_the_term() -> None:
    """A snapshot holds from its own day on, never before the term, and never after it."""
    whole = movement(WORLD, OAK, ANA, region(), seen(3, ("eva", 0, 9), ("fay", 5, 20)))
    sitting = {n: set(members_on(whole, "world", at(n))) - {"ana"} for n in (2, 3, 5, 9, 10, 20, 21)}
    assert sitting == {
        2: set(), 3: {"vale--eva"}, 5: {"vale--eva", "vale--fay"}, 9: {"vale--eva", "vale--fay"},
        10: {"vale--fay"}, 20: {"vale--fay"}, 21: set(),
    }  # fmt: skip
    assert whole.people["vale--eva"].home == "vale--top"


def test_the_next_snapshot_takes_the_place_of_the_one_before() -> None:
    """Whom it does not name any more has no seat from that day on; what was true before stays true."""
    whole = movement(WORLD, OAK, ANA, region(), seen(3, ("eva", 0, 30)), seen(8, ("fay", 8, 30)))
    assert "vale--eva" in members_on(whole, "world", at(7))
    assert set(members_on(whole, "world", at(8))) == {"ana", "vale--fay"}
    last = find_last_seat(whole, whole.regions["vale"], at(10))
    assert last is not None
    assert (last.person, last.span.last) == ("vale--eva", at(7))


def test_a_region_that_has_left_sends_nobody() -> None:
    """Its last day still counts whole; from the next one on nobody sits there for it."""
    gone = r.RegionLeaves(file="regions/vale/leaves.yml", region="vale", date=at(6))
    whole = movement(WORLD, OAK, ANA, region(), seen(3, ("eva", 0, 30)), gone)
    assert "vale--eva" in members_on(whole, "world", at(6))
    assert "vale--eva" not in members_on(whole, "world", at(7))
    assert is_open(whole, "vale--top", at(6))
    assert not is_open(whole, "vale--top", at(7))


def test_a_chain_goes_on_through_the_circle_that_the_region_joined() -> None:
    """A voice of the region reaches what stands above the circle that it joined, as a circle's does."""
    above = circle("all", at(0), "")
    world = circle("world", at(0), "", "all")
    sent = election("world-one", "world", "vale--eva", at(4), at(30))
    whole = movement(above, world, OAK, ANA, region(), seen(3, ("eva", 0, 30)), sent)
    assert "vale--eva" in members_on(whole, "all", at(5))
    assert find_reached(whole, ["vale--top"], ["all"], at(5)) == {"all": "all", "world": "all", "vale--top": "all"}
    assert is_sent(whole, "vale--top", "world", at(5))


@pytest.mark.parametrize(("until", "lacks"), [(30, []), (9, ["D03"])])
def test_a_decision_that_affects_a_region_lacks_its_part_where_the_term_had_ended(until: int, lacks: list[str]) -> None:
    """With somebody of the region there it lacks nothing; one day after the term it lacks D03, which names the term."""
    people = "ana gus vale--eva vale--fay"
    elm = circle("elm", at(0), "gus hal ian jo", "world")
    gus = election("elm-one", "elm", "gus", at(1), at(40))
    text = version("trees", 1, at(6), "world", affects="oak vale--top", authors="ana ben chi dee")
    here = people if until > 10 else "ana gus"
    said = held("trees", at(10), dict.fromkeys(here.split(), r.Voice(says="consent")), circle_="world")
    made = decision("trees", at(10), "world")
    whole = movement(
        WORLD, OAK, elm, ANA, gus, region(), seen(3, ("eva", 0, until), ("fay", 0, until)), text, said, made
    )
    found = list(lacks_of_part(whole, made, text))
    assert [lack.rule for lack in found] == lacks
    assert all(f"where the term of vale--fay ended on {at(9)}" in lack.message for lack in found)


def test_a_circle_further_down_in_a_region_is_judged_here_by_the_link_of_its_region() -> None:
    """The last step only is known here: a circle of a region of the region stands for the region's own circle."""
    whole = movement(WORLD, OAK, ANA, region(), seen(3, ("eva", 0, 30)))
    assert is_open(whole, "vale--dell--pond", at(5))
    assert not is_open(whole, "hill--pond", at(5))


def test_a_key_counts_from_the_snapshot_that_names_it_to_the_one_that_does_not() -> None:
    """The keys of those whom a region sends are those of its newest snapshot."""
    first, second = seen(3, ("eva", 0, 30), keys=(KEY,)), seen(8, ("eva", 0, 30), keys=(OTHER_KEY,))
    whole = movement(WORLD, OAK, ANA, region(), first, second)
    assert [held.key for held in keys_now(whole)] == [OTHER_KEY]
    assert find_key_lack(whole, "vale--eva", KEY, "x.yml", at(5)) == ""
    assert find_key_lack(whole, "vale--eva", KEY, "x.yml", at(9)) == "ended"


def test_each_seat_names_the_snapshot_it_rests_on() -> None:
    """A seat says which snapshot gives it, so that anybody can hold it against the region's own record."""
    whole = movement(WORLD, region(), seen(3, ("eva", 0, 30)), seen(8, ("eva", 0, 30)))
    assert [(seat.snapshot.date, seat.span) for seat in list_seats(whole, whole.regions["vale"])] == [
        (at(3), (at(3), at(7))), (at(8), (at(8), at(30))),
    ]  # fmt: skip
