"""From a tree to the verdict: every rule over everything on record, each finding turned to its line and column."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from nstgov.findings import AGAINST_A_BASE, OVER_A_CHANGE, Diagnostic, Finding, Lane, Position, Verdict
from nstgov.lifecycle.act_proofs import count_own_acts
from nstgov.lifecycle.bringing import are_members_asked
from nstgov.lifecycle.history_scope import find_judged_change, is_invented
from nstgov.lifecycle.keys import keys_held
from nstgov.lifecycle.proofs import are_signatures_checked
from nstgov.records import Change, Confirmation, Movement, Signature, Where, is_act_path
from nstgov.rules import RULES, Rule
from nstgov.store.positions import PositionFinder
from nstgov.store.reading import read_movement
from nstgov.store.steps import StepWatcher, watch_silently
from nstgov.store.tree import Tree


def check_tree(
    tree: Tree,
    as_of: date,
    lane: Lane = "change",
    rules: Iterable[Rule] = RULES,
    landed: Mapping[str, int] | None = None,
) -> Verdict:
    """
    The verdict on a tree as of a day: all findings of the rules of one lane, in order.

    The change lane depends on the dates in the records only (M13: the same verdict for everyone), and, where it is
    known, on the place at which each record `landed`.
    """
    movement = with_landings(read_movement(tree), lambda: landed)
    return judge_movement(with_signature_results(movement, tree), tree, as_of, lane, rules)


def with_landings(movement: Movement, find_places: Callable[[], Mapping[str, int] | None]) -> Movement:
    """
    The movement with the place on main at which each record landed, looked up only where keys are judged by it.

    Signatures are looked at afterwards. The history of an invented movement is nobody's, and its keys are judged by the
    days in its story.
    """
    if movement.landed is not None or is_invented(movement) or not has_keys(movement):
        return movement
    return movement.with_context(landed=find_places())


def has_keys(movement: Movement) -> bool:
    """Whether there is any key, signature or confirmation, which are judged by when they landed."""
    editions = movement.ground_rules.values()
    return bool(
        any(movement.find_all(Signature))
        or any(movement.find_all(Confirmation))
        or any(edition.registrars for edition in editions)
        or keys_held(movement)
    )


def read_proven_movement(tree: Tree) -> Movement:
    """Everything on record in a tree, with what its signatures prove."""
    return with_signature_results(read_movement(tree), tree)


def with_signature_results(
    movement: Movement,
    read_from: Tree | Mapping[str, bytes],
    count: Callable[[Movement], Movement] = count_own_acts,
) -> Movement:
    """
    The movement with its signatures checked over the files it was read from, and what does not count left out.

    Without any signature nothing is loaded. `count` leaves out what does not count, as `count_own_acts` does.
    """
    if movement.proven is None and any(movement.find_all(Signature)):
        from nstgov.proof import is_possible, verify_all

        contents = {file.path: file.data for file in read_from.files} if isinstance(read_from, Tree) else read_from
        movement = movement.with_context(proven=verify_all(movement, contents)) if is_possible() else movement
    return count(movement)


def judge_movement(
    movement: Movement,
    tree: Tree,
    as_of: date,
    lane: Lane = "change",
    rules: Iterable[Rule] = RULES,
    *,
    watch: StepWatcher = watch_silently,
    unjudged: Collection[str] = (),
) -> Verdict:
    """
    The verdict on a movement that was read from the tree; `watch` sees which rule is looked at.

    Of the paths `unjudged` no findings are told: they are there for what follows from them.
    """
    movement = with_signature_results(movement, tree)
    places = PositionFinder(tree)
    stays = landed_files(movement) if lane == "change" else frozenset()
    # file by file, so that each is read for its lines once, however many rules speak of it
    judged = [rule for rule in rules if rule.lane == lane]
    told = [(rule, finding) for rule in watch("Looking at each rule", judged) for finding in rule(movement, as_of)]
    found = {
        _make_diagnostic(rule, _as_it_stays(rule, finding, stays), places)
        for rule, finding in sorted(told, key=lambda one: one[1].at.file)
        if finding.at.file not in unjudged
    }
    return Verdict(
        tuple(sorted(found, key=lambda d: d.sort_key)),
        as_of,
        len(movement.records),
        _list_not_judged(movement, lane),
    )


def landed_files(movement: Movement) -> frozenset[str]:
    """The records that had landed before the change that is judged, and that nobody rewrites; none without a change."""
    change = find_judged_change(movement)
    if change is None or change.is_history:
        return frozenset()
    return frozenset(path for path in change.before.records if is_act_path(path))


ANSWERED_BESIDE = ("D11", "D12")
"""The rules whose next step is a new record in any case."""


def _as_it_stays(rule: Rule, finding: Finding, stays: Collection[str]) -> Finding:
    """A finding whose help does not ask for a landed record to be written otherwise."""
    if rule.family == "H" or rule.code in ANSWERED_BESIDE or finding.at.file not in stays:
        return finding
    help_ = "This record has landed and stays as it is: look at what this change adds, and on which day."
    return replace(finding, help=help_)


def _list_not_judged(movement: Movement, lane: Lane) -> tuple[tuple[str, str], ...]:
    """The rules that could not be judged here, each with the reason."""
    found = []
    if lane == "change" and not are_signatures_checked(movement):
        found.append(("T01 to T05", "signatures need one more package: pip install cryptography"))
    if lane == "change" and movement.change is None:
        found.append((AGAINST_A_BASE[movement.landed is None], "they need a base"))
    elif movement.change is not None and find_judged_change(movement) is None:
        found.append((OVER_A_CHANGE, "this is an invented movement, and the history rules do not hold it"))
    elif movement.change is not None and _is_bringer_unknown(movement, movement.change):
        found.append(("T06", "it is not told by whose account this was brought: --brought-by"))
    if lane == "change" and movement.regions and movement.sightings is None:
        found.append((OF_REGIONS, "they need the repositories of the regions: nstgov federate check"))
    return tuple(found)


def _is_bringer_unknown(movement: Movement, change: Change) -> bool:
    """Whether the ground rules ask who brings a change, and nobody says."""
    return not change.is_history and change.brought_by is None and are_members_asked(movement, change)


OF_REGIONS = "F11 to F19"
"""The rules about what is found in the repositories of regions."""


def _make_diagnostic(rule: Rule, finding: Finding, places: PositionFinder) -> Diagnostic:
    place_of = places.find_key_position if finding.at_key else places.find_position
    line, column = finding.place or place_of(finding.at)
    file = finding.at.file
    return Diagnostic(
        code=rule.code,
        name=rule.name,
        severity=finding.severity or rule.severity,
        lane=rule.lane,
        place=Position(file, line, column),
        message=finding.message,
        help=finding.help,
        related=tuple(_yield_related(finding.related, places)),
        source=places.read_line(file, line),
    )


def _yield_related(wheres: Iterable[Where], places: PositionFinder) -> Iterator[Position]:
    for where in wheres:
        yield Position(where.file, *places.find_position(where))
