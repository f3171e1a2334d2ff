"""Family L: roles that nobody carries any more (M10)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nstgov.findings import Finding
from nstgov.lifecycle import is_membership_clear
from nstgov.lifecycle.vacant_roles import vacant_roles
from nstgov.records import Movement
from nstgov.rules.rule import rule


@rule("L07", idea="M10", lane="calendar")
def role_without_anybody(movement: Movement, today: date) -> Iterator[Finding]:
    """
    A role has somebody, also after its holder has left.

    Whoever leaves a circle gives back what it had lent them: the keys, the minutes, the care for the newcomers. That
    is as it should be, and it is easily overlooked, since on paper their term goes on. The record shows the role as
    empty from that day, and a circle that still needs it chooses again, or names somebody until it does.

    Bad on 2026-11-23, the steward of the roof has left:
    ```yaml title="circles/old-harbour/tide-house/2026-11-20.leaves.tenzin-dorje.yml"
    voices: {tenzin-dorje: consent}
    ```
    ```yaml title="decisions/tide-house-roof-steward-2026/election.yml"
    proposed: {person: tenzin-dorje, because: He has been up there already.}  # <- L07
    ```
    Good on 2026-11-23, somebody else was chosen since:
    ```yaml title="circles/old-harbour/tide-house/2026-11-20.leaves.tenzin-dorje.yml"
    voices: {tenzin-dorje: consent}
    ```
    ```yaml title="decisions/tide-house-roof-steward-2027/election.yml"
    # like: decisions/tide-house-roof-steward-2026/election.yml
    held: 2026-11-21
    term: {from: 2026-11-21, until: 2027-07-31}
    # without: changes
    nominations:
      mateo-silva: {for: abel-haile, because: "Keeps promises, the small ones too."}
      sarah-levi: {for: abel-haile, because: Has lived here short enough to wonder.}
      chidi-eze: {for: abel-haile, because: Will say no for us when we would not dare to.}
      anouk-dubois: {for: abel-haile, because: "Is fair, even to people they do not like."}
      maja-horvat: {for: abel-haile, because: Writes down what others said.}
      bilal-ahmed: {for: abel-haile, because: Has been up there already.}
      stella-costa: {for: abel-haile, because: Reads the papers before the meeting.}
      eun-ji-park: {for: abel-haile, because: Translates between people.}
      abel-haile: {for: bilal-ahmed, because: He is not afraid of heights.}
    proposed: {person: abel-haile, because: Eight of us named him.}
    voices: {mateo-silva: consent, sarah-levi: consent, chidi-eze: consent, anouk-dubois: consent,
      maja-horvat: consent, bilal-ahmed: consent, stella-costa: consent, eun-ji-park: consent, abel-haile: consent}
    ```
    Bad on 2026-11-23, so has the secretary whom the circle had named:
    ```yaml title="circles/old-harbour/rope-walk/2026-11-20.leaves.brendan-doyle.yml"
    voices: {brendan-doyle: consent}
    ```
    ```yaml title="circles/old-harbour/rope-walk/circle.yml"
    secretary: brendan-doyle  # <- L07
    ```
    """
    for vacancy in vacant_roles(movement, today):
        if is_membership_clear(movement, vacancy.circle):
            circle, role = vacancy.circle, vacancy.role
            message = f"{circle} has had no {role} since {vacancy.person} left on {vacancy.last}"
            help_ = f"Choose somebody in an election, if {circle} still needs a {role}."
            yield Finding(vacancy.at, message, help_)
