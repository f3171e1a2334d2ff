"""Whether the decision named by an edition of the ground rules adopts it: these bytes, by everyone (M6, M9)."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.lifecycle.derived import answers_question, derive_once
from nstgov.lifecycle.editions import ground_rules_on
from nstgov.lifecycle.endings import version_of
from nstgov.lifecycle.highest_circles import circles_adopting, doubt_of_highest
from nstgov.lifecycle.late_questions import adoption_at_fault
from nstgov.lifecycle.validity.lacks import Lack
from nstgov.lifecycle.wording import format_list
from nstgov.records import Decision, GroundRules, Movement, Version


@answers_question(adoption_at_fault)
@derive_once
def adoption_lacks(movement: Movement, number: int) -> tuple[Lack, ...]:
    """
    Why the decision that an edition names does not adopt it (G02): the first thing that is wrong.

    Nothing where it is undecided yet, or where what is decided cannot be read: then the decision is not valid (D15).
    """
    edition = movement.ground_rules.get(number)
    folder = movement.decisions.get(edition.adopted_by or "") if edition else None
    decision = folder.decision if folder else None
    if edition is None or decision is None:
        return ()
    if not movement.is_sound(edition, "adopted_by") or not movement.is_sound(decision, "version"):
        return ()
    version = version_of(movement, decision)
    if version is None or not movement.is_sound(version, "kind", "edition", "imported"):
        return ()
    return tuple(_of_decision(movement, edition, decision, version))


def _of_decision(movement: Movement, edition: GroundRules, decision: Decision, version: Version) -> Iterator[Lack]:
    at, related = edition.locate("adopted_by"), (version.locate("edition"),)
    if version.imported is not None or version.kind != "ground rules":
        what = "history from elsewhere" if version.imported is not None else f"of the kind {version.kind}"
        message = f"{decision.decision} is {what}, and ground rules are adopted by a decision of the kind ground rules"
        help_ = "Propose the edition as `kind: ground rules`, and name that decision here."
        yield Lack("G02", at, message, help_, related)
    elif version.edition is None or version.edition.number != edition.number:
        adopts = f"edition {version.edition.number}" if version.edition else "no edition"
        message = f"{decision.decision} adopts {adopts}, and this is edition {edition.number}"
        yield Lack("G02", at, message, "Name the decision that adopts this one.", related)
    elif movement.sha256.get(edition.file, version.edition.sha256) != version.edition.sha256:
        message = f"these are not the bytes that {decision.decision} adopted: {version.edition.sha256}"
        help_ = "Put back the edition as it was consented to, and propose what should change as the next one."
        yield Lack("G02", edition.locate(), message, help_, related)
    else:
        yield from _by_everyone(movement, edition, decision, version)


def _by_everyone(movement: Movement, edition: GroundRules, decision: Decision, version: Version) -> Iterator[Lack]:
    day = decision.decided
    if not movement.is_sound(decision, "decided", "circles"):
        return
    if not movement.is_sound(ground_rules_on(movement, day), "top"):
        return
    highest = circles_adopting(movement, version, day)
    is_sure = doubt_of_highest(movement, day, (*highest, *decision.circles)) is None
    if set(decision.circles) != set(highest) and is_sure:
        message = f"{decision.decision} was decided by {format_list(decision.circles)}, and ground rules are everyone's"
        help_ = f"Ask {format_list(highest)}: by them the edition can be adopted."
        yield Lack("G02", edition.locate("adopted_by"), message, help_, (decision.locate("circles"),))
