"""The records themselves, each at its own address on the site: the path that it has in the repository (M13)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

from nstgov.lifecycle.withheld import withheld_on
from nstgov.publish.engine.site_writer import OutputFile
from nstgov.records import Movement

ENDING = ".yml"


def list_record_files(movement: Movement, day: date, contents: Mapping[str, bytes]) -> Iterator[OutputFile]:
    """Every record that could be read whole, byte for byte; a text that a decision withholds is not given out."""
    hidden = withheld_on(movement, day)
    faulty = {misfit.at.file for misfit in movement.misfits}
    for path in movement.records:
        if path.endswith(ENDING) and path not in hidden and path not in faulty:
            yield OutputFile(path, movement.sha256.get(path, ""), partial(contents.__getitem__, path))
