"""
The index in shards: made from finished pages, each shard only when one of its pages changed.

A shard holds pages of about the same age, so what is new or still changes lies in a few young and small ones. That
depends on the pages alone, never on earlier builds. A browser merges the shards as it searches; a small site has one.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import NamedTuple

from nstgov.publish.engine.output import OutputFolder
from nstgov.publish.engine.searchable_text import NO_DAY, extract_searchable, split_page
from nstgov.publish.search.canonical_index import sort_bundle
from nstgov.publish.search.hidden_words import list_known_words, render_hidden_words
from nstgov.publish.search.pagefind import installed_version, is_installed, run_pagefind


def split_addresses(addresses: Sequence[str], smallest: int, largest: int) -> Iterator[Sequence[str]]:
    """
    The row in parts of between half and one and a half times a size; only the last may be smaller.

    A size is `largest` halved as often as needed for one and a half of it to be left, and at least `smallest`.
    """
    marks = [hashlib.sha256(address.encode()).digest()[:8] for address in addresses]
    start = 0
    while len(marks) - start > _largest_part(smallest):
        size = _find_part_size(len(marks) - start, smallest, largest)
        end = min(range(start + size // 2, start + _largest_part(size)), key=marks.__getitem__)
        yield addresses[start:end]
        start = end
    if start < len(marks):
        yield addresses[start:]


def _largest_part(size: int) -> int:
    return size * 3 // 2


def _find_part_size(left: int, smallest: int, largest: int) -> int:
    size = largest
    while size > smallest and _largest_part(size) > left:
        size //= 2
    return size


FOLDER = "pagefind"
"""Where the index lies, from the site's root."""
CONTENTS = f"{FOLDER}/shards.json"
"""Which shards there are, what each was made from, and its files."""
SMALLEST, LARGEST = 256, 1024
"""Pages in the youngest and in the oldest shards, about; the older ones grow with the site."""
MOST = 32
"""So many of the largest shards of a kind at most, about: each costs a reader three requests at their first search."""
FIRST = "0"
"""The name of the first shard; what runs in a browser lies with it, and searches for all."""
RUNNING = ("pagefind.js", "pagefind-worker.js", "wasm.")
"""What runs."""
WORDS = "words.json"
"""The words of a shard's titles and names, for "did you mean"."""
FORM = "3"
"""Changes when what this module makes of the same pages changes."""

Read = Callable[[str], bytes]


class Shard(NamedTuple):
    """A part of the index: its name, and its pages' files with `searched_in` of each."""

    name: str
    pages: Mapping[str, str]

    @property
    def folder(self) -> str:
        """Where its files lie, from the site's root."""
        return f"{FOLDER}/{self.name}"

    @property
    def signature(self) -> str:
        """The same as long as nothing that the shard is made from has changed."""
        made_from = [FORM, installed_version(), self.name, *(f"{path} {self.pages[path]}" for path in self.pages)]
        return hashlib.sha256(json.dumps(made_from).encode()).hexdigest()


class ShardEntry(NamedTuple):
    """What `shards.json` says of a shard: its name, what it was made from, and which files it has."""

    name: str
    made_from: str
    files: str


def split_into_shards(pages: Mapping[str, str]) -> tuple[Shard, ...]:
    """
    The shards of a site, given the files of its pages with `searched_in` of each.

    What has no day comes first, in shards of its own; then everything else, the oldest first, each in all languages. A
    shard has its name from its first page, so that it keeps it while others come and go.
    """
    things = _group_languages(pages)
    lasting: list[str] = []
    dated: list[str] = []
    for first in sorted(things, key=lambda path: (_searchable_day(pages[path]), path)):
        (lasting if _searchable_day(pages[first]) == NO_DAY else dated).append(first)
    pages_each = max(1, round(len(pages) / max(1, len(things))))
    smallest, largest = SMALLEST // pages_each, _largest_shard_size(len(pages)) // pages_each
    # what has no day may change on any day, and its shards with it: they stay as small as their own number allows
    largest_lasting = _largest_shard_size(len(lasting) * pages_each) // pages_each
    if len(pages) <= SMALLEST:
        parts = [[*lasting, *dated]]
    else:
        parts = [
            list(part)
            for part in (
                *split_addresses(lasting, largest_lasting, largest_lasting),
                *split_addresses(dated, smallest, largest),
            )
        ]
    return tuple(
        Shard(
            _shard_name(part[0]) if number else FIRST, {path: pages[path] for first in part for path in things[first]}
        )
        for number, part in enumerate(parts)
    )


def _group_languages(pages: Mapping[str, str]) -> dict[str, list[str]]:
    """
    The pages about each thing in all languages, by the first one's path.

    They stay together: a shard without a reader's language would answer them in another.
    """
    things: dict[str, list[str]] = {}
    for path in sorted(pages):
        without_language = path.partition("/")[2]
        things.setdefault(without_language if without_language in pages else path, []).append(path)
    return things


def _searchable_day(searched: str) -> str:
    return searched[: len(NO_DAY)]


def _largest_shard_size(pages: int) -> int:
    size = LARGEST
    while size * MOST < pages:
        size *= 2
    return size


def _shard_name(first: str) -> str:
    return hashlib.sha256(first.encode()).hexdigest()[:8]


def hash_shard_files(files: Iterable[tuple[str, int]], read: Read) -> str:
    """
    A digest of a shard's files, given by path and size; `read` gives the bytes of one.

    Of data the size is enough, for what it holds stands in its name; what runs is known byte for byte.
    """
    looks = [
        (path, hashlib.sha256(read(path)).hexdigest() if path.rpartition("/")[2].startswith(RUNNING) else size)
        for path, size in sorted(files)
    ]
    return hashlib.sha256(json.dumps(looks).encode()).hexdigest()


def encode_shard_list(standing: Iterable[ShardEntry]) -> bytes:
    """What `shards.json` says, in the order of the shards."""
    return json.dumps({"shards": [one._asdict() for one in standing]}, indent=0).encode() + b"\n"


def parse_shard_list(told: bytes | None) -> dict[str, ShardEntry]:
    """The shards that an earlier build left, by name; none where `shards.json` cannot be read."""
    try:
        return {one["name"]: ShardEntry(**one) for one in json.loads(told or b"")["shards"]}
    except (ValueError, KeyError, TypeError):
        return {}


def make_shard_files(shard: Shard, read: Read) -> Iterator[tuple[str, bytes]]:
    """The files of a shard by path from the site's root; `read` gives a page's bytes. Raises OtherFormat."""
    pages, articles = {}, []
    for path in shard.pages:
        address, page = path.removesuffix("index.html"), read(path).decode()
        parts = split_page(page)
        pages[address] = extract_searchable(parts, render_hidden_words(address, parts))
        articles.append(parts)
    known = list_known_words(articles)
    yield f"{shard.folder}/{WORDS}", json.dumps(known, ensure_ascii=False, separators=(",", ":")).encode()
    for name, data in sort_bundle(run_pagefind(pages), shard.name):
        if shard.name == FIRST or not name.startswith(RUNNING):
            yield f"{shard.folder}/{name}", data


@cache
def make_search_programs(languages: frozenset[str]) -> Mapping[str, bytes]:
    """What runs in a browser while searching in these languages, byte for byte as the installed Pagefind writes it."""
    page = '<html lang="{}"><body data-pagefind-body><h1>A word</h1></body></html>'
    made = run_pagefind({f"{code}/": page.format(code) for code in sorted(languages) or ["en"]})
    return {f"{FOLDER}/{FIRST}/{name}": data for name, data in made.items() if name.startswith(RUNNING)}


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
