"""Which pages a site has: every one of them, from its view."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from markupsafe import Markup

from nstgov.lifecycle import ground_rules_on
from nstgov.publish.circle_map import Bubble, picture
from nstgov.publish.circle_papers import papers_of
from nstgov.publish.concerning import concerns
from nstgov.publish.following.feeds import common, of_circle
from nstgov.publish.listing import DECISIONS, ELECTIONS, PROPOSALS, list_pages
from nstgov.publish.pieces import ROOT
from nstgov.publish.rendering import Later, Page
from nstgov.publish.text import summary_of
from nstgov.publish.views.circling import CircleRow, Circles, CircleView, bubble_of
from nstgov.publish.views.deciding import DecisionView, decision_rows, decision_view
from nstgov.publish.views.electing import ElectionRow, ElectionView, election_rows, election_views
from nstgov.publish.views.overview import editions, faults, home_view
from nstgov.publish.views.proposing import ProposalView, proposal_rows, proposal_view
from nstgov.publish.views.ruling import rule_rows, rule_views
from nstgov.publish.views.scene import Prose, Scene
from nstgov.publish.views.versioning import VersionPage, versions_of


def circle_pages(scene: Scene, circles: Circles) -> Iterator[Later]:
    """A page of each circle, with those that are made to be printed."""
    concerning = concerns(scene, circles)
    for id_ in circles.ids():
        yield Later(f"circles/{id_}", concerning.key(id_), partial(_of_circle, scene, circles, id_))


def _of_circle(scene: Scene, circles: Circles, id_: str) -> Iterator[Page]:
    yield _circle(scene, circles.view(id_))
    yield from papers_of(scene, circles, id_)


def decided_pages(scene: Scene, _circles: Circles) -> Iterator[Later]:
    """A page of each proposal, of each of its versions, and of each decision, those together that are linked."""
    stamps = scene.stamps
    for group in stamps.groups:
        yield Later(f"proposals/{group[0]}", stamps.key(group), partial(_decided, scene, group))


def _decided(scene: Scene, group: tuple[str, ...]) -> Iterator[Page]:
    # a decision right after its proposal: their texts are the same, and still remembered
    for id_ in group:
        if proposal := proposal_view(scene, id_):
            yield _proposal(scene, proposal)
            yield from (_version(scene, version) for version in versions_of(scene, id_))
        if decision := decision_view(scene, id_):
            yield _decision(scene, decision)


def election_pages(scene: Scene, _circles: Circles) -> Iterator[Later]:
    """A page of each election."""
    stamps = scene.stamps
    for id_, make in election_views(scene):
        yield Later(f"decisions/{id_}", stamps.key(stamps.group_of(id_)), partial(_one_election, scene, make))


def _one_election(scene: Scene, make: Callable[[], ElectionView]) -> Iterator[Page]:
    yield _election(scene, make())


def home(scene: Scene, circles: Circles) -> dict[str, Any]:
    """What the first page is made from."""
    view = home_view(scene, circles)
    drawn = picture(_together(view.top, scene.words.gettext("Everyone")), scene.words)
    return {"v": view, "map": drawn, "feeds": common(scene)[:2]}


def overview_pages(scene: Scene, circles: Circles) -> Iterator[Page]:
    """The lists of everything on record."""
    _ = scene.words.gettext
    top = circles.top()
    maps = [("", picture(_together(top, _("Everyone")), scene.words))] if top else []
    least = ground_rules_on(scene.movement, scene.day).circle_size.least
    about = _("Every circle, and how they lie within one another.")
    yield _list("circles", _("Circles"), about, top, maps=maps, least=least)
    yield from list_pages(PROPOSALS, proposal_rows(scene), scene.words)
    yield from list_pages(DECISIONS, decision_rows(scene), scene.words)
    terms: dict[str, list[ElectionRow]] = {"running": [], "over": []}
    for row in election_rows(scene):
        terms["running" if row.current or row.ahead else "over" if row.valid else "not valid"].append(row)
    yield from list_pages(ELECTIONS, terms, scene.words)
    yield _list("rules", _("Rules"), _("What every change to this record is checked by."), rule_rows())
    agreed = _("What this movement has agreed on for itself.")
    yield _list("ground-rules", _("Ground rules"), agreed, editions(scene))
    unread = _("Files of the record that could not be read.")
    yield _list("readability", _("What could not be read"), unread, faults(scene))


def _list(section: str, title: str, description: str, view: Any, **more: Any) -> Page:
    return Page(f"{section}/", section, f"{section}.html", title, description, {"v": view, **more})


def _together(top: tuple[CircleRow, ...], name: str) -> Bubble:
    """All circles in one: the one that holds the others, or a circle around those that stand side by side."""
    shown = [row for row in top if row.stage != "closed"]
    if len(shown) == 1:
        return bubble_of(shown[0], ROOT)
    return Bubble(name, None, sum(row.people for row in shown), within=tuple(bubble_of(row, ROOT) for row in shown))


def _circle(scene: Scene, view: CircleView) -> Page:
    least = ground_rules_on(scene.movement, scene.day).circle_size.least
    drawn = picture(bubble_of(view.row, ROOT), scene.words) if view.row.within else Markup("")
    people = len(view.members)
    sized = scene.words.ngettext("A circle of %(n)d person.", "A circle of %(n)d people.", people) % {"n": people}
    about = _summary(view.aim, sized)
    return Page(
        f"circles/{view.id}/",
        "circles",
        "circle.html",
        view.row.door.name,
        about,
        {"v": view, "map": drawn, "least": least},
        (of_circle(scene, view.id),),
    )


def _proposal(scene: Scene, view: ProposalView) -> Page:
    about = _summary(view.text.words.need, scene.words.gettext("A proposal, and what is said to it."))
    return Page(f"proposals/{view.id}/", "proposals", "proposal.html", view.text.title, about, {"v": view})


def _version(scene: Scene, view: VersionPage) -> Page:
    number = scene.words.gettext("version %(number)s") % {"number": view.version.number}
    about = _summary(view.text.words.text, scene.words.gettext("A version of a proposal, as it was submitted."))
    return Page(view.version.href, "proposals", "version.html", f"{view.text.title}, {number}", about, {"v": view})


def _decision(scene: Scene, view: DecisionView) -> Page:
    about = _summary(view.text.words.text, scene.words.gettext("A decision, and what became of it."))
    return Page(f"decisions/{view.id}/", "decisions", "decision.html", view.text.title, about, {"v": view})


def _election(scene: Scene, view: ElectionView) -> Page:
    row, words = view.row, scene.words
    title = words.gettext("%(who)s, %(role)s") % {"who": row.who, "role": words.gettext(row.role)}
    about = words.gettext("How %(circle)s chose %(title)s.") % {"circle": row.circle.name, "title": title}
    return Page(f"elections/{row.id}/", "elections", "election.html", title, about, {"v": view})


def rule_pages(scene: Scene, _circles: Circles) -> Iterator[Page]:
    """A page of each rule."""
    for view in rule_views():
        yield Page(
            view.row.href,
            "rules",
            "rule.html",
            f"{view.row.code} {view.row.name}",
            summary_of(scene.words.gettext(view.row.sentence)),
            {"v": view},
        )


def _summary(text: Prose | None, otherwise: str) -> str:
    return (summary_of(text.text) if text else "") or otherwise
