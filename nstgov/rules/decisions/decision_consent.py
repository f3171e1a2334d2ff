"""Family D: whose consent a decision has, and who took part in it."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.records import Movement
from nstgov.rules.lack_findings import decisions_lacking
from nstgov.rules.rule import rule


@rule("D01", idea="M2")
def consent_missing(movement: Movement) -> Iterator[Finding]:
    """
    A decision has the consent of every member of the circle, to exactly these words.

    This is the heart of it. A circle decides when everybody in it can live with the decision for a while; not when most
    can. So each member is heard on the very text that is decided: a new version begins again with no consent at all,
    and silence is no consent. Who could not come is heard later, in a file of their own or in the next round, and the
    decision waits for them. Only who has stepped back for a while by their own word is not waited for. Acts of one
    evening are taken in whatever order makes them right: who is welcomed on it may speak and is needed from the next
    day, who leaves or hands on a seat may speak and is needed no longer; yet it is always four at least who decide.

    Bad, one member was absent and has not been heard since:
    ```yaml title="proposals/delivery-bay/rounds/2025-12-14.lantern-row.yml"
    voices:
      amara-okafor: consent
      jonas-lindqvist: consent
      walter-brandt: consent
      chen-mei-ling: consent
      goran-petrovic: absent
      sundari-nair: consent
      fatima-el-idrissi: consent
      tomas-novak: consent
      rosa-ferreira: consent
    ```
    ```yaml title="decisions/delivery-bay/decision.yml"
    circles: [lantern-row]  # <- D01
    ```
    Good, heard the next day, and decided then:
    ```yaml title="proposals/delivery-bay/rounds/2025-12-14.lantern-row.yml"
    voices:
      amara-okafor: consent
      jonas-lindqvist: consent
      walter-brandt: consent
      chen-mei-ling: consent
      goran-petrovic: absent
      sundari-nair: consent
      fatima-el-idrissi: consent
      tomas-novak: consent
      rosa-ferreira: consent
    ```
    ```yaml title="proposals/delivery-bay/rounds/2025-12-15.lantern-row.goran-petrovic.yml"
    version: 1
    sha256: sha256(v1.yml)
    how: async
    voices: {goran-petrovic: consent}
    ```
    ```yaml title="decisions/delivery-bay/decision.yml"
    decided: 2025-12-15
    ```
    Bad, what was entered for a member was not what he had said, and he has not spoken since:
    ```yaml title="proposals/delivery-bay/rounds/2025-12-14.lantern-row.yml.walter-brandt.disputed.yml"
    date: 2025-12-15
    says: I told them of the horse trough. I did not say yes.
    ```
    ```yaml title="decisions/delivery-bay/decision.yml"
    decided: 2025-12-16
    circles: [lantern-row]  # <- D01
    ```
    Good, decided when he had spoken himself:
    ```yaml title="proposals/delivery-bay/rounds/2025-12-14.lantern-row.yml.walter-brandt.disputed.yml"
    date: 2025-12-15
    says: I told them of the horse trough. I did not say yes.
    ```
    ```yaml title="proposals/delivery-bay/rounds/2025-12-16.lantern-row.walter-brandt.yml"
    version: 1
    sha256: sha256(v1.yml)
    how: async
    voices: {walter-brandt: {says: consent, concern: And the trough stays where it is.}}
    ```
    ```yaml title="decisions/delivery-bay/decision.yml"
    decided: 2025-12-16
    ```
    """
    yield from decisions_lacking(movement, "D01")


@rule("D02", idea="M2 M7")
def objection_in_the_way(movement: Movement) -> Iterator[Finding]:
    """
    Nothing is decided while an objection to it stands.

    Whoever says "object" has seen something that the others have not seen yet. The round stops there, and everybody
    looks for a way in which it is met: a better text, a shorter term, something to measure. That holds also when the
    person has left since, for what they saw is still there; and an objection to a decision stands against its renewal
    until somebody has answered it. An objection is answered by a new version, by a change of mind, by a resolution
    with its authors, or by a test in which everybody in the circle sees that it does not hold.

    Bad, somebody says "object":
    ```yaml title="proposals/delivery-bay/rounds/2025-12-14.lantern-row.yml"
    voices:
      amara-okafor: consent
      jonas-lindqvist: consent
      walter-brandt: {says: object, because: My daughter parks there when she brings my shopping.}
      chen-mei-ling: consent
      goran-petrovic: consent
      sundari-nair: consent
      fatima-el-idrissi: consent
      tomas-novak: consent
      rosa-ferreira: consent
    ```
    ```yaml title="decisions/delivery-bay/decision.yml"
    circles: [lantern-row]  # <- D02
    ```
    Good, the same person, with a concern that goes along to the review:
    ```yaml title="proposals/delivery-bay/rounds/2025-12-14.lantern-row.yml"
    voices:
      amara-okafor: consent
      jonas-lindqvist: consent
      walter-brandt: {says: consent, concern: My daughter parks there when she brings my shopping.}
      chen-mei-ling: consent
      goran-petrovic: consent
      sundari-nair: consent
      fatima-el-idrissi: consent
      tomas-novak: consent
      rosa-ferreira: consent
    ```
    Bad, an objection was raised before the decision, and nobody has answered it:
    ```yaml title="proposals/delivery-bay/objections/no-place-at-night/v1.yml"
    title: Nurses come home to no place at all
    authors: [chen-mei-ling, sundari-nair, amara-okafor, fatima-el-idrissi]
    raised: 2025-12-13
    against: {version: 1, sha256: sha256(v1.yml)}
    important: Three of us come home from work after midnight, and walk alone from wherever there is a place.
    reasons: The two places in front of number 7 are the only ones under a lamp.
    ```
    ```yaml title="decisions/delivery-bay/decision.yml"
    version: 1  # <- D02
    ```
    Good, its authors say that nothing remains:
    ```yaml title="proposals/delivery-bay/objections/no-place-at-night/v1.yml"
    title: Nurses come home to no place at all
    authors: [chen-mei-ling, sundari-nair, amara-okafor, fatima-el-idrissi]
    raised: 2025-12-13
    against: {version: 1, sha256: sha256(v1.yml)}
    important: Three of us come home from work after midnight, and walk alone from wherever there is a place.
    reasons: The two places in front of number 7 are the only ones under a lamp.
    ```
    ```yaml title="proposals/delivery-bay/objections/no-place-at-night/resolution.2025-12-14.yml"
    kind: withdrawn
    how: We had not seen that the bay is free for everybody from ten at night.
    voices: {chen-mei-ling: consent, sundari-nair: consent, amara-okafor: consent, fatima-el-idrissi: consent}
    entered_by: rosa-ferreira
    ```
    """
    yield from decisions_lacking(movement, "D02")
