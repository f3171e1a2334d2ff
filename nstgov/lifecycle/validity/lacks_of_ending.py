"""Whose consent is lacking where a decision or a term is ended before its time (M6, M14)."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.lifecycle.answering_circles import circles_answering
from nstgov.lifecycle.away import lacking_consent
from nstgov.lifecycle.derived import answers_question, derive_once
from nstgov.lifecycle.late_questions import endings_at_fault
from nstgov.lifecycle.membership import members_on
from nstgov.lifecycle.validity.lacks import Lack
from nstgov.lifecycle.validity.lacks_of_ground import lacks_of_knowing, lacks_of_own_file
from nstgov.lifecycle.wording import choose_verb_form, format_list
from nstgov.records import Decision, Election, Ended, Movement, Review, Where


@answers_question(endings_at_fault)
@derive_once
def endings_lacking(movement: Movement) -> dict[str, tuple[Lack, ...]]:
    """By path, the acts that would end a decision or a term and lack somebody's consent, with what each lacks."""
    acts: list[Ended | Review] = [*movement.find_all(Ended), *movement.find_all(Review)]
    return {act.file: lacks for act in acts if (lacks := tuple(lacks_of_ending(movement, act)))}


def lacks_of_ending(movement: Movement, act: Ended | Review) -> Iterator[Lack]:
    """What lacks where a decision or a term ends before its time, or a review lets it go (D10)."""
    folder = movement.decisions[act.decision]
    if isinstance(act, Review):
        decision = folder.decision
        if not movement.is_sound(act, "held", "result", "voices"):
            yield from lacks_of_own_file(movement, act)
        elif act.result == "let go" and decision is not None and movement.is_sound(decision, "circles"):
            answering = circles_answering(movement, decision, act.held) or decision.circles
            yield from _let_go(movement, act, answering, decision.locate("circles"))
    elif not movement.is_sound(act, "date", "how", "voices"):
        yield from lacks_of_own_file(movement, act)
    elif folder.decision is not None:
        yield from _decision_ended(movement, act, folder.decision)
    elif folder.election is not None:
        yield from _term_ended(movement, act, folder.election)


def _decision_ended(movement: Movement, ended: Ended, decision: Decision) -> Iterator[Lack]:
    if ended.how == "resigned":
        message = "a person resigns from a role; a decision is let go by those who made it"
        yield Lack(
            "D10", ended.locate("how"), message, "Write `how: let go`, with the consent of everybody who decided."
        )
    elif movement.is_sound(decision, "decided") and ended.date < decision.decided:
        message = f"let go on {ended.date}, and decided on {decision.decided} only"
        yield Lack(
            "D10", ended.locate("date"), message, "Write the last day on which it holds.", (decision.locate("decided"),)
        )
    elif movement.is_sound(decision, "circles"):
        answering = circles_answering(movement, decision, ended.date) or decision.circles
        yield from _let_go(movement, ended, answering, decision.locate("circles"))


def _term_ended(movement: Movement, ended: Ended, election: Election) -> Iterator[Lack]:
    person = election.proposed.person
    voice = ended.voices.get(person)
    if ended.how == "let go" and movement.is_sound(election, "circle"):
        yield from _let_go(movement, ended, (election.circle,), election.locate("circle"))
    elif (
        ended.how == "resigned"
        and movement.is_sound(election, "proposed")
        and (voice is None or voice.says != "consent")
    ):
        message = f"{person} resigns by their own word, which is not here"
        help_ = f"Ask {person} to say so themselves; or let the term go, by everyone in {election.circle}."
        yield Lack("D10", ended.locate("voices"), message, help_, (election.locate("proposed", "person"),))


def _let_go(movement: Movement, act: Ended | Review, circles: tuple[str, ...], made: Where) -> Iterator[Lack]:
    unknown = tuple(lacks_of_knowing(movement, act.locate("voices"), circles, act.day))
    if unknown:
        yield from unknown
        return
    if circles and not any(members_on(movement, circle, act.day) for circle in circles):
        message = f"on {act.day} nobody is a member of {format_list(circles, 'or')} any more, who could let it go"
        yield Lack("D10", act.locate(), message, "Let it lapse, or end it by a decision of the circle above.", (made,))
    silent: list[str] = []
    for circle in dict.fromkeys(circles):
        for person in lacking_consent(movement, act.voices, circle, act.day):
            if person in act.voices and act.voices[person].says == "object":
                message = f"{person} of {circle} does not consent to letting it go"
                help_ = "Keep it, or look together for a change that everybody can live with."
                yield Lack("D10", act.locate("voices", person), message, help_, (made,))
            elif person not in silent:
                silent.append(person)
    if silent:
        has = choose_verb_form(silent, "has", "have")
        needed = f"letting go takes the consent of every member of {format_list(circles)}"
        message = f"{format_list(silent)} {has} not spoken; {needed}"
        yield Lack(
            "D10",
            act.locate("voices"),
            message,
            f"Hear {format_list(silent)}, and let it end on that day or later.",
            (made,),
        )
