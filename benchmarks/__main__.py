"""`python -m benchmarks`: every budget of the project, measured beside its peers."""

import sys

from benchmarks.budget.program import run_budget

if __name__ == "__main__":
    sys.exit(run_budget())
