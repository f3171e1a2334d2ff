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
@click.argument("verdict", metavar="VERDICT", type=click.Path(path_type=Path))
@click.option("--open", "existing", required=True, metavar="FILE", type=click.Path(path_type=Path),
              help="The open issues: a JSON list of number and body.")  # fmt: skip
def notices(verdict: Path, existing: Path) -> int:
    """Print which issues to open and to close, from the verdict of `nstgov check --calendar --format json`."""
    from nstgov.report.notices import plan

    click.echo(json.dumps(plan(_json(verdict), _json(existing)), ensure_ascii=False, indent=2))
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
