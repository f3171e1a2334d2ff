"""
A verdict in words for the person who proposed: what is right, the one thing that is missing, how to mend it, what next.

It is made from the JSON of a check, which another workflow hands over: so every text in it is escaped, and whatever is
not of its form is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from nstgov.report.comment_words import LANGUAGES, Words
from nstgov.report.markdown import escaped

MARK = "<!-- nstgov -->"
"""The first line of the comment, by which it is found again."""
MOST = 20
"""Findings that are listed; the job summary holds them all."""
_LONGEST = 1500


class Unfit(ValueError):
    """What was handed over is no verdict."""

    remedy = "Hand over what `nstgov check --format json` printed."


class Said(NamedTuple):
    """One finding, as far as the comment tells it."""

    code: str
    severity: str
    file: str
    line: int
    message: str
    help: str


def comment(verdict: Any, language: str = "en") -> str:
    """
    The comment on a verdict as `check --format json` printed it.

    Raises Unfit where it is none.
    """
    words = LANGUAGES[language]
    found = [_said(one) for one in _list(verdict, "findings")]
    errors = sorted((one for one in found if one.severity == "error"), key=_first)
    rest = [one for one in found if one.severity != "error"]
    parts = [MARK, *(_missing(errors, words) if errors else _kept(rest, words)), *_shown(rest, words.look)]
    return "\n".join([*parts, "", words.closing, ""])


def no_verdict(trouble: str, language: str = "en") -> str:
    """The comment where the judge could not judge: what it said, and that nothing is wrong with the person."""
    words = LANGUAGES[language]
    lines = [line for line in trouble.splitlines() if line.strip()][:6]
    quoted = [f"> {escaped(line[:_LONGEST])}" for line in lines]
    return "\n".join([MARK, words.cannot, "", *quoted, "", words.closing, ""])


def _first(one: Said) -> tuple[bool, str, str, int]:
    """What cannot be read comes first: other findings often follow from it."""
    return not one.code.startswith("Y"), one.file, one.code, one.line


def _kept(rest: list[Said], words: Words) -> Iterator[str]:
    yield words.kept
    yield ""
    yield words.kept_next if not rest else f"{words.kept_next} {words.kept_look}"


def _missing(errors: list[Said], words: Words) -> Iterator[str]:
    right = [text for family, text in words.families.items() if all(one.code[0] != family for one in errors)]
    yield words.thanks
    if right:
        yield from ("", f"**{words.right}** {', '.join(right)}.")
    yield from ("", f"**{words.missing if len(errors) == 1 else words.missing_first}**", "")
    yield from _finding(errors[0])
    yield from ("", f"**{words.next}** {words.next_text}")
    if any(one.code in {"P01", "O01"} for one in errors):
        yield from ("", words.idea)
    yield from _shown(errors[1:], words.more)


def _shown(found: list[Said], heading: str) -> Iterator[str]:
    if found:
        yield from ("", f"<details><summary>{heading} ({len(found)})</summary>", "")
        for one in found[:MOST]:
            yield from _finding(one)
        yield from (("", "…") if len(found) > MOST else ())
        yield from ("", "</details>")


def _finding(one: Said) -> Iterator[str]:
    yield f"- {escaped(one.message)} ({escaped(one.code)}, <code>{escaped(f'{one.file}:{one.line}')}</code>)  "
    yield f"  {escaped(one.help)}"


def _said(one: Any) -> Said:
    texts = {name: _text(one, name) for name in ("code", "severity", "file", "message", "help")}
    line = one.get("line")
    if not isinstance(line, int):
        raise Unfit("a finding has no line")
    return Said(line=line, **texts)


def _text(one: Any, name: str) -> str:
    value = one.get(name) if isinstance(one, Mapping) else None
    if not isinstance(value, str) or not value:
        raise Unfit(f"a finding has no {name}")
    return value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"


def _list(verdict: Any, name: str) -> list[Any]:
    value = verdict.get(name) if isinstance(verdict, Mapping) else None
    if not isinstance(value, list):
        raise Unfit(f"there is no list of {name}")
    return value
