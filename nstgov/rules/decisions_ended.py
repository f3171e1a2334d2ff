"""Family D: letting go, and voices that were not given."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle import lacking_consent, members_on
from nstgov.lifecycle.answering import circles_answering
from nstgov.lifecycle.away import is_away_clear
from nstgov.lifecycle.membership import is_clear
from nstgov.records import Decision, Election, Ended, Movement, Review, Where
from nstgov.rules.rule import rule
from nstgov.rules.saying import listed, verb


@rule("D10", idea="M6 M14")
def ended_without_consent(movement: Movement) -> Iterator[Finding]:
    """
    A decision is let go by everyone who made it.

    Letting go is as easy as deciding, and it is done in the same way: by the consent of every member of every circle
    that decided, in a review or in between. What many rely on, one person cannot end. A term in a role may be let go by
    the whole circle that elected, and whoever carries it may always resign, by their own word alone.

    Bad, a member has not been heard:
    ```yaml title="decisions/leaf-blowers/ended.yml"
    voices:  # <- D10
      nikos-papadakis: consent
      zeynep-yildiz: consent
      samuel-adeyemi: consent
      clara-hoffmann: consent
      bao-nguyen: consent
      mohan-das: consent
      ana-popescu: consent
      dawit-bekele: consent
    ```
    Good:
    ```yaml title="decisions/leaf-blowers/ended.yml"
    voices:
      nikos-papadakis: consent
      zeynep-yildiz: consent
      samuel-adeyemi: consent
      clara-hoffmann: consent
      bao-nguyen: consent
      elin-jonsdottir: consent
      mohan-das: consent
      ana-popescu: consent
      dawit-bekele: consent
    ```
    Bad, a review lets go, and somebody would keep it:
    ```yaml title="decisions/bus-stop/reviews/2026-11-10.yml"
    result: let go
    # without: next_review
    voices:
      grace-wanjiku: consent
      pierre-lacroix: consent
      marisol-quispe: consent
      isaac-boateng: {says: object, because: The crossing was never so safe.}  # <- D10
      moira-campbell: consent
      carmen-delgado: consent
    ```
    Good, then it is kept:
    ```yaml title="decisions/bus-stop/reviews/2026-11-10.yml"
    result: keep
    voices:
      grace-wanjiku: consent
      pierre-lacroix: consent
      marisol-quispe: consent
      isaac-boateng: {says: object, because: The crossing was never so safe.}
      moira-campbell: consent
      carmen-delgado: consent
    ```
    Bad, somebody else resigns for her:
    ```yaml title="decisions/mill-lane-second-representative-2025/ended.yml"
    voices: {kwame-mensah: consent}  # <- D10
    ```
    Good, she does so herself:
    ```yaml title="decisions/mill-lane-second-representative-2025/ended.yml"
    voices: {hana-sato: consent}
    ```
    Bad, a decision is nobody's to resign from:
    ```yaml title="decisions/leaf-blowers/ended.yml"
    how: resigned  # <- D10
    ```
    Good, it is let go:
    ```yaml title="decisions/leaf-blowers/ended.yml"
    how: let go
    ```
    Bad, a term is let go, and not by everyone in the circle:
    ```yaml title="decisions/tide-house-roof-steward-2026/ended.yml"
    date: 2026-11-01
    how: let go
    voices:  # <- D10
      abel-haile: consent
      anouk-dubois: consent
      bilal-ahmed: consent
      chidi-eze: consent
      eun-ji-park: consent
      maja-horvat: consent
      mateo-silva: consent
      sarah-levi: consent
      stella-costa: consent
    entered_by: sarah-levi
    ```
    Good, by everyone:
    ```yaml title="decisions/tide-house-roof-steward-2026/ended.yml"
    date: 2026-11-01
    how: let go
    voices:
      abel-haile: consent
      anouk-dubois: consent
      bilal-ahmed: consent
      chidi-eze: consent
      eun-ji-park: consent
      maja-horvat: consent
      mateo-silva: consent
      sarah-levi: consent
      stella-costa: consent
      tenzin-dorje: {says: consent, concern: And the ladder stays where it is.}
    entered_by: sarah-levi
    ```
    """
    for ended in movement.sound(Ended, "date", "how", "voices"):
        folder = movement.decisions[ended.decision]
        if folder.decision is not None:
            yield from _decision_ended(movement, ended, folder.decision)
        elif folder.election is not None:
            yield from _term_ended(movement, ended, folder.election)
    for review in movement.sound(Review, "held", "result", "voices"):
        decision = movement.decisions[review.decision].decision
        if review.result == "let go" and decision is not None and movement.is_sound(decision, "circles"):
            answering = circles_answering(movement, decision, review.held) or decision.circles
            yield from _let_go(movement, review, answering, decision.at("circles"))


def _decision_ended(movement: Movement, ended: Ended, decision: Decision) -> Iterator[Finding]:
    if ended.how == "resigned":
        message = "a person resigns from a role; a decision is let go by those who made it"
        yield Finding(ended.at("how"), message, "Write `how: let go`, with the consent of everybody who decided.")
    elif movement.is_sound(decision, "decided") and ended.date < decision.decided:
        message = f"let go on {ended.date}, and decided on {decision.decided} only"
        yield Finding(ended.at("date"), message, "Write the last day on which it holds.", (decision.at("decided"),))
    elif movement.is_sound(decision, "circles"):
        answering = circles_answering(movement, decision, ended.date) or decision.circles
        yield from _let_go(movement, ended, answering, decision.at("circles"))


def _term_ended(movement: Movement, ended: Ended, election: Election) -> Iterator[Finding]:
    person = election.proposed.person
    voice = ended.voices.get(person)
    if ended.how == "let go" and movement.is_sound(election, "circle"):
        yield from _let_go(movement, ended, (election.circle,), election.at("circle"))
    elif (
        ended.how == "resigned"
        and movement.is_sound(election, "proposed")
        and (voice is None or voice.says != "consent")
    ):
        message = f"{person} resigns by their own word, which is not here"
        help_ = f"Ask {person} to say so themselves; or let the term go, by everyone in {election.circle}."
        yield Finding(ended.at("voices"), message, help_, (election.at("proposed", "person"),))


def _let_go(movement: Movement, act: Ended | Review, circles: tuple[str, ...], made: Where) -> Iterator[Finding]:
    circles = tuple(circle for circle in dict.fromkeys(circles) if is_clear(movement, circle))
    if circles and not any(members_on(movement, circle, act.day) for circle in circles):
        message = f"on {act.day} nobody is a member of {listed(circles, 'or')} any more, who could let it go"
        yield Finding(act.at(), message, "Let it lapse, or end it by a decision of the circle above.", (made,))
    silent: list[str] = []
    for circle in circles:
        if is_away_clear(movement, circle):
            for person in lacking_consent(movement, act.voices, circle, act.day):
                if person in act.voices and act.voices[person].says == "object":
                    message = f"{person} of {circle} does not consent to letting it go"
                    help_ = "Keep it, or look together for a change that everybody can live with."
                    yield Finding(act.at("voices", person), message, help_, (made,))
                elif person not in silent:
                    silent.append(person)
    if silent:
        has = verb(silent, "has", "have")
        message = (
            f"{listed(silent)} {has} not spoken; letting go takes the consent of every member of {listed(circles)}"
        )
        yield Finding(
            act.at("voices"), message, f"Hear {listed(silent)}, and let it end on that day or later.", (made,)
        )
