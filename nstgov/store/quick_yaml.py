"""
The quick way to a YAML document: libyaml's own tree of it, where that says just what the strict reader would.

What only the strict reader can tell apart (anchors, tags, directives, texts cut by a comment, what lies too deep for a
reader that recurses) is seen in the text beforehand; then, and wherever libyaml gives up, there is no tree, and the
strict reader says what is so. Nothing here parses YAML: the screens only ever turn a text away.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

_MARKS = re.compile(r"(?<![0-9A-Za-z)])(?:!|&(?=\S))")
"""What may begin a tag or an anchor: not what stands in or after a word, nor an & alone."""
_CUT_BY_COMMENT = re.compile(r"\S #")
"""One blank and a #; two blanks before it make a comment on purpose."""
_INDENTED = re.compile(r"\n[ \t?:-]{100}")
"""Where blocks may lie a hundred levels deep: each begins further to the right."""
_MOST_BRACKETS = 400
"""Brackets and braces that open: so many levels are bearable for a reader that recurses, if each were one."""
_PARSER: Any = getattr(getattr(yaml, "cyaml", None), "CParser", None)
"""libyaml's parser; without it the strict reader does all."""


def compose_nodes(text: str) -> Any:
    """The root node of a text without any tag, anchor or directive; None where the strict reader has to be asked."""
    if _PARSER is None or _needs_strict_reader(text):
        return None
    try:
        return _NodeComposer(text).get_single_node()
    except (yaml.YAMLError, ValueError, LookupError, AttributeError):
        return None


def _needs_strict_reader(text: str) -> bool:
    return bool(
        (("&" in text or "!" in text) and _MARKS.search(text))
        or ("#" in text and _CUT_BY_COMMENT.search(text))
        or ("%" in text and (text[0] == "%" or "\n%" in text))
        or text.count("[") + text.count("{") > _MOST_BRACKETS
        or _INDENTED.search(text) or _INDENTED.match("\n" + text[:100])
    )  # fmt: skip


class _NodeComposer(_PARSER or object):  # type: ignore[misc]
    """Composes nodes and gives none a type: every scalar stays the text that it is."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> None:
        """No type."""

    def descend_resolver(self, parent: Any, index: Any) -> None:
        """Nothing hangs on where a node stands."""

    def ascend_resolver(self) -> None:
        """Nothing was noted on the way down."""
