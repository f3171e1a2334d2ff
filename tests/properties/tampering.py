"""Honest stories in which one or two things are otherwise: a voice, a day, a name, a record that is not there."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hypothesis import strategies as st

from tests.properties.honest import honest
from tests.properties.moves import MOVES, Draw, Move
from tests.properties.tale import PEOPLE, Keys, Tale, sha256

DATES = ("submitted", "decided", "raised", "held", "date", "until", "sunset", "opened")
LISTS = ("authors", "affects", "asks", "circles", "renews", "unreachable", "integrates")
MAY_BE_LEFT_OUT = ("voices", "sunset", "unreachable", "renews", "integrates", "from_round", "entered_by", "parent")
WORDS = st.sampled_from(("consent", "object", "absent"))
SHIFTS = st.sampled_from((-40, -10, -4, -2, -1, 1, 2, 4, 10, 40, 800))


@st.composite
def tampered(draw: Draw) -> Tale:
    """An honest story in which some records are otherwise, and to which others are added."""
    tale = draw(honest())
    tamperings = draw(st.lists(st.sampled_from(TAMPERINGS), min_size=1, max_size=2))
    for one in (*tamperings, *draw(st.lists(st.sampled_from(MOVES), max_size=1))):
        one(tale, draw)
    return tale


def _any(tale: Tale, draw: Draw, key: str) -> str | None:
    """A record that holds a key, and was not given to every story; none where no record does."""
    paths = [path for path, keys in tale.files.items() if key in keys and path.count("/") > 1]
    paths += [path for path in paths if path not in tale.given] * 5
    return draw(st.sampled_from(paths)) if paths else None


def write(tale: Tale, path: str, keys: Keys | None, name: str | None = None) -> None:
    """Let a record be otherwise, or not be there, or have another name; whoever names its hash names the new one."""
    old = sha256(tale.files[path])
    tale.files = {
        (name or path if known == path else known): (keys or {} if known == path else held)
        for known, held in tale.files.items()
        if known != path or keys is not None
    }
    if keys is not None and sha256(keys) != old:
        for other, held in list(tale.files.items()):
            if old in (held.get("sha256"), held.get("against", {}).get("sha256")):
                said = {**held, "sha256": sha256(keys)} if "sha256" in held else held
                against = {"against": {**held["against"], "sha256": sha256(keys)}} if "against" in held else {}
                write(tale, other, {**said, **against})


def say_otherwise(tale: Tale, draw: Draw) -> None:
    """Somebody says something else, or nothing; or one more speaks."""
    if path := _any(tale, draw, "voices"):
        voices = dict(tale.files[path]["voices"])
        person = draw(st.sampled_from(sorted({*voices, *draw(st.sampled_from(((), PEOPLE)))} or PEOPLE)))
        word = draw(st.one_of(st.none(), WORDS))
        voices = {**voices, person: word} if word else {p: w for p, w in voices.items() if p != person}
        write(tale, path, {**tale.files[path], "voices": voices})


def on_another_day(tale: Tale, draw: Draw) -> None:
    """A date in a record is another one."""
    key = draw(st.sampled_from(DATES))
    if path := _any(tale, draw, key):
        shifted = date.fromisoformat(tale.files[path][key]) + timedelta(draw(SHIFTS))
        write(tale, path, {**tale.files[path], key: shifted.isoformat()})


def done_on_another_day(tale: Tale, draw: Draw) -> None:
    """The date in a record's name is another one."""
    paths = [path for path in tale.files if re.search(r"/(test\.|resolution\.)?\d{4}-", path)]
    if paths:
        path = draw(st.sampled_from(paths))
        folder, _, name = path.rpartition("/")
        found = re.search(r"\d{4}-\d\d-\d\d", name)
        day = found[0] if found else "2026-01-01"
        other = (date.fromisoformat(day) + timedelta(draw(SHIFTS))).isoformat()
        if f"{folder}/{name.replace(day, other)}" not in tale.files:
            write(tale, path, tale.files[path], f"{folder}/{name.replace(day, other)}")


def name_others(tale: Tale, draw: Draw) -> None:
    """One is missing in a list, or one more is in it."""
    key = draw(st.sampled_from(LISTS))
    if path := _any(tale, draw, key):
        names = list(tale.files[path][key] or ())
        if draw(st.booleans()) and names:
            names.remove(draw(st.sampled_from(names)))
        else:
            pool = PEOPLE if key in ("authors", "unreachable") else ("oak", "elm", "river", "pipes", "shade")
            names.append(draw(st.sampled_from([one for one in pool if one not in names] or pool)))
        write(tale, path, {**tale.files[path], key: names})


def leave_out(tale: Tale, draw: Draw) -> None:
    """A record is not there, or a key of it."""
    path = draw(st.sampled_from([path for path in tale.files if path.count("/") > 1]))
    if draw(st.booleans()):
        write(tale, path, None)
    elif keys := [key for key in tale.files[path] if key in MAY_BE_LEFT_OUT]:
        left_out = draw(st.sampled_from(keys))
        write(tale, path, {key: value for key, value in tale.files[path].items() if key != left_out})


def another_version(tale: Tale, draw: Draw) -> None:
    """A record speaks of another version, by number and hash."""
    paths = [path for path, keys in tale.files.items() if "version" in keys]
    path = draw(st.sampled_from(paths)) if paths else None
    if path:
        number = draw(st.sampled_from((1, 2)))
        right = tale.hash_of(f"proposals/{path.split('/')[1]}/v{number}.yml")
        keys = {**tale.files[path], "version": number}
        write(tale, path, {**keys, "sha256": right} if "sha256" in keys else keys)


def turn_out_otherwise(tale: Tale, draw: Draw) -> None:
    """A test or a review has another result; or another person is chosen."""
    if path := _any(tale, draw, draw(st.sampled_from(("result", "proposed")))):
        keys = tale.files[path]
        if "proposed" in keys:
            write(tale, path, {**keys, "proposed": {"person": draw(st.sampled_from(PEOPLE))}})
        else:
            write(tale, path, {**keys, "result": draw(st.sampled_from(("stands", "needs work", "set aside")))})


TAMPERINGS: tuple[Move, ...] = (
    say_otherwise, say_otherwise, on_another_day, done_on_another_day, name_others, leave_out, leave_out,
    another_version, turn_out_otherwise,
)  # fmt: skip
