"""
The index in shards: made from finished pages, each shard only when one of its pages changed.

A shard holds pages of about the same age, so what is new or still changes lies in a few young and small ones. That
depends on the pages alone, never on earlier builds. A browser merges the shards as it searches; a small site has one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from nstgov.publish.search.article import NO_DAY, extract_searchable
from nstgov.publish.search.canonical import sort_bundle
from nstgov.publish.search.cutting import split_addresses
from nstgov.publish.search.pagefind import installed_version, run_pagefind

FOLDER = "pagefind"
"""Where the index lies, from the site's root."""
CONTENTS = f"{FOLDER}/shards.json"
"""Which shards there are, what each was made from, and its files."""
SMALLEST, LARGEST = 256, 1024
"""Pages in the youngest and in the oldest shards, about; the older ones grow with the site."""
MOST = 32
"""So many of the largest shards at most, about: each costs a reader three requests at their first search."""
FIRST = "0"
"""The name of the first shard; what runs in a browser lies with it, and searches for all."""
RUNNING = ("pagefind.js", "pagefind-worker.js", "wasm.")
"""What runs."""
FORM = "2"
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
    if len(pages) <= SMALLEST:
        parts = [[*lasting, *dated]]
    else:
        parts = [
            list(part)
            for part in (*split_addresses(lasting, largest, largest), *split_addresses(dated, smallest, largest))
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
    pages = {path.removesuffix("index.html"): extract_searchable(read(path).decode()) for path in shard.pages}
    for name, data in sort_bundle(run_pagefind(pages), shard.name):
        if shard.name == FIRST or not name.startswith(RUNNING):
            yield f"{shard.folder}/{name}", data


@cache
def make_search_programs(languages: frozenset[str]) -> Mapping[str, bytes]:
    """What runs in a browser while searching in these languages, byte for byte as the installed Pagefind writes it."""
    page = '<html lang="{}"><body data-pagefind-body><h1>A word</h1></body></html>'
    made = run_pagefind({f"{code}/": page.format(code) for code in sorted(languages) or ["en"]})
    return {f"{FOLDER}/{FIRST}/{name}": data for name, data in made.items() if name.startswith(RUNNING)}
