"""
Whose a next version is: authors keep their proposal, and their objection (M3, M17).

Somebody of the version before is among the authors of the next, and where more than *declared* is asked it is their own
word. What strangers bring as a next version takes nothing away from the one before; nor does history from elsewhere
stand in the place of what this movement made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.levels_asked import find_proof_when_landed, find_strongest
from nstgov.lifecycle.proofs import OWN, are_signatures_checked, find_weak_voices
from nstgov.records import Author, Movement, Objection, Uncounted, Version


@derive_once
def versions_not_counted(movement: Movement) -> dict[str, Uncounted]:
    """By path, the next versions of proposals and objections that are not brought by somebody of the version before."""
    found: dict[str, Uncounted] = {}
    for versions in _group_versions(movement.find_sound(Version, "authors", "carried_by", "imported")):
        found.update((one.file, one) for one in _yield_not_counted(movement, versions))
    for objections in _group_objections(movement.find_sound(Objection, "authors", "carried_by")):
        before = objections[0]
        for after in objections[1:]:
            if _find_shared(before, after):
                before = after
            else:
                found[after.file] = Uncounted(after.file, "strangers")
    return found


def _group_versions(versions: Iterable[Version]) -> list[list[Version]]:
    """The versions of each proposal that has several, in the order of their numbers."""
    found: dict[str, list[Version]] = defaultdict(list)
    for version in versions:
        found[version.proposal].append(version)
    return [sorted(some, key=lambda one: one.number) for some in found.values() if len(some) > 1]


def _group_objections(objections: Iterable[Objection]) -> list[list[Objection]]:
    found: dict[tuple[str, str], list[Objection]] = defaultdict(list)
    for one in objections:
        found[one.target, one.objection].append(one)
    return [sorted(some, key=lambda one: one.number) for some in found.values() if len(some) > 1]


def _yield_not_counted(movement: Movement, versions: list[Version]) -> Iterator[Uncounted]:
    before = versions[0]
    for after in versions[1:]:
        uncounted = _find_fault_of_next(movement, before, after)
        if uncounted is None:
            before = after
        else:
            yield uncounted


def _find_fault_of_next(movement: Movement, before: Version, after: Version) -> Uncounted | None:
    """Why a version does not follow another; what is made of history from elsewhere begins anew."""
    if before.imported is not None:
        return None
    if after.imported is not None:
        return Uncounted(after.file, "imported")
    shared = _find_shared(before, after)
    if not shared:
        return Uncounted(after.file, "strangers")
    asked = find_strongest(
        find_proof_when_landed(movement, circle, after.submitted, after.file) for circle in before.asks
    )
    if not are_signatures_checked(movement):
        return None
    people = tuple(one for one in shared if isinstance(one, str))
    weak = find_weak_voices(movement, after, people, asked)
    if len(weak) < len(people) or (asked not in OWN and not people):
        return None
    return Uncounted(after.file, "not proven", weak, asked)


def _find_shared(before: Version | Objection, after: Version | Objection) -> tuple[Author, ...]:
    """Who stands behind both of two versions; who carries one stands behind it too."""
    earlier = {*before.authors, before.carried_by}
    later = dict.fromkeys((*after.authors, *((after.carried_by,) if after.carried_by else ())))
    return tuple(one for one in later if one in earlier)
