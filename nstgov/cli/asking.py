"""`nstgov why`, `policy`, `next` and `care`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from typing import NoReturn

import click

from nstgov.check import judged, movement_in
from nstgov.cli.judge import coloured
from nstgov.cli.options import as_of, format_option, paints, tree_here
from nstgov.cli.troubles import FOUND, KEPT, WrongUse
from nstgov.lifecycle import circle_on, ground_rules_on
from nstgov.report.text import plain


@click.command()
@click.argument("decision")
@format_option("text", "json")
@as_of
@click.pass_obj
def why(folder: str, decision: str, form: str | None, as_of: date) -> int:
    """
    Show the whole proof that a DECISION is valid, or exactly what is missing.

    Works for a proposal too: then it shows what is there, and what is still needed. Exit code 1 when a decision lacks
    something.
    """
    from nstgov.report.why import as_plain, why, why_text

    tree = tree_here(folder)
    movement = movement_in(tree)
    reason = why(movement, decision, as_of, judged(movement, tree, as_of))
    if reason is None:
        _unknown(decision, movement.proposals, f"no decision or proposal by {as_of}")
    if form == "json":
        click.echo(json.dumps(as_plain(reason), ensure_ascii=False, indent=2))
    else:
        click.echo(why_text(reason, coloured if paints() else plain), nl=False)
    return FOUND if reason.holds is False else KEPT


@click.command()
@click.argument("circle")
@format_option("text", "json")
@as_of
@click.pass_obj
def policy(folder: str, circle: str, form: str | None, as_of: date) -> int:
    """Print the texts in force in a CIRCLE: its own decisions, and those of the circles above that affect it."""
    from nstgov.report import policy as manual

    movement = movement_in(tree_here(folder))
    state = circle_on(movement, circle, as_of)
    if state is None:
        _unknown(circle, movement.circles, f"no circle by {as_of}")
    found = manual.policy(movement, circle, as_of)
    text = (
        json.dumps(found, ensure_ascii=False, indent=2) + "\n"
        if form == "json"
        else manual.policy_text(state.name, as_of, found)
    )
    click.echo(text, nl=False)
    return KEPT


@click.command(name="next")
@click.argument("who", required=False, metavar="[CIRCLE|PERSON]")
@format_option("text", "json")
@as_of
@click.pass_obj
def next_(folder: str, who: str | None, form: str | None, as_of: date) -> int:
    """Show whose step is next: of everyone, of a CIRCLE, or of a PERSON."""
    from nstgov.report import steps

    movement = movement_in(tree_here(folder))
    if who and who not in movement.circles and who not in movement.people:
        _unknown(who, [*movement.circles, *movement.people], "no circle or person of that id")
    found = steps.next_steps(movement, who, as_of)
    text = (
        json.dumps(found, ensure_ascii=False, indent=2) + "\n"
        if form == "json"
        else steps.steps_text(found, who, as_of)
    )
    click.echo(text, nl=False)
    return KEPT


@click.command()
@format_option("text", "json")
@as_of
@click.pass_obj
def care(folder: str, form: str | None, as_of: date) -> int:
    """Show the circles that need help, each with the reason and since when."""
    from nstgov.report import caring

    movement = movement_in(tree_here(folder))
    found = caring.care(movement, as_of)
    if form == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        click.echo(caring.care_text(found, as_of, ground_rules_on(movement, as_of).circle_size.least), nl=False)
    return KEPT


def _unknown(word: str, known: Iterable[str], what: str) -> NoReturn:
    near = get_close_matches(word, list(known), 1, 0.5)
    hint = f"Did you mean {near[0]}?" if near and near[0] != word else "See them all: nstgov status"
    raise WrongUse(f'there is {what}: "{word}"', hint)
