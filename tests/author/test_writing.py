"""The one writer: whole or not at all, and nothing over what is there."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from nstgov.author.safe_writer import OutsidePath, PathTaken, write_new


def test_nothing_is_written_over_and_nothing_is_begun(tmp_path: Path) -> None:
    """Where one file is in the way, no file is written."""
    (tmp_path / "b.yml").write_text("mine")
    with pytest.raises(PathTaken):
        write_new(tmp_path, {"a.yml": "new", "b.yml": "new"})
    assert (tmp_path / "b.yml").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["b.yml"]


def test_of_many_writers_at_once_exactly_one_wins(tmp_path: Path) -> None:
    """A file holds what one writer wrote, as a whole, and leaves no temporary file behind."""

    def write(number: int) -> bool:
        try:
            write_new(tmp_path, {"folder/a.yml": f"{number}\n" * 1000})
        except PathTaken:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        won = [number for number, wrote in enumerate(pool.map(write, range(64))) if wrote]
    assert len(won) == 1
    assert (tmp_path / "folder/a.yml").read_text() == f"{won[0]}\n" * 1000
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["a.yml"]


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk refuses, the record is absent and nothing else is left."""

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_new(tmp_path, {"a.yml": "x"})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", ["../out.yml", "circles/../../out.yml.void.yml", "/out.yml", "a//b.yml", "./a.yml"])
def test_nothing_is_written_outside_the_folder(tmp_path: Path, path: str) -> None:
    """A path that leads out, or is none of a record's, is refused in words before anything is written."""
    inner = tmp_path / "record"
    inner.mkdir()
    with pytest.raises(OutsidePath) as refused:
        write_new(inner, {"circles/oak/circle.yml": "name: Oak\n", path: "x: 1\n"})
    assert refused.value.remedy
    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == []
