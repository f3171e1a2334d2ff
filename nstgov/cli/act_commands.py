"""
`nstgov propose`, `round`, `decide` and all other commands that make one record.

They are made from the description of acts that forms use: a part of the path and a field of the record is an option
with that field's own words as its help. At a terminal what is not given is asked; elsewhere nothing is.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any

import click

from nstgov.acts.act_defaults import TODAY, convert_to_plain, find_version
from nstgov.acts.act_draft import ActDraft, collect_forms, start_draft
from nstgov.acts.act_paths import NEW_NAMES, list_offered
from nstgov.acts.fields import Field
from nstgov.acts.forms import Form
from nstgov.acts.labels import Label
from nstgov.acts.named_things import find_known, list_known
from nstgov.acts.value_reading import get_example
from nstgov.cli.act_questions import Questions
from nstgov.cli.act_saving import ActJob, save_act
from nstgov.cli.act_table import ACT_COMMANDS, KINDS, ActCommand
from nstgov.cli.completing import Complete, find_folder, offer_words
from nstgov.cli.errors import WrongUse
from nstgov.cli.given_text import read_given_text
from nstgov.cli.options import DayType, find_movement_folder, today_everywhere
from nstgov.cli.standing_record import read_movement_here, read_standing_record
from nstgov.records import Movement

SAYS = "says"
"""The option for voices, as one says it."""


def __getattr__(name: str) -> click.Command:
    """The command of that name, made when it is asked for."""
    if name in ACT_COMMANDS:
        return make_act_command(name)
    raise AttributeError(name)


def make_act_command(name: str) -> click.Command:
    """The command for an act, with an option for each part of its path and each field of its record."""
    command = ACT_COMMANDS[name]
    form = collect_forms()[command.slug]
    forms = [collect_forms()[slug] for slug in KINDS.values()] if command.slug == "propose" else [form]
    options = [*_make_part_options(form, command), *(_make_field_options(forms, command)), *_make_common_options()]
    params: list[click.Parameter] = [*_make_argument(command), *_drop_doubles(options)]
    if name == "propose":
        kinds = click.Choice([kind.replace(" ", "-") for kind in KINDS])
        params.insert(1, click.Option(["--kind"], type=kinds, help="What sort of proposal  [default: policy]"))
    about = f"{form.act.wish}.\n\n{form.act.about}\n\nAt a terminal, what is not given is asked.\n\n\b\n"
    return click.Command(
        name, params=params, callback=partial(run_act, name), short_help=command.about,
        help=f"{about}nstgov {name} {command.shows}",
    )  # fmt: skip


def _make_argument(command: ActCommand) -> Iterator[click.Parameter]:
    shown = command.subject.lstrip(":").replace("-on-record", "").replace("-or-", "|").upper()
    complete = _make_completer(command.slug, command.subject)
    yield click.Argument(["subject"], required=False, metavar=f"[{shown}]", shell_complete=complete)


def _make_part_options(form: Form, command: ActCommand) -> Iterator[click.Option]:
    for part in form.act.asks:
        if part == "date" or command.subject == f":{part}":
            continue
        name = "id" if part in NEW_NAMES and part != "objection" else part.replace("-on-record", "")
        label = form.labels.get(f"{form.act.slug}.:{part}") or form.labels[f":{part}"]
        complete = _make_completer(command.slug, f":{part}")
        help_ = explain_label(label)
        yield click.Option(
            [f"--{name}", f"part_{part.replace('-', '_')}"], metavar="ID", help=help_, shell_complete=complete
        )


def _drop_doubles(options: Iterable[click.Option]) -> Iterator[click.Option]:
    """The options, of those with one name the first only: what the path says is not said again in the record."""
    seen: set[str] = set()
    for option in options:
        if not seen & set(option.opts):
            seen |= set(option.opts)
            yield option


def _make_field_options(forms: Iterable[Form], command: ActCommand) -> Iterator[click.Option]:
    for form in forms:
        for field in list_option_fields(form):
            if command.subject != field.key:
                yield _make_field_option(form, field, command)


def list_option_fields(form: Form) -> list[Field]:
    """The fields that have an option: all but the days of the act itself, which --on tells."""
    return [field for field in form.list_fields() if field.key not in TODAY]


def explain_label(label: Label) -> str:
    """What a part or field is called and asks, in one line."""
    ends = "" if label.name.endswith(("?", ".", "…", ":")) else "."
    return f"{label.name}{ends} {label.hint}".strip()


def _make_field_option(form: Form, field: Field, command: ActCommand) -> click.Option:
    draft_label = form.labels.get(f"{form.act.slug}.{field.key}") or form.labels.get(f"{form.act.kind}.{field.key}")
    label = draft_label or form.labels.get(field.key)
    words = explain_label(label) if label else field.means
    if field.sort == "choice":
        words += f" One of: {', '.join(field.words)}."
    if example := get_example(field):
        words += f" For example: {example}"
    if field.sort == "voices":
        words = "Who says what, once for each: ana-ruiz=consent, 'ben=object: because …', everyone=consent."
    many = field.sort in ("list", "map", "voices")
    option = SAYS if field.sort == "voices" else field.key.replace("_", "-")
    return click.Option(
        [f"--{option}", f"field_{field.key}"], multiple=many, metavar=_METAVARS.get(field.sort, "TEXT"), help=words,
        hidden=field.sort == "hash" or field.key in ("version", "against", "circle"),
        shell_complete=_make_completer(command.slug, field.key),
    )  # fmt: skip


_METAVARS = {
    "day": "DAY", "count": "N", "flag": "yes|no", "ref": "ID", "someone": "PERSON", "voices": "PERSON=WORD",
    "prose": "TEXT|@FILE|-", "choice": "WORD",
}  # fmt: skip


def _make_common_options() -> tuple[click.Option, ...]:
    return (
        click.Option(["--on", "--date", "on"], type=DayType(), metavar="DAY", help="The day it was  [default: today]"),
        click.Option(["--as-of"], type=DayType(), metavar="DAY", default=today_everywhere, show_default="today, of UTC",
                     help="The day that counts as today."),
        click.Option(["--no-input"], is_flag=True, help="Ask nothing."),
        click.Option(["--format", "form"], type=click.Choice(["text", "json"]), help="How to print it."),
        click.Option(["--dry-run"], is_flag=True, help="Show the file and what the judge says, and write nothing."),
        click.Option(["--commit/--no-commit", "commit"], default=None, help="Keep it in git at once."),
        click.Option(["--branch"], metavar="NAME", help="Keep it in git on this branch, made where it is missing."),
    )  # fmt: skip


def run_act(name: str, **given: Any) -> int:
    """Make one record from what is given and, at a terminal, from what is answered; the exit code."""
    as_of: date = given.pop("as_of")
    root = find_movement_folder(click.get_current_context().obj)
    tree, movement = read_standing_record(root)
    day: date = given.pop("on") or as_of
    if day > as_of:
        raise WrongUse(f"{day} has not come yet", "Write down what has happened; --on names its day.")
    form = given.pop("form")
    asks = not given.pop("no_input") and is_asking_possible() and form != "json"
    wish = {key: given.pop(key) for key in ("dry_run", "commit", "branch")}
    kind, subject = given.pop("kind", None), given.pop("subject")
    draft = _begin_draft(name, kind, subject, movement, day, asks=asks)
    fill_in_given(draft, given)
    return save_act(draft, ActJob(root, tree, movement, as_of, asks=asks, form=form, **wish))


def _begin_draft(
    name: str, kind: str | None, subject: str | None, movement: Movement, day: date, *, asks: bool
) -> ActDraft:
    """The draft of a command's act, with the one thing that needs no option: what it is about."""
    command = ACT_COMMANDS[name]
    if name == "renew":
        return _begin_renewal_of(subject or (ask_which_decision(movement, day) if asks else ""), movement, day)
    draft = start_draft(KINDS[kind.replace("-", " ")] if kind else command.slug, movement, day)
    if subject is not None:
        _fill_in_one(draft, command.subject, (subject,))
    return draft


def _begin_renewal_of(word: str, movement: Movement, day: date) -> ActDraft:
    """The draft of a proposal of the same sort as the decision, with its text."""
    if not word:
        raise WrongUse("which decision is to be renewed?", f"Name it: nstgov renew {_offer_decisions(movement, day)}")
    decision, kind = _find_renewed(movement, word, day)
    draft = start_draft(_SLUG_OF_KIND.get(kind, "propose"), movement, day)
    begin_renewal(draft, decision)
    return draft


_SLUG_OF_KIND = {kind: slug for kind, slug in KINDS.items() if kind != "ground rules"}


def is_asking_possible() -> bool:
    """Whether somebody sits at a terminal who can be asked."""
    return os.isatty(0) and sys.stdout.isatty()


def fill_in_given(draft: ActDraft, given: dict[str, Any]) -> None:
    """Fill a draft in with options: parts before fields, voices at the end, since who is asked rests on the others."""
    ranked = sorted(given, key=lambda name: (not name.startswith("part_"), _LATER.get(name, 0)))
    for name in ranked:
        words = given[name]
        if words is None or words == ():
            continue
        sort, _, key = name.partition("_")
        way = f":{key.replace('_', '-')}" if sort == "part" else key
        _fill_in_one(draft, way, (words,) if isinstance(words, str) else words)


_LATER = {"field_members": -1, "field_entered_by": 1, "field_voices": 2}


def _fill_in_one(draft: ActDraft, way: str, words: Iterable[str]) -> None:
    if way.startswith(":"):
        draft.name_part(way[1:], next(iter(words)))
        return
    if way not in draft.fields:
        raise WrongUse(f"{way} does not belong to this sort of proposal", "Leave it out, or choose another --kind.")
    field = draft.fields[way]
    texts = [read_text(text) for text in words] if field.sort == "prose" else list(words)
    if field.sort == "voices":
        draft.say_voices(texts)
    else:
        draft.say_value(way, texts)


def read_text(words: str) -> str:
    """A text as given, or from a file (`@name`), or from what is piped in (`-`)."""
    if words.startswith("@@"):
        return words[1:]
    if words != "-" and not words.startswith("@"):
        return words
    return read_given_text(words.removeprefix("@"))


def ask_which_decision(movement: Movement, day: date) -> str:
    """Ask for a decision in force, or one that has ended, by name."""
    draft = start_draft("review", movement, day)
    Questions(draft).ask_part("decision")
    return draft.parts["decision"]


def _find_renewed(movement: Movement, word: str, day: date) -> tuple[str, str]:
    """The decision that is meant, and what sort of proposal it came from."""
    id_ = find_known(list_known(movement, "decision", day), word, "decision")
    version = find_version(movement, id_, day)
    return id_, version.kind if version else "policy"


def _offer_decisions(movement: Movement, day: date) -> str:
    known = list(list_offered(movement, collect_forms()["review"].act, "decision", {}, day))
    return " or ".join(known[:4]) if known else "DECISION"


NOT_RENEWED = (
    "submitted", "sunset", "review", "entered_by", "integrates", "renews", "replaces", "ends", "imported", "edition",
    "authors", "carried_by", "kind",
)  # fmt: skip
"""What a renewal says anew."""


def begin_renewal(draft: ActDraft, decision: str) -> None:
    """Take over the text of a decision for a proposal that renews it; who stands behind it says so anew."""
    version = find_version(draft.movement, decision, draft.day)
    before = convert_to_plain(version) if version else {}
    draft.values.update({key: value for key, value in before.items() if key in draft.fields and key not in NOT_RENEWED})
    draft.values["renews"] = [decision]
    if len(before.get("asks", ())) == 1:
        draft.name_part("circle", before["asks"][0])


def _make_completer(slug: str, way: str) -> Complete:
    """What completes a word at the shell: ids that can be chosen today, or the words of a choice."""
    return offer_words(partial(_list_completions, slug=slug, way=way))


def _list_completions(ctx: click.Context, *, slug: str, way: str) -> dict[str, str]:
    form = collect_forms()[slug]
    fields = {field.key: field for field in form.list_fields()}
    if way in fields and fields[way].sort == "choice":
        return dict.fromkeys(fields[way].words, "")
    movement = read_movement_here(find_folder(ctx))
    day = today_everywhere()
    if way.startswith(":"):
        return dict(list_offered(movement, form.act, way[1:], {}, day))
    return _complete_field(movement, fields[way], day)


def _complete_field(movement: Movement, field: Field, day: date) -> dict[str, str]:
    if field.sort == "voices":
        return {f"{person}=": name for person, name in list_known(movement, "person", day).items()}
    inner = field.item or field
    sorts = ("person",) if inner.sort == "someone" else inner.words if inner.sort == "ref" else ()
    return {word: name for sort in sorts for word, name in list_known(movement, sort, day).items()}
