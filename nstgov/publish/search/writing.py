"""The index into the site's folder: only the shards in which a page changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from nstgov.publish.output import OutputFolder
from nstgov.publish.search.pagefind import is_installed
from nstgov.publish.search.shards import (
    CONTENTS,
    Shard,
    ShardEntry,
    encode_shard_list,
    hash_shard_files,
    make_shard_files,
    parse_shard_list,
    split_into_shards,
)

NOT_INSTALLED = "Search is left out: Pagefind is not installed. To have it: pip install 'nstgov[site]'"
AT_ONCE = min(2, os.cpu_count() or 1)
"""So many of Pagefind's programs at once, each with a shard in memory."""


def write_search(
    output: OutputFolder, pages: Mapping[str, str], progress: Callable[[str], None] = lambda _: None
) -> None:
    """
    Bring the index up to date with the pages that lie in the folder, given by file with `searched_in` of each.

    Raises OtherFormat and OSError. Where Pagefind is not installed nothing is written, and the search page says so.
    """
    if not is_installed():
        progress(NOT_INSTALLED)
        return
    shards = split_into_shards(pages)
    before = _read_shard_list(output)
    earlier = parse_shard_list(before)
    standing = {shard.name: found for shard in shards if (found := _keep_shard(output, shard, earlier))}
    if len(standing) < len(shards) or encode_shard_list(standing.values()) != before:
        # a build that is broken off half-way leaves nothing that speaks of files which are not there
        output.remove_file(CONTENTS)
    standing |= {one.name: one for one in _write_shards(output, [s for s in shards if s.name not in standing])}
    output.write_file(CONTENTS, encode_shard_list(standing[shard.name] for shard in shards))


def _keep_shard(output: OutputFolder, shard: Shard, earlier: Mapping[str, ShardEntry]) -> ShardEntry | None:
    """A shard as an earlier build left it, if it was made from the same and no file of it is missing or strange."""
    found = earlier.get(shard.name)
    if found is None or found.made_from != shard.signature:
        return None
    files = list(output.list_sizes(shard.folder))
    if hash_shard_files(files, output.read_file) != found.files:
        return None
    for path, _ in files:
        output.keep_file(path)
    return found


def _write_shards(output: OutputFolder, shards: Sequence[Shard]) -> Iterator[ShardEntry]:
    """Make shards anew; Pagefind's programs run beside this one, which puts away what they made."""
    with ThreadPoolExecutor(AT_ONCE) as makers:
        for shard, files in zip(shards, makers.map(partial(_list_shard_files, output), shards), strict=True):
            for path, data in files:
                output.write_file(path, data)
            sizes = ((path, len(data)) for path, data in files)
            yield ShardEntry(shard.name, shard.signature, hash_shard_files(sizes, dict(files).__getitem__))


def _list_shard_files(output: OutputFolder, shard: Shard) -> list[tuple[str, bytes]]:
    return list(make_shard_files(shard, output.read_file))


def _read_shard_list(output: OutputFolder) -> bytes | None:
    try:
        return output.read_file(CONTENTS)
    except OSError:
        return None
