"""
Reads the history of every path of a repository, as `nstgov audit` does, and says how many paths it has seen.

    python -m benchmarks.budget.chain_reading REPOSITORY
"""

from __future__ import annotations

import sys
from pathlib import Path

from nstgov.store import git
from nstgov.store.main_history import read_chain
from nstgov.store.scratch_repository import open_scratch_repository


def main() -> int:
    """Read it and print the number."""
    repository = Path(sys.argv[1])
    tip = git.resolve_commit(repository, "main")
    with open_scratch_repository(repository) as own:
        print(len(read_chain(own, tip, every_parent=True).landed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
