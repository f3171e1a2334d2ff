"""Family T: who may change a person's keys, name and account (M9)."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle import is_away_clear, is_clear_on
from nstgov.lifecycle.identity_acts import identity_ledger
from nstgov.lifecycle.identity_facts import IdentityAct, IdentityLack
from nstgov.lifecycle.proofs import are_signatures_checked
from nstgov.lifecycle.wording import choose_verb_form, format_list
from nstgov.records import Circle, Joins, Movement, Where
from nstgov.rules.rule import rule


@rule("T05", idea="M3 M9")
def changed_without_their_key(movement: Movement) -> Iterator[Finding]:
    """
    Keys, accounts and names change by their person's own key or account, or by everybody at home.

    A key keeps others from speaking for somebody only as long as nobody else can give them a new one. So whatever gives
    a key, an account or another name, be it a founding, a joining or an act about a person, stands at their home, and
    is signed with a key that was theirs before; whoever has none confirms it with the account with which they have
    confirmed before. Where that is lost, everybody at home knows them: the act carries the consent of all its present
    members, their own included, and no fewer than a circle needs. The very first key is given by their own word where
    the ground rules ask no more than that; above, it takes everybody at home too.

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
    for lack in identity_ledger(movement).lacking:
        if lack.reason == "awaits proof" or not _is_readable(movement, lack.record):
            continue
        if lack.reason == "elsewhere":
            yield _report_elsewhere(lack)
        elif is_clear_on(movement, lack.record.circle, lack.record.day) and is_away_clear(movement, lack.record.circle):
            yield _report_others_word(lack)


def _is_readable(movement: Movement, record: IdentityAct) -> bool:
    day = "opened" if isinstance(record, Circle) else "date"
    return movement.is_sound(record, day, "voices", "entered_by")


def _report_elsewhere(lack: IdentityLack) -> Finding:
    person = lack.person
    message = f"{person} is at home in {lack.home}, and only there gets a key, an account or another name"
    help_ = f"Take it out here, and give it at home: a `person` act of {person} in {lack.home}."
    return Finding(_place_of(lack), message, help_)


def _place_of(lack: IdentityLack) -> Where:
    record = lack.record
    if isinstance(record, Circle):
        given = "keys" if record.members[lack.person].keys else "account"
        return record.locate("members", lack.person, given)
    if isinstance(record, Joins):
        return record.locate("keys" if record.keys else "account")
    return record.locate()


_SAYS = {
    "no key": "{person} has a key, and this is not signed with it",
    "no account": "{person} has confirmed with an account, and this is not confirmed with it",
    "first": "{person} has no key and no account yet, so this takes everybody at home in {home}",
    "too few": "everybody at home in {home} says yes to this, and they are fewer than the least",
}
"""What is so where an act about somebody's key, account or name is neither theirs nor everybody's."""


def _report_others_word(lack: IdentityLack) -> Finding:
    person, others = lack.person, [one for one in lack.missing if one != lack.person]
    message = _SAYS[lack.reason].format(person=person, home=lack.home)
    if lack.reason == "first" or any(one != person for one in lack.record.voices):
        silent = lack.missing if lack.reason == "first" else others
        message += f"; {format_list(silent)} {choose_verb_form(silent, 'has', 'have')} not consented" if silent else ""
    file = lack.record.file
    help_ = {
        "no key": f"Sign it: nstgov sign {file} --person {person}; or, where the key is lost, ask everybody at home.",
        "no account": f"Let {person} confirm it with that account; or, where it is lost, ask everybody at home.",
        "first": f"Ask {format_list(lack.missing)}, and enter what they say under `voices`.",
        "too few": f"Ask more people to join {lack.home} first, or the circle above for help.",
    }[lack.reason]
    return Finding(lack.record.locate("voices"), message, help_)
