"""Takes the README's pictures: six pages of the worked example, as a reader sees them."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page, sync_playwright

from nstgov.publish.server import serve_folder
from tests.browser import launch

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
DAY = "2026-11-26"
"""The pictures show the example on this day, whenever they are taken."""
PHONE, DESK = (375, 720), (1100, 720)


class Screenshot(NamedTuple):
    """A picture's name, the page it shows, the window's size, in which light, and the part it begins at."""

    name: str
    page: str
    size: tuple[int, int]
    light: str = "light"
    begins: str = ""


TAKEN = (
    Screenshot("home", "", DESK),
    Screenshot("decision", "decisions/meeting-house-key-box/", DESK),
    Screenshot("voices", "proposals/cellar-laundry/", DESK, "dark", "#voices"),
    Screenshot("circle", "circles/rope-walk/", PHONE),
    Screenshot("take-part", "take-part/round/", PHONE),
    Screenshot("objection", "proposals/street-trees/objections/roots-break-pipes/", PHONE),
)


def main() -> int:
    """Build the worked example's site and take its pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        made = [sys.executable, "-m", "nstgov", "-C", str(ROOT), "build", "--out", f"{place}/site", "--as-of", DAY]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
        with serve_folder(Path(place) / "site", port=0) as address, sync_playwright() as playwright:
            browser = launch(playwright)
            for picture in TAKEN:
                width, height = picture.size
                context = browser.new_context(
                    viewport={"width": width, "height": height},
                    color_scheme="dark" if picture.light == "dark" else "light",
                )
                _save_screenshot(context.new_page(), address, picture)
                context.close()
            browser.close()
    return 0


def _save_screenshot(page: Page, address: str, picture: Screenshot) -> None:
    page.goto(address + picture.page)
    if picture.begins:
        page.evaluate("place => document.querySelector(place).scrollIntoView()", picture.begins)
    page.screenshot(path=PICTURES / f"{picture.name}.png")
    print(f"docs/pictures/{picture.name}.png")


if __name__ == "__main__":
    sys.exit(main())
