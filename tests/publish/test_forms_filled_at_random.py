"""What a form says of itself and what the check says agree, however it is filled in: over more than one movement."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from nstgov.author.editor_schemas import name_schema
from tests.publish.filled_worlds import FilledWorld, worlds_by_name
from tests.publish.random_filling import SLUGS, Filled, FillingJudge, blank_page, fill_often

OFTEN = {"young": 4, "levels": 16}
"""How many times each form is filled in over each movement whenever tests are run; the worked example takes long."""
LONG = {"example": 20, "young": 60, "levels": 120}
"""How many times in the longer tests: two hundred in all."""
FEWEST = 100
"""So many fillings at least are judged in the shorter run, so that nothing is passed by because nothing was offered."""


class Filling(NamedTuple):
    """A movement, the page that fills forms in over it, and its judge."""

    world: FilledWorld
    page: Page
    judge: FillingJudge


@pytest.fixture(scope="module")
def fillings(browser: Browser) -> Iterator[dict[str, Filling]]:
    """One page for each movement, kept for all forms."""
    with ExitStack() as pages:
        yield {
            name: Filling(world, pages.enter_context(blank_page(browser, world)), FillingJudge(world))
            for name, world in worlds_by_name().items()
        }


def _disagreements(filling: Filling, made: list[Filled]) -> list[str]:
    """Where the form calls a record sound and the check does not, or the other way round."""
    found = []
    for one in made:
        if one.is_silent:
            continue
        errors = filling.judge.judge(one)
        if bool(errors) != bool(one.faults):
            found.append(f"{one.path}\n{one.text}spoiled: {one.spoiled}\nform: {one.faults}\ncheck: {list(errors)}")
    return found


def _judge_often(fillings: dict[str, Filling], act: str, often: dict[str, int], *, is_spoiled: bool) -> None:
    for name, count in often.items():
        filling = fillings[name]
        made = fill_often(filling.page, filling.world, act, range(count), is_spoiled=is_spoiled)
        assert _disagreements(filling, made) == []


@pytest.mark.sampled(5)
@pytest.mark.parametrize("act", SLUGS)
def test_form_and_check_agree_on_what_it_offers(fillings: dict[str, Filling], act: str) -> None:
    """Filled in at random with what it offers, a form says just when everything is there."""
    _judge_often(fillings, act, OFTEN, is_spoiled=False)


@pytest.mark.sampled(5)
@pytest.mark.parametrize("act", SLUGS)
def test_form_and_check_agree_on_what_is_wrong(fillings: dict[str, Filling], act: str) -> None:
    """With one thing spoiled (left out, hollow, on a wrong day, in use, unknown …), both name a fault, or neither."""
    _judge_often(fillings, act, OFTEN, is_spoiled=True)


@pytest.mark.exhaustive
@pytest.mark.parametrize("act", SLUGS)
@pytest.mark.parametrize("is_spoiled", [False, True])
def test_form_and_check_agree_two_hundred_times(fillings: dict[str, Filling], act: str, *, is_spoiled: bool) -> None:
    """The same, two hundred times each."""
    _judge_often(fillings, act, LONG, is_spoiled=is_spoiled)


def test_most_forms_have_something_to_offer(fillings: dict[str, Filling]) -> None:
    """In a movement with something going on every form can be filled in, and nearly all of it is judged."""
    filling = fillings["levels"]
    made = [one for act in SLUGS for one in fill_often(filling.page, filling.world, act, range(12))]
    assert {one.act for one in made} == set(SLUGS)
    judged = [one for one in made if not one.is_silent]
    assert len(judged) > max(FEWEST, 0.9 * len(made))
    assert len([one for one in judged if not one.faults]) > len(judged) / 2
    assert [one.path for one in judged if not one.text.startswith(name_schema(one.path))] == []
