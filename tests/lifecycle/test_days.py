"""Every dated record has its day."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest

from nstgov import records as r
from nstgov.records import circles, decisions, ground_rules, proposals, regions
from nstgov.records import companions as beside
from nstgov.records.record import Voiced
from nstgov.records.record_days import DAY_FIELDS, day_of, own_day
from tests.building import a_test, at, disputed, held, idea, movement, objection, said, signed, stands_with, version

ABSTRACT = (Voiced, r.Act, r.PersonalAct)


def kinds() -> set[type[r.Record]]:
    """All kinds of record that can lie in a file."""
    modules = (beside, circles, decisions, ground_rules, proposals, regions)
    found = {one for module in modules for one in vars(module).values() if isinstance(one, type)}
    return {one for one in found if issubclass(one, r.Record)} - {*ABSTRACT, r.Record}


def test_every_kind_of_record_is_known_with_its_day() -> None:
    """No kind is left out, and the field named is there."""
    assert kinds() == set(DAY_FIELDS)
    assert {kind.type for kind in r.KINDS} <= set(DAY_FIELDS)
    for kind, field in DAY_FIELDS.items():
        assert field is None or field in {one.name for one in fields(kind)}


@pytest.mark.parametrize("kind", [kind for kind, field in DAY_FIELDS.items() if field is None])
def test_what_bears_no_day_says_no_day_at_all(kind: type[r.Record]) -> None:
    """A field of its own that holds a day would be its day."""
    assert not {one.name for one in fields(kind)} & {"date", "held", "raised", "opened", "submitted", "decided"}


def test_the_day_of_a_record_is_the_one_it_bears() -> None:
    """By its own words; of what bears none, the day of what it stands beside or with."""
    tested, spoken = a_test("proposals/p", "no", at(4), "stands"), held("p", at(3), said("ana"))
    seal, more = signed(spoken, "ana"), stands_with("proposals/q", "ben")
    whole = movement(tested, spoken, seal, more, version("p", 1, at(1)), idea("proposals/q", at(2)))
    assert [day_of(one) for one in (tested, spoken, seal, more, None)] == [at(4), at(3), None, None, None]
    assert [own_day(whole, one) for one in (tested, seal, more)] == [at(4), at(3), at(2)]
    assert day_of(disputed(spoken, "ana", at(5))) == at(5)
    assert own_day(movement(seal), seal) is None


@pytest.mark.parametrize(("on", "outcome"), [(at(3), "too early"), (at(4), "counts")])
def test_a_test_is_not_taken_out_before_it_was_held(on: date, outcome: str) -> None:
    """A void that bears an earlier day than its record is too early, whatever the kind of that record."""
    tested = a_test("proposals/p", "no", at(4), "stands", voices=said("ana"), entered_by="ana")
    void = r.Void(file=f"{tested.file}.void.yml", beside=tested.file, date=on, because="Not so.", voices=said("ana"))
    around = version("p", 1, at(1)), objection("proposals/p", "no", at(2))
    people = r.Circle(
        file="circles/oak/circle.yml", circle="oak", name="Oak", level="friend", aim="To meet.", opened=at(0),
        members={"ana": r.Founder(name="Ana")},
    )  # fmt: skip
    assert movement(people, *around, tested, void).voidings[void.file].outcome == outcome
