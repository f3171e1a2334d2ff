"""Family T: who may change a person's keys, name and account (M9)."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle import is_away_clear, is_clear_on, lacking_consent, members_on
from nstgov.lifecycle.keys import HeldKey, keys_held, landing_order
from nstgov.lifecycle.proofs import are_signatures_checked, find_signature
from nstgov.lifecycle.wording import choose_verb_form, format_list
from nstgov.records import Movement, PersonChange
from nstgov.rules.rule import rule


@rule("T05", idea="M3 M9")
def changed_without_their_key(movement: Movement) -> Iterator[Finding]:
    """
    Whoever has a key changes their keys, name or account with it.

    A key keeps others from speaking for somebody only as long as nobody else can give them a new one. So an act about
    a person who has a key is signed with one that was theirs before. Where the key is lost, everybody in their circle
    knows them: the act carries the consent of every other member instead.

    Bad, a second key that nothing ties to the first:
    ```yaml title="circles/old-harbour/rope-walk/2026-11-10.person.dimitra-vlachou.yml"
    adds: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBbDjEGtWlq0aYoWmpg6FtJG6NQkJnDDcDupXzGe+bSf dimitra at home
    voices: {dimitra-vlachou: consent}
    ```
    ```yaml title="circles/old-harbour/rope-walk/2026-11-20.person.dimitra-vlachou.yml"
    adds: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBFxRMcaYC7SKmPWfrck5X1FfG53PiZ2YFTIjEYKNge9 dimitra's new phone
    voices: {dimitra-vlachou: consent}  # <- T05
    ```
    Good, signed with the first:
    ```yaml title="circles/old-harbour/rope-walk/2026-11-10.person.dimitra-vlachou.yml"
    adds: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBbDjEGtWlq0aYoWmpg6FtJG6NQkJnDDcDupXzGe+bSf dimitra at home
    voices: {dimitra-vlachou: consent}
    ```
    ```yaml title="circles/old-harbour/rope-walk/2026-11-20.person.dimitra-vlachou.yml"
    adds: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBFxRMcaYC7SKmPWfrck5X1FfG53PiZ2YFTIjEYKNge9 dimitra's new phone
    voices: {dimitra-vlachou: consent}
    ```
    ```text title="circles/old-harbour/rope-walk/2026-11-20.person.dimitra-vlachou.yml.dimitra-vlachou.sig" signed
    by: dimitra at home
    ```
    """
    if not are_signatures_checked(movement):
        return
    for act in movement.find_sound(PersonChange, "date", "person", "voices", "entered_by"):
        before = [held for held in keys_held(movement).get(act.person, ()) if _has_counted_before(movement, held, act)]
        if before and not find_signature(movement, act, act.person) and _is_known(movement, act):
            yield from _check_by_others(movement, act)


def _has_counted_before(movement: Movement, held: HeldKey, act: PersonChange) -> bool:
    """Whether a key was theirs when an act landed."""
    ends = (end for end in (held.ended, held.compromised) if end and end is not act)
    given = landing_order(movement, held.given.file, held.day)
    here = landing_order(movement, act.file, act.date)
    return (
        given < here
        and held.given.file != act.file
        and not any(landing_order(movement, end.file, end.date) < here for end in ends)
    )


def _is_known(movement: Movement, act: PersonChange) -> bool:
    return is_clear_on(movement, act.circle, act.date) and is_away_clear(movement, act.circle)


def _check_by_others(movement: Movement, act: PersonChange) -> Iterator[Finding]:
    others = [person for person in members_on(movement, act.circle, act.date) if person != act.person]
    lacking = [p for p in lacking_consent(movement, act.voices, act.circle, act.date) if p != act.person]
    if others and not lacking:
        return
    message = f"{act.person} has a key, and this is not signed with it"
    if any(p in act.voices for p in others):
        message += f"; {format_list(lacking)} {choose_verb_form(lacking, 'has', 'have')} not consented"
    help_ = f"Sign it: nstgov sign {act.file} --person {act.person}; or, where the key is lost, ask every other member."
    yield Finding(act.locate("voices"), message, help_)
