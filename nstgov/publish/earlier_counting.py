"""
Which acts count, as an earlier build worked it out, where what changed since can have no part in it.

It is asked before anything else, and who sits where has to be worked out for it. Which acts of a proposal count rests
on what is linked to it and on the ground that everything stands on (`dependencies.py`). So where only rounds, versions
and the like came to some proposals, among them nothing that could be left out of count, all is as it was.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.act_proofs import NOT_ALWAYS_COUNTED, count_own_acts
from nstgov.lifecycle.derived import give_answer
from nstgov.lifecycle.voids import judge_voids
from nstgov.publish.answer_packing import pack_answers, unpack_answers
from nstgov.publish.dependencies import RecordFingerprints, describe_record, hash_texts
from nstgov.publish.site import Site
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import Confirmation, Movement, Uncounted, Version, Void
from nstgov.store.cache import Cache


class _Counting(NamedTuple):
    """What did not count: a digest of the ground, those of all groups by their first ids, and why which act did not."""

    ground: str
    groups: dict[str, str]
    uncounted: dict[str, Uncounted]


def count_with_memory(cache: Cache, sort: str, hidden: Collection[str], movement: Movement) -> Movement:
    """
    The same as `count_own_acts`.

    `sort` tells apart a movement as it was read and as it is shown, without the texts of the files that are `hidden`.
    """
    name, now = f"counted {sort}", _describe_movement(movement, hidden)
    before = _read_counting(cache, name, movement)
    if before is not None and now is not None and _is_as_before(movement, before, now):
        counted = _leave_out(movement, before.uncounted)
        give_answer(movement, count_own_acts, (), counted)
    else:
        counted = count_own_acts(movement)
    if now is not None and (before is None or before[:2] != now[:2]):
        cache.put_bundle(name, 0, pack_answers(tuple(now._replace(uncounted=dict(counted.uncounted))), movement))
    return counted


def _leave_out(movement: Movement, uncounted: Mapping[str, Uncounted]) -> Movement:
    """A movement in which nothing follows from what does not count."""
    if not uncounted:
        return movement
    unproven = {path for path in uncounted if isinstance(movement.records[path], Void)}
    voidings = judge_voids(movement, unproven) if movement.voidings else movement.voidings
    return movement.without_effect_of(uncounted, voidings)


def _read_counting(cache: Cache, name: str, movement: Movement) -> _Counting | None:
    data = cache.read_bundle(name, 0)
    kept = unpack_answers(data, movement) if data else None
    return _Counting(*kept) if isinstance(kept, tuple) and len(kept) == 3 else None


def _describe_movement(movement: Movement, hidden: Collection[str]) -> _Counting | None:
    """The digests of what counting rests on; None where they are not known."""
    if movement.unread or movement.change is not None or movement.sightings is not None:
        return None
    stamps = RecordFingerprints(Snapshot(movement, date.min, Site(title="", made=date.min)))
    ground = stamps.get_bare_key(())
    return _Counting(hash_texts([ground, repr(sorted(hidden))]), stamps.list_own_hashes(), {}) if ground else None


def _is_as_before(movement: Movement, before: _Counting, now: _Counting) -> bool:
    """Whether nothing came or went since on which it rests what counts."""
    changed = {id_ for id_, _ in before.groups.items() ^ now.groups.items()}
    if before.ground != now.ground:
        return False
    if not changed:
        return True
    ids = changed.union(*(group for group in describe_record(movement, {}).groups if group[0] in changed))
    own = tuple(f"{root}/{id_}/" for id_ in ids for root in ("proposals", "decisions"))
    if any(path.startswith(own) for path in before.uncounted):
        return False
    records = [record for path, record in movement.records.items() if path.startswith(own)]
    numbers = [record.proposal for record in records if isinstance(record, Version)]
    return len(numbers) == len({*numbers}) and not any(
        isinstance(one, (*NOT_ALWAYS_COUNTED, Confirmation)) for one in records
    )
