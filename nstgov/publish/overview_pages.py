"""Pages that look across the whole record by one question each: what is objected to, what is on its way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from markupsafe import Markup

from nstgov.publish.dependencies import get_record_fingerprints
from nstgov.publish.following.feeds import find_objection_feed, list_common_feeds
from nstgov.publish.listing import Listing, make_list_pages
from nstgov.publish.rendering import Page, PageGroup
from nstgov.publish.svg.charts import render_bar_chart, render_column_chart
from nstgov.publish.text.dates import format_month
from nstgov.publish.text.natural_order import format_count
from nstgov.publish.views.actions_and_invitations import list_action_rows, list_invitation_rows
from nstgov.publish.views.care_views import count_by_region, count_people_not_heard, list_care_lines, list_care_rows
from nstgov.publish.views.circle_views import Circles
from nstgov.publish.views.election_views import ElectionRow, is_of_a_keeper, list_keeper_rows
from nstgov.publish.views.in_force import (
    Month,
    MonthView,
    list_month_views,
    list_months,
    list_times_in_force,
    list_year_views,
)
from nstgov.publish.views.numbers import NumbersView, build_numbers_view
from nstgov.publish.views.objection_history import ObjectionPage, find_objection_page, list_objection_rows
from nstgov.publish.views.page_titles import name_objection_page, summarize_objection_to
from nstgov.publish.views.remarks import list_remarks
from nstgov.publish.views.snapshot import PageLink, Snapshot
from nstgov.records import ObjectionFolder

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
    drawn = render_column_chart(f"chart-{id_}", name, _describe_chart(rows), rows, **_write_chart(scene))
    return ChartWithTable(id_, drawn, _("At the end of"), name, rows)


def _write_chart(scene: Snapshot) -> dict[str, Any]:
    """Which way the lines of a picture run, and how it writes numbers."""
    return {
        "leftward": scene.words.direction == "rtl",
        "say": partial(format_count, language=scene.site.spoken),
    }


def _make_bar_chart(scene: Snapshot, id_: str, name: str, what: str, count: str, rows: Rows) -> ChartWithTable:
    return ChartWithTable(
        id_,
        render_bar_chart(f"chart-{id_}", name, _describe_chart(rows), rows, **_write_chart(scene)),
        what,
        count,
        rows,
    )


def _describe_chart(rows: Rows) -> str:
    """The same in words, for those who do not see the picture."""
    shown = rows if len(rows) <= 12 else (rows[0], rows[-1])
    return "; ".join(f"{words}: {number}" for words, number in shown)


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


def make_objection_list(scene: Snapshot, _circles: Circles) -> Iterator[Page]:
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
    yield from make_list_pages(
        Listing("objections", _("Objections"), about, parts),
        list_objection_rows(scene),
        scene.words,
        (find_objection_feed(scene),),
    )


def make_objection_pages(scene: Snapshot, _circles: Circles) -> Iterator[PageGroup]:
    """A page of each objection, under what it is against."""
    stamps = get_record_fingerprints(scene)
    for folder in scene.movement.objection_folders():
        name, group = f"{folder.target}/{folder.id}", stamps.get_group(folder.target.partition("/")[2])
        yield PageGroup(name, stamps.get_cache_key(group), partial(_make_one_objection_page, scene, folder))


def _make_one_objection_page(scene: Snapshot, folder: ObjectionFolder) -> Iterator[Page]:
    view = find_objection_page(scene, folder)
    if view is not None:
        yield _make_objection_page(scene, folder, view)


def _make_objection_page(scene: Snapshot, folder: ObjectionFolder, view: ObjectionPage) -> Page:
    return Page(
        f"{folder.target}/objections/{view.id}/",
        folder.target.partition("/")[0],
        "objection.html",
        name_objection_page(scene, folder, view.now.title),
        summarize_objection_to(scene, folder),
        {"v": view},
    )


def make_action_list(scene: Snapshot, _circles: Circles) -> Iterator[Page]:
    """All actions, by how far they are on their way."""
    _ = scene.words.gettext
    parts = {
        "gathering": _("Gathering people: join in"),
        "ready": _("Enough people, and not decided yet"),
        "started": _("Started"),
        "over": _("Over"),
    }
    about = _("What people do together, and how many have committed to it.")
    listing = Listing("actions", _("Actions"), about, parts)
    yield from make_list_pages(listing, list_action_rows(scene), scene.words, list_common_feeds(scene)[:1])


def make_invitation_list(scene: Snapshot, _circles: Circles) -> Iterator[Page]:
    """Everybody who was invited, by their answer."""
    _ = scene.words.gettext
    parts = {
        "awaited": _("Asked: an answer is awaited"),
        "later": _("Later, they said"),
        "joins": _("They join"),
        "declines": _("Not this time, they said"),
        "open": _("Not decided yet: shall we ask them?"),
        "over": _("Not asked after all"),
    }
    about = _("Whom circles have asked to join, and what they answered.")
    yield from make_list_pages(
        Listing("invitations", _("Invitations"), about, parts),
        list_invitation_rows(scene),
        scene.words,
        list_common_feeds(scene)[:1],
    )


def make_keeper_list(scene: Snapshot, _circles: Circles) -> Iterator[Page]:
    """Who may merge and block what others propose to put on record, until when, and who did before."""
    _ = scene.words.gettext
    parts = {
        "running": _("Keepers now"),
        "waiting": _("Chosen by one circle, and not yet by all who are asked"),
        "ahead": _("Chosen, and begin later"),
        "over": _("Keepers before them"),
        "not valid": _("Entered, and not valid"),
    }
    about = _("Who can put changes on record and hold them back, and until when.")
    rows: dict[str, list[ElectionRow]] = {part: [] for part in parts}
    for row in list_keeper_rows(scene):
        now = "running" if is_of_a_keeper(scene, row) else "waiting"
        rows[now if row.current else "ahead" if row.ahead else "over" if row.valid else "not valid"].append(row)
    listing = Listing("keepers", _("Keepers"), about, parts)
    yield from make_list_pages(listing, rows, scene.words, list_common_feeds(scene)[:1])


def make_remark_list(scene: Snapshot, _circles: Circles) -> Iterator[Page]:
    """What was withheld, taken out of count, set right or disputed."""
    _ = scene.words.gettext
    parts = {
        "withheld": _("Texts that are not shown"),
        "voided": _("Entered by mistake"),
        "corrected": _("Facts set right"),
        "disputed": _("\u201cThat is not what I said\u201d"),
    }
    about = _("Everything that was hidden, taken out of count, set right or disputed, with who and why.")
    yield from make_list_pages(
        Listing("changes", _("What was changed or hidden"), about, parts), list_remarks(scene), scene.words
    )


def make_care_list(scene: Snapshot, circles: Circles) -> Iterator[Page]:
    """Which circles need a hand, where voices get lost, what waits too long."""
    _ = scene.words.gettext
    parts = {
        "circles": _("Circles that could use a hand"),
        "chains": _("Where voices get lost on the way up"),
        "late": _("What has waited long"),
        "ahead": _("What to think of soon"),
    }
    about = _("Circles that could use a hand, and why; where voices get lost; what has waited long.")
    listing, silenced, begun = (
        Listing("care", _("Care"), about, parts, 23),
        count_people_not_heard(scene),
        bool(circles.list_ids()),
    )
    rows: dict[str, Sequence[Any]] = dict(list_care_rows(scene))
    groups: dict[str, list[tuple[PageLink, int]]] = {}
    if len(rows.get("circles", ())) > MANY_IN_NEED:
        del rows["circles"]
        lines = list_care_lines(scene)
        groups = {reason: count_by_region(of) for reason, of in lines.items()}
        rows, listing = {**lines, **rows}, listing._replace(parts={**_name_needs(scene), **parts})
    yield from make_list_pages(listing, rows, scene.words, groups=groups, silenced=silenced, begun=begun)


def _name_needs(scene: Snapshot) -> dict[str, str]:
    """The titles of what circles need, by reason."""
    _ = scene.words.gettext
    return {
        "asks for help": _("Circles that ask for help"),
        "empty": _("Circles with nobody in them"),
        "too few": _("Circles too small to decide"),
        "gathering": _("Circles that gather people"),
        "no representative": _("Circles for which nobody sits in the one around them"),
        "broken chain": _("Circles whose way up is broken"),
        "test overdue": _("Objections that wait to be tested"),
        "review overdue": _("Reviews that are due"),
        "too many": _("Circles too large for one table"),
        "quiet": _("Circles in which nothing has happened for long"),
    }


MANY_IN_NEED = 12
"""Circles in need from which on they stand by their need, one line each."""


ACROSS = (make_remark_list, make_care_list)
"""What makes these pages; each is a function of the record on a day."""
OF_ACTS = (
    make_objection_list,
    make_action_list,
    make_invitation_list,
    make_keeper_list,
    make_in_force_pages,
    make_numbers_pages,
)
"""Those on which no circle's call for help can stand."""
