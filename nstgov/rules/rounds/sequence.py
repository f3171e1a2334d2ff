"""Family C: the order of what is said and what it is said of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nstgov.findings import Finding
from nstgov.lifecycle.native import find_version, yield_judged_rounds
from nstgov.records import Movement, Review, Test, Where
from nstgov.rules.lack_findings import decisions_lacking
from nstgov.rules.rule import rule


@rule("C06")
def held_too_early(movement: Movement) -> Iterator[Finding]:
    """
    Nobody speaks of something before it is there.

    A round comes after the version it hears, a test after the objection, a decision after the text that it decides,
    a review after the decision. When the days say otherwise, one of them is a slip; it matters because what holds on
    which day follows from them alone. On one and the same day the order is understood.

    Bad, a round four days before the version:
    ```yaml title="proposals/heat-refuge/rounds/2026-11-12.rope-walk.salma-rahman.yml"
    version: 1  # <- C06
    sha256: sha256(v1.yml)
    how: async
    voices: {salma-rahman: consent}
    ```
    Good, on the same day:
    ```yaml title="proposals/heat-refuge/rounds/2026-11-16.rope-walk.salma-rahman.yml"
    version: 1
    sha256: sha256(v1.yml)
    how: async
    voices: {salma-rahman: consent}
    ```
    Bad, a test before the objection was raised:
    ```yaml title="proposals/repair-cafe/objections/saturday-noise/test.2026-04-13.old-harbour.yml"
    # like: proposals/repair-cafe/objections/saturday-noise/test.2026-04-19.old-harbour.yml
    version: 1  # <- C06
    ```
    Good, a test on the day it was raised:
    ```yaml title="proposals/repair-cafe/objections/saturday-noise/test.2026-04-14.old-harbour.yml"
    # like: proposals/repair-cafe/objections/saturday-noise/test.2026-04-19.old-harbour.yml
    version: 1
    ```
    Bad, a review before the decision:
    ```yaml title="decisions/delivery-bay/reviews/2025-12-10.yml"
    circle: lantern-row  # <- C06
    helped: The van stands in the bay, and no longer on the crossing.
    result: keep
    ```
    Good, a review some weeks after it:
    ```yaml title="decisions/delivery-bay/reviews/2026-01-20.yml"
    circle: lantern-row
    helped: The van stands in the bay, and no longer on the crossing.
    result: keep
    ```
    Bad, a decision before its version was submitted:
    ```yaml title="decisions/monday-soup/decision.yml"
    decided: 2025-12-19  # <- C06
    ```
    Good, a decision on the day of its round:
    ```yaml title="decisions/monday-soup/decision.yml"
    decided: 2026-01-05
    ```
    """
    yield from _check_rounds(movement)
    yield from _check_tests(movement)
    yield from _check_reviews(movement)
    yield from decisions_lacking(movement, "C06")


def _check_rounds(movement: Movement) -> Iterator[Finding]:
    for held in yield_judged_rounds(movement, "version", "held"):
        version = find_version(movement, held.proposal, held.version)
        if version and movement.is_sound(version, "submitted") and held.held < version.submitted:
            what = f"this round was held on {held.held}, and version {held.version} was submitted"
            yield _report_too_early(held.locate("version"), what, version.submitted, version.locate("submitted"))


def _check_tests(movement: Movement) -> Iterator[Finding]:
    for test in movement.find_sound(Test, "version", "held"):
        target = movement.find_target(test.target)
        folder = target.objections.get(test.objection) if target else None
        version = folder.versions.get(test.version) if folder else None
        if version and movement.is_sound(version, "raised") and test.held < version.raised:
            what = f"this test was held on {test.held}, and version {test.version} of the objection was raised"
            yield _report_too_early(test.locate("version"), what, version.raised, version.locate("raised"))


def _check_reviews(movement: Movement) -> Iterator[Finding]:
    for review in movement.find_sound(Review, "held"):
        folder = movement.decisions[review.decision]
        if (made := folder.decision) and movement.is_sound(made, "decided") and review.held < made.decided:
            what = f"this review was held on {review.held}, and the decision was made"
            yield _report_too_early(review.locate(), what, made.decided, made.locate("decided"))
        elif (chosen := folder.election) and movement.is_sound(chosen, "held") and review.held < chosen.held:
            what = f"this review was held on {review.held}, and the election"
            yield _report_too_early(review.locate(), what, chosen.held, chosen.locate("held"))


def _report_too_early(at: Where, what: str, day: date, related: Where) -> Finding:
    return Finding(
        at, f"{what} on {day}, later", "Look at both days, and write the one on which it really was.", (related,)
    )
