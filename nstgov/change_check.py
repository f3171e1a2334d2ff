"""
From a change to what it adds to the findings: by as little of the record as it can bear upon, else by all of it (M13).

There is one judge: the same rules over fewer records (docs/adr/0044).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from functools import partial

from nstgov.check import has_keys, judge_movement, with_signature_results
from nstgov.findings import Diagnostic, Lane, Verdict
from nstgov.records import Bringer, Change, Movement, NotRead
from nstgov.rules import RULES, Rule, is_about_circles
from nstgov.store.comparison import Comparison
from nstgov.store.file_reading import ParsedFile
from nstgov.store.reading import read_movement
from nstgov.store.steps import StepWatcher, watch_silently
from nstgov.store.tree import StoredFile, Tree


def judge_parts(
    parts: Iterable[Comparison],
    lands_on: date,
    as_of: date,
    *,
    brought_by: Bringer | None = None,
    watch: StepWatcher = watch_silently,
    known: dict[StoredFile, ParsedFile] | None = None,
) -> Verdict | None:
    """The verdict on a change by the first part of the record that is enough for it; None where none of them is."""
    for part in parts:
        try:
            verdict = check_change(part, lands_on, as_of, brought_by=brought_by, watch=watch, known=known)
        except NotRead:
            continue
        if is_part_enough(part, verdict.diagnostics) and find_rewritten(verdict).issuperset(part.list_altered()):
            return verdict
    return None


def is_part_enough(part: Comparison, told: Collection[Diagnostic]) -> bool:
    """Whether what was found in a part of the record is what is found in all of it."""
    if all(one.code in _SAID_OF_ITSELF or _is_about_lateness(one) for one in told):
        return True
    return not part.unread and _AT_FAULT.isdisjoint(one.code for one in told)


def _is_about_lateness(one: Diagnostic) -> bool:
    """Whether it is asked why an act lands so long after its day; what that would change is an error."""
    return one.code == "H06" and one.severity == "warning"


_SAID_OF_ITSELF = frozenset(
    ["C03", "C05", "C07", "H01", "H02", "H05", "H07", "O02", "O03", "P02", "P03", "P04", "P08", "P09", "T06"]
)  # fmt: skip
"""
The rules about what an act itself says, on which nothing that stands far from it has any bearing; and about who brings
it, for which everybody is read who gave the name of that account.
"""
_AT_FAULT = frozenset(rule.code for rule in RULES if rule.family == "Y")
"""The rules about what cannot be read or names nothing: anything may rest on it, and their words name what is near."""


def check_change(
    found: Comparison,
    lands_on: date,
    as_of: date,
    lane: Lane = "change",
    *,
    brought_by: Bringer | None = None,
    watch: StepWatcher = watch_silently,
    known: dict[StoredFile, ParsedFile] | None = None,
) -> Verdict:
    """
    What a change adds to the findings: those that the merge result has and the base has not.

    `lands_on` is the day against which the days of its acts are held: the latest one anywhere on Earth; `brought_by`
    the account that brings the change, where the forge tells; `watch` sees how far it is.
    """
    known = {} if known is None else known
    before, after = _read_both(found, known, watch)
    after = after.with_context(change=Change(found.steps, before, lands_on, brought_by=brought_by))
    judge = partial(
        judge_movement, as_of=as_of, lane=lane, rules=list_rules_asked(found), watch=watch, unjudged=found.beside
    )
    verdict = replace(judge(after, found.merged), is_of_change=True)
    new = {step.path for step in found.steps if step.is_act and step.before is None}
    if all(one.place.file in new for one in verdict.diagnostics):
        return verdict
    if altered := find_rewritten(verdict):
        restored = as_landed(found, altered)
        as_it_was = read_movement(restored, known, unread=found.unread)
        as_it_was = as_it_was.with_context(change=after.change, landed=after.landed)
        verdict = _with_sorts(verdict, judge(as_it_was, restored), altered)
    return keep_new(verdict, judge(before, found.base))


def _read_both(found: Comparison, known: dict[StoredFile, ParsedFile], watch: StepWatcher) -> tuple[Movement, Movement]:
    """The movement before a change and after it, with when their records landed where keys are judged by that."""
    before = read_movement(found.base, known, watch, found.unread)
    after = read_movement(found.merged, known, watch, found.unread)
    if not found.unread and (has_keys(before) or has_keys(after)):
        landed = found.landing()
        before, after = before.with_context(landed=landed), after.with_context(landed=found.find_still_landed(landed))
    return with_signature_results(before, found.base), after


def find_rewritten(verdict: Verdict) -> set[str]:
    """The landed records of which it is found that a change rewrites or removes them."""
    return {one.place.file for one in verdict.diagnostics if one.code in _REWRITING and one.severity == "error"}


def _with_sorts(verdict: Verdict, as_it_was: Verdict, altered: Collection[str]) -> Verdict:
    """What is found with some files as they had landed, and of which sort a change makes them (Y09)."""
    sorts = [one for one in verdict.diagnostics if one.code == "Y09" and one.place.file in altered]
    found_all = sorted({*as_it_was.diagnostics, *sorts}, key=lambda one: one.sort_key)
    return replace(verdict, diagnostics=tuple(found_all), records=as_it_was.records)


def list_rules_asked(part: Comparison) -> tuple[Rule, ...]:
    """
    The rules that are asked of a part of the record: where circles were left unread, not those about circles.

    But where a circle asks for help, whether it does so in its time.
    """
    if not part.unread:
        return RULES
    landed = {file.path for file in part.base.files}
    has_asking = any(file.path.startswith("circles/") for file in part.merged.files if file.path not in landed)
    return tuple(rule for rule in RULES if not is_about_circles(rule) or (has_asking and rule.code == "A07"))


_REWRITING = ("H01", "H02")
"""The rules about landed records that are changed or removed: what else follows from that is silent."""


def as_landed(found: Comparison, altered: Collection[str]) -> Tree:
    """The merge result with some files as they had landed; a file that was only moved stands at its old place alone."""
    before = {file.path: file for file in found.base.files if file.path in altered}
    moved = {step.before.object_id for step in found.steps if step.path in altered and step.before}
    gone = {step.path for step in found.steps if step.before is None and step.after and step.after.object_id in moved}
    kept = {file.path: file for file in found.merged.files if file.path not in gone and file.path not in altered}
    return Tree(tuple(sorted({**kept, **before}.values())), found.merged.commit)


def keep_new(head: Verdict, base: Verdict) -> Verdict:
    """
    The findings that the head has and the base has not, each counted as often as it stands there.

    Lines may move and words may change: "three are missing" becomes "two are missing" when somebody mends a part. So
    where a place had findings of a rule already, as many as there were are known, whatever they say now; those that say
    the same come first. What a finding newly says of a worse kind (an error for a warning) is new.
    """
    words = Counter(_message_key(diagnostic) for diagnostic in base.diagnostics)
    spots = Counter(_position_key(diagnostic) for diagnostic in base.diagnostics)
    left = defaultdict[tuple[str, ...], list[Diagnostic]](list)
    for diagnostic in head.diagnostics:
        if words[_message_key(diagnostic)] > 0:
            words[_message_key(diagnostic)] -= 1
            spots[_position_key(diagnostic)] -= 1
        else:
            left[_position_key(diagnostic)].append(diagnostic)
    kept = (diagnostic for spot, found in left.items() for diagnostic in found[max(0, spots[spot]) :])
    return replace(head, diagnostics=tuple(sorted(kept, key=lambda d: d.sort_key)))


def _message_key(diagnostic: Diagnostic) -> tuple[str, ...]:
    return (*_position_key(diagnostic), diagnostic.message)


def _position_key(diagnostic: Diagnostic) -> tuple[str, ...]:
    """The place of a finding as a person would know it again: the file and the line as it reads."""
    return diagnostic.code, diagnostic.severity, diagnostic.place.file, diagnostic.source
