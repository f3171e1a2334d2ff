"""Which feeds there are: of everything, each circle, each status, what ends soon, and what landed (M13, M15)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from nstgov.publish.concerning import concerns
from nstgov.publish.following.atom import atom, json_feed
from nstgov.publish.following.coming import Coming, WhatComes, what_comes
from nstgov.publish.following.entries import Entry, Feed, feed, of_coming, of_happening, of_stage, recent, urn
from nstgov.publish.following.happenings import Happening, Happenings, happenings
from nstgov.publish.following.stages import Entered, decision_stages, proposal_stages
from nstgov.publish.following.telling_coming import coming_told
from nstgov.publish.following.told import said
from nstgov.publish.keys import keys_of
from nstgov.publish.listing import DECISIONS, PROPOSALS, Listing
from nstgov.publish.pieces import slug
from nstgov.publish.rendering import Later
from nstgov.publish.views.circling import Circles
from nstgov.publish.views.deciding import SOON
from nstgov.publish.views.scene import Scene

Files = Iterator[tuple[str, bytes]]


class Followed(NamedTuple):
    """A feed that people can choose: the way to it without its ending, and what it tells."""

    path: str
    title: str


def feed_files(scene: Scene, circles: Circles) -> Iterator[Later]:
    """Every feed of the site, as Atom and as JSON Feed."""
    happened, comes = happenings(scene), what_comes(scene)
    yield Later("feeds", keys_of(scene).everything, lambda: _of_all(scene, happened, comes))
    concerning = concerns(scene, circles)
    for id_ in circles.ids():
        yield Later(f"circles/{id_}/feed", concerning.key(id_), partial(circle_feeds, scene, happened, id_))


def _of_all(scene: Scene, happened: Happenings, comes: WhatComes) -> Files:
    yield from common_feeds(scene, happened, comes)
    yield from stage_feeds(scene)


def common_feeds(scene: Scene, happened: Happenings, comes: WhatComes) -> Files:
    """What happened anywhere, every record that landed, and what ends soon."""
    all_, soon, log = common(scene)
    yield from _both(scene, all_, "", _told(scene, happened.everything))
    yield from _both(scene, soon, "calendar/", _ending(scene, comes.all))
    yield from _both(scene, log, "data/", _told(scene, happened.log))


def common(scene: Scene) -> tuple[Followed, Followed, Followed]:
    """The feeds about the whole movement."""
    _ = scene.words.gettext
    return (
        Followed("feeds/all", said(_("%(site)s: what happened"), site=scene.site.title)),
        Followed("feeds/closing-soon", said(_("%(site)s: what ends soon"), site=scene.site.title)),
        Followed("feeds/log", said(_("%(site)s: every record that landed"), site=scene.site.title)),
    )


def of_circle(scene: Scene, id_: str) -> Followed:
    """The feed about one circle."""
    title = said(scene.words.gettext("%(circle)s: what happens there"), circle=scene.circle(id_).name)
    return Followed(f"circles/{id_}/feed", title)


def circle_feeds(scene: Scene, happened: Happenings, id_: str) -> Files:
    """The feed about one circle, in both forms."""
    yield from _both(scene, of_circle(scene, id_), f"circles/{id_}/", _told(scene, happened.of_circle(id_)))


def of_stages(scene: Scene, listing: Listing) -> Mapping[str, Followed]:
    """By stage, the feed of the proposals or decisions that come into it."""
    _ = scene.words.gettext
    return {
        stage: Followed(
            f"feeds/{listing.section}-{slug(stage)}", said("%(list)s: %(part)s", list=_(listing.title), part=_(title))
        )
        for stage, title in listing.parts.items()
    }


def stage_feeds(scene: Scene) -> Files:
    """A feed for each stage of proposals and of decisions: what came into it, the latest first."""
    proposals = (one for id_ in scene.movement.proposals for one in proposal_stages(scene, id_))
    decisions = (one for id_ in scene.movement.decisions for one in decision_stages(scene, id_))
    for listing, entered in ((PROPOSALS, proposals), (DECISIONS, decisions)):
        by_stage: dict[str, list[Entered]] = {stage: [] for stage in listing.parts}
        for one in entered:
            by_stage[one.stage].append(one)
        for stage, followed in of_stages(scene, listing).items():
            shown = recent(sorted(by_stage[stage], key=_latest_first), scene.day)
            entries = tuple(of_stage(scene, one, scene.words.gettext(listing.parts[stage])) for one in shown)
            yield from _both(scene, followed, f"{listing.section}/", entries)


def _latest_first(one: Entered) -> tuple[int, str]:
    return -one.when.toordinal(), one.target


def _told(scene: Scene, happened: Iterable[Happening]) -> tuple[Entry, ...]:
    return tuple(of_happening(scene, one) for one in recent(happened, scene.day))


def _ending(scene: Scene, comes: Iterable[Coming]) -> tuple[Entry, ...]:
    """What ends within the time that is called soon, by the day on which that time began."""
    near = [one for one in comes if one.day - scene.day <= SOON]
    entries = [of_coming(scene, one, coming_told(scene, one), max(one.known, _notice(one))) for one in near]
    return recent(sorted(entries, key=lambda entry: (-entry.when.toordinal(), entry.id)), scene.day)


def _notice(one: Coming) -> date:
    return one.day - timedelta(days=min(SOON.days, one.day.toordinal() - 1))


def _both(scene: Scene, followed: Followed, page: str, entries: tuple[Entry, ...]) -> Files:
    made: Feed = feed(scene, followed.path, followed.title, page, entries)
    yield f"{followed.path}.atom", atom(scene.site, made, urn(scene, scene.site.prefix + followed.path))
    yield f"{followed.path}.json", json_feed(scene.site, made)
