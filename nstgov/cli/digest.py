"""`nstgov digest`."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import click

from nstgov.cli.completing import offer_known
from nstgov.cli.errors import KEPT, WrongUse
from nstgov.cli.options import DayType, as_of, format_option
from nstgov.cli.standing_record import read_movement_here
from nstgov.lifecycle import circle_on
from nstgov.records.near_words import find_near_word


@click.command()
@click.argument("circle", required=False, shell_complete=offer_known("circle"))
@click.option(
    "--since", type=DayType(), metavar="DAY", help="Tell what happened from this day on [default: a week ago]."
)
@click.option("--language", metavar="CODE", help="The language to tell it in [default: the site's first].")
@format_option("text", "markdown", "html", "json")
@as_of
@click.pass_obj
def digest(
    folder: str, circle: str | None, since: date | None, language: str | None, form: str | None, as_of: date
) -> int:
    """
    Tell what happened since a day and what comes next, as one letter: everywhere, or what concerns a CIRCLE.

    \b
    nstgov digest
    nstgov digest oak-street --since 2026-05-01 --format markdown
    """
    from nstgov.publish.following.digest import describe_digest
    from nstgov.publish.site import read_site
    from nstgov.publish.views.snapshot import Snapshot

    movement = read_movement_here(folder)
    if circle is not None and circle_on(movement, circle, as_of) is None:
        near = find_near_word(circle, movement.circles)
        hint = f"Did you mean {near}?" if near else "See where everything stands: nstgov status"
        raise WrongUse(f"there is no circle {circle} by {as_of}", hint)
    site = read_site(movement, as_of)
    if language is not None and language not in site.languages:
        raise WrongUse(f"this site does not speak {language}", f"It speaks: {', '.join(site.languages)}.")
    scene = Snapshot(movement, as_of, replace(site, language=language) if language else site)
    found = describe_digest(scene, circle, since or as_of - min(timedelta(days=7), as_of - date.min))
    click.echo(_render_digest(found, form), nl=False)
    return KEPT


def _render_digest(found: dict[str, object], form: str | None) -> str:
    from nstgov.report.digest import render_digest_html, render_digest_markdown, render_digest_text

    if form == "json":
        return json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    return {"markdown": render_digest_markdown, "html": render_digest_html}.get(form or "", render_digest_text)(found)
