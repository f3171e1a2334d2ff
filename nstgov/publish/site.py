"""What every page knows about the site it is on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from nstgov.languages import N_, SOURCE, spoken_for
from nstgov.lifecycle import ground_rules_on
from nstgov.records import Movement
from nstgov.records.frozen import frozen

FOOT = (
    (
        N_("On record"),
        (
            ("circles", N_("Circles")),
            ("proposals", N_("Proposals")),
            ("objections", N_("Objections")),
            ("decisions", N_("Decisions")),
            ("elections", N_("Elections")),
            ("actions", N_("Actions")),
            ("invitations", N_("Invitations")),
        ),
    ),
    (
        N_("Where things stand"),
        (
            ("calendar", N_("Calendar")),
            ("in-force", N_("In force on a day")),
            ("care", N_("Care")),
            ("numbers", N_("Numbers")),
            ("keepers", N_("Keepers")),
            ("changes", N_("What was changed or hidden")),
            ("readability", N_("What could not be read")),
        ),
    ),
    (
        N_("Together"),
        (
            ("take-part", N_("Take part")),
            ("guides", N_("Guides")),
            ("ground-rules", N_("Ground rules")),
            ("rules", N_("Rules")),
        ),
    ),
    (
        N_("Follow and check"),
        (
            ("search", N_("Search")),
            ("feeds", N_("Follow")),
            ("data", N_("Data")),
            ("verify", N_("Verify")),
        ),
    ),
)
"""All parts of the site as the foot of every page groups them: the folder of its pages, and its name."""
SECTIONS = tuple(part for _, parts in FOOT for part in parts)
"""All parts of the site: the folder of its pages, and its name."""
MENU = ("circles", "proposals", "decisions", "calendar", "take-part", "guides", "search")
"""The parts that the head of every page leads to, by their folders."""
BY_HAND = frozenset({"guides", "verify"})
"""The sections whose pages are written by hand: no record is stamped into them, so they need no shell."""


@frozen
class Site:
    """
    The site that a build makes.

    `address` is where it will stand (ends with `/`; None while nobody has chosen), `repository` the forge's page,
    `languages` those it can be read in, `language` the one of the pages at hand, `commit` the full id of the commit it
    is made from (None outside git), `made` the day it shows, `example` whether the movement is invented,
    `holds_records` whether the records themselves lie on it too.
    """

    title: str
    about: str = ""
    address: str | None = None
    repository: str | None = None
    languages: tuple[str, ...] = ("en",)
    language: str = "en"
    commit: str | None = None
    made: date
    example: bool = False
    holds_records: bool = False

    @property
    def spoken(self) -> str:
        """The language that the pages at hand are really in: English where nobody has translated their words yet."""
        return spoken_for(self.language)

    @property
    def prefix(self) -> str:
        """The folder of the pages at hand: those in the first language lie at the root, others in one of their own."""
        return self.language_prefix(self.language)

    def language_prefix(self, language: str) -> str:
        """The folder of the pages in a language, with a `/` at its end; empty for the first."""
        return "" if language == self.languages[0] else f"{language}/"

    @property
    def base_address(self) -> str:
        """Where the pages at hand stand: an address with a `/` at its end, empty while nobody has chosen one."""
        return self.address + self.prefix if self.address else ""

    def list_languages(self) -> Iterator[Site]:
        """The site in each of its languages, the first one first."""
        return (replace(self, language=language) for language in self.languages)

    def find_source_address(self, path: str, commit: str | None = None) -> str | None:
        """The address of a record on the forge, as it was in the commit it landed in, else in the site's own."""
        named = commit or self.commit
        if self.repository is None or named is None:
            return None
        return f"{self.repository.rstrip('/').removesuffix('.git')}/blob/{named}/{path}"


def read_site(movement: Movement, as_of: date, *, commit: str | None = None, address: str | None = None) -> Site:
    """What the settings and the ground rules say of the site; `address` overrules where it is to stand."""
    settings, rules = movement.settings, ground_rules_on(movement, as_of)
    languages = tuple(dict.fromkeys(settings.languages)) if settings and settings.languages else (SOURCE,)
    place = address or (settings.site if settings and movement.is_sound(settings, "site") else None)
    return Site(
        title=(settings.title if settings else "") or rules.movement or "A movement",
        about=(settings.about if settings else "") or "",
        address=place.rstrip("/") + "/" if place else None,
        repository=settings.repository if settings and movement.is_sound(settings, "repository") else None,
        languages=languages,
        language=languages[0],
        commit=commit,
        made=as_of,
        example=any(edition.example for edition in movement.ground_rules.values()),
    )
