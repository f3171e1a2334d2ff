"""Stories in which everybody does as the design says, so that nothing may be found at fault in them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.properties.moves import Draw, members, on_day
from tests.properties.oracle import Oracle
from tests.properties.stories import DECIDED
from tests.properties.tale import BAY, ELM, NEWCOMER, OAK, Keys, Tale, day, rivertown, said

LATE = 50
"""A day of the decision so late that there was time to look for somebody who could not be found."""
ASKED = (
    (["oak"], ["oak"]),
    (["oak"], ["oak"]),
    (["river"], ["oak", "elm"]),
    (["river"], ["elm"]),
    (["oak", "bay"], ["oak", "bay"]),
)
"""Who is asked and who is affected; Oak and Bay have no circle above both."""
WORDS = st.sampled_from(("consent", "consent", "consent", "concern", "object", "absent"))
SPOKEN: dict[str, Any] = {
    "concern": {"says": "consent", "concern": "Who waters them in August?"},
    "object": {"says": "object", "because": "The roots will reach the water main."},
}


@st.composite
def honest(draw: Draw) -> Tale:
    """From the first version of a proposal to a decision, and on; whoever objects is answered."""
    tale = rivertown()
    asks, affects = draw(st.sampled_from(ASKED))
    if with_shade := draw(st.booleans()):
        _shade(tale, draw)
    if "bay" in asks:
        tale.circle("bay", BAY)
    elif draw(st.booleans()):
        _third(tale)
    _come_and_go(tale, draw)
    renews = ["shade"] if with_shade and "oak" in affects else None
    tale.version("trees", 1, 10, asks=asks, affects=affects, renews=renews)
    decided = draw(st.sampled_from((DECIDED, LATE)))
    number = _answer(tale, draw, {circle: _hear(tale, draw, circle) for circle in asks}, decided)
    for circle in asks:
        _speak(tale, circle, number, decided)
    tale.decide("trees", number, decided)
    _afterwards(tale, draw, asks)
    return tale


def _shade(tale: Tale, draw: Draw) -> None:
    """An older decision, with an objection that was answered before it is renewed; or one that has lapsed."""
    sunset = day(draw(st.sampled_from((18, 500))))
    tale.version("shade", 1, 4, title="A sail over the square", sunset=sunset, review=day(15))
    tale.round("shade", 1, "oak", 5, said(OAK))
    tale.decide("shade", 1, 6)
    if draw(st.booleans()):
        tale.object("decisions/shade", "wind", 1, 7, ELM)
        tale.resolve("decisions/shade/objections/wind", 9, said(ELM))


def _third(tale: Tale) -> None:
    """Bay sits in River too, so that River can decide also while nobody sits there for Elm any more."""
    tale.circle("bay", BAY, "river")
    for number in (0, 1):
        tale.elect(f"bay-{number}", "bay", BAY[number], said(BAY), 2, (3, 400))


def _come_and_go(tale: Tale, draw: Draw) -> None:
    """Somebody joins, leaves or steps back, before the proposal or in the middle of its rounds."""
    if draw(st.booleans()):
        on = draw(st.sampled_from((8, 11, 14)))
        spoken = {**said(members(tale, "oak", on)), NEWCOMER: "consent"}
        tale.act("oak", on, f"joins.{NEWCOMER}", name="Eli", voices=spoken, entered_by="ana")
    if draw(st.booleans()):
        on = draw(st.sampled_from((7, 11, 13, 20)))
        tale.act("oak", on, "leaves.fay", voices=said(["fay"]))
    if draw(st.booleans()):
        on = draw(st.sampled_from((9, 13)))
        tale.act("oak", on, "away.dee", until=day(on + 20), voices=said(["dee"]))
        if draw(st.booleans()):
            tale.act("oak", 17, "back.dee", voices=said(["dee"]))


def _hear(tale: Tale, draw: Draw, circle: str) -> list[str]:
    """The round of a circle on the first version; who objects there."""
    words = {person: draw(WORDS) for person in members(tale, circle, 12)}
    tale.round("trees", 1, circle, 12, {person: SPOKEN.get(word, word) for person, word in words.items()})
    return [person for person, word in words.items() if word == "object"]


def _answer(tale: Tale, draw: Draw, objected: dict[str, list[str]], decided: int) -> int:
    """What comes of objections, from within and from elsewhere; the number of the newest version then."""
    how = draw(st.sampled_from(("new version", "written out", "change of mind")))
    if how == "change of mind":
        objected = {circle: _change_their_minds(tale, circle, people) for circle, people in objected.items()}
    within = [(circle, person) for circle, people in objected.items() for person in people]
    folder = ""
    if how == "written out" and within:
        circle, person = within[0]
        folder = tale.object("proposals/trees", "pipes", 1, 13, [person], from_round=f"{day(12)}.{circle}")
    elif draw(st.booleans()):
        folder = tale.object("proposals/trees", "pipes", 1, 13, ELM)
        if not within and draw(st.booleans()):
            for circle in objected:
                tale.test(folder, circle, 14, 1, "set aside", said(members(tale, circle, 14)))
            return 1
    return _improve(tale, within, folder, decided) if within or folder else 1


def _change_their_minds(tale: Tale, circle: str, people: list[str]) -> list[str]:
    """Whoever is still there consents after all; who is not, and still objects."""
    here = members(tale, circle, 14)
    for person in people:
        if person in here:
            tale.round("trees", 1, circle, 14, said([person]), own=person)
    return [person for person in people if person not in here]


def _improve(tale: Tale, within: list[tuple[str, str]], folder: str, decided: int) -> int:
    """A second version answers all objections."""
    first = {key: tale.files["proposals/trees/v1.yml"].get(key) for key in ("asks", "affects", "renews")}
    answers = [f"{day(12)}.{circle}/{person}" for circle, person in within] + (["pipes"] if folder else [])
    tale.version("trees", 2, 15, integrates=answers, **first)
    if folder:
        authors = tale.files[f"{folder}/v1.yml"]["authors"]
        lost = authors[3:] if decided == LATE else []
        spoken = said(author for author in authors if author not in lost)
        tale.resolve(folder, 44 if lost else 16, spoken, kind="text changed", version=2, unreachable=lost or None)
    return 2


def _speak(tale: Tale, circle: str, number: int, decided: int) -> None:
    """Whoever has not spoken to the newest version yet is heard; but nobody waits for those who are away."""
    rounds: list[Keys] = [keys for path, keys in tale.files.items() if f"trees/rounds/{day(12)}.{circle}" in path]
    rounds += [keys for path, keys in tale.files.items() if f"trees/rounds/{day(14)}.{circle}" in path]
    objected = {person for keys in rounds for person, word in keys["voices"].items() if word == SPOKEN["object"]}
    over = Oracle(tale.files).away(circle, on_day(decided)) - objected
    if number > 1:
        voices = said(sorted(set(members(tale, circle, 18)) - over))
        tale.round("trees", number, circle, 18, voices)
        rounds = [{"voices": voices}]
    spoken = {person for keys in rounds for person, word in keys["voices"].items() if word != "absent"}
    for person in sorted(set(members(tale, circle, decided)) - spoken - over):
        tale.round("trees", number, circle, 19, said([person]), own=person)


def _afterwards(tale: Tale, draw: Draw, asks: list[str]) -> None:
    """What may become of a decision."""
    what = draw(st.sampled_from(("nothing", "objection", "review", "let go", "dispute")))
    everyone = [person for circle in asks for person in members(tale, circle, 60)]
    spoken = {"voices": said(everyone), "entered_by": everyone[0]}
    if what == "objection":
        folder = tale.object("decisions/trees", "late", 1, 60, ELM)
        tale.test(folder, asks[0], 61, 1, "stands", said(everyone[:2]))
    elif what == "review":
        keys = {"circle": asks[0], "helped": "It is cooler.", "result": "keep"}
        tale.add(f"decisions/trees/reviews/{day(60)}.yml", {**keys, **spoken})
    elif what == "let go":
        tale.add("decisions/trees/ended.yml", {"date": day(60), "how": "let go", **spoken})
    elif what == "dispute":
        held = f"proposals/trees/rounds/{day(12)}.{asks[0]}.yml"
        tale.add(f"{held}.{everyone[0]}.disputed.yml", {"date": day(55), "says": "I was in the kitchen."})
