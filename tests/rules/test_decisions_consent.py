"""Family D: every member's consent, objections in the way, and who took part."""

from __future__ import annotations

import pytest

from nstgov.records import Record
from nstgov.rules.decisions.affected_circles import affected_circle_left_out, people_unheard
from nstgov.rules.decisions.decision_consent import consent_missing, objection_in_the_way
from tests.building import (
    a_test,
    circle,
    closes,
    decision,
    disputed,
    election,
    held,
    joins,
    leaves,
    objection,
    resolved,
    said,
    version,
)
from tests.rules.judging import OAK, findings, places, trees

ALL = said("ana ben chi dee")
ROUND = held("trees", "2026-05-02", ALL)
DECIDED = decision("trees", "2026-05-04", sunset="2027-04-01")
STANDS = objection("proposals/trees", "roots", "2026-05-04")


def missing(*records: Record, **more: object) -> list[str]:
    """Where D01 finds a voice missing in the decision on `trees`."""
    return places(consent_missing, OAK, trees(), DECIDED, *records, **more)  # type: ignore[arg-type]


def in_the_way(*records: Record, **more: object) -> list[str]:
    """Where D02 finds something in the way of the decision on `trees`."""
    return places(objection_in_the_way, OAK, trees(), ROUND, DECIDED, *records, **more)  # type: ignore[arg-type]


def test_every_member_of_the_day_is_heard_on_that_very_version() -> None:
    """Voices on another version, in another circle, absent, or on the day after do not count; those of the day do."""
    assert missing(ROUND) == []
    assert missing() == ["circles.0"]
    assert missing(held("trees", "2026-05-02", said("ana ben chi", absent="dee"))) == ["circles.0"]
    assert missing(ROUND, trees(2, "2026-05-03")) == []
    assert missing(held("trees", "2026-05-02", ALL, 2), trees(2, "2026-05-01")) == ["circles.0"]
    assert missing(held("trees", "2026-05-02", ALL, circle_="elm")) == ["circles.0"]
    three = held("trees", "2026-05-02", said("ana ben chi"))
    for day, expected in (("2026-05-04", []), ("2026-05-05", ["circles.0"])):
        assert missing(three, held("trees", day, said("dee"), person="dee")) == expected


@pytest.mark.parametrize(("day", "expected"), [("2026-05-03", ["circles.0"]), ("2026-05-04", [])])
def test_who_joined_before_the_day_of_the_decision_is_heard_too(day: str, expected: list[str]) -> None:
    """Who is welcomed on that very evening may speak, and is needed from the next day on."""
    assert missing(ROUND, joins("oak", day, "eli")) == expected


@pytest.mark.parametrize(("day", "expected"), [("2026-05-03", []), ("2026-05-04", ["circles.0"])])
def test_who_has_left_before_need_not_be_heard(day: str, expected: list[str]) -> None:
    """The last day is a day of membership."""
    assert missing(held("trees", "2026-05-02", said("ana ben chi")), leaves("oak", day, "dee")) == expected


def test_the_finding_says_what_is_right_and_the_one_thing_missing() -> None:
    """So many of so many consent; these have not spoken."""
    spoken = held("trees", "2026-05-02", said("ana ben chi", absent="dee"))
    (found,) = findings(consent_missing, OAK, trees(), DECIDED, spoken)
    assert found.message == "3 of 4 members of oak consent; dee has not spoken to version 1"
    assert found.help == "Hear dee on version 1, and decide on that day or later."
    torn = held("trees", "2026-05-02", said("ana ben eli", against="chi"))
    (found,) = findings(consent_missing, OAK, trees(), DECIDED, torn)
    assert found.message == "2 of 4 members of oak consent; dee has not spoken to version 1"
    (found,) = findings(consent_missing, OAK, trees(), DECIDED)
    assert found.message == "ana, ben, chi and dee have not spoken to version 1"


def test_one_finding_for_each_circle_and_none_for_one_not_asked() -> None:
    """Two circles are asked; of a third, which was not, D06 speaks; one named twice is judged once."""
    elm, fir = circle("elm", "2026-01-01", "eva flo gus hal"), circle("fir", "2026-01-01", "ida jon kim leo")
    records = [OAK, elm, fir, trees(asks="oak elm", affects="oak elm")]
    both = decision("trees", "2026-05-04", "elm oak fir elm", sunset="2027-04-01")
    assert places(consent_missing, *records, both, ROUND) == ["circles.0"]
    assert places(consent_missing, *records, both) == ["circles.0", "circles.1"]


def test_a_disputed_voice_is_missing_when_it_was_disputed_before_the_decision() -> None:
    """Disputed on the day itself or later, it is D11 that speaks."""
    for day, expected in (("2026-05-03", ["circles.0"]), ("2026-05-04", []), ("2026-05-09", [])):
        assert missing(ROUND, disputed(ROUND, "ana", day)) == expected


def test_history_from_elsewhere_and_what_is_not_there_are_not_judged() -> None:
    """An imported version, and a decision without its version, are no findings here."""
    assert places(consent_missing, OAK, trees(imported="elsewhere"), DECIDED) == []
    assert places(consent_missing, OAK, DECIDED) == []
    assert places(objection_in_the_way, OAK, DECIDED, STANDS) == []


@pytest.mark.parametrize("key", ["decided", "circles", "version", ""])
def test_a_faulty_field_silences_what_reads_it_and_nothing_else(key: str) -> None:
    """The reader speaks of the field; a fault in another, as the hash, hides no missing voice."""
    assert missing(faults=[(DECIDED, key)]) == []
    assert missing(faults=[(DECIDED, "sha256")]) == ["circles.0"]


def test_membership_that_cannot_be_read_is_not_held_against_anybody() -> None:
    """A faulty round in that circle, or a faulty joining, silences the rule for that circle."""
    three = held("trees", "2026-05-02", said("ana ben chi"))
    joining = joins("oak", "2026-04-01", "eli")
    assert missing(three, faults=[(three, "voices")]) == []
    assert missing(three, joining, faults=[(joining, "date")]) == []
    assert missing(three, joining, faults=[(joining, "account")]) == ["circles.0"]


def test_rounds_that_all_come_later_are_a_matter_of_order() -> None:
    """D06 says that it was decided before its rounds; that nobody had spoken yet follows from it."""
    assert missing(held("trees", "2026-05-05", ALL)) == []
    assert missing(held("trees", "2026-05-05", ALL), held("trees", "2026-05-01", said("ana"))) == ["circles.0"]


def test_an_object_stands_in_the_way_also_of_one_who_has_left() -> None:
    """It stays on that version; their own later consent, or a newer version, answers it."""
    against = held("trees", "2026-05-03", said("", "dee"), person="dee")
    gone = leaves("oak", "2026-05-03", "dee")
    assert in_the_way() == []
    assert in_the_way(against) == ["circles.0"]
    assert in_the_way(against, gone) == ["circles.0"]
    assert in_the_way(against, held("trees", "2026-05-04", said("dee"), person="dee")) == []
    second = decision("trees", "2026-05-06", number=2, sunset="2027-04-01")
    newer = [trees(2, "2026-05-05"), held("trees", "2026-05-06", ALL, 2)]
    assert places(objection_in_the_way, OAK, trees(), ROUND, against, *newer, second) == []


def test_who_objects_is_not_called_missing_as_well() -> None:
    """One fault, one finding: D02 speaks of the objection."""
    assert missing(held("trees", "2026-05-02", said("ana ben chi", "dee"))) == []


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ((), ["version"]),
        ((a_test("proposals/trees", "roots", "2026-05-04", "stands"),), ["version"]),
        ((a_test("proposals/trees", "roots", "2026-05-04", "needs work"),), ["version"]),
        ((a_test("proposals/trees", "roots", "2026-05-04", "set aside"),), []),
        ((a_test("proposals/trees", "roots", "2026-05-05", "set aside"),), ["version"]),
        ((a_test("proposals/trees", "roots", "2026-05-04", "set aside", circle_="elm"),), ["version"]),
        ((resolved("proposals/trees", "roots", "2026-05-04"),), []),
        ((resolved("proposals/trees", "roots", "2026-05-05"),), ["version"]),
    ],
)
def test_an_objection_stands_until_it_is_set_aside_or_resolved(more: tuple[Record, ...], expected: list[str]) -> None:
    """On the day of the decision it, its test and its resolution come first; only the circle asked tests it."""
    assert in_the_way(STANDS, *more) == expected


def test_an_objection_raised_after_the_decision_is_not_in_its_way() -> None:
    """Then the decision is under reconsideration; and it stands against every later version."""
    assert in_the_way(objection("proposals/trees", "roots", "2026-05-05")) == []
    second = decision("trees", "2026-05-06", number=2, sunset="2027-04-01")
    newer = [trees(2, "2026-05-05"), held("trees", "2026-05-06", ALL, 2)]
    assert places(objection_in_the_way, OAK, trees(), STANDS, *newer, second) == ["version"]


@pytest.mark.parametrize(("way", "expected"), [("renews", ["version"]), ("replaces", []), ("ends", [])])
def test_an_objection_to_a_decision_stands_in_the_way_of_its_renewal(way: str, expected: list[str]) -> None:
    """Replacing or ending the decision is a way of answering it; going on as before is not."""
    old = [version("old", 1, "2025-04-01"), decision("old", "2025-05-01", sunset="2026-05-30")]
    raised = objection("decisions/old", "noise", "2026-04-01")
    new = trees(1, "2026-04-02", **{way: "old"})
    assert places(objection_in_the_way, OAK, *old, raised, new, ROUND, DECIDED) == expected
    (found, *_) = findings(objection_in_the_way, OAK, *old, raised, trees(renews="old"), ROUND, DECIDED)
    assert found.message == "the objection noise against old, which it renews, is not answered on 2026-05-04"


@pytest.mark.parametrize("key", ["raised", "against"])
def test_an_objection_that_cannot_be_read_is_left_to_the_reader(key: str) -> None:
    """So is one whose test or resolution is faulty: perhaps it is answered."""
    assert in_the_way(STANDS, faults=[(STANDS, key)]) == []
    tested = a_test("proposals/trees", "roots", "2026-05-04", "stands")
    assert in_the_way(STANDS, tested, faults=[(tested, "result")]) == []


TOWN = circle("town", "2026-01-01", level="regional")
LEFT = circle("left", "2026-01-01", "ana ben chi dee", "town")
RIGHT = circle("right", "2026-01-01", "eva flo gus hal", "town")
SENT = [
    election("l1", "left", "ana", "2026-02-01"),
    election("l2", "left", "ben", "2026-02-01"),
    election("r1", "right", "eva", "2026-02-01", "2026-05-04"),
]
IN_TOWN = decision("trees", "2026-05-04", "town", sunset="2027-04-01")


def left_out(*records: Record, affects: str = "left right", by: Record = IN_TOWN, **more: object) -> list[str]:
    """What D03 says of a decision of the town."""
    about = trees(asks="town", affects=affects)
    found = findings(affected_circle_left_out, TOWN, LEFT, RIGHT, about, by, *records, **more)  # type: ignore[arg-type]
    return [finding.message.partition(" ")[0] for finding in found]


def test_everyone_affected_takes_part_through_those_who_sit_there_that_day() -> None:
    """A term counts to its last day; the day after, whom it carried is left out."""
    assert left_out(*SENT) == []
    late = decision("trees", "2026-05-05", "town", sunset="2027-04-01")
    assert left_out(*SENT, by=late) == ["right"]
    assert left_out(*SENT[:2]) == ["right"]
    assert left_out(*SENT, leaves("right", "2026-05-03", "eva")) == ["right"]
    assert left_out(*SENT, leaves("right", "2026-05-04", "eva")) == []


def test_a_circle_that_decides_itself_takes_part_whoever_it_sends() -> None:
    """Asked themselves, both are there without anybody in the town."""
    by = decision("trees", "2026-05-04", "left right", sunset="2027-04-01")
    assert left_out(by=by) == []


def test_a_circle_beside_those_that_decide_is_left_out() -> None:
    """It neither decided nor stands below; the finding says so."""
    by = decision("trees", "2026-05-04", "left", sunset="2027-04-01")
    assert left_out(*SENT, by=by) == ["right"]


def test_a_circle_that_is_closed_or_has_nobody_cannot_be_left_out() -> None:
    """There is nobody who could be heard; a circle with nobody in it but people below it is another matter."""
    assert left_out(*SENT[:2], closes("right", "2026-05-03")) == []
    assert left_out(*SENT[:2], circle("empty", "2026-01-01", parent="town"), affects="left empty") == []
    quarter = circle("quarter", "2026-01-01", parent="town", level="regional")
    house = circle("house", "2026-01-01", "ida jon kim leo", "quarter")
    assert left_out(*SENT, quarter, house, affects="left quarter") == ["quarter"]


def test_whom_an_older_decision_affected_is_affected_by_its_renewal() -> None:
    """Renewing touches those who made the first one and those it was about, though the new text names only one."""
    old = [version("old", 1, "2025-04-01", "right"), decision("old", "2025-05-01", "right", sunset="2026-12-30")]
    new = trees(asks="left", affects="left", renews="old")
    by = decision("trees", "2026-05-04", "left", sunset="2027-04-01")
    assert places(affected_circle_left_out, TOWN, LEFT, RIGHT, *SENT, *old, new, by) == ["circles"]


def test_an_uncertain_way_upwards_is_not_held_against_a_decision() -> None:
    """A faulty election, founding or parent silences D03 where it matters."""
    assert left_out(*SENT[:2], faults=[(RIGHT, "parent")]) == []
    assert left_out(*SENT, faults=[(SENT[2], "term")]) == []
    assert left_out(*SENT[:2], faults=[(IN_TOWN, "circles")]) == []


def unheard(*records: Record, affects: str = "town") -> list[str]:
    """What D12 says of a decision of the town."""
    about = trees(asks="town", affects=affects)
    return [f.message for f in findings(people_unheard, TOWN, LEFT, RIGHT, about, IN_TOWN, *records)]


def test_people_below_are_counted_each_once_and_those_affected_by_name_are_left_to_d03() -> None:
    """Who is also a member of a circle that was heard has been heard."""
    assert unheard(*SENT) == []
    assert unheard(*SENT[:2]) == ["right below town had nobody there on 2026-05-04; four people were not heard"]
    assert unheard(*SENT[:2], joins("left", "2026-03-01", "gus")) == [
        "right below town had nobody there on 2026-05-04; three people were not heard"
    ]
    assert unheard(*SENT[:2], affects="town right") == []
    assert unheard(*SENT[:2], closes("right", "2026-05-03")) == []


def test_who_was_not_heard_is_not_counted_where_one_of_the_ways_is_uncertain() -> None:
    """Of two circles below, one has a member whose joining cannot be read: nobody knows how many there were."""
    east = circle("east", "2026-01-01", "max nia oli pam", "town")
    came = joins("east", "2026-02-01", "quin")
    assert [message.partition(" below ")[0] for message in unheard(*SENT[:2], east, came)] == ["east and right"]
    found = findings(
        people_unheard, TOWN, LEFT, RIGHT, east, came, trees(asks="town", affects="town"), IN_TOWN, *SENT[:2],
        faults=[(came, "date")],
    )  # fmt: skip
    assert found == []
