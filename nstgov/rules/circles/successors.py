"""Family A: which circle goes on in which other one, and how long somebody may be away (M2, M6, M22)."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle.absence_lengths import absences_too_long
from nstgov.lifecycle.answering_circles import fault_of_following
from nstgov.lifecycle.wording import format_count
from nstgov.records import Circle, Movement
from nstgov.rules.rule import rule


@rule("A12", idea="M6")
def follows_no_closed_circle(movement: Movement) -> Iterator[Finding]:
    """
    A circle follows others that have closed, by the consent of all who were in them.

    Circles merge, split, and begin again under another name. What they had decided does not vanish with them: the
    circles that follow answer for it, all of them together, and may renew it, change it and let it go. So it must be
    plain that the old circle has ended, and that its people wanted that. Whoever follows a circle that is still there
    would decide for people who decide for themselves.

    Bad, a circle that is still there:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    parent: old-harbour
    follows: [rope-walk]  # <- A12
    opened: 2026-11-20
    entered_by: brendan-doyle
    ```
    Good, one that has closed:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    parent: old-harbour
    follows: [pier-three]
    opened: 2026-11-20
    entered_by: brendan-doyle
    ```
    Bad, one that closed later only:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    parent: old-harbour
    follows: [pier-three]  # <- A12
    opened: 2026-06-20
    entered_by: brendan-doyle
    ```
    """
    for circle in movement.find_sound(Circle, "follows", "opened"):
        folder = movement.circles.get(circle.circle)
        if folder is not None and folder.founding is circle:
            for at, other in enumerate(circle.follows):
                if fault := fault_of_following(movement, folder, other):
                    related = (movement.circles[other].founding.locate("opened"),)
                    help_ = f"Wait until {other} has closed, by all its members, or leave it out."
                    yield Finding(circle.locate("follows", at), fault, help_, related)


@rule("A13", idea="M22")
def away_too_long(movement: Movement) -> Iterator[Finding]:
    """
    Somebody is away no longer than the ground rules allow.

    Stepping back for a while takes one's own word and nothing else, and what is decided meanwhile needs no voice of
    theirs. That is kind to whoever needs rest, and it must stay a while: a circle that has not heard somebody for a
    year no longer decides with them. So absences that follow on each other within thirty days are taken together.
    Whoever needs longer may leave, and be welcomed again.

    Bad, half a year, where 90 days are allowed:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.away.aroha-ngata.yml"
    until: 2027-05-20  # <- A13
    voices: {aroha-ngata: consent}
    ```
    Good:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.away.aroha-ngata.yml"
    until: 2027-02-18
    voices: {aroha-ngata: consent}
    ```
    Bad, once more, a few days after she came back:
    ```yaml title="circles/three-bridges/mill-lane/2026-08-01.away.aroha-ngata.yml"
    until: 2026-10-20
    voices: {aroha-ngata: consent}
    ```
    ```yaml title="circles/three-bridges/mill-lane/2026-11-01.away.aroha-ngata.yml"
    until: 2026-12-20  # <- A13
    voices: {aroha-ngata: consent}
    ```
    """
    for away, most, last in absences_too_long(movement):
        message = f"{away.person} would be away until {away.until}; the ground rules allow {format_count(most, 'day')}"
        if last < away.date:
            message += ", and those just before are counted with them"
            help_ = f"Wait until {away.person} has been back for thirty days."
        else:
            message += f", up to {last}"
            help_ = f"Write `until: {last}`, or a day before."
        yield Finding(away.locate("until"), message, help_)
