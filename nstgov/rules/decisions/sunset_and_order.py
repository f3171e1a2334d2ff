"""Family D: until when a decision holds, and whether it came in the right order."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.records import Movement
from nstgov.rules.lack_findings import decisions_lacking
from nstgov.rules.rule import rule


@rule("D04", idea="M5")
def sunset_missing_or_other(movement: Movement) -> Iterator[Finding]:
    """
    A decision ends on the day to which everybody consented.

    Nobody can foresee everything, so nobody consents for ever. The last day stands in the text that was consented to,
    and the decision repeats it; another day would be another decision. It lies no farther off than the ground rules of
    the day allow. Then it ends by itself, without anybody having to ask for it; whoever wants it to go on brings it
    again.

    Bad, no last day:
    ```yaml title="decisions/book-exchange/decision.yml"
    # without: sunset
    version: 1  # <- D04
    ```
    Good, the last day of the version:
    ```yaml title="decisions/book-exchange/decision.yml"
    sunset: 2027-10-31
    ```
    Bad, another day than the version's:
    ```yaml title="decisions/book-exchange/decision.yml"
    sunset: 2027-12-31  # <- D04
    ```
    Bad, farther off than the ground rules allow on the day it was decided (they had become stricter the day before):
    ```yaml title="proposals/ask-the-fishers/v1.yml"
    sunset: 2028-08-01
    ```
    ```yaml title="proposals/ask-the-fishers/rounds/2026-09-06.old-harbour.yml"
    sha256: sha256(v1.yml)
    ```
    ```yaml title="decisions/ask-the-fishers/decision.yml"
    sha256: sha256(v1.yml)
    decided: 2026-10-02
    sunset: 2028-08-01  # <- D04
    ```
    Good, within what they allow:
    ```yaml title="proposals/ask-the-fishers/v1.yml"
    sunset: 2028-04-01
    ```
    ```yaml title="proposals/ask-the-fishers/rounds/2026-09-06.old-harbour.yml"
    sha256: sha256(v1.yml)
    ```
    ```yaml title="decisions/ask-the-fishers/decision.yml"
    sha256: sha256(v1.yml)
    decided: 2026-10-02
    sunset: 2028-04-01
    ```
    """
    yield from decisions_lacking(movement, "D04")


@rule("D06", idea="M2")
def decided_out_of_order(movement: Movement) -> Iterator[Finding]:
    """
    A decision is made after its rounds, on the newest version, by the circles that were asked.

    The decision is a receipt: it says which bytes were consented to, when, and by whom. So it names the version that
    was the newest that day and the SHA-256 of exactly that file, and it comes after the voices on which it rests, not
    before them. Who was asked decides, all of them and nobody else. And what has been withdrawn, or would have ended
    before it began, is decided no more.

    Bad, the hash is that of other words:
    ```yaml title="decisions/book-exchange/decision.yml"
    sha256: 9b0f4d3c5a245b06cf7e47e9ca7bae5af7beb88eba84ce66d0dd53ee06e081fe  # <- D06
    ```
    Good:
    ```yaml title="decisions/book-exchange/decision.yml"
    sha256: sha256(v1.yml)
    ```
    Bad, a circle that was not asked:
    ```yaml title="decisions/book-exchange/decision.yml"
    circles: [mill-lane, lantern-row]  # <- D06
    ```
    Good, the one that was:
    ```yaml title="decisions/book-exchange/decision.yml"
    circles: [mill-lane]
    ```
    Bad, a newer version lay before them that day:
    ```yaml title="proposals/book-exchange/v2.yml"
    # like: v1.yml
    title: A shelf for books at the old pump, with a flap
    submitted: 2026-07-20
    ```
    ```yaml title="decisions/book-exchange/decision.yml"
    version: 1  # <- D06
    decided: 2026-07-20
    ```
    Good, decided the day before, when there was no other:
    ```yaml title="decisions/book-exchange/decision.yml"
    version: 1
    decided: 2026-07-19
    ```
    Bad, decided the day before they were heard:
    ```yaml title="decisions/book-exchange/decision.yml"
    decided: 2026-07-18  # <- D06
    ```
    Bad, it would have ended before it was decided:
    ```yaml title="proposals/book-exchange/v1.yml"
    review: 2026-07-17
    sunset: 2026-07-18
    ```
    ```yaml title="proposals/book-exchange/rounds/2026-07-19.mill-lane.yml"
    sha256: sha256(v1.yml)
    ```
    ```yaml title="decisions/book-exchange/decision.yml"
    sha256: sha256(v1.yml)
    decided: 2026-07-19  # <- D06
    sunset: 2026-07-18
    ```
    Good, it holds for that one day:
    ```yaml title="proposals/book-exchange/v1.yml"
    review: 2026-07-17
    sunset: 2026-07-19
    ```
    ```yaml title="proposals/book-exchange/rounds/2026-07-19.mill-lane.yml"
    sha256: sha256(v1.yml)
    ```
    ```yaml title="decisions/book-exchange/decision.yml"
    sha256: sha256(v1.yml)
    sunset: 2026-07-19
    ```
    Bad, its authors had withdrawn it:
    ```yaml title="proposals/book-exchange/closed.yml"
    date: 2026-07-19
    result: withdrawn
    because: The library van comes again after all.
    voices: {ilona-kovacs: consent, patrick-byrne: consent, aroha-ngata: consent, diego-morales: consent}
    entered_by: patrick-byrne
    ```
    ```yaml title="decisions/book-exchange/decision.yml"
    decided: 2026-07-20  # <- D06
    ```
    Good, everybody was heard the day before, and nobody has withdrawn it:
    ```yaml title="decisions/book-exchange/decision.yml"
    decided: 2026-07-20
    ```
    """
    yield from decisions_lacking(movement, "D06")
