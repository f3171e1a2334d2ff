"""What was worked out before and is kept: only what is ours is taken out again."""

from __future__ import annotations

import os
import pickle
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from nstgov.store.cache import SHELVES, Cache, pack_value, program_fingerprint, unpack_value
from tests.building import circle


class Runs:
    """Something that would run a program when it is unpacked."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("true",)


def test_what_was_packed_is_unpacked() -> None:
    """Records and plain values come back as they were."""
    value = {"oak": (circle("oak", members="ana"), date(2026, 1, 1), frozenset({"a"}))}
    assert unpack_value(pack_value(value)) == value


@pytest.mark.parametrize(
    "data",
    [
        pickle.dumps(Runs()),
        pickle.dumps(Counter("a")),
        pickle.dumps(program_fingerprint),
        pickle.dumps(os.system),
        b"",
        b"\x80",
    ],
)
def test_nothing_is_unpacked_that_is_no_value_of_ours(data: bytes) -> None:
    """No program is run and no function is taken, not even one of our own; it counts as lost."""
    assert unpack_value(data) is None


def test_a_damaged_file_is_gone_after_the_run_that_met_it(tmp_path: Path) -> None:
    """What cannot be read costs one run its time, not every later one: the next begins with an empty file."""
    cache = Cache(tmp_path, "this program")
    for number in range(SHELVES):
        cache.put_bundle("page", number, bytes(20_000))
    cache.save()
    cache.close()
    file = tmp_path / "kept.sqlite"
    data = bytearray(file.read_bytes())
    data[16_384:] = b"\xff" * (len(data) - 16_384)
    file.write_bytes(data)
    met = Cache(tmp_path, "this program")
    assert met.read_bundle("page", 200) is None
    met.put_bundle("page", 200, b"soup")
    met.save()
    met.close()
    after = Cache(tmp_path, "this program")
    after.put_bundle("page", 200, b"stew")
    after.save()
    after.close()
    again = Cache(tmp_path, "this program")
    assert again.read_bundle("page", 200) == b"stew"
    again.close()


@pytest.mark.parametrize("word", [b"CREATE TABLE bundle", b"sort TEXT", b"number)"])
def test_what_the_database_says_in_damaged_words_is_damage_too(tmp_path: Path, word: bytes) -> None:
    """A file that tells wrongly how its tables are made is as good as none, and can be written again."""
    cache = Cache(tmp_path, "this program")
    cache.put_bundle("page", 1, b"soup")
    cache.save()
    cache.close()
    file = tmp_path / "kept.sqlite"
    data = file.read_bytes()
    assert word in data
    file.write_bytes(data.replace(word, b"\xdf" + word[1:]))
    for expected in (None, b"bread"):
        met = Cache(tmp_path, "this program")
        assert met.read_bundle("page", 1) == expected
        met.put_bundle("page", 1, b"bread")
        met.save()
        met.close()
