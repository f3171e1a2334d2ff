"""The movements that are measured, each made once in a run: as files, as a history, as a clone to work in."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from benchmarks import realistic
from benchmarks.generated_records import write_movement

PLAIN_DAY = "2026-06-01"


class Worlds:
    """Movements of any size below a folder: realistic ones, or with `is_plain` clean records of a few shapes."""

    def __init__(self, place: Path, seed: int = 1, *, is_plain: bool = False, has_region: bool = True) -> None:
        """Begin with nothing made, or with what an earlier run left in the folder."""
        self.place, self.seed, self.is_plain, self.has_region = place, seed, is_plain, has_region
        self.day = PLAIN_DAY if is_plain else realistic.LAST_DAY.isoformat()
        self._counts: dict[int, int] = {}

    def make_movement(self, records: int) -> Path:
        """The files of a movement of about so many records, without a history."""
        folder = self._name_place("movement", records)
        if not folder.exists():
            _say(f"writing {records:,} records")
            half = folder.with_name(f"{folder.name}.half")
            shutil.rmtree(half, ignore_errors=True)
            write_movement(records, half) if self.is_plain else realistic.write_realistic(
                half, records, self.seed, has_region=self.has_region
            )
            half.rename(folder)
        return folder

    def count_files(self, records: int) -> int:
        """How many files that movement has."""
        if records not in self._counts:
            folder = self.make_movement(records)
            self._counts[records] = sum(len(files) for _, _, files in os.walk(folder))
        return self._counts[records]

    def make_history(self, records: int) -> Path:
        """A bare repository with the history of that movement on `main`, and one record more on `change`."""
        bare = self._name_place("history", records).with_suffix(".git")
        if not bare.exists():
            folder = self.make_movement(records)
            half = bare.with_name(f"{bare.stem}.half")
            shutil.rmtree(half, ignore_errors=True)
            began = time.perf_counter()
            commits = realistic.commit_history(folder, bare=half)
            path, data = self.write_change(records)
            _add_branch(half, path, data)
            _say(f"{commits:,} commits made in {time.perf_counter() - began:.0f} s")
            half.rename(bare)
        return bare

    def make_clone(self, records: int) -> Path:
        """A folder to work in, with that history."""
        clone = self._name_place("clone", records)
        if not clone.exists():
            subprocess.run(["git", "clone", "-q", "--shared", self.make_history(records), clone], check=True)
        return clone

    def write_change(self, records: int, turn: int = 0) -> tuple[str, bytes]:
        """One record more: a circle on the lowest level asks for help. Its path and its bytes."""
        circle = find_friend_circle(self.make_movement(records))
        text = circle.read_text(encoding="utf-8")
        writer = re.findall(r"(?m)^entered_by: (.*)$", text)[-1]
        path = circle.relative_to(self.make_movement(records)).with_name(f"{self.day}.asks.yml").as_posix()
        return path, f"for: A long ladder, for {turn + 1} afternoons.\nentered_by: {writer}\n".encode()

    def _name_place(self, kind: str, records: int) -> Path:
        self.place.mkdir(parents=True, exist_ok=True)
        sort = "plain" if self.is_plain else f"realistic-{self.seed}{'' if self.has_region else '-alone'}"
        return self.place / f"{kind}-{sort}-{records}"


def find_friend_circle(folder: Path) -> Path:
    """The first circle on the lowest level, as files are walked in order."""
    for file in sorted(folder.glob("circles/**/circle.yml")):
        if "\nlevel: friend\n" in (text := file.read_text(encoding="utf-8")) and text.count(": consent") > 5:
            return file
    raise SystemExit(f"no circle of friends lies in {folder}")


def _add_branch(bare: Path, path: str, data: bytes) -> None:
    stream = (
        b"commit refs/heads/change\ncommitter A secretary <secretary@example.org> 1782864000 +0000\ndata 1\nx\n"
        b"from refs/heads/main^0\nM 100644 inline %b\ndata %d\n%b\n" % (path.encode(), len(data), data)
    )
    subprocess.run(["git", "-C", bare, "fast-import", "--quiet"], input=stream, check=True)


def _say(words: str) -> None:
    print(f"  ({words})", file=sys.stderr, flush=True)
