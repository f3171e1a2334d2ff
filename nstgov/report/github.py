"""
A verdict for a forge that reads workflow commands (GitHub, Forgejo, Gitea): annotations beside the changed lines.

Forges show ten annotations of a step, so the ten worst are annotated; the text report after them holds all.
"""

from __future__ import annotations

from nstgov.findings import Diagnostic, Severity, Verdict
from nstgov.report.text import printable, text_report

SHOWN = 10
_COMMAND: dict[Severity, str] = {"error": "error", "warning": "warning", "advice": "notice"}


def github_report(verdict: Verdict) -> str:
    """Workflow commands for the ten worst findings, then all of them as text that no forge takes for a command."""
    worst = sorted(verdict.diagnostics, key=lambda d: (list(_COMMAND).index(d.severity), d.order))[:SHOWN]
    return "".join(f"{_annotation(diagnostic)}\n" for diagnostic in worst) + _harmless(text_report(verdict))


def _annotation(diagnostic: Diagnostic) -> str:
    place = diagnostic.place
    about = {
        "file": place.file,
        "line": str(place.line),
        "col": str(place.column),
        "title": f"{diagnostic.code} {diagnostic.name}",
    }
    properties = ",".join(f"{key}={_property(value)}" for key, value in about.items())
    return f"::{_COMMAND[diagnostic.severity]} {properties}::{_data(f'{diagnostic.message}. {diagnostic.help}')}"


def _data(text: str) -> str:
    return printable(text.replace("\n", " ")).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _harmless(text: str) -> str:
    """Lines of a record could look like workflow commands; a word joiner between the colons makes them plain text."""
    return text.replace("::", ":\N{WORD JOINER}:").replace("##[", "#\N{WORD JOINER}#[")
