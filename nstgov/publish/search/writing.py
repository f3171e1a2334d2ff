"""The index into the site's folder: only the shards in which a page changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from nstgov.publish.output import Output
from nstgov.publish.search.pagefind import is_installed
from nstgov.publish.search.shards import CONTENTS, Shard, Standing, contents, files_of, listed, shards_of, standing_in

NOT_INSTALLED = "Search is left out: Pagefind is not installed. To have it: pip install 'nstgov[site]'"
AT_ONCE = min(2, os.cpu_count() or 1)
"""So many of Pagefind's programs at once, each with a shard in memory."""


def write_search(output: Output, pages: Mapping[str, str], progress: Callable[[str], None] = lambda _: None) -> None:
    """
    Bring the index up to date with the pages that lie in the folder, given by file with `searched_in` of each.

    Raises OtherFormat and OSError. Where Pagefind is not installed nothing is written, and the search page says so.
    """
    if not is_installed():
        progress(NOT_INSTALLED)
        return
    shards = shards_of(pages)
    before = _before(output)
    earlier = standing_in(before)
    standing = {shard.name: found for shard in shards if (found := _kept(output, shard, earlier))}
    if len(standing) < len(shards) or contents(standing.values()) != before:
        # a build that is broken off half-way leaves nothing that speaks of files which are not there
        output.take_away(CONTENTS)
    standing |= {one.name: one for one in _written(output, [s for s in shards if s.name not in standing])}
    output.put(CONTENTS, contents(standing[shard.name] for shard in shards))


def _kept(output: Output, shard: Shard, earlier: Mapping[str, Standing]) -> Standing | None:
    """A shard as an earlier build left it, if it was made from the same and no file of it is missing or strange."""
    found = earlier.get(shard.name)
    if found is None or found.made_from != shard.signature:
        return None
    files = list(output.sizes(shard.folder))
    if listed(files, output.read) != found.files:
        return None
    for path, _ in files:
        output.leave(path)
    return found


def _written(output: Output, shards: Sequence[Shard]) -> Iterator[Standing]:
    """Make shards anew; Pagefind's programs run beside this one, which puts away what they made."""
    with ThreadPoolExecutor(AT_ONCE) as makers:
        for shard, files in zip(shards, makers.map(partial(_files, output), shards), strict=True):
            for path, data in files:
                output.put(path, data)
            sizes = ((path, len(data)) for path, data in files)
            yield Standing(shard.name, shard.signature, listed(sizes, dict(files).__getitem__))


def _files(output: Output, shard: Shard) -> list[tuple[str, bytes]]:
    return list(files_of(shard, output.read))


def _before(output: Output) -> bytes | None:
    try:
        return output.read(CONTENTS)
    except OSError:
        return None
