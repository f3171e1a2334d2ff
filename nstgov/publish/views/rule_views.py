"""The rules of consent that every change is checked by: one page each, from its docstring."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from nstgov.languages import N_
from nstgov.rules import RULES, Rule
from nstgov.rules.examples import parse_examples

FAMILIES = {
    "Y": N_("Reading"),
    "A": N_("Circles"),
    "P": N_("Proposals"),
    "C": N_("Rounds"),
    "O": N_("Objections"),
    "D": N_("Decisions"),
    "E": N_("Elections"),
    "G": N_("Ground rules"),
    "L": N_("Links between circles"),
    "H": N_("History"),
    "T": N_("Proof"),
}
"""What each letter of a rule's code stands for, in the order in which they are listed."""


class RuleRow(NamedTuple):
    """A rule in the list."""

    code: str
    href: str
    name: str
    sentence: str
    severity: str
    lane: str


class ExampleView(NamedTuple):
    """A good or a bad example: a few words on it, and pieces of files (title, text)."""

    is_good: bool
    about: str
    files: tuple[tuple[str, str], ...]


class RuleView(NamedTuple):
    """A rule's page."""

    row: RuleRow
    family: str
    ideas: tuple[str, ...]
    why: str
    examples: tuple[ExampleView, ...]
    before: RuleRow | None
    after: RuleRow | None


def list_rule_rows() -> dict[str, tuple[RuleRow, ...]]:
    """All rules, by the name of their family."""
    found: dict[str, list[RuleRow]] = {}
    for rule in sorted(RULES, key=lambda r: (list(FAMILIES).index(r.family) if r.family in FAMILIES else 99, r.code)):
        found.setdefault(FAMILIES.get(rule.family, rule.family), []).append(_make_rule_row(rule))
    return {family: tuple(rows) for family, rows in found.items()}


def list_rule_views() -> Iterable[RuleView]:
    """Every rule's page."""
    rows = [row for of_family in list_rule_rows().values() for row in of_family]
    known = {rule.code: rule for rule in RULES}
    for at, row in enumerate(rows):
        rule = known[row.code]
        yield RuleView(
            row,
            FAMILIES.get(rule.family, rule.family),
            rule.ideas,
            rule.why,
            tuple(
                ExampleView(e.sort == "Good", e.about, tuple((f.path, f.text) for f in e.files))
                for e in parse_examples(rule)
            ),
            rows[at - 1] if at else None,
            rows[at + 1] if at + 1 < len(rows) else None,
        )


def _make_rule_row(rule: Rule) -> RuleRow:
    return RuleRow(rule.code, f"rules/{rule.code}/", rule.name, rule.sentence, rule.severity, rule.lane)
