"""Family O: why an objection is important, and its reasons."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.records import Movement, Objection
from nstgov.rules.hollow_texts import find_hollow
from nstgov.rules.rule import rule


@rule("O02", idea="M4")
def objection_without_reasons(movement: Movement) -> Iterator[Finding]:
    """
    An objection gives its reasons: the facts, and how they lead to what it says.

    Nobody has to be eloquent, and nobody is asked to prove anything. But others can only look for a way around
    something that they can see; so an objection says what is so, and what follows from it. The circle judges whether
    it holds together, never a count of words: very short reasons get a kind question, and no more than that.

    Bad:
    ```yaml title="decisions/quiet-hours-2026/objections/van-at-the-yard/v1.yml"
    reasons: just because  # <- O02
    ```
    Good:
    ```yaml title="decisions/quiet-hours-2026/objections/van-at-the-yard/v1.yml"
    reasons: Cobbles are louder than the old tar, and the van takes longer past the windows.
    ```
    Bad, none:
    ```yaml title="decisions/quiet-hours-2026/objections/van-at-the-yard/v1.yml"
    # without: reasons
    title: Walking pace is not enough at the yard's gate  # <- O02
    ```
    Good, what they have measured:
    ```yaml title="decisions/quiet-hours-2026/objections/van-at-the-yard/v1.yml"
    reasons: We measured 72 decibels in the bedroom, against 58 in spring.
    ```
    Bad, what it says already:
    ```yaml title="decisions/quiet-hours-2026/objections/van-at-the-yard/v1.yml"
    reasons: Walking pace is not enough, at the yard's gate!  # <- O02
    ```
    Good, why that is so:
    ```yaml title="decisions/quiet-hours-2026/objections/van-at-the-yard/v1.yml"
    reasons: At walking pace the van takes longer past the windows, not shorter.
    ```
    """
    help_ = "Write what is so, and what follows from it."
    for objection in movement.find_sound(Objection, "reasons"):
        yield from _check_hollow(movement, objection, "reasons", ("title", "important"), help_)


@rule("O03", idea="M4")
def objection_without_importance(movement: Movement) -> Iterator[Finding]:
    """
    An objection says what it harms: which need, which aim, whose, how badly.

    A circle stops for an objection, and looks for something better; it does that gladly when it sees what is at stake
    for somebody. So this takes words of its own. Small worries are welcome too, and stop nothing: they go into the
    round as a concern, and come back at the review.

    Bad:
    ```yaml title="decisions/quiet-hours-2026/objections/van-at-the-yard/v1.yml"
    important: it is important  # <- O03
    ```
    Good:
    ```yaml title="decisions/quiet-hours-2026/objections/van-at-the-yard/v1.yml"
    important: The van wakes two children every night at half past four.
    ```
    Bad, nothing:
    ```yaml title="decisions/quiet-hours-2026/objections/van-at-the-yard/v1.yml"
    # without: important
    title: Walking pace is not enough at the yard's gate  # <- O03
    ```
    Good, whose need it is:
    ```yaml title="decisions/quiet-hours-2026/objections/van-at-the-yard/v1.yml"
    important: Four of the eight flats sleep to the gate, and nobody there sleeps past half past four.
    ```
    """
    help_ = "Write which need or aim it harms, whose, and how badly."
    for objection in movement.find_sound(Objection, "important"):
        yield from _check_hollow(movement, objection, "important", ("title",), help_)


def _check_hollow(
    movement: Movement, objection: Objection, key: str, beside: tuple[str, ...], help_: str
) -> Iterator[Finding]:
    text = getattr(objection, key)
    if text is None:
        yield Finding(objection.locate(key), f"the objection says nothing in `{key}`", help_)
        return
    others = {other: getattr(objection, other) or "" for other in beside if movement.is_sound(objection, other)}
    if not movement.is_kept(objection) and (found := find_hollow(text, others)):
        related = (objection.locate(found.like),) if found.like else ()
        yield Finding(objection.locate(key), f"`{key}` {found.what}", help_, related, found.severity)
