"""
A record on its way: an act, what was said of it so far, and what is still missing, as of a day (M15, M19, M21).

Prompts, flags and minutes fill in the same draft: from the act's description, the values given and everything on
record it makes the path, the defaults and the values of the record. Nothing that people say is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from nstgov.acts.act_defaults import SURE, TODAY, suggest_values
from nstgov.acts.act_paths import (
    NEW_NAMES,
    fill_path,
    find_part,
    guess_part,
    is_part_used,
    list_numbered,
    list_offered,
    name_new_part,
    short_new_name,
)
from nstgov.acts.act_speakers import list_speakers, speaks_by_acting
from nstgov.acts.fields import Field, list_fields
from nstgov.acts.forms import Form, list_forms
from nstgov.acts.labels import Label, find_label
from nstgov.acts.named_things import Known, WrongValue
from nstgov.acts.value_reading import Scene, read_value, read_voices
from nstgov.languages import SOURCE, words_of
from nstgov.lifecycle import circle_on, terms_on
from nstgov.lifecycle.people import name_on
from nstgov.records import Movement

_LAST = ("lang", "voices", "entered_by")
"""What stands last in a record, in this order."""
_EITHER = {"commitments": ("people", "takes_back"), "joins": ("name", "home")}
"""Of two fields one is needed."""
_PARENT = Field("parent", "ref", words=("circle",))


NEVER_ASSUMED = ("entered_by", "role", "kind", "facilitator", "voices")
"""What only people can say, also where it is most likely."""


class Gap(NamedTuple):
    """Something that is still missing: its way (`:proposal` for a part, else the key of a field), and its words."""

    way: str
    label: Label


class ActDraft:
    """One act while it is filled in."""

    def __init__(self, form: Form, movement: Movement, day: date) -> None:
        """Begin with nothing said."""
        self.form, self.act = form, form.act
        self.movement, self.day = movement, day
        self.parts: dict[str, str] = {}
        self.values: dict[str, Any] = {}
        self.fields = {field.key: field for field in (*form.list_fields(), *self._list_extra_fields())}
        self.settle_parts()

    def _list_extra_fields(self) -> tuple[Field, ...]:
        return (_PARENT,) if self.act.slug == "circle" else ()

    @property
    def reading_scene(self) -> Scene:
        """What words are read in."""
        return Scene(self.movement, self.day, self.parts.get("circle", ""), self._list_introduced())

    def _list_introduced(self) -> dict[str, str]:
        """Whom this very record introduces, by id: their names."""
        founders = {id_: one.get("name", id_) for id_, one in (self.values.get("members") or {}).items()}
        newcomer = self.parts.get("newcomer", "")
        return {**founders, **({newcomer: str(self.values.get("name") or newcomer)} if newcomer else {})}

    # what is said

    def name_part(self, part: str, word: str) -> None:
        """Say what a part is: `proposal`, by its id or title. Raises WrongValue."""
        self.parts[part] = find_part(self.movement, part, word.strip(), self.day)
        if part == "newcomer":
            self._name_newcomer(word.strip())
        self.settle_parts()

    def _name_newcomer(self, word: str) -> None:
        """Who is on record already comes from their home; anybody else is introduced by name."""
        person = self.movement.people.get(self.parts["newcomer"])
        if person is not None:
            self.values["home"] = person.home
        elif word != self.parts["newcomer"]:
            self.values.setdefault("name", word)

    def say_value(self, key: str, words: Iterable[str]) -> None:
        """Say what a field is, in words. Raises WrongValue."""
        found = read_value(self.fields[key], words, self.reading_scene)
        if found is None:
            self.values.pop(key, None)
        else:
            self.values[key] = found

    def say_voices(self, words: Iterable[str]) -> None:
        """Say who says what: "ana-ruiz=consent", "Ben: object, because …". Raises WrongValue."""
        self.values["voices"] = {
            **self.values.get("voices", {}),
            **read_voices(words, self.list_speakers(), self.reading_scene),
        }

    def settle_parts(self) -> None:
        """Fill in the parts that can only be one thing."""
        for part in self.act.asks:
            if not self.parts.get(part) and is_part_used(self.act, part):
                self.parts[part] = guess_part(self.movement, self.act, part, self.parts, self.day)

    # what is known

    def list_offered(self, part: str) -> Known:
        """What can be chosen for a part today, by its word."""
        return list_offered(self.movement, self.act, part, self.parts, self.day)

    def list_speakers(self) -> tuple[str, ...]:
        """Whose voices are asked."""
        return list_speakers(self.movement, self.act, self.parts, self._merge_values(), self.day)

    def name_person(self, person: str) -> str:
        """Somebody's name, be they introduced by this very record."""
        founder = (self.values.get("members") or {}).get(person)
        if person == self.parts.get("newcomer") and self.values.get("name"):
            return str(self.values["name"])
        return (founder or {}).get("name") or name_on(self.movement, person, self.day)

    def suggest_value(self, key: str) -> Any:
        """What the field most likely says; None where nobody can tell."""
        if key == "entered_by":
            return self._suggest_writer()
        return suggest_values(self.movement, self.act, self.parts, self.day).get(key)

    def _suggest_writer(self) -> str | None:
        """Whoever speaks alone writes it down; else, at a table, most likely the secretary."""
        if self.act.voices == "own" or self.act.kind == "with":
            return self.parts.get("person")
        state = circle_on(self.movement, self.parts.get("circle", ""), self.day)
        return (state.secretary if state else None) or self.values.get("secretary")

    def accept_suggestions(self, *keys: str) -> None:
        """Take what the record suggests for needed fields that nobody spoke of, or for those named."""
        said = self._merge_values()
        for key, field in self.fields.items():
            wanted = key in keys if keys else field.needed and key not in NEVER_ASSUMED
            if wanted and said.get(key) in (None, "", [], {}) and (found := self.suggest_value(key)) is not None:
                self.values[key] = found

    def is_sure(self, key: str) -> bool:
        """Whether nobody needs to be asked about a field, since the record gives it."""
        return self._is_fact(key) and self.suggest_value(key) is not None

    def label_of(self, way: str) -> Label:
        """What a part or field is called and asks, in the words of the forms."""
        try:
            return find_label(self.form.labels, self.act.slug, self.act.kind, way)
        except KeyError:
            return Label(way.strip(":").replace("_", " ").replace("-", " ").capitalize() + "?")

    def list_running_terms(self) -> tuple[str, ...]:
        """The elections by which somebody carries the role in the circle today: one of them may be followed."""
        role, circle = str(self.values.get("role") or ""), self.parts.get("circle", "")
        return tuple(term.election for term in terms_on(self.movement, circle, role, self.day)) if circle else ()

    # what is missing, and what is made

    def list_gaps(self) -> list[Gap]:
        """What is still missing before the record can be whole, in the order in which one would ask."""
        return [Gap(way, self.label_of(way)) for way in (*self._find_missing_parts(), *self._find_missing_fields())]

    def _find_missing_parts(self) -> Iterator[str]:
        for part in self.act.asks:
            optional = part == "parent" or part in NEW_NAMES
            if not optional and is_part_used(self.act, part) and not self.parts.get(part):
                yield f":{part}"
        yield from (f":{part}" for part in self._find_unnamed())

    def _find_unnamed(self) -> Iterator[str]:
        """New names that cannot be made, although what they are made from was said."""
        said = self._merge_values()
        for part in self.act.asks:
            if part in NEW_NAMES and not self.parts.get(part):
                source = NEW_NAMES[part]
                if part == "newcomer" or (said.get(source) and not self._name_part_anew(part)):
                    yield f":{part}"

    def _find_missing_fields(self) -> Iterator[str]:
        said = self._merge_values()
        for key, field in self.fields.items():
            if field.needed and said.get(key) in (None, "", [], {}) and not self._is_given_by_acting(key):
                yield key
        either = _EITHER.get(self.act.kind, ())
        if either and not any(said.get(key) for key in either):
            yield either[0]

    def _is_given_by_acting(self, key: str) -> bool:
        return key == "voices" and speaks_by_acting(self.act)

    def _merge_values(self) -> dict[str, Any]:
        """What was said, over what the record gives by itself; other suggestions are only offered."""
        suggested = suggest_values(self.movement, self.act, self.parts, self.day)
        kept = {key: value for key, value in suggested.items() if key in self.fields or key in self.act.fixed}
        known = kept if self._goes_on() else {key: value for key, value in kept.items() if self._is_fact(key)}
        return {key: value for key, value in {**known, **self.values}.items() if value is not None}

    def _goes_on(self) -> bool:
        """Whether it goes on from a version before, which holds where nothing else is said."""
        return self.act.slug == "new-version"

    def _is_fact(self, key: str) -> bool:
        of_decision = self.act.kind == "decision" and key == "sunset"
        with_text = self.act.kind == "resolution" and key == "version"
        return of_decision or with_text or key in SURE or key in self.act.fixed or key == "parent"

    def _name_part_anew(self, part: str) -> str:
        return name_new_part(self.movement, part, self._merge_values(), self.parts, self.day)

    def _complete_parts(self) -> dict[str, str]:
        new = {part: self._name_part_anew(part) for part in self.act.asks if part in NEW_NAMES}
        return {**new, **{part: word for part, word in self.parts.items() if word}}

    def find_twin(self) -> str | None:
        """The short name that this record would have, where something else has it and nobody chose another."""
        for part in self.act.asks:
            if part in NEW_NAMES and not self.parts.get(part):
                plain = short_new_name(part, self._merge_values(), self.parts, self.day)
                if plain != self._name_part_anew(part):
                    return plain
        return None

    def find_twin_path(self) -> str | None:
        """Where this record would lie, had not something of the same name come before it."""
        new = {part: short_new_name(part, self._merge_values(), self.parts, self.day) for part in self.act.asks
               if part in NEW_NAMES}  # fmt: skip
        return fill_path(self.movement, self.act, {**self._complete_parts(), **new}) if self.find_twin() else None

    def get_path(self) -> str:
        """Where the record goes, with … for what is missing."""
        return fill_path(self.movement, self.act, self._complete_parts())

    def list_taken_paths(self) -> list[str]:
        """Of a record that takes a number, the paths of that day which are taken already."""
        whole = self.act.path
        if "{again}" not in whole:
            return []
        path = self.get_path()
        stem = path.removesuffix(".yml")
        base, dot, number = stem.rpartition(".")
        first = base if dot and number.isdigit() else stem
        return list_numbered(self.movement, f"{first}{{again}}.yml")[:-1]

    def build_values(self) -> dict[str, Any]:
        """The record: its keys in the order of its kind, with whose voices stand in it and who wrote it at the end."""
        said = self._merge_values()
        if speaks_by_acting(self.act) and (own := self.parts.get("person")) and "voices" not in said:
            said["voices"] = {own: "consent"}
        if self.act.kind == "with":
            said.setdefault("entered_by", self.parts.get("person"))
        order = [field.key for field in list_fields(self.form.kind.type)]
        ranked = sorted(said, key=lambda key: (_LAST.index(key) + 1 if key in _LAST else 0, order.index(key)))
        return {key: said[key] for key in ranked if said[key] not in (None, "", [], {})}


def start_draft(slug: str, movement: Movement, day: date) -> ActDraft:
    """A draft of an act by its slug, in English words; KeyError where there is no such act."""
    return ActDraft(collect_forms()[slug], movement, day)


@cache
def collect_forms() -> dict[str, Form]:
    """Every act's form by its slug, in English."""
    return {form.act.slug: form for form in list_forms(words_of(SOURCE))}


__all__ = ["TODAY", "ActDraft", "Gap", "WrongValue", "collect_forms", "start_draft"]
