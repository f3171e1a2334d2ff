"""Pages that look across the whole record by one question each: what is objected to, what is on its way."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.publish.listing import Listing, list_pages
from nstgov.publish.rendering import Page
from nstgov.publish.text import summary_of
from nstgov.publish.views.circling import Circles
from nstgov.publish.views.objection_life import ObjectionPage, objection_page, objection_rows
from nstgov.publish.views.scene import Scene


def objection_list(scene: Scene, _circles: Circles) -> Iterator[Page]:
    """All objections, those that wait for somebody first."""
    _ = scene.words.gettext
    parts = {
        "raised": _("To be tested"),
        "stands": _("Found important and reasoned: a way is looked for"),
        "needs work": _("To be put more clearly"),
        "gathering": _("Looking for people to stand behind them"),
        "resolved": _("Resolved: their need was met"),
        "set aside": _("Set aside, with reasons"),
        "left": _("Not settled before what they were against was over"),
    }
    about = _("Every objection, what it is against, and what became of it.")
    yield from list_pages(Listing("objections", _("Objections"), about, parts), objection_rows(scene))


def objection_pages(scene: Scene, _circles: Circles) -> Iterator[Page]:
    """A page of each objection, under what it is against."""
    for folder in scene.movement.objection_folders():
        view = objection_page(scene, folder)
        if view is not None:
            yield _objection(scene, view, folder.target)


def _objection(scene: Scene, view: ObjectionPage, target: str) -> Page:
    said = view.now.important or view.now.reasons
    about = (summary_of(said.text) if said else "") or scene.words.gettext("An objection and what became of it.")
    return Page(
        f"{target}/objections/{view.id}/",
        target.partition("/")[0],
        "objection.html",
        view.now.title,
        about,
        {"v": view},
    )


ACROSS = (objection_list, objection_pages)
"""What makes these pages; each is a function of the record on a day."""
