"""Which feeds there are: of everything, each circle, each status, what ends soon, and what landed (M13, M15)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from nstgov.publish.dependencies import get_site_fingerprints, recall_from_acts
from nstgov.publish.following.circle_dependencies import get_circle_fingerprints
from nstgov.publish.following.description import format_sentence
from nstgov.publish.following.due_dates import DueDate, DueDates, describe_due_date, get_due_dates
from nstgov.publish.following.events import MOST, RecordEvent, RecordEvents, get_record_events
from nstgov.publish.following.feed_entries import (
    LATELY,
    NEWEST,
    Entry,
    Feed,
    build_feed,
    make_due_date_entry,
    make_event_entry,
    make_stage_entry,
    make_urn,
    select_recent,
)
from nstgov.publish.following.feed_formats import render_atom, render_json_feed
from nstgov.publish.following.stage_changes import StageChange, find_decision_stages, find_proposal_stages
from nstgov.publish.fragments import make_slug
from nstgov.publish.listing import DECISIONS, PROPOSALS, Listing
from nstgov.publish.rendering import Page, PageGroup
from nstgov.publish.views.circle_views import Circles
from nstgov.publish.views.decision_views import SOON
from nstgov.publish.views.snapshot import Snapshot

Files = Iterator[tuple[str, bytes]]


class FeedLink(NamedTuple):
    """A feed that people can choose: the way to it without its ending, and what it tells."""

    path: str
    title: str


def make_feed_files(scene: Snapshot, circles: Circles) -> Iterator[PageGroup]:
    """Every feed of the site, as Atom and as JSON Feed."""
    happened, comes, stamps = get_record_events(scene), get_due_dates(scene), get_site_fingerprints(scene)
    yield PageGroup("feeds", stamps.whole_record_key, partial(render_common_feeds, scene, happened))
    yield PageGroup("feeds/acts", stamps.acts_key, partial(render_act_feeds, scene, happened, comes))
    yield PageGroup("feeds/stages", stamps.acts_key, partial(render_stage_feeds, scene))
    concerning = get_circle_fingerprints(scene, circles)
    for id_ in circles.list_ids():
        yield PageGroup(
            f"circles/{id_}/feed", concerning.get_cache_key(id_), partial(render_circle_feeds, scene, happened, id_)
        )


def render_common_feeds(scene: Snapshot, happened: RecordEvents) -> Files:
    """What happened anywhere, and every record that landed."""
    all_, _, log = list_common_feeds(scene)
    known = _recall_act_entries(scene, happened)
    yield from render_feed_formats(scene, all_, "", _make_entries(scene, happened.newest_events, known))
    yield from render_feed_formats(scene, log, "data/", _make_entries(scene, happened.newest_landed, known))


def _recall_act_entries(scene: Snapshot, happened: RecordEvents) -> Mapping[str, Entry]:
    """By the name of what happened, the newest entries on which no circle's call for help stands."""

    def make_entries() -> dict[str, Entry]:
        newest = happened.newest_acts
        shown = dict.fromkeys((*select_recent(newest.events, scene.day), *select_recent(newest.landed, scene.day)))
        return {one.name: make_event_entry(scene, one) for one in shown}

    return recall_from_acts(scene, "entries", make_entries)


def render_act_feeds(scene: Snapshot, happened: RecordEvents, comes: DueDates) -> Files:
    """What ends soon, and objections: on these no circle's call for help stands."""
    _, soon, _ = list_common_feeds(scene)
    yield from render_feed_formats(scene, soon, "calendar/", _make_ending_entries(scene, comes.list_all))
    objections = (one for one in happened.list_events if "/objections/" in one.path)
    yield from render_feed_formats(scene, find_objection_feed(scene), "objections/", _make_entries(scene, objections))


def list_common_feeds(scene: Snapshot) -> tuple[FeedLink, FeedLink, FeedLink]:
    """The feeds about the whole movement."""
    _ = scene.words.gettext
    return (
        FeedLink("feeds/all", format_sentence(_("%(site)s: what happened"), site=scene.site.title)),
        FeedLink("feeds/closing-soon", format_sentence(_("%(site)s: what ends soon"), site=scene.site.title)),
        FeedLink("feeds/log", format_sentence(_("%(site)s: every record that landed"), site=scene.site.title)),
    )


def find_objection_feed(scene: Snapshot) -> FeedLink:
    """The feed of objections: raised, tested, met, set aside."""
    return FeedLink(
        "feeds/objections", format_sentence(scene.words.gettext("%(site)s: objections"), site=scene.site.title)
    )


def find_touching_feed(scene: Snapshot, id_: str) -> FeedLink:
    """The feed of what others bring and decide, and what touches a circle."""
    title = scene.words.gettext("%(circle)s: what touches it from elsewhere")
    return FeedLink(f"circles/{id_}/touching", format_sentence(title, circle=scene.link_circle(id_).name))


def find_circle_feed(scene: Snapshot, id_: str) -> FeedLink:
    """The feed about one circle."""
    title = format_sentence(scene.words.gettext("%(circle)s: what happens there"), circle=scene.link_circle(id_).name)
    return FeedLink(f"circles/{id_}/feed", title)


def render_circle_feeds(scene: Snapshot, happened: RecordEvents, id_: str) -> Files:
    """The feeds about one circle, in both forms: all that concerns it, and what touches it from elsewhere."""
    all_, page = happened.list_for_circle(id_), f"circles/{id_}/"
    yield from render_feed_formats(scene, find_circle_feed(scene, id_), page, _make_entries(scene, all_))
    elsewhere = (one for one in all_ if happened.is_from_elsewhere(one, id_))
    yield from render_feed_formats(scene, find_touching_feed(scene, id_), page, _make_entries(scene, elsewhere))


def list_stage_feeds(scene: Snapshot, listing: Listing) -> Mapping[str, FeedLink]:
    """By stage, the feed of the proposals or decisions that come into it."""
    _ = scene.words.gettext
    return {
        stage: FeedLink(
            f"feeds/{listing.section}-{make_slug(stage)}",
            format_sentence("%(list)s: %(part)s", list=_(listing.title), part=_(title)),
        )
        for stage, title in listing.parts.items()
    }


def render_stage_feeds(scene: Snapshot) -> Files:
    """A feed for each stage of proposals and of decisions: what came into it, the latest first."""
    proposals = (one for id_ in scene.movement.proposals for one in find_proposal_stages(scene, id_))
    decisions = (one for id_ in scene.movement.decisions for one in find_decision_stages(scene, id_))
    for listing, entered in ((PROPOSALS, proposals), (DECISIONS, decisions)):
        by_stage: dict[str, list[StageChange]] = {stage: [] for stage in listing.parts}
        for one in entered:
            by_stage[one.stage].append(one)
        for stage, followed in list_stage_feeds(scene, listing).items():
            shown = select_recent(sorted(by_stage[stage], key=_sort_latest_first), scene.day)
            entries = tuple(make_stage_entry(scene, one, scene.words.gettext(listing.parts[stage])) for one in shown)
            yield from render_feed_formats(scene, followed, f"{listing.section}/", entries)


def _sort_latest_first(one: StageChange) -> tuple[int, str]:
    return -one.when.toordinal(), one.target


def _make_entries(
    scene: Snapshot, happened: Iterable[RecordEvent], known: Mapping[str, Entry] | None = None
) -> tuple[Entry, ...]:
    """The entries of the newest of what happened; `known` are those that were made already."""
    made = known or {}
    return tuple(made.get(one.name) or make_event_entry(scene, one) for one in select_recent(happened, scene.day))


def _make_ending_entries(scene: Snapshot, comes: Iterable[DueDate]) -> tuple[Entry, ...]:
    """What ends within the time that is called soon, by the day on which that time began."""
    near = [one for one in comes if one.day - scene.day <= SOON]
    entries = [
        make_due_date_entry(scene, one, describe_due_date(scene, one), max(one.known, _notice_day(one))) for one in near
    ]
    return select_recent(sorted(entries, key=lambda entry: (-entry.when.toordinal(), entry.id)), scene.day)


def _notice_day(one: DueDate) -> date:
    return one.day - timedelta(days=min(SOON.days, one.day.toordinal() - 1))


def render_feed_formats(scene: Snapshot, followed: FeedLink, page: str, entries: tuple[Entry, ...]) -> Files:
    """A feed as Atom and as JSON Feed; `page` is the address of the page it belongs to, from the site's root."""
    made: Feed = build_feed(scene, followed.path, followed.title, page, entries)
    yield f"{followed.path}.atom", render_atom(scene.site, made, make_urn(scene, scene.site.prefix + followed.path))
    yield f"{followed.path}.json", render_json_feed(scene.site, made)


def make_follow_pages(scene: Snapshot, _circles: Circles) -> Iterator[Page]:
    """The page that leads to every feed, and says in plain words what one is."""
    _ = scene.words.gettext
    view = {
        "whole": (*list_common_feeds(scene), find_objection_feed(scene)),
        "proposals": tuple(list_stage_feeds(scene, PROPOSALS).values()),
        "decisions": tuple(list_stage_feeds(scene, DECISIONS).values()),
        "newest": NEWEST,
        "days": LATELY.days,
        "most": MOST,
    }
    yield Page(
        "feeds/", "feeds", "feeds.html", _("Follow"), _("Be told what happens here."), view, list_common_feeds(scene)
    )
