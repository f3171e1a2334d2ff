"""Family D: decisions that renew, replace or end others."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.records import Movement
from nstgov.rules.lack_findings import decisions_lacking, elections_lacking
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
    yield from decisions_lacking(movement, "D05")
    yield from elections_lacking(movement, "D05")
