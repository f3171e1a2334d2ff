"""Family D: records taken out of count, and texts withheld: what each needs to take effect."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle import decision_lacks
from nstgov.lifecycle.withheld import Withholding, judge_withholdings
from nstgov.lifecycle.wording import choose_verb_form, format_list
from nstgov.records import Movement, VoidOutcome
from nstgov.rules.rule import rule


@rule("D13", idea="M2 M9")
def void_without_every_voice(movement: Movement) -> Iterator[Finding]:
    """
    A record is taken out of count by everyone it names, and never one that a decision rests on.

    Mistakes happen: a list is entered for the wrong plan, a name in the wrong circle. Nothing is erased for it. The
    record stays where it is, a void beside it says what went wrong, and from then on nothing follows from it. Because
    that would also be a way to make somebody's word unsaid, it takes the voice of each person whom the record names,
    of whoever entered it too. And what a decision rests on stays: whoever thinks that the decision is wrong objects to
    it, or proposes another. Until a void is complete, the record counts as before.

    Bad, one of the two has not said so:
    ```yaml title="proposals/solar-on-the-school/commitments/2026-10-11.la-plaza.yml.void.yml"
    voices:  # <- D13
      marisol-quispe: consent
    ```
    Good, both have:
    ```yaml title="proposals/solar-on-the-school/commitments/2026-10-11.la-plaza.yml.void.yml"
    voices:
      marisol-quispe: consent
      lucia-herrera: consent
    ```
    Bad, a decision rests on this voice:
    ```yaml title="proposals/wandas-reason/rounds/2026-11-03.heron-meadow.wanda-kowalska.yml.void.yml"
    date: 2026-11-10  # <- D13
    because: I had not slept when I wrote it.
    voices: {wanda-kowalska: consent}
    entered_by: wanda-kowalska
    ```
    Good, nothing rests on this call for help:
    ```yaml title="circles/old-harbour/tide-house/2026-11-08.asks.yml.void.yml"
    date: 2026-11-10
    because: It was meant for Bayt al-Bahr, who have asked by themselves since.
    voices: {sarah-levi: consent}
    entered_by: sarah-levi
    ```
    Bad, dated before what it takes out:
    ```yaml title="circles/old-harbour/tide-house/2026-11-08.asks.yml.void.yml"
    date: 2026-11-07  # <- D13
    because: It was meant for Bayt al-Bahr, who have asked by themselves since.
    voices: {sarah-levi: consent}
    entered_by: sarah-levi
    ```
    Good:
    ```yaml title="circles/old-harbour/tide-house/2026-11-08.asks.yml.void.yml"
    date: 2026-11-08
    because: It was meant for Bayt al-Bahr, who have asked by themselves since.
    voices: {sarah-levi: consent}
    entered_by: sarah-levi
    ```
    Bad, it names nobody who could say so:
    ```yaml title="circles/old-harbour/tide-house/2026-11-09.asks.yml"
    for: A ladder.
    ```
    ```yaml title="circles/old-harbour/tide-house/2026-11-09.asks.yml.void.yml"
    date: 2026-11-10  # <- D13
    because: There was one in the boat shed.
    voices: {sarah-levi: consent}
    entered_by: sarah-levi
    ```
    Good, it says who wrote it:
    ```yaml title="circles/old-harbour/tide-house/2026-11-09.asks.yml"
    for: A ladder.
    entered_by: sarah-levi
    ```
    ```yaml title="circles/old-harbour/tide-house/2026-11-09.asks.yml.void.yml"
    date: 2026-11-10
    because: There was one in the boat shed.
    voices: {sarah-levi: consent}
    entered_by: sarah-levi
    ```
    """
    for voiding in movement.voidings.values():
        if voiding.outcome not in ("counts", "not read", "not proven"):
            yield _report_void(movement, voiding)


def _report_void(movement: Movement, voiding: VoidOutcome) -> Finding:
    void, missing = voiding.void, voiding.missing
    record = movement.records[void.beside]
    if voiding.outcome == "voices missing":
        are, have = choose_verb_form(missing, "is", "are"), choose_verb_form(missing, "has", "have")
        message = f"{format_list(missing)} {are} named in {void.beside} and {have}"
        help_ = f"Ask {format_list(missing)}, and add what they say; until then the record counts."
        return Finding(void.locate("voices"), f"{message} not said that it was a mistake", help_, (record.locate(),))
    if voiding.outcome == "rested on":
        return Finding(
            void.locate("date"), _describe_dependent(movement, voiding), _suggest_instead(voiding), (record.locate(),)
        )
    if voiding.outcome == "too early":
        help_ = "Write the day on which it was found to be a mistake."
        return Finding(void.locate("date"), f"this is dated before {void.beside}", help_, (record.locate(),))
    message = f"{void.beside} names nobody, so nobody can say that it was a mistake"
    return Finding(void.locate(), message, "Leave it on record, and set it right by a later act.", (record.locate(),))


def _describe_dependent(movement: Movement, voiding: VoidOutcome) -> str:
    folder = movement.decisions.get(voiding.decision)
    if folder is None:
        return f"all that is decided rests on {voiding.void.beside}, so it still counts"
    what = "election" if folder.election else "decision"
    return f"the {what} {voiding.decision} rests on {voiding.void.beside}, so it still counts"


def _suggest_instead(voiding: VoidOutcome) -> str:
    if not voiding.decision:
        return "Propose what should hold instead."
    return f"Take the void away, and propose what should hold instead of {voiding.decision}."


@rule("D14", idea="M13 M22")
def withheld_without_decision(movement: Movement) -> Iterator[Finding]:
    """
    A text is withheld by a decision of the circle that made it.

    The record is public and is kept, and that is a promise. Sometimes it hurts: a reason that says more of somebody's
    health than they had meant for everybody. Then the circle may decide that the text is no longer shown. It says so
    in the open: the proposal names the record's path and its SHA-256, so that nobody can hide anything else under the
    same decision, and everyone can see that something stood there. What follows from the record follows from it still.

    Bad, the decision is about something else:
    ```yaml title="circles/hill-villages/heron-meadow/2026-10-25.away.wanda-kowalska.yml.withheld.yml"
    decision: meadow-dogs  # <- D14
    ```
    Good, it names this record and its SHA-256:
    ```yaml title="circles/hill-villages/heron-meadow/2026-10-25.away.wanda-kowalska.yml.withheld.yml"
    decision: wandas-reason
    ```
    Bad, another circle's decision:
    ```yaml title="circles/old-harbour/tide-house/2026-11-08.asks.yml.withheld.yml"
    decision: wandas-reason  # <- D14
    because: Ten strong opinions is what we say at home.
    sha256: sha256(circles/old-harbour/tide-house/2026-11-08.asks.yml)
    ```
    Good, nothing is hidden that its own circle has not decided to hide:
    ```yaml title="circles/old-harbour/tide-house/2026-11-08.asks.yml.correction.2026-11-12.yml"
    by: sarah-levi
    what: Ten strong opinions is what we say at home; they are seven.
    ```
    Bad, other bytes than those that were decided on:
    ```yaml title="circles/hill-villages/heron-meadow/2026-10-25.away.wanda-kowalska.yml"
    because: A new knee.
    ```
    ```yaml title="circles/hill-villages/heron-meadow/2026-10-25.away.wanda-kowalska.yml.withheld.yml"
    sha256: c99d074d91bc4e02501f7672f0c897daf9be5e9980a259f6d206814ba2f91d57  # <- D14
    ```
    Good, the bytes that were decided on:
    ```yaml title="circles/hill-villages/heron-meadow/2026-10-25.away.wanda-kowalska.yml.withheld.yml"
    sha256: c99d074d91bc4e02501f7672f0c897daf9be5e9980a259f6d206814ba2f91d57
    ```
    """
    for withholding in judge_withholdings(movement).values():
        is_silent = withholding.outcome == "not valid" and _rests_on_fault(movement, withholding.withheld.decision)
        if withholding.outcome not in ("counts", "not read") and not is_silent:
            yield _report_withheld(movement, withholding)


def _rests_on_fault(movement: Movement, decision: str) -> bool:
    """Whether a record at fault is why a decision is not valid: that is told once, of the decision."""
    return any(lack.record is not None for lack in decision_lacks(movement, decision))


def _report_withheld(movement: Movement, withholding: Withholding) -> Finding:
    withheld, outcome = withholding.withheld, withholding.outcome
    path, decision = withheld.beside, withheld.decision
    if outcome == "other bytes":
        message = f"the SHA-256 is not that of {path}: that is {movement.sha256[path]}"
        return Finding(withheld.locate("sha256"), message, "Withhold the file that was decided on, and no other.")
    if outcome == "of another circle":
        whose = format_list(withholding.circles, "or") or "a circle of its own"
        message = f"{decision} was not decided by {whose}, and {path} is theirs"
        help_ = f"Let {whose} decide whether this text is shown."
    elif outcome == "not valid":
        message = f"{decision} is not validly decided, so it withholds nothing"
        help_ = f"See what it lacks, and set that right first: nstgov why {decision}"
    elif outcome == "not named":
        message = f"the text of {decision} does not name {path} and its SHA-256, {withheld.sha256}"
        help_ = "Propose it with the path and the SHA-256 of what is to be withheld."
    else:
        message = f"{decision} is no decision of this movement that could withhold a text"
        help_ = "Name the decision by which the circle withholds this text."
    return Finding(withheld.locate("decision"), message, help_)
