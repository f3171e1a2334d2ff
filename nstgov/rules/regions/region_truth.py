"""Family F: whether what stands here of a region is what its own record says (M8, M13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nstgov import __version__
from nstgov.findings import Finding
from nstgov.lifecycle.wording import format_list
from nstgov.records import Movement, RegionSighting, RegionSnapshot
from nstgov.rules.rule import rule

Sent = set[tuple[str, date, date]]


@rule("F16", idea="M13")
def summary_of_another_record(movement: Movement) -> Iterator[Finding]:
    """
    The hash of a summary here is that of the summary which its commit gives.

    A snapshot names a commit and the hash of the region's summary on that day. Anybody can make the summary anew from
    the commit, with the same bytes. If the hash is another one, what was handed over spoke of something else than the
    commit it named. (Made with another release of this program it may differ honestly; then it is a warning.)

    Bad, the region is found with another summary:
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
    summary: 6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b  # <- F16
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
    for seen, found in _pinned(movement):
        if found.summary is not None and found.summary != seen.summary:
            message = f"commit {seen.commit[:12]} of {seen.region} gives another summary: {found.summary[:12]}…"
            help_ = f"Look at the region yourself, and add what you see: nstgov federate fetch {seen.region}"
            is_same = seen.made_with in (None, f"nstgov {__version__}")
            yield Finding(seen.locate("summary"), message, help_, severity=None if is_same else "warning")


@rule("F18", idea="M8 M11")
def region_left_out(movement: Movement) -> Iterator[Finding]:
    """
    Everybody in a region whom a decision here affects has taken part, in one unbroken chain.

    A decision that affects a circle in another repository is made by that circle too: through those whom it sent
    upwards in its own region, and through those whom the region sends here. This record knows the last step only; the
    others stand in the records below. Where one of them was missing on the day, the place is named, and whose term had
    run out.

    Bad, the region is found unheard in monday-soup:
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
    ```yaml title="decisions/monday-soup/decision.yml"
    circles: [rope-walk]  # <- F18
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
    ```yaml title="decisions/monday-soup/decision.yml"
    circles: [rope-walk]
    ```
    """
    for id_, found in sorted((movement.sightings or {}).items()):
        for unheard in found.unheard:
            folder = movement.decisions.get(unheard.decision)
            if folder and folder.decision:
                help_ = f"Wait until {id_} is heard through somebody chosen there, then decide anew."
                yield Finding(folder.decision.locate("circles"), unheard.message, help_)


@rule("F19", idea="M10 M13")
def sent_otherwise_than_said(movement: Movement) -> Iterator[Finding]:
    """
    Whom a snapshot names as sent by a region, the region has chosen, for that very term.

    Who sits here for a region is decided there, in an election by consent, and nowhere else. A snapshot only repeats
    it. It is held against the region's own record at the commit it names: the same people, the same days.

    Bad, the region is found sending nobody:
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
    representatives: [{person: rosa-marin, name: Rosa Marin, from: 2026-05-01, until: 2027-04-30}]  # <- F19
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
    for seen, found in _pinned(movement):
        if found.representatives is not None and movement.is_sound(seen, "representatives"):
            named: Sent = {(who.person, who.from_, who.until) for who in seen.representatives}
            if named != set(found.representatives):
                yield Finding(
                    seen.locate("representatives"), *_tell_difference(seen, named, set(found.representatives))
                )


def _pinned(movement: Movement) -> Iterator[tuple[RegionSnapshot, RegionSighting]]:
    """The newest snapshot of each region that was looked at, with what was found of it."""
    for id_, found in sorted((movement.sightings or {}).items()):
        folder = movement.regions.get(id_)
        if folder and folder.snapshots and movement.is_sound(folder.snapshots[-1], "commit", "summary"):
            yield folder.snapshots[-1], found


def _tell_difference(seen: RegionSnapshot, named: Sent, true: Sent) -> tuple[str, str]:
    """What is so, and the next step."""
    help_ = f"Add what its record says: nstgov federate fetch {seen.region}"
    commit = f"{seen.region} at {seen.commit[:12]}"
    if wrong := sorted({person for person, _, _ in named - true}):
        return f"{commit} does not send {format_list(wrong)} for that term", help_
    return f"{commit} also sends {format_list(sorted({person for person, _, _ in true - named}))}", help_
