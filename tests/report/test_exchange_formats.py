"""Formats that other programs read: each is held against its published form."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import jsonschema
import pytest

from nstgov.findings import Diagnostic, Position, Verdict
from nstgov.report.gitlab import render_gitlab
from nstgov.report.rdjson import render_rdjson
from tests.record import check_files

CODE_QUALITY: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!\\./|/)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
"""What GitLab asks of a code quality report (docs.gitlab.com, "Code Quality report format")."""
_POSITION = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
}
_LOCATION: dict[str, Any] = {
    "type": "object",
    "required": ["path"],
    "additionalProperties": False,
    "properties": {
        "path": {"type": "string"},
        "range": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"start": _POSITION, "end": _POSITION},
        },
    },
}
RDJSON: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "source": {"type": "object", "properties": {"name": {"type": "string"}, "url": {"type": "string"}}},
        "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["message", "location"],
                "additionalProperties": False,
                "properties": {
                    "message": {"type": "string"},
                    "location": _LOCATION,
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "code": {"type": "object", "properties": {"value": {"type": "string"}, "url": {"type": "string"}}},
                    "related_locations": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": False,
                            "properties": {"message": {"type": "string"}, "location": _LOCATION},
                        },
                    },
                },
            },
        },
    },
}
"""The Reviewdog Diagnostic Format, as its protocol describes a DiagnosticResult; names are its own."""
BROKEN = {
    "nstgov.yml": "format: one\ntitle: T\nzebra: 1\nzebra: 2\n",
    "circles/a/circle.yml": "name: Ä\nlevel: friend\naim: x\nopened: 2026-01-01\nmembers: {zoë: {knd: Zoë}}\n",
    "circles/empty/circle.yml": "",
}


@pytest.mark.parametrize(("render", "schema"), [(render_gitlab, CODE_QUALITY), (render_rdjson, RDJSON)])
@pytest.mark.parametrize("files", [{}, BROKEN], ids=["nothing", "broken"])
def test_a_report_has_its_published_form(render: Any, schema: dict[str, Any], files: dict[str, str]) -> None:
    """Every finding of every severity has the fields that the other program asks for, and no other kind of value."""
    jsonschema.Draft202012Validator.check_schema(schema)
    verdict = check_files(files)
    said = json.loads(render(verdict))
    jsonschema.validate(said, schema)
    assert len(said if isinstance(said, list) else said["diagnostics"]) == len(verdict.diagnostics)


def test_each_finding_has_a_fingerprint_of_its_own() -> None:
    """Two that say the same of lines that read the same are two; and they stay the same when lines move."""
    one = Diagnostic("Y02", "key-twice", "error", "change", Position("a.yml", 3, 1), "twice", "Keep one.", (), "a: 1")
    two = Diagnostic("Y02", "key-twice", "error", "change", Position("a.yml", 5, 1), "twice", "Keep one.", (), "a: 1")
    found = [issue["fingerprint"] for issue in json.loads(render_gitlab(Verdict((one, two), date(2026, 1, 1), 1)))]
    assert len({*found}) == 2
    moved = [issue["fingerprint"] for issue in json.loads(render_gitlab(Verdict((two,), date(2026, 1, 1), 1)))]
    assert moved == found[:1]


def test_a_column_counts_bytes_where_the_format_does() -> None:
    """The eleventh sign of a line stands at byte 13 if two before it take two bytes each."""
    place = Position("a.yml", 2, 11)
    one = Diagnostic("Y04", "x", "warning", "change", place, "m", "h.", (Position("b.yml", 0, 0),), 'näme: "Ä", b: 1')
    found = json.loads(render_rdjson(Verdict((one,), date(2026, 1, 1), 1)))["diagnostics"][0]
    assert found["location"]["range"]["start"] == {"line": 2, "column": 13}
    assert found["related_locations"][0]["location"]["range"]["start"] == {"line": 1}
    assert found["severity"] == "WARNING"
