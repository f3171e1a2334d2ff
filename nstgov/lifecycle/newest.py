"""Which version of a proposal is the newest on a day."""

from __future__ import annotations

from datetime import date

from nstgov.records import ProposalFolder, Version


def newest_version(folder: ProposalFolder, day: date) -> Version | None:
    """The version with the highest number among those submitted up to a day."""
    submitted = [number for number, version in folder.versions.items() if version.submitted <= day]
    return folder.versions[max(submitted)] if submitted else None
