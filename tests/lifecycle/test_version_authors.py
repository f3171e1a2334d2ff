"""Authors keep their proposal and their objection: what strangers bring under its name stops nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nstgov.lifecycle import decision_on, find_hearing, objection_on, proposal_on
from nstgov.lifecycle.act_proofs import with_known_context
from nstgov.lifecycle.closings import closing_lacks
from nstgov.lifecycle.validity.decision_validity import decision_lacks
from nstgov.lifecycle.validity.lacks_of_answers import answer_lacks
from nstgov.records import Outside, Record
from nstgov.rules.objections.raising import objection_by_others
from nstgov.rules.proposals.version_order import versions_out_of_step
from tests.building import (
    a_test,
    circle,
    closed,
    day,
    decision,
    edition,
    held,
    objection,
    resolved,
    said,
    signed,
    version,
)
from tests.proving import BYTES, proven, with_keys
from tests.record import TODAY as LATER

ALL = "ana ben chi dee"
OAK = with_keys(circle("oak", "2026-01-01", ALL), ALL)
ELM = with_keys(circle("elm", "2026-01-01", "eli fay gus hal"), "eli fay gus hal")
FIRST = version("trees", 1, "2026-04-01", authors=ALL, sunset="2027-01-01", review="2026-08-01")
SPOKEN = held("trees", "2026-04-20", said(ALL))
MADE = replace(decision("trees", "2026-05-01", sunset="2027-01-01"), sha256=BYTES)
STRANGERS = version("trees", 2, "2026-04-21", authors="eli fay gus hal", text="Other.", sunset="2027-01-01")
OURS = replace(STRANGERS, authors=("ana", "eli", "fay", "gus"))
TODAY = day("2026-06-01")
ROOTS = objection("proposals/trees", "roots", "2026-04-10", authors=("eli", "fay", "gus", "hal"))
WORDED = replace(
    ROOTS, file=ROOTS.file.replace("v1", "v2"), number=2, raised=day("2026-04-11"), authors=("ana", "ben", "chi", "dee")
)


@pytest.mark.parametrize(
    ("second", "counts"),
    [
        (STRANGERS, False),
        (OURS, True),
        (replace(STRANGERS, carried_by="ana"), True),
        (replace(STRANGERS, authors=(*STRANGERS.authors, Outside(name="ana"))), False),
        (replace(STRANGERS, imported="elsewhere"), False),
        (replace(OURS, imported="elsewhere"), False),
    ],
)
def test_a_next_version_has_somebody_of_the_version_before(second: Record, counts: bool) -> None:
    """Else the version before, and what was said to it, stay as they were; and the rule about versions says so."""
    whole = proven(OAK, ELM, edition(), FIRST, SPOKEN, second)
    state = proposal_on(whole, "trees", TODAY)
    assert state is not None
    assert (state.version, state.stage) == ((second, "open") if counts else (FIRST, "consented"))
    found = [one.at.file for one in versions_out_of_step(whole, LATER) if "no effect" in one.message]
    assert found == ([] if counts else [second.file])
    decided = proven(OAK, ELM, edition(), FIRST, SPOKEN, MADE, second)
    lacks = [lack.rule for lack in decision_lacks(with_known_context(decided), "trees")]
    assert ("D06" in lacks) is counts


def test_people_outside_keep_theirs_by_their_names() -> None:
    """Where no more than declared is asked; above, the member who carries it speaks for the contact."""
    theirs = tuple(Outside(name=name) for name in ("Omar", "Maria", "Li", "Eva"))
    first = replace(FIRST, authors=theirs, carried_by="ana")
    for authors, counts in ((theirs[:1], True), (tuple(Outside(name="Olga") for _ in "1"), False)):
        second = replace(STRANGERS, authors=authors)
        whole = proven(OAK, ELM, edition(), first, second)
        assert (second.file not in whole.uncounted) is counts
        signing = proven(OAK, ELM, edition(proof={"friend": "signed"}), first, second)
        assert second.file in signing.uncounted
    carried = replace(STRANGERS, authors=theirs, carried_by="ana")
    asking = edition(proof={"friend": "signed"})
    assert carried.file in proven(OAK, ELM, asking, first, carried).uncounted
    assert carried.file not in proven(OAK, ELM, asking, first, carried, signed(carried, "ana")).uncounted


def test_what_was_brought_from_elsewhere_may_be_made_anew_here() -> None:
    """A version of this movement's own after one that was imported has authors of its own."""
    whole = proven(OAK, ELM, edition(), replace(FIRST, imported="elsewhere"), STRANGERS)
    assert whole.uncounted == {}
    state = proposal_on(whole, "trees", TODAY)
    assert state is not None
    assert state.version == STRANGERS


def test_a_third_version_follows_the_last_one_that_counts() -> None:
    """What strangers brought in between is left aside."""
    third = replace(OURS, file=OURS.file.replace("v2", "v3"), number=3)
    assert set(proven(OAK, ELM, edition(), FIRST, STRANGERS, third).uncounted) == {STRANGERS.file}
    of_strangers = replace(STRANGERS, file=third.file, number=3)
    both = proven(OAK, ELM, edition(), FIRST, STRANGERS, of_strangers)
    assert set(both.uncounted) == {STRANGERS.file, of_strangers.file}


def test_a_decision_on_a_version_that_does_not_count_says_so() -> None:
    """That nobody of the version before stands behind it, or that it waits for them."""
    on_second = decision("trees", "2026-05-01", number=2, sunset="2027-01-01")
    spoken = held("trees", "2026-04-22", said(ALL), number=2)
    whole = with_known_context(proven(OAK, ELM, edition(), FIRST, STRANGERS, spoken, on_second))
    assert [lack.rule for lack in decision_lacks(whole, "trees") if lack.at.keys == ("version",)] == ["D06"]
    state = decision_on(whole, "trees", TODAY)
    assert state is not None
    assert state.stage == "not valid"
    asking = edition(proof={"friend": "signed"})
    whole = with_known_context(proven(OAK, ELM, asking, FIRST, OURS, spoken, on_second, signed(FIRST, "ana")))
    assert "T01" in [lack.rule for lack in decision_lacks(whole, "trees") if lack.at.keys == ("version",)]


def test_an_objection_is_worded_anew_by_those_who_raised_it() -> None:
    """What those objected to write as its next version has no effect; nor is it theirs to say that nothing remains."""
    met = replace(resolved("proposals/trees", "roots", "2026-04-12"), voices=said(ALL))
    whole = proven(OAK, ELM, edition(), FIRST, ROOTS, WORDED)
    folder = whole.proposals["trees"].objections["roots"]
    state = objection_on(whole, folder, TODAY)
    assert state is not None
    assert (state.stage, state.version) == ("raised", ROOTS)
    assert [one.at.file for one in objection_by_others(whole, LATER)] == [WORDED.file]
    judged = with_known_context(proven(OAK, ELM, edition(), FIRST, ROOTS, WORDED, met))
    assert [lack.rule for lack in answer_lacks(judged, met.file)] == ["O06"]


def test_whoever_raised_an_objection_is_asked_also_when_its_next_version_leaves_them_out() -> None:
    """One of four goes on with three others, and these four say that nothing remains: three were not asked."""
    narrowed = replace(WORDED, authors=("eli", "ana", "ben", "chi"))
    some = replace(resolved("proposals/trees", "roots", "2026-04-12"), voices=said("eli ana ben chi"))
    whole = with_known_context(proven(OAK, ELM, edition(), FIRST, ROOTS, narrowed, some))
    (lack,) = answer_lacks(whole, some.file)
    assert lack.message == "fay, gus and hal have not said whether anything remains"
    everyone = replace(some, voices=said("eli ana ben chi fay gus hal"))
    assert (
        answer_lacks(with_known_context(proven(OAK, ELM, edition(), FIRST, ROOTS, narrowed, everyone)), some.file) == ()
    )


def test_withdrawing_takes_the_authors_of_every_version() -> None:
    """Three who joined one of four do not withdraw what the other three had brought."""
    some = replace(closed("trees", "2026-04-25"), voices=said("ana eli fay gus"))
    whole = with_known_context(proven(OAK, ELM, edition(), FIRST, OURS, some))
    (lack,) = closing_lacks(whole, "trees")
    assert lack.message.startswith("ben, chi and dee have not spoken")
    everyone = replace(some, voices=said("ana eli fay gus ben chi dee"))
    assert closing_lacks(with_known_context(proven(OAK, ELM, edition(), FIRST, OURS, everyone)), "trees") == ()


def test_a_test_of_what_strangers_worded_sets_nothing_aside() -> None:
    """Their version is not the newest; the objection stands as its authors worded it."""
    aside = a_test("proposals/trees", "roots", "2026-04-13", "set aside", number=2, voices=said(ALL))
    whole = proven(OAK, ELM, edition(), FIRST, ROOTS, WORDED, aside)
    state = objection_on(whole, whole.proposals["trees"].objections["roots"], TODAY)
    assert state is not None
    assert state.stage == "raised"
    assert find_hearing(whole, "trees", 1, "oak", TODAY).asked == "declared"
