"""From a tree to the verdict: every rule over everything on record, each finding turned to its line and column."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from nstgov.findings import Diagnostic, Finding, Lane, Position, Verdict
from nstgov.lifecycle.act_proofs import count_own_acts
from nstgov.lifecycle.bringing import are_members_asked
from nstgov.lifecycle.history_scope import find_judged_change, is_invented
from nstgov.lifecycle.keys import keys_held
from nstgov.lifecycle.proofs import are_signatures_checked
from nstgov.proof import is_possible, verify_all
from nstgov.records import Bringer, Change, Confirmation, Movement, NotRead, Signature, Where, is_act_path
from nstgov.rules import RULES, Rule, is_about_circles
from nstgov.store.change_parts import compare_parts
from nstgov.store.comparison import Comparison, compare_with_base
from nstgov.store.file_reading import ParsedFile
from nstgov.store.positions import PositionFinder
from nstgov.store.reading import read_movement
from nstgov.store.steps import StepWatcher, watch_silently
from nstgov.store.tree import StoredFile, Tree


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


def judge_change(
    repository: Path,
    revisions: tuple[str, str],
    lands_on: date,
    as_of: date,
    lane: Lane = "change",
    *,
    brought_by: Bringer | None = None,
    watch: StepWatcher = watch_silently,
) -> Verdict:
    """
    What a change adds to the findings, as `check_change` tells, of two `revisions` of a repository: base and head.

    Only what the change can bear upon is read, where that can be told. Raises GitError and MissingRecord.
    """
    if lane == "change":
        known: dict[StoredFile, ParsedFile] = {}
        parts = compare_parts(repository, revisions, known, brought_by)
        verdict = judge_parts(parts, lands_on, as_of, brought_by=brought_by, watch=watch, known=known)
        if verdict is not None:
            return verdict
    found = compare_with_base(repository, *revisions)
    return check_change(found, lands_on, as_of, lane, brought_by=brought_by, watch=watch)


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
        rewritten = {one.place.file for one in verdict.diagnostics if one.code in REWRITING and one.severity == "error"}
        if is_part_enough(part, verdict.diagnostics) and rewritten.issuperset(part.list_altered()):
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


_SAID_OF_ITSELF = frozenset(["C03", "C05", "C07", "H01", "H02", "H05", "O02", "O03", "P02", "P03", "P04", "P08", "P09"])
"""The rules about what an act itself says, on which nothing that stands far from it has any bearing."""
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
    before = read_movement(found.base, known, watch, found.unread)
    after = read_movement(found.merged, known, watch, found.unread)
    if not found.unread and (has_keys(before) or has_keys(after)):
        landed = found.landing()
        before, after = before.with_context(landed=landed), after.with_context(landed=found.find_still_landed(landed))
    before = with_signature_results(before, found.base)
    after = after.with_context(change=Change(found.steps, before, lands_on, brought_by=brought_by))
    new = {step.path for step in found.steps if step.is_act and step.before is None}
    rules = list_rules_asked(found)
    verdict = judge_movement(after, found.merged, as_of, lane, rules, watch=watch, unjudged=found.beside)
    if all(one.place.file in new for one in verdict.diagnostics):
        return verdict
    altered = {d.place.file for d in verdict.diagnostics if d.code in REWRITING and d.severity == "error"}
    if altered:
        restored = as_landed(found, altered)
        after = read_movement(restored, known).with_context(change=after.change, landed=after.landed)
        sorts = [d for d in verdict.diagnostics if d.code == "Y09" and d.place.file in altered]
        verdict = judge_movement(after, restored, as_of, lane)
        found_all = sorted({*verdict.diagnostics, *sorts}, key=lambda d: d.sort_key)
        verdict = replace(verdict, diagnostics=tuple(found_all))
    known_before = judge_movement(before, found.base, as_of, lane, rules, watch=watch, unjudged=found.beside)
    return keep_new(verdict, known_before)


def list_rules_asked(part: Comparison) -> tuple[Rule, ...]:
    """
    The rules that are asked of a part of the record: where circles were left unread, not those about circles.

    But where a circle asks for help, whether it does so in its time.
    """
    landed = {file.path for file in part.base.files}
    is_asked = any(file.path.startswith("circles/") for file in part.merged.files if file.path not in landed)
    return tuple(
        rule for rule in RULES if not part.unread or not is_about_circles(rule) or (is_asked and rule.code == "A07")
    )


REWRITING = ("H01", "H02")
"""The rules about landed records that are changed or removed: what else follows from that is silent."""


def as_landed(found: Comparison, altered: Collection[str]) -> Tree:
    """The merge result with some files as they had landed; a file that was only moved stands at its old place alone."""
    before = {file.path: file for file in found.base.files if file.path in altered}
    moved = {step.before.object_id for step in found.steps if step.path in altered and step.before}
    gone = {step.path for step in found.steps if step.before is None and step.after and step.after.object_id in moved}
    kept = {file.path: file for file in found.merged.files if file.path not in gone and file.path not in altered}
    return Tree(tuple(sorted({**kept, **before}.values())), found.merged.commit)


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
        keys_held(movement)
        or any(movement.find_all(Signature))
        or any(movement.find_all(Confirmation))
        or any(edition.registrars for edition in editions)
    )


def read_proven_movement(tree: Tree) -> Movement:
    """Everything on record in a tree, with what its signatures prove."""
    return with_signature_results(read_movement(tree), tree)


def with_signature_results(movement: Movement, read_from: Tree | Mapping[str, bytes]) -> Movement:
    """
    The movement with its signatures checked over the files it was read from, and what does not count left out.

    Without any signature nothing is loaded.
    """
    if movement.proven is None and any(movement.find_all(Signature)) and is_possible():
        contents = {file.path: file.data for file in read_from.files} if isinstance(read_from, Tree) else read_from
        movement = movement.with_context(proven=verify_all(movement, contents))
    return count_own_acts(movement)


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
OVER_A_CHANGE = "H01 to H06"
"""The rules about what a change does."""
AGAINST_A_BASE = OVER_A_CHANGE, f"{OVER_A_CHANGE}, T03"
"""The rules that need what a change is held against, where it is known when each record landed, and where it is not."""


def naming_base(verdict: Verdict, base: str | None) -> Verdict:
    """The verdict with the command by which the rules that need a base are judged; silent about them without one."""
    command = f"they need a base: nstgov check --base {base} --head HEAD"
    reasons = [(codes, command if codes in AGAINST_A_BASE else reason) for codes, reason in verdict.not_judged]
    kept = [one for one in reasons if base is not None or one[0] not in AGAINST_A_BASE]
    return replace(verdict, not_judged=tuple(kept))


def filter_by_path(verdict: Verdict, paths: Iterable[str]) -> Verdict:
    """The verdict with only the findings in some files or folders, by their paths from the root."""
    wanted = tuple(path.rstrip("/") for path in paths)
    if not wanted or "." in wanted:
        return verdict
    kept = (
        d for d in verdict.diagnostics if any(d.place.file == p or d.place.file.startswith(f"{p}/") for p in wanted)
    )
    return Verdict(tuple(kept), verdict.as_of, verdict.records, verdict.not_judged)


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
    return Verdict(tuple(sorted(kept, key=lambda d: d.sort_key)), head.as_of, head.records, head.not_judged)


def _message_key(diagnostic: Diagnostic) -> tuple[str, ...]:
    return (*_position_key(diagnostic), diagnostic.message)


def _position_key(diagnostic: Diagnostic) -> tuple[str, ...]:
    """The place of a finding as a person would know it again: the file and the line as it reads."""
    return diagnostic.code, diagnostic.severity, diagnostic.place.file, diagnostic.source


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
