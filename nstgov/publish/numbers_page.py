"""The page of numbers: each picture with its table (M14)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from markupsafe import Markup

from nstgov.publish.charts import bars, columns
from nstgov.publish.days import month_in_words
from nstgov.publish.rendering import Page
from nstgov.publish.views.circling import Circles
from nstgov.publish.views.numbers import NumbersView, numbers_view
from nstgov.publish.views.scene import Scene

Rows = tuple[tuple[str, int], ...]


class Figure(NamedTuple):
    """A picture, the heads of its table's columns, and its rows."""

    id: str
    picture: Markup
    what: str
    counted: str
    rows: Rows


def numbers_page(scene: Scene, _circles: Circles) -> Iterator[Page]:
    """How long consent takes, what objections changed, what became of decisions, how many we are."""
    _, view = scene.words.gettext, numbers_view(scene)
    figures = {
        "consent": _consent(scene, view),
        "objections": _objections(scene, view),
        "decisions": _decisions(scene, view),
        "people": _over_time(scene, view, "people", _("People in circles"), lambda at: view.growth[at].people),
        "circles": _over_time(scene, view, "circles", _("Circles"), lambda at: view.growth[at].circles),
    }
    about = _("How long consent takes, what objections changed, what became of decisions.")
    yield Page("numbers/", "numbers", "numbers.html", _("Numbers"), about, {"v": view, "f": figures})


def _consent(scene: Scene, view: NumbersView) -> Figure:
    _ = scene.words.gettext
    rows: list[tuple[str, int]] = []
    before = -1
    for most, count in view.consent:
        words = _("more than %(least)d days") if most is None else _("%(least)d to %(most)d days")
        least = before if most is None else before + 1
        rows.append((words % {"least": least, "most": most}, count))
        before = most or before
    name = _("Days from the first version to the decision")
    return _bars(scene, "consent", name, _("Time"), _("Decisions"), tuple(rows))


def _objections(scene: Scene, view: NumbersView) -> Figure:
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
    return _bars(scene, "became", _("What became of objections"), _("What became of it"), _("Objections"), rows)


def _decisions(scene: Scene, view: NumbersView) -> Figure:
    _ = scene.words.gettext
    rows = tuple((_(stage), count) for stage, count in view.decisions)
    return _bars(scene, "decided", _("What became of decisions"), _("Today"), _("Decisions"), rows)


def _over_time(scene: Scene, view: NumbersView, id_: str, name: str, count_of: Callable[[int], int]) -> Figure:
    _ = scene.words.gettext
    months = [month_in_words(one.day, scene.site.spoken) for one in view.growth]
    rows = tuple((month, count_of(at)) for at, month in enumerate(months))
    drawn = columns(f"chart-{id_}", name, _in_words(rows), rows, leftward=_leftward(scene))
    return Figure(id_, drawn, _("At the end of"), name, rows)


def _leftward(scene: Scene) -> bool:
    return scene.words.direction == "rtl"


def _bars(scene: Scene, id_: str, name: str, what: str, count: str, rows: Rows) -> Figure:
    return Figure(id_, bars(f"chart-{id_}", name, _in_words(rows), rows, leftward=_leftward(scene)), what, count, rows)


def _in_words(rows: Rows) -> str:
    """The same in words, for those who do not see the picture."""
    shown = rows if len(rows) <= 12 else (rows[0], rows[-1])
    return "; ".join(f"{words}: {number}" for words, number in shown)
