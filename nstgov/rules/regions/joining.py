"""Family F: how a region joins a circle here, and how it leaves (M2, M13, M22)."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle import is_clear_on
from nstgov.lifecycle.away import lacking_consent
from nstgov.lifecycle.one_day import members_before
from nstgov.lifecycle.regions import find_region, list_seats, span_of_region
from nstgov.lifecycle.wording import choose_verb_form, format_list
from nstgov.records import Movement, Region, RegionFolder, RegionLeaves
from nstgov.rules.rule import rule


@rule("F01", idea="M2 M8")
def region_without_consent(movement: Movement) -> Iterator[Finding]:
    """
    A region joins a circle with the consent of every member of it.

    Whoever sits in a circle has a voice in everything it decides, and a region sends people to sit there. So the circle
    says yes to a region as it says yes to a circle that it takes in: every member of it, by name, before the first
    representative comes. A circle in which nobody is yet is open to all.

    Bad, two members of Everyone were not asked:
    ```yaml title="regions/valley.yml"
    name: Upper Valley
    repository: https://codeberg.org/upper-valley/record
    repository_id: 5b0e2f6a9c3d41788e90a1b2c3d4e5f6
    circle: valley-council
    joins: everyone
    since: 2026-11-20
    voices: {amara-okafor: consent, dimitra-vlachou: consent, kwame-mensah: consent, layla-haddad: consent}  # <- F01
    entered_by: amara-okafor
    ```
    Good, everybody in it says yes:
    ```yaml title="regions/valley.yml"
    name: Upper Valley
    repository: https://codeberg.org/upper-valley/record
    repository_id: 5b0e2f6a9c3d41788e90a1b2c3d4e5f6
    circle: valley-council
    joins: everyone
    since: 2026-11-20
    voices: {amara-okafor: consent, dimitra-vlachou: consent, grace-wanjiku: consent, kwame-mensah: consent,
      layla-haddad: consent, marisol-quispe: consent}
    entered_by: amara-okafor
    ```
    """
    for region in movement.find_sound(Region, "voices", "joins", "since"):
        circle, day = region.joins, region.since
        if is_clear_on(movement, circle, day) and members_before(movement, circle, day):
            own = f"{region.region}--"
            lacking = [p for p in lacking_consent(movement, region.voices, circle, day) if not p.startswith(own)]
            if lacking:
                verb = choose_verb_form(lacking, "has", "have")
                message = f"{format_list(lacking)} of {circle} {verb} not consented to {region.region} joining it"
                help_ = "Ask them, and enter what they say; until then the region stays a good neighbour."
                yield Finding(region.locate("voices") if region.voices else region.locate("joins"), message, help_)


@rule("F02", idea="M13")
def repository_twice(movement: Movement) -> Iterator[Finding]:
    """
    Each region is another repository: no two have one `repository_id`, and none has that of this one.

    A repository's id is made once and stands in its ground rules for ever. If two regions had the same one, the same
    people would be counted twice and sit in two places; if a region had this repository's own, it would stand below
    itself.

    Bad, the id is that of this very repository:
    ```yaml title="regions/valley.yml"
    name: Upper Valley
    repository: https://codeberg.org/upper-valley/record
    repository_id: a038d6892439eb4d5e48ff7bde7d5c32  # <- F02
    circle: valley-council
    joins: everyone
    since: 2026-11-20
    voices: {amara-okafor: consent, dimitra-vlachou: consent, grace-wanjiku: consent, kwame-mensah: consent,
      layla-haddad: consent, marisol-quispe: consent}
    entered_by: amara-okafor
    ```
    Good, it has one of its own:
    ```yaml title="regions/valley.yml"
    name: Upper Valley
    repository: https://codeberg.org/upper-valley/record
    repository_id: 5b0e2f6a9c3d41788e90a1b2c3d4e5f6
    circle: valley-council
    joins: everyone
    since: 2026-11-20
    voices: {amara-okafor: consent, dimitra-vlachou: consent, grace-wanjiku: consent, kwame-mensah: consent,
      layla-haddad: consent, marisol-quispe: consent}
    entered_by: amara-okafor
    ```
    """
    seen: dict[str, Region] = {}
    for region in sorted(movement.find_sound(Region, "repository_id", "since"), key=lambda r: (r.since, r.region)):
        at, help_ = region.locate("repository_id"), f"Look it up in the ground rules of {region.region}."
        other = seen.get(region.repository_id)
        if region.repository_id == movement.repository_id:
            yield Finding(at, f"{region.region} is said to be this very repository", help_)
        elif other is not None and _are_both_there(movement, other, region):
            message = f"{region.region} is the same repository as {other.region}"
            yield Finding(at, message, help_, (other.locate("repository_id"),))
        seen[region.repository_id] = region


def _are_both_there(movement: Movement, first: Region, second: Region) -> bool:
    """Whether the first has not left before the second joins."""
    return span_of_region(movement, movement.regions[first.region]).last >= second.since


@rule("F04", idea="M2 M22")
def region_left_without_word(movement: Movement) -> Iterator[Finding]:
    """
    A region leaves by the word of those whom it sends, or, where it cannot be reached, by that of everybody else.

    Nobody is kept, and nobody is thrown away. A region that wants to go says so through its representatives, and is
    asked for nothing more. One that has fallen silent, so that nobody sits there for it any more, is let go by all
    members of the circle that it had joined; its own record stays its own, and it may join again.

    Bad, a single member of the circle ends it:
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
    ```yaml title="regions/valley/leaves.yml"
    date: 2026-11-20
    because: The road is long in winter.
    voices: {amara-okafor: consent}  # <- F04
    entered_by: amara-okafor
    ```
    Good, its representative says so:
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
    ```yaml title="regions/valley/leaves.yml"
    date: 2026-11-20
    because: The road is long in winter.
    voices: {valley--rosa-marin: consent}
    entered_by: amara-okafor
    ```
    """
    for folder in movement.regions.values():
        leaves = folder.leaves
        if leaves is not None and movement.is_sound(leaves, "date", "voices"):
            if leaves.date < folder.region.since:
                message = f"{folder.id} leaves on {leaves.date} and joined only on {folder.region.since}"
                yield Finding(leaves.locate("date"), message, "Write the last day on which it belongs here.")
            elif movement.is_sound(folder.region, "joins", "since", "circle"):
                yield from _check_word(movement, folder, leaves)


def _check_word(movement: Movement, folder: RegionFolder, leaves: RegionLeaves) -> Iterator[Finding]:
    sent = sorted({seat.person for seat in list_seats(movement, folder) if seat.span.has_day(leaves.date)})
    at = leaves.locate("voices") if leaves.voices else leaves.locate()
    if sent:
        silent = [p for p in sent if p not in leaves.voices or leaves.voices[p].says != "consent"]
        if silent:
            message = f"{format_list(silent)}, whom {folder.id} sends, {_has(silent)} not said that it leaves"
            yield Finding(at, message, f"Ask {format_list(silent)}, and enter what they say.")
        return
    circle = folder.region.joins
    others = lacking_consent(movement, leaves.voices, circle, leaves.date)
    lacking = [p for p in others if find_region(movement, p) is not folder]
    if lacking and is_clear_on(movement, circle, leaves.date):
        message = (
            f"nobody sits there for {folder.id}, and {format_list(lacking)} of {circle} {_has(lacking)} not consented"
        )
        yield Finding(at, message, f"Look for {folder.id} once more; then ask every member of {circle}.")


def _has(people: list[str]) -> str:
    return choose_verb_form(people, "has", "have")
