"""
What circles of friends do among themselves, and the little that is read to judge it (M1, M2, M13).

Most changes are of this kind: somebody speaks to a proposal, a circle decides, an objection is written. Who may speak
in a circle of friends follows from its own acts alone; circles above it, and all others, have no part in it. So its
records are read, the proposals that the change adds to with all that name one another, and where the people who speak
in them come from. Whoever asks for any other circle is told that it was left unread (`NotRead`), and the change is
judged by more.

A call for help rests on less still. It is words: no membership, seat, decision or count follows from it, and no rule
asks who else is in its circle. What is found in it is about its form, about its day beside those on which the circle
began and closed, and whether those whom it names are on record. All this stands in the circle's own folder, if all
whom that names are introduced there. So where nothing else is added, no file of another circle is read: their paths
are listed, to see that no other folder is of the same circle, and that none has a name like that of what is added.
What is asked of the circle's other acts may come out otherwise while it is unknown whom circles below send to it; but
that is the same with the call and without it, and only what differs is told.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Container, Iterable

from nstgov.records import Bringer, ground_rules, regions
from nstgov.records.layout import ROOTS, SETTINGS
from nstgov.records.path_folding import is_record_path
from nstgov.records.regions import is_far_id
from nstgov.store.circle_search import FAR_REACHING, MOST_NAMED, CircleFiles, CircleSearch
from nstgov.store.neighbourhood import (
    Neighbourhood,
    collect_links,
    gather_neighbourhood,
    list_plain,
    require_clear_change,
    require_plain,
    require_same_ground_rules,
    yield_chained,
)
from nstgov.store.record_listing import CommitFiles, RecordListing, UnclearReach

_PLAIN_NAMES = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)*")
_ASKING = re.compile(r"circles/.*/[0-9-]+\.asks\.yml")
"""The acts of a circle that are words and nothing else: it asks for help."""
_AROUND_CIRCLES = ("circles/", "circles0")
"""Between these two stand the paths of all files of circles, where paths are in order."""
_PROVING = re.compile(r".*\.sig|.*\.confirmation\.yml")


def find_circle_neighbourhood(listing: RecordListing, brought_by: Bringer | None = None) -> Neighbourhood:
    """
    What a change among circles of friends is judged by. Raises UnclearReach where it is more than that.

    `brought_by` is the account that brings it; whose that is has to be known too.
    """
    of_circles = sorted(path for path in {*listing.added, *listing.altered} if path.startswith("circles/"))
    if not all(path in listing.altered or _ASKING.fullmatch(path) for path in of_circles):
        raise UnclearReach("an act of a circle")
    subjects = _list_subjects(listing.landed, are_touched=len(of_circles) < len(listing.added | listing.altered))
    of_words = brought_by is None and not listing.altered and len(of_circles) == len(listing.added)
    circle_files, ground = _list_standing(listing, of_words=of_words)
    if not ground:
        raise UnclearReach("a record that begins")
    listing.read_files((*ground, *sorted(listing.added)))
    require_clear_change(listing, of_circles)
    _require_word_enough(listing, ground)
    touched = _ProposalSearch(listing, subjects).find_connected()
    require_same_ground_rules(listing, ground, touched)
    _require_withheld_apart(listing, circle_files, touched)
    search = CircleSearch(listing, circle_files, is_bringer_asked=brought_by is not None, of_words=of_words)
    search.go_through(touched)
    for path in of_circles:
        search.read_circle(path.split("/")[-2])
    if brought_by is not None:
        search.read_account_holders(brought_by)
    _require_regions_apart(listing, ground, touched, search.found)
    read = {*ground, *touched, *search.paths}
    beside = search.beside - read
    return gather_neighbourhood(listing, read | beside, beside, search.list_unread())


def find_ground(listing: RecordListing) -> Neighbourhood:
    """
    What a change is judged by that touches no record: the settings, ground rules and regions.

    No circle is read, and no proposal: of them the same is found without the change and with it. Raises UnclearReach.
    """
    circle_files, ground = _list_standing(listing, of_words=True)
    if not ground:
        raise UnclearReach("a record that begins")
    listing.read_files(ground)
    return gather_neighbourhood(listing, {*ground}, unread=CircleFiles(circle_files).list_circles())


def _list_standing(listing: RecordListing, *, of_words: bool) -> tuple[list[str], list[str]]:
    """
    The paths of the files of all circles, and those of the settings, ground rules and regions.

    Of words only, few files of circles are read, and their paths are enough. Raises UnclearReach as `list_plain`.
    """
    ground = SETTINGS, "ground-rules", "regions"
    if of_words:
        return require_plain(listing.list_paths_below("circles")), list_plain(listing, *ground)
    standing = list_plain(listing, "circles", *ground)
    begin, end = (bisect_left(standing, path) for path in _AROUND_CIRCLES)
    return standing[begin:end], standing[:begin] + standing[end:]


def _list_subjects(landed: CommitFiles, *, are_touched: bool) -> frozenset[str]:
    """
    The ids of all proposals and decisions; none where a change touches none of them, and so asks for none.

    Raises UnclearReach where a name may be taken for that of something touched.
    """
    if any(is_record_path(name) and name not in (*ROOTS, SETTINGS) for name in landed.list_names("")):
        raise UnclearReach("a name that another system would take for another one")
    names = [*landed.list_names("proposals"), *landed.list_names("decisions")] if are_touched else []
    if names and not _PLAIN_NAMES.fullmatch("/".join(names)):
        raise UnclearReach("a name that another system would take for another one")
    return frozenset(names)


class _ProposalSearch:
    """
    Goes from the proposals and decisions that a change adds to, to those that they name, or that name them.

    What is not decided yet, nobody names but those that go on in it, and to these nothing happens by it. What is
    named and is none of the `subjects` on record, is nowhere.
    """

    def __init__(self, listing: RecordListing, subjects: Container[str]) -> None:
        self.listing, self.subjects = listing, subjects
        self.found: dict[str, list[str]] = {}
        self.links: dict[str, set[str]] | None = None

    def find_connected(self) -> list[str]:
        """The files of all these; they are read."""
        touched = {*self.listing.added, *self.listing.altered}
        left = sorted({path.split("/", 2)[1] for path in touched if not path.startswith("circles/")})
        while left:
            self._read_folders(left)
            files = [path for id_ in left for path in self.found[id_]]
            named = {name for path in files for name in yield_chained(self.listing.parsed[path])}
            if self.links is None and any(path.endswith("/decision.yml") for path in files):
                self.links = collect_links(self.listing, list_plain(self.listing, "proposals", "decisions"))
                left = [*self.found]
            named.update(*((self.links or {}).get(id_, ()) for id_ in left))
            left = sorted(id_ for id_ in named - self.found.keys() if id_ in self.subjects)
        return [path for files in self.found.values() for path in files]

    def _read_folders(self, ids: Collection[str]) -> None:
        if len(ids) + len(self.found) > MOST_NAMED:
            raise UnclearReach("more proposals than friends speak of")
        folders = [f"{root}/{id_}" for id_ in ids for root in ("proposals", "decisions")]
        files = list_plain(self.listing, *folders)
        if any(path.endswith("/election.yml") or FAR_REACHING.fullmatch(path) for path in files):
            raise UnclearReach("what is elected, withheld or taken out of count")
        if any(map(_PROVING.fullmatch, files)):
            raise UnclearReach("what is proven")
        self.listing.read_files(files)
        for id_ in ids:
            self.found[id_] = [path for path in files if path.split("/", 2)[1] == id_]


def _require_withheld_apart(listing: RecordListing, circle_files: Iterable[str], touched: Iterable[str]) -> None:
    """Raises UnclearReach where something of a circle is withheld by what a change touches."""
    decided = {path.split("/", 2)[1] for path in touched if path.endswith("/decision.yml")}
    withheld = [path for path in circle_files if path.endswith(".withheld.yml")] if decided else []
    listing.read_files(withheld)
    if any(not decided.isdisjoint(yield_chained(listing.parsed[path])) for path in withheld):
        raise UnclearReach("what is withheld of circles")


def _require_regions_apart(
    listing: RecordListing, ground: Iterable[str], touched: Iterable[str], found: Container[str]
) -> None:
    """Raises UnclearReach where a region has joined one of the circles, or one of its own is named."""
    for path in ground:
        region = listing.parsed[path].record
        if isinstance(region, regions.Region) and region.joins in found:
            raise UnclearReach(f"the region {region.region}")
    if any(is_far_id(thing.name) for path in touched for thing in listing.parsed[path].mentions):
        raise UnclearReach("what is said by, or of, regions")


def _require_word_enough(listing: RecordListing, ground: Iterable[str]) -> None:
    """Raises UnclearReach where any edition of the ground rules asks for proof of what people say."""
    for path in ground:
        one = listing.parsed[path]
        is_clear = one.record is not None and not one.misfits
        edition = one.record if isinstance(one.record, ground_rules.GroundRules) else None
        asks_more = edition and any(level != "declared" for level in edition.proof.values())
        if not is_clear or asks_more:
            raise UnclearReach(f"what is asked by {path}")
