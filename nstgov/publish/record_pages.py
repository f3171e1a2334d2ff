"""Which pages a site has: every one of them, from its view."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from markupsafe import Markup

from nstgov.lifecycle import ground_rules_on
from nstgov.publish.dependencies import get_record_fingerprints
from nstgov.publish.following.circle_dependencies import get_circle_fingerprints
from nstgov.publish.following.feeds import find_circle_feed, list_common_feeds
from nstgov.publish.fragments import ROOT
from nstgov.publish.listing import DECISIONS, ELECTIONS, PROPOSALS, make_list_pages
from nstgov.publish.rendering import Page, PageGroup
from nstgov.publish.svg.circle_map import MapCircle, render_circle_map
from nstgov.publish.text.safe_html import summarize_text
from nstgov.publish.views.circle_papers import AgendaView, ManualView, build_agenda_view, build_manual_views
from nstgov.publish.views.circle_views import CircleRow, Circles, CircleView, make_map_circle
from nstgov.publish.views.decision_views import DecisionView, find_decision_view, list_decision_rows
from nstgov.publish.views.election_views import ElectionRow, ElectionView, list_election_rows, list_election_views
from nstgov.publish.views.home import build_home_view, list_editions, list_reading_faults
from nstgov.publish.views.proposal_views import ProposalView, find_proposal_view, list_proposal_rows
from nstgov.publish.views.rule_views import list_rule_rows, list_rule_views
from nstgov.publish.views.snapshot import MarkdownText, Snapshot
from nstgov.publish.views.version_pages import VersionPage, list_version_pages


def render_printed_pages(scene: Snapshot, circles: Circles, circle: str) -> Iterator[Page]:
    """The manual and the agenda of a circle; of one that has closed the manual alone."""
    for manual in build_manual_views(scene, circles, circle):
        yield _make_manual_page(scene, manual)
    if circles.get_state(circle).stage != "closed":
        yield _make_agenda_page(scene, circle, build_agenda_view(scene, circles, circle))


def _make_manual_page(scene: Snapshot, view: ManualView) -> Page:
    _ = scene.words.gettext
    title = _("What holds in %(circle)s") % {"circle": view.circle.name}
    about = _("The texts in force in this circle, whole, with their last days and sources.")
    path = view.base if view.at == 1 else f"{view.base}{view.at}/"
    return Page(path, "circles", "policy.html", title, about, {"v": view})


def _make_agenda_page(scene: Snapshot, circle: str, view: AgendaView) -> Page:
    _ = scene.words.gettext
    title = _("Agenda of %(circle)s") % {"circle": view.circle.name}
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
    return {"v": view, "map": drawn, "feeds": list_common_feeds(scene)[:2]}


def make_overview_pages(scene: Snapshot, circles: Circles) -> Iterator[Page]:
    """The lists of everything on record."""
    _ = scene.words.gettext
    top = circles.list_top_circles()
    maps = [("", render_circle_map(_join_top_circles(top, _("Everyone")), scene.words))] if top else []
    least = ground_rules_on(scene.movement, scene.day).circle_size.least
    about = _("Every circle, and how they lie within one another.")
    yield _make_overview_page(
        "circles", _("Circles"), about, top, maps=maps, least=least, regions=bool(scene.movement.regions)
    )
    yield from make_list_pages(PROPOSALS, list_proposal_rows(scene), scene.words)
    yield from make_list_pages(DECISIONS, list_decision_rows(scene), scene.words)
    terms: dict[str, list[ElectionRow]] = {"not valid": [], "running": [], "over": []}
    for row in list_election_rows(scene):
        terms["running" if row.current or row.ahead else "over" if row.valid else "not valid"].append(row)
    yield from make_list_pages(ELECTIONS, terms, scene.words)
    yield _make_overview_page(
        "rules", _("Rules"), _("What every change to this record is checked by."), list_rule_rows()
    )
    agreed = _("What this movement has agreed on for itself.")
    yield _make_overview_page("ground-rules", _("Ground rules"), agreed, list_editions(scene))
    unread = _("Files of the record that could not be read.")
    yield _make_overview_page("readability", _("What could not be read"), unread, list_reading_faults(scene))


def _make_overview_page(section: str, title: str, description: str, view: Any, **more: Any) -> Page:
    return Page(f"{section}/", section, f"{section}.html", title, description, {"v": view, **more})


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
    people = len(view.members)
    sized = scene.words.ngettext("A circle of %(n)d person.", "A circle of %(n)d people.", people) % {"n": people}
    about = _summarize_or(view.aim, sized)
    return Page(
        f"circles/{view.id}/",
        "circles",
        "circle.html",
        view.row.door.name,
        about,
        {"v": view, "map": drawn},
        (find_circle_feed(scene, view.id),),
    )


def _make_proposal_page(scene: Snapshot, view: ProposalView) -> Page:
    about = _summarize_or(view.text.words.need, scene.words.gettext("A proposal, and what is said to it."))
    return Page(f"proposals/{view.id}/", "proposals", "proposal.html", view.text.title, about, {"v": view})


def _make_version_page(scene: Snapshot, view: VersionPage) -> Page:
    number = scene.words.gettext("version %(number)s") % {"number": view.version.number}
    about = _summarize_or(view.text.words.text, scene.words.gettext("A version of a proposal, as it was submitted."))
    return Page(view.version.href, "proposals", "version.html", f"{view.text.title}, {number}", about, {"v": view})


def _make_decision_page(scene: Snapshot, view: DecisionView) -> Page:
    about = _summarize_or(view.text.words.text, scene.words.gettext("A decision, and what became of it."))
    return Page(f"decisions/{view.id}/", "decisions", "decision.html", view.text.title, about, {"v": view})


def _make_election_page(scene: Snapshot, view: ElectionView) -> Page:
    row, words = view.row, scene.words
    title = words.gettext("%(who)s, %(role)s") % {"who": row.who, "role": words.gettext(row.role)}
    about = words.gettext("How %(circle)s chose %(title)s.") % {"circle": row.circle.name, "title": title}
    return Page(f"elections/{row.id}/", "elections", "election.html", title, about, {"v": view})


def make_rule_pages(scene: Snapshot, _circles: Circles) -> Iterator[Page]:
    """A page of each rule."""
    for view in list_rule_views():
        yield Page(
            view.row.href,
            "rules",
            "rule.html",
            f"{view.row.code} {view.row.name}",
            summarize_text(scene.words.gettext(view.row.sentence)),
            {"v": view},
        )


def _summarize_or(text: MarkdownText | None, otherwise: str) -> str:
    return (summarize_text(text.text) if text else "") or otherwise
