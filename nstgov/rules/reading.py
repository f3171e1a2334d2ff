"""Family Y: what reading the files brings to light."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.records import Movement
from nstgov.rules.rule import rule


def _seen(movement: Movement, code: str) -> Iterator[Finding]:
    """What the reader set down under a rule's code."""
    for misfit in movement.misfits:
        if misfit.rule == code:
            yield Finding(misfit.at, misfit.message, misfit.help, misfit.related, place=misfit.place)


@rule("Y01")
def unreadable(movement: Movement) -> Iterator[Finding]:
    """
    A record is UTF-8 text and plain YAML.
    """
    yield from _seen(movement, "Y01")


@rule("Y02")
def key_twice(movement: Movement) -> Iterator[Finding]:
    """
    A key stands once.
    """
    yield from _seen(movement, "Y02")


@rule("Y03")
def unknown_key(movement: Movement) -> Iterator[Finding]:
    """
    A key is one of those that are known.
    """
    yield from _seen(movement, "Y03")


@rule("Y04")
def wrong_kind(movement: Movement) -> Iterator[Finding]:
    """
    A value has the kind that its key asks for.
    """
    yield from _seen(movement, "Y04")


@rule("Y05")
def missing_field(movement: Movement) -> Iterator[Finding]:
    """
    What is required is there, and says something.
    """
    yield from _seen(movement, "Y05")


@rule("Y06")
def misplaced_file(movement: Movement) -> Iterator[Finding]:
    """
    A file lies where its record belongs, under a name that says the same as its content.
    """
    yield from _seen(movement, "Y06")


@rule("Y07")
def deceptive_characters(movement: Movement) -> Iterator[Finding]:
    """
    A text holds what it shows.
    """
    yield from _seen(movement, "Y07")


@rule("Y08")
def needless_yaml(movement: Movement) -> Iterator[Finding]:
    """
    A record is plain and small.
    """
    yield from _seen(movement, "Y08")


@rule("Y09")
def no_plain_file(movement: Movement) -> Iterator[Finding]:
    """
    A record is a plain file.
    """
    yield from _seen(movement, "Y09")


@rule("Y10")
def unknown_reference(movement: Movement) -> Iterator[Finding]:
    """
    A name stands for something on record.
    """
    yield from _seen(movement, "Y10")
