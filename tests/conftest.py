"""Fixtures that tests of several parts share."""

import atexit
import os
import shutil
import tempfile

from hypothesis import settings

from tests.commands import example, nst

__all__ = ["example", "nst"]

# the tests try the same inputs each time, so that they say the same to everyone; `make fuzz` looks for new ones
settings.register_profile("tests", deadline=None, derandomize=True)
settings.register_profile("fuzz-small", deadline=None, max_examples=300, derandomize=True)
settings.register_profile("fuzz", deadline=None, max_examples=10_000, print_blob=True)
settings.load_profile("tests")

# nothing that tests work out stays on the machine of whoever runs them
os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="nstgov-tests-")
atexit.register(shutil.rmtree, os.environ["XDG_CACHE_HOME"], ignore_errors=True)
