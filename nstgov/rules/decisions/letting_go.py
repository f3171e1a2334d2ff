"""Family D: letting go, and voices that were not given."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle.validity.lacks_of_ending import endings_lacking
from nstgov.records import Movement
from nstgov.rules.lack_findings import as_finding
from nstgov.rules.rule import rule


@rule("D10", idea="M6 M14")
def ended_without_consent(movement: Movement) -> Iterator[Finding]:
    """
    A decision is let go by everyone who made it.

    Letting go is as easy as deciding, and it is done in the same way: by the consent of every member of every circle
    that decided, in a review or in between. What many rely on, one person cannot end. A term in a role may be let go by
    the whole circle that elected, and whoever carries it may always resign, by their own word alone.

    Bad, a member has not been heard:
    ```yaml title="decisions/leaf-blowers/ended.yml"
    voices:  # <- D10
      nikos-papadakis: consent
      zeynep-yildiz: consent
      samuel-adeyemi: consent
      clara-hoffmann: consent
      bao-nguyen: consent
      mohan-das: consent
      ana-popescu: consent
      dawit-bekele: consent
    ```
    Good:
    ```yaml title="decisions/leaf-blowers/ended.yml"
    voices:
      nikos-papadakis: consent
      zeynep-yildiz: consent
      samuel-adeyemi: consent
      clara-hoffmann: consent
      bao-nguyen: consent
      elin-jonsdottir: consent
      mohan-das: consent
      ana-popescu: consent
      dawit-bekele: consent
    ```
    Bad, a review lets go, and somebody would keep it:
    ```yaml title="decisions/bus-stop/reviews/2026-11-10.yml"
    result: let go
    # without: next_review
    voices:
      grace-wanjiku: consent
      pierre-lacroix: consent
      marisol-quispe: consent
      isaac-boateng: {says: object, because: The crossing was never so safe.}  # <- D10
      moira-campbell: consent
      carmen-delgado: consent
    ```
    Good, then it is kept:
    ```yaml title="decisions/bus-stop/reviews/2026-11-10.yml"
    result: keep
    voices:
      grace-wanjiku: consent
      pierre-lacroix: consent
      marisol-quispe: consent
      isaac-boateng: {says: object, because: The crossing was never so safe.}
      moira-campbell: consent
      carmen-delgado: consent
    ```
    Bad, somebody else resigns for her:
    ```yaml title="decisions/mill-lane-second-representative-2025/ended.yml"
    voices: {kwame-mensah: consent}  # <- D10
    ```
    ```yaml title="decisions/mill-lane-second-representative-2026/election.yml"
    term: {from: 2026-09-07, until: 2028-05-31}  # <- E05
    ```
    Good, she does so herself:
    ```yaml title="decisions/mill-lane-second-representative-2025/ended.yml"
    voices: {hana-sato: consent}
    ```
    Bad, a decision is nobody's to resign from:
    ```yaml title="decisions/leaf-blowers/ended.yml"
    how: resigned  # <- D10
    ```
    Good, it is let go:
    ```yaml title="decisions/leaf-blowers/ended.yml"
    how: let go
    ```
    Bad, a term is let go, and not by everyone in the circle:
    ```yaml title="decisions/tide-house-roof-steward-2026/ended.yml"
    date: 2026-11-01
    how: let go
    voices:  # <- D10
      abel-haile: consent
      anouk-dubois: consent
      bilal-ahmed: consent
      chidi-eze: consent
      eun-ji-park: consent
      maja-horvat: consent
      mateo-silva: consent
      sarah-levi: consent
      stella-costa: consent
    entered_by: sarah-levi
    ```
    Good, by everyone:
    ```yaml title="decisions/tide-house-roof-steward-2026/ended.yml"
    date: 2026-11-01
    how: let go
    voices:
      abel-haile: consent
      anouk-dubois: consent
      bilal-ahmed: consent
      chidi-eze: consent
      eun-ji-park: consent
      maja-horvat: consent
      mateo-silva: consent
      sarah-levi: consent
      stella-costa: consent
      tenzin-dorje: {says: consent, concern: And the ladder stays where it is.}
    entered_by: sarah-levi
    ```
    """
    for lacks in endings_lacking(movement).values():
        yield from (as_finding(lack) for lack in lacks if lack.rule == "D10")
