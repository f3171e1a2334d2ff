"""
Which words say nothing: placeholders, signs without a word, copies (M4).

The rules about proposals and about objections judge by the same measure. It is a low one on purpose: whether
something is important the circle judges, and never a count of words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from nstgov.findings import Severity

PLACEHOLDERS = """
tbd | tba | tbc | todo | to do | to be done | to be decided | to be defined | to be determined | to follow | fixme
n a | na | none | nothing | nil | null | not applicable | not available | no comment | no reason | no reasons | no | yes
because | just because | because i say so | because we say so | why not | obvious | obviously | it is obvious
self explanatory | as above | as the title says | see above | see below | see title | same | same as above | ditto
placeholder | text | text here | some text | your text here | insert text here | write here | fill in | fill this in
coming soon | soon | later | more later | etc | whatever | something | anything | test | testing | foo | bar | baz
asdf | asdfgh | qwerty | bla | blah | need | the need | reason | reasons | important | it is important | dot dot dot
folgt | kommt noch | noch offen | offen | keine | keiner | keines | nichts | k a | keine angabe | keine angaben
weil | darum | einfach so | ist so | siehe oben | siehe titel | wie oben | entfällt | platzhalter | später | grund
à faire | à définir | à compléter | à suivre | à venir | aucun | aucune | rien | néant | s o | sans objet | parce que
c est comme ça | pourquoi pas | voir ci dessus | voir titre | voir le titre | idem | plus tard
por hacer | por definir | por completar | pendiente | ninguno | ninguna | nada | no aplica | no procede | porque
porque si | porque sí | por qué no | ver arriba | ver título | ver el título | igual | más tarde | luego
por fazer | a fazer | a definir | nenhum | nenhuma | não se aplica | porque sim | porque não | ver acima | mais tarde
da fare | da definire | da completare | nessuno | nessuna | niente | nulla | non applicabile | perché | perché sì
perché no | vedi sopra | vedi titolo | come sopra | più tardi
nog te doen | nog te bepalen | volgt | geen | niets | nvt | n v t | niet van toepassing | omdat | daarom | zie boven
do zrobienia | do ustalenia | brak | nic | nie dotyczy | bo tak | ponieważ | jak wyżej | później
doplnit | bude doplněno | žádné | nic | protože | viz výše | kommer senare | inget | ingen | saknas | därför | eftersom
yok | hiçbiri | yapılacak | belirlenecek | çünkü | yukarıda | nincs | mert | később | ei ole | koska | nimic | pentru că
нет | ничего | не применимо | потом | позже | потому что | см выше | немає | нічого | тому що | пізніше | няма | защото
τίποτα | κανένα | διότι | επειδή | όπως παραπάνω
لا شيء | لا يوجد | لاحقا | لاحقًا | لأن | ندارد | هیچ | بعدا | بعداً | چون | אין | כי ככה | אחר כך
कोई नहीं | कुछ नहीं | क्योंकि | बाद में | hakuna | kwa sababu | baadaye | tidak ada | karena | nanti
无 | 無 | 没有 | 沒有 | 暂无 | 暫無 | 待定 | 待补充 | 因为 | 因為 | 同上 | 略 | なし | 特になし | 未定 | 後で
없음 | 미정 | 해당 없음 | 나중에 | không | không có | vì
"""  # noqa: RUF001 -- words of many languages are what this is about


SHORT = 20
"""Characters; a shorter text is worth a kind word, and never an error."""
_LONGEST_PLACEHOLDER = 80
_WIDE = 3
"""A sign of a script that writes words with one or two signs counts as so many characters."""
_SEPARATORS = re.compile(r"[\W_]+")
_BEFORE_THE_WORDS = re.compile(r"\A[\W_]+")
_MARKER = re.compile(r"(?:TBD|TBA|TBC|FIXME|XXX)\b|(?:TODO|TBD)\s*:", re.ASCII)


class Hollow(NamedTuple):
    """What makes a text say nothing, as the end of a sentence; `severity` where it is less than an error."""

    what: str
    like: str | None = None
    severity: Severity | None = None


def says_nothing(text: str) -> bool:
    """Whether a text is empty, made of signs only, or of words that people write to fill a line."""
    begun = _BEFORE_THE_WORDS.sub("", text)
    if _MARKER.match(begun) and len(begun) <= _LONGEST_PLACEHOLDER:
        return True
    words = _normalize_words(begun[: 2 * _LONGEST_PLACEHOLDER])
    if len(words) <= 3 * _LONGEST_PLACEHOLDER // 2:
        # nearly always enough to tell that there are more words than anybody writes to fill a line
        words = _normalize_words(begun[: 4 * _LONGEST_PLACEHOLDER])
    if words.startswith("lorem ipsum"):
        return True
    return len(words) <= _LONGEST_PLACEHOLDER and (
        len(set(words) - {" "}) <= 1 or words in _load_placeholders() or set(words.split()) <= _load_placeholders()
    )


def find_hollow(text: str, beside: Mapping[str, str]) -> Hollow | None:
    """
    What makes a text say nothing; None where it says something.

    `beside` holds what it may have been copied from, by its key. A very short text is worth advice only.
    """
    if says_nothing(text):
        return Hollow(f'says only "{_shorten_text(text)}"')
    for key, other in beside.items():
        if _is_copy(text, other):
            return Hollow(f"says the same as `{key}`", key)
    return Hollow(f'is very short: "{_shorten_text(text)}"', None, "advice") if _measure_width(text) < SHORT else None


def _is_copy(text: str, other: str) -> bool:
    """Whether two texts have the same words in the same order; their signs and letter case do not matter."""
    if not other or abs(len(text) - len(other)) > max(len(text), len(other)) // 2:
        return False
    return _take_beginning(text) == _take_beginning(other) and _normalize_words(text) == _normalize_words(other)


def _take_beginning(text: str) -> str:
    """The first words: nearly always enough to tell two texts apart, and quickly found also in a long one."""
    return _normalize_words(_BEFORE_THE_WORDS.sub("", text)[:60])[:30]


def _normalize_words(text: str) -> str:
    """The words of a text with one blank between them, without signs, in one letter case."""
    return _SEPARATORS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


@cache
def _load_placeholders() -> frozenset[str]:
    return frozenset(_normalize_words(entry) for line in PLACEHOLDERS.splitlines() for entry in line.split("|")) - {""}


def _measure_width(text: str) -> int:
    folded = " ".join(text.split())
    if len(folded) >= SHORT:
        return len(folded)
    return sum(_WIDE if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in folded)


def _shorten_text(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= 40 else folded[:39] + "…"
