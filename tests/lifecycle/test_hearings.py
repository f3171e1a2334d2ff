"""What a circle has said to a version: the latest voice of every member, and nobody else's."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from nstgov.lifecycle import find_hearing, find_objections_in_the_way
from nstgov.records import Record, Voice
from tests.building import at, circle, election, held, joins, leaves, movement, objection, said, version

WORDS = ("consent", "object", "absent", "")


def word(person: str, says: str) -> dict[str, Voice]:
    """The one voice of a round, or none."""
    return {person: Voice(says=says)} if says else {}  # type: ignore[arg-type]


def spoken(*records: Record, on: int = 9, number: int = 1, circle_: str = "oak") -> dict[str, str]:
    """What each person last said to a version in a circle, up to a day."""
    heard = find_hearing(
        movement(circle("oak", members="ana ben"), version("p", 1, at(0)), records), "p", number, circle_, at(on)
    )
    return {person: one.voice.says for person, one in heard.spoken.items()}


@pytest.mark.parametrize(("first", "second", "third"), list(product(WORDS, repeat=3)))
def test_the_latest_consent_or_objection_counts(first: str, second: str, third: str) -> None:
    """Over three rounds: absent is no voice and takes none away, and each day knows only what was said by then."""
    rounds = [held("p", at(on), word("ana", says)) for on, says in ((2, first), (4, second), (6, third))]
    for on, so_far in ((1, ()), (2, (first,)), (3, (first,)), (4, (first, second)), (6, (first, second, third))):
        voices = [says for says in so_far if says in ("consent", "object")]
        assert spoken(*rounds, on=on).get("ana", "") == (voices[-1] if voices else "")


def test_on_one_day_somebodys_own_file_comes_after_the_round_of_the_circle() -> None:
    """What a member writes themselves on the day of the meeting is their latest word; of two files the later number."""
    round_ = held("p", at(2), said("ana ben"))
    own = held("p", at(2), said("", "ana"), person="ana")
    again = held("p", at(2), said("ana"), person="ana", n=2)
    assert spoken(round_, own) == {"ana": "object", "ben": "consent"}
    assert spoken(round_, own, again) == {"ana": "consent", "ben": "consent"}


def test_a_file_of_ones_own_carries_ones_own_voice_only() -> None:
    """In a file that bears one member's name another's voice is nobody's."""
    assert spoken(held("p", at(2), said("ana ben"), person="ana")) == {"ana": "consent"}


def test_each_version_and_each_circle_is_heard_for_itself() -> None:
    """Consent to the first version says nothing of the second, and a voice in one circle nothing in another."""
    round_ = held("p", at(2), said("ana ben"))
    assert spoken(round_, number=2) == {}
    assert spoken(round_, circle_="elm") == {}
    assert spoken(held("p", at(2), said("ana"), circle_="elm")) == {}


STAYS = [(joined, left) for joined, left in product((0, 1, 2, 3), (2, 3, 5, 99)) if joined <= left]


@pytest.mark.parametrize(("joined", "left"), STAYS)
def test_a_voice_counts_if_its_person_was_a_member_that_day_also_after_they_left(joined: int, left: int) -> None:
    """Held on day 2: whoever was there then is heard for good; whoever is there and was not heard is missing."""
    records: list[Record] = [circle("oak", at(0), "ben"), version("p", 1, at(0)), joins("oak", at(joined), "ana")]
    whole = movement(records, leaves("oak", at(left), "ana"), held("p", at(2), said("", "ana")))
    was_heard = joined <= 2
    for on in range(2, 8):
        heard = find_hearing(whole, "p", 1, "oak", at(on))
        assert [one.person for one in heard.objecting] == (["ana"] if was_heard else [])
        assert heard.missing == (("ana", "ben") if joined <= on <= left and not was_heard else ("ben",))
        assert not heard.is_consent


def test_whoever_comes_back_speaks_anew() -> None:
    """A consent counts in the membership in which it was given; an "object" stays until it is answered."""
    before = [circle("oak", at(0), "ana ben"), version("p", 1, at(0)), leaves("oak", at(2), "ana")]
    once = [*before, held("p", at(1), said("ana ben")), joins("oak", at(4), "ana")]
    heard = [find_hearing(movement(once), "p", 1, "oak", at(on)) for on in (0, 1, 3, 4)]
    assert [one.is_consent for one in heard] == [False, True, True, False]
    assert heard[-1].missing == ("ana",)
    again = held("p", at(5), said("ana"), person="ana")
    assert find_hearing(movement(once, again), "p", 1, "oak", at(5)).is_consent
    against = [*before, held("p", at(1), said("ben", "ana")), joins("oak", at(4), "ana")]
    assert [one.person for one in find_hearing(movement(against), "p", 1, "oak", at(6)).objecting] == ["ana"]


WITHOUT_DEE = [
    circle("oak", at(0), "ana ben chi dee"), version("p", 1, at(0)), version("p", 2, at(6)),
    held("p", at(1), said("ana ben chi", "dee")), held("p", at(7), said("ana ben chi"), 2),
]  # fmt: skip


@pytest.mark.parametrize(
    ("how", "voices", "expected"),
    [
        ("asked to go", "ana ben chi", ["dee"]),
        (None, "ana ben chi", ["dee"]),
        (None, "dee", []),
        ("own word", "dee", []),
        ("died", "ana ben chi", []),
        ("cannot be found", "ana ben chi", []),
    ],
)
def test_the_object_of_somebody_who_was_asked_to_go_stands_on_later_versions(
    how: Any, voices: str, expected: list[str]
) -> None:
    """Who left by their own word is answered by a new version; nobody is sent away with what they say."""
    gone = leaves("oak", at(4), "dee", how=how, voices=said(voices))
    assert [one.person for one in find_hearing(movement(WITHOUT_DEE, gone), "p", 2, "oak", at(9)).objecting] == expected


def test_it_is_a_voice_no_more_once_a_member_has_written_it_out_or_they_said_yes_themselves() -> None:
    """Written out it stands as an objection, to be resolved like any other; their own later consent ends it too."""
    gone = leaves("oak", at(4), "dee", how="asked to go", voices=said("ana ben chi"))
    written = objection("proposals/p", "roots", at(8), authors=("dee",), from_round=f"{at(1)}.oak", entered_by="ana")
    whole = movement(WITHOUT_DEE, gone, written)
    assert [bool(find_hearing(whole, "p", 2, "oak", at(on)).objecting) for on in (7, 8)] == [True, False]
    assert [one.id for one in find_objections_in_the_way(whole, "p", at(8))] == ["roots"]
    anew = [joins("oak", at(8), "dee"), held("p", at(9), said("dee"), 2, person="dee")]
    assert find_hearing(movement(WITHOUT_DEE, gone, anew), "p", 2, "oak", at(9)).is_consent
    said_before = held("p", at(2), said("dee"), person="dee")
    assert find_hearing(movement(WITHOUT_DEE, gone, said_before), "p", 2, "oak", at(9)).is_consent


def test_whoever_joins_must_be_heard_too() -> None:
    """Consent is that of every member on the day, so a newcomer's voice is missing until they speak."""
    whole = movement(
        circle("oak", at(0), "ana"), version("p", 1, at(0)), held("p", at(1), said("ana")), joins("oak", at(3), "ben"),
        held("p", at(5), said("ben"), person="ben"),
    )  # fmt: skip
    assert [find_hearing(whole, "p", 1, "oak", at(on)).missing for on in (2, 3, 4, 5)] == [(), ("ben",), ("ben",), ()]


def test_representatives_are_members_and_their_successors_must_speak() -> None:
    """Who is sent to a circle speaks in it while their term lasts; who follows them has not spoken yet."""
    whole = movement(
        circle("town"), circle("oak", at(0), "ana ben", "town"), election("rep-1", "oak", "ana", at(0)),
        election("rep-2", "oak", "ben", at(4), succeeds="rep-1"), version("p", 1, at(0), "town"),
        held("p", at(2), said("ana ben"), circle_="town"),
    )  # fmt: skip
    heard = {on: find_hearing(whole, "p", 1, "town", at(on)) for on in (3, 4)}
    assert [list(one.spoken) for one in heard.values()] == [["ana"], ["ana"]]
    assert [one.missing for one in heard.values()] == [(), ("ben",)]


def test_nobody_at_all_is_no_consent() -> None:
    """A circle without members, and one that is not on record, has not consented to anything."""
    whole = movement(circle("oak"), version("p", 1, at(0)))
    for name in ("oak", "elm"):
        assert not find_hearing(whole, "p", 1, name, at(3)).is_consent
    assert not find_hearing(whole, "nothing", 1, "oak", at(3)).is_consent


@pytest.mark.parametrize("key", ["voices", "version", ""])
def test_a_round_that_cannot_be_read_leaves_the_hearing_unsure(key: str) -> None:
    """Nobody is said to be missing, and nothing is consented to, while a round in that circle is at fault."""
    round_, other = held("p", at(2), said("ana")), held("p", at(2), said("ana"), circle_="elm")
    records = [circle("oak", members="ana"), version("p", 1, at(0)), round_, other]
    assert not find_hearing(movement(records, faults=[(round_, key)]), "p", 1, "oak", at(3)).sure
    assert find_hearing(movement(records, faults=[(round_, key)]), "p", 1, "oak", at(1)).sure
    assert find_hearing(
        movement(records, faults=[(other, key), (round_, "facilitator")]), "p", 1, "oak", at(3)
    ).is_consent


@pytest.mark.parametrize("key", ["voices", "version", "held", "circle", ""])
def test_there_is_no_consent_where_a_voice_cannot_be_read(key: str) -> None:
    """What stands in a round at fault may be an "object" of somebody who consented before."""
    records = [circle("oak", members="ana ben"), version("p", 1, at(0)), held("p", at(2), said("ana ben"))]
    later = held("p", at(3), said("ana"), person="ana")
    assert find_hearing(movement(records, later), "p", 1, "oak", at(9)).is_consent
    assert not find_hearing(movement(records, later, faults=[(later, key)]), "p", 1, "oak", at(9)).is_consent
