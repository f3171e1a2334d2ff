"""
The words of pages and comments in the languages of a movement, through gettext.

A message stands in the code as an English sentence and is found by it in the catalogue of a language; what a catalogue
does not have is said in English. Catalogues lie in `catalogues/<language>.po`, written by people.
"""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path
from typing import NamedTuple

CATALOGUES = Path(__file__).parent / "catalogues"
"""Where the catalogues lie: `<language>.po` for people, `<language>.mo` made from it for this program."""
SOURCE = "en"
"""The language that messages are written in."""
FROM_RIGHT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku", "ps", "sd", "ug", "ur", "yi"})
"""Languages that are written from right to left."""


class Words(NamedTuple):
    """A language and its messages; `texts` gives for an English sentence the one of this language."""

    language: str
    texts: gettext.NullTranslations

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`, as HTML says it."""
        return direction_of(self.language)

    def gettext(self, message: str) -> str:
        """A sentence in this language; English where the catalogue has none."""
        return self.texts.gettext(message)

    def ngettext(self, one: str, many: str, count: int) -> str:
        """A sentence about so many things, in the form that this language has for the number."""
        return self.texts.ngettext(one, many, count)

    def pgettext(self, about: str, message: str) -> str:
        """A short word that needs to be told apart by what it is about."""
        return self.texts.pgettext(about, message)


def direction_of(language: str) -> str:
    """`ltr` or `rtl` for a BCP 47 tag in lower case."""
    parts = language.split("-")
    return "rtl" if parts[0] in FROM_RIGHT and "latn" not in parts else "ltr"


def N_(word: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """A message that is translated where it is shown; here it is only marked."""
    return word


@cache
def words_of(language: str) -> Words:
    """The words of a language; of a regional form (`es-mx`) the general one's, and English where there is none."""
    for tag in (language, language.partition("-")[0]):
        file = CATALOGUES / f"{tag}.mo"
        if file.is_file():
            with file.open("rb") as opened:
                return Words(tag, gettext.GNUTranslations(opened))
    return Words(SOURCE, gettext.NullTranslations())


def has_words(language: str) -> bool:
    """Whether there is a catalogue for a language, or for the general one of a regional form; English has its own."""
    return language.partition("-")[0] == SOURCE or words_of(language).language != SOURCE


def spoken_for(language: str) -> str:
    """The language that pages asked for in one are really in: that one, or English where there are no words in it."""
    return language if has_words(language) else SOURCE
