"""The little of CBOR (RFC 8949) that Pagefind's tables are made of: whole numbers, texts, and lists of these."""

from __future__ import annotations

from typing import TypeAlias

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
