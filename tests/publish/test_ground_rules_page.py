"""The page of the ground rules tells what they ask of whoever brings what others said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nstgov.publish.rendering import Renderer
from nstgov.publish.site import read_site
from nstgov.publish.views.home import list_editions
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records.ground_rules import BroughtBy
from tests.building import circle, day, edition, movement
from tests.publish.reading import words_of
from tests.publish.telling import ADDRESS

OAK = circle("oak", "2026-01-01", "ana ben chi dee")


@pytest.mark.parametrize(("says", "is_told"), [("members", True), ("anybody", False)])
def test_who_brings_what_speaks_for_others_is_told(says: BroughtBy, is_told: bool) -> None:
    """Only where the ground rules leave it to members."""
    found, on = movement(replace(edition(), brought_by=says), OAK), day("2026-04-25")
    site = read_site(found, on, address=ADDRESS)
    view = list_editions(Snapshot(found, on, site))
    page = Renderer(site, {}).render_template("ground-rules.html", {"v": view}, "../")
    words = words_of(f'<article class="page">{page}</article>')
    assert ("What speaks for others is brought by a member of the circle" in words) == is_told
