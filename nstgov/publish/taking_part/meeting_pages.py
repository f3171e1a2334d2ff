"""The page that leads through a meeting, and the words that its script says."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.publish.rendering import Page
from nstgov.publish.taking_part.form_pages import SECTION
from nstgov.publish.taking_part.json_files import encode_json
from nstgov.publish.taking_part.meeting_messages import list_headings, list_meeting_messages
from nstgov.publish.views.circle_views import Circles
from nstgov.publish.views.snapshot import Snapshot


def make_meeting_pages(scene: Snapshot, _circles: Circles) -> Iterator[Page]:
    """One page leads through an evening; what was said is one list at its end."""
    say = scene.words.gettext
    about = say("One page leads through an evening, in its order; at its end all that was said is one list to look at.")
    yield Page(f"{SECTION}/meeting/", SECTION, "take-part-meeting.html", say("Lead a meeting"), about, {})


def make_meeting_files(scene: Snapshot, _circles: Circles) -> Iterator[tuple[str, bytes]]:
    """What the script says, in the language of the page."""
    say = scene.words.gettext
    words = {"says": list_meeting_messages(say), "headings": list_headings(say)}
    yield f"{SECTION}/meeting/words.json", encode_json(words)
