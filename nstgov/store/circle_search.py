"""From names to the circles of friends that they lead to, and what is read of each (M1, M2, M13)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from nstgov.records import Bringer, Record, circles, companions
from nstgov.records.layout import ROOTS
from nstgov.store.neighbourhood import list_confirmations
from nstgov.store.record_listing import RecordListing, UnclearReach, WordIndex

_PERSONAL = re.compile(r"circles/.*/[0-9-]+\.(?:joins|leaves|away|back|person)\.[a-z0-9-]+\.yml")
_NAMING = ("/circle.yml", ".changes.yml")
"""The ends of the files in which a circle names another one as its parent, or as one that it follows."""
_GIVES_ACCOUNT = re.compile(r"circles/.*/(?:circle|[0-9-]+\.(?:joins|person)\.[a-z0-9-]+)\.yml")
FAR_REACHING = re.compile(r".*\.(?:void|withheld)\.yml")
"""What rests on, or bears upon, records of all times and circles."""
MOST_NAMED = 200
"""So many proposals, and so many people, may be named: whoever names more does not speak among friends."""


class CircleFiles:
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


class CircleSearch:
    """
    Goes from names to the circles that they lead to, until nothing new is named.

    `found` are the circles read, `paths` all that was read of them, `beside` what was read for what it says of others.
    """

    def __init__(
        self, listing: RecordListing, circle_files: Sequence[str], *, is_bringer_asked: bool, of_words: bool
    ) -> None:
        """
        Begin with no circle; `circle_files` are the paths of the files of all circles.

        `is_bringer_asked` is whether it matters whose an account is, `of_words` whether nothing but calls for help is
        added.
        """
        self.listing = listing
        self.is_bringer_asked, self.of_words = is_bringer_asked, of_words
        self.found: set[str] = set()
        self.paths: set[str] = set()
        self.beside: frozenset[str] = frozenset()
        self.files = CircleFiles(circle_files)

    @cached_property
    def _lines(self) -> str:
        return "\n".join(("", *self.files.paths, ""))

    @cached_property
    def _words(self) -> WordIndex:
        return self.listing.index_words(path for path in self.files.paths if path.endswith(_NAMING))

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
        """
        Read the circles of everybody whose account it may be: who gave its name, or has confirmed with its number.

        What they confirmed with it is kept `beside`. Raises UnclearReach where it takes when that landed to tell whose
        it is, or where any of it may be taken out of count.
        """
        named = self._read_named(account.login) if account.login else set()
        paths = [*self.files.paths, *self.listing.list_below(*(root for root in ROOTS if root != "circles"))]
        confirmed = self._read_confirmations(list_confirmations(paths))
        telling = [one for one in confirmed if account.account == one.account or one.person in named]
        owners = {one.person for one in telling}
        if any(one.account != account.account for one in telling) or len(owners) > 1:
            raise UnclearReach("whose the number of an account is")
        for person in owners:
            self._read_circles_of(person)
        self.beside = frozenset(one.file for one in telling)

    def _read_named(self, login: str) -> set[str]:
        """Everybody who ever gave an account of that name; their circles are read."""
        named: set[str] = set()
        written = re.compile(re.escape(login.encode()), re.IGNORECASE)
        asked = [path for path in self.files.paths if _GIVES_ACCOUNT.fullmatch(path)]
        found = self.listing.read_matching(asked, lambda _, data: b"\\" in data or written.search(data) is not None)
        for path in found:
            one = self.listing.parsed[path]
            for person, given in _yield_accounts(one.record):
                if one.misfits or (given and given.casefold() == login.casefold()):
                    named.add(person)
        for person in sorted(named):
            self._read_circles_of(person)
        return named

    def _read_confirmations(self, paths: Sequence[str]) -> Iterator[companions.Confirmation]:
        """Some confirmations. Raises UnclearReach where one is at fault."""
        self.listing.read_files(paths)
        for path in paths:
            one = self.listing.parsed[path]
            if not isinstance(one.record, companions.Confirmation) or one.misfits:
                raise UnclearReach(f"what is at fault in {path}")
            yield one.record

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
        for path in self.listing.read_indexed(self._words, person):
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
        introduced = {person for person, who in foundings[0].members.items() if who.name}
        introduced |= {
            one.person for p in files if isinstance(one := self.listing.parsed[p].record, circles.Joins) and one.name
        }
        strangers = {name for path in files for name in self._yield_named(path, "person")} - introduced
        if strangers or not self.of_words:
            self._read_namers(circle)
        for person in sorted(strangers):
            self._read_circles_of(person)

    def _read_clear(self, paths: Iterable[str]) -> None:
        if any(map(FAR_REACHING.fullmatch, paths)):
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
        for path in self.listing.read_indexed(self._words, circle):
            one = self.listing.parsed[path]
            if path.rpartition("/")[0] in folders:
                continue
            if one.misfits or getattr(one.record, "parent", None) == circle:
                raise UnclearReach(f"the circles below {circle}")
            if isinstance(one.record, circles.Circle) and circle in one.record.follows:
                self.read_circle(one.record.circle)


def _yield_accounts(record: Record | None) -> Iterator[tuple[str, str | None]]:
    """Each person in a record that may give the names of accounts, and the name that they give there."""
    if isinstance(record, circles.Circle):
        yield from ((person, who.account) for person, who in record.members.items())
    elif isinstance(record, circles.Joins | circles.PersonChange):
        yield record.person, record.account
