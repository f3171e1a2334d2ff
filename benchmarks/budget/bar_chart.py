"""A bar chart as a static picture: no script, no library; readable on a light and on a dark page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

WIDTH, LEFT, RIGHT, TOP, STEP = 860, 400, 110, 56, 30
STYLE = """text{font:14px system-ui,sans-serif;fill:#1b1f24}.title{font-weight:600;font-size:16px}.note{fill:#57606a}
.bar{fill:#2563a8}.low{fill:#b4530a}.mark{stroke:#1b1f24;stroke-width:2}
.axis,.even{stroke:#8c959f;stroke-width:1}.even{stroke-dasharray:2 4}
@media (prefers-color-scheme:dark){text{fill:#e6edf3}.note{fill:#9da7b3}.bar{fill:#6cb0f5}.low{fill:#f0a35e}
.mark{stroke:#e6edf3}.axis,.even{stroke:#6e7681}}"""


class Bar(NamedTuple):
    """A bar: its words, its length, where the gate stands (None: there is none), and whether that is kept."""

    words: str
    value: float
    gate: float | None = None
    is_kept: bool = True


def draw_bars(title: str, bars: Sequence[Bar], note: str) -> str:
    """The bars below one another on a logarithmic axis that begins at 1 or below."""
    least = min(1.0, *(bar.value for bar in bars))
    most = max(10.0, *(max(bar.value, bar.gate or 0) for bar in bars))
    height = TOP + STEP * len(bars) + 34
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-labelledby="chart-title chart-note"><title id="chart-title">{escape(title)}</title>'
        f'<desc id="chart-note">{escape(note)} {escape(_read_out(bars))}</desc><style>{STYLE}</style>'
    )
    parts = [head, f'<text class="title" x="12" y="24">{escape(title)}</text>']
    for number, bar in enumerate(bars):
        parts += _draw_bar(bar, TOP + STEP * number, least, most)
    even = _place_value(1, least, most)
    parts.append(f'<line class="even" x1="{even:.0f}" y1="{TOP - 12}" x2="{even:.0f}" y2="{height - 30}"/>')
    parts.append(f'<line class="axis" x1="{LEFT}" y1="{TOP - 12}" x2="{LEFT}" y2="{height - 30}"/>')
    parts.append(f'<text class="note" x="12" y="{height - 10}">{escape(note)}</text></svg>')
    return "\n".join(parts) + "\n"


def _draw_bar(bar: Bar, top: int, least: float, most: float) -> list[str]:
    end, kind = _place_value(bar.value, least, most), "bar" if bar.is_kept else "low"
    parts = [
        f'<text x="{LEFT - 10}" y="{top + 14}" text-anchor="end">{escape(bar.words)}</text>',
        f'<rect class="{kind}" x="{LEFT}" y="{top}" width="{max(2, end - LEFT):.0f}" height="18"/>',
        f'<text x="{end + 8:.0f}" y="{top + 14}">{_format_factor(bar.value)}</text>',
    ]
    if bar.gate is not None:
        at = _place_value(bar.gate, least, most)
        parts.append(f'<line class="mark" x1="{at:.0f}" y1="{top - 3}" x2="{at:.0f}" y2="{top + 21}"/>')
    return parts


def _place_value(value: float, least: float, most: float) -> float:
    share = (math.log(max(value, least)) - math.log(least)) / (math.log(most) - math.log(least))
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _format_factor(value: float) -> str:
    return f"{value:,.0f} times" if value >= 10 else f"{value:.1f} times"


def _read_out(bars: Sequence[Bar]) -> str:
    """The bars in words, for whoever does not see them."""
    return " ".join(f"{bar.words}: {_format_factor(bar.value)}." for bar in bars)
