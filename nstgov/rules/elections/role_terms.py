"""Family E: how long a term lasts, and how many represent a circle at once."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.records import Movement
from nstgov.rules.lack_findings import elections_lacking
from nstgov.rules.rule import rule


@rule("E04", idea="M5")
def term_without_end(movement: Movement) -> Iterator[Finding]:
    """
    Every term in a role begins within a year and has a last day, no farther off than a decision's.

    Whoever is chosen is lent something, and gives it back on a day that everybody knows. Then the circle looks again,
    with thanks, and may choose the same person if all can live with that. A term ends sooner only when the person
    resigns, when the whole circle lets it go, or when another election of the same circle for the same role succeeds
    it.

    Bad, no end:
    ```yaml title="decisions/tide-house-roof-steward-2026/election.yml"
    term: {from: 2026-08-01}  # <- E04
    ```
    Bad, more than the 730 days of the ground rules:
    ```yaml title="decisions/tide-house-roof-steward-2026/election.yml"
    term: {from: 2026-08-01, until: 2028-08-01}  # <- E04
    ```
    Bad, it ends before it begins:
    ```yaml title="decisions/tide-house-roof-steward-2026/election.yml"
    term: {from: 2026-08-01, until: 2026-07-31}  # <- E04
    ```
    Good, the farthest that they allow, counted from its first day:
    ```yaml title="decisions/tide-house-roof-steward-2026/election.yml"
    term: {from: 2026-08-01, until: 2028-07-31}
    ```
    Bad, it begins when those who chose may be gone:
    ```yaml title="decisions/tide-house-roof-steward-2026/election.yml"
    term: {from: 2027-08-01, until: 2028-07-18}  # <- E04
    ```
    Bad, it would end the term of somebody in another role:
    ```yaml title="decisions/tide-house-roof-steward-2026/election.yml"
    succeeds: tide-house-representative-2026  # <- E04
    ```
    Good, the term before it in the same role:
    ```yaml title="decisions/la-plaza-second-representative-2026/election.yml"
    succeeds: la-plaza-second-representative-2025
    ```
    """
    yield from elections_lacking(movement, "E04")


@rule("E05", idea="M10")
def too_many_representatives(movement: Movement) -> Iterator[Finding]:
    """
    A circle has one representative at once, or two.

    Two see more than one, and one can be ill. But with more, the circle above grows too large to hear everybody, and
    large circles would weigh more than small ones. Who is chosen anew in somebody's place says whose term they succeed;
    that one ends the day before.

    Bad, a third one at the same time:
    ```yaml title="decisions/three-bridges-third-representative-2026/election.yml"
    circle: three-bridges
    role: representative
    held: 2026-11-20
    term: {from: 2026-11-22, until: 2028-03-31}  # <- E05
    nominations:
      amara-okafor: {for: clara-hoffmann, because: She went round with the handcart in August.}
      aroha-ngata: {for: zeynep-yildiz, because: "Listens, and then says one thing."}
      clara-hoffmann: {for: zeynep-yildiz, because: Never speaks for me without asking me.}
      fatima-el-idrissi: {for: clara-hoffmann, because: She asks who is missing.}
      kwame-mensah: {for: zeynep-yildiz, because: It is time for the yard.}
      zeynep-yildiz: {for: clara-hoffmann, because: Her evenings are free.}
    proposed: {person: clara-hoffmann, because: It is time for the yard.}
    voices: {amara-okafor: consent, aroha-ngata: consent, clara-hoffmann: consent, fatima-el-idrissi: consent,
             kwame-mensah: consent, zeynep-yildiz: consent}
    entered_by: aroha-ngata
    ```
    Good, in the place of one whose term ends with that:
    ```yaml title="decisions/three-bridges-second-representative-2027/election.yml"
    circle: three-bridges
    role: representative
    held: 2026-11-20
    term: {from: 2026-11-22, until: 2028-03-31}
    succeeds: three-bridges-second-representative-2026
    nominations:
      amara-okafor: {for: clara-hoffmann, because: She went round with the handcart in August.}
      aroha-ngata: {for: zeynep-yildiz, because: "Listens, and then says one thing."}
      clara-hoffmann: {for: zeynep-yildiz, because: Never speaks for me without asking me.}
      fatima-el-idrissi: {for: clara-hoffmann, because: She asks who is missing.}
      kwame-mensah: {for: zeynep-yildiz, because: It is time for the yard.}
      zeynep-yildiz: {for: clara-hoffmann, because: Her evenings are free.}
    proposed: {person: clara-hoffmann, because: It is time for the yard.}
    voices: {amara-okafor: consent, aroha-ngata: consent, clara-hoffmann: consent, fatima-el-idrissi: consent,
             kwame-mensah: consent, zeynep-yildiz: consent}
    entered_by: aroha-ngata
    ```
    """
    yield from elections_lacking(movement, "E05")


@rule("E08", idea="M9")
def keeper_of_one_circle(movement: Movement) -> Iterator[Finding]:
    """
    A keeper is chosen by the circle in which all meet.

    Keepers may merge changes into the record, or hold them up. That is a service to everybody, and so it is lent by
    everybody: by the top circle, and until that one can decide, by all circles that stand highest, each of them. A
    keeper whom one circle chose for itself would look after the record of all others without their consent; so whom
    only one of several has chosen is no keeper yet.

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
