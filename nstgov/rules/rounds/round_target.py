"""Family C: what a round speaks of, and when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from nstgov.findings import Finding
from nstgov.lifecycle import find_hearing, is_answer_to_dispute
from nstgov.lifecycle.closings import closing_on
from nstgov.lifecycle.native import find_version, yield_judged_rounds
from nstgov.records import Movement, Round, Version, Where
from nstgov.rules.rule import rule


@rule("C01", idea="M2")
def hash_of_another_text(movement: Movement) -> Iterator[Finding]:
    """
    A round names the very bytes that it speaks of.

    Consent is given to a text, word by word, and not to what somebody remembers of it. So a round carries the SHA-256
    of the version it heard: a number that changes when a single letter does. Anyone can work it out again and see
    that these are the words to which everybody said yes. When it is another number, the round heard another text, or
    somebody slipped while copying.

    Bad, a number that belongs to no text:
    ```yaml title="proposals/heat-refuge/rounds/2026-11-20.rope-walk.salma-rahman.yml"
    version: 1
    sha256: 1111111111111111111111111111111111111111111111111111111111111111  # <- C01
    how: async
    voices: {salma-rahman: consent}
    ```
    Good, as `sha256sum` says it:
    ```yaml title="proposals/heat-refuge/rounds/2026-11-20.rope-walk.salma-rahman.yml"
    version: 1
    sha256: sha256(v1.yml)
    how: async
    voices: {salma-rahman: consent}
    ```
    Bad, the number of the version before:
    ```yaml title="proposals/heat-refuge/v2.yml"
    # like: v1.yml
    title: A cool room for hot days and nights
    submitted: 2026-11-19
    ```
    ```yaml title="proposals/heat-refuge/rounds/2026-11-20.rope-walk.salma-rahman.yml"
    version: 2
    sha256: sha256(v1.yml)  # <- C01
    how: async
    voices: {salma-rahman: consent}
    ```
    Good, that of the version which was heard:
    ```yaml title="proposals/heat-refuge/v2.yml"
    # like: v1.yml
    title: A cool room for hot days and nights
    submitted: 2026-11-19
    ```
    ```yaml title="proposals/heat-refuge/rounds/2026-11-20.rope-walk.salma-rahman.yml"
    version: 2
    sha256: sha256(v2.yml)
    how: async
    voices: {salma-rahman: consent}
    ```
    """
    for held in yield_judged_rounds(movement, "sha256", "version"):
        version = find_version(movement, held.proposal, held.version)
        right = movement.sha256.get(version.file) if version else None
        if version and right and held.sha256 != right:
            other = _find_version_by_hash(movement, held)
            help_ = f"Write the right one, if version {held.version} was heard: sha256: {right}"
            message = f"this is not the SHA-256 of version {held.version}, nor of any other version of this proposal"
            if other:
                message = f"this is the SHA-256 of version {other.number}, and the round names version {held.version}"
                help_ = f"Write version: {other.number}, if that one was heard, or else sha256: {right}"
            yield Finding(held.locate("sha256"), message, help_, ((other or version).locate(),))


def _find_version_by_hash(movement: Movement, held: Round) -> Version | None:
    """The version of the same proposal that has the hash given."""
    versions = movement.proposals[held.proposal].versions.values()
    return next((version for version in versions if movement.sha256.get(version.file) == held.sha256), None)


@rule("C04", idea="M2")
def round_too_late(movement: Movement) -> Iterator[Finding]:
    """
    A round speaks of the newest version, while the proposal is still open.

    What people say to a text that has been improved since, or to a proposal that is decided or closed, moves nothing
    any more, and they would wonder why. So ask about the newest version; and when something is decided already, look
    at it in its review, object to it, or propose a change. On the evening on which the next version comes nothing is
    late: what was said to the one before is what it answers. And those who found that a voice had been entered wrongly
    for them may still set it right in their own words.

    Bad, there is a newer version:
    ```yaml title="proposals/heat-refuge/v2.yml"
    # like: v1.yml
    title: A cool room for hot days and nights
    submitted: 2026-11-19
    ```
    ```yaml title="proposals/heat-refuge/rounds/2026-11-20.rope-walk.salma-rahman.yml"
    version: 1  # <- C04
    sha256: sha256(v1.yml)
    how: async
    voices: {salma-rahman: consent}
    ```
    Good, held on the evening on which it came:
    ```yaml title="proposals/heat-refuge/v2.yml"
    # like: v1.yml
    title: A cool room for hot days and nights
    submitted: 2026-11-19
    ```
    ```yaml title="proposals/heat-refuge/rounds/2026-11-19.rope-walk.salma-rahman.yml"
    version: 1
    sha256: sha256(v1.yml)
    how: async
    voices: {salma-rahman: consent}
    ```
    Bad, it was decided on 5 January:
    ```yaml title="proposals/monday-soup/rounds/2026-01-20.rope-walk.salma-rahman.yml"
    version: 1  # <- C04
    sha256: sha256(v1.yml)
    how: async
    voices: {salma-rahman: consent}
    ```
    Good, said before the decision:
    ```yaml title="proposals/monday-soup/rounds/2026-01-05.rope-walk.salma-rahman.yml"
    version: 1
    sha256: sha256(v1.yml)
    how: async
    voices: {salma-rahman: consent}
    ```
    Bad, it was withdrawn on 12 January:
    ```yaml title="proposals/winter-lights/rounds/2026-01-13.mill-lane.patrick-byrne.yml"
    version: 1  # <- C04
    sha256: sha256(v1.yml)
    how: async
    voices: {patrick-byrne: consent}
    ```
    Good, said on its last day:
    ```yaml title="proposals/winter-lights/rounds/2026-01-12.mill-lane.patrick-byrne.yml"
    version: 1
    sha256: sha256(v1.yml)
    how: async
    voices: {patrick-byrne: consent}
    ```
    """
    for held in yield_judged_rounds(movement, "version", "held"):
        over = _find_closing(movement, held) or _find_decision(movement, held) or _find_newer_version(movement, held)
        if over and not is_answer_to_dispute(movement, held):
            yield Finding(held.locate("version"), over.what, over.help, (over.where,))


class _ClosedBefore(NamedTuple):
    """Why a round can no longer move anything: what is so, what to do, where it stands."""

    what: str
    help: str
    where: Where


def _find_closing(movement: Movement, held: Round) -> _ClosedBefore | None:
    closed = closing_on(movement, held.proposal, held.held)
    if closed is None or not movement.is_sound(closed, "date") or closed.date >= held.held:
        return None
    what = f"this was held on {held.held}, and the proposal was {closed.result or 'closed'} on {closed.date}"
    return _ClosedBefore(what, "Make a new proposal, if the need is still there.", closed.locate("date"))


def _find_decision(movement: Movement, held: Round) -> _ClosedBefore | None:
    """A decision on an earlier day; unless the voices heard here were still awaited: then it was made too early."""
    folder = movement.decisions.get(held.proposal)
    decision = folder.decision if folder else None
    if decision is None or not movement.is_sound(decision, "decided", "version") or decision.decided >= held.held:
        return None
    if decision.version == held.version and held.circle in decision.circles:
        awaited = find_hearing(movement, held.proposal, held.version, held.circle, decision.decided).missing
        if not held.voices.keys().isdisjoint(awaited):
            return None
    what = f"this was held on {held.held}, and the proposal was decided on {decision.decided}"
    help_ = "Bring it to the review of the decision, object to it, or propose a change."
    return _ClosedBefore(what, help_, decision.locate("decided"))


def _find_newer_version(movement: Movement, held: Round) -> _ClosedBefore | None:
    """A newer version that came on an earlier day: on one day it may have answered what was said here."""
    newer = [
        version
        for number, version in movement.proposals[held.proposal].versions.items()
        if number > held.version and movement.is_sound(version, "submitted") and version.submitted < held.held
    ]
    if not newer:
        return None
    version = max(newer, key=lambda one: one.number)
    what = f"version {held.version} was replaced by version {version.number} on {version.submitted}"
    return _ClosedBefore(what, f"Ask about version {version.number}.", version.locate("submitted"))
