"""Who is away, and whose voice is needed meanwhile."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nstgov.lifecycle import away_on, find_hearing, find_passed_over, lacking_consent, members_needed_on
from nstgov.records import Election, Movement, Nomination, Record
from nstgov.records.ground_rules import AwayRule
from nstgov.rules.circles.successors import away_too_long
from nstgov.rules.decisions.affected_circles import people_unheard
from tests.building import (
    at,
    away,
    back,
    circle,
    decision,
    edition,
    election,
    held,
    joins,
    leaves,
    movement,
    said,
    version,
)
from tests.rules.judging import findings, places

RULES = edition(away=AwayRule(most_days=10, least_voices=4))
OAK = circle("oak", at(-9), "ana ben chi dee eli")
PROPOSAL = version("p", 1, at(0))
OTHERS = said("ben chi dee eli")


def days_away(*records: Record) -> list[int]:
    """The days on which Ana is away."""
    whole = movement(OAK, records)
    return [number for number in range(-2, 20) if "ana" in away_on(whole, "oak", at(number))]


def missing(*records: Record, on: int = 5) -> tuple[str, ...]:
    """Whose voice is missing on the first version."""
    return find_hearing(movement(OAK, PROPOSAL, records), "p", 1, "oak", at(on)).missing


def test_away_counts_from_its_day_to_the_last_day_both_included() -> None:
    """From the day of the act to `until`, and never longer than the ground rules allow."""
    assert days_away(RULES, away("oak", at(2), "ana", at(4))) == [2, 3, 4]
    assert days_away(RULES, away("oak", at(2), "ana", at(2))) == [2]
    assert days_away(RULES, away("oak", at(2), "ana", at(1))) == []
    assert days_away(RULES, away("oak", at(2), "ana", at(99))) == list(range(2, 13))


def test_coming_back_ends_it_the_day_before() -> None:
    """On the day they are back their voice is needed again; a return before it began changes nothing."""
    gone = away("oak", at(2), "ana", at(8))
    assert days_away(RULES, gone, back("oak", at(5), "ana")) == [2, 3, 4]
    assert days_away(RULES, gone, back("oak", at(2), "ana")) == []
    assert days_away(RULES, gone, back("oak", at(1), "ana")) == list(range(2, 9))
    assert days_away(RULES, gone, back("oak", at(5), "ben")) == list(range(2, 9))


def test_only_by_their_own_word() -> None:
    """What somebody else enters without their voice takes nobody's voice away; who wrote it need not repeat it."""
    gone = away("oak", at(2), "ana", at(3))
    assert days_away(RULES, replace(gone, voices={}, entered_by="ben")) == []
    assert days_away(RULES, replace(gone, voices=said("ben"), entered_by="ben")) == []
    assert days_away(RULES, replace(gone, voices=said("", "ana"), entered_by="ana")) == []
    assert days_away(RULES, replace(gone, voices={}, entered_by="ana")) == [2, 3]


def test_without_the_rule_nobody_is_ever_passed_over() -> None:
    """Ground rules that do not speak of being away wait for everybody."""
    assert days_away(edition(), away("oak", at(2), "ana", at(8))) == []
    assert missing(edition(), away("oak", at(2), "ana", at(8)), held("p", at(3), OTHERS)) == ("ana",)


@pytest.mark.parametrize(("on", "expected"), [(1, ("ana",)), (2, ()), (8, ()), (9, ("ana",))])
def test_their_voice_is_missing_before_and_after_and_not_meanwhile(on: int, expected: tuple[str, ...]) -> None:
    """On the first and on the last day away the others decide without them, the day before and after they do not."""
    gone = away("oak", at(2), "ana", at(8))
    assert missing(RULES, gone, held("p", at(1), OTHERS), on=on) == expected


def test_their_voice_counts_all_the_same_when_they_speak() -> None:
    """Whoever speaks while away is heard; an objection is never passed over, one to an earlier version either."""
    gone = away("oak", at(2), "ana", at(8))
    against = held("p", at(3), said("ben chi dee eli", "ana"))
    heard = find_hearing(movement(OAK, PROPOSAL, RULES, gone, against), "p", 1, "oak", at(5))
    assert [one.person for one in heard.objecting] == ["ana"]
    assert heard.passed_over == ()
    second = [version("p", 2, at(4)), held("p", at(5), OTHERS, 2)]
    for first, expected in ((against, ("ana",)), (held("p", at(3), said("ana")), ())):
        whole = movement(OAK, PROPOSAL, RULES, gone, first, second)
        assert find_hearing(whole, "p", 2, "oak", at(6)).missing == expected


def test_a_decision_needs_at_least_so_many_voices_all_the_same() -> None:
    """When fewer than four are left everybody is needed, those away too."""
    two_away = [away("oak", at(2), "ana", at(8)), away("oak", at(2), "ben", at(8))]
    whole = movement(OAK, RULES, two_away)
    assert find_passed_over(whole, "oak", at(3)) == frozenset()
    assert members_needed_on(whole, "oak", at(3)) == ("ana", "ben", "chi", "dee", "eli")
    larger = movement(OAK, RULES, two_away, joins("oak", at(0), "flo"))
    assert members_needed_on(larger, "oak", at(3)) == ("chi", "dee", "eli", "flo")
    fewer = movement(OAK, RULES, two_away, joins("oak", at(0), "flo"), leaves("oak", at(2), "eli"))
    assert members_needed_on(fewer, "oak", at(3)) == ("ana", "ben", "chi", "dee", "flo")


def test_lacking_consent_names_those_needed_and_whoever_objects() -> None:
    """Absent and silent members lack; of those away only one who objects."""
    whole = movement(OAK, RULES, away("oak", at(2), "ana", at(8)))
    assert lacking_consent(whole, OTHERS, "oak", at(3)) == ()
    assert lacking_consent(whole, said("ben chi dee eli", "ana"), "oak", at(3)) == ("ana",)
    assert lacking_consent(whole, said("ben chi", "dee", "eli"), "oak", at(3)) == ("dee", "eli")
    assert lacking_consent(whole, {}, "elm", at(3)) == ()


def test_a_faulty_record_of_being_away_leaves_the_hearing_unsure() -> None:
    """Nobody is called missing while it cannot be read whether they were away."""
    gone = away("oak", at(2), "ana", at(8))
    whole = movement(OAK, PROPOSAL, RULES, gone, held("p", at(3), OTHERS), faults=[(gone, "until")])
    assert not find_hearing(whole, "p", 1, "oak", at(5)).sure
    everybody = movement(OAK, PROPOSAL, RULES, gone, held("p", at(3), OTHERS | said("ana")), faults=[(gone, "until")])
    assert find_hearing(everybody, "p", 1, "oak", at(5)).is_consent


def test_an_away_from_no_circle_on_record_is_nothing() -> None:
    """An act in a circle that is not there, and a circle without acts, raise nothing."""
    assert away_on(Movement([away("elm", at(2), "ana", at(8)), RULES]), "elm", at(3)) == {"ana"}
    assert find_passed_over(Movement([RULES]), "elm", at(3)) == frozenset()


def test_absences_that_follow_on_each_other_are_taken_together() -> None:
    """Three in a row share the days of one; after more than thirty days between, a new one begins."""
    first, second = away("oak", at(2), "ana", at(6)), away("oak", at(8), "ana", at(14))
    assert days_away(RULES, first, second) == [2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13]
    assert places(away_too_long, RULES, OAK, first, second) == ["until"]
    third = away("oak", at(15), "ana", at(19))
    assert days_away(RULES, first, second, third) == [2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13]
    assert places(away_too_long, RULES, OAK, first, second, third) == ["until", "until"]
    later = away("oak", at(37), "ana", at(47))
    assert places(away_too_long, RULES, OAK, first, later) == []
    assert places(away_too_long, RULES, OAK, first, away("oak", at(36), "ana", at(46))) == ["until"]


def test_an_absence_beyond_what_is_allowed_is_told_with_the_day_that_is() -> None:
    """Coming back sooner gives days back, and somebody else's absence takes none."""
    long = away("oak", at(2), "ana", at(180))
    (found,) = findings(away_too_long, RULES, OAK, long)
    assert found.help == f"Write `until: {at(12)}`, or a day before."
    again = away("oak", at(6), "ana", at(11))
    back_soon = [away("oak", at(2), "ana", at(12)), back("oak", at(5), "ana")]
    assert places(away_too_long, RULES, OAK, *back_soon, again) == []
    assert places(away_too_long, RULES, OAK, away("oak", at(2), "ben", at(12)), again) == []
    assert places(away_too_long, edition(), OAK, long) == []


def elected(id_: str, circle_: str, person: str, members: str, until: int) -> Election:
    """Everybody of a circle nominates somebody as representative, and consents."""
    nominations = {member: Nomination(for_=person, because="She listens.") for member in members.split()}
    voices = said(members)
    return election(id_, circle_, person, at(-8), at(until), nominations=nominations, voices=voices)


def region() -> list[Record]:
    """Four circles below a town below a region, each with somebody who sits above."""
    founders = {"oak": "ana ben chi dee", "elm": "eli fay gus hal", "fir": "ivo joy kim lou", "yew": "max ned oda pia"}
    circles = [circle(one, at(-9), people, "town", voices=said(people)) for one, people in founders.items()]
    chosen = [elected(f"{one}-rep", one, people.split()[0], people, 5) for one, people in founders.items()]
    above = [circle("town", at(-9), "", "region", level="regional"), circle("region", at(-9), level="continental")]
    onwards = elected("town-rep", "town", "ana", "ana eli ivo max", 50)
    rules = edition(away=AwayRule(most_days=10, least_voices=1))
    return [rules, *circles, *chosen, *above, onwards]


def test_who_is_away_from_the_circle_that_sent_them_is_away_above_it_too() -> None:
    """On every level, while they sit there for it; their own word in the circle above is not needed again."""
    whole = movement(region(), away("oak", at(2), "ana", at(8)))
    for id_, days in (("oak", range(2, 9)), ("town", range(2, 6)), ("region", range(2, 6))):
        assert [day for day in range(12) if "ana" in away_on(whole, id_, at(day))] == list(days), id_


@pytest.mark.parametrize(
    ("affects", "voices", "expected"),
    [
        ("oak elm", "eli ivo max", ["circles"]),
        ("town", "eli ivo max", ["circles"]),
        ("oak elm", "ana eli ivo max", []),
        ("elm fir", "eli ivo max", []),
    ],
)
def test_a_circle_all_of_whose_representatives_are_away_is_not_heard(
    affects: str, voices: str, expected: list[str]
) -> None:
    """It is told where it or what stands over it is affected, and not where its representative spoke all the same."""
    bench = version("bench", 1, at(3), "town", affects=affects)
    made = decision("bench", at(4), "town")
    spoken = held("bench", at(4), said(voices), 1, "town")
    gone = away("oak", at(2), "ana", at(8))
    assert places(people_unheard, *region(), bench, spoken, made, gone) == expected
