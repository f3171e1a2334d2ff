"""What the Tab key offers at the shell: ids on record, codes of rules, kinds of records."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import click
from click.shell_completion import CompletionItem

MOST_OFFERED = 200
"""The most words that a shell is handed."""
Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]
"""What Click asks for the words that may stand in an argument or behind an option."""
FindWords = Callable[[click.Context], Mapping[str, str]]
"""The words that there are, each with what it stands for."""


def offer_words(find: FindWords) -> Complete:
    """A completion by words that are found when they are asked for; silent where nothing can be read."""

    def complete_words(ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
        try:
            known = find(ctx)
        except Exception:  # noqa: BLE001 (whoever presses Tab wants no message in the middle of a line)
            return []
        return [CompletionItem(word, help=name) for word, name in known.items() if word.startswith(begun)][
            :MOST_OFFERED
        ]

    return complete_words


def offer_known(*sorts: str) -> Complete:
    """A completion by ids on record of some sorts: circle, person, proposal, decision, election, level."""

    def find_known_words(ctx: click.Context) -> dict[str, str]:
        from nstgov.acts.named_things import list_known
        from nstgov.cli.options import today_everywhere
        from nstgov.cli.standing_record import read_movement_here
        from nstgov.store.steps import watch_silently

        movement, day = read_movement_here(find_folder(ctx), watch_silently), today_everywhere()
        return {word: name for sort in sorts for word, name in list_known(movement, sort, day).items()}

    return offer_words(find_known_words)


def offer_codes() -> Complete:
    """A completion by codes of rules and their names."""

    def find_codes(_ctx: click.Context) -> dict[str, str]:
        from nstgov.rules import RULES

        return {word: rule.sentence for rule in RULES for word in (rule.code, rule.name)}

    return offer_words(find_codes)


def offer_kinds() -> Complete:
    """A completion by kinds of records."""

    def find_kinds(_ctx: click.Context) -> dict[str, str]:
        from nstgov.records.layout import KINDS

        return {kind.name: kind.looks for kind in KINDS}

    return offer_words(find_kinds)


def find_folder(ctx: click.Context) -> str:
    """The folder that -C names; while words are completed no command has run that would have kept it."""
    return str(ctx.obj or ctx.find_root().params.get("folder") or ".")
