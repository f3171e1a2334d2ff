"""Questions that were answered differently in different places, each in its smallest form."""

from __future__ import annotations

from datetime import date

from nstgov.lifecycle import decision_on, find_sitting_terms, members_on
from nstgov.lifecycle.decision_stages import policies_of
from nstgov.report.policy import list_policies
from nstgov.report.status_data import describe_circle, describe_movement, describe_proposal, election_standing
from nstgov.report.status_text import render_movement, render_proposal
from nstgov.report.steps_and_care import list_next_steps
from nstgov.report.why import build_proof
from tests.properties.moves import on_day
from tests.properties.tale import ELM, OAK, Tale, day, rivertown, said
from tests.record import check_files, movement_from, tree_of

LATER = on_day(60)


def decided(*, asked: tuple[str, ...] = OAK) -> Tale:
    """Oak has decided, and those asked have consented."""
    tale = rivertown()
    tale.version("trees", 1, 10)
    tale.round("trees", 1, "oak", 12, said(asked))
    tale.decide("trees", 1, 20)
    return tale


def merged() -> Tale:
    """Oak welcomed somebody on the day before it decided, in a change that knew nothing of the decision."""
    tale = decided()
    tale.act("oak", 19, "joins.eli", name="Eli", voices=said((*OAK, "eli")), entered_by="ana")
    return tale


def codes_in(tale: Tale) -> list[str]:
    """The errors in a story."""
    return [found.code for found in check_files(tale.texts()).diagnostics if found.severity == "error"]


def test_two_changes_that_were_each_right_may_land_a_decision_that_is_not_valid() -> None:
    """It is in no policy and not in force, and status and why say the same of it as the judge."""
    tale, movement = merged(), movement_from(tree_of(merged().texts()))
    state = decision_on(movement, "trees", LATER)
    assert codes_in(tale) == ["D01"]
    assert state is not None
    assert (state.stage, state.in_force) == ("not valid", False)
    assert policies_of(movement, "oak", LATER) == ()
    assert list_policies(movement, "oak", LATER) == []
    text = render_movement(describe_movement(movement, LATER))
    assert "Decisions in force: none" in text
    assert "Entered as decided, and not valid: 1" in text
    proof = build_proof(movement, "trees", LATER, check_files(tale.texts()))
    assert proof is not None
    assert proof.holds is False
    proposal = describe_proposal(movement, "trees", LATER)
    assert proposal is not None
    assert proposal["stage"] == "not valid"


def test_what_is_not_valid_ends_nothing_and_a_valid_decision_may_take_its_place() -> None:
    """A decision that nobody consented to ends no other; one to which all consent renews it, and sets it right."""
    tale = decided(asked=OAK[:3])
    tale.version("shade", 1, 4, title="A sail over the square")
    tale.round("shade", 1, "oak", 5, said(OAK))
    tale.decide("shade", 1, 6)
    tale.version("end", 1, 22, title="No sail", ends=["shade"])
    tale.round("end", 1, "oak", 23, said(OAK[:2]))
    tale.decide("end", 1, 24)
    tale.version("trees-anew", 1, 25, title="Trees after all", renews=["trees"])
    tale.round("trees-anew", 1, "oak", 26, said(OAK))
    tale.decide("trees-anew", 1, 27)
    movement = movement_from(tree_of(tale.texts()))
    stages = {id_: decision_on(movement, id_, LATER) for id_ in ("shade", "end", "trees", "trees-anew")}
    assert {id_: state.stage for id_, state in stages.items() if state} == {
        "shade": "in force", "end": "not valid", "trees": "not valid", "trees-anew": "in force",
    }  # fmt: skip


def test_whoever_was_not_validly_chosen_sits_nowhere_and_what_rests_on_it_is_not_valid() -> None:
    """The election is not valid; the circle above does not have them, and one finding names the election (D15)."""
    tale = rivertown()
    path = "decisions/elm-0/election.yml"
    tale.files[path] = {**tale.files[path], "voices": said(ELM[:2])}
    tale.version("trees", 1, 10, asks=["river"], affects=["oak", "elm"])
    tale.round("trees", 1, "river", 12, said(("ana", "ben", "kim", "lou")))
    tale.decide("trees", 1, 20)
    movement = movement_from(tree_of(tale.texts()))
    assert set(members_on(movement, "river", LATER)) == {"ana", "ben", "lou"}
    assert [term.person for term in find_sitting_terms(movement, "elm", LATER)] == ["lou"]
    assert sorted(codes_in(tale)) == ["D15", "E03"]
    standing = election_standing(movement, "elm-0", LATER)
    assert standing is not None
    assert standing["stage"] == "not valid"


def test_a_representative_who_left_represents_nobody_anywhere() -> None:
    """Status names nobody, the circle needs care, and choosing somebody is the next step."""
    tale = rivertown()
    for number in (0, 1):
        tale.act("oak", 9, f"leaves.{OAK[number]}", voices=said([OAK[number]]))
    tale.act("oak", 8, "joins.eli", name="Eli", voices=said((*OAK, "eli")), entered_by="ana")
    movement = movement_from(tree_of(tale.texts()))
    standing = describe_circle(movement, "oak", LATER)
    assert find_sitting_terms(movement, "oak", LATER) == ()
    assert standing is not None
    assert standing["representatives"] == []
    assert standing["stage"] == "in need of care"
    assert "no representative" in standing["needs"]
    assert [step["what"] for circle in list_next_steps(movement, "oak", LATER) for step in circle["steps"]] == [
        "choose"
    ]


def test_a_seat_that_ended_with_leaving_stays_ended_on_return() -> None:
    """Whoever comes back is a member again, and represents nobody until they are chosen anew."""
    tale = rivertown()
    tale.act("oak", 9, "leaves.ana", voices=said(["ana"]))
    tale.act("oak", 15, "joins.ana", home="oak", voices=said(OAK), entered_by="ben")
    movement = movement_from(tree_of(tale.texts()))
    assert "ana" in members_on(movement, "oak", LATER)
    assert "ana" not in members_on(movement, "river", LATER)
    assert [term.person for term in find_sitting_terms(movement, "oak", LATER)] == ["ben"]


def test_an_election_has_a_status_and_a_proof() -> None:
    """As a decision has: whom it chose, whether it is valid, and what becomes of it."""
    movement = movement_from(tree_of(rivertown().texts()))
    standing = election_standing(movement, "oak-0", LATER)
    proof = build_proof(movement, "oak-0", LATER, check_files(rivertown().texts()))
    assert standing is not None
    assert (standing["person"], standing["stage"], standing["lacks"]) == ("Ana", "in force", [])
    assert proof is not None
    assert proof.holds is True
    assert "carries it" in proof.words


def test_of_a_closed_proposal_nothing_is_awaited() -> None:
    """Neither status nor why names who has not spoken; where it goes on, it says so."""
    tale = rivertown()
    tale.version("trees", 1, 10)
    tale.version("both", 1, 10, title="Trees and a sail")
    keys = {"date": day(12), "result": "withdrawn", "because": "It goes on there.", "goes_on_in": ["both"]}
    tale.add("proposals/trees/closed.yml", {**keys, "voices": said(OAK[:4]), "entered_by": "ana"})
    movement = movement_from(tree_of(tale.texts()))
    standing = describe_proposal(movement, "trees", LATER)
    proof = build_proof(movement, "trees", LATER, check_files(tale.texts()))
    assert codes_in(tale) == []
    assert standing is not None
    assert "still to be heard" not in render_proposal(standing)
    assert proof is not None
    assert proof.is_kept
    assert any("it goes on in both" in reason.words for reason in proof.because)


def test_a_circle_that_has_become_too_small_is_not_asked_to_decide() -> None:
    """All three consent; but nothing is called consented that would not be valid when it is written down."""
    tale = rivertown()
    for person in OAK[3:]:
        tale.act("oak", 9, f"leaves.{person}", voices=said([person]))
    tale.version("trees", 1, 10, authors=[*OAK[:3], "kim"])
    tale.round("trees", 1, "oak", 12, said(OAK[:3]))
    movement = movement_from(tree_of(tale.texts()))
    standing = describe_proposal(movement, "trees", LATER)
    assert standing is not None
    assert standing["stage"] == "in round"
    assert [(step["what"], step["lack"]["rule"]) for step in standing["next"]] == [("set right", "A10")]


def test_somebody_who_left_may_answer_the_dispute_of_a_voice_of_theirs() -> None:
    """What the help asks for, a file of their own, is accepted, though they are no member any more."""
    tale = decided()
    tale.act("oak", 30, "leaves.fay", voices=said(["fay"]))
    held = f"proposals/trees/rounds/{day(12)}.oak.yml"
    tale.add(f"{held}.fay.disputed.yml", {"date": day(40), "says": "I was in the kitchen."})
    movement = movement_from(tree_of(tale.texts()))
    doubted = decision_on(movement, "trees", on_day(41))
    tale.round("trees", 1, "oak", 42, said(["fay"]), own="fay")
    answered = decision_on(movement_from(tree_of(tale.texts())), "trees", date.max)
    assert doubted is not None
    assert doubted.stage == "under reconsideration"
    assert codes_in(tale) == []
    assert answered is not None
    assert not answered.disputes


def test_a_decision_on_a_version_that_was_taken_out_of_count_rests_on_nothing() -> None:
    """Everyone named in the version calls it a mistake; the decision says that it rests on it, and is not valid."""
    tale = rivertown()
    tale.version("trees", 1, 10)
    keys = {"date": day(11), "because": "The wrong street.", "entered_by": "ana", "voices": said(OAK[:4])}
    tale.add("proposals/trees/v1.yml.void.yml", keys)
    tale.decide("trees", 1, 20)
    movement = movement_from(tree_of(tale.texts()))
    state = decision_on(movement, "trees", LATER)
    assert list(movement.voided) == ["proposals/trees/v1.yml"]
    assert "D15" in codes_in(tale)
    assert state is not None
    assert state.stage == "not valid"
