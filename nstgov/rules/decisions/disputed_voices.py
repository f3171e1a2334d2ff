"""Family D: voices on which a decision rests and which are in doubt (M2, M9)."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle import answer_lacks, disputes_of
from nstgov.lifecycle.closings import closing_lacks
from nstgov.lifecycle.history_scope import find_judged_change
from nstgov.lifecycle.reconsideration import compromises_of
from nstgov.lifecycle.validity.lacks import Lack
from nstgov.lifecycle.validity.lacks_of_ending import endings_lacking
from nstgov.lifecycle.validity.lacks_of_unclear_acts import lacks_of_unclear_acts
from nstgov.records import Decision, Election, Movement, Resolution, Test
from nstgov.rules.lack_findings import as_finding, decisions_lacking, elections_lacking
from nstgov.rules.rule import rule


@rule("D15", idea="M2")
def rests_on_a_fault(movement: Movement) -> Iterator[Finding]:
    """
    A decision rests on records that are right.

    Whether everybody consented can only be told where it is known who was a member, who sat there for whom, and what
    was said. When a record by which that is known is at fault (a leaving that is nobody's own word, an election without
    everybody's consent, a file that cannot be read), silence is no yes: nobody can know that none is missing. So the
    decision is not valid until that record is set right; nor is a letting go, the closing of a proposal, or what
    answers an objection; and no round, welcome, change, closing or review of such a circle lands before that is mended.
    Somebody's own word waits for nobody. The record is named; what is wrong with it stands there.

    Bad, nobody knows whether a member was left out:
    ```yaml title="circles/old-harbour/pier-three/2026-05-11.leaves.stella-costa.yml"
    voices: {abel-haile: consent}  # <- A09
    entered_by: abel-haile
    ```
    ```yaml title="decisions/ask-the-fishers/decision.yml"
    circles: [old-harbour]  # <- D15
    ```
    Good, it was her own word:
    ```yaml title="circles/old-harbour/pier-three/2026-05-11.leaves.stella-costa.yml"
    voices: {stella-costa: consent}
    ```
    """
    yield from decisions_lacking(movement, "D15")
    yield from elections_lacking(movement, "D15")
    yield from (as_finding(lack) for lack in _lacks_of_other_outcomes(movement) if lack.rule == "D15")


def _lacks_of_other_outcomes(movement: Movement) -> Iterator[Lack]:
    """What lacks where something is ended, closed, or where an objection is answered."""
    for lacks in endings_lacking(movement).values():
        yield from lacks
    for proposal in movement.proposals:
        yield from closing_lacks(movement, proposal)
    for answer in (*movement.find_all(Test), *movement.find_all(Resolution)):
        yield from answer_lacks(movement, answer.file)
    change = find_judged_change(movement)
    if change is not None and not change.is_history:
        yield from lacks_of_unclear_acts(movement, change)


@rule("D11", idea="M2 M9", severity="warning")
def disputed_voice(movement: Movement) -> Iterator[Finding]:
    """
    Nobody is said to have consented who says that they did not.

    Voices are often entered by somebody else, by the secretary after a meeting, and people mishear. Whoever finds a
    voice that they did not give says so in a small file beside the record, alone and without asking anybody. What rests
    on that voice is then under reconsideration, for everybody to see, and it stays so until they have spoken
    themselves: in a file of their own, or by signing or confirming the record. Who was passed over while away may say
    so too, within thirty days of coming back. A decision rests as well on the voices by which an objection was set
    aside, or its need called met. And where a voice was signed with a key that its person calls unsafe, the
    same holds: somebody else may have signed.

    Bad, what was entered for somebody was not what they said:
    ```yaml title="proposals/book-exchange/rounds/2026-07-19.mill-lane.yml.marek-zielinski.disputed.yml"
    date: 2026-07-25  # <- D11
    says: I was in the kitchen with the children and said nothing at all.
    ```
    Good, they have spoken themselves since:
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
    Bad, somebody was away when it was decided, and on coming back cannot live with it:
    ```yaml title="decisions/book-exchange/decision.yml.oksana-koval.disputed.yml"
    date: 2026-09-20  # <- D11
    says: The pump is where the boys of my sister play. I would have said so.
    ```
    Good, they have talked, and she has said yes:
    ```yaml title="decisions/book-exchange/decision.yml.oksana-koval.disputed.yml"
    date: 2026-09-20
    says: The pump is where the boys of my sister play. I would have said so.
    ```
    ```yaml title="proposals/book-exchange/rounds/2026-09-22.mill-lane.oksana-koval.yml"
    version: 1
    sha256: sha256(v1.yml)
    how: async
    voices: {oksana-koval: {says: consent, concern: Then the shelf stands on the other side.}}
    ```
    Bad, it was entered that nothing remained of her objection:
    ```yaml title="proposals/repair-cafe/objections/saturday-noise/resolution.2026-04-28.yml.huda-salim.disputed.yml"
    date: 2026-05-10  # <- D11
    says: I said that I would think about it. The saws begin before the prayer ends.
    ```
    Good, they have met again, and she has said it herself:
    ```yaml title="proposals/repair-cafe/objections/saturday-noise/resolution.2026-04-28.yml.huda-salim.disputed.yml"
    date: 2026-05-10
    says: I said that I would think about it. The saws begin before the prayer ends.
    ```
    ```yaml title="proposals/repair-cafe/objections/saturday-noise/resolution.2026-05-17.yml"
    kind: other
    how: The saws wait until two; Ibrahim knocks when they have prayed. Nothing remains.
    voices: {huda-salim: consent, ibrahim-saleh: consent, maryam-khalil: consent, gudrun-steiner: consent}
    entered_by: huda-salim
    ```
    Bad, the phone with the key of a signature was in other hands:
    ```yaml title="circles/three-bridges/mill-lane/2026-07-01.person.marek-zielinski.yml"
    adds: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGGHuDgCPmlppQPYIFiK8Tq6s+EWI29LRh4ZhW4/DjtM marek's phone
    voices: {marek-zielinski: consent}
    ```
    ```text title="proposals/book-exchange/rounds/2026-07-19.mill-lane.yml.marek-zielinski.sig" signed
    by: marek's phone
    ```
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.person.marek-zielinski.yml"
    compromised: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGGHuDgCPmlppQPYIFiK8Tq6s+EWI29LRh4ZhW4/DjtM  # <- D11
    since: 2026-07-10
    voices: {marek-zielinski: consent}
    ```
    ```text title="circles/three-bridges/mill-lane/2026-11-20.person.marek-zielinski.yml.marek-zielinski.sig" signed
    by: marek's phone
    ```
    Good, he has said it again himself:
    ```yaml title="circles/three-bridges/mill-lane/2026-07-01.person.marek-zielinski.yml"
    adds: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGGHuDgCPmlppQPYIFiK8Tq6s+EWI29LRh4ZhW4/DjtM marek's phone
    voices: {marek-zielinski: consent}
    ```
    ```text title="proposals/book-exchange/rounds/2026-07-19.mill-lane.yml.marek-zielinski.sig" signed
    by: marek's phone
    ```
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.person.marek-zielinski.yml"
    compromised: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGGHuDgCPmlppQPYIFiK8Tq6s+EWI29LRh4ZhW4/DjtM marek's phone
    since: 2026-07-10
    voices: {marek-zielinski: consent}
    ```
    ```text title="circles/three-bridges/mill-lane/2026-11-20.person.marek-zielinski.yml.marek-zielinski.sig" signed
    by: marek's phone
    ```
    ```yaml title="proposals/book-exchange/rounds/2026-11-21.mill-lane.marek-zielinski.yml"
    version: 1
    sha256: sha256(v1.yml)
    how: async
    voices: {marek-zielinski: consent}
    ```
    """
    for id_, folder in movement.decisions.items():
        record: Decision | Election | None = folder.decision or folder.election
        day = "held" if record is folder.election else "decided"
        if record is None or not movement.is_sound(record, "voices", "version", "circles", day):
            continue
        for disputed in disputes_of(movement, id_):
            if movement.is_sound(disputed, "date"):
                message = f"{id_} rests on a voice that {disputed.person} disputes: it is under reconsideration"
                help_ = f"Hear {disputed.person} themselves, in a file of their own."
                yield Finding(disputed.locate("date"), message, help_, (record.locate(day),))
        for person, signed, act in compromises_of(movement, id_):
            message = (
                f"{id_} rests on a voice signed with a key of {person} that is not safe: it is under reconsideration"
            )
            help_ = f"Hear {person} themselves, in a file of their own."
            yield Finding(
                act.locate("compromised"), message, help_, (signed.locate("voices", person), record.locate(day))
            )
