"""Family E: nominations, and consent to the person proposed."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle import REPRESENTATIVE, lacking_for_outcome, may_speak_on, needed_on
from nstgov.lifecycle.away import is_away_clear
from nstgov.lifecycle.membership import is_clear
from nstgov.records import NOBODY_YET, Election, Movement
from nstgov.rules.rule import rule
from nstgov.rules.saying import listed, verb

_NEED_A_MEMBER = (REPRESENTATIVE, "facilitator", "secretary")
"""Roles within a circle's own meetings, or for it; a keeper or a roof steward may be anybody on record."""


def elections_judged(movement: Movement, *keys: str) -> Iterator[Election]:
    """The elections of which none of these keys is at fault, in circles whose members are known for certain."""
    for election in movement.sound(Election, "circle", "held", *keys):
        if is_clear(movement, election.circle) and is_away_clear(movement, election.circle):
            yield election


@rule("E01", idea="M10")
def nomination_missing(movement: Movement) -> Iterator[Finding]:
    """
    Everybody who is there nominates somebody, with a reason, before anyone speaks.

    First each one writes down a name, and only then the names are read out with their reasons: so nobody waits for the
    loudest, and people hear good things said of them that they had never known. Who has no one in mind yet says just
    that. When all the reasons have been heard, anyone may change, and gives a reason again. It is the reasons that show
    a circle whom to ask.

    Bad, one of them named nobody, although he was there:
    ```yaml title="decisions/three-bridges-representative-2026/election.yml"
    nominations:  # <- E01
      amara-okafor: {for: kwame-mensah, because: He waits until others have spoken.}
      jonas-lindqvist: {for: amara-okafor, because: She remembers what was agreed.}
      kwame-mensah: {for: amara-okafor, because: She asks those who have said nothing.}
      hana-sato: {for: kwame-mensah, because: Can sit with a silence.}
    changes: {hana-sato: {to: amara-okafor, because: I had not thought of that.}}
    ```
    Good, she says that she does not know yet:
    ```yaml title="decisions/three-bridges-representative-2026/election.yml"
    nominations:
      amara-okafor: {for: kwame-mensah, because: He waits until others have spoken.}
      jonas-lindqvist: {for: amara-okafor, because: She remembers what was agreed.}
      kwame-mensah: {for: amara-okafor, because: She asks those who have said nothing.}
      hana-sato: {for: kwame-mensah, because: Can sit with a silence.}
      zeynep-yildiz: {for: nobody yet, because: I have come here late and would like to hear you first.}
    changes: {hana-sato: {to: amara-okafor, because: I had not thought of that.}}
    ```
    Bad, a name without a reason, before and after:
    ```yaml title="decisions/three-bridges-representative-2026/election.yml"
    nominations:
      amara-okafor: {for: kwame-mensah, because: He waits until others have spoken.}
      jonas-lindqvist: {for: amara-okafor}  # <- E01
      kwame-mensah: {for: amara-okafor, because: She asks those who have said nothing.}
      hana-sato: {for: kwame-mensah, because: Can sit with a silence.}
      zeynep-yildiz: {for: amara-okafor, because: She brought my groceries all winter.}
    changes:
      hana-sato: {to: amara-okafor}  # <- E01
    ```
    Good, each with its reason:
    ```yaml title="decisions/three-bridges-representative-2026/election.yml"
    nominations:
      amara-okafor: {for: kwame-mensah, because: He waits until others have spoken.}
      jonas-lindqvist: {for: amara-okafor, because: She remembers what was agreed.}
      kwame-mensah: {for: amara-okafor, because: She asks those who have said nothing.}
      hana-sato: {for: kwame-mensah, because: Can sit with a silence.}
      zeynep-yildiz: {for: amara-okafor, because: She brought my groceries all winter.}
    changes:
      hana-sato: {to: amara-okafor, because: I had not thought of that.}
    ```
    """
    for election in elections_judged(movement, "nominations", "changes", "voices"):
        absent = {person for person, voice in election.voices.items() if voice.says == "absent"}
        needed = needed_on(movement, election.circle, election.held)
        silent = [person for person in needed if person not in election.nominations and person not in absent]
        if silent:
            message = f"{listed(silent)} {verb(silent, 'has', 'have')} nominated nobody"
            help_ = f'Ask {listed(silent)} whom they would choose, and why; "{NOBODY_YET}" is an answer too.'
            yield Finding(election.at("nominations"), message, help_)
        yield from _without_reason(election)


def _without_reason(election: Election) -> Iterator[Finding]:
    for key, given in (("nominations", election.nominations), ("changes", election.changes)):
        for person, nomination in given.items():
            if nomination.because is None:
                so = "gives no reason" if key == "nominations" else "changes and gives no reason"
                help_ = f"Ask {person} for it, and add `because: …`."
                yield Finding(election.at(key, person), f"{person} {so}", help_)


@rule("E02", idea="M10")
def nominee_not_a_member(movement: Movement) -> Iterator[Finding]:
    """
    Whom a circle chooses is one of its members, and somebody has named them.

    A representative carries the voice of people who know them and whom they meet every week, so the circle looks among
    its own; for leading its meetings and writing them down too. And the person proposed comes out of the nominations:
    at least one member has named them, at first or after hearing the others. A keeper, or another role that the circle
    makes up for itself, may be carried by anybody on record.

    Bad, somebody of another circle is nominated:
    ```yaml title="decisions/three-bridges-representative-2026/election.yml"
    nominations:
      amara-okafor: {for: kwame-mensah, because: He waits until others have spoken.}
      jonas-lindqvist: {for: amara-okafor, because: She remembers what was agreed.}
      kwame-mensah: {for: layla-haddad, because: She said the best thing at the summer party.}  # <- E02
      hana-sato: {for: amara-okafor, because: Can sit with a silence.}
      zeynep-yildiz: {for: amara-okafor, because: She brought my groceries all winter.}
    # without: changes
    ```
    Good, everybody looks in their own circle:
    ```yaml title="decisions/three-bridges-representative-2026/election.yml"
    nominations:
      amara-okafor: {for: kwame-mensah, because: He waits until others have spoken.}
      jonas-lindqvist: {for: amara-okafor, because: She remembers what was agreed.}
      kwame-mensah: {for: amara-okafor, because: She said the best thing at the summer party.}
      hana-sato: {for: amara-okafor, because: Can sit with a silence.}
      zeynep-yildiz: {for: amara-okafor, because: She brought my groceries all winter.}
    # without: changes
    ```
    Bad, nobody has named the person proposed:
    ```yaml title="decisions/three-bridges-representative-2026/election.yml"
    nominations:
      amara-okafor: {for: kwame-mensah, because: He waits until others have spoken.}
      jonas-lindqvist: {for: kwame-mensah, because: He asks those who have said nothing.}
      kwame-mensah: {for: hana-sato, because: She draws what people mean.}
      hana-sato: {for: kwame-mensah, because: Can sit with a silence.}
      zeynep-yildiz: {for: kwame-mensah, because: He fetched my groceries all winter.}
    # without: changes
    proposed: {person: amara-okafor, because: She has the time.}  # <- E02
    ```
    Good, one has, after hearing the others:
    ```yaml title="decisions/three-bridges-representative-2026/election.yml"
    nominations:
      amara-okafor: {for: kwame-mensah, because: He waits until others have spoken.}
      jonas-lindqvist: {for: kwame-mensah, because: He asks those who have said nothing.}
      kwame-mensah: {for: hana-sato, because: She draws what people mean.}
      hana-sato: {for: kwame-mensah, because: Can sit with a silence.}
      zeynep-yildiz: {for: kwame-mensah, because: He fetched my groceries all winter.}
    changes: {kwame-mensah: {to: amara-okafor, because: "She has the time, and I do not."}}
    proposed: {person: amara-okafor, because: She has the time.}
    ```
    """
    for election in elections_judged(movement, "role", "nominations", "changes", "proposed", "earlier"):
        members = may_speak_on(movement, election.circle, election.held)
        if election.role in _NEED_A_MEMBER:
            for person, keys in _named(election):
                if person not in members and person != NOBODY_YET:
                    message = f"{person} was not a member of {election.circle} on {election.held}"
                    help_ = f"Choose a member of {election.circle}; who is to carry the role may join first."
                    yield Finding(election.at(*keys), message, help_)
        yield from _named_by_nobody(election)


def _named(election: Election) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Everybody who was nominated or proposed, with the keys that lead there."""
    for person, nomination in election.nominations.items():
        yield nomination.for_, ("nominations", person, "for")
    for person, change in election.changes.items():
        yield change.to, ("changes", person, "to")
    for at, candidate in enumerate(election.earlier):
        yield candidate.person, ("earlier", at, "person")
    yield election.proposed.person, ("proposed", "person")


def namers_of(election: Election, person: str) -> set[str]:
    """Those who named somebody, at first or after hearing the others."""
    first = {by for by, nomination in election.nominations.items() if nomination.for_ == person}
    return first | {by for by, change in election.changes.items() if change.to == person}


def _named_by_nobody(election: Election) -> Iterator[Finding]:
    person = election.proposed.person
    if election.nominations and not namers_of(election, person):
        message = f"{person} is proposed, and nobody has named them, before or after the changes"
        help_ = "Propose somebody of those named, or ask once more who would change."
        yield Finding(election.at("proposed", "person"), message, help_)


@rule("E03", idea="M2 M10")
def not_chosen_by_consent(movement: Movement) -> Iterator[Finding]:
    """
    Everybody in the circle consents to the person proposed, and so does the person.

    A circle chooses as it decides: by the consent of every member; who came to it that very evening, or left, need not
    have been there yet, or any more. The person proposed speaks last, and may of course decline. Whoever could not be
    there is heard before the election is entered; who objects says what they see, and the circle looks again, for
    somebody else, or for a shorter term. The ones who were proposed first and objected to stand in the record with
    thanks.

    Bad, somebody objects:
    ```yaml title="decisions/three-bridges-representative-2026/election.yml"
    voices:
      jonas-lindqvist: {says: object, because: She has been ill and should rest first.}  # <- E03
      kwame-mensah: consent
      hana-sato: consent
      zeynep-yildiz: consent
      amara-okafor: consent
    ```
    Bad, the person proposed has not said yes:
    ```yaml title="decisions/three-bridges-representative-2026/election.yml"
    voices:  # <- E03
      jonas-lindqvist: consent
      kwame-mensah: consent
      hana-sato: consent
      zeynep-yildiz: consent
    ```
    Bad, one was absent, and the election did not wait for her:
    ```yaml title="decisions/three-bridges-representative-2026/election.yml"
    voices:
      jonas-lindqvist: consent
      kwame-mensah: consent
      hana-sato: consent
      zeynep-yildiz: absent  # <- E03
      amara-okafor: consent
    ```
    Good, all have consented:
    ```yaml title="decisions/three-bridges-representative-2026/election.yml"
    voices:
      jonas-lindqvist: {says: consent, concern: She has been ill. Let us ask after four months how it goes.}
      kwame-mensah: consent
      hana-sato: consent
      zeynep-yildiz: consent
      amara-okafor: consent
    ```
    """
    for election in elections_judged(movement, "voices", "proposed"):
        silent: list[str] = []
        for person in _lacking(movement, election):
            voice = election.voices.get(person)
            if voice is None:
                silent.append(person)
                continue
            so = "objects" if voice.says == "object" else "was absent, and has not consented"
            help_ = f"Hear {person} before the election is entered."
            if voice.says == "object":
                help_ = "Ask what they see, and look for a person or a term with which everybody can live."
            yield Finding(election.at("voices", person), f"{person} {so}", help_, (election.at("proposed", "person"),))
        if silent:
            person = election.proposed.person
            message = f"{listed(silent)} {verb(silent, 'has', 'have')} not consented to {person}"
            message = f"{person}, who is proposed, has not said yes" if silent == [person] else message
            help_ = f"Ask {listed(silent)}, and add what they say."
            yield Finding(election.at("voices"), message, help_, (election.at("proposed", "person"),))


def _lacking(movement: Movement, election: Election) -> list[str]:
    """Members, and the person proposed, who have not consented."""
    lacking = list(lacking_for_outcome(movement, election.voices, election.circle, election.held))
    person = election.proposed.person
    voice = election.voices.get(person)
    if person not in lacking and (voice is None or voice.says != "consent"):
        lacking.append(person)
    return lacking
