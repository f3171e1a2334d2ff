"""Family A: nothing happens to a circle or a person without their consent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from nstgov.records import Away, Back, Record, Voice
from nstgov.records.ground_rules import AwayRule
from nstgov.rules.circles.member_consent import without_their_consent
from tests.building import (
    changes,
    circle,
    closes,
    day,
    edition,
    election,
    joins,
    leaves,
    person_change,
    said,
    takes_in,
)
from tests.rules.judging import findings

EVERYONE = "ana ben chi dee"
OAK = replace(circle("oak", "2026-01-01", EVERYONE), voices=said(EVERYONE))
ON = "2026-03-01"


def found_in(*records: Record, faults: tuple[tuple[Record, str], ...] = ()) -> list[str]:
    """Where something is found, by the keys."""
    return [".".join(map(str, f.at.keys)) for f in findings(without_their_consent, *records, faults=faults)]


@pytest.mark.parametrize(
    ("voices", "expected"),
    [
        (said("ana ben chi dee"), []),
        (said("ana ben chi"), ["voices"]),
        (said("ana"), ["voices"]),
        ({}, ["voices"]),
        (said("ana ben chi", against="dee"), ["voices.dee"]),
        (said("ana ben", against="dee"), ["voices.dee", "voices"]),
        (said("ana ben chi", absent="dee"), ["voices"]),
        (said("ana ben chi dee eli"), []),
    ],
)
def test_each_founder_says_yes_for_themselves(voices: dict[str, Voice], expected: list[str]) -> None:
    """Who has not spoken, or was absent, is named at the voices; who objects, on their own line."""
    assert found_in(replace(OAK, voices=voices)) == expected


def test_of_imported_circles_the_founders_yes_is_awaited() -> None:
    """Brought from elsewhere, they say nothing false: they say that they were brought."""
    assert found_in(replace(OAK, voices={}, imported="rust-lang/team, 2026-08-22")) == []
    assert found_in(circle("elm", "2026-01-01")) == []


@pytest.mark.parametrize(
    ("voices", "expected"),
    [
        (said("eli ana ben chi dee"), []),
        (said("ana ben chi dee"), ["voices"]),
        (said("eli ana ben chi"), ["voices"]),
        (said("ana ben chi"), ["voices", "voices"]),
        (said("eli ana ben chi", against="dee"), ["voices.dee"]),
        (said("ana ben chi dee", against="eli"), ["voices.eli"]),
        ({}, ["voices", "voices"]),
    ],
)
def test_who_joins_says_yes_and_so_does_everyone_who_is_there(voices: dict[str, Voice], expected: list[str]) -> None:
    """The newcomer's own yes and the members' consent are two things, and each is told once."""
    assert found_in(OAK, joins("oak", ON, "eli", voices=voices)) == expected


def test_two_who_join_on_one_day_need_not_consent_to_each_other() -> None:
    """They need the yes of whoever was a member before; and of the other only that they do not object."""
    both = joins("oak", ON, "eli", voices=said("eli fay ana ben chi dee"))
    other = joins("oak", ON, "fay", voices=said("fay ana ben chi dee"))
    assert findings(without_their_consent, OAK, both, other) == []
    objecting = joins("oak", ON, "fay", voices=said("fay ana ben chi dee", "eli"))
    assert [f.at.keys for f in findings(without_their_consent, OAK, both, objecting)] == [("voices", "eli")]
    silent = joins("oak", ON, "fay", voices=said("fay eli ana ben chi"))
    assert [f.at.keys for f in findings(without_their_consent, OAK, both, silent)] == [("voices",)]


def test_those_who_are_members_on_the_day_are_asked() -> None:
    """On their last day somebody may have left already; representatives are asked like everybody."""
    left = leaves("oak", ON, "dee", voices=said("dee"))
    same_day = joins("oak", ON, "eli", voices=said("eli ana ben chi"))
    day_after = joins("oak", "2026-03-02", "eli", voices=said("eli ana ben chi"))
    assert found_in(OAK, left, same_day) == []
    assert found_in(OAK, left, day_after) == []
    assert found_in(OAK, leaves("oak", "2026-03-02", "dee", voices=said("dee")), same_day) == ["voices"]
    ash = replace(circle("ash", "2025-12-01", "pia quin rosa sam", parent="oak"), voices=said("pia quin rosa sam"))
    sent = election("e", "ash", "pia", "2026-01-02")
    empty = replace(OAK, members={}, voices={})
    assert found_in(empty, ash, sent, joins("oak", ON, "eli", voices=said("eli"))) == ["voices"]
    assert found_in(empty, ash, sent, joins("oak", ON, "eli", voices=said("eli pia"))) == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"voices": said("dee")}, []),
        ({"entered_by": "dee"}, []),
        ({"voices": said("ana ben chi")}, []),
        ({"voices": said("ana ben chi", against="dee")}, []),
        ({"voices": said("ana ben")}, ["voices"]),
        ({"voices": said("ana ben", against="chi")}, ["voices"]),
        ({"voices": said(absent="dee"), "entered_by": "dee"}, ["voices"]),
        ({"entered_by": "ana"}, ["voices"]),
        ({}, ["voices"]),
    ],
)
def test_one_leaves_by_ones_own_word_or_by_that_of_all_the_others(given: dict[str, Any], expected: list[str]) -> None:
    """Some of the others are not enough; whoever wrote the file and says nothing else has said so."""
    assert found_in(OAK, leaves("oak", ON, "dee", **given)) == expected


def test_the_last_one_leaves_by_their_own_word_only() -> None:
    """Where nobody else is left, nobody else can say so."""
    alone = replace(circle("oak", "2026-01-01", "ana"), voices=said("ana"))
    assert found_in(alone, leaves("oak", ON, "ana")) == ["voices"]
    assert found_in(alone, leaves("oak", ON, "ana", voices=said("ana"))) == []


@pytest.mark.parametrize(
    ("voices", "expected"), [(said("dee"), 0), (said("ana ben chi"), 0), (said("ana"), 1), ({}, 1)]
)
def test_a_persons_name_and_keys_are_theirs(voices: dict[str, Voice], expected: int) -> None:
    """They change them themselves; when a key is lost, all the others say who they are."""
    assert len(found_in(OAK, person_change("oak", ON, "dee", account="dee", voices=voices))) == expected


@pytest.mark.parametrize("kind", [Away, Back])
def test_nobody_sends_another_away_or_brings_them_back(kind: Any) -> None:
    """By their own word only, not even by that of all the others."""
    more = {"until": day("2026-06-01")} if kind is Away else {}
    name = f"circles/oak/{ON}.{'away' if kind is Away else 'back'}.dee.yml"
    act = kind(file=name, circle="oak", date=day(ON), person="dee", **more)
    assert found_in(OAK, replace(act, voices=said("ana ben chi"))) == ["voices"]
    assert found_in(OAK, replace(act, voices=said("dee"))) == []
    assert found_in(OAK, replace(act, entered_by="dee")) == []


@pytest.mark.parametrize("act", [changes("oak", ON, name="Oaks"), closes("oak", ON)], ids=["changes", "closes"])
@pytest.mark.parametrize(
    ("voices", "expected"),
    [
        (said("ana ben chi dee"), []),
        (said("ana ben chi"), ["voices"]),
        (said("ana ben chi", against="dee"), ["voices.dee"]),
        (said("eli fay gus hal"), ["voices"]),
    ],
)
def test_a_circle_changes_and_closes_by_everyones_consent(act: Any, voices: Any, expected: list[str]) -> None:
    """Strangers' voices change nothing."""
    assert found_in(OAK, replace(act, voices=voices)) == expected


def test_where_nobody_is_nobody_can_change_anything() -> None:
    """An empty circle waits for its first members."""
    empty = replace(OAK, members={}, voices={})
    assert found_in(empty, replace(changes("oak", ON, name="Oaks"), voices=said("ana"))) == [""]
    assert found_in(empty, takes_in("oak", ON, "ash")) == []


def test_those_sent_by_the_circle_that_is_taken_in_are_not_asked() -> None:
    """They sit there from that day on, because of it, and are asked from the next one on."""
    ash = replace(circle("ash", "2026-02-01", "pia quin rosa sam", parent="oak"), voices=said("pia quin rosa sam"))
    sent = election("e", "ash", "pia", "2026-02-02")
    assert found_in(OAK, ash, sent, replace(takes_in("oak", ON, "ash"), voices=said(EVERYONE))) == []
    assert found_in(OAK, ash, sent, replace(takes_in("oak", ON, "ash"), voices=said("ana ben chi"))) == ["voices"]
    taken = replace(takes_in("oak", ON, "ash"), voices=said(EVERYONE))
    for on, expected in ((ON, []), ("2026-03-02", ["voices"])):
        assert (
            found_in(OAK, ash, sent, taken, replace(changes("oak", on, name="Oaks"), voices=said(EVERYONE))) == expected
        )


def test_whoever_is_away_by_their_own_word_is_not_waited_for() -> None:
    """As long as four others are there; never one who objects."""
    five = replace(circle("oak", "2026-01-01", f"{EVERYONE} eli"), voices=said(f"{EVERYONE} eli"))
    rules = edition(away=AwayRule(most_days=90, least_voices=4))
    gone = Away(
        file="circles/oak/2026-02-15.away.eli.yml", circle="oak", date=day("2026-02-15"), person="eli",
        until=day("2026-04-01"), voices=said("eli"),
    )  # fmt: skip
    renamed = replace(changes("oak", ON, name="Oaks"), voices=said(EVERYONE))
    assert found_in(rules, five, gone, renamed) == []
    assert found_in(five, gone, renamed) == ["voices"]
    assert found_in(rules, five, gone, replace(renamed, voices=said(EVERYONE, against="eli"))) == ["voices.eli"]
    assert found_in(rules, five, gone, replace(renamed, voices=said("ana ben chi"))) == ["voices"]


@pytest.mark.parametrize("key", ["voices", "entered_by", ""])
def test_voices_that_could_not_be_read_are_not_missed(key: str) -> None:
    """A faulty record is judged by nobody."""
    act = leaves("oak", ON, "dee")
    assert found_in(OAK, act, faults=((act, key),)) == []


def test_where_membership_is_not_sure_nobody_is_missed() -> None:
    """A faulty joining silences the rule for its circle, and a founder's own yes is still asked."""
    came = joins("oak", "2026-02-01", "eli")
    renamed = replace(changes("oak", ON, name="Oaks"), voices=said("ana"))
    assert found_in(OAK, came, renamed, faults=((came, ""),)) == []
    assert found_in(replace(OAK, voices=said("ana")), came, renamed, faults=((came, ""),)) == ["voices"]


def test_where_nobody_else_is_there_nobody_else_says_that_somebody_leaves() -> None:
    """Nobody waits for those who are away, yet one of the others at least has said so."""
    rules = edition(away=AwayRule(most_days=30, least_voices=1))
    absent = [
        Away(file=f"circles/oak/2026-02-20.away.{who}.yml", circle="oak", date=day("2026-02-20"), person=who,
             until=day("2026-03-10"), voices=said(who))
        for who in ("ana", "ben", "chi")
    ]  # fmt: skip
    assert found_in(rules, OAK, *absent, leaves("oak", ON, "dee", how="died")) == ["voices"]
    assert found_in(rules, OAK, *absent[:2], leaves("oak", ON, "dee", how="died")) == ["voices"]
    died = leaves("oak", ON, "dee", how="died", voices=said("ben chi"))
    assert found_in(rules, OAK, *absent[:1], died) == []


@pytest.mark.parametrize(
    ("how", "voices", "expected"),
    [
        ("asked to go", "ana ben chi", []),
        ("asked to go", "ana ben", ["voices"]),
        ("died", "ana ben chi", []),
        ("own word", "dee", []),
        ("own word", "ana ben chi", ["how"]),
    ],
)
def test_how_somebody_leaves_is_what_the_voices_say(how: Any, voices: str, expected: list[str]) -> None:
    """Their own word is theirs, and every other way takes all the others."""
    assert found_in(OAK, leaves("oak", ON, "dee", how=how, voices=said(voices))) == expected


@pytest.mark.parametrize(
    ("how", "expected"), [("asked to go", ["voices"]), (None, ["voices"]), ("died", []), ("cannot be found", [])]
)
def test_to_ask_somebody_to_go_takes_three_others_at_least(how: Any, expected: list[str]) -> None:
    """Of two who are left neither sends the other away; that one has died, one alone may write down."""
    left = [leaves("oak", "2026-02-01", person, voices=said(person)) for person in ("ana", "ben")]
    assert found_in(OAK, *left, leaves("oak", ON, "dee", how=how, voices=said("chi"))) == expected
    both = leaves("oak", ON, "chi", how=how, voices=said("dee"))
    twice = found_in(OAK, *left, both, leaves("oak", ON, "dee", how=how, voices=said("chi")))
    assert twice == expected * 2
