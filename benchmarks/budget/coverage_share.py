"""
The CPU that a check of a folder takes, and how much of it links and the coverage of decisions take.

    python -m benchmarks.budget.coverage_share FOLDER DAY
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from datetime import date
from pathlib import Path

from nstgov.check import check_tree, read_proven_movement
from nstgov.lifecycle.chain_breaks import breaks_on
from nstgov.lifecycle.chain_gaps import find_gaps
from nstgov.rules import RULES
from nstgov.store.tree import read_folder

CODES = ("D03", "D12")


def main() -> int:
    """Measure both in this process, and print them as JSON."""
    folder, day = Path(sys.argv[1]), date.fromisoformat(sys.argv[2])
    gc.disable()  # as every command does
    began = _measure_time()
    check_tree(read_folder(folder), day)
    whole = _measure_time() - began
    movement = read_proven_movement(read_folder(folder))
    for rule in RULES:
        if rule.lane == "change" and rule.code not in CODES:
            list(rule(movement, day))
    began = time.process_time()
    find_gaps(movement)
    breaks_on(movement, day)
    for rule in RULES:
        if rule.code in CODES:
            list(rule(movement, day))
    print(json.dumps({"check": whole, "coverage": time.process_time() - began}))
    return 0


def _measure_time() -> float:
    """The seconds of CPU of this process and of those that it started and that have ended."""
    return sum(os.times()[:4])


if __name__ == "__main__":
    sys.exit(main())
