"""What a rule is: a pure function over everything on record, with a docstring that is its page and its test."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from nstgov.findings import Finding, Lane, Severity
from nstgov.records import Movement
from nstgov.records.frozen import frozen_in_order

Judge = Callable[..., Iterable[Finding]]
"""A rule's function: takes the movement, and in the calendar lane the day; yields findings."""
_EXAMPLE = re.compile(r"^(?:Bad|Good)(?: on [0-9-]+)?(?:, [^\n]+)?:$", re.MULTILINE)


@frozen_in_order
class Rule:
    """
    A rule: its code, the founding idea it comes from, its lane and its severity.

    `judge` is the function it was made from. Its name is the fault; `name` is the same in kebab case.
    """

    code: str
    ideas: tuple[str, ...]
    lane: Lane
    severity: Severity
    judge: Judge

    @property
    def name(self) -> str:
        """The fault, in kebab case, from the function's name."""
        return self.judge.__name__.replace("_", "-")

    @property
    def family(self) -> str:
        """The letter of its code."""
        return self.code[0]

    @property
    def page(self) -> str:
        """Its docstring: the sentence, why, a bad and a good example."""
        return inspect.cleandoc(self.judge.__doc__ or "")

    @property
    def sentence(self) -> str:
        """The rule in one sentence."""
        return self.page.partition("\n\n")[0].replace("\n", " ")

    @property
    def why(self) -> str:
        """The reasons, in Markdown, without the examples."""
        return _EXAMPLE.split(self.page.partition("\n\n")[2], maxsplit=1)[0].strip()

    def __call__(self, movement: Movement, today: date) -> Iterator[Finding]:
        """What the rule finds; `today` matters in the calendar lane only."""
        yield from self.judge(movement, today) if self.lane == "calendar" else self.judge(movement)


def rule(
    code: str, *, idea: str = "", lane: Lane = "change", severity: Severity | None = None
) -> Callable[[Callable[..., Any]], Rule]:
    """
    Make a rule of a function. It attaches what is known of the rule and registers nothing: `RULES` is the list.

    `idea` names founding ideas, separated by blanks ("M3 M9"). Without a severity a change rule is an error and a
    calendar rule a warning.
    """

    def make_rule(judge: Callable[..., Any]) -> Rule:
        return Rule(code, tuple(idea.split()), lane, severity or ("error" if lane == "change" else "warning"), judge)

    return make_rule
