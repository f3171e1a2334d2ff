"""Which pages a site has: every one of them, from its view."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from markupsafe import Markup

from nstgov.languages import N_
from nstgov.publish.dependencies import get_record_fingerprints
from nstgov.publish.following.circle_dependencies import get_circle_fingerprints
from nstgov.publish.following.feeds import (
    FeedLink,
    find_circle_feed,
    find_touching_feed,
    list_common_feeds,
    list_stage_feeds,
)
from nstgov.publish.fragments import ROOT
from nstgov.publish.listing import DECISIONS, ELECTIONS, PROPOSALS, Listing, make_list_pages, make_name_index
from nstgov.publish.narrowed_lists import narrow_decisions, narrow_elections, narrow_proposals
from nstgov.publish.rendering import Page, PageGroup
from nstgov.publish.svg.circle_map import MapCircle, render_circle_map
from nstgov.publish.text.dates import format_day
from nstgov.publish.text.safe_html import summarize_text
from nstgov.publish.views.circle_papers import AgendaView, ManualView, build_agenda_view, build_manual_views
from nstgov.publish.views.circle_views import MOST_IN_A_LIST, CircleRow, Circles, CircleView, make_map_circle
from nstgov.publish.views.decision_views import DecisionView, find_decision_view, list_decision_rows
from nstgov.publish.views.election_views import ElectionRow, ElectionView, list_election_rows, list_election_views
from nstgov.publish.views.home import build_home_view, list_editions, list_reading_faults
from nstgov.publish.views.page_titles import (
    name_circle_page,
    name_decision_page,
    name_election_page,
    name_proposal_page,
    name_version_page,
    summarize_movement,
    summarize_target,
)
from nstgov.publish.views.proposal_views import ProposalView, find_proposal_view, list_proposal_rows
from nstgov.publish.views.rule_views import list_rule_rows, list_rule_views
from nstgov.publish.views.snapshot import Snapshot
from nstgov.publish.views.version_pages import VersionPage, list_version_pages


def render_printed_pages(scene: Snapshot, circles: Circles, circle: str) -> Iterator[Page]:
    """The manual and the agenda of a circle; of one that has closed the manual alone."""
    for manual in build_manual_views(scene, circles, circle):
        yield _make_manual_page(scene, circle, manual)
    if circles.get_state(circle).stage != "closed":
        yield _make_agenda_page(scene, circle, build_agenda_view(scene, circles, circle))


def _make_manual_page(scene: Snapshot, circle: str, view: ManualView) -> Page:
    _ = scene.words.gettext
    title = _("What holds in %(circle)s") % {"circle": name_circle_page(scene, circle)}
    title = title if view.at == 1 else _("%(title)s, page %(number)s") % {"title": title, "number": view.at}
    about = _("The texts in force in this circle, whole, with their last days and sources.")
    path = view.base if view.at == 1 else f"{view.base}{view.at}/"
    return Page(path, "circles", "policy.html", title, about, {"v": view})


def _make_agenda_page(scene: Snapshot, circle: str, view: AgendaView) -> Page:
    _ = scene.words.gettext
    title = _("Agenda of %(circle)s") % {"circle": name_circle_page(scene, circle)}
    about = _("What this circle's next meeting is about, and what has a last day.")
    return Page(f"circles/{circle}/agenda/", "circles", "agenda.html", title, about, {"v": view})


def group_circle_pages(scene: Snapshot, circles: Circles) -> Iterator[PageGroup]:
    """A page of each circle, with those that are made to be printed."""
    concerning = get_circle_fingerprints(scene, circles)
    for id_ in circles.list_ids():
        yield PageGroup(
            f"circles/{id_}", concerning.get_cache_key(id_), partial(_make_circle_pages, scene, circles, id_)
        )


def _make_circle_pages(scene: Snapshot, circles: Circles, id_: str) -> Iterator[Page]:
    yield _make_circle_page(scene, circles.build_circle_view(id_))
    yield from render_printed_pages(scene, circles, id_)


def group_proposal_pages(scene: Snapshot, _circles: Circles) -> Iterator[PageGroup]:
    """A page of each proposal, of each of its versions, and of each decision, those together that are linked."""
    stamps = get_record_fingerprints(scene)
    for group in stamps.groups:
        yield PageGroup(
            f"proposals/{group[0]}", stamps.get_cache_key(group), partial(_make_proposal_pages, scene, group)
        )


def _make_proposal_pages(scene: Snapshot, group: tuple[str, ...]) -> Iterator[Page]:
    # a decision right after its proposal: their texts are the same, and still remembered
    for id_ in group:
        if proposal := find_proposal_view(scene, id_):
            yield _make_proposal_page(scene, proposal)
            yield from (_make_version_page(scene, version) for version in list_version_pages(scene, id_))
        if decision := find_decision_view(scene, id_):
            yield _make_decision_page(scene, decision)


def group_election_pages(scene: Snapshot, _circles: Circles) -> Iterator[PageGroup]:
    """A page of each election."""
    stamps = get_record_fingerprints(scene)
    for id_, make in list_election_views(scene):
        yield PageGroup(
            f"decisions/{id_}", stamps.get_cache_key(stamps.get_group(id_)), partial(_make_election_pages, scene, make)
        )


def _make_election_pages(scene: Snapshot, make: Callable[[], ElectionView]) -> Iterator[Page]:
    yield _make_election_page(scene, make())


def make_home_context(scene: Snapshot, circles: Circles) -> dict[str, Any]:
    """What the first page is made from."""
    view = build_home_view(scene, circles)
    drawn = render_circle_map(_join_top_circles(view.top, scene.words.gettext("Everyone")), scene.words)
    about = summarize_movement(scene, view.people, view.circles, view.in_force)
    return {"v": view, "map": drawn, "feeds": list_common_feeds(scene)[:2], "about": about}


def make_overview_pages(scene: Snapshot, circles: Circles) -> Iterator[Page]:
    """All circles, the ground rules, and what could not be read."""
    _ = scene.words.gettext
    top = circles.list_top_circles()
    maps = [("", render_circle_map(_join_top_circles(top, _("Everyone")), scene.words))] if top else []
    about = _("Every circle, and how they lie within one another.")
    doors = [scene.link_circle(id_) for id_ in circles.list_ids()]
    named = len(doors) > MOST_IN_A_LIST
    yield _make_overview_page(
        scene, "circles", _("Circles"), about, top,
        maps=maps, named=len(doors) if named else 0, regions=bool(scene.movement.regions),
    )  # fmt: skip
    if named:
        yield from make_name_index(Listing("circles", N_("Circles"), about, {}), doors, _("By name"), scene.words)
    agreed = _("What this movement has agreed on for itself.")
    yield _make_overview_page(scene, "ground-rules", _("Ground rules"), agreed, list_editions(scene))
    unread = _("Files of the record that could not be read.")
    yield _make_overview_page(scene, "readability", _("What could not be read"), unread, list_reading_faults(scene))


def make_record_lists(scene: Snapshot, _circles: Circles) -> Iterator[Page]:
    """Proposals, decisions and elections by stage, and narrowed."""
    proposed, decided = list_proposal_rows(scene), list_decision_rows(scene)
    yield from make_list_pages(
        PROPOSALS, proposed, scene.words, _list_feeds(scene, PROPOSALS), narrowings=narrow_proposals(scene, proposed)
    )
    yield from make_list_pages(
        DECISIONS, decided, scene.words, _list_feeds(scene, DECISIONS), narrowings=narrow_decisions(scene, decided)
    )
    terms: dict[str, list[ElectionRow]] = {"not valid": [], "running": [], "over": []}
    for row in list_election_rows(scene):
        terms["running" if row.current or row.ahead else "over" if row.valid else "not valid"].append(row)
    yield from make_list_pages(
        ELECTIONS, terms, scene.words, list_common_feeds(scene)[:1], narrowings=narrow_elections(scene, terms)
    )


def _list_feeds(scene: Snapshot, listing: Listing) -> tuple[FeedLink, ...]:
    return tuple(list_stage_feeds(scene, listing).values())


def _make_overview_page(scene: Snapshot, section: str, title: str, description: str, view: Any, **more: Any) -> Page:
    feeds = list_common_feeds(scene)[:1]
    return Page(f"{section}/", section, f"{section}.html", title, description, {"v": view, **more}, feeds)


def _join_top_circles(top: tuple[CircleRow, ...], name: str) -> MapCircle:
    """All circles in one: the one that holds the others, or a circle around those that stand side by side."""
    shown = [row for row in top if row.stage != "closed"]
    if len(shown) == 1:
        return make_map_circle(shown[0], ROOT)
    return MapCircle(
        name, None, sum(row.people for row in shown), within=tuple(make_map_circle(row, ROOT) for row in shown)
    )


def _make_circle_page(scene: Snapshot, view: CircleView) -> Page:
    drawn = render_circle_map(make_map_circle(view.row, ROOT), scene.words) if view.row.within else Markup("")
    return Page(
        f"circles/{view.id}/",
        "circles",
        "circle.html",
        name_circle_page(scene, view.id),
        summarize_target(scene, f"circles/{view.id}"),
        {"v": view, "map": drawn},
        (find_circle_feed(scene, view.id), find_touching_feed(scene, view.id)),
    )


def _make_proposal_page(scene: Snapshot, view: ProposalView) -> Page:
    title, about = name_proposal_page(scene, view.id, view.text.title), summarize_target(scene, f"proposals/{view.id}")
    return Page(f"proposals/{view.id}/", "proposals", "proposal.html", title, about, {"v": view})


def _make_version_page(scene: Snapshot, view: VersionPage) -> Page:
    id_, number = view.version.href.split("/")[1], view.version.number
    title = name_version_page(scene, id_, view.text.title, number)
    said = scene.words.gettext("Version %(number)s of a proposal, as it was submitted on %(day)s.")
    about = said % {"number": number, "day": format_day(view.version.submitted, scene.site.spoken)}
    return Page(view.version.href, "proposals", "version.html", title, about, {"v": view})


def _make_decision_page(scene: Snapshot, view: DecisionView) -> Page:
    title, about = name_decision_page(scene, view.id, view.text.title), summarize_target(scene, f"decisions/{view.id}")
    return Page(f"decisions/{view.id}/", "decisions", "decision.html", title, about, {"v": view})


def _make_election_page(scene: Snapshot, view: ElectionView) -> Page:
    id_ = view.row.id
    title, about = name_election_page(scene, id_), summarize_target(scene, f"decisions/{id_}")
    return Page(f"elections/{id_}/", "elections", "election.html", title, about, {"v": view})


def group_rule_pages(scene: Snapshot, _circles: Circles) -> Iterator[PageGroup]:
    """The rules, which are the program's and not the record's."""
    yield PageGroup("rules", "rules", partial(_make_rule_pages, scene))


def _make_rule_pages(scene: Snapshot) -> Iterator[Page]:
    """A page of each rule, and of all."""
    _ = scene.words.gettext
    yield _make_overview_page(
        scene, "rules", _("Rules"), _("What every change to this record is checked by."), list_rule_rows()
    )
    for view in list_rule_views():
        yield Page(
            view.row.href,
            "rules",
            "rule.html",
            f"{view.row.code} {view.row.name}",
            summarize_text(scene.words.gettext(view.row.sentence)),
            {"v": view},
        )
