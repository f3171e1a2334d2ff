"""
What becomes of records that somebody sent: those that are sound are taken, of the others it is told what is missing.

Each is judged together with what is on record and with the others, since a round and the version it speaks of may come
in one message. What would make anything else wrong is not taken (M13, M16).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Literal, NamedTuple

from nstgov.author.letterbox import Letter
from nstgov.change_check import keep_new
from nstgov.check import check_tree
from nstgov.findings import Diagnostic, Verdict
from nstgov.store.tree import StoredFile, Tree

State = Literal["taken", "on record already", "another lies there", "not sound"]


class Answer(NamedTuple):
    """What becomes of one record: its state, and for one that is not sound what was found, the errors first."""

    letter: Letter
    state: State
    findings: tuple[Diagnostic, ...] = ()


Judge = Callable[[Tree], Verdict]
"""The verdict on a tree, as of one day."""


def judge_letters(
    tree: Tree, letters: Iterable[Letter], as_of: date, landed: Mapping[str, int] | None = None
) -> tuple[Answer, ...]:
    """
    What becomes of each record, in the order of the message; nothing is written.

    `landed` gives by path the place on main at which each file of the tree came to stand, where that is known.

    Records with an error of their own are left aside, and the rest is judged again without them, until what is left is
    sound. Where it is not and nobody knows by which, they are taken one by one in their order, while that stays sound.
    """
    stored = {file.path: file.data for file in tree.files}
    answers = {letter.path: _compare_with_record(letter, stored) for letter in letters}
    fresh = [answer.letter for answer in answers.values() if answer.state == "taken"]
    judge = partial(check_tree, as_of=as_of, landed=landed)
    before = judge(tree)
    while fresh:
        errors = _find_new_errors(tree, before, fresh, judge)
        own = {letter.path: tuple(e for e in errors if e.place.file == letter.path) for letter in fresh}
        unsound = {path: found for path, found in own.items() if found}
        if not unsound:
            break
        answers |= {path: answers[path]._replace(state="not sound", findings=found) for path, found in unsound.items()}
        fresh = [letter for letter in fresh if letter.path not in unsound]
    if fresh and _find_new_errors(tree, before, fresh, judge):
        answers |= _take_one_by_one(tree, before, fresh, judge)
    return tuple(answers.values())


def _compare_with_record(letter: Letter, stored: dict[str, bytes]) -> Answer:
    if letter.path not in stored:
        return Answer(letter, "taken")
    return Answer(letter, "on record already" if stored[letter.path] == letter.text.encode() else "another lies there")


def _take_one_by_one(tree: Tree, before: Verdict, fresh: list[Letter], judge: Judge) -> dict[str, Answer]:
    kept: list[Letter] = []
    found: dict[str, Answer] = {}
    for letter in fresh:
        errors = _find_new_errors(tree, before, [*kept, letter], judge)
        found[letter.path] = Answer(letter, "not sound" if errors else "taken", errors)
        kept += [] if errors else [letter]
    return found


def _find_new_errors(tree: Tree, before: Verdict, letters: list[Letter], judge: Judge) -> tuple[Diagnostic, ...]:
    """The errors that are there with these records and were not without."""
    added = (StoredFile(letter.path, "file", letter.text.encode()) for letter in letters)
    together = Tree(tuple(sorted((*tree.files, *added))), None)
    after = keep_new(judge(together), before)
    return tuple(one for one in after.diagnostics if one.severity == "error")
