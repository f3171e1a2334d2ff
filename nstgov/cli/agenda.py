"""`nstgov agenda`."""

from __future__ import annotations

import json
from datetime import date

import click

from nstgov.cli.completing import offer_known
from nstgov.cli.errors import KEPT, WrongUse
from nstgov.cli.options import DayType, format_option, today_everywhere
from nstgov.cli.standing_record import read_movement_here
from nstgov.lifecycle import circle_on
from nstgov.records.near_words import find_near_word


@click.command()
@click.argument("circle", shell_complete=offer_known("circle"))
@click.option(
    "--on",
    "--as-of",
    "day",
    type=DayType(),
    metavar="DAY",
    default=today_everywhere,
    show_default="today, of UTC",
    help="The day of the meeting.",
)
@click.option("--sheet", is_flag=True, help="Print a sheet instead: the names, and three answers to tick.")
@format_option("text", "json", "html")
@click.pass_obj
def agenda(folder: str, circle: str, day: date, form: str | None, *, sheet: bool) -> int:
    """
    Print the agenda of a CIRCLE's next meeting: what waits for it, in a good order, with time for each.

    It is Markdown, so it can go into a mail or a chat as it is.

    \b
    nstgov agenda oak-street
    nstgov agenda oak-street --on 2026-06-01
    nstgov agenda oak-street --sheet --format html > sheet.html
    """
    from nstgov.report.agenda import describe_agenda, render_agenda
    from nstgov.report.meeting_sheet import render_sheet, render_sheet_html

    movement = read_movement_here(folder)
    state = circle_on(movement, circle, day)
    if state is None or state.stage == "closed":
        near = find_near_word(circle, movement.circles)
        hint = f"Did you mean {near}?" if near and state is None else "See where everything stands: nstgov status"
        raise WrongUse(f"there is no open circle {circle} on {day}", hint)
    found = describe_agenda(movement, state, day)
    if sheet:
        click.echo(render_sheet_html(found) if form == "html" else render_sheet(found), nl=False)
        return KEPT
    if form == "html":
        raise WrongUse("the agenda is text; the site has it as a page", "Leave --format out, or add --sheet.")
    click.echo(json.dumps(found, ensure_ascii=False, indent=2) if form == "json" else render_agenda(found).rstrip("\n"))
    return KEPT
