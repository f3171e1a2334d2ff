"""A verdict as JSON: stable, documented and complete."""

from __future__ import annotations

import json
from typing import Any

from nstgov.findings import RULES_VERSION, Diagnostic, Position, Verdict


def render_json(verdict: Verdict) -> str:
    """Findings sorted by file, line, column and code; lines and columns from 1."""
    return json.dumps(verdict_to_dict(verdict), ensure_ascii=False, indent=2) + "\n"


def verdict_to_dict(verdict: Verdict) -> dict[str, Any]:
    """The verdict as dicts and lists."""
    return {
        "findings": [_finding_to_dict(diagnostic) for diagnostic in sorted(verdict.diagnostics, key=_position_order)],
        "counts": dict(verdict.counts),
        "records": verdict.records,
        "as_of": verdict.as_of.isoformat(),
        "rules": RULES_VERSION,
        "not_judged": [{"code": code, "because": reason} for code, reason in verdict.not_judged],
    }


def _position_order(diagnostic: Diagnostic) -> tuple[str, int, int, str]:
    return diagnostic.place.file, diagnostic.place.line, diagnostic.place.column, diagnostic.code


def _finding_to_dict(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity,
        "lane": diagnostic.lane,
        **_position_to_dict(diagnostic.place),
        "message": diagnostic.message,
        "help": diagnostic.help,
        "related": [_position_to_dict(place) for place in diagnostic.related],
    }


def describe_finding(diagnostic: Diagnostic) -> dict[str, Any]:
    """A finding in short, for what is told of one record: its code, severity, file, line, message and next step."""
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "file": diagnostic.place.file,
        "line": diagnostic.place.line,
        "message": diagnostic.message,
        "help": diagnostic.help,
    }


def _position_to_dict(place: Position) -> dict[str, Any]:
    return {"file": place.file, "line": place.line, "column": place.column}
