"""`nstgov status`."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from typing import Any

import click

from nstgov.check import movement_in
from nstgov.cli.judge import coloured
from nstgov.cli.options import as_of, format_option, paints, tree_here
from nstgov.cli.troubles import KEPT, WrongUse
from nstgov.records import Movement
from nstgov.report import standing, standing_text
from nstgov.report.text import Paint, plain

Found = tuple[dict[str, Any], Callable[[dict[str, Any], Paint], str]]


@click.command()
@click.argument("what", required=False, metavar="[CIRCLE|PROPOSAL|DECISION|ELECTION]")
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
    movement = movement_in(tree_here(folder))
    plain_data, to_text = (
        _found(movement, what, as_of)
        if what
        else (standing.movement_standing(movement, as_of), standing_text.movement_text)
    )
    if form == "json":
        click.echo(json.dumps(plain_data, ensure_ascii=False, indent=2))
    else:
        click.echo(to_text(plain_data, coloured if paints() else plain), nl=False)
        _unreadable(movement)
    return KEPT


def _found(movement: Movement, what: str, day: date) -> Found:
    """What an id stands for: a decision before the proposal it came from, since it is the later word."""
    for sort in (_circle, _decision, _election, _proposal):
        if found := sort(movement, what, day):
            return found
    if what in {*movement.circles, *movement.proposals, *movement.decisions}:
        raise WrongUse(f"there was no {what} yet on {day}", "Look at a later day: --as-of")
    near = get_close_matches(what, [*movement.circles, *movement.proposals, *movement.decisions], 1, 0.5)
    raise WrongUse(
        f'there is no "{what}" on record', f"Did you mean {near[0]}?" if near else "See them all: nstgov status"
    )


def _circle(movement: Movement, what: str, day: date) -> Found | None:
    found = standing.circle_standing(movement, what, day)
    return (found, standing_text.circle_text) if found else None


def _decision(movement: Movement, what: str, day: date) -> Found | None:
    found = standing.decision_standing(movement, what, day)
    return (found, standing_text.decision_text) if found else None


def _election(movement: Movement, what: str, day: date) -> Found | None:
    found = standing.election_standing(movement, what, day)
    return (found, standing_text.election_text) if found else None


def _proposal(movement: Movement, what: str, day: date) -> Found | None:
    found = standing.proposal_standing(movement, what, day)
    return (found, standing_text.proposal_text) if found else None


def _unreadable(movement: Movement) -> None:
    files = {misfit.at.file for misfit in movement.misfits if misfit.rule}
    if files:
        several = f"{len(files)} files have" if len(files) > 1 else "1 file has"
        click.echo(f"\n{several} faults, so this may be incomplete. Look: nstgov check", err=True)
