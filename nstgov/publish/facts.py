"""What a build was made from, for machines and for doubters: `build.json`. Only this file names the site's commit."""

from __future__ import annotations

import json
from collections.abc import Iterator

from nstgov import __version__
from nstgov.publish.views.circling import Circles
from nstgov.publish.views.scene import Snapshot

FILE = "build.json"


def make_build_facts(scene: Snapshot, _circles: Circles) -> Iterator[tuple[str, bytes]]:
    """The day that the site shows, the commit it is made from (null outside git), and what made it."""
    site = scene.site
    facts = {
        "title": site.title,
        "as_of": site.made.isoformat(),
        "commit": site.commit,
        "repository": site.repository,
        "example": site.example,
        "made_with": f"nstgov {__version__}",
    }
    yield FILE, (json.dumps(facts, ensure_ascii=False, indent=2) + "\n").encode()
