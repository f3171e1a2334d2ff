"""Writing a site into its folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from nstgov.publish.engine.output import ForeignFolder, OutputCounts, OutputFolder


def _write(folder: Path, files: dict[str, bytes]) -> OutputCounts:
    output = OutputFolder(folder)
    for path, data in files.items():
        output.write_file(path, data)
    return output.remove_leftovers()


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    """A page that is the same already is not touched, and what no longer belongs is taken away."""
    folder = tmp_path / "out"
    assert _write(folder, {"a/index.html": b"a", "b/index.html": b"b"}) == OutputCounts(2, 0, 0)
    before = (folder / "a/index.html").stat().st_mtime_ns
    assert _write(folder, {"a/index.html": b"a", "c/index.html": b"c"}) == OutputCounts(1, 1, 1)
    assert (folder / "a/index.html").stat().st_mtime_ns == before
    assert sorted(f.name for f in folder.iterdir()) == [".nstgov-site", "a", "c"]


def test_a_folder_that_is_somebody_elses_is_left_alone(tmp_path: Path) -> None:
    """A build never empties a folder that it did not make."""
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(ForeignFolder):
        OutputFolder(tmp_path)
    with pytest.raises(ForeignFolder):
        OutputFolder(tmp_path / "thesis.txt")
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


@pytest.mark.parametrize("to", [None, "elsewhere", "nowhere"], ids=["a file", "a link elsewhere", "a link to nowhere"])
def test_what_somebody_put_in_the_place_of_a_folder_gives_way(tmp_path: Path, to: str | None) -> None:
    """The folder is there again, and nothing elsewhere changes."""
    theirs, site = tmp_path / "elsewhere" / "page", tmp_path / "site"
    theirs.parent.mkdir()
    theirs.write_bytes(b"theirs")
    _write(site, {"in/a/page": b"ours"})
    shutil.rmtree(site / "in/a")
    if to:
        (site / "in/a").symlink_to(tmp_path / to)
    else:
        (site / "in/a").write_bytes(b"in the way")
    _write(site, {"in/a/page": b"ours"})
    assert (site / "in/a/page").read_bytes() == b"ours"
    assert not (site / "in/a").is_symlink()
    assert theirs.read_bytes() == b"theirs"


def test_a_file_where_a_folder_was_and_the_other_way_round(tmp_path: Path) -> None:
    """A page that becomes a folder, and a folder that becomes a page, come out right."""
    folder = tmp_path / "out"
    _write(folder, {"a": b"1", "b/c": b"2"})
    _write(folder, {"b": b"4"})
    assert (folder / "b").read_bytes() == b"4"
    assert not (folder / "a").exists()
