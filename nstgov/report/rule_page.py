"""A rule's page, made from its docstring: for the terminal, as Markdown, as plain data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from nstgov.rules import Rule

FAMILIES = {
    "Y": "Reading",
    "A": "Circles",
    "P": "Proposals",
    "C": "Rounds",
    "O": "Objections",
    "D": "Decisions",
    "E": "Elections",
    "F": "Regions",
    "G": "Ground rules",
    "L": "Links",
    "H": "History",
    "T": "Proof",
}
"""The families of rules, by the letter of their codes."""
_FENCE = re.compile(r"^```(?:yaml|text) title=\"([^\"]+)\".*$")


def rule_to_dict(rule: Rule) -> dict[str, Any]:
    """What is known of a rule, as plain data."""
    return {
        "code": rule.code,
        "name": rule.name,
        "family": FAMILIES[rule.family],
        "lane": rule.lane,
        "severity": rule.severity,
        "ideas": list(rule.ideas),
        "sentence": rule.sentence,
        "page": rule.page,
    }


def render_rule_markdown(rule: Rule) -> str:
    """The page as Markdown, with a heading and what kind of rule it is."""
    return f"# {rule.code} {rule.name}\n\n*{_describe_kind(rule)}*\n\n{rule.page}\n"


def render_rule_text(rule: Rule) -> str:
    """The page for a terminal: examples indented under the name of their file."""
    lines = [f"{rule.code} {rule.name}", _describe_kind(rule), ""]
    inside = False
    for line in rule.page.splitlines():
        if fence := _FENCE.match(line):
            inside = True
            lines.append(f"  {fence[1]}")
        elif line == "```":
            inside = False
        else:
            lines.append(f"    {line}" if inside else line)
    return "\n".join(lines) + "\n"


def render_rules_text(rules: Iterable[Rule]) -> str:
    """All rules by family, one line each."""
    blocks = []
    for family, members in groupby(rules, key=lambda rule: rule.family):
        rows = [f"  {rule.code}  {rule.sentence}{_describe_remark(rule)}" for rule in members]
        blocks.append("\n".join([f"{family}: {FAMILIES[family]}", *rows]))
    return "\n\n".join(blocks) + "\n\nThe page of a rule: nstgov explain P01\n"


def _describe_kind(rule: Rule) -> str:
    lane = "Judged on every change" if rule.lane == "change" else "Judged by the calendar"
    ideas = f"; from the founding ideas {' and '.join(rule.ideas)}" if rule.ideas else ""
    return f"{lane}; {'an' if rule.severity[0] in 'ae' else 'a'} {rule.severity}{ideas}.".replace("an advice", "advice")


def _describe_remark(rule: Rule) -> str:
    words = [
        word
        for word, said in ((rule.severity, rule.severity != "error"), ("calendar", rule.lane == "calendar"))
        if said
    ]
    return f"  ({', '.join(words)})" if words else ""
