"""Whether a record or a page is what landed, in words, with the stock commands that show the same."""

from __future__ import annotations

import html
import re
import shlex
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from nstgov.records import Movement, Signature
from nstgov.report.terminal import make_printable
from nstgov.store.comparison import FileHistories, FileHistory
from nstgov.store.content import hash_content

_PAGE_COMMIT = re.compile(r'<code class="hash commit">([0-9a-f]{40}|[0-9a-f]{64})</code>')
_PAGE_FILE = re.compile(
    r"<code>([^<]{1,300}\.(?:yml|sig))</code>(?:</a>)?"
    r'(?:(?!<li>|</ul>).)*?<code class="hash small">([0-9a-f]{64})</code>',
    re.DOTALL,
)
SHORT = 12


class PageOrigin(NamedTuple):
    """What a published page says of where it is from: a commit, and the SHA-256 of each file by its path."""

    commit: str
    files: dict[str, str]


class CheckedFact(NamedTuple):
    """One thing that was looked at: whether it is so, and in words."""

    holds: bool
    words: str


def parse_page(text: str) -> PageOrigin | None:
    """What a page of the site says of itself; None where it is no page of a record, or names no commit."""
    commit = _PAGE_COMMIT.search(text)
    files = {html.unescape(path): digest for path, digest in _PAGE_FILE.findall(text)}
    return PageOrigin(commit[1], files) if commit and files else None


def check_on_record(stories: FileHistories, said: dict[str, str], *, invented: bool = False) -> Iterator[CheckedFact]:
    """
    What holds of some files; `said` gives the SHA-256 that somebody names, by path.

    Of an invented movement it is told what was altered, and nobody minds.
    """
    if not stories.is_on_main:
        yield CheckedFact(False, "the commit that the page names is not on the main line of this repository")
    for story in stories.files:
        yield from _check_file(story, said.get(story.path, ""), invented)


def _check_file(story: FileHistory, said: str, invented: bool) -> Iterator[CheckedFact]:
    path = make_printable(story.path)
    if story.there is None:
        yield CheckedFact(False, f"{path} is not in that commit")
        return
    digest = hash_content(story.there)
    if said and digest != said:
        yield CheckedFact(False, f"{path} has the SHA-256 {digest}, and what is shown has {said}")
    else:
        yield CheckedFact(True, f"{path} has the SHA-256 {digest}")
    if not story.landed:
        yield CheckedFact(False, f"{path} has not landed: it stands in no commit of the main line")
    elif wrong := [step for step in story.steps if not step.put_back]:
        commits = ", ".join(dict.fromkeys(step.commit[:SHORT] for step in wrong))
        words = f"{path} landed in commit {story.landed[:SHORT]} and was altered, removed or lost in {commits}"
        yield CheckedFact(invented, f"{words} (an invented movement may)" if invented else words)
    elif story.here != story.there:
        yield CheckedFact(False, f"{path} reads otherwise now than it did in that commit")
    else:
        yield CheckedFact(True, f"{path} landed in commit {story.landed[:SHORT]} and has not been touched since")


def list_stock_commands(stories: FileHistories, movement: Movement) -> Iterator[str]:
    """Commands of git, sha256sum and ssh-keygen that show the same without this software."""
    for story in stories.files:
        path = shlex.quote(story.path)
        yield f"git log --first-parent -m --format='%h %cs' -- {path}"
        yield f"git cat-file blob {shlex.quote(f'{stories.tip}:{story.path}')} | sha256sum"
        yield from _yield_signature_commands(story, movement) or ()


def _yield_signature_commands(story: FileHistory, movement: Movement) -> Iterable[str]:
    namespace = f"nstgov:{movement.repository_id}:{story.path}"
    for beside in movement.beside.get(story.path, ()):
        if isinstance(beside, Signature):
            yield (
                f"ssh-keygen -Y verify -f signers -I {shlex.quote(beside.signer)} -n {shlex.quote(namespace)} "
                f"-s {shlex.quote(beside.file)} < {shlex.quote(story.path)}"
            )
