"""Family P: whom a proposal asks."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle import (
    FLOORS,
    affected_by,
    ground_rules_on,
    highest_circles,
    holders,
    is_clear,
    is_open,
    is_way_clear,
    members_on,
    membership,
    nearest_holder,
)
from nstgov.records import Movement, Version
from nstgov.rules.judged import versions_judged
from nstgov.rules.rule import rule
from nstgov.rules.saying import counted, listed, verb

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
    for version in versions_judged(movement, *_READS):
        if not version.affects:
            message = "no circle is named whose people this touches"
            yield Finding(version.at("affects"), message, "Name the circles that would live with it.")
        if not version.asks:
            yield Finding(version.at("asks"), "no circle is asked", _ask(movement, version))
        elif version.kind == "ground rules":
            yield from _asked_of_everyone(movement, version)
        elif version.affects:
            yield from _asked(movement, version)


def _affected(movement: Movement, version: Version) -> tuple[str, ...]:
    """The circles affected that are still there: one that has closed has nobody left to be touched."""
    day = version.submitted
    return tuple(circle for circle in affected_by(movement, version) if is_open(movement, circle, day))


def _asked(movement: Movement, version: Version) -> Iterator[Finding]:
    affected = _affected(movement, version)
    if not all(is_way_clear(movement, circle, version.submitted) for circle in (*version.asks, *affected)):
        return
    gone = [at for at, circle in enumerate(version.asks) if not is_open(movement, circle, version.submitted)]
    nearest = nearest_holder(movement, affected, version.submitted)
    if gone:
        for at in gone:
            message = _not_there(movement, version, version.asks[at])
            yield Finding(version.at("asks", at), message, _ask(movement, version))
    elif len(set(version.asks)) > 1 and nearest:
        message = f"{counted(len(set(version.asks)), 'circle')} are asked, and one would do: all take part in {nearest}"
        yield Finding(version.at("asks"), message, _ask(movement, version), (version.at("affects"),))
    else:
        yield from _left_out(movement, version, affected)
        yield from _without_reason(movement, version, affected)


def _not_there(movement: Movement, version: Version, circle: str) -> str:
    opened = movement.circles[circle].founding.opened
    if opened > version.submitted:
        return f"{circle} begins on {opened}, after this was submitted"
    return f"{circle} has closed, and can no longer be asked"


def _left_out(movement: Movement, version: Version, affected: tuple[str, ...]) -> Iterator[Finding]:
    """A finding where somebody affected takes part in none of the circles asked."""
    asked = dict.fromkeys(version.asks)
    left_out = [c for c in affected if asked.keys().isdisjoint(holders(movement, c, version.submitted))]
    if left_out:
        message = f"{listed(left_out)} {verb(left_out, 'takes', 'take')} no part in {listed(asked, 'or')}"
        if set(left_out).isdisjoint(version.affects):
            message += ", and would be touched by what this changes"
        yield Finding(version.at("asks"), message, _ask(movement, version), (version.at("affects"),))


def _without_reason(movement: Movement, version: Version, affected: tuple[str, ...]) -> Iterator[Finding]:
    """Findings for circles asked, beside others, in which nobody affected takes part."""
    if len(set(version.asks)) == 1:
        return
    meeting = {above for circle in affected for above in holders(movement, circle, version.submitted)}
    for at, circle in enumerate(version.asks):
        if affected and circle not in meeting:
            message = f"nobody whom this touches takes part in {circle}"
            help_ = f"Name {circle} in `affects` if it touches its people, or ask the others alone."
            yield Finding(version.at("asks", at), message, help_, (version.at("affects"),))


def _ask(movement: Movement, version: Version) -> str:
    """Whom to ask: the nearest circle in which all affected take part, or each of them."""
    affected, day = _affected(movement, version), version.submitted
    if not affected or not all(is_way_clear(movement, circle, day) for circle in affected):
        return "Ask the circle in which everyone affected takes part."
    if nearest := nearest_holder(movement, affected, day):
        return f"Ask {nearest}: it is the nearest circle in which everyone affected takes part."
    return f"Ask each of them, as no one circle holds them all yet: {listed(affected)}."


def _asked_of_everyone(movement: Movement, version: Version) -> Iterator[Finding]:
    rules = ground_rules_on(movement, version.submitted)
    has_met = bool(members_on(movement, rules.top, version.submitted))
    is_sure = is_clear(movement, rules.top) if has_met else not membership(movement).clouded
    highest = highest_circles(movement, version.submitted)
    is_top_known = rules is not FLOORS and movement.is_sound(rules, "top")
    if is_top_known and is_sure and highest and set(version.asks) != set(highest):
        whose = "the top circle" if has_met else "all circles that stand highest"
        message = f"the ground rules are everyone's: they are asked of {listed(highest)}, {whose}"
        help_ = f"Write `asks: [{', '.join(highest)}]`." if len(highest) <= _MOST_NAMED else "Ask each of them."
        yield Finding(version.at("asks"), message, help_)
