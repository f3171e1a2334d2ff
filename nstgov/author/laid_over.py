"""Files laid over a record and judged there, before anything is written: what would be wrong, and was not before."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from nstgov.author.safe_writer import write_new
from nstgov.change_check import keep_new
from nstgov.check import check_tree
from nstgov.findings import Diagnostic
from nstgov.store.tree import StoredFile, Tree


def find_new_errors(
    tree: Tree, files: Mapping[str, str], as_of: date, landed: Mapping[str, int] | None = None
) -> tuple[Diagnostic, ...]:
    """
    The errors that are there with these files (path to text) and were not without them.

    `landed` gives by path the place on main at which each file of the tree came to stand, where that is known.
    """
    added = (StoredFile(path, "file", text.encode()) for path, text in files.items() if path.endswith(".yml"))
    together = Tree(tuple(sorted((*tree.files, *added))), None)
    before = check_tree(tree, as_of, landed=landed)
    after = keep_new(check_tree(together, as_of, landed=landed), before)
    return tuple(one for one in after.diagnostics if one.severity == "error")


def write_all_or_none(root: Path, files: Mapping[str, str]) -> None:
    """
    Write new files, and take away again those of them that are written when one cannot be.

    Raises what `write_new` raises. A process that is killed midway leaves whole files only; the same import writes the
    others when it is started again.
    """
    written: list[str] = []
    try:
        for path, text in files.items():
            write_new(root, {path: text})
            written.append(path)
    except BaseException:
        for path in written:
            with contextlib.suppress(OSError):
                (root / path).unlink()
        raise
