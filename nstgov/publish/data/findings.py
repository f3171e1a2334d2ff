"""What the rules find in everything on record: the table of findings."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from nstgov.languages import N_
from nstgov.publish.data.columns import Rows, Table
from nstgov.publish.views.scene import Snapshot


class FindingRow(NamedTuple):
    """A row of `findings`."""

    lane: Annotated[str, N_("change: what a change may not add; calendar: what is due on the day of the data")]
    severity: Annotated[str, N_("error, warning, or advice")]
    rule: Annotated[str, N_("the rule's code")]
    path: Annotated[str, N_("the file it is about")]
    message: Annotated[str, N_("what is so")]
    help: Annotated[str, N_("the next step")]


def _findings(scene: Snapshot) -> Rows:
    for found in scene.findings:
        yield FindingRow(found.lane, found.severity, found.code, found.place.file, found.message, found.help)


FINDINGS = (Table("findings", N_("What the rules find in everything that stands on record."), FindingRow, _findings),)
"""The table of findings."""
