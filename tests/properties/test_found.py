"""What the properties have found, one by one: ways in which a decision seemed to be valid, or a day to change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from nstgov.lifecycle import decision_on
from nstgov.report.policy import list_policies
from nstgov.report.status_data import describe_circle
from tests.properties.judging import counts_as_valid, proof_of
from tests.properties.oracle import Oracle
from tests.properties.tale import BAY, EDITION, ELM, OAK, Tale, day, rivertown, said
from tests.record import movement_from, tree_of

RIVER = ("ana", "ben", "kim", "lou")


def decided(asks: str = "river", speaking: tuple[str, ...] = RIVER, **more: object) -> Tale:
    """A decision of River or Oak, on day 20, with the consent of those who speak."""
    tale = rivertown()
    affects = ["oak", "elm"] if asks == "river" else ["oak"]
    tale.version("shade", 1, 4, title="A sail over the square")
    tale.round("shade", 1, "oak", 5, said(OAK))
    tale.decide("shade", 1, 6)
    tale.version("trees", 1, 10, **{"asks": [asks], "affects": affects, **more})
    tale.round("trees", 1, asks, 12, said(speaking))
    tale.decide("trees", 1, 20)
    return tale


def left_out_by_others() -> Tale:
    """Fay is said to have left, by one other, and so nobody waits for her."""
    tale = decided("oak", OAK[:4])
    tale.act("oak", 11, "leaves.fay", voices=said(["ana"]), entered_by="ana")
    return tale


def away_by_others() -> Tale:
    """Fay is said to be away, by one other."""
    tale = decided("oak", OAK[:4])
    tale.act("oak", 11, "away.fay", until=day(40), voices=said(["ana"]), entered_by="ana")
    return tale


def sent_by_few() -> Tale:
    """Elm's terms are over, and whoever sits there for it now was chosen without two of its members."""
    tale = decided(speaking=("ana", "ben", "max", "nia"))
    for number in (0, 1):
        people = {"date": day(8), "how": "resigned", "voices": said([ELM[number]]), "entered_by": ELM[number]}
        tale.add(f"decisions/elm-{number}/ended.yml", people)
        tale.elect(f"elm-new-{number}", "elm", ELM[number + 2], said(ELM[2:]), 9, (10, 400))
    return tale


def resigned_by_others() -> Tale:
    """Lou's term is said to have ended, not by her own word; somebody else sits there, and she is not heard."""
    tale = decided(speaking=("ana", "ben", "kim", "max"))
    ended = {"date": day(8), "how": "resigned", "voices": said(["kim"]), "entered_by": "kim"}
    tale.add("decisions/elm-1/ended.yml", ended)
    tale.elect("elm-new", "elm", "max", said(ELM), 9, (10, 400))
    return tale


def moved_by_few() -> Tale:
    """Elm is said to sit under another circle, by one of its members, so that its representatives are not asked."""
    tale = decided("river", ("ana", "ben", "pat", "rae"), affects=["oak"])
    tale.circle("delta", level="regional")
    tale.circle("bay", BAY, "river")
    for number in (0, 1):
        tale.elect(f"bay-{number}", "bay", BAY[number], said(BAY), 2, (3, 400))
    tale.act("elm", 9, "changes", parent="delta", voices=said(["kim"]), entered_by="kim")
    return tale


def answered_by_few() -> Tale:
    """What it renews was objected to, and not all who objected say that nothing remains."""
    tale = decided("oak", OAK, renews=["shade"])
    folder = tale.object("decisions/shade", "wind", 1, 7, ELM)
    tale.resolve(folder, 9, said(ELM[:3]))
    return tale


def brought_from_elsewhere() -> Tale:
    """A text with a history from elsewhere, to which nobody was asked to consent."""
    return decided("oak", OAK, imported="EIP-1 at elsewhere, 2019-04-13")


@pytest.mark.parametrize(
    "told",
    [
        left_out_by_others, away_by_others, sent_by_few, resigned_by_others, moved_by_few, answered_by_few,
        brought_from_elsewhere,
    ],
)  # fmt: skip
def test_a_decision_does_not_seem_valid(told: Callable[[], Tale]) -> None:
    """The fault may lie in other folders: the proof looks at all that the decision rests on."""
    tale = told()
    assert Oracle(tale.files).lacking("trees")
    assert not counts_as_valid(tale.texts(), "trees")


def test_the_same_decisions_are_valid_when_all_is_right() -> None:
    """So it is the fault alone that makes the difference."""
    assert counts_as_valid(decided().texts(), "trees")
    assert counts_as_valid(decided("oak", OAK, renews=["shade"]).texts(), "trees")


def test_an_objection_that_cannot_be_read_is_not_forgotten() -> None:
    """When the file of an objection to what is renewed is broken, nobody can tell that it was answered."""
    tale = decided("oak", OAK, renews=["shade"])
    folder = tale.object("decisions/shade", "wind", 1, 7, ELM)
    assert not counts_as_valid(tale.texts(), "trees")
    assert not counts_as_valid({**tale.texts(), f"{folder}/v1.yml": "raised: ["}, "trees")


def test_ground_rules_that_cannot_be_read_allow_nothing() -> None:
    """A term longer than strict ground rules allow does not become valid when their file is broken."""
    tale = decided("oak", OAK)
    tale.files["ground-rules/1.yml"] = {**EDITION, "longest_sunset_days": 100}
    assert not counts_as_valid(tale.texts(), "trees")
    assert not counts_as_valid({**tale.texts(), "ground-rules/1.yml": "levels: ["}, "trees")


def test_history_from_elsewhere_ends_no_decision() -> None:
    """A text brought from elsewhere, on which no rule but those of reading speak, changes nothing that holds here."""
    tale = decided("oak", OAK, imported="EIP-1 at elsewhere, 2019-04-13", ends=["shade"])
    state = decision_on(movement_from(tree_of(tale.texts())), "shade", date(2026, 3, 1))
    assert state is not None
    assert state.stage == "in force"


def test_what_comes_later_is_told_apart_from_what_was_missing() -> None:
    """A fault in what came after a decision does not say that it was made without something."""
    tale = decided("oak", OAK)
    tale.round("trees", 1, "oak", 40, said(["ana"]), own="ana")
    proof = proof_of(tale.texts(), "trees")
    assert proof is not None
    assert "was decided validly on 2026-01-21" in proof.words
    assert proof.holds is True
    assert any("C04" in reason.words for later in proof.because for reason in later.because)


def test_until_when_a_term_lasts_is_told_as_it_was_known_then() -> None:
    """That it ended sooner, or somebody followed, shows in the status of later days only."""
    tale = rivertown()
    resigned = {"date": day(50), "how": "resigned", "voices": said(["ana"]), "entered_by": "ana"}
    tale.add("decisions/oak-0/ended.yml", resigned)
    tale.elect("oak-new", "oak", "chi", said(OAK), 40, (60, 400), succeeds="oak-1")
    whole = movement_from(tree_of(tale.texts()))
    for on, expected in ((39, (400, 400)), (40, (400, 59)), (50, (50, 59))):
        standing = describe_circle(whole, "oak", date.fromisoformat(day(on)))
        assert standing is not None
        assert [one["until"] for one in standing["representatives"]] == [day(number) for number in expected]


def test_what_was_brought_from_elsewhere_is_no_text_that_holds() -> None:
    """A circle's manual does not tell it as something in force here."""
    tale = decided("oak", OAK, imported="EIP-1 at elsewhere, 2019-04-13")
    found = list_policies(movement_from(tree_of(tale.texts())), "oak", date(2026, 3, 1))
    assert [one["id"] for one in found] == ["shade"]
