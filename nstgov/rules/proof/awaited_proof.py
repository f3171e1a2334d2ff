"""Family T: acts that have no effect yet, since their people's own word is awaited (M3, M9)."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle.proofs import PROOF_SAYS
from nstgov.lifecycle.wording import choose_verb_form, format_list
from nstgov.records import Election, Movement, Uncounted
from nstgov.rules.rule import rule


@rule("T07", idea="M3 M9", severity="warning")
def waiting_for_proof(movement: Movement) -> Iterator[Finding]:
    """
    An act takes effect once those whose act it is have proven it as well as their circle's level asks.

    A decision is as well proven as the weakest act it rests on. If only its voices were signed, somebody could still
    change it by what stands around it: a leaving, an absence, a second version, a closing, entered in others' names.
    So whatever takes away or adds a member, a voice, an objection or a role is proven as the ground rules ask of that
    circle's level, and until it is, everything stays as it was. Nothing is wrong with it, and nobody has to write it
    anew: the proof may come later, as a small file beside it. Where no more than *declared* is asked, every act takes
    effect at once; only somebody who has said that nothing but their signature speaks for them is waited for.

    Bad, only her signature speaks for Dimitra, and here others enter that she is away:
    ```yaml title="circles/old-harbour/rope-walk/2026-11-10.person.dimitra-vlachou.yml"
    adds: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBbDjEGtWlq0aYoWmpg6FtJG6NQkJnDDcDupXzGe+bSf dimitra at home
    signed_only: true
    voices: {dimitra-vlachou: consent}
    ```
    ```yaml title="circles/old-harbour/rope-walk/2026-11-20.away.dimitra-vlachou.yml"
    until: 2026-12-10  # <- T07
    voices: {dimitra-vlachou: consent}
    ```
    Good, she has signed it:
    ```yaml title="circles/old-harbour/rope-walk/2026-11-10.person.dimitra-vlachou.yml"
    adds: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBbDjEGtWlq0aYoWmpg6FtJG6NQkJnDDcDupXzGe+bSf dimitra at home
    signed_only: true
    voices: {dimitra-vlachou: consent}
    ```
    ```yaml title="circles/old-harbour/rope-walk/2026-11-20.away.dimitra-vlachou.yml"
    until: 2026-12-10
    voices: {dimitra-vlachou: consent}
    ```
    ```text title="circles/old-harbour/rope-walk/2026-11-20.away.dimitra-vlachou.yml.dimitra-vlachou.sig" signed
    by: dimitra at home
    ```
    """
    for path, uncounted in sorted(movement.uncounted.items()):
        # of the voices in an election T01 speaks: it does not land before its proof
        is_election = isinstance(movement.records[path], Election)
        if uncounted.reason == "not proven" and path not in movement.voided and not is_election:
            yield _report_awaited(movement, uncounted)


def _report_awaited(movement: Movement, uncounted: Uncounted) -> Finding:
    people, file = uncounted.people, uncounted.file
    at = movement.records[file].locate()
    if not people:
        message = "this has no effect yet: nobody's own word stands in it"
        return Finding(at, message, "Enter under `voices` what those say whose act it is, and let them sign it.")
    says = choose_verb_form(people, "says", "say")
    message = f"this has no effect yet: what {format_list(people)} {says} is to be"
    help_ = f"Ask {format_list(people)} to sign or confirm it: nstgov sign {file} --person {people[0]}"
    return Finding(at, f"{message} {PROOF_SAYS[uncounted.asked]}", help_)
