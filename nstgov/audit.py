"""
A whole history, judged: each commit on the main line as the change that it was, and the record at its tip (M13).

Whoever can push past the judge leaves commits that nobody judged when they landed. Here they are, one by one: by the
rules about changes, as if each had been proposed. Only few commits need everything on record before and after them;
which ones is seen at the tip, so that a long history is not read once for each commit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from nstgov.check import judge_movement, with_landings, with_signature_results
from nstgov.findings import Diagnostic, Verdict
from nstgov.lifecycle.history_scope import is_invented
from nstgov.lifecycle.reconsideration import DecisionGround, ground_of
from nstgov.records import Change, Circle, FileState, Movement, PathChange
from nstgov.rules import RULES
from nstgov.rules.history.act_days import GROUND_ACTS, DatedAct, find_dated_act
from nstgov.rules.history.landed_decisions import LandedDecisions, Made
from nstgov.rules.history.machinery import is_machinery
from nstgov.store.comparison import History
from nstgov.store.file_reading import ParsedFile
from nstgov.store.reading import read_movement
from nstgov.store.steps import StepWatcher, watch_silently
from nstgov.store.tree import StoredFile, Tree

OVER_A_HISTORY = ("H01", "H02", "H03", "H06")
"""The rules that judge what became of a record, and the day on which it landed, over all commits at once."""
OF_ONE_COMMIT = ("H04", "H05", "H06")
"""The rules that judge a commit by everything on record before and after it."""
_ADDED = FileState("100644", "")
_LEAST = 8
_MOST = 50_000
"""How often the record of another time is looked at in an audit: so often at least, and at most so many files of it."""


class AuditResult(NamedTuple):
    """The verdict on what the commits did, and on the record at the tip."""

    history: Verdict
    standing: Verdict

    @property
    def both(self) -> Verdict:
        """Both as one: each finding once."""
        found = {*self.history.diagnostics, *self.standing.diagnostics}
        not_judged = (*self.history.not_judged, *(one for one in self.standing.not_judged if one[0][0] != "H"))
        diagnostics = tuple(sorted(found, key=lambda d: d.sort_key))
        standing = self.standing
        return Verdict(diagnostics, standing.as_of, standing.records, tuple(dict.fromkeys(not_judged)))


def audit_history(
    found: History,
    as_of: date,
    latest: date,
    known: dict[StoredFile, ParsedFile] | None = None,
    watch: StepWatcher = watch_silently,
) -> AuditResult:
    """
    The verdicts on a history and on the record at its tip, as of a day.

    `latest` is the day that it is now where the day begins first: no commit landed after it, whatever it says. `known`
    are files that were read before; what is read here is added to it. `watch` sees how far it is.
    """
    known = {} if known is None else known
    movement = read_movement(found.tip, known, watch)
    standing = with_signature_results(with_landings(movement, lambda: found.landed), found.tip)
    over = _with_proof(movement, standing, found.landed)
    days = tuple(min(day, latest) for day in found.days)
    together = _judge_together(over, found, days, as_of)
    looks = max(_LEAST, _MOST // max(1, len(found.tip.files)))
    doubtful, left_from = ((), len(found.ids)) if is_invented(movement) else _find_doubtful(over, found, known, looks)
    judged = doubtful[:looks]
    left_from = min([left_from, *doubtful[looks : looks + 1]])
    if left_from < len(found.ids):
        together = _say_left(together, found.ids[left_from - 1], len(found.ids) - left_from)
    diagnostics = {*together.diagnostics}
    for place, verdict in _judge_commits(over, found._replace(days=days), known, judged):
        diagnostics.update(
            _name_commit(one, found.ids[place]) for one in verdict.diagnostics if one not in together.diagnostics
        )
    history = replace(together, diagnostics=tuple(sorted(diagnostics, key=lambda d: d.sort_key)))
    return AuditResult(history, judge_movement(standing, found.tip, as_of, watch=watch))


def _name_commit(found: Diagnostic, commit: str) -> Diagnostic:
    """A finding of one commit, with the commit and what can be done about what has landed."""
    short = commit[:12]
    help_ = f"It landed unjudged: look at it together (git show {short}), and set right by a new act what is wrong."
    return replace(found, message=f"{found.message}, in commit {short}", help=help_)


def _judge_together(movement: Movement, found: History, days: tuple[date, ...], as_of: date) -> Verdict:
    """What the commits altered, removed and lost, and the days on which their acts landed."""
    landing_days = {path: days[at] for path, at in found.landed.items() if at >= found.begins}
    change = Change(found.steps, movement, as_of, is_history=True, landing_days=landing_days)
    rules = (rule for rule in RULES if rule.code in OVER_A_HISTORY)
    changed = with_signature_results(movement.with_context(change=change), {})
    return judge_movement(changed, found.tip, as_of, "change", rules)


def _find_doubtful(
    movement: Movement, found: History, known: dict[StoredFile, ParsedFile], looks: int
) -> tuple[tuple[int, ...], int]:
    """
    The places of the commits that may hold what only one commit can be judged by, the oldest first.

    And the place from which on they could not be looked for, since that would have taken more looks than are allowed.
    """
    acts = list(_yield_dated_acts(movement, found))
    landed = LandedDecisions(movement, found.landed)
    search = _find_late_acts(_LateActSearch(movement, found, known, looks), landed, acts)
    outrun = {found.landed[made.file] for made in landed.list_outrun(acts)}
    doubtful = {*_find_mixed(found), *_find_second_ids(movement, found), *search.changing, *outrun}
    places = (place for place in doubtful if found.begins <= place < search.left_from)
    return tuple(sorted(places)), search.left_from


def _say_left(verdict: Verdict, commit: str, left: int) -> Verdict:
    """The verdict, which says how many commits were left for another audit, and how that is begun."""
    short = commit[:12]
    many = "1 commit" if left == 1 else f"{left:,} commits"
    reason = f"{many} after {short}, since acts were entered late in too many: nstgov audit --since {short}"
    return replace(verdict, not_judged=(*verdict.not_judged, ("H04 to H06", reason)))


def _judge_commits(
    movement: Movement, found: History, known: dict[StoredFile, ParsedFile], places: Iterable[int]
) -> Iterator[tuple[int, Verdict]]:
    """The verdict on each of some commits, with its place."""
    rules = tuple(rule for rule in RULES if rule.code in OF_ONE_COMMIT)
    for place in places:
        before = _read_up_to(found, place - 1, known)
        after = _read_up_to(found, place, known)
        steps = tuple(PathChange(path, None, _ADDED) for path in _list_touched(found, place))
        landed = {path: at for path, at in found.landed.items() if at < place}
        change = Change(steps, _with_proof(before, movement, landed), found.days[place])
        after = _with_proof(after.with_context(change=change), movement, landed)
        yield place, judge_movement(after, found.tip, found.days[place], "change", rules)


def _with_proof(part: Movement, whole: Movement, landed: Mapping[str, int]) -> Movement:
    """A part of the record with what is known of the signatures in the whole of it, and when it landed."""
    return with_signature_results(part.with_context(proven=whole.proven or {}, landed=landed), {})


def _read_up_to(found: History, place: int, known: dict[StoredFile, ParsedFile]) -> Movement:
    """What stands at the tip of all that had landed up to a place on the chain."""
    files = tuple(file for file in found.tip.files if _is_landed_by(found, file.path, place))
    return read_movement(Tree(files, found.tip.commit), known)


def _is_landed_by(found: History, path: str, place: int) -> bool:
    return found.landed.get(path, place + 1) <= place


def _list_touched(found: History, place: int) -> list[str]:
    added = [path for path, at in found.landed.items() if at == place]
    return sorted([*added, *found.others.get(place, ())])


def _find_mixed(found: History) -> Iterator[int]:
    """The commits that touch acts and machinery both, after the one with which the record began."""
    with_acts = set(found.landed.values())
    began = min(with_acts, default=0)
    for place, paths in found.others.items():
        if place > began and place in with_acts and any(map(is_machinery, paths)):
            yield place


def _find_second_ids(movement: Movement, found: History) -> Iterator[int]:
    """The commits that bring an id which stands for something already."""
    files: dict[tuple[str, str], set[str]] = defaultdict(set)
    for person in movement.introduced:
        files["person", person.id].add(person.introduced.file)
    for circle in movement.find_all(Circle):
        files["circle", circle.circle].add(circle.file)
    for id_, decided in movement.decisions.items():
        if decided.election and id_ in movement.proposals:
            files["decision", id_].add(decided.election.file)
            files["decision", id_] |= {version.file for version in movement.proposals[id_].versions.values()}
    for together in files.values():
        if len(together) > 1:
            yield from sorted({found.landed[path] for path in together if path in found.landed})[1:]


def _find_late_acts(search: _LateActSearch, landed: LandedDecisions, acts: list[DatedAct]) -> _LateActSearch:
    """Look for the acts that changed what a decision rested on which had landed before them."""
    late = [act for act in acts if search.is_judged(act) and landed.list_before(act)]
    made = {one.file: one for act in late for one in landed.list_before(act)}
    search.search_among(late, list(made.values()))
    return search


def _yield_dated_acts(movement: Movement, found: History) -> Iterator[DatedAct]:
    for path in found.landed:
        act = find_dated_act(movement, path)
        if act is not None and isinstance(act.record, GROUND_ACTS):
            yield act


class _LateActSearch:
    """
    Looks for the late acts that changed something, by leaving away those after a commit, ever fewer of them.

    Where leaving away all of them changes nothing, none did; so it takes a few looks for each one that did. `changing`
    are the places of those; from `left_from` on nothing is known, for want of further looks.
    """

    def __init__(self, movement: Movement, found: History, known: dict[StoredFile, ParsedFile], looks: int) -> None:
        self.found = found
        self.late: dict[int, list[DatedAct]] = defaultdict(list)
        self.places: list[int] = []
        self.changing: list[int] = []
        self.left_from = len(found.ids)
        self._looks = looks
        self._known = known
        self._whole = movement
        self._grounds: dict[tuple[int, str], DecisionGround | None] = {}

    def is_judged(self, act: DatedAct) -> bool:
        """Whether an act landed in the part of the history that is judged."""
        return self.found.landed[act.record.file] >= self.found.begins

    def search_among(self, late: list[DatedAct], made: list[Made]) -> None:
        """Look among acts that landed late for those that changed what some decisions rest on."""
        for act in late:
            self.late[self.found.landed[act.record.file]].append(act)
        self.places = sorted(self.late)
        self.find_changes(0, len(self.places), made)

    def find_changes(self, low: int, high: int, made: list[Made]) -> None:
        """Find where what some decisions rest on became other, from one place to another, by their numbers."""
        if not made or self.left_from < len(self.found.ids):
            return
        if self._looks < 0:
            self.left_from = self.places[low]
            return
        changed = self._select_changed(low, high, made)
        if changed and high - low == 1:
            place = self.places[low]
            if any(self._landed_before(one, place) for one in changed):
                self.changing.append(place)
        elif changed:
            middle = (low + high) // 2
            self.find_changes(low, middle, changed)
            self.find_changes(middle, high, changed)

    def _landed_before(self, made: Made, place: int) -> bool:
        return self.found.landed[made.file] < place and any(made.day >= act.day for act in self.late[place])

    def _select_changed(self, low: int, high: int, made: list[Made]) -> list[Made]:
        last = self.places[high - 1]
        before = [one for one in made if self.found.landed[one.file] < last]
        self._look_at(low, before)
        self._look_at(high, before)
        return [one for one in before if self._grounds[low, one.file] != self._grounds[high, one.file]]

    def _look_at(self, count: int, made: list[Made]) -> None:
        """What decisions rest on with only so many of the commits that hold late acts."""
        unknown = [one for one in made if (count, one.file) not in self._grounds]
        if not unknown:
            return
        gone = {act.record.file for place in self.places[count:] for act in self.late[place]}
        files = tuple(file for file in self.found.tip.files if file.path not in gone)
        part = self._whole
        self._looks -= 1
        if gone:
            part = _with_proof(read_movement(Tree(files, None), self._known), part, self.found.landed)
        for one in unknown:
            self._grounds[count, one.file] = None if one.file in gone else ground_of(part, one)
        if gone:
            part.derived.clear()  # answers know of their movement, and so would keep it
