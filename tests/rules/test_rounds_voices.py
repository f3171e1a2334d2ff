"""Family C: whose voices a round holds, whose are missing, and who entered them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from nstgov.records import Away, Outside, Record, Voice, Voiced
from nstgov.records.ground_rules import AwayRule
from nstgov.rules.rounds.entered_voices import member_not_entered, nobody_named_who_entered
from nstgov.rules.rounds.member_voices import no_reason_yet, voice_of_no_member
from tests.building import (
    a_test,
    changes,
    circle,
    closed,
    closes,
    commits,
    day,
    edition,
    election,
    ended,
    held,
    joins,
    leaves,
    objection,
    said,
)
from tests.rules.judging import OAK, findings, places, trees

WHY = Voice(says="object", because="Before anyone sleeps there the hall needs a second door.")


@pytest.mark.parametrize(
    ("on", "expected", "message"),
    [
        ("2026-02-28", ["voices.eli"], "eli was not a member of oak on 2026-02-28; they are since 2026-03-01"),
        ("2026-03-01", [], None),
        ("2026-05-01", [], None),
        ("2026-05-02", ["voices.eli"], "eli was not a member of oak on 2026-05-02; their last day was 2026-05-01"),
    ],
)
def test_who_speaks_is_a_member_on_that_day(on: str, expected: list[str], message: str | None) -> None:
    """First and last day included; the finding says when they were."""
    stay = joins("oak", "2026-03-01", "eli"), leaves("oak", "2026-05-01", "eli")
    for voices in (said("ana eli"), said("ana", against="eli"), said("ana", absent="eli")):
        found = findings(voice_of_no_member, OAK, *stay, trees(1, "2026-01-15"), held("trees", on, voices))
        assert [".".join(map(str, finding.at.keys)) for finding in found] == expected
        assert [finding.message for finding in found] == ([message] if message else [])


def test_a_stranger_is_a_stranger() -> None:
    """Also a person outside every circle, however welcome as an author."""
    version = replace(trees(), authors=("ana", Outside(name="Omar Said")))
    assert places(voice_of_no_member, OAK, version, held("trees", "2026-05-01", said("ana zoe"))) == ["voices.zoe"]
    spoken = held("trees", "2026-05-01", {"Omar Said": Voice(says="consent")})
    assert places(voice_of_no_member, OAK, version, spoken) == ["voices.Omar Said"]


@pytest.mark.parametrize(
    ("voices", "expected"),
    [(said("ana"), []), (said("ana ben"), ["voices.ben"]), (said("zoe"), ["voices.zoe"]), (said(), [])],
)
def test_in_a_file_of_ones_own_stands_ones_own_voice(voices: dict[str, Voice], expected: list[str]) -> None:
    """Another's is one finding, whether they are a member or not."""
    assert places(voice_of_no_member, OAK, trees(), held("trees", "2026-05-01", voices, person="ana")) == expected


@pytest.mark.parametrize(
    ("on", "expected"), [("2025-12-31", [""]), ("2026-01-01", []), ("2026-06-30", []), ("2026-07-01", [""])]
)
def test_a_circle_that_is_not_there_is_one_finding(on: str, expected: list[str]) -> None:
    """And not one for each voice."""
    version = trees(1, "2025-12-01")
    assert (
        places(voice_of_no_member, OAK, closes("oak", "2026-06-30"), version, held("trees", on, said("ana ben")))
        == expected
    )


def test_members_are_not_judged_where_membership_cannot_be_read() -> None:
    """What a person's own file says of itself still is."""
    spoken, own = held("trees", "2026-05-01", said("zoe")), held("trees", "2026-05-02", said("zoe"), person="ana")
    faulty = [(OAK, "members")]
    assert places(voice_of_no_member, OAK, trees(), spoken, own, faults=faulty) == ["voices.zoe"]
    assert places(voice_of_no_member, OAK, trees(), spoken, faults=[(spoken, "voices")]) == []
    assert places(voice_of_no_member, trees(), spoken) == []
    assert places(voice_of_no_member, OAK, trees(imported="elsewhere"), spoken) == []
    gone = leaves("oak", "2026-03-01", "ben")
    assert places(voice_of_no_member, OAK, trees(), spoken, gone, faults=[(gone, "")]) == []


@pytest.mark.parametrize(
    ("voice", "expected"),
    [
        (Voice(says="object"), ["voices.ana"]),
        (Voice(says="object", because="TBD"), ["voices.ana"]),
        (WHY, []),
        (Voice(says="consent"), []),
        (Voice(says="absent"), []),
    ],
)
def test_who_objects_says_why(voice: Voice, expected: list[str]) -> None:
    """A placeholder is no reason; a consent needs none."""
    assert places(no_reason_yet, OAK, trees(), held("trees", "2026-05-01", {"ana": voice})) == expected


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        (held("trees", "2026-05-02", {"ana": WHY}, person="ana"), []),
        (held("trees", "2026-05-02", said("ana"), person="ana"), []),
        (held("trees", "2026-05-01", {"ana": WHY}, person="ana"), []),
        (held("trees", "2026-04-30", {"ana": WHY}, person="ana"), ["voices.ana"]),
        (held("trees", "2026-05-02", said(absent="ana")), ["voices.ana"]),
        (held("trees", "2026-05-02", {"ben": WHY}, person="ben"), ["voices.ana"]),
        (held("trees", "2026-05-02", {"ana": WHY}, 2, person="ana"), ["voices.ana"]),
        (held("trees", "2026-05-02", {"ana": WHY}, circle_="elm", person="ana"), ["voices.ana"]),
        (objection("proposals/trees", "doors", "2026-05-03", authors=("ana",), from_round="2026-05-01.oak"), []),
        (
            objection("proposals/trees", "doors", "2026-05-03", authors=("ben",), from_round="2026-05-01.oak"),
            ["voices.ana"],
        ),
        (objection("proposals/trees", "doors", "2026-05-03", authors=("ana",)), ["voices.ana"]),
    ],
)
def test_a_reason_may_come_later(later: Record, expected: list[str]) -> None:
    """In a later voice on the same version in the same circle, or written out as an objection from that round."""
    spoken = held("trees", "2026-05-01", said(against="ana"))
    assert places(no_reason_yet, OAK, trees(), spoken, later) == expected


def test_reasons_are_not_judged_where_voices_cannot_be_read() -> None:
    """Nor on history from elsewhere."""
    spoken = held("trees", "2026-05-01", said(against="ana"))
    assert places(no_reason_yet, OAK, trees(), spoken, faults=[(spoken, "voices")]) == []
    assert places(no_reason_yet, OAK, trees(imported="elsewhere"), spoken) == []


@pytest.mark.parametrize(
    ("voices", "expected"),
    [
        (said("ana ben chi dee"), []),
        (said("ana", against="ben", absent="chi dee"), []),
        (said("ana ben chi"), ["voices"]),
        (said(), ["voices"]),
    ],
)
def test_every_member_is_heard_or_entered_as_absent(voices: dict[str, Voice], expected: list[str]) -> None:
    """In a circle's round, with one finding for all who are missing."""
    assert places(member_not_entered, OAK, trees(), held("trees", "2026-05-01", voices)) == expected


def test_a_file_of_ones_own_enters_nobody_else() -> None:
    """And whoever has one need not be entered by the circle."""
    own = held("trees", "2026-05-02", said("dee"), person="dee")
    assert places(member_not_entered, OAK, trees(), own) == []
    spoken = held("trees", "2026-05-01", said("ana ben chi"))
    assert places(member_not_entered, OAK, trees(), spoken, own) == []
    second = replace(own, version=2)
    assert places(member_not_entered, OAK, trees(), trees(2, "2026-05-01"), spoken, second) == ["voices"]
    assert places(member_not_entered, OAK, trees(), spoken, own, faults=[(own, "voices")]) == []


@pytest.mark.parametrize(
    ("on", "expected"), [("2026-03-01", []), ("2026-03-02", ["voices"]), ("2026-04-30", ["voices"]), ("2026-05-01", [])]
)
def test_the_members_of_that_day_are_entered(on: str, expected: list[str]) -> None:
    """On the days of joining and of leaving they may not have been there yet, or any more."""
    stay = joins("oak", "2026-03-01", "eli"), leaves("oak", "2026-05-01", "eli")
    spoken = held("trees", on, said("ana ben chi dee"))
    assert places(member_not_entered, OAK, *stay, trees(1, "2026-01-15"), spoken) == expected


def test_who_is_away_by_their_own_word_need_not_be_entered() -> None:
    """For as long as the ground rules let them."""
    gone = Away(
        file="circles/oak/2026-04-20.away.dee.yml", circle="oak", date=day("2026-04-20"), person="dee",
        until=day("2026-05-01"), voices=said("dee"),
    )  # fmt: skip
    rules = edition(away=AwayRule(most_days=90, least_voices=4))
    for on, expected in (("2026-04-19", ["voices"]), ("2026-05-01", []), ("2026-05-02", ["voices"])):
        spoken = held("trees", on, said("ana ben chi"))
        assert places(member_not_entered, rules, OAK, gone, trees(), spoken) == expected


def test_nobody_is_called_missing_where_membership_cannot_be_read() -> None:
    """A faulty list of members brings no more findings."""
    spoken = held("trees", "2026-05-01", said("ana"))
    assert places(member_not_entered, OAK, trees(), spoken, faults=[(OAK, "members")]) == []
    assert places(member_not_entered, trees(), spoken) == []


def _voiced(record: Any, voices: dict[str, Voice]) -> Voiced:
    return replace(record, voices=voices)  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (held("trees", "2026-05-01", said("ana ben")), ["voices"]),
        (held("trees", "2026-05-01", said("ana")), ["voices"]),
        (held("trees", "2026-05-01", said("ana"), person="ana"), []),
        (held("trees", "2026-05-01", said("ben"), person="ana"), ["voices"]),
        (held("trees", "2026-05-01", said()), []),
        (_voiced(circle("elm", "2026-01-01", "eli"), said("eli")), ["voices"]),
        (_voiced(joins("oak", "2026-05-01", "eli"), said("eli ana")), ["voices"]),
        (_voiced(leaves("oak", "2026-05-01", "ana"), said("ana")), []),
        (_voiced(leaves("oak", "2026-05-01", "ana"), said("ben chi dee")), ["voices"]),
        (_voiced(changes("oak", "2026-05-01"), said("ana ben")), ["voices"]),
        (_voiced(closes("oak", "2026-05-01"), said("ana ben")), ["voices"]),
        (_voiced(closed("trees", "2026-05-01"), said("ana ben chi dee")), ["voices"]),
        (_voiced(a_test("proposals/trees", "roots", "2026-05-01", "stands"), said("ana ben")), ["voices"]),
        (_voiced(election("rep", "oak", "ana", "2026-05-01"), said("ana ben")), ["voices"]),
        (_voiced(ended("rep", "2026-05-01", "resigned"), said("ana")), []),
        (_voiced(ended("rep", "2026-05-01", "let go"), said("ana")), ["voices"]),
        (commits("trees", "2026-05-01", "oak", "ana ben"), ["people"]),
        (commits("trees", "2026-05-01", "oak", "", "ana ben"), ["takes_back"]),
        (commits("trees", "2026-05-01", "oak", "ana"), []),
    ],
)
def test_whoever_enters_the_voices_of_others_is_named(record: Record, expected: list[str]) -> None:
    """In every kind of record; nobody needs to be where one person speaks for themselves."""
    assert places(nobody_named_who_entered, OAK, trees(), record) == expected
    assert places(nobody_named_who_entered, OAK, trees(), replace(record, entered_by="ana")) == []
    for key in (*(key for key in expected if key), "entered_by", ""):
        assert places(nobody_named_who_entered, OAK, trees(), record, faults=[(record, key)]) == []


def test_rounds_on_history_from_elsewhere_need_no_name() -> None:
    """Who entered them is not known any more."""
    spoken = held("trees", "2026-05-01", said("ana ben"))
    assert places(nobody_named_who_entered, OAK, trees(imported="elsewhere"), spoken) == []


def test_who_was_absent_once_is_not_overlooked_the_next_time() -> None:
    """To have been absent is no voice; whoever spoke before need not be entered again."""
    first = held("trees", "2026-05-01", said("ana ben", absent="chi dee"))
    again = held("trees", "2026-05-08", said("chi"))
    (found,) = findings(member_not_entered, OAK, trees(), first, again)
    assert (found.at.file, found.message) == (again.file, "dee is neither heard nor entered as absent")
