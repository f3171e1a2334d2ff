"""Family F: whom a region sends, for how long, and whether anybody still looks at it (M5, M10, M15)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nstgov.findings import Finding
from nstgov.lifecycle import ground_rules_on
from nstgov.lifecycle.days import days_after
from nstgov.lifecycle.regions import find_last_seat, list_seats, span_of_region
from nstgov.lifecycle.wording import format_count, format_list
from nstgov.records import Movement, RegionFolder, RegionSnapshot
from nstgov.rules.rule import rule

SOON = 60
"""Days before the end of a term in which its region is asked who follows."""


@rule("F03", idea="M5 M10")
def region_sends_out_of_order(movement: Movement) -> Iterator[Finding]:
    """
    Whom a region sends has a term that ends, and no more of them sit there at once than of any circle.

    A snapshot repeats what the region's own elections say, and the ground rules of this circle hold for all who sit in
    it: a first and a last day, no longer than the longest sunset; as many at once as any circle sends. It is taken on a
    day on which the region belongs here.

    Bad, a term of ten years:
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
    representatives:
      - {person: rosa-marin, name: Rosa Marin, from: 2026-05-01, until: 2036-04-30}  # <- F03
    entered_by: amara-okafor
    ```
    Good, a year:
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
    representatives:
      - {person: rosa-marin, name: Rosa Marin, from: 2026-05-01, until: 2027-04-30}
    entered_by: amara-okafor
    ```
    """
    for folder in movement.regions.values():
        if movement.is_sound(folder.region, "since"):
            for seen in folder.snapshots:
                if movement.is_sound(seen, "date", "representatives"):
                    yield from _check_day(movement, folder, seen)
                    yield from _check_terms(movement, seen)


def _check_day(movement: Movement, folder: RegionFolder, seen: RegionSnapshot) -> Iterator[Finding]:
    whole = span_of_region(movement, folder)
    if not whole.has_day(seen.date):
        when = f"joined on {whole.first}" if seen.date < whole.first else f"left on {whole.last}"
        message = f"{folder.id} was seen on {seen.date}, and {when}"
        yield Finding(seen.locate(), message, "Look at a region from the day it joins to the day it leaves.")


def _check_terms(movement: Movement, seen: RegionSnapshot) -> Iterator[Finding]:
    rules = ground_rules_on(movement, seen.date)
    longest = rules.longest_sunset_days
    for at, who in enumerate(seen.representatives):
        place = seen.locate("representatives", at)
        if who.until < who.from_:
            message = f"the term of {who.person} ends on {who.until}, before it begins"
            yield Finding(place, message, f"Look it up in the record of {seen.region}.")
        elif who.until > days_after(who.from_, longest):
            message = f"the term of {who.person} is longer than {longest} days, the longest there is here"
            yield Finding(place, message, f"Ask {seen.region} to choose for a shorter term.")
    sitting = [who.person for who in seen.representatives if who.from_ <= seen.date <= who.until]
    most = rules.representatives.most
    if len(sitting) > most:
        message = f"{format_list(sitting)} would sit there at once, and {format_count(most, 'representative')} may"
        yield Finding(seen.locate("representatives"), message, f"Ask {seen.region} whom of them it sends.")


@rule("F05", idea="M15", lane="calendar")
def region_not_seen_lately(movement: Movement, today: date) -> Iterator[Finding]:
    """
    Somebody has looked at each region lately.

    What a region decides, and whom it sends, is known here only as far as the newest snapshot tells. While nobody
    looks, new representatives cannot sit down, and old ones speak on until their term ends. Looking is one command, and
    may be done by anybody.

    Bad on 2026-11-23, nobody has looked yet:
    ```yaml title="regions/valley.yml"
    name: Upper Valley  # <- F05, F06
    repository: https://codeberg.org/upper-valley/record
    repository_id: 5b0e2f6a9c3d41788e90a1b2c3d4e5f6
    circle: valley-council
    joins: everyone
    since: 2026-11-16
    voices: {amara-okafor: consent, dimitra-vlachou: consent, grace-wanjiku: consent, kwame-mensah: consent,
      layla-haddad: consent, marisol-quispe: consent}
    entered_by: amara-okafor
    ```
    Good on 2026-11-23, there is a snapshot:
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
    representatives:
      - {person: rosa-marin, name: Rosa Marin, from: 2026-05-01, until: 2027-04-30}
    entered_by: amara-okafor
    ```
    """
    for folder in _regions_there(movement, today):
        days = [seen.date for seen in folder.snapshots if seen.date <= today]
        help_ = f"Look at it, and add what you see: nstgov federate fetch {folder.id}"
        if not days:
            message = f"{folder.id} joined on {folder.region.since}, and nobody has looked at its record yet"
            yield Finding(folder.region.locate("name"), message, help_)
        elif (today - max(days)).days > ground_rules_on(movement, today).quiet_after_days:
            message = f"{folder.id} was seen last on {max(days)}, {(today - max(days)).days} days ago"
            yield Finding(folder.region.locate("name"), message, help_)


@rule("F06", idea="M10 M11", lane="calendar")
def region_not_represented(movement: Movement, today: date) -> Iterator[Finding]:
    """
    Somebody sits here for each region, and follows before a term ends.

    When a term ends and nobody has come, everybody in that region is silent here from the next day on, however many
    they are, and no decision that affects them can be made. So it is said early: while somebody still sits there, and
    again when nobody does.

    Bad on 2026-11-23, the term ends in five weeks:
    ```yaml title="regions/valley.yml"
    name: Upper Valley  # <- F06
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
    representatives:
      - {person: rosa-marin, name: Rosa Marin, from: 2026-05-01, until: 2026-12-28}
    entered_by: amara-okafor
    ```
    Good on 2026-11-23, who follows is chosen:
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
    representatives:
      - {person: rosa-marin, name: Rosa Marin, from: 2026-05-01, until: 2026-12-28}
      - {person: emil-novak, name: Emil Novak, from: 2026-12-29, until: 2027-12-28}
    entered_by: amara-okafor
    ```
    """
    for folder in _regions_there(movement, today):
        place, joins = folder.region.locate("name"), folder.region.joins
        seats = list_seats(movement, folder)
        help_ = f"Ask {folder.id} to choose somebody, then look again: nstgov federate fetch {folder.id}"
        if not any(seat.span.has_day(today) for seat in seats):
            last = find_last_seat(movement, folder, today)
            since = f"; the term of {last.person} ended on {last.span.last}" if last else ""
            yield Finding(place, f"nobody sits in {joins} for {folder.id}{since}", help_)
        elif not any(seat.span.has_day(days_after(today, SOON)) for seat in seats):
            end = max(seat.span.last for seat in seats)
            message = f"on {end} the last term of {folder.id} in {joins} ends, and nobody is known to follow"
            yield Finding(place, message, help_)


def _regions_there(movement: Movement, today: date) -> Iterator[RegionFolder]:
    """The regions that belong here on a day, and can be read."""
    for folder in movement.regions.values():
        is_read = movement.is_sound(folder.region, "since", "joins", "circle")
        if is_read and span_of_region(movement, folder).has_day(today):
            yield folder
