"""Pages of a circle that are made to be printed: its policy manual and the agenda of its next meeting."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.publish.rendering import Page
from nstgov.publish.views.circle_papers import AgendaView, ManualView, agenda_view, manual_views
from nstgov.publish.views.circling import Circles
from nstgov.publish.views.scene import Scene


def papers_of(scene: Scene, circles: Circles, circle: str) -> Iterator[Page]:
    """The manual and the agenda of a circle; of one that has closed the manual alone."""
    for manual in manual_views(scene, circles, circle):
        yield _manual(scene, manual)
    if circles.state(circle).stage != "closed":
        yield _agenda(scene, circle, agenda_view(scene, circles, circle))


def _manual(scene: Scene, view: ManualView) -> Page:
    _ = scene.words.gettext
    title = _("What holds in %(circle)s") % {"circle": view.circle.name}
    about = _("The texts in force in this circle, whole, with their last days and sources.")
    path = view.base if view.at == 1 else f"{view.base}{view.at}/"
    return Page(path, "circles", "policy.html", title, about, {"v": view})


def _agenda(scene: Scene, circle: str, view: AgendaView) -> Page:
    _ = scene.words.gettext
    title = _("Agenda of %(circle)s") % {"circle": view.circle.name}
    about = _("What this circle's next meeting is about, and what has a last day.")
    return Page(f"circles/{circle}/agenda/", "circles", "agenda.html", title, about, {"v": view})
