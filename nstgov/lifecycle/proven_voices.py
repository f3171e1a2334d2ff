"""
Which of somebody's voices on a version counts, by how well each is proven (M3, M9).

A weaker entry never replaces a stronger one of the same person, and what is proven less well than is asked does not
count until it is.
"""

from __future__ import annotations

from typing import NamedTuple

from nstgov.lifecycle.disputes import Spoken
from nstgov.lifecycle.levels_asked import find_strength
from nstgov.lifecycle.proofs import OWN, are_signatures_checked, is_nobody_signed_only, is_proven_as, proof_of
from nstgov.records import Movement
from nstgov.records.values import ProofLevel


class SortedVoices(NamedTuple):
    """The voices that count, in their order, and those that do not yet."""

    counting: list[Spoken]
    weak: list[Spoken]


def sort_by_proof(movement: Movement, said: list[Spoken], asked: ProofLevel) -> SortedVoices:
    """
    The voices, given in the order of their days, that are proven as well as is asked, and those that are not.

    Of what somebody said to one version only the latest counts, among the best proven: their own word with key or
    account is not taken away by what others enter for them.
    """
    is_plain = asked == "declared" and is_nobody_signed_only(movement)
    if not are_signatures_checked(movement) or (
        is_plain and not any(movement.beside.get(one.round.file) for one in said)
    ):
        return SortedVoices(said, [])
    counting: list[Spoken] = []
    weak: list[Spoken] = []
    for one in said:
        (counting if is_proven_as(movement, one.round, one.person, asked) else weak).append(one)
    best: dict[tuple[str, int], int] = {}
    for one in counting:
        where = one.person, one.round.version
        best[where] = max(best.get(where, 0), _rank_proof(movement, one, asked))
    kept = [one for one in counting if _rank_proof(movement, one, asked) >= best[one.person, one.round.version]]
    spoken = {(one.person, one.round.version) for one in kept}
    return SortedVoices(kept, [one for one in weak if (one.person, one.round.version) not in spoken])


def _rank_proof(movement: Movement, one: Spoken, asked: ProofLevel) -> int:
    """How well a voice is proven; that others heard it makes a difference only where that is asked."""
    proof = proof_of(movement, one.round, one.person)
    return find_strength(proof) if proof in OWN or asked != "declared" else 0
