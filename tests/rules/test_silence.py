"""Silence is no yes: what rests on a record at fault is not valid until that is mended, and it is told once (D15)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import pytest

from nstgov.lifecycle import ground_rules_on, in_force_span, terms_on
from nstgov.lifecycle.closings import closing_on
from nstgov.records import Circle, Joins, Movement, Record
from nstgov.records.record import yaml_key
from tests.building import (
    a_test,
    away,
    back,
    changes,
    closed,
    closes,
    day,
    election,
    ended,
    joins,
    leaves,
    objection,
    review,
    said,
    takes_in,
)
from tests.rules.attacking import (
    RULES_ONE,
    adopts,
    decided,
    errors_in,
    errors_of_change,
    founded,
    heard,
    is_valid,
    proposed,
    whole_of,
)
from tests.rules.test_adopting import next_edition
from tests.rules.test_landed_since import by_themselves, elects, welcomes

FOUR, OTHERS = "ana ben chi dee", "eva flo gus hal"
FIVE, TOM = f"{FOUR} eli", "tom tim tea tov"
BENCH = proposed("bench", asks="oak", affects="oak")
DECISION = "decisions/bench/decision.yml"


def represents(circle_: str, people: str) -> Record:
    """A circle sends the first of its people to the town."""
    person = people.split(maxsplit=1)[0]
    sent = election(f"{circle_}-rep", circle_, person, "2026-01-05", "2027-01-01")
    made = elects(person, "2026-01-05", people)
    return replace(made, election=sent.election, file=sent.file, role=sent.role, term=sent.term, circle=circle_)


def takes(circle_: str) -> Record:
    """The town takes in a circle."""
    return replace(takes_in("town", "2026-01-02", circle_), voices=said(TOM), entered_by="tom")


WORLD: list[Record] = [
    RULES_ONE, founded("oak", FOUR, parent="town"), founded("elm", OTHERS, parent="town"),
    founded("town", TOM, level="regional"), takes("oak"), takes("elm"), represents("oak", FOUR),
    represents("elm", OTHERS), welcomes("eli", "2026-02-01"), welcomes("hui", "2026-02-20", OTHERS, "elm"),
    by_themselves(replace(leaves("elm", "2026-03-01", "hal"), how="own word")),
    by_themselves(away("oak", "2026-03-02", "dee", "2026-03-20")), by_themselves(back("oak", "2026-03-10", "dee")),
    replace(changes("oak", "2026-03-05", name="Old Oak"), voices=said(FIVE), entered_by="ana"),
]  # fmt: skip
"""Two circles that meet in a town, and what happened in them; every record of it keeps the rules."""


def each_fault(records: list[Record]) -> list[tuple[Record, str]]:
    """Each record with each of its keys, and with none: the file as a whole."""
    return [(one, key) for one in records for key in ("", *(yaml_key(field.name) for field in fields(one)))]


def bench(people: str = FIVE, **more: Any) -> list[Record]:
    """The bench, what was said to it, and its decision."""
    version = replace(BENCH, **more)
    return [version, *heard("bench", "2026-05-04", oak=people), decided("bench", "2026-05-05")]


OBJECTION = objection("proposals/bench", "roots", "2026-05-02", authors=("ana", "ben", "eva", "flo"))
ASIDE = a_test("proposals/bench", "roots", "2026-05-03", "set aside", voices=said("ana"), entered_by="ana")
KEEPER = replace(elects("ben", "2026-05-05", FIVE), role="keeper")
HOLLOW: list[tuple[str, str, list[Record]]] = [
    ("one voice of five", "bench", bench("ana")),
    ("three authors", "bench", bench(authors=("ana", "ben", "chi"))),
    ("a circle affected and not asked", "bench", bench(affects=("oak", "elm"))),
    ("an objection", "bench", [*bench(), OBJECTION]),
    ("an objection set aside by one", "bench", [*bench(), OBJECTION, ASIDE]),
    ("an election by two of five", "ben-guides", [replace(elects("ben", "2026-05-05", FIVE), voices=said("ana ben"))]),
    ("a keeper of one circle", "ben-guides", [KEEPER]),
    ("an edition of one circle", "rules-2", [next_edition(), *adopts(2, {"oak": FIVE}, "2026-05-10", authors=FOUR)]),
]  # fmt: skip


@pytest.mark.sampled(3)
@pytest.mark.parametrize(("id_", "story"), [one[1:] for one in HOLLOW], ids=[one[0] for one in HOLLOW])
def test_no_record_at_fault_makes_valid_what_is_not(id_: str, story: list[Record]) -> None:
    """Whatever key of whatever record cannot be read: a decision that lacks something does not become valid by it."""
    records = [*WORLD, *story]
    found = [
        (one.file, key) for one, key in each_fault(records) if is_valid(whole_of(*records, faults=((one, key),)), id_)
    ]
    assert found == []


def test_the_world_itself_is_without_a_fault_and_what_all_decided_in_it_is_valid() -> None:
    """The honest twin: the same movement, in which everybody spoke."""
    assert errors_in(*WORLD, *bench()) == set()
    assert is_valid(whole_of(*WORLD, *bench()), "bench")


def holds_until(whole: Movement) -> Any:
    """The last day of the decision on the bench."""
    span = in_force_span(whole, "bench")
    return span.last if span else None


def who_represents(whole: Movement) -> Any:
    """Who sits in the town for the circle, some weeks later."""
    return [term.person for term in terms_on(whole, "oak", "representative", day("2026-06-20"))]


END = replace(ended("bench", "2026-06-01"), voices=said("ana"), because="Enough.", entered_by="ana")
LETS_GO = replace(review("bench", "2026-06-01", "let go"), voices=said("ana"), entered_by="ana")
SENT_HOME = replace(ended("oak-rep", "2026-06-01"), voices=said("ben"), because="Enough.", entered_by="ben")
CLOSED = replace(closed("bench", "2026-05-06"), voices=said("ana"))
LATER = welcomes("joe", "2026-05-20", FIVE)
"""Somebody who came after the decision; where that cannot be read, nobody knows who is to consent since."""
ENDINGS: list[tuple[str, list[Record], Record, Callable[[Movement], Any]]] = [
    ("a letting go", [*bench(), LATER], END, holds_until),
    ("a review", [*bench(), LATER], LETS_GO, holds_until),
    ("the end of a term", [LATER], SENT_HOME, who_represents),
    ("a closing", [BENCH], CLOSED, lambda w: closing_on(w, "bench", day("2026-05-20"))),
]  # fmt: skip


@pytest.mark.parametrize(("story", "act", "ask"), [one[1:] for one in ENDINGS], ids=[one[0] for one in ENDINGS])
def test_nothing_is_ended_or_closed_by_one_person_and_a_fault(
    story: list[Record], act: Record, ask: Callable[[Movement], Any]
) -> None:
    """What one of five says ends nothing, also where it, or who came since, cannot be read."""
    records = [*WORLD, *story, act]
    expected = ask(whole_of(*records))
    later = [(one, key) for one in story if one is LATER for key in ("", "person")]
    for one, key in [*each_fault([act, *(there for there in story if there is BENCH)]), *later]:
        assert ask(whole_of(*records, faults=((one, key),))) == expected, (one.file, key)


def test_a_letting_go_that_rests_on_a_fault_is_told_once_and_names_it() -> None:
    """One D15, at the act, and the record that is to be mended; with everybody's consent it is one too, until then."""
    act = replace(END, voices=said(f"{FIVE} joe"))
    assert errors_in(*WORLD, *bench(), LATER, act) == set()
    found = errors_in(*WORLD, *bench(), LATER, act, faults=((LATER, "person"),))
    assert found == {f"D15 {act.file}", f"Y04 {LATER.file}"}


CONSENTS = [one for one in WORLD if isinstance(one, Circle | Joins) and one.circle == "oak"]


@pytest.mark.parametrize("act", CONSENTS, ids=lambda act: act.file)
def test_who_is_there_by_a_consent_that_cannot_be_read_makes_nothing_valid(act: Record) -> None:
    """A beginning or a joining of which nobody can read who said yes is a fault to whatever rests on it."""
    assert not is_valid(whole_of(*WORLD, *bench(), faults=((act, "voices"),)), "bench")


def test_a_fault_elsewhere_leaves_an_adopted_edition_as_it_is() -> None:
    """Once the top circle can decide, a circle below it that cannot be read takes no edition away."""
    first = replace(RULES_ONE, top="town")
    town = f"{TOM} ana eva"
    records = [first, *WORLD[1:], next_edition(top="town"), *adopts(2, {"town": town}, "2026-05-10", authors=FOUR)]
    ash = founded("ash", "una uwe ulf uma", "2026-06-01")
    assert ground_rules_on(whole_of(*records, ash), day("2026-06-02")).number == 2
    assert ground_rules_on(whole_of(*records, ash, faults=((ash, "opened"),)), day("2026-06-02")).number == 2
    joins_ = joins("elm", "2026-06-01", "ida")
    assert ground_rules_on(whole_of(*records, joins_, faults=((joins_, ""),)), day("2026-06-02")).number == 2


GONE = replace(leaves("oak", "2026-04-01", "eli"), how="own word", voices=said("eli"))
RESTING: list[Record] = [
    joins("oak", "2026-05-04", "noa", voices=said("noa ana"), entered_by="ana"),
    replace(leaves("oak", "2026-05-04", "dee"), how="died", voices=said("ana"), entered_by="ana"),
    replace(changes("oak", "2026-05-04", name="Mine"), voices=said("ana"), entered_by="ana"),
    replace(closes("oak", "2026-05-04", "ana"), entered_by="ana"),
    replace(review("bench", "2026-05-06", next_review="2026-09-01"), voices=said("ana"), entered_by="ana"),
    *heard("bench", "2026-05-04", oak="ana"),
]
"""What one of five enters as the word of Oak."""


@pytest.mark.parametrize("act", RESTING, ids=lambda act: type(act).__name__)
def test_an_act_in_a_circle_whose_members_nobody_knows_waits(act: Record) -> None:
    """A leaving that cannot be read silences what asks for consent, and silence is no yes; read, it is as ever."""
    there = [*WORLD, BENCH, GONE]
    assert f"D15 {act.file}" in errors_of_change(there, [act], faults=((GONE, "date"),))
    assert f"D15 {act.file}" not in errors_of_change(there, [act])
    together = errors_of_change([*WORLD, BENCH], [GONE, act], faults=((GONE, "date"),))
    assert f"D15 {act.file}" not in together, "one broken file is told once"


def test_ones_own_word_waits_for_nobody() -> None:
    """Leaving, and a voice of one's own, land also where nobody knows who else is there."""
    own = by_themselves(replace(leaves("oak", "2026-05-04", "dee"), how="own word"))
    voice = replace(heard("bench", "2026-05-04", oak="dee")[0], person="dee")
    voice = replace(voice, file=voice.file.replace(".oak.", ".oak.dee."))
    found = errors_of_change([*WORLD, BENCH, GONE], [own, voice], faults=((GONE, "date"),))
    assert not {one for one in found if one.startswith("D15")}
