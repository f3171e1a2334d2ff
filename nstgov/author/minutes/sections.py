"""
What was done at a meeting, in the order in which the minutes tell it: each act with the words that were said of it.

A heading names what was done and with what (`## Proposal: A bench`), lines below name a field (`Need: …`), a list holds
voices (`- Ana: consent`). Smaller headings, or lines such as `Round:`, go on with the same proposal or election.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from nstgov.author.minutes.blocks import Block
from nstgov.store.strict_yaml import Flaw


class Said(NamedTuple):
    """Some words, and the line of the minutes on which they begin."""

    words: str
    line: int


@dataclass
class Section:
    """One thing that was done: which act, with what, the fields and voices said of it, and what followed on it."""

    act: str
    subject: str
    line: int
    fields: dict[str, list[Said]] = field(default_factory=dict)
    voices: list[Said] = field(default_factory=list)
    then: list[Section] = field(default_factory=list)


@dataclass
class Minutes:
    """
    The minutes: what holds for all of it, what was done, what nobody can read, and what is no part of any record.

    `flaws` are what makes it no YAML, where it is meant to be.
    """

    head: dict[str, Said] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    unclear: list[Said] = field(default_factory=list)
    left_out: list[Said] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)


HEAD = {
    "guests": "guests", "circle": "circle", "day": "day", "date": "day", "here": "here", "present": "here",
    "facilitator": "facilitator", "secretary": "writer", "written by": "writer", "entered by": "writer",
}  # fmt: skip
"""What the first lines tell, by the word before the colon."""
ACTS = {
    "circle": "circle", "new circle": "circle", "founding": "circle", "proposal": "propose", "idea": "idea",
    "action": "action", "invitation": "invitation", "election": "election", "welcome": "joins", "joining": "joins",
    "leaving": "leaves", "away": "away", "back": "back", "review": "review", "objection": "objection", "test": "test",
    "resolution": "resolution", "ending": "ended", "let go": "ended", "commitment": "commitments", "answer": "answer",
    "change": "changes", "help": "asks", "taking in": "takes-in", "round": "round", "decision": "decision",
    "new version": "new-version", "withdrawal": "close",
}  # fmt: skip
"""The acts by the words of headings."""
THEN = {
    "round": "round", "new text": "new-version", "new version": "new-version", "decision": "decision",
    "decided": "decision", "withdrawn": "close", "objection": "objection", "test": "test", "resolution": "resolution",
}  # fmt: skip
"""What may follow on a proposal below its own heading."""
OF_ELECTION = {"nominations": "nominations", "changes": "changes", "changed": "changes", "proposed": "proposed",
               "round": "voices", "consent": "voices"}  # fmt: skip
"""What may follow in an election: parts of the same record."""
KEYS = {
    "until": {"propose": "sunset", "action": "sunset", "invitation": "sunset", "election": "term",
              "new-version": "sunset"},
    "last day": {"propose": "sunset", "action": "sunset", "invitation": "sunset", "new-version": "sunset"},
    "founders": {"circle": "members"}, "why": {"propose": "reasons", "action": "reasons", "invitation": "reasons"},
    "term": {"election": "term"},
    "together with": {"objection": "authors"}, "who": {"commitments": "people"}, "guest": {"answer": ":guest"},
    "against": {"objection": ":target"}, "id": {"propose": ":new-proposal", "objection": ":objection",
                                               "joins": ":newcomer", "circle": ":new-circle", "election": ":election"},
    "within": {"circle": ":parent"}, "of": {"takes-in": ":child"},
}  # fmt: skip
"""Other words for fields, by act."""
_LINE = re.compile(r"(?P<key>[A-Za-z][A-Za-z ]{1,24}?)[ \t]*:(?:[ \t]+(?P<words>.*))?$")
_VOICE = re.compile(r"[^:\n]{1,60}:\s*(?:consents?|objects?|absent|worry)\b", re.IGNORECASE)
_LONG = ("text", "need", "reasons", "might_hurt", "helped", "important", "aim", "how")
"""Fields that go on in the paragraphs and lists below their line."""


def find_field_key(word: str, act: str, known: Mapping[str, frozenset[str]]) -> str | None:
    """The field that a word names in an act, or a part of its path with a colon before; None where it names none."""
    said = word.strip().lower()
    plain = said.replace(" ", "_")
    return KEYS.get(said, {}).get(act) or (plain if plain in known.get(act, ()) else None)


class SectionReader:
    """Sorts blocks into sections; `known` are the fields of each act by their keys."""

    def __init__(self, known: dict[str, frozenset[str]]) -> None:
        """Begin before the first heading."""
        self.known = known
        self.minutes = Minutes()
        self.section: Section | None = None
        self.part: Section | None = None
        self.key = ""

    def read_sections(self, blocks: Iterable[Block]) -> Minutes:
        """The minutes that some blocks make."""
        for block in blocks:
            if block.sort == "heading":
                self._take_heading(block)
            elif block.sort == "item":
                self._take_item(block)
            else:
                self._take_paragraph(block)
        return self.minutes

    @property
    def _now(self) -> Section | None:
        return self.part or self.section

    def _take_heading(self, block: Block) -> None:
        word, _, subject = (part.strip() for part in block.text.partition(":"))
        self.key = ""
        if self.section is not None and block.level > 2 and self._begin_part(word, subject, block.line):
            return
        self.part = None
        act = ACTS.get(word.lower())
        if act is None:
            self.section = None
            if block.level > 1:
                self.minutes.unclear.append(Said(block.text, block.line))
            return
        self.section = Section(act, subject, block.line)
        self.minutes.sections.append(self.section)

    def _begin_part(self, word: str, subject: str, line: int) -> bool:
        """Begin what follows on the section; whether the words name such a thing."""
        section = self.section
        if section is None:
            return False
        if section.act == "election" and word.lower() in OF_ELECTION:
            self.part, self.key = None, OF_ELECTION[word.lower()]
            if subject:
                section.fields.setdefault(self.key, []).append(Said(subject, line))
            return True
        if section.act in ("propose", "action", "invitation") and word.lower() in THEN:
            self.part = Section(THEN[word.lower()], subject, line)
            section.then.append(self.part)
            self.key = "text" if self.part.act == "new-version" else ""
            if self.part.act == "new-version" and subject:
                self.part.fields["text"] = [Said(subject, line)]
            return True
        key = self._find_key(word, section)
        self.key = key or ""
        return key is not None

    def _find_key(self, word: str, section: Section) -> str | None:
        """The field that a word names in a section; None where it names none."""
        return find_field_key(word, section.act, self.known)

    def _take_paragraph(self, block: Block) -> None:
        for offset, line in enumerate(block.text.split("\n")):
            self._take_line(Said(line.strip(), block.line + offset), is_first=offset == 0)

    def _take_line(self, said: Said, *, is_first: bool) -> None:
        found = _LINE.match(said.words)
        bare = said.words.rstrip(".").lower()
        if found is None and self.section is not None and bare in THEN and self._begin_part(bare, "", said.line):
            return
        key, words = (found["key"].strip(), (found["words"] or "").strip()) if found else ("", "")
        if self.section is None:
            self._take_head_line(key, words, said)
            return
        now = self._now or self.section
        if key and (field_key := self._find_key(key, now)):
            self.key = field_key if field_key in _LONG or not words else ""
            if words:
                now.fields.setdefault(field_key, []).append(Said(words, said.line))
        elif key and self._begin_part(key, words, said.line):
            pass
        elif self.key in _LONG:
            self._add_to_text(now, said, is_first=is_first)
        elif key:
            self.minutes.unclear.append(said)
        else:
            self.minutes.left_out.append(said)

    def _take_head_line(self, key: str, words: str, said: Said) -> None:
        name = HEAD.get(key.lower())
        if name is None or not words:
            (self.minutes.unclear if key and self.minutes.sections else self.minutes.left_out).append(said)
        else:
            self.minutes.head[name] = Said(words, said.line)

    def _add_to_text(self, now: Section, said: Said, *, is_first: bool) -> None:
        """A text goes on: in the same paragraph, or in a new one."""
        texts = now.fields.setdefault(self.key, [])
        if texts:
            between = "\n\n" if is_first else "\n"
            texts[-1] = Said(f"{texts[-1].words}{between}{said.words}", texts[-1].line)
        else:
            texts.append(said)

    def _take_item(self, block: Block) -> None:
        section, now = self.section, self._now
        said = Said(block.text, block.line)
        if section is None or now is None:
            self.minutes.left_out.append(said)
        elif now.act == "circle" and self.key == "members":
            now.fields.setdefault("members", []).append(Said(block.text.partition(":")[0], block.line))
            if ":" in block.text:
                now.voices.append(said)
        elif self.key in _LONG and not _VOICE.match(block.text):
            self._add_to_text(now, Said(f"{block.mark} {block.text}", block.line), is_first=False)
        elif self.key in _LONG:
            now.voices.append(said)
        elif self.key and self.key != "voices":
            now.fields.setdefault(self.key, []).append(said)
        else:
            now.voices.append(said)
