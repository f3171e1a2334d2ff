"""
A movement as it might really be, generated: every kind of record and every stage, languages, signatures, a history.

The same bytes for the same number and seed. `write_realistic` writes it into a folder, `commit_history` gives it the
git history that it would have had.
"""

from benchmarks.realistic.history import commit_history
from benchmarks.realistic.movement import LAST_DAY, make_realistic, write_realistic
from benchmarks.realistic.scene import MadeFile

__all__ = ["LAST_DAY", "MadeFile", "commit_history", "make_realistic", "write_realistic"]
