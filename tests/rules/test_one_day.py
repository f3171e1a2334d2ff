"""Acts of one day are taken in whatever order makes them right, and only the consenting side is generous."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from nstgov.findings import Verdict
from nstgov.lifecycle import decision_on, find_hearing, may_speak_on, members_needed_on
from nstgov.records import Nomination, Record, Voice
from nstgov.records.ground_rules import AwayRule
from nstgov.report.why import build_proof, render_reasons
from nstgov.rules.circles.parents import sent_without_being_taken_in
from nstgov.rules.decisions.changed_decisions import changes_what_does_not_hold
from nstgov.rules.decisions.decision_consent import consent_missing, objection_in_the_way
from nstgov.rules.decisions.sunset_and_order import decided_out_of_order
from nstgov.rules.elections.nominations import nomination_missing, not_chosen_by_consent
from nstgov.rules.elections.role_terms import too_many_representatives
from nstgov.rules.proposals.version_order import integrates_no_objection, versions_out_of_step
from nstgov.rules.rounds.member_voices import voice_of_no_member
from nstgov.rules.rounds.round_target import round_too_late
from tests.building import (
    away,
    back,
    changes,
    circle,
    decision,
    edition,
    election,
    ended,
    held,
    joins,
    leaves,
    movement,
    objection,
    said,
    takes_in,
    version,
)
from tests.rules.judging import OAK, findings, places, trees

ON, NEXT = "2026-05-04", "2026-05-05"
FIVE = circle("oak", "2026-01-01", "ana ben chi dee eli")
ALL = "ana ben chi dee"


def lacking(*records: Record, on: str = ON) -> tuple[str, ...]:
    """Whose voice on the first version about trees is still missing in Oak on a day."""
    return find_hearing(movement(trees(), *records), "trees", 1, "oak", date.fromisoformat(on)).missing


def test_objected_to_improved_and_decided_on_one_evening() -> None:
    """A version, a round in which somebody objects, the version that answers it, its round, the decision."""
    first = held("trees", ON, said("ana ben chi", "dee"))
    evening = [
        OAK, trees(1, ON), first,
        trees(2, ON, text="Plant two.", integrates=f"{ON}.oak/dee"), held("trees", ON, said(ALL), 2, n=2),
        decision("trees", ON, number=2),
    ]  # fmt: skip
    judges = (
        round_too_late, versions_out_of_step, integrates_no_objection, consent_missing, objection_in_the_way,
        decided_out_of_order,
    )  # fmt: skip
    assert [finding for rule in judges for finding in findings(rule, *evening)] == []
    late = replace(first, file=f"proposals/trees/rounds/{NEXT}.oak.yml", held=date.fromisoformat(NEXT))
    assert places(round_too_late, OAK, trees(1, ON), trees(2, ON), late) == ["version"]


def test_an_objection_of_that_day_stops_what_it_speaks_of() -> None:
    """Whether it is said in a round or raised beside the proposal, and by whoever came or left that day too."""
    decided = [trees(), held("trees", ON, said(ALL)), decision("trees", ON)]
    own = held("trees", ON, said("", "eli"), person="eli")
    assert places(objection_in_the_way, OAK, *decided) == []
    assert places(objection_in_the_way, OAK, *decided, objection("proposals/trees", "no", ON)) == ["version"]
    assert places(objection_in_the_way, OAK, *decided, joins("oak", ON, "eli"), own) == ["circles.0"]
    assert places(objection_in_the_way, FIVE, *decided, leaves("oak", ON, "eli"), own) == ["circles.0"]


def test_who_joins_may_speak_from_that_day_and_is_needed_from_the_next() -> None:
    """Founders are needed from the first day on, and so is whoever comes to a circle in which nobody was."""
    spoken = held("trees", "2026-05-01", said(ALL))
    assert lacking(OAK, spoken, joins("oak", ON, "eli")) == ()
    assert lacking(OAK, spoken, joins("oak", ON, "eli"), on=NEXT) == ("eli",)
    assert places(voice_of_no_member, OAK, trees(), joins("oak", ON, "eli"), held("trees", ON, said("eli"))) == []
    assert lacking(circle("oak", ON, ALL), joins("oak", ON, "eli")) == tuple(ALL.split())
    assert lacking(circle("oak", "2026-01-01"), joins("oak", ON, "eli"), joins("oak", ON, "fay")) == ("eli", "fay")


def test_who_leaves_may_speak_on_that_day_and_is_needed_no_longer() -> None:
    """Unless the circle closes that day: then it is everybody's last, and everybody is asked."""
    spoken = held("trees", "2026-05-01", said(ALL))
    assert lacking(FIVE, spoken) == ("eli",)
    assert lacking(FIVE, spoken, leaves("oak", ON, "eli")) == ()
    assert lacking(FIVE, spoken, leaves("oak", NEXT, "eli")) == ("eli",)
    assert members_needed_on(movement(OAK, leaves("oak", ON, "ana")), "oak", date.fromisoformat(ON)) == (
        "ben",
        "chi",
        "dee",
    )


def test_four_who_were_there_together_have_spoken() -> None:
    """With three from before, whoever came that evening made the circle whole, and whoever left was still there."""
    three, spoken = circle("oak", "2026-01-01", "ana ben chi"), held("trees", ON, said("ana ben chi"))
    assert lacking(three, spoken, joins("oak", ON, "eli")) == ("eli",)
    assert lacking(OAK, spoken, leaves("oak", ON, "dee")) == ("dee",)
    assert (
        lacking(three, held("trees", ON, said("ana ben chi eli")), joins("oak", ON, "eli"), joins("oak", ON, "fay"))
        == ()
    )


TOWN = [
    circle("town", "2026-01-01", "flo gus hal ida"), circle("elm", "2026-01-01", "eva jon kim leo", parent="town"),
    takes_in("town", "2026-01-02", "elm"), election("first", "elm", "eva", "2026-01-03"),
]  # fmt: skip


@pytest.mark.parametrize(
    "after",
    [election("second", "elm", "jon", ON, succeeds="first"), changes("elm", ON, parent="oak")],
    ids=["a successor", "another parent"],
)
def test_who_loses_a_seat_may_speak_on_that_day_and_is_needed_no_longer(after: Record) -> None:
    """The one who takes it may speak as well, and is needed from the next day on."""
    whole = movement(OAK, *TOWN, after)
    before, on, later = (date.fromisoformat(day) for day in ("2026-05-03", ON, NEXT))
    assert members_needed_on(whole, "town", before) == ("eva", "flo", "gus", "hal", "ida")
    assert members_needed_on(whole, "town", on) == ("flo", "gus", "hal", "ida")
    assert "eva" in may_speak_on(whole, "town", on)
    assert "eva" not in may_speak_on(whole, "town", later)
    assert ("jon" in members_needed_on(whole, "town", later)) == (after.file == "decisions/second/election.yml")
    spoken = [version("p", 1, "2026-05-01", "town"), held("p", ON, said("eva"), circle_="town")]
    assert places(voice_of_no_member, OAK, *TOWN, after, *spoken) == []


def test_a_seat_that_goes_from_hand_to_hand_in_one_evening() -> None:
    """Whoever had it in between may speak too; who is chosen anew for their own seat goes on and is needed."""
    second = election("second", "elm", "jon", ON, succeeds="first")
    third = election("third", "elm", "kim", ON, succeeds="second")
    on = date.fromisoformat(ON)
    assert {"eva", "jon", "kim"} <= may_speak_on(movement(*TOWN, second, third), "town", on)
    again = election("again", "elm", "eva", ON, succeeds="first")
    assert "eva" in members_needed_on(movement(*TOWN, again), "town", on)
    assert "eva" not in members_needed_on(movement(*TOWN, ended("first", ON, "resigned")), "town", on)


def test_a_seat_that_was_handed_on_that_day_is_one_seat() -> None:
    """Whichever of the elections of one evening comes first by its name, no more than two represent at its end."""
    before = [OAK, election("one", "oak", "ana", "2026-02-01"), election("two", "oak", "ben", "2026-02-01")]
    second = election("seat-4", "oak", "chi", ON, succeeds="two")
    third = election("seat-10", "oak", "dee", ON, succeeds="seat-4")
    assert findings(too_many_representatives, *before, second, third) == []
    more = election("seat-10", "oak", "dee", ON)
    assert findings(too_many_representatives, *before, second, more, leaves("oak", ON, "chi")) == []
    assert len(findings(too_many_representatives, *before, second, more)) == 1


def test_who_is_back_that_day_is_needed_from_the_next() -> None:
    """And who steps back on it may have spoken before, so that another who was away is not waited for."""
    rules = edition(away=AwayRule(most_days=90, least_voices=4))
    gone, spoken = away("oak", "2026-04-20", "eli", "2026-06-01"), held("trees", ON, said(ALL))
    assert lacking(rules, FIVE, gone, spoken) == ()
    assert lacking(rules, FIVE, gone, spoken, back("oak", ON, "eli")) == ()
    assert lacking(rules, FIVE, gone, spoken, back("oak", ON, "eli"), on=NEXT) == ("eli",)
    stepping_back = away("oak", ON, "ana", "2026-06-01")
    assert lacking(rules, FIVE, gone, spoken, stepping_back) == ()
    named = {person: Nomination(for_="ben", because="Listens.") for person in ALL.split()}
    chosen = election("role", "oak", "ben", ON, role="secretary", nominations=named, voices=said(ALL))
    for rule in (nomination_missing, not_chosen_by_consent):
        assert findings(rule, rules, FIVE, gone, stepping_back, chosen) == []


def test_a_later_number_of_one_day_is_the_later_word() -> None:
    """The circle's round comes first, then people's own files, then those with a number."""
    first, own = held("trees", ON, said("ana ben chi", "dee")), held("trees", ON, said("dee"), person="dee")
    again = held("trees", ON, {**said("ana ben chi"), "dee": Voice(says="object")}, n=2)
    for records, objecting in (([first], ["dee"]), ([first, own], []), ([first, own, again], ["dee"])):
        heard = find_hearing(movement(OAK, trees(), *records), "trees", 1, "oak", date.fromisoformat(ON))
        assert [one.person for one in heard.objecting] == objecting


def changing(id_: str, target: str, way: str = "replaces", on: str = ON, **more: str) -> list[Record]:
    """A proposal that changes a decision, and its own decision."""
    return [version(id_, 1, "2026-04-01", **{way: target}, **more), decision(id_, on, sunset="2027-01-01")]


OLD = [version("old", 1, "2026-02-01"), decision("old", "2026-03-01", sunset="2026-12-01")]


def test_what_is_decided_may_be_replaced_that_same_evening() -> None:
    """One follows the other; but two that change each other, or one thing in two ways, do not."""
    assert findings(changes_what_does_not_hold, OAK, *OLD, *changing("b", "old"), *changing("c", "b")) == []
    chain = movement(OAK, *OLD, *changing("b", "old"), *changing("c", "b"))
    stages = {id_: decision_on(chain, id_, date.fromisoformat(ON)) for id_ in ("old", "b", "c")}
    assert [state and state.stage for state in stages.values()] == ["replaced", "replaced", "in force"]
    ring = findings(changes_what_does_not_hold, OAK, *changing("b", "c"), *changing("c", "b"))
    assert [finding.at.file for finding in ring] == ["decisions/c/decision.yml"]
    twice = findings(changes_what_does_not_hold, OAK, *OLD, *changing("b", "old", ends="old"))
    assert [finding.message for finding in twice] == ["it would change old in two ways"]


@pytest.mark.parametrize(("on", "is_found"), [("2026-12-01", False), ("2026-12-02", True)])
def test_the_day_after_its_last_a_decision_is_not_changed_any_more(on: str, is_found: bool) -> None:
    """A last day still counts whole, and no day more."""
    assert bool(findings(changes_what_does_not_hold, OAK, *OLD, *changing("b", "old", "ends", on))) == is_found


def test_a_term_has_one_successor() -> None:
    """The second of two elections that succeed one term is told of."""
    second = election("second", "elm", "jon", ON, succeeds="first")
    third = election("third", "elm", "kim", NEXT, succeeds="first")
    found = findings(changes_what_does_not_hold, *TOWN, second, third)
    assert [(one.at.file, one.at.keys) for one in found] == [(third.file, ("succeeds",))]


@pytest.mark.parametrize(("left", "is_found"), [("2026-04-30", False), ("2026-06-01", True)])
def test_who_left_before_a_parent_was_named_is_not_sent_there(left: str, is_found: bool) -> None:
    """Although their term would still run."""
    reef = circle("reef", "2026-01-01", "una pia ray sol")
    acts = [
        election("rep", "reef", "una", "2026-02-01"),
        leaves("reef", left, "una"),
        changes("reef", ON, parent="oak"),
    ]
    assert bool(findings(sent_without_being_taken_in, OAK, reef, *acts)) == is_found


def test_the_proof_of_a_decision_says_why_somebody_was_not_waited_for() -> None:
    """Who came that evening is needed from the next day, who left no longer."""
    spoken = said(f"{ALL} fay")
    more = [circle("oak", "2026-01-01", f"{ALL} eli fay"), trees(), held("trees", ON, spoken), decision("trees", ON)]
    whole = movement(more, joins("oak", ON, "gus"), leaves("oak", ON, "eli"))
    proof = build_proof(whole, "trees", date.fromisoformat(ON), Verdict((), date.fromisoformat(ON), 0, ()))
    assert proof is not None
    text = render_reasons(proof)
    assert "Gus came to the circle that day, and is needed from the next" in text
    assert "Eli left the circle that day, and need not be waited for any longer" in text
