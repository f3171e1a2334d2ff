"""A verdict as JSON: stable, documented and complete."""

from __future__ import annotations

import json
from typing import Any

from nstgov.findings import RULES_VERSION, Diagnostic, Place, Verdict


def json_report(verdict: Verdict) -> str:
    """Findings sorted by file, line, column and code; lines and columns from 1."""
    return json.dumps(as_plain(verdict), ensure_ascii=False, indent=2) + "\n"


def as_plain(verdict: Verdict) -> dict[str, Any]:
    """The verdict as dicts and lists."""
    return {
        "findings": [_finding(diagnostic) for diagnostic in verdict.diagnostics],
        "counts": dict(verdict.counts),
        "records": verdict.records,
        "as_of": verdict.as_of.isoformat(),
        "rules": RULES_VERSION,
        "not_judged": [{"code": code, "because": reason} for code, reason in verdict.not_judged],
    }


def _finding(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity,
        "lane": diagnostic.lane,
        **_place(diagnostic.place),
        "message": diagnostic.message,
        "help": diagnostic.help,
        "related": [_place(place) for place in diagnostic.related],
    }


def _place(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line, "column": place.column}
