"""Family G: the ground rules themselves (M5, M9)."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle import FLOORS, LONGEST_SUNSET
from nstgov.lifecycle.wording import format_list
from nstgov.records import GroundRules, Movement
from nstgov.rules.rule import rule

LONGEST_ANSWER = 90
"""Days: the longest time to answer an objection, or to reconsider a decision, that any ground rules may allow."""
LONGEST_ABSENCE = 366
"""Days: the longest time for which somebody may be passed over while they are away."""
LONGEST_QUIET = 366
"""Days: the longest time before a proposal with which nothing happens is said to be quiet."""


@rule("G01", idea="M9 M5")
def looser_than_the_floors(movement: Movement) -> Iterator[Finding]:
    """
    The ground rules are never looser than the founding ones.

    Four people, circles of four to twelve, one or two representatives, a sunset on every decision: on these promises
    people joined, and neither many others nor a tired evening shall take them away. So they are floors in the
    software. A movement may ask more of itself: smaller circles, earlier sunsets, more people behind a proposal. What
    was promised to the smallest circle stays.

    Bad, three people are enough for anything:
    ```yaml title="ground-rules/1.yml"
    circle_size: {least: 3, good: 8, most: 12}  # <- G01
    authors: {least: 3}  # <- G01
    ```
    Good, more than the least:
    ```yaml title="ground-rules/1.yml"
    circle_size: {least: 4, good: 8, most: 12}
    authors: {least: 4}
    ```
    Bad, circles of twenty that send three:
    ```yaml title="ground-rules/1.yml"
    circle_size:
      least: 4
      good: 14  # <- G01
      most: 20  # <- G01
    representatives: {least: 1, most: 3}  # <- G01
    ```
    Good, twelve that send two:
    ```yaml title="ground-rules/1.yml"
    circle_size:
      least: 4
      good: 9
      most: 12
    representatives: {least: 1, most: 2}
    ```
    Bad, decisions for ten years, and a year to answer an objection:
    ```yaml title="ground-rules/1.yml"
    longest_sunset_days: 3650  # <- G01
    reconsider_within_days: 365  # <- G01
    answer_objection_within_days: 365  # <- G01
    ```
    Good, within five years, and two months:
    ```yaml title="ground-rules/1.yml"
    longest_sunset_days: 1826
    reconsider_within_days: 60
    answer_objection_within_days: 60
    ```
    Bad, three decide while the others are away:
    ```yaml title="ground-rules/1.yml"
    away: {most_days: 90, least_voices: 3}  # <- G01
    ```
    Good, four are there:
    ```yaml title="ground-rules/1.yml"
    away: {most_days: 90, least_voices: 4}
    ```
    Bad, a proof for a level that there is not, and a level that stands twice:
    ```yaml title="ground-rules/1.yml"
    levels: [friend, regional, continental, global, friend]  # <- G01
    proof: {friend: declared, regional: declared, planetary: signed}  # <- G01
    ```
    Good, for those there are:
    ```yaml title="ground-rules/1.yml"
    levels: [friend, regional, continental, global]
    proof: {friend: declared, regional: declared, global: signed}
    ```
    """
    for edition in movement.find_all(GroundRules):
        for key, judge in _JUDGES.items():
            if movement.is_sound(edition, key):
                yield from judge(edition)
        if movement.is_sound(edition, "levels", "proof"):
            yield from _check_proof(edition)


def _report_looser(edition: GroundRules, keys: tuple[str, ...], is_so: int, floor: str, limit: int) -> Finding:
    where = edition.locate(*keys)
    return Finding(where, f"{is_so} is looser than the founding ground rules: {floor} {limit}", f"Write {limit}.")


def _check_size(edition: GroundRules) -> Iterator[Finding]:
    size, floor = edition.circle_size, FLOORS.circle_size
    if size.least < floor.least:
        yield _report_looser(
            edition, ("circle_size", "least"), size.least, "a circle decides with at least", floor.least
        )
    if size.most > floor.most:
        yield _report_looser(edition, ("circle_size", "most"), size.most, "a circle has at most", floor.most)
    if size.least > size.most:
        message = f"the least, {size.least}, is more than the most, {size.most}, so no circle could be right"
        yield Finding(edition.locate("circle_size", "least"), message, "Let least, good and most follow each other.")
    elif not max(size.least, floor.least) <= size.good <= min(size.most, floor.most):
        message = f"{size.good} as the good size does not lie between the least and the most"
        yield Finding(
            edition.locate("circle_size", "good"), message, "Name a size between the two: about eight is good."
        )


def _check_authors(edition: GroundRules) -> Iterator[Finding]:
    if edition.authors.least < FLOORS.authors.least:
        floor = "a proposal or objection comes from at least"
        yield _report_looser(edition, ("authors", "least"), edition.authors.least, floor, FLOORS.authors.least)


def _check_representatives(edition: GroundRules) -> Iterator[Finding]:
    sent, floor = edition.representatives, FLOORS.representatives
    if sent.most > floor.most:
        yield _report_looser(edition, ("representatives", "most"), sent.most, "a circle sends at most", floor.most)
    elif sent.least > sent.most:
        message = f"the least, {sent.least}, is more than the most, {sent.most}"
        yield Finding(edition.locate("representatives", "least"), message, "Let the least be no more than the most.")


def _check_sunset(edition: GroundRules) -> Iterator[Finding]:
    if edition.longest_sunset_days > LONGEST_SUNSET:
        floor = "a decision ends after at most so many days:"
        yield _report_looser(edition, ("longest_sunset_days",), edition.longest_sunset_days, floor, LONGEST_SUNSET)


def _check_reconsidering(edition: GroundRules) -> Iterator[Finding]:
    if edition.reconsider_within_days > LONGEST_ANSWER:
        floor = "a decision is reconsidered within at most so many days:"
        yield _report_looser(
            edition, ("reconsider_within_days",), edition.reconsider_within_days, floor, LONGEST_ANSWER
        )


def _check_answering(edition: GroundRules) -> Iterator[Finding]:
    days = edition.answer_objection_within_days
    if days > LONGEST_ANSWER:
        floor = "an objection is answered within at most so many days:"
        yield _report_looser(edition, ("answer_objection_within_days",), days, floor, LONGEST_ANSWER)


def _check_quiet(edition: GroundRules) -> Iterator[Finding]:
    if edition.quiet_after_days > LONGEST_QUIET:
        floor = "a proposal is quiet after at most so many days:"
        yield _report_looser(edition, ("quiet_after_days",), edition.quiet_after_days, floor, LONGEST_QUIET)


def _check_away(edition: GroundRules) -> Iterator[Finding]:
    away, least = edition.away, FLOORS.circle_size.least
    if away is not None and away.least_voices < least:
        floor = "those who decide while others are away are at least"
        yield _report_looser(edition, ("away", "least_voices"), away.least_voices, floor, least)
    if away is not None and away.most_days > LONGEST_ABSENCE:
        floor = "nobody is passed over for more days than"
        yield _report_looser(edition, ("away", "most_days"), away.most_days, floor, LONGEST_ABSENCE)


MOST_NAMED = 12
"""Levels that a message names."""


def _check_levels(edition: GroundRules) -> Iterator[Finding]:
    if not edition.levels:
        help_ = f"Name them from the lowest to the highest: levels: [{', '.join(FLOORS.levels)}]."
        yield Finding(edition.locate("levels"), "there is no level, so no circle could stand on one", help_)
    seen: set[str] = set()
    for at, level in enumerate(edition.levels):
        if level in seen:
            yield Finding(edition.locate("levels", at), f"the level {level} stands twice", "Keep one of the two.")
        seen.add(level)


def _check_proof(edition: GroundRules) -> Iterator[Finding]:
    known = dict.fromkeys(edition.levels)
    for level in edition.proof:
        if level not in known:
            message = f"{level} is none of the levels: {format_list([*known][:MOST_NAMED])}"
            yield Finding(edition.locate("proof", level), message, "Correct its name, or remove it.")


_JUDGES = {
    "circle_size": _check_size,
    "authors": _check_authors,
    "representatives": _check_representatives,
    "longest_sunset_days": _check_sunset,
    "reconsider_within_days": _check_reconsidering,
    "answer_objection_within_days": _check_answering,
    "quiet_after_days": _check_quiet,
    "away": _check_away,
    "levels": _check_levels,
}
