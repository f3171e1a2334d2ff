"""The very hash that is missing or misspelt in a record, where the record tells which file it speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from nstgov.records.companions import Confirmation, Withheld
from nstgov.records.decisions import Decision
from nstgov.records.proposals import Objection, Round, Version
from nstgov.records.record import Record
from nstgov.records.record_index import Misfit

_KEY = "sha256"


def with_hashes(
    misfits: Iterable[Misfit], records: Mapping[str, Record], hashes: Mapping[str, str]
) -> Iterator[Misfit]:
    """The same findings; one about a missing or misspelt hash names the hash that belongs there."""
    for misfit in misfits:
        record = records.get(misfit.at.file) if misfit.at.keys[-1:] == (_KEY,) else None
        path = file_meant(record) if record else None
        if path is not None and path in hashes and misfit.rule in ("Y04", "Y05"):
            help_ = f"Write `{_KEY}: {hashes[path]}`, the hash of {path} as it stands."
            yield replace(misfit, help=help_)
        else:
            yield misfit


def file_meant(record: Record) -> str | None:
    """The file whose hash a record gives, as its other keys tell; None where nothing tells."""
    match record:
        case Round(proposal=proposal, version=version) | Decision(decision=proposal, version=version):
            return f"proposals/{proposal}/v{version}.yml"
        case Objection(target=target, against=against):
            name = "decision" if target.startswith("decisions/") else f"v{against.version or 1}"
            return f"{target}/{name}.yml"
        case Withheld(beside=beside) | Confirmation(beside=beside):
            return beside
        case Version(edition=edition) if edition:
            return f"ground-rules/{edition.number}.yml"
    return None
