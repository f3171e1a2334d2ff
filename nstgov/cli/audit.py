"""`nstgov audit` and `nstgov verify`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from nstgov.audit import audit_history
from nstgov.cli.check import choose_usual_format, print_verdict
from nstgov.cli.errors import FOUND, KEPT, WrongUse
from nstgov.cli.options import (
    as_of,
    find_movement_folder,
    find_repository,
    format_option,
    latest_day_anywhere,
    path_from_root,
)
from nstgov.cli.progress import show_steps
from nstgov.findings import OVER_A_CHANGE, Verdict
from nstgov.lifecycle.history_scope import is_invented
from nstgov.report.verification import CheckedFact, PageOrigin, check_on_record, list_stock_commands, parse_page
from nstgov.store.checkout import TrackedFiles, read_checkout
from nstgov.store.comparison import FileHistories, read_file_histories, read_history
from nstgov.store.reading import read_movement

LARGEST_PAGE = 16 << 20
"""Bytes of a page that are read."""


@click.command()
@click.option("--since", metavar="REV", help="Only what came after this commit, which must be on the main line.")
@click.option("--head", metavar="REV", default="HEAD", show_default=True, help="The tip of the main line.")
@format_option("text", "json", "github", "sarif", "markdown")
@as_of
@click.pass_obj
def audit(folder: str, since: str | None, head: str, form: str | None, as_of: date) -> int:
    """
    Judge the whole history, and everything that stands on record at its end.

    Each commit on the main line is held against each of its parents: acts are only ever added; nothing that had landed
    was changed, removed, or lost in a merge. Each is judged by the rules about changes too, as if it had been proposed:
    ids, machinery, days, keys. Then the record at the tip is judged by all rules, as nstgov check does.

    \b
    nstgov audit                    from the first commit to the last
    nstgov audit --since 4f2c91a    what came after a commit you have seen before
    """
    found = read_history(find_repository(folder), head, since, show_steps)
    result = audit_history(found, as_of, max(as_of, latest_day_anywhere()), watch=show_steps)
    history, standing = result
    form = form or choose_usual_format()
    if form == "text":
        click.echo(f"{found.commits:,} {'commit' if found.commits == 1 else 'commits'} on the main line.")
    print_verdict(result.both, form, _judged_text(history, standing, found.commits - found.begins))
    return FOUND if history.counts["error"] or standing.counts["error"] else KEPT


def _judged_text(history: Verdict, standing: Verdict, commits: int) -> str:
    """How each of the two stands, the history, and everything that stands at its tip; last what was judged."""
    # a whole tree is judged without a base; what the history itself could not be judged by is said
    unjudged = [*history.not_judged, *(one for one in standing.not_judged if not one[0].startswith("H"))]
    lines = [f"not judged here: {code}, {reason}" for code, reason in dict.fromkeys(unjudged)]
    errors = history.counts["error"]
    told = f"{_describe_error_count(errors)} in what its commits did" if errors else "nothing that had landed was lost"
    lines.append(f"The history: {told}.")
    errors = standing.counts["error"]
    told = (
        f"{_describe_error_count(errors)} in what stands now"
        if errors
        else "the rules of consent are kept in what stands now"
    )
    lines.append(f"The record at the tip, {standing.records:,} records: {told}.")
    lines.append(_describe_judged(history, commits))
    return "\n".join(lines)


def _describe_judged(history: Verdict, commits: int) -> str:
    by_rules = ("" if commits == 1 else ", each") + " by H01 to H06 and T03"
    is_judged = not any(codes == OVER_A_CHANGE for codes, _ in history.not_judged)
    counted = "1 commit" if commits == 1 else f"{commits:,} commits"
    judged = f"{counted} of the main line{by_rules}; the record at the tip by every other rule"
    return f"Judged: {judged if is_judged else 'the record at the tip, by every rule but H01 to H06'}."


def _describe_error_count(errors: int) -> str:
    return "1 error" if errors == 1 else f"{errors:,} errors"


@click.command()
@click.argument("what", metavar="RECORD|PAGE", type=click.Path())
@click.option("--head", metavar="REV", default="HEAD", show_default=True, help="The tip of the main line.")
@format_option("text", "json")
@click.pass_obj
def verify(folder: str, what: str, head: str, form: str | None) -> int:
    """
    Check that a RECORD, or a PAGE of the site, is what landed, and that nobody has touched it since.

    \b
    nstgov verify decisions/street-trees/decision.yml
    nstgov verify public/decisions/street-trees/index.html

    It also prints the commands that show the same without this software.
    """
    root = find_movement_folder(folder)
    page = _read_page(Path(folder) / what)
    said = page.files if page else {what: ""}
    if page is None:
        path = path_from_root(what, folder, root)
        said = {path: _compute_digest(root, path)}
    stories = read_file_histories(root, list(said), head, page.commit if page else None)
    movement = read_movement(read_checkout(root))
    found = list(check_on_record(stories, said, invented=is_invented(movement)))
    commands = list(list_stock_commands(stories, movement))
    _print_facts(found, commands, stories, form or "text")
    return KEPT if all(one.holds for one in found) else FOUND


def _read_page(file: Path) -> PageOrigin | None:
    """What a page says of itself; None where the file is no page."""
    file = file / "index.html" if file.is_dir() else file
    if file.suffix != ".html" or not file.is_file():
        return None
    page = parse_page(file.read_bytes()[:LARGEST_PAGE].decode("utf-8", "replace"))
    if page is None:
        raise WrongUse(
            f"{file} names no commit and no file of a record",
            "Give a page of a proposal, a decision, an election or a circle, from a site that was built from a commit.",
        )
    return page


def _compute_digest(root: Path, path: str) -> str:
    import hashlib

    file = root / path
    if not file.is_file() or file.is_symlink():
        raise WrongUse(f"{file} is no plain file", "Name a record, or a page of the site.")
    return hashlib.sha256(TrackedFiles(root).undo_conversion(path, file.read_bytes())).hexdigest()


def _print_facts(found: Iterable[CheckedFact], commands: list[str], stories: FileHistories, form: str) -> None:
    if form == "json":
        plain = [{"holds": one.holds, "says": one.words} for one in found]
        click.echo(json.dumps({"found": plain, "tip": stories.tip, "commands": commands}, ensure_ascii=False, indent=2))
        return
    for one in found:
        click.echo(f"{click.style('✓', fg='green') if one.holds else click.style('✗', fg='red')} {one.words}")
    click.echo("\nThe same without this software:")
    for command in commands:
        click.echo(f"  {command}")
    if any(command.startswith("ssh-keygen") for command in commands):
        click.echo("`signers` holds one line for each key: nstgov keys > signers")
    else:
        click.echo("No signature stands beside it: there is nothing for ssh-keygen to check.")
