"""`nstgov doctor`."""

from __future__ import annotations

import json
from datetime import date

import click

from nstgov.cli.errors import FOUND, KEPT
from nstgov.cli.options import as_of, find_movement_folder, format_option
from nstgov.cli.standing_record import read_standing_record

_SIGNS = {"good": "✓", "look": "·", "missing": "✗"}


@click.command()
@format_option("text", "json")
@as_of
@click.pass_obj
def doctor(folder: str, form: str | None, as_of: date) -> int:
    """
    Show what is missing on this machine, in this repository and on its forge, each with the next step.

    Nothing is changed, and nobody is asked over the network. Exit code 1 when something is missing.
    """
    from nstgov.author.diagnosis import diagnose

    root = find_movement_folder(folder)
    points = list(diagnose(root, *read_standing_record(root), as_of))
    if form == "json":
        click.echo(json.dumps([point._asdict() for point in points], ensure_ascii=False, indent=2))
    else:
        for place in dict.fromkeys(point.place for point in points):
            click.echo(f"{place[:1].upper()}{place[1:]}")
            for point in points:
                if point.place == place:
                    click.echo(f"  {_SIGNS[point.state]} {point.message}")
                    if point.step:
                        click.echo(f"      {point.step}")
    return FOUND if any(point.state == "missing" for point in points) else KEPT
