"""
The pictures that a shared link shows, and the site's icons: drawn at build, one for each stage, without any letters.

A preview stands beside the title and the one sentence of a page, so the picture only has to be known again from afar:
people in a circle, as many of them filled as the stage says, in the colour that the stage has everywhere on the site.
Without letters it is the same in every language, and needs no typeface.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from nstgov.publish.engine.site_writer import OutputFile
from nstgov.publish.fragments import make_slug

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1200, 630
"""Pixels of a preview, as Open Graph's readers crop least."""
ICONS = (180, 192, 512)
"""Pixels of the square icons: of a phone's home screen, and the two that a web app manifest names."""
SITE = "site"
"""The picture of whatever has no stage."""
_PAPER, _GREEN, _CLAY, _AMBER, _PLUM, _BLUE, _SOFT = (
    "#fbf8f2", "#1d5a50", "#b3502a", "#7a5000", "#86284a", "#2c5078", "#5a5448"
)  # fmt: skip
_PEOPLE = 8
_FINER = 2
"""How much finer it is drawn than shown, so that edges are smooth."""


class Look(NamedTuple):
    """How a stage looks: its colour, how many people are filled, and whether one stands out as a diamond."""

    tone: str
    filled: int
    objects: bool = False


LOOKS = {
    SITE: Look(_GREEN, 5),
    "gathering": Look(_SOFT, 2), "open": Look(_BLUE, 0), "in round": Look(_BLUE, 4), "consented": Look(_GREEN, 7),
    "decided": Look(_GREEN, 8), "in force": Look(_GREEN, 8), "whole": Look(_GREEN, 8), "renewed": Look(_GREEN, 8),
    "objected": Look(_PLUM, 4, objects=True), "raised": Look(_PLUM, 1, objects=True),
    "stands": Look(_PLUM, 4, objects=True), "needs work": Look(_PLUM, 2, objects=True),
    "under reconsideration": Look(_PLUM, 7, objects=True), "not valid": Look(_PLUM, 0, objects=True),
    "lapsing": Look(_AMBER, 8), "in need of care": Look(_AMBER, 3), "resolved": Look(_GREEN, 8),
    "lapsed": Look(_SOFT, 0), "replaced": Look(_SOFT, 0), "let go": Look(_SOFT, 0), "withdrawn": Look(_SOFT, 0),
    "set aside": Look(_SOFT, 0), "closed": Look(_SOFT, 0), "over": Look(_SOFT, 0), "imported": Look(_CLAY, 4),
}  # fmt: skip


def find_picture_path(stage: str | None) -> str:
    """The path of the picture for a stage, from the site's root."""
    return f"assets/previews/{make_slug(stage if stage in LOOKS else SITE)}.png"


def find_icon_path(size: int) -> str:
    """The path of the square icon of a size, from the site's root."""
    return f"assets/previews/icon-{size}.png"


def list_picture_files(*, previews: bool) -> Iterator[OutputFile]:
    """The icons, and where `previews` are wanted those too: PNG, the same bytes with the same version of Pillow."""
    from PIL import __version__

    for size in ICONS:
        yield OutputFile(find_icon_path(size), f"icon {size} {__version__}", partial(_draw_icon, size))
    for stage, look in LOOKS.items() if previews else ():
        yield OutputFile(find_picture_path(stage), f"preview {look} {__version__}", partial(_draw_preview, look))


def _draw_preview(look: Look) -> bytes:
    picture, pen = _make_canvas(WIDTH, HEIGHT)
    width, height = picture.size
    pen.rectangle((0, height - height // 24, width, height), fill=look.tone)
    _draw_circle_of_people(pen, look, (width / 2, height * 0.47), height * 0.3)
    return _encode_png(picture)


def _draw_icon(size: int) -> bytes:
    picture, pen = _make_canvas(size, size)
    side = picture.size[0]
    _draw_circle_of_people(pen, LOOKS[SITE], (side / 2, side / 2), side * 0.32)
    return _encode_png(picture)


def _make_canvas(width: int, height: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (width * _FINER, height * _FINER), _PAPER)
    return picture, ImageDraw.Draw(picture)


def _draw_circle_of_people(pen: ImageDraw.ImageDraw, look: Look, middle: tuple[float, float], radius: float) -> None:
    size = radius * 0.24
    line = max(2, round(size * 0.22))
    for at in range(_PEOPLE):
        angle = math.tau * at / _PEOPLE - math.pi / 2
        x, y = middle[0] + radius * math.cos(angle), middle[1] + radius * math.sin(angle)
        if look.objects and at == _PEOPLE - 1:
            pen.polygon([(x, y - size * 1.2), (x + size * 1.2, y), (x, y + size * 1.2), (x - size * 1.2, y)], _PLUM)
        elif at < look.filled:
            pen.ellipse((x - size, y - size, x + size, y + size), fill=look.tone)
        else:
            pen.ellipse((x - size, y - size, x + size, y + size), outline=look.tone, width=line)


def _encode_png(picture: Image.Image) -> bytes:
    data = BytesIO()
    picture.reduce(_FINER).save(data, "PNG", compress_level=6)
    return data.getvalue()
