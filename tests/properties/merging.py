"""Two changes that were each right on what had landed, brought together: what the whole is, nobody has judged."""

from __future__ import annotations

from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from tests.properties.honest import honest
from tests.properties.judging import errors_in
from tests.properties.moves import Draw, Move, members
from tests.properties.tale import BAY, ELM, NEWCOMER, Keys, Tale, day, said


@st.composite
def merged(draw: Draw) -> Tale:
    """An honest story whose decision lands beside another change; neither knew of the other."""
    tale = draw(honest())
    path = "decisions/trees/decision.yml"
    decision = tale.files.pop(path)
    later = {name: keys for name, keys in tale.files.items() if _is_later(name)}
    for name in later:
        del tale.files[name]
    before = dict(tale.files)
    draw(st.sampled_from(BESIDE))(tale, draw)
    assume(not errors_in(tale.texts()))
    assume(not errors_in(_texts_of(tale, {**before, path: decision})))
    tale.files[path] = decision
    return tale


def _texts_of(tale: Tale, files: dict[str, Keys]) -> dict[str, str]:
    kept, tale.files = tale.files, files
    texts = tale.texts()
    tale.files = kept
    return texts


def _is_later(path: str) -> bool:
    return path.startswith("decisions/trees/") or path.endswith(".disputed.yml")


def _decided(draw: Draw) -> int:
    """A day on which a change is dated: before the decision, or on its day."""
    return draw(st.sampled_from((18, 19, 20, 50)))


def welcome(tale: Tale, draw: Draw) -> None:
    """Somebody is welcomed, whom the decision does not know."""
    on, circle = _decided(draw), draw(st.sampled_from(("oak", "elm")))
    people = members(tale, circle, on)
    spoken = {**said(people), NEWCOMER: "consent"}
    tale.act(circle, on, f"joins.{NEWCOMER}", name="Eli", voices=spoken, entered_by=people[0])


def object_from_outside(tale: Tale, draw: Draw) -> None:
    """Four people of another circle object."""
    newest = sum(path.startswith("proposals/trees/v") for path in tale.files)
    tale.object("proposals/trees", "late", 1, _decided(draw), ELM, against=newest)


def change_of_mind(tale: Tale, draw: Draw) -> None:
    """Somebody says "object" after all."""
    rounds = [(path, keys) for path, keys in tale.files.items() if path.startswith("proposals/trees/rounds/")]
    _, keys = draw(st.sampled_from(rounds))
    person = draw(st.sampled_from(sorted(keys["voices"])))
    circle = draw(st.sampled_from([path for path, _ in rounds])).split(".")[1]
    word: Any = {"says": "object", "because": "The roots will reach the main."}
    tale.round("trees", keys["version"], circle, _decided(draw), {person: word}, own=person)


def resign(tale: Tale, draw: Draw) -> None:
    """Somebody who sits above gives the role back."""
    circle, number = draw(st.sampled_from(("oak", "elm"))), draw(st.sampled_from((0, 1)))
    person = {"oak": ("ana", "ben"), "elm": ELM}[circle][number]
    keys = {"date": day(_decided(draw)), "how": "resigned", "voices": said([person]), "entered_by": person}
    tale.add(f"decisions/{circle}-{number}/ended.yml", keys)


def withdraw(tale: Tale, draw: Draw) -> None:
    """The authors withdraw it."""
    people = tale.files["proposals/trees/v1.yml"]["authors"]
    keys = {"date": day(_decided(draw)), "result": "withdrawn", "because": "We meet it otherwise."}
    tale.add("proposals/trees/closed.yml", {**keys, "voices": said(people), "entered_by": people[0]})


def improve(tale: Tale, draw: Draw) -> None:
    """A new version comes."""
    first = {key: tale.files["proposals/trees/v1.yml"].get(key) for key in ("asks", "affects", "renews")}
    number = 1 + sum(path.startswith("proposals/trees/v") for path in tale.files)
    tale.version("trees", number, _decided(draw), text="Sixty trees.", **first)


def close(tale: Tale, draw: Draw) -> None:
    """Elm closes by everybody's consent."""
    on = _decided(draw)
    people = said(members(tale, "elm", on))
    tale.act("elm", on, "closes", because="We meet in Oak from now on.", voices=people, entered_by="kim")


def begin(tale: Tale, draw: Draw) -> None:
    """A circle begins elsewhere, which changes nothing."""
    if "circles/bay/circle.yml" not in tale.files:
        tale.circle("bay", BAY)
    else:
        withdraw(tale, draw)


BESIDE: tuple[Move, ...] = (
    welcome, welcome, object_from_outside, change_of_mind, change_of_mind, resign, withdraw, improve, close, begin,
)  # fmt: skip
