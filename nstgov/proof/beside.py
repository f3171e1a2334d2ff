"""The signatures that stand beside records: each checked against its record's bytes and its signer's keys."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from importlib.util import find_spec

from nstgov.lifecycle.keys import collect_every_key, registrar_keys
from nstgov.proof.verify import verify_signature
from nstgov.records import Confirmation, Movement, Signature
from nstgov.records.proof_facts import SignatureResult


def is_possible() -> bool:
    """Whether the package that does the arithmetic is installed."""
    return find_spec("cryptography") is not None


def namespace_of(repository_id: str, path: str) -> str:
    """What a signature beside a record is made for: this repository and this place, so that it counts nowhere else."""
    return f"nstgov:{repository_id}:{path}"


def verify_all(movement: Movement, contents: Mapping[str, bytes]) -> dict[str, SignatureResult]:
    """
    What each signature on record proves: path of the signature to what came of it.

    `contents` gives the bytes of files by path. A signature beside a record that is not there is left out, as is one
    that could not be read as a file.
    """
    repository = movement.repository_id
    found: dict[str, SignatureResult] = {}
    for signature in movement.find_sound(Signature):
        text = contents.get(signature.beside)
        if text is None:
            continue
        if repository is None:
            found[signature.file] = SignatureResult(
                None, "the ground rules give no repository_id that it could be made for"
            )
            continue
        namespace = namespace_of(repository, signature.beside)
        found[signature.file] = verify_signature(
            contents[signature.file], text, namespace, _find_candidate_keys(movement, signature)
        )
    return found


def _find_candidate_keys(movement: Movement, signature: Signature) -> Collection[str]:
    """The keys that may have made it: those that were ever its signer's; when they were is another question."""
    if isinstance(movement.records.get(signature.beside), Confirmation):
        return registrar_keys(movement).get(signature.signer, frozenset())
    return collect_every_key(movement).get(signature.signer, frozenset())
