"""Family P: who stands behind a proposal, and who may close it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from nstgov.findings import Finding
from nstgov.lifecycle import (
    circles_of,
    first_day_in_a_circle,
    ground_rules_on,
    is_away_clear,
    is_belonging_clear,
    is_clear,
    lacking_consent,
    newest_version,
)
from nstgov.records import Author, Closed, Movement, Outside, ProposalFolder, Version, Where, name_of
from nstgov.rules.judged import versions_judged
from nstgov.rules.rule import rule
from nstgov.rules.saying import counted, listed, verb, written


@rule("P01", idea="M3 M17")
def too_few_authors(movement: Movement) -> Iterator[Finding]:
    """
    A proposal comes from at least four people.

    Four people who agree that something matters have already tested it on one another: they found words for it, heard
    each other's doubts and know that it is not one person's wish alone. So a circle that hears a proposal can trust
    that it is worth its evening. Members of any circle may propose, and people outside every circle too, marked as
    such; then a member carries the proposal into the circle, as a contact and not as a judge. Who has only an idea so
    far opens it as one, and lets others come to stand with it.

    Bad:
    ```yaml title="proposals/heat-refuge/v1.yml"
    authors: [salma-rahman, hugo-martens, nadege-pierre]  # <- P01
    ```
    Good:
    ```yaml title="proposals/heat-refuge/v1.yml"
    authors: [salma-rahman, hugo-martens, nadege-pierre, otto-virtanen]
    ```
    Bad, somebody is named twice:
    ```yaml title="proposals/heat-refuge/v1.yml"
    authors: [salma-rahman, hugo-martens, nadege-pierre, hugo-martens]  # <- P01
    ```
    Bad, an author was in no circle on the day it was submitted:
    ```yaml title="proposals/heat-refuge/v1.yml"
    submitted: 2026-06-20
    authors: [salma-rahman, nadege-pierre, otto-virtanen, mbali-khumalo]  # <- P01
    ```
    Good, the same people, one of them from outside:
    ```yaml title="proposals/heat-refuge/v1.yml"
    submitted: 2026-06-20
    authors: [salma-rahman, nadege-pierre, otto-virtanen, {name: Mbali Khumalo, outside: true}]
    ```
    Bad, all of them are outside and nobody carries it:
    ```yaml title="proposals/heat-refuge/v1.yml"
    authors: [{name: Ute Berg, outside: true}, {name: Jan Roth, outside: true},  # <- P01
              {name: Ida Holm, outside: true}, {name: Max Lind, outside: true}]
    ```
    Good, a member carries it:
    ```yaml title="proposals/heat-refuge/v1.yml"
    authors: [{name: Ute Berg, outside: true}, {name: Jan Roth, outside: true},
              {name: Ida Holm, outside: true}, {name: Max Lind, outside: true}]
    carried_by: salma-rahman
    ```
    """
    for version in versions_judged(movement, "authors", "submitted"):
        yield from _too_few(movement, version)
        yield from _in_no_circle(movement, version)
        if version.authors and all(isinstance(author, Outside) for author in version.authors):
            yield from _nobody_carries(movement, version)


def _too_few(movement: Movement, version: Version) -> Iterator[Finding]:
    least = ground_rules_on(movement, version.submitted).authors.least
    distinct = {_sameness(author) for author in version.authors}
    if len(distinct) >= least:
        return
    message = f"{counted(len(distinct), 'author')}; a proposal needs at least {written(least)}"
    if len(distinct) < len(version.authors):
        message = f"{_twice(version.authors)} stands twice, which leaves {message}"
    more = least - len(distinct)
    help_ = f"Ask {counted(more, 'more person', 'more people')} to stand behind it, and add their names."
    if more == 1:
        help_ = "Ask one more member to stand behind it, and add their name."
    yield Finding(version.at("authors"), message, help_)


def _sameness(author: Author) -> str:
    """What two entries of the same person share: an id, or a name whatever its letter case and blanks."""
    name = name_of(author)
    return " ".join(unicodedata.normalize("NFC", name).casefold().split()) if isinstance(author, Outside) else name


def _twice(authors: Iterable[Author]) -> str:
    seen: set[str] = set()
    for author in authors:
        if _sameness(author) in seen:
            return name_of(author)
        seen.add(_sameness(author))
    return ""


def _in_no_circle(movement: Movement, version: Version) -> Iterator[Finding]:
    for at, author in enumerate(version.authors):
        where = version.at("authors", at)
        if not isinstance(author, Outside):
            yield from _stranger(movement, version, author, where, "is named as an author")
        elif not author.outside:
            message = f"{author.name} has no id here, and is marked as not outside"
            yield Finding(where, message, "Write their id, or `outside: true` if they are in no circle.")


def _stranger(movement: Movement, version: Version, person: str, where: Where, what: str) -> Iterator[Finding]:
    """A finding where somebody was in no circle on the day a version was submitted."""
    day = version.submitted
    if circles_of(movement, person, day) or not is_belonging_clear(movement, person):
        return
    first = first_day_in_a_circle(movement, person)
    since = f" (they are since {first})" if first and first > day else ""
    help_ = "Name somebody who was in a circle that day."
    if what == "is named as an author":
        name = movement.people[person].name
        help_ = f"Mark them as outside, {{name: {name}, outside: true}}, or name somebody who was in a circle that day."
    yield Finding(where, f"{person} {what} and was in no circle on {day}{since}", help_)


def _nobody_carries(movement: Movement, version: Version) -> Iterator[Finding]:
    if not movement.is_sound(version, "carried_by"):
        return
    if version.carried_by:
        yield from _stranger(movement, version, version.carried_by, version.at("carried_by"), "carries it")
    else:
        message = "all its authors are outside every circle, and nobody carries it into one"
        yield Finding(version.at("authors"), message, "Ask a member to be the contact, and name them: `carried_by: …`.")


@rule("P10", idea="M2 M4")
def closed_without_every_voice(movement: Movement) -> Iterator[Finding]:
    """
    A proposal is withdrawn by all its authors, or set aside by everyone in the circles asked.

    What four people brought, one of them cannot take away; and a circle that does not want to go on with something
    decides that as it decides everything, by consent. Whoever still believes in a proposal keeps it alive by saying
    so. That a proposal was closed stays on record with its reasons, and its authors may come back with another.

    Bad, withdrawn without one of its authors:
    ```yaml title="proposals/winter-lights/closed.yml"
    voices: {diego-morales: consent, ingrid-solberg: consent, hana-sato: consent}  # <- P10
    ```
    Good:
    ```yaml title="proposals/winter-lights/closed.yml"
    voices: {diego-morales: consent, ingrid-solberg: consent, hana-sato: consent, oksana-koval: consent}
    ```
    Bad, set aside while somebody in the circle does not consent to that:
    ```yaml title="proposals/car-free-sundays/closed.yml"
    voices:
      amara-okafor: consent
      kwame-mensah: consent
      hana-sato: consent
      zeynep-yildiz: consent
      clara-hoffmann: {says: object, because: I would like to hear the authors once more.}  # <- P10
      fatima-el-idrissi: consent
    ```
    Good, set aside by everyone in it:
    ```yaml title="proposals/car-free-sundays/closed.yml"
    voices:
      amara-okafor: consent
      kwame-mensah: consent
      hana-sato: consent
      zeynep-yildiz: consent
      clara-hoffmann: {says: consent, concern: I would have liked to hear the authors once more.}
      fatima-el-idrissi: consent
    ```
    """
    for closed in movement.sound(Closed, "date", "result", "voices"):
        folder = movement.proposals[closed.proposal]
        if all(movement.is_sound(version, "submitted") for version in folder.versions.values()):
            version = newest_version(folder, closed.date)
            if closed.result == "withdrawn":
                yield from _withdrawn(movement, closed, folder, version)
            elif version is None:
                yield from _set_aside_too_early(closed, folder)
            elif version.imported is None and movement.is_sound(version, "imported", "asks"):
                yield from _set_aside(movement, closed, version)


def _withdrawn(
    movement: Movement, closed: Closed, folder: ProposalFolder, version: Version | None
) -> Iterator[Finding]:
    if version and version.imported is None and movement.is_sound(version, "imported", "authors"):
        yield from _without(closed, map(name_of, version.authors), "every author's own voice", version.at("authors"))
    elif not folder.versions and folder.idea and movement.is_sound(folder.idea, "by"):
        openers = map(name_of, folder.idea.by)
        yield from _without(closed, openers, "the voice of each who opened it", folder.idea.at("by"))


def _set_aside_too_early(closed: Closed, folder: ProposalFolder) -> Iterator[Finding]:
    if not folder.versions:
        message = "no circle was asked yet, so none can set it aside"
        yield Finding(closed.at("result"), message, "Let those who opened the idea withdraw it, or leave it open.")


def _set_aside(movement: Movement, closed: Closed, version: Version) -> Iterator[Finding]:
    asked = [c for c in dict.fromkeys(version.asks) if is_clear(movement, c) and is_away_clear(movement, c)]
    lacking = (person for circle in asked for person in lacking_consent(movement, closed.voices, circle, closed.date))
    yield from _without(closed, lacking, f"the consent of every member of {listed(asked)}", version.at("asks"))


def _without(closed: Closed, awaited: Iterable[str], needed: str, related: Where) -> Iterator[Finding]:
    """Findings for the people who have not consented to closing a proposal."""
    silent = []
    for person in dict.fromkeys(awaited):
        says = closed.voices[person].says if person in closed.voices else "absent"
        if says == "object":
            message = f"{person} does not consent to closing it"
            help_ = "Leave the proposal open, and hear what would make it right for them."
            yield Finding(closed.at("voices", person), message, help_, (related,))
        elif says != "consent":
            silent.append(person)
    if silent:
        result = "withdraw" if closed.result == "withdrawn" else "set aside"
        message = f"{listed(silent)} {verb(silent, 'has', 'have')} not spoken; to {result} a proposal takes {needed}"
        yield Finding(closed.at("voices"), message, f"Ask {listed(silent)}, and add what they say.", (related,))
