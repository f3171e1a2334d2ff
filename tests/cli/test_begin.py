"""`nstgov init`."""

from __future__ import annotations

from pathlib import Path

from tests.commands import Nst
from tests.record import ROOT, example_record


def test_an_empty_movement_keeps_the_rules_from_the_first_moment(nst: Nst, tmp_path: Path) -> None:
    """What init writes passes the check, has an identity of its own, and says what comes next."""
    first = nst("init", "--title", "Our valley", cwd=_folder(tmp_path, "one"))
    assert first.code == 0
    assert "nstgov check" in first.out
    assert nst("check").code == 0
    nst("init", cwd=_folder(tmp_path, "two"))
    ids = {_identity(tmp_path / name) for name in ("one", "two")}
    assert len(ids) == 2
    assert all(len(one) == 32 for one in ids)


def test_the_worked_example_is_laid_out_byte_for_byte(nst: Nst, tmp_path: Path) -> None:
    """Hashes hold, since every byte is as it was; the copy keeps every rule."""
    folder = _folder(tmp_path, "example")
    assert nst("init", "--example", cwd=folder).code == 0
    assert {path: (folder / path).read_bytes() for path in example_record()} == {
        path: (ROOT / path).read_bytes() for path in example_record()
    }
    assert nst("check").code == 0


def test_nothing_is_written_over(nst: Nst, tmp_path: Path) -> None:
    """A movement that is there stays; another file that is in the way is kept, and said."""
    folder = _folder(tmp_path, "ours")
    (folder / "README.md").write_text("ours")
    begun = nst("init", cwd=folder)
    assert begun.code == 0
    assert "README.md was there already" in begun.out
    assert (folder / "README.md").read_text() == "ours"
    again = nst("init", cwd=folder)
    assert again.code == 2
    assert "a movement lies here already" in again.err.lower()
    assert nst("init", "README.md", cwd=folder).code == 2


def test_a_title_that_is_none_is_refused(nst: Nst, tmp_path: Path) -> None:
    """A title of control characters or of nothing writes no movement."""
    folder = _folder(tmp_path, "odd")
    assert nst("init", "--title", " ", cwd=folder).code == 2
    assert nst("init", "--title", "a\x07b", cwd=folder).code == 2
    assert list(folder.iterdir()) == []


def _folder(tmp_path: Path, name: str) -> Path:
    folder = tmp_path / name
    folder.mkdir()
    return folder


def _identity(folder: Path) -> str:
    text = (folder / "ground-rules" / "1.yml").read_text()
    return text.split("repository_id: ")[1].split("\n")[0].strip("'")
