"""What was in force on a day: an index of months, and a page of each month (M13)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from nstgov.publish.days import month_in_words
from nstgov.publish.rendering import Page
from nstgov.publish.views.circling import Circles
from nstgov.publish.views.scene import Scene
from nstgov.publish.views.standing_then import Month, MonthView, month_views, months_of, standings, year_views

SECTION = "in-force"


def in_force_pages(scene: Scene, _circles: Circles) -> Iterator[Page]:
    """The index, and every page of every month."""
    _ = scene.words.gettext
    all_ = standings(scene)
    months = months_of(all_, scene.day)
    title = _("In force on a day")
    about = _("What was in force on any day, as it stood then.")
    known = {
        "first": min((one.first for one in all_), default=scene.day),
        "month_name": partial(_name_of, scene.site.spoken),
    }
    yield Page(f"{SECTION}/", SECTION, "in-force.html", title, about, {"years": year_views(all_, months), **known})
    for month in month_views(all_, months):
        yield _month(scene, month, known)


def _name_of(language: str, month: Month) -> str:
    return month_in_words(month.first, language)


def _month(scene: Scene, view: MonthView, known: Mapping[str, object]) -> Page:
    _, name = scene.words.gettext, month_in_words(view.month.first, scene.site.spoken)
    title = _("In force in %(month)s") % {"month": name}
    about = _("Everything that was in force in %(month)s, with its first and last day.") % {"month": name}
    base = f"{SECTION}/{view.month.name}/"
    path = base if view.at == 1 else f"{base}{view.at}/"
    return Page(path, SECTION, "in-force-month.html", title, about, {"v": view, "base": base, **known})
