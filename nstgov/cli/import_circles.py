"""`nstgov import`."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from nstgov.author.circle_import import ImportPlan, plan_import
from nstgov.author.new_movement import build_new_movement
from nstgov.author.safe_writer import write_new
from nstgov.author.spreadsheet import MEANINGS, collect_circles, find_columns, read_rows
from nstgov.cli.errors import KEPT
from nstgov.cli.options import DayType, find_movement_folder, today_everywhere
from nstgov.lifecycle import FLOORS, ground_rules_on
from nstgov.records import Movement
from nstgov.store.checkout import read_checkout
from nstgov.store.reading import read_movement
from nstgov.store.tree import MissingRecord


@click.group(name="import")
def import_() -> None:
    """Bring circles from elsewhere. What is brought is marked as imported; nobody's consent comes along."""


def _column_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for meaning in reversed(MEANINGS):
        flag = f"--{meaning.replace(' ', '-')}"
        click.option(
            flag, f"column_{meaning.replace(' ', '_')}", metavar="COLUMN", help=f"The column that gives the {meaning}."
        )(command)
    return command


@import_.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--since",
    type=DayType(),
    metavar="DAY",
    default=today_everywhere,
    show_default="today, of UTC",
    help="The day the circles begin here.",
)
@click.option("--source", metavar="TEXT", help="Where they come from [default: the file's name].")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--no-input", is_flag=True, help="Do not ask before writing.")
@_column_options
@click.pass_obj
def circles(
    folder: str, /, file: Path, since: date, source: str | None, dry_run: bool, no_input: bool, **columns: str | None
) -> int:
    """
    Bring circles and their members from FILE, a spreadsheet saved as CSV with one row per membership.

    The columns are guessed from the heading; say with the options what is guessed wrong. Levels follow from the depth
    when there is no column for them. In an empty folder a movement is begun first.
    """
    path = file if file.is_absolute() else Path(os.path.abspath(file))
    heading, rows = read_rows(path)
    given = {name.removeprefix("column_").replace("_", " "): value for name, value in columns.items() if value}
    found = find_columns(heading, given)
    root, movement, begun = _find_or_begin_movement(folder, since)
    levels = ground_rules_on(movement, since).levels if not begun else FLOORS.levels
    plan = plan_import(collect_circles(rows, found), movement, levels, since, source or file.name)
    _print_plan(plan, {meaning: heading[at] for meaning, at in found.items()}, begun)
    if dry_run:
        click.echo("\nNothing was written. Leave --dry-run out to write it.")
        return KEPT
    if not no_input and sys.stdin.isatty() and sys.stdout.isatty():
        click.confirm("\nWrite these files?", abort=True)
    write_new(root, {**begun, **plan.files})
    click.echo(f"\nWrote {len(plan.files) + len(begun)} files to {root}.\nNext: nstgov check, then nstgov serve")
    return KEPT


def _find_or_begin_movement(folder: str, since: date) -> tuple[Path, Movement, dict[str, str]]:
    """The movement here; where there is none, the files that begin one."""
    try:
        root = find_movement_folder(folder)
        return root, read_movement(read_checkout(root)), {}
    except MissingRecord:
        root = Path(os.path.abspath(folder))
        files = build_new_movement(
            root.name.replace("-", " ").capitalize() or "Our movement",
            secrets.token_hex(16),
            min(since, today_everywhere()),
        )
        return root, Movement(()), {path: text for path, text in files.items() if not os.path.lexists(root / path)}


def _print_plan(plan: ImportPlan, columns: dict[str, str], begun: dict[str, str]) -> None:
    click.echo("The columns are read like this:")
    for meaning, heading in columns.items():
        click.echo(f"  {meaning:<12} {heading}")
    levels = ", ".join(f"{count} {level}" for level, count in plan.levels.items())
    click.echo(f"\n{plan.circles} circles ({levels}), {plan.people} people, {plan.memberships} memberships:")
    shown = [*begun, *plan.files]
    for path in shown[:8]:
        click.echo(f"  {path}")
    if len(shown) > 8:
        click.echo(f"  … and {len(shown) - 8} more files")
    for text in list(plan.files.values())[:1]:
        click.echo("\nThe first of them:\n" + "".join(f"    {line}\n" for line in text.splitlines()[:14]), nl=False)
