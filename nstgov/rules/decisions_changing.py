"""Family D: decisions that renew, replace or end others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nstgov.findings import Finding
from nstgov.lifecycle import Change, changes_of, targets_of
from nstgov.lifecycle.endings import LastDay, Way, over_before
from nstgov.lifecycle.terms import successors_of
from nstgov.records import Decision, Election, Movement, Version, Where
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
    renewal is a proposal like any other, with its own id, four authors and the consent of everybody. A last day still
    counts whole, and what was decided earlier on the same evening may be changed on it; but nothing is changed in two
    ways, or by two at once, and no term has two successors.

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
    Good, its last day is that very day:
    ```yaml title="proposals/delivery-bay/v1.yml"
    sunset: 2026-09-05
    review: 2026-08-15
    ```
    ```yaml title="proposals/delivery-bay/rounds/2025-12-14.lantern-row.yml"
    sha256: sha256(v1.yml)
    ```
    ```yaml title="decisions/delivery-bay/decision.yml"
    sha256: sha256(v1.yml)
    sunset: 2026-09-05
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
        if version.number == decision.version:
            changes = [change for change in targets_of(version) if movement.is_sound(version, change[0])]
            for nth, change in enumerate(changes):
                if change[2] in (target for _, _, target in changes[:nth]):
                    yield _twice(decision, version, change)
                else:
                    yield from _one(movement, decision, version, change)
    yield from _terms_succeeded_twice(movement)


def _twice(decision: Decision, version: Version, change: tuple[Way, int, str]) -> Finding:
    way, at, target = change
    help_ = f"Say once what becomes of {target}: renewed, replaced or ended."
    return Finding(decision.at("version"), f"it would change {target} in two ways", help_, (version.at(way, at),))


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
    if folder.decision.decided > decision.decided:
        message = f"it would {_DOES[way]} {target}, which was decided on {folder.decision.decided} only"
        help_ = f"Decide it on that day or later, or leave {target} out."
        yield Finding(decision.at("version"), message, help_, where)
        return
    end = over_before(movement, folder, decision.decided)
    if end is not None and not (way == "renews" and end.stage == "lapsed"):
        yield _over(decision, change, end, where)
    elif rival := _rival(movement, decision, target):
        message = f"it would {_DOES[way]} {target}, which {rival.by} {rival.way} on the same day"
        yield Finding(decision.at("version"), message, f"Agree on one of the two, {rival.by} or this one.", where)
    elif _is_changed_by(movement, decision, target):
        message = f"it would {_DOES[way]} {target}, and that one would on the same day change this one"
        yield Finding(decision.at("version"), message, "Agree on which of them holds.", where)


def _over(decision: Decision, change: tuple[Way, int, str], end: LastDay, where: tuple[Where, ...]) -> Finding:
    (way, _, target), (last, stage, by) = change, end
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


def _is_changed_by(movement: Movement, decision: Decision, target: str) -> bool:
    """Whether what a decision changes would on that same day change it in turn; told of at the last by id alone."""
    back = _changing(movement, decision.decision, decision.decided)
    ring = {one for one in back if decision.decision in _changing(movement, one, decision.decided)}
    return target in back and decision.decision == max(ring)


def _changing(movement: Movement, id_: str, day: date) -> set[str]:
    """The decisions of a day that change one, or one of those that change it."""
    seen, left = set[str](), [id_]
    while left:
        for change in changes_of(movement).get(left.pop(), ()):
            if change.day == day and change.by not in seen:
                seen.add(change.by)
                left.append(change.by)
    return seen


def _terms_succeeded_twice(movement: Movement) -> Iterator[Finding]:
    """A finding at each election but the first that succeeds the same term."""
    taken: dict[str, Election] = {}
    elections = movement.sound(Election, "succeeds", "held", "circle", "role")
    for election in sorted(elections, key=lambda one: (one.held, one.election)):
        if election.succeeds is None or election not in successors_of(movement, election.succeeds):
            continue
        first = taken.setdefault(election.succeeds, election)
        if first is not election:
            message = f"{first.election} succeeds {election.succeeds} already"
            help_ = f"Succeed {first.election}, or leave the line out where there is room for one more."
            yield Finding(election.at("succeeds"), message, help_, (first.at("succeeds"),))
