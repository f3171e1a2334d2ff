"""What people say in a line, as a record holds it: a voice, a nomination, who does what by when (M2, M10)."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from nstgov.acts.named_things import WrongValue
from nstgov.records.values import NOBODY_YET

_SAYS = {
    "consent": "consent", "consents": "consent", "c": "consent", "yes": "consent", "worry": "concern", "w": "concern",
    "concern": "concern", "object": "object", "objects": "object", "o": "object", "absent": "absent", "a": "absent",
}  # fmt: skip
_VOICE = re.compile(r"(?P<says>[a-z]+)\b[\s,;:.\u2013\u2014-]*(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_LEADS = re.compile(r"(?:with (?:a|one) |but |and |has a )*(?P<lead>because|worry|concern)\b[\s,;:…]*", re.IGNORECASE)
_BECAUSE = re.compile(r"[\s,;:\u2013\u2014-]+because\b[\s,:…]*|\s*:\s+", re.IGNORECASE)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HOW_TO_SPEAK = "Say consent, consent with a worry, object and because what, or absent."


def clean_text(text: str) -> str:
    """A text as people mean it: composed letters, plain line ends, no blanks at the ends of its lines or around it."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(line.rstrip() for line in plain.split("\n")).strip()


def read_voice(words: str) -> str | dict[str, str]:
    """
    A voice as a record holds it: "consent", "consent, worry: who waters them?", "object, because …", "absent".

    Raises WrongValue for anything else, and for an objection that says no reason.
    """
    found = _VOICE.fullmatch(clean_text(words))
    says = _SAYS.get(found["says"].lower()) if found else None
    if found is None or says is None:
        raise WrongValue(f'"{words[:60]}" is none of the three things to say', _HOW_TO_SPEAK)
    return _make_voice(says, found["rest"])


def _make_voice(says: str, rest: str) -> str | dict[str, str]:
    lead = _LEADS.match(rest)
    text = rest[lead.end() :] if lead else rest
    if says == "absent" or (says == "consent" and not text):
        return says
    if not text:
        what = "an objection helps by its reason" if says == "object" else "a worry helps by its words"
        raise WrongValue(what, "Say it behind the word: object, because … or consent, worry: …")
    if says == "object":
        return {"says": "object", "because": text}
    if says == "consent" and lead is None:
        raise WrongValue(f'is "{text[:60]}" a worry?', "Then say so: consent, worry: …; else leave it out.")
    key = "because" if says == "consent" and lead and lead["lead"].lower() == "because" else "concern"
    return {"says": "consent", key: text}


def split_reason(words: str) -> tuple[str, str]:
    """What is said, and why: "Chi Tran, because she listens" or "yes: the pipes are old"; no reason is empty."""
    parts = _BECAUSE.split(clean_text(words), maxsplit=1)
    return parts[0].strip(), parts[1].strip() if len(parts) > 1 else ""


def read_yes_or_no(words: str) -> bool:
    """Yes or no; raises WrongValue for anything else."""
    said = words.strip().casefold()
    if said in ("yes", "y", "true", "done"):
        return True
    if said in ("no", "n", "false", "not yet", "not done"):
        return False
    raise WrongValue(f'"{words[:60]}" is neither yes nor no', "Say yes or no.")


def read_days(words: str) -> list[str]:
    """The days in some words, in their order."""
    return _DAY.findall(words)


def split_task(words: str) -> dict[str, str]:
    """Who does what, by when: "Ana: order the trees, by 2026-09-01"."""
    who, what = split_at_colon(words, "ana-ruiz: order the trees, by 2026-09-01")
    by = re.search(r"[\s,;]+(?:by|until) ([0-9]{4}-[0-9]{2}-[0-9]{2})\.?$", what)
    return {"who": who, "what": what[: by.start()], "by": by[1]} if by else {"who": who, "what": what}


def split_at_colon(words: str, example: str) -> tuple[str, str]:
    """What stands before the first colon and what stands behind it; raises WrongValue where there are not both."""
    before, _, behind = clean_text(words).partition(":")
    if not before.strip() or not behind.strip():
        raise WrongValue(f'"{words[:60]}" says only half of it', f"Write it as in: {example}")
    return before.strip(), behind.strip()


def is_nobody(word: str) -> bool:
    """Whether somebody nominates nobody yet."""
    return word.casefold() in (NOBODY_YET, "nobody", "no one", "-")


def split_list(words: str, *, by_comma: bool) -> list[str]:
    """The entries of a list: one on each line, and where no entry can hold a comma, between commas."""
    lines = (re.sub(r"^\s*[-*]\s+", "", line) for line in clean_text(words).split("\n"))
    parts: Any = (part for line in lines for part in (re.split(r",\s*|\s+and\s+", line) if by_comma else [line]))
    return [part.strip() for part in parts if part.strip()]
