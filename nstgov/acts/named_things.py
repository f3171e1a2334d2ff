"""What people mean by a name: an id, a title, a first name, found among what is on record; or the nearest there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from nstgov.languages.short_names import short_name
from nstgov.lifecycle import circle_on, ground_rules_on, members_on, newest_version
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.people import name_on
from nstgov.records import Movement
from nstgov.records.folders import name_key
from nstgov.records.near_words import find_near_word

Known = Mapping[str, str]
"""By the word that a record uses, the name that people use."""


class WrongValue(Exception):
    """Something was said that cannot be written down as it is; `remedy` is the next step."""

    def __init__(self, message: str, remedy: str) -> None:
        """Keep the remedy beside the message."""
        super().__init__(message)
        self.remedy = remedy


@derive_once
def list_known(movement: Movement, sort: str, day: date) -> Known:
    """
    Everything of a sort on record on a day: by its word in records, its name.

    `sort` is circle, person, level, proposal, decision, election, idea, objection, target, round, voice, version or
    record; of any other there is nothing.
    """
    return dict(_yield_known(movement, sort, day))


def _yield_known(movement: Movement, sort: str, day: date) -> Iterator[tuple[str, str]]:
    match sort:
        case "circle":
            yield from ((id_, state.name) for id_ in movement.circles if (state := circle_on(movement, id_, day)))
        case "person":
            yield from ((id_, name_on(movement, id_, day)) for id_ in movement.people)
        case "level":
            yield from ((level, level) for level in ground_rules_on(movement, day).levels)
        case "proposal":
            yield from ((id_, get_title(movement, id_, day)) for id_ in movement.proposals)
        case "decision" | "election":
            for id_, folder in movement.decisions.items():
                if getattr(folder, sort) is not None:
                    yield id_, get_title(movement, id_, day)
        case "target":
            yield from ((f"proposals/{id_}", get_title(movement, id_, day)) for id_ in movement.proposals)
            yield from ((f"decisions/{id_}", get_title(movement, id_, day)) for id_ in movement.decisions)
        case _:
            yield from _yield_by_place(movement, sort)


def _yield_by_place(movement: Movement, sort: str) -> Iterator[tuple[str, str]]:
    """What is named by where it lies."""
    match sort:
        case "idea":
            yield from ((f"proposals/{id_}", one.idea.title) for id_, one in movement.proposals.items() if one.idea)
            for folder in movement.objection_folders():
                if folder.idea:
                    yield f"{folder.target}/objections/{folder.id}", folder.idea.title
        case "objection-on-record":
            for folder in movement.objection_folders():
                newest = folder.versions[max(folder.versions)] if folder.versions else None
                yield f"{folder.target}/objections/{folder.id}", newest.title if newest else folder.id
        case "objection":
            yield from ((folder.id, folder.id) for folder in movement.objection_folders())
        case "version":
            for id_, proposal in movement.proposals.items():
                yield from ((f"proposals/{id_}/v{number}", one.title) for number, one in proposal.versions.items())
        case "record":
            yield from ((path, path) for path in movement.records)


def get_title(movement: Movement, id_: str, day: date) -> str:
    """What a proposal, or the decision that it led to, or an election is called; its id where nothing says so."""
    folder = movement.proposals.get(id_)
    version = newest_version(folder, day) if folder else None
    if version is not None:
        return version.title
    if folder is not None and folder.idea is not None:
        return folder.idea.title
    decided = movement.decisions.get(id_)
    return f"{decided.election.role}, {decided.election.circle}" if decided and decided.election else id_


def find_known(known: Known, word: str, what: str) -> str:
    """
    What somebody means by a word, among what is known: by id, by name, by a beginning that fits only one.

    Raises WrongValue, with the nearest there is, where it means nothing or more than one.
    """
    if word in known:
        return word
    sought = name_key(word)
    same = [id_ for id_, name in known.items() if name_key(name) == sought or id_.rpartition("/")[2] == word]
    first = [id_ for id_, name in known.items() if name_key(name).split(" ")[0] == sought]
    begins = [id_ for id_, name in known.items() if len(sought) > 3 and name_key(name).startswith(sought)]
    short = [id_ for id_ in known if id_.rpartition("/")[2] == short_name(word)]
    found = next((one for one in (same, short, first, begins) if one), [])
    if len(found) == 1:
        return found[0]
    shown = word if len(word) <= 60 else word[:60] + "…"
    if found:
        raise WrongValue(f'"{shown}" could be {" or ".join(found[:6])}', "Say which one, by its id.")
    raise WrongValue(f'there is no {what} "{shown}"', suggest_known(known, word))


def suggest_known(known: Known, word: str) -> str:
    """What was probably meant, or what there is."""
    near = find_near_word(word[:80].lower(), _spell_known(known), 0.6)
    if near:
        return f"Did you mean {_spell_known(known)[near]}?"
    few = list(known)[:6]
    return f"There is: {', '.join(few)}{' …' if len(known) > 6 else ''}." if few else "There is none yet."


def _spell_known(known: Known) -> dict[str, str]:
    named = {name.lower(): id_ for id_, name in known.items()}
    return {**named, **{name.split(" ")[0]: id_ for name, id_ in named.items()}, **{id_: id_ for id_ in known}}


def find_person(movement: Movement, word: str, day: date, circle: str = "", also: Known = MappingProxyType({})) -> str:
    """The person whom somebody means: a member of the circle or one of `also` before all others. Raises WrongValue."""
    everybody = {**list_known(movement, "person", day), **also}
    members = members_on(movement, circle, day) if circle else ()
    here = {id_: everybody.get(id_, id_) for id_ in (*members, *also)}
    try:
        return find_known(here, word, "person")
    except WrongValue as missing:
        if "could be" in str(missing):
            raise
    return find_known(everybody, word, "person")
