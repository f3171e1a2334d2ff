"""Whether a proposal was closed in good order: withdrawn by its authors, or set aside by the circles asked (M2, M4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from nstgov.lifecycle.away import lacking_consent
from nstgov.lifecycle.belonging import circles_of, is_belonging_clear
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.newest import authors_of_any, newest_version
from nstgov.lifecycle.validity.lacks import Lack
from nstgov.lifecycle.validity.lacks_of_ground import lack_of_fault, lacks_of_knowing, lacks_of_own_file
from nstgov.lifecycle.wording import choose_verb_form, format_list
from nstgov.records import Closed, Movement, ProposalFolder, Version, Where, name_of


def closing_on(movement: Movement, proposal: str, day: date) -> Closed | None:
    """The act by which a proposal was closed up to a day, where it is validly made; None while it is open."""
    folder = movement.proposals.get(proposal)
    closed = folder.closed if folder else None
    if closed is None or closed.date > day or closing_lacks(movement, proposal):
        return None
    return closed


@derive_once
def closing_lacks(movement: Movement, proposal: str) -> tuple[Lack, ...]:
    """The voices that the closing of a proposal lacks (P10)."""
    folder = movement.proposals.get(proposal)
    closed = folder.closed if folder else None
    return tuple(_lacks_of_closing(movement, closed, folder)) if closed and folder else ()


def _lacks_of_closing(movement: Movement, closed: Closed, folder: ProposalFolder) -> Iterator[Lack]:
    if not movement.is_sound(closed, "date", "result", "voices", "unreachable"):
        yield from lacks_of_own_file(movement, closed)
        return
    for version in folder.versions.values():
        if not movement.is_sound(version, "submitted", "imported", "authors", "asks"):
            yield lack_of_fault(movement, closed.locate("voices"), version.file, "whose voices it takes")
            return
    newest = newest_version(folder, closed.date)
    if closed.result == "withdrawn":
        yield from _lacks_of_withdrawing(movement, closed, folder, newest)
    elif newest is None:
        yield from _set_aside_too_early(closed, folder)
    elif newest.imported is None:
        yield from _set_aside(movement, closed, newest)


def _lacks_of_withdrawing(
    movement: Movement, closed: Closed, folder: ProposalFolder, version: Version | None
) -> Iterator[Lack]:
    if version and version.imported is None:
        until = [one for one in folder.versions.values() if one.number <= version.number and one.imported is None]
        authors = map(name_of, authors_of_any(sorted(until, key=lambda one: one.number)))
        needed = "every author's own voice" + (", of each version" if len(until) > 1 else "")
        yield from _lacks_of_consent(closed, authors, needed, version.locate("authors"))
        yield from _lacks_of_reachable_authors(movement, closed)
    elif not folder.versions and folder.idea and movement.is_sound(folder.idea, "by"):
        openers = map(name_of, folder.idea.by)
        yield from _lacks_of_consent(closed, openers, "the voice of each who opened it", folder.idea.locate("by"))


def _lacks_of_reachable_authors(movement: Movement, closed: Closed) -> Iterator[Lack]:
    """Authors who are called unreachable, and are members of a circle all the same."""
    for at, person in enumerate(closed.unreachable):
        circles = circles_of(movement, person, closed.date)
        if circles and person not in closed.voices and is_belonging_clear(movement, person):
            message = f"{person} is called unreachable, and is a member of {format_list(circles)} on {closed.date}"
            help_ = f"Ask {person}; or record first that they left: `how: died`, or `how: cannot be found`."
            yield Lack("P10", closed.locate("unreachable", at), message, help_)


def _set_aside_too_early(closed: Closed, folder: ProposalFolder) -> Iterator[Lack]:
    if not folder.versions:
        message = "no circle was asked yet, so none can set it aside"
        yield Lack(
            "P10", closed.locate("result"), message, "Let those who opened the idea withdraw it, or leave it open."
        )


def _set_aside(movement: Movement, closed: Closed, version: Version) -> Iterator[Lack]:
    unknown = tuple(lacks_of_knowing(movement, closed.locate("voices"), version.asks, closed.date))
    if unknown:
        yield from unknown
        return
    asked = list(dict.fromkeys(version.asks))
    lacking = (person for circle in asked for person in lacking_consent(movement, closed.voices, circle, closed.date))
    yield from _lacks_of_consent(
        closed, lacking, f"the consent of every member of {format_list(asked)}", version.locate("asks")
    )


def _lacks_of_consent(closed: Closed, awaited: Iterable[str], needed: str, related: Where) -> Iterator[Lack]:
    """Findings for the people who have not consented to closing a proposal."""
    silent = []
    for person in dict.fromkeys(awaited):
        says = closed.voices[person].says if person in closed.voices else "absent"
        if says == "object":
            message = f"{person} does not consent to closing it"
            help_ = "Leave the proposal open, and hear what would make it right for them."
            yield Lack("P10", closed.locate("voices", person), message, help_, (related,))
        elif says != "consent" and not (closed.result == "withdrawn" and person in closed.unreachable):
            silent.append(person)
    if silent:
        result = "withdraw" if closed.result == "withdrawn" else "set aside"
        has = choose_verb_form(silent, "has", "have")
        message = f"{format_list(silent)} {has} not spoken; to {result} a proposal takes {needed}"
        help_ = f"Ask {format_list(silent)}, and add what they say."
        if closed.result == "withdrawn":
            help_ += " Name under `unreachable` who has died or cannot be found; or let the circles asked set it aside."
        yield Lack("P10", closed.locate("voices"), message, help_, (related,))
    elif closed.unreachable and not any(voice.says == "consent" for voice in closed.voices.values()):
        message = "nobody whom this is about has spoken"
        yield Lack("P10", closed.locate("voices"), message, "Ask at least one of them.", (related,))
