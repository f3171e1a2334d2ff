"""Pages, feeds and calendars of people, and the page on which somebody finds their own part (M15, M19)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from nstgov.lifecycle.personal_steps import PersonalStep, collect_personal_steps
from nstgov.publish.dependencies import get_site_fingerprints
from nstgov.publish.following.calendars import render_days
from nstgov.publish.following.description import format_sentence
from nstgov.publish.following.feed_entries import Entry, make_urn, select_recent
from nstgov.publish.following.feeds import FeedLink, render_feed_formats
from nstgov.publish.following.personal_items import SORTS, PersonalItem, make_personal_item
from nstgov.publish.rendering import Page, PageGroup
from nstgov.publish.views.circle_views import Circles
from nstgov.publish.views.person_views import PersonTold, build_person_view, collect_people, link_person
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records.record_days import day_of

File = tuple[str, bytes]
MOST_IN_A_LIST = 500
"""With more people than these, they are found by their circles."""
MINE = "take-part/mine/"
"""Where somebody finds their own part."""


def find_person_feed(scene: Snapshot, person: str) -> FeedLink:
    """The feed of what waits for a person."""
    title = format_sentence(scene.words.gettext("%(name)s: what waits for them"), name=scene.name_person(person))
    return FeedLink(f"people/{person}/feed", title)


def group_person_pages(scene: Snapshot, _circles: Circles) -> Iterator[Page | PageGroup]:
    """A page of everybody who sits in a circle, and the page of one's own part."""
    _ = scene.words.gettext
    people = collect_people(scene)
    title, about = _("My part"), _("What waits for you, what you said you would do, and what of yours ends.")
    yield Page(MINE, "take-part", "my-part.html", title, about, {"sorts": SORTS, "has_people": bool(people)})
    if people:
        shown = [link_person(scene, person) for person in people] if len(people) <= MOST_IN_A_LIST else []
        ordered = sorted(shown, key=lambda one: (one.name, one.href or ""))
        about = _("Everybody who sits in a circle today.")
        yield Page("people/", "circles", "people.html", _("People"), about, {"people": ordered})
    for person, told in people.items():
        yield PageGroup(f"people/{person}", _make_key(scene, person, told), partial(_make_page, scene, person, told))


def _make_key(scene: Snapshot, person: str, told: PersonTold) -> str:
    return get_site_fingerprints(scene).get_cache_key((person, told), told.paths)


def _make_page(scene: Snapshot, person: str, told: PersonTold) -> Iterator[Page]:
    view = build_person_view(scene, person, told)
    circles = format_sentence("%(circles)s", circles=", ".join(seat.circle.name for seat in view.seats))
    feed = find_person_feed(scene, person)
    yield Page(f"people/{person}/", "circles", "person.html", view.name, circles, {"v": view, "sorts": SORTS}, (feed,))


def make_person_files(scene: Snapshot, _circles: Circles) -> Iterator[PageGroup]:
    """The feed and the calendar of everybody who has a page."""
    for person, told in collect_people(scene).items():
        key = _make_key(scene, person, told)
        yield PageGroup(f"people/{person}/files", key, partial(_make_files, scene, person, told))


def _make_files(scene: Snapshot, person: str, told: PersonTold) -> Iterator[File]:
    items = [(step, make_personal_item(scene, person, step)) for step in told.steps]
    entries = sorted(
        (_make_entry(scene, person, step, item) for step, item in items),
        key=lambda entry: (-entry.when.toordinal(), entry.id),
    )
    feed = find_person_feed(scene, person)
    yield from render_feed_formats(scene, feed, f"people/{person}/", select_recent(entries, scene.day))
    days = [
        (_name_step(person, step), step.by, _find_since(scene, step), _say_item(scene, item), item.form)
        for step, item in items
        if step.by is not None
    ]
    since = scene.movement.people[person].introduced.file
    begun = day_of(scene.movement.records.get(since)) or date(2000, 1, 1)
    yield (
        f"people/{person}/calendar.ics",
        render_days(scene, scene.name_person(person), begun, f"people/{person}:begins", days),
    )


def _make_entry(scene: Snapshot, person: str, step: PersonalStep, item: PersonalItem) -> Entry:
    since = _find_since(scene, step)
    name = f"{_name_step(person, step)}:{since.isoformat()}"
    return Entry(make_urn(scene, name), since, _say_item(scene, item), "", item.form)


def _name_step(person: str, step: PersonalStep) -> str:
    parts = (f"people/{person}", step.of, step.what, step.circle, step.objection, step.words)
    return ":".join(part.replace(" ", "-") for part in parts if part)


def _say_item(scene: Snapshot, item: PersonalItem) -> str:
    sentence = scene.words.gettext(item.sentence)
    said = f"{sentence} ({item.words})" if item.words else sentence
    return format_sentence("%(title)s: %(said)s", title=item.of.name, said=said)


def _find_since(scene: Snapshot, step: PersonalStep) -> date:
    """The day since which something waits: that of the newest record of what it is about."""
    days = (day_of(scene.movement.records.get(path)) for path in scene.list_paths(step.of))
    return max((day for day in days if day is not None and day <= scene.day), default=scene.day)


def make_task_files(scene: Snapshot, circles: Circles) -> Iterator[PageGroup]:
    """By circle, what concerns each of its members: what the page of one's own part reads."""
    steps = collect_personal_steps(scene.movement, scene.day)
    for id_ in circles.list_ids():
        state = circles.get_state(id_)
        told = {person: steps[person] for person in state.members if person in steps}
        paths = dict.fromkeys(step.of for theirs in told.values() for step in theirs)
        key = get_site_fingerprints(scene).get_cache_key((id_, told), paths)
        yield PageGroup(f"take-part/data/tasks/{id_}", key, partial(_make_task_file, scene, id_, told))


def _make_task_file(scene: Snapshot, id_: str, told: dict[str, tuple[PersonalStep, ...]]) -> Iterator[File]:
    found = {person: [_describe_step(scene, person, step) for step in theirs] for person, theirs in told.items()}
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    yield f"take-part/data/tasks/{id_}.json", f"{text}\n".encode()


def _describe_step(scene: Snapshot, person: str, step: PersonalStep) -> dict[str, Any]:
    item = make_personal_item(scene, person, step)
    found = {
        "sort": step.sort, "what": step.what, "title": item.of.name, "words": step.words, "form": item.form,
        "page": item.of.href or "", "by": step.by.isoformat() if step.by else "",
        "circle": item.circle.name if item.circle else "",
    }  # fmt: skip
    return {key: value for key, value in found.items() if value}
