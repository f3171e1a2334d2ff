"""The browser that the tests of the site look at it with."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
)
"""Without a sandbox: containers often have no room for one, and only our own pages are opened. And no calls home."""


def chromium() -> Path | None:
    """Where Chromium is: as NSTGOV_CHROMIUM names it, on this machine, or fetched by Playwright; None if nowhere."""
    if named := os.environ.get("NSTGOV_CHROMIUM"):
        return Path(named)
    if installed := next(filter(None, map(shutil.which, NAMES)), None):
        return Path(installed)
    return _fetched()


def launch(playwright: Playwright) -> Browser:
    """A browser without a window."""
    return playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))


def _fetched() -> Path | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.exists() else None


if __name__ == "__main__":
    raise SystemExit(0 if chromium() else 1)
