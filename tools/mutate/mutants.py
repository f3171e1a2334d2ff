"""
Mutants: copies of a module with one small fault each, and a sample of them that a seed decides.

What is changed is the judgement: comparisons, conditions, numbers, order, what is left out. The sentences of findings
are not, since no verdict hangs on a word of them; nor are annotations and decorators.
"""

from __future__ import annotations

import ast
import copy
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

SENTENCES = ("message", "help")
"""Arguments of a finding that people read and no verdict hangs on."""
OPPOSITES: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
OTHER_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
Place = tuple[str | int, ...]
"""The way from a module to a node in it: names of fields and numbers in lists."""


@dataclass(frozen=True)
class Mutant:
    """A module with one node replaced; `said` tells the change, `lines` are those of the statement it lies in."""

    file: str
    place: Place
    new: ast.AST
    line: int
    lines: range
    function: str
    said: str

    @property
    def name(self) -> str:
        """What it is known by: it stays the same while its function does, wherever that lies in the file."""
        return f"{self.file} {self.function}: {self.said}"

    @cached_property
    def tree(self) -> ast.Module:
        """The module with the fault in it."""
        tree = ast.parse(Path(self.file).read_text(encoding="utf-8"))
        parent: Any = tree
        for step in self.place[:-1]:
            parent = parent[step] if isinstance(step, int) else getattr(parent, step)
        last = self.place[-1]
        old = parent[last] if isinstance(last, int) else getattr(parent, last)
        new = ast.copy_location(copy.deepcopy(self.new), old)
        if isinstance(last, int):
            parent[last] = new
        else:
            setattr(parent, last, new)
        return ast.fix_missing_locations(tree)


def choose_mutants(files: Iterable[str], seed: int, count: int) -> list[Mutant]:
    """
    A sample that depends on the seed and on what the mutants are, not on where they lie.

    So a change of one function leaves the others' mutants in the sample.
    """
    alike: Counter[str] = Counter()
    found = []
    for mutant in (one for file in files for one in mutants_of(file)):
        alike[mutant.name] += 1
        found.append((hashlib.sha256(f"{seed} {mutant.name} {alike[mutant.name]}".encode()).digest(), mutant))
    found.sort(key=lambda one: one[0])
    return [mutant for _, mutant in found[:count]]


def mutants_of(file: str) -> Iterator[Mutant]:
    """Every mutant of a file."""
    tree = ast.parse(Path(file).read_text(encoding="utf-8"))
    for place, node, around in _nodes_within(tree, (), ()):
        statement = next((one for one in reversed((*around, node)) if isinstance(one, ast.stmt)), None)
        if statement is None:
            continue
        names = [one.name for one in around if isinstance(one, ast.FunctionDef | ast.ClassDef)]
        for new in _faults_of(node, around):
            said = f"`{_shown(node)}` becomes `{_shown(new)}`"
            lines = _lines_of(statement)
            yield Mutant(file, place, new, getattr(node, "lineno", statement.lineno), lines, ".".join(names), said)


def _nodes_within(
    node: ast.AST, place: Place, around: tuple[ast.AST, ...]
) -> Iterator[tuple[Place, ast.AST, tuple[ast.AST, ...]]]:
    """Every node that may be changed, with the way to it and what it lies in."""
    yield place, node, around
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "type_comment"):
            continue
        if isinstance(value, ast.AST) and not _is_sentence(value):
            yield from _nodes_within(value, (*place, field), (*around, node))
        for number, one in enumerate(value if isinstance(value, list) else ()):
            if isinstance(one, ast.AST) and not _is_sentence(one):
                yield from _nodes_within(one, (*place, field, number), (*around, node))


def _faults_of(node: ast.AST, around: tuple[ast.AST, ...]) -> Iterator[ast.AST]:
    """What may stand in the place of a node."""
    match node:
        case ast.Compare():
            yield from _other_comparisons(node)
        case ast.BoolOp():
            yield ast.BoolOp(_opposite(node.op), node.values)
            yield from (_without_operand(node, number) for number in range(len(node.values)))
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.BinOp() if type(node.op) in OPPOSITES and not _joins_text(node) and not _names_types(around):
            yield ast.BinOp(node.left, _opposite(node.op), node.right)
        case ast.Constant():
            yield from _other_values(node.value)
        case ast.Name(id=name) if name in OTHER_NAMES:
            yield ast.Name(OTHER_NAMES[name], ast.Load())
        case ast.comprehension():
            for number in range(len(node.ifs)):
                yield ast.comprehension(node.target, node.iter, _left_out(node.ifs, number), node.is_async)
        case _:
            yield from _other_ways(node, around)


def _other_values(value: object) -> Iterator[ast.Constant]:
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield from (ast.Constant(value + step) for step in (1, -1))


def _other_ways(node: ast.AST, around: tuple[ast.AST, ...]) -> Iterator[ast.AST]:
    """The other branch of a condition; nothing in the place of a statement."""
    match node:
        case ast.IfExp() if _is_sentence(node.body) or _is_sentence(node.orelse):
            return
        case ast.If() | ast.IfExp() | ast.While() if not isinstance(node.test, ast.Compare | ast.UnaryOp):
            yield _with_test(node, ast.UnaryOp(ast.Not(), node.test))
        case ast.stmt() if _may_go(node, around):
            yield ast.Pass()
        case _:
            return


def _other_comparisons(node: ast.Compare) -> Iterator[ast.Compare]:
    for number, operator in enumerate(node.ops):
        new = [*node.ops]
        new[number] = _opposite(operator)
        yield ast.Compare(node.left, new, node.comparators)


def _opposite(operator: ast.AST) -> Any:
    return OPPOSITES[type(operator)]()


def _without_operand(node: ast.BoolOp, number: int) -> ast.expr:
    rest = _left_out(node.values, number)
    return rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)


def _left_out(nodes: list[ast.expr], number: int) -> list[ast.expr]:
    return [*nodes[:number], *nodes[number + 1 :]]


def _is_sentence(node: ast.AST) -> bool:
    """Whether something is made for people to read: an argument that is shown, a text with gaps, a text with blanks."""
    match node:
        case ast.keyword(arg=name):
            return name in SENTENCES
        case ast.Constant(value=str() as text):
            return " " in text
        case _:
            return isinstance(node, ast.JoinedStr)


def _names_types(around: tuple[ast.AST, ...]) -> bool:
    """Whether a node tells `isinstance` which types it may be; with any other sign it would only raise."""
    call = next((one for one in reversed(around) if not isinstance(one, ast.BinOp)), None)
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "isinstance"


def _joins_text(node: ast.BinOp) -> bool:
    """Whether something is joined that is a text for certain."""
    sides = (node.left, node.right)
    return any(
        isinstance(one, ast.JoinedStr) or (isinstance(one, ast.Constant) and not isinstance(one.value, int))
        for one in sides
    )


def _with_test(node: ast.If | ast.IfExp | ast.While, test: ast.expr) -> ast.AST:
    new = copy.copy(node)
    new.test = test
    return new


def _may_go(node: ast.stmt, around: tuple[ast.AST, ...]) -> bool:
    """Whether a module is one still without a statement: what does something, and what leaves early."""
    inside = any(isinstance(one, ast.FunctionDef) for one in around)
    match node:
        case ast.Continue() | ast.Break() | ast.AugAssign() | ast.Raise():
            return inside
        case ast.Return():
            return inside and not isinstance(around[-1], ast.FunctionDef)
        case ast.Expr():
            return inside and not isinstance(node.value, ast.Constant)
        case ast.Assign():
            return inside and all(isinstance(target, ast.Attribute | ast.Subscript) for target in node.targets)
        case _:
            return False


def _lines_of(statement: ast.stmt) -> range:
    """The lines of a statement, and only those of its head where others lie in it."""
    body = getattr(statement, "body", None)
    if isinstance(statement, ast.Match):
        body = [statement.cases[0].body[0]]
    last = max(statement.lineno, body[0].lineno - 1) if body else statement.end_lineno or statement.lineno
    return range(statement.lineno, last + 1)


def _shown(node: ast.AST) -> str:
    """A node on one line; of a condition that contains much, only the condition."""
    match node:
        case ast.If() | ast.While():
            text = f"if {ast.unparse(node.test)}"
        case ast.Pass():
            text = "nothing"
        case _:
            text = ast.unparse(node)
    return " ".join(text.split())
