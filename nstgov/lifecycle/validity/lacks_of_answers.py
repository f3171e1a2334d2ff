"""Whose voice is lacking where an objection is said to be set aside, to need work, or to be met (M4, M17)."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.lifecycle.away import lacking_for_outcome
from nstgov.lifecycle.days import days_after
from nstgov.lifecycle.derived import answers_question, derive_once
from nstgov.lifecycle.late_questions import answer_at_fault
from nstgov.lifecycle.newest import authors_of_any
from nstgov.lifecycle.validity.lacks import Lack
from nstgov.lifecycle.validity.lacks_of_ground import lack_of_fault, lacks_of_knowing, lacks_of_own_file
from nstgov.lifecycle.validity.lacks_of_size import lacks_of_testing_size
from nstgov.lifecycle.wording import choose_verb_form, format_list
from nstgov.records import Movement, Objection, Resolution, Test, name_of

TRIED_DAYS = 30
"""Days in which somebody is tried twice before an objection may be resolved without their voice."""


@answers_question(answer_at_fault)
@derive_once
def answer_lacks(movement: Movement, file: str) -> tuple[Lack, ...]:
    """
    What a test or a resolution of an objection lacks, by its path; with anything lacking it answers nothing.

    A test that lets the objection stand needs nobody's consent; whatever else it says takes everybody's.
    """
    record = movement.records.get(file)
    if isinstance(record, Test):
        is_read = movement.is_sound(record, "held", "circle", "version", "result", "voices")
        if not is_read and record.result != "stands":
            return tuple(lacks_of_own_file(movement, record))
        if record.result in ("needs work", "set aside"):
            return (*_lacks_of_testing(movement, record), *lacks_of_testing_size(movement, record))
    if isinstance(record, Resolution):
        if not movement.is_sound(record, "date", "voices", "unreachable"):
            return tuple(lacks_of_own_file(movement, record))
        return tuple(_lacks_of_resolving(movement, record))
    return ()


def _lacks_of_resolving(movement: Movement, resolution: Resolution) -> Iterator[Lack]:
    target = movement.find_target(resolution.target)
    folder = target.objections.get(resolution.objection) if target else None
    versions = [one for _, one in sorted(folder.versions.items()) if movement.is_counted(one)] if folder else []
    for version in versions:
        if not movement.is_sound(version, "raised", "authors"):
            yield lack_of_fault(movement, resolution.locate("voices"), version.file, "whose voices it takes")
            return
    raised = [version for version in versions if version.raised <= resolution.date]
    if raised:
        yield from _lacks_of_authors_voices(resolution, raised)


def _lacks_of_testing(movement: Movement, test: Test) -> Iterator[Lack]:
    unknown = tuple(lacks_of_knowing(movement, test.locate("voices"), (test.circle,), test.held))
    if unknown:
        yield from unknown
        return
    lacking = lacking_for_outcome(movement, test.voices, test.circle, test.held)
    silent = [person for person in lacking if person not in test.voices or test.voices[person].says != "object"]
    for person in lacking:
        if person not in silent:
            message = f"{person} does not consent to the result: {test.result}"
            help_ = "Write `result: stands`, and look together for what would meet it."
            yield Lack("O05", test.locate("voices", person), message, help_)
    if silent:
        has = choose_verb_form(silent, "has", "have")
        message = f"{format_list(silent)} of {test.circle} {has} not consented to the result: {test.result}"
        yield Lack(
            "O05",
            test.locate("voices"),
            message,
            f"Hear {format_list(silent)}, and enter the test when everybody consents.",
        )


def _lacks_of_authors_voices(resolution: Resolution, raised: list[Objection]) -> Iterator[Lack]:
    """Whose voice is lacking of those who stand behind any version: nobody is left out by a next one."""
    newest = raised[-1]
    authors = tuple(dict.fromkeys(map(name_of, authors_of_any(raised))))
    since = days_after(newest.raised, TRIED_DAYS)
    silent = []
    for person in authors:
        voice = resolution.voices.get(person)
        if voice is not None and voice.says == "object":
            help_ = f"Ask {person} what remains, and look on together."
            yield Lack(
                "O06",
                resolution.locate("voices", person),
                f"for {person} something remains",
                help_,
                (newest.locate("authors"),),
            )
        elif (voice is None or voice.says == "absent") and person not in resolution.unreachable:
            silent.append(person)
        elif voice is None and resolution.date < since:
            message = f"{person} is called unreachable on {resolution.date}; it was raised on {newest.raised}"
            help_ = f"Try to reach {person} once more, and enter this on {since} or later."
            at = resolution.unreachable.index(person)
            yield Lack("O06", resolution.locate("unreachable", at), message, help_, (newest.locate("raised"),))
    if not any(voice.says == "consent" for voice in resolution.voices.values()) and not silent and authors:
        silent = list(authors)
    if silent:
        message = f"{format_list(silent)} {choose_verb_form(silent, 'has', 'have')} not said whether anything remains"
        yield Lack(
            "O06",
            resolution.locate("voices"),
            message,
            f"Ask {format_list(silent)}, and add what they say.",
            (newest.locate("authors"),),
        )
