"""Family D: decisions that renew, replace or end others."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle import Change, changes_of, day_before, decision_on, targets_of
from nstgov.lifecycle.endings import Way
from nstgov.records import Decision, Movement, Version, Where
from nstgov.rules.judged import decisions_judged
from nstgov.rules.rule import rule

_DOES = {"renews": "renew", "replaces": "replace", "ends": "end"}
_ENDED = {"lapsed": "lapsed", "let go": "was let go", "replaced": "was replaced", "renewed": "was renewed"}
_DONE = {"renews": "renewed", "replaces": "replaced", "ends": "ended"}


@rule("D05", idea="M6 M7")
def changes_what_does_not_hold(movement: Movement) -> Iterator[Finding]:
    """
    A decision changes one that is in force.

    Every decision may be changed at any time, by consent; then both say so, the old one and the new. What has ended
    already cannot be replaced or ended again, and what another decision has taken the place of is not there any more:
    change that other one. A decision that has only lapsed may still be renewed, for people are sometimes late. A
    renewal is a proposal like any other, with its own id, four authors and the consent of everybody.

    Bad, it ends what had lapsed five days before:
    ```yaml title="proposals/delivery-bay/v1.yml"
    sunset: 2026-08-31
    review: 2026-08-15
    ```
    ```yaml title="proposals/delivery-bay/rounds/2025-12-14.lantern-row.yml"
    sha256: sha256(v1.yml)
    ```
    ```yaml title="decisions/delivery-bay/decision.yml"
    sha256: sha256(v1.yml)
    sunset: 2026-08-31
    ```
    ```yaml title="decisions/play-street/decision.yml"
    version: 1  # <- D05
    ```
    Good, its last day is the day before:
    ```yaml title="proposals/delivery-bay/v1.yml"
    sunset: 2026-09-04
    review: 2026-08-15
    ```
    ```yaml title="proposals/delivery-bay/rounds/2025-12-14.lantern-row.yml"
    sha256: sha256(v1.yml)
    ```
    ```yaml title="decisions/delivery-bay/decision.yml"
    sha256: sha256(v1.yml)
    sunset: 2026-09-04
    ```
    Bad, another decision has replaced it already:
    ```yaml title="proposals/play-street/v1.yml"
    # without: ends
    replaces: [delivery-bay, meeting-house-key]
    ```
    ```yaml title="proposals/play-street/rounds/2026-09-05.lantern-row.yml"
    sha256: sha256(v1.yml)
    ```
    ```yaml title="decisions/play-street/decision.yml"
    version: 1  # <- D05
    sha256: sha256(v1.yml)
    ```
    Good:
    ```yaml title="proposals/play-street/v1.yml"
    # without: ends
    replaces: [delivery-bay]
    ```
    ```yaml title="proposals/play-street/rounds/2026-09-05.lantern-row.yml"
    sha256: sha256(v1.yml)
    ```
    ```yaml title="decisions/play-street/decision.yml"
    version: 1
    sha256: sha256(v1.yml)
    ```
    Bad, it renews what has been replaced:
    ```yaml title="proposals/play-street/v1.yml"
    renews: [meeting-house-key]
    ```
    ```yaml title="proposals/play-street/rounds/2026-09-05.lantern-row.yml"
    sha256: sha256(v1.yml)
    ```
    ```yaml title="decisions/play-street/decision.yml"
    version: 1  # <- D05
    sha256: sha256(v1.yml)
    ```
    Good, it renews what has lapsed and nothing else has followed:
    ```yaml title="proposals/delivery-bay/v1.yml"
    sunset: 2026-08-31
    review: 2026-08-15
    ```
    ```yaml title="proposals/delivery-bay/rounds/2025-12-14.lantern-row.yml"
    sha256: sha256(v1.yml)
    ```
    ```yaml title="decisions/delivery-bay/decision.yml"
    sha256: sha256(v1.yml)
    sunset: 2026-08-31
    ```
    ```yaml title="proposals/play-street/v1.yml"
    # without: ends
    renews: [delivery-bay]
    ```
    ```yaml title="proposals/play-street/rounds/2026-09-05.lantern-row.yml"
    sha256: sha256(v1.yml)
    ```
    ```yaml title="decisions/play-street/decision.yml"
    version: 1
    sha256: sha256(v1.yml)
    ```
    """
    for decision, version in decisions_judged(movement, "decided"):
        for way, at, target in targets_of(version):
            if movement.is_sound(version, way) and version.number == decision.version:
                yield from _one(movement, decision, version, (way, at, target))


def _one(movement: Movement, decision: Decision, version: Version, change: tuple[Way, int, str]) -> Iterator[Finding]:
    way, at, target = change
    where: tuple[Where, ...] = (version.at(way, at),)
    if target == decision.decision:
        help_ = "Bring the renewal as a new proposal, with an id of its own."
        yield Finding(decision.at("version"), f"it would {_DOES[way]} itself", help_, where)
        return
    folder = movement.decisions.get(target)
    if folder is None or folder.decision is None or not movement.is_sound(folder.decision, "decided", "sunset"):
        return
    where = (*where, folder.decision.at("decided"))
    state = decision_on(movement, target, day_before(decision.decided))
    if state is None:
        message = f"it would {_DOES[way]} {target}, which was decided on {folder.decision.decided} only"
        help_ = f"Decide it on a day after that, or leave {target} out."
        yield Finding(decision.at("version"), message, help_, where)
    elif not state.in_force and not _may_be_taken_up(way, state.stage):
        yield _over(decision, change, state.stage, state.last_day.isoformat(), state.changed_by, where)
    elif rival := _rival(movement, decision, target):
        message = f"it would {_DOES[way]} {target}, which {rival.by} {rival.way} on the same day"
        yield Finding(decision.at("version"), message, f"Agree on one of the two, {rival.by} or this one.", where)


def _may_be_taken_up(way: Way, stage: str) -> bool:
    """Whether what is not in force may be changed: history from elsewhere, and what has lapsed by renewing it."""
    return stage == "imported" or (way == "renews" and stage == "lapsed")


def _over(
    decision: Decision, change: tuple[Way, int, str], stage: str, last: str, by: Change | None, where: tuple[Where, ...]
) -> Finding:
    way, _, target = change
    if by is not None and stage in ("replaced", "renewed"):
        message = f"it would {_DOES[way]} {target}, which {by.by} {_DONE[by.way]} on {by.day}"
        return Finding(decision.at("version"), message, f"Change {by.by} instead, or leave {target} out.", where)
    message = f"it would {_DOES[way]} {target}, which is not in force: it {_ENDED.get(stage, stage)} on {last}"
    help_ = f"Leave {target} out" + (", or renew it." if stage == "lapsed" else ".")
    return Finding(decision.at("version"), message, help_, where)


def _rival(movement: Movement, decision: Decision, target: str) -> Change | None:
    """Another decision of the same day that changes the same one, and whose id comes first."""
    changes = changes_of(movement).get(target, ())
    return next((c for c in changes if c.day == decision.decided and c.by < decision.decision), None)
