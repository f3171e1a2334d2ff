"""
All repositories of a movement, looked at level by level from the top (M11).

Each level is handed to the engine at once. The next begins when all of it is there, so that which region a repository
is counted as depends on where it stands and never on which machine was quicker.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from nstgov.federate.engines import Engine
from nstgov.federate.region_tasks import RegionAnswer, RegionTask
from nstgov.lifecycle.regions import span_of_region
from nstgov.lifecycle.summaries import Summary, summarize
from nstgov.records import BETWEEN, Movement, RegionFolder
from nstgov.records.frozen import frozen_in_order
from nstgov.store.reading import read_movement
from nstgov.store.tree import StoredFile, Tree

TOP = ""
"""The path of the repository that is looked at from."""
DEEPEST = 8
"""Levels of regions below regions that are followed; deeper ones are said and left out."""
MOST_REGIONS = 20_000
"""Regions that one repository may name; a hostile one shall not send anybody to a million addresses."""
Progress = Callable[[str, RegionAnswer, int, int], None]
"""Hears the path of a region, what was found, and how many are done and known so far."""


@frozen_in_order
class LookSettings:
    """As of which day to look, where clones and answers are kept, where mirrors lie, what a region may take, which."""

    as_of: date
    cache: str
    mirrors: str = ""
    seconds: float = 300
    size: int = 4 << 30
    only: tuple[str, ...] = ()
    offline: bool = False


@dataclass(slots=True)
class Repository:
    """
    One repository of the movement: its path from the top, what was found of it, and the records of its regions.

    `folder` is how the repository above knows it (None: it is the top). `tree` holds the files by which its own regions
    are judged.
    """

    path: str
    folder: RegionFolder | None
    answer: RegionAnswer
    tree: Tree
    movement: Movement
    regions: list[str] = field(default_factory=list)

    @property
    def above(self) -> str:
        """The path of the repository above it."""
        return self.path.rpartition(BETWEEN)[0]

    @property
    def summary(self) -> Summary | None:
        """Its summary; None where it could not be read."""
        return self.answer.summary


Federation = dict[str, Repository]
"""Every repository by its path, those above before those below."""


def look_at_federation(
    tree: Tree,
    movement: Movement,
    settings: LookSettings,
    engine: Engine,
    told: Progress = lambda *_: None,
    levels: int = DEEPEST,
) -> Federation:
    """Everything from a repository downwards, so many levels deep; the repository itself is given as it was read."""
    summary = summarize(movement, settings.as_of, tree.commit)
    top = Repository(TOP, None, RegionAnswer(TOP, "sound", commit=tree.commit or "", summary=summary), tree, movement)
    found: Federation = {TOP: top}
    known = {movement.repository_id or "": TOP}
    level = [top]
    for _ in range(levels):
        asked = [pair for above in level for pair in _list_regions_of(above, settings)]
        if not asked:
            break
        level = _look_at_level(asked, found, known, settings, engine, told)
    return found


def _list_regions_of(above: Repository, settings: LookSettings) -> Iterator[tuple[Repository, RegionFolder]]:
    """The regions of a repository that belong to it on the day, and whose records can be read."""
    wanted = settings.only if above.path == TOP else ()
    there = 0
    for id_, folder in sorted(above.movement.regions.items()):
        is_read = above.movement.is_sound(folder.region, "repository", "repository_id", "circle", "joins", "since")
        if is_read and span_of_region(above.movement, folder).has_day(settings.as_of) and (not wanted or id_ in wanted):
            there += 1
            if there <= MOST_REGIONS:
                yield above, folder


def _look_at_level(
    asked: list[tuple[Repository, RegionFolder]],
    found: Federation,
    known: dict[str, str],
    settings: LookSettings,
    engine: Engine,
    told: Progress,
) -> list[Repository]:
    """Have a level of regions looked at; those that are repositories, in the order of their paths."""
    folders = {_path_of(above, folder): (above, folder) for above, folder in asked}
    answers: dict[str, RegionAnswer] = {}
    waiting = 0
    for path, (_, folder) in sorted(folders.items()):
        id_ = folder.region.repository_id
        if id_ in known:
            said = f"it is counted already as {known[id_] or 'this repository'}"
            answers[path] = RegionAnswer(path, "another repository", said)
        else:
            known[id_] = path
            engine.submit_task(_make_task(path, folder, settings))
            waiting += 1
    for done in range(1, waiting + 1):
        answer = engine.wait_for_answer()
        answers[answer.path] = answer
        told(answer.path, answer, len(found) - 1 + done, len(found) - 1 + len(folders))
    level = [_make_repository(path, folders[path][1], answers[path]) for path in sorted(folders)]
    for one in level:
        found[one.path] = one
        found[one.above].regions.append(one.path)
    return level


def _path_of(above: Repository, folder: RegionFolder) -> str:
    return f"{above.path}{BETWEEN}{folder.id}" if above.path else folder.id


def _make_task(path: str, folder: RegionFolder, settings: LookSettings) -> RegionTask:
    region, pinned = folder.region, folder.snapshots[-1] if folder.snapshots else None
    return RegionTask(
        path, region.repository, region.repository_id, region.circle, settings.as_of.isoformat(),
        pinned.commit if pinned else "", pinned.date.isoformat() if pinned else "",
        settings.cache, settings.mirrors, settings.seconds, settings.size, settings.offline,
    )  # fmt: skip


def _make_repository(path: str, folder: RegionFolder, answer: RegionAnswer) -> Repository:
    tree = build_small_tree(answer.records)
    return Repository(path, folder, answer, tree, read_movement(tree))


def build_small_tree(records: Mapping[str, str]) -> Tree:
    """A tree of some records: path to text."""
    return Tree(tuple(StoredFile(path, "file", text.encode()) for path, text in sorted(records.items())), None)


def yield_below(federation: Federation, path: str) -> Iterator[Repository]:
    """A repository and all below it, those above first."""
    waiting = [path]
    while waiting:
        at = federation[waiting.pop()]
        yield at
        waiting += reversed(at.regions)


def list_read(repositories: Iterable[Repository]) -> list[Repository]:
    """Those of which there is a summary, so that they are counted."""
    return [one for one in repositories if one.summary is not None]
