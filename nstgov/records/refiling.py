"""
A few folders of a movement sorted anew, where all others stay as they are.

What a void takes out of count, or what is withheld, touches a few records of many: only the folders in which these lie
can come out otherwise.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from nstgov.records.circles import Circle, Joins
from nstgov.records.folder_index import HasFolders, sort_into_folders
from nstgov.records.proposals import Translation
from nstgov.records.record import Record
from nstgov.records.record_index import RecordIndex

_CIRCLES = "circles/"
_SUBJECTS = ("proposals/", "decisions/")
_SPANNING = (Circle, Joins, Translation)
"""The records from which more follows than what lies in their folder: who there is, and lists of all."""


def is_in_one_folder(record: Record) -> bool:
    """Whether nothing but the folder in which a record lies is another one where that is another."""
    return record.file.startswith((_CIRCLES, *_SUBJECTS)) and not isinstance(record, _SPANNING)


def refile(folders: HasFolders, index: RecordIndex, counted: Iterable[Record], paths: Collection[str]) -> None:
    """
    Sort the folders anew in which something lies at some paths; `counted` are all records that count, in order.

    Every record at those paths, before and now, has to be one of which `is_in_one_folder` holds. Other folders take the
    place of those that were there, which others may hold.
    """
    circles = {path.rsplit("/", 2)[-2] for path in paths if path.startswith(_CIRCLES)}
    subjects = {_find_subject(path) for path in paths if not path.startswith(_CIRCLES)}
    found = sort_into_folders(index, _yield_records_of(counted, circles, subjects))
    for circle in circles & found.circles.keys():
        folders.circles[circle] = found.circles[circle]
    folders.proposals = _take_over(folders.proposals, found.proposals, subjects, "proposals/")
    folders.decisions = _take_over(folders.decisions, found.decisions, subjects, "decisions/")
    for path in {record.beside for path in paths if hasattr(record := index.records[path], "beside")}:
        folders.beside.pop(path, None)
        if path in found.beside:
            folders.beside[path] = found.beside[path]


def _find_subject(path: str) -> str:
    """The folder of the proposal or decision in which something lies."""
    return path[: path.find("/", len(_SUBJECTS[0]))]


def _yield_records_of(
    counted: Iterable[Record], circles: Collection[str], subjects: Collection[str]
) -> Iterator[Record]:
    for record in counted:
        path = record.file
        if path.startswith(_CIRCLES):
            if circles and path.rsplit("/", 2)[-2] in circles:
                yield record
        elif _find_subject(path) in subjects:
            yield record


def _take_over(held: dict[str, Any], found: Mapping[str, Any], subjects: Iterable[str], root: str) -> dict[str, Any]:
    """The folders held, with those found of some subjects in their place; in the order of the paths, as before."""
    ids = {subject.removeprefix(root) for subject in subjects if subject.startswith(root)}
    kept = {id_: found.get(id_, folder) for id_, folder in held.items() if id_ not in ids or id_ in found}
    more = {id_: found[id_] for id_ in ids if id_ in found and id_ not in held}
    return dict(sorted({**kept, **more}.items(), key=lambda item: f"{item[0]}/")) if more else kept
