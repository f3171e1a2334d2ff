"""Long lists: a first page with the beginning of each part, and pages for what does not fit there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from nstgov.languages import N_, Words
from nstgov.publish.fragments import make_slug
from nstgov.publish.rendering import Page
from nstgov.publish.text.natural_order import natural_key
from nstgov.publish.views.snapshot import PageLink

PER_PAGE, FEWEST = 33, 5
"""
Rows on a page of a list, and those that each of its parts has at least on the first page, where they share them.

So a page stays within what a phone loads without waiting, and a thumb scrolls: about 8,000 pixels where it is narrow.
"""
IN_A_LINE, PER_INDEX = 12, 100
"""Ways to narrow a list that stand in one line, and those on a page of their own where there are more."""
NARROWED = 20
"""Rows of a list from which on there are pages for a part of it: a year, a kind, a circle."""


class ListPart(NamedTuple):
    """
    A part of a list: its id and title, its first rows, how many it has, where the rest is (None: here is all).

    `groups` says how many of its rows belong to each of some things.
    """

    id: str
    title: str
    rows: Sequence[Any]
    size: int
    rest: str | None
    groups: Sequence[tuple[PageLink, int]] = ()


class NarrowedList(NamedTuple):
    """
    Some rows of a list: what they have in common, as it stands in an address and as people say it.

    `href` is where they stand already; then no page is made of them.
    """

    key: str
    name: str
    rows: Sequence[Any]
    href: str | None = None


class Narrowing(NamedTuple):
    """One way to narrow a list: as it stands in an address, its title, and the lists that it leads to."""

    key: str
    title: str
    lists: tuple[NarrowedList, ...]


class Listing(NamedTuple):
    """A list of the site: its section, title, a line about it, the titles of its parts, and rows a page has."""

    section: str
    title: str
    about: str
    parts: Mapping[str, str]
    per_page: int = PER_PAGE


def make_list_pages(
    listing: Listing,
    rows: Mapping[str, Sequence[Any]],
    words: Words,
    feeds: tuple[tuple[str, str], ...] = (),
    *,
    narrowings: Sequence[Narrowing] = (),
    groups: Mapping[str, Sequence[tuple[PageLink, int]]] = {},
    **more: object,
) -> Iterator[Page]:
    """
    The page of a list, `rows` by part, with what `more` its template wants; and the pages of its long parts.

    `feeds` are those that tell of the same, as a page has them; `narrowings` are the ways to narrow it, `groups` by
    part how many of its rows belong to what.
    """
    section = listing.section
    there = {key: of for key, of in rows.items() if of}
    first = _find_share(len(of) for of in there.values())
    parts = [_make_part(listing, key, of, first, groups.get(key, ())) for key, of in there.items()]
    title, about = words.gettext(listing.title), words.gettext(listing.about)
    is_narrowed = sum(map(len, there.values())) > NARROWED
    ways = [way for way in narrowings if len(way.lists) > 1] if is_narrowed else []
    context = {"parts": parts, "narrowings": [_list_ways(listing, way, words) for way in ways], **more}
    yield Page(f"{section}/", section, f"{section}.html", title, about, context, feeds)
    for key, of in there.items():
        if len(of) > first:
            yield from _make_part_pages(listing, _part_folder(listing, key), listing.parts[key], of, words)
    for way in ways:
        if len(way.lists) > IN_A_LINE:
            yield from _make_index_pages(listing, way, words)
        for one in (one for one in way.lists if one.href is None):
            yield from _make_part_pages(listing, _narrowed_folder(listing, one), one.name, one.rows, words)


def make_name_index(listing: Listing, doors: Iterable[PageLink], title: str, words: Words) -> Iterator[Page]:
    """Pages that list things by name, a line each, whose own pages there are already."""
    lists = (NarrowedList(door.href, door.name, (), door.href) for door in doors if door.href)
    way = Narrowing("name", title, tuple(sorted(lists, key=lambda one: natural_key(one.name))))
    yield from _make_index_pages(listing, way, words)


def narrow_rows(
    key: str, title: str, rows: Iterable[Any], keys_of: Callable[[Any], Iterable[tuple[str, str]]]
) -> Narrowing:
    """Rows by what they have in common; `keys_of` gives for a row each key (for the address) and its name."""
    found: dict[tuple[str, str], list[Any]] = {}
    for row in rows:
        for shared in dict.fromkeys(keys_of(row)):
            found.setdefault(shared, []).append(row)
    lists = (NarrowedList(f"{key}-{value}", name, of) for (value, name), of in found.items())
    return Narrowing(key, title, tuple(sorted(lists, key=lambda one: natural_key(one.name))))


def _list_ways(listing: Listing, way: Narrowing, words: Words) -> tuple[str, list[tuple[str, str, int]]]:
    if len(way.lists) > IN_A_LINE:
        return way.title, [(words.gettext("All"), f"{_index_folder(listing, way)}1/", len(way.lists))]
    return way.title, [_link_narrowed(listing, one) for one in way.lists]


def _link_narrowed(listing: Listing, one: NarrowedList) -> tuple[str, str, int]:
    return one.name, one.href or f"{_narrowed_folder(listing, one)}1/", len(one.rows)


def _index_folder(listing: Listing, way: Narrowing) -> str:
    return f"{listing.section}/by--{way.key}/"


def _make_index_pages(listing: Listing, way: Narrowing, words: Words) -> Iterator[Page]:
    """All lists of one way, a line each."""
    base, pages = _index_folder(listing, way), -(-len(way.lists) // PER_INDEX)
    for at in range(1, pages + 1):
        shown = [_link_narrowed(listing, one) for one in way.lists[(at - 1) * PER_INDEX : at * PER_INDEX]]
        view = {"list": listing, "title": way.title, "rows": shown, "at": at, "pages": pages, "base": base}
        view |= {"first": shown[0][0], "last": shown[-1][0], "size": len(way.lists)}
        title = words.gettext("%(part)s, %(at)d of %(pages)d") % {
            "part": f"{words.gettext(listing.title)}: {way.title}", "at": at, "pages": pages,
        }  # fmt: skip
        yield Page(f"{base}{at}/", listing.section, "list-index.html", title, words.gettext(listing.about), view)


def _narrowed_folder(listing: Listing, one: NarrowedList) -> str:
    return f"{listing.section}/by--{one.key}/"


def _find_share(sizes: Iterable[int]) -> int:
    """How many rows each part begins with: as many as fit when short parts leave their room to longer ones."""
    lengths = sorted(sizes)
    room = PER_PAGE
    for at, length in enumerate(lengths):
        share = room // (len(lengths) - at)
        if length > share:
            return max(FEWEST, share)
        room -= length
    return max(FEWEST, *lengths) if lengths else FEWEST


def _make_part(
    listing: Listing, key: str, rows: Sequence[Any], first: int, groups: Sequence[tuple[PageLink, int]]
) -> ListPart:
    rest = f"{_part_folder(listing, key)}1/" if len(rows) > first else None
    return ListPart(make_slug(key), listing.parts[key], rows[:first], len(rows), rest, groups)


def _part_folder(listing: Listing, key: str) -> str:
    """The folder of a long part's pages; no id holds two hyphens, so it is nobody else's."""
    return f"{listing.section}/all--{make_slug(key)}/"


def _make_part_pages(listing: Listing, base: str, part: str, rows: Sequence[Any], words: Words) -> Iterator[Page]:
    each = listing.per_page
    pages = -(-len(rows) // each)
    for at in range(1, pages + 1):
        shown = rows[(at - 1) * each : at * each]
        view = {"list": listing, "title": part, "rows": shown, "at": at, "pages": pages, "base": base}
        view |= {"first": (at - 1) * each + 1, "last": (at - 1) * each + len(shown), "size": len(rows)}
        title = words.gettext("%(part)s, %(at)d of %(pages)d") % {
            "part": f"{words.gettext(listing.title)}: {words.gettext(part)}", "at": at, "pages": pages,
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
