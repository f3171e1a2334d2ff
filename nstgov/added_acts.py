"""
What acts that are added to a record change in what is found in it.

What they can bear upon is judged with them and without them, as the judge of a change does: what is found with them
and not without them comes to the verdict, what is found only without them goes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import NamedTuple

from nstgov.change_check import is_part_enough, list_rules_asked
from nstgov.check import has_keys, judge_movement, with_signature_results
from nstgov.findings import Diagnostic, Verdict
from nstgov.records import NotRead
from nstgov.store.change_parts import yield_parts
from nstgov.store.comparison import Comparison
from nstgov.store.file_reading import ParsedFile
from nstgov.store.git import GitEntry
from nstgov.store.landing_changes import LandingChange
from nstgov.store.reading import read_movement
from nstgov.store.record_listing import CommitFiles, RecordListing
from nstgov.store.tree import StoredFile, Tree


class Difference(NamedTuple):
    """What is found with some files that is not found without them, and the other way round."""

    comes: Counter[Diagnostic]
    goes: Counter[Diagnostic]


def judge_added(
    verdict: Verdict, files: CommitFiles, added: Sequence[GitEntry], as_of: date, history: LandingChange | None = None
) -> Verdict | None:
    """
    A verdict on some files, with what is added to them; None where that reaches too far.

    Without a `history` nothing may depend on when records landed, so there may be no keys.
    """
    known: dict[StoredFile, ParsedFile] = {}
    for part in yield_parts(RecordListing(files, added, known), tuple, dict):
        found = find_difference(part, as_of, known, history)
        if found is not None:
            return extend_verdict(verdict, found, len(added))
    return None


def find_difference(
    part: Comparison,
    as_of: date,
    known: dict[StoredFile, ParsedFile],
    history: LandingChange | None = None,
    *,
    tells_lines: bool = True,
) -> Difference | None:
    """
    What the added files of a part change in what is found; None where the part is not enough to tell.

    `tells_lines` is whether findings tell the line on which they are.
    """
    judge = partial(_judge_side, part, as_of, known, history, tells_lines=tells_lines)
    try:
        before = judge(part.base, history and history.before)
        after = judge(part.merged, history and history.now)
    except NotRead:
        return None
    if before is None or after is None or before.not_judged != after.not_judged:
        return None
    comes = Counter(after.diagnostics) - Counter(before.diagnostics)
    goes = Counter(before.diagnostics) - Counter(after.diagnostics)
    return Difference(comes, goes) if is_part_enough(part, (*comes, *goes)) else None


def _judge_side(
    part: Comparison,
    as_of: date,
    known: dict[StoredFile, ParsedFile],
    history: LandingChange | None,
    tree: Tree,
    landed: Mapping[str, int] | None,
    *,
    tells_lines: bool,
) -> Verdict | None:
    """The verdict on one side of a part; None where it would depend on a history that is not looked at."""
    movement = read_movement(tree, known, unread=part.unread).with_context(landed=landed)
    movement = with_signature_results(movement, tree)
    if history is None and has_keys(movement):
        return None
    places = tree if tells_lines else Tree((), None)
    return judge_movement(movement, places, as_of, rules=list_rules_asked(part), unjudged=part.beside)


def extend_verdict(verdict: Verdict, found: Difference, added: int) -> Verdict | None:
    """A verdict with what comes by some files added, and without what goes; None where it never said what is to go."""
    said = Counter(verdict.diagnostics)
    if any(said[one] < count for one, count in found.goes.items()):
        return None
    now = (said - found.goes) + found.comes
    diagnostics = tuple(sorted(now.elements(), key=lambda one: one.sort_key))
    return replace(verdict, diagnostics=diagnostics, records=verdict.records + added)
