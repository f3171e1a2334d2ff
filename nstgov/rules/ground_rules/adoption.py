"""Family G: how an edition of the ground rules comes into force (M6, M9)."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle import adoption_lacks, edition_spans
from nstgov.records import GroundRules, Movement, Where
from nstgov.rules.lack_findings import as_finding
from nstgov.rules.rule import rule

FOUNDING = 1


@rule("G02", idea="M9 M6")
def edition_not_adopted(movement: Movement) -> Iterator[Finding]:
    """
    An edition of the ground rules is adopted by everyone, word for word.

    By the ground rules all else is judged, so nobody changes them on the side. A later edition comes with a proposal
    of the kind `ground rules` that names its bytes; it is in force from the day the top circle has decided it, or
    from its own first day if that is later, and for as long as that decision is. As long as the proposal is undecided
    the new edition simply lies there, and nothing is wrong with it. Nobody lowers the threshold they step over: what
    adopts an edition is judged by the edition before it and by itself, in each point by the stricter of both; and
    where it names another top circle, that one and the one before adopt it together. Editions follow one another, and
    the `repository_id` stays: signatures are bound to it.

    Bad, other bytes than the proposal names:
    ```yaml title="ground-rules/2.yml"
    movement: Next Step Together in the Valley  # <- G02
    ```
    Good, a next edition, which is proposed and not yet decided:
    ```yaml title="ground-rules/3.yml"
    movement: Next Step Together in the Valley
    repository_id: a038d6892439eb4d5e48ff7bde7d5c32
    from: 2027-01-01
    adopted_by: ground-rules-3
    levels: [friend, regional, continental, global]
    top: everyone
    circle_size: {least: 4, good: 8, most: 12}
    authors: {least: 4}
    representatives: {least: 1, most: 2}
    longest_sunset_days: 548
    reconsider_within_days: 21
    answer_objection_within_days: 21
    quiet_after_days: 45
    ```
    ```yaml title="proposals/ground-rules-3/v1.yml"
    title: A name that is not only ours
    kind: ground rules
    authors: [amara-okafor, layla-haddad, chidi-eze, mohan-das]
    submitted: 2026-11-20
    asks: [everyone]
    affects: [everyone]
    need: There is a second valley now, and its people ask which of the two we mean.
    reasons: The name says where we live, and the number of the edition says which rules we keep.
    text: The third edition of the ground rules, with another name and nothing else changed.
    might_hurt: Whoever has painted the old name on a door; we bring the paint.
    sunset: 2028-05-01
    review: 2027-06-01
    judged_by: [letters that went to the wrong valley]
    edition: {number: 3, sha256: sha256(ground-rules/3.yml)}
    entered_by: amara-okafor
    ```
    Bad, a repository id of its own:
    ```yaml title="ground-rules/3.yml"
    movement: Next Step Together in the Valley
    repository_id: 0123456789abcdef0123456789abcdef  # <- G02
    from: 2027-01-01
    adopted_by: ground-rules-3
    levels: [friend, regional, continental, global]
    top: everyone
    circle_size: {least: 4, good: 8, most: 12}
    authors: {least: 4}
    representatives: {least: 1, most: 2}
    longest_sunset_days: 548
    reconsider_within_days: 21
    answer_objection_within_days: 21
    quiet_after_days: 45
    ```
    ```yaml title="proposals/ground-rules-3/v1.yml"
    title: A name that is not only ours
    kind: ground rules
    authors: [amara-okafor, layla-haddad, chidi-eze, mohan-das]
    submitted: 2026-11-20
    asks: [everyone]
    affects: [everyone]
    need: There is a second valley now, and its people ask which of the two we mean.
    reasons: The name says where we live, and the number of the edition says which rules we keep.
    text: The third edition of the ground rules, with another name and nothing else changed.
    might_hurt: Whoever has painted the old name on a door; we bring the paint.
    sunset: 2028-05-01
    review: 2027-06-01
    judged_by: [letters that went to the wrong valley]
    edition: {number: 3, sha256: sha256(ground-rules/3.yml)}
    entered_by: amara-okafor
    ```
    Bad, editions that do not follow each other, and no decision is named:
    ```yaml title="ground-rules/4.yml"
    movement: Next Step Together in the Valley  # <- G02
    repository_id: a038d6892439eb4d5e48ff7bde7d5c32
    from: 2026-09-01  # <- G02
    levels: [friend, regional, continental, global]
    top: everyone
    circle_size: {least: 4, good: 8, most: 12}
    authors: {least: 4}
    representatives: {least: 1, most: 2}
    longest_sunset_days: 548
    reconsider_within_days: 21
    answer_objection_within_days: 21
    quiet_after_days: 45
    ```
    Bad, a decision about something else, of another circle:
    ```yaml title="ground-rules/3.yml"
    movement: Next Step Together in the Valley
    repository_id: a038d6892439eb4d5e48ff7bde7d5c32
    from: 2027-01-01
    adopted_by: street-trees  # <- G02
    levels: [friend, regional, continental, global]
    top: everyone
    circle_size: {least: 4, good: 8, most: 12}
    authors: {least: 4}
    representatives: {least: 1, most: 2}
    longest_sunset_days: 548
    reconsider_within_days: 21
    answer_objection_within_days: 21
    quiet_after_days: 45
    ```
    """
    if FOUNDING not in movement.ground_rules:
        message = "the founding edition of the ground rules is missing"
        help_ = "Add ground-rules/1.yml with the rules that the movement began with; nstgov init writes one."
        yield Finding(Where("ground-rules/1.yml"), message, help_)
    for number, edition in sorted(movement.ground_rules.items()):
        if number == FOUNDING:
            yield from _check_founding(movement, edition)
        else:
            yield from _check_following(movement, edition)
            yield from _check_same_repository(movement, edition)
            yield from _check_adopted(movement, edition)


def _check_founding(movement: Movement, edition: GroundRules) -> Iterator[Finding]:
    if edition.adopted_by is not None and movement.is_sound(edition, "adopted_by"):
        message = "the founding edition is what a movement begins with; no decision adopts it"
        yield Finding(edition.locate("adopted_by"), message, "Remove this line.")


def _check_following(movement: Movement, edition: GroundRules) -> Iterator[Finding]:
    """Findings where a number is left out, or where an edition would begin before the one it follows."""
    if edition.number - 1 not in movement.ground_rules and edition.number - 1 != FOUNDING:
        last = max((number for number in movement.ground_rules if number < edition.number), default=0)
        message = f"this is edition {edition.number}, and there is no edition {edition.number - 1}"
        yield Finding(edition.locate(), message, f"Give it the next number: {last + 1}.yml.")
    earlier = [other for other, _ in edition_spans(movement) if other.number < edition.number]
    if not earlier or not movement.is_sound(edition, "from") or not movement.is_sound(earlier[0], "from"):
        return
    if edition.from_ <= earlier[0].from_:
        message = f"it would begin on {edition.from_}, not after edition {earlier[0].number}, of {earlier[0].from_}"
        yield Finding(edition.locate("from"), message, "Write a later day.", (earlier[0].locate("from"),))


def _check_same_repository(movement: Movement, edition: GroundRules) -> Iterator[Finding]:
    founding = movement.ground_rules.get(FOUNDING)
    if founding is None or not all(movement.is_sound(e, "repository_id") for e in (founding, edition)):
        return
    if edition.repository_id != founding.repository_id:
        message = "the repository_id is not that of the founding edition, to which every signature is bound"
        help_ = f"Write `repository_id: {founding.repository_id}`."
        yield Finding(edition.locate("repository_id"), message, help_, (founding.locate("repository_id"),))


def _check_adopted(movement: Movement, edition: GroundRules) -> Iterator[Finding]:
    if not movement.is_sound(edition, "adopted_by"):
        return
    if edition.adopted_by is None:
        help_ = f"Name the proposal that would adopt it: `adopted_by: ground-rules-{edition.number}`."
        yield Finding(edition.locate("adopted_by"), "no proposal or decision is named that adopts this edition", help_)
        return
    yield from map(as_finding, adoption_lacks(movement, edition.number))
