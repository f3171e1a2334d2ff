"""Long lists: a first page with the beginning of each part, and pages for what does not fit there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from nstgov.languages import N_, Words
from nstgov.publish.fragments import make_slug
from nstgov.publish.rendering import Page

FIRST = 50
"""Rows of each part on the first page."""
PER_PAGE = 100
"""Rows on each page of a long part; a page stays within what a phone loads without waiting."""


class ListPart(NamedTuple):
    """A part of a list: its id and title, its first rows, how many it has, where the rest is (None: here is all)."""

    id: str
    title: str
    rows: Sequence[Any]
    size: int
    rest: str | None


class Listing(NamedTuple):
    """A list of the site: its section, title, a line about it, and the titles of its parts."""

    section: str
    title: str
    about: str
    parts: Mapping[str, str]


def make_list_pages(
    listing: Listing,
    rows: Mapping[str, Sequence[Any]],
    words: Words,
    feeds: tuple[tuple[str, str], ...] = (),
    **more: object,
) -> Iterator[Page]:
    """
    The page of a list, `rows` by part, with what `more` its template wants; and the pages of its long parts.

    `feeds` are those that tell of the same, as a page has them.
    """
    section = listing.section
    parts = [_make_part(listing, key, of) for key, of in rows.items() if of]
    title, about = words.gettext(listing.title), words.gettext(listing.about)
    yield Page(f"{section}/", section, f"{section}.html", title, about, {"parts": parts, **more}, feeds)
    for key, of in rows.items():
        if len(of) > FIRST:
            yield from _make_part_pages(listing, key, of, words)


def _make_part(listing: Listing, key: str, rows: Sequence[Any]) -> ListPart:
    rest = f"{_part_folder(listing, key)}1/" if len(rows) > FIRST else None
    return ListPart(make_slug(key), listing.parts[key], rows[:FIRST], len(rows), rest)


def _part_folder(listing: Listing, key: str) -> str:
    """The folder of a long part's pages; no id holds two hyphens, so it is nobody else's."""
    return f"{listing.section}/all--{make_slug(key)}/"


def _make_part_pages(listing: Listing, key: str, rows: Sequence[Any], words: Words) -> Iterator[Page]:
    base, pages, part = _part_folder(listing, key), -(-len(rows) // PER_PAGE), listing.parts[key]
    for at in range(1, pages + 1):
        shown = rows[(at - 1) * PER_PAGE : at * PER_PAGE]
        view = {"list": listing, "title": part, "rows": shown, "at": at, "pages": pages, "base": base}
        title = words.gettext("%(part)s, %(at)d of %(pages)d") % {
            "part": words.gettext(part), "at": at, "pages": pages,
        }  # fmt: skip
        yield Page(f"{base}{at}/", listing.section, "list.html", title, words.gettext(listing.about), view)


PROPOSALS = Listing(
    "proposals",
    N_("Proposals"),
    N_("What is being decided, by stage."),
    {
        "not valid": N_("Entered as decided, and not valid"),
        "objected": N_("Somebody can't live with it yet"),
        "in round": N_("Members are being asked"),
        "consented": N_("Everyone asked can live with it"),
        "open": N_("To be read and discussed"),
        "gathering": N_("Ideas that look for people"),
        "decided": N_("Decided"),
        "set aside": N_("Set aside"),
        "withdrawn": N_("Taken back by its authors"),
        "imported": N_("Brought here from elsewhere"),
    },
)


DECISIONS = Listing(
    "decisions",
    N_("Decisions"),
    N_("What was decided, and until when."),
    {
        "not valid": N_("Entered as decided, and not valid"),
        "under reconsideration": N_("Under reconsideration"),
        "lapsing": N_("Their last day is near"),
        "in force": N_("In force"),
        "renewed": N_("Renewed by a later decision"),
        "replaced": N_("Replaced by a later decision"),
        "let go": N_("Let go"),
        "lapsed": N_("Lapsed"),
        "imported": N_("Brought here from elsewhere"),
    },
)


ELECTIONS = Listing(
    "elections",
    N_("Elections"),
    N_("How people were chosen for a role."),
    {
        "running": N_("Terms that run now or begin soon"),
        "over": N_("Terms that are over"),
        "not valid": N_("Entered, and not valid"),
    },
)
