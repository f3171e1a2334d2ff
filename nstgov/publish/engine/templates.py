"""
Templates as code that asks little when a page is made.

Jinja2 finds out for each page again what is known when a template is read: what a sentence is in the language of the
page, that everything is escaped, which macro a name stands for. Here that is done once, when the template is compiled:

- a sentence stands in the code as the catalogue has it, cut at its places; what stands in them is escaped as elsewhere;
- macros, and the functions that all templates share, are called as what they are: plain functions;
- what a view has under a name is asked for as in Python, and never as a key of a mapping;
- what is put out is escaped to plain text, since it is only joined.

Templates here have no blocks and no callers, and the name of a macro or of an import is no variable's. All that a
record says is escaped: only the texts of templates and of catalogues, and what is Markup already, stand as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from functools import cached_property, lru_cache
from types import FunctionType, SimpleNamespace
from typing import Any, NamedTuple, cast

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from nstgov.languages import SOURCE, Words
from nstgov.publish.text.natural_order import format_count

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


try:
    from markupsafe._speedups import _escape_inner as _escape_text
except ImportError:  # an older or a slower markupsafe

    def _escape_text(text: str, /) -> str:
        return str(escape(text))


_REPEATED = frozenset({"hearing"})
"""Macros whose large piece of a page stands on the next one again, made from an equal view that can be hashed."""
_FIRST_LEVEL = "l_1_"
"""How Jinja2 begins the names of a macro's parameters in its code."""


def escape_value(value: object) -> str:
    """A value as it may stand in HTML: what is safe as it is, everything else escaped."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[return-value]
    if kind is str:
        return _escape_text(value)  # type: ignore[arg-type]
    return str(value) if kind is int else escape(value)


def as_plain_function(macro: FunctionType) -> FunctionType:
    """A macro's own code, in which what is not given is missing. What it gives is safe HTML as plain text."""
    macro.__defaults__ = (missing,) * macro.__code__.co_argcount
    return macro


def cache_last_calls(macro: FunctionType) -> Callable[..., str]:
    """A macro that gives what it gave when it is handed the same again: it is a function of what it is handed."""
    return lru_cache(maxsize=16)(as_plain_function(macro))


def fill_sentence(text: str, values: Mapping[str, object], language: str = SOURCE) -> Markup:
    """A sentence of a catalogue, which is safe, with values in its places; numbers as the language writes them."""
    said = {
        name: format_count(value, language) if type(value) is int else escape_value(value)
        for name, value in values.items()
    }
    return Markup(text % said)  # noqa: S704 (a catalogue's text)


class _Template(Template):
    """A template whose macros are the same on every page: it has no values but those that all have."""

    def _get_default_module(self, _context: Context | None = None) -> TemplateModule:
        return super()._get_default_module()

    def new_context(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 (as Jinja2 names it)
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,  # noqa: A002 (as Jinja2 names it)
    ) -> Context:
        """What a page is rendered with; what all pages share is gathered once."""
        if type(self.globals) is not dict:
            self.globals = dict(self.globals)
        return super().new_context(vars, shared, locals)


class PageTemplates(Environment):
    """Templates of pages in one language, compiled so; `share` has to come before the first is read."""

    template_class = _Template
    words: Words
    own: SimpleNamespace
    names: _TemplateNames
    """Of the template that is being compiled."""

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 (as Jinja2 names it)
    ) -> Template:
        """A template by its name. Each page asks for some, so those that are known are only looked up."""
        found = self._compiled.get(name) if globals is None else None
        if found is None:
            found = super().get_template(name, parent, globals)
            if isinstance(name, str) and globals is None:
                self._compiled[name] = found
        return found

    @cached_property
    def _compiled(self) -> dict[str | Template, Template]:
        return {}

    def register_functions(self, words: Words, **functions: Callable[..., Any]) -> None:
        """Say in which words the templates speak, and what can be called in all of them."""

        def fill_plural(one: str, many: str, count: int, values: Mapping[str, object]) -> Markup:
            return fill_sentence(words.ngettext(one, many, count), {"num": count, **values}, words.language)

        def fill_one(text: str, values: Mapping[str, object]) -> Markup:
            return fill_sentence(text, values, words.language)

        self.globals.update(functions)
        self.words = words
        self.own = SimpleNamespace(**functions, plural=fill_plural, filled=fill_one)

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        self.names = _TemplateNames.collect_names(source)
        own = vars(self.own).keys() - set().union(*self.names)
        return super()._generate(SentenceTranslator(self.words, own).visit(source), name, filename, defer_init)


class _TemplateNames(NamedTuple):
    """What a template gives names to: its variables, its macros, its imports."""

    variables: set[str]
    macros: set[str]
    imports: set[str]

    @classmethod
    def collect_names(cls, source: nodes.Template) -> _TemplateNames:
        """Those of one template."""
        found, left = cls(set(), set(), set()), list[nodes.Node]([source])
        for node in left:  # it grows as it is read: a node comes before what lies in it
            if isinstance(node, nodes.Macro):
                found.macros.add(node.name)
            elif isinstance(node, nodes.Import):
                found.imports.add(node.target)
            elif isinstance(node, nodes.Name) and node.ctx != "load":
                found.variables.add(node.name)
            for name in node.fields:
                value = getattr(node, name)
                if isinstance(value, list):
                    left += [one for one in value if isinstance(one, nodes.Node)]
                elif isinstance(value, nodes.Node):
                    left.append(value)
        return found


class _PageCodeGenerator(CodeGenerator):
    """Writes the code of one template."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """The whole: Jinja2's, and the texts that are values in it, made once."""
        self._texts: dict[str, int] = {}
        self._put_out: nodes.Node | None = None
        self._may_lack = False
        variables, self._macros, self._imports = cast("PageTemplates", self.environment).names
        if twice := variables & (self._macros | self._imports):
            # what a macro gives is not escaped again, so nothing else may be taken for one
            self.fail(f"a variable has the name of a macro or an import: {', '.join(sorted(twice))}", 1)
        self.writeline("from nstgov.publish.engine.templates import as_plain_function, cache_last_calls, escape_value")
        super().visit_Template(node, frame)
        self.writeline(f"texts = ({''.join(f'Markup({text!r}), ' for text in self._texts)})")

    def visit_TemplateData(self, node: nodes.TemplateData, frame: Frame) -> None:
        """A text as a value."""
        self.write(f"texts[{self._texts.setdefault(node.data, len(self._texts))}]")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """A macro, as the plain function that it is."""
        node = macro_ref.node
        if any(frame.symbols.ref(argument.name) != f"{_FIRST_LEVEL}{argument.name}" for argument in node.args):
            self.fail("a macro stands at the top of its template", node.lineno)
        if macro_ref.accesses_caller or macro_ref.accesses_kwargs or macro_ref.accesses_varargs:
            self.fail("a macro takes what it names", node.lineno)
        self.write(
            "cache_last_calls(macro)" if getattr(node, "name", None) in _REPEATED else "as_plain_function(macro)"
        )

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self._put_out = node if isinstance(node, nodes.Call) and self._is_macro(node.node) else None
        self.write("(" if self._put_out else "escape_value(")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """A call: of a shared function or a macro as it is, of anything else as Jinja2 does it."""
        if isinstance(node.node, nodes.EnvironmentAttribute):
            self._write_call(node, frame, "")
        elif self._is_macro(node.node):
            # what a macro gives is HTML: put out it may stay plain, as a value it has to say so
            self.write("(" if node is self._put_out else "Markup(")
            self._write_call(node, frame, _FIRST_LEVEL)
            self.write(")")
        else:
            super().visit_Call(node, frame, forward_caller=forward_caller)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """What a value has under a name. Views are no mappings, so it is asked for as in Python."""
        if self._may_lack or not node.attr.isidentifier():
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:
        """A test; one whether something is there at all asks without expecting it."""
        before, self._may_lack = self._may_lack, node.name in ("defined", "undefined")
        super().visit_Test(node, frame)
        self._may_lack = before

    def _is_macro(self, node: nodes.Expr) -> bool:
        if isinstance(node, nodes.Getattr):
            return isinstance(node.node, nodes.Name) and node.node.name in self._imports
        return isinstance(node, nodes.Name) and node.name in self._macros

    def _write_call(self, node: nodes.Call, frame: Frame, prefix: str) -> None:
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        for keyword in node.kwargs:
            self.write(f"{prefix}{keyword.key}=")
            self.visit(keyword.value, frame)
            self.write(", ")
        self.write(")")


PageTemplates.code_generator_class = _PageCodeGenerator
