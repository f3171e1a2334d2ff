"""The records of a region as text: its joining, and what was seen of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from nstgov import __version__
from nstgov.records import RegionSnapshot
from nstgov.records.regions import Region

Sent = tuple[str, str, tuple[str, ...], date, date]
"""Somebody whom a region sends: id, name, keys, first and last day."""


def draft_region(region: Region, asked: Iterable[str]) -> str:
    """A region joins; each member of the circle that it joins is named, to be asked before it lands."""
    lines = [
        f"name: {_quote(region.name)}",
        f"repository: {region.repository}",
        f"repository_id: {region.repository_id}",
        f"circle: {region.circle}",
        f"joins: {region.joins}",
        f"since: {region.since}",
    ]
    people = list(asked)
    if people:
        lines += [
            "voices: # ask each of them; write consent where they have said it",
            *(f"  {one}: absent" for one in people),
        ]
    if region.entered_by:
        lines.append(f"entered_by: {region.entered_by}")
    return "\n".join(lines) + "\n"


def draft_snapshot(commit: str, summary: str, sent: Iterable[Sent], entered_by: str | None) -> str:
    """What was seen of a region: its commit, the hash of its summary, whom it sends."""
    lines = [f"commit: {commit}", f"summary: {summary}", f"made_with: nstgov {__version__}"]
    rows = list(sent)
    if rows:
        lines.append("representatives:")
        for person, name, keys, first, last in rows:
            lines += [f"  - person: {person}", f"    name: {_quote(name)}"]
            lines += ["    keys:", *(f"      - {_quote(key)}" for key in keys)] if keys else []
            lines += [f"    from: {first}", f"    until: {last}"]
    if entered_by:
        lines.append(f"entered_by: {entered_by}")
    return "\n".join(lines) + "\n"


def says_the_same(seen: RegionSnapshot, commit: str, sent: Iterable[Sent]) -> bool:
    """Whether a snapshot already says what would be written: then there is nothing to add."""
    named = {(who.person, who.name, who.keys, who.from_, who.until) for who in seen.representatives}
    return seen.commit == commit and named == set(sent)


def _quote(text: str) -> str:
    """A text as YAML reads it back, whatever is in it."""
    return json.dumps(text, ensure_ascii=False)
