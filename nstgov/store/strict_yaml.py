"""
The strict YAML reader: one document of maps, lists and texts, and nothing else.

Built on PyYAML's parse events, so that no object is ever made from a tag, no alias expands, no recursion overflows,
`no` stays a text and a key that stands twice is seen. Every scalar is a text; the schema gives it a type later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

_LONE_BREAK = re.compile("\r(?!\n)|[\x85\u2028\u2029]")
_LOOK = "Look at this line and the one before it: blanks at the beginning, colons, quotes and brackets."
_BRACKETS = "Close each bracket, and put a comma between two entries."
_QUOTE_IT = "Put quotes around the text."
_COLON = "Put quotes around a text that holds a colon and a blank."
_SAME_COLUMN = "Let the lines that belong together begin in the same column."
_PLAIN: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "a second colon stands here", _COLON),
    ("tab", "a tab stands at the beginning of the line", "Use blanks, never tabs, at the beginning of a line."),
    ("expected '-'", "this line does not fit the list before it",
     "Begin each entry of the list with a dash, in the same column."),
    ("expected key", "this line does not fit the lines before it", _SAME_COLUMN),
    ("expected <block end>", "this line does not fit the lines before it", _SAME_COLUMN),
    ("expected ','", "a comma or a closing bracket is missing", _BRACKETS),
    ("node content", "a value is missing, or a bracket was not closed", _BRACKETS),
    ("end of stream", "quotes were opened and never closed", "Close the quotes, or remove them."),
    ("document start", "something stands after the end of the record", "Remove it, or the closing bracket before it."),
    ("escape", "a backslash in double quotes means something else", "Use single quotes, or write two backslashes."),
    ("hexdecimal", "a backslash in double quotes means something else", "Use single quotes, or write two backslashes."),
    ("expected ':'", "a colon is missing after the key", "Write `key: value`."),
    ("start any token", "a text cannot begin with {sign}", _QUOTE_IT),
    ("alphabetic or numeric", "a text cannot begin with & or *", _QUOTE_IT),
)  # fmt: skip


def normalize_line_ends(text: str) -> str:
    """
    The text with a blank for each sign that YAML takes for the end of a line and no screen shows as one.

    A key behind such a sign would be hidden on one displayed line; so lines are those that a person sees.
    """
    return text if text.isascii() and "\r" not in text else _LONE_BREAK.sub(" ", text)


def explain_problem(problem: str, sign: str = "") -> tuple[str, str]:
    """Message and help for what a parser said; `sign` is the character it stopped at."""
    said = "tab" if sign == "\t" else problem
    for part, message, help_ in _PLAIN:
        if part in said:
            return f"this is not YAML: {message.format(sign=sign or 'this sign')}", help_
    return f"this is not YAML: {problem}", _LOOK


def find_sign(text: str, place: tuple[int, int]) -> str:
    """The character at a line and column (from 1), or nothing."""
    line = text.split("\n")[place[0] - 1]
    return line[place[1] - 1 : place[1]]


def find_mark_position(mark: Any, text: str) -> tuple[int, int]:
    """Line and column (from 1) of a parser's mark; what it misses at the end is placed on the last line with text."""
    if mark is None:
        return 1, 1
    if mark.line < text.rstrip().count("\n") + 1:
        return mark.line + 1, mark.column + 1
    lines = text.rstrip().split("\n")
    return len(lines), max(1, len(lines[-1]))


LEVELS = 16
"""How deep maps and lists may lie in one another."""
_TOO_DEEP = f"maps and lists lie more than {LEVELS} levels deep"
_FLATTER = "Write it flatter; a record never needs that many levels."
_DEEPER_THAN_ANY = "maximum nesting depth"
"""What newer parsers say who look ahead: they give up at a thousand levels, before the first one is told."""
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Place = tuple[int, int]
"""Line and column, counted from 1."""
Keys = tuple[str | int, ...]


class Quoted(str):
    """A text that stood in quotes or in a block, so that `"42"` is known to be meant as a text."""

    __slots__ = ()


class CutText(str):
    """A plain text directly followed by ` #`: what comes after is lost as a comment."""

    __slots__ = ()


class Flaw(NamedTuple):
    """What the reader could not take: the rule's code, the keys that lead there, the place, message and help."""

    rule: str
    keys: Keys
    place: Place
    message: str
    help: str


class UnreadableYaml(Exception):
    """The text as a whole cannot be read; carries the one flaw that says why."""

    def __init__(self, flaw: Flaw) -> None:
        """Keep the flaw for the caller."""
        super().__init__(flaw.message)
        self.flaw = flaw


class ParsedYaml(NamedTuple):
    """
    What a text says: nested dicts, lists and strings; the flaws in it; and, if asked for, where each value stands.

    `places` maps the keys that lead to a value to the place of the value, or of its key where the value begins on a
    later line; `key_places` to the place of the key.
    """

    value: Any
    flaws: list[Flaw]
    places: dict[Keys, Place]
    key_places: dict[Keys, Place]


def read_yaml(text: str, *, places: bool = False) -> ParsedYaml:
    """Read one document. Raises Unreadable when it is no YAML, or YAML of a sort that a record has no use for."""
    text = normalize_line_ends(text)
    builder = _YamlBuilder(text, places)
    try:
        return builder.build_document(iter(_LOADER(text).get_event, None))
    except UnreadableYaml:
        raise
    except yaml.MarkedYAMLError as fault:
        place = find_mark_position(fault.problem_mark or fault.context_mark, text)
        if _DEEPER_THAN_ANY in str(fault.problem):
            raise UnreadableYaml(Flaw("Y08", (), place, _TOO_DEEP, _FLATTER)) from None
        said = explain_problem(str(fault.problem or fault.context or "it breaks off"), find_sign(text, place))
        raise UnreadableYaml(Flaw("Y01", (), place, *said)) from None
    except (yaml.YAMLError, ValueError, LookupError, AttributeError) as fault:
        said = explain_problem(str(fault).partition("\n")[0] or "it breaks off")
        raise UnreadableYaml(Flaw("Y01", (), (1, 1), *said)) from None


class _YamlBuilder:
    """Turns parse events into one value; keeps places only when asked, since they are needed only for findings."""

    def __init__(self, text: str, places: bool) -> None:
        self.text = text
        self.has_hash_sign = "#" in text
        self.lines: list[str] | None = None
        self.keep = places
        self.flaws: list[Flaw] = []
        self.places: dict[Keys, Place] = {}
        self.key_places: dict[Keys, Place] = {}

    def build_document(self, events: Iterator[Any]) -> ParsedYaml:
        value: Any = ""
        documents = 0
        for event in events:
            kind = type(event)
            if kind is yaml.DocumentStartEvent:
                documents += 1
                self._check_document(event, documents)
            elif kind is yaml.ScalarEvent:
                value = self._build_scalar(event)
            elif kind is yaml.MappingStartEvent:
                value = self._build_mapping(event, events, (), 1)
            elif kind is yaml.SequenceStartEvent:
                value = self._build_sequence(event, events, (), 1)
            elif kind is yaml.AliasEvent:
                self._refuse_alias(event)
        return ParsedYaml(value, self.flaws, self.places, self.key_places)

    def _check_document(self, event: Any, documents: int) -> None:
        if documents > 1:
            raise self._make_error(event, "a second document begins here", "Keep one record in each file.")
        if event.version or event.tags:
            raise self._make_error(event, "a YAML directive stands here", "Remove the line that begins with %.")

    def _build_mapping(self, event: Any, events: Iterator[Any], keys: Keys, depth: int) -> dict[str, Any]:
        self._check_bounds(event, depth)
        found: dict[str, Any] = {}
        for key_event in events:
            if type(key_event) is yaml.MappingEndEvent:
                break
            key, twice = self._read_key(key_event, found, keys)
            value_event: Any = next(events)
            if not self.keep and type(value_event) is yaml.ScalarEvent:
                # nearly all values of nearly all records: no path is made for what nobody asks the place of
                value = self._build_scalar(value_event)
                if not twice:
                    found[key] = value
                continue
            here = (*keys, key)
            if self.keep and not twice:
                self.key_places[here] = _find_position(key_event)
            value = self._build_value(value_event, events, here, depth, not twice and key_event)
            if not twice:
                found[key] = value
        return found

    def _read_key(self, event: Any, found: dict[str, Any], keys: Keys) -> tuple[str, bool]:
        if type(event) is yaml.AliasEvent:
            self._refuse_alias(event)
        if type(event) is not yaml.ScalarEvent:
            raise self._make_error(event, "a list or a map stands where a key should be", "Use a word as the key.")
        if event.anchor is not None or event.tag is not None:
            self._refuse_mark(event)
        key: str = event.value
        if key == "<<" and not event.style:
            raise self._make_error(event, "a merge key (<<) stands here", "Write the values out.")
        if key not in found:
            return key, False
        message = f'the key "{beginning_of(key)}" stands twice'
        self.flaws.append(Flaw("Y02", (*keys, key), _find_position(event), message, "Keep one of the two."))
        return key, True

    def _build_sequence(self, event: Any, events: Iterator[Any], keys: Keys, depth: int) -> list[Any]:
        self._check_bounds(event, depth)
        found: list[Any] = []
        for item in events:
            if type(item) is yaml.SequenceEndEvent:
                break
            found.append(self._build_value(item, events, (*keys, len(found)), depth, None))
        return found

    def _build_value(self, event: Any, events: Iterator[Any], keys: Keys, depth: int, key_event: Any) -> Any:
        if self.keep and key_event is not False:
            place = _find_position(event)
            self.places[keys] = (
                _find_position(key_event) if key_event and place[0] != key_event.start_mark.line + 1 else place
            )
        kind = type(event)
        if kind is yaml.ScalarEvent:
            return self._build_scalar(event)
        if kind is yaml.MappingStartEvent:
            return self._build_mapping(event, events, keys, depth + 1)
        if kind is yaml.SequenceStartEvent:
            return self._build_sequence(event, events, keys, depth + 1)
        return self._refuse_alias(event)

    def _build_scalar(self, event: Any) -> str:
        if event.anchor is not None or event.tag is not None:
            self._refuse_mark(event)
        value: str = event.value
        if event.style:
            return Quoted(value)
        if self.has_hash_sign and self._is_cut(event.end_mark):
            return CutText(value)
        return value

    def _is_cut(self, mark: Any) -> bool:
        """Whether one blank and a # follow; two blanks before it make a comment on purpose."""
        if self.lines is None:
            self.lines = self.text.split("\n")
        return bool(mark.line < len(self.lines) and self.lines[mark.line].startswith(" #", mark.column))

    def _check_bounds(self, event: Any, depth: int) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_mark(event)
        if depth > LEVELS:
            raise self._make_error(event, _TOO_DEEP, _FLATTER)

    def _refuse_mark(self, event: Any) -> None:
        if event.anchor is not None:
            raise self._make_error(
                event, f"an anchor (&{beginning_of(event.anchor)}) stands here", "Write the value out."
            )
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        raise self._make_error(
            event, f"a YAML tag ({beginning_of(tag)}) stands here", "Remove it; write the plain value."
        )

    def _refuse_alias(self, event: Any) -> str:
        raise self._make_error(event, f"an alias (*{beginning_of(event.anchor)}) stands here", "Write the value out.")

    def _make_error(self, event: Any, message: str, help_: str) -> UnreadableYaml:
        return UnreadableYaml(Flaw("Y08", (), _find_position(event), message, help_))


def _find_position(event: Any) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1


def beginning_of(text: str, most: int = 40) -> str:
    """A text as a message shows it, in at most so many characters: of a long one the beginning."""
    return text if len(text) <= most else text[: most - 1] + "…"
