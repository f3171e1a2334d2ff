"""A proof as a tree of reasons, and how it looks in a terminal and as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from nstgov.report.terminal import Paint, leave_uncoloured, make_printable


class Reason(NamedTuple):
    """One line of a proof: whether it holds (None: no question of holding), the words, and what it rests on."""

    holds: bool | None
    words: str
    because: tuple[Reason, ...] = ()

    @property
    def is_kept(self) -> bool:
        """Whether it and everything below it holds."""
        return self.holds is not False and all(reason.is_kept for reason in self.because)


def state_fact(words: str, *because: Reason) -> Reason:
    """A line that tells something, without a question of holding."""
    return Reason(None, words, because)


def with_lacks(reason: Reason, lacks: tuple[Reason, ...]) -> Reason:
    """A line with what is lacking below it: it holds where nothing is, whatever else is told there."""
    plain = tuple(map(_told_only, reason.because))
    return Reason(not lacks, reason.words, lacks + plain)


def without_question(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Lines that only tell: nothing is asked of what is closed."""
    return tuple(map(_told_only, reasons))


def _told_only(reason: Reason) -> Reason:
    return Reason(None, reason.words, tuple(map(_told_only, reason.because)))


def require_all(words: str, because: tuple[Reason, ...]) -> Reason:
    """A line that holds when everything below it does."""
    return Reason(all(reason.is_kept for reason in because), words, because)


def reason_to_dict(reason: Reason) -> dict[str, Any]:
    """The tree as dicts and lists."""
    return {
        "holds": reason.holds,
        "words": reason.words,
        "because": [reason_to_dict(below) for below in reason.because],
    }


def render_reasons(reason: Reason, paint: Paint = leave_uncoloured) -> str:
    """The tree for a terminal: one reason on a line, what it rests on indented below."""
    return "\n".join((*_render_lines(reason, 0, paint), ""))


def _render_lines(reason: Reason, depth: int, paint: Paint) -> Iterator[str]:
    sign = paint("✗", "error") if reason.holds is False else paint("✓", "good") if reason.holds else paint("·", "quiet")
    yield f"{'    ' * depth}{sign} {make_printable(reason.words)}"
    for below in reason.because:
        yield from _render_lines(below, depth + 1, paint)
