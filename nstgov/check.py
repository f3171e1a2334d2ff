"""From a tree to the verdict: every rule over everything on record, each finding turned to its line and column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from nstgov.findings import Diagnostic, Finding, Lane, Place, Verdict
from nstgov.lifecycle.proofs import is_checked
from nstgov.proof import is_possible, proven_in
from nstgov.records import Movement, Signature, Where
from nstgov.rules import RULES, Rule
from nstgov.store.places import PlaceFinder
from nstgov.store.reading import movement_of
from nstgov.store.tree import Tree


def check(tree: Tree, as_of: date, lane: Lane = "change", rules: Iterable[Rule] = RULES) -> Verdict:
    """
    The verdict on a tree as of a day: all findings of the rules of one lane, in order.

    The change lane depends on the dates in the records only (M13: the same verdict for everyone).
    """
    return judged(movement_in(tree), tree, as_of, lane, rules)


def movement_in(tree: Tree) -> Movement:
    """Everything on record in a tree, with what its signatures prove."""
    return proven(movement_of(tree), tree)


def proven(movement: Movement, tree: Tree) -> Movement:
    """The movement that was read from a tree, with its signatures checked; without any nothing is loaded for it."""
    if movement.proven is not None or not any(movement.all(Signature)) or not is_possible():
        return movement
    return movement.knowing(proven=proven_in(movement, {file.path: file.data for file in tree.files}))


def judged(
    movement: Movement, tree: Tree, as_of: date, lane: Lane = "change", rules: Iterable[Rule] = RULES
) -> Verdict:
    """The verdict on a movement that was read from the tree."""
    movement = proven(movement, tree)
    places = PlaceFinder(tree)
    found = (
        _diagnostic(rule, finding, places) for rule in rules if rule.lane == lane for finding in rule(movement, as_of)
    )
    return Verdict(
        tuple(sorted(set(found), key=lambda d: d.order)), as_of, len(movement.records), _not_judged(movement, lane)
    )


def _not_judged(movement: Movement, lane: Lane) -> tuple[tuple[str, str], ...]:
    """The rules that could not be judged here, each with the reason."""
    if lane == "change" and not is_checked(movement):
        return (("T01 to T05", "signatures need one more package: pip install cryptography"),)
    return ()


def within(verdict: Verdict, paths: Iterable[str]) -> Verdict:
    """The verdict with only the findings in some files or folders, by their paths from the root."""
    wanted = tuple(path.rstrip("/") for path in paths)
    if not wanted or "." in wanted:
        return verdict
    kept = (
        d for d in verdict.diagnostics if any(d.place.file == p or d.place.file.startswith(f"{p}/") for p in wanted)
    )
    return Verdict(tuple(kept), verdict.as_of, verdict.records, verdict.not_judged)


def new_in(head: Verdict, base: Verdict) -> Verdict:
    """The findings that the head has and the base has not; lines may have moved, so messages are compared."""
    known = {_identity(diagnostic) for diagnostic in base.diagnostics}
    kept = tuple(d for d in head.diagnostics if _identity(d) not in known)
    return Verdict(kept, head.as_of, head.records, head.not_judged)


def _identity(diagnostic: Diagnostic) -> tuple[str, str, str, str]:
    return diagnostic.code, diagnostic.place.file, diagnostic.message, diagnostic.source


def _diagnostic(rule: Rule, finding: Finding, places: PlaceFinder) -> Diagnostic:
    place_of = places.of_key if finding.at_key else places.of
    line, column = finding.place or place_of(finding.at)
    file = finding.at.file
    return Diagnostic(
        code=rule.code,
        name=rule.name,
        severity=finding.severity or rule.severity,
        lane=rule.lane,
        place=Place(file, line, column),
        message=finding.message,
        help=finding.help,
        related=tuple(_related(finding.related, places)),
        source=places.line(file, line),
    )


def _related(wheres: Iterable[Where], places: PlaceFinder) -> Iterator[Place]:
    for where in wheres:
        yield Place(where.file, *places.of(where))
