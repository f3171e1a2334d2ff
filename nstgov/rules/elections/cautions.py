"""Family E: kind words about who is chosen, and where to go from there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from nstgov.findings import Finding
from nstgov.lifecycle import (
    REPRESENTATIVE,
    Term,
    circle_on,
    collect_all_terms,
    collect_terms_by_circle,
    first_day_of_term,
    ground_rules_on,
    is_open,
)
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.validity.held_election import look_at_election
from nstgov.lifecycle.validity.lacks_of_election import namers_of
from nstgov.lifecycle.wording import format_list
from nstgov.records import Election, Movement, Where
from nstgov.rules.rule import rule

_SUGGESTED = 3


@rule("E06", idea="M11", lane="calendar", severity="advice")
def no_parent_yet(movement: Movement, today: date) -> Iterator[Finding]:
    """
    A circle that has chosen a representative looks for the circle above, where the others meet.

    Friends who have found together and chosen somebody are ready to meet other circles. A circle names a parent by an
    act of its own; if the parent has members already, they take it in. Until then its representative has nowhere to
    sit, and nothing is wrong with that: this is only a kind word, with circles that it could ask.

    Bad, it has chosen somebody and names no parent:
    ```yaml title="circles/old-harbour/tide-house/circle.yml"
    # without: parent
    opened: 2026-05-16
    ```
    ```yaml title="decisions/tide-house-representative-2026/election.yml"
    circle: tide-house  # <- E06
    ```
    Good, it names one:
    ```yaml title="circles/old-harbour/tide-house/circle.yml"
    parent: old-harbour
    ```
    """
    rules = ground_rules_on(movement, today)
    for circle, terms in collect_terms_by_circle(movement).items():
        state = circle_on(movement, circle, today)
        sitting = [term for term in terms if term.span.has_day(today) and term.sure]
        if state and sitting and is_open(movement, circle, today) and not state.parent and circle != rules.top:
            above = rules.levels[rules.levels.index(state.level) + 1 :] if state.level in rules.levels else ()
            if above:
                yield _report_could_join(movement, sitting[0], above[0], state.place, today)


def _report_could_join(movement: Movement, term: Term, level: str, place: str | None, today: date) -> Finding:
    named = _find_circles_with_room(movement, level, place, today)
    message = f"{term.circle} has chosen {term.person} and names no circle above it yet"
    help_ = f"Ask {format_list(named, 'or')} to take you in, and name it as `parent`."
    if not named:
        help_ = f"Look for other circles with whom to begin one on the level {level}."
    election = movement.decisions[term.election].election
    return Finding(election.locate("circle") if election else Where(term.circle), message, help_)


def _find_circles_with_room(movement: Movement, level: str, place: str | None, today: date) -> list[str]:
    """A few circles of a level that are not full: those of the same place first, then the smaller ones."""
    most = ground_rules_on(movement, today).circle_size.most
    states = (circle_on(movement, id_, today) for id_ in movement.circles)
    fit = [s for s in states if s and s.level == level and s.stage != "closed" and len(s.members) < most]
    return [s.id for s in sorted(fit, key=lambda s: (s.place != place, len(s.members), s.id))[:_SUGGESTED]]


@rule("E07", idea="M10", severity="advice")
def election_with_caution(movement: Movement) -> Iterator[Finding]:
    """
    Look twice at somebody who puts themselves forward, leads the talk, or carries much already.

    The best representative is careful, has the time, and listens; it need not be the one who leads. Sometimes the only
    one to name somebody is that person; sometimes the facilitator is chosen while leading the round, or one pair of
    shoulders gets everything. All of that can be right, and the circle has consented to it. This is only a kind word,
    said once: ask each other whether it is what you want.

    Bad, nobody but herself has named her:
    ```yaml title="decisions/three-bridges-representative-2026/election.yml"
    nominations:
      amara-okafor: {for: amara-okafor, because: I would like to and I have the time.}
      jonas-lindqvist: {for: kwame-mensah, because: He asks those who have said nothing.}
      kwame-mensah: {for: hana-sato, because: She draws what people mean.}
      hana-sato: {for: kwame-mensah, because: Can sit with a silence.}
      zeynep-yildiz: {for: kwame-mensah, because: He fetched my groceries all winter.}
    # without: changes
    proposed: {person: amara-okafor, because: She would like to.}  # <- E07
    ```
    Good, another has named her too:
    ```yaml title="decisions/three-bridges-representative-2026/election.yml"
    nominations:
      amara-okafor: {for: amara-okafor, because: I would like to and I have the time.}
      jonas-lindqvist: {for: kwame-mensah, because: He asks those who have said nothing.}
      kwame-mensah: {for: hana-sato, because: She draws what people mean.}
      hana-sato: {for: kwame-mensah, because: Can sit with a silence.}
      zeynep-yildiz: {for: amara-okafor, because: She says so openly. I like that.}
    # without: changes
    proposed: {person: amara-okafor, because: She would like to.}
    ```
    Bad, she leads the talk in which she is chosen:
    ```yaml title="decisions/three-bridges-representative-2026/election.yml"
    facilitator: amara-okafor  # <- E07
    ```
    Good, somebody else does:
    ```yaml title="decisions/three-bridges-representative-2026/election.yml"
    facilitator: zeynep-yildiz
    ```
    Bad, their representative is their facilitator already:
    ```yaml title="decisions/three-bridges-second-representative-2027/election.yml"
    circle: three-bridges
    role: representative
    held: 2026-11-20
    facilitator: kwame-mensah
    term: {from: 2026-11-22, until: 2028-03-31}
    succeeds: three-bridges-second-representative-2026
    nominations:
      amara-okafor: {for: clara-hoffmann, because: She went round with the handcart in August.}
      aroha-ngata: {for: zeynep-yildiz, because: "Listens, and then says one thing."}
      clara-hoffmann: {for: zeynep-yildiz, because: Never speaks for me without asking me.}
      fatima-el-idrissi: {for: clara-hoffmann, because: She asks who is missing.}
      kwame-mensah: {for: zeynep-yildiz, because: It is time for the yard.}
      zeynep-yildiz: {for: clara-hoffmann, because: Her evenings are free.}
    proposed: {person: zeynep-yildiz, because: It is time for the yard.}  # <- E07
    voices: {amara-okafor: consent, aroha-ngata: consent, clara-hoffmann: consent, fatima-el-idrissi: consent,
             kwame-mensah: consent, zeynep-yildiz: consent}
    entered_by: aroha-ngata
    ```
    Good, the circle chooses somebody else to lead its meetings first:
    ```yaml title="circles/three-bridges/2026-11-20.changes.yml"
    facilitator: kwame-mensah
    voices: {amara-okafor: consent, aroha-ngata: consent, clara-hoffmann: consent, fatima-el-idrissi: consent,
             kwame-mensah: consent, zeynep-yildiz: consent}
    entered_by: aroha-ngata
    ```
    ```yaml title="decisions/three-bridges-second-representative-2027/election.yml"
    # like: decisions/three-bridges-second-representative-2026/election.yml
    held: 2026-11-20
    facilitator: kwame-mensah
    term: {from: 2026-11-22, until: 2028-03-31}
    succeeds: three-bridges-second-representative-2026
    nominations:
      amara-okafor: {for: clara-hoffmann, because: She went round with the handcart in August.}
      aroha-ngata: {for: zeynep-yildiz, because: "Listens, and then says one thing."}
      clara-hoffmann: {for: zeynep-yildiz, because: Never speaks for me without asking me.}
      fatima-el-idrissi: {for: clara-hoffmann, because: She asks who is missing.}
      kwame-mensah: {for: zeynep-yildiz, because: It is time for the yard.}
      zeynep-yildiz: {for: clara-hoffmann, because: Her evenings are free.}
    proposed: {person: zeynep-yildiz, because: It is time for the yard.}
    voices: {amara-okafor: consent, aroha-ngata: consent, clara-hoffmann: consent, fatima-el-idrissi: consent,
             kwame-mensah: consent, zeynep-yildiz: consent}
    entered_by: aroha-ngata
    ```
    Bad, one person carries two roles in a circle:
    ```yaml title="decisions/tide-house-roof-steward-2026/election.yml"
    proposed: {person: maja-horvat, because: She has been up there already.}  # <- E07
    changes: {abel-haile: {to: maja-horvat, because: Now I have heard you.}}
    ```
    Good, the work is shared:
    ```yaml title="decisions/tide-house-roof-steward-2026/election.yml"
    proposed: {person: bilal-ahmed, because: He has been up there already.}
    ```
    """
    for election in movement.find_all(Election):
        if not look_at_election(movement, election).is_judged("nominations", "changes", "proposed"):
            continue
        person = election.proposed.person
        if namers_of(election, person) == {person}:
            help_ = "Ask each other once more whom you would have named."
            yield Finding(election.locate("proposed"), f"nobody but {person} themselves has named {person}", help_)
        if movement.is_sound(election, "role", "facilitator"):
            yield from _check_leading(movement, election)
        if movement.is_sound(election, "role", "term"):
            yield from _check_other_terms(movement, election)


def _check_leading(movement: Movement, election: Election) -> Iterator[Finding]:
    person = election.proposed.person
    if election.facilitator == person:
        help_ = "Let somebody else lead the talk when they may be chosen themselves."
        yield Finding(election.locate("facilitator"), f"{person} led the talk in which they were chosen", help_)
    state = circle_on(movement, election.circle, election.held)
    if election.role == REPRESENTATIVE and state and state.facilitator == person:
        message = f"{person} represents {election.circle}, and leads its meetings too"
        yield Finding(election.locate("proposed"), message, "Ask whether somebody else could do one of the two.")


def _check_other_terms(movement: Movement, election: Election) -> Iterator[Finding]:
    """Other terms of the same person in the same circle when this one begins."""
    person, first = election.proposed.person, first_day_of_term(election)
    others = sorted(
        term.role
        for term in _collect_terms(movement).get((election.circle, person), ())
        if term.election != election.election and term.span.has_day(first) and term.sure
        if (term.span.first, term.election) < (first, election.election)
    )
    if others:
        roles = format_list(f"the role {role}" for role in others)
        message = f"{person} carries {roles} in {election.circle} already"
        yield Finding(election.locate("proposed"), message, "Ask whether somebody else would like to carry a part.")


@derive_once
def _collect_terms(movement: Movement) -> dict[tuple[str, str], list[Term]]:
    """By circle and person, all terms."""
    found: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in collect_all_terms(movement).values():
        found[term.circle, term.person].append(term)
    return found
