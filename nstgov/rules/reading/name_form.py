"""Family Y: names, and the letters they are written in."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.records import Movement
from nstgov.rules.reading.file_form import report_misfits
from nstgov.rules.rule import rule


@rule("Y07")
def deceptive_characters(movement: Movement) -> Iterator[Finding]:
    r"""
    A text holds what it shows.

    Consent is given to what people see. Some characters cannot be seen at all; some turn the text around them, hide a
    line behind another, or look exactly like a letter of another script. With them one could show a circle one text
    and record another, or speak in the name of somebody whose name merely looks the same. Every script is welcome
    here, and so are the mixtures that people write every day, as Latin letters in a Japanese or Korean word are (what
    Unicode TS 39 calls highly restrictive). Else let each word be written in one, and so each part between hyphens.

    Bad, an invisible character:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.asks.yml"
    for: "A ladder\u200b that reaches the gutter."  # <- Y07
    entered_by: patrick-byrne
    ```
    Good:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.asks.yml"
    for: A ladder that reaches the gutter.
    entered_by: patrick-byrne
    ```
    Bad, what stands behind it would be turned around:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.asks.yml"
    for: "A ladder of \u202e04 to 03 rungs."  # <- Y07
    entered_by: patrick-byrne
    ```
    Good, as it is read:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.asks.yml"
    for: A ladder of 30 to 40 rungs.
    entered_by: patrick-byrne
    ```
    Bad, a Greek letter in a Latin name:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.person.aroha-ngata.yml"
    name: "Aroha Ng\u03b1ta"  # <- Y07
    voices: {aroha-ngata: consent}
    ```
    Good, one script for each word:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.person.aroha-ngata.yml"
    name: Aroha Ngata
    voices: {aroha-ngata: consent}
    ```
    Good, as it is written in Japan, and with a hyphen in Russia:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Tシャツ部 IT-отдел
    level: friend
    aim: Shirts are printed here, and computers mended.
    parent: old-harbour
    opened: 2026-11-20
    entered_by: brendan-doyle
    ```
    Bad, a name that looks like that of Pedro Alves, whose l is here a capital i:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.person.aroha-ngata.yml"
    name: Pedro AIves  # <- Y07
    voices: {aroha-ngata: consent}
    ```
    Good, a name that nobody takes for another:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.person.aroha-ngata.yml"
    name: Aroha Ngata Alves
    voices: {aroha-ngata: consent}
    ```
    """
    yield from report_misfits(movement, "Y07")


@rule("Y10")
def unknown_reference(movement: Movement) -> Iterator[Finding]:
    """
    A name stands for something on record.

    Whoever reads "as decided in orchard-chater" should be able to go there. A name that leads nowhere is nearly always
    a typing mistake, and now and then a record that was forgotten; either way it is found today in a minute, and in
    three years by nobody. The nearest name on record is offered.

    Bad, a person:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.asks.yml"
    for: A ladder.
    entered_by: patric-byrne  # <- Y10
    ```
    Good:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.asks.yml"
    for: A ladder.
    entered_by: patrick-byrne
    ```
    Bad, a circle, and a level:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: freind  # <- Y10
    aim: Nets are mended here, and a chair is always free.
    parent: old-harbor  # <- Y10
    opened: 2026-11-20
    entered_by: brendan-doyle
    ```
    Good:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    parent: old-harbour
    opened: 2026-11-20
    entered_by: brendan-doyle
    ```
    Bad, no id at all:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    parent: Old Harbour  # <- Y10
    opened: 2026-11-20
    entered_by: brendan-doyle
    ```
    Good, the circle's id:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    parent: old-harbour
    opened: 2026-11-20
    entered_by: brendan-doyle
    ```
    Bad, a proposal's version:
    ```yaml title="proposals/lane-lamp/rounds/2026-11-21.mill-lane.aroha-ngata.yml"
    version: 1  # <- Y10
    sha256: sha256(circles/three-bridges/mill-lane/circle.yml)
    how: async
    voices: {aroha-ngata: consent}
    ```
    Good, once it is there:
    ```yaml title="proposals/lane-lamp/v1.yml"
    title: A lamp at the bend
    kind: policy
    authors: [diego-morales, ingrid-solberg, hana-sato, aroha-ngata]
    submitted: 2026-11-20
    asks: [mill-lane]
    affects: [mill-lane]
    need: Three of us have slipped at the bend since the clocks went back.
    reasons: A lamp that wakes when somebody walks by lights the bend and leaves the bats their dark pond.
    text: One lamp hangs at the bend and lights up when somebody walks by.
    might_hurt: Whoever sleeps at number 3; they chose where it hangs.
    sunset: 2027-11-20
    review: 2027-03-01
    judged_by: [people who slipped]
    entered_by: diego-morales
    ```
    ```yaml title="proposals/lane-lamp/rounds/2026-11-21.mill-lane.aroha-ngata.yml"
    version: 1
    sha256: sha256(v1.yml)
    how: async
    voices: {aroha-ngata: consent}
    ```
    Bad, an objection, and a decision:
    ```yaml title="proposals/lane-lamp/v1.yml"
    title: A lamp at the bend
    kind: policy
    authors: [diego-morales, ingrid-solberg, hana-sato, aroha-ngata]
    submitted: 2026-11-20
    asks: [mill-lane]
    affects: [mill-lane]
    need: Three of us have slipped at the bend since the clocks went back.
    reasons: A lamp that wakes when somebody walks by lights the bend and leaves the bats their dark pond.
    text: One lamp hangs at the bend and lights up when somebody walks by.
    might_hurt: Whoever sleeps at number 3; they chose where it hangs.
    sunset: 2027-11-20
    review: 2027-03-01
    judged_by: [people who slipped]
    integrates: [the-bats-hunt-here]  # <- Y10
    renews: [lane-lamp-2024]  # <- Y10
    entered_by: diego-morales
    ```
    Good, without them:
    ```yaml title="proposals/lane-lamp/v1.yml"
    title: A lamp at the bend
    kind: policy
    authors: [diego-morales, ingrid-solberg, hana-sato, aroha-ngata]
    submitted: 2026-11-20
    asks: [mill-lane]
    affects: [mill-lane]
    need: Three of us have slipped at the bend since the clocks went back.
    reasons: A lamp that wakes when somebody walks by lights the bend and leaves the bats their dark pond.
    text: One lamp hangs at the bend and lights up when somebody walks by.
    might_hurt: Whoever sleeps at number 3; they chose where it hangs.
    sunset: 2027-11-20
    review: 2027-03-01
    judged_by: [people who slipped]
    entered_by: diego-morales
    ```
    """
    yield from report_misfits(movement, "Y10")
