"""A verdict for people in a terminal: each finding with its line, the reason, and the next step."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nstgov.findings import Diagnostic, Position, Severity, Verdict
from nstgov.records.layout import match_path

Paint = Callable[[str, str], str]
"""Colours a text: the text and what it is (a severity, or "quiet" or "place")."""


def leave_uncoloured(text: str, _what: str) -> str:
    """No colour at all."""
    return text


def render_text(verdict: Verdict, paint: Paint = leave_uncoloured, closing: str | None = None) -> str:
    """All findings, and a last line that says how it stands; `closing` says it in other words."""
    blocks = ["\n".join(_render_block(diagnostic, paint)) for diagnostic in verdict.diagnostics]
    last = "\n".join(_render_closing(verdict, paint)) if closing is None else closing
    return "\n\n".join([*blocks, last]) + "\n"


def make_printable(text: str) -> str:
    """A text without characters that could move the cursor or pretend to be another line."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\t" else "\N{REPLACEMENT CHARACTER}" for c in text)


def _render_block(diagnostic: Diagnostic, paint: Paint) -> Iterator[str]:
    head = paint(f"{diagnostic.severity}[{diagnostic.code}] {diagnostic.name}:", diagnostic.severity)
    yield f"{head} {make_printable(diagnostic.message)}"
    number = str(diagnostic.place.line)
    edge = " " * len(number)
    yield f"{edge}{paint('-->', 'quiet')} {paint(_format_position(diagnostic.place), 'place')}"
    if diagnostic.source:
        source, marker = _cut_excerpt(diagnostic)
        yield paint(f"{edge} |", "quiet")
        yield f"{paint(f'{number} |', 'quiet')} {source}"
        yield f"{paint(f'{edge} |', 'quiet')} {paint(marker, diagnostic.severity)}"
    for place in diagnostic.related:
        yield f"{edge} {paint('= see:', 'quiet')}  {_format_position(place)}"
    yield f"{edge} {paint('= help:', 'quiet')} {make_printable(diagnostic.help)}"
    yield f"{edge} {paint('= why:', 'quiet')}  nstgov explain {diagnostic.code}"


def _cut_excerpt(diagnostic: Diagnostic, widest: int = 100) -> tuple[str, str]:
    """The line and the mark under it; of a very long line the part around the place."""
    source = diagnostic.source
    at = diagnostic.place.column - 1
    start = max(0, at - widest // 2) if len(source) > widest else 0
    cut = make_printable(source[start : start + widest]).replace("\t", " ")
    shown = ("…" if start else "") + cut + ("…" if start + widest < len(source) else "")
    return shown, " " * (at - start + bool(start)) + "^"


def _format_position(place: Position) -> str:
    return f"{make_printable(place.file)}:{place.line}:{place.column}"


def _render_closing(verdict: Verdict, paint: Paint) -> Iterator[str]:
    for code, reason in verdict.not_judged:
        yield paint(f"not judged here: {code}, {reason}", "quiet")
    for kind in _list_misshapen_kinds(verdict):
        yield paint(f"How such a record looks: nstgov schema {kind} --example", "quiet")
    parts = [_format_count(number, severity) for severity, number in verdict.counts.items() if number]
    records = "1 record" if verdict.records == 1 else f"{verdict.records:,} records"
    records += " read for this change" if verdict.is_of_change else ""
    if not parts:
        yield paint(f"{records}: the rules of consent are kept.", "good")
    else:
        worst: Severity = next(severity for severity, number in verdict.counts.items() if number)
        yield paint(f"{records}: {', '.join(parts)}.", worst)
        if not verdict.counts["error"]:
            yield "Nothing blocks: the rules of consent are kept."


SHAPE = ("Y03", "Y04", "Y05")
"""Rules about the shape of a record: a key nobody knows, a value of another sort, one that is missing."""


def _list_misshapen_kinds(verdict: Verdict) -> list[str]:
    """The kinds of records whose shape is not right, which a whole example shows best."""
    places = (match_path(one.place.file) for one in verdict.diagnostics if one.code in SHAPE)
    return sorted({place[0].name for place in places if place is not None})


def _format_count(number: int, severity: Severity) -> str:
    if severity == "advice":
        return f"{number} {'piece' if number == 1 else 'pieces'} of advice"
    return f"{number} {severity}{'' if number == 1 else 's'}"
