"""
Which acts count, as an earlier build worked it out from the same record.

It is asked before anything else, and who sits where has to be worked out for it. It rests on every file but those in
which a circle asks for help: nothing follows from these, unless something was put beside one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from nstgov.lifecycle.act_proofs import count_own_acts
from nstgov.lifecycle.derived import give_answer
from nstgov.publish.answer_packing import pack_answers, unpack_answers
from nstgov.publish.dependencies import hash_texts
from nstgov.records import Asks, Movement, Uncounted, VoidOutcome
from nstgov.store.cache import Cache


def count_with_memory(cache: Cache, sort: str, hidden: Collection[str], movement: Movement) -> Movement:
    """
    The same as `count_own_acts`.

    `sort` tells apart a movement as it was read and as it is shown, without the texts of the files that are `hidden`.
    """
    name, key = f"counted {sort}", _hash_acts(movement, hidden)
    kept = _read_kept(cache, name, key, movement)
    if kept is not None:
        uncounted, voidings = kept
        counted = movement.without_effect_of(uncounted, voidings) if uncounted else movement
        give_answer(movement, count_own_acts, (), counted)
        return counted
    counted = count_own_acts(movement)
    if key:
        answer = key, dict(counted.uncounted), dict(counted.voidings)
        cache.put_bundle(name, 0, pack_answers(answer, movement))
    return counted


def _read_kept(
    cache: Cache, name: str, key: str, movement: Movement
) -> tuple[dict[str, Uncounted], dict[str, VoidOutcome]] | None:
    data = cache.read_bundle(name, 0) if key else None
    kept = unpack_answers(data, movement) if data else None
    return kept[1:] if kept and kept[0] == key else None


def _hash_acts(movement: Movement, hidden: Collection[str]) -> str:
    """A digest of all that may bear upon which acts count; empty where that is not known."""
    is_known = all(path in movement.sha256 for path in movement.records)
    if not is_known or movement.unread or movement.change is not None or movement.sightings is not None:
        return ""
    return hash_texts([*_describe_acts(movement), repr(sorted(hidden))])


def _describe_acts(movement: Movement) -> Iterator[str]:
    places, proven = movement.landed or {}, movement.proven or {}
    at_fault = {misfit.at.file for misfit in movement.misfits}
    quiet = {record.file for record in movement.find_all(Asks)} - at_fault - movement.beside.keys()
    for path, sha256 in sorted(movement.sha256.items()):
        if path not in quiet:
            yield repr((path, sha256, places.get(path), proven.get(path)))
    yield from map(repr, movement.misfits)
    yield repr((movement.landed is None, movement.proven is None, sorted(movement.uncounted.items())))
