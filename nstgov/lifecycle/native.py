"""
Which proposals the rules about consent judge: those that this movement made.

A version that was `imported` is history from elsewhere: shown and marked, never counted as consent, and not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.records import Decision, Movement, ObjectionFolder, Round, Version


def yield_judged_versions(movement: Movement, *keys: str) -> Iterator[Version]:
    """The versions that are this movement's own, and of which none of these keys is at fault."""
    return (version for version in movement.find_sound(Version, "imported", *keys) if version.imported is None)


def yield_judged_rounds(movement: Movement, *keys: str) -> Iterator[Round]:
    """The rounds on such versions, of which none of these keys is at fault."""
    for held in movement.find_sound(Round, *keys):
        version = find_version(movement, held.proposal, held.version)
        if version is None or (version.imported is None and movement.is_sound(version, "imported")):
            yield held


def find_version(movement: Movement, proposal: str, number: int) -> Version | None:
    """The version of a proposal with that number, where it is on record."""
    folder = movement.proposals.get(proposal)
    return folder.versions.get(number) if folder else None


def is_newest(movement: Movement, version: Version) -> bool:
    """Whether no later version of its proposal is on record."""
    return version.number == max(movement.proposals[version.proposal].versions)


def yield_judged_decisions(movement: Movement, *keys: str) -> Iterator[tuple[Decision, Version]]:
    """The decisions on such versions, each with its version, of which none of these keys is at fault."""
    for decision in movement.find_sound(Decision, "version", *keys):
        version = find_version(movement, decision.decision, decision.version)
        if version is not None and version.imported is None and movement.is_sound(version, "imported"):
            yield decision, version


def is_readable(movement: Movement, folder: ObjectionFolder) -> bool:
    """Whether everything is sound from which it follows where an objection stands."""
    return (
        all(movement.is_sound(version, "raised", "against") for version in folder.versions.values())
        and all(movement.is_sound(test, "held", "circle", "version", "result") for test in folder.tests)
        and all(movement.is_sound(resolution, "date") for resolution in folder.resolutions)
    )
