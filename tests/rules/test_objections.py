"""Family O: who objects and why, tests, and resolutions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from nstgov import records
from nstgov.records import Against, Answered, Movement, Objection, Outside, Record, Resolution
from nstgov.rules.objections.late_objections import raised_beside_a_decided_proposal
from nstgov.rules.objections.objection_reasons import objection_without_importance, objection_without_reasons
from nstgov.rules.objections.objection_tests import objection_not_answered_in_time, set_aside_without_consent
from nstgov.rules.objections.raising import against_nothing, too_few_objectors
from nstgov.rules.objections.resolutions import resolved_without_its_authors
from tests.building import (
    a_test,
    at,
    circle,
    closed,
    day,
    decision,
    edition,
    election,
    ended,
    held,
    joins,
    leaves,
    movement,
    objection,
    resolved,
    review,
    said,
    version,
)
from tests.record import TODAY
from tests.rules.judging import OAK, findings, outside, places, trees

ONE, TWO, OTHER = "1" * 64, "2" * 64, "3" * 64
TARGET = "proposals/trees"
FOUR = ("eva", "flo", "gus", "hal")
ALL = said("ana ben chi dee")
AGAINST = held("trees", "2026-05-02", said("ana ben", "chi", "dee"))


def roots(number: int = 1, raised: str = "2026-05-03", target: str = TARGET, **more: Any) -> Objection:
    """An objection to `trees`, by four people, that keeps every rule."""
    words = {"important": "Sixty households would have no water for days.", "reasons": "Roots grow into clay pipes."}
    return objection(target, "roots", raised, number, **{"authors": FOUR, **words, **more})


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        (FOUR, []),
        (FOUR[:3], ["authors"]),
        ((*FOUR[:3], "eva"), ["authors"]),
        ((), ["authors"]),
        ((*FOUR[:3], *outside("Omar Said")), []),
        ((*FOUR[:2], *outside("Omar Said", "omar  said")), ["authors"]),
        (outside("Omar Said", "Ida Holm", "Max Lind", "Ute Berg"), ["authors"]),
    ],
)
def test_four_distinct_people_object(authors: tuple[Any, ...], expected: list[str]) -> None:
    """People outside count; one named twice does not; when all are outside somebody carries it."""
    assert places(too_few_objectors, trees(), roots(authors=authors)) == expected
    if all(isinstance(author, Outside) for author in authors) and authors:
        assert places(too_few_objectors, trees(), roots(authors=authors, carried_by="ana")) == []


def test_how_many_it_takes_is_said_by_the_ground_rules_of_the_day() -> None:
    """A stricter edition asks for more."""
    rules = replace(edition(), authors=replace(edition().authors, least=5))
    assert places(too_few_objectors, rules, trees(), roots()) == ["authors"]


def from_round(*records: Record, **more: Any) -> list[str]:
    """What O01 says of Chi alone, who names the round of 2 May."""
    own = roots(**{"authors": ("chi",), "from_round": "2026-05-02.oak", **more})
    return places(too_few_objectors, OAK, trees(), *(records or (AGAINST,)), own)


def test_a_members_own_object_is_enough() -> None:
    """One of the authors was a member of a circle asked and said "object" in that round."""
    assert from_round() == []
    assert from_round(authors=("chi", "zoe")) == []
    assert from_round(authors=("ana",)) == ["from_round"]
    assert from_round(authors=("dee",)) == ["from_round"]
    assert from_round(authors=("zoe",)) == ["from_round"]
    assert from_round(raised="2026-05-01") == ["from_round"]
    assert from_round(raised="2026-05-02") == []
    assert from_round(AGAINST, leaves("oak", "2026-05-01", "chi")) == ["from_round"]
    assert from_round(AGAINST, leaves("oak", "2026-05-02", "chi")) == []
    own = held("trees", "2026-05-02", said("", "chi ana"), person="chi")
    assert from_round(own, from_round="2026-05-02.oak.chi") == []
    assert from_round(own, from_round="2026-05-02.oak.chi", authors=("ana",)) == ["from_round"]


def test_an_object_in_a_circle_that_was_not_asked_needs_four() -> None:
    """It says so; a round that is not there, or cannot be read, is for the reader."""
    elm = circle("elm", "2026-01-01", "eva flo gus hal")
    there = held("trees", "2026-05-02", said("", "eva"), circle_="elm")
    assert from_round(elm, there, authors=("eva",), from_round="2026-05-02.elm") == ["from_round"]
    assert from_round(from_round="2026-05-09.oak") == []
    own = roots(authors=("ana",), from_round="2026-05-02.oak")
    assert places(too_few_objectors, OAK, trees(), AGAINST, own, faults=[(AGAINST, "voices")]) == []
    assert places(too_few_objectors, OAK, trees(), AGAINST, own, faults=[(OAK, "members")]) == []


@pytest.mark.parametrize("key", ["authors", "raised", "from_round", ""])
def test_authors_that_cannot_be_read_are_left_to_the_reader(key: str) -> None:
    """A faulty key silences O01 for that file; a fault in its reasons does not."""
    short = roots(authors=FOUR[:2])
    assert places(too_few_objectors, trees(), short, faults=[(short, key)]) == []
    assert places(too_few_objectors, trees(), short, faults=[(short, "reasons")]) == ["authors"]


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        (None, "error"),
        ("TBD", "error"),
        ("just because", "error"),
        ("Roots break pipes", "error"),
        ("Too loud.", "advice"),
        ("Roots grow into clay pipes and break them.", None),
    ],
)
def test_reasons_and_importance_say_something(text: str | None, severity: str | None) -> None:
    """Nothing, a placeholder and the title once more are errors; very short words get a kind question."""
    for rule, key in ((objection_without_reasons, "reasons"), (objection_without_importance, "important")):
        given: dict[str, Any] = {key: text}
        found = findings(rule, roots(**given))
        assert [finding.severity or rule.severity for finding in found] == ([severity] if severity else [])
        assert all(finding.at.keys == (key,) for finding in found)
        faulty = roots(**given)
        assert findings(rule, faulty, faults=[(faulty, key)]) == []


def test_reasons_are_not_the_importance_once_more() -> None:
    """What is at stake, and why it follows, are two things; one finding, at the reasons."""
    same = "Sixty households would have no water for days."
    assert places(objection_without_reasons, roots(reasons=same, important=same)) == ["reasons"]
    assert places(objection_without_importance, roots(reasons=same, important=same)) == []


HASHES = {
    "proposals/trees/v1.yml": ONE, "proposals/trees/v2.yml": TWO, "decisions/trees/decision.yml": ONE,
    "decisions/rep/election.yml": TWO,
}  # fmt: skip


def against(number: int | None, sha256: str, target: str = TARGET, **more: Any) -> Objection:
    """An objection against something, by its number and hash."""
    return replace(roots(target=target, **more), against=Against(version=number, sha256=sha256))


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        (against(1, ONE), []),
        (against(2, TWO), []),
        (against(1, TWO), ["against"]),
        (against(1, OTHER), ["against"]),
        (against(None, ONE), ["against"]),
        (against(7, ONE), []),
        (against(None, ONE, "decisions/trees", raised="2026-05-04"), []),
        (against(None, ONE, "decisions/trees", raised="2026-05-03"), ["raised"]),
        (against(None, TWO, "decisions/trees", raised="2026-05-04"), ["against"]),
        (against(None, TWO, "decisions/rep"), []),
        (against(None, TWO, "decisions/rep", raised="2026-01-31"), ["raised"]),
        (against(None, ONE, "decisions/gone"), []),
        (against(1, ONE, raised="2026-04-01"), ["raised"]),
        (against(1, ONE, raised="2026-04-02"), []),
    ],
)
def test_an_objection_names_the_bytes_it_is_against(about: Objection, expected: list[str]) -> None:
    """A version by number and hash, a decision or election by its hash; what is not on record is for the reader."""
    records = [
        trees(),
        trees(2, "2026-05-01"),
        decision("trees", "2026-05-04"),
        election("rep", "oak", "ana", "2026-02-01"),
    ]
    assert places(against_nothing, *records, about, sha256=HASHES) == expected
    assert places(against_nothing, *records, about, sha256=HASHES, faults=[(about, "against")]) == []
    if expected == ["against"] and about.against.version == 1 and about.against.sha256 == TWO:
        (found,) = findings(against_nothing, *records, about, sha256=HASHES)
        assert found.message == "this is not the SHA-256 of proposals/trees/v1.yml; it is that of version 2"


def test_an_objection_that_came_before_what_it_is_against_shows_that_day() -> None:
    """An election on the day it was held; where that day cannot be read, nothing was too early."""
    chosen, early = (
        election("rep", "oak", "ana", "2026-02-01"),
        against(None, TWO, "decisions/rep", raised="2026-01-31"),
    )
    (found,) = findings(against_nothing, chosen, early, sha256=HASHES)
    assert found.related == (chosen.locate("held"),)
    assert findings(against_nothing, chosen, early, sha256=HASHES, faults=[(chosen, "held")]) == []


def aside(result: str = "set aside", **more: Any) -> records.Test:
    """Oak tests the objection on 5 May; it is important and not reasoned, and everybody consents."""
    found = a_test(TARGET, "roots", more.pop("on", "2026-05-05"), result, circle_=more.pop("circle_", "oak"))
    holds = {"important": Answered(holds=True), "reasoned": Answered(holds=False, because="The pipes are new.")}
    return replace(found, **{"voices": ALL, **holds, **more})


def of_tests(*records: Record, **more: Any) -> list[str]:
    """Where O05 finds something in these tests of the objection."""
    return places(set_aside_without_consent, OAK, trees(), roots(), *records, **more)


@pytest.mark.parametrize("result", ["set aside", "needs work"])
def test_setting_aside_takes_everybody_and_a_reason(result: str) -> None:
    """Silent, absent and objecting members; no reason, an empty one; and both halves said to hold."""
    assert of_tests(aside(result)) == []
    assert of_tests(aside(result, voices=said("ana ben chi"))) == ["voices"]
    assert of_tests(aside(result, voices=said("ana ben", "chi", "dee"))) == ["voices", "voices.chi"]
    assert of_tests(aside(result, reasoned=Answered(holds=False))) == ["reasoned"]
    assert of_tests(aside(result, reasoned=Answered(holds=False, because="TBD"))) == ["reasoned"]
    assert of_tests(aside(result, reasoned=Answered(holds=True))) == ["result"]
    unimportant = Answered(holds=False, because="There are no pipes here.")
    assert of_tests(aside(result, important=unimportant, reasoned=Answered(holds=True))) == []
    assert of_tests(aside(result), joins("oak", "2026-05-04", "eli")) == ["voices"]
    assert of_tests(aside(result), joins("oak", "2026-05-05", "eli")) == []
    assert of_tests(aside(result, voices=said("ana ben chi")), leaves("oak", "2026-05-04", "dee")) == []


def test_that_an_objection_stands_takes_nobody_more() -> None:
    """One person who thinks so is enough; the others need not have spoken."""
    assert of_tests(aside("stands", voices=said("ana"))) == []
    assert of_tests(aside("stands", voices={})) == []


def test_only_the_circle_asked_tests() -> None:
    """Of a proposal those asked that day; of a decision those that made it; of an election those who elected."""
    elm = circle("elm", "2026-01-01", "eva flo gus hal")
    assert of_tests(elm, aside("stands", circle_="elm")) == ["circle"]
    later = trees(2, "2026-05-04", asks="elm", affects="elm")
    assert of_tests(elm, later, aside("stands", circle_="elm")) == []
    assert of_tests(elm, later, aside("stands")) == ["circle"]
    for target, made in (
        ("decisions/trees", decision("trees", "2026-05-02", "elm")),
        ("decisions/rep", election("rep", "elm", "eva", "2026-02-01")),
    ):
        raised = roots(target=target)
        by_oak, by_elm = (replace(a_test(target, "roots", "2026-05-05", "stands", circle_=c)) for c in ("oak", "elm"))
        assert places(set_aside_without_consent, OAK, elm, made, raised, by_oak) == ["circle"]
        assert places(set_aside_without_consent, OAK, elm, made, raised, by_elm) == []


@pytest.mark.parametrize("key", ["held", "circle", "result", "voices", "reasoned", ""])
def test_a_test_that_cannot_be_read_is_left_to_the_reader(key: str) -> None:
    """Each faulty key silences what reads it, and nothing else."""
    bad = aside(voices=said("ana ben chi"), reasoned=Answered(holds=False))
    expected = {"voices": ["reasoned"], "reasoned": ["voices"]}.get(key, [])
    assert of_tests(bad, faults=[(bad, key)]) == expected
    assert of_tests(bad, faults=[(OAK, "members")]) == ["reasoned"]


V2 = trees(2, "2026-05-06", integrates="roots", sunset="2027-03-01", judged_by=("trees alive after a year", "leaks"))


def met(
    kind: str = "text changed", voices: str = "eva flo gus hal", on: str | date = "2026-05-07", **more: Any
) -> Resolution:
    """The objection is resolved on 7 May."""
    given = resolved(TARGET, "roots", on, kind)
    return replace(given, **{"voices": said(voices), "version": 2, **more})


def remains(*records: Record, **more: Any) -> list[str]:
    """Where O06 finds something in these resolutions."""
    return places(resolved_without_its_authors, OAK, trees(), V2, roots(), *records, **more)


def test_each_author_says_whether_anything_remains() -> None:
    """Silent and absent authors are one finding, one for whom something remains has their own."""
    assert remains(met()) == []
    assert remains(met(voices="eva flo gus")) == ["voices"]
    assert remains(replace(met(), voices=said("eva flo", "gus", "hal"))) == ["voices", "voices.gus"]
    newer = roots(2, "2026-05-07", authors=(*FOUR[:3], "ida"))
    assert remains(newer, met()) == ["voices"]
    # whoever raised it is asked, though the next version leaves them out
    assert remains(newer, met(voices="eva flo gus ida")) == ["voices"]
    assert remains(newer, met(voices="eva flo gus hal ida")) == []
    assert remains(roots(2, "2026-05-08", authors=("ida", *FOUR[:3])), met()) == []
    assert remains(met(on="2026-05-02")) == ["date"]


@pytest.mark.parametrize(("on", "expected"), [("2026-06-01", ["unreachable.0"]), ("2026-06-02", [])])
def test_somebody_is_unreachable_after_thirty_days(on: str, expected: list[str]) -> None:
    """Raised on 3 May: from 2 June on it may be resolved without them; never without anybody."""
    assert remains(met(voices="eva flo gus", on=on, unreachable=("hal",))) == expected
    assert remains(replace(met(on=on, unreachable=("hal",)), voices=said("eva flo gus", "hal"))) == ["voices.hal"]
    assert remains(met(voices="eva flo gus hal", on=on, unreachable=("hal",))) == []
    nobody = remains(met(voices="", on="2026-07-01", unreachable=FOUR))
    assert nobody == ["voices"]


@pytest.mark.parametrize(
    ("kind", "number", "expected"),
    [
        ("text changed", 2, []), ("text changed", 1, ["version"]), ("text changed", None, []),
        ("term shortened", 2, []), ("term shortened", 1, ["version"]), ("term shortened", None, []),
        ("measured", 2, []), ("measured", 1, ["version"]), ("measured", None, []),
        ("withdrawn", None, []), ("other", None, []), ("other", 1, []),
    ],
)  # fmt: skip
def test_what_a_resolution_says_has_happened_has_happened(kind: str, number: int | None, expected: list[str]) -> None:
    """A text that integrates it, an earlier sunset, one thing more to be judged by; else in the newest version."""
    assert remains(met(kind, version=number)) == expected


def test_a_version_that_came_later_has_not_happened_yet() -> None:
    """On the day of the resolution it comes before it."""
    assert remains(met(on="2026-05-06")) == []
    assert remains(met(on="2026-05-05")) == ["version"]
    assert remains(met("term shortened", on="2026-05-05", version=None)) == ["version"]


def test_an_objection_from_a_round_is_integrated_by_its_voice_too() -> None:
    """`integrates` may name the voice in the round that was carried on."""
    own = roots(authors=("chi",), from_round="2026-05-02.oak")
    for named, expected in (("2026-05-02.oak/chi", []), ("2026-05-02.oak/dee", ["version"]), ("roots", [])):
        second = trees(2, "2026-05-06", integrates=named)
        found = places(resolved_without_its_authors, OAK, trees(), second, AGAINST, own, met(voices="chi"))
        assert found == expected


@pytest.mark.parametrize("key", ["integrates", "submitted"])
def test_a_version_that_cannot_be_read_may_have_met_the_objection(key: str) -> None:
    """What the one before says does not help: of this one nobody knows."""
    bad = met(version=2)
    second = replace(V2, integrates=())
    base = (resolved_without_its_authors, OAK, trees(), second, roots(), bad)
    assert places(*base) == ["version"]
    assert places(*base, faults=[(second, key)]) == []


@pytest.mark.parametrize("way", ["renews", "replaces", "ends"])
def test_against_a_decision_another_proposal_brings_the_change(way: str) -> None:
    """Its version that would change the decision integrates the objection; without one nothing has changed yet."""
    target = "decisions/trees"
    base = [OAK, trees(), decision("trees", "2026-05-04"), roots(raised="2026-06-01", target=target)]
    act = replace(resolved(target, "roots", "2026-07-01"), voices=said("eva flo gus hal"))
    assert places(resolved_without_its_authors, *base, act) == ["kind"]
    assert places(resolved_without_its_authors, *base, replace(act, kind="other")) == []
    new = version("new", 1, "2026-06-20", **{way: "trees", "integrates": "roots"})
    assert places(resolved_without_its_authors, *base, new, act) == []
    late = version("new", 1, "2026-07-02", **{way: "trees", "integrates": "roots"})
    assert places(resolved_without_its_authors, *base, late, act) == ["kind"]
    other = version("new", 1, "2026-06-20", **{way: "trees"})
    assert places(resolved_without_its_authors, *base, other, act) == ["version"]


@pytest.mark.parametrize("key", ["date", "voices", "kind", "version", ""])
def test_a_resolution_that_cannot_be_read_is_left_to_the_reader(key: str) -> None:
    """Each faulty key silences what reads it, and nothing else."""
    bad = met(voices="eva flo", version=1)
    expected = {"voices": ["version"], "kind": ["voices"], "version": ["voices"]}.get(key, [])
    assert remains(bad, faults=[(bad, key)]) == expected
    raised = roots()
    assert places(resolved_without_its_authors, OAK, trees(), V2, raised, bad, faults=[(raised, "raised")]) == []


RULES = replace(edition(), answer_objection_within_days=10, reconsider_within_days=20)


def overdue(number: int, *records: Record, target: str = "proposals/p") -> int:
    """How many objections O07 finds on a day; one is raised on day 5."""
    base = (RULES, version("p", 1, at(0), sunset=at(99)), objection(target, "roots", at(5)))
    return len(list(objection_not_answered_in_time(movement(*base, *records), at(number))))


@pytest.mark.parametrize(("number", "expected"), [(4, 0), (15, 0), (16, 1), (90, 1)])
def test_an_objection_is_tested_in_time(number: int, expected: int) -> None:
    """Raised on day 5 with ten days: day 15 is the last; tested, it is late no more."""
    assert overdue(number) == expected
    for result in ("stands", "set aside"):
        assert overdue(number, a_test("proposals/p", "roots", at(6), result)) == 0


@pytest.mark.parametrize(("number", "expected"), [(16, 0), (18, 0), (19, 1)])
def test_what_needs_work_gets_it_in_time(number: int, expected: int) -> None:
    """Tested on day 8: day 18 is the last for a new version, which begins anew."""
    needs = a_test("proposals/p", "roots", at(8), "needs work")
    assert overdue(number, needs) == expected
    assert overdue(number, needs, objection("proposals/p", "roots", at(18), 2)) == 0


@pytest.mark.parametrize("over", [closed("p", at(12)), decision("p", at(12), sunset=at(99))], ids=["closed", "decided"])
def test_what_is_over_waits_for_no_test(over: Record) -> None:
    """A proposal that is closed or decided has nothing left to test."""
    assert overdue(30, over) == 0


def test_on_the_day_of_closing_nobody_waits_any_more() -> None:
    """A closing holds from its own day on."""
    assert [overdue(number, closed("p", at(30))) for number in (29, 30, 31)] == [1, 0, 0]


@pytest.mark.parametrize(("number", "expected"), [(15, 0), (16, 1), (25, 1), (26, 0)])
def test_against_a_decision_until_d07_speaks(number: int, expected: int) -> None:
    """Past its ten days O07 speaks; past the twenty to reconsider D07 does, and one of the two is enough."""
    made = decision("p", at(2), sunset=at(99))
    assert overdue(number, made, target="decisions/p") == expected
    assert overdue(number, made, ended("p", at(12)), target="decisions/p") == 0
    assert overdue(number, made, review("p", at(12), "let go"), target="decisions/p") == 0


def test_of_an_election_while_its_term_lasts() -> None:
    """When the term is over, nobody waits any more."""
    for until, expected in ((at(29), 0), (at(30), 1)):
        chosen = election("rep", "oak", "ana", at(0), until)
        assert overdue(30, chosen, target="decisions/rep") == expected


ODD: list[Record] = [
    roots(),
    Objection(
        file="decisions/odd/objections/odd/v9.yml", target="decisions/odd", objection="odd", number=9, title="",
        raised=date.max, against=Against(sha256=""), from_round="../..",
    ),
    aside(on=date.max, circle_=""), met(on=date.max, unreachable=("", "")),
    replace(met(on=date.min), version=999999),
    records.Test(
        file="proposals/odd/objections/odd/test.2026-01-01.oak.yml", target="proposals/odd", objection="odd",
        held=day("2026-01-01"), circle="oak", version=0, important=Answered(holds=False),
        reasoned=Answered(holds=False), result="",  # type: ignore[arg-type]
    ),
]  # fmt: skip
FAMILY = (
    too_few_objectors, objection_without_reasons, objection_without_importance, against_nothing,
    set_aside_without_consent, resolved_without_its_authors, objection_not_answered_in_time,
)  # fmt: skip


@pytest.mark.parametrize("rule", FAMILY, ids=lambda rule: rule.code)
def test_no_rule_of_the_family_raises_on_odd_records(rule: Any) -> None:
    """Blanks, unknown names, targets that are not there and the ends of the calendar are for the reader."""
    movements = [Movement([OAK, trees(), *ODD]), *(Movement([odd]) for odd in ODD)]
    found = [finding for whole in movements for day in (TODAY, date.max) for finding in rule(whole, day)]
    # who stands behind them and what they are against cannot be read in any of them
    assert bool(found) == (rule.code not in ("O01", "O04"))
    assert all(finding.message and finding.help for finding in found)


@pytest.mark.parametrize(("raised", "expected"), [("2026-05-04", []), ("2026-05-05", ["raised"]), ("2026-04-20", [])])
def test_after_the_decision_an_objection_lies_beside_it(raised: str, expected: list[str]) -> None:
    """From the day after on it belongs there, and the very path is named."""
    late = objection("proposals/trees", "roots", raised, authors=("ana", "ben", "chi", "dee"))
    made = decision("trees", "2026-05-04")
    assert places(raised_beside_a_decided_proposal, OAK, trees(), made, late) == expected
    for found in findings(raised_beside_a_decided_proposal, OAK, trees(), made, late, sha256={made.file: "a" * 64}):
        assert found.help == (
            f"Write it as decisions/trees/objections/roots/v1.yml with `against: {{sha256: {'a' * 64}}}`."
        )
