"""
What Pagefind wrote, in one order.

Pagefind keeps the values of a filter in a table without order and names files by what they hold, so the same pages
give other bytes each time. Here they are sorted and named anew. On the way each page's own file gets its day and its
shard into its name, which is the id of a result while searching: results of many shards can be sorted by day without
being fetched, and it is known from which shard each one comes.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from nstgov.publish.engine.searchable_text import format_day_digits

Item: TypeAlias = "int | str | list[Item]"
_NUMBER, _TEXT, _LIST = 0, 3, 4
_WIDTHS = {24: 1, 25: 2, 26: 4, 27: 8}


class UnknownCbor(ValueError):
    """The bytes hold something else."""


def decode_cbor(data: bytes) -> Item:
    """The one item that the bytes hold. Raises Unknown."""
    item, end = _decode_item(data, 0)
    if end != len(data):
        raise UnknownCbor(f"{len(data) - end} bytes too many")
    return item


def _decode_item(data: bytes, at: int) -> tuple[Item, int]:
    major, argument, at = _decode_head(data, at)
    if major == _NUMBER:
        return argument, at
    if major == _TEXT:
        return data[at : at + argument].decode(), at + argument
    if major != _LIST:
        raise UnknownCbor(f"an item of sort {major}")
    items: list[Item] = []
    for _ in range(argument):
        item, at = _decode_item(data, at)
        items.append(item)
    return items, at


def _decode_head(data: bytes, at: int) -> tuple[int, int, int]:
    """An item's sort, its number (of units, for texts and lists), and where it goes on."""
    if at >= len(data):
        raise UnknownCbor("cut short")
    major, small = data[at] >> 5, data[at] & 31
    if small < min(_WIDTHS):
        return major, small, at + 1
    if small not in _WIDTHS:
        raise UnknownCbor(f"a head of form {small}")
    end = at + 1 + _WIDTHS[small]
    return major, int.from_bytes(data[at + 1 : end], "big"), end


def encode_cbor(item: Item) -> bytes:
    """An item as bytes, in the shortest form."""
    if isinstance(item, int):
        return _encode_head(_NUMBER, item)
    if isinstance(item, str):
        text = item.encode()
        return _encode_head(_TEXT, len(text)) + text
    return _encode_head(_LIST, len(item)) + b"".join(map(encode_cbor, item))


def _encode_head(major: int, argument: int) -> bytes:
    if argument < min(_WIDTHS):
        return bytes([major << 5 | argument])
    small, width = next((s, w) for s, w in _WIDTHS.items() if argument < 1 << 8 * w)
    return bytes([major << 5 | small]) + argument.to_bytes(width, "big")


_MAGIC = b"pagefind_dcd"
"""Stands before everything that Pagefind packs."""
_DAY = re.compile(rb'[{,]"day":"([^"\\]*)"')
"""The day of a page in its file, which is JSON: within a text its quotation marks would have a `\\` before them."""


class UnknownIndexFormat(Exception):
    """What was written is not as this version of nstgov knows it; `remedy` is the next step."""

    remedy = "Install the Pagefind that nstgov names: pip install 'nstgov[site]'"


def sort_bundle(files: Mapping[str, bytes], shard: str) -> Iterator[tuple[str, bytes]]:
    """The files of a shard's bundle without Pagefind's own interface, in one order, by path. Raises OtherFormat."""
    try:
        entry = json.loads(files["pagefind-entry.json"])
        languages = {code: entry["languages"][code] for code in sorted(entry["languages"])}
        for about in languages.values():
            yield from _sort_language_files(files, about, shard)
    except (KeyError, TypeError, ValueError, OSError) as fault:
        raise UnknownIndexFormat(f"Pagefind writes its index in a form that is not known ({fault})") from fault
    for name in (
        "pagefind.js",
        "pagefind-worker.js",
        *sorted({f"wasm.{a['wasm'] or 'unknown'}.pagefind" for a in languages.values()}),
    ):
        yield name, files[name]
    told = {**entry, "languages": languages, "include_characters": sorted(entry["include_characters"])}
    yield "pagefind-entry.json", json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _sort_language_files(files: Mapping[str, bytes], about: dict[str, Any], shard: str) -> Iterator[tuple[str, bytes]]:
    """The files of one language; `about` gets the new name of its table of contents."""
    language = about["hash"].rpartition("_")[0]
    version, pages, chunks, filters, sorts, fields = _expect_list(
        _decode_packed(files[f"pagefind.{about['hash']}.pf_meta"])
    )
    for row in _expect_rows(chunks):
        yield f"index/{row[-1]}.pf_index", files[f"index/{row[-1]}.pf_index"]
    for page in _expect_rows(pages):
        old = str(page[0])
        data = files[f"fragment/{old}.pf_fragment"]
        page[0] = f"{language}_{_read_fragment_day(data)}_{shard}_{old.rpartition('_')[2]}"
        yield f"fragment/{page[0]}.pf_fragment", data
    named: list[Item] = []
    for name, old in sorted((str(row[0]), str(row[1])) for row in _expect_rows(filters)):
        packed = _pack_bytes(encode_cbor(_sort_filter(decode_cbor(_unpack_bytes(files[f"filter/{old}.pf_filter"])))))
        fresh = f"{language}_{_short_hash(packed)}"
        named.append([name, fresh])
        yield f"filter/{fresh}.pf_filter", packed
    contents = _pack_bytes(encode_cbor([version, pages, chunks, named, sorts, fields]))
    about["hash"] = f"{language}_{_short_hash(contents)}"
    yield f"pagefind.{about['hash']}.pf_meta", contents


def _sort_filter(table: Item) -> Item:
    """A filter's table: its name, and its values with the pages that have them, sorted."""
    name, values = _expect_list(table)
    rows: list[Item] = [*sorted(_expect_rows(values), key=lambda row: str(row[0]))]
    return [name, rows]


def _read_fragment_day(fragment: bytes) -> str:
    """The day of a page as it says itself, eight digits."""
    found = _DAY.search(_unpack_bytes(fragment))
    return format_day_digits(found[1].decode() if found else "")


def _decode_packed(data: bytes) -> Item:
    return decode_cbor(_unpack_bytes(data))


def _unpack_bytes(data: bytes) -> bytes:
    plain = gzip.decompress(data)
    if not plain.startswith(_MAGIC):
        raise ValueError("no mark of Pagefind")
    return plain[len(_MAGIC) :]


def _pack_bytes(plain: bytes) -> bytes:
    return gzip.compress(_MAGIC + plain, mtime=0)


def _short_hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:10]


def _expect_list(item: Item) -> list[Item]:
    if not isinstance(item, list):
        raise TypeError("a list was to be here")
    return item


def _expect_rows(item: Item) -> list[list[Item]]:
    return [_expect_list(row) for row in _expect_list(item)]
