"""
The sentences of a template in the language of the page, before the template is compiled.

A literal sentence becomes what the catalogue has for it, cut at its places; one that tells of a number, or stands as a
value, asks for its words when the page is made. Shared functions are named by their place, not looked up by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from nstgov.languages import Words

_PLACE = re.compile(r"%(?:\((\w+)\)s|(%))")


class SentenceTranslator(NodeTransformer):
    """Puts each literal sentence into the language of the page, and names shared functions by their place."""

    def __init__(self, words: Words, own: set[str]) -> None:
        self._words, self._own = words, own

    def visit_Output(self, node: nodes.Output) -> nodes.Output:
        """What is put out: the pieces of a sentence, one after the other."""
        node.nodes = [piece for child in node.nodes for piece in self._split_output(child)]
        return node

    def _split_output(self, node: nodes.Expr) -> list[nodes.Expr]:
        text = self._translate_literal(node)
        if text is None:
            return [self.visit(node)]
        values = {keyword.key: keyword.value for keyword in node.kwargs}  # type: ignore[attr-defined]
        return [
            nodes.TemplateData(piece) if isinstance(piece, str) else self.visit(values[piece[0]])
            for piece in _split_sentence(text)
        ]

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:
        """A sentence as a value, one that tells of a number, or a call of a shared function."""
        text = self._translate_literal(node)
        self.generic_visit(node)
        if text is not None and not node.kwargs:
            return nodes.TemplateData(text % {})
        if text is not None:
            return _make_shared_call("filled", [nodes.Const(text), _make_keyword_dict(node)], node)
        if not isinstance(node.node, nodes.Name):
            return node
        if node.node.name == "ngettext":
            return _make_shared_call("plural", [*node.args, _make_keyword_dict(node)], node)
        if node.node.name in self._own:
            node.node = nodes.EnvironmentAttribute(f"own.{node.node.name}")
        return node

    def _translate_literal(self, node: nodes.Node) -> str | None:
        """The translation of a literal sentence; None for everything else."""
        if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name):
            return None
        if node.node.name in ("_", "gettext") and len(node.args) == 1 and isinstance(node.args[0], nodes.Const):
            return self._words.gettext(node.args[0].value)
        return None


def _split_sentence(text: str) -> Iterator[str | tuple[str]]:
    """A sentence as texts and, in tuples, the names of its places. ValueError for a place that is none."""
    start = 0
    for place in _PLACE.finditer(text):
        yield _check_text(text[start : place.start()])
        yield (place[1],) if place[1] else "%"
        start = place.end()
    yield _check_text(text[start:])


def _check_text(text: str) -> str:
    if "%" in text:
        raise ValueError(f"places in sentences are %(name)s, and % is %%: {text}")
    return text


def _make_keyword_dict(node: nodes.Call) -> nodes.Dict:
    return nodes.Dict([nodes.Pair(nodes.Const(keyword.key), keyword.value) for keyword in node.kwargs])


def _make_shared_call(name: str, arguments: list[nodes.Expr], at: nodes.Node) -> nodes.Call:
    return nodes.Call(nodes.EnvironmentAttribute(f"own.{name}"), arguments, [], None, None, lineno=at.lineno)
