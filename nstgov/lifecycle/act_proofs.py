"""
Which acts nothing follows from yet, since nobody can know that they are theirs whose act they would be (M3, M9).

An outcome is as well proven as the weakest act it rests on: not only the voices in it, but every act that took away or
added a member, a voice, an objection, a dispute, a key, a role, a parent or a top. What is proven less well than the
level of its circle asks takes no effect until it is, be it for somebody or against them. A next version belongs to
those of the version before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from nstgov.lifecycle.absence_lengths import is_own_word
from nstgov.lifecycle.days import day_before
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.identity_acts import identity_ledger
from nstgov.lifecycle.levels_asked import find_proof_when_landed, find_strongest
from nstgov.lifecycle.one_day import may_speak_on
from nstgov.lifecycle.people import can_speak_themselves
from nstgov.lifecycle.proofs import (
    are_signatures_checked,
    find_proof_asked,
    find_weak_voices,
    is_nobody_signed_only,
)
from nstgov.lifecycle.version_authors import versions_not_counted
from nstgov.lifecycle.voids import judge_voids
from nstgov.records import (
    Away,
    Back,
    Change,
    Changes,
    Closed,
    Closes,
    Decision,
    Disputed,
    Election,
    Ended,
    GroundRules,
    Joins,
    Leaves,
    Movement,
    Objection,
    PersonChange,
    Record,
    Region,
    RegionLeaves,
    RegionSnapshot,
    Resolution,
    Review,
    Round,
    SignatureResult,
    TakesIn,
    Test,
    Uncounted,
    Voiced,
    Void,
    name_of,
)
from nstgov.records.circles import Act, Circle
from nstgov.records.record_days import day_of
from nstgov.records.values import ProofLevel

TURNS = 8
"""How often is worked out anew what counts, where whom one asks depends on it; it comes to rest after two."""
_BY_VOICES = (Joins, Leaves, Away, Back, Changes, TakesIn, Closes, Closed, Test, Resolution, Review, Ended, Void,
            Election, Region, RegionLeaves, RegionSnapshot)  # fmt: skip
_BY_PERSON = (Objection, Disputed)
NOT_ALWAYS_COUNTED = (*_BY_VOICES, *_BY_PERSON, PersonChange)
"""What does not count before it is proven; and where there are several versions of a proposal, the next ones."""


def with_known_context(
    movement: Movement,
    *,
    proven: Mapping[str, SignatureResult] | None = None,
    landed: Mapping[str, int] | None = None,
    change: Change | None = None,
) -> Movement:
    """The same movement with more known about it, and without any effect of acts that are not their people's own."""
    return count_own_acts(movement.with_context(proven=proven, landed=landed, change=change))


@derive_once
def count_own_acts(movement: Movement) -> Movement:
    """
    The same movement, in which nothing follows from acts that are not their people's own.

    Who may do what follows from such acts too: so all are looked at as if none counted that is not proven as the
    strongest edition asks, and then again, until nothing changes.
    """
    if movement.uncounted:
        return movement
    found: dict[str, Uncounted] = {}
    # what a void would take out is looked at as long as nobody knows whose word that is
    view = movement.without_effect_of({}, {}) if movement.voidings and _is_any_proof_asked(movement) else movement
    for turn in range(TURNS):
        now = _find_uncounted(view, is_first=turn == 0)
        if now == found:
            break
        found = now
        unproven = {path for path in found if isinstance(movement.records[path], Void)}
        voidings = judge_voids(movement, unproven) if movement.voidings else movement.voidings
        # where everything counts the movement itself is looked at, and what that tells is not worked out once more
        is_whole = not found and voidings == movement.voidings
        view = movement if is_whole else movement.without_effect_of(found, voidings)
    return view if found else movement


def _find_uncounted(view: Movement, *, is_first: bool) -> dict[str, Uncounted]:
    found = dict(versions_not_counted(view))
    if are_signatures_checked(view):
        if _is_any_proof_asked(view):
            asked = _strongest_asked(view) if is_first and len(view.ground_rules) > 1 else None
            found.update((one.file, one) for one in _yield_unproven(view, asked))
        found.update((one.file, one) for one in _yield_changes_awaited(view))
    return found


def _is_any_proof_asked(movement: Movement) -> bool:
    return _strongest_asked(movement) != "declared" or not is_nobody_signed_only(movement)


def _strongest_asked(movement: Movement) -> ProofLevel:
    """The strongest proof that any edition asks at any level."""
    return find_strongest(
        asked for edition in movement.find_sound(GroundRules, "proof") for asked in edition.proof.values()
    )


def _yield_changes_awaited(movement: Movement) -> Iterator[Uncounted]:
    """Changes of somebody's keys, account or name to which everybody at home said yes, which some must prove yet."""
    for lack in identity_ledger(movement).lacking if any(movement.find_all(PersonChange)) else ():
        if lack.reason == "awaits proof" and isinstance(lack.record, PersonChange):
            yield Uncounted(lack.record.file, "not proven", lack.missing, lack.asked)


def _yield_unproven(view: Movement, asked: ProofLevel | None) -> Iterator[Uncounted]:
    for kind in (*_BY_VOICES, *_BY_PERSON):
        for record in view.find_sound(kind):
            if (one := _find_fault(view, record, asked)) is not None:
                yield one


def _find_fault(view: Movement, record: Record, strictest: ProofLevel | None) -> Uncounted | None:
    """Why an act does not count yet; None where it is as well proven as it needs to be."""
    asked = strictest or proof_asked_of(view, record)
    if isinstance(record, Disputed) and asked == "heard" and not can_speak_themselves(view, record.person):
        asked = "declared"  # it is said alone, and nobody who was there could have heard it
    if isinstance(record, Objection):
        weak = _find_weak_objectors(view, record, asked)
        return Uncounted(record.file, "not proven", weak, asked) if weak else None
    weakest: Uncounted | None = None
    for people in _yield_ways(view, record):
        weak = find_weak_voices(view, record, people, asked)
        if not weak and (people or asked == "declared"):
            return None
        if weakest is None or len(weak) < len(weakest.people):
            wanted = find_strongest([asked, *(find_proof_asked(view, person, record, asked) for person in weak)])
            weakest = Uncounted(record.file, "not proven", weak, wanted)
    return weakest


def _find_weak_objectors(view: Movement, objection: Objection, asked: ProofLevel) -> tuple[str, ...]:
    """
    Those behind an objection whose own word that is not; where all are outside, the member who carries it.

    Who said "object" in the round that it comes from has spoken there, with the proof of that voice.
    """
    people = [author for author in objection.authors if isinstance(author, str)]
    weak = find_weak_voices(view, objection, people, asked)
    held = view.records.get(f"{objection.target}/rounds/{objection.from_round}.yml") if objection.from_round else None
    if isinstance(held, Round):
        said = [one for one in weak if one in held.voices and held.voices[one].says == "object"]
        spoken = {*said} - {*find_weak_voices(view, held, said, asked)}
        return tuple(one for one in weak if one not in spoken)
    if people or asked == "declared":
        return weak
    carrier = (objection.carried_by,) if objection.carried_by else ()
    return find_weak_voices(view, objection, carrier, asked) if carrier else tuple(map(name_of, objection.authors))


def _yield_ways(view: Movement, record: Record) -> Iterator[tuple[str, ...]]:
    """Whose voices in a record make it the act that it is; where there are several ways, one of them is enough."""
    if isinstance(record, Disputed | Away | Back):
        yield (record.person,)
        return
    if isinstance(record, RegionSnapshot):
        # what was seen elsewhere is vouched for by one member of the circle in which those who are sent will sit
        members = [
            who for circle in _circles_of(view, record, record.date) for who in may_speak_on(view, circle, record.date)
        ]
        yield from ((who,) for who in members) if members else ((),)
        return
    if isinstance(record, Ended) and record.how == "resigned":
        folder = view.decisions.get(record.decision)
        yield (folder.election.proposed.person,) if folder and folder.election else ()
        return
    if not isinstance(record, Voiced):
        return
    there = tuple(person for person, voice in record.voices.items() if voice.says != "absent")
    if isinstance(record, Test | Review):
        # a circle's own word needs somebody of the circle; whose consent it takes besides, its rules say
        there = tuple(person for person in there if person in may_speak_on(view, record.circle, record.held))
    if isinstance(record, Leaves):
        others = tuple(person for person in there if person != record.person)
        yield from ((record.person,),) if is_own_word(record) else ()
        yield from (others,) if others or not is_own_word(record) else ()
    else:
        yield tuple(dict.fromkeys((*there, record.person))) if isinstance(record, Joins) else there


def proof_asked_of(view: Movement, record: Record) -> ProofLevel:
    """What the ground rules ask of an act: on its day, at the level of each circle that it is about; the strongest."""
    day = day_of(record) or _day_beside(view, record)
    if isinstance(record, Changes) and record.level:
        day = day_before(day)  # whoever changes the level does so as the one before asks
    circles = _circles_of(view, record, day)
    return find_strongest(find_proof_when_landed(view, circle, day, record.file) for circle in circles)


def _day_beside(view: Movement, record: Record) -> date:
    beside = view.records.get(getattr(record, "beside", ""))
    return (day_of(beside) if beside is not None else None) or date.max


def _circles_of(view: Movement, record: Record, day: date) -> Iterator[str]:
    """The circles whose outcome an act is about."""
    if isinstance(record, Act | Circle | Test | Round | Election):
        yield record.circle
    elif isinstance(record, Disputed | Void):
        beside = view.records.get(record.beside)
        if beside is not None:
            yield from _circles_of(view, beside, day)
    elif isinstance(record, Decision):
        yield from record.circles
    elif isinstance(record, Region):
        yield record.joins
    elif isinstance(record, RegionLeaves | RegionSnapshot):
        folder = view.regions.get(record.region)
        yield from (folder.region.joins,) if folder else ()
    else:
        root, _, id_ = record.file.partition("/")
        yield from _circles_of_target(view, root, id_.partition("/")[0])


def _circles_of_target(view: Movement, root: str, id_: str) -> Iterator[str]:
    proposal, decided = view.proposals.get(id_), view.decisions.get(id_)
    if root == "proposals" and proposal is not None:
        yield from dict.fromkeys(circle for version in proposal.versions.values() for circle in version.asks)
    elif root == "decisions" and decided is not None:
        yield from decided.decision.circles if decided.decision else ()
        yield from (decided.election.circle,) if decided.election else ()
