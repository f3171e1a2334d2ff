"""Pages of a circle that are made to be printed: its policy manual and the agenda of its next meeting."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.publish.rendering import Page
from nstgov.publish.views.circle_papers import AgendaView, ManualView, build_agenda_view, build_manual_views
from nstgov.publish.views.circling import Circles
from nstgov.publish.views.scene import Snapshot


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
