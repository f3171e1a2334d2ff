"""Until when a decision holds, and whether it came in the right order (M2, M5)."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.lifecycle.closings import closing_on
from nstgov.lifecycle.days import day_before, days_after
from nstgov.lifecycle.judging_rules import rules_judging
from nstgov.lifecycle.newest import newest_version
from nstgov.lifecycle.validity.lacks import Lack
from nstgov.lifecycle.validity.lacks_of_voices import has_later_rounds
from nstgov.lifecycle.voices import find_hearing
from nstgov.lifecycle.wording import format_list
from nstgov.records import Decision, Movement, Round, Version


def lacks_of_sunset(movement: Movement, decision: Decision, version: Version) -> Iterator[Lack]:
    """No last day, another than everybody consented to, or one too far off (D04)."""
    if not movement.is_sound(decision, "sunset"):
        return
    agreed = version.sunset if movement.is_sound(version, "sunset") else None
    if decision.sunset is None:
        says = f"; everybody consented to {agreed}" if agreed else ""
        help_ = f"Add the line `sunset: {agreed or '…'}`."
        yield Lack("D04", decision.locate("sunset"), f"the decision has no last day{says}", help_)
        return
    if agreed and decision.sunset != agreed:
        message = f"the decision ends on {decision.sunset}, and everybody consented to {agreed}"
        yield Lack("D04", decision.locate("sunset"), message, f"Write `sunset: {agreed}`.", (version.locate("sunset"),))
    if movement.is_sound(decision, "decided"):
        yield from _too_far(movement, decision, version)


def lacks_of_term(movement: Movement, version: Version) -> Iterator[Lack]:
    """No sunset in a version, one not after its submission, or farther off than the longest (P03)."""
    if not movement.is_sound(version, "sunset", "submitted"):
        return
    longest = rules_judging(movement, version, version.submitted).longest_sunset_days
    farthest = days_after(version.submitted, longest)
    if version.sunset is None:
        message = "no last day is named on which this would hold"
    elif version.sunset <= version.submitted:
        message = f"the sunset is not after {version.submitted}, the day it was submitted"
    elif version.sunset > farthest:
        days = (version.sunset - version.submitted).days
        message = f"the sunset is {days} days after submission, and the longest is {longest}"
    else:
        return
    related = () if version.sunset is None else (version.locate("submitted"),)
    yield Lack("P03", version.locate("sunset"), message, f"Choose a last day up to {farthest}.", related)


def lacks_of_order(movement: Movement, decision: Decision, version: Version) -> Iterator[Lack]:
    """Other bytes or circles, a version replaced, rounds or a version that came only later, a last day over (D06)."""
    yield from _other_bytes(movement, decision, version)
    yield from _other_circles(movement, decision, version)
    if movement.is_sound(decision, "decided"):
        yield from _before_its_version(movement, decision, version)
        yield from _lacks_of_newest_version(movement, decision)
        yield from _before_its_rounds(movement, decision, version)
        yield from _over_already(movement, decision, version)


def _before_its_version(movement: Movement, decision: Decision, version: Version) -> Iterator[Lack]:
    if movement.is_sound(version, "submitted") and decision.decided < version.submitted:
        what = f"this was decided on {decision.decided}, and version {version.number} was submitted"
        message, help_ = f"{what} on {version.submitted}, later", EARLY_HELP
        yield Lack("C06", decision.locate("decided"), message, help_, (version.locate("submitted"),))


EARLY_HELP = "Look at both days, and write the one on which it really was."


def _too_far(movement: Movement, decision: Decision, version: Version) -> Iterator[Lack]:
    longest = rules_judging(movement, version, decision.decided).longest_sunset_days
    last = days_after(decision.decided, longest)
    if decision.sunset and decision.sunset > last:
        message = (
            f"the decision ends on {decision.sunset}; {longest} days from {decision.decided} are allowed, to {last}"
        )
        yield Lack("D04", decision.locate("sunset"), message, f"Bring a version that ends on {last} or sooner.")


def _other_bytes(movement: Movement, decision: Decision, version: Version) -> Iterator[Lack]:
    right = movement.sha256.get(version.file)
    is_sound = movement.is_sound(version) and movement.is_sound(decision, "sha256")
    if right and is_sound and decision.sha256 != right:
        others = movement.proposals[decision.decision].versions.values()
        of = next(
            (f": it is that of version {v.number}" for v in others if movement.sha256.get(v.file) == decision.sha256),
            "",
        )
        message = f"this is not the SHA-256 of version {version.number}{of}"
        yield Lack("D06", decision.locate("sha256"), message, f"Write `sha256: {right}`.", (version.locate(),))


def _other_circles(movement: Movement, decision: Decision, version: Version) -> Iterator[Lack]:
    if not movement.is_sound(decision, "circles") or not movement.is_sound(version, "asks"):
        return
    more = [circle for circle in dict.fromkeys(decision.circles) if circle not in version.asks]
    fewer = [circle for circle in dict.fromkeys(version.asks) if circle not in decision.circles]
    if more or fewer:
        parts = [
            f"{format_list(more)} not asked" if more else "",
            f"{format_list(fewer)} asked and not named" if fewer else "",
        ]
        message = f"the circles are not those that version {version.number} asks: {'; '.join(filter(None, parts))}"
        help_ = f"Write `circles: [{', '.join(version.asks)}]`, when each of them has consented."
        yield Lack("D06", decision.locate("circles"), message, help_, (version.locate("asks"),))


def _lacks_of_newest_version(movement: Movement, decision: Decision) -> Iterator[Lack]:
    folder = movement.proposals.get(decision.decision)
    if folder and all(movement.is_sound(version, "submitted") for version in folder.versions.values()):
        newest = newest_version(folder, decision.decided)
        if newest and newest.number > decision.version:
            message = f"version {newest.number} had taken the place of version {decision.version} on {newest.submitted}"
            help_ = f"Hold a round on version {newest.number}, and decide that one."
            yield Lack("D06", decision.locate("version"), message, help_, (newest.locate("submitted"),))


def _before_its_rounds(movement: Movement, decision: Decision, version: Version) -> Iterator[Lack]:
    """Findings where a circle spoke only later; of a decision older than its very version speaks C06."""
    if movement.is_sound(version, "submitted") and decision.decided < version.submitted:
        return
    for circle in dict.fromkeys(decision.circles):
        heard = find_hearing(movement, decision.decision, decision.version, circle, decision.decided)
        if heard.sure and not heard.spoken and has_later_rounds(movement, decision, circle):
            first = min(_rounds(movement, decision, circle), key=lambda held: held.held)
            message = f"decided on {decision.decided}, and {circle} first spoke to it on {first.held}"
            help_ = "Give the decision the day on which the last voice was heard, or a later one."
            yield Lack("D06", decision.locate("decided"), message, help_, (first.locate(),))


def _rounds(movement: Movement, decision: Decision, circle: str) -> Iterator[Round]:
    held = movement.proposals[decision.decision].rounds
    return (one for one in held if one.circle == circle and one.version == decision.version)


def _over_already(movement: Movement, decision: Decision, version: Version) -> Iterator[Lack]:
    """Whether on the day decided the decision would have ended, or the proposal had been closed."""
    sunset = decision.sunset if decision.sunset and movement.is_sound(decision, "sunset") else None
    if sunset and sunset < decision.decided:
        message = f"decided on {decision.decided}, and its last day is {sunset}"
        help_ = "Bring a version with a later sunset, and hear everybody on it."
        yield Lack("D06", decision.locate("decided"), message, help_, (version.locate("sunset"),))
    closed = closing_on(movement, decision.decision, day_before(decision.decided))
    if closed and movement.is_sound(closed, "date", "result"):
        message = f"decided on {decision.decided}, and the proposal was {closed.result} on {closed.date}"
        yield Lack(
            "D06", decision.locate("decided"), message, "Bring it again as a new proposal.", (closed.locate("result"),)
        )
