"""
A verdict in the Reviewdog Diagnostic Format, from which one program makes comments on many forges.

Its columns count the bytes of UTF-8, ours count signs; the line itself tells how many bytes lie before one.
"""

from __future__ import annotations

import json
from typing import Any

from nstgov.findings import Diagnostic, Position, Severity, Verdict

_SEVERITY: dict[Severity, str] = {"error": "ERROR", "warning": "WARNING", "advice": "INFO"}


def render_rdjson(verdict: Verdict) -> str:
    """One result with all findings, in their order."""
    found = [_describe_diagnostic(diagnostic) for diagnostic in verdict.diagnostics]
    return json.dumps({"source": {"name": "nstgov"}, "diagnostics": found}, ensure_ascii=False, indent=2) + "\n"


def _describe_diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "message": f"{diagnostic.message}. {diagnostic.help}",
        "location": _describe_location(diagnostic.place, diagnostic.source),
        "severity": _SEVERITY[diagnostic.severity],
        "code": {"value": diagnostic.code},
        "related_locations": [
            {"message": "belongs to it", "location": _describe_location(place, "")} for place in diagnostic.related
        ],
    }


def _describe_location(place: Position, source: str) -> dict[str, Any]:
    """Where something stands; of a line that is not known only the line is told."""
    start: dict[str, int] = {"line": max(1, place.line)}
    if source:
        start["column"] = len(source[: max(0, place.column - 1)].encode()) + 1
    return {"path": place.file, "range": {"start": start}}
