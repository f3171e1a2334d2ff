"""What is printed beside a question at a terminal: what can be chosen, how it looks, what a rule says of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from textwrap import wrap
from typing import Any

import click

from nstgov.acts.fields import Field
from nstgov.acts.value_reading import get_example
from nstgov.report.terminal import make_printable

WIDTH = 78
MOST_OFFERED = 9
"""How many things to choose from are listed with numbers."""
RULES_OF = {
    "version.authors": "P01", "objection.authors": "O01", "need": "P02", "version.reasons": "P02", "sunset": "P03",
    "review": "P04", "judged_by": "P04", "affects": "P05", "asks": "P05", "starts_with": "P08", "invites": "P08",
    "objection.important": "O03", "objection.reasons": "O02", "members": "A01", "nominations": "E01",
    "proposed": "E02", "term": "E04", "election.voices": "E03", "round.voices": "C03",
}  # fmt: skip
"""The rule that tells more about a field, by its key, or by the kind of record and its key."""


def print_wrapped(text: str, **style: Any) -> None:
    """A text on lines that a terminal has room for."""
    for line in wrap(text, WIDTH - 2):
        click.secho(f"  {line}", **(style or {"dim": True}))


def print_offered(known: Mapping[str, str]) -> list[str]:
    """What there is to choose from, with numbers; what they stand for."""
    offered = list(known)[:MOST_OFFERED]
    for number, word in enumerate(offered, 1):
        name = make_printable(known[word])
        click.echo(f"  {number}  {name[:50]}{f'  ({word})' if name != word else ''}")
    if len(known) > MOST_OFFERED:
        click.secho(f"  and {len(known) - MOST_OFFERED} more; write a name or an id", dim=True)
    return offered


def print_choices(field: Field) -> None:
    """The words of which one is chosen, or an example of what belongs there."""
    if field.sort == "choice":
        click.echo("   ".join(f"  {number} {word}" for number, word in enumerate(field.words, 1)))
    elif example := get_example(field):
        click.secho(f"  as in: {example}", dim=True)


def show_default(value: Any) -> str:
    """What Enter takes, as a person would write it."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return " to ".join(str(one) for one in value.values())
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return value.isoformat() if isinstance(value, date) else str(value)


def print_more(way: str, kind: str) -> None:
    """The rule's own words about a field."""
    from nstgov.rules import rule_named

    rule = rule_named(RULES_OF.get(f"{kind}.{way}") or RULES_OF.get(way, ""))
    if rule is None:
        print_wrapped("Write it in your own words; an empty line leaves it out where it may be left out.")
        return
    print_wrapped(f"{rule.sentence} {' '.join(rule.why.split())[:500]} (nstgov explain {rule.code})")
