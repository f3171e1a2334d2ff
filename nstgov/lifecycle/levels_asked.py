"""Which proof the ground rules ask of what is said in a circle (M3, M9)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from nstgov.lifecycle.editions import ground_rules_on
from nstgov.lifecycle.registrars import newest_edition_before
from nstgov.records import PROOFS, Changes, Movement
from nstgov.records.values import ProofLevel

_STRENGTHS = {proof: strength for strength, proof in enumerate(PROOFS)}


def level_on(movement: Movement, circle: str, day: date) -> str | None:
    """The level of a circle on a day: as it began, or as it changed since; None of a circle that is not on record."""
    folder = movement.circles.get(circle)
    if folder is None:
        return None
    for act in reversed(folder.acts):
        if isinstance(act, Changes) and act.level and act.date <= day:
            return act.level
    return folder.founding.level


def find_proof_of_level(movement: Movement, circle: str, day: date) -> ProofLevel:
    """What the ground rules of a day ask of what is said in a circle; nothing of one that is not on record."""
    level = level_on(movement, circle, day)
    return "declared" if level is None else ground_rules_on(movement, day).proof.get(level, "declared")


def find_proof_when_landed(movement: Movement, circle: str, day: date, file: str) -> ProofLevel:
    """
    What is asked of an act of a circle: by the edition of its day, and by the newest one adopted before it landed.

    An act that bears an old day earns nothing by it.
    """
    by_day = find_proof_of_level(movement, circle, day)
    edition = newest_edition_before(movement, file) if len(movement.ground_rules) > 1 else None
    level = level_on(movement, circle, day)
    if edition is None or level is None or not movement.is_sound(edition, "proof"):
        return by_day
    return find_strongest([by_day, edition.proof.get(level, "declared")])


def find_strongest(proofs: Iterable[ProofLevel]) -> ProofLevel:
    """The strongest of some proofs; *declared* of none."""
    return max(proofs, key=find_strength, default="declared")


def is_at_least(proof: ProofLevel, asked: ProofLevel) -> bool:
    """Whether a proof is as good as what is asked, or better."""
    return find_strength(proof) >= find_strength(asked)


def find_strength(proof: ProofLevel) -> int:
    """How strong a proof is, from 0 for *declared*; 0 too of what is none of them and was not readable."""
    return _STRENGTHS.get(proof, 0)
