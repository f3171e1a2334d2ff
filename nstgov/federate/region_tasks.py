"""
What is asked about one region, and what comes back: plain data, so that it may cross processes and machines.

A task says everything that its answer depends on. So the same task about the same commit has the same answer wherever
it is done, and an answer that was kept may stand for doing it again.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, field
from typing import Any

from nstgov import __version__
from nstgov.findings import RULES_VERSION
from nstgov.lifecycle.summaries import FORMAT
from nstgov.records.frozen import frozen_in_order
from nstgov.records.region_sightings import RegionState

_PLACE = ("cache", "mirrors", "seconds", "size", "address", "offline")
"""What a task says of where and how long, which changes no answer."""


@frozen_in_order
class RegionTask:
    """
    One region to look at: `path` names it from the top (`africa--kenya`), `circle` is its top circle there.

    `pinned` and `pinned_on` are the commit and the day of its newest snapshot (empty: there is none). `mirrors` is a
    folder or an address, given by a person, below which the repository lies under its id instead of at `address`;
    `offline` asks for what was fetched before.
    """

    path: str
    address: str
    repository_id: str
    circle: str
    as_of: str
    pinned: str = ""
    pinned_on: str = ""
    cache: str = ""
    mirrors: str = ""
    seconds: float = 300
    size: int = 4 << 30
    offline: bool = False

    def answer_key(self, commit: str) -> str:
        """The name under which the answer to this task about a commit may be kept."""
        asked = {name: value for name, value in asdict(self).items() if name not in _PLACE}
        made_by = [commit, __version__, RULES_VERSION, FORMAT]
        return hashlib.sha256(json.dumps([asked, made_by], sort_keys=True).encode()).hexdigest()

    def encode(self) -> bytes:
        """The task as JSON."""
        return json.dumps(asdict(self), sort_keys=True).encode()


def decode_task(data: bytes) -> RegionTask:
    """A task out of JSON that `encode` wrote."""
    return RegionTask(**json.loads(data))


@frozen_in_order
class RegionAnswer:
    """
    What was found of one region.

    `summary` is that of its newest commit as of the day asked (None: it could not be read), `errors` how many its own
    check has and `first_errors` a few of them as `code file message`. `pinned_summary` and `sent` are the hash of the
    summary, and whom its top circle sends, at the pinned commit on the day of its snapshot (None: not known there).
    `sends` is whom it sends at its newest commit: person, name, keys, first and last day.
    `records` are the files by which its own regions are judged: path to text.
    """

    path: str
    state: RegionState
    said: str = ""
    commit: str = ""
    errors: int = 0
    first_errors: tuple[str, ...] = ()
    summary: dict[str, Any] | None = None
    pinned_summary: str | None = None
    sent: tuple[tuple[str, str, str], ...] | None = None
    sends: tuple[tuple[str, str, tuple[str, ...], str, str], ...] = ()
    records: dict[str, str] = field(default_factory=dict)

    def encode(self) -> bytes:
        """The answer as JSON, with the same bytes for the same answer."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def decode_answer(data: bytes) -> RegionAnswer:
    """An answer out of JSON that `encode` wrote."""
    value = json.loads(data)
    sent = value.pop("sent")
    value["sends"] = tuple((who, name, tuple(keys), a, b) for who, name, keys, a, b in value["sends"])
    value["first_errors"] = tuple(value["first_errors"])
    return RegionAnswer(**value, sent=None if sent is None else tuple((who, first, last) for who, first, last in sent))
