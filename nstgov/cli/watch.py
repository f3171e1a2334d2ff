"""The site while somebody edits the record: what changed is noticed, made anew, and shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import click

from nstgov.check import check_tree
from nstgov.cli.check import print_verdict
from nstgov.cli.errors import report_error
from nstgov.cli.folder_watch import watch_changes
from nstgov.findings import Diagnostic, Verdict
from nstgov.store.checkout import read_checkout


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
