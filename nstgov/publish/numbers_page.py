"""The page of numbers: each picture with its table (M14)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from markupsafe import Markup

from nstgov.publish.charts import render_bar_chart, render_column_chart
from nstgov.publish.days import format_month
from nstgov.publish.rendering import Page
from nstgov.publish.views.circling import Circles
from nstgov.publish.views.numbers import NumbersView, build_numbers_view
from nstgov.publish.views.scene import Snapshot

Rows = tuple[tuple[str, int], ...]


class ChartWithTable(NamedTuple):
    """A picture, the heads of its table's columns, and its rows."""

    id: str
    picture: Markup
    what: str
    counted: str
    rows: Rows


def make_numbers_pages(scene: Snapshot, _circles: Circles) -> Iterator[Page]:
    """How long consent takes, what objections changed, what became of decisions, how many we are."""
    _, view = scene.words.gettext, build_numbers_view(scene)
    figures = {
        "consent": _chart_consent_times(scene, view),
        "objections": _chart_objection_results(scene, view),
        "decisions": _chart_decision_results(scene, view),
        "people": _chart_growth(scene, view, "people", _("People in circles"), lambda at: view.growth[at].people),
        "circles": _chart_growth(scene, view, "circles", _("Circles"), lambda at: view.growth[at].circles),
    }
    about = _("How long consent takes, what objections changed, what became of decisions.")
    yield Page("numbers/", "numbers", "numbers.html", _("Numbers"), about, {"v": view, "f": figures})


def _chart_consent_times(scene: Snapshot, view: NumbersView) -> ChartWithTable:
    _ = scene.words.gettext
    rows: list[tuple[str, int]] = []
    before = -1
    for most, count in view.consent:
        words = _("more than %(least)d days") if most is None else _("%(least)d to %(most)d days")
        least = before if most is None else before + 1
        rows.append((words % {"least": least, "most": most}, count))
        before = most or before
    name = _("Days from the first version to the decision")
    return _make_bar_chart(scene, "consent", name, _("Time"), _("Decisions"), tuple(rows))


def _chart_objection_results(scene: Snapshot, view: NumbersView) -> ChartWithTable:
    _ = scene.words.gettext
    words = {
        "text changed": _("the text was changed"),
        "term shortened": _("it ends sooner"),
        "measured": _("what they fear is measured"),
        "withdrawn": _("taken back by those who objected"),
        "other": _("met in another way"),
        "set aside": _("set aside, with reasons"),
        "open": _("open"),
        "gathering": _("looking for people"),
    }
    rows = tuple((words[way], count) for way, count in view.became)
    return _make_bar_chart(
        scene, "became", _("What became of objections"), _("What became of it"), _("Objections"), rows
    )


def _chart_decision_results(scene: Snapshot, view: NumbersView) -> ChartWithTable:
    _ = scene.words.gettext
    rows = tuple((_(stage), count) for stage, count in view.decisions)
    return _make_bar_chart(scene, "decided", _("What became of decisions"), _("Today"), _("Decisions"), rows)


def _chart_growth(
    scene: Snapshot, view: NumbersView, id_: str, name: str, count_of: Callable[[int], int]
) -> ChartWithTable:
    _ = scene.words.gettext
    months = [format_month(one.day, scene.site.spoken) for one in view.growth]
    rows = tuple((month, count_of(at)) for at, month in enumerate(months))
    drawn = render_column_chart(f"chart-{id_}", name, _describe_chart(rows), rows, leftward=_is_right_to_left(scene))
    return ChartWithTable(id_, drawn, _("At the end of"), name, rows)


def _is_right_to_left(scene: Snapshot) -> bool:
    return scene.words.direction == "rtl"


def _make_bar_chart(scene: Snapshot, id_: str, name: str, what: str, count: str, rows: Rows) -> ChartWithTable:
    return ChartWithTable(
        id_,
        render_bar_chart(f"chart-{id_}", name, _describe_chart(rows), rows, leftward=_is_right_to_left(scene)),
        what,
        count,
        rows,
    )


def _describe_chart(rows: Rows) -> str:
    """The same in words, for those who do not see the picture."""
    shown = rows if len(rows) <= 12 else (rows[0], rows[-1])
    return "; ".join(f"{words}: {number}" for words, number in shown)
