"""From words to the value of a field: what a flag, an answer at a prompt or a line of minutes says of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from nstgov.acts.fields import Field
from nstgov.acts.named_things import WrongValue, find_known, find_person, list_known
from nstgov.acts.spoken_words import (
    clean_text,
    is_nobody,
    read_days,
    read_voice,
    read_yes_or_no,
    split_at_colon,
    split_list,
    split_reason,
    split_task,
)
from nstgov.languages.short_names import short_name
from nstgov.records import Movement
from nstgov.records.near_words import find_near_word
from nstgov.records.values import NOBODY_YET
from nstgov.store.scalars import parse_day

EXAMPLES = {
    "term": "2026-03-10 to 2027-03-10", "proposed": "chi-tran: listens well",
    "important": "yes: the water would be cut", "reasoned": "no: we could not see why",
    "tasks": "ana-ruiz: order the trees, by 2026-09-01", "done": "order the trees: yes",
    "readings": "trees alive: 93 of 100", "invites": "Maria Silva: she knows every boat",
    "starts_with": "200 people", "members": "Ana Ruiz", "nominations": "ana-ruiz: chi-tran, because she listens",
    "changes": "ben-okafor: chi-tran, because of what we heard", "earlier": "dee-marsh: knows the house",
    "keys": "ssh-ed25519 AAAA…", "authors": "ana-ruiz, ben-okafor, +Omar Said (somebody outside)",
}  # fmt: skip
"""How a field is said in words that is more than one word or text."""


def get_example(field: Field) -> str:
    """An example for a field that is more than one word or text; empty for any other."""
    return EXAMPLES.get(field.key, "") if field.sort in ("group", "map", "list") else ""


REFERRED = {"circle": "circle", "level": "level", "proposal": "proposal", "decision": "decision",
            "election": "election", "objection": "objection"}  # fmt: skip
"""The sorts of things that are looked up by their names."""


class Scene(NamedTuple):
    """
    What words are read in: everything on record, the day, and the circle whose members come first.

    `also` are people whom the record itself introduces, by id.
    """

    movement: Movement
    day: date
    circle: str = ""
    also: Mapping[str, str] = {}

    def find_person(self, word: str) -> str:
        """The person whom somebody means. Raises WrongValue."""
        return find_person(self.movement, word, self.day, self.circle, self.also)


def read_value(field: Field, words: Iterable[str], scene: Scene) -> Any:
    """
    The value of a field from what was said of it, once or several times; None where nothing was said.

    Raises WrongValue, in words, where it cannot be meant so. Whether it is right is for the judge to say.
    """
    said = [text for text in map(clean_text, words) if text]
    if not said:
        return None
    if field.sort == "list" and field.item is not None:
        item = field.item
        entries = [one for text in said for one in split_list(text, by_comma=_is_word(item))]
        return [_read_entry(field.key, item, entry, scene) for entry in entries]
    if field.sort == "map":
        return dict(_READ_MAPS[field.key](line, scene) for text in said for line in split_list(text, by_comma=False))
    return _read_entry(field.key, field, said[-1], scene)


def _is_word(item: Field) -> bool:
    """Whether an entry of a list holds no comma of its own."""
    return item.sort in ("ref", "someone", "id")


def _read_entry(key: str, field: Field, text: str, scene: Scene) -> Any:
    if field.sort == "group":
        return _READ_GROUPS[key](text, scene)
    return _READ_SCALARS.get(field.sort, _read_text)(field, text, scene)


def _read_text(_field: Field, text: str, _scene: Scene) -> str:
    return text


def _read_day(_field: Field, text: str, _scene: Scene) -> date:
    return convert_to_day(text)


def convert_to_day(text: str) -> date:
    """A day; raises WrongValue for what is none."""
    day = parse_day(text.strip())
    if day is None:
        raise WrongValue(f'"{text[:60]}" is no day', "Write it as year-month-day: 2026-05-01.")
    return day


def _read_count(field: Field, text: str, _scene: Scene) -> int:
    found = re.match(r"[0-9]{1,9}(?![0-9])", text)
    if found is None or int(found[0]) < field.least:
        raise WrongValue(f'"{text[:60]}" is no number that fits', f"Write a whole number, {field.least} or more.")
    return int(found[0])


def _read_flag(_field: Field, text: str, _scene: Scene) -> bool:
    return read_yes_or_no(text)


def _read_choice(field: Field, text: str, _scene: Scene) -> str:
    return find_choice(field.words, text)


def find_choice(choices: Iterable[str], text: str) -> str:
    """The word of a few that is meant: by itself, or by a beginning that fits only one. Raises WrongValue."""
    words, said = tuple(choices), text.strip().casefold()
    found = [word for word in words if word == said] or [word for word in words if said and word.startswith(said)]
    if len(found) == 1:
        return found[0]
    near = find_near_word(said[:60], words, 0.6)
    hint = f"Did you mean {near}? " if near else ""
    raise WrongValue(f'"{text[:60]}" is none of the words for it', f"{hint}Say one of: {', '.join(words)}.")


def _read_reference(field: Field, text: str, scene: Scene) -> str:
    if NOBODY_YET in field.words and is_nobody(text):
        return NOBODY_YET
    if "person" in field.words:
        return _find_person_or_circle(field, text, scene)
    sorts = [REFERRED[word] for word in field.words if word in REFERRED]
    if len(sorts) != 1 or "voice" in field.words:
        return text
    return find_known(list_known(scene.movement, sorts[0], scene.day), text, sorts[0])


def _find_person_or_circle(field: Field, text: str, scene: Scene) -> str:
    try:
        return scene.find_person(text)
    except WrongValue:
        if "circle" in field.words and text in scene.movement.circles:
            return text
        if "outside" in field.words and text.startswith("+"):
            return text.removeprefix("+").strip()
        raise


def _read_someone(_field: Field, text: str, scene: Scene) -> str | dict[str, Any]:
    """A person, or somebody outside every circle by name: `+Omar Said`, or `Omar Said (outside)`."""
    outside = re.fullmatch(r"\+\s*(?P<one>.+)|(?P<other>.+?)\s*\(outside\)", text)
    if outside:
        return {"name": outside["one"] or outside["other"], "outside": True}
    return scene.find_person(text)


_READ_SCALARS: dict[str, Callable[[Field, str, Scene], Any]] = {
    "day": _read_day, "count": _read_count, "flag": _read_flag, "choice": _read_choice, "ref": _read_reference,
    "someone": _read_someone,
}  # fmt: skip


def _read_term(text: str, scene: Scene) -> dict[str, Any]:
    days = [convert_to_day(day) for day in read_days(text)]
    if not 1 <= len(days) <= 2:
        raise WrongValue(f'"{text[:60]}" tells no term', f"Write its first and last day: {EXAMPLES['term']}")
    return {"from": days[0] if len(days) == 2 else scene.day, "until": days[-1]}


def _read_candidate(text: str, scene: Scene) -> dict[str, Any]:
    word, because = split_reason(text)
    person = scene.find_person(word)
    return {"person": person, **({"because": because} if because else {})}


def _read_answered(text: str, _scene: Scene) -> dict[str, Any]:
    word, because = split_reason(text)
    return {"holds": read_yes_or_no(word), **({"because": because} if because else {})}


def _read_task(text: str, scene: Scene) -> dict[str, Any]:
    found = split_task(text)
    field = Field("who", "ref", words=("person", "circle"))
    by = {"by": convert_to_day(found["by"])} if "by" in found else {}
    return {"who": _find_person_or_circle(field, found["who"], scene), "what": found["what"], **by}


def _read_done(text: str, _scene: Scene) -> dict[str, Any]:
    what, colon, done = text.rpartition(":")
    if not colon:
        raise WrongValue(f'"{text[:60]}" does not say whether it was done', f"Write it as in: {EXAMPLES['done']}")
    return {"what": what.strip(), "done": read_yes_or_no(done)}


def _read_reading(text: str, _scene: Scene) -> dict[str, Any]:
    of, found = split_at_colon(text, EXAMPLES["readings"])
    return {"of": of, "found": found}


def _read_guest(text: str, _scene: Scene) -> dict[str, Any]:
    name, because = split_at_colon(text, EXAMPLES["invites"])
    return {"guest": short_name(name), "name": name, "because": because}


def _read_threshold(text: str, _scene: Scene) -> dict[str, Any]:
    found = {
        what: int(count)
        for count, what in re.findall(r"([0-9]{1,9})\s*(people|circles)", f"{text} people", re.IGNORECASE)
    }
    if not found:
        raise WrongValue(f'"{text[:60]}" tells no number', f"Write it as in: {EXAMPLES['starts_with']}")
    return found


def _read_numbers_and_hash(text: str, _scene: Scene) -> dict[str, Any]:
    """What names a version or an edition by its bytes: its number, and 64 hex digits."""
    number, digits = re.search(r"\b[0-9]{1,6}\b", text), re.search(r"\b[0-9a-f]{64}\b", text)
    if digits is None:
        raise WrongValue(f'"{text[:60]}" holds no SHA-256', "Write the number and the 64 hex digits.")
    key = "version" if "v" in text[:1] else "number"
    return {**({key: int(number[0])} if number else {}), "sha256": digits[0]}


_READ_GROUPS: dict[str, Callable[[str, Scene], dict[str, Any]]] = {
    "term": _read_term, "proposed": _read_candidate, "earlier": _read_candidate, "important": _read_answered,
    "reasoned": _read_answered, "tasks": _read_task, "done": _read_done, "readings": _read_reading,
    "invites": _read_guest, "starts_with": _read_threshold, "edition": _read_numbers_and_hash,
    "against": _read_numbers_and_hash,
}  # fmt: skip


def read_founder(text: str, scene: Scene) -> tuple[str, dict[str, Any]]:
    """Somebody who founds a circle: by name, or by id and home of who is on record elsewhere."""
    person = scene.movement.people.get(text)
    if person is not None:
        return text, {"home": person.home}
    id_, _, name = text.partition("=") if re.match(r"[a-z0-9-]+=", text) else (short_name(text), "", text)
    if len(id_) < 2:
        raise WrongValue(f'"{text[:60]}" gives no short name', "Write one before it: li-mei=李 梅")
    return id_, {"name": name.strip()}


def _read_nomination(text: str, scene: Scene) -> tuple[str, dict[str, Any]]:
    return _read_choice_of(text, scene, "for")


def _read_changed_nomination(text: str, scene: Scene) -> tuple[str, dict[str, Any]]:
    return _read_choice_of(text, scene, "to")


def _read_choice_of(text: str, scene: Scene, key: str) -> tuple[str, dict[str, Any]]:
    who, rest = split_at_colon(text, EXAMPLES["nominations"])
    return scene.find_person(who), read_nominee(rest, scene, key)


def read_nominee(text: str, scene: Scene, key: str = "for") -> dict[str, Any]:
    """Whom somebody nominates and why: "chi-tran, because she listens", or "nobody yet: …"."""
    word, because = split_reason(text)
    found = NOBODY_YET if is_nobody(word) else scene.find_person(word)
    return {key: found, **({"because": because} if because else {})}


_READ_MAPS: dict[str, Callable[[str, Scene], tuple[str, dict[str, Any]]]] = {
    "members": read_founder, "nominations": _read_nomination, "changes": _read_changed_nomination,
}  # fmt: skip


def read_voices(words: Iterable[str], asked: Iterable[str], scene: Scene) -> dict[str, Any]:
    """
    Voices from words like "ana-ruiz=consent" or "Ben: object, because …", in the order of who is asked.

    "everyone=consent" is said of all who are asked and of whom nothing else is said. Raises WrongValue.
    """
    people, found = tuple(asked), dict[str, Any]()
    everyone: Any = None
    for text in words:
        who, sign, said = _split_speaker(text)
        if not sign:
            raise WrongValue(f'"{text[:60]}" does not tell who says what', "Write it as in: ana-ruiz=consent")
        if who.casefold() in ("everyone", "everybody", "all"):
            everyone = read_voice(said)
        else:
            found[_find_speaker(who, people, scene)] = read_voice(said)
    if everyone is not None:
        found = {**dict.fromkeys(people, everyone), **found}
    first = {person: found[person] for person in people if person in found}
    return {**first, **found}


def _split_speaker(text: str) -> tuple[str, str, str]:
    sign = re.search(r"\s*[=:]\s*", text)
    return (text[: sign.start()].strip(), sign[0], text[sign.end() :]) if sign else (text, "", "")


def _find_speaker(word: str, asked: tuple[str, ...], scene: Scene) -> str:
    """Who speaks: of those asked first, be they not on record yet; else anybody on record."""
    names = {id_: list_known(scene.movement, "person", scene.day).get(id_, id_) for id_ in asked}
    try:
        return find_known(names, word, "person")
    except WrongValue as unknown:
        if "could be" in str(unknown):
            raise
    if short_name(word) in asked:
        return short_name(word)
    near = [id_ for id_ in asked if id_.split("-")[0] == short_name(word)]
    return near[0] if len(near) == 1 else scene.find_person(word)
