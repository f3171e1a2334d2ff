"""Which version of a proposal is the newest on a day, and who stands or stood behind any of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from nstgov.records import Author, Objection, ProposalFolder, Version


def newest_version(folder: ProposalFolder, day: date) -> Version | None:
    """The version with the highest number among those submitted up to a day."""
    submitted = [number for number, version in folder.versions.items() if version.submitted <= day]
    return folder.versions[max(submitted)] if submitted else None


def authors_of_any(versions: Iterable[Version | Objection]) -> tuple[Author, ...]:
    """Who stands behind any of some versions, given in their order: those of the newest first, each once."""
    return tuple(dict.fromkeys(author for one in reversed([*versions]) for author in one.authors))
