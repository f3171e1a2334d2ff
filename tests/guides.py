"""What the hand-written pages show: the records in them, and the commands, which can be run for real."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from textwrap import dedent

from nstgov.author.new_movement import build_new_movement
from nstgov.publish.engine.source_pages import built_in_folders
from tests.record import ROOT

LATER = date(2026, 12, 1)
"""The day after the last act that the guides show."""
REPOSITORY_ID = "0f" * 16
_FENCE = r"^( *)```{}\n(.*?)^\1```$"
_RECORD = re.compile(_FENCE.format("yaml"), re.MULTILINE | re.DOTALL)
_CONSOLE = re.compile(_FENCE.format("console"), re.MULTILINE | re.DOTALL)
_RUN = """set -euo pipefail
nstgov() {
  case "$1" in check|status|next|care|audit|build) set -- "$@" $AS_OF;; esac
  "$PYTHON" -m nstgov "$@"
}
"""
"""Here `nstgov` is the one under test, and looks at the record on the day that AS_OF names."""


def pages() -> dict[str, str]:
    """Every hand-written page that each site has, by its place; translations, where there are any, are left out."""
    return {place: text for place, text in _all_pages() if place.count(".") == 1}


def translations() -> dict[str, str]:
    """The translations of the hand-written pages, by their place (`guides/meet.es.md`)."""
    return {place: text for place, text in _all_pages() if place.count(".") == 2}


def _all_pages() -> list[tuple[str, str]]:
    return sorted(
        ((Path(section) / file.relative_to(folder)).as_posix(), file.read_text(encoding="utf-8"))
        for section, folder in built_in_folders()
        for file in folder.rglob("*.md")
    )


def story() -> dict[str, str]:
    """A new movement, and in it all records that the guides show: path to text."""
    files = build_new_movement("Our valley", REPOSITORY_ID, date(2026, 3, 1))
    for text in pages().values():
        for _indent, block in _RECORD.findall(text):
            head, _, record = dedent(block).partition("\n")
            path = head.removeprefix("# ")
            assert files.get(path, record) == record, f"{path} is shown in two ways"
            files[path] = record
    return files


def commands(page: str) -> list[str]:
    """The commands that a page shows, in their order."""
    lines = [line for _, block in _CONSOLE.findall(pages()[page]) for line in _joined(dedent(block)).splitlines()]
    assert all(line.startswith("$ ") for line in lines)
    return [line.removeprefix("$ ") for line in lines]


def _joined(block: str) -> str:
    """A command that goes on after a backslash, on one line."""
    return re.sub(r" \\\n +", " ", block)


def said(shown: Iterable[str], folder: Path, words: Mapping[str, str], *, today: bool = False) -> dict[str, str]:
    """
    Run commands one after another in a folder, as one would type them; what each printed.

    `words` are put in place of those in capitals. Records are looked at on LATER, or `today`.
    """
    meant = re.compile(rf"\b({'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})\b")
    script = _RUN
    for command in shown:
        typed = meant.sub(lambda word: words[word[1]], command) if words else command
        script += f"printf '\\0%s\\0' {shlex.quote(command)}\n{typed}\n"
    as_of = {} if today else {"AS_OF": f"--as-of {LATER}"}
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=_surroundings() | {"AS_OF": ""} | as_of, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return dict(_pairs(done.stdout.split("\0")[1:]))


def _pairs(parts: list[str]) -> Iterator[tuple[str, str]]:
    return zip(parts[::2], parts[1::2], strict=True)


def _surroundings() -> dict[str, str]:
    """Nobody's own settings of git, and somebody's name for what is committed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_"))}
    who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in _WHO.items()}
    return kept | who | {
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "PYTHON": sys.executable, "PYTHONPATH": str(ROOT),
    }  # fmt: skip


_WHO = {"NAME": "A", "EMAIL": "a@example.org"}
