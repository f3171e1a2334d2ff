"""Examples of rules laid over the worked example: the files they make, and the findings they mark."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple, get_args

from nstgov.records import FileState, PathChange, RegionSighting, RegionState, UnheardRegion
from nstgov.rules.examples import Example

_MARK = re.compile(r"  # <- ([A-Z][0-9]{2}(?:, [A-Z][0-9]{2})*)$", re.MULTILINE)
_HASH = re.compile(r"sha256\(([^()\s]+)\)")
_WITHOUT = re.compile(r"^# without: (\w+)$", re.MULTILINE)
_LIKE = re.compile(r"^# like: (\S+)$", re.MULTILINE)
_SAID = re.compile(r"^(\w+): (.+)$", re.MULTILINE)
_TOP_KEY = re.compile(r"^([A-Za-z_][A-Za-z_0-9]*):", re.MULTILINE)


class Mark(NamedTuple):
    """A finding that is expected: its code, file and line (from 1)."""

    code: str
    file: str
    line: int


def laid_over(example: Example, record: Mapping[str, str]) -> dict[str, str]:
    """
    The files of a record (path to text) with an example laid over them; marks stay in the texts as comments.

    Symbolic links and signatures are left out: see `links_of` and `signatures_of`.
    """
    files = dict(record)
    for block in example.files:
        if block.form in ("gone", "lost"):
            del files[block.path]
        elif block.form in ("", "whole"):
            like = _LIKE.search(block.text)
            old = _named(like[1], block.path, files) if like else files.get(block.path)
            files[block.path] = block.text if old is None or block.form == "whole" else _replaced(old, block.text)
    for block in example.files:
        if block.form in ("", "whole"):
            files[block.path] = _HASH.sub(lambda m, path=block.path: _hash(m[1], path, files), files[block.path])  # type: ignore[misc]
    return files


def sightings_of(example: Example) -> dict[str, RegionSighting] | None:
    """What an example says was found in the repository of its region, Valley; None where nobody has looked."""
    word = example.found_region
    if word is None:
        return None
    sent = (("rosa-marin", date(2026, 5, 1), date(2027, 4, 30)),)
    seen = RegionSighting("sound", commit="3f1d0c5b7a9e8d6c4b2a1908f7e6d5c4b3a29180", representatives=sent)
    if word == "with another summary":
        seen = seen._replace(summary="0" * 64)
    elif word == "sending nobody":
        seen = seen._replace(representatives=())
    elif word.startswith("unheard in "):
        decision = word.removeprefix("unheard in ")
        seen = seen._replace(unheard=(UnheardRegion(decision, "valley--oak-street", "oak-street took no part"),))
    else:
        state = next(state for state in get_args(RegionState) if state == word)
        seen = seen._replace(state=state, errors=int(state == "at fault"))
    return {"valley": seen}


def links_of(example: Example) -> dict[str, str]:
    """The symbolic links of an example: path to target."""
    return {block.path: block.text.strip() for block in example.files if block.form == "symlink"}


def marks_on_gone(example: Example) -> set[Mark]:
    """The findings expected on files that an example takes away, or lets a merge lose."""
    gone = {block.path: block.text for block in example.files if block.form in ("gone", "lost")}
    return {
        Mark(code, path, 1)
        for path, text in gone.items()
        for found in _MARK.finditer(f"  {text}")
        for code in found[1].split(", ")
    }


def steps_of(example: Example, record: Mapping[str, str], files: Mapping[str, str]) -> tuple[PathChange, ...]:
    """What an example, laid over a record that had landed, does to it."""
    lost = {block.path for block in example.files if block.form == "lost"}
    steps = []
    for path in sorted(record.keys() | files.keys()):
        before, after = _stand(record.get(path)), _stand(files.get(path))
        if before != after:
            gone = before.object_id if before and after is None else ""
            step = PathChange(path, before, after, sha256=gone)
            steps.append(step._replace(commit="0f" * 20, parent=2) if path in lost else step)
    return tuple(steps)


def _stand(text: str | None) -> FileState | None:
    """A file as it would stand without the marks."""
    return None if text is None else FileState("100644", hashlib.sha256(_MARK.sub("", text).encode()).hexdigest())


class ToSign(NamedTuple):
    """A signature of an example: its path, the name of the key, and the files whose bytes and place are signed."""

    path: str
    key: str
    over: str
    namespace: str | None
    marked: bool


def signatures_of(example: Example) -> tuple[ToSign, ...]:
    """The signatures of an example, which whoever runs it makes; a mark in a block is one on the signature."""
    found = []
    for block in example.files:
        if block.form == "signed":
            said = dict(_SAID.findall(_MARK.sub("", block.text)))
            beside = block.path.rsplit(".", 2)[0]
            found.append(
                ToSign(
                    block.path, said["by"], said.get("over", beside), said.get("for"), bool(_MARK.search(block.text))
                )
            )
    return tuple(found)


def landing_of(example: Example, record: Iterable[str]) -> dict[str, int] | None:
    """Where the files landed on main; None for an example without signatures, of which the history is not known."""
    if not any(block.form == "signed" for block in example.files):
        return None
    landed = dict.fromkeys(record, 0)
    for at, block in enumerate(example.files, 1):
        before = example.files[at - 2].path if at > 1 else ""
        landed[block.path] = landed[before] if block.path.rsplit(".", 2)[0] == before else at
    return landed


def marks_in(files: Mapping[str, str], paths: Iterable[str]) -> set[Mark]:
    """The findings expected in some of the files."""
    return {
        Mark(code, path, number)
        for path in paths
        if path in files
        for number, line in enumerate(files[path].split("\n"), 1)
        for found in _MARK.finditer(line)
        for code in found[1].split(", ")
    }


def _hash(name: str, beside: str, files: Mapping[str, str]) -> str:
    """The hash of a file."""
    return hashlib.sha256(_named(name, beside, files).encode()).hexdigest()


def _named(name: str, beside: str, files: Mapping[str, str]) -> str:
    """The text of a file named by its path, or by its name in the folder of the proposal that speaks of it."""
    folder = "/".join(beside.split("/")[:2])
    places = (name, f"{folder}/{name}", f"{folder.replace('decisions/', 'proposals/')}/{name}")
    return next(files[place] for place in places if place in files)


def _replaced(old: str, new: str) -> str:
    """The old text with the top-level keys of the new one in their places; keys it did not have come last."""
    parts = _parts(old)
    for key in _WITHOUT.findall(new):
        parts.pop(key, None)
    parts.update(_parts(_LIKE.sub("", _WITHOUT.sub("", new)).strip("\n") + "\n"))
    return "".join(parts.values())


def _parts(text: str) -> dict[str, str]:
    """A YAML text cut at its top-level keys; what comes before the first stands under an empty key."""
    starts = [(m.start(), m[1]) for m in _TOP_KEY.finditer(text)]
    parts = {"": text[: starts[0][0]] if starts else text}
    for at, (start, key) in enumerate(starts):
        end = starts[at + 1][0] if at + 1 < len(starts) else len(text)
        parts[key] = text[start:end]
    return parts
