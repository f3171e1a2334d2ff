"""
Writing what was filled in at the desk, and taking it back while it has not been committed.

All of a bundle is written or nothing, never over a file that is there, and only what the check finds sound. What is
taken away again is exactly what was written: a file that somebody changed meanwhile stays (M13, M21).
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from nstgov.author.letterbox import Letter
from nstgov.author.safe_writer import BEGUN, write_new
from nstgov.desk.journal import Bundle, Journal
from nstgov.desk.judging import DraftJudge, Judgement
from nstgov.findings import Diagnostic
from nstgov.records.addresses import recognise_record
from nstgov.store import git


class NotNow(Exception):
    """Something cannot be done as things are; nothing was changed, and `remedy` is the next step."""

    def __init__(self, message: str, remedy: str, findings: tuple[Diagnostic, ...] = ()) -> None:
        """`findings` are what the check says, where that is the reason."""
        super().__init__(message)
        self.remedy = remedy
        self.findings = findings


class Saved(NamedTuple):
    """What came of saving: the verdict, and the bundle that was written, if it was."""

    judgement: Judgement
    bundle: Bundle | None


class RecordKeeper:
    """Saves records in a movement's folder and takes them back; two windows, or two desks, come one after the other."""

    def __init__(self, root: Path, journal: Journal, judge: DraftJudge) -> None:
        self.root, self.journal, self.judge = root, journal, judge

    def save_drafts(self, drafts: tuple[Letter, ...]) -> Saved:
        """Judge and write some records together; of what is not sound nothing is written. Raises OSError."""
        with self.journal.hold_lock():
            judgement = self.judge.judge_drafts(drafts)
            if not judgement.is_sound:
                return Saved(judgement, None)
            return Saved(judgement, self._write_bundle(drafts))

    def _write_bundle(self, drafts: tuple[Letter, ...]) -> Bundle:
        number = max((one.number for one in self.journal.read_entries().bundles), default=0) + 1
        files = {draft.path: sha256(draft.text.encode()).hexdigest() for draft in drafts}
        bundle = Bundle(number, "saving", files)
        self.journal.note_bundle(bundle)
        written: list[str] = []
        try:
            for draft in drafts:
                write_new(self.root, {draft.path: draft.text})
                written.append(draft.path)
            self.journal.note_bundle(bundle._replace(state="saved"))
        except BaseException:
            self._remove_files(bundle._replace(files={path: files[path] for path in written}))
            self.journal.forget_bundles({number})
            raise
        return bundle._replace(state="saved")

    def take_back(self, number: int) -> Bundle:
        """Take a bundle away again, all of it. Raises NotNow where that cannot be, and OSError."""
        with self.journal.hold_lock():
            bundle = self._find_bundle(number)
            self._refuse_committed(bundle)
            changed = self.find_changed(bundle)
            if changed:
                raise NotNow(
                    f"{changed[0]} was changed by hand since it was saved, so it stays as it is",
                    "Look at the file; what was written by hand is yours to take away.",
                )
            errors = tuple(one for one in self.judge.judge_without(bundle.files) if one.severity == "error")
            if errors:
                raise NotNow(f"{errors[0].place.file} rests on this", "Take that back first, and then this.", errors)
            self.journal.note_bundle(bundle._replace(state="saving"))
            self._remove_files(bundle)
            self.journal.forget_bundles({number})
            return bundle

    def _refuse_committed(self, bundle: Bundle) -> None:
        """Raises NotNow where somebody committed a file by hand."""
        if any(is_committed(self.root, path) for path in bundle.files):
            self.journal.forget_bundles({bundle.number})
            raise NotNow(
                "this has been committed by hand meanwhile, so it stays",
                "The record is only added to: a correction, a new version or a new voice sets it right.",
            )

    def _find_bundle(self, number: int) -> Bundle:
        for bundle in self.journal.read_entries().bundles:
            if bundle.number == number and bundle.state == "saved":
                return bundle
        raise NotNow("this is taken back or committed already", "Look at the list of what was saved.")

    def find_changed(self, bundle: Bundle) -> list[str]:
        """The files of a bundle that are there and are not as they were written."""
        return [path for path in bundle.files if self.read_file(path) not in (None, bundle.files[path])]

    def read_file(self, path: str) -> str | None:
        """The SHA-256 of a record as it lies there; None where it is gone."""
        data = read_plain_file(self.root, path)
        return None if data is None else sha256(data).hexdigest()

    def finish_interrupted(self) -> tuple[str, ...]:
        """Undo what a desk that was ended in the middle had half written; the paths that are gone. Raises OSError."""
        with self.journal.hold_lock():
            half = [one for one in self.journal.read_entries().bundles if one.state == "saving"]
            gone = tuple(path for bundle in half for path in self._remove_files(bundle))
            for path in list_paths(half):
                _remove_temporaries((self.root / path).parent)
                _remove_empty_folders(self.root, path)
            _remove_temporaries(self.journal.folder)
            if half:
                self.journal.forget_bundles({one.number for one in half})
            return gone

    def _remove_files(self, bundle: Bundle) -> tuple[str, ...]:
        """Remove the files of a bundle that are as they were written, the last one first, and folders left empty."""
        found = [path for path in reversed(list(bundle.files)) if self.read_file(path) == bundle.files[path]]
        for path in found:
            (self.root / path).unlink()
            _remove_empty_folders(self.root, path)
        return tuple(found)


def read_plain_file(root: Path, path: str) -> bytes | None:
    """The bytes of a record's own file; None where none is, where a link stands in its way, or its name is none."""
    known = recognise_record(path)
    if known is None or any((root.joinpath(*known[1][:depth])).is_symlink() for depth in range(1, len(known[1]) + 1)):
        return None
    try:
        return root.joinpath(*known[1]).read_bytes()
    except OSError:
        return None


def _remove_temporaries(folder: Path) -> None:
    """Remove what a writer that was ended in the middle left beside the place it was meant for."""
    for place in folder.glob(f"{BEGUN}*"):
        place.unlink(missing_ok=True)


def _remove_empty_folders(root: Path, path: str) -> None:
    with suppress(OSError):
        for above in list(Path(path).parents)[:-2]:
            os.rmdir(root / above)  # noqa: PTH106 (refuses where anything lies in it, which is what is wanted)


def is_committed(root: Path, path: str) -> bool:
    """Whether the commit that is checked out has a record."""
    return git.run_git_unchecked(root, "cat-file", "-e", f"HEAD:./{path}").code == 0


def list_paths(bundles: Iterable[Bundle]) -> tuple[str, ...]:
    """The files of some bundles, in the order in which they were written."""
    return tuple(path for bundle in bundles for path in bundle.files)
