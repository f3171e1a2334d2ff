"""What a browser hands over: records that are not written yet, each for an address that the movement knows."""

from __future__ import annotations

from typing import Any

from nstgov.author.letterbox import Letter
from nstgov.records.addresses import recognise_record

MOST_RECORDS = 300
"""Records in one go; an evening makes a dozen."""
LONGEST_RECORD = 256 << 10
"""Bytes of one record."""
NOT_BY_FORM = frozenset({"confirmation", "signature", "withheld"})
"""Kinds that no form makes: proofs come from keys, and what is hidden is hidden by hand."""


class RefusedDraft(Exception):
    """What was handed over is no record that can be saved; `remedy` is the next step."""

    def __init__(self, message: str, remedy: str) -> None:
        """Keep the remedy beside the message."""
        super().__init__(message)
        self.remedy = remedy


def read_drafts(given: Any) -> tuple[Letter, ...]:
    """The records in what a page sent (`{"records": [{"path", "text"}, …]}`). Raises RefusedDraft."""
    records = given.get("records") if isinstance(given, dict) else None
    if not isinstance(records, list) or not 0 < len(records) <= MOST_RECORDS:
        raise RefusedDraft("this holds no records", "Fill in a form, and save from there.")
    drafts = tuple(map(_read_draft, records))
    if len({draft.path for draft in drafts}) < len(drafts):
        raise RefusedDraft("two records would have the same file", "Give one of them another day or name.")
    return drafts


def _read_draft(given: Any) -> Letter:
    path, text = (given.get("path"), given.get("text")) if isinstance(given, dict) else (None, None)
    if not isinstance(path, str) or not isinstance(text, str):
        raise RefusedDraft("this is no record", "Fill in a form, and save from there.")
    found = recognise_record(path)
    if found is None or found[0].name in NOT_BY_FORM:
        raise RefusedDraft("no record lies under such a name", "Fill in what the form asks for; it names the file.")
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise RefusedDraft("this text holds half a character", "Write that place again.") from None
    if not text or size > LONGEST_RECORD:
        raise RefusedDraft(
            "this text is too long for one record, or empty", "Keep it shorter, or link to the long form."
        )
    return Letter("/".join(found[1]), text)
