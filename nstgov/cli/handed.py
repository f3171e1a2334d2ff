"""Files that another workflow or a forge hands over: somebody may have made them on purpose."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from nstgov.cli.troubles import WrongUse

MOST_BYTES = 8 * 1024 * 1024


def read_text_file(place: Path) -> str:
    """The text of a plain file of bounded size. Raises WrongUse for anything else."""
    if place.is_symlink() or not place.is_file() or place.stat().st_size > MOST_BYTES:
        raise WrongUse(f"{place.name} is missing, or no plain file of at most 8 MB", "Hand over what the judge wrote.")
    return place.read_text(encoding="utf-8", errors="replace")


def read_json_file(place: Path) -> Any:
    """The JSON in such a file. Raises WrongUse where it is none."""
    try:
        return json.loads(read_text_file(place))
    except (ValueError, RecursionError):
        raise WrongUse(f"{place.name} is no JSON", "Hand over what the forge or nstgov gave.") from None
