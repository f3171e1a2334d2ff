"""A folder that was walked before is told as a walk from the beginning would tell it, whatever happened meanwhile."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from nstgov.store import folder_state, folder_walk
from nstgov.store.cache import Cache, pack_value
from nstgov.store.folder_entries import list_entries_again
from nstgov.store.folder_state import StatSignature, stat_signature
from nstgov.store.folder_walk import FolderWalk, keep_names, walk_again, walk_folder
from nstgov.store.tree import MissingRecord, list_folder_entries

FILES = ("nstgov.yml", "circles/oak/circle.yml", "circles/elm/circle.yml", "proposals/p1/v1.yml", "notes/é.txt")


def _write(file: Path, text: str = "as it was") -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with files in folders, one of which is empty."""
    monkeypatch.setattr(folder_state, "_FRESH", 0)
    monkeypatch.setattr(folder_walk, "_LEAST_LISTED", 1)
    root = tmp_path / "movement"
    for path in FILES:
        _write(root / path)
    (root / "decisions/d1").mkdir(parents=True)
    return root


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    """A cache in a file."""
    with closing(Cache(tmp_path / "cache", "this program")) as found:
        yield found


def _remove(place: Path) -> Path:
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink()
    return place


def _replace_by_link(folder: Path) -> None:
    elsewhere = folder.parents[2] / "elsewhere"
    folder.rename(elsewhere)
    folder.symlink_to(elsewhere)


CHANGES: dict[str, Callable[[Path], object]] = {
    "nothing": lambda _: None,
    "a file holds something else": lambda root: _write(root / "circles/oak/circle.yml", "other"),
    "a file more": lambda root: _write(root / "circles/oak/2026-01-01.asks.yml"),
    "a file more at the top": lambda root: _write(root / "a.yml"),
    "a file less": lambda root: (root / "circles/oak/circle.yml").unlink(),
    "a file in an empty folder": lambda root: _write(root / "decisions/d1/decision.yml"),
    "folders more": lambda root: _write(root / "circles/ash/a/b/circle.yml"),
    "a folder less": lambda root: shutil.rmtree(root / "circles/oak"),
    "an empty folder less": lambda root: (root / "decisions/d1").rmdir(),
    "a folder of another name": lambda root: (root / "circles/oak").rename(root / "circles/yew"),
    "a link in the place of a file": lambda root: _replace_by_link(root / "circles/oak/circle.yml"),
    "a link in the place of a folder": lambda root: _replace_by_link(root / "circles/oak"),
    "a file in the place of a folder": lambda root: _write(_remove(root / "circles/oak")),
    "a folder in the place of a file": lambda root: _write(_remove(root / "circles/oak/circle.yml") / "in/it"),
    "a repository of its own": lambda root: (root / "circles/oak/.git").mkdir(),
    "a name of other letters": lambda root: _write(root / "circles/oak/ö.yml"),
    "nothing is left": lambda root: _remove(root).mkdir(),
}


def _list_found(walk: FolderWalk[StatSignature]) -> tuple[object, ...]:
    return walk.files, walk.folders, sorted(walk.bare)


@pytest.mark.parametrize("change", CHANGES)
def test_a_walk_from_what_is_known_finds_what_one_from_the_beginning_finds(
    root: Path, cache: Cache, change: str
) -> None:
    """Each file and each folder, as it lies now; outer folders come before inner ones."""
    keep_names(cache, "names", walk_folder(str(root), stat_signature))
    cache.save()
    CHANGES[change](root)
    again = walk_again(cache, "names", str(root), stat_signature)
    if again is not None:
        assert _list_found(again) == _list_found(walk_folder(str(root), stat_signature))
        paths = list(again.folders)
        assert all(paths.index(path) > paths.index(path.rpartition("/")[0]) for path in paths[1:])
    assert again or "less" in change or "place of a folder" in change or change in {
        "a folder of another name", "nothing is left",
    }  # fmt: skip


def test_only_what_looks_otherwise_is_listed(root: Path, cache: Cache) -> None:
    """With nothing changed no folder is; with a file more in one of them, that one."""
    keep_names(cache, "names", walk_folder(str(root), stat_signature))
    cache.save()
    for change, listed in (("nothing", 0), ("a file more", 1)):
        CHANGES[change](root)
        again = walk_again(cache, "names", str(root), stat_signature)
        assert again is not None
        assert again.listed == listed


def test_a_folder_that_was_changed_only_now_is_listed_again(
    root: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It could change once more and look the same."""
    monkeypatch.setattr(folder_state, "_FRESH", 60_000_000_000)
    walk = walk_folder(str(root), stat_signature)
    keep_names(cache, "names", walk)
    cache.save()
    again = walk_again(cache, "names", str(root), stat_signature)
    assert again is not None
    assert again.listed == len(walk.folders)
    assert _list_found(again) == _list_found(walk)


def test_names_are_not_kept_for_a_few_folders(root: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """To list them once more takes no longer."""
    monkeypatch.setattr(folder_walk, "_LEAST_LISTED", 100)
    keep_names(cache, "names", walk_folder(str(root), stat_signature))
    assert not cache.list_fresh()


@pytest.mark.parametrize("change", CHANGES)
def test_the_files_of_a_record_are_the_same_from_what_is_known(root: Path, cache: Cache, change: str) -> None:
    """With their paths as git has them, and where a folder has a repository of its own."""
    assert list_entries_again(root, cache) == list_folder_entries(root)
    cache.save()
    assert cache.read_bundle("names of records", 0)
    CHANGES[change](root)
    if change == "nothing is left":
        with pytest.raises(MissingRecord):
            list_entries_again(root, cache)
        return
    assert list_entries_again(root, cache) == list_folder_entries(root)
    cache.save()
    assert list_entries_again(root, cache) == list_folder_entries(root)


@pytest.mark.parametrize("kept", [None, (), ("", []), ("a", [b"x"], "b"), (1, 2, 3), ("a", [b"", b"", b"", b""], "b")])
def test_names_that_are_none_of_ours_are_as_good_as_nothing(root: Path, cache: Cache, kept: object) -> None:
    """Whatever else is kept in their place: the walk begins from the beginning."""
    cache.put_bundle("names", 0, pack_value(kept))
    cache.save()
    assert walk_again(cache, "names", str(root), stat_signature) is None


def test_names_that_are_no_text_are_told_each_time(root: Path, cache: Cache) -> None:
    """Such a file is listed by a name that none has on the disk."""
    _write(root / os.fsdecode(b"circles/oak/\xff.yml"))
    for _ in range(2):
        assert list_entries_again(root, cache) == list_folder_entries(root)
        cache.save()
        assert not cache.read_bundle("names of records", 0)
