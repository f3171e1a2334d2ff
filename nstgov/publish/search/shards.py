"""
The index in shards: made from finished pages, each shard only when one of its pages changed.

A page belongs to a shard by its address alone, so one changed page is one shard to make anew. A browser merges the
shards as it searches; below `PER_SHARD` pages there is one.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from nstgov.publish.search.canonical import canonical
from nstgov.publish.search.pagefind import bundle, installed_version

FOLDER = "pagefind"
"""Where the index lies, from the site's root."""
CONTENTS = f"{FOLDER}/shards.json"
"""How many shards there are, and the signature of each."""
PER_SHARD = 5_000
"""Pages in a shard at most, about."""
LEFT_OUT = ("details.source", "figure.map", "svg", ".kicker", ".chips", ".crumbs", "nav", "button")
"""Parts of a page whose words would only be in the way of what people look for."""
RUNNING = ("pagefind.js", "pagefind-worker.js", "wasm.")
"""What runs; it lies with the first shard, which searches for all."""
FORM = "1"
"""Changes when what this module makes of the same pages changes."""

_FACT = re.compile(r'<meta name="nstgov:[^>]*>')
Read = Callable[[str], bytes]


class Shard(NamedTuple):
    """A part of the index: its number, and its pages' files with the digest of each."""

    number: int
    pages: Mapping[str, str]

    @property
    def folder(self) -> str:
        """Where its files lie, from the site's root."""
        return f"{FOLDER}/{self.number}"

    @property
    def signature(self) -> str:
        """The same as long as nothing that the shard is made from has changed."""
        made_from = [
            FORM,
            installed_version(),
            self.number,
            *(f"{path} {self.pages[path]}" for path in sorted(self.pages)),
        ]
        return hashlib.sha256(json.dumps(made_from).encode()).hexdigest()


def searched_in(page: bytes) -> str:
    """
    A digest of what a finished page can be found by; empty where it is not to be found.

    What is around the article is no part of it: a page made on another day with the same words is found as before.
    """
    if b" data-pagefind-body" not in page:
        return ""
    return hashlib.sha256(part_searched(page.decode()).encode()).hexdigest()


def shards_of(pages: Mapping[str, str]) -> tuple[Shard, ...]:
    """The shards of a site, given the files of its pages with the digest of each; their number is a power of two."""
    count = 1
    while count * PER_SHARD < len(pages):
        count *= 2
    parts: list[dict[str, str]] = [{} for _ in range(count)]
    for path in sorted(pages):
        parts[int.from_bytes(hashlib.sha256(path.encode()).digest()[:4], "big") % count][path] = pages[path]
    return tuple(Shard(number, part) for number, part in enumerate(parts))


def contents(shards: tuple[Shard, ...]) -> bytes:
    """What `shards.json` says: the signatures, in the order of the shards."""
    return json.dumps({"shards": [shard.signature for shard in shards]}, indent=0).encode() + b"\n"


def signatures_in(told: bytes | None) -> tuple[str, ...]:
    """The signatures that an earlier build left in `shards.json`; none where it cannot be read."""
    try:
        said = json.loads(told or b"{}")["shards"]
    except (ValueError, KeyError, TypeError):
        return ()
    return tuple(map(str, said)) if isinstance(said, list) else ()


def files_of(shard: Shard, read: Read) -> Iterator[tuple[str, bytes]]:
    """The files of a shard by path from the site's root; `read` gives a page's bytes. Raises OtherFormat."""
    pages = {path.removesuffix("index.html"): part_searched(read(path).decode()) for path in shard.pages}
    for name, data in canonical(bundle(pages, LEFT_OUT)):
        if shard.number == 0 or not name.startswith(RUNNING):
            yield f"{shard.folder}/{name}", data


def part_searched(page: str) -> str:
    """A page without what is around its article: half as much to read, and the same to find."""
    start = page.partition("<head>")[0]
    facts = "".join(_FACT.findall(page))
    article = page[page.index("<article") : page.rindex("</article>")]
    return f"{start}<head>{facts}</head><body>{article}</article></body></html>"


@cache
def own_files(languages: frozenset[str]) -> Mapping[str, bytes]:
    """What runs in a browser while searching in these languages, byte for byte as the installed Pagefind writes it."""
    page = '<html lang="{}"><body data-pagefind-body><h1>A word</h1></body></html>'
    made = bundle({f"{code}/": page.format(code) for code in sorted(languages) or ["en"]})
    return {f"{FOLDER}/0/{name}": data for name, data in made.items() if name.startswith(RUNNING)}
