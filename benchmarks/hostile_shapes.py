"""Inputs made to keep a reader, a finder or a renderer busy: each by its name, of any size."""

from __future__ import annotations

import hashlib
import itertools
import json
import string
from collections.abc import Callable, Iterator, Mapping
from functools import partial

PEOPLE = "ana ben chi dee".split()
CIRCLE = "circles/oak/circle.yml"
ASKS = "circles/oak/2026-02-01.asks.yml"
VERSION = "proposals/trees/v1.yml"
ROUND = "proposals/trees/rounds/2026-04-20.oak.yml"
ELECTION = "decisions/rep/election.yml"
EDITION = "ground-rules/1.yml"
Files = Mapping[str, str]
Shape = Callable[[int], Files]

_LETTERS = "abdefghkmotvwz"
"""None of the names that Windows keeps for itself is made of these."""
_CYRILLIC = str.maketrans("aeo", "\u0430\u0435\u043e")
_OAK = "name: Oak\nlevel: friend\naim: To meet.\nopened: 2026-01-01\nentered_by: ana\n"
_ELECTION = (
    "circle: oak\nrole: steward\nheld: 2026-03-08\nterm: {from: 2026-03-10, until: 2027-03-10}\nentered_by: ana\n"
    "proposed: {person: chi, because: She listens.}\n"
)
_OBJECTION = (
    f"title: No\nauthors: [ana, ben, chi, dee]\nraised: 2026-04-25\nagainst: {{version: 1, sha256: {'0' * 64}}}\n"
    "important: It hurts.\nreasons: So it is.\nentered_by: ana\n"
)
_RULES = (
    "movement: A test\nrepository_id: 0123456789abcdef0123456789abcdef\nfrom: 2026-01-01\nlevels: [friend]\n"
    "top: everyone\ncircle_size: {least: 4, good: 8, most: 12}\nauthors: {least: 4}\n"
    "representatives: {least: 1, most: 2}\nlongest_sunset_days: 730\nreconsider_within_days: 30\n"
    "answer_objection_within_days: 30\nquiet_after_days: 60\n"
)


def make_plain_files() -> dict[str, str]:
    """A small movement that keeps every rule, around which each shape is laid."""
    voices = "".join(f"  {person}: consent\n" for person in PEOPLE)
    members = "".join(f"  {person}: {{name: {person.capitalize()}}}\n" for person in PEOPLE)
    return {
        "nstgov.yml": "format: 1\ntitle: A test\n",
        EDITION: _RULES,
        CIRCLE: f"{_OAK}members:\n{members}voices:\n{voices}",
        VERSION: _make_version(),
    }


def _make_version(**more: str) -> str:
    said = {
        "title": "Trees", "kind": "policy", "authors": "[ana, ben, chi, dee]", "submitted": "2026-04-02",
        "asks": "[oak]", "affects": "[oak]", "need": "We need shade.", "reasons": "Trees give it.",
        "text": "We plant trees.", "sunset": "2027-05-01", "review": "2026-11-01", "judged_by": "[trees alive]",
        "entered_by": "ana", **more,
    }  # fmt: skip
    return "".join(f"{key}: {value}\n" for key, value in said.items())


def _yield_words() -> Iterator[str]:
    """Different short words, the shortest first."""
    for length in itertools.count(2):
        for letters in itertools.product(_LETTERS, repeat=length):
            yield "".join(letters)


def _fill_with(size: int, form: str, head: str = "", *, look_alike: bool = False) -> str:
    """A text of so many bytes: the form again and again, with another word each time."""
    pieces, length = [head], len(head)
    for word in _yield_words():
        piece = form.format(word.translate(_CYRILLIC) if look_alike else word, word)
        length += len(piece.encode())
        if length > size:
            break
        pieces.append(piece)
    return "".join(pieces)


def _repeat_in(path: str, head: str, piece: str, size: int) -> Files:
    """A record that repeats the same piece."""
    return {path: head + piece * ((size - len(head)) // len(piece.encode()))}


def _list_words_in(path: str, head: str, form: str, size: int, *, look_alike: bool = False) -> Files:
    """A record with a line for each of many words."""
    return {path: _fill_with(size, form, head, look_alike=look_alike)}


def _give_version(key: str, form: str, size: int) -> Files:
    """A version with many words under one key."""
    return {VERSION: _make_version(**{key: "[" + _fill_with(size - 500, form) + "]"})}


def _make_files(path: str, text: str, size: int) -> Files:
    """As many small files as would be one of that size, each with a word in its path."""
    return {path.format(word): text for word in itertools.islice(_yield_words(), size // 256)}


def _make_numbered(path: str, text: str, size: int) -> Files:
    return {path.format(number): text for number in range(2, size // 256)}


def _make_long_keys(size: int) -> Files:
    return {ASKS: "for: A.\n" + "".join(f"{c * (size // 20 - 9)}: a\n" for c in string.ascii_lowercase[:20])}


def _ask_with(start: str, piece: str, end: str = "") -> Shape:
    """One text or list that repeats a piece."""
    return lambda size: {ASKS: f"for: {start}{piece * ((size - 30) // len(piece.encode()))}{end}"}


_SHA256 = hashlib.sha256(_make_version().encode()).hexdigest()
_ROUND = f"version: 1\nsha256: {_SHA256}\nhow: meeting\nentered_by: ana\n"
RECORDS: Mapping[str, Shape] = {
    "unknown keys": partial(_list_words_in, ASKS, "for: A.\n", "{0}:\n"),
    "keys nearly known": partial(_list_words_in, VERSION, _make_version(), "review{0}: a\n"),
    "one key again": partial(_repeat_in, ASKS, "", "for: A.\n"),
    "long keys": _make_long_keys,
    "voices of nobody": partial(_list_words_in, ROUND, f"{_ROUND}voices:\n", "  {0}: consent\n"),
    "voices without a word": partial(_list_words_in, ROUND, f"{_ROUND}voices:\n", "  {0}:\n"),
    "voices mistyped": partial(_list_words_in, ROUND, f"{_ROUND}voices:\n", "  {0}: consentt\n"),
    "voices with commas": partial(_list_words_in, ROUND, f"{_ROUND}voices:\n", "  {0}: {{says: object, a, b}}\n"),
    "names nearly known": partial(_list_words_in, ROUND, f"{_ROUND}voices:\n", "  ana-{0}: consent\n"),
    "authors of nobody": partial(_give_version, "authors", "{0},"),
    "authors outside": partial(_give_version, "authors", "{{name: {0}, outside: true}},"),
    "authors again": partial(_give_version, "authors", "ana,"),
    "circles affected": partial(_give_version, "affects", "{0},"),
    "circles asked again": partial(_give_version, "asks", "oak,"),
    "objections answered": partial(_give_version, "integrates", "{0},"),
    "decisions renewed": partial(_give_version, "renews", "{0},"),
    "measures": partial(_give_version, "judged_by", "{0},"),
    "tasks": partial(_give_version, "tasks", "{{who: ana, what: {0}}},"),
    "members": partial(_list_words_in, CIRCLE, f"{_OAK}members:\n", "  {1}: {{name: {0}}}\n"),
    "members alike": partial(_list_words_in, CIRCLE, f"{_OAK}members:\n", "  {1}: {{name: {0}}}\n", look_alike=True),
    "members of one name": partial(_list_words_in, CIRCLE, f"{_OAK}members:\n", "  {1}: {{name: Ana}}\n"),
    "members of one account": partial(
        _list_words_in, CIRCLE, f"{_OAK}members:\n", "  {1}: {{name: {0}, account: ana}}\n"
    ),
    "nominations": partial(_list_words_in, ELECTION, f"{_ELECTION}nominations:\n", "  {0}: {{for: {0}}}\n"),
    "nominations changed": partial(_list_words_in, ELECTION, f"{_ELECTION}changes:\n", "  {0}: {{to: chi}}\n"),
    "commitments": partial(
        _list_words_in, "proposals/trees/commitments/2026-05-10.oak.yml", "entered_by: ana\npeople:\n", "- {0}\n"
    ),
    "promises": partial(_list_words_in, EDITION, f"{_RULES}promises:\n", "- {0}\n"),
    "registrars": partial(
        _list_words_in, EDITION, f"{_RULES}registrars:\n", f"- {{{{name: {{0}}, key: ssh-ed25519 {'A' * 44}}}}}\n"
    ),
    "levels twice": lambda size: {EDITION: _RULES.replace("[friend]", f"[{'tree, ' * ((size - 900) // 6)} friend]")},
    "proofs of no level": partial(_list_words_in, EDITION, f"{_RULES}proof:\n", "  {0}: heard\n"),
    "levels": lambda size: {EDITION: _RULES.replace("[friend]", f"[{_fill_with(size - 900, '{0},')} friend]")},
    "brackets": _ask_with("", "["),
    "a list for a text": _ask_with("[", "a,", "]"),
    "a list of maps": _ask_with("[", "{a: b},", "]"),
    "lists in lists": _ask_with("\n", "- - - - - - - - - - - - - a\n"),
    "quotes": _ask_with("'", "''", "'"),
    "a quote not closed": _ask_with("'", "\n a"),
    "escapes": _ask_with('"', r"\x41", '"'),
    "digits": _ask_with("", "1"),
    "digits and lines": _ask_with("", "1_", "e"),
    "blank lines": _ask_with("A.", "\n"),
    "blanks": _ask_with("A.", " ", "B"),
    "comments": _ask_with("A.\n", "# a\n"),
    "comments that cut": lambda size: {VERSION: _make_version(judged_by="\n" + "- a #b\n" * (size // 8))},
    "lines of a block": _ask_with("|\n", " a\n"),
    "lines that are folded": _ask_with(">\n", " a\n\n"),
    "conflicts": _ask_with("|\n", " <<<<<<< a\n"),
    "signs unseen": _ask_with("", "a\u200b"),
    "line separators": _ask_with("", "\u2028"),
    "letters in pieces": _ask_with("|\n", " a\u0301\n"),
    "signs on one letter": _ask_with("a", "\u0301\u0323"),
    "signs escaped": _ask_with('"a', r"\u0301\u0323", '"'),
    "texts unlike": lambda size: {
        VERSION: _make_version(need="|\n " + "a b " * (size // 9), reasons="|\n " + "b a " * (size // 9))
    },
    "texts of marks": lambda size: {
        VERSION: _make_version(need="|\n " + ". " * (size // 5), reasons="|\n " + "! " * (size // 5))
    },
    "a long stray path": lambda size: {"proposals/" + "/".join(["rounde"] * (size // 64)) + ".yml": "a"},
    "stray paths": partial(_make_files, f"proposals/{{0}}/{'rond' * 20}/v.yml", "a"),
    "paths that fold": partial(_make_files, "Circles /{0}/circle.yml", "a"),
    "circles": partial(_make_files, "circles/{0}-street/circle.yml", _OAK),
    "people": partial(_make_files, "circles/oak/2026-02-01.joins.{0}-x.yml", "name: Ana\nentered_by: ana\n"),
    "joiners of one day": partial(
        _make_files, "circles/oak/2026-02-01.joins.{0}-x.yml",
        f"name: Ana\nvoices: {{{', '.join(f'{one}: consent' for one in PEOPLE)}}}\nentered_by: ana\n",
    ),
    "acts of one circle": partial(_make_files, "circles/oak/2026-02-01.person.{0}.yml", "name: A\n"),
    "rounds of one proposal": partial(
        _make_numbered, ROUND.replace(".yml", ".{0}.yml"), f"{_ROUND}voices:\n  ana: consent\n"
    ),
    "versions of one proposal": partial(_make_numbered, "proposals/trees/v{0}.yml", _make_version()),
    "objections to one proposal": partial(_make_files, "proposals/trees/objections/{0}/v1.yml", _OBJECTION),
}  # fmt: skip
"""Files of a record, by the size of the largest one or of all together."""
_LONGEST = 65_000
_TEXT_KEYS = ("need", "reasons", "text", "might_hurt")
"""Bytes of a text that is as long as one may be."""


def _list_under(key: str, form: str) -> Shape:
    """A version with as many entries under a key as fit."""
    return lambda size: {VERSION: _make_version(**{key: "\n" + _fill_with(size - 500, f"- {form}\n").rstrip()})}


def _write_long_texts(size: int) -> Files:
    """A version whose four texts are as long as they may be, of paragraphs with lists, links and emphasis."""
    piece = "Shade on the *square*, and [a list](https://example.org/a) of who waters:\n\n- Ana\n- Ben and Chi\n\n"
    return write_texts(lambda length: piece * (length // len(piece)), size)


def write_texts(make: Callable[[int], str], size: int) -> Files:
    """A version with four texts of a kind, each as long as it may be, and each with words of its own before it."""
    length = min(size // 4, _LONGEST) - 200
    written = json.dumps(make(length))[1:-1]  # as it stands between quotes, where some letters take two
    text = json.dumps(make(length * length // max(length, len(written.encode()))))[1:-1]
    return {VERSION: _make_version(**{key: f'"Of the {key}.\\n\\n{text}"' for key in _TEXT_KEYS})}


def _say_much(size: int) -> Files:
    """A round in which four people say as much as they may."""
    words = "I can live with it, and I want to say why. "
    said = {who: words * (min(size // 4, _LONGEST) // len(words)) for who in PEOPLE}
    voices = "".join(f'  {who}: {{says: consent, concern: "{text.strip()}"}}\n' for who, text in said.items())
    return {ROUND: f"{_ROUND}voices:\n{voices}"}


_IDEA = "title: A swing\nopened: 2026-04-01\nneed: Children have no place.\nby:\n"
_OUTSIDE = "{{name: {0} Smith, outside: true}}"
ACCEPTED: Mapping[str, Shape] = {
    "long texts": _write_long_texts,
    "many words in a round": _say_much,
    "many measures": _list_under("judged_by", "how many {0} there are"),
    "many tasks": _list_under("tasks", "{{who: ana, what: order {0}, by: 2026-09-01}}"),
    "many guests": lambda size: {
        VERSION: _make_version(
            kind="invitation", text="We ask them.",
            invites="\n" + _fill_with(
                size - 500, "- {{guest: {0}-x, name: {0} Smith, level: friend, because: They know {0}.}}\n"
            ).rstrip(),
        )
    },
    "many people outside": lambda size: {
        VERSION: _make_version(
            authors="\n" + _fill_with(size - 500, f"- {_OUTSIDE}\n", "- ana\n- ben\n- chi\n- dee\n").rstrip()
        )
    },
    "an idea of many": partial(_list_words_in, "proposals/swing/idea.yml", _IDEA, f"- {_OUTSIDE}\n"),
    "many promises": partial(_list_words_in, EDITION, f"{_RULES}promises:\n", "- We are kind to {0}.\n"),
    "many levels": lambda size: {
        EDITION: _RULES.replace("[friend]", f"[friend, {_fill_with(size - 900, '{0}x, ').rstrip(', ')}]")
    },
    "many proofs": lambda size: {
        EDITION: _RULES.replace("[friend]", f"[friend, {_fill_with(size // 3, '{0}x, ').rstrip(', ')}]")
        + "proof:\n" + _fill_with(size // 3, "  {0}x: declared\n")
    },
    "many ideas": partial(
        _make_files, "proposals/{0}-x/idea.yml", "title: A swing\nopened: 2026-04-01\nneed: A place.\nby: [ana]\n"
    ),
    "many rounds": partial(
        _make_numbered, ROUND.replace(".yml", ".{0}.yml"), f"{_ROUND}voices: {{ana: consent, ben: consent}}\n"
    ),
    "many translations": partial(
        _make_numbered, VERSION.replace(".yml", ".es.{0}.yml"), "title: Un banco\nby: ana\n"
    ),
    "many corrections": partial(
        _make_numbered, f"{VERSION}.correction.2026-04-20.{{0}}.yml", "by: ana\nwhat: It was the fourth.\n"
    ),
}  # fmt: skip
"""Records that the judge accepts, as large as they may be, or as many as would be one of that size."""


def _rise_by_ticks(size: int) -> str:
    """Code spans each of which would end with one tick more."""
    return "".join("`" * number + " " for number in range(int((2 * size) ** 0.5)))


def _nest_lists(size: int) -> str:
    return "".join("  " * (number % 10) + "- a\n" for number in range(size // 14))


_PIECES = {
    "brackets": "[", "links": "[a](", "titles": '[a](https://b "', "pictures": "![a]", "stars": "*a ", "runs": "a**b",
    "waves": "~~a ", "quotes in quotes": "> ", "quotes": "> a\n", "lists": "- a\n", "numbers": "1. a\n",
    "loose lists": "- a\n\n", "rules": "---\n", "nearly rules": "- - - - - - - - - - - a\n", "fences": "```\n",
    "entities": "&amp;", "backslashes": "\\*", "references": "[a]: b\n", "autolinks": "<a:", "headings": "# a\n",
    "underlines": "a\n-\n", "products": "2*3*", "blanks": " ", "lines": "a\n", "hard ends": "a\\\n",
    "paragraphs": "a\n\n", "table rows": "|1|2|\n",
    "long lists": "- planted by *Ana* and Ben\n",
}  # fmt: skip
TEXTS: Mapping[str, Callable[[int], str]] = {
    **{name: lambda size, piece=piece: piece * (size // len(piece)) for name, piece in _PIECES.items()},  # type: ignore[misc]
    "ticks": _rise_by_ticks,
    "nested lists": _nest_lists,
    "an open fence": lambda size: "```\n" + "a\n" * (size // 2),
    "tables": lambda size: "|a|b|\n|-|-|\n" + "|1|2|\n" * (size // 6),
    "a wide table": lambda size: "|" + "a|" * (size // 6) + "\n|" + "-|" * (size // 6),
}
"""Texts in Markdown."""


def _list_words(size: int) -> list[str]:
    return _fill_with(size, "{0} ").split()


PAIRS: Mapping[str, Callable[[int], tuple[str, str]]] = {
    "interleaved": lambda size: ("a b " * (size // 4), "b a " * (size // 4)),
    "reversed": lambda size: (" ".join(_list_words(size)), " ".join(reversed(_list_words(size)))),
    "sorted otherwise": lambda size: (
        " ".join(_list_words(size)), " ".join(sorted(_list_words(size), key=lambda word: word[::-1]))
    ),
    "every other word": lambda size: (_fill_with(size, "{0} a "), _fill_with(size, "{0} b ")),
    "one word": lambda size: ("a " * (size // 2), "a " * (size // 3) + "b"),
    "items": lambda size: ("- a\n" * (size // 4), "- b\n" * (size // 4)),
    "blanks": lambda size: ("a" + " \n" * (size // 2) + "b", "a" + "\n " * (size // 2) + "c"),
}  # fmt: skip
"""Two texts to be compared."""
