"""Changes judged by a part of the record and by all of it, in memory."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from nstgov.added_acts import extend_verdict, find_difference
from nstgov.change_check import check_change, judge_parts
from nstgov.check import judge_movement
from nstgov.findings import Diagnostic, Verdict
from nstgov.records import Bringer, FileState, PathChange
from nstgov.store.change_parts import yield_parts
from nstgov.store.comparison import Comparison
from nstgov.store.file_reading import ParsedFile
from nstgov.store.git import GitEntry
from nstgov.store.reading import read_movement
from nstgov.store.record_listing import RecordListing
from nstgov.store.tree import StoredFile, Tree
from tests.record import tree_of

Texts = Mapping[str, str]


class HeldFiles:
    """What a commit would hold, in memory; each content has its path for an id."""

    def __init__(self, landed: Texts, added: Texts) -> None:
        """What has landed, and what a change adds."""
        self.landed = landed
        self.contents = {**landed, **added}

    def list_files(self, *folders: str) -> Mapping[str, GitEntry]:
        """All files in some folders, or all there are."""
        beginnings = tuple(f"{folder}/" for folder in folders)
        paths = (path for path in self.landed if not folders or path in folders or path.startswith(beginnings))
        return {path: GitEntry("100644", path, path) for path in paths}

    def list_paths(self, *folders: str) -> list[str]:
        """The paths alone of these."""
        return [*self.list_files(*folders)]

    def list_names(self, folder: str) -> list[str]:
        """The names in a folder."""
        inside = f"{folder}/" if folder else ""
        return sorted({path[len(inside) :].split("/")[0] for path in self.landed if path.startswith(inside)})

    def read_contents(self, entries: Sequence[GitEntry]) -> Iterator[bytes]:
        """The bytes of some files."""
        for entry in entries:
            yield self.contents[entry.object_id].encode()


class Judged(NamedTuple):
    """What the whole says of a change, and what a part says (None: it takes all of it)."""

    whole: tuple[Diagnostic, ...]
    part: tuple[Diagnostic, ...] | None

    @property
    def differing(self) -> list[str]:
        """What only one of the two says."""
        if self.part is None:
            return []
        either = {"whole": {*self.whole} - {*self.part}, "part": {*self.part} - {*self.whole}}
        return [
            f"{who} alone: {one.code} {one.place.file} {one.message}" for who, only in either.items() for one in only
        ]


def judge_both(
    landed: Texts,
    added: Texts,
    lands: date,
    known: dict[StoredFile, ParsedFile],
    altered: Mapping[str, str | None] | None = None,
    landing: Callable[[], Mapping[str, int]] = dict,
    *,
    brought_by: Bringer | None = None,
) -> Judged:
    """
    What a change that adds some files is found to be, by all of the record and by what it bears upon.

    `altered` are landed files as the change rewrites them (None: it removes them), `landing` tells when they landed,
    `brought_by` is the account that brings it.
    """
    altered = altered or {}
    steps = tuple(_yield_steps(landed, added, altered))
    left = {path: text for path, text in {**landed, **added, **altered}.items() if text is not None}
    base, merged = tree_of(landed), tree_of(left)
    whole = check_change(Comparison(base, merged, steps, landing), lands, lands, brought_by=brought_by, known=known)
    held = HeldFiles(landed, added)
    listing = RecordListing(held, [GitEntry("100644", path, path) for path in added], known, altered)
    parts = yield_parts(listing, lambda: steps, landing, brought_by)
    part = judge_parts(parts, lands, lands, brought_by=brought_by, known=known)
    return Judged(whole.diagnostics, part.diagnostics if part else None)


def _yield_steps(landed: Texts, added: Texts, altered: Mapping[str, str | None]) -> Iterator[PathChange]:
    for path in sorted({*added, *altered}):
        now = added.get(path) or altered.get(path)
        before = FileState("100644", path) if path in altered else None
        after = FileState("100644", f"{path} now" if before else path) if now is not None else None
        yield PathChange(path, before, after, sha256="" if now else _hash_text(landed[path]))


def judge_again(landed: Texts, added: Texts, day: date, known: dict[StoredFile, ParsedFile]) -> Judged:
    """What is found in a record to which some files were added: from the beginning, and from what was found before."""
    before, after = (_judge_standing(tree_of(files), day, known) for files in (landed, {**landed, **added}))
    held = HeldFiles(landed, added)
    listing = RecordListing(held, [GitEntry("100644", path, path) for path in added], known)
    for part in yield_parts(listing, tuple, dict):
        difference = find_difference(part, day, known)
        if difference is not None:
            grown = extend_verdict(before, difference, len(added))
            return Judged(after.diagnostics, grown.diagnostics if grown else None)
    return Judged(after.diagnostics, None)


def _judge_standing(tree: Tree, day: date, known: dict[StoredFile, ParsedFile]) -> Verdict:
    return judge_movement(read_movement(tree, known), tree, day)


def rename_ids(files: Texts, ids: Iterable[str], ending: str) -> dict[str, str]:
    """The same files about others, whose ids have an ending; hashes are those of the files as they are then."""
    words = re.compile(rf"(?<![\w-])({'|'.join(sorted(map(re.escape, ids), key=len, reverse=True))})(?![\w-])")
    renamed = {words.sub(rf"\1{ending}", path): words.sub(rf"\1{ending}", text) for path, text in files.items()}
    hashes = {_hash_text(text): _hash_text(words.sub(rf"\1{ending}", text)) for text in files.values()}
    stale = re.compile("|".join(hashes))
    return {path: stale.sub(lambda found: hashes[found[0]], text) for path, text in renamed.items()}


def _hash_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
