"""What was in force on a day: an index of months, and a page of each month (M13)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from nstgov.publish.days import format_month
from nstgov.publish.rendering import Page
from nstgov.publish.views.circling import Circles
from nstgov.publish.views.scene import Snapshot
from nstgov.publish.views.standing_then import (
    Month,
    MonthView,
    list_month_views,
    list_months,
    list_times_in_force,
    list_year_views,
)

SECTION = "in-force"


def make_in_force_pages(scene: Snapshot, _circles: Circles) -> Iterator[Page]:
    """The index, and every page of every month."""
    _ = scene.words.gettext
    all_ = list_times_in_force(scene)
    months = list_months(all_, scene.day)
    title = _("In force on a day")
    about = _("What was in force on any day, as it stood then.")
    known = {
        "first": min((one.first for one in all_), default=scene.day),
        "month_name": partial(_month_name, scene.site.spoken),
    }
    yield Page(f"{SECTION}/", SECTION, "in-force.html", title, about, {"years": list_year_views(all_, months), **known})
    for month in list_month_views(all_, months):
        yield _make_month_page(scene, month, known)


def _month_name(language: str, month: Month) -> str:
    return format_month(month.first, language)


def _make_month_page(scene: Snapshot, view: MonthView, known: Mapping[str, object]) -> Page:
    _, name = scene.words.gettext, format_month(view.month.first, scene.site.spoken)
    title = _("In force in %(month)s") % {"month": name}
    about = _("Everything that was in force in %(month)s, with its first and last day.") % {"month": name}
    base = f"{SECTION}/{view.month.name}/"
    path = base if view.at == 1 else f"{base}{view.at}/"
    return Page(path, SECTION, "in-force-month.html", title, about, {"v": view, "base": base, **known})
