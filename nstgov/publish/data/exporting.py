"""The data by themselves, in a folder of their own: what `nstgov export` writes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from nstgov.publish.building import read_site
from nstgov.publish.data.files import TABLES, make_data_files
from nstgov.publish.findings_found import findings_of
from nstgov.publish.output import OutputFolder
from nstgov.publish.views.scene import Snapshot
from nstgov.publish.withholding import remove_withheld
from nstgov.records import Movement
from nstgov.store.landings import Landing


class ExportResult(NamedTuple):
    """What was written: how many tables, and how many rows in all of them."""

    tables: int
    rows: int


def export_data(
    movement: Movement, as_of: date, out: Path, landed: Mapping[str, Landing] | None = None
) -> ExportResult:
    """
    Write the data of a movement as of a day into a folder of its own. Raises Strange and OSError.

    The same files, byte for byte, as the site has under `data/`.
    """
    findings = findings_of(movement, as_of)
    movement = remove_withheld(movement, as_of)
    scene = Snapshot(movement, as_of, read_site(movement, as_of), landed, findings)
    output, rows = OutputFolder(out), list[int]()
    for making in make_data_files(scene, rows.append):
        output.write_file(making.path, making.make())
    output.remove_leftovers()
    return ExportResult(len(TABLES), sum(rows))
