"""What an earlier build worked out is taken over only where it still holds, and is what would be worked out anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random

import pytest

from nstgov.check import judge_movement, with_signature_results
from nstgov.lifecycle import decision_on, proposal_on
from nstgov.lifecycle.derived import is_answered, list_answers
from nstgov.lifecycle.membership import compute_membership
from nstgov.publish.earlier_answers import OF_ACTS, OF_GROUND, OF_THINGS, EarlierAnswers
from nstgov.publish.earlier_counting import count_with_memory
from nstgov.publish.earlier_findings import find_in_change_lane
from nstgov.publish.record_findings import ON_WORDS, findings_of
from nstgov.publish.site import Site
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import Movement
from nstgov.rules import RULES
from nstgov.store.cache import SHELVES, Cache, pack_value
from nstgov.store.folder_snapshot import FilesInReading, read_incrementally
from nstgov.store.reading import read_movement
from nstgov.store.tree import Tree
from tests.publish.random_changes import Repository
from tests.publish.test_incremental import assert_same
from tests.record import TODAY, example_record, movement_from, tree_of

HEAT, SOUP = "heat-refuge", "monday-soup"
WORDS = "for: Somebody who can cook.\n"


def _asking_folder() -> str:
    return next(path.rpartition("/")[0] for path in example_record() if path.endswith("/circle.yml"))


def _collect(movement: Movement) -> dict[object, object]:
    """Every answer that would be kept of a movement, once all that a build asks was asked."""
    findings_of(movement, TODAY)
    for id_ in movement.proposals:
        proposal_on(movement, id_, TODAY)
        decision_on(movement, id_, TODAY)
    questions = (*OF_THINGS, *OF_GROUND, *OF_ACTS)
    return {
        (number, asked): answer for number, ask in enumerate(questions) for asked, answer in list_answers(movement, ask)
    }


def test_nothing_that_is_kept_rests_on_what_a_circle_asks() -> None:
    """With a call for help and without it every answer is the same, so no digest of them need have it."""
    calls = {f"{_asking_folder()}/{TODAY}.asks.yml": WORDS}
    before, after = (read_movement(tree_of({**example_record(), **more})) for more in ({}, calls))
    assert after.records.keys() - before.records.keys() == calls.keys()
    assert _collect(before) == _collect(after) != {}


def test_no_rule_of_the_calendar_but_one_speaks_of_what_a_circle_asks() -> None:
    """A call for help of long ago is found by that rule, and by no other; those find the same with it and without."""
    calls = {f"{_asking_folder()}/2026-10-25.asks.yml": WORDS}
    before, after = (movement_from(tree_of({**example_record(), **more})) for more in ({}, calls))
    of_words = {
        rule.code for rule in RULES if rule.lane == "calendar" and [*rule(before, TODAY)] != [*rule(after, TODAY)]
    }
    assert of_words == ON_WORDS


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """The worked example in a folder."""
    return Repository(tmp_path / "movement", Random(1))  # noqa: S311 (it keeps no secret)


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    """A memory of earlier builds."""
    with closing(Cache(tmp_path / "cache", "this program")) as opened:
        yield opened


def _read(repository: Repository, cache: Cache) -> tuple[Movement, FilesInReading]:
    reading = read_incrementally(repository.folder, cache)
    movement = with_signature_results(reading.movement, reading.contents)
    return movement, FilesInReading(reading)


def _answers(movement: Movement, cache: Cache) -> EarlierAnswers:
    return EarlierAnswers(cache, "read", Snapshot(movement, TODAY, Site(title="", made=TODAY)))


def _keep(repository: Repository, cache: Cache) -> dict[object, object]:
    movement, _ = _read(repository, cache)
    found = _collect(movement)
    _answers(movement, cache).keep_answers()
    cache.save()
    return found


def test_an_answer_that_is_taken_over_speaks_of_the_records_at_hand(repository: Repository, cache: Cache) -> None:
    """What was kept is what was worked out, and a version in it is the one of this reading and no copy."""
    found = _keep(repository, cache)
    movement, _ = _read(repository, cache)
    _answers(movement, cache).give_answers()
    assert is_answered(movement, compute_membership)
    assert is_answered(movement, proposal_on, HEAT, TODAY)
    state = proposal_on(movement, HEAT, TODAY)
    assert state is not None
    assert state.version is movement.records[state.version.file if state.version else ""]
    assert _collect(movement) == found


def test_after_a_change_only_what_is_linked_to_it_is_asked_anew(repository: Repository, cache: Cache) -> None:
    """Another word in one proposal leaves the answers about another one, and about who sits where; not its own."""
    _keep(repository, cache)
    path = f"proposals/{HEAT}/v1.yml"
    repository.write(path, repository.read(path).replace("the", "this", 1))
    movement, _ = _read(repository, cache)
    _answers(movement, cache).give_answers()
    assert is_answered(movement, compute_membership)
    assert is_answered(movement, proposal_on, SOUP, TODAY)
    assert not is_answered(movement, proposal_on, HEAT, TODAY)


def test_answers_that_are_none_are_as_good_as_nothing(repository: Repository, cache: Cache) -> None:
    """Bundles with something else in them, or about what is not there, give no answer."""
    found = _keep(repository, cache)
    for number in range(SHELVES):
        cache.put_bundle("answers read", number, pack_value({f"proposals/{HEAT}": ("key", [])}) if number % 2 else b"?")
    cache.save()
    movement, _ = _read(repository, cache)
    _answers(movement, cache).give_answers()
    assert not is_answered(movement, proposal_on, SOUP, TODAY)
    assert _collect(movement) == found


def _anew(movement: Movement) -> object:
    return judge_movement(movement, Tree((), None), TODAY, "change").diagnostics


@pytest.mark.parametrize("at_fault", [False, True])
def test_what_was_added_is_judged_beside_what_was_found(repository: Repository, cache: Cache, at_fault: bool) -> None:
    """A call for help is judged by what it can bear upon: what is found is what a judgement of everything finds."""
    movement, files = _read(repository, cache)
    assert find_in_change_lane(movement, TODAY, cache, files) == _anew(movement)
    cache.save()
    day = "2019-01-01" if at_fault else str(TODAY)
    repository.write(f"{_asking_folder()}/{day}.asks.yml", WORDS)
    movement, files = _read(repository, cache)
    found = find_in_change_lane(movement, TODAY, cache, files)
    assert found == _anew(movement)
    assert any(day in one.place.file for one in found) is at_fault


def test_what_went_is_judged_from_the_beginning(repository: Repository, cache: Cache) -> None:
    """Where a record is gone, nothing of what was found before is believed."""
    movement, files = _read(repository, cache)
    find_in_change_lane(movement, TODAY, cache, files)
    cache.save()
    (repository.folder / f"proposals/{SOUP}/v1.yml").unlink()
    movement, files = _read(repository, cache)
    assert find_in_change_lane(movement, TODAY, cache, files) == _anew(movement)


def test_what_counts_is_taken_over_where_only_a_round_came_or_went(repository: Repository, cache: Cache) -> None:
    """Which acts do not count is the same with the memory and without it, after any round went, and any version."""
    count = partial(count_with_memory, cache, "read", ())
    for path in (None, repository.any(r"/rounds/[^/]*yml$"), repository.any(r"^proposals/.*/v2\.yml$")):
        if path:
            (repository.folder / path).unlink()
        reading = read_incrementally(repository.folder, cache)
        known = with_signature_results(reading.movement, reading.contents, count)
        cache.save()
        anew = with_signature_results(read_incrementally(repository.folder, cache).movement, reading.contents)
        assert known.uncounted == anew.uncounted
        assert known.voidings == anew.voidings


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2))
def test_what_is_said_to_proposals_comes_and_goes(tmp_path: Path, seed: int) -> None:
    """Rounds, proofs and objections that go and come back give the site that is made from nothing, byte for byte."""
    repository = Repository(tmp_path / "movement", Random(seed))  # noqa: S311 (it keeps no secret)
    assert_same(repository, tmp_path, "nothing")
    for form in (r"^proposals/.*/rounds/[^/]*yml$", r"^proposals/.*/objections/", r"^decisions/.*yml$"):
        path = repository.any(form)
        text = repository.read(path)
        (repository.folder / path).unlink()
        assert_same(repository, tmp_path, f"{path} is gone")
        repository.write(path, text)
        repository.land()
        assert_same(repository, tmp_path, f"{path} is back")
