"""The data by themselves, in a folder of their own: what `nstgov export` writes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from nstgov.publish.building import site_of
from nstgov.publish.data.files import TABLES, data_files
from nstgov.publish.findings_found import findings_of
from nstgov.publish.output import Output
from nstgov.publish.views.scene import Scene
from nstgov.publish.withholding import without_withheld
from nstgov.records import Movement
from nstgov.store.landings import Landing


class Exported(NamedTuple):
    """What was written: how many tables, and how many rows in all of them."""

    tables: int
    rows: int


def export(movement: Movement, as_of: date, out: Path, landed: Mapping[str, Landing] | None = None) -> Exported:
    """
    Write the data of a movement as of a day into a folder of its own. Raises Strange and OSError.

    The same files, byte for byte, as the site has under `data/`.
    """
    findings = findings_of(movement, as_of)
    movement = without_withheld(movement, as_of)
    scene = Scene(movement, as_of, site_of(movement, as_of), landed, findings)
    output, rows = Output(out), list[int]()
    for making in data_files(scene, rows.append):
        output.put(making.path, making.make())
    output.finish()
    return Exported(len(TABLES), sum(rows))
