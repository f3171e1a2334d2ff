"""
Mending drafts: what has one right answer is put right in records that have not landed.

What has landed is never touched, nor what somebody has consented to, objected to or signed: its bytes are what they
spoke of. Every other mending is tried on the record first, and kept only where the judge then finds less (M13).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from difflib import unified_diff
from typing import NamedTuple

from nstgov.author.form_fixes import fix_form
from nstgov.check import check_tree
from nstgov.findings import Diagnostic, Verdict
from nstgov.records import is_act_path
from nstgov.store.content import hash_content
from nstgov.store.scalars import parse_day
from nstgov.store.tree import StoredFile, Tree

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_LOOSE_DAY = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})", re.ASCII)
_MOST_TURNS = 4
"""How often a mended file is looked at again: a key in small letters shows that its value needs them too."""
_BY_A_WORD = ("Y03", "Y04", "Y10")
"""Rules about a key, a value or a name that may only be written with other letters."""


class DraftFix(NamedTuple):
    """A file that can be mended: its path, its bytes before and after, and what is done, in words."""

    path: str
    before: bytes
    after: bytes
    done: tuple[str, ...]

    def render_diff(self) -> str:
        """The change as a unified diff; what is no text is shown as far as it is one."""
        old, new = (data.decode("utf-8", "replace").splitlines(keepends=True) for data in (self.before, self.after))
        lines = unified_diff(old, new, f"a/{self.path}", f"b/{self.path}")
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def plan_fixes(tree: Tree, landed: Collection[str], as_of: date, wanted: Iterable[str] = ()) -> list[DraftFix]:
    """
    What can be mended in the drafts of a tree, or only below some paths; nothing is written.

    `landed` are the paths that stand on main; those that a hash or a signature holds stay as they are as well.
    """
    chosen = tuple(path.rstrip("/") for path in wanted)
    drafts = [file for file in _yield_drafts(tree, landed) if _is_below(file.path, chosen)]
    fixed: dict[str, bytes] = {}
    done: dict[str, list[str]] = {}
    for file in drafts:
        data, words = fix_form(file.data)
        if words:
            fixed[file.path], done[file.path] = data, list(words)
    fixed, more = _mend_words(tree, {file.path for file in drafts}, fixed, as_of)
    for path, lines in more.items():
        done.setdefault(path, []).extend(lines)
    before = {file.path: file.data for file in tree.files}
    return [DraftFix(path, before[path], fixed[path], tuple(done[path])) for path in sorted(done)]


def _is_below(path: str, chosen: tuple[str, ...]) -> bool:
    return not chosen or "." in chosen or any(path == one or path.startswith(f"{one}/") for one in chosen)


def _yield_drafts(tree: Tree, landed: Collection[str]) -> Iterator[StoredFile]:
    """Records that have not landed and that nobody has spoken of by their bytes."""
    texts = b"\0".join(file.data for file in tree.files if file.path.endswith((".yml", ".sig")))
    spoken_of = {found.decode() for found in re.findall(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])", texts)}
    signed = {file.path for file in tree.files if file.path.endswith(".sig")}
    for file in tree.files:
        is_draft = file.sort == "file" and file.path.endswith(".yml") and is_act_path(file.path)
        if not is_draft or file.path in landed or hash_content(file.data) in spoken_of:
            continue
        if not any(path.startswith(f"{file.path}.") for path in signed):
            yield file


def _mend_words(
    tree: Tree, drafts: Collection[str], fixed: Mapping[str, bytes], as_of: date
) -> tuple[dict[str, bytes], dict[str, list[str]]]:
    """The files with words in the letters that were meant, each tried by itself and kept where the judge finds less."""
    now = dict(fixed)
    done: dict[str, list[str]] = {}
    before = check_tree(_lay_over(tree, now), as_of)
    for path in _group_by_file(before, drafts):
        mended = _mend_one(_lay_over(tree, now), path, before, as_of)
        if mended is not None:
            now[path], done[path] = mended
            before = check_tree(_lay_over(tree, now), as_of)
    return now, done


def _mend_one(tree: Tree, path: str, before: Verdict, as_of: date) -> tuple[bytes, list[str]] | None:
    """One file with its words as they were meant; one mending may show the next. None where it makes nothing better."""
    data = next(file.data for file in tree.files if file.path == path)
    verdict, words = before, list[str]()
    for _ in range(_MOST_TURNS):
        mended = _replace_words(data, _group_by_file(verdict, {path}).get(path, []))
        if mended is None:
            break
        data, more = mended
        words += more
        verdict = check_tree(_lay_over(tree, {path: data}), as_of)
    return (data, words) if words and _is_better(verdict, before) else None


def _is_better(after: Verdict, before: Verdict) -> bool:
    """Whether a record has fewer errors than before, and of no rule more."""
    old, new = (
        Counter(one.code for one in verdict.diagnostics if one.severity == "error") for verdict in (before, after)
    )
    return sum(new.values()) < sum(old.values()) and not new - old


def _lay_over(tree: Tree, files: Mapping[str, bytes]) -> Tree:
    if not files:
        return tree
    return Tree(tuple(f._replace(data=files[f.path]) if f.path in files else f for f in tree.files), None)


def _group_by_file(verdict: Verdict, drafts: Collection[str]) -> dict[str, list[Diagnostic]]:
    found: dict[str, list[Diagnostic]] = {}
    for one in verdict.diagnostics:
        if one.code in _BY_A_WORD and one.severity == "error" and one.place.file in drafts:
            found.setdefault(one.place.file, []).append(one)
    return found


def _replace_words(data: bytes, found: list[Diagnostic]) -> tuple[bytes, list[str]] | None:
    """A file with the words of some findings as they were meant; None where nothing is sure."""
    lines = data.decode("utf-8", "replace").split("\n")
    done = []
    for one in sorted(found, key=lambda one: (one.place.line, -one.place.column)):
        line, at = lines[one.place.line - 1], one.place.column - 1
        meant = _find_day(line, at) or _find_small_letters(line, at)
        if meant:
            old, new = meant
            start = line.index(old, at)
            lines[one.place.line - 1] = line[:start] + new + line[start + len(old) :]
            done.append(f"line {one.place.line}: {new} instead of {old}")
    return ("\n".join(lines).encode(), done) if done else None


def _find_day(line: str, at: int) -> tuple[str, str] | None:
    """A day of which only the form is wrong (`2026-5-1`), and as it is written; days first are never guessed at."""
    written = _LOOSE_DAY.match(line, at) or _LOOSE_DAY.match(line, at + 1)
    if not written:
        return None
    day = f"{written[1]}-{int(written[2]):02}-{int(written[3]):02}"
    return (written[0], day) if day != written[0] and parse_day(day) else None


def _find_small_letters(line: str, at: int) -> tuple[str, str] | None:
    """A word with large letters, and the same in small ones: keys, words and ids have no others."""
    word = _WORD.match(line, at) or _WORD.match(line, at + 1)
    return (word[0], word[0].lower()) if word and word[0] != word[0].lower() else None
