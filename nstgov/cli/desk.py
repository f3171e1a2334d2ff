"""`nstgov desk`."""

from __future__ import annotations

import gc
import secrets
import tempfile
import webbrowser
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nstgov.cli.build import build_site_of, enter_server, follow_changes, report_build
from nstgov.cli.errors import KEPT
from nstgov.cli.options import as_of, find_movement_folder, latest_day_anywhere, today_everywhere
from nstgov.cli.own_cache import find_cache_folder
from nstgov.cli.standing_record import read_standing_record

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from nstgov.publish.site_files import ChangeNotifier
    from nstgov.records import Movement
    from nstgov.store.tree import Tree

Days = Callable[[], tuple[date, date]]
"""Today, and the latest day there is anywhere."""


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port to listen on.")
@click.option("--no-browser", is_flag=True, help="Open no browser; open the printed address yourself.")
@as_of
@click.pass_obj
def desk(folder: str, port: int, no_browser: bool, as_of: date) -> int:
    """
    Put on record what a circle says, in a browser on this machine: forms that save, and one change of it all.

    It answers this machine alone, and who opens the address that it prints. What is filled in is judged as it is
    written down, saved as a file, taken back as long as it is not committed, and then committed as one change: on a
    branch of its own, brought to the remote if there is one. It follows what you change, until you press Ctrl+C.

    \b
    nstgov desk
    nstgov desk --port 8001 --no-browser
    """
    from nstgov.publish.server import HOST, serve_application
    from nstgov.publish.site_files import ChangeNotifier

    gc.enable()  # it stays open for an evening
    root, changes, token = find_movement_folder(folder), ChangeNotifier(), secrets.token_urlsafe(24)
    days = _make_calendar(as_of)
    with tempfile.TemporaryDirectory(prefix="nstgov-desk-") as around, ExitStack() as until_stopped:
        place, kept = Path(around) / "site", Path(around) / "kept"
        place.mkdir()
        kept.mkdir()
        guarded = make_guarded_desk(root, days, place, changes, token, port)
        serving = serve_application(guarded, HOST, port, changes=changes)
        address = enter_server(until_stopped, serving, port)
        build = partial(_build_site, root, days, place, kept, address)
        code = build()
        if code == KEPT:
            try:
                _show_address(f"{address}?token={token}", no_browser)
                follow_changes(root, as_of, lambda: build() == KEPT, changes.notify_change)
            except KeyboardInterrupt:
                click.echo("\nEnded.")
        return code


def _build_site(root: Path, days: Days, place: Path, kept: Path, address: str) -> int:
    return report_build(build_site_of(root, place, days()[0], address, kept), place)


def _make_calendar(as_of: date) -> Days:
    """The days of a desk that may stay open over midnight; those that were asked for where one was."""
    source = click.get_current_context().get_parameter_source("as_of")
    if source not in (None, click.core.ParameterSource.DEFAULT):
        return lambda: (as_of, as_of)
    return lambda: (today_everywhere(), latest_day_anywhere())


def make_guarded_desk(root: Path, days: Days, place: Path, changes: ChangeNotifier, token: str, port: int) -> ASGIApp:
    """Everything behind the token; what a desk that was ended in the middle had half written is undone, and told."""
    from nstgov.desk.application import Desk, make_desk_application
    from nstgov.desk.committing import ChangeMaker
    from nstgov.desk.guard import Guard
    from nstgov.desk.journal import Journal, find_journal_folder
    from nstgov.desk.judging import DraftJudge
    from nstgov.desk.letters import LetterReader
    from nstgov.desk.saving import RecordKeeper

    def read_record() -> tuple[Tree, Movement]:
        return read_standing_record(root)

    def today() -> date:
        return days()[0]

    folder = find_journal_folder(root, find_cache_folder(root) or root.parent)
    keeper = RecordKeeper(root, Journal(folder), DraftJudge(read_record, today))
    for path in keeper.finish_interrupted():
        click.echo(f"{path} was half saved when the desk was ended, so it was taken away. Save it once more.")
    making = ChangeMaker(keeper, days, lambda: read_standing_record(root).movement)
    desk_ = Desk(keeper, making, LetterReader(read_record, today), place)
    return Guard(make_desk_application(desk_, changes), token, port)


def _show_address(address: str, no_browser: bool) -> None:
    click.secho(f"\n  {address}\n", bold=True)
    click.echo("This is your desk. Open this address in a browser; it is for you alone. Press Ctrl+C to end.")
    if not no_browser:
        webbrowser.open(address)
