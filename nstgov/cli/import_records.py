"""`nstgov import`: what comes from elsewhere, each kind by a command of its own."""

from __future__ import annotations

import click

from nstgov.cli.import_circles import circles
from nstgov.cli.import_decisions import decisions
from nstgov.cli.import_loomio import loomio


@click.group(name="import")
def import_() -> None:
    """Bring circles, decisions or discussions from elsewhere, marked as imported; nobody's consent comes along."""


import_.add_command(circles)
import_.add_command(decisions)
import_.add_command(loomio)
