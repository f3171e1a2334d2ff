"""
The examples in a rule's docstring: small changes to the worked example, which are also the rule's tests.

After a line `Bad:` or `Good:` (or `Bad on 2027-01-01, a few words:`) stand code blocks. The title of a block is a file:

- over a file of the worked example, the top-level keys given replace those of the file and all else stays;
  `# without: sunset` takes a key away;
- over a new file with a line `# like: v1.yml`, they do the same to a copy of that other file;
- else, or when the block says `whole`, it is the whole file; `symlink` makes it a symbolic link, `gone` takes the file
  away, `lost` lets a merge lose it;
- when the block says `signed`, it is a signature: `by:` the key of that name (the comment behind a public key in the
  example), `over:` another file than the record it stands beside, `for:` another namespace than its own. Where there is
  a signature, the blocks landed one after the other, in their order, and all else before them; a signature right
  behind its record landed with it.

A heading that says `the region is found …` tells what was found in the repository of the region in the example.
A heading that says `brought by the account NAME` tells whose account brings the change on a forge.

`# <- P01` at the end of a line marks where a finding is expected; `sha256(v1.yml)` stands for the hash of that file,
by its path or by its name in the proposal's folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple, cast

from nstgov.rules.rule import Rule

_HEADING = re.compile(r"^(Bad|Good)(?: on ([0-9]{4}-[0-9]{2}-[0-9]{2}))?(?:, ([^\n]+))?:$")
_FENCE = re.compile(r"^```(?:yaml|text) title=\"([^\"]+)\"(?: (whole|symlink|gone|lost|signed))?$")

_FOUND = re.compile(r"the region is found ([a-z -]+)")
_BROUGHT = re.compile(r"brought by the account ([A-Za-z0-9-]+)")

Form = Literal["", "whole", "symlink", "gone", "lost", "signed"]
"""How a block stands to the file it names; a block without a word on it changes or begins one."""


class ExampleFile(NamedTuple):
    """One block: a path, the text, and whether it is the whole file, a symbolic link, or gone."""

    path: str
    text: str
    form: Form


class Example(NamedTuple):
    """One example: bad or good, the day it is judged as of (calendar rules), a few words on it, and its files."""

    sort: Literal["Bad", "Good"]
    day: date | None
    about: str
    files: tuple[ExampleFile, ...]

    @property
    def found_region(self) -> str | None:
        """What was found in the region's own repository, where the words on it say so."""
        found = _FOUND.search(self.about)
        return found[1] if found else None

    @property
    def account(self) -> str | None:
        """The account that brings it, where the words on it name one."""
        found = _BROUGHT.search(self.about)
        return found[1] if found else None


def parse_examples(rule: Rule) -> tuple[Example, ...]:
    """The examples of a rule's page, in their order."""
    found: list[tuple[Literal["Bad", "Good"], date | None, str, list[ExampleFile]]] = []
    lines = iter(rule.page.splitlines())
    for line in lines:
        if heading := _HEADING.match(line):
            day = date.fromisoformat(heading[2]) if heading[2] else None
            found.append(("Bad" if heading[1] == "Bad" else "Good", day, heading[3] or "", []))
        elif (fence := _FENCE.match(line)) and found:
            found[-1][3].append(_parse_block(fence, lines))
    return tuple(Example(sort, day, about, tuple(files)) for sort, day, about, files in found)


def _parse_block(fence: re.Match[str], lines: Iterator[str]) -> ExampleFile:
    text = []
    for line in lines:
        if line == "```":
            break
        text.append(line)
    form = cast("Form", fence[2] or "")
    return ExampleFile(fence[1], "\n".join(text) + "\n", form)
