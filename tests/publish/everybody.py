"""Whether everybody can read a page: with eyes that see little, by ear, and on a narrow screen."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

COLOURS = ["color-contrast", "link-in-text-block"]
"""What differs in the dark; all else is looked at in the light."""
_AXE = Axe()


def can_be_read(page: Page, *, dark: bool = False) -> None:
    """axe-core finds nothing on the page that is open, all details unfolded; and nothing is wider than the screen."""
    page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")
    asked = {"runOnly": COLOURS} if dark else {}
    found = _AXE.run(page, options={"resultTypes": ["violations"], **asked}).response["violations"]
    assert [(it["id"], it["nodes"][0]["html"][:200]) for it in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
