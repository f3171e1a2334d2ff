"""Family Y: keys and values."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.records import Movement
from nstgov.rules.reading.file_form import report_misfits
from nstgov.rules.rule import rule


@rule("Y02")
def key_twice(movement: Movement) -> Iterator[Finding]:
    """
    A key stands once.

    When a key stands twice, one of the two values is lost, and nobody can tell which one was meant. Most readers keep
    the last one and say nothing; people read the first one and believe it.

    Bad:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.away.aroha-ngata.yml"
    until: 2026-12-20
    until: 2027-01-20  # <- Y02
    voices: {aroha-ngata: consent}
    ```
    Good:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.away.aroha-ngata.yml"
    until: 2027-01-20
    voices: {aroha-ngata: consent}
    ```
    Bad, a person with two voices:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.away.aroha-ngata.yml"
    until: 2026-12-20
    voices:
      aroha-ngata: absent
      aroha-ngata: consent  # <- Y02
    ```
    Good:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.away.aroha-ngata.yml"
    until: 2026-12-20
    voices:
      aroha-ngata: consent
    ```
    """
    yield from report_misfits(movement, "Y02")


@rule("Y03")
def unknown_key(movement: Movement) -> Iterator[Finding]:
    """
    A key is one of those that are known.

    A sunset spelled "sunsett" would be no sunset, and silence would be the worst answer. So every key is held against
    the list, and the nearest one is offered. The same goes for a comma in a text between curly brackets: there it
    begins a new key, and half of somebody's reason is lost.

    Bad, a typing mistake:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.away.aroha-ngata.yml"
    untill: 2026-12-20  # <- Y03
    voices: {aroha-ngata: consent}
    ```
    Good:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.away.aroha-ngata.yml"
    until: 2026-12-20
    voices: {aroha-ngata: consent}
    ```
    Bad, a comma that cuts a text in two:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.away.aroha-ngata.yml"
    until: 2026-12-20
    voices:
      aroha-ngata: {says: consent, concern: Who feeds the hens, if it freezes}  # <- Y03
    ```
    Good, in quotes:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.away.aroha-ngata.yml"
    until: 2026-12-20
    voices:
      aroha-ngata: {says: consent, concern: "Who feeds the hens, if it freezes"}
    ```
    """
    yield from report_misfits(movement, "Y03")


@rule("Y04")
def wrong_kind(movement: Movement) -> Iterator[Finding]:
    """
    A value has the kind that its key asks for.

    A day has to exist, or nobody knows when a decision ends. A word out of a list has to be one of the list, or a
    consent might be none. A text must be all of what was written: ` #` begins a comment, and what stands behind it is
    gone. And a bare number, `true` or `null` is no text for the programs that read it.

    Bad, a day that does not exist:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.away.aroha-ngata.yml"
    until: 2026-13-05  # <- Y04
    voices: {aroha-ngata: consent}
    ```
    Good:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.away.aroha-ngata.yml"
    until: 2026-12-05
    voices: {aroha-ngata: consent}
    ```
    Bad, a number for a text:
    ```yaml title="proposals/lane-ladder/idea.yml"
    title: 12  # <- Y04
    by: [aroha-ngata]
    opened: 2026-11-20
    need: The house at the pond has no sign, and nobody finds it.
    ```
    Good, in quotes:
    ```yaml title="proposals/lane-ladder/idea.yml"
    title: "12"
    by: [aroha-ngata]
    opened: 2026-11-20
    need: The house at the pond has no sign, and nobody finds it.
    ```
    Bad, a text cut short:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.asks.yml"
    for: Somebody who looks after tool #3 while Diego is away.  # <- Y04
    entered_by: patrick-byrne
    ```
    Good, in quotes:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.asks.yml"
    for: "Somebody who looks after tool #3 while Diego is away."
    entered_by: patrick-byrne
    ```
    Bad, none of the words that can stand here:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.away.aroha-ngata.yml"
    until: 2026-12-05
    voices: {aroha-ngata: consents}  # <- Y04
    ```
    Good:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.away.aroha-ngata.yml"
    until: 2026-12-05
    voices: {aroha-ngata: consent}
    ```
    Bad, one word for a list:
    ```yaml title="proposals/lane-ladder/idea.yml"
    title: A ladder that belongs to the lane
    by: aroha-ngata  # <- Y04
    opened: 2026-11-20
    need: Three of us own a ladder that is too short.
    ```
    Good, a list of one:
    ```yaml title="proposals/lane-ladder/idea.yml"
    title: A ladder that belongs to the lane
    by: [aroha-ngata]
    opened: 2026-11-20
    need: Three of us own a ladder that is too short.
    ```
    """
    yield from report_misfits(movement, "Y04")


@rule("Y05")
def missing_field(movement: Movement) -> Iterator[Finding]:
    """
    What is required is there, and says something.

    Each kind of record has a few keys without which nobody could act on it: a need without which a proposal is only a
    wish, a day without which it stands nowhere in the story. An empty line says that somebody meant to come back to
    it. If it may be left out, leave it out; if not, it is the one thing still missing.

    Bad, nothing is there:
    ```yaml title="proposals/lane-ladder/idea.yml"
    title: A ladder that belongs to the lane  # <- Y05
    by: [aroha-ngata]
    opened: 2026-11-20
    ```
    Good:
    ```yaml title="proposals/lane-ladder/idea.yml"
    title: A ladder that belongs to the lane
    by: [aroha-ngata]
    opened: 2026-11-20
    need: Three of us own a ladder that is too short.
    ```
    Bad, an empty value:
    ```yaml title="proposals/lane-ladder/idea.yml"
    title: A ladder that belongs to the lane
    by: [aroha-ngata]
    opened: 2026-11-20
    need:  # <- Y05
    ```
    Good, filled in:
    ```yaml title="proposals/lane-ladder/idea.yml"
    title: A ladder that belongs to the lane
    by: [aroha-ngata]
    opened: 2026-11-20
    need: Whoever cleans a gutter here stands on a chair.
    ```
    Bad, only white space:
    ```yaml title="proposals/lane-ladder/idea.yml"
    title: A ladder that belongs to the lane
    by: [aroha-ngata]
    opened: 2026-11-20
    need: "   "  # <- Y05
    ```
    Good, in words:
    ```yaml title="proposals/lane-ladder/idea.yml"
    title: A ladder that belongs to the lane
    by: [aroha-ngata]
    opened: 2026-11-20
    need: Two gutters are blocked, and the frost comes in a week.
    ```
    """
    yield from report_misfits(movement, "Y05")
