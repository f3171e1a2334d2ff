"""Fixtures that tests of several parts share."""

import atexit
import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.browser import launch
from tests.commands import example, nst
from tests.record import remember_files

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["example", "nst"]

# the tests try the same inputs each time, so that they say the same to everyone; `make fuzz` looks for new ones
settings.register_profile("tests", deadline=None, derandomize=True)
settings.register_profile("fuzz-small", deadline=None, max_examples=300, derandomize=True)
settings.register_profile("fuzz", deadline=None, max_examples=10_000, print_blob=True)
settings.load_profile("tests")

# what is gathered to be run lives as long as the run does, and is not looked through for garbage; see below
gc.disable()

remember_files()

# nothing that tests work out stays on the machine of whoever runs them
os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="nstgov-tests-")
atexit.register(shutil.rmtree, os.environ["XDG_CACHE_HOME"], ignore_errors=True)


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """A browser without a window; one for all tests of a process, which can have no second Playwright."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = launch(playwright)
        yield found
        found.close()


def pytest_collection_finish() -> None:
    """
    From here on garbage is looked for, among what the tests themselves make, and after more of it than usual.

    Looking again and again through thousands of tests that wait to be run took a tenth of all the time.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of a test marked `sampled(step)`, one case in `step` is run by default, and the others by the longer tests."""
    seen: dict[str, int] = {}
    for item in items:
        if (mark := item.get_closest_marker("sampled")) is not None:
            whole = item.nodeid.partition("[")[0]
            turn = seen.get(whole, 0)
            seen[whole] = turn + 1
            if turn % mark.args[0]:
                item.add_marker(pytest.mark.long)
