"""
Confirmations: what somebody's own account said yes to, as files beside the records in which they appear (M3, M9).

What is decided here is decided from the record as it stands on the default branch: whose account is whose, and who lets
only their signature speak. A proposed change can give nobody an account that counts in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from nstgov.author.yaml_text import yaml_text
from nstgov.lifecycle.account_holders import find_account_holder
from nstgov.lifecycle.people import find_named_people
from nstgov.lifecycle.proofs import is_proven_own, is_signed_only
from nstgov.records import Bringer, Confirmation, Movement, Record, Signature
from nstgov.records.layout import match_path
from nstgov.records.proof_facts import SeenConsent

MOST = 200
"""Records that one yes confirms; a change that holds more is looked at in parts."""


class NothingConfirmed(Exception):
    """Whose yes it was cannot be told, or it may not speak for them; the message says why."""


class ConfirmationContext(NamedTuple):
    """
    What a yes is held against.

    `now` is the record on the default branch; `there` the record with the change in it; `added` the paths that the
    change adds; `sha256` the hashes of the files in the very commit that was said yes to.
    """

    now: Movement
    there: Movement
    added: Iterable[str]
    sha256: Mapping[str, str]


def build_confirmations(around: ConfirmationContext, seen: SeenConsent, forge: str) -> dict[str, str]:
    """
    The confirmations that a yes gives: path to text, none that is there already.

    Raises NothingConfirmed where the account is nobody's on record, or not plainly one person's.
    """
    person = _find_person(around.now, seen, forge)
    return {
        f"{record.file}.{person}.confirmation.yml": yaml_text(
            {
                "forge": forge,
                "account": seen.account,
                "pull_request": seen.change.number,
                "commit": seen.change.commit,
                "sha256": around.there.sha256[record.file],
            }
        )
        for record in list(_yield_records(around, person))[:MOST]
    }


def _find_person(now: Movement, seen: SeenConsent, forge: str) -> str:
    """Whose account it is, as the record on the default branch says."""
    holder = find_account_holder(now, Bringer(seen.account, seen.login, forge))
    if holder.person is None:
        raise NothingConfirmed(holder.lack)
    return holder.person


def _yield_records(around: ConfirmationContext, person: str) -> Iterator[Record]:
    """The records of the change in which somebody appears, as they are in the commit that they saw."""
    for path in sorted(around.added):
        record = around.there.records.get(path)
        if record is None or not _may_be_confirmed(around, record, person):
            continue
        if path in around.sha256 and around.sha256[path] == around.there.sha256.get(path):
            yield record


def _may_be_confirmed(around: ConfirmationContext, record: Record, person: str) -> bool:
    path = f"{record.file}.{person}.confirmation.yml"
    place = match_path(path)
    return (
        place is not None
        and place[0].type is Confirmation
        and not isinstance(record, Confirmation | Signature)
        and path not in around.now.sha256
        and around.there.is_sound(record, "voices", "authors", "members")
        and person in find_named_people(around.there, record)
        and not is_proven_own(around.now, record, person)
        and not is_signed_only(around.now, person, path, record)
    )


def find_still_fitting(before: Movement, around: ConfirmationContext) -> list[str]:
    """
    The files of earlier confirmations that wait for their record to land, of those that still fit it: their paths.

    `before` is the record with those files in it. Nothing that is on the default branch already is among them.
    """
    found = []
    for one in before.find_sound(Confirmation, "sha256"):
        if one.file not in around.now.sha256 and one.sha256 == around.there.sha256.get(one.beside):
            signatures = [beside.file for beside in before.beside.get(one.file, ()) if isinstance(beside, Signature)]
            found += [one.file, *signatures] if signatures else []
    return found
