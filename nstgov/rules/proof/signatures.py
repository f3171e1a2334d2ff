"""Family T: signatures and confirmations that prove what they seem to prove (M3, M9, M13)."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle.identity_facts import collect_account_owners
from nstgov.lifecycle.keys import find_key_lack
from nstgov.lifecycle.landing_places import day_known
from nstgov.lifecycle.people import find_named_people
from nstgov.lifecycle.proofs import is_signed_only
from nstgov.lifecycle.registrars import find_registrar_lack
from nstgov.records import Confirmation, Movement, Record, RegionSnapshot, Signature, Withheld
from nstgov.rules.rule import rule


@rule("T02", idea="M3 M13")
def signature_that_proves_nothing(movement: Movement) -> Iterator[Finding]:
    """
    A signature fits its record, its place and its person.

    It is made over the exact bytes of one record, for its place in one repository, with a key that its person has given
    on record. Anybody can check that with `ssh-keygen`, now and in fifty years. Where one letter of the record is
    another, or the signature was taken from elsewhere, it fits no more; then it must not look as if it did. The same
    goes for a confirmation: it names the bytes confirmed and an account that is nobody else's; a registrar signs it.

    Bad, she signed something else:
    ```yaml title="circles/old-harbour/rope-walk/2026-11-10.person.dimitra-vlachou.yml"
    adds: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBbDjEGtWlq0aYoWmpg6FtJG6NQkJnDDcDupXzGe+bSf dimitra at home
    voices: {dimitra-vlachou: consent}
    ```
    ```text title="proposals/repair-cafe-2027/rounds/2026-11-22.old-harbour.yml.dimitra-vlachou.sig" signed
    by: dimitra at home  # <- T02
    over: proposals/repair-cafe/rounds/2026-05-03.old-harbour.yml
    ```
    Good, the round in which her voice stands:
    ```yaml title="circles/old-harbour/rope-walk/2026-11-10.person.dimitra-vlachou.yml"
    adds: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBbDjEGtWlq0aYoWmpg6FtJG6NQkJnDDcDupXzGe+bSf dimitra at home
    voices: {dimitra-vlachou: consent}
    ```
    ```text title="proposals/repair-cafe-2027/rounds/2026-11-22.old-harbour.yml.dimitra-vlachou.sig" signed
    by: dimitra at home
    ```
    Bad, made with a key that is not hers on record:
    ```text title="proposals/repair-cafe-2027/rounds/2026-11-22.old-harbour.yml.dimitra-vlachou.sig" signed
    by: dimitra at home  # <- T02
    ```
    Bad, made for another repository:
    ```yaml title="circles/old-harbour/rope-walk/2026-11-10.person.dimitra-vlachou.yml"
    adds: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBbDjEGtWlq0aYoWmpg6FtJG6NQkJnDDcDupXzGe+bSf dimitra at home
    voices: {dimitra-vlachou: consent}
    ```
    ```text title="proposals/repair-cafe-2027/rounds/2026-11-22.old-harbour.yml.dimitra-vlachou.sig" signed
    by: dimitra at home  # <- T02
    for: nstgov:00000000000000000000000000000000:proposals/repair-cafe-2027/rounds/2026-11-22.old-harbour.yml
    ```
    Bad, a confirmation that no registrar has signed:
    ```yaml title="proposals/repair-cafe-2027/rounds/2026-11-22.old-harbour.yml.maja-horvat.confirmation.yml"
    forge: example.org  # <- T02
    account: 4711
    pull_request: 12
    commit: 3b18e512dba79e4c8300dd08aeb37f8e728b8dad
    sha256: sha256(rounds/2026-11-22.old-harbour.yml)
    ```
    """
    for signature in movement.find_sound(Signature):
        found = (movement.proven or {}).get(signature.file)
        if found and found.trouble and not _explain_stray(movement, signature):
            message = f"this is no signature of {signature.signer} for {_file_name(signature.beside)}: {found.trouble}"
            help_ = f"Take it away, and sign anew: nstgov sign {signature.beside} --person {signature.signer}"
            yield Finding(signature.locate(), message, help_)
    for confirmation in movement.find_sound(Confirmation, "forge", "account", "sha256"):
        yield from _check_unproven(movement, confirmation)


def _check_unproven(movement: Movement, confirmation: Confirmation) -> Iterator[Finding]:
    sha256 = movement.sha256.get(confirmation.beside)
    if sha256 is None:
        return
    if confirmation.sha256 != sha256:
        message = f"{confirmation.person} confirmed other bytes than those of {_file_name(confirmation.beside)}"
        yield Finding(
            confirmation.locate("sha256"), message, f"Ask {confirmation.person} to confirm the record as it is."
        )
    owner = collect_account_owners(movement).get(
        (confirmation.forge.casefold(), confirmation.account), confirmation.person
    )
    if owner != confirmation.person:
        message = f"with this account {owner} has confirmed before, and here it speaks for {confirmation.person}"
        yield Finding(confirmation.locate("account"), message, "Let each person confirm with an account of their own.")
    if not any(isinstance(one, Signature) for one in movement.beside.get(confirmation.file, ())):
        message = "no registrar has signed this confirmation, so nobody attests it"
        yield Finding(confirmation.locate(), message, "Let the forge's workflow make it, or sign the record instead.")


@rule("T03", idea="M3 M13")
def key_of_another_time(movement: Movement) -> Iterator[Finding]:
    """
    A signature counts with the key that was its person's when it landed.

    Phones are lost and keys are replaced. A day that somebody typed proves nothing about when a signature was made: who
    finds an old key could write an old day. What can be told is the order in which things came to stand on the main
    line of the record. So a signature counts when the record that gave the key had landed before it, in an earlier
    change, and no act that ends the key or calls it unsafe had. Somebody may also have said that only their signature
    speaks for them; then a confirmation by their account counts no more.

    Bad, the phone was lost, and its key was called unsafe before this landed:
    ```yaml title="circles/old-harbour/rope-walk/2026-11-10.person.dimitra-vlachou.yml"
    adds: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICkrZ20D5KruI3Xq9KweL9VnvaFoHSwCEtabvVKh1peB the lost phone
    voices: {dimitra-vlachou: consent}
    ```
    ```yaml title="circles/old-harbour/rope-walk/2026-11-21.person.dimitra-vlachou.yml"
    compromised: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICkrZ20D5KruI3Xq9KweL9VnvaFoHSwCEtabvVKh1peB the lost phone
    since: 2026-11-20
    voices: {dimitra-vlachou: consent}
    ```
    ```text title="circles/old-harbour/rope-walk/2026-11-21.person.dimitra-vlachou.yml.dimitra-vlachou.sig" signed
    by: the lost phone
    ```
    ```text title="proposals/repair-cafe-2027/rounds/2026-11-22.old-harbour.yml.dimitra-vlachou.sig" signed
    by: the lost phone  # <- T03
    ```
    Good, she signed while the key was hers:
    ```yaml title="circles/old-harbour/rope-walk/2026-11-10.person.dimitra-vlachou.yml"
    adds: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICkrZ20D5KruI3Xq9KweL9VnvaFoHSwCEtabvVKh1peB the lost phone
    voices: {dimitra-vlachou: consent}
    ```
    ```text title="proposals/repair-cafe-2027/rounds/2026-11-22.old-harbour.yml.dimitra-vlachou.sig" signed
    by: the lost phone
    ```
    Bad, the signature came before the key:
    ```text title="proposals/repair-cafe-2027/rounds/2026-11-22.old-harbour.yml.dimitra-vlachou.sig" signed
    by: dimitra at home  # <- T03
    ```
    ```yaml title="circles/old-harbour/rope-walk/2026-11-10.person.dimitra-vlachou.yml"
    adds: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBbDjEGtWlq0aYoWmpg6FtJG6NQkJnDDcDupXzGe+bSf dimitra at home
    voices: {dimitra-vlachou: consent}
    ```
    """
    if movement.landed is None:
        return
    for signature in movement.find_sound(Signature):
        yield from _check_too_late(movement, signature)
    for confirmation in movement.find_sound(Confirmation):
        record = movement.records.get(confirmation.beside)
        if record and is_signed_only(movement, confirmation.person, confirmation.file, record):
            message = f"{confirmation.person} has said that only their signature speaks for them"
            help_ = f"Ask {confirmation.person} to sign: nstgov sign {record.file} --person {confirmation.person}"
            yield Finding(confirmation.locate(), message, help_)


def _check_too_late(movement: Movement, signature: Signature) -> Iterator[Finding]:
    found = (movement.proven or {}).get(signature.file)
    record = movement.records.get(signature.beside)
    if found is None or found.trouble or found.key is None or record is None:
        return
    signer, key, file = signature.signer, found.key, signature.file
    if isinstance(record, Confirmation):
        day = day_known(movement.records.get(record.beside))
        lack = find_registrar_lack(movement, signer, key, file, day)
    else:
        lack = find_key_lack(movement, signer, key, file, day_known(record))
    if lack:
        said = {
            "not theirs yet": f"the record that gives {signer} this key had not landed before this signature",
            "ended": f"this key of {signer} had ended before this signature landed",
            "compromised": f"{signer} had said that this key is not safe before this signature landed",
        }[lack]
        yield Finding(
            signature.locate(),
            said,
            f"Sign anew with a key that counts: nstgov sign {signature.beside} --person {signer}",
        )


@rule("T04", idea="M3")
def signature_of_nobody_named(movement: Movement) -> Iterator[Finding]:
    """
    A signature or a confirmation stands beside a record that names its person.

    A name under something is a promise. Beside no record it promises nothing, and under a round in which its person
    does not appear it would make them seem to have been there. Who was there and is missing asks for a record of their
    own.

    Bad, he was not in that round:
    ```yaml title="circles/old-harbour/tide-house/2026-11-10.person.abel-haile.yml"
    adds: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINZjbtNtJd2kAXJRDNA6Mm0AOSnAT0mEmLHwwyoK06IK yusuf at the library
    voices: {abel-haile: consent}
    ```
    ```text title="proposals/repair-cafe-2027/rounds/2026-11-22.old-harbour.yml.abel-haile.sig" signed
    by: yusuf at the library  # <- T04
    ```
    Good, somebody who was:
    ```yaml title="circles/old-harbour/bayt-al-bahr/2026-11-10.person.yusuf-mansour.yml"
    adds: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINZjbtNtJd2kAXJRDNA6Mm0AOSnAT0mEmLHwwyoK06IK yusuf at the library
    voices: {yusuf-mansour: consent}
    ```
    ```text title="proposals/repair-cafe-2027/rounds/2026-11-22.old-harbour.yml.yusuf-mansour.sig" signed
    by: yusuf at the library
    ```
    """
    stand: list[Signature | Confirmation] = [*movement.find_sound(Signature), *movement.find_sound(Confirmation)]
    for beside in stand:
        if stray := _explain_stray(movement, beside):
            yield Finding(beside.locate(), stray, "Correct the name of the file, or take it away.")


def _explain_stray(movement: Movement, beside: Signature | Confirmation) -> str:
    """Why a signature or a confirmation belongs nowhere; empty where it does."""
    person = beside.signer if isinstance(beside, Signature) else beside.person
    record = movement.records.get(beside.beside)
    if record is None:
        hidden = any(isinstance(one, Withheld) for one in movement.beside.get(beside.beside, ()))
        return (
            "" if hidden or beside.beside in movement.sha256 else f"there is no {beside.beside} beside which it stands"
        )
    if isinstance(record, Confirmation):
        names = {registrar.name for edition in movement.ground_rules.values() for registrar in edition.registrars}
        return "" if person in names else f"the ground rules name no registrar {person}"
    # nobody speaks in what was seen of a region: whoever looked signs it
    is_seen = isinstance(record, RegionSnapshot) and person in movement.people
    return (
        ""
        if is_seen or not _is_readable(movement, record) or person in find_named_people(movement, record)
        else _describe_unnamed(person, record)
    )


def _is_readable(movement: Movement, record: Record) -> bool:
    return movement.is_sound(record, "voices", "authors", "members", "people", "entered_by", "by", "nominations")


def _describe_unnamed(person: str, record: Record) -> str:
    return f"{person} does not appear in {_file_name(record.file)}"


def _file_name(path: str) -> str:
    return path.rpartition("/")[2]
