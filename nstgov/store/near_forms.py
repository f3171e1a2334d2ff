"""Which kind of record a path that belongs nowhere was probably meant to be: by its words, its day and its number."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from nstgov.records.layout import KINDS, ROOTS

_DAY = re.compile(r"[0-9]{1,4}-[0-9]{1,2}-[0-9]{1,2}")
_NUMBERED = re.compile(r"v[0-9]+")
_LIKENESS = 0.7
"""How much of two words must agree for one to be the other, mistyped."""
_HOLDS = {
    "circles": "A circle's folder holds circle.yml and its acts, each with its day: 2026-05-01.joins.ana-ruiz.yml.",
    "proposals": "A proposal's folder holds idea.yml, v1.yml, closed.yml, and the folders rounds and objections.",
    "decisions": "A decision's folder holds decision.yml or election.yml, ended.yml, and the folder reviews.",
    "regions": "Regions lie at regions/valley.yml, what was seen of one at regions/valley/snapshots/2026-05-01.yml.",
    "ground-rules": "Editions of the ground rules are numbered: ground-rules/2.yml.",
}


class _Parts(NamedTuple):
    """What a path or a form is made of: its root, its words, whether a day and a version's number stand in it."""

    root: str
    words: tuple[str, ...]
    has_day: bool
    has_number: bool
    depth: int


def nearest_form(path: str) -> str | None:
    """How the records look that lie where this one was probably meant to; None where nothing tells."""
    if ".yml." in path:
        return _nearest_beside(path)
    found = _parts_of(path)
    near = [(score, looks) for looks, form in _FORMS if (score := _agreement(found, form)) > 0]
    return max(near, key=lambda one: one[0])[1] if near else None


def _nearest_beside(path: str) -> str | None:
    """The form of what stands beside a record, by the nearest word behind that record's name."""
    words = path.rpartition(".yml.")[2].split(".")
    near = [(max(_measure_likeness(word, name) for word in words), looks) for name, looks in _BESIDE]
    best = max(near)
    return best[1] if best[0] >= _LIKENESS else None


def what_belongs_here(path: str) -> str:
    """The next step for a file in a place where no record belongs."""
    near = nearest_form(path)
    if near:
        return f"The nearest form is {near}"
    return _HOLDS.get(path.partition("/")[0], "Move it to its place, or remove it.")


def _parts_of(path: str) -> _Parts:
    root, _, rest = path.partition("/")
    *folders, name = rest.split("/")
    pieces = [piece for piece in re.split(r"[.\[\]]+", name)[:-1] if piece] or [name]
    words = tuple(word for word in (*folders, *pieces) if word[:1].isalpha() and not _NUMBERED.fullmatch(word))
    has_number = any(_NUMBERED.fullmatch(piece) for piece in pieces)
    return _Parts(root, words, any(map(_DAY.fullmatch, pieces)), has_number, len(folders))


def _form_parts(looks: str) -> _Parts:
    """The same of a form, in which `<…>` stands for anything."""
    sample = looks.replace("<date>", "2026-01-01").replace("v<N>", "v1").replace("<version>", "<target>/x/v1")
    parts = _parts_of(re.sub(r"<target>", "proposals/<target>", re.sub(r"\.yml$", ".yml", sample)))
    return parts._replace(words=tuple(word for word in parts.words if "<" not in word and word != "x"))


def _agreement(found: _Parts, form: _Parts) -> float:
    """How well a path fits a form; nothing or less where a word of the form is not in it."""
    if found.root != form.root and not (form.root == "proposals" and found.root == "decisions"):
        return 0
    likeness = [max((_measure_likeness(word, other) for other in found.words), default=0) for word in form.words]
    if any(one < _LIKENESS for one in likeness) or (form.has_number and not found.has_number):
        return 0
    score = sum(likeness) + form.has_number + (0.5 if found.has_day == form.has_day else -0.5)
    return score - abs(found.depth - form.depth) / 10 - (0.05 if found.root != form.root else 0)


def _measure_likeness(word: str, other: str) -> float:
    return SequenceMatcher(None, word, other).ratio()


_BESIDE = tuple((kind.name, kind.looks) for kind in KINDS if kind.looks.startswith("<record>"))
_FORMS = tuple((kind.looks, _form_parts(kind.looks)) for kind in KINDS if kind.looks.startswith((*ROOTS, "<target>")))
