"""The records themselves, each at its own address on the site: the path that it has in the repository (M13)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

from nstgov.lifecycle.withheld import withheld_on
from nstgov.publish.dependencies import hash_texts
from nstgov.publish.engine.site_writer import OutputFile
from nstgov.publish.rendering import PageGroup
from nstgov.records import Movement
from nstgov.store.cache import bundle_number

ENDING = ".yml"


def group_record_files(movement: Movement, day: date, contents: Mapping[str, bytes]) -> Iterator[PageGroup]:
    """
    Every record that could be read whole, byte for byte; a text that a decision withholds is not given out.

    They come in as many groups as the cache has bundles, so that after one change few of them are looked at singly.
    """
    groups: defaultdict[int, list[str]] = defaultdict(list)
    for path in _list_paths(movement, day):
        groups[bundle_number(path)].append(path)
    for number, paths in groups.items():
        key = hash_texts([text for path in paths for text in (path, movement.sha256.get(path, ""))])
        yield PageGroup(f"records {number}", key, partial(_make_files, movement, contents, paths))


def _list_paths(movement: Movement, day: date) -> Iterator[str]:
    without = withheld_on(movement, day) | {misfit.at.file for misfit in movement.misfits}
    return (path for path in movement.records if path.endswith(ENDING) and path not in without)


def _make_files(movement: Movement, contents: Mapping[str, bytes], paths: list[str]) -> Iterator[OutputFile]:
    return (OutputFile(path, movement.sha256.get(path, ""), partial(contents.__getitem__, path)) for path in paths)
