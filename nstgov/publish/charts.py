"""
Small pictures of numbers: bars, and columns over time, as static SVG.

Each has a name and says in words what it shows; the table beside it says the same. Colours come from the styles.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

WIDTH = 340
"""Units across; on a phone one unit is about a pixel."""
ROW, BAR, TYPE = 44, 14, 14
"""Heights of a row of bars, of a bar, and of the letters."""
TALL = 150
"""Height of a picture of columns, without the line of words below it."""
WIDEST = 120
"""How far columns stand apart at most, so that the first month of a movement is no wall."""


def bars(id_: str, name: str, about: str, rows: Sequence[tuple[str, int]]) -> Markup:
    """One bar for each row, its words above it and its number behind it; nothing without rows."""
    if not rows:
        return Markup("")
    most = max(1, *(number for _, number in rows))
    drawn = Markup("").join(_bar(at, words, number, most) for at, (words, number) in enumerate(rows))
    return _framed(id_, name, about, len(rows) * ROW, drawn)


def _bar(at: int, words: str, number: int, most: int) -> Markup:
    top = at * ROW
    width = round((WIDTH - 60) * number / most, 1)
    return Markup(
        '<text x="0" y="{}" font-size="{}">{}</text><rect x="0" y="{}" width="{}" height="{}" rx="3"/>'
        '<text class="number" x="{}" y="{}" font-size="{}">{}</text>'
    ).format(
        top + TYPE, TYPE, words, top + TYPE + 7, max(width, 1), BAR, max(width, 1) + 8, top + TYPE + 19, TYPE, number
    )


def columns(id_: str, name: str, about: str, rows: Sequence[tuple[str, int]]) -> Markup:
    """A column for each row in the order of time; the first and last are named, and the highest number is written."""
    if not rows:
        return Markup("")
    most = max(1, *(number for _, number in rows))
    step = min(WIDTH / len(rows), WIDEST)
    drawn = Markup("").join(
        Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>').format(
            at * step, TALL - (TALL - 24) * number / most, max(step * 0.8, 1), (TALL - 24) * number / most
        )
        for at, (_, number) in enumerate(rows)
    )
    ends = Markup('<text x="0" y="{}" font-size="{}">{}</text>').format(TALL + 18, TYPE, rows[0][0])
    if len(rows) > 1:
        ends += Markup('<text class="end" x="{}" y="{}" font-size="{}">{}</text>').format(
            round(step * len(rows)), TALL + 18, TYPE, rows[-1][0]
        )
    highest = Markup('<text class="number" x="0" y="{}" font-size="{}">{}</text>').format(TYPE, TYPE, most)
    return _framed(id_, name, about, TALL + 24, highest + drawn + ends)


def _framed(id_: str, name: str, about: str, height: int, drawn: Markup) -> Markup:
    return Markup(
        '<svg viewBox="0 0 {} {}" role="img" aria-labelledby="{id}-name {id}-about" focusable="false">'
        '<title id="{id}-name">{}</title><desc id="{id}-about">{}</desc>{}</svg>'
    ).format(WIDTH, height, name, about, drawn, id=id_)
