"""Family G: the ground rules themselves, and how an edition comes into force."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from nstgov.lifecycle import FLOORS
from nstgov.records import Decision, Record, Version
from nstgov.records.ground_rules import AuthorCount, AwayRule, CircleSize, RepresentativeCount
from nstgov.records.proposals import EditionNamed
from nstgov.rules.ground_rules.adoption import edition_not_adopted
from nstgov.rules.ground_rules.floors import looser_than_the_floors
from tests.building import circle, day, decision, edition, election, joins, version
from tests.rules.judging import findings


def size(least: int, good: int, most: int) -> dict[str, Any]:
    """Ground rules with these sizes of circles."""
    return {"circle_size": CircleSize(least=least, good=good, most=most)}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, []),
        (size(4, 4, 4), []),
        (size(6, 8, 10), []),
        (size(3, 8, 12), ["circle_size.least"]),
        (size(4, 8, 13), ["circle_size.most"]),
        (size(1, 2, 40), ["circle_size.least", "circle_size.most", "circle_size.good"]),
        (size(4, 3, 12), ["circle_size.good"]),
        (size(4, 12, 12), []),
        (size(4, 11, 10), ["circle_size.good"]),
        (size(8, 8, 6), ["circle_size.least"]),
        ({"authors": AuthorCount(least=3)}, ["authors.least"]),
        ({"authors": AuthorCount(least=5)}, []),
        ({"representatives": RepresentativeCount(least=1, most=1)}, []),
        ({"representatives": RepresentativeCount(least=2, most=2)}, []),
        ({"representatives": RepresentativeCount(least=1, most=3)}, ["representatives.most"]),
        ({"representatives": RepresentativeCount(least=2, most=1)}, ["representatives.least"]),
        ({"longest_sunset_days": 1}, []),
        ({"longest_sunset_days": 1826}, []),
        ({"longest_sunset_days": 1827}, ["longest_sunset_days"]),
        ({"reconsider_within_days": 90}, []),
        ({"reconsider_within_days": 91}, ["reconsider_within_days"]),
        ({"answer_objection_within_days": 91}, ["answer_objection_within_days"]),
        ({"quiet_after_days": 366}, []),
        ({"quiet_after_days": 367}, ["quiet_after_days"]),
        ({"away": AwayRule(most_days=90, least_voices=4)}, []),
        ({"away": AwayRule(most_days=90, least_voices=3)}, ["away.least_voices"]),
        ({"away": AwayRule(most_days=367, least_voices=4)}, ["away.most_days"]),
        ({"levels": ()}, ["levels"]),
        ({"levels": ("friend", "city", "friend")}, ["levels.2"]),
        ({"levels": ("friend", "city"), "proof": {"city": "signed"}}, []),
        ({"levels": ("friend", "city"), "proof": {"global": "signed", "city": "heard"}}, ["proof.global"]),
    ],
)  # fmt: skip
def test_an_edition_may_be_stricter_and_never_looser(more: dict[str, Any], expected: list[str]) -> None:
    """Each number is held against its floor, at its own place."""
    found = [".".join(map(str, f.at.keys)) for f in findings(looser_than_the_floors, edition(**more))]
    assert found == expected


def test_the_floors_themselves_are_no_finding_and_any_edition_is_judged() -> None:
    """Also an edition that nobody has decided yet is told early."""
    assert findings(looser_than_the_floors, FLOORS) == []
    second = edition(2, authors=AuthorCount(least=1))
    assert [f.at.file for f in findings(looser_than_the_floors, FLOORS, second)] == [second.file]


@pytest.mark.parametrize("key", ["circle_size", "authors", "levels", ""])
def test_what_could_not_be_read_is_held_against_no_floor(key: str) -> None:
    """Zero stands where a number could not be read, and is no looser number."""
    blank = edition(authors=AuthorCount(least=0), levels=(), **size(0, 0, 0))
    keys = {f.at.keys[0] for f in findings(looser_than_the_floors, blank, faults=[(blank, key)])}
    assert key not in keys
    assert bool(keys) == bool(key)


EVERYONE = circle("everyone", "2020-01-01", "ana ben chi dee", level="global")
SECOND = edition(2, "2026-03-01", "rules-2")
ADOPTS: dict[str, Any] = {"kind": "ground rules", "edition": EditionNamed(number=2, sha256="2" * 64)}
PROPOSED = version("rules-2", 1, "2026-01-01", "everyone", **ADOPTS)
DECIDED = decision("rules-2", "2026-02-01", "everyone")
HASHES = {SECOND.file: "2" * 64}


def adopted(*records: Record, **more: Any) -> list[tuple[str, str]]:
    """File and key of what is found about editions."""
    found = findings(edition_not_adopted, *records, **{"sha256": HASHES, **more})
    return [(f.at.file, ".".join(map(str, f.at.keys))) for f in found]


def test_an_edition_that_everyone_adopted_is_no_finding() -> None:
    """A decision of the kind ground rules, by the top circle, on these very bytes."""
    assert adopted(edition(), SECOND, EVERYONE, PROPOSED, DECIDED) == []


def test_an_edition_that_is_proposed_and_undecided_is_no_finding() -> None:
    """It lies there and waits."""
    assert adopted(edition(), SECOND, EVERYONE, PROPOSED) == []


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ((replace(SECOND, adopted_by=None), PROPOSED, DECIDED), "adopted_by"),
        ((SECOND, replace(PROPOSED, kind="policy"), DECIDED), "adopted_by"),
        ((SECOND, replace(PROPOSED, imported="elsewhere"), DECIDED), "adopted_by"),
        ((SECOND, replace(PROPOSED, edition=None), DECIDED), "adopted_by"),
        ((SECOND, replace(PROPOSED, edition=EditionNamed(number=3, sha256="2" * 64)), DECIDED), "adopted_by"),
        ((SECOND, replace(PROPOSED, edition=EditionNamed(number=2, sha256="3" * 64)), DECIDED), ""),
        ((SECOND, PROPOSED, replace(DECIDED, circles=("oak",))), "adopted_by"),
        ((SECOND, PROPOSED, replace(DECIDED, circles=("everyone", "oak"))), "adopted_by"),
        ((replace(SECOND, repository_id="1" * 32), PROPOSED, DECIDED), "repository_id"),
        ((replace(SECOND, from_=edition().from_), PROPOSED, DECIDED), "from"),
    ],
)
def test_each_way_in_which_an_edition_was_not_adopted_is_told_once(records: tuple[Record, ...], expected: str) -> None:
    """One fault, one finding, in the edition's own file."""
    oak = circle("oak", "2020-01-01", "eli fay gus hal", parent="everyone")
    assert adopted(edition(), EVERYONE, oak, *records) == [(SECOND.file, expected)]


def test_before_the_top_circle_has_members_all_highest_circles_adopt_together() -> None:
    """Two circles without a parent decide both; one of them alone does not."""
    oak, elm = circle("oak", members="ana ben chi dee"), circle("elm", members="eli fay gus hal")
    both: tuple[Version, Decision] = (replace(PROPOSED, asks=("oak", "elm")), replace(DECIDED, circles=("oak", "elm")))
    assert adopted(edition(), SECOND, oak, elm, *both) == []
    assert adopted(edition(), SECOND, oak, elm, both[0], replace(DECIDED, circles=("oak",))) == [
        (SECOND.file, "adopted_by")
    ]


def test_the_founding_edition_stands_for_itself() -> None:
    """It must be there, and no decision adopts it."""
    assert adopted() == [("ground-rules/1.yml", "")]
    assert adopted(edition(adopted_by="rules-1")) == [("ground-rules/1.yml", "adopted_by")]
    assert adopted(SECOND) == [("ground-rules/1.yml", "")]


def test_numbers_follow_one_another() -> None:
    """A number that is left out is told at the edition after it."""
    fourth = edition(4, "2026-05-01", "rules-4")
    assert adopted(edition(), fourth) == [("ground-rules/4.yml", "")]
    assert adopted(edition(), SECOND, edition(3, "2026-04-01", "rules-3"), fourth) == []


def test_days_follow_those_of_the_editions_that_are_carried() -> None:
    """One that was proposed and never decided sets no day."""
    third = edition(3, "2026-02-15", "rules-3")
    assert adopted(edition(), SECOND, third, EVERYONE, PROPOSED) == []
    assert adopted(edition(), SECOND, third, EVERYONE, PROPOSED, DECIDED) == [(third.file, "from")]


@pytest.mark.parametrize("key", ["adopted_by", "repository_id", "from", ""])
def test_what_could_not_be_read_of_an_edition_is_not_judged(key: str) -> None:
    """Each fault silences what reads it, and nothing else."""
    wrong = replace(SECOND, adopted_by=None, repository_id="1" * 32, from_=day("2019-01-01"))
    found = adopted(edition(), wrong, faults=[(wrong, key)])
    assert (wrong.file, key) not in found
    assert len(found) == (2 if key else 0)


def test_where_membership_of_the_highest_circles_is_not_sure_nobody_is_told() -> None:
    """A faulty joining leaves open who the highest circles are."""
    oak = circle("oak", "2020-01-01", "eli fay gus hal", parent="everyone")
    came, sent = joins("everyone", "2021-01-01", "ivo"), election("e", "oak", "eli", "2021-01-01")
    wrong = replace(DECIDED, circles=("oak",))
    assert adopted(edition(), SECOND, EVERYONE, oak, sent, came, PROPOSED, wrong, faults=[(came, "")]) == []


@pytest.mark.parametrize("key", ["kind", "edition", "imported"])
def test_what_could_not_be_read_of_its_proposal_is_not_held_against_an_edition(key: str) -> None:
    """The reader speaks of it; whether it adopts the edition nobody knows."""
    wrong = replace(PROPOSED, kind="policy")
    assert adopted(edition(), SECOND, EVERYONE, wrong, DECIDED, faults=[(wrong, key)]) == []


def test_an_edition_follows_the_one_before_it_and_not_the_first() -> None:
    """Where the day of that one cannot be read, there is none to come after."""
    third = edition(3, "2026-02-15", "rules-3")
    records = (edition(), SECOND, third, EVERYONE, PROPOSED, DECIDED)
    assert adopted(*records) == [(third.file, "from")]
    assert adopted(*records, faults=[(SECOND, "from")]) == []
    assert adopted(*records, faults=[(edition(), "from")]) == [(third.file, "from")]
