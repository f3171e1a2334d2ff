"""Family T: by whose account a record came that speaks for others (M9)."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding, Severity
from nstgov.lifecycle.bringing import Unbrought, are_members_asked, find_unbrought
from nstgov.lifecycle.history_scope import find_judged_change
from nstgov.lifecycle.wording import format_list
from nstgov.records import Circle, Movement, Objection
from nstgov.rules.rule import rule


@rule("T06", idea="M9 M13")
def brought_by_somebody_else(movement: Movement) -> Iterator[Finding]:
    """
    What speaks for others is brought by one of them.

    Among neighbours the secretary writes down what everybody heard, and that is enough, because everybody knows the
    secretary. Somebody whom nobody knows could write down just the same. So on a forge, which tells by whose account a
    change comes, a record that speaks for others is brought by a member of the circle in which it was said. Where the
    ground rules say `brought_by: members`, nothing else lands; where they do not, it is said as a warning. Whatever
    somebody says for themselves alone, or has signed, may be brought by anybody; and so may an idea, standing with one,
    and a guest's answer, which only look for people.

    Bad, brought by the account passer-by, which nobody on record has given:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.asks.yml"
    for: A ladder.  # <- T06
    entered_by: patrick-byrne
    ```
    Good, brought by the account passer-by, an idea that looks for people:
    ```yaml title="proposals/a-ladder-for-all/idea.yml" whole
    title: A ladder for everybody
    by: [patrick-byrne]
    opened: 2026-11-20
    need: Three of us fell off a chair this year.
    ```
    """
    change = find_judged_change(movement)
    if change is None or change.is_history or change.brought_by is None:
        return
    severity: Severity | None = None if are_members_asked(movement, change) else "warning"
    for found in find_unbrought(movement, change):
        yield Finding(found.record.locate(), _describe(found), _suggest(found), severity=severity)


def _describe(found: Unbrought) -> str:
    said = f"this speaks for {format_list(found.speaks_for)}" if found.speaks_for else "this speaks for a circle"
    if found.own_only:
        return f"{said} alone, and was brought by somebody else's account"
    if found.holder.person is None:
        return f"{said}, and {found.holder.lack}"
    where = format_list(found.circles) or "any circle of theirs"
    return f"{said}, and was brought by {found.holder.person}, who is no member of {where}"


def _suggest(found: Unbrought) -> str:
    record = found.record
    if found.own_only:
        person = found.speaks_for[0]
        return f"Let {person} bring it from their own account, or sign it: nstgov sign {record.file} --person {person}"
    if isinstance(record, Circle):
        return (
            "Let one of its members bring it, who gives the name of their account in it: `account:` beside their name."
        )
    circles = format_list(found.circles)
    who = f"a member of {circles}" if circles else "one of those for whom it speaks"
    help_ = f"Let {who} open this change from the same branch, with the account that is on record as theirs."
    return (
        f"{help_} Until then it can stand as an idea.yml, which anybody may bring."
        if isinstance(record, Objection)
        else help_
    )
