"""Pages that look across the whole record by one question each: what is objected to, what is on its way."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from nstgov.publish.in_force_pages import make_in_force_pages
from nstgov.publish.listing import Listing, make_list_pages
from nstgov.publish.numbers_page import make_numbers_pages
from nstgov.publish.rendering import Page, PageGroup
from nstgov.publish.stamps import get_record_fingerprints
from nstgov.publish.text import summarize_text
from nstgov.publish.views.caring import count_people_not_heard, list_care_rows
from nstgov.publish.views.circling import Circles
from nstgov.publish.views.electing import ElectionRow, list_keeper_rows
from nstgov.publish.views.objection_life import ObjectionPage, find_objection_page, list_objection_rows
from nstgov.publish.views.on_the_way import list_action_rows, list_invitation_rows
from nstgov.publish.views.scene import Snapshot
from nstgov.publish.views.set_right import list_remarks
from nstgov.records import ObjectionFolder


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
        Listing("objections", _("Objections"), about, parts), list_objection_rows(scene), scene.words
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
        yield _make_objection_page(scene, view, folder.target)


def _make_objection_page(scene: Snapshot, view: ObjectionPage, target: str) -> Page:
    said = view.now.important or view.now.reasons
    about = (summarize_text(said.text) if said else "") or scene.words.gettext("An objection and what became of it.")
    return Page(
        f"{target}/objections/{view.id}/",
        target.partition("/")[0],
        "objection.html",
        view.now.title,
        about,
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
    yield from make_list_pages(Listing("actions", _("Actions"), about, parts), list_action_rows(scene), scene.words)


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
        Listing("invitations", _("Invitations"), about, parts), list_invitation_rows(scene), scene.words
    )


def make_keeper_list(scene: Snapshot, _circles: Circles) -> Iterator[Page]:
    """Who may merge and block what others propose to put on record, until when, and who did before."""
    _ = scene.words.gettext
    parts = {"running": _("Keepers now"), "ahead": _("Chosen, and begin later"), "over": _("Keepers before them")}
    about = _("Who can put changes on record and hold them back, and until when.")
    rows: dict[str, list[ElectionRow]] = {part: [] for part in parts}
    for row in list_keeper_rows(scene):
        rows["running" if row.current else "ahead" if row.ahead else "over" if row.valid else "not valid"].append(row)
    yield from make_list_pages(Listing("keepers", _("Keepers"), about, parts), rows, scene.words)


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
        Listing("care", _("Care"), about, parts),
        count_people_not_heard(scene),
        bool(circles.list_ids()),
    )
    yield from make_list_pages(listing, list_care_rows(scene), scene.words, silenced=silenced, begun=begun)


ACROSS = (
    make_objection_list,
    make_objection_pages,
    make_action_list,
    make_invitation_list,
    make_keeper_list,
    make_remark_list,
    make_in_force_pages,
    make_care_list,
    make_numbers_pages,
)
"""What makes these pages; each is a function of the record on a day."""
