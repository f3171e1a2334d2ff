"""What all records have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from nstgov.records.frozen import frozen
from nstgov.records.values import Language, PersonId, Said, Someone, Text, Title, Where, YesNo


@frozen
class Record:
    """
    One act: one file, added once and never rewritten (M13).

    `file` is its path from the repository's root; `entered_by` wrote it; `lang` is the language of its texts.
    """

    file: str
    entered_by: PersonId | None = None
    lang: Language | None = None

    def locate(self, *keys: str | int) -> Where:
        """The place of a value in this record, by the keys that lead to it."""
        return Where(self.file, keys)


@frozen
class Outside:
    """A person outside every circle, known by name only; welcome to propose and to object (M17)."""

    name: Title
    outside: YesNo = True


def yaml_key(attribute: str) -> str:
    """The key in YAML, and the name of a column, of a field (`from_` stands for `from`)."""
    return attribute.rstrip("_")


Author = PersonId | Outside


@frozen
class Voice:
    """
    What one person said: consent, object, or absent (which is no voice, and takes none away).

    `because` gives the reasons of an objection, `concern` a worry that goes along to the review, `carries` what a
    representative brings from their circle (M2, M17).
    """

    says: Said
    because: Text | None = None
    concern: Text | None = None
    carries: Text | None = None


Voices = Mapping[Someone, Voice]


def name_of(author: str | Outside) -> str:
    """The word under which an author's voice stands: an id, or the name of somebody outside."""
    return author.name if isinstance(author, Outside) else author


@frozen
class Voiced(Record):
    """A record that carries people's voices."""

    voices: Voices = field(default_factory=dict)
