"""
Which function answers which question, and who asks it: the page docs/one-answer.md.

It is read from the source itself. A place asks a function when the function's name stands in it, or through another
function of the lifecycle that it names. So nobody has to keep the table, and a second way shows as a gap in a row.
"""

from __future__ import annotations

import ast
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
LIFECYCLE = "nstgov.lifecycle."
QUESTIONS = (
    ("Is this decision validly made, and what is missing?", "validity.decision_validity.decision_lacks"),
    ("Is this election validly made, and what is missing?", "validity.election_validity.election_lacks"),
    ("Does this test or this resolution of an objection count?", "validity.lacks_of_answers.answer_lacks"),
    ("Is this proposal's closing validly made?", "closings.closing_lacks"),
    ("Is this ending of a term or a decision validly made?", "validity.lacks_of_ending.lacks_of_ending"),
    ("On which record at fault does it rest?", "validity.lacks_of_ground.lacks_of_ground"),
    ("Who is a member of a circle on a day?", "membership.members_on"),
    ("Is that known for certain?", "doubted_seats.is_clear_on"),
    ("Who represents a circle, and where?", "chain_breaks.find_sitting_terms"),
    ("Who holds which role, and until when?", "terms.collect_all_terms"),
    ("How does a decision stand: not valid, in force, lapsed?", "decision_stages.decision_on"),
    ("What holds in a circle?", "decision_stages.policies_of"),
    ("How does a proposal stand?", "proposal_stages.proposal_on"),
    ("How does an objection stand?", "objection_stages.objection_on"),
    ("What has a circle said to a version?", "voices.find_hearing"),
    ("Is a circle whole, and what does it need?", "care.circle_stage"),
    ("Whose step is next?", "next_steps.collect_steps_by_circle"),
    ("Who answers for a closed circle's decisions?", "answering_circles.circles_answering"),
)
PLACES = (
    ("rules", ("rules.",)),
    ("`why`", ("report.why", "cli.why")),
    ("`status`", ("report.status_data", "cli.status")),
    ("`next`, `care`", ("report.steps_and_care",)),
    ("`policy`", ("report.policy",)),
    ("pages", ("publish.views.", "publish.pages.", "publish.overview_pages", "publish.record_pages")),
    ("feeds", ("publish.following.feed", "publish.following.events", "publish.following.stage_changes")),
    ("calendars", ("publish.following.calendar", "publish.following.due_dates")),
    ("data", ("publish.data.",)),
    ("forms", ("publish.taking_part.", "acts.")),
    ("CODEOWNERS", ("author.forges",)),
)
INTRODUCTION = """# One answer to one question

Rules, commands, pages, feeds, calendars and files ask the same functions, so they cannot answer differently. Each row
is a question with the one function of `nstgov/lifecycle` that answers it. **yes**: the place asks that function itself;
a name: it asks this other function of the lifecycle, which asks on; no: it has no use for the answer.

"""


class Symbol(NamedTuple):
    """Something defined at the top of a module: `nstgov.lifecycle.care` and `care_of`."""

    module: str
    name: str


class Sources:
    """The names that every function of the package uses, resolved to where they are defined."""

    def __init__(self) -> None:
        paths = sorted((ROOT / "nstgov").rglob("*.py"))
        self.trees = {_name_module(path): ast.parse(path.read_text(encoding="utf-8")) for path in paths}
        self.imports = {module: dict(_yield_imports(tree)) for module, tree in self.trees.items()}

    @cached_property
    def uses(self) -> dict[Symbol, set[Symbol]]:
        """By symbol, those that its body names; a declared question names the function that answers it."""
        found: dict[Symbol, set[Symbol]] = defaultdict(set)
        for module, tree in self.trees.items():
            for node in tree.body:
                symbol = Symbol(module, getattr(node, "name", ""))
                found[symbol] |= {one for used in _yield_names(node) if (one := self.resolve(module, *used))}
                for question in _yield_answered(node):
                    if (asked := self.resolve(module, question)) is not None:
                        found[asked].add(symbol)
        return found

    def resolve(self, module: str, name: str, attribute: str | None = None) -> Symbol | None:
        """Where a name used in a module is defined; None for what is none of the package's."""
        known = self.imports[module]
        for _ in range(5):
            if name not in known:
                break
            module, name = known[name]
            if f"{module}.{name}" in self.trees:
                return self.resolve(f"{module}.{name}", attribute) if attribute else None
            known = self.imports.get(module, {})
        return Symbol(module, name) if module in self.trees and attribute is None else None

    def find_way(self, beginnings: Iterable[Symbol], target: Symbol) -> tuple[Symbol, ...] | None:
        """The shortest way by names from one of some symbols to another; None where there is none."""
        before: dict[Symbol, Symbol | None] = dict.fromkeys(sorted(beginnings))
        left = deque(before)
        while left:
            at = left.popleft()
            if at == target:
                return _trace_back(before, at)
            for used in sorted(self.uses.get(at, ())):
                if used not in before:
                    before[used] = at
                    left.append(used)
        return None

    def list_symbols(self, prefixes: tuple[str, ...]) -> list[Symbol]:
        """Everything defined in the modules whose names begin so."""
        return [one for one in self.uses if one.module.startswith(tuple(f"nstgov.{prefix}" for prefix in prefixes))]


def render_answers_page() -> str:
    """The page: a row for each question."""
    sources = Sources()
    rows = [["question", "function", *(place for place, _ in PLACES)]]
    for question, path in QUESTIONS:
        module, _, name = f"{LIFECYCLE}{path}".rpartition(".")
        target = Symbol(module, name)
        if target not in sources.uses:
            raise SystemExit(f"{module}.{name} is not there any more: bring tools/one_answer.py up to date")
        cells = (_describe_asking(sources, prefixes, target) for _, prefixes in PLACES)
        rows.append([question, f"`{path}`", *cells])
    return INTRODUCTION + "\n".join(_yield_table_lines(rows)) + "\n"


def _describe_asking(sources: Sources, prefixes: tuple[str, ...], target: Symbol) -> str:
    way = sources.find_way(sources.list_symbols(prefixes), target)
    if way is None:
        return "no"
    first = next(one for one in way if one.module.startswith(LIFECYCLE))
    return "**yes**" if first == target else f"`{first.name}`"


def _yield_table_lines(rows: list[list[str]]) -> Iterator[str]:
    for at, row in enumerate(rows):
        yield f"| {' | '.join(row)} |"
        if at == 0:
            yield f"|{'---|' * len(row)}"


def _trace_back(before: dict[Symbol, Symbol | None], at: Symbol | None) -> tuple[Symbol, ...]:
    way = []
    while at is not None:
        way.append(at)
        at = before[at]
    return tuple(reversed(way))


def _name_module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _yield_imports(tree: ast.Module) -> Iterator[tuple[str, tuple[str, str]]]:
    """The names a module knows from elsewhere in the package: each with the module and the name it has there."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("nstgov"):
            for alias in node.names:
                yield alias.asname or alias.name, (node.module, alias.name)


def _yield_names(node: ast.AST) -> Iterator[tuple[str, str | None]]:
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            yield part.id, None
        elif isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name):
            yield part.value.id, part.attr


def _yield_answered(node: ast.AST) -> Iterator[str]:
    """The declared questions that a function is marked as answering."""
    for mark in getattr(node, "decorator_list", ()):
        if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Name) and mark.func.id == "answers_question":
            yield from (one.id for one in mark.args if isinstance(one, ast.Name))
