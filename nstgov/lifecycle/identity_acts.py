"""
Whose act it is to give somebody a key, an account or another name (M3, M9).

One rule for every record that does, be it a founding, a joining or a `person` act. It is theirs, and at home only: by
a key of theirs that had landed before; where they have none, by an account with which they had confirmed before; and
where that is lost, or for the very first one above *declared*, by all present members of their home, themselves
included and no fewer than the least.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.absence_lengths import is_own_word
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.editions import ground_rules_on
from nstgov.lifecycle.identity_facts import (
    LEAST_WITNESSES,
    BoundAccount,
    HeldKey,
    IdentityAct,
    IdentityLack,
    Reason,
    collect_account_owners,
    end_key,
    has_consent_in,
    list_own_members,
    list_present_members,
)
from nstgov.lifecycle.landing_places import day_known, has_landed_before, landing_position
from nstgov.lifecycle.levels_asked import find_proof_of_level
from nstgov.lifecycle.region_keys import region_keys
from nstgov.lifecycle.registrars import find_verified_key, is_attested, yield_signatures
from nstgov.lifecycle.stays import span_of_circle
from nstgov.records import (
    Circle,
    Confirmation,
    Founder,
    Joins,
    Movement,
    PersonChange,
    Signature,
    Where,
    bare_key,
)
from nstgov.records.values import ProofLevel


class _Judged(NamedTuple):
    lack: IdentityLack | None
    is_vouched: bool = False


class _Missing(NamedTuple):
    """Who of those at home does not consent in a record, in order and to be looked up; and how many are at home."""

    people: tuple[str, ...]
    known: frozenset[str]
    number: int


class _Given(NamedTuple):
    """What a record gives somebody: keys with their places, and the name of an account."""

    person: str
    keys: tuple[tuple[str, Where], ...]
    account: str | None


def is_at_home(movement: Movement, person: str, home: str, circle: str, day: date) -> bool:
    """Whether a circle is where somebody is at home on a day; once their `home` has closed, where they are a member."""
    folder = movement.circles.get(home)
    if circle == home or folder is None or span_of_circle(folder).last >= day:
        return circle == home
    return person in list_own_members(movement, circle, day)


class IdentityLedger:
    """
    Goes through everything that gives somebody a key, an account or a name, in the order in which it landed.

    `keys` are those that count, by person; `lacking` the acts that do not; `confirmations` holds the files of those by
    an account of their person's own, and whether that account is vouched for.
    """

    def __init__(self, movement: Movement) -> None:
        self.movement = movement
        self.keys: dict[str, list[HeldKey]] = defaultdict(list)
        self.homes: dict[str, str] = {}
        self.accounts: dict[tuple[str, str], BoundAccount] = {}
        self.confirmations: dict[str, bool] = {}
        self.lacking: list[IdentityLack] = []
        self.out: set[str] = set()
        self._named: dict[str, tuple[str, bool]] = {}
        self._renamed: dict[str, str] = {}
        self._missing: dict[tuple[str, bool], _Missing] = {}
        self._owners = collect_account_owners(movement)
        self._is_checked = movement.proven is not None or not any(movement.find_all(Signature))
        events = self._list_events()
        self._turn = {event.file: turn for turn, event in enumerate(events)}
        for event in events:
            if isinstance(event, Confirmation):
                self._take_confirmation(event)
            elif isinstance(event, Circle):
                for person, founder in event.members.items():
                    self._introduce(event, person, founder)
            elif isinstance(event, Joins):
                self._introduce(event, event.person, event)
            else:
                self._take_change(event)

    def _list_events(self) -> list[IdentityAct | Confirmation]:
        events: list[tuple[tuple[int, date, int, str], IdentityAct | Confirmation]] = []
        kinds: tuple[Iterable[IdentityAct], ...] = (
            self.movement.find_sound(Circle, "members"),
            self.movement.find_sound(Joins, "keys", "account", "person"),
            self.movement.find_sound(PersonChange, "person", "adds", "ends", "compromised", "account", "name"),
        )
        for rank, acts in enumerate(kinds):
            placed = ((landing_position(self.movement, act.file), act) for act in acts)
            events += [((place, act.day, rank, act.file), act) for place, act in placed]
        for one in self.movement.find_all(Confirmation):
            day = day_known(self.movement.records.get(one.beside))
            events.append(((landing_position(self.movement, one.file), day, len(kinds), one.file), one))
        return [event for _, event in sorted(events, key=lambda pair: pair[0])]

    def _introduce(self, record: Circle | Joins, person: str, who: Founder | Joins) -> None:
        """Take in somebody whom a founding or a joining names, with what it gives them."""
        is_new = who.name is not None and person not in self.homes
        if is_new:
            self.homes[person] = record.circle
        if not who.keys and not who.account:
            return
        keys = ("members", person, "keys") if isinstance(record, Circle) else ("keys",)
        given = _Given(person, tuple((key, record.locate(*keys, at)) for at, key in enumerate(who.keys)), who.account)
        if is_new:
            self._accept(record, given, self._judge_introduction(record, person))
        elif self._find_home(person):
            self._accept(record, given, self._judge_change(record, person))

    def _take_change(self, act: PersonChange) -> None:
        judged = self._judge_change(act, act.person) if self._find_home(act.person) else _Judged(None)
        if judged.lack is None and act.account and self._named.get(act.person, ("", False))[0] == act.account:
            judged = judged._replace(is_vouched=judged.is_vouched or self._named[act.person][1])
        keys = ((act.adds, act.locate("adds")),) if act.adds else ()
        self._accept(act, _Given(act.person, keys, act.account), judged)
        if judged.lack is None and (act.ends or act.compromised):
            self.keys[act.person] = [end_key(held, act) for held in self.keys[act.person]]

    def _accept(self, record: IdentityAct, given: _Given, judged: _Judged) -> None:
        if judged.lack is not None:
            self.lacking.append(judged.lack)
            self.out.add(record.file if isinstance(record, PersonChange) else f"{record.file}:{given.person}")
            return
        for key, at in given.keys:
            self.keys[given.person].append(
                HeldKey(given.person, bare_key(key), at, record.day, is_vouched=judged.is_vouched)
            )
        if given.account:
            self._named[given.person] = (given.account, judged.is_vouched)
            self._renamed[given.person] = record.file

    def _judge_introduction(self, record: Circle | Joins, person: str) -> _Judged:
        asked = find_proof_of_level(self.movement, record.circle, record.day)
        lack = self._lack_of_everybody(record, person, record.circle, "first", is_new=True)
        return _Judged(lack if asked != "declared" and self._is_checked else None, lack is None)

    def _judge_change(self, record: IdentityAct, person: str) -> _Judged:
        home = self._find_home(person)
        if not is_at_home(self.movement, person, home, record.circle, record.day):
            return _Judged(IdentityLack(record, person, "elsewhere", home))
        if not self._is_checked:
            return _Judged(None, is_vouched=True)
        held = [one for one in self.keys[person] if not (one.ended or one.compromised)]
        asked = find_proof_of_level(self.movement, record.circle, record.day)
        reason: Reason = "first"
        if held:
            reason = "no key"
            if key := self._find_own_key(record, person):
                return _Judged(None, any(one.is_vouched for one in held if one.key == key))
        elif any(who == person for who, _ in self.accounts):
            reason = "no account"
            if (bound := self._find_own_account(record, person)) is not None:
                return _Judged(None, bound.is_vouched)
        lack = self._lack_of_everybody(record, person, record.circle, reason)
        if lack is None:
            lack = self._lack_of_proof(record, person, asked)
        if lack is None or reason != "first":
            return _Judged(lack, lack is None)
        return _Judged(self._lack_of_own_word(record, person, asked, lack))

    def _lack_of_own_word(
        self, record: IdentityAct, person: str, asked: ProofLevel, lack: IdentityLack
    ) -> IdentityLack | None:
        """What the first act about somebody lacks where it is not everybody's; `lack` is what that lacks."""
        own = is_own_word(record) if isinstance(record, PersonChange) else has_consent_in(record.voices, person)
        if asked == "declared":
            return None if own else lack
        if not own or not isinstance(record, PersonChange) or record.adds or record.account or record.name:
            return lack
        # it gives nothing by which anybody could speak for them: their own word is enough, as well proven as is asked
        if self._has_own_proof(record, person, asked):
            return None
        return IdentityLack(record, person, "awaits proof", record.circle, (person,), asked)

    def _find_home(self, person: str) -> str:
        known = self.movement.people.get(person)
        return self.homes.get(person) or (known.home if known else "")

    def _lack_of_everybody(
        self, record: IdentityAct, person: str, home: str, reason: Reason, *, is_new: bool = False
    ) -> IdentityLack | None:
        at_home = self._find_missing(record, is_new=is_new)
        missing = at_home.people
        if person not in at_home.known and not has_consent_in(record.voices, person):
            missing = tuple(sorted((*missing, person)))
        if missing:
            return IdentityLack(record, person, reason, home, missing)
        least = ground_rules_on(self.movement, record.day).circle_size.least
        if at_home.number >= least or len({*self._list_asked(record, is_new=is_new), person}) >= least:
            return None
        return IdentityLack(record, person, "too few", home)

    def _list_asked(self, record: IdentityAct, *, is_new: bool) -> Collection[str]:
        """Whose consent somebody's key, account or name takes; of a founding all founders', who are new themselves."""
        if is_new and isinstance(record, Circle):
            return record.members.keys()
        people = list_present_members(self.movement, record.circle, record.day)
        return {*people, record.person} if is_new and isinstance(record, Joins) else people

    def _find_missing(self, record: IdentityAct, *, is_new: bool) -> _Missing:
        """Which of the people at home do not consent in a record; of one that names hundreds it is worked out once."""
        key = record.file, is_new
        if key not in self._missing:
            people = self._list_asked(record, is_new=is_new)
            missing = tuple(sorted(one for one in people if not has_consent_in(record.voices, one)))
            self._missing[key] = _Missing(missing, frozenset(missing), len(people))
        return self._missing[key]

    def _lack_of_proof(self, record: IdentityAct, person: str, asked: ProofLevel) -> IdentityLack | None:
        """Whose consent is proven less well than their home asks; nobody proves with a key what is to give them one."""
        if asked == "declared":
            return None
        people = list_present_members(self.movement, record.circle, record.day)
        proven = {one for one in people if one != person and self._has_own_proof(record, one, asked)}
        witnesses = proven - {record.entered_by}
        if asked == "heard" and len(witnesses) > LEAST_WITNESSES:
            return None
        missing = tuple(sorted({*people} - proven - {person}))
        return IdentityLack(record, person, "awaits proof", record.circle, missing, asked) if missing else None

    def _has_own_proof(self, record: IdentityAct, person: str, asked: ProofLevel) -> bool:
        if self._find_own_key(record, person):
            return True
        if asked == "signed":
            return False
        return any(self._is_own_confirmation(one, person) for one in self._yield_confirmations(record, person))

    def _find_own_key(self, record: IdentityAct, person: str) -> str | None:
        """The key of somebody, given before, by which they signed a record; None where there is none."""
        held = [one for one in self.keys[person] if not (one.ended or one.compromised)]
        for signature in yield_signatures(self.movement, record):
            key = find_verified_key(self.movement, signature) if signature.signer == person else None
            given = (one.given.file for one in held if one.key == key)
            if any(has_landed_before(self.movement, file, signature.file) for file in given):
                return key
        return None

    def _yield_confirmations(self, record: IdentityAct, person: str) -> Iterator[Confirmation]:
        for one in self.movement.beside.get(record.file, ()):
            if isinstance(one, Confirmation) and one.person == person and is_attested(self.movement, one):
                yield one

    def _find_own_account(self, record: IdentityAct, person: str) -> BoundAccount | None:
        """The account of somebody, theirs before, by which they confirmed a record."""
        for one in self._yield_confirmations(record, person):
            bound = self.accounts.get((person, one.forge.casefold()))
            if bound is not None and bound.number == one.account:
                return bound
        return None

    def _is_own_confirmation(self, one: Confirmation, person: str) -> bool:
        bound = self.accounts.get((person, one.forge.casefold()))
        is_theirs = self._owners.get((one.forge.casefold(), one.account)) == person
        return is_theirs and (bound is None or bound.number == one.account)

    def _take_confirmation(self, one: Confirmation) -> None:
        """Whether a confirmation is by its person's own account: the first, or one that they gave since."""
        if self._owners.get((one.forge.casefold(), one.account)) != one.person or not is_attested(self.movement, one):
            return
        where = (one.person, one.forge.casefold())
        bound = self.accounts.get(where)
        if bound is None or (bound.number != one.account and self._has_changed_since(one, bound)):
            _, vouched = self._named.get(one.person, ("", True))
            bound = self.accounts[where] = BoundAccount(one.account, one.file, vouched)
        if bound.number == one.account:
            self.confirmations[one.file] = bound.is_vouched

    def _has_changed_since(self, one: Confirmation, bound: BoundAccount) -> bool:
        """Whether somebody gave another account after the one they had became theirs, and before a confirmation."""
        given = self._renamed.get(one.person)
        if given is None or not has_landed_before(self.movement, given, one.file):
            return False
        return self._turn[given] > self._turn[bound.since]


class KnownIdentities(NamedTuple):
    """
    Whose keys and accounts are whose, and which acts about them do not count.

    By person the keys that count; why others do not; the files of changes that do not; and by the file of each
    confirmation that is by its person's own account, whether that account is vouched for.
    """

    keys: dict[str, tuple[HeldKey, ...]]
    lacking: tuple[IdentityLack, ...]
    out: frozenset[str]
    confirmations: dict[str, bool]


@derive_once
def identity_ledger(movement: Movement) -> KnownIdentities:
    """Whose keys and accounts are whose, as everything that gives them tells in the order in which it landed."""
    ledger = IdentityLedger(movement)
    keys = {person: tuple(held) for person, held in ledger.keys.items() if held} | region_keys(movement)
    return KnownIdentities(keys, tuple(ledger.lacking), frozenset(ledger.out), ledger.confirmations)


def is_change_counted(movement: Movement, act: PersonChange) -> bool:
    """Whether what an act says of somebody's name, account, keys or signing follows from it."""
    return act.file not in identity_ledger(movement).out
