"""Family C: whose voices a round holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nstgov.findings import Finding
from nstgov.lifecycle import compute_membership, is_answer_to_dispute, is_clear_on, is_open, may_speak_on
from nstgov.lifecycle.native import yield_judged_rounds
from nstgov.records import Commitments, Movement, ProposalFolder, Round, Voice, name_of
from nstgov.rules.hollow_texts import says_nothing
from nstgov.rules.rule import rule


@rule("C02", idea="M2")
def voice_of_no_member(movement: Movement) -> Iterator[Finding]:
    """
    In a round speak those who are members of the circle on that day.

    A circle decides by the consent of its members, of each of them and of nobody else; only so everybody's voice has
    the same weight. Guests are welcome, and what they say can go along as a concern that a member carries. Who spoke
    for themselves after the meeting has a file of their own, and in it stands their own voice alone, so that nobody
    is spoken for by accident. With an action commit the members of the circle that is named, too, and nobody else.

    Bad, a guest:
    ```yaml title="proposals/heat-refuge/rounds/2026-11-20.rope-walk.amara-okafor.yml"
    version: 1
    sha256: sha256(v1.yml)
    how: async
    voices:
      amara-okafor: consent  # <- C02
    ```
    Good, a member, who carries what the guest said:
    ```yaml title="proposals/heat-refuge/rounds/2026-11-20.rope-walk.salma-rahman.yml"
    version: 1
    sha256: sha256(v1.yml)
    how: async
    voices:
      salma-rahman: {says: consent, concern: "Amara, who was our guest, asks who pays for the water."}
    ```
    Bad, somebody else in the file of one person:
    ```yaml title="proposals/heat-refuge/rounds/2026-11-20.rope-walk.salma-rahman.yml"
    version: 1
    sha256: sha256(v1.yml)
    how: async
    voices:
      salma-rahman: consent
      tariq-aziz: consent  # <- C02
    entered_by: salma-rahman
    ```
    Good, each in their own:
    ```yaml title="proposals/heat-refuge/rounds/2026-11-20.rope-walk.salma-rahman.yml"
    version: 1
    sha256: sha256(v1.yml)
    how: async
    voices: {salma-rahman: consent}
    ```
    ```yaml title="proposals/heat-refuge/rounds/2026-11-20.rope-walk.tariq-aziz.yml"
    version: 1
    sha256: sha256(v1.yml)
    how: async
    voices: {tariq-aziz: consent}
    ```
    Bad, somebody commits people of another circle:
    ```yaml title="proposals/tool-library/commitments/2026-07-12.tide-house.yml"
    people: [chidi-eze, tenzin-dorje, bilal-ahmed, salma-rahman]  # <- C02
    ```
    Good, their own:
    ```yaml title="proposals/tool-library/commitments/2026-07-12.tide-house.yml"
    people: [chidi-eze, tenzin-dorje, bilal-ahmed]
    ```
    """
    for held in yield_judged_rounds(movement, "voices", "held", "circle", "person"):
        own = held.voices if held.person is None else [person for person in held.voices if person == held.person]
        for person in held.voices:
            if person not in own:
                message = f"this file holds the voice of {held.person} alone, and {person} speaks in it too"
                help_ = "Give them a file of their own, or write the circle's round without a person in its name."
                yield Finding(held.locate("voices", person), message, help_)
        if is_clear_on(movement, held.circle, held.held) and not is_answer_to_dispute(movement, held):
            yield from _check_strangers(movement, held, own)
    for act in movement.find_sound(Commitments, "people", "takes_back", "date", "circle"):
        if is_clear_on(movement, act.circle, act.date):
            yield from _committed_strangers(movement, act)


def _committed_strangers(movement: Movement, act: Commitments) -> Iterator[Finding]:
    """A finding for everybody who is said to commit, or to take it back, and was no member of the circle that day."""
    members = may_speak_on(movement, act.circle, act.date)
    for key, people in (("people", act.people), ("takes_back", act.takes_back)):
        for at, person in enumerate(people):
            if person not in members and not (key == "takes_back" and act.entered_by == person):
                message = f"{person} was not a member of {act.circle} on {act.date}"
                help_ = f"Let {person} commit with their own circle; nobody commits somebody else."
                yield Finding(act.locate(key, at), message, help_)


def _check_strangers(movement: Movement, held: Round, people: Iterable[str]) -> Iterator[Finding]:
    speaking = may_speak_on(movement, held.circle, held.held)
    if not is_open(movement, held.circle, held.held):
        opened = movement.circles[held.circle].founding.opened
        so = f"begins on {opened} only" if opened > held.held else "had closed"
        message = f"{held.circle} {so}, and this round was held on {held.held}"
        yield Finding(held.locate(), message, "Look at the day and the circle in the file's name.")
        return
    for person in people:
        if person not in speaking:
            why = _describe_membership(movement, held, person)
            message = f"{person} was not a member of {held.circle} on {held.held}{why}"
            help_ = "Take this voice out, or add the record by which they had become a member."
            yield Finding(held.locate("voices", person), message, help_)


def _describe_membership(movement: Movement, held: Round, person: str) -> str:
    """When somebody was a member of the circle, if they ever were: the nearest stay tells most."""
    stays = [stay for stay in compute_membership(movement).stays.get(held.circle, ()) if stay.person == person]
    later = min((stay.span.first for stay in stays if stay.span.first > held.held), default=None)
    earlier = max((stay.span.last for stay in stays if stay.span.last < held.held), default=None)
    if later:
        return f"; they are since {later}"
    return f"; their last day was {earlier}" if earlier else ""


@rule("C03", idea="M4", severity="warning")
def no_reason_yet(movement: Movement) -> Iterator[Finding]:
    """
    Who objects says why.

    An objection counts from the moment it is said, with or without reasons: it stops the decision, and nobody has to
    earn that. But the others can only look for a way to meet it when they know what is behind it. It may take a day
    to find the words; then add a file of your own, or write it out as an objection.

    Bad:
    ```yaml title="proposals/heat-refuge/rounds/2026-11-20.rope-walk.otto-virtanen.yml"
    version: 1
    sha256: sha256(v1.yml)
    how: async
    voices:
      otto-virtanen: object  # <- C03
    ```
    Good:
    ```yaml title="proposals/heat-refuge/rounds/2026-11-20.rope-walk.otto-virtanen.yml"
    version: 1
    sha256: sha256(v1.yml)
    how: async
    voices:
      otto-virtanen: {says: object, because: The hall has one door. Before anyone sleeps there it needs two.}
    ```
    Good, the reason came a day later:
    ```yaml title="proposals/heat-refuge/rounds/2026-11-20.rope-walk.otto-virtanen.yml"
    version: 1
    sha256: sha256(v1.yml)
    how: async
    voices: {otto-virtanen: object}
    ```
    ```yaml title="proposals/heat-refuge/rounds/2026-11-21.rope-walk.otto-virtanen.yml"
    version: 1
    sha256: sha256(v1.yml)
    how: async
    voices:
      otto-virtanen: {says: object, because: The hall has one door. Before anyone sleeps there it needs two.}
    ```
    """
    judged = {held.file for held in yield_judged_rounds(movement, "voices", "version", "circle")}
    for folder in movement.proposals.values():
        written = _find_written_out(folder)
        since: set[tuple[str, int, str]] = set()
        for held in reversed(folder.rounds):
            for person, voice in held.voices.items():
                if voice.says == "consent" or not says_nothing(voice.because or ""):
                    since.add((held.circle, held.version, person))
                elif _is_silent(voice, held, person, since, written) and held.file in judged:
                    message = f'{person} says "object", and no reason is written yet'
                    help_ = "Ask them what stands behind it, and write it down: `{says: object, because: …}`."
                    yield Finding(held.locate("voices", person), message, help_)


def _find_written_out(folder: ProposalFolder) -> set[tuple[str, str]]:
    """The voices that their people have written out as an objection: round and person."""
    raised = (objection for one in folder.objections.values() for objection in one.versions.values())
    return {
        (f"proposals/{folder.id}/rounds/{objection.from_round}.yml", name_of(author))
        for objection in raised
        if objection.from_round
        for author in objection.authors
    }


def _is_silent(
    voice: Voice, held: Round, person: str, since: set[tuple[str, int, str]], written: set[tuple[str, str]]
) -> bool:
    """Whether somebody objects, gives no reason here, and has neither spoken since nor written it out."""
    spoken = (held.circle, held.version, person) in since or (held.file, person) in written
    return voice.says == "object" and not spoken
