"""Family T: what the ground rules ask of the voices on which a decision rests (M3, M9)."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.records import Movement
from nstgov.rules.lack_findings import decisions_lacking, elections_lacking
from nstgov.rules.rule import rule


@rule("T01", idea="M3 M9")
def proven_too_little(movement: Movement) -> Iterator[Finding]:
    """
    A decision rests on voices that are proven as well as the ground rules ask.

    Among neighbours it is enough that the secretary writes down what everybody heard. The farther apart people live,
    the more it matters that nobody is spoken for: a doubter far away can only look at the record. So the ground rules
    say for each level how well a voice is proven before a decision or an election may rest on it. *Declared*: somebody
    entered it. *Heard*: two others who were there confirmed or signed it. *Confirmed*: with one's own account.
    *Signed*: with one's own key. The same goes for the voices that set an objection aside or say that its need was met,
    and, where confirming or signing is asked, for the authors. Whoever has said that only their signature speaks for
    them is taken at their word on every level. Other records may land before their proof; nothing is asked of people
    outside.

    Bad, only her signature speaks for Dimitra, she has said, and here others entered her voice:
    ```yaml title="circles/old-harbour/rope-walk/2026-11-10.person.dimitra-vlachou.yml"
    adds: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBbDjEGtWlq0aYoWmpg6FtJG6NQkJnDDcDupXzGe+bSf dimitra at home
    signed_only: true
    voices: {dimitra-vlachou: consent}
    ```
    ```yaml title="decisions/repair-cafe-2027/decision.yml"
    version: 1
    sha256: sha256(v1.yml)
    decided: 2026-11-23
    circles: [old-harbour]  # <- T01
    sunset: 2028-04-30
    entered_by: yusuf-mansour
    ```
    Good, she has signed the round in which her voice stands:
    ```yaml title="circles/old-harbour/rope-walk/2026-11-10.person.dimitra-vlachou.yml"
    adds: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBbDjEGtWlq0aYoWmpg6FtJG6NQkJnDDcDupXzGe+bSf dimitra at home
    signed_only: true
    voices: {dimitra-vlachou: consent}
    ```
    ```text title="proposals/repair-cafe-2027/rounds/2026-11-22.old-harbour.yml.dimitra-vlachou.sig" signed
    by: dimitra at home
    ```
    ```yaml title="decisions/repair-cafe-2027/decision.yml"
    version: 1
    sha256: sha256(v1.yml)
    decided: 2026-11-23
    circles: [old-harbour]
    sunset: 2028-04-30
    entered_by: yusuf-mansour
    ```
    """
    yield from decisions_lacking(movement, "T01")
    yield from elections_lacking(movement, "T01")
