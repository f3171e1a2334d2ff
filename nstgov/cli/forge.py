"""`nstgov forge`: what the workflows that init writes ask for."""

from __future__ import annotations

import json
from pathlib import Path

import click

from nstgov.cli.confirm import confirm, read_json_file, read_text_file, seen
from nstgov.cli.errors import KEPT
from nstgov.cli.forge_issue import issue as take_issue
from nstgov.cli.options import read_settled_languages


@click.group()
def forge() -> None:
    """Words for a forge, made from a verdict. The workflows that `nstgov init` writes call this."""


@forge.command()
@click.argument("handed", metavar="DIR", type=click.Path(path_type=Path))
@click.pass_obj
def comment(folder: str, handed: Path) -> int:
    """
    Print the comment on a pull request from DIR/verdict.json, or from DIR/trouble.txt where there is no verdict.

    It speaks the languages that nstgov.yml names: the first one openly, the others folded beneath it.
    """
    from nstgov.report.comment import render_comment as comment_on
    from nstgov.report.comment import render_no_verdict

    languages = read_settled_languages(folder)
    if read_text_file(handed / "verdict.json").strip():
        click.echo(comment_on(read_json_file(handed / "verdict.json"), languages), nl=False)
    else:
        click.echo(render_no_verdict(read_text_file(handed / "trouble.txt"), languages), nl=False)
    return KEPT


@forge.command()
@click.argument("handed", metavar="DIR", type=click.Path(path_type=Path))
def review(handed: Path) -> int:
    """Print the number of the pull request and of the review that DIR/review.json names."""
    from nstgov.report.handover import read_review

    number, given = read_review(read_json_file(handed / "review.json"))
    click.echo(f"{number} {given}")
    return KEPT


@forge.command()
@click.argument("handed", metavar="DIR", type=click.Path(path_type=Path))
def change(handed: Path) -> int:
    """Print the number of the pull request and the commit that DIR/about.json names."""
    from nstgov.report.handover import read_change

    number, commit = read_change(read_json_file(handed / "about.json"))
    click.echo(f"{number} {commit}")
    return KEPT


@forge.command()
@click.argument("there", metavar="FILE", type=click.Path(path_type=Path))
def ours(there: Path) -> int:
    """Print the number of our comment among those in FILE, as GitHub's API gives them; nothing where there is none."""
    from nstgov.report.handover import find_our_comment

    number = find_our_comment(read_json_file(there))
    click.echo("" if number is None else str(number))
    return KEPT


@forge.command()
@click.argument("verdicts", metavar="VERDICT...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--open", "existing", required=True, metavar="FILE", type=click.Path(path_type=Path),
              help="The open issues, as GitHub's API gives them.")  # fmt: skip
def notices(verdicts: tuple[Path, ...], existing: Path) -> int:
    """
    Print which issues to open and to close, from the verdicts of `nstgov check --format json`, of both lanes.

    Each line is `open`, a tab and an issue as JSON, or `close`, a tab and the number of an issue.
    """
    from nstgov.report.handover import find_our_issues
    from nstgov.report.notices import plan_issues

    todo = plan_issues([read_json_file(verdict) for verdict in verdicts], find_our_issues(read_json_file(existing)))
    for issue in todo["open"]:
        click.echo(f"open\t{json.dumps(issue, ensure_ascii=False)}")
    for number in todo["close"]:
        click.echo(f"close\t{number}")
    return KEPT


forge.add_command(take_issue)
forge.add_command(seen)
forge.add_command(confirm)
