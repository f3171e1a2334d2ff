"""Circles on the lowest level: how they begin, who comes and goes, whom they send, and how some of them close."""

from __future__ import annotations

from typing import Any, NamedTuple

from benchmarks.realistic.scene import LAST, Keys, Member, Scene, iso, write_tag
from benchmarks.realistic.signing import write_key_line
from benchmarks.realistic.stories import FRIEND_STORIES, choose_stories, tell_stories
from benchmarks.realistic.wording import FullName

LATE, CLOSING, FOLLOWING, GATHERING, SHRINKING = 3, 4, 5, 7, 9
"""By their number among sixty: circles that come late, close, follow a closed one, are three people, become too few."""
ROUND = 60
FEW_STORIES = (CLOSING, FOLLOWING, GATHERING)
"""Those that are not there for long enough, or too few, for a story of any kind."""
LATER = 1000
OPEN_END = 10_000
"""A day after all others."""


class Seat(NamedTuple):
    """
    Somebody whom a circle sends upwards, from one day to another; `away` the days between which they are not there.

    `lasts` says that nothing will end it, and that they are always there.
    """

    person: str
    name: str
    circle: str
    since: int
    until: int
    away: tuple[int, int] | None = None
    lasts: bool = True


class Sent(NamedTuple):
    """What a circle means for the one above: its id, whom it sends, and the day on which it asked to be taken in."""

    circle: str
    seats: tuple[Seat, ...]
    asks_in: int = 0


class Friends(Scene):
    """A circle of friends under a parent circle."""

    def __init__(self, seed: int, number: int, level: str, parent: Scene, sends: int) -> None:
        """Begin with its number in the movement, under a parent to which it sends so many."""
        super().__init__(seed, write_tag(number), level)
        self.number, self.parent, self.sends = number, parent.id, sends
        self.sort = number % ROUND
        self.folder = f"{parent.folder}/{self.id}"
        self.opened = self.chance.randint(1, 20)
        self.closed = OPEN_END
        self.roles: Keys = {}

    def tell(self, before: Friends | None) -> Sent:
        """Everything that happened there; `before` is a circle that closed and goes on in this one."""
        if self.sort == LATE:
            self.opened = self.chance.randint(180, 260)
        if self.sort == CLOSING:
            self.closed = self.chance.randint(380, 420)
        if self.sort == FOLLOWING and before is not None:
            self.opened = before.closed + 2
        self._find_founders(before)
        self._begin(before)
        if self.sort == GATHERING:
            self._gather()
            return Sent(self.id, ())
        staying = self._find_trusted()
        self._come_and_go([one.id for one in staying])
        sent = self._choose_representatives(staying)
        first, last = self.opened + 60, min(LAST, self.closed - 5)
        tell_stories(self, choose_stories(self, FRIEND_STORIES, self._find_turn()), (first, last))
        if self.sort == CLOSING:
            self.act(self.closed, "closes", {"because": self.words.write_line("later"), **self.agree(self.closed)})
        return sent

    def _find_turn(self) -> int:
        """Its place among the circles that tell stories of any kind."""
        fewer = [sort for sort in FEW_STORIES if sort < self.sort]
        whole, _ = divmod(self.number, ROUND)
        return LATER if self.sort in FEW_STORIES else whole * (ROUND - len(FEW_STORIES)) + self.sort - len(fewer)

    def _make_person(self, at: int, name: FullName, since: int, until: int = OPEN_END) -> Member:
        id_ = f"{name.id}-{write_tag(self.number * 36 + at)}"
        is_keyed = self.number % 4 == 1 and at < 3
        account = f"{name.id.replace('-', '')}{write_tag(self.number * 36 + at)}" if self.chance.random() < 0.3 else ""
        return Member(id_, name.written, since, until, None, id_ if is_keyed else "", account)

    def _choose_names(self, count: int) -> list[FullName]:
        """Names of people of whom no two are called the same."""
        found: dict[str, FullName] = {}
        taken = {one.name for one in self.members}
        while len(found) < count:
            name = self.words.choose_name()
            if name.written not in taken:
                found.setdefault(name.written, name)
        return list(found.values())

    def _find_founders(self, before: Friends | None) -> None:
        count = {GATHERING: 3, SHRINKING: 5}.get(self.sort, self.chance.choice((6, 7, 7, 8, 8, 8, 9)))
        if self.sort == FOLLOWING and before is not None:
            came = [one for one in before.members if one.until >= before.closed][:8]
            self.members = [one._replace(since=self.opened, until=OPEN_END, away=None) for one in came]
            return
        self.members = [
            self._make_person(at, name, self.opened, self.closed) for at, name in enumerate(self._choose_names(count))
        ]

    def _begin(self, before: Friends | None) -> None:
        people = [one.id for one in self.members]
        follows = before if self.sort == FOLLOWING else None
        keys = {
            "name": self.name,
            "level": self.level,
            "aim": self.words.write_prose("aim"),
            "domain": self.words.write_line("task") if self.chance.random() < 0.4 else None,
            "parent": self.parent,
            "follows": [follows.id] if follows else None,
            "opened": iso(self.opened),
            "meets": [["in person"], ["in person", "online"], ["online"], None][self.number % 4],
            "place": self.name,
            "facilitator": people[1],
            "secretary": people[0],
            "members": {one.id: self._introduce(one, follows) for one in self.members},
            "voices": dict.fromkeys(people, "consent"),
            "entered_by": people[0],
        }
        self.add(self.opened, f"{self.folder}/circle.yml", keys)

    def _introduce(self, one: Member, follows: Friends | None) -> Keys:
        if follows:
            return {"home": follows.id}
        return {
            "name": one.name,
            "account": one.account or None,
            "keys": [write_key_line(one.key)] if one.key else None,
        }

    def _gather(self) -> None:
        """Three people look for a fourth."""
        self.act(LAST - 20, "asks", {"for": self.words.write_line("need"), "entered_by": self.members[0].id})

    def _find_trusted(self) -> list[Member]:
        """Those who will be chosen for something, and so stay."""
        people = [one for one in self.members if one.until >= self.closed]
        self.chance.shuffle(people)
        return people[: self.sends + 2]

    def _choose_representatives(self, people: list[Member]) -> Sent:
        """One or two, by election; some for a short term, which somebody else follows."""
        asks_in = self.opened + 8 if self.sort in (LATE, FOLLOWING) else 0
        held = self.opened + 12 if asks_in else self.chance.randint(30, 42)
        is_short = self.number % 5 == 2 and self.closed == OPEN_END
        until = held + (300 if is_short else 700)
        seats = []
        for at, one in enumerate(people[: self.sends]):
            away = self._find_member(one.id).away
            lasts = self.closed == OPEN_END and not (is_short and at == 0) and away is None
            last = until if at == 0 else held + 690
            id_ = self.elect(held, "representative", one.id, (held + 1, last))
            seats.append(Seat(one.id, one.name, self.id, held + 1, min(last, self.closed), away, lasts))
            if is_short and at == 0:
                new = people[self.sends]
                after = (until + 1, until + 400)
                self.elect(until - 10, "representative", new.id, after, succeeds=id_)
                seats.append(Seat(new.id, new.name, self.id, *after, lasts=False))
        if self.number % 3 == 0:
            self.elect(held, "facilitator", people[-1].id, (held + 1, held + 500))
        if self.number % 12 == 6:
            self.elect(LAST - 10, "secretary", people[-1].id, (LAST + 15, LAST + 300))
        return Sent(self.id, tuple(seats), asks_in)

    def _come_and_go(self, staying: list[str]) -> None:
        """People join, leave, are away and come back, and change what is known of them."""
        if self.closed < OPEN_END or self.sort == FOLLOWING:
            return
        self._join_one(self.opened + self.chance.randint(60, 110))
        if self.number % 2:
            self._join_one(self.opened + self.chance.randint(115, 170))
        others = [one for one in self.members if one.id not in staying and one.since == self.opened][2:]
        if others and self.number % 3 == 1:
            self._leave(others.pop(), LAST - self.chance.randint(40, 90))
        if self.number % 10 == 8:
            self._step_back(self._find_member(staying[0]), LAST - self.chance.randint(100, 140))
        elif others and self.number % 3 == 2:
            self._step_back(others.pop(), LAST - self.chance.randint(100, 140))
        if self.sort == SHRINKING:
            for one in [one for one in self.members if one.id not in staying][: len(self.list_present(LAST)) - 3]:
                self._leave(one, LAST - self.chance.randint(2, 5))
        self._change_what_is_known()

    def _find_member(self, person: str) -> Member:
        return next(one for one in self.members if one.id == person)

    def _replace(self, one: Member, **changed: Any) -> None:
        self.members[self.members.index(one)] = one._replace(**changed)

    def _join_one(self, day: int) -> None:
        (name,) = self._choose_names(1)
        new = self._make_person(len(self.members), name, day)
        here = self.list_present(day)
        known = {
            "name": new.name,
            "account": new.account or None,
            "keys": [write_key_line(new.key)] if new.key else None,
        }
        keys = {**known, "voices": {**dict.fromkeys(here, "consent"), new.id: "consent"}, "entered_by": here[0]}
        self.act(day, f"joins.{new.id}", keys)
        self.members.append(new)

    def _leave(self, one: Member, day: int) -> None:
        others = [person for person in self.list_present(day) if person != one.id]
        how = ("own word", "died", "cannot be found", "own word")[self.number % 4]
        voices = [one.id] if how == "own word" else others
        keys = {"how": how, "because": self.words.write_line("later") if how == "own word" else None}
        self.act(day, f"leaves.{one.id}", {**keys, "voices": dict.fromkeys(voices, "consent"), "entered_by": others[0]})
        self._replace(one, until=day)

    def _step_back(self, one: Member, day: int) -> None:
        last = day + self.chance.randint(20, 60)
        keys = {"until": iso(last), "because": self.words.write_line("later"), "voices": {one.id: "consent"}}
        self.act(day, f"away.{one.id}", {**keys, "entered_by": one.id})
        if self.chance.random() < 0.5:
            last = day + 15
            self.act(last, f"back.{one.id}", {"voices": {one.id: "consent"}, "entered_by": one.id})
        self._replace(one, away=(day, last))

    def _change_what_is_known(self) -> None:
        day = self.chance.randint(self.opened + 172, self.opened + 190)
        here = self.list_present(day)
        if self.number % 4 == 0:
            self.act(day, "changes", {"domain": self.words.write_line("task"), **self.agree(day)})
        # whoever has an account or a key says such things by it
        unknown = [one.id for one in self.members if one.id in here and not one.key and not one.account]
        for person in unknown[:1]:
            own = {"voices": {person: "consent"}, "entered_by": person}
            if self.number % 4 == 2:
                self.act(day, f"person.{person}", {"account": f"{person.replace('-', '')}x", **own})
            elif self.number % 6 == 5:
                self.act(day, f"person.{person}", {"adds": write_key_line(f"{person} later"), **own})
        if self.number % 8 == 6:
            self.act(
                LAST - 25, "asks", {"for": self.words.write_line("need"), "entered_by": self.find_writer(LAST - 25)}
            )
