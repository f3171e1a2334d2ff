"""A verdict in SARIF 2.1.0, the exchange format of code scanning."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from nstgov import __version__
from nstgov.findings import Diagnostic, Position, Severity, Verdict
from nstgov.rules import Rule

_LEVEL: dict[Severity, str] = {"error": "error", "warning": "warning", "advice": "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

LONGEST_LINE = 1000
"""Characters of a line by which a finding is known again; thousands of findings may stand on one long line."""


def render_sarif(verdict: Verdict, rules: Iterable[Rule]) -> str:
    """One run with all rules of the tool and all findings."""
    known = [rule for rule in rules if rule.lane in {d.lane for d in verdict.diagnostics} or rule.lane == "change"]
    index = {rule.code: at for at, rule in enumerate(known)}
    driver = {"name": "nstgov", "version": __version__, "rules": [_describe_rule(rule) for rule in known]}
    results = [_describe_result(diagnostic, index[diagnostic.code]) for diagnostic in verdict.diagnostics]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _describe_rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.sentence},
        "fullDescription": {"text": rule.why or rule.sentence},
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
        "properties": {"ideas": list(rule.ideas), "lane": rule.lane},
    }


def _describe_result(diagnostic: Diagnostic, index: int) -> dict[str, Any]:
    line = diagnostic.source[:LONGEST_LINE]
    fingerprint = "\0".join((diagnostic.code, diagnostic.place.file, diagnostic.message, line))
    return {
        "ruleId": diagnostic.code,
        "ruleIndex": index,
        "level": _LEVEL[diagnostic.severity],
        "message": {"text": f"{diagnostic.message}. {diagnostic.help}"},
        "locations": [_describe_location(diagnostic.place)],
        "relatedLocations": [_describe_location(place) for place in diagnostic.related],
        "partialFingerprints": {"finding/v1": hashlib.sha256(fingerprint.encode()).hexdigest()[:32]},
    }


def _describe_location(place: Position) -> dict[str, Any]:
    region = {"startLine": place.line, "startColumn": place.column}
    return {
        "physicalLocation": {"artifactLocation": {"uri": quote(place.file), "uriBaseId": "%SRCROOT%"}, "region": region}
    }
