"""`nstgov status`."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import click

from nstgov.cli.check import colour_text
from nstgov.cli.completing import offer_known
from nstgov.cli.errors import KEPT, WrongUse
from nstgov.cli.options import as_of, format_option, is_colour_welcome
from nstgov.cli.standing_record import read_movement_here
from nstgov.records import Movement
from nstgov.records.near_words import find_near_word
from nstgov.report import status_data as standing
from nstgov.report import status_text as standing_text
from nstgov.report.terminal import Paint, leave_uncoloured

Found = tuple[dict[str, Any], Callable[[dict[str, Any], Paint], str]]


@click.command()
@click.argument(
    "what",
    required=False,
    metavar="[CIRCLE|PROPOSAL|DECISION|ELECTION]",
    shell_complete=offer_known("circle", "proposal", "decision", "election"),
)
@format_option("text", "json")
@as_of
@click.pass_obj
def status(folder: str, what: str | None, form: str | None, as_of: date) -> int:
    """
    Show where everything stands, by circle; or one CIRCLE, PROPOSAL, DECISION or ELECTION, by its id.

    \b
    nstgov status
    nstgov status oak-street
    nstgov status street-trees --as-of 2026-06-01
    """
    movement = read_movement_here(folder)
    plain_data, to_text = (
        _find_status(movement, what, as_of)
        if what
        else (standing.describe_movement(movement, as_of), standing_text.render_movement)
    )
    if form == "json":
        click.echo(json.dumps(plain_data, ensure_ascii=False, indent=2))
    else:
        click.echo(to_text(plain_data, colour_text if is_colour_welcome() else leave_uncoloured), nl=False)
        _warn_of_unreadable(movement)
    return KEPT


def _find_status(movement: Movement, what: str, day: date) -> Found:
    """What an id stands for: a decision before the proposal it came from, since it is the later word."""
    for sort in (_find_circle, _find_decision, _election, _find_proposal):
        if found := sort(movement, what, day):
            return found
    if what in {*movement.circles, *movement.proposals, *movement.decisions}:
        raise WrongUse(f"there was no {what} yet on {day}", "Look at a later day: --as-of")
    near = find_near_word(what, [*movement.circles, *movement.proposals, *movement.decisions])
    raise WrongUse(
        f'there is no "{what}" on record', f"Did you mean {near}?" if near else "See them all: nstgov status"
    )


def _find_circle(movement: Movement, what: str, day: date) -> Found | None:
    found = standing.describe_circle(movement, what, day)
    return (found, standing_text.render_circle) if found else None


def _find_decision(movement: Movement, what: str, day: date) -> Found | None:
    found = standing.describe_decision(movement, what, day)
    return (found, standing_text.render_decision) if found else None


def _election(movement: Movement, what: str, day: date) -> Found | None:
    found = standing.election_standing(movement, what, day)
    return (found, standing_text.election_text) if found else None


def _find_proposal(movement: Movement, what: str, day: date) -> Found | None:
    found = standing.describe_proposal(movement, what, day)
    return (found, standing_text.render_proposal) if found else None


def _warn_of_unreadable(movement: Movement) -> None:
    files = {misfit.at.file for misfit in movement.misfits if misfit.rule}
    if files:
        several = f"{len(files)} files have" if len(files) > 1 else "1 file has"
        click.echo(f"\n{several} faults, so this may be incomplete. Look: nstgov check", err=True)
