"""
The keys of those whom regions send (M3, M9).

Whose key is whose, a region's own record tells; here its snapshots repeat it. A key counts from the snapshot that names
it first, and no longer after one that names the same person without it.
"""

from __future__ import annotations

from collections import defaultdict

from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.identity_facts import HeldKey
from nstgov.records import BETWEEN, Movement, RegionFolder, RegionSnapshot, bare_key


@derive_once
def region_keys(movement: Movement) -> dict[str, tuple[HeldKey, ...]]:
    """By representative of a region, the keys that its snapshots give, in the order of their days."""
    found: dict[str, list[HeldKey]] = defaultdict(list)
    for folder in movement.regions.values():
        for seen in folder.snapshots:
            if movement.is_sound(seen, "date", "representatives"):
                _take_snapshot(found, folder, seen)
    return {person: tuple(held) for person, held in found.items()}


def _take_snapshot(found: dict[str, list[HeldKey]], folder: RegionFolder, seen: RegionSnapshot) -> None:
    for at, who in enumerate(seen.representatives):
        person = f"{folder.id}{BETWEEN}{who.person}"
        named = {bare_key(key): seen.locate("representatives", at, "keys", n) for n, key in enumerate(who.keys)}
        theirs = [
            held if held.ended or held.key in named else held._replace(ended=seen) for held in found.get(person, ())
        ]
        counting = {held.key for held in theirs if held.ended is None}
        theirs += [HeldKey(person, key, place, seen.date) for key, place in named.items() if key not in counting]
        if theirs:
            found[person] = theirs
