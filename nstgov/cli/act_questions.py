"""
Asking at a terminal for what an act still needs: one thing after another, in the words of the forms (M19, M21).

A default is taken by Enter; `?` tells more; what cannot be meant so is asked again; Ctrl+C ends it, and nothing is
written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import click

from nstgov.acts.act_draft import ActDraft
from nstgov.acts.act_paths import NEW_NAMES, is_part_used
from nstgov.acts.act_speakers import is_away, speaks_by_acting
from nstgov.acts.fields import Field
from nstgov.acts.labels import Label
from nstgov.acts.named_things import WrongValue
from nstgov.acts.spoken_words import read_voice
from nstgov.acts.value_reading import find_choice, read_nominee
from nstgov.cli.errors import begin_sentence
from nstgov.cli.question_hints import WIDTH, print_choices, print_more, print_offered, print_wrapped, show_default
from nstgov.report.terminal import make_printable

MARK = "  > "
_LEGEND_OF_ROUND = (
    "c  I can live with this        w …  I can, and I have a worry",
    "a  was not there               o …  I can't live with this yet, because …",
    "all  everybody from here on can live with it      Enter: has not said yet",
)
_LEGEND = (
    "c  yes        w …  yes, and I have a worry        o …  not yet, because …",
    "all  everybody from here on says yes              Enter: has not said yet",
)
_AT_THE_END = ("voices", "entered_by")
_ALSO = {"circle": ("secretary",)}
"""What is asked besides, since it saves asking it each time later."""
_NEWCOMER = Label("Who joins?", "By the name they feel safe with; by their id, if they are on record already.")
_AGAIN = ("text",)
"""What is asked of a new version; everything else stays as it was, unless an option says otherwise."""


class Questions:
    """The questions about one draft."""

    def __init__(self, draft: ActDraft) -> None:
        """Begin; nothing was asked yet."""
        self.draft = draft
        self.count = 0

    def ask_missing(self) -> int:
        """Ask everything that is not given; how many questions it took."""
        act = self.draft.act
        click.secho(act.wish, bold=True)
        print_wrapped(act.about)
        click.secho(f"  The day: {self.draft.day}.  ? tells more, Ctrl+C ends it.", dim=True)
        for part in self._order_parts():
            self.ask_part(part)
        for field in self._list_asked_fields():
            self._ask_field(field)
        self._ask_unnamed()
        return self.count

    def _order_parts(self) -> list[str]:
        """What it is about comes before the circle, which mostly follows from it."""
        asks = [part for part in self.draft.act.asks if part != "date"]
        return sorted(asks, key=lambda part: part == "circle" and not self._is_circle_first())

    def _is_circle_first(self) -> bool:
        return not {"proposal", "objection-on-record", "decision", "person"} & set(self.draft.act.asks)

    def ask_part(self, part: str) -> None:
        """Ask what a part of the path is, where it is needed and not known."""
        draft = self.draft
        draft.settle_parts()
        if draft.parts.get(part) or not is_part_used(draft.act, part) or (part in NEW_NAMES and part != "newcomer"):
            return
        known = draft.list_offered(part)
        if part == "parent" and not known:
            return
        if not known and part in ("proposal", "objection-on-record", "decision", "decision-or-term", "idea"):
            raise WrongValue(f"nothing waits for this on {draft.day}", "See where everything stands: nstgov status")
        self._print_question(_NEWCOMER if part == "newcomer" else draft.label_of(f":{part}"))
        offered = print_offered(known) if part != "newcomer" else []
        default = offered[0] if len(offered) == 1 and part != "parent" else ""
        self._repeat(lambda said: self._name_part(part, said, offered, default), f":{part}", default)

    def _name_part(self, part: str, said: str, offered: list[str], default: str) -> bool:
        word = said or default
        if not word:
            return part == "parent"
        if word.isdigit() and 1 <= int(word) <= len(offered):
            word = offered[int(word) - 1]
        self.draft.name_part(part, word)
        return True

    def _name_new_part(self, part: str, said: str) -> bool:
        return self._name_part(part, said, [], "")

    def ask_gaps(self) -> int:
        """Ask only what the record cannot do without; how many questions it took."""
        for gap in self.draft.list_gaps():
            if gap.way.startswith(":"):
                self.ask_part(gap.way[1:])
            else:
                self._ask_field(self.draft.fields[gap.way])
        self._ask_unnamed()
        return self.count

    def _list_asked_fields(self) -> list[Field]:
        draft = self.draft
        if draft.act.slug == "new-version":
            return [draft.fields[key] for key in _AGAIN if key not in draft.values]
        shown = {*draft.act.shown, *_ALSO.get(draft.act.slug, ())}
        wanted = [field for field in draft.fields.values() if field.needed or field.key in shown]
        return sorted(wanted, key=lambda field: field.key in _AT_THE_END)

    def _ask_field(self, field: Field) -> None:
        draft = self.draft
        if field.key in draft.values or draft.is_sure(field.key) or (field.key == "name" and "home" in draft.values):
            return
        if field.key == "home" and "name" in draft.values:
            return
        if field.key == "succeeds" and not draft.list_running_terms():
            return
        if field.sort == "voices":
            if not speaks_by_acting(draft.act):
                self._ask_voices(field)
            return
        self._print_question(draft.label_of(field.key), optional=not field.needed)
        if field.key == "nominations":
            self._ask_nominations()
            return
        print_choices(field)
        default = draft.suggest_value(field.key)
        if draft.act.slug == "new-version":
            self._print_before(str(default))
            default = None
        show = show_default(default)
        reader = _read_several_lines if _takes_lines(field) else None
        self._repeat(lambda said: self._say_value(field, said, default), field.key, show, reader)

    def _print_before(self, text: str) -> None:
        """What the version before says, and what was said against it."""
        for line in text.strip().split("\n"):
            print_wrapped(f"now: {make_printable(line)}", fg="cyan")
        for way in self.draft.suggest_value("integrates") or ():
            said = _find_words(self.draft, way)
            print_wrapped(f"heard: {make_printable(said)}", fg="cyan")

    def _say_value(self, field: Field, said: str, default: Any) -> bool:
        if not said:
            if default is not None:
                self.draft.values[field.key] = default
            return default is not None or not field.needed
        if field.sort == "choice" and said.isdigit() and 1 <= int(said) <= len(field.words):
            said = field.words[int(said) - 1]
        self.draft.say_value(field.key, (said,))
        return True

    def _ask_nominations(self) -> None:
        click.secho("  Each one's name and reason: chi, because she listens well", dim=True)
        found: dict[str, Any] = {}
        for person in self.draft.list_speakers():
            name = make_printable(self.draft.name_person(person))

            def nominate(said: str, person: str = person) -> bool:
                if said:
                    found[person] = read_nominee(said, self.draft.reading_scene)
                return bool(said)

            self._repeat(nominate, "nominations", "", prompt=f"  {name} nominates > ")
        self.draft.values["nominations"] = found

    def _ask_voices(self, field: Field) -> None:
        draft, people = self.draft, self.draft.list_speakers()
        if not people and not field.needed:
            return
        self._print_question(draft.label_of("voices"))
        for line in _LEGEND_OF_ROUND if draft.act.kind == "round" else _LEGEND:
            click.secho(f"  {line}", dim=True)
        given: dict[str, Any] = dict(draft.values.get("voices", {}))
        is_everybody = False
        for person in people:
            if person in given or is_everybody:
                given.setdefault(person, "consent")
                continue
            away = ", away" if is_away(draft.movement, draft.parts.get("circle", ""), person, draft.day) else ""
            name = make_printable(draft.name_person(person))
            is_everybody = self._ask_voice(person, f"  {name}{away} > ", given)
        draft.values["voices"] = given

    def _ask_voice(self, person: str, prompt: str, given: dict[str, Any]) -> bool:
        """Hear one person; whether everybody from here on says the same."""
        everybody: list[bool] = []

        def hear_voice(said: str) -> bool:
            word = said.strip().lower()
            if word == "all":
                everybody.append(True)
            elif word in ("w", "o"):
                words = self._read_line("    in their words > ")
                given[person] = read_voice(f"{word} {words}")
                return True
            if word:
                given[person] = read_voice("consent" if word == "all" else said)
            return True

        self._repeat(hear_voice, "voices", "", prompt=prompt)
        return bool(everybody)

    def _ask_unnamed(self) -> None:
        """A short name that could not be made from what was written."""
        for gap in self.draft.list_gaps():
            if gap.way.startswith(":") and gap.way[1:] in NEW_NAMES:
                self._print_question(gap.label)
                part = gap.way[1:]
                self._repeat(partial(self._name_new_part, part), gap.way, "")

    def _print_question(self, label: Label, *, optional: bool = False) -> None:
        click.echo()
        skip = click.style("  (Enter leaves it out)", dim=True) if optional else ""
        click.echo(click.style(label.name, bold=True) + skip)
        if label.hint:
            print_wrapped(label.hint)

    def _repeat(
        self,
        take: Callable[[str], bool],
        way: str,
        default: str,
        reader: Callable[[Callable[[str], str]], str] | None = None,
        prompt: str = MARK,
    ) -> None:
        """Ask until the answer can be taken; what is wrong with it is said in words."""
        shown = f"  [{default}]{MARK}" if default else prompt
        if len(shown) > WIDTH:
            print_wrapped(f"Enter: {default}")
            shown = prompt
        while True:
            read = reader(lambda mark: self._read_line(mark, way)) if reader else self._read_line(shown, way)
            try:
                if take(read.strip()):
                    return
                click.secho("  This is still needed; Ctrl+C ends it.", fg="yellow")
            except WrongValue as wrong:
                print_wrapped(f"{begin_sentence(str(wrong))}. {wrong.remedy}", fg="yellow")

    def _read_line(self, prompt: str, way: str = "") -> str:
        """One line; `?` tells more and asks again, `:e` alone opens the editor."""
        while True:
            self.count += 1
            click.echo(prompt, nl=False)
            said = str(click.prompt("", default="", show_default=False, prompt_suffix=""))
            if said.strip() == ":e":
                return click.edit("", require_save=False) or ""
            if said.strip() != "?":
                return said
            print_more(way, self.draft.act.kind)


def _find_words(draft: ActDraft, way: str) -> str:
    """What an objection, or a voice in a round, says."""
    name, _, person = way.partition("/")
    folder = draft.movement.proposals.get(draft.parts.get("proposal", ""))
    for held in folder.rounds if folder and person else ():
        if held.file.endswith(f"/{name}.yml") and person in held.voices:
            return f"{draft.name_person(person)}: {held.voices[person].because or 'objects'}"
    objection = folder.objections.get(name) if folder else None
    return objection.versions[max(objection.versions)].title if objection and objection.versions else way


def _takes_lines(field: Field) -> bool:
    """Whether a field takes several lines, ended by an empty one."""
    is_list = field.sort == "list" and field.item is not None and field.item.sort not in ("ref", "someone", "id")
    return field.key == "text" or field.sort == "map" or is_list


def _read_several_lines(read: Callable[[str], str]) -> str:
    """Lines up to an empty one."""
    found, line = [], read(MARK)
    while line.strip():
        found.append(line)
        line = "" if "\n" in line else read("  . ")
    return "\n".join(found)


def choose_word(prompt: str, words: Iterable[str], default: str) -> str:
    """One of a few words, or its beginning; asked until it is one."""
    known = tuple(words)
    while True:
        said = str(click.prompt(prompt, default=default, show_default=False, prompt_suffix=" ")).strip().lower()
        try:
            return find_choice(known, said or default)
        except WrongValue as wrong:
            click.secho(f"  {wrong.remedy}", fg="yellow")
