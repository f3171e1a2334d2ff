"""What whoever opened an issue is told about its records: in the movement's language, every text of theirs escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from nstgov.findings import Diagnostic
from nstgov.languages import N_, SOURCE, Words, words_of
from nstgov.report.markdown import escape_markdown

THANKS = N_("Thank you. This is now proposed, in the name of your account:")
BY_HAND = N_("Thank you. Everything is ready. Please propose it yourself, with one click:")
MISSING = N_("Something is missing, and then it can be put on record. Open a new issue once it is mended.")
NOT_YET = N_("These are not proposed yet:")
NOT_CLEAR = N_("Nothing could be put on record, because:")
ALREADY = N_("On record already, just as it came:")
OTHERS_THERE = N_("Something else lies under that name already. Choose another day, number or short name.")
WAIT = N_(
    "Many of your records wait to be looked at. Please wait until some of them have landed, then open a new issue."
)
_MOST_SHOWN = 20

Unsound = tuple[str, Sequence[Diagnostic]]
"""The path of a record that is not taken, and what was found in it; nothing where something else lies there."""


def render_answer(words: Words, taken: Iterable[str], known: Iterable[str], unsound: Sequence[Unsound]) -> str:
    """The answer to an issue whose records were judged; the address of what is proposed is put behind it."""
    lines = [*_render_unsound(words, unsound), *_render_paths(words.gettext(ALREADY), known)]
    if shown := list(taken):
        lines += ["", *_render_paths("", shown), "", words.gettext(THANKS)]
    return "\n".join(lines).strip() + "\n"


def render_unclear(words: Words, reason: str) -> str:
    """The answer to an issue of which no record could be made."""
    return f"{words.gettext(NOT_CLEAR)}\n\n- {escape_markdown(reason)}\n"


def _render_paths(heading: str, paths: Iterable[str]) -> Iterator[str]:
    shown = list(paths)
    if shown:
        yield from (heading, "") if heading else ()
        yield from (f"- `{path}`" for path in shown[:_MOST_SHOWN])


def _render_unsound(words: Words, unsound: Sequence[Unsound]) -> Iterator[str]:
    if not unsound:
        return
    yield from (words.gettext(MISSING), "", words.gettext(NOT_YET), "")
    for path, found in unsound[:_MOST_SHOWN]:
        yield f"- `{path}`"
        if not found:
            yield f"  - {words.gettext(OTHERS_THERE)}"
        for one in found[:5]:
            yield f"  - {escape_markdown(f'{one.message}. {one.help}')} ({one.code})"
    yield ""


def choose_words(languages: Sequence[str]) -> Words:
    """The words of the movement's first language."""
    return words_of(languages[0] if languages else SOURCE)
