"""Family E: who chooses the keepers of the record."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.records import Movement
from nstgov.rules.lacking import elections_lacking
from nstgov.rules.rule import rule


@rule("E08", idea="M9")
def keeper_of_one_circle(movement: Movement) -> Iterator[Finding]:
    """
    A keeper is chosen by the circle in which all meet.

    Keepers may merge changes into the record, or hold them up. That is a service to everybody, and so it is lent by
    everybody: by the top circle, and while nobody sits there yet, by a circle that stands highest. A keeper whom one
    circle chose for itself would look after the record of all others without their consent.

    Bad, a circle chooses one for itself:
    ```yaml title="decisions/tide-house-roof-steward-2026/election.yml"
    circle: tide-house  # <- E08
    role: keeper
    ```
    Good, that is another role:
    ```yaml title="decisions/tide-house-roof-steward-2026/election.yml"
    circle: tide-house
    role: keeper of the roof
    ```
    """
    yield from elections_lacking(movement, "E08")
