"""
Page shells: what MkDocs Material renders once, and records are stamped into.

A shell is one rendered page with slots. Stamping is joining strings, so it costs next to nothing for a hundred
thousand pages, and any engine that can render one page can make the shells.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from nstgov.records.frozen import frozen_in_order

_SLOT = re.compile(r"@@slot:([a-z]+)@@")


def mark_slot(name: str) -> str:
    """The mark in a rendered page where a value will stand."""
    return f"@@slot:{name}@@"


def escape_slots(text: str) -> str:
    """A text from outside that cannot be taken for a slot."""
    return text.replace("@@slot:", "@@ slot:")


@frozen_in_order
class PageShell:
    """A rendered page cut at its slots: texts and the names of the slots between them, in turn."""

    pieces: tuple[str, ...]

    @classmethod
    def parse_shell(cls, page: str) -> PageShell:
        """Cut a rendered page at its slots."""
        return cls(tuple(_SLOT.split(page)))

    def fill_slots(self, values: Mapping[str, str]) -> str:
        """The page with every slot filled; the values are HTML already. A slot without a value is a KeyError."""
        return "".join(values[piece] if at % 2 else piece for at, piece in enumerate(self.pieces))
