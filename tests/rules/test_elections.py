"""Family E: nominations, consent, terms, and the cautions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from nstgov.records import (
    NOBODY_YET,
    Candidate,
    EarlierCandidate,
    Election,
    Movement,
    Nomination,
    NominationChange,
    Record,
    Term,
)
from nstgov.records.ground_rules import AwayRule
from nstgov.rules.elections.cautions import election_with_caution, no_parent_yet
from nstgov.rules.elections.nominations import nomination_missing, nominee_not_a_member, not_chosen_by_consent
from nstgov.rules.elections.role_terms import keeper_of_one_circle, term_without_end, too_many_representatives
from tests.building import away, circle, day, edition, election, ended, joins, leaves, said
from tests.record import TODAY
from tests.rules.judging import OAK, findings, places

ALL = said("ana ben chi dee")


def nominated(**named: str) -> dict[str, Nomination]:
    """Who nominates whom, each with a reason."""
    return {person: Nomination(for_=for_, because="Listens well.") for person, for_ in named.items()}


def chosen(id_: str = "rep", person: str = "ana", held: str = "2026-02-01", **more: Any) -> Election:
    """Oak chooses Ana as its representative, with everything as it should be, unless told otherwise."""
    named = nominated(ana="ben", ben="ana", chi="ana", dee="ben")
    until = more.pop("until", "2027-02-01")
    circle_ = more.pop("circle_", "oak")
    return election(id_, circle_, person, held, until, **{"nominations": named, "voices": ALL, **more})


def test_everybody_who_is_there_nominates() -> None:
    """Members of the day who are not absent; who says "nobody yet" has answered."""
    three = nominated(ana="ben", ben="ana", chi="ana")
    assert places(nomination_missing, OAK, chosen()) == []
    assert places(nomination_missing, OAK, chosen(nominations=three)) == ["nominations"]
    assert places(nomination_missing, OAK, chosen(nominations=three, voices=said("ana ben chi", absent="dee"))) == []
    yet = three | {"dee": Nomination(for_=NOBODY_YET, because="I am new here.")}
    assert places(nomination_missing, OAK, chosen(nominations=yet)) == []
    assert places(nomination_missing, OAK, joins("oak", "2026-01-31", "eli"), chosen()) == ["nominations"]
    assert places(nomination_missing, OAK, joins("oak", "2026-02-01", "eli"), chosen()) == []
    assert places(nomination_missing, OAK, leaves("oak", "2026-02-01", "dee"), chosen(nominations=three)) == []


def test_every_nomination_and_every_change_has_a_reason() -> None:
    """Each one without is found at its own place."""
    named = nominated(ana="ben", ben="ana", chi="ana") | {"dee": Nomination(for_="ben")}
    changed = {"ana": NominationChange(to="dee"), "ben": NominationChange(to="chi", because="So it is.")}
    found = places(nomination_missing, OAK, chosen(nominations=named, changes=changed))
    assert found == ["changes.ana", "nominations.dee"]


def test_whoever_is_away_is_not_waited_for_but_may_take_part() -> None:
    """By their own word, and while the ground rules allow it; the person proposed always speaks."""
    rules = edition(away=AwayRule(most_days=90, least_voices=3))
    gone = away("oak", "2026-01-20", "dee", "2026-03-01")
    without = chosen(nominations=nominated(ana="ben", ben="ana", chi="ana"), voices=said("ana ben chi"))
    for rule in (nomination_missing, not_chosen_by_consent):
        assert places(rule, rules, OAK, gone, without) == []
        assert places(rule, edition(), OAK, gone, without) != []
    of_dee = replace(without, proposed=Candidate(person="dee"))
    assert places(not_chosen_by_consent, rules, OAK, gone, of_dee) == ["voices"]


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("representative", ["changes.ben.to", "earlier.0.person", "nominations.chi.for", "proposed.person"]),
        ("facilitator", ["changes.ben.to", "earlier.0.person", "nominations.chi.for", "proposed.person"]),
        ("secretary", ["changes.ben.to", "earlier.0.person", "nominations.chi.for", "proposed.person"]),
        ("keeper", []),
        ("roof steward", []),
    ],
)
def test_some_roles_are_carried_by_members_only(role: str, expected: list[str]) -> None:
    """Nominees, earlier candidates and the person proposed are members; a keeper may be anybody on record."""
    records = [OAK, circle("elm", "2026-01-01", "eva flo gus hal")]
    about = chosen(
        role=role,
        proposed=Candidate(person="eva"),
        nominations=nominated(ana="ben", ben="ana", chi="eva", dee=NOBODY_YET),
        changes={"ben": NominationChange(to="eva", because="So it is.")},
        earlier=(EarlierCandidate(person="flo"),),
    )
    assert places(nominee_not_a_member, *records, about) == expected


def test_the_person_proposed_was_named_by_somebody() -> None:
    """At first, or after hearing the others; without any nomination E01 speaks."""
    named = nominated(ana="ben", ben="chi", chi="ben", dee="ben")
    assert places(nominee_not_a_member, OAK, chosen(nominations=named)) == ["proposed.person"]
    changed = {"dee": NominationChange(to="ana", because="So it is.")}
    assert places(nominee_not_a_member, OAK, chosen(nominations=named, changes=changed)) == []
    assert places(nominee_not_a_member, OAK, chosen(nominations={})) == []


def test_all_consent_and_the_person_proposed_too() -> None:
    """Silent members are one finding; absent and objecting ones are found at their voices."""
    assert places(not_chosen_by_consent, OAK, chosen()) == []
    assert places(not_chosen_by_consent, OAK, chosen(voices=said("ana ben"))) == ["voices"]
    mixed = said("ana", "ben", "chi")
    assert places(not_chosen_by_consent, OAK, chosen(voices=mixed)) == ["voices", "voices.ben", "voices.chi"]
    assert places(not_chosen_by_consent, OAK, chosen(person="eva")) == ["voices"]
    (found,) = findings(not_chosen_by_consent, OAK, chosen(voices=said("ana ben")))
    assert found.message == "chi and dee have not consented to ana"


@pytest.mark.parametrize(
    ("until", "expected"),
    [("2028-02-02", ["term.until"]), ("2028-02-01", []), ("2026-02-01", []), ("2026-01-31", ["term.until"])],
)
def test_a_term_ends_within_the_longest_time_and_not_before_it_begins(until: str, expected: list[str]) -> None:
    """730 days from the day it was held, that day included; a term of one day is one."""
    assert places(term_without_end, OAK, chosen(until=until)) == expected


def test_a_term_without_an_end_is_found() -> None:
    """At the term, by the edition in force on the day it was held."""
    assert places(term_without_end, OAK, chosen(until=None)) == ["term.until"]
    strict = edition(longest_sunset_days=100)
    assert places(term_without_end, strict, OAK, chosen(until="2026-05-12")) == []
    assert places(term_without_end, strict, OAK, chosen(until="2026-05-13")) == ["term.until"]
    faulty = chosen(until=None)
    assert places(term_without_end, OAK, faulty, faults=[(faulty, "term")]) == []


@pytest.mark.parametrize(
    ("from_", "until", "expected"),
    [
        ("2026-08-01", "2028-07-31", []),
        ("2026-08-01", "2028-08-01", ["term.until"]),
        ("2027-02-02", "2028-02-01", []),
        ("2027-02-03", "2028-02-01", ["term.from"]),
    ],
)
def test_a_term_is_counted_from_its_own_first_day_which_is_within_a_year(
    from_: str, until: str, expected: list[str]
) -> None:
    """Chosen in time before it begins, a term may still last as long as any."""
    assert places(term_without_end, OAK, chosen(from_=from_, until=until)) == expected


@pytest.mark.parametrize(("top", "role", "expected"), [
    ("valley", "keeper", ["circle"]), ("oak", "keeper", []), ("everyone", "keeper", []), ("valley", "secretary", []),
])  # fmt: skip
def test_a_keeper_is_chosen_by_the_top_circle(top: str, role: str, expected: list[str]) -> None:
    """While nobody sits there, by a circle that stands highest; another circle chooses its own roles only."""
    valley = circle("valley", "2026-01-01", "eva fay gus hal")
    assert places(keeper_of_one_circle, edition(top=top), OAK, valley, chosen(role=role)) == expected


@pytest.mark.parametrize(("circle_", "role", "expected"), [
    ("oak", "representative", []), ("oak", "secretary", ["succeeds"]), ("elm", "representative", ["succeeds"]),
])  # fmt: skip
def test_a_term_succeeds_one_of_the_same_role_in_the_same_circle(circle_: str, role: str, expected: list[str]) -> None:
    """No circle ends the term of another one's representative."""
    later = chosen("next", held="2026-06-01", circle_=circle_, role=role, succeeds="rep")
    assert places(term_without_end, OAK, chosen(), later) == expected
    assert places(term_without_end, OAK, chosen(succeeds="rep")) == ["succeeds"]


def many(*later: Record, **more: Any) -> list[str]:
    """The elections that E05 finds one too many, beside Ana's and Ben's from February on."""
    first = [chosen("one", "ana"), chosen("two", "ben")]
    return sorted({f.at.file.split("/")[1] for f in findings(too_many_representatives, OAK, *first, *later, **more)})


def test_two_represent_a_circle_at_once_and_no_more() -> None:
    """A third one is found on the day it begins; one that begins when another has ended is none."""
    assert many() == []
    assert many(chosen("three", "chi", "2026-06-01")) == ["three"]
    assert many(chosen("three", "chi", "2027-02-01", until="2027-12-01")) == ["three"]
    assert many(chosen("three", "chi", "2027-02-02", until="2027-12-01")) == []
    assert many(chosen("three", "chi", "2026-06-01", succeeds="two")) == []
    assert many(chosen("three", "chi", "2026-06-01", role="secretary")) == []
    assert many(chosen("three", "ana", "2026-06-01")) == []
    assert many(chosen("three", "chi", "2026-06-01"), chosen("four", "dee", "2026-06-01")) == ["four", "three"]
    assert many(chosen("three", "chi", "2026-06-01"), edition(representatives=edition().representatives)) == ["three"]


def test_whoever_has_left_or_resigned_does_not_count_any_more() -> None:
    """Be it on the very day on which another begins; who leaves on the day after still represents."""
    third = chosen("three", "chi", "2026-06-01")
    assert many(third, leaves("oak", "2026-06-01", "ben")) == []
    assert many(third, leaves("oak", "2026-06-02", "ben")) == ["three"]
    assert many(third, ended("two", "2026-06-01", "resigned")) == []
    assert many(third, ended("two", "2026-06-02", "resigned")) == ["three"]
    assert many(third, faults=[(third, "term")]) == []


def test_a_circle_without_a_parent_hears_where_it_could_join() -> None:
    """Circles of the next level with room, those of the same place first; the top circle joins none."""
    towns = [circle(f"town-{n}", "2026-01-01", "x" * (n > 2), level="regional", place="Here") for n in range(4)]
    near = circle("near", "2026-01-01", level="regional", place="There")
    oak = replace(OAK, place="There")
    (found,) = findings(no_parent_yet, oak, *towns, near, chosen())
    assert found.at == chosen().locate("circle")
    assert found.help == "Ask near, town-0 or town-1 to take you in, and name it as `parent`."
    assert findings(no_parent_yet, replace(oak, parent="near"), near, chosen()) == []
    assert findings(no_parent_yet, replace(oak, level="global"), chosen()) == []
    assert findings(no_parent_yet, edition(top="oak"), oak, chosen()) == []
    assert findings(no_parent_yet, oak, chosen(until="2026-11-22")) == []
    assert len(findings(no_parent_yet, oak, chosen(until="2026-11-23"))) == 1
    assert "Look for other circles" in findings(no_parent_yet, oak, chosen())[0].help


def test_the_cautions_are_said_once_each() -> None:
    """Named by nobody else, leading the talk, leading the circle, carrying another term: each is advice."""
    alone = chosen(nominations=nominated(ana="ana", ben="chi", chi="ben", dee="ben"))
    assert election_with_caution.severity == "advice"
    assert places(election_with_caution, OAK, chosen()) == []
    assert places(election_with_caution, OAK, alone) == ["proposed"]
    assert places(election_with_caution, OAK, chosen(facilitator="ana")) == ["facilitator"]
    assert places(election_with_caution, replace(OAK, facilitator="ana"), chosen()) == ["proposed"]
    assert places(election_with_caution, replace(OAK, facilitator="ana"), chosen(role="secretary")) == []


def test_two_terms_of_one_person_in_one_circle_are_a_caution_for_the_later_one() -> None:
    """To sit for one's circle in the circle above and for that one higher up is how it is meant."""
    later = chosen("pen", held="2026-03-01", role="secretary")
    (found,) = findings(election_with_caution, OAK, chosen(), later)
    assert found.at == later.locate("proposed")
    assert places(election_with_caution, OAK, chosen(until="2026-02-28"), later) == []
    assert (
        places(
            election_with_caution, OAK, chosen(), chosen("again", held="2027-01-20", succeeds="rep", until="2028-01-01")
        )
        == []
    )
    town = circle("town", "2026-01-01", "ana ben chi dee", level="regional")
    assert places(election_with_caution, OAK, town, chosen(), chosen("up", circle_="town", held="2026-03-01")) == []


def test_a_term_that_is_not_sure_is_carried_by_nobody() -> None:
    """Where another election cannot be read in full, no caution rests on it."""
    first, later = chosen(), chosen("pen", held="2026-03-01", role="secretary")
    assert places(election_with_caution, OAK, first, later, faults=[(first, "succeeds")]) == []


RULES = (
    nomination_missing,
    nominee_not_a_member,
    not_chosen_by_consent,
    too_many_representatives,
    election_with_caution,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
@pytest.mark.parametrize("key", ["circle", "held", ""])
def test_an_election_that_cannot_be_read_is_left_to_the_reader(rule: Any, key: str) -> None:
    """Where its circle or its day is faulty, and where membership of the circle is in doubt, family E is silent."""
    bad = chosen("three", "eva", nominations={}, voices={}, facilitator="eva", role="representative")
    records = [OAK, chosen("one", "ana"), chosen("two", "ben"), bad]
    assert findings(rule, *records, faults=[(bad, key)]) == []
    assert findings(rule, *records, faults=[(OAK, "members")]) == []


@pytest.mark.parametrize(
    "odd",
    [
        Election(
            file="decisions/odd/election.yml", election="odd", circle="", role="", held=day("9999-12-31"),
            term=Term(from_=day("9999-12-31")), proposed=Candidate(person=""),
        ),
        chosen("odd", "nobody", held="0001-01-01", circle_="nowhere", succeeds="nothing", until="9999-12-31"),
        chosen("odd", circle_="oak", held="9999-12-31", until="0001-01-01", nominations=nominated(zoe="")),
    ],
    ids=["blank", "nowhere", "end of time"],
)  # fmt: skip
def test_no_rule_of_the_family_raises_on_odd_elections(odd: Election) -> None:
    """Blanks, unknown names and the ends of the calendar are for the reader."""
    whole = Movement([OAK, odd])
    found = [finding for rule in (*RULES, term_without_end, no_parent_yet) for finding in rule(whole, TODAY)]
    assert found
    assert all(finding.message and finding.help for finding in found)
