"""Family A: what happens to a circle, and when."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nstgov.records import Away, Back, Record
from nstgov.rules.circles.act_order import act_out_of_order, too_few_to_decide
from tests.building import (
    a_test,
    asks,
    changes,
    circle,
    closes,
    day,
    decision,
    edition,
    election,
    joins,
    leaves,
    objection,
    person_change,
    takes_in,
    version,
)
from tests.rules.judging import findings

OAK = circle("oak", "2026-01-01", "ana ben chi dee")


def gone(person: str, on: str, until: str) -> Away:
    """Somebody steps back for a while."""
    return Away(file=f"circles/oak/{on}.away.{person}.yml", circle="oak", date=day(on), person=person, until=day(until))


def back(person: str, on: str) -> Back:
    """Somebody returns sooner."""
    return Back(file=f"circles/oak/{on}.back.{person}.yml", circle="oak", date=day(on), person=person)


def files(*records: Record) -> list[str]:
    """The names of the files that are out of order."""
    return [f.at.file.rpartition("/")[2] for f in findings(act_out_of_order, *records)]


@pytest.mark.parametrize(
    "act",
    [
        asks("oak", "2025-12-31"), changes("oak", "2025-12-31", name="Oak"), takes_in("oak", "2025-12-31", "elm"),
        joins("oak", "2025-12-31", "eli"), leaves("oak", "2025-12-31", "ana"),
        person_change("oak", "2025-12-31", "ana"), closes("oak", "2025-12-31"), gone("ana", "2025-12-31", "2026-02-01"),
        back("ana", "2025-12-31"),
    ],
    ids=lambda act: type(act).__name__,
)  # fmt: skip
def test_nothing_happens_before_a_circle_begins(act: Record) -> None:
    """The day before the first is too early for every act, and it is told once."""
    assert files(OAK, act) == [act.file.rpartition("/")[2]]


@pytest.mark.parametrize(("on", "expected"), [("2026-01-01", 0), ("2026-06-30", 0), ("2026-07-01", 1)])
def test_a_circle_acts_up_to_its_last_day(on: str, expected: int) -> None:
    """First and last day are both included."""
    assert len(files(OAK, closes("oak", "2026-06-30"), asks("oak", on))) == expected


def test_a_circle_closes_once() -> None:
    """A second closing comes after the first."""
    assert files(OAK, closes("oak", "2026-06-30"), closes("oak", "2026-08-01")) == ["2026-08-01.closes.yml"]


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ([joins("oak", "2026-02-01", "eli")], []),
        ([joins("oak", "2026-02-01", "ana")], ["2026-02-01.joins.ana.yml"]),
        ([joins("oak", "2026-01-01", "ana")], ["2026-01-01.joins.ana.yml"]),
        ([joins("oak", "2026-02-01", "eli"), joins("oak", "2026-03-01", "eli")], ["2026-03-01.joins.eli.yml"]),
        ([leaves("oak", "2026-02-01", "ana"), joins("oak", "2026-02-02", "ana")], []),
        ([leaves("oak", "2026-02-01", "ana"), joins("oak", "2026-02-01", "ana")], ["2026-02-01.joins.ana.yml"]),
        ([leaves("oak", "2026-02-01", "eli")], ["2026-02-01.leaves.eli.yml"]),
        ([joins("oak", "2026-02-01", "eli"), leaves("oak", "2026-02-01", "eli")], []),
        ([leaves("oak", "2026-02-01", "ana"), leaves("oak", "2026-03-01", "ana")], ["2026-03-01.leaves.ana.yml"]),
        ([leaves("oak", "2026-02-01", "eli"), joins("oak", "2026-02-02", "eli")], ["2026-02-01.leaves.eli.yml"]),
    ],
)
def test_people_come_and_go_in_turn(acts: list[Record], expected: list[str]) -> None:
    """Joining comes first on a day and leaving last; nobody joins who is there, or leaves who is not."""
    assert files(OAK, *acts) == expected


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ([gone("ana", "2026-02-01", "2026-03-01"), back("ana", "2026-02-10")], []),
        ([gone("ana", "2026-02-01", "2026-03-01"), back("ana", "2026-03-01")], []),
        ([gone("ana", "2026-02-01", "2026-03-01"), back("ana", "2026-03-02")], ["2026-03-02.back.ana.yml"]),
        ([back("ana", "2026-02-10")], ["2026-02-10.back.ana.yml"]),
        (
            [gone("ana", "2026-02-01", "2026-03-01"), back("ana", "2026-02-10"), back("ana", "2026-02-11")],
            ["2026-02-11.back.ana.yml"],
        ),
        ([gone("eli", "2026-02-01", "2026-03-01")], ["2026-02-01.away.eli.yml"]),
        ([gone("ben", "2026-02-01", "2026-03-01"), back("ana", "2026-02-10")], ["2026-02-10.back.ana.yml"]),
    ],
)
def test_who_is_back_was_away(acts: list[Record], expected: list[str]) -> None:
    """Until the last day of being away, and once."""
    assert files(OAK, *acts) == expected


def test_whoever_was_a_member_may_still_change_their_name_and_keys() -> None:
    """A key can be lost after one has left; of a stranger the circle knows nothing."""
    left = leaves("oak", "2026-02-01", "ana")
    assert files(OAK, left, person_change("oak", "2026-03-01", "ana")) == []
    assert files(OAK, person_change("oak", "2026-03-01", "eli")) == ["2026-03-01.person.eli.yml"]


def test_a_representative_is_away_from_the_circle_where_they_sit() -> None:
    """Who is sent is a member too, and can step back; they did not join there, and leave through their own circle."""
    ash = circle("ash", "2026-01-01", "pia quin rosa sam", parent="oak")
    sent = election("e", "ash", "pia", "2026-01-02")
    oak = replace(OAK, members={}, level="regional")
    assert files(oak, ash, sent, gone("pia", "2026-02-01", "2026-03-01")) == []
    assert files(oak, ash, sent, leaves("oak", "2026-02-01", "pia")) == ["2026-02-01.leaves.pia.yml"]


@pytest.mark.parametrize("key", ["opened", "members", ""])
def test_a_circle_whose_beginning_could_not_be_read_is_not_put_in_order(key: str) -> None:
    """Without a first day and founders nothing can be said of what follows."""
    assert findings(act_out_of_order, OAK, leaves("oak", "2025-01-01", "eli"), faults=[(OAK, key)]) == []


def test_whoever_comes_back_on_the_day_they_left_is_told_the_day_after() -> None:
    """Leaving takes effect when its day is over; the help names the day on which the joining passes."""
    acts = [leaves("oak", "2026-02-01", "ana"), joins("oak", "2026-02-01", "ana")]
    (found,) = findings(act_out_of_order, OAK, *acts)
    assert "it begins on 2026-02-02" in found.help
    assert not findings(act_out_of_order, OAK, acts[0], joins("oak", "2026-02-02", "ana"))


def test_a_person_whose_joining_could_not_be_read_is_left_out() -> None:
    """Their leaving is not told, and everybody else's still is."""
    came, went = joins("oak", "2026-02-01", "eli"), leaves("oak", "2026-03-01", "eli")
    other = leaves("oak", "2026-03-01", "fay")
    found = findings(act_out_of_order, OAK, came, went, other, faults=[(came, "")])
    assert [f.at.file for f in found] == [other.file]


THREE = leaves("oak", "2026-02-01", "dee")


def few(*records: Record, faults: tuple[tuple[Record, str], ...] = ()) -> list[tuple[str, str]]:
    """File and key of what is found about circles that are too few."""
    found = findings(too_few_to_decide, *records, faults=faults)
    return [(f.at.file, ".".join(map(str, f.at.keys))) for f in found]


@pytest.mark.parametrize(("on", "expected"), [("2026-02-01", 0), ("2026-02-02", 1)])
def test_a_circle_decides_elects_and_tests_while_it_has_four(on: str, expected: int) -> None:
    """The last day of the fourth still counts."""
    decided = decision("trees", on)
    assert few(OAK, THREE, decided) == [(decided.file, "circles.0")] * expected
    elected = election("e", "oak", "ana", on)
    assert few(OAK, THREE, elected) == [(elected.file, "circle")] * expected
    tested = a_test("proposals/trees", "roots", on, "stands")
    assert (
        few(OAK, THREE, objection("proposals/trees", "roots", "2026-01-02"), tested) == [(tested.file, "")] * expected
    )


def test_each_of_several_deciding_circles_is_counted() -> None:
    """The one that is too small is named."""
    decided = decision("trees", "2026-03-01", "elm oak")
    assert few(OAK, THREE, circle("elm", members="eli fay gus hal"), decided) == [(decided.file, "circles.1")]


def test_a_circle_that_is_not_open_decides_nothing() -> None:
    """Before the first day and after the last, the message says so."""
    early, late = decision("trees", "2025-12-31"), decision("pond", "2026-07-01")
    messages = [f.message for f in findings(too_few_to_decide, OAK, closes("oak", "2026-06-30"), early, late)]
    assert messages == [
        "oak closed on 2026-06-30, so it could not decide on 2026-07-01",
        "oak began on 2026-01-01, so it could not decide on 2025-12-31",
    ]


def test_a_stricter_edition_asks_for_more() -> None:
    """The edition in force on the day decides how many it takes."""
    strict = edition(circle_size=replace(edition().circle_size, least=5))
    assert len(few(strict, OAK, decision("trees", "2026-01-15"))) == 1


def test_history_from_elsewhere_is_not_judged() -> None:
    """A decision on an imported version is shown and never counted."""
    decided = decision("trees", "2026-03-01")
    assert few(OAK, THREE, version("trees", 1, "2026-01-02", imported="elsewhere"), decided) == []


def test_where_membership_is_not_sure_nobody_is_counted() -> None:
    """A faulty joining, a faulty decision or a circle nobody knows gives no finding."""
    decided, came = decision("trees", "2026-03-01"), joins("oak", "2026-02-01", "eli")
    assert few(OAK, THREE, came, decided, faults=((came, ""),)) == []
    assert few(OAK, THREE, decided, faults=((decided, "circles"),)) == []
    assert few(OAK, THREE, decision("trees", "2026-03-01", "nowhere")) == []


def test_an_act_whose_day_cannot_be_read_follows_from_nothing() -> None:
    """Nobody can say whether the stranger in it was a member on that day."""
    absent, renamed = gone("eli", "2026-02-01", "2026-03-01"), person_change("oak", "2026-02-01", "eli")
    for act in (absent, renamed):
        assert len(findings(act_out_of_order, OAK, act)) == 1
        assert findings(act_out_of_order, OAK, act, faults=[(act, "date")]) == []
