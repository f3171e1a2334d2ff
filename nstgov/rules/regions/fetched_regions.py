"""Family F: what was found when a region's own repository was fetched and judged (M9, M13)."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle.wording import format_count
from nstgov.records import Movement, RegionFolder, RegionSighting, RegionState
from nstgov.rules.rule import rule


@rule("F11", idea="M13")
def region_unreachable(movement: Movement) -> Iterator[Finding]:
    """
    Each region can be fetched from the address that stands here.

    A region that nobody can reach cannot be checked, and what it decided since the last snapshot is not known here. All
    others are counted as ever, and the last good snapshot is shown with its age. Mostly a server sleeps or an address
    has moved; then a phone call helps more than a command.

    Bad, the region is found unreachable:
    ```yaml title="regions/valley.yml"
    name: Upper Valley
    repository: https://codeberg.org/upper-valley/record  # <- F11
    repository_id: 5b0e2f6a9c3d41788e90a1b2c3d4e5f6
    circle: valley-council
    joins: everyone
    since: 2026-11-16
    voices: {amara-okafor: consent, dimitra-vlachou: consent, grace-wanjiku: consent, kwame-mensah: consent,
      layla-haddad: consent, marisol-quispe: consent}
    entered_by: amara-okafor
    ```
    Good, the region is found sound:
    ```yaml title="regions/valley.yml"
    name: Upper Valley
    repository: https://codeberg.org/upper-valley/record
    repository_id: 5b0e2f6a9c3d41788e90a1b2c3d4e5f6
    circle: valley-council
    joins: everyone
    since: 2026-11-16
    voices: {amara-okafor: consent, dimitra-vlachou: consent, grace-wanjiku: consent, kwame-mensah: consent,
      layla-haddad: consent, marisol-quispe: consent}
    entered_by: amara-okafor
    ```
    """
    for folder, seen in _find_in_state(movement, "unreachable"):
        message = f"{folder.id} cannot be reached{_last_seen(folder)}"
        yield Finding(
            folder.region.locate("repository"),
            _with_cause(message, seen),
            "Ask the region whether its record has moved; then look again.",
        )


@rule("F12", idea="M13")
def region_history_cut_off(movement: Movement) -> Iterator[Finding]:
    """
    A region hands out its whole history.

    That nothing was ever changed or taken away can only be seen in the whole history. A repository that was copied with
    its last part alone looks sound whatever it lost, so it is not counted until the rest is there.

    Bad, the region is found shallow:
    ```yaml title="regions/valley.yml"
    name: Upper Valley
    repository: https://codeberg.org/upper-valley/record  # <- F12
    repository_id: 5b0e2f6a9c3d41788e90a1b2c3d4e5f6
    circle: valley-council
    joins: everyone
    since: 2026-11-16
    voices: {amara-okafor: consent, dimitra-vlachou: consent, grace-wanjiku: consent, kwame-mensah: consent,
      layla-haddad: consent, marisol-quispe: consent}
    entered_by: amara-okafor
    ```
    Good, the region is found sound:
    ```yaml title="regions/valley.yml"
    name: Upper Valley
    repository: https://codeberg.org/upper-valley/record
    repository_id: 5b0e2f6a9c3d41788e90a1b2c3d4e5f6
    circle: valley-council
    joins: everyone
    since: 2026-11-16
    voices: {amara-okafor: consent, dimitra-vlachou: consent, grace-wanjiku: consent, kwame-mensah: consent,
      layla-haddad: consent, marisol-quispe: consent}
    entered_by: amara-okafor
    ```
    """
    for folder, seen in _find_in_state(movement, "shallow"):
        message = f"{folder.id} hands out only the last part of its history{_last_seen(folder)}"
        yield Finding(
            folder.region.locate("repository"),
            _with_cause(message, seen),
            "Ask the region to put its whole history there: git fetch --unshallow, then push.",
        )


@rule("F13", idea="M13")
def region_history_rewritten(movement: Movement) -> Iterator[Finding]:
    """
    The history of a region still holds the commit that was seen last.

    A record is added to and never rewritten. The commit of the last snapshot is like a photograph: as long as the
    region's main line goes through it, everything that stood there then stands there still. If it does not, somebody
    has put another history in its place, by mistake or not, and the people of the region should know first.

    Bad, the region is found rewritten:
    ```yaml title="regions/valley.yml"
    name: Upper Valley
    repository: https://codeberg.org/upper-valley/record
    repository_id: 5b0e2f6a9c3d41788e90a1b2c3d4e5f6
    circle: valley-council
    joins: everyone
    since: 2026-11-16
    voices: {amara-okafor: consent, dimitra-vlachou: consent, grace-wanjiku: consent, kwame-mensah: consent,
      layla-haddad: consent, marisol-quispe: consent}
    entered_by: amara-okafor
    ```
    ```yaml title="regions/valley/snapshots/2026-11-17.yml"
    commit: 3f1d0c5b7a9e8d6c4b2a1908f7e6d5c4b3a29180  # <- F13
    summary: 6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b
    representatives: [{person: rosa-marin, name: Rosa Marin, from: 2026-05-01, until: 2027-04-30}]
    entered_by: amara-okafor
    ```
    Good, the region is found sound:
    ```yaml title="regions/valley.yml"
    name: Upper Valley
    repository: https://codeberg.org/upper-valley/record
    repository_id: 5b0e2f6a9c3d41788e90a1b2c3d4e5f6
    circle: valley-council
    joins: everyone
    since: 2026-11-16
    voices: {amara-okafor: consent, dimitra-vlachou: consent, grace-wanjiku: consent, kwame-mensah: consent,
      layla-haddad: consent, marisol-quispe: consent}
    entered_by: amara-okafor
    ```
    ```yaml title="regions/valley/snapshots/2026-11-17.yml"
    commit: 3f1d0c5b7a9e8d6c4b2a1908f7e6d5c4b3a29180
    summary: 6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b
    representatives: [{person: rosa-marin, name: Rosa Marin, from: 2026-05-01, until: 2027-04-30}]
    entered_by: amara-okafor
    ```
    """
    for folder, seen in _find_in_state(movement, "rewritten"):
        pinned = folder.snapshots[-1] if folder.snapshots else folder.region
        message = f"the history of {folder.id} no longer holds the commit that was seen here{_last_seen(folder)}"
        help_ = "Ask the region to put its former history back; whoever has a clone of it can help."
        yield Finding(pinned.locate("commit" if folder.snapshots else "repository"), _with_cause(message, seen), help_)


@rule("F14", idea="M9")
def region_record_at_fault(movement: Movement) -> Iterator[Finding]:
    """
    The record of a region keeps the rules.

    A region is judged by the same rules as everybody, by anybody who likes, with the same answer. Where something is
    amiss in it, its people and circles are counted all the same, and the finding here only says where to look: each
    single one stands in the region's own check.

    Bad, the region is found at fault:
    ```yaml title="regions/valley.yml"
    name: Upper Valley
    repository: https://codeberg.org/upper-valley/record  # <- F14
    repository_id: 5b0e2f6a9c3d41788e90a1b2c3d4e5f6
    circle: valley-council
    joins: everyone
    since: 2026-11-16
    voices: {amara-okafor: consent, dimitra-vlachou: consent, grace-wanjiku: consent, kwame-mensah: consent,
      layla-haddad: consent, marisol-quispe: consent}
    entered_by: amara-okafor
    ```
    Good, the region is found sound:
    ```yaml title="regions/valley.yml"
    name: Upper Valley
    repository: https://codeberg.org/upper-valley/record
    repository_id: 5b0e2f6a9c3d41788e90a1b2c3d4e5f6
    circle: valley-council
    joins: everyone
    since: 2026-11-16
    voices: {amara-okafor: consent, dimitra-vlachou: consent, grace-wanjiku: consent, kwame-mensah: consent,
      layla-haddad: consent, marisol-quispe: consent}
    entered_by: amara-okafor
    ```
    """
    for folder, seen in _find_in_state(movement, "at fault"):
        message = f"the record of {folder.id} has {format_count(seen.errors, 'error')} of its own"
        help_ = "Offer your help; its own people see each of them with: nstgov check"
        yield Finding(folder.region.locate("repository"), _with_cause(message, seen), help_)


@rule("F15", idea="M13")
def region_of_another_repository(movement: Movement) -> Iterator[Finding]:
    """
    What lies at the address of a region is the repository that joined.

    An address may come to lead somewhere else: a name is given away, a server is taken over. A repository's id stands
    in its first ground rules and never changes; so it is compared, and what answers under another id is not counted.

    Bad, the region is found another repository:
    ```yaml title="regions/valley.yml"
    name: Upper Valley
    repository: https://codeberg.org/upper-valley/record
    repository_id: 5b0e2f6a9c3d41788e90a1b2c3d4e5f6  # <- F15
    circle: valley-council
    joins: everyone
    since: 2026-11-16
    voices: {amara-okafor: consent, dimitra-vlachou: consent, grace-wanjiku: consent, kwame-mensah: consent,
      layla-haddad: consent, marisol-quispe: consent}
    entered_by: amara-okafor
    ```
    Good, the region is found sound:
    ```yaml title="regions/valley.yml"
    name: Upper Valley
    repository: https://codeberg.org/upper-valley/record
    repository_id: 5b0e2f6a9c3d41788e90a1b2c3d4e5f6
    circle: valley-council
    joins: everyone
    since: 2026-11-16
    voices: {amara-okafor: consent, dimitra-vlachou: consent, grace-wanjiku: consent, kwame-mensah: consent,
      layla-haddad: consent, marisol-quispe: consent}
    entered_by: amara-okafor
    ```
    """
    for folder, seen in _find_in_state(movement, "another repository"):
        message = f"at the address of {folder.id} lies another repository"
        yield Finding(
            folder.region.locate("repository_id"),
            _with_cause(message, seen),
            "Ask the region where its record lies now, and whether it knows of this.",
        )


@rule("F17", idea="M15")
def region_takes_too_long(movement: Movement) -> Iterator[Finding]:
    """
    A region can be fetched and judged within the time and the size allowed.

    One slow or huge repository must not keep all others waiting. It is left out after the limit, said by name, and can
    be looked at by itself with more time.

    Bad, the region is found too slow:
    ```yaml title="regions/valley.yml"
    name: Upper Valley
    repository: https://codeberg.org/upper-valley/record  # <- F17
    repository_id: 5b0e2f6a9c3d41788e90a1b2c3d4e5f6
    circle: valley-council
    joins: everyone
    since: 2026-11-16
    voices: {amara-okafor: consent, dimitra-vlachou: consent, grace-wanjiku: consent, kwame-mensah: consent,
      layla-haddad: consent, marisol-quispe: consent}
    entered_by: amara-okafor
    ```
    Good, the region is found sound:
    ```yaml title="regions/valley.yml"
    name: Upper Valley
    repository: https://codeberg.org/upper-valley/record
    repository_id: 5b0e2f6a9c3d41788e90a1b2c3d4e5f6
    circle: valley-council
    joins: everyone
    since: 2026-11-16
    voices: {amara-okafor: consent, dimitra-vlachou: consent, grace-wanjiku: consent, kwame-mensah: consent,
      layla-haddad: consent, marisol-quispe: consent}
    entered_by: amara-okafor
    ```
    """
    for folder, seen in (*_find_in_state(movement, "too slow"), *_find_in_state(movement, "too large")):
        message = f"{folder.id} is {seen.state}{_last_seen(folder)}"
        help_ = f"Look at it by itself, with more time and room: nstgov federate check {folder.id} --seconds 3600"
        yield Finding(folder.region.locate("repository"), _with_cause(message, seen), help_)


def _find_in_state(movement: Movement, state: RegionState) -> Iterator[tuple[RegionFolder, RegionSighting]]:
    """The regions that were found in a state, with all that was found; none where nobody has looked."""
    for id_, seen in sorted((movement.sightings or {}).items()):
        if seen.state == state and id_ in movement.regions:
            yield movement.regions[id_], seen


def _with_cause(message: str, seen: RegionSighting) -> str:
    return f"{message} ({seen.said})" if seen.said else message


def _last_seen(folder: RegionFolder) -> str:
    """When it was seen last, as far as this record tells."""
    return f"; it was seen last on {folder.snapshots[-1].date}" if folder.snapshots else ""
