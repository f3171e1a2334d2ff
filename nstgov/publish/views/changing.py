"""What a version changes from the one before it, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from nstgov.publish.days import in_words
from nstgov.publish.differences import Piece, difference
from nstgov.publish.views.scene import Scene
from nstgov.records import ProposalFolder, Task, Version

TEXTS = ("title", "text", "need", "reasons", "might_hurt", "outside")
"""The texts of a version that people compare, what is proposed first."""

DAYS = ("sunset", "review")
"""A day is another day as a whole, not in one of its words."""


class FieldChange(NamedTuple):
    """A field of a version that reads otherwise now: its key, what changed in it, the language of its text."""

    field: str
    pieces: tuple[Piece, ...]
    lang: str | None


def who_does(scene: Scene, who: str) -> str:
    """A task is a person's or a circle's."""
    return scene.circle(who).name if who in scene.movement.circles else scene.person(who)


def version_before(scene: Scene, folder: ProposalFolder, number: int) -> Version | None:
    """The version that stood before one, among those known on the day."""
    earlier = [n for n, one in folder.versions.items() if n < number and one.submitted <= scene.day]
    return folder.versions[max(earlier)] if earlier else None


def changes_since(scene: Scene, version: Version | None, before: Version | None) -> tuple[FieldChange, ...]:
    """What a version changes from an earlier one; nothing where one of the two is not there."""
    return tuple(_changes(scene, before, version)) if version and before else ()


def _changes(scene: Scene, before: Version, after: Version) -> Iterator[FieldChange]:
    old, new = dict(_said(scene, before)), dict(_said(scene, after))
    for field, text in new.items():
        if pieces := _replaced(old[field], text) if field in DAYS else difference(old[field], text):
            yield FieldChange(field, pieces, after.lang)


def _replaced(before: str, after: str) -> tuple[Piece, ...]:
    """One whole thing in place of another; nothing where it is the same."""
    pieces = (Piece("out", before), Piece("in", after)) if before != after else ()
    return tuple(piece for piece in pieces if piece.text)


def _said(scene: Scene, version: Version) -> Iterator[tuple[str, str]]:
    """Every field as a text, in the order in which they are compared."""
    for field in TEXTS:
        yield field, getattr(version, field) or ""
    for field, circles in (("asks", version.asks), ("affects", version.affects)):
        yield field, _items(scene.circle(id_).name for id_ in circles)
    yield "authors", _items(scene.people(version.authors))
    for field, day in (("sunset", version.sunset), ("review", version.review)):
        yield field, in_words(day, scene.site.spoken) if day else ""
    yield "judged_by", _items(version.judged_by)
    yield "tasks", _items(_task(scene, task) for task in version.tasks)
    for field, decisions in (("renews", version.renews), ("replaces", version.replaces), ("ends", version.ends)):
        yield field, _items(scene.decision(id_).name for id_ in decisions)


def _task(scene: Scene, task: Task) -> str:
    by = f" ({in_words(task.by, scene.site.spoken)})" if task.by else ""
    return f"{who_does(scene, task.who)}: {task.what}{by}"


def _items(all_: Iterable[str]) -> str:
    return "\n\n".join(all_)
