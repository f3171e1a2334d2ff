"""
A verdict in words for the person who proposed: what is right, the one thing that is missing, how to mend it, what next.

It is made from the JSON of a check, which another workflow hands over: so every text in it is escaped, and whatever is
not of its form is refused. It speaks the first language of the movement; the others are folded beneath.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from nstgov.findings import CAUSES
from nstgov.languages import SOURCE, Words, words_of
from nstgov.report import comment_words as say
from nstgov.report.markdown import escape_markdown
from nstgov.rules import RULES

MARK = "<!-- nstgov -->"
"""The first line of the comment, by which it is found again."""
MOST = (15, 3, 0)
"""Findings that are listed behind the first one, fewer where they are too long; the job summary holds them all."""
LONGEST = 60_000
"""Characters in a comment; GitHub takes 65,536."""
MOST_LANGUAGES = 6
"""Languages in which it is said; further ones are left out."""
_LONGEST = 600
_SENTENCES = {rule.code: rule.sentence for rule in RULES}


class MalformedInput(ValueError):
    """What was handed over is no verdict."""

    remedy = "Hand over what `nstgov check --format json` printed."


class CommentFinding(NamedTuple):
    """One finding, as far as the comment tells it."""

    code: str
    severity: str
    file: str
    line: int
    message: str
    help: str


def render_comment(verdict: Any, languages: Sequence[str] = (SOURCE,)) -> str:
    """
    The comment on a verdict as `check --format json` printed it, in the languages of the movement.

    What a rule says of one file is in English; the rule itself is told in each language. Raises Unfit where it is no
    verdict.
    """
    found = [_parse_finding(one) for one in _read_list(verdict, "findings")]
    errors = sorted((one for one in found if one.severity == "error"), key=_reading_order)
    rest = [one for one in found if one.severity != "error"]

    first, *others = _choose_languages(languages)
    folded = [(words, list(_render_body(errors, rest, words))) for words in others]
    for most in MOST:
        more = [*_render_details(errors[1:], say.MORE, first, most), *_render_details(rest, say.LOOK, first, most)]
        text = _assemble_comment(_wrap_direction(first, [*_render_body(errors, rest, first), *more]), first, folded)
        if len(text) <= LONGEST:
            break
    return text


def _render_body(errors: list[CommentFinding], rest: list[CommentFinding], words: Words) -> Iterator[str]:
    yield from _render_missing(errors, words) if errors else _render_all_kept(rest, words)


def render_no_verdict(trouble: str, languages: Sequence[str] = (SOURCE,)) -> str:
    """The comment where the judge could not judge: what it said, and that nothing is wrong with the person."""
    lines = [line for line in trouble.splitlines() if line.strip()][:6]
    quoted = [f"> {escape_markdown(line[:_LONGEST])}" for line in lines]
    first, *others = _choose_languages(languages)
    parts = [*_wrap_direction(first, [first.gettext(say.CANNOT)]), "", *quoted]
    return _assemble_comment(parts, first, [(words, [words.gettext(say.CANNOT)]) for words in others])


def _choose_languages(languages: Sequence[str]) -> list[Words]:
    """The languages that there are words for, in the order given; English where there is none of them."""
    found: dict[str, Words] = {}
    for language in languages:
        words = words_of(language)
        if words.language == SOURCE or words.gettext(say.THANKS) != say.THANKS:
            found.setdefault(words.language, words)
    return list(found.values())[:MOST_LANGUAGES] or [words_of(SOURCE)]


def _assemble_comment(parts: Sequence[str], first: Words, others: Sequence[tuple[Words, Sequence[str]]]) -> str:
    lines = [MARK, *parts]
    for words, told in others:
        lines += ["", f"<details><summary>{words.pgettext(*say.OWN_NAME)}</summary>", ""]
        lines += [*_wrap_direction(words, told), "", "</details>"]
    return "\n".join([*lines, "", *_wrap_direction(first, [f"<sub>{first.gettext(say.CLOSING)}</sub>"]), ""])


def _wrap_direction(words: Words, told: Sequence[str] | Iterator[str]) -> list[str]:
    """The lines, in a block that runs from right to left where the language does."""
    lines = list(told)
    return ['<div dir="rtl">', "", *lines, "", "</div>"] if words.direction == "rtl" else lines


def _reading_order(one: CommentFinding) -> tuple[int, str, str, int]:
    """Causes come first: a landed record that was rewritten, then what cannot be read; the rest often follows."""
    rank = 0 if one.code in CAUSES else 1 if one.code.startswith("Y") else 2
    return rank, one.file, one.code, one.line


def _render_all_kept(rest: list[CommentFinding], words: Words) -> Iterator[str]:
    yield f"**{words.gettext(say.KEPT)}**"
    yield ""
    yield words.gettext(say.KEPT_NEXT)
    if rest:
        yield words.gettext(say.KEPT_LOOK)


def _render_missing(errors: list[CommentFinding], words: Words) -> Iterator[str]:
    right = [text for family, text in say.FAMILIES.items() if all(one.code[0] != family for one in errors)]
    yield words.gettext(say.THANKS)
    if right:
        yield from ("", f"**{words.gettext(say.RIGHT)}** {' · '.join(words.gettext(text) for text in right)}")
    yield from ("", f"**{words.gettext(say.MISSING if len(errors) == 1 else say.MISSING_FIRST)}**", "")
    yield from _render_finding(errors[0], words)
    yield from ("", f"**{words.gettext(say.NEXT)}** {words.gettext(say.NEXT_TEXT)}")
    if any(one.code in {"P01", "O01"} for one in errors):
        yield from ("", words.gettext(say.IDEA))


def _render_details(found: list[CommentFinding], heading: str, words: Words, most: int) -> Iterator[str]:
    if found:
        yield from ("", f"<details><summary>{words.gettext(heading)} ({len(found)})</summary>", "")
        for one in found[:most]:
            yield from _render_finding(one, words)
        yield from (("", "…") if len(found) > most else ())
        yield from ("", "</details>")


def _render_finding(one: CommentFinding, words: Words) -> Iterator[str]:
    """The rule in the reader's language, then what is so and what helps, as the rule says it of this file."""
    place = f"({escape_markdown(one.code)}, <code>{escape_markdown(f'{one.file}:{one.line}')}</code>)"
    if one.code in _SENTENCES:
        yield f"- {escape_markdown(words.gettext(_SENTENCES[one.code]))} {place}  "
        yield f"  {escape_markdown(one.message)}.  "
    else:
        yield f"- {escape_markdown(one.message)} {place}  "
    yield f"  {escape_markdown(one.help)}"


def _parse_finding(one: Any) -> CommentFinding:
    texts = {name: _read_text(one, name) for name in ("code", "severity", "file", "message", "help")}
    line = one.get("line")
    if not isinstance(line, int):
        raise MalformedInput("a finding has no line")
    return CommentFinding(line=line, **texts)


def _read_text(one: Any, name: str) -> str:
    value = one.get(name) if isinstance(one, Mapping) else None
    if not isinstance(value, str) or not value:
        raise MalformedInput(f"a finding has no {name}")
    return value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"


def _read_list(verdict: Any, name: str) -> list[Any]:
    value = verdict.get(name) if isinstance(verdict, Mapping) else None
    if not isinstance(value, list):
        raise MalformedInput(f"there is no list of {name}")
    return value
