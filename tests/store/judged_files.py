"""What family Y says of files given as text, in short."""

from __future__ import annotations

from collections.abc import Mapping

from nstgov.findings import Diagnostic
from tests.record import check_files

SETTINGS = "format: 1\ntitle: A test\n"
EDITION = """\
movement: A test
repository_id: 0123456789abcdef0123456789abcdef
from: 2026-01-01
levels: [friend, regional]
top: everyone
circle_size: {least: 4, good: 8, most: 12}
authors: {least: 4}
representatives: {least: 1, most: 2}
longest_sunset_days: 730
reconsider_within_days: 30
answer_objection_within_days: 30
quiet_after_days: 60
"""
OAK = """\
name: Oak
level: friend
aim: To meet.
opened: 2026-01-01
members:
  ana: {name: Ana}
  ben: {name: Ben}
  chi: {name: Chi}
  dee: {name: Dee}
voices: {ana: consent, ben: consent, chi: consent, dee: consent}
entered_by: ana
"""
BASE: Mapping[str, str] = {"nstgov.yml": SETTINGS, "ground-rules/1.yml": EDITION, "circles/oak/circle.yml": OAK}
"""The smallest movement that keeps every rule."""
ASKS = "circles/oak/2026-02-01.asks.yml"


def found_by_reading(files: Mapping[str, str | bytes], links: Mapping[str, str] | None = None) -> list[Diagnostic]:
    """All findings of family Y in a small movement with these files besides; no rule may follow up on them."""
    found = check_files({**BASE, **files}, links=links).diagnostics
    assert all(diagnostic.message and diagnostic.help for diagnostic in found)
    assert {diagnostic.code[0] for diagnostic in found} <= {"Y"}, found
    return list(found)


def spots(files: Mapping[str, str | bytes], links: Mapping[str, str] | None = None) -> list[str]:
    """The findings as `code file:line`."""
    return [f"{d.code} {d.place.file}:{d.place.line}" for d in found_by_reading(files, links)]


def lines(text: str | bytes, path: str = ASKS) -> list[str]:
    """The findings in one file as `code line:column`."""
    return [f"{d.code} {d.place.line}:{d.place.column}" for d in found_by_reading({path: text}) if d.place.file == path]
