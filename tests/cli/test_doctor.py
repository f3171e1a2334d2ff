"""`nstgov doctor`: what is missing, each with the next step; on real repositories."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.commands import Nst
from tests.history.forge import PEOPLE, circle

PACKAGE = f"https://example.org/nstgov@{'a' * 40}"


def _git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def begun(nst: Nst, tmp_path: Path) -> Path:
    """A new movement with a judge that knows which nstgov judges, kept in git."""
    folder = tmp_path / "ours"
    assert nst("init", folder, "--title", "Ours", "--no-input", "--package", PACKAGE).code == 0
    _git(folder, "init", "-q", "-b", "main")
    _git(folder, "add", "-A")
    _git(folder, "commit", "-qm", "Begin")
    return folder


def _points(nst: Nst, folder: Path) -> dict[str, dict[str, str]]:
    """What is said of a folder, by the message."""
    return {point["message"]: point for point in json.loads(nst("doctor", "--format", "json", cwd=folder).out)}


def test_a_movement_as_init_begins_it_lacks_nothing(nst: Nst, begun: Path) -> None:
    """All that can be seen is in order; what only the forge knows is named as something to look at there."""
    told = nst("doctor", cwd=begun)
    assert told.code == 0, told.out
    assert "✗" not in told.out
    assert "the files for github are up to date" in told.out
    assert 'require the check "The rules of consent"' in told.out
    for words in ("a merge queue", "each day at 05:23 UTC", "0 of 0 people have a key", "git remote add origin",
                  "nstgov.yml does not say where it can be read", "Allow GitHub Actions to create"):  # fmt: skip
        assert words in told.out
    assert all(point["step"] for point in _points(nst, begun).values() if point["state"] != "good")


def test_what_is_missing_is_told_with_the_next_step(nst: Nst, tmp_path: Path) -> None:
    """No git, no pin: each is said, the exit code tells, and nothing is changed."""
    folder = tmp_path / "ours"
    nst("init", folder, "--title", "Ours", "--no-input")
    (folder / ".github" / "nstgov" / "nstgov.pin").write_text("repository=\ncommit=\n", encoding="utf-8")
    before = sorted(path for path in folder.rglob("*"))
    told = nst("doctor", cwd=folder)
    assert told.code == 1
    assert "git init && git add ." in told.out
    assert "nstgov init --update --package REPOSITORY@COMMIT" in told.out
    assert sorted(path for path in folder.rglob("*")) == before


def test_files_of_the_forge_that_are_old_or_changed_are_told_apart(nst: Nst, begun: Path) -> None:
    """What is missing is to be renewed; what somebody changed is theirs, and is only named."""
    (begun / ".github" / "workflows" / "nstgov-calendar.yml").unlink()
    judge = begun / ".github" / "workflows" / "nstgov-judge.yml"
    judge.write_text(judge.read_text(encoding="utf-8") + "# ours\n", encoding="utf-8")
    points = _points(nst, begun)
    stale = next(point for message, point in points.items() if "nstgov-calendar.yml" in message)
    assert (stale["state"], "nstgov init --update" in stale["step"]) == ("missing", True)
    assert points[".github/workflows/nstgov-judge.yml was changed here"]["state"] == "look"


def test_a_record_at_fault_and_a_shallow_clone_are_told(nst: Nst, begun: Path, tmp_path: Path) -> None:
    """Both keep the rest from being judged; each names the command that mends it."""
    (begun / "circles" / "oak").mkdir(parents=True)
    (begun / "circles" / "oak" / "circle.yml").write_text("name: Oak\n", encoding="utf-8")
    _git(begun, "add", "-A")
    _git(begun, "commit", "-qm", "More")
    _git(tmp_path, "clone", "-q", "--depth", "1", f"file://{begun}", "shallow")
    told = nst("doctor", cwd=tmp_path / "shallow")
    assert told.code == 1
    assert "git fetch --unshallow origin" in told.out
    assert "nstgov check" in told.out


def test_line_ends_that_a_checkout_may_turn_are_told(nst: Nst, begun: Path) -> None:
    """Without the lines in .gitattributes a record's bytes may differ from machine to machine."""
    assert any(".gitattributes keeps" in message for message in _points(nst, begun))
    (begun / ".gitattributes").write_text("* text=auto\n", encoding="utf-8")
    point = next(p for message, p in _points(nst, begun).items() if "line ends" in message)
    assert (point["state"], "/circles/** -text -filter -ident" in point["step"]) == ("missing", True)
    assert "/nstgov.yml -text -filter -ident" in point["step"]


def test_the_setting_by_which_drafts_would_land_is_named(nst: Nst, begun: Path) -> None:
    """What a branch drafted is no record, unless the forge lands it commit by commit."""
    assert "Allow merge commits or squash, and turn off rebase" in nst("doctor", cwd=begun).out


def test_a_circle_in_which_nobody_has_an_account_is_told(nst: Nst, begun: Path) -> None:
    """Where members bring what speaks for others, one of them needs an account on record."""
    folder = begun / "circles" / "oak"
    folder.mkdir(parents=True)
    text = circle("oak", PEOPLE, "2026-11-01")
    (folder / "circle.yml").write_text(text, encoding="utf-8")
    said = "nobody in oak has given an account, so no member can bring there what was said"
    assert _points(nst, begun)[said]["state"] == "look"
    (folder / "circle.yml").write_text(text.replace("ana: {name", "ana: {account: ana-r, name"), encoding="utf-8")
    assert said not in _points(nst, begun)
