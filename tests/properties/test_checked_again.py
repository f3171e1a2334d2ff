"""A folder is found to be the same whether a check goes on from the last one or begins anew."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from benchmarks import realistic
from tests.properties.checked_folder import CheckedFolder
from tests.properties.example_changes import plain_story, told_story

KEYS = re.compile(r",? ?keys: ?\[[^]]*\]|(?m:^ *keys:\n(?: *- .*\n)+)|(?m:^ *keys:.*\n)")


def story_without_keys() -> dict[str, str]:
    """The worked example as told by people who have no keys, so that no history has any bearing."""
    return {path: KEYS.sub("", text) for path, text in plain_story().items() if ".person." not in path}


@cache
def realistic_story() -> dict[str, str]:
    """A generated movement as a real one might be: keys, signatures, a second edition of the ground rules."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place, "movement")
        realistic.write_realistic(root, 200, 1)
        files = (file for file in sorted(root.rglob("*")) if file.is_file())
        return {file.relative_to(root).as_posix(): file.read_text(encoding="utf-8") for file in files}


STORIES: dict[str, Callable[[], dict[str, str]]] = {
    "with keys": told_story,
    "plain": plain_story,
    "without keys": story_without_keys,
    "realistic": realistic_story,
}


@pytest.fixture
def quick_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file counts as steady after a few hundredths of a second, since nobody sets back when it was changed."""
    monkeypatch.setattr("nstgov.store.folder_state._FRESH", 8_000_000)


def check_some_changes(root: Path, seed: int, story: dict[str, str], changes: int) -> CheckedFolder:
    """Let chance do so much to a folder; after each change both ways have to find the same."""
    folder = CheckedFolder(root, seed, story)
    folder.check()
    done: Counter[str] = Counter()
    for _ in range(changes):
        names = [folder.do_something() for _ in range(folder.chance.choice((1, 1, 1, 2)))]
        done.update(names)
        if folder.chance.random() < 0.1:
            folder.flip_bytes()
        before = folder.begun_anew
        found, fresh = folder.check(), folder.check_anew()
        went_on = folder.begun_anew == before
        assert found == fresh, (seed, names, went_on, {*found.diagnostics} ^ {*fresh.diagnostics})
        folder.went_on += went_on
    return folder


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.usefixtures("quick_look")
def test_whatever_happens_to_a_folder_both_ways_find_the_same(tmp_path: Path, story: str) -> None:
    """Added, committed, drafted again, renamed, touched, put back, on another branch, hidden from git, damaged."""
    folder = check_some_changes(tmp_path / "record", len(story), STORIES[story](), 8)
    assert folder.went_on


@pytest.mark.long
@pytest.mark.parametrize("seed", range(30))
@pytest.mark.usefixtures("quick_look")
def test_longer_stories_of_a_folder_are_found_the_same(tmp_path: Path, seed: int) -> None:
    """The same with many more changes."""
    check_some_changes(tmp_path / "record", seed, [*STORIES.values()][seed % len(STORIES)](), 20)


@pytest.mark.parametrize("seed", range(2))
def test_what_was_changed_only_now_is_looked_at_again(tmp_path: Path, seed: int) -> None:
    """Files that could change unseen are read each time; then the two ways agree without any waiting."""
    check_some_changes(tmp_path / "record", seed, story_without_keys(), 3)
