"""Family P: who stands behind a proposal, and who may close it."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle.closings import closing_lacks
from nstgov.records import Movement
from nstgov.rules.lack_findings import as_finding, versions_lacking
from nstgov.rules.rule import rule


@rule("P01", idea="M3 M17")
def too_few_authors(movement: Movement) -> Iterator[Finding]:
    """
    A proposal comes from at least four people.

    Four people who agree that something matters have already tested it on one another: they found words for it, heard
    each other's doubts and know that it is not one person's wish alone. So a circle that hears a proposal can trust
    that it is worth its evening. Members of any circle may propose, and people outside every circle too, marked as
    such; then a member carries the proposal into the circle, as a contact and not as a judge. Who has only an idea so
    far opens it as one, and lets others come to stand with it.

    Bad:
    ```yaml title="proposals/heat-refuge/v1.yml"
    authors: [salma-rahman, hugo-martens, nadege-pierre]  # <- P01
    ```
    Good:
    ```yaml title="proposals/heat-refuge/v1.yml"
    authors: [salma-rahman, hugo-martens, nadege-pierre, otto-virtanen]
    ```
    Bad, somebody is named twice:
    ```yaml title="proposals/heat-refuge/v1.yml"
    authors: [salma-rahman, hugo-martens, nadege-pierre, hugo-martens]  # <- P01
    ```
    Bad, an author was in no circle on the day it was submitted:
    ```yaml title="proposals/heat-refuge/v1.yml"
    submitted: 2026-06-20
    authors: [salma-rahman, nadege-pierre, otto-virtanen, mbali-khumalo]  # <- P01
    ```
    Good, the same people, one of them from outside:
    ```yaml title="proposals/heat-refuge/v1.yml"
    submitted: 2026-06-20
    authors: [salma-rahman, nadege-pierre, otto-virtanen, {name: Mbali Khumalo, outside: true}]
    ```
    Bad, all of them are outside and nobody carries it:
    ```yaml title="proposals/heat-refuge/v1.yml"
    authors: [{name: Ute Berg, outside: true}, {name: Jan Roth, outside: true},  # <- P01
              {name: Ida Holm, outside: true}, {name: Max Lind, outside: true}]
    ```
    Good, a member carries it:
    ```yaml title="proposals/heat-refuge/v1.yml"
    authors: [{name: Ute Berg, outside: true}, {name: Jan Roth, outside: true},
              {name: Ida Holm, outside: true}, {name: Max Lind, outside: true}]
    carried_by: salma-rahman
    ```
    """
    yield from versions_lacking(movement, "P01")


@rule("P10", idea="M2 M4")
def closed_without_every_voice(movement: Movement) -> Iterator[Finding]:
    """
    A proposal is withdrawn by all its authors, or set aside by everyone in the circles asked.

    What four people brought, one of them cannot take away; and a circle that does not want to go on with something
    decides that as it decides everything, by consent. Whoever still believes in a proposal keeps it alive by saying
    so. That a proposal was closed stays on record with its reasons, and its authors may come back with another. Authors
    who have died or cannot be found are named as unreachable, and the others go on without them.

    Bad, withdrawn without one of its authors:
    ```yaml title="proposals/winter-lights/closed.yml"
    voices: {diego-morales: consent, ingrid-solberg: consent, hana-sato: consent}  # <- P10
    ```
    Good:
    ```yaml title="proposals/winter-lights/closed.yml"
    voices: {diego-morales: consent, ingrid-solberg: consent, hana-sato: consent, oksana-koval: consent}
    ```
    Bad, one of them is called unreachable, and is a member of the circle:
    ```yaml title="proposals/winter-lights/closed.yml"
    voices: {diego-morales: consent, ingrid-solberg: consent, hana-sato: consent}
    unreachable: [oksana-koval]  # <- P10
    ```
    Bad, set aside while somebody in the circle does not consent to that:
    ```yaml title="proposals/car-free-sundays/closed.yml"
    voices:
      amara-okafor: consent
      kwame-mensah: consent
      hana-sato: consent
      zeynep-yildiz: consent
      clara-hoffmann: {says: object, because: I would like to hear the authors once more.}  # <- P10
      fatima-el-idrissi: consent
    ```
    Good, set aside by everyone in it:
    ```yaml title="proposals/car-free-sundays/closed.yml"
    voices:
      amara-okafor: consent
      kwame-mensah: consent
      hana-sato: consent
      zeynep-yildiz: consent
      clara-hoffmann: {says: consent, concern: I would have liked to hear the authors once more.}
      fatima-el-idrissi: consent
    ```
    """
    for proposal in movement.proposals:
        yield from (as_finding(lack) for lack in closing_lacks(movement, proposal) if lack.rule == "P10")
