"""Forms offer what can be true today: who is away, what is ready, which objection is the circle's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.properties.tale import day
from tests.publish.filled_worlds import LATER, worlds_by_name
from tests.publish.random_filling import blank_page

OAK_HERE = ("ana", "ben", "chi", "fay")
PAINT = "proposals/paint"
FLIES, MOTHS = "proposals/pond/objections/flies", "decisions/lamps/objections/moths"
BOTH = {
    "important": {"holds": "true", "because": "Nobody sleeps."},
    "reasoned": {"holds": "true", "because": "The plans say so."},
}


@pytest.fixture(scope="module")
def forms(browser: Browser) -> Iterator[Page]:
    """The forms of a movement with two levels, without being drawn."""
    with blank_page(browser, worlds_by_name()["levels"]) as page:
        yield page


def opened(page: Page, act: str, parts: dict[str, str], held: Any = None, voices: Any = None) -> dict[str, Any]:
    """A form with some things chosen and written: what it offers, and what it says of itself."""
    found: dict[str, Any] = page.evaluate(
        "([act, parts, held, voices]) => window.fills.openWith(act, parts, held, voices)",
        [act, parts, held or {}, voices or {}],
    )
    return found


def said(people: tuple[str, ...], word: str = "consent") -> dict[str, str]:
    """Everybody says the same."""
    return dict.fromkeys(people, word)


def test_only_what_everybody_consents_to_can_be_decided(forms: Page) -> None:
    """Neither what nobody was heard on nor what somebody objects to is offered; the last day is the text's own."""
    form = opened(forms, "decision", {"circle": "oak", "proposal": "paint"})
    assert form["offers"][":proposal"] == ["paint"]
    assert (form["faults"], form["days"]["first"], form["days"]["last"]) == ([], day(53), day(LATER))
    assert opened(forms, "decision", {"circle": "oak", "proposal": "noise"})["faults"] == [":proposal: not today"]


def test_a_circle_tests_the_objections_it_was_asked_about(forms: Page) -> None:
    """Those to its own proposals and decisions, and to nobody else's."""
    assert FLIES in opened(forms, "test", {"circle": "oak"})["offers"][":objection-on-record"]
    assert opened(forms, "test", {"circle": "elm"})["offers"][":objection-on-record"] == []


def test_what_a_test_comes_to_follows_from_its_two_answers(forms: Page) -> None:
    """What is important and reasoned stands; what is not is set aside or needs work, and each "no" has its reason."""
    parts = {"circle": "oak", "objection-on-record": FLIES}
    assert opened(forms, "test", parts, BOTH)["offers"]["result"] == ["stands"]
    no = {"important": {"holds": "false"}, "reasoned": BOTH["reasoned"], "result": "set aside", "entered_by": "ana"}
    form = opened(forms, "test", parts, no, said(OAK_HERE))
    assert form["offers"]["result"] == ["needs work", "set aside"]
    assert form["faults"] == ["important.because: say why"]
    no["important"] = {"holds": "false", "because": "It is one evening in the year."}
    assert opened(forms, "test", parts, no, said(OAK_HERE))["faults"] == []


def test_a_resolution_says_only_what_has_happened(forms: Page) -> None:
    """That the text was changed is offered once a version says that it integrates the objection."""
    parts = {"circle": "oak", "objection-on-record": MOTHS}
    assert opened(forms, "resolution", parts)["offers"]["kind"] == ["withdrawn", "other"]
    assert "version" not in opened(forms, "resolution", parts, {"kind": "other"})["shown"]


def test_only_who_is_away_comes_back(forms: Page) -> None:
    """Nobody else is offered."""
    assert opened(forms, "back", {"circle": "oak"})["offers"][":person"] == ["dee"]


def test_who_was_sent_leaves_where_they_are_at_home(forms: Page) -> None:
    """A circle of representatives offers none of them; their own circles do."""
    assert opened(forms, "leaves", {"circle": "river"})["offers"][":person"] == []
    assert "ana" in opened(forms, "leaves", {"circle": "oak"})["offers"][":person"]


def test_a_mistake_is_taken_out_by_all_whom_it_names(forms: Page) -> None:
    """Just those whom the record names are asked, and records are told by what they are, about what, and when."""
    path = f"proposals/bridge/rounds/{day(53)}.river.yml"
    form = opened(forms, "void", {"circle": "oak", "record": path})
    assert sorted(form["speakers"]) == ["ana", "ben", "kim"]
    assert "Round · Mend the bridge · 23 February 2026" in form["labels"][":record"]


def test_the_nearest_circle_of_all_that_are_touched_is_asked(forms: Page) -> None:
    """One's own circle alone is asked itself; together with the one above, that one alone."""
    own = opened(forms, "propose", {"circle": "oak"}, {"affects": ["oak"]})
    both = opened(forms, "propose", {"circle": "oak"}, {"affects": ["oak", "river"]})
    assert (own["held"]["asks"], both["held"]["asks"]) == (["oak"], ["river"])


def test_a_third_representative_follows_somebody(forms: Page) -> None:
    """Two are the most: the form says so until it is told whose term this one follows; and no term is too long."""
    chosen = {
        "nominations": {one: {"for": "chi", "because": f"{one} has seen it."} for one in OAK_HERE},
        "proposed": {"person": "chi"},
        "entered_by": "ana",
    }
    third = opened(
        forms, "election", {"circle": "oak", "election": "oak-2"}, {**chosen, "succeeds": ""}, said(OAK_HERE)
    )
    assert third["faults"] == ["succeeds: seats full"]
    long = {"from": day(LATER), "until": day(LATER + 800)}
    after = {**chosen, "succeeds": "oak-0", "term": long}
    form = opened(forms, "election", {"circle": "oak", "election": "oak-2"}, after, said(OAK_HERE))
    assert form["faults"] == ["term.until: sunset far"]


def test_members_commit_and_nobody_is_typed(forms: Page) -> None:
    """Who has committed can take it back, the others can commit; a second file of one day is told before it is made."""
    form = opened(forms, "commitments", {"circle": "oak", "proposal": "garden"})
    assert (form["offers"]["people"], form["offers"]["takes_back"]) == (["chi", "dee", "fay"], ["ana", "ben"])
    assert not {"people", "takes_back"} & set(form["free"])
    again = {"circle": "oak", "proposal": "garden", "date": day(20)}
    assert ":date: file there" in opened(forms, "commitments", again, {"people": ["chi"]})["faults"]


def test_whoever_was_not_asked_has_not_said_yet(forms: Page) -> None:
    """A member whom nobody has touched is not entered as having been away from the meeting."""
    form = opened(forms, "round", {"circle": "oak", "proposal": "benches"}, {"entered_by": "ana"}, {"ana": "consent"})
    assert form["faults"] == []
    assert "absent" not in form["text"]
    assert "chi" not in form["text"]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "1 May 2026"), ("es", "1 de mayo de 2026"), ("ar", "1 مايو 2026")]
)
def test_days_are_told_in_the_language_of_the_page(forms: Page, language: str, words: str) -> None:
    """With the names of its months, and the digits that the other pages have."""
    says = "async (to) => (await import('/assets/take-part/checks.js')).inWords('2026-05-01', to)"
    assert forms.evaluate(says, language) == words
