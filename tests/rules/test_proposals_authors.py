"""Family P: who stands behind a proposal, and who may close it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nstgov.records import Away, Closed, Outside, Voice
from nstgov.records.ground_rules import AwayRule
from nstgov.rules.proposals.authors import closed_without_every_voice, too_few_authors
from tests.building import circle, closed, day, edition, idea, joins, leaves, person_change, said
from tests.record import TODAY
from tests.rules.judging import OAK, findings, outside, places, trees


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ("", ["authors"]),
        ("ana ben chi", ["authors"]),
        ("ana ben chi ana", ["authors"]),
        ("ana ben chi dee", []),
        (("ana", "ben", "chi", *outside("Omar Said")), []),
        (("ana", "ben", *outside("Omar Said", "omar  said")), ["authors"]),
        (("ana", "ben", "chi", "dee", Outside(name="Omar", outside=False)), ["authors.4"]),
        (("ana", "ben", "chi", *outside("Chi")), ["authors"]),
        (("ana", "ben", "chi", *outside("  cHI ")), ["authors"]),
        (("ana", "ben", "chi", *outside("Chi of the mill")), []),
        (("ana", "ben", "chi", *outside("Dee")), []),
    ],
)
def test_four_distinct_people_stand_behind_a_proposal(authors: object, expected: list[str]) -> None:
    """People are counted, not entries: who stands twice counts once, whatever the letter case of a name."""
    assert places(too_few_authors, OAK, trees(authors=authors)) == expected


def test_nobody_is_counted_again_as_outside_by_a_name_they_once_had() -> None:
    """Whoever stands behind it by id is not another person under an earlier or a later name."""
    renamed = person_change("oak", "2026-02-01", "chi", name="Chi Tran")
    for name in ("Chi", "Chi Tran"):
        (lack,) = findings(too_few_authors, OAK, renamed, trees(authors=("ana", "ben", "chi", *outside(name))))
        assert lack.message == f"{name} stands twice, which leaves three authors; a proposal needs at least four"
    assert places(too_few_authors, OAK, renamed, trees(authors=("ana", "ben", "chi", *outside("Chi Lin")))) == []


def test_a_stricter_edition_asks_for_more_authors_from_its_first_day_on() -> None:
    """The edition in force on the day submitted says how many authors it takes."""
    strict = edition(authors=replace(edition().authors, least=5))
    found = findings(too_few_authors, strict, OAK, trees())
    assert [finding.message for finding in found] == ["four authors; a proposal needs at least five"]


@pytest.mark.parametrize(
    ("submitted", "expected"),
    [("2026-02-28", ["authors.3"]), ("2026-03-01", []), ("2026-05-01", []), ("2026-05-02", ["authors.3"])],
)
def test_an_author_is_in_some_circle_on_the_day_submitted(submitted: str, expected: list[str]) -> None:
    """The day of joining and the last day both count; the day before and the day after do not."""
    stay = joins("oak", "2026-03-01", "eli"), leaves("oak", "2026-05-01", "eli")
    version = trees(1, submitted, authors="ana ben chi eli")
    assert places(too_few_authors, OAK, *stay, version) == expected


def test_any_circle_makes_an_author_a_member() -> None:
    """Authors need not be of the circle asked."""
    elm = circle("elm", "2026-01-01", "eli fay gus hal")
    assert places(too_few_authors, OAK, elm, trees(authors="ana ben eli fay")) == []


@pytest.mark.parametrize(
    ("carried_by", "expected"),
    [(None, ["authors"]), ("ana", []), ("eli", ["carried_by"])],
)
def test_a_member_carries_what_comes_wholly_from_outside(carried_by: str | None, expected: list[str]) -> None:
    """The contact is a member of some circle on the day submitted."""
    late = joins("oak", "2026-06-01", "eli")
    version = trees(authors=outside("Ute", "Jan", "Ida", "Max"), carried_by=carried_by)
    assert places(too_few_authors, OAK, late, version) == expected


def test_nobody_needs_to_carry_what_a_member_has_written_too() -> None:
    """One author in a circle is contact enough."""
    assert places(too_few_authors, OAK, trees(authors=("ana", *outside("Ute", "Jan", "Ida")))) == []


def test_a_faulty_field_silences_only_what_reads_it() -> None:
    """Authors are judged beside a faulty `affects`, and not where they or the day are faulty themselves."""
    few = trees(authors="ana ben")
    assert places(too_few_authors, OAK, few, faults=[(few, "affects")]) == ["authors"]
    for key in ("authors", "submitted", "imported", ""):
        assert places(too_few_authors, OAK, few, faults=[(few, key)]) == []


def test_nothing_is_said_of_somebody_whose_circle_cannot_be_read() -> None:
    """Where the record of a home is faulty, nobody from it is called a stranger; others still are."""
    elm = circle("elm", "2026-01-01", "eli")
    pine = joins("oak", "2026-09-01", "pia")
    version = trees(1, "2025-12-01", authors="ana ben eli pia")
    assert places(too_few_authors, OAK, elm, pine, version) == ["authors.0", "authors.1", "authors.2", "authors.3"]
    assert places(too_few_authors, OAK, elm, pine, version, faults=[(elm, "members")]) == [
        "authors.0",
        "authors.1",
        "authors.3",
    ]


def test_history_from_elsewhere_is_not_judged() -> None:
    """An imported version may have any authors."""
    assert places(too_few_authors, trees(authors="", imported="elsewhere, 2019")) == []


def _closed(voices: dict[str, Voice], result: str = "withdrawn", on: str = "2026-05-01") -> Closed:
    return replace(closed("trees", on, result), voices=voices)


@pytest.mark.parametrize(
    ("voices", "expected"),
    [
        (said("ana ben chi dee"), []),
        (said("ana ben chi"), ["voices"]),
        (said("ana ben chi", absent="dee"), ["voices"]),
        (said("ana ben", against="chi dee"), ["voices.chi", "voices.dee"]),
        (said("ana", against="chi"), ["voices", "voices.chi"]),
        (said(), ["voices"]),
    ],
)
@pytest.mark.parametrize("result", ["withdrawn", "set aside"])
def test_closing_takes_every_voice(voices: dict[str, Voice], expected: list[str], result: str) -> None:
    """Its authors withdraw a proposal and the members asked set it aside, each of them by a consent of their own."""
    assert places(closed_without_every_voice, OAK, trees(), _closed(voices, result)) == expected


def test_the_authors_of_the_newest_version_on_that_day_withdraw_it() -> None:
    """A version submitted on the day of closing comes before the closing; a later one changes nothing."""
    all_five = said("ana ben chi dee omar")
    second = trees(2, "2026-05-01", authors=("ana", "ben", "chi", "dee", *outside("Omar Said")))
    assert places(closed_without_every_voice, OAK, trees(), second, _closed(all_five)) == ["voices"]
    late = replace(second, submitted=TODAY)
    assert places(closed_without_every_voice, OAK, trees(), late, _closed(all_five)) == []


@pytest.mark.parametrize(("on", "expected"), [("2026-05-01", []), ("2026-05-02", ["voices"])])
def test_members_on_that_day_set_aside(on: str, expected: list[str]) -> None:
    """Who joins on the day of closing may have come after it, and is not waited for; who joined before is asked."""
    new = joins("oak", "2026-05-01", "eli")
    record = _closed(said("ana ben chi dee"), "set aside", on)
    assert places(closed_without_every_voice, OAK, new, trees(), record) == expected


def test_every_circle_asked_sets_aside() -> None:
    """The members of all circles asked are needed, and one finding names those who are missing."""
    elm = circle("elm", "2026-01-01", "eli fay gus hal")
    record = _closed(said("ana ben chi dee eli fay"), "set aside")
    found = findings(closed_without_every_voice, OAK, elm, trees(asks="oak elm"), record)
    assert [finding.message.partition(";")[0] for finding in found] == ["gus and hal have not spoken"]


def test_who_is_away_need_not_speak_when_a_proposal_is_set_aside() -> None:
    """Where the ground rules allow it, somebody away by their own word is passed over."""
    gone = Away(
        file="circles/oak/2026-04-20.away.eli.yml", circle="oak", date=day("2026-04-20"), person="eli",
        until=day("2026-05-01"), voices=said("eli"),
    )  # fmt: skip
    five = (joins("oak", "2026-02-01", "eli"), trees())
    without_eli = said("ana ben chi dee")
    allowed = edition(away=AwayRule(most_days=90, least_voices=4))
    for rules, on, expected in (
        (allowed, "2026-05-01", []),
        (allowed, "2026-05-02", ["voices"]),
        (edition(), "2026-05-01", ["voices"]),
    ):
        record = _closed(without_eli, "set aside", on)
        assert places(closed_without_every_voice, rules, OAK, *five, gone, record) == expected


def test_an_idea_is_withdrawn_by_those_who_opened_it_and_set_aside_by_nobody() -> None:
    """As long as no circle was asked, none can set anything aside."""
    opened = idea("proposals/trees", "2026-03-01", "ana ben")
    assert places(closed_without_every_voice, OAK, opened, _closed(said("ana ben"))) == []
    assert places(closed_without_every_voice, OAK, opened, _closed(said("ana"))) == ["voices"]
    assert places(closed_without_every_voice, OAK, opened, _closed(said("ana ben"), "set aside")) == ["result"]


def test_authors_who_died_or_cannot_be_found_are_named_and_not_waited_for() -> None:
    """The others withdraw it; nobody is called unreachable who is still in a circle, and not everybody is."""
    record = replace(_closed(said("ana ben chi")), unreachable=("dee",))
    gone = leaves("oak", "2026-04-10", "dee", how="died", voices=said("ana ben chi"))
    assert places(closed_without_every_voice, OAK, trees(), gone, record) == []
    assert places(closed_without_every_voice, OAK, trees(), record) == ["unreachable.0"]
    assert places(closed_without_every_voice, OAK, trees(), gone, _closed(said("ana ben chi"))) == ["voices"]
    nobody = replace(_closed(said()), unreachable=("ana", "ben", "chi", "dee"))
    assert "voices" in places(closed_without_every_voice, OAK, trees(), gone, nobody)
    aside = replace(_closed(said("ana ben"), "set aside"), unreachable=("chi",))
    assert places(closed_without_every_voice, OAK, trees(), gone, aside) == ["voices"]


def test_closing_is_not_judged_on_faulty_ground() -> None:
    """Faults in the closing, in its version or in the circle asked keep the rule silent."""
    version, record = trees(), _closed(said(), "set aside")
    for faulty, key in ((record, "voices"), (record, "result"), (version, "asks"), (version, ""), (OAK, "members")):
        assert places(closed_without_every_voice, OAK, version, record, faults=[(faulty, key)]) == []
    assert places(closed_without_every_voice, record) == ["result"]
