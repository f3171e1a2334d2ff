"""What every page knows about the site it is on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

SECTIONS = (
    ("circles", "Circles"),
    ("proposals", "Proposals"),
    ("decisions", "Decisions"),
    ("elections", "Elections"),
    ("guides", "Guides"),
    ("rules", "Rules"),
)
"""The parts of the site in the order of its menu: the folder of its pages, and its name."""
MORE = (
    ("objections", "Objections"),
    ("ground-rules", "Ground rules"),
    ("readability", "What could not be read"),
)
"""Pages that the foot of every page leads to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """
    The site that a build makes.

    `address` is where it will stand (ends with `/`; None while nobody has chosen), `repository` the forge's page,
    `commit` the full id of the commit it is made from (None outside git), `made` the day it shows, `example` whether
    the movement is invented.
    """

    title: str
    about: str = ""
    address: str | None = None
    repository: str | None = None
    language: str = "en"
    commit: str | None = None
    made: date
    example: bool = False

    def source_of(self, path: str, commit: str | None = None) -> str | None:
        """The address of a record on the forge, as it was in the commit it landed in, else in the site's own."""
        named = commit or self.commit
        if self.repository is None or named is None:
            return None
        return f"{self.repository.rstrip('/').removesuffix('.git')}/blob/{named}/{path}"
