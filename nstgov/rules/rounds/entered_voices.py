"""Family C: that nobody is passed over, and that whoever writes for others says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle import awaited_on, excused_on, is_clear_on
from nstgov.lifecycle.native import yield_judged_rounds
from nstgov.lifecycle.wording import choose_verb_form, format_list
from nstgov.records import Commitments, Ended, Movement, Round, Voiced
from nstgov.rules.rule import rule


@rule("C05", idea="M2", severity="warning")
def member_not_entered(movement: Movement) -> Iterator[Finding]:
    """
    In a circle's round every member is heard, or entered as absent.

    A name that is missing from a list is easily overlooked, and with it a person. Whoever could not come stands there
    as `absent`: that is no voice and takes none away, it only reminds everybody that somebody is still to be heard.
    Who has spoken in a file of their own, or has stepped back for a while by their own word, need not be entered; nor
    who was welcomed only that evening, or left on it.

    Bad, Bao is not in the list:
    ```yaml title="proposals/cellar-laundry/rounds/2026-11-15.weavers-yard.yml"
    voices:  # <- C05
      nikos-papadakis: consent
      zeynep-yildiz: consent
      samuel-adeyemi: consent
      clara-hoffmann: consent
      elin-jonsdottir: consent
      mohan-das: consent
      ana-popescu: consent
      dawit-bekele: consent
    ```
    Good, Bao could not come, and is heard next:
    ```yaml title="proposals/cellar-laundry/rounds/2026-11-15.weavers-yard.yml"
    voices:
      nikos-papadakis: consent
      zeynep-yildiz: consent
      samuel-adeyemi: consent
      clara-hoffmann: consent
      bao-nguyen: absent
      elin-jonsdottir: consent
      mohan-das: consent
      ana-popescu: consent
      dawit-bekele: consent
    ```
    """
    heard, unread = _collect_heard(movement)
    for held in yield_judged_rounds(movement, "voices", "held", "circle", "version", "person"):
        whose = (held.proposal, held.version, held.circle)
        if held.person is None and whose not in unread and is_clear_on(movement, held.circle, held.held):
            gone = excused_on(movement, held.circle, held.held)
            known = held.voices.keys() | heard[whose] | gone
            missing = [person for person in awaited_on(movement, held.circle, held.held) if person not in known]
            if missing:
                are = choose_verb_form(missing, "is", "are")
                message = f"{format_list(missing)} {are} neither heard nor entered as absent"
                help_ = "Enter what they said, or `absent` if they were not there."
                yield Finding(held.locate("voices"), message, help_)


_Whose = tuple[str, int, str]


def _collect_heard(movement: Movement) -> tuple[dict[_Whose, set[str]], set[_Whose]]:
    """By proposal, version and circle, who has spoken in any round; and where a round cannot be read."""
    heard: dict[_Whose, set[str]] = defaultdict(set)
    unread: set[_Whose] = set()
    for held in movement.find_all(Round):
        whose = (held.proposal, held.version, held.circle)
        heard[whose].update(person for person, voice in held.voices.items() if voice.says != "absent")
        if not movement.is_sound(held, "voices", "version"):
            unread.add(whose)
    return heard, unread


@rule("C07", idea="M13")
def nobody_named_who_entered(movement: Movement) -> Iterator[Finding]:
    """
    Whoever enters the voices of others says so.

    Most people will never touch these files; somebody writes down for them what they said, often the secretary after
    a meeting. That is a service and a trust, and it is done in the open: the page says "entered by" beside the voice,
    and a person who finds something else there than they said knows whom to ask. Who speaks for themselves alone, in
    a file of their own, needs no such line.

    Bad:
    ```yaml title="proposals/winter-lights/closed.yml"
    voices: {diego-morales: consent, ingrid-solberg: consent, hana-sato: consent, oksana-koval: consent}  # <- C07
    # without: entered_by
    ```
    Good:
    ```yaml title="proposals/winter-lights/closed.yml"
    voices: {diego-morales: consent, ingrid-solberg: consent, hana-sato: consent, oksana-koval: consent}
    entered_by: patrick-byrne
    ```
    Bad, commitments of several people:
    ```yaml title="proposals/tool-library/commitments/2026-07-12.tide-house.yml"
    people: [chidi-eze, tenzin-dorje, bilal-ahmed, stella-costa]  # <- C07
    # without: entered_by
    ```
    Good, one person's own:
    ```yaml title="proposals/tool-library/commitments/2026-07-12.tide-house.yml"
    people: [chidi-eze]
    # without: entered_by
    ```
    """
    imported = {held.file for held in movement.find_all(Round)} - {held.file for held in yield_judged_rounds(movement)}
    for record in movement.counted_records():
        if isinstance(record, Voiced) and record.entered_by is None and record.file not in imported:
            key, people = _find_spoken_for(record)
            if people and movement.is_sound(record, key, "entered_by"):
                message = f"nobody is named who entered {choose_verb_form(people, 'this voice', 'these voices')}"
                help_ = "Add a line `entered_by: …` with the id of the person who wrote this file."
                yield Finding(record.locate(key), message, help_)


def _find_spoken_for(record: Voiced) -> tuple[str, set[str]]:
    """The key under which people are spoken for in a record, and who they are; nobody in a file of one's own."""
    if isinstance(record, Commitments) and not record.voices:
        key, people = ("people" if record.people else "takes_back"), {*record.people, *record.takes_back}
        return key, people if len(people) > 1 else set()
    people = set(record.voices)
    person = getattr(record, "person", None)
    is_own = people == {person} or (len(people) == 1 and isinstance(record, Ended) and record.how == "resigned")
    return "voices", set() if is_own else people
