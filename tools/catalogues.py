"""
Gathers the sentences of pages and comments into the catalogues, and makes from each what the program reads.

`nstgov/languages/catalogues/<language>.po` is for people: each English sentence with its translation. New sentences are
added to it, those that nobody says any more are taken out; what people wrote stays. The `.mo` beside it is made from
it. With --check nothing is written; it ends with 1 when something is not as it would be, and tells what is still in
English without minding. With --complete it minds that, as a release does. A new language is begun with `--begin TAG`.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from nstgov.languages import CATALOGUES
from nstgov.rules import RULES

ROOT = Path(__file__).parent.parent
SOURCES = [("**/templates/**.html", "jinja2"), ("**.py", "python")]
OPTIONS = {"**/templates/**.html": {"trimmed": "true", "silent": "false"}}
_SPEECH: dict[str, Any] = {"N_": None, "pgettext": ((1, "c"), 2)}
_DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""The day that stands in every catalogue: the same sentences give the same bytes."""


def main() -> int:
    """Bring the catalogues up to date, or say which are not."""
    asked = argparse.ArgumentParser(description="Gather the sentences that are translated.")
    asked.add_argument("--check", action="store_true", help="write nothing; say what is not up to date")
    asked.add_argument(
        "--complete", action="store_true", help="write nothing; end with 1 where a sentence is in English"
    )
    asked.add_argument("--begin", metavar="TAG", help="begin a catalogue for one more language")
    given = asked.parse_args()
    if given.complete:
        return tell_untranslated(CATALOGUES, most=1000)
    if given.begin:
        begun = CATALOGUES / f"{given.begin}.po"
        begun.touch()
        with_head = io.BytesIO()  # how the language counts stands in the head, and is read from it the next time
        _write_po_file(with_head, update_catalogue(begun, extract_sentences()))
        begun.write_bytes(with_head.getvalue())
    stale = [file for file, data in make_catalogue_files() if not file.is_file() or file.read_bytes() != data]
    if given.check:
        for file in stale:
            print(f"{file.relative_to(ROOT)} is not up to date. Next: make texts")
        if not stale:
            tell_untranslated(CATALOGUES)
        return 1 if stale else 0
    for file, data in make_catalogue_files():
        file.write_bytes(data)
        print(describe_progress(file))
    return 0


def make_catalogue_files() -> Iterator[tuple[Path, bytes]]:
    """Every catalogue as it should be: for people, and for the program."""
    template = extract_sentences()
    for file in sorted(CATALOGUES.glob("*.po")):
        catalogue = update_catalogue(file, template)
        for ending, write in ((".po", _write_po_file), (".mo", write_mo)):
            data = io.BytesIO()
            write(data, catalogue)
            yield file.with_suffix(ending), data.getvalue()


def extract_sentences() -> Catalog:
    """All that is translated: in code, in templates, and the first sentence of every rule."""
    found = Catalog(project="nstgov", charset="utf-8", creation_date=_DAY, revision_date=_DAY)
    for file, _line, message, comments, context in extract_from_dir(
        ROOT / "nstgov", SOURCES, OPTIONS, keywords=_list_keywords(), comment_tags=("translators:",)
    ):
        found.add(message, None, [(f"nstgov/{file}", 0)], auto_comments=comments, context=context)
    for rule in RULES:
        found.add(rule.sentence, None, [(f"docs/rules/{rule.code}.md", 0)])
    return found


def _list_keywords() -> dict[str, Any]:
    from babel.messages.extract import DEFAULT_KEYWORDS

    return {**DEFAULT_KEYWORDS, **_SPEECH}


def update_catalogue(file: Path, template: Catalog) -> Catalog:
    """What people wrote in a catalogue, with the sentences that are said today and no others."""
    with file.open("rb") as opened:
        kept = read_po(opened, locale=file.stem.replace("-", "_"))
    kept.update(template, no_fuzzy_matching=True)
    kept.obsolete.clear()
    kept.fuzzy = False
    kept.creation_date = kept.revision_date = _DAY
    kept.last_translator, kept.language_team, kept.project, kept.version = "nstgov", "nstgov", "nstgov", "1"
    kept.header_comment = f"# The sentences of nstgov in the language {file.stem}. Licence: Apache-2.0."
    return kept


def _write_po_file(opened: io.BytesIO, catalogue: Catalog) -> None:
    write_po(opened, catalogue, width=120, sort_output=True, include_lineno=False)


def tell_untranslated(folder: Path, most: int = 3) -> int:
    """Print what is still in English, of each language at most so many sentences; 1 where there is any, else 0."""
    found = {file.stem: list_untranslated(file) for file in sorted(folder.glob("*.po"))}
    for language, left in found.items():
        for sentence in left[:most]:
            print(f"{language}: still in English: {sentence[:100]}")
        if len(left) > most:
            print(
                f"{language}: … and {len(left) - most} more; `make texts-complete` lists them, a release waits for them"
            )
    return 1 if any(found.values()) else 0


def list_untranslated(file: Path) -> list[str]:
    """The sentences of a catalogue that nobody has translated, in any of the forms that a language has for numbers."""
    with file.open("rb") as opened:
        catalogue = read_po(opened, locale=file.stem.replace("-", "_"))
    left = (message.id for message in catalogue if message.id and not _is_translated(message))
    return [one[0] if isinstance(one, tuple | list) else str(one) for one in left]


def describe_progress(file: Path) -> str:
    """How far a catalogue is, in a line."""
    if file.suffix == ".mo":
        return f"{file.relative_to(ROOT)} is made."
    with file.open("rb") as opened:
        catalogue = read_po(opened)
    open_ones = sum(1 for message in catalogue if message.id and not _is_translated(message))
    return f"{file.relative_to(ROOT)}: {len(catalogue)} sentences, {open_ones} still in English."


def _is_translated(message: Message) -> bool:
    said = message.string
    return all(said) if isinstance(said, tuple | list) else bool(said)


if __name__ == "__main__":
    sys.exit(main())
