"""`nstgov check` goes on from its last verdict, and says what it would say from the beginning."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from nstgov.cli import standing_record
from nstgov.cli.own_cache import find_cache_folder
from nstgov.cli.standing_record import read_standing_record
from tests.commands import Nst, git_in
from tests.properties.example_changes import days_in, plain_story

KEYS = re.compile(r",? ?keys: ?\[[^]]*\]|(?m:^ *keys:\n(?: *- .*\n)+)|(?m:^ *keys:.*\n)")


class Folder:
    """A movement without keys in a folder, and what it is found to be by a check that remembers or forgets."""

    def __init__(self, nst: Nst, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Write all of it."""
        self.nst, self.root, self.monkeypatch = nst, root, monkeypatch
        self.remembered = root.parent / "remembered"
        self.readings = self.checks = 0
        whole = read_standing_record

        def count_reading(*given: object) -> object:
            self.readings += 1
            return whole(*given)  # type: ignore[arg-type]

        monkeypatch.setattr(standing_record, "read_standing_record", count_reading)
        for path, text in plain_story().items():
            if ".person." not in path:
                self.write(path, KEYS.sub("", text))

    def write(self, path: str, text: str) -> None:
        """One file."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def check(self) -> str:
        """What is found, going on from last time; the same as from the beginning."""
        self.monkeypatch.setenv("XDG_CACHE_HOME", str(self.remembered))
        found = self.nst("check", "--format", "json", cwd=self.root)
        before = self.readings
        self.checks += 1
        self.monkeypatch.setenv("XDG_CACHE_HOME", str(self.root.parent / f"fresh-{self.checks}"))
        fresh = self.nst("check", "--format", "json", cwd=self.root)
        assert self.readings == before + 1
        self.readings = before
        assert (found.code, found.out) == (fresh.code, fresh.out)
        return found.out


@pytest.fixture
def folder(nst: Nst, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """The movement in a folder, checked once."""
    # changes of anything about a file count as well, and those cannot be set back
    monkeypatch.setattr("nstgov.store.folder_state._FRESH", -1)
    found = Folder(nst, tmp_path / "record", monkeypatch)
    found.check()
    assert found.readings == 1
    return found


def take_out(folder: Folder, path: str) -> str:
    """A file that is not there yet; the record is checked without it."""
    text = (folder.root / path).read_text()
    (folder.root / path).unlink()
    folder.check()
    folder.readings = 0
    return text


def latest_round() -> str:
    """The round that was held last in the story."""
    days = days_in(tuple(sorted(plain_story().items())))
    rounds = [path for path in days if "/rounds/" in path and path.startswith("proposals/")]
    return max(rounds, key=lambda path: (days[path], path))


def test_nothing_is_worked_out_again_where_nothing_changed(folder: Folder) -> None:
    """The verdict of last time holds, and nothing is read."""
    assert folder.check() == folder.check()
    assert folder.readings == 1


def test_an_added_record_is_judged_without_reading_all_others(folder: Folder) -> None:
    """What it brings comes to the verdict, and what it mends goes."""
    path = latest_round()
    text = take_out(folder, path)
    folder.write(path, text)
    folder.check()
    folder.write(path, text.replace("consent", "object", 1))
    assert '"C03"' in folder.check() or '"D02"' in folder.check()
    assert folder.readings == 0


def test_a_record_that_changed_or_went_is_judged_from_the_beginning(folder: Folder) -> None:
    """What had been there may have had a part in anything."""
    path = latest_round()
    folder.write(path, (folder.root / path).read_text().replace("version: 1", "version: 9"))
    assert '"error": 0' not in folder.check()
    (folder.root / path).unlink()
    folder.check()
    assert folder.readings == 3


@pytest.mark.parametrize("flips", [2, pytest.param(40, marks=pytest.mark.long)])
def test_a_damaged_memory_changes_no_verdict(folder: Folder, flips: int) -> None:
    """Whatever bytes are flipped in what was kept, the verdict is that of a check that kept nothing."""
    path = latest_round()
    text = take_out(folder, path)
    folder.write(path, text.replace("consent", "object", 1))
    folder.monkeypatch.setenv("XDG_CACHE_HOME", str(folder.remembered))
    place = find_cache_folder(folder.root)
    assert place is not None
    kept = place / "kept.sqlite"
    whole, chance = kept.read_bytes(), random.Random(7)  # noqa: S311 - for chance, not for secrets
    for _ in range(flips):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 40))):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        kept.write_bytes(data)
        folder.check()


@pytest.fixture
def landed(folder: Folder) -> Folder:
    """The movement with a key of somebody, all of it committed and checked once; the latest round is not there yet."""
    circle = "circles/three-bridges/mill-lane/circle.yml"
    key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJdD7y3aLq454yWBdwLWbieU1ebz9/cu7/QEXn9OIeZJ"
    text = (folder.root / circle).read_text()
    first = next(line for line in text.splitlines() if line.strip().endswith("}") and "name:" in line)
    folder.write(circle, text.replace(first, f"{first.rstrip()[:-1]}, keys: [{key}]}}"))
    (folder.root / latest_round()).unlink()
    git_in(folder.root, "init", "-q", "-b", "main")
    git_in(folder.root, "add", "-A")
    git_in(folder.root, "commit", "-q", "-m", "All of it")
    folder.check()
    folder.readings = 0
    return folder


def test_what_landed_since_is_gone_on_from_where_there_are_keys(landed: Folder) -> None:
    """Whose a key was when something landed depends on the history, and that goes on too."""
    landed.check()
    landed.write(latest_round(), plain_story()[latest_round()])
    landed.check()
    git_in(landed.root, "add", "-A")
    git_in(landed.root, "commit", "-q", "-m", "A round")
    landed.check()
    git_in(landed.root, "commit", "-q", "--allow-empty", "-m", "Nothing more")
    landed.check()
    assert landed.readings == 0


def test_another_history_is_looked_at_from_the_beginning_where_there_are_keys(landed: Folder) -> None:
    """The same files, landed in one commit of another chain; and one that had landed, was missing, and is back."""
    git_in(landed.root, "commit", "-q", "--amend", "-m", "All of it, told otherwise")
    landed.check()
    assert landed.readings == 1
    other = next(path for path in sorted(plain_story()) if "/rounds/" in path and path != latest_round())
    (landed.root / other).unlink()
    landed.check()
    landed.write(other, KEYS.sub("", plain_story()[other]))
    landed.check()
    assert landed.readings == 3


def test_a_draft_is_written_again_and_again_without_reading_all_others(folder: Folder) -> None:
    """Each time it is judged against the record without it; when it is taken away, that record is found again."""
    path = latest_round()
    text = take_out(folder, path)
    first = folder.check()
    for draft in (text, text.replace("consent", "object", 1), text, text + "# once more\n"):
        folder.write(path, draft)
        folder.check()
    (folder.root / path).unlink()
    assert folder.check() == first
    assert folder.readings == 0


def test_where_nothing_changed_no_rule_is_loaded(folder: Folder) -> None:
    """Most checks of a day find that nothing has changed, and to load what judges takes longer than that."""
    folder.monkeypatch.setenv("XDG_CACHE_HOME", str(folder.remembered))
    script = (
        "import sys; from nstgov.cli.program import run_command_line; "
        "code = run_command_line(['check']); sys.exit(code or 'nstgov.rules' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=folder.root, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr
