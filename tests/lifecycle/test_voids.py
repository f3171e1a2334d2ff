"""Records entered by mistake: what takes them out of count, and what of it follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from nstgov import records as r
from nstgov.lifecycle import members_on
from nstgov.records import KINDS, match_path
from nstgov.records.mentions import find_people_named
from tests.building import (
    a_test,
    asks,
    at,
    away,
    changes,
    circle,
    closed,
    closes,
    commits,
    decision,
    disputed,
    edition,
    election,
    ended,
    held,
    joins,
    leaves,
    movement,
    objection,
    person_change,
    resolved,
    review,
    said,
    takes_in,
    version,
)

OAK = circle("oak", at(0), "ana ben", parent="town")
TOWN = circle("town", at(0), "tom")
ASKS = replace(asks("oak", at(5)), entered_by="ana")
EVERYBODY = "ana ben chi eli tom"


def void(record: r.Record, on: date, consent: str = EVERYBODY) -> r.Void:
    """A record is taken out of count."""
    return r.Void(file=f"{record.file}.void.yml", beside=record.file, date=on, because="So.", voices=said(consent))


def outcome(record: r.Record, on: date, *others: r.Record, consent: str = EVERYBODY) -> str:
    """What comes of voiding a record on a day."""
    whole = movement(OAK, TOWN, record, *others, void(record, on, consent))
    (voiding,) = [v for path, v in whole.voidings.items() if path == f"{record.file}.void.yml"]
    assert (record.file in whole.voided) == (voiding.outcome == "counts")
    return f"{voiding.outcome} {voiding.decision or ' '.join(voiding.missing)}".strip()


DECIDED = [version("p", 1, at(1)), decision("p", at(6))]
SENT = election("sends", "oak", "ana", at(1))
ABOVE = [version("q", 1, at(1), asks="town"), decision("q", at(6), "town")]


@pytest.mark.parametrize(
    ("record", "others", "expected"),
    [
        (ASKS, [], "counts"),
        (ASKS, DECIDED, "counts"),
        (asks("oak", at(5)), [], "names nobody"),
        (edition(2, at(5), "p", entered_by="ana"), [], "rested on"),
        (commits("p", at(5), "oak", "ana"), DECIDED, "counts"),
        (closed("p", at(5)), [], "names nobody"),
        (DECIDED[1], DECIDED[:1], "rested on p"),
        (replace(version("p", 1, at(1)), authors=("ana",)), DECIDED[1:], "rested on p"),
        (replace(version("p", 2, at(2)), authors=("ana",)), DECIDED, "counts"),
        (held("p", at(5), said("ana")), DECIDED, "rested on p"),
        (held("p", at(7), said("ana")), DECIDED, "counts"),
        (held("p", at(5), said("ana"), circle_="elm"), DECIDED, "counts"),
        (held("p", at(5), said("ana"), number=2), DECIDED, "counts"),
        (held("p", at(5), said("ana")), [version("p", 1, at(1), imported="EIP-1, 2016"), DECIDED[1]], "counts"),
        (joins("oak", at(5), "chi"), [], "counts"),
        (joins("oak", at(5), "chi"), DECIDED, "rested on p"),
        (joins("oak", at(5), "chi"), ABOVE, "counts"),
        (joins("oak", at(5), "chi"), [*ABOVE, election("sends", "oak", "chi", at(5))], "rested on sends"),
        (joins("oak", at(6), "chi"), [*ABOVE, election("sends", "oak", "chi", at(5))], "rested on q"),
        (joins("oak", at(7), "chi"), DECIDED, "counts"),
        (leaves("oak", at(5), "ana"), DECIDED, "rested on p"),
        (away("oak", at(5), "ana", at(9)), DECIDED, "rested on p"),
        (away("oak", at(5), "ana", at(9)), [*ABOVE, SENT], "counts"),
        (changes("oak", at(5), facilitator="ana"), DECIDED, "counts"),
        (changes("oak", at(5), parent="elm", facilitator="ana"), DECIDED, "rested on p"),
        (replace(takes_in("town", at(5), "oak"), entered_by="tom"), ABOVE, "rested on q"),
        (replace(closes("elm", at(5)), entered_by="tom"), ABOVE, "counts"),
        (SENT, ABOVE, "rested on q"),
        (SENT, DECIDED, "counts"),
        (replace(SENT, role="facilitator"), ABOVE, "counts"),
        (replace(ended("sends", at(5)), entered_by="ana"), [SENT, *ABOVE], "rested on q"),
        (person_change("oak", at(5), "ana", adds="k"), [*DECIDED, held("p", at(5), said("ana"))], "rested on p"),
        (person_change("oak", at(5), "ana", adds="k"), [*DECIDED, held("p", at(5), said("ben"))], "counts"),
        (replace(objection("proposals/p", "roots", at(4)), authors=("ana",)), DECIDED, "counts"),
        (a_test("proposals/p", "roots", at(5), "set aside", voices=said("ana")), DECIDED, "rested on p"),
        (replace(resolved("proposals/p", "roots", at(5)), entered_by="ana"), DECIDED, "rested on p"),
        (replace(resolved("decisions/z", "roots", at(5)), entered_by="ana"), DECIDED, "counts"),
        (
            replace(resolved("decisions/z", "roots", at(5)), entered_by="ana"),
            [version("p", 1, at(1), renews="z"), DECIDED[1]],
            "rested on p",
        ),
        (replace(review("p", at(8)), entered_by="ana"), DECIDED, "counts"),
    ],
)  # fmt: skip
def test_a_record_is_taken_out_of_count_unless_a_decision_rests_on_it(
    record: r.Record, others: list[r.Record], expected: str
) -> None:
    """On the ninth day, with everybody's voice: counts, or what rests on it; elsewhere and earlier nothing does."""
    assert outcome(record, at(9), *others) == expected


@pytest.mark.parametrize(("on", "expected"), [(4, "too early"), (5, "counts"), (6, "rested on p"), (7, "rested on p")])
def test_what_was_decided_after_the_void_does_not_rest_on_the_record(on: int, expected: str) -> None:
    """A decision of the same day comes before the void, one of a later day was made without the record."""
    assert outcome(held("p", at(5), said("ana")), at(on), *DECIDED) == expected


@pytest.mark.parametrize(
    ("consent", "expected"),
    [
        ("ana ben", "counts"),
        ("ana ben eli", "counts"),
        ("ana", "voices missing ben"),
        ("", "voices missing ana ben"),
    ],
)
def test_everyone_whom_a_record_names_consents_to_the_void(consent: str, expected: str) -> None:
    """Also who was only entered as absent; others may say so too."""
    assert outcome(held("p", at(5), said("ana", absent="ben")), at(9), consent=consent) == expected


def test_a_voice_in_a_void_can_be_disputed_and_a_dispute_and_a_void_be_voided() -> None:
    """Each has its effect, and takes away that of the one it stands beside."""
    one = void(ASKS, at(6))
    doubt = disputed(one, "ana", at(7))
    second, third = void(one, at(7)), void(doubt, at(8))
    assert movement(OAK, ASKS, one).voided.keys() == {ASKS.file}
    assert movement(OAK, ASKS, one, doubt).voided.keys() == set()
    assert movement(OAK, ASKS, one, doubt, third).voided.keys() == {ASKS.file, doubt.file}
    assert movement(OAK, ASKS, one, second).voided.keys() == {one.file}


def test_what_was_decided_since_rests_on_a_void() -> None:
    """A voice taken out of count does not come back once a decision was made without it."""
    voice = held("p", at(3), said("ana"))
    first = void(voice, at(4))
    assert outcome(first, at(5), voice, *DECIDED) == "counts"
    assert outcome(first, at(9), voice, *DECIDED) == "rested on p"


@pytest.mark.parametrize(
    ("faulty", "key"), [("record", "voices"), ("record", ""), ("void", "voices"), ("void", "date")]
)
def test_a_void_does_not_count_where_a_record_cannot_be_read(faulty: str, key: str) -> None:
    """A value that could not be read might name somebody; the findings about the file say so."""
    record = held("p", at(5), said("ana"))
    beside = void(record, at(9))
    whole = movement(OAK, record, beside, faults=[(record if faulty == "record" else beside, key)])
    assert whole.voidings[beside.file].outcome == "not read"
    assert not whole.voided


def test_what_is_void_is_as_if_it_were_not_there() -> None:
    """On no day does anything follow from it; the record itself stays."""
    joined, beside = joins("oak", at(5), "chi"), void(joins("oak", at(5), "chi"), at(9))
    whole = movement(OAK, joined, beside)
    assert [set(members_on(whole, "oak", at(day))) for day in (4, 5, 9, 10)] == [{"ana", "ben"}] * 4
    assert joined.file in whole.records
    assert joined not in list(whole.find_all(r.Joins))
    assert joined not in list(whole.counted_records())
    assert "chi" not in whole.people
    assert set(members_on(movement(OAK, joined), "oak", at(5))) == {"ana", "ben", "chi"}


def test_whom_a_record_names_is_found_in_each_kind_that_can_name_somebody() -> None:
    """Authors, speakers, nominees, doers that are people, people outside, and who wrote it; not circles or nobody."""
    proposal = version("p", 1, at(1), tasks=(r.Task(who="ana", what="dig"), r.Task(who="oak", what="water")))
    proposal = replace(proposal, authors=("ben", r.Outside(name="Omar Said")), carried_by="chi", entered_by="dee")
    chosen = replace(
        election("e", "oak", "ana", at(1)),
        nominations={"ben": r.Nomination(for_="chi"), "dee": r.Nomination(for_="nobody yet")},
        earlier=(r.EarlierCandidate(person="eli", voices=said("fay")),),
    )
    people = {"ana", "ben"}.__contains__
    assert {name for _, name in find_people_named(proposal, people)} == {"ana", "ben", "chi", "dee", "Omar Said"}
    assert {name for _, name in find_people_named(chosen, people)} == {"ana", "ben", "chi", "dee", "eli", "fay"}
    assert {name for _, name in find_people_named(OAK, people)} == {"ana", "ben"}


def test_every_kind_of_record_can_have_a_void_beside_it_and_its_own_day_is_known() -> None:
    """A void's path says what it stands beside, for all that lies below the four folders."""
    for kind in KINDS:
        path = kind.looks.replace("**/", "").replace("[.<n>]", "").replace("[.<person>]", "")
        for word, value in (("<target>", "proposals/pp"), ("<date>", "2026-01-01"), ("<N>", "1"), ("<language>", "es")):
            path = path.replace(word, value)
        path = path.replace("<record>", "circles/oak/circle.yml").replace("<version>", "proposals/pp/v1")
        path = path.replace("<", "x").replace(">", "x")
        assert match_path(path) is not None, path
        if path.endswith(".yml") and "/" in path:
            found = match_path(f"{path}.void.yml")
            assert found is not None
            assert found[1]["beside"] == path
