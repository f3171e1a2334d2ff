"""Family E: nominations, and consent to the person proposed."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle import REPRESENTATIVE
from nstgov.records import Movement
from nstgov.rules.lack_findings import elections_lacking
from nstgov.rules.rule import rule

_NEED_A_MEMBER = (REPRESENTATIVE, "facilitator", "secretary")
"""Roles within a circle's own meetings, or for it; a keeper or a roof steward may be anybody on record."""


@rule("E01", idea="M10")
def nomination_missing(movement: Movement) -> Iterator[Finding]:
    """
    Everybody who is there nominates somebody, with a reason, before anyone speaks.

    First each one writes down a name, and only then the names are read out with their reasons: so nobody waits for the
    loudest, and people hear good things said of them that they had never known. Who has no one in mind yet says just
    that. When all the reasons have been heard, anyone may change, and gives a reason again. It is the reasons that show
    a circle whom to ask.

    Bad, one of them named nobody, although he was there:
    ```yaml title="decisions/three-bridges-representative-2026/election.yml"
    nominations:  # <- E01
      amara-okafor: {for: kwame-mensah, because: He waits until others have spoken.}
      jonas-lindqvist: {for: amara-okafor, because: She remembers what was agreed.}
      kwame-mensah: {for: amara-okafor, because: She asks those who have said nothing.}
      hana-sato: {for: kwame-mensah, because: Can sit with a silence.}
    changes: {hana-sato: {to: amara-okafor, because: I had not thought of that.}}
    ```
    Good, she says that she does not know yet:
    ```yaml title="decisions/three-bridges-representative-2026/election.yml"
    nominations:
      amara-okafor: {for: kwame-mensah, because: He waits until others have spoken.}
      jonas-lindqvist: {for: amara-okafor, because: She remembers what was agreed.}
      kwame-mensah: {for: amara-okafor, because: She asks those who have said nothing.}
      hana-sato: {for: kwame-mensah, because: Can sit with a silence.}
      zeynep-yildiz: {for: nobody yet, because: I have come here late and would like to hear you first.}
    changes: {hana-sato: {to: amara-okafor, because: I had not thought of that.}}
    ```
    Bad, a name without a reason, before and after:
    ```yaml title="decisions/three-bridges-representative-2026/election.yml"
    nominations:
      amara-okafor: {for: kwame-mensah, because: He waits until others have spoken.}
      jonas-lindqvist: {for: amara-okafor}  # <- E01
      kwame-mensah: {for: amara-okafor, because: She asks those who have said nothing.}
      hana-sato: {for: kwame-mensah, because: Can sit with a silence.}
      zeynep-yildiz: {for: amara-okafor, because: She brought my groceries all winter.}
    changes:
      hana-sato: {to: amara-okafor}  # <- E01
    ```
    Good, each with its reason:
    ```yaml title="decisions/three-bridges-representative-2026/election.yml"
    nominations:
      amara-okafor: {for: kwame-mensah, because: He waits until others have spoken.}
      jonas-lindqvist: {for: amara-okafor, because: She remembers what was agreed.}
      kwame-mensah: {for: amara-okafor, because: She asks those who have said nothing.}
      hana-sato: {for: kwame-mensah, because: Can sit with a silence.}
      zeynep-yildiz: {for: amara-okafor, because: She brought my groceries all winter.}
    changes:
      hana-sato: {to: amara-okafor, because: I had not thought of that.}
    ```
    """
    yield from elections_lacking(movement, "E01")


@rule("E02", idea="M10")
def nominee_not_a_member(movement: Movement) -> Iterator[Finding]:
    """
    Whom a circle chooses is one of its members, and somebody has named them.

    A representative carries the voice of people who know them and whom they meet every week, so the circle looks among
    its own; for leading its meetings and writing them down too. And the person proposed comes out of the nominations:
    at least one member has named them, at first or after hearing the others. A keeper, or another role that the circle
    makes up for itself, may be carried by anybody on record.

    Bad, somebody of another circle is nominated:
    ```yaml title="decisions/three-bridges-representative-2026/election.yml"
    nominations:
      amara-okafor: {for: kwame-mensah, because: He waits until others have spoken.}
      jonas-lindqvist: {for: amara-okafor, because: She remembers what was agreed.}
      kwame-mensah: {for: layla-haddad, because: She said the best thing at the summer party.}  # <- E02
      hana-sato: {for: amara-okafor, because: Can sit with a silence.}
      zeynep-yildiz: {for: amara-okafor, because: She brought my groceries all winter.}
    # without: changes
    ```
    Good, everybody looks in their own circle:
    ```yaml title="decisions/three-bridges-representative-2026/election.yml"
    nominations:
      amara-okafor: {for: kwame-mensah, because: He waits until others have spoken.}
      jonas-lindqvist: {for: amara-okafor, because: She remembers what was agreed.}
      kwame-mensah: {for: amara-okafor, because: She said the best thing at the summer party.}
      hana-sato: {for: amara-okafor, because: Can sit with a silence.}
      zeynep-yildiz: {for: amara-okafor, because: She brought my groceries all winter.}
    # without: changes
    ```
    Bad, nobody has named the person proposed:
    ```yaml title="decisions/three-bridges-representative-2026/election.yml"
    nominations:
      amara-okafor: {for: kwame-mensah, because: He waits until others have spoken.}
      jonas-lindqvist: {for: kwame-mensah, because: He asks those who have said nothing.}
      kwame-mensah: {for: hana-sato, because: She draws what people mean.}
      hana-sato: {for: kwame-mensah, because: Can sit with a silence.}
      zeynep-yildiz: {for: kwame-mensah, because: He fetched my groceries all winter.}
    # without: changes
    proposed: {person: amara-okafor, because: She has the time.}  # <- E02
    ```
    Good, one has, after hearing the others:
    ```yaml title="decisions/three-bridges-representative-2026/election.yml"
    nominations:
      amara-okafor: {for: kwame-mensah, because: He waits until others have spoken.}
      jonas-lindqvist: {for: kwame-mensah, because: He asks those who have said nothing.}
      kwame-mensah: {for: hana-sato, because: She draws what people mean.}
      hana-sato: {for: kwame-mensah, because: Can sit with a silence.}
      zeynep-yildiz: {for: kwame-mensah, because: He fetched my groceries all winter.}
    changes: {kwame-mensah: {to: amara-okafor, because: "She has the time, and I do not."}}
    proposed: {person: amara-okafor, because: She has the time.}
    ```
    """
    yield from elections_lacking(movement, "E02")


@rule("E03", idea="M2 M10")
def not_chosen_by_consent(movement: Movement) -> Iterator[Finding]:
    """
    Everybody in the circle consents to the person proposed, and so does the person.

    A circle chooses as it decides: by the consent of every member; who came to it that very evening, or left, need not
    have been there yet, or any more. The person proposed speaks last, and may of course decline. Whoever could not be
    there is heard before the election is entered; who objects says what they see, and the circle looks again, for
    somebody else, or for a shorter term. The ones who were proposed first and objected to stand in the record with
    thanks.

    Bad, somebody objects:
    ```yaml title="decisions/three-bridges-representative-2026/election.yml"
    voices:
      jonas-lindqvist: {says: object, because: She has been ill and should rest first.}  # <- E03
      kwame-mensah: consent
      hana-sato: consent
      zeynep-yildiz: consent
      amara-okafor: consent
    ```
    Bad, the person proposed has not said yes:
    ```yaml title="decisions/three-bridges-representative-2026/election.yml"
    voices:  # <- E03
      jonas-lindqvist: consent
      kwame-mensah: consent
      hana-sato: consent
      zeynep-yildiz: consent
    ```
    Bad, one was absent, and the election did not wait for her:
    ```yaml title="decisions/three-bridges-representative-2026/election.yml"
    voices:
      jonas-lindqvist: consent
      kwame-mensah: consent
      hana-sato: consent
      zeynep-yildiz: absent  # <- E03
      amara-okafor: consent
    ```
    Good, all have consented:
    ```yaml title="decisions/three-bridges-representative-2026/election.yml"
    voices:
      jonas-lindqvist: {says: consent, concern: She has been ill. Let us ask after four months how it goes.}
      kwame-mensah: consent
      hana-sato: consent
      zeynep-yildiz: consent
      amara-okafor: consent
    ```
    """
    yield from elections_lacking(movement, "E03")
