"""A verdict as a code quality report, which GitLab shows beside the changed lines of a merge request."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

from nstgov.findings import Diagnostic, Severity, Verdict

_SEVERITY: dict[Severity, str] = {"error": "major", "warning": "minor", "advice": "info"}


def render_gitlab(verdict: Verdict) -> str:
    """A list of all findings; each has a fingerprint of its own, since GitLab shows one of those that are alike."""
    seen: Counter[str] = Counter()
    issues = []
    for diagnostic in verdict.diagnostics:
        text = "\0".join((diagnostic.code, diagnostic.place.file, diagnostic.message, diagnostic.source[:1000]))
        seen[text] += 1
        issues.append(_describe_issue(diagnostic, f"{text}\0{seen[text]}"))
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _describe_issue(diagnostic: Diagnostic, fingerprint: str) -> dict[str, Any]:
    place = diagnostic.place
    return {
        "description": f"{diagnostic.message}. {diagnostic.help}",
        "check_name": f"{diagnostic.code} {diagnostic.name}",
        "fingerprint": hashlib.sha256(fingerprint.encode()).hexdigest()[:32],
        "severity": _SEVERITY[diagnostic.severity],
        "location": {"path": place.file, "lines": {"begin": max(1, place.line)}},
    }
