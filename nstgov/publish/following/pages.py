"""The page about all ways to follow."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.publish.following.entries import LATELY, MOST, NEWEST
from nstgov.publish.following.feeds import list_common_feeds, list_stage_feeds
from nstgov.publish.listing import DECISIONS, PROPOSALS
from nstgov.publish.rendering import Page
from nstgov.publish.views.circling import Circles
from nstgov.publish.views.scene import Snapshot


def make_follow_pages(scene: Snapshot, _circles: Circles) -> Iterator[Page]:
    """The page that leads to every feed, and says in plain words what one is."""
    _ = scene.words.gettext
    view = {
        "whole": list_common_feeds(scene),
        "proposals": tuple(list_stage_feeds(scene, PROPOSALS).values()),
        "decisions": tuple(list_stage_feeds(scene, DECISIONS).values()),
        "newest": NEWEST,
        "days": LATELY.days,
        "most": MOST,
    }
    yield Page(
        "feeds/", "feeds", "feeds.html", _("Follow"), _("Be told what happens here."), view, list_common_feeds(scene)
    )
