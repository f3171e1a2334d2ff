"""`nstgov forge seen` and `nstgov forge confirm`: a yes on the forge becomes files beside the records."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import click

from nstgov.author.confirming import Around, NothingConfirmed, confirmations, kept
from nstgov.author.writing import write_new
from nstgov.check import proven
from nstgov.cli.handed import json_in
from nstgov.cli.options import repository_of
from nstgov.cli.troubles import KEPT, WrongUse
from nstgov.proof import namespace_of
from nstgov.records.seen import Proposed
from nstgov.report.seen_by_forge import SaysNothing, asked_again, proposed
from nstgov.report.seen_by_forge import seen as seen_in
from nstgov.report.text import printable
from nstgov.store import git
from nstgov.store.comparison import began_at, compared
from nstgov.store.reading import movement_of
from nstgov.store.tree import from_commit

_HERE = click.option("--repository", required=True, metavar="OWNER/NAME", help="The repository in which this runs.")


@click.command()
@click.argument("handed", metavar="DIR", type=click.Path(path_type=Path))
@_HERE
def seen(handed: Path, repository: str) -> int:
    """
    Print the number, the commit and the stage (open, landed, closed) of the proposed change that DIR is about.

    Nothing, where it is proposed to another branch than the default one.
    """
    try:
        change = proposed(_told(handed), repository)
    except SaysNothing as reason:
        _nothing(reason)
    else:
        click.echo(f"{change.number} {change.commit} {change.stage}")
    return KEPT


def _nothing(reason: Exception) -> None:
    click.echo(f"Nothing is confirmed: {printable(str(reason))}.", err=True)


@click.command()
@click.argument("handed", metavar="DIR", type=click.Path(path_type=Path))
@_HERE
@click.option("--forge", "forge", required=True, metavar="HOST", help="The forge's own name, such as github.com.")
@click.option("--base", required=True, metavar="REV", help="The default branch.")
@click.option("--kept", "waiting", metavar="REV", default="", help="Confirmations that wait for their record to land.")
@click.option("--out", required=True, metavar="DIR", type=click.Path(path_type=Path), help="Where files are written.")
@click.pass_obj
def confirm(folder: str, handed: Path, repository: str, forge: str, base: str, waiting: str, out: Path) -> int:
    """
    Write the confirmations that a yes on the forge gives, and those that wait and still fit, into a folder.

    For each new one a line is printed, to be signed by a registrar: its path, a tab and what the signature is for.
    Where nothing is confirmed the reason is told on stderr.
    """
    told = _told(handed)
    root = repository_of(folder)
    try:
        around = _around(root, base, proposed(told, repository))
    except SaysNothing as reason:
        _nothing(reason)
        return KEPT
    again = _waiting(root, waiting, around)
    try:
        new = confirmations(around, seen_in(told, repository), forge)
    except (SaysNothing, NothingConfirmed) as reason:
        new = {}
        _nothing(reason)
    files: dict[str, str | bytes] = {**again, **{path: text for path, text in new.items() if path not in again}}
    if files and around.now.repository_id is None:
        raise WrongUse("the ground rules give no repository_id", "Mend them first: nstgov check ground-rules")
    write_new(out, files)
    for path in files.keys() - again.keys():
        click.echo(f"{path}\t{namespace_of(around.now.repository_id or '', path)}")
    return KEPT


def _told(handed: Path) -> Any:
    """The event in DIR/event.json; or what the API answered, in DIR/pull.json and DIR/said.json."""
    if (handed / "pull.json").exists():
        return asked_again(json_in(handed / "pull.json"), json_in(handed / "said.json"))
    return json_in(handed / "event.json")


def _around(root: Path, base: str, change: Proposed) -> Around:
    """The default branch, the change, and the commit that was said yes to. Raises GitTrouble and Missing."""
    seen_tree = from_commit(root, git.resolve(root, change.commit))
    landed = change.stage == "landed"
    # what a change that landed has added is seen from where it was begun, however it was merged, squashed or rebased
    found = compared(root, began_at(root, f"{change.landed_in}^1", change.commit) if landed else base, change.commit)
    tip = compared(root, base, base) if landed else found
    now = proven(movement_of(tip.base), tip.base).knowing(landed=tip.landing())
    there = now if landed else movement_of(found.merged)
    added = [step.path for step in found.steps if step.before is None]
    return Around(now, there, added, {file.path: sha256(file.data).hexdigest() for file in seen_tree.files})


def _waiting(root: Path, waiting: str, around: Around) -> dict[str, str | bytes]:
    if not waiting:
        return {}
    tree = from_commit(root, git.resolve(root, waiting))
    wanted = set(kept(movement_of(tree), around))
    return {file.path: file.data for file in tree.files if file.path in wanted and file.sort == "file"}
