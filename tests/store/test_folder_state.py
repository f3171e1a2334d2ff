"""How a record lay in a folder, told in rows, and what is otherwise since."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from nstgov.store.checkout import read_checkout
from nstgov.store.folder_changes import FolderChanges, apply_changes, find_additions
from nstgov.store.folder_listing import FilesInFolder
from nstgov.store.folder_state import FolderState, collect_state, restore_state
from nstgov.store.tree import list_folders

PATHS = (
    "nstgov.yml", "circles/a/circle.yml", "circles/a-b/circle.yml", "circles/a/b/circle.yml", "circles/a.yml",
    "proposals/trees/v1.yml",
)  # fmt: skip
SOON = 60_000_000_000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with some files, whose names stand in another order than those of their folders."""
    for path in PATHS:
        write(tmp_path / path)
    (tmp_path / "proposals" / "nothing").mkdir()
    return tmp_path


def write(file: Path, text: str = "said: so\n") -> None:
    """A file with its folders."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def look(root: Path, later: int = SOON) -> FolderState:
    """How all lies, looked at so long after it was written, in nanoseconds."""
    listings = list_folders(root)
    state = collect_state(root, listings, read_checkout(root, listings), time.time_ns() + later, {PATHS[0]: 3})
    assert state is not None
    return state


def find(root: Path, state: FolderState) -> FolderChanges | None:
    """What was added, looked for a minute later."""
    return find_additions(root, state, time.time_ns() + SOON)


def test_the_rows_tell_all_that_lay_there(root: Path) -> None:
    """They are kept and read back, and tell of files and names what a listing of the folder tells."""
    state = restore_state(look(root).list_rows())
    files = FilesInFolder(root, state)
    assert list(files.list_files()) == sorted(PATHS)
    assert list(files.list_files("circles/a")) == ["circles/a/b/circle.yml", "circles/a/circle.yml"]
    assert list(files.list_files("nstgov.yml", "regions")) == ["nstgov.yml"]
    assert files.list_names("circles") == ["a", "a-b", "a.yml"]
    assert files.list_names("proposals") == ["trees"]
    assert files.list_names("") == ["circles", "nstgov.yml", "proposals"]
    assert list(files.read_contents(list(files.list_files("circles/a-b").values()))) == [b"said: so\n"]
    assert state.places is not None
    assert [path for path, place in zip(state.paths, state.places, strict=True) if place == 3] == [PATHS[0]]


def test_where_nothing_happened_nothing_is_found(root: Path) -> None:
    """No file is opened; what is no record may come and go."""
    state = look(root)
    assert find(root, state) == FolderChanges([], [], {})
    write(root / "notes.txt")
    found = find(root, state)
    assert found is not None
    assert (found.folders, found.files, list(found.looks)) == ([], [], [""])


@pytest.mark.parametrize(
    "path", ["circles/a/2026-01-02.asks.yml", "circles/new/deep/circle.yml", "proposals/nothing/v1.yml"]
)
def test_what_is_added_is_found_and_then_known(root: Path, path: str) -> None:
    """Wherever it lies, be it in a folder that is new, or was empty."""
    state = look(root)
    write(root / path)
    found = find(root, state)
    assert found is not None
    assert [file.path for file in found.files] == [path]
    apply_changes(state, found)
    again = find(root, restore_state(state.list_rows()))
    assert again == FolderChanges([], [], {})
    assert state.list_rows() == look(root).list_rows()


def test_what_was_touched_and_is_the_same_is_only_read(root: Path) -> None:
    """Another time of change, another file of the same content."""
    state = look(root)
    os.utime(root / PATHS[1], (1, 1))
    (root / PATHS[2]).unlink()
    write(root / PATHS[2])
    found = find(root, state)
    assert found is not None
    assert not found.files
    assert {PATHS[1], PATHS[2]} <= found.looks.keys()


def put_link(place: Path) -> None:
    """A link to what lay in a place, in its stead."""
    moved = place.rename(place.parents[1] / "moved")
    place.symlink_to(moved)


def put_folder(place: Path) -> None:
    """A folder in the place of a file."""
    place.unlink()
    place.mkdir()


CHANGES: dict[str, Callable[[Path], object]] = {
    "another content": lambda root: write(root / PATHS[1], "said: no\n"),
    "a file gone": lambda root: (root / PATHS[1]).unlink(),
    "a mode": lambda root: (root / PATHS[1]).chmod(0o755),
    "a link": lambda root: put_link(root / PATHS[1]),
    "a folder that is a link": lambda root: put_link(root / "circles/a"),
    "a folder moved": lambda root: (root / "circles/a").rename(root / "circles/c"),
    "a folder in place of a file": lambda root: put_folder(root / PATHS[4]),
    "an empty folder gone": lambda root: (root / "proposals/nothing").rmdir(),
    "a repository within": lambda root: (root / "circles/a/.git").mkdir(),
    "a repository within what is new": lambda root: (root / "circles/c/.git").mkdir(parents=True),
    "a pipe": lambda root: os.mkfifo(root / "circles/a/pipe"),
    "a name that is no text": lambda root: write(Path(os.fsdecode(os.fsencode(root / "circles") + b"/\xff.yml"))),
    "the folder gone": lambda root: root.rename(root.with_name("elsewhere")),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_is_more_than_an_addition_is_left_to_a_whole_look(root: Path, change: str) -> None:
    """Changed, gone, of another sort, hidden from git or from people: all is judged from the beginning."""
    state = look(root)
    CHANGES[change](root)
    assert find(root, state) is None


def test_the_same_size_and_time_do_not_hide_another_content(root: Path) -> None:
    """A file that is replaced, with its time of change set back, is found to be otherwise."""
    state, info = look(root), (root / PATHS[1]).stat()
    write(root / PATHS[1], "said: no\n")
    os.utime(root / PATHS[1], ns=(info.st_atime_ns, info.st_mtime_ns))
    assert find(root, state) is None


@pytest.mark.parametrize(("later", "number"), [(0, len(PATHS)), (SOON, 0)])
def test_what_was_written_moments_ago_is_read_each_time(root: Path, later: int, number: int) -> None:
    """It could change once more and look the same; a minute later it could not."""
    found = find(root, look(root, later))
    assert found is not None
    assert sum(path in PATHS for path in found.looks) == number


def test_what_git_may_convert_is_read_each_time(root: Path) -> None:
    """Which bytes git has of it depends on its index, of which the file says nothing."""
    write(root / PATHS[1], "said: so\r\n")
    write(root / PATHS[2], "said: $Id: 1 $\n")
    found = find(root, look(root))
    assert found is not None
    assert {PATHS[1], PATHS[2]} == found.looks.keys()


def test_what_a_row_cannot_tell_of_has_none(root: Path) -> None:
    """A repository within a folder, and a link, which is told."""
    (root / "circles/link.yml").symlink_to("a.yml")
    assert find(root, look(root)) == FolderChanges([], [], {})
    (root / "circles/a/.git").mkdir()
    listings = list_folders(root)
    assert collect_state(root, listings, read_checkout(root, listings), time.time_ns(), None) is None
