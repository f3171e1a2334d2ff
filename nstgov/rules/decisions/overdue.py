"""Family D, as of a day: what a decision in force waits for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from nstgov.findings import Finding
from nstgov.lifecycle import (
    DecisionState,
    answer_by,
    days_after,
    decision_on,
    ground_rules_on,
    newest_version,
    objection_on,
)
from nstgov.lifecycle.answering_circles import open_answering
from nstgov.lifecycle.closings import closing_on
from nstgov.lifecycle.native import is_readable, yield_judged_decisions
from nstgov.lifecycle.reconsideration import Compromise
from nstgov.lifecycle.wording import format_count, format_list
from nstgov.records import Decision, DecisionFolder, Disputed, Movement, ObjectionFolder, Version, Where
from nstgov.rules.rule import rule

SOON = 30
"""Days before and after a sunset in which it is spoken of."""


def _yield_decisions_on(
    movement: Movement, today: date
) -> Iterator[tuple[Decision, Version, DecisionFolder, DecisionState]]:
    """The decisions made up to a day, each with its version, its folder and where it stands."""
    for decision, version in yield_judged_decisions(movement, "decided", "sunset"):
        state = decision_on(movement, decision.decision, today)
        if state is not None:
            yield decision, version, movement.decisions[decision.decision], state


@rule("D07", idea="M7", lane="calendar")
def not_reconsidered_in_time(movement: Movement, today: date) -> Iterator[Finding]:
    """
    A decision under reconsideration is answered within the time that the ground rules give.

    A reasoned objection may come long after a decision: something was overlooked, or the world has changed. The
    decision stays in force meanwhile, so that nothing falls into a hole, but it may not simply go on. By a day that
    everybody knows the circle tests the objection, and meets it: with a decision that changes, renews or ends the old
    one, with something to measure, or with a talk after which its authors say that nothing remains.

    Bad, nobody has met it within the 21 days of the ground rules:
    ```yaml title="decisions/quiet-hours-2026/objections/van-at-the-yard/v1.yml"
    raised: 2026-10-25  # <- D07
    ```
    Good, today is the last day for it:
    ```yaml title="decisions/quiet-hours-2026/objections/van-at-the-yard/v1.yml"
    raised: 2026-11-02
    ```
    Bad, somebody says that it was not their voice, and has not been heard since:
    ```yaml title="proposals/book-exchange/rounds/2026-07-19.mill-lane.yml.marek-zielinski.disputed.yml"
    date: 2026-07-25  # <- D07
    says: I was in the kitchen with the children and said nothing at all.
    ```
    Good, he has spoken himself:
    ```yaml title="proposals/book-exchange/rounds/2026-07-19.mill-lane.yml.marek-zielinski.disputed.yml"
    date: 2026-07-25
    says: I was in the kitchen with the children and said nothing at all.
    ```
    ```yaml title="proposals/book-exchange/rounds/2026-08-01.mill-lane.marek-zielinski.yml"
    version: 1
    sha256: sha256(v1.yml)
    how: async
    voices: {marek-zielinski: consent}
    ```
    """
    for decision, _, _, state in _yield_decisions_on(movement, today):
        for folder in state.objections if state.in_force else ():
            if is_readable(movement, folder):
                yield from _check_unanswered(movement, decision, folder, today)
        for disputed in state.disputes:
            last = days_after(disputed.date, ground_rules_on(movement, disputed.date).reconsider_within_days)
            if last < today:
                yield _report_unheard(decision, disputed, last)
        for doubt in state.compromises:
            last = days_after(doubt.act.date, ground_rules_on(movement, doubt.act.date).reconsider_within_days)
            if last < today:
                yield _report_unsafe_key(decision, doubt, last)


def _check_unanswered(
    movement: Movement, decision: Decision, folder: ObjectionFolder, today: date
) -> Iterator[Finding]:
    state = objection_on(movement, folder, today)
    if state is None or state.version is None:
        return
    raised, last = state.version.raised, answer_by(movement, folder, today)
    if last and last < today:
        circles = format_list(open_answering(movement, decision, today))
        help_ = {
            "raised": f"Test it in {circles}: is it important, and reasoned?",
            "needs work": "Sit down with its authors, and help them to write what they mean.",
        }.get(state.stage, f"Meet it in {circles}, and record with its authors how; or decide something else.")
        message = f"{decision.decision} is under reconsideration since {raised}; an answer was due by {last}"
        yield Finding(state.version.locate("raised"), message, help_, (decision.locate("decided"),))


def _report_unheard(decision: Decision, disputed: Disputed, last: date) -> Finding:
    person = disputed.person
    message = f"{person} disputes a voice on which {decision.decision} rests; an answer was due by {last}"
    help_ = f"Hear {person} themselves, in a file of their own, or decide anew."
    return Finding(disputed.locate("date"), message, help_, (decision.locate("decided"),))


def _report_unsafe_key(decision: Decision, doubt: Compromise, last: date) -> Finding:
    person = doubt.person
    message = f"{person} calls a key unsafe with which a voice was signed that {decision.decision} rests on"
    message += f"; an answer was due by {last}"
    help_ = f"Hear {person} themselves, in a file of their own, or decide anew."
    return Finding(doubt.act.locate("compromised"), message, help_, (decision.locate("decided"),))


@rule("D08", idea="M14", lane="calendar")
def review_overdue(movement: Movement, today: date) -> Iterator[Finding]:
    """
    A decision is reviewed on the day that it names.

    We try things, look what came of them, and go on, change or let go. That only works when somebody looks: at the
    readings that the proposal named, at the concerns that people gave along, at what was promised. A review takes a
    quarter of an hour at a meeting and one small file. Until it is held the decision stays in force, and this line
    stays here.

    Bad, the day has passed:
    ```yaml title="decisions/banco-de-semillas/reviews/2026-11-15.yml"
    next_review: 2026-11-20  # <- D08
    ```
    Good, it is still to come:
    ```yaml title="decisions/banco-de-semillas/reviews/2026-11-15.yml"
    next_review: 2027-05-15
    ```
    Bad, it has never been reviewed, and its first review was yesterday:
    ```yaml title="proposals/book-exchange/v1.yml"
    review: 2026-11-22  # <- D08
    ```
    ```yaml title="proposals/book-exchange/rounds/2026-07-19.mill-lane.yml"
    sha256: sha256(v1.yml)
    ```
    ```yaml title="decisions/book-exchange/decision.yml"
    sha256: sha256(v1.yml)
    ```
    Good, it is today:
    ```yaml title="proposals/book-exchange/v1.yml"
    review: 2026-11-23
    ```
    ```yaml title="proposals/book-exchange/rounds/2026-07-19.mill-lane.yml"
    sha256: sha256(v1.yml)
    ```
    ```yaml title="decisions/book-exchange/decision.yml"
    sha256: sha256(v1.yml)
    ```
    """
    for decision, version, folder, state in _yield_decisions_on(movement, today):
        reviews_sound = all(movement.is_sound(review, "held", "next_review", "result") for review in folder.reviews)
        if state.review_due and reviews_sound and movement.is_sound(version, "review"):
            message = f"the review of {decision.decision} was due on {state.review}"
            circles = format_list(open_answering(movement, decision, today), "or")
            help_ = f"Hold it at the next meeting of {circles}, and record what came of it."
            yield Finding(_locate_review(folder, version, today), message, help_, (decision.locate("decided"),))


def _locate_review(folder: DecisionFolder, version: Version, today: date) -> Where:
    """The place that names the next review: the latest review held, else the version."""
    held = sorted((review for review in folder.reviews if review.held <= today), key=lambda review: review.held)
    return held[-1].locate("next_review") if held else version.locate("review")


@rule("D09", idea="M5", lane="calendar")
def sunset_near(movement: Movement, today: date) -> Iterator[Finding]:
    """
    A decision that is still needed is renewed before its sunset.

    Every decision ends by itself, and that is a relief: nobody has to argue something away. But what is still good
    should not end by being forgotten. So thirty days before the last day, and for thirty days after, everybody can see
    it; a renewal is a new proposal that `renews` it, with what has been learned since. What is no longer needed may
    simply end.

    Bad, seventeen days are left:
    ```yaml title="proposals/book-exchange/v1.yml"
    sunset: 2026-12-10
    review: 2026-11-30
    ```
    ```yaml title="proposals/book-exchange/rounds/2026-07-19.mill-lane.yml"
    sha256: sha256(v1.yml)
    ```
    ```yaml title="decisions/book-exchange/decision.yml"
    sha256: sha256(v1.yml)
    sunset: 2026-12-10  # <- D09
    ```
    Good, more than thirty:
    ```yaml title="proposals/book-exchange/v1.yml"
    sunset: 2026-12-24
    review: 2026-11-30
    ```
    ```yaml title="proposals/book-exchange/rounds/2026-07-19.mill-lane.yml"
    sha256: sha256(v1.yml)
    ```
    ```yaml title="decisions/book-exchange/decision.yml"
    sha256: sha256(v1.yml)
    sunset: 2026-12-24
    ```
    Bad, it lapsed last week:
    ```yaml title="proposals/book-exchange/v1.yml"
    sunset: 2026-11-16
    review: 2026-11-10
    ```
    ```yaml title="proposals/book-exchange/rounds/2026-07-19.mill-lane.yml"
    sha256: sha256(v1.yml)
    ```
    ```yaml title="decisions/book-exchange/decision.yml"
    sha256: sha256(v1.yml)
    sunset: 2026-11-16  # <- D09
    ```
    Good, it lapsed so long ago that nobody has missed it:
    ```yaml title="proposals/book-exchange/v1.yml"
    sunset: 2026-10-20
    review: 2026-10-10
    ```
    ```yaml title="proposals/book-exchange/rounds/2026-07-19.mill-lane.yml"
    sha256: sha256(v1.yml)
    ```
    ```yaml title="decisions/book-exchange/decision.yml"
    sha256: sha256(v1.yml)
    sunset: 2026-10-20
    ```
    """
    on_the_way = _collect_renewals(movement, today)
    for decision, _, _, state in _yield_decisions_on(movement, today):
        last = decision.sunset
        is_its_own_end = last == state.last_day and (state.in_force or state.stage == "lapsed")
        if last and is_its_own_end and last <= days_after(today, SOON) and today <= days_after(last, SOON):
            yield _report_near_sunset(decision, last, state, today, on_the_way.get(decision.decision, []))


def _report_near_sunset(
    decision: Decision, last: date, state: DecisionState, today: date, renewals: list[str]
) -> Finding:
    until = f" before {last}" if state.in_force else ""
    help_ = f"Bring a new proposal that renews {decision.decision}{until}, if it is still needed."
    if renewals:
        help_ = f"Bring {format_list(renewals, 'or')} to a decision{until}."
    left = f"{format_count((last - today).days, 'day')} left" if today < last else "today is its last day"
    so = f"ends on {last}; {left}" if state.in_force else f"lapsed on {last}"
    return Finding(decision.locate("sunset"), f"{decision.decision} {so}", help_)


def _collect_renewals(movement: Movement, today: date) -> dict[str, list[str]]:
    """By decision, the proposals that would renew it and are neither decided nor closed."""
    found: dict[str, list[str]] = defaultdict(list)
    for id_, folder in movement.proposals.items():
        version = newest_version(folder, today)
        if (
            version is not None
            and closing_on(movement, id_, today) is None
            and decision_on(movement, id_, today) is None
        ):
            for renewed in version.renews:
                found[renewed].append(id_)
    return found
