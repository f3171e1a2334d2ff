"""What people may add to a record on some day, in good order or not: each move adds one act, left to chance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import strategies as st

from tests.properties.oracle import Oracle
from tests.properties.oracle_circles import day as date_of
from tests.properties.tale import BAY, ELM, FOREVER, NEWCOMER, OAK, PEOPLE, Tale, day, said, text_of

Draw = st.DrawFn
Move = Callable[[Tale, Draw], None]
ASKED = (
    *[(["oak"], ["oak"])] * 3,
    *[(["river"], ["oak", "elm"])] * 3,
    *[(["river"], ["elm"])] * 3,
    (["oak", "elm"], ["oak", "elm"]),
    (["oak"], ["oak", "elm"]),
)
"""Who is asked, and who is affected; the last two are wrong, as one circle holds both."""
DAYS = st.one_of(st.sampled_from((9, 11, 12, 13, 19, 20, 21)), st.integers(3, 30))
WORDS = st.sampled_from(("consent", "consent", "object", "absent"))


def on_day(number: int) -> date:
    """A day by its number."""
    return date_of(day(number))


def members(tale: Tale, circle: str, on: int) -> list[str]:
    """The members of a circle on a day."""
    return sorted(Oracle(tale.files).members(circle, date_of(day(on))))


def voices(tale: Tale, draw: Draw, circle: str, on: int) -> dict[str, Any]:
    """Everybody in a circle consents; or one of them does not, or is forgotten."""
    found = said(members(tale, circle, on) or OAK)
    if draw(st.sampled_from((False, False, False, True))):
        one = draw(st.sampled_from(sorted(found)))
        word = draw(st.sampled_from(("object", "absent", None)))
        found = {person: word if person == one else "consent" for person in found if word or person != one}
    return found


def somebody(tale: Tale, draw: Draw) -> str:
    """Somebody; rather one whose voice is awaited."""
    return draw(st.sampled_from((*PEOPLE, *tale.awaited * 10)))


def newest(tale: Tale, id_: str = "trees") -> int:
    """The number of the newest version of a proposal."""
    return sum(path.startswith(f"proposals/{id_}/v") for path in tale.files)


def hear(tale: Tale, draw: Draw) -> None:
    """A circle is heard on a version."""
    circle, on = draw(st.sampled_from(("oak", "river", "elm"))), draw(DAYS)
    more = draw(st.sampled_from(({}, {}, {}, {"sha256": "0" * 64}, {"sha256": tale.hash_of("proposals/trees/v1.yml")})))
    number = draw(st.integers(1, max(1, newest(tale))))
    tale.round("trees", number, circle, on, voices(tale, draw, circle, on), **more)


def speak(tale: Tale, draw: Draw) -> None:
    """Somebody speaks in a file of their own, or another does for them."""
    person, other = somebody(tale, draw), somebody(tale, draw)
    spoken = {person: draw(WORDS)} | ({other: draw(WORDS)} if draw(st.integers(0, 4)) == 0 else {})
    more = draw(st.sampled_from(({}, {}, {}, {"entered_by": other})))
    circle = draw(st.sampled_from(("oak", "river", "elm")))
    tale.round("trees", draw(st.integers(1, max(1, newest(tale)))), circle, draw(DAYS), spoken, own=person, **more)


def amend(tale: Tale, draw: Draw) -> None:
    """A new version comes."""
    asks, affects = draw(st.sampled_from(ASKED))
    changes: tuple[dict[str, Any], ...] = (
        {}, {}, {"sunset": None}, {"imported": "EIP-1 at elsewhere, 2019-04-13"}, {"renews": ["shade"]},
        {"authors": list(OAK[:3])}, {"sunset": day(FOREVER)}, {"ends": ["shade"]}, {"asks": asks, "affects": affects},
    )  # fmt: skip
    first = {key: tale.files.get("proposals/trees/v1.yml", {}).get(key, ["oak"]) for key in ("asks", "affects")}
    tale.version("trees", newest(tale) + 1, draw(DAYS), **{**first, **draw(st.sampled_from(changes))})


def join(tale: Tale, draw: Draw) -> None:
    """Somebody joins a circle."""
    person, circle, on = (
        draw(st.sampled_from((NEWCOMER, "kim", "ana"))),
        draw(st.sampled_from(("oak", "elm"))),
        draw(DAYS),
    )
    who = {"name": "Eli"} if person == NEWCOMER else {"home": "elm" if person == "kim" else "oak"}
    spoken = {**voices(tale, draw, circle, on), person: "consent"}
    tale.act(circle, on, f"joins.{person}", **who, voices=spoken, entered_by="ana")


def leave(tale: Tale, draw: Draw) -> None:
    """Somebody leaves, or is said to leave."""
    person, on = somebody(tale, draw), draw(DAYS)
    circle = "oak" if person in OAK else "bay" if person in BAY else "elm"
    whose = draw(st.sampled_from(("own", "own", "others", "one")))
    others = [one for one in members(tale, circle, on) if one != person] or list(ELM)
    people = {"own": [person], "others": others, "one": others[:1]}[whose]
    tale.act(circle, on, f"leaves.{person}", voices=said(people), entered_by=people[0])


def step_back(tale: Tale, draw: Draw) -> None:
    """Somebody is away for a while, or is said to be; or comes back."""
    person, circle, on = somebody(tale, draw), draw(st.sampled_from(("oak", "river", "elm"))), draw(DAYS)
    who = draw(st.sampled_from((person, person, person, "ben")))
    word = draw(st.sampled_from(("away", "away", "back")))
    until = {"until": day(on + draw(st.integers(0, 20)))} if word == "away" else {}
    tale.act(circle, on, f"{word}.{person}", **until, voices={who: "consent"}, entered_by=who)


def dispute(tale: Tale, draw: Draw) -> None:
    """Somebody says that a voice is not theirs."""
    if paths := [path for path in tale.files if "/rounds/" in path]:
        path = draw(st.sampled_from(paths))
        person = draw(st.sampled_from((*tale.files[path].get("voices", {}), *tale.awaited * 5, "fay")))
        tale.add(f"{path}.{person}.disputed.yml", {"date": day(draw(DAYS)), "says": "I said nothing of the kind."})


def objections(tale: Tale) -> list[str]:
    """The folders of all objections."""
    return sorted({path.rpartition("/")[0] for path in tale.files if "/objections/" in path})


def raise_objection(tale: Tale, draw: Draw) -> None:
    """An objection is raised, or worded anew."""
    targets = [f"proposals/{id_}" for id_ in ("trees", "shade")] + [f"decisions/{id_}" for id_ in ("trees", "shade")]
    target = draw(st.sampled_from([t for t in targets if any(path.startswith(f"{t}/") for path in tale.files)]))
    number = sum(path.startswith(f"{target}/objections/pipes/v") for path in tale.files) + 1
    authors = draw(st.sampled_from((ELM, ELM, OAK, ("ana",))))
    tale.object(target, "pipes", number, draw(DAYS), authors)


def test_objection(tale: Tale, draw: Draw) -> None:
    """A circle tests an objection."""
    if folders := objections(tale):
        circle, on = draw(st.sampled_from(("oak", "river"))), draw(DAYS)
        result = draw(st.sampled_from(("set aside", "set aside", "needs work", "stands")))
        number = draw(st.integers(1, 2))
        tale.test(draw(st.sampled_from(folders)), circle, on, number, result, voices(tale, draw, circle, on))


def resolve(tale: Tale, draw: Draw) -> None:
    """The authors of an objection say that nothing remains; or not all of them."""
    if folders := objections(tale):
        folder = draw(st.sampled_from(folders))
        authors = tale.files[f"{folder}/v1.yml"]["authors"]
        some = authors[: draw(st.sampled_from((4, 5, 5, 1)))]
        lost = draw(st.sampled_from((None, None, [a for a in authors if a not in some] or None)))
        tale.resolve(folder, draw(DAYS), said(some), unreachable=lost)


def elect(tale: Tale, draw: Draw) -> None:
    """A circle ends a term, or chooses somebody after another."""
    number, circle, on = draw(st.integers(0, 1)), draw(st.sampled_from(("oak", "elm"))), draw(DAYS)
    if draw(st.booleans()):
        people = said([(OAK if circle == "oak" else ELM)[number]])
        keys = {"date": day(on), "how": "resigned", "voices": people, "entered_by": "ana"}
        tale.add(f"decisions/{circle}-{number}/ended.yml", keys)
        return
    chosen, since = draw(st.sampled_from(OAK if circle == "oak" else ELM)), on + draw(st.integers(-1, 2))
    more = {"succeeds": f"{circle}-{number}"} if draw(st.booleans()) else {}
    until = since + draw(st.sampled_from((1, 400)))
    tale.elect(f"{circle}-new-{number}", circle, chosen, voices(tale, draw, circle, on), on, (since, until), **more)


def close(tale: Tale, draw: Draw) -> None:
    """The proposal is withdrawn or set aside."""
    result = draw(st.sampled_from(("withdrawn", "set aside")))
    keys = {"date": day(draw(DAYS)), "result": result, "because": "We have no time for it now."}
    tale.add("proposals/trees/closed.yml", {**keys, "voices": said(OAK), "entered_by": "ana"})


def move(tale: Tale, draw: Draw) -> None:
    """A circle goes to another parent, is taken in by one, closes, or begins."""
    on, act = draw(DAYS), draw(st.sampled_from(("parent", "takes-in", "closes", "asks")))
    tale.circle("delta", level="regional")
    everyone = voices(tale, draw, "elm", on)
    if act == "parent":
        parent = draw(st.sampled_from(("delta", "river")))
        tale.act("elm", on, "changes", parent=parent, voices=everyone, entered_by="kim")
    elif act == "takes-in":
        tale.act("river", on, "takes-in.elm", voices=voices(tale, draw, "river", on), entered_by="ana")
    elif act == "closes":
        tale.act("elm", on, "closes", because="We meet in Oak from now on.", voices=everyone, entered_by="kim")
    else:
        tale.act("elm", on, "asks", **{"for": "Somebody who can climb a ladder.", "entered_by": "kim"})


def look_back(tale: Tale, draw: Draw) -> None:
    """A decision is reviewed, or let go."""
    id_, on = draw(st.sampled_from(("trees", "shade"))), draw(DAYS)
    circle = draw(st.sampled_from(("oak", "river")))
    everyone = {"voices": voices(tale, draw, circle, on), "entered_by": "ana"}
    if draw(st.booleans()):
        tale.add(f"decisions/{id_}/ended.yml", {"date": day(on), "how": "let go", **everyone})
    else:
        keys = {"circle": circle, "helped": "It is cooler.", "result": draw(st.sampled_from(("keep", "let go")))}
        tale.add(f"decisions/{id_}/reviews/{day(on)}.yml", {**keys, **everyone})


def set_right(tale: Tale, draw: Draw) -> None:
    """Something is said beside a record: that it was a mistake, or a fact in it, or that its text is hidden."""
    path = draw(st.sampled_from([path for path in tale.files if path not in tale.given]))
    what = draw(st.sampled_from(("void", "void", "correction", "withheld")))
    if what == "void":
        keys = {"date": day(draw(DAYS)), "because": "Entered by mistake.", "entered_by": "ana"}
        people = [person for person in PEOPLE if f'"{person}"' in text_of(tale.files[path])]
        some = draw(st.sampled_from((people, people, people[1:], OAK)))
        tale.add(f"{path}.void.yml", {**keys, "voices": said(some or OAK)})
    elif what == "correction":
        tale.add(f"{path}.correction.{day(draw(DAYS))}.yml", {"by": "ana", "what": "It was a Tuesday."})
    else:
        keys = {"decision": "trees", "because": "It is nobody's business.", "sha256": tale.hash_of(path)}
        tale.add(f"{path}.withheld.yml", keys)


def prove(tale: Tale, draw: Draw) -> None:
    """Somebody puts a proof beside a round that is none: no registrar has signed it, no key has made it."""
    if paths := [path for path in tale.files if "/rounds/" in path and "voices" in tale.files[path]]:
        path = draw(st.sampled_from(paths))
        person = draw(st.sampled_from(sorted(tale.files[path]["voices"])))
        if draw(st.booleans()):
            seen = {"forge": "codeberg.org", "account": 7, "pull_request": 7, "commit": "a" * 40}
            tale.add(f"{path}.{person}.confirmation.yml", {**seen, "sha256": tale.hash_of(path)})
        else:
            tale.add(f"{path}.{person}.sig", {"": "-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n"})


MOVES: tuple[Move, ...] = (
    hear, hear, speak, speak, amend, join, leave, leave, step_back, step_back, dispute, raise_objection,
    raise_objection, test_objection, resolve, elect, elect, close, move, look_back, set_right, set_right, prove,
)  # fmt: skip
FOCUSED: tuple[Move, ...] = (
    speak, speak, speak, leave, leave, leave, step_back, step_back, dispute, resolve, resolve, test_objection,
    test_objection, prove, set_right, set_right, hear, amend, elect, move, look_back,
)  # fmt: skip
"""What people might try when somebody's voice is lacking."""
