"""
Who may bring a record: whoever writes down what others said is one of them (M9, M13).

On a forge it is known by which account a change is brought. What speaks for somebody else is brought by a member of the
circle in which it was said; what somebody says for themselves, and has signed or confirmed, may be brought by anybody;
and so may what only looks for people: an idea, standing with one, the answer of a guest.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.account_holders import AccountHolder, find_account_holder
from nstgov.lifecycle.belonging import circles_of
from nstgov.lifecycle.editions import ground_rules_on
from nstgov.lifecycle.membership import members_on
from nstgov.lifecycle.people import can_speak_themselves
from nstgov.lifecycle.proofs import find_speakers, is_proven_own
from nstgov.lifecycle.stays import span_of_circle
from nstgov.records import (
    Act,
    Answer,
    Asks,
    Bringer,
    Change,
    Changes,
    Circle,
    Closes,
    Commitments,
    Confirmation,
    Correction,
    Decision,
    Disputed,
    Election,
    GroundRules,
    Idea,
    Joins,
    Movement,
    Objection,
    PersonalAct,
    Record,
    Region,
    RegionLeaves,
    RegionSnapshot,
    Review,
    Round,
    Settings,
    Signature,
    StandsWith,
    TakesIn,
    Test,
    Translation,
    Version,
    Withheld,
    require_all_read,
)

OPEN_KINDS = (Idea, StandsWith, Answer, Translation, Withheld, Signature, Confirmation, Settings)
"""What anybody may bring: it decides nothing, or stands on proofs and decisions of its own."""
_OF_A_CIRCLE = (Asks, Changes, Closes, Decision, Election, Review, TakesIn, Test)
"""What speaks for a circle, whoever's voice stands in it."""
_SAID_THERE = (Act, Circle, Round, Test, Review, Election, Commitments, Decision)
"""What names the circles in which it was said."""
_OWN_ONLY = (Disputed, Correction)
"""What is said alone: nobody brings it for somebody who has an account or a key of their own."""


class Unbrought(NamedTuple):
    """A record that its bringer may not bring: for whom it speaks, whose members may, and whose account it was."""

    record: Record
    speaks_for: tuple[str, ...]
    circles: tuple[str, ...]
    holder: AccountHolder
    own_only: bool = False


def are_members_asked(movement: Movement, change: Change) -> bool:
    """Whether the ground rules in force where a change lands leave it to members to bring what speaks for others."""
    stands = change.before if change.before.ground_rules else movement
    return ground_rules_on(stands, change.day).brought_by == "members"


def find_unbrought(movement: Movement, change: Change) -> Iterator[Unbrought]:
    """The records of a change that its bringer may not bring; none where it is not known who that is."""
    if change.brought_by is None:
        return
    holder = _find_bringer(movement, change, change.brought_by)
    for path in sorted(change.added_paths):
        record = movement.records.get(path)
        if record is None or _is_open_to_everybody(change, record) or getattr(record, "imported", None) is not None:
            continue
        speaking = {person for person in _yield_spoken_for(record) if person in movement.people}
        unproven = {person for person in speaking if not is_proven_own(movement, record, person)}
        others = tuple(sorted(unproven - {holder.person}))
        if others or ((unproven or not speaking) and _speaks_for_a_circle(record, is_silent=not speaking)):
            yield from _check_bringer(movement, change, record, others, holder)


def _is_open_to_everybody(change: Change, record: Record) -> bool:
    """Whether anybody may bring a record; where what it became is proposed already, nobody puts an idea before it."""
    is_late = isinstance(record, Idea) and any(
        path.startswith(f"{record.of}/v") and isinstance(one, Version | Objection)
        for path, one in change.before.records.items()
    )
    return isinstance(record, OPEN_KINDS) and not is_late


def _speaks_for_a_circle(record: Record, *, is_silent: bool) -> bool:
    """
    Whether a record is a circle's word though nobody else on record speaks in it.

    People outside every circle propose and object by anybody's account; what they said first is changed by no stranger.
    """
    if isinstance(record, Version | Objection | GroundRules):
        return is_silent and record.number > 1
    if isinstance(record, (Circle, PersonalAct, *_OWN_ONLY)):
        return False
    return is_silent or isinstance(record, _OF_A_CIRCLE)


def _find_bringer(movement: Movement, change: Change, account: Bringer) -> AccountHolder:
    """Whose account brought a change: as had landed before it; of people who are new in it, as it says itself."""
    before = find_account_holder(change.before, account)
    if before.person is not None or not account.login:
        return before
    now = find_account_holder(movement, account)
    return now if now.person is not None and now.person not in change.before.people else before


def _check_bringer(
    movement: Movement, change: Change, record: Record, others: tuple[str, ...], holder: AccountHolder
) -> Iterator[Unbrought]:
    own_only = isinstance(record, _OWN_ONLY) and all(can_speak_themselves(change.before, who) for who in others)
    circles = tuple(dict.fromkeys(_yield_circles(movement, record, others, change.day)))
    if holder.person is not None and not own_only:
        who = holder.person
        if any(_may_speak_in(movement, change, record, circle, who) for circle in circles):
            return
    if not others and _is_proven_by_member(movement, record, circles, change.day):
        return
    if not isinstance(record, _SAID_THERE):
        require_all_read(movement.unread)  # who speaks may sit in a circle above, too
    yield Unbrought(record, others, circles, holder, own_only)


def _is_proven_by_member(movement: Movement, record: Record, circles: tuple[str, ...], day: date) -> bool:
    """Whether a member of the circle signed or confirmed a record in which no voice stands."""
    members = {person for circle in circles for person in members_on(movement, circle, day)}
    beside = movement.beside.get(record.file, ())
    signed = {getattr(one, "signer", getattr(one, "person", "")) for one in beside}
    return any(is_proven_own(movement, record, person) for person in members & signed)


def _yield_spoken_for(record: Record) -> Iterator[str]:
    yield from find_speakers(record)
    if isinstance(record, Version | Objection) and record.carried_by:
        yield record.carried_by
    if isinstance(record, Correction):
        yield record.by
    elif isinstance(record, Election):
        yield from (*record.nominations, *record.changes)


def _yield_circles(movement: Movement, record: Record, others: tuple[str, ...], day: date) -> Iterator[str]:
    """The circles whose members may bring a record: those in which it was said."""
    if isinstance(record, _SAID_THERE):
        yield from record.circles if isinstance(record, Decision) else (record.circle,)
    elif isinstance(record, Region):
        yield record.joins
    elif isinstance(record, RegionLeaves | RegionSnapshot):
        yield from (movement.regions[record.region].region.joins,) if record.region in movement.regions else ()
    elif isinstance(record, GroundRules):
        yield from _yield_asked(movement, f"proposals/{record.adopted_by}/")
    else:
        yield from (circle for person in others for circle in circles_of(movement, person, day))
        # whom an objection is raised against does not bring it for those who raise it
        if not isinstance(record, (*_OWN_ONLY, *((Objection,) if others else ()))):
            yield from _yield_asked(movement, record.file)


def _yield_asked(movement: Movement, file: str) -> Iterator[str]:
    """The circles that are asked, or that decided, where a file lies."""
    root, _, rest = file.partition("/")
    id_ = rest.partition("/")[0]
    proposal, decided = movement.proposals.get(id_), movement.decisions.get(id_)
    if proposal and root != "circles":
        yield from (circle for version in proposal.versions.values() for circle in version.asks)
    if decided and decided.decision:
        yield from decided.decision.circles
    if decided and decided.election:
        yield decided.election.circle


def _may_speak_in(movement: Movement, change: Change, record: Record, circle: str, person: str) -> bool:
    """Whether somebody is a member of a circle where a change lands; of one that has closed, on its last day."""
    folder = movement.circles.get(circle)
    if folder is None:
        return False
    # nobody is let in, and no circle taken in, by who is a member through that alone
    had_landed = isinstance(record, Joins | TakesIn) and circle in change.before.circles
    day = min(change.day, span_of_circle(folder).last)
    return person in members_on(change.before if had_landed else movement, circle, day)
