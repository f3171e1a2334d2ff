"""
What circles of friends do among themselves, and the little that is read to judge it (M1, M2, M13).

Most changes are of this kind: somebody speaks to a proposal, a circle decides, an objection is written. Who may speak
in a circle of friends follows from its own acts alone; circles above it, and all others, have no part in it. So its
records are read, the proposals that the change adds to with all that name one another, and where the people who speak
in them come from. Whoever asks for any other circle is told that it was left unread (`NotRead`), and the change is
judged by more.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Sequence

from nstgov.records import Bringer, circles, ground_rules, regions
from nstgov.records.layout import ROOTS, SETTINGS
from nstgov.records.path_folding import is_record_path
from nstgov.records.regions import is_far_id
from nstgov.store.neighbourhood import (
    Neighbourhood,
    collect_links,
    gather_neighbourhood,
    list_plain,
    require_clear_change,
    require_same_ground_rules,
    yield_chained,
)
from nstgov.store.record_listing import CommitFiles, RecordListing, UnclearReach

_PERSONAL = re.compile(r"circles/.*/[0-9-]+\.(?:joins|leaves|away|back|person)\.[a-z0-9-]+\.yml")
_PLAIN_NAMES = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)*")
_ASKING = re.compile(r"circles/.*/[0-9-]+\.asks\.yml")
"""The acts of a circle that are words and nothing else: it asks for help."""
_AROUND_CIRCLES = ("circles/", "circles0")
"""Between these two stand the paths of all files of circles, where paths are in order."""
_NAMING = ("/circle.yml", ".changes.yml")
"""The ends of the files in which a circle names another one as its parent, or as one that it follows."""
_GIVES_ACCOUNT = re.compile(r"circles/.*/(?:circle|[0-9-]+\.(?:joins|person)\.[a-z0-9-]+)\.yml")
_FAR_REACHING = re.compile(r".*\.(?:void|withheld)\.yml")
"""What rests on, or bears upon, records of all times and circles."""
_PROVING = re.compile(r".*\.sig|.*\.confirmation\.yml")
MOST_NAMED = 200
"""So many proposals, and so many people, may be named: whoever names more does not speak among friends."""


def find_circle_neighbourhood(listing: RecordListing, brought_by: Bringer | None = None) -> Neighbourhood:
    """
    What a change among circles of friends is judged by. Raises UnclearReach where it is more than that.

    `brought_by` is the account that brings it; whose that is has to be known too.
    """
    of_circles = sorted(path for path in {*listing.added, *listing.altered} if path.startswith("circles/"))
    if not all(path in listing.altered or _ASKING.fullmatch(path) for path in of_circles):
        raise UnclearReach("an act of a circle")
    subjects = _list_subjects(listing.landed, are_touched=len(of_circles) < len(listing.added | listing.altered))
    standing = list_plain(listing, SETTINGS, "circles", "ground-rules", "regions")
    begin, end = (bisect_left(standing, path) for path in _AROUND_CIRCLES)
    circle_files, ground = standing[begin:end], standing[:begin] + standing[end:]
    if not ground:
        raise UnclearReach("a record that begins")
    listing.read_files((*ground, *sorted(listing.added)))
    require_clear_change(listing, of_circles)
    _require_word_enough(listing, ground)
    touched = _ProposalSearch(listing, subjects).find_connected()
    require_same_ground_rules(listing, ground, touched)
    _require_withheld_apart(listing, circle_files, touched)
    search = _CircleSearch(listing, circle_files, is_bringer_asked=brought_by is not None)
    search.go_through(touched)
    for path in of_circles:
        search.read_circle(path.split("/")[-2])
    if brought_by is not None:
        search.read_account_holders(brought_by)
    _require_regions_apart(listing, ground, touched, search.found)
    return gather_neighbourhood(listing, {*ground, *touched, *search.paths}, unread=search.list_unread())


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
        if any(path.endswith("/election.yml") or _FAR_REACHING.fullmatch(path) for path in files):
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


class _CircleFiles:
    """The paths of the files of circles, given in order, by the circle in whose folder each lies."""

    def __init__(self, paths: Sequence[str]) -> None:
        self.paths = paths
        self._folders: dict[str, list[str]] = defaultdict(list)
        for folder in {path[: path.rfind("/")] for path in paths}:
            self._folders[folder[folder.rfind("/") + 1 :]].append(folder)

    def list_circles(self) -> frozenset[str]:
        """The circles of which there is anything."""
        return frozenset(self._folders)

    def list_folders(self, circle: str) -> list[str]:
        """The folders of a circle: one, as it should be, or several; none where there is nothing of it."""
        return self._folders.get(circle, [])

    def list_files(self, circle: str) -> list[str]:
        """The files of a circle, in order, without those of circles whose folders lie in its own."""
        ends = (
            (len(folder) + 1, bisect_left(self.paths, f"{folder}/"), bisect_left(self.paths, f"{folder}0"))
            for folder in self.list_folders(circle)
        )
        return sorted(path for inside, *at in ends for path in self.paths[slice(*at)] if "/" not in path[inside:])


class _CircleSearch:
    """
    Goes from names to the circles that they lead to, until nothing new is named.

    `found` are the circles read, `paths` all that was read of them.
    """

    def __init__(self, listing: RecordListing, circle_files: Sequence[str], *, is_bringer_asked: bool) -> None:
        self.listing = listing
        self.is_bringer_asked = is_bringer_asked
        self.found: set[str] = set()
        self.paths: set[str] = set()
        self.files = _CircleFiles(circle_files)
        self._lines = "\n".join(("", *circle_files, ""))
        self.words = listing.index_words(path for path in circle_files if path.endswith(_NAMING))

    def _is_told_by_all(self, change: circles.PersonChange) -> bool:
        """
        Whether it takes all people, held side by side, to tell whether a change of somebody counts, and that matters.

        Where nobody has to prove a voice, a key decides nothing, and an account only who brings a change.
        """
        is_doubtful = change.adds or change.ends or change.account
        matters = change.name or (change.account and self.is_bringer_asked)
        return bool(change.compromised or change.signed_only is not None or (is_doubtful and matters))

    def list_unread(self) -> frozenset[str]:
        """The circles of which nothing was read."""
        return self.files.list_circles() - self.found

    def go_through(self, paths: Iterable[str]) -> None:
        """Read the circles that some proposals name, and those of all people whom they name."""
        for path in paths:
            for name in self._yield_named(path, "circle"):
                self.read_circle(name)
        asked = {name for path in paths for name in self._yield_named(path, "person")}
        if len(asked) > MOST_NAMED:
            raise UnclearReach("more people than speak among friends")
        for person in sorted(asked):
            self._read_circles_of(person)

    def read_account_holders(self, account: Bringer) -> None:
        """Read the circles of everybody who gave an account of that name. Raises UnclearReach where numbers matter."""
        if any(path.endswith(".confirmation.yml") for path in self.listing.list_all()):
            raise UnclearReach("whose the number of an account is")
        if not account.login:
            return
        login = re.compile(re.escape(account.login.encode()), re.IGNORECASE)
        asked = [path for path in self.files.paths if _GIVES_ACCOUNT.fullmatch(path)]
        found = self.listing.read_matching(asked, lambda _, data: b"\\" in data or login.search(data) is not None)
        for path in found:
            record = self.listing.parsed[path].record
            if isinstance(record, circles.Circle):
                for person in record.members:
                    self._read_circles_of(person)
            else:
                self._read_circles_of(getattr(record, "person", ""))

    def _yield_named(self, path: str, kind: str) -> Iterator[str]:
        return (thing.name for thing in self.listing.parsed[path].mentions if kind in thing.to)

    def _read_circles_of(self, person: str) -> None:
        for circle in sorted(self._list_circles_of(person)):
            self.read_circle(circle)
        self._read_where(person)

    def _list_circles_of(self, person: str) -> set[str]:
        """The circles in which an act is named after somebody."""
        found, ending = set(), f".{person}.yml\n"
        at = self._lines.find(ending)
        while at >= 0:
            path = self._lines[self._lines.rindex("\n", 0, at) + 1 : at + len(ending) - 1]
            if _PERSONAL.fullmatch(path):
                found.add(path.split("/")[-2])
            at = self._lines.find(ending, at + 1)
        return found

    def _read_where(self, person: str) -> None:
        """Read the circles in whose founding lists somebody stands."""
        for path in self.listing.read_indexed(self.words, person):
            if path not in self.paths:
                record = self.listing.parsed[path].record
                if isinstance(record, circles.Circle) and person in record.members:
                    self.read_circle(record.circle)

    def read_circle(self, circle: str) -> None:
        """Read a circle with all that its people and roles follow from. Raises UnclearReach where others take part."""
        folders = self.files.list_folders(circle)
        if circle in self.found or not folders:
            return
        self.found.add(circle)
        files = self.files.list_files(circle)
        self._read_clear(files)
        foundings = [one for path in files if isinstance(one := self.listing.parsed[path].record, circles.Circle)]
        if len(foundings) != 1 or not foundings[0].members or len(folders) != 1:
            raise UnclearReach(f"who is in {circle}")
        self._read_namers(circle)
        introduced = {person for person, who in foundings[0].members.items() if who.name}
        introduced |= {
            one.person for p in files if isinstance(one := self.listing.parsed[p].record, circles.Joins) and one.name
        }
        named = {name for path in files for name in self._yield_named(path, "person")}
        for person in sorted(named - introduced):
            self._read_circles_of(person)

    def _read_clear(self, paths: Iterable[str]) -> None:
        if any(map(_FAR_REACHING.fullmatch, paths)):
            raise UnclearReach("what is withheld or taken out of count")
        self.listing.read_files(paths)
        for path in paths:
            one = self.listing.parsed[path]
            if one.record is None or one.misfits:
                raise UnclearReach(f"what is at fault in {path}")
            if isinstance(one.record, circles.PersonChange) and self._is_told_by_all(one.record):
                raise UnclearReach(f"what {path} says of somebody")
            self.paths.add(path)

    def _read_namers(self, circle: str) -> None:
        """Read the circles that follow one. Raises UnclearReach where any circle has it as a parent."""
        folders = self.files.list_folders(circle)
        for path in self.listing.read_indexed(self.words, circle):
            one = self.listing.parsed[path]
            if path.rpartition("/")[0] in folders:
                continue
            if one.misfits or getattr(one.record, "parent", None) == circle:
                raise UnclearReach(f"the circles below {circle}")
            if isinstance(one.record, circles.Circle) and circle in one.record.follows:
                self.read_circle(one.record.circle)
