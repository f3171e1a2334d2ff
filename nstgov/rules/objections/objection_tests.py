"""Family O: how objections are tested, and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nstgov.findings import Finding
from nstgov.lifecycle import (
    ObjectionState,
    answer_by,
    collect_all_terms,
    days_after,
    decision_on,
    find_testing_circles,
    ground_rules_on,
    objection_on,
)
from nstgov.lifecycle.closings import closing_on
from nstgov.lifecycle.native import is_readable
from nstgov.lifecycle.objection_stages import may_test
from nstgov.lifecycle.validity.lacks_of_answers import answer_lacks
from nstgov.lifecycle.wording import choose_verb_form, format_list
from nstgov.records import Movement, ObjectionFolder, Test
from nstgov.rules.hollow_texts import says_nothing
from nstgov.rules.lack_findings import as_finding
from nstgov.rules.rule import rule


@rule("O05", idea="M4 M17")
def set_aside_without_consent(movement: Movement) -> Iterator[Finding]:
    """
    An objection is set aside only by everybody in the circle asked, with a reason for each "no".

    A test asks two things: is it important, and is it reasoned? That one objection stands takes no more than one
    person who thinks so. That it does not stand, or needs more work, takes the consent of every member, of the one who
    objects too; and it takes reasons, so that its authors can see what was missing and do better. Only the circle that
    was asked tests, or the one that decided. Resistance is welcome: most tests end with "stands", and that is where the
    good ideas begin.

    Bad, one of the circle has not been heard:
    ```yaml title="proposals/bus-stop/objections/kiosk-loses-custom/test.2026-05-05.hill-villages.yml"
    voices:  # <- O05
      grace-wanjiku: consent
      pierre-lacroix: consent
      marisol-quispe: consent
      isaac-boateng: consent
    ```
    ```yaml title="decisions/bus-stop/decision.yml"
    version: 1  # <- D02
    ```
    Bad, one of them thinks that it stands:
    ```yaml title="proposals/bus-stop/objections/kiosk-loses-custom/test.2026-05-05.hill-villages.yml"
    voices:
      grace-wanjiku: consent
      pierre-lacroix: consent
      marisol-quispe: consent
      andres-vega: {says: object, because: It is their living.}  # <- O05
      isaac-boateng: consent
    ```
    ```yaml title="decisions/bus-stop/decision.yml"
    version: 1  # <- D02
    ```
    Good, everybody consents:
    ```yaml title="proposals/bus-stop/objections/kiosk-loses-custom/test.2026-05-05.hill-villages.yml"
    voices:
      grace-wanjiku: consent
      pierre-lacroix: consent
      marisol-quispe: consent
      andres-vega: {says: consent, concern: It is their living. I will look in every month.}
      isaac-boateng: consent
    ```
    Bad, a "no" without a reason:
    ```yaml title="proposals/bus-stop/objections/kiosk-loses-custom/test.2026-05-05.hill-villages.yml"
    reasoned: {holds: false}  # <- O05
    ```
    Bad, set aside although both hold:
    ```yaml title="proposals/bus-stop/objections/kiosk-loses-custom/test.2026-05-05.hill-villages.yml"
    reasoned: {holds: true}
    result: set aside  # <- O05
    ```
    Good, one of them does not, and this is why:
    ```yaml title="proposals/bus-stop/objections/kiosk-loses-custom/test.2026-05-05.hill-villages.yml"
    reasoned: {holds: false, because: The county has refused a crossing light three times.}
    ```
    Bad, a circle that was not asked:
    ```yaml title="proposals/bus-stop/objections/kiosk-loses-custom/test.2026-05-06.mill-lane.yml"
    version: 1  # <- O05
    important: {holds: true}
    reasoned: {holds: true}
    result: stands
    voices: {kwame-mensah: consent}
    entered_by: kwame-mensah
    ```
    Good, the one that was, once more:
    ```yaml title="proposals/bus-stop/objections/kiosk-loses-custom/test.2026-05-06.hill-villages.yml"
    # like: proposals/bus-stop/objections/kiosk-loses-custom/test.2026-05-05.hill-villages.yml
    important: {holds: true, because: It is their living.}
    ```
    """
    for test in movement.find_sound(Test, "held", "circle"):
        target = movement.find_target(test.target)
        folder = target.objections.get(test.objection) if target else None
        asked = find_testing_circles(movement, folder, test.held) if folder else ()
        if folder and asked and not may_test(movement, folder, test.circle, test.held):
            tests = choose_verb_form(asked, "tests", "test")
            message = f"{test.circle} was not asked; {format_list(asked)} {tests} this objection"
            help_ = f"Bring it to {format_list(asked)}; what {test.circle} thinks is welcome there."
            yield Finding(test.locate("circle"), message, help_)
        elif test.result in ("needs work", "set aside") and movement.is_sound(test, "result"):
            yield from _check_reasons(movement, test)
            yield from (as_finding(lack) for lack in answer_lacks(movement, test.file) if lack.rule == "O05")


def _check_reasons(movement: Movement, test: Test) -> Iterator[Finding]:
    if not movement.is_sound(test, "important", "reasoned"):
        return
    if test.important.holds and test.reasoned.holds:
        message = f"it is important and reasoned, and the result is: {test.result}"
        yield Finding(
            test.locate("result"), message, "Write `result: stands`, or say which of the two does not hold, and why."
        )
    for key, answered in (("important", test.important), ("reasoned", test.reasoned)):
        if not answered.holds and says_nothing(answered.because or ""):
            help_ = "Write `because: …`, so that its authors can see what is missing."
            yield Finding(test.locate(key), f"it is said not to be {key}, without a reason", help_)


@rule("O07", idea="M15", lane="calendar")
def objection_not_answered_in_time(movement: Movement, today: date) -> Iterator[Finding]:
    """
    An objection is tested in time, and one that needs more work gets it.

    Nobody should have to wait for weeks to learn whether they were heard. So the ground rules name a number of days in
    which the circle asked tests an objection; and the same number for its authors, when the circle saw that something
    was missing, to write what they mean. The circle may help them with it: often it takes one evening together.

    Bad on 2026-12-20, nobody has tested it for 30 days:
    ```yaml title="proposals/cellar-laundry/objections/spinning-at-nine/v1.yml"
    title: Spinning at nine in the evening
    authors: [bao-nguyen]
    from_round: 2026-11-15.weavers-yard
    raised: 2026-11-20  # <- O07
    against: {version: 1, sha256: sha256(v1.yml)}
    important: Whoever sleeps above the cellar rises at four, to bake for all of us.
    reasons: The machine stands under the bed, and the ceiling is one plank thick.
    ```
    Good on 2026-12-20, it stands, and they are looking for something better:
    ```yaml title="proposals/cellar-laundry/objections/spinning-at-nine/v1.yml"
    title: Spinning at nine in the evening
    authors: [bao-nguyen]
    from_round: 2026-11-15.weavers-yard
    raised: 2026-11-20
    against: {version: 1, sha256: sha256(v1.yml)}
    important: Whoever sleeps above the cellar rises at four, to bake for all of us.
    reasons: The machine stands under the bed, and the ceiling is one plank thick.
    ```
    ```yaml title="proposals/cellar-laundry/objections/spinning-at-nine/test.2026-12-01.weavers-yard.yml"
    version: 1
    important: {holds: true, because: "Sleep is a need, and whose bread would we eat?"}
    reasoned: {holds: true, because: We knocked on the ceiling.}
    result: stands
    voices: {nikos-papadakis: consent, zeynep-yildiz: consent, mohan-das: consent}
    entered_by: mohan-das
    ```
    Bad on 2026-12-28, it needs work, and nobody has done it:
    ```yaml title="proposals/cellar-laundry/objections/spinning-at-nine/v1.yml"
    title: Spinning at nine in the evening
    authors: [bao-nguyen]
    from_round: 2026-11-15.weavers-yard
    raised: 2026-11-20
    against: {version: 1, sha256: sha256(v1.yml)}
    important: Whoever sleeps above the cellar rises at four, to bake for all of us.
    reasons: The machine stands under the bed, and the ceiling is one plank thick.
    ```
    ```yaml title="proposals/cellar-laundry/objections/spinning-at-nine/test.2026-12-01.weavers-yard.yml"
    version: 1
    important: {holds: true}
    reasoned: {holds: false, because: "We could hear nothing; at which hour was it?"}
    result: needs work  # <- O07
    voices: {nikos-papadakis: consent, zeynep-yildiz: consent, samuel-adeyemi: consent, clara-hoffmann: consent,
             bao-nguyen: consent, elin-jonsdottir: consent, mohan-das: consent, ana-popescu: consent,
             dawit-bekele: consent}
    entered_by: mohan-das
    ```
    """
    for folder in movement.objection_folders():
        state = objection_on(movement, folder, today)
        if state is None or state.version is None or not is_readable(movement, folder):
            continue
        since = state.test.held if state.stage == "needs work" and state.test else state.version.raised
        last = days_after(since, ground_rules_on(movement, since).answer_objection_within_days)
        if state.stage in ("raised", "needs work") and last < today and _is_awaited(movement, folder, state, today):
            yield _report_overdue(movement, folder, state, last, today)


def _report_overdue(
    movement: Movement, folder: ObjectionFolder, state: ObjectionState, last: date, today: date
) -> Finding:
    if state.stage == "needs work" and state.test:
        message = f"{folder.id} needs work since {state.test.held}, and a new version was due by {last}"
        help_ = "Sit down with its authors, and help them to write what they mean."
        return Finding(state.test.locate("result"), message, help_)
    asked = find_testing_circles(movement, folder, today)
    message = f"{folder.id} is not tested; {format_list(asked) or 'the circle asked'} had time until {last}"
    at = state.version.locate("raised") if state.version else folder.versions[max(folder.versions)].locate("raised")
    return Finding(at, message, f"Test it at the next meeting of {format_list(asked, 'or') or 'the circle asked'}.")


def _is_awaited(movement: Movement, folder: ObjectionFolder, state: ObjectionState, today: date) -> bool:
    """Whether what an objection is against still stands; of a decision overdue for an answer D07 speaks."""
    root, _, id_ = folder.target.partition("/")
    decision = decision_on(movement, id_, today)
    if root == "proposals":
        closed = closing_on(movement, id_, today)
        versions = movement.proposals[id_].versions.values()
        return decision is None and not (closed and closed.date <= today) and not any(v.imported for v in versions)
    if decision is None or state.version is None:
        return id_ in collect_all_terms(movement) and collect_all_terms(movement)[id_].span.has_day(today)
    last = answer_by(movement, folder, today)
    return decision.in_force and last is not None and today <= last
