"""`nstgov why`, `policy`, `next` and `care`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import NoReturn

import click

from nstgov.acts.step_commands import find_step_command
from nstgov.check import judge_movement
from nstgov.cli.check import colour_text
from nstgov.cli.completing import offer_known
from nstgov.cli.errors import FOUND, KEPT, WrongUse
from nstgov.cli.options import as_of, find_movement_folder, format_option, is_colour_welcome
from nstgov.cli.standing_record import read_movement_here, read_standing_record
from nstgov.lifecycle import circle_on, ground_rules_on
from nstgov.lifecycle.next_steps import list_decision_steps, list_proposal_steps
from nstgov.records import Movement
from nstgov.records.near_words import find_near_word
from nstgov.report.terminal import leave_uncoloured


@click.command()
@click.argument("decision", shell_complete=offer_known("decision", "election", "proposal"))
@format_option("text", "json")
@as_of
@click.pass_obj
def why(folder: str, decision: str, form: str | None, as_of: date) -> int:
    """
    Show the whole proof that a DECISION is valid, or exactly what is missing.

    Works for a proposal too: then it shows what is there, and what is still needed. Exit code 1 when a decision lacks
    something.
    """
    from nstgov.report.why import build_proof, reason_to_dict, render_reasons

    tree, movement = read_standing_record(find_movement_folder(folder))
    reason = build_proof(movement, decision, as_of, judge_movement(movement, tree, as_of))
    if reason is None:
        _refuse_unknown(decision, movement.proposals, f"no decision or proposal by {as_of}")
    if form == "json":
        click.echo(json.dumps(reason_to_dict(reason), ensure_ascii=False, indent=2))
    else:
        click.echo(render_reasons(reason, colour_text if is_colour_welcome() else leave_uncoloured), nl=False)
        _print_commands(movement, decision, as_of)
    return FOUND if reason.holds is False else KEPT


def _print_commands(movement: Movement, id_: str, day: date) -> None:
    """The commands that write what is ready, or what is awaited next."""
    steps = (*list_proposal_steps(movement, id_, day), *list_decision_steps(movement, id_, day))
    commands = dict.fromkeys(filter(None, (find_step_command(movement, step) for step in steps)))
    for command in commands:
        click.echo(f"Next: {command}")


@click.command()
@click.argument("circle", shell_complete=offer_known("circle"))
@format_option("text", "json")
@as_of
@click.pass_obj
def policy(folder: str, circle: str, form: str | None, as_of: date) -> int:
    """Print the texts in force in a CIRCLE: its own decisions, and those of the circles above that affect it."""
    from nstgov.report import policy as manual

    movement = read_movement_here(folder)
    state = circle_on(movement, circle, as_of)
    if state is None:
        _refuse_unknown(circle, movement.circles, f"no circle by {as_of}")
    found = manual.list_policies(movement, circle, as_of)
    text = (
        json.dumps(found, ensure_ascii=False, indent=2) + "\n"
        if form == "json"
        else manual.render_policies(state.name, as_of, found)
    )
    click.echo(text, nl=False)
    return KEPT


@click.command(name="next")
@click.argument("who", required=False, metavar="[CIRCLE|PERSON]", shell_complete=offer_known("circle", "person"))
@format_option("text", "json")
@as_of
@click.pass_obj
def next_(folder: str, who: str | None, form: str | None, as_of: date) -> int:
    """Show whose step is next: of everyone, of a CIRCLE, or of a PERSON."""
    from nstgov.report import steps_and_care as steps

    movement = read_movement_here(folder)
    if who and who not in movement.circles and who not in movement.people:
        _refuse_unknown(who, [*movement.circles, *movement.people], "no circle or person of that id")
    found = steps.list_next_steps(movement, who, as_of)
    text = (
        json.dumps(found, ensure_ascii=False, indent=2) + "\n"
        if form == "json"
        else steps.render_steps(found, who, as_of)
    )
    click.echo(text, nl=False)
    return KEPT


@click.command()
@format_option("text", "json")
@as_of
@click.pass_obj
def care(folder: str, form: str | None, as_of: date) -> int:
    """Show the circles that need help, each with the reason and since when."""
    from nstgov.report import steps_and_care as caring

    movement = read_movement_here(folder)
    found = caring.list_care_needs(movement, as_of)
    if form == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        click.echo(caring.render_care(found, as_of, ground_rules_on(movement, as_of).circle_size.least), nl=False)
    return KEPT


def _refuse_unknown(word: str, known: Iterable[str], what: str) -> NoReturn:
    near = find_near_word(word, known)
    hint = f"Did you mean {near}?" if near and near != word else "See them all: nstgov status"
    raise WrongUse(f'there is {what}: "{word}"', hint)
