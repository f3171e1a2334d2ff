"""Family D: until when a decision holds, and whether it came in the right order."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle import day_before, days_after, ground_rules_on, hearing, newest_version
from nstgov.records import Decision, Movement, Round, Version
from nstgov.rules.decisions_consent import has_later_rounds
from nstgov.rules.judged import decisions_judged
from nstgov.rules.rule import rule
from nstgov.rules.saying import listed


@rule("D04", idea="M5")
def sunset_missing_or_other(movement: Movement) -> Iterator[Finding]:
    """
    A decision ends on the day to which everybody consented.

    Nobody can foresee everything, so nobody consents for ever. The last day stands in the text that was consented to,
    and the decision repeats it; another day would be another decision. It lies no farther off than the ground rules of
    the day allow. Then it ends by itself, without anybody having to ask for it; whoever wants it to go on brings it
    again.

    Bad, no last day:
    ```yaml title="decisions/book-exchange/decision.yml"
    # without: sunset
    version: 1  # <- D04
    ```
    Good, the last day of the version:
    ```yaml title="decisions/book-exchange/decision.yml"
    sunset: 2027-10-31
    ```
    Bad, another day than the version's:
    ```yaml title="decisions/book-exchange/decision.yml"
    sunset: 2027-12-31  # <- D04
    ```
    Bad, farther off than the ground rules allow on the day it was decided (they had become stricter the day before):
    ```yaml title="proposals/ask-the-fishers/v1.yml"
    sunset: 2028-08-01
    ```
    ```yaml title="proposals/ask-the-fishers/rounds/2026-09-06.old-harbour.yml"
    sha256: sha256(v1.yml)
    ```
    ```yaml title="decisions/ask-the-fishers/decision.yml"
    sha256: sha256(v1.yml)
    decided: 2026-10-02
    sunset: 2028-08-01  # <- D04
    ```
    Good, within what they allow:
    ```yaml title="proposals/ask-the-fishers/v1.yml"
    sunset: 2028-04-01
    ```
    ```yaml title="proposals/ask-the-fishers/rounds/2026-09-06.old-harbour.yml"
    sha256: sha256(v1.yml)
    ```
    ```yaml title="decisions/ask-the-fishers/decision.yml"
    sha256: sha256(v1.yml)
    decided: 2026-10-02
    sunset: 2028-04-01
    ```
    """
    for decision, version in decisions_judged(movement, "sunset"):
        agreed = version.sunset if movement.is_sound(version, "sunset") else None
        if decision.sunset is None:
            says = f"; everybody consented to {agreed}" if agreed else ""
            help_ = f"Add the line `sunset: {agreed or '…'}`."
            yield Finding(decision.at("sunset"), f"the decision has no last day{says}", help_)
            continue
        if agreed and decision.sunset != agreed:
            message = f"the decision ends on {decision.sunset}, and everybody consented to {agreed}"
            yield Finding(decision.at("sunset"), message, f"Write `sunset: {agreed}`.", (version.at("sunset"),))
        if movement.is_sound(decision, "decided"):
            yield from _too_far(movement, decision)


def _too_far(movement: Movement, decision: Decision) -> Iterator[Finding]:
    longest = ground_rules_on(movement, decision.decided).longest_sunset_days
    last = days_after(decision.decided, longest)
    if decision.sunset and decision.sunset > last:
        message = (
            f"the decision ends on {decision.sunset}; {longest} days from {decision.decided} are allowed, to {last}"
        )
        yield Finding(decision.at("sunset"), message, f"Bring a version that ends on {last} or sooner.")


@rule("D06", idea="M2")
def decided_out_of_order(movement: Movement) -> Iterator[Finding]:
    """
    A decision is made after its rounds, on the newest version, by the circles that were asked.

    The decision is a receipt: it says which bytes were consented to, when, and by whom. So it names the version that
    was the newest that day and the SHA-256 of exactly that file, and it comes after the voices on which it rests, not
    before them. Who was asked decides, all of them and nobody else. And what has been withdrawn, or would have ended
    before it began, is decided no more.

    Bad, the hash is that of other words:
    ```yaml title="decisions/book-exchange/decision.yml"
    sha256: 9b0f4d3c5a245b06cf7e47e9ca7bae5af7beb88eba84ce66d0dd53ee06e081fe  # <- D06
    ```
    Good:
    ```yaml title="decisions/book-exchange/decision.yml"
    sha256: sha256(v1.yml)
    ```
    Bad, a circle that was not asked:
    ```yaml title="decisions/book-exchange/decision.yml"
    circles: [mill-lane, lantern-row]  # <- D06
    ```
    Good, the one that was:
    ```yaml title="decisions/book-exchange/decision.yml"
    circles: [mill-lane]
    ```
    Bad, a newer version lay before them that day:
    ```yaml title="proposals/book-exchange/v2.yml"
    # like: v1.yml
    title: A shelf for books at the old pump, with a flap
    submitted: 2026-07-20
    ```
    ```yaml title="decisions/book-exchange/decision.yml"
    version: 1  # <- D06
    decided: 2026-07-20
    ```
    Good, decided the day before, when there was no other:
    ```yaml title="decisions/book-exchange/decision.yml"
    version: 1
    decided: 2026-07-19
    ```
    Bad, decided the day before they were heard:
    ```yaml title="decisions/book-exchange/decision.yml"
    decided: 2026-07-18  # <- D06
    ```
    Bad, it would have ended before it was decided:
    ```yaml title="proposals/book-exchange/v1.yml"
    review: 2026-07-17
    sunset: 2026-07-18
    ```
    ```yaml title="proposals/book-exchange/rounds/2026-07-19.mill-lane.yml"
    sha256: sha256(v1.yml)
    ```
    ```yaml title="decisions/book-exchange/decision.yml"
    sha256: sha256(v1.yml)
    decided: 2026-07-19  # <- D06
    sunset: 2026-07-18
    ```
    Good, it holds for that one day:
    ```yaml title="proposals/book-exchange/v1.yml"
    review: 2026-07-17
    sunset: 2026-07-19
    ```
    ```yaml title="proposals/book-exchange/rounds/2026-07-19.mill-lane.yml"
    sha256: sha256(v1.yml)
    ```
    ```yaml title="decisions/book-exchange/decision.yml"
    sha256: sha256(v1.yml)
    sunset: 2026-07-19
    ```
    Bad, its authors had withdrawn it:
    ```yaml title="proposals/book-exchange/closed.yml"
    date: 2026-07-19
    result: withdrawn
    because: The library van comes again after all.
    voices: {ilona-kovacs: consent, patrick-byrne: consent, aroha-ngata: consent, diego-morales: consent}
    entered_by: patrick-byrne
    ```
    ```yaml title="decisions/book-exchange/decision.yml"
    decided: 2026-07-20  # <- D06
    ```
    Good, everybody was heard the day before, and nobody has withdrawn it:
    ```yaml title="decisions/book-exchange/decision.yml"
    decided: 2026-07-20
    ```
    """
    for decision, version in decisions_judged(movement):
        yield from _other_bytes(movement, decision, version)
        yield from _other_circles(movement, decision, version)
        if movement.is_sound(decision, "decided"):
            yield from _replaced(movement, decision)
            yield from _before_its_rounds(movement, decision, version)
            yield from _over_already(movement, decision, version)


def _other_bytes(movement: Movement, decision: Decision, version: Version) -> Iterator[Finding]:
    right = movement.sha256.get(version.file)
    if right and movement.is_sound(decision, "sha256") and decision.sha256 != right:
        others = movement.proposals[decision.decision].versions.values()
        of = next(
            (f": it is that of version {v.number}" for v in others if movement.sha256.get(v.file) == decision.sha256),
            "",
        )
        message = f"this is not the SHA-256 of version {version.number}{of}"
        yield Finding(decision.at("sha256"), message, f"Write `sha256: {right}`.", (version.at(),))


def _other_circles(movement: Movement, decision: Decision, version: Version) -> Iterator[Finding]:
    if not movement.is_sound(decision, "circles") or not movement.is_sound(version, "asks"):
        return
    more = [circle for circle in dict.fromkeys(decision.circles) if circle not in version.asks]
    fewer = [circle for circle in dict.fromkeys(version.asks) if circle not in decision.circles]
    if more or fewer:
        parts = [f"{listed(more)} not asked" if more else "", f"{listed(fewer)} asked and not named" if fewer else ""]
        message = f"the circles are not those that version {version.number} asks: {'; '.join(filter(None, parts))}"
        help_ = f"Write `circles: [{', '.join(version.asks)}]`, when each of them has consented."
        yield Finding(decision.at("circles"), message, help_, (version.at("asks"),))


def _replaced(movement: Movement, decision: Decision) -> Iterator[Finding]:
    folder = movement.proposals[decision.decision]
    if all(movement.is_sound(version, "submitted") for version in folder.versions.values()):
        newest = newest_version(folder, decision.decided)
        if newest and newest.number > decision.version:
            message = f"version {newest.number} had taken the place of version {decision.version} on {newest.submitted}"
            help_ = f"Hold a round on version {newest.number}, and decide that one."
            yield Finding(decision.at("version"), message, help_, (newest.at("submitted"),))


def _before_its_rounds(movement: Movement, decision: Decision, version: Version) -> Iterator[Finding]:
    """Findings where a circle spoke only later; of a decision older than its very version speaks C06."""
    if movement.is_sound(version, "submitted") and decision.decided < version.submitted:
        return
    for circle in dict.fromkeys(decision.circles):
        heard = hearing(movement, decision.decision, decision.version, circle, decision.decided)
        if heard.sure and not heard.spoken and has_later_rounds(movement, decision, circle):
            first = min(_rounds(movement, decision, circle), key=lambda held: held.held)
            message = f"decided on {decision.decided}, and {circle} first spoke to it on {first.held}"
            help_ = "Give the decision the day on which the last voice was heard, or a later one."
            yield Finding(decision.at("decided"), message, help_, (first.at(),))


def _rounds(movement: Movement, decision: Decision, circle: str) -> Iterator[Round]:
    held = movement.proposals[decision.decision].rounds
    return (one for one in held if one.circle == circle and one.version == decision.version)


def _over_already(movement: Movement, decision: Decision, version: Version) -> Iterator[Finding]:
    """Whether on the day decided the decision would have ended, or the proposal had been closed."""
    sunset = decision.sunset if decision.sunset and movement.is_sound(decision, "sunset") else None
    if sunset and sunset < decision.decided:
        message = f"decided on {decision.decided}, and its last day is {sunset}"
        help_ = "Bring a version with a later sunset, and hear everybody on it."
        yield Finding(decision.at("decided"), message, help_, (version.at("sunset"),))
    closed = movement.proposals[decision.decision].closed
    if closed and movement.is_sound(closed, "date", "result") and closed.date <= day_before(decision.decided):
        message = f"decided on {decision.decided}, and the proposal was {closed.result} on {closed.date}"
        yield Finding(decision.at("decided"), message, "Bring it again as a new proposal.", (closed.at("result"),))
