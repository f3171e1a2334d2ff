"""
Lighthouse on pages of ten kinds of the site of the worked example, served packed as a host would: `make lighthouse`.

Prints the four scores of each page and what keeps any of them below 100, and fails if one is below. Lighthouse is
fetched with npm into `.venv/lighthouse` once; the Chromium is the one that the tests use.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nstgov.publish.building import build_site
from nstgov.publish.server import serve_folder
from tests.browser import QUIET, chromium
from tests.record import ROOT, TODAY, example_record, movement_from, tree_of

VERSION = "12.8.2"
PLACE = ROOT / ".venv/lighthouse"
PROGRAM = PLACE / "node_modules/lighthouse/cli/index.js"
PAGES = (
    "", "proposals/heat-refuge/", "decisions/street-trees/", "circles/three-bridges/", "people/sarah-levi/",
    "proposals/", "calendar/", "care/", "guides/meet/", "take-part/round/",
)  # fmt: skip
"""The first page, a proposal, a decision, a circle, a person, a list, a calendar, care, a guide, a form."""


def main() -> int:
    """Measure every page; 1 if a score is below 100, 2 if Lighthouse cannot be had."""
    browser = chromium()
    if browser is None or not _install_lighthouse():
        print("Lighthouse needs Chromium, and Node.js with npm (Debian, Ubuntu: sudo apt-get install chromium npm).")
        return 2
    below = 0
    with tempfile.TemporaryDirectory() as work, serve_folder(Path(work) / "site", port=0, packed=True) as address:
        build_site(
            movement_from(tree_of(example_record())),
            TODAY,
            Path(work) / "site",
            own_pages=ROOT / "site",
            address=address,
        )
        for page in PAGES:
            report = _measure_page(address + page, Path(work) / "report.json", browser)
            scores = {name: round(100 * (found["score"] or 0)) for name, found in report["categories"].items()}
            print(f"/{page:28}", "  ".join(f"{name} {score}" for name, score in scores.items()), flush=True)
            below += sum(score < 100 for score in scores.values())
            for line in _list_failed_audits(report):
                print(f"    {line}")
    return 1 if below else 0


def _install_lighthouse() -> bool:
    """Whether Lighthouse is there, after fetching it if it was not."""
    if PROGRAM.exists():
        return True
    PLACE.mkdir(parents=True, exist_ok=True)
    print(f"▸ Fetching Lighthouse {VERSION}", flush=True)
    command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent", f"lighthouse@{VERSION}"]
    try:
        subprocess.run(command, cwd=PLACE, check=True, timeout=600)
    except (OSError, subprocess.SubprocessError):
        return False
    return PROGRAM.exists()


def _measure_page(address: str, place: Path, browser: Path) -> dict[str, Any]:
    flags = " ".join(("--headless=new", *QUIET))
    command = ["node", str(PROGRAM), address, "--quiet", "--output=json", f"--output-path={place}"]
    environment = {**os.environ, "CHROME_PATH": str(browser)}
    subprocess.run([*command, f"--chrome-flags={flags}"], env=environment, check=True, timeout=600)
    found: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
    return found


def _list_failed_audits(report: dict[str, Any]) -> Iterator[str]:
    """What keeps a score of a category below 100."""
    for name, category in report["categories"].items():
        for part in category["auditRefs"] if (category["score"] or 0) < 1 else ():
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] not in (1, None):
                yield f"{name}: {audit['title']} {audit.get('displayValue', '')}"


if __name__ == "__main__":
    sys.exit(main())
