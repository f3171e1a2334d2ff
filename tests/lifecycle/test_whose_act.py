"""Whose act it is: what is not proven as well as it needs to be changes no outcome, and its honest twin does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from nstgov.lifecycle import action_on, circle_on, decision_on, find_hearing, members_on, proposal_on
from nstgov.records import Movement, Record, Threshold, Void
from nstgov.records.ground_rules import AwayRule
from nstgov.records.proposals import EditionNamed
from tests.building import (
    a_test,
    away,
    changes,
    circle,
    closed,
    closes,
    commits,
    day,
    decision,
    disputed,
    edition,
    ended,
    held,
    joins,
    leaves,
    objection,
    person_change,
    resolved,
    review,
    said,
    signed,
    version,
)
from tests.proving import BYTES, confirmed, key, proven, registrar, with_keys

ALL = "ana ben chi dee eli"
OAK = with_keys(circle("oak", "2026-01-01", ALL), ALL)
TEXT = version("trees", 1, "2026-04-01", authors="ana ben chi dee", sunset="2027-01-01", review="2026-08-01")
ROUND = held("trees", "2026-04-20", said(ALL), entered_by="dee")
MADE = decision("trees", "2026-05-01", sunset="2027-01-01")
NEXT = version("bench", 1, "2026-06-01", authors="ana ben chi dee", sunset="2027-01-01", review="2026-08-01")
SPOKEN = held("bench", "2026-06-02", said("ana ben chi dee"), entered_by="dee")
TODAY = day("2026-06-20")


def by(people: str, *records: Record) -> list[Record]:
    """Signatures of all these people beside these records."""
    return [signed(record, person) for record in records for person in people.split()]


def asking(level: Any = "signed", **more: Any) -> Record:
    """Ground rules that ask for a proof in circles of neighbours, and name a registrar."""
    return edition(proof={"friend": level}, away=AwayRule(most_days=90, least_voices=4), **registrar(), **more)


ROOTS = objection("proposals/bench", "roots", "2026-06-03", authors=("ana", "ben", "chi", "dee"))
BASE = (OAK, TEXT, ROUND, MADE, NEXT, SPOKEN, by(ALL, ROUND), by("ana ben chi dee", TEXT, NEXT, SPOKEN))


def outcome_of(whole: Movement) -> tuple[object, ...]:
    """What may not be changed by others: members, decisions, stages, who must be heard and who stands in the way."""
    trees, bench = decision_on(whole, "trees", TODAY), proposal_on(whole, "bench", TODAY)
    oak = circle_on(whole, "oak", TODAY)
    assert trees is not None
    assert bench is not None
    assert oak is not None
    heard = find_hearing(whole, "bench", 1, "oak", TODAY)
    return (
        tuple(members_on(whole, "oak", TODAY)), oak.level, oak.parent, oak.stage, trees.stage, trees.last_day,
        trees.review, bench.stage, bench.version and bench.version.number, heard.missing, heard.passed_over,
        tuple(heard.spoken), tuple(one.person for one in heard.objecting), tuple(one.id for one in bench.objections),
    )  # fmt: skip


JOINS = joins("oak", "2026-05-10", "fay", voices=said(f"{ALL} fay"), keys=(key("fay"),))
LEAVES = leaves("oak", "2026-05-10", "eli", voices=said("ana ben chi dee"), how="asked to go")
OWN = leaves("oak", "2026-05-10", "eli", voices=said("eli"), how="own word")
GONE = away("oak", "2026-05-10", "eli", "2026-07-01")
CLOSES = closes("oak", "2026-06-10", ALL)
LOWER = changes("oak", "2026-06-10", level="regional", voices=said(ALL))
PARENT = changes("oak", "2026-06-10", parent="elm", voices=said(ALL))
OBJECT = held("bench", "2026-06-04", said(against="ana"), person="ana")
LATE = held("bench", "2026-06-04", said("eli"), person="eli")
ASIDE = a_test("proposals/bench", "roots", "2026-06-05", "set aside", voices=said(ALL))
MET = replace(resolved("proposals/bench", "roots", "2026-06-05"), voices=said("ana ben chi dee"))
SHUT = replace(closed("bench", "2026-06-05"), voices=said("ana ben chi dee"))
LET_GO = replace(ended("trees", "2026-06-05"), voices=said(ALL))
REVIEWED = replace(review("trees", "2026-06-05", "let go"), voices=said(ALL))
LATER = replace(review("trees", "2026-06-05", "keep", next_review="2026-12-01"), voices=said(ALL))
DOUBT = disputed(MADE, "ana", "2026-06-05")
SECOND = version("bench", 2, "2026-06-05", authors="ana ben chi dee", text="Two.", sunset="2027-01-01")
UNSAID = Void(file=f"{SPOKEN.file}.void.yml", beside=SPOKEN.file, date=day("2026-06-06"), because="A mistake.",
              voices=said("ana ben chi dee"))  # fmt: skip
AGAIN = replace(ROOTS, file=ROOTS.file.replace("v1", "v2"), number=2, raised=day("2026-06-06"), title="Nothing")


@pytest.mark.parametrize(
    ("act", "people", "there"),
    [
        (JOINS, f"{ALL} fay", []),
        (LEAVES, "ana ben chi dee", []),
        (OWN, "eli", []),
        (GONE, "eli", []),
        (CLOSES, ALL, []),
        (LOWER, ALL, []),
        (PARENT, ALL, [circle("elm", "2026-01-01", level="regional")]),
        (OBJECT, "ana", []),
        (LATE, "eli", []),
        (ROOTS, "ana ben chi dee", []),
        (ASIDE, ALL, [ROOTS, *by("ana ben chi dee", ROOTS)]),
        (MET, "ana ben chi dee", [ROOTS, *by("ana ben chi dee", ROOTS)]),
        (SHUT, "ana ben chi dee", []),
        (LET_GO, ALL, []),
        (REVIEWED, ALL, []),
        (LATER, ALL, []),
        (DOUBT, "ana", []),
        (SECOND, "ana", []),
        (UNSAID, "ana ben chi dee", []),
    ],
    ids=lambda one: getattr(one, "file", None),
)
def test_what_is_proven_less_well_than_is_asked_changes_nothing_until_it_is(
    act: Record, people: str, there: list[Record]
) -> None:
    """Whatever a stranger enters in others' names; once those whose act it is have signed it, it takes effect."""
    whole = (*BASE, asking(), there)
    before = outcome_of(proven(*whole))
    assert outcome_of(proven(*whole, act)) == before
    some = by(" ".join(people.split()[1:]), act) if len(people.split()) > 1 and act is not SECOND else []
    assert outcome_of(proven(*whole, act, some)) == before
    assert outcome_of(proven(*whole, act, by(people, act))) != before


@pytest.mark.parametrize("act", [JOINS, LEAVES, OWN, GONE, CLOSES, ROOTS, SHUT, LET_GO, DOUBT, SECOND, UNSAID])
def test_where_no_more_is_asked_than_is_declared_every_act_takes_effect_at_once(act: Record) -> None:
    """As among friends, of whom one writes down what all have heard."""
    whole = (*BASE, asking("declared"))
    assert outcome_of(proven(*whole, act)) != outcome_of(proven(*whole))


def test_confirming_is_enough_where_that_is_asked() -> None:
    """By the account of each whose act it is, attested by a registrar."""
    whole = (*BASE, asking("confirmed"))
    before = outcome_of(proven(*whole))
    assert outcome_of(proven(*whole, OWN)) == before
    by_account = confirmed(OWN, "eli")
    assert outcome_of(proven(*whole, OWN, by_account)) == before
    assert outcome_of(proven(*whole, OWN, by_account, signed(by_account, "forge"))) != before


def test_a_weaker_entry_never_replaces_a_stronger_one_of_the_same_person() -> None:
    """Not even where no more than declared is asked: what somebody signed others do not take back for them."""
    whole = (*BASE, asking("declared"))
    entered = held("bench", "2026-06-04", said(against="ana"), entered_by="dee")
    assert find_hearing(proven(*whole, entered), "bench", 1, "oak", TODAY).objecting == ()
    (said_so,) = find_hearing(proven(*whole, entered, by("ana", entered)), "bench", 1, "oak", TODAY).objecting
    assert said_so.person == "ana"
    unsigned = (OAK, asking("declared"), NEXT, SPOKEN, by("ben", SPOKEN))
    assert find_hearing(proven(*unsigned, entered), "bench", 1, "oak", TODAY).objecting != ()


def test_only_their_signature_speaks_for_somebody_in_every_act() -> None:
    """Whoever said so is not taken away, sent away or brought back by what others enter, on any level."""
    only = person_change("oak", "2026-02-01", "eli", signed_only=True)
    whole = (*BASE, asking("declared"), only, by("eli", only))
    before = outcome_of(proven(*whole))
    for act in (OWN, GONE):
        assert outcome_of(proven(*whole, act)) == before
        assert outcome_of(proven(*whole, act, by("eli", act))) != before


def test_an_old_day_earns_nothing_where_a_stricter_edition_has_been_adopted_since() -> None:
    """What lands behind its adoption is proven as it asks, whatever day it bears; what had landed before stays."""
    first = edition()
    rules = version("rules", 1, "2026-02-01", authors="ana ben chi dee", kind="ground rules", sunset="2027-01-01")
    rules = replace(rules, edition=EditionNamed(number=2, sha256=BYTES))
    spoken = held("rules", "2026-02-09", said(ALL))
    adopts = replace(decision("rules", "2026-02-10", sunset="2027-01-01"), sha256=BYTES)
    second = edition(2, "2026-02-11", "rules", proof={"friend": "signed"})
    old = leaves("oak", "2026-02-05", "eli", voices=said("eli"), how="own word")
    whole = (OAK, first, rules, spoken, adopts, second, old, by(ALL, spoken), by("ana ben chi dee", rules))
    begun = [OAK, first, rules, spoken]
    assert old.file in proven(*whole, landed=[begun, [adopts, second], [old]]).uncounted
    assert old.file not in proven(*whole, landed=[[*begun, old], [adopts, second]]).uncounted
    assert old.file not in proven(*whole, by("eli", old), landed=[begun, [adopts, second], [old]]).uncounted


def test_only_members_who_were_there_make_a_voice_heard() -> None:
    """Two people from elsewhere who put their names and signatures beside it were not."""
    elm = with_keys(circle("elm", "2026-01-01", "fay gus"), "fay gus")
    strangers = replace(OWN, voices=said("eli fay gus"))
    members = replace(OWN, voices=said("eli ben chi"))
    for act, witnesses, counts in ((strangers, "fay gus", False), (members, "ben chi", True), (members, "ben", False)):
        whole = proven(OAK, elm, asking("heard"), act, by(witnesses, act))
        assert (act.file not in whole.uncounted) is counts


@pytest.mark.parametrize("act", [ROOTS, SECOND])
def test_what_takes_something_from_others_is_heard_where_that_is_asked(act: Record) -> None:
    """An objection and a next version wait for two of those behind it who did not enter it themselves."""
    whole, act = (*BASE, asking("heard")), replace(act, entered_by="ana")
    before = outcome_of(proven(*whole))
    assert outcome_of(proven(*whole, act)) == before
    if act.file == ROOTS.file:
        assert outcome_of(proven(*whole, act, by("ana ben", act))) == before
    assert outcome_of(proven(*whole, act, by("ben chi", act))) != before


def test_who_has_a_key_disputes_with_it_and_who_has_none_by_the_file_alone() -> None:
    """Where voices are to be heard nobody could have heard a dispute, and nobody without a key is kept from one."""
    keyless = circle("oak", "2026-01-01", ALL, voices=said(ALL))
    for founding, counts in ((OAK, False), (keyless, True)):
        doubt = disputed(SPOKEN, "eli", "2026-06-05")
        whole = proven(founding, asking("heard"), NEXT, SPOKEN, doubt)
        assert (doubt.file not in whole.uncounted) is counts
    doubt = disputed(SPOKEN, "eli", "2026-06-05")
    assert doubt.file not in proven(OAK, asking("heard"), NEXT, SPOKEN, doubt, by("eli", doubt)).uncounted


def test_nobody_is_committed_by_others_where_their_own_word_is_asked() -> None:
    """An action does not start by commitments that nobody proves; nor is one taken back so."""
    text = replace(TEXT, kind="action", starts_with=Threshold(people=2))
    both, back_ = commits("trees", "2026-05-02", "oak", "ana ben"), commits("trees", "2026-05-03", "oak", "", "ana")
    for level, signers, expected in (
        ("signed", [], []),
        ("signed", by("ana", both), ["ana"]),
        ("signed", by("ana ben", both), ["ana", "ben"]),
        ("signed", by("ana ben", both) + by("ana", back_), ["ben"]),
        ("heard", [], []),
        ("heard", by("ana ben", both), ["ana", "ben"]),
        ("declared", [], ["ben"]),
    ):
        state = action_on(proven(OAK, asking(level), text, both, back_, signers), "trees", TODAY)
        assert state is not None
        assert list(state.committed) == expected


def test_a_circle_does_not_test_or_review_by_the_words_of_strangers() -> None:
    """Though they sign with keys of their own: somebody of the circle says it, or it has no effect."""
    elm = with_keys(circle("elm", "2026-01-01", "fay gus"), "fay gus")
    stands = a_test("proposals/bench", "roots", "2026-06-06", "stands", voices=said("fay"))
    kept = replace(review("trees", "2026-06-06", "keep", next_review="2026-12-01"), voices=said("fay"))
    for act in (stands, kept):
        whole = (OAK, elm, asking(), TEXT, ROUND, MADE, NEXT, ROOTS)
        assert act.file in proven(*whole, act, by("fay", act)).uncounted
        ours = replace(act, voices=said("ana"))
        assert act.file not in proven(*whole, ours, by("ana", ours)).uncounted
