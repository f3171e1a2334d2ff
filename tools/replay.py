"""
The worked example as a repository of its own, in which every act landed on the day that it bears.

    python -m tools.replay FOLDER       make it there; what an earlier run made is made anew
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from nstgov.author.new_movement import read_worked_example
from nstgov.author.safe_writer import write_new
from nstgov.cli.init import keep_history

ROOT = Path(__file__).parent.parent
_MARK = ".git/made-by-replay"


def main(arguments: list[str]) -> int:
    """Make the repository; 2 where something else lies there."""
    folder = Path(arguments[0])
    if folder.exists():
        if not (folder / _MARK).is_file():
            print(f"{folder} is there already, and was not made by this.", file=sys.stderr)
            return 2
        shutil.rmtree(folder)
    own = {place.relative_to(ROOT).as_posix(): place.read_bytes() for place in _own_pages()}
    files = {**read_worked_example(), **own}
    write_new(folder, files)
    commits = keep_history(folder, files)
    (folder / _MARK).touch()
    print(f"The worked example lies in {folder}, with {commits} commits.")
    return 0


def _own_pages() -> list[Path]:
    return sorted(place for place in (ROOT / "site").rglob("*") if place.is_file())


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
