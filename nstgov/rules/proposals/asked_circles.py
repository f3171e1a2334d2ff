"""Family P: whom a proposal asks."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.records import Movement
from nstgov.rules.lack_findings import versions_lacking
from nstgov.rules.rule import rule

_READS = ("asks", "affects", "submitted", "kind", "renews", "replaces", "ends")
_MOST_NAMED = 12


@rule("P05", idea="M8")
def wrong_circles_asked(movement: Movement) -> Iterator[Finding]:
    """
    A proposal asks the circle in which everyone it affects takes part.

    Nobody decides over anybody's head. So a proposal names the circles whose people it touches, and asks the nearest
    circle in which all of them meet, themselves or through those they have chosen; one farther up may be asked too.
    Only while there is no such circle are several asked, each for its own people. Whoever made an earlier decision
    that this one would change, or was touched by it, is affected as well. The ground rules are everyone's: they are
    asked of the top circle, and of all the highest circles together as long as the top circle has no members.

    Bad, one street asks itself about what touches two:
    ```yaml title="proposals/heat-refuge/v1.yml"
    asks: [rope-walk]  # <- P05
    affects: [rope-walk, tide-house]
    ```
    Good, the circle in which both meet:
    ```yaml title="proposals/heat-refuge/v1.yml"
    asks: [old-harbour]
    affects: [rope-walk, tide-house]
    ```
    Bad, several although one would do:
    ```yaml title="proposals/heat-refuge/v1.yml"
    asks: [rope-walk, tide-house]  # <- P05
    affects: [rope-walk, tide-house]
    ```
    Good, a circle farther up:
    ```yaml title="proposals/heat-refuge/v1.yml"
    asks: [everyone]
    affects: [rope-walk, tide-house]
    ```
    Bad, it changes a decision that touched others too:
    ```yaml title="proposals/heat-refuge/v1.yml"
    asks: [rope-walk]  # <- P05
    affects: [rope-walk]
    ends: [tool-library]
    ```
    Good, the circle that made that decision:
    ```yaml title="proposals/heat-refuge/v1.yml"
    asks: [old-harbour]
    affects: [rope-walk]
    ends: [tool-library]
    ```
    Bad, nobody is asked:
    ```yaml title="proposals/heat-refuge/v1.yml"
    asks: []  # <- P05
    ```
    Good, somebody is:
    ```yaml title="proposals/heat-refuge/v1.yml"
    asks: [rope-walk]
    ```
    Bad, nobody is affected:
    ```yaml title="proposals/heat-refuge/v1.yml"
    affects: []  # <- P05
    ```
    Good, those who live with it:
    ```yaml title="proposals/heat-refuge/v1.yml"
    affects: [rope-walk]
    ```
    Bad, a circle that is no more:
    ```yaml title="proposals/heat-refuge/v1.yml"
    asks: [pier-three]  # <- P05
    ```
    Good, the one to which its people went:
    ```yaml title="proposals/heat-refuge/v1.yml"
    asks: [rope-walk]
    ```
    Bad, ground rules of one circle's own:
    ```yaml title="proposals/heat-refuge/v1.yml"
    kind: ground rules
    asks: [rope-walk]  # <- P05
    ```
    Good, everyone's ground rules:
    ```yaml title="proposals/heat-refuge/v1.yml"
    kind: ground rules
    asks: [everyone]
    ```
    """
    yield from versions_lacking(movement, "P05")
