"""
Small pictures of numbers: bars, and columns over time, as static SVG.

Each has a name and says in words what it shows; the table beside it says the same. Colours come from the styles.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

WIDTH = 340
"""Units across; on a phone one unit is about a pixel."""
ROW, BAR, TYPE = 46, 14, 15
"""Heights of a row of bars, of a bar, and of the letters."""
TALL = 150
"""Height of a picture of columns, without the line of words below it."""
WIDEST = 120
"""How far columns stand apart at most, so that the first month of a movement is no wall."""


def render_bar_chart(
    id_: str,
    name: str,
    about: str,
    rows: Sequence[tuple[str, int]],
    *,
    leftward: bool = False,
    say: Callable[[int], str] = str,
) -> Markup:
    """
    One bar for each row, its words above it and its number behind it; nothing without rows.

    `leftward`: for languages that run from right to left, where it begins at the right. `say` writes a number.
    """
    if not rows:
        return Markup("")
    most = max(1, *(number for _, number in rows))
    drawn = Markup("").join(
        _render_bar(at, words, number / most, say(number), leftward) for at, (words, number) in enumerate(rows)
    )
    return _render_svg(id_, name, about, len(rows) * ROW, drawn)


def _render_bar(at: int, words: str, share: float, number: str, leftward: bool) -> Markup:
    top = at * ROW
    width = max(round((WIDTH - 60) * share, 1), 1) if share else 0
    bar = Markup('<rect x="{}" y="{}" width="{}" height="{}" rx="3"/>')
    return (
        _render_text(0, top + TYPE, words, leftward)
        + bar.format(round(WIDTH - width, 1) if leftward else 0, top + TYPE + 7, width, BAR)
        + _render_text(width + 8, top + TYPE + 19, number, leftward, "number")
    )


def _render_text(along: float, y: int, words: object, leftward: bool, kind: str = "") -> Markup:
    """Words that begin so far along the line, at the right where the line runs leftward."""
    kinds = " ".join(word for word in (kind, "end" if leftward else "") if word)
    text = Markup('<text{} x="{}" y="{}" font-size="{}">{}</text>')
    marked = Markup(' class="{}"').format(kinds) if kinds else Markup("")
    return text.format(marked, round(WIDTH - along, 1) if leftward else along, y, TYPE, words)


def render_column_chart(
    id_: str,
    name: str,
    about: str,
    rows: Sequence[tuple[str, int]],
    *,
    leftward: bool = False,
    say: Callable[[int], str] = str,
) -> Markup:
    """
    A column for each row in the order of time; the first and last are named, and the number of the last is written.

    Where another one is higher, a line across says how high. `leftward`: time runs from right to left, as in languages
    that do. `say` writes a number.
    """
    if not rows:
        return Markup("")
    most = max(1, *(number for _, number in rows))
    step = min(WIDTH / len(rows), WIDEST)
    wide = max(step * 0.8, 1)
    drawn = Markup("").join(
        Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>').format(
            WIDTH - at * step - wide if leftward else at * step,
            TALL - (TALL - 24) * number / most,
            wide,
            (TALL - 24) * number / most,
        )
        for at, (_, number) in enumerate(rows)
    )
    ends = _render_text(0, TALL + 18, rows[0][0], leftward)
    if len(rows) > 1:
        far = round(step * len(rows))
        ends += Markup('<text{} x="{}" y="{}" font-size="{}">{}</text>').format(
            Markup("") if leftward else Markup(' class="end"'),
            WIDTH - far if leftward else far,
            TALL + 18,
            TYPE,
            rows[-1][0],
        )
    scale = _render_scale(say(most), leftward) if most > rows[-1][1] else Markup("")
    return _render_svg(
        id_, name, about, TALL + 24, scale + drawn + _render_last(rows, step, most, say, leftward) + ends
    )


def _render_scale(most: str, leftward: bool) -> Markup:
    """A line at the height of the highest column, with its number."""
    line = Markup('<path class="scale" d="M0 {0}H{1}"/>').format(TALL - (TALL - 24), WIDTH)
    return line + _render_text(0, TYPE, most, leftward, "soft")


def _render_last(
    rows: Sequence[tuple[str, int]], step: float, most: int, say: Callable[[int], str], leftward: bool
) -> Markup:
    """The number of the last column, above it."""
    number = rows[-1][1]
    along, top = step * (len(rows) - 0.1), TALL - (TALL - 24) * number / most
    text = Markup('<text class="{}" x="{}" y="{}" font-size="{}">{}</text>')
    is_at_end = len(rows) > 1
    kinds = "number end" if is_at_end != leftward else "number"
    if not is_at_end:
        along = 0
    return text.format(kinds, round(WIDTH - along if leftward else along, 1), round(top - 6, 1), TYPE, say(number))


def _render_svg(id_: str, name: str, about: str, height: int, drawn: Markup) -> Markup:
    return Markup(
        '<svg viewBox="0 0 {} {}" role="img" aria-labelledby="{id}-name {id}-about" focusable="false">'
        '<title id="{id}-name">{}</title><desc id="{id}-about">{}</desc>{}</svg>'
    ).format(WIDTH, height, name, about, drawn, id=id_)
