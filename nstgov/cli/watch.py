"""The site while somebody edits the record: what changed is noticed, made anew, and shown."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import click

from nstgov.check import check_tree
from nstgov.cli.check import print_verdict
from nstgov.cli.errors import report_error
from nstgov.findings import Diagnostic, Verdict
from nstgov.store.checkout import read_checkout

WATCHED = ("circles", "proposals", "decisions", "ground-rules", "site", "mkdocs.yml", "nstgov.yml")
"""What a site is made from, in the movement's folder."""
PAUSE = 0.3
"""Seconds between two looks at the least; a look that takes long is followed by a longer pause."""
SHARE = 10
"""A look may take one part in so many of the time."""

State = frozenset[tuple[str, int, int]]


def read_state(root: Path) -> State:
    """Every watched file with its size and the time it was written; links are not followed."""
    return frozenset(entry for name in WATCHED for entry in _yield_states(f"{root}/{name}"))


def _yield_states(path: str) -> Iterator[tuple[str, int, int]]:
    try:
        if os.path.isdir(path) and not os.path.islink(path):
            for name in sorted(os.listdir(path)):
                yield from _yield_states(f"{path}/{name}")
        else:
            seen = os.lstat(path)
            yield path, seen.st_mtime_ns, seen.st_size
    except OSError:
        return


def watch_changes(root: Path, pause: float = PAUSE) -> Iterator[None]:
    """Once for every change in the watched files, when no more are coming; never ends by itself."""
    known = read_state(root)
    while True:
        time.sleep(pause)
        began = time.monotonic()
        now = read_state(root)
        if now == known:
            time.sleep((time.monotonic() - began) * SHARE)
            continue
        known = _wait_until_settled(root, now, pause)
        yield


def _wait_until_settled(root: Path, seen: State, pause: float) -> State:
    """The state once it stays the same: an editor may write several files, and each in steps."""
    while True:
        time.sleep(pause)
        now = read_state(root)
        if now == seen:
            return now
        seen = now


class RebuildCondition:
    """Decides after each change whether the site is made anew; it stays as it was while a record cannot be read."""

    def __init__(self, root: Path, as_of: date) -> None:
        self.root = root
        self.as_of = as_of
        self.known = frozenset(_find_unreadable(self._check_folder()))

    def _check_folder(self) -> Verdict:
        return check_tree(read_checkout(self.root), self.as_of)

    def is_good(self) -> bool:
        """Whether everything that could be read can still be; what cannot is shown with its place and the next step."""
        verdict = self._check_folder()
        broken = tuple(d for d in _find_unreadable(verdict) if d not in self.known)
        if broken:
            print_verdict(Verdict(broken, verdict.as_of, verdict.records, verdict.not_judged), "text")
            click.echo("The site stays as it was until this can be read.")
            return False
        self.known = frozenset(_find_unreadable(verdict))
        return True


def _find_unreadable(verdict: Verdict) -> Iterator[Diagnostic]:
    return (d for d in verdict.diagnostics if d.code.startswith("Y") and d.severity == "error")


def rebuild_on_change(root: Path, as_of: date, rebuild: Callable[[], bool], tell: Callable[[], None]) -> None:
    """Make the site anew after each change, and tell open pages; no trouble ends it, only Ctrl+C does."""
    standing = RebuildCondition(root, as_of)
    for _ in watch_changes(root):
        try:
            if standing.is_good() and rebuild():
                tell()
        except Exception as trouble:  # noqa: BLE001 - whatever goes wrong while editing, the next change may mend
            report_error(trouble)
