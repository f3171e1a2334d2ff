"""`nstgov forge`: what the workflows that init writes ask for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from nstgov.cli.troubles import KEPT, WrongUse

MOST_BYTES = 8 * 1024 * 1024


@click.group()
def forge() -> None:
    """Words for a forge, made from a verdict. The workflows that `nstgov init` writes call this."""


@forge.command()
@click.argument("handed", metavar="DIR", type=click.Path(path_type=Path))
def comment(handed: Path) -> int:
    """Print the comment on a pull request from DIR/verdict.json, or from DIR/trouble.txt where there is no verdict."""
    from nstgov.report.comment import comment as comment_on
    from nstgov.report.comment import no_verdict

    if _read(handed / "verdict.json").strip():
        click.echo(comment_on(_json(handed / "verdict.json")), nl=False)
    else:
        click.echo(no_verdict(_read(handed / "trouble.txt")), nl=False)
    return KEPT


@forge.command()
@click.argument("handed", metavar="DIR", type=click.Path(path_type=Path))
def change(handed: Path) -> int:
    """Print the number of the pull request and the commit that DIR/about.json names."""
    from nstgov.report.handed import change_named

    number, commit = change_named(_json(handed / "about.json"))
    click.echo(f"{number} {commit}")
    return KEPT


@forge.command()
@click.argument("there", metavar="FILE", type=click.Path(path_type=Path))
def ours(there: Path) -> int:
    """Print the number of our comment among those in FILE, as GitHub's API gives them; nothing where there is none."""
    from nstgov.report.handed import our_comment

    number = our_comment(_json(there))
    click.echo("" if number is None else str(number))
    return KEPT


@forge.command()
@click.argument("verdict", metavar="VERDICT", type=click.Path(path_type=Path))
@click.option("--open", "existing", required=True, metavar="FILE", type=click.Path(path_type=Path),
              help="The open issues, as GitHub's API gives them.")  # fmt: skip
def notices(verdict: Path, existing: Path) -> int:
    """
    Print which issues to open and to close, from the verdict of `nstgov check --calendar --format json`.

    Each line is `open`, a tab and an issue as JSON, or `close`, a tab and the number of an issue.
    """
    from nstgov.report.handed import our_issues
    from nstgov.report.notices import plan

    todo = plan(_json(verdict), our_issues(_json(existing)))
    for issue in todo["open"]:
        click.echo(f"open\t{json.dumps(issue, ensure_ascii=False)}")
    for number in todo["close"]:
        click.echo(f"close\t{number}")
    return KEPT


def _read(place: Path) -> str:
    """The text of a file that somebody may have made on purpose: only a plain one of bounded size."""
    if place.is_symlink() or not place.is_file() or place.stat().st_size > MOST_BYTES:
        raise WrongUse(f"{place.name} is missing, or no plain file of at most 8 MB", "Hand over what the judge wrote.")
    return place.read_text(encoding="utf-8", errors="replace")


def _json(place: Path) -> Any:
    try:
        return json.loads(_read(place))
    except (ValueError, RecursionError):
        raise WrongUse(f"{place.name} is no JSON", "Hand over what `nstgov check --format json` printed.") from None
