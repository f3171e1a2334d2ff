"""
Who answers for what a closed circle decided (M6, M8).

Circles merge, split and begin again. The circles that follow a closed one answer for its decisions, all of them; where
none does, its parent, or the nearest open circle above. Where there is none either, its decisions bind nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from nstgov.lifecycle.days import OPEN
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.late_questions import members_not_consenting
from nstgov.lifecycle.membership import compute_membership, is_open, members_on
from nstgov.lifecycle.stays import span_of_circle
from nstgov.records import CircleFolder, Closes, Decision, Movement


def circles_answering(movement: Movement, decision: Decision, day: date) -> tuple[str, ...]:
    """The circles that answer for a decision on a day: those that made it, or what they went on in; none: nobody."""
    found = (other for circle in decision.circles for other in answering_for(movement, circle, day))
    return tuple(dict.fromkeys(found))


def answering_for(movement: Movement, circle: str, day: date) -> tuple[str, ...]:
    """The circles that answer on a day for what one decided: itself until it closes, then who follows or is above."""
    return _ask_everybody(movement, circle, day)[circle] if has_closed(movement, circle, day) else (circle,)


def _ask_everybody(movement: Movement, circle: str, day: date) -> dict[str, tuple[str, ...]]:
    """By each circle that one leads to, itself among them, who answers on a day for what it decided."""
    # each circle is worked out once, after those it depends on; in a ring, whoever was asked first adds nothing
    known: dict[str, tuple[str, ...]] = {}
    waiting = [circle]
    while waiting:
        at = waiting[-1]
        known.setdefault(at, ())
        known[at], first = _answering_so_far(movement, at, day, known)
        if not first:
            waiting.pop()
        waiting += reversed(first)
    return known


def _answering_so_far(
    movement: Movement, circle: str, day: date, known: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who answers for a circle as far as others are worked out, and the circles of which that has to be known first."""
    if not has_closed(movement, circle, day):
        return (circle,), ()
    following = followers_on(movement, circle, day)
    unknown = tuple(other for other in following if other not in known)
    found = tuple(dict.fromkeys(one for other in following for one in known.get(other, ())))
    if found or unknown:
        return found, unknown
    above = _last_parent(movement, circle)
    return known.get(above, ()), () if above in known or not above else (above,)


def _last_parent(movement: Movement, circle: str) -> str:
    """The circle under which a closed one was on its last day; empty where there was none."""
    last = span_of_circle(movement.circles[circle]).last
    links = compute_membership(movement).links.get(circle, ())
    return next((link.parent for link in links if link.span.has_day(last)), "")


def continued_in(movement: Movement, circle: str, day: date) -> tuple[str, ...]:
    """The circles in which a circle's people are on a day: itself while it is open, then those that follow it."""
    if not has_closed(movement, circle, day):
        return (circle,)
    found: dict[str, None] = {}
    waiting, seen = [circle], {circle}
    while waiting:
        at = waiting.pop()
        if not has_closed(movement, at, day):
            found[at] = None
            continue
        following = [other for other in followers_on(movement, at, day) if other not in seen]
        seen.update(following)
        waiting += reversed(following)
    return tuple(found)


def has_closed(movement: Movement, circle: str, day: date) -> bool:
    """Whether a circle has closed before a day; its last day still counts whole."""
    folder = movement.circles.get(circle)
    return folder is not None and bool(folder.acts) and span_of_circle(folder).last < day


def followers_on(movement: Movement, circle: str, day: date) -> tuple[str, ...]:
    """The circles begun by a day that follow a closed one in good order."""
    return tuple(
        one for one in _collect_followers(movement).get(circle, ()) if movement.circles[one].founding.opened <= day
    )


@derive_once
def _collect_followers(movement: Movement) -> dict[str, tuple[str, ...]]:
    """By closed circle, those that follow it in good order, the earliest first."""
    found: dict[str, list[str]] = defaultdict(list)
    folders = sorted(movement.circles.values(), key=lambda one: (one.founding.opened, one.id))
    for folder in folders:
        if folder.founding.follows and movement.is_sound(folder.founding, "follows", "opened"):
            for circle in dict.fromkeys(folder.founding.follows):
                if fault_of_following(movement, folder, circle) is None:
                    found[circle].append(folder.id)
    return {circle: tuple(ids) for circle, ids in found.items()}


def fault_of_following(movement: Movement, folder: CircleFolder, circle: str) -> str | None:
    """What is wrong where a circle says that it follows another; None where that one closed by its members' consent."""
    followed = movement.circles.get(circle)
    if followed is None:
        return None
    opened, last = folder.founding.opened, span_of_circle(followed).last
    if followed is folder:
        return f"{circle} cannot follow itself"
    if last == OPEN:
        return f"{circle} has not closed"
    if last > opened:
        return f"{circle} closes on {last}, and {folder.id} begins on {opened} already"
    return None if _is_closed_by_consent(movement, followed, last) else f"{circle} did not close by all its members"


def _is_closed_by_consent(movement: Movement, folder: CircleFolder, last: date) -> bool:
    acts = (act for act in folder.acts if isinstance(act, Closes) and act.date == last)
    return bool(members_on(movement, folder.id, last)) and any(
        not members_not_consenting(movement, act.voices, folder.id, last) for act in acts
    )


def binds_nobody_since(movement: Movement, circles: Iterable[str], day: date) -> date | None:
    """
    The last day on which a decision of some circles bound anybody, where by a day nobody answers for it any more.

    None where somebody does. That no circle has closed is seen without asking who sits where.
    """
    made = dict.fromkeys(circles)
    if not made or not all(has_closed(movement, circle, day) for circle in made):
        return None
    asked = [_ask_everybody(movement, circle, day) for circle in made]
    if any(known[circle] for circle, known in zip(made, asked, strict=True)):
        return None
    return max(span_of_circle(movement.circles[circle]).last for known in asked for circle in known)


def open_answering(movement: Movement, decision: Decision, day: date) -> tuple[str, ...]:
    """Those answering for a decision on a day that are open then; where none is, the circles that made it."""
    found = tuple(circle for circle in circles_answering(movement, decision, day) if is_open(movement, circle, day))
    return found or decision.circles
