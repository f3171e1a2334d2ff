"""`nstgov forge seen` and `nstgov forge confirm`: a yes on the forge becomes files beside the records."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import click

from nstgov.author.confirmations import ConfirmationContext, NothingConfirmed, build_confirmations, find_still_fitting
from nstgov.author.safe_writer import write_new
from nstgov.check import with_signature_results
from nstgov.cli.errors import KEPT, WrongUse
from nstgov.cli.options import find_repository
from nstgov.proof import namespace_of
from nstgov.records.proof_facts import ProposedChange
from nstgov.report.forge_events import NoConsentSeen, build_event, read_proposed_change
from nstgov.report.forge_events import read_seen_consent as seen_in
from nstgov.report.terminal import make_printable
from nstgov.store import git
from nstgov.store.comparison import compare_with_base, find_branch_point
from nstgov.store.git import GitError
from nstgov.store.reading import read_movement
from nstgov.store.tree import MissingRecord, read_commit

MOST_BYTES = 8 * 1024 * 1024


def read_text_file(place: Path) -> str:
    """The text of a plain file of bounded size. Raises WrongUse for anything else."""
    if place.is_symlink() or not place.is_file() or place.stat().st_size > MOST_BYTES:
        raise WrongUse(f"{place.name} is missing, or no plain file of at most 8 MB", "Hand over what the judge wrote.")
    return place.read_text(encoding="utf-8", errors="replace")


def read_json_file(place: Path) -> Any:
    """The JSON in such a file. Raises WrongUse where it is none."""
    try:
        return json.loads(read_text_file(place))
    except (ValueError, RecursionError):
        raise WrongUse(f"{place.name} is no JSON", "Hand over what the forge or nstgov gave.") from None


_HERE = click.option("--repository", required=True, metavar="OWNER/NAME", help="The repository in which this runs.")


@click.command()
@click.argument("handed", metavar="DIR", type=click.Path(path_type=Path))
@_HERE
def seen(handed: Path, repository: str) -> int:
    """
    Print the number, the commit and the stage (open, landed, closed) of the proposed change that DIR is about.

    After a push also the commit that it was at before. Nothing, where it is proposed to another branch than the
    default one.
    """
    try:
        change = read_proposed_change(_read_event(handed), repository)
    except NoConsentSeen as reason:
        _print_nothing_confirmed(reason)
    else:
        click.echo(f"{change.number} {change.commit} {change.stage} {change.pushed_onto}".rstrip())
    return KEPT


def _print_nothing_confirmed(reason: Exception) -> None:
    click.echo(f"Nothing is confirmed: {make_printable(str(reason))}.", err=True)


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
    told = _read_event(handed)
    root = find_repository(folder)
    try:
        around = _build_context(root, base, read_proposed_change(told, repository))
    except NoConsentSeen as reason:
        _print_nothing_confirmed(reason)
        return KEPT
    again = _read_waiting(root, waiting, around)
    try:
        new = build_confirmations(around, seen_in(told, repository), forge)
    except (NoConsentSeen, NothingConfirmed) as reason:
        new = {}
        _print_nothing_confirmed(reason)
    files: dict[str, str | bytes] = {**again, **{path: text for path, text in new.items() if path not in again}}
    if files and around.now.repository_id is None:
        raise WrongUse("the ground rules give no repository_id", "Mend them first: nstgov check ground-rules")
    write_new(out, files)
    for path in files.keys() - again.keys():
        click.echo(f"{path}\t{namespace_of(around.now.repository_id or '', path)}")
    return KEPT


def _read_event(handed: Path) -> Any:
    """The event in DIR/event.json; or what the API answered, in DIR/pull.json and DIR/said.json."""
    if (handed / "pull.json").exists():
        return build_event(read_json_file(handed / "pull.json"), read_json_file(handed / "said.json"))
    return read_json_file(handed / "event.json")


def _build_context(root: Path, base: str, change: ProposedChange) -> ConfirmationContext:
    """The default branch, the change, and the commit that was said yes to. Raises GitTrouble and Missing."""
    seen_tree = read_commit(root, git.resolve_commit(root, change.commit))
    landed = change.stage == "landed"
    # what a change that landed has added is seen from where it was begun, however it was merged, squashed or rebased
    found = compare_with_base(
        root, find_branch_point(root, f"{change.landed_in}^1", change.commit) if landed else base, change.commit
    )
    tip = compare_with_base(root, base, base) if landed else found
    now = with_signature_results(read_movement(tip.base).with_context(landed=tip.landing()), tip.base)
    there = now if landed else read_movement(found.merged)
    seen_files = {file.path: sha256(file.data).hexdigest() for file in seen_tree.files}
    earlier = _hash_files_before(root, change)
    added = [
        step.path
        for step in found.steps
        if step.before is None and earlier.get(step.path, "") != seen_files.get(step.path)
    ]
    return ConfirmationContext(now, there, added, seen_files)


def _hash_files_before(root: Path, change: ProposedChange) -> dict[str, str]:
    """
    The files of a change before somebody pushed to it: they do not say yes to what lay there already.

    Raises NoConsentSeen where these are not known, since it cannot be told then what was pushed.
    """
    if not change.pushed_onto:
        return {}
    try:
        tree = read_commit(root, git.resolve_commit(root, change.pushed_onto))
    except GitError:
        raise NoConsentSeen("what this push brought cannot be told: the commit before it is not here") from None
    except MissingRecord:
        return {}
    return {file.path: sha256(file.data).hexdigest() for file in tree.files}


def _read_waiting(root: Path, waiting: str, around: ConfirmationContext) -> dict[str, str | bytes]:
    if not waiting:
        return {}
    tree = read_commit(root, git.resolve_commit(root, waiting))
    wanted = set(find_still_fitting(read_movement(tree), around))
    return {file.path: file.data for file in tree.files if file.path in wanted and file.sort == "file"}
