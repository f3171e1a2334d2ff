"""One line of the budget table: a figure beside its peer's, the gate it has to keep, the stretch it may reach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.budget.costs import Cost, Spread, compare_pairs, find_median, find_spread


class Line(NamedTuple):
    """
    What was compared, our figure and the other one, and the factor between them.

    `is_more` tells whether a larger factor is the better one; without a gate the line only informs. `missing` says why
    nothing was measured.
    """

    row: str
    what: str
    ours: float | None = None
    theirs: float | None = None
    unit: str = "s"
    factor: Spread | None = None
    gate: float | None = None
    stretch: float | None = None
    is_more: bool = True
    missing: str = ""

    @property
    def verdict(self) -> str:
        """`kept`, `not kept`, `stretch`; `not reached` where only a stretch is hoped for; nothing without either."""
        if self.factor is None:
            return "missing" if self.missing else ""
        if self.stretch is not None and self._reaches(self.stretch):
            return "stretch"
        if self.gate is None:
            return "not reached" if self.stretch is not None else ""
        return "kept" if self._reaches(self.gate) else "not kept"

    def _reaches(self, bound: float) -> bool:
        middle = self.factor.middle if self.factor else 0.0
        return middle >= bound if self.is_more else middle <= bound


class Bounds(NamedTuple):
    """A gate and a stretch; None: none was set."""

    gate: float | None = None
    stretch: float | None = None


UNBOUND = Bounds()
"""Neither a gate nor a stretch: the line only informs."""


def compare_costs(
    row: str, what: str, ours: Sequence[Cost], theirs: Sequence[Cost], cpu: Bounds = UNBOUND, wall: Bounds = UNBOUND
) -> list[Line]:
    """Two lines, of CPU and of the clock: how many times as fast as something else we are."""
    mine, other = find_median(ours), find_median(theirs)
    return [
        Line(row, f"{what}, CPU", mine.cpu, other.cpu, "s",
             compare_pairs([one.cpu for one in theirs], [one.cpu for one in ours]), *cpu),
        Line(row, f"{what}, clock", mine.wall, other.wall, "s",
             compare_pairs([one.wall for one in theirs], [one.wall for one in ours]), *wall),
    ]  # fmt: skip


def state_most(row: str, what: str, figures: Sequence[float], unit: str, bounds: Bounds = UNBOUND) -> Line:
    """A line for a figure that is to be at most something."""
    spread = find_spread(figures)
    return Line(row, what, spread.middle, None, unit, spread, *bounds, is_more=False)


def state_missing(row: str, what: str, why: str) -> Line:
    """A line for what could not be measured here."""
    return Line(row, what, missing=why)


def format_figure(value: float | None, unit: str) -> str:
    """A figure with three digits that matter."""
    if value is None:
        return ""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 0.1 else 4
    return f"{value:,.{digits}f} {unit}".rstrip()


def format_factor(spread: Spread | None) -> str:
    """A factor with its spread."""
    if spread is None:
        return ""
    return "{} ({} to {})".format(*(format_figure(one, "") for one in spread))


def format_bounds(line: Line) -> str:
    """The gate and the stretch in words."""
    word = "at least" if line.is_more else "at most"
    bounds = [f"{word} {line.gate:g}"] if line.gate is not None else []
    bounds += [f"stretch {line.stretch:g}"] if line.stretch is not None else []
    return ", ".join(bounds)


def print_line(line: Line) -> None:
    """A line on the terminal."""
    if line.missing:
        print(f"  {line.row:<14}{line.what:<58}{line.missing}", flush=True)
        return
    figures = f"{format_figure(line.ours, line.unit):>12}{format_figure(line.theirs, line.unit):>12}"
    told = f"{format_factor(line.factor):>26}  {format_bounds(line)}"
    print(f"  {line.row:<14}{line.what:<58}{figures}{told}  {line.verdict.upper()}".rstrip(), flush=True)
