"""What a version changes from the one before it, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from nstgov.publish.text.as_read import read_as_text
from nstgov.publish.text.dates import format_day
from nstgov.publish.text.diff import DiffPart, compare_texts
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import ProposalFolder, Task, Version

TEXTS = ("title", "text", "need", "reasons", "might_hurt", "outside")
"""The texts of a version that people compare, what is proposed first."""

MARKDOWN = TEXTS[1:]
"""Those of them that are Markdown."""

DAYS = ("sunset", "review")
"""A day is another day as a whole, not in one of its words."""


class FieldChange(NamedTuple):
    """A field of a version that reads otherwise now: its key, what changed in it, the language of its text."""

    field: str
    pieces: tuple[DiffPart, ...]
    lang: str | None


def name_who_does(scene: Snapshot, who: str) -> str:
    """A task is a person's or a circle's."""
    return scene.link_circle(who).name if who in scene.movement.circles else scene.name_person(who)


def find_version_before(scene: Snapshot, folder: ProposalFolder, number: int) -> Version | None:
    """The version that stood before one, among those known on the day."""
    earlier = [n for n, one in folder.versions.items() if n < number and one.submitted <= scene.day]
    return folder.versions[max(earlier)] if earlier else None


def list_changes_since(scene: Snapshot, version: Version | None, before: Version | None) -> tuple[FieldChange, ...]:
    """What a version changes from an earlier one; nothing where one of the two is not there."""
    return tuple(_compare_fields(scene, before, version)) if version and before else ()


def _compare_fields(scene: Snapshot, before: Version, after: Version) -> Iterator[FieldChange]:
    old, new = dict(_list_field_texts(scene, before)), dict(_list_field_texts(scene, after))
    for field, text in new.items():
        if pieces := _compare_field(field, old[field], text):
            yield FieldChange(field, pieces, after.lang)


def _compare_field(field: str, before: str, after: str) -> tuple[DiffPart, ...]:
    """What changed in a field; a text is compared as it is read, and as it was typed where only marks are others."""
    if before == after:
        return ()
    if field in DAYS:
        return _replace_whole(before, after)
    as_read = compare_texts(read_as_text(before), read_as_text(after)) if field in MARKDOWN else ()
    return as_read or compare_texts(before, after)


def _replace_whole(before: str, after: str) -> tuple[DiffPart, ...]:
    """One whole thing in place of another; nothing where it is the same."""
    pieces = (DiffPart("out", before), DiffPart("in", after)) if before != after else ()
    return tuple(piece for piece in pieces if piece.text)


def _list_field_texts(scene: Snapshot, version: Version) -> Iterator[tuple[str, str]]:
    """Every field as a text, in the order in which they are compared."""
    for field in TEXTS:
        yield field, getattr(version, field) or ""
    for field, circles in (("asks", version.asks), ("affects", version.affects)):
        yield field, _join_items(scene.link_circle(id_).name for id_ in circles)
    yield "authors", _join_items(scene.name_people(version.authors))
    for field, day in (("sunset", version.sunset), ("review", version.review)):
        yield field, format_day(day, scene.site.spoken) if day else ""
    yield "judged_by", _join_items(version.judged_by)
    yield "tasks", _join_items(_format_task(scene, task) for task in version.tasks)
    for field, decisions in (("renews", version.renews), ("replaces", version.replaces), ("ends", version.ends)):
        yield field, _join_items(scene.link_decision(id_).name for id_ in decisions)


def _format_task(scene: Snapshot, task: Task) -> str:
    by = f" ({format_day(task.by, scene.site.spoken)})" if task.by else ""
    return f"{name_who_does(scene, task.who)}: {task.what}{by}"


def _join_items(all_: Iterable[str]) -> str:
    return "\n\n".join(all_)
