"""A verdict as Markdown: for a job summary, a comment, a message."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Diagnostic, Severity, Verdict
from nstgov.report.terminal import make_printable

_HEADINGS: dict[Severity, str] = {
    "error": "What stands in the way",
    "warning": "Worth a look",
    "advice": "Advice",
}
_SPECIAL = str.maketrans(
    {c: f"\\{c}" for c in r"\`*_{}[]()#+-.!|~>"} | {"<": "&lt;", "&": "&amp;", "@": "@\N{WORD JOINER}"}
)


def render_markdown(verdict: Verdict) -> str:
    """The findings by severity; what comes from a record is escaped."""
    return "\n".join(_render_lines(verdict)).rstrip("\n") + "\n"


def escape_markdown(text: str) -> str:
    """A text that Markdown shows as it is, and that calls nobody's name on a forge."""
    return make_printable(text.replace("\n", " ")).translate(_SPECIAL)


def _render_lines(verdict: Verdict) -> Iterator[str]:
    read = f"{verdict.records:,} records were read{' for this change' if verdict.is_of_change else ''}"
    if not verdict.diagnostics:
        yield f"**The rules of consent are kept.** {read}, as of {verdict.as_of}."
    elif not verdict.counts["error"]:
        yield f"**Nothing blocks.** {read}, as of {verdict.as_of}."
    for severity, heading in _HEADINGS.items():
        found = [diagnostic for diagnostic in verdict.diagnostics if diagnostic.severity == severity]
        if found:
            yield from ("", f"### {heading} ({len(found)})", "")
            for diagnostic in found:
                yield from _render_finding(diagnostic)
    for code, reason in verdict.not_judged:
        yield f"\nNot judged here: {code}, {escape_markdown(reason)}"


def _render_finding(diagnostic: Diagnostic) -> Iterator[str]:
    place = f"{diagnostic.place.file}:{diagnostic.place.line}:{diagnostic.place.column}"
    yield f"- **{diagnostic.code} {diagnostic.name}**: {escape_markdown(diagnostic.message)}  "
    yield f"  <code>{escape_markdown(place)}</code>  "
    yield f"  *{escape_markdown(diagnostic.help)}*"
