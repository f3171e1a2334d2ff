"""What happened since a day and what comes next, as one letter: for a mail, a chat, a notice board (M13, M15)."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

from nstgov.lifecycle import days_after
from nstgov.publish.following.describe_events import describe_event
from nstgov.publish.following.description import Description, format_sentence
from nstgov.publish.following.due_dates import describe_due_date, get_due_dates
from nstgov.publish.following.events import get_record_events
from nstgov.publish.text.dates import format_day
from nstgov.publish.views.snapshot import Snapshot

AHEAD_DAYS = 30
"""How far a digest looks ahead."""
MOST = 200
"""Things that a digest tells of one sort; more is not read, and the site has all of it."""


def describe_digest(scene: Snapshot, circle: str | None, since: date) -> dict[str, Any]:
    """
    What happened from a day up to the scene's day, and what comes soon: everywhere, or what concerns one circle.

    Plain data in the site's language: `title`; `happened`, by day, the earliest first; `coming`, the nearest first;
    `remarks`, what else is to be said. Each thing has `title`, `text` and `address` (empty where the site has none).
    """
    _, spoken = scene.words.gettext, scene.site.spoken
    known, due = get_record_events(scene), get_due_dates(scene)
    events = [one for one in (known.list_for_circle(circle) if circle else known.list_events) if one.when >= since]
    coming = [
        one
        for one in (due.list_for_circle(circle) if circle else due.list_all)
        if one.day <= days_after(scene.day, AHEAD_DAYS)
    ]
    name = scene.link_circle(circle).name if circle else scene.site.title
    remarks = [] if events else [_("Nothing happened in this time.")]
    if len(events) > MOST:
        remarks.append(format_sentence(_("And %(count)s more, on the site."), count=str(len(events) - MOST)))
    return {
        "title": format_sentence(_("%(name)s: what happened since %(day)s"), name=name, day=format_day(since, spoken)),
        "happened": [
            {
                "day": format_day(day, spoken),
                "things": [_describe_thing(scene, describe_event(scene, one)) for one in of_day],
            }
            for day, of_day in groupby(reversed(events[:MOST]), key=lambda one: one.when)
        ],
        "coming_title": _("What comes next"),
        "coming": [
            {"day": format_day(one.day, spoken), **_describe_thing(scene, describe_due_date(scene, one))}
            for one in coming[:MOST]
        ],
        "remarks": remarks,
    }


def _describe_thing(scene: Snapshot, told: Description) -> dict[str, str]:
    address = f"{scene.site.base_address}{told.href}" if scene.site.base_address else ""
    return {"title": told.title, "text": told.text, "address": address}
