"""
By which ground rules a version and its decision are judged: those of the day, and of an edition they would adopt (M9).

Nobody lowers the threshold over which they step. What adopts an edition is held against the edition before it and
against the new one itself, in each point against the stricter of the two; and where an edition with a lower number
came to hold later than the day it bears, against that one too, since a day that somebody typed earns nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.editions import complete_edition, edition_spans, ground_rules_on
from nstgov.lifecycle.levels_asked import find_strongest
from nstgov.records import GroundRules, Movement, Version
from nstgov.records.ground_rules import AuthorCount, AwayRule
from nstgov.records.values import ProofLevel


def rules_judging(movement: Movement, version: Version, day: date) -> GroundRules:
    """The ground rules by which a version, or a decision on it, is judged on a day."""
    if version.kind != "ground rules" or version.edition is None:
        return ground_rules_on(movement, day)
    return _rules_of_adopting(movement, version.edition.number, day)


def editions_judging(movement: Movement, version: Version, day: date) -> tuple[GroundRules, ...]:
    """The same ground rules one by one: first those in force on the day, then those that are held against it too."""
    if version.kind != "ground rules" or version.edition is None:
        return (ground_rules_on(movement, day),)
    return tuple(_yield_editions(movement, version.edition.number, day))


@derive_once
def _rules_of_adopting(movement: Movement, number: int, day: date) -> GroundRules:
    first, *others = _yield_editions(movement, number, day)
    for other in others:
        first = choose_stricter(first, other)
    return first


def _yield_editions(movement: Movement, number: int, day: date) -> Iterator[GroundRules]:
    yield ground_rules_on(movement, day)
    for edition, span in edition_spans(movement):
        if edition.number < number and span.first > day and not span.is_empty():
            yield complete_edition(movement, edition.number)
    if number in movement.ground_rules:
        yield complete_edition(movement, number)


def choose_stricter(one: GroundRules, other: GroundRules) -> GroundRules:
    """The first edition, with each of its demands on a decision as strict as in the stricter of two."""
    levels = dict.fromkeys((*one.proof, *other.proof))
    size = max(one.circle_size.least, other.circle_size.least)
    return replace(
        one,
        authors=AuthorCount(least=max(one.authors.least, other.authors.least)),
        circle_size=replace(one.circle_size, least=size),
        longest_sunset_days=min(one.longest_sunset_days, other.longest_sunset_days),
        proof={level: _choose_proof(one, other, level) for level in levels},
        away=_choose_away(one.away, other.away),
    )


def _choose_proof(one: GroundRules, other: GroundRules, level: str) -> ProofLevel:
    return find_strongest(rules.proof.get(level, "declared") for rules in (one, other))


def _choose_away(one: AwayRule | None, other: AwayRule | None) -> AwayRule | None:
    """Nobody is passed over where either of the two passes over nobody."""
    if one is None or other is None:
        return None
    return AwayRule(
        most_days=min(one.most_days, other.most_days), least_voices=max(one.least_voices, other.least_voices)
    )
