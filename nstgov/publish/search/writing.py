"""The index into the site's folder: only the shards in which a page changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from nstgov.publish.output import Output
from nstgov.publish.search.pagefind import is_installed
from nstgov.publish.search.shards import CONTENTS, contents, files_of, shards_of, signatures_in

NOT_INSTALLED = "Search is left out: Pagefind is not installed. To have it: pip install 'nstgov[site]'"


def write_search(output: Output, pages: Mapping[str, str], progress: Callable[[str], None] = lambda _: None) -> None:
    """
    Bring the index up to date with the pages that lie in the folder, given by file with `searched_in` of each.

    Raises OtherFormat and OSError. Where Pagefind is not installed nothing is written, and the search page says so.
    """
    if not is_installed():
        progress(NOT_INSTALLED)
        return
    shards = shards_of(pages)
    told = contents(shards)
    before = _before(output)
    standing = signatures_in(before)
    if told != before:
        # a build that is broken off half-way leaves no signature that speaks of files which are not there
        output.take_away(CONTENTS)
    for shard in shards:
        if standing[shard.number : shard.number + 1] == (shard.signature,):
            output.keep(shard.folder)
            continue
        for path, data in files_of(shard, output.read):
            output.put(path, data)
    output.put(CONTENTS, told)


def _before(output: Output) -> bytes | None:
    try:
        return output.read(CONTENTS)
    except OSError:
        return None
