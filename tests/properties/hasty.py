"""Honest stories with one gap that somebody may try to hide: a voice is lacking, or an answer, or a representative."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.properties.honest import honest
from tests.properties.moves import FOCUSED, Draw, Move
from tests.properties.oracle import Oracle
from tests.properties.tale import ELM, PEOPLE, Tale, day, said
from tests.properties.tampering import write


@st.composite
def hasty(draw: Draw) -> Tale:
    """A decision that lacks something, and up to two acts that may make it seem otherwise, or mend it."""
    tale = draw(honest())
    draw(st.sampled_from(GAPS))(tale, draw)
    faults = Oracle(tale.files).lacking("trees")
    tale.awaited = tuple(person for person in PEOPLE if any(person in fault.split() for fault in faults))
    for one in draw(st.lists(st.sampled_from(FOCUSED), max_size=2)):
        one(tale, draw)
    return tale


def silence(tale: Tale, draw: Draw) -> None:
    """Somebody has not been heard on the text decided, or was absent."""
    number = tale.files["decisions/trees/decision.yml"]["version"]
    held = [path for path, keys in tale.files.items() if "trees/rounds/" in path and keys.get("version") == number]
    person = draw(st.sampled_from(sorted({person for path in held for person in tale.files[path]["voices"]})))
    word = draw(st.sampled_from((None, None, "absent")))
    for path in held:
        say(tale, path, person, word)


def change(tale: Tale, draw: Draw) -> None:
    """Somebody objects where they consented."""
    held = [path for path, keys in tale.files.items() if "trees/rounds/" in path and "voices" in keys]
    path = draw(st.sampled_from(held))
    say(tale, path, draw(st.sampled_from(sorted(tale.files[path]["voices"]))), "object")


def say(tale: Tale, path: str, person: str, word: str | None) -> None:
    """Let somebody have said something else in a record, or nothing."""
    voices: dict[str, Any] = dict(tale.files[path]["voices"])
    if person in voices:
        voices = {one: word if one == person else said_ for one, said_ in voices.items() if word or one != person}
        write(tale, path, {**tale.files[path], "voices": voices} if voices else None)


def unanswered(tale: Tale, draw: Draw) -> None:
    """An objection has no answer, or one of those who must agree to it has not."""
    answers = [path for path in tale.files if "/resolution." in path or "/test." in path]
    if not answers:
        silence(tale, draw)
        return
    path = draw(st.sampled_from(answers))
    if draw(st.booleans()):
        write(tale, path, None)
    else:
        say(
            tale,
            path,
            draw(st.sampled_from(sorted(tale.files[path]["voices"]))),
            draw(st.sampled_from((None, "object"))),
        )


def unsent(tale: Tale, draw: Draw) -> None:
    """Nobody sits above for Elm any more, or not by everyone's choice."""
    word = draw(st.sampled_from((None, "absent", "object")))
    for number in (0, 1):
        if draw(st.booleans()):
            say(tale, f"decisions/elm-{number}/election.yml", draw(st.sampled_from(ELM)), word)
        else:
            gone = {"date": day(8), "how": "resigned", "voices": said([ELM[number]]), "entered_by": ELM[number]}
            tale.add(f"decisions/elm-{number}/ended.yml", gone)


GAPS: tuple[Move, ...] = (silence, silence, silence, change, change, unanswered, unanswered, unsent)
