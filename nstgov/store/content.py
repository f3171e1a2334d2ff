"""The bytes of files, of which no more is kept than a record may have: of a larger one the beginning and its hashes."""

from __future__ import annotations

import hashlib
from typing import BinaryIO

LARGEST = 256 * 1024
"""Bytes that a record may have at most."""
_PIECE = 1 << 20


class CutContent(bytes):
    """The beginning of a file that is too large for a record; how large it is, and the hashes of all of it."""

    size: int
    sha256: str
    blob_ids: dict[int, str]


def read_content(stream: BinaryIO, size: int) -> bytes:
    """The next `size` bytes of a stream; of more than a record may have the beginning, and nothing else is kept."""
    if size <= LARGEST:
        return stream.read(size)
    head = stream.read(LARGEST + 1)
    hashes = hashlib.sha256(), hashlib.sha1(usedforsecurity=False), hashlib.sha256()
    for known in hashes[1:]:
        known.update(b"blob %d\0" % size)
    piece, left = head, size
    while piece:
        for known in hashes:
            known.update(piece)
        left -= len(piece)
        piece = stream.read(min(_PIECE, left))
    found = CutContent(head)
    found.size = size
    found.sha256, *ids = (known.hexdigest() for known in hashes)
    found.blob_ids = {len(id_): id_ for id_ in ids}
    return found


def hash_content(data: bytes) -> str:
    """The SHA-256 of a file."""
    return data.sha256 if isinstance(data, CutContent) else hashlib.sha256(data).hexdigest()


def size_of_content(data: bytes) -> int:
    """How many bytes a file has."""
    return data.size if isinstance(data, CutContent) else len(data)


def find_blob_id(data: bytes, length: int = 40) -> str:
    """The id under which git keeps a file, in a repository whose ids have that many hex digits."""
    if isinstance(data, CutContent):
        return data.blob_ids[length]
    content = b"blob %d\0" % len(data) + data
    return (hashlib.sha1(content, usedforsecurity=False) if length == 40 else hashlib.sha256(content)).hexdigest()
