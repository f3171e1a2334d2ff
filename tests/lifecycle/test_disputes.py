"""Voices that their people say are not theirs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nstgov.lifecycle import decision_on, disputes_of, find_hearing, is_answer_to_dispute
from nstgov.lifecycle.next_steps import list_decision_steps
from nstgov.records import Founder, Movement, Record, SignatureResult
from nstgov.records.ground_rules import AwayRule
from tests.building import (
    a_test,
    at,
    away,
    circle,
    decision,
    disputed,
    edition,
    election,
    ended,
    held,
    movement,
    objection,
    resolved,
    said,
    signed,
    version,
)

OAK = circle("oak", at(-9), "ana ben chi dee eli")
PROPOSAL = version("p", 1, at(0), sunset=at(99))
ROUND = held("p", at(2), said("ana ben chi dee eli"), entered_by="ben")
DECIDED = decision("p", at(4), sunset=at(99))
ALL = (OAK, PROPOSAL, ROUND)


def missing(*records: Record, on: int = 9) -> tuple[str, ...]:
    """Whose voice is missing on the first version."""
    return find_hearing(movement(OAK, PROPOSAL, records), "p", 1, "oak", at(on)).missing


def own(on: int, word: str = "consent", **more: object) -> Record:
    """Ana's own file."""
    voices = said("ana") if word == "consent" else said("", "ana")
    return held("p", at(on), voices, person="ana", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("on", "expected"), [(2, ()), (3, ("ana",)), (9, ("ana",))])
def test_a_disputed_voice_does_not_count_from_that_day_on(on: int, expected: tuple[str, ...]) -> None:
    """Before the dispute it counts, since later acts never change an earlier day."""
    assert missing(ROUND, disputed(ROUND, "ana", at(3)), on=on) == expected


def test_what_somebody_else_disputes_is_nothing() -> None:
    """Everybody speaks of their own voice only; a dispute of another's name changes nothing for Ana."""
    assert missing(ROUND, disputed(ROUND, "ben", at(3))) == ("ben",)
    assert missing(ROUND, disputed(ROUND, "zoe", at(3))) == ()


def test_what_was_said_before_stands_again() -> None:
    """Ana had objected herself; a consent entered for her later, and disputed, does not wipe that out."""
    first = own(1, "object")
    heard = find_hearing(movement(ALL, first, disputed(ROUND, "ana", at(3))), "p", 1, "oak", at(9))
    assert [one.person for one in heard.objecting] == ["ana"]


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        (own(3), ()),
        (own(5), ()),
        (own(5, entered_by="ana"), ()),
        (own(5, entered_by="ben"), ("ana",)),
        (held("p", at(5), said("ana"), entered_by="ben"), ("ana",)),
    ],
)
def test_they_must_speak_themselves(later: Record, expected: tuple[str, ...]) -> None:
    """After a dispute only a file of their own, which nobody entered for them, brings their voice back."""
    assert missing(ROUND, disputed(ROUND, "ana", at(3)), later) == expected


def test_after_their_own_word_they_are_heard_as_before() -> None:
    """Once they have spoken, a later meeting may enter their voice again."""
    round_ = held("p", at(7), said("", "ana"), entered_by="ben")
    heard = find_hearing(movement(ALL, disputed(ROUND, "ana", at(3)), own(5), round_), "p", 1, "oak", at(9))
    assert [one.person for one in heard.objecting] == ["ana"]


KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINH+WgLIjXkjl0et4m65ojCdmLW6uM95B9DenMWVDta6"
KEYED = circle("oak", at(-9), "ana ben chi dee eli")
KEYED = replace(KEYED, members={**KEYED.members, "ana": Founder(name="Ana", keys=(KEY,))})


def signed_by_ana(record: Record, *records: Record, verifies: bool = True) -> Movement:
    """A movement in which Ana has signed a record, and the signature was checked."""
    signature = signed(record, "ana")
    found = SignatureResult(key=KEY if verifies else None, trouble="" if verifies else "it was made for other bytes")
    return movement(KEYED, PROPOSAL, record, signature, records).with_context(proven={signature.file: found})


def test_signing_the_record_makes_the_voice_their_own() -> None:
    """Whoever stands by the record with their key has said it; a signature that does not verify says nothing."""
    for verifies, expected in ((True, ()), (False, ("ana",))):
        whole = signed_by_ana(ROUND, disputed(ROUND, "ana", at(3)), verifies=verifies)
        assert find_hearing(whole, "p", 1, "oak", at(9)).missing == expected


def test_a_dispute_of_the_day_of_the_decision_comes_after_it() -> None:
    """Rounds come before decisions and all else after: on that day the voice counted, and D11 speaks of it."""
    for day, expected in ((3, ("ana",)), (4, ())):
        whole = movement(ALL, DECIDED, disputed(ROUND, "ana", at(day)))
        assert find_hearing(whole, "p", 1, "oak", at(4)).missing == expected
        assert len(disputes_of(whole, "p")) == (day == 4)


def test_a_decision_is_under_reconsideration_until_they_consent_themselves() -> None:
    """From the day of the dispute, and on if their own word is "object"; it stays in force meanwhile."""
    dispute = disputed(ROUND, "ana", at(6))
    for later, expected in (((), 3), ((own(8),), 2), ((own(8, "object"),), 3), ((own(5),), 3)):
        whole = movement(ALL, DECIDED, dispute, later)
        states = [decision_on(whole, "p", at(day)) for day in (5, 6, 7, 8)]
        assert all(state and state.in_force for state in states)
        assert [state.stage for state in states if state].count("under reconsideration") == expected
        assert states[1] is not None
        assert (states[1].since, states[1].disputes) == (at(6), (dispute,))


def test_only_voices_on_which_the_decision_rests() -> None:
    """A disputed voice that its person has given again before the decision is no matter any more."""
    assert disputes_of(movement(ALL, own(3), DECIDED, disputed(ROUND, "ana", at(6))), "p") == ()


def test_beside_the_decision_itself_when_others_entered_the_voice() -> None:
    """Somebody who writes it beside the decision means the voice entered for them; not their own, changed later."""
    beside = disputed(DECIDED, "ana", at(6))
    assert disputes_of(movement(ALL, DECIDED, beside), "p") == (beside,)
    assert disputes_of(movement(ALL, own(3), DECIDED, beside), "p") == ()
    assert disputes_of(movement(ALL, DECIDED, disputed(DECIDED, "zoe", at(6))), "p") == ()


@pytest.mark.parametrize(("on", "counts"), [(4, True), (8, True), (9, True), (39, True), (40, False)])
def test_whoever_was_passed_over_may_dispute_for_thirty_days_from_their_return(on: int, counts: bool) -> None:
    """Away from day 3 to day 9 while it was decided: from then to day 39, and not later."""
    rules = edition(away=AwayRule(most_days=90, least_voices=4))
    round_ = held("p", at(2), said("ben chi dee eli"))
    dispute = disputed(DECIDED, "ana", at(on))
    whole = movement(rules, OAK, PROPOSAL, round_, DECIDED, away("oak", at(3), "ana", at(9)), dispute)
    assert disputes_of(whole, "p") == ((dispute,) if counts else ())
    assert disputes_of(movement(rules, OAK, PROPOSAL, round_, DECIDED, dispute), "p") == ()


def test_they_are_the_next_to_be_heard() -> None:
    """The circle's next step with the decision is to hear them, until they have spoken themselves."""
    whole = movement(edition(), ALL, DECIDED, disputed(ROUND, "ana", at(6)), own(8))
    (step,) = list_decision_steps(whole, "p", at(7))
    assert (step.what, step.circles, step.people, step.by) == ("speak", ("oak",), ("ana",), at(36))
    assert list_decision_steps(whole, "p", at(8)) == ()


def test_of_an_election_too() -> None:
    """A voice in an election is disputed beside it, and set right by signing it."""
    chosen = election("rep", "oak", "ben", at(2), voices=said("ana ben chi dee eli"))
    dispute = disputed(chosen, "ana", at(3))
    assert disputes_of(movement(OAK, chosen, dispute), "rep") == (dispute,)
    assert disputes_of(movement(OAK, chosen, disputed(chosen, "zoe", at(3))), "rep") == ()
    assert disputes_of(signed_by_ana(chosen, dispute), "rep") == ()
    assert disputes_of(movement(OAK, chosen, disputed(chosen, "ana", at(1))), "rep") == ()


def test_what_has_ended_is_reconsidered_no_more() -> None:
    """A dispute of a decision that was let go leaves it let go; what is not on record has none."""
    whole = movement(ALL, DECIDED, ended("p", at(5)), disputed(ROUND, "ana", at(6)))
    state = decision_on(whole, "p", at(7))
    assert state is not None
    assert (state.stage, state.disputes) == ("let go", ())
    assert disputes_of(whole, "nothing") == ()


def test_an_own_word_after_the_decision_is_welcome_only_as_an_answer_to_a_dispute() -> None:
    """C04 lets those speak again who disputed a voice in that circle, from that day on."""
    late = own(8)
    assert isinstance(late, type(ROUND))
    assert not is_answer_to_dispute(movement(ALL, DECIDED, late), late)
    assert is_answer_to_dispute(movement(ALL, DECIDED, late, disputed(ROUND, "ana", at(8))), late)
    assert not is_answer_to_dispute(movement(ALL, DECIDED, late, disputed(ROUND, "ana", at(9))), late)
    assert is_answer_to_dispute(movement(ALL, DECIDED, late, disputed(DECIDED, "ana", at(6))), late)
    other = replace(late, entered_by="ben")
    assert not is_answer_to_dispute(movement(ALL, DECIDED, other, disputed(ROUND, "ana", at(6))), other)


def test_a_dispute_whose_day_cannot_be_read_is_left_to_the_reader() -> None:
    """It is no finding twice, and takes no voice away."""
    dispute = disputed(ROUND, "ana", at(3))
    whole = movement(ALL, dispute, faults=[(dispute, "date")])
    assert find_hearing(whole, "p", 1, "oak", at(9)).missing == ()


OBJECTION = objection("proposals/p", "no", at(1), authors=("ana", "ben", "chi", "dee"))
SET_ASIDE = a_test("proposals/p", "no", at(2), "set aside", voices=said("ana ben chi dee eli"), entered_by="ben")
MET = replace(resolved("proposals/p", "no", at(2)), voices=said("ana ben chi dee"), entered_by="ben")


@pytest.mark.parametrize("cleared", [SET_ASIDE, MET], ids=["a test", "a resolution"])
def test_a_decision_rests_on_the_voices_by_which_objections_are_out_of_the_way(cleared: Record) -> None:
    """Whoever disputes a voice in a test or a resolution puts the decision under reconsideration; it stays in force."""
    for on, expected in ((6, ["in force", "under reconsideration"]), (3, ["under reconsideration"] * 2)):
        dispute = disputed(cleared, "ana", at(on))
        whole = movement(ALL, OBJECTION, cleared, DECIDED, dispute)
        assert disputes_of(whole, "p") == (dispute,)
        states = [decision_on(whole, "p", at(day)) for day in (5, 7)]
        assert [state.stage for state in states if state] == expected
        assert all(state and state.in_force for state in states)


@pytest.mark.parametrize("cleared", [SET_ASIDE, MET], ids=["a test", "a resolution"])
def test_such_a_doubt_ends_with_their_own_word(cleared: Record) -> None:
    """They sign it, consent in a file of their own, in a later test; an "object", or another's word, ends nothing."""
    dispute = disputed(cleared, "ana", at(6))
    known = (*ALL, OBJECTION, cleared, DECIDED, dispute)
    again = a_test("proposals/p", "no", at(8), "set aside", voices=said("ana ben chi dee eli"))
    assert disputes_of(signed_by_ana(cleared, OBJECTION, DECIDED, dispute, ROUND), "p") == ()
    assert disputes_of(movement(known, own(8)), "p") == ()
    assert disputes_of(movement(known, again), "p") == ()
    met_later = replace(resolved("proposals/p", "no", at(8)), voices=said("ana ben chi dee"))
    assert disputes_of(movement(known, met_later), "p") == ()
    assert disputes_of(movement(known, again, disputed(again, "ana", at(9))), "p") != ()
    others = a_test("proposals/p", "no", at(8), "set aside", voices=said("ben chi dee eli"))
    assert disputes_of(movement(known, others), "p") == (dispute,)
    assert disputes_of(movement(known, own(8, "object")), "p") == (dispute,)
    assert disputes_of(movement(known, own(5)), "p") == (dispute,)
    assert disputes_of(movement(ALL, OBJECTION, cleared, DECIDED, disputed(cleared, "zoe", at(6))), "p") == ()
    assert is_answer_to_dispute(movement(known), held("p", at(8), said("ana"), person="ana"))


def test_a_test_that_came_to_nothing_carries_no_decision() -> None:
    """Where an objection to the standing decision stands, its test clears nothing; where it was set aside, it does."""
    to_it = objection("decisions/p", "now", at(5), authors=("ana", "ben", "chi", "dee"))
    for result, count in (("set aside", 1), ("stands", 0), ("needs work", 0)):
        test = a_test("decisions/p", "now", at(6), result, voices=said("ana ben chi dee eli"))
        assert len(disputes_of(movement(ALL, DECIDED, to_it, test, disputed(test, "ana", at(7))), "p")) == count


def test_of_an_election_whose_objection_was_set_aside_too() -> None:
    """A person chosen stays so meanwhile."""
    chosen = election("rep", "oak", "ben", at(2), voices=said("ana ben chi dee eli"))
    to_it = objection("decisions/rep", "now", at(3), authors=("ana", "ben", "chi", "dee"))
    test = a_test("decisions/rep", "now", at(4), "set aside", voices=said("ana ben chi dee eli"))
    dispute = disputed(test, "ana", at(6))
    assert disputes_of(movement(OAK, chosen, to_it, test, dispute), "rep") == (dispute,)
