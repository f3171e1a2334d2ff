"""What the check says of records that are not written yet, laid over everything on record (M16)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import partial
from typing import Literal, NamedTuple

from nstgov.author.letterbox import Letter
from nstgov.change_check import keep_new
from nstgov.check import check_tree
from nstgov.findings import Diagnostic, Verdict
from nstgov.records import Movement
from nstgov.store.tree import StoredFile, Tree

ReadRecord = Callable[[], tuple[Tree, Movement]]
"""Reads everything that stands in the folder now."""
Place = Literal["free", "the same is there", "another is there"]


class Judgement(NamedTuple):
    """What the check newly finds, and by path whether each file's place is free."""

    findings: tuple[Diagnostic, ...]
    places: dict[str, Place]

    @property
    def is_sound(self) -> bool:
        """Whether nothing stands in the way of writing: no new error, and every place is free."""
        return self.are_rules_kept and all(place == "free" for place in self.places.values())

    @property
    def are_rules_kept(self) -> bool:
        """Whether no error is there that was not there before."""
        return not any(one.severity == "error" for one in self.findings)


class DraftJudge:
    """Judges records that are not written yet; what stands already is judged once, until it changes."""

    def __init__(self, read_record: ReadRecord, today: Callable[[], date]) -> None:
        """`today` is the day as of which is judged."""
        self._read_record, self._today = read_record, today
        self._known: tuple[Tree, date, Verdict] | None = None

    def judge_drafts(self, drafts: Iterable[Letter]) -> Judgement:
        """What the check newly finds with some records, all of them together. Raises Missing and GitTrouble."""
        tree, movement = self._read_record()
        stored = {file.path: file.data for file in tree.files}
        places = {draft.path: _find_place(stored, draft) for draft in drafts}
        added = [StoredFile(one.path, "file", one.text.encode()) for one in drafts if places[one.path] == "free"]
        return Judgement(self._compare(tree, [*tree.files, *added], movement), places)

    def judge_without(self, paths: Collection[str]) -> tuple[Diagnostic, ...]:
        """What the check newly finds where some files are gone."""
        tree, movement = self._read_record()
        return self._compare(tree, [file for file in tree.files if file.path not in paths], movement)

    def find_standing_errors(self, paths: Collection[str]) -> tuple[Diagnostic, ...]:
        """The errors in some files as they stand now."""
        tree, movement = self._read_record()
        verdict = check_tree(tree, self._today(), landed=movement.landed)
        return tuple(one for one in verdict.diagnostics if one.severity == "error" and one.place.file in paths)

    def _compare(self, tree: Tree, files: list[StoredFile], movement: Movement) -> tuple[Diagnostic, ...]:
        judge = partial(check_tree, as_of=self._today(), landed=movement.landed)
        return keep_new(judge(Tree(tuple(sorted(files)), None)), self._judge_standing(tree, judge)).diagnostics

    def _judge_standing(self, tree: Tree, judge: Callable[[Tree], Verdict]) -> Verdict:
        day = self._today()
        if self._known is None or self._known[:2] != (tree, day):
            self._known = tree, day, judge(tree)
        return self._known[2]


def _find_place(stored: dict[str, bytes], draft: Letter) -> Place:
    if draft.path not in stored:
        return "free"
    return "the same is there" if stored[draft.path] == draft.text.encode() else "another is there"
