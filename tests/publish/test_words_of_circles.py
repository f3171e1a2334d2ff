"""What a circle asks for touches its own pages, those around it and the lists, and no other page is looked at again."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from nstgov.publish.dependencies import get_record_fingerprints
from nstgov.publish.following.circle_dependencies import get_circle_fingerprints
from nstgov.publish.site import read_site
from nstgov.publish.views.circle_views import Circles
from nstgov.publish.views.snapshot import Snapshot
from tests.publish.random_changes import Repository
from tests.publish.test_incremental import assert_same
from tests.record import TODAY, example_record, movement_from, tree_of

ASKING = f"{TODAY}.asks.yml"


def _scene(more: dict[str, str]) -> Snapshot:
    movement = movement_from(tree_of({**example_record(), **more}))
    return Snapshot(movement, TODAY, read_site(movement, TODAY))


def _keys(more: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """By id, the digests of proposals and decisions, and those of circles."""
    scene = _scene(more)
    stamps, circles = get_record_fingerprints(scene), Circles(scene)
    concerning = get_circle_fingerprints(scene, circles)
    things = {id_: stamps.get_cache_key(group) for group in stamps.groups for id_ in group}
    return things, {id_: concerning.get_cache_key(id_) for id_ in circles.list_ids()}


def _folder_of_a_friend() -> str:
    """A circle that lies in another one."""
    return min((path.rpartition("/")[0] for path in example_record() if path.endswith("/circle.yml")), key=_depth)


def _depth(folder: str) -> tuple[int, str]:
    return -folder.count("/"), folder


def test_only_circles_around_are_told_from_it() -> None:
    """A call for help leaves every proposal as it was, and every circle but its own and those it lies in."""
    folder = _folder_of_a_friend()
    before, after = _keys({}), _keys({f"{folder}/{ASKING}": "for: Somebody who can cook.\n"})
    assert before[0] == after[0]
    other = {id_ for id_ in before[1] if before[1][id_] != after[1][id_]}
    assert folder.rpartition("/")[2] in other
    assert len(other) < len(before[1]) / 2


def test_another_act_of_the_circle_is_ground() -> None:
    """Who joins may speak, so that everything is looked at again; so is a call for help that cannot be read."""
    folder = _folder_of_a_friend()
    before = _keys({})[0]
    for name, text in (
        (f"{TODAY}.joins.new-person.yml", "name: Somebody New\nvoices: {new-person: consent}\n"),
        (ASKING, "for: [\n"),
    ):
        after = _keys({f"{folder}/{name}": text})[0]
        assert all(before[id_] != after[id_] for id_ in before), name


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3))
def test_calls_for_help_come_and_go(tmp_path: Path, seed: int) -> None:
    """Whatever circles ask for, and when it is asked no more, the site is the one that is made from nothing."""
    repository = Repository(tmp_path / "movement", Random(seed))  # noqa: S311 (it keeps no secret)
    assert_same(repository, tmp_path, "nothing")
    for step in range(4):
        folder = repository.any(r"circle\.yml$").rpartition("/")[0]
        if step % 2:
            repository.land()
        path = f"{folder}/{ASKING}"
        repository.write(path, f"for: Somebody who can cook for {step}.\n")
        assert_same(repository, tmp_path, path)
    (repository.folder / path).unlink()
    assert_same(repository, tmp_path, f"{path} is gone")
