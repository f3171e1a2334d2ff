"""
Files that say of themselves what init wrote: the first line carries the SHA-256 of all that follows.

So it is plain, without any list beside them, whether somebody has changed one since: it is theirs from then on.
"""

from __future__ import annotations

import hashlib
import re

_LINE = re.compile(
    r"# Written by `nstgov init`; unchanged, `nstgov init --update` keeps it current\. sha256 ([0-9a-f]{64})\n"
)


def add_checksum_line(body: str) -> str:
    """A text in which `#` begins a comment, with the line that says what it is."""
    return f"# Written by `nstgov init`; unchanged, `nstgov init --update` keeps it current. sha256 {_compute_sha256(body)}\n{body}"


def is_unchanged(text: str) -> bool:
    """Whether a text is stamped and nobody has changed it; line ends that a checkout turned do not count."""
    text = text.replace("\r\n", "\n")
    line = _LINE.match(text)
    return line is not None and line[1] == _compute_sha256(text[line.end() :])


def _compute_sha256(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()
