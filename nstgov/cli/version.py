"""Which nstgov this is, for people; loaded before all else and alone."""

from __future__ import annotations

from nstgov import __version__


def print_version() -> None:
    """Print which nstgov this is; nothing where there is no output. Raises OSError where it cannot be written."""
    print(f"nstgov {__version__}", flush=True)  # noqa: T201 (Click is not loaded for it)
