"""Family E: how long a term lasts, and how many represent a circle at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nstgov.findings import Finding
from nstgov.lifecycle import (
    REPRESENTATIVE,
    Term,
    all_terms,
    begins,
    days_after,
    ground_rules_on,
    members_on,
    parting_on,
    terms_on,
)
from nstgov.records import Election, Movement, Where
from nstgov.rules.elections import elections_judged
from nstgov.rules.rule import rule
from nstgov.rules.saying import listed, written


@rule("E04", idea="M5")
def term_without_end(movement: Movement) -> Iterator[Finding]:
    """
    Every term in a role has a last day, no farther off than a decision's.

    Whoever is chosen is lent something, and gives it back on a day that everybody knows. Then the circle looks again,
    with thanks, and may choose the same person if all can live with that. A term ends sooner only when the person
    resigns, when the whole circle lets it go, or when another election of the same circle for the same role succeeds
    it.

    Bad, no end:
    ```yaml title="decisions/tide-house-roof-steward-2026/election.yml"
    term: {from: 2026-08-01}  # <- E04
    ```
    Bad, more than the 730 days of the ground rules:
    ```yaml title="decisions/tide-house-roof-steward-2026/election.yml"
    term: {from: 2026-08-01, until: 2028-07-19}  # <- E04
    ```
    Bad, it ends before it begins:
    ```yaml title="decisions/tide-house-roof-steward-2026/election.yml"
    term: {from: 2026-08-01, until: 2026-07-31}  # <- E04
    ```
    Good, the farthest that they allow:
    ```yaml title="decisions/tide-house-roof-steward-2026/election.yml"
    term: {from: 2026-08-01, until: 2028-07-18}
    ```
    Bad, it would end the term of somebody in another role:
    ```yaml title="decisions/tide-house-roof-steward-2026/election.yml"
    succeeds: tide-house-representative-2026  # <- E04
    ```
    Good, the term before it in the same role:
    ```yaml title="decisions/la-plaza-second-representative-2026/election.yml"
    succeeds: la-plaza-second-representative-2025
    ```
    """
    for election in movement.sound(Election, "held", "term"):
        last, first = election.term.until, begins(election)
        longest = ground_rules_on(movement, election.held).longest_sunset_days
        farthest = days_after(election.held, longest)
        if last is None:
            help_ = f"Agree on a last day, {farthest} or sooner, and add it: `until: …`."
            yield Finding(election.at("term", "until"), "the term has no last day", help_)
        elif last < first:
            yield Finding(
                election.at("term", "until"),
                f"the term ends on {last}, and begins on {first}",
                "Write a later last day.",
            )
        elif last > farthest:
            message = f"the term ends on {last}; {longest} days from {election.held} are allowed, to {farthest}"
            yield Finding(election.at("term", "until"), message, f"Agree on {farthest} or sooner.")
    for election in movement.sound(Election, "succeeds", "circle", "role"):
        yield from _succeeds_another(movement, election)


def _succeeds_another(movement: Movement, election: Election) -> Iterator[Finding]:
    folder = movement.decisions.get(election.succeeds or "")
    before = folder.election if folder else None
    if before is None or not movement.is_sound(before, "circle", "role"):
        return
    if before is election:
        message, help_ = "it would succeed itself", "Name the election before it, or leave the line out."
    elif (before.circle, before.role) != (election.circle, election.role):
        message = f"{before.election} chose the {before.role} of {before.circle}, which is another term"
        help_ = f"Name an election of {election.circle} for the same role, or leave the line out."
    else:
        return
    yield Finding(election.at("succeeds"), message, help_, (before.at("role"),))


@rule("E05", idea="M10")
def too_many_representatives(movement: Movement) -> Iterator[Finding]:
    """
    A circle has one representative at once, or two.

    Two see more than one, and one can be ill. But with more, the circle above grows too large to hear everybody, and
    large circles would weigh more than small ones. Who is chosen anew in somebody's place says whose term they succeed;
    that one ends the day before.

    Bad, a third one at the same time:
    ```yaml title="decisions/three-bridges-third-representative-2026/election.yml"
    circle: three-bridges
    role: representative
    held: 2026-11-20
    term: {from: 2026-11-22, until: 2028-03-31}  # <- E05
    nominations:
      amara-okafor: {for: clara-hoffmann, because: She went round with the handcart in August.}
      aroha-ngata: {for: zeynep-yildiz, because: "Listens, and then says one thing."}
      clara-hoffmann: {for: zeynep-yildiz, because: Never speaks for me without asking me.}
      fatima-el-idrissi: {for: clara-hoffmann, because: She asks who is missing.}
      kwame-mensah: {for: zeynep-yildiz, because: It is time for the yard.}
      zeynep-yildiz: {for: clara-hoffmann, because: Her evenings are free.}
    proposed: {person: clara-hoffmann, because: It is time for the yard.}
    voices: {amara-okafor: consent, aroha-ngata: consent, clara-hoffmann: consent, fatima-el-idrissi: consent,
             kwame-mensah: consent, zeynep-yildiz: consent}
    entered_by: aroha-ngata
    ```
    Good, in the place of one whose term ends with that:
    ```yaml title="decisions/three-bridges-second-representative-2027/election.yml"
    circle: three-bridges
    role: representative
    held: 2026-11-20
    term: {from: 2026-11-22, until: 2028-03-31}
    succeeds: three-bridges-second-representative-2026
    nominations:
      amara-okafor: {for: clara-hoffmann, because: She went round with the handcart in August.}
      aroha-ngata: {for: zeynep-yildiz, because: "Listens, and then says one thing."}
      clara-hoffmann: {for: zeynep-yildiz, because: Never speaks for me without asking me.}
      fatima-el-idrissi: {for: clara-hoffmann, because: She asks who is missing.}
      kwame-mensah: {for: zeynep-yildiz, because: It is time for the yard.}
      zeynep-yildiz: {for: clara-hoffmann, because: Her evenings are free.}
    proposed: {person: clara-hoffmann, because: It is time for the yard.}
    voices: {amara-okafor: consent, aroha-ngata: consent, clara-hoffmann: consent, fatima-el-idrissi: consent,
             kwame-mensah: consent, zeynep-yildiz: consent}
    entered_by: aroha-ngata
    ```
    """
    for election in elections_judged(movement, "role", "term", "proposed", "succeeds"):
        if election.role == REPRESENTATIVE and not _is_passed_on(movement, election):
            first = begins(election)
            before = _chosen_before(movement, election, first)
            people = {term.person for term in before}
            most = ground_rules_on(movement, election.held).representatives.most
            if len(people) >= most and election.proposed.person not in people and all(term.sure for term in before):
                now = f"{listed(sorted(people))} represent {election.circle} on {first} already"
                message = f"{now}; {written(most)} at once {'is' if most == 1 else 'are'} the most"
                help_ = "Say whose term this one `succeeds`, or let it begin when one of theirs has ended."
                yield Finding(election.at("term"), message, help_, tuple(_places(movement, before)))


def _is_passed_on(movement: Movement, election: Election) -> bool:
    """Whether somebody else has the seat by the end of its first day, or nobody: whoever was chosen parted from it."""
    first, ended = begins(election), movement.decisions[election.election].ended
    parts = election.proposed.person in parting_on(movement, election.circle, first)
    is_succeeded = all_terms(movement)[election.election].span.is_empty()
    return parts or is_succeeded or (ended is not None and ended.date == first)


def _chosen_before(movement: Movement, election: Election, day: date) -> list[Term]:
    """
    The terms of a circle's representatives on a day that come before an election's own, of people still members.

    Whoever leaves or resigns on that very day has made room.
    """
    members = members_on(movement, election.circle, day).keys() - parting_on(movement, election.circle, day)
    own = (begins(election), election.held, election.election)
    found = []
    for term in terms_on(movement, election.circle, REPRESENTATIVE, day):
        other = movement.decisions[term.election].election
        ends = movement.decisions[term.election].ended
        makes_room = ends is not None and ends.date == day
        if other and term.person in members and not makes_room and (term.span.first, other.held, term.election) < own:
            found.append(term)
    return found


def _places(movement: Movement, terms: list[Term]) -> Iterator[Where]:
    for term in terms:
        if election := movement.decisions[term.election].election:
            yield election.at("term")
