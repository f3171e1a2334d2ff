"""
A verdict for a forge that reads workflow commands (GitHub, Forgejo, Gitea): annotations beside the changed lines.

Forges show ten annotations of a step, so the ten worst are annotated; the text report after them holds all.
"""

from __future__ import annotations

from nstgov.findings import Diagnostic, Severity, Verdict
from nstgov.report.terminal import make_printable, render_text

SHOWN = 10
_COMMAND: dict[Severity, str] = {"error": "error", "warning": "warning", "advice": "notice"}


def render_github(verdict: Verdict) -> str:
    """Workflow commands for the ten worst findings, then all of them as text that no forge takes for a command."""
    worst = sorted(verdict.diagnostics, key=lambda d: (list(_COMMAND).index(d.severity), d.sort_key))[:SHOWN]
    return "".join(f"{_render_annotation(diagnostic)}\n" for diagnostic in worst) + _escape_commands(
        render_text(verdict)
    )


def _render_annotation(diagnostic: Diagnostic) -> str:
    place = diagnostic.place
    about = {
        "file": place.file,
        "line": str(place.line),
        "col": str(place.column),
        "title": f"{diagnostic.code} {diagnostic.name}",
    }
    properties = ",".join(f"{key}={_escape_property(value)}" for key, value in about.items())
    return f"::{_COMMAND[diagnostic.severity]} {properties}::{_escape_data(f'{diagnostic.message}. {diagnostic.help}')}"


def _escape_data(text: str) -> str:
    return make_printable(text.replace("\n", " ")).replace("%", "%25")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")


def _escape_commands(text: str) -> str:
    """Lines of a record could look like workflow commands; a word joiner between the colons makes them plain text."""
    return text.replace("::", ":\N{WORD JOINER}:").replace("##[", "#\N{WORD JOINER}#[")
