"""Circles in which representatives meet: whom they take in, whom they send on, what they decide; and the top one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

from benchmarks.realistic.friends import Seat, Sent
from benchmarks.realistic.scene import LAST, Keys, Member, Scene, hash_bytes, iso, write_tag
from benchmarks.realistic.stories import UPPER_STORIES, choose_stories, tell_stories

RenderEdition = Callable[[str, str], bytes]
"""Writes an edition from the day from which it holds and the proposal that adopts it."""
BEGINS = 42
"""The day by which the circles on the lowest level have chosen; each level above chooses some days later."""
BETWEEN_LEVELS = 14


class Upper(Scene):
    """A circle of representatives, at a height above the lowest level (1 and more)."""

    def __init__(self, seed: int, height: int, number: int, level: str, parent: Upper | None) -> None:
        """Begin with its place in the movement."""
        super().__init__(seed, f"up{height}-{write_tag(number)}", level)
        self.height, self.number, self.parent = height, number, parent
        self.folder = f"{parent.folder if parent and height > 1 else 'circles'}/{self.id}"
        self.begins = BEGINS + BETWEEN_LEVELS * (height - 1)

    def begin(self) -> None:
        """It is named before anybody sits there."""
        keys = {
            "name": self.name,
            "level": self.level,
            "aim": self.words.write_prose("aim"),
            "parent": self.parent.id if self.parent else None,
            "opened": iso(0),
            "meets": ["in person", "online"],
        }
        self.add(0, f"{self.folder}/circle.yml", keys)

    def tell(self, below: Iterable[Sent], sends: int) -> Sent:
        """Everything that happened there, once the circles below have told whom they send."""
        below = list(below)
        self.members = [_make_member(seat) for sent in below for seat in sent.seats]
        self.affects = [sent.circle for sent in below if not sent.asks_in and _lasts(sent)]
        for sent in below:
            if sent.asks_in:
                self.act(sent.asks_in, f"takes-in.{sent.circle}", self.agree(sent.asks_in))
        held = self.begins + 6
        seats = self._send(held, [seat for sent in below for seat in sent.seats], sends) if self.parent else ()
        here = self.list_present(held)
        self.act(held, "changes", {"facilitator": here[0], "secretary": here[-1], **self.agree(held)})
        tell_stories(
            self, choose_stories(self, UPPER_STORIES, self.number if self.height == 1 else LATER), (held + 20, LAST)
        )
        return Sent(self.id, seats)

    def _send(self, held: int, seats: list[Seat], sends: int) -> tuple[Seat, ...]:
        lasting = [seat for seat in seats if seat.lasts and seat.since <= held]
        self.chance.shuffle(lasting)
        chosen = lasting[:sends]
        for seat in chosen:
            self.elect(held, "representative", seat.person, (held + 1, held + 600))
        return tuple(seat._replace(circle=self.id, since=held + 1, until=held + 600) for seat in chosen)


LATER = 1000


def _lasts(sent: Sent) -> bool:
    return any(seat.lasts for seat in sent.seats)


def _make_member(seat: Seat) -> Member:
    return Member(seat.person, seat.name, seat.since, seat.until, seat.away)


class Top(Upper):
    """The circle in which all meet: it chooses keepers, knows regions, and changes the ground rules."""

    def govern(self, render_edition: RenderEdition, *, has_region: bool = True) -> None:
        """What only the top circle does."""
        day = self.begins + 60
        self.elect(day, "keeper", self.choose_people(day, 1)[0], (day + 1, day + 500))
        if has_region:
            self._join_region(day + 20)
        self._adopt_edition(day + 40, render_edition)

    def _join_region(self, day: int) -> None:
        """Another repository joins, is looked at twice, sends nobody, and is let go."""
        keys = {
            "name": "Far Valley",
            "repository": "https://forge.example/far-valley/record",
            "repository_id": "a7" * 16,
            "circle": "far-valley-council",
            "joins": self.id,
            "since": iso(day),
            **self.agree(day),
        }
        self.add(day, "regions/far-valley.yml", keys)
        for later in (3, 90):
            seen = hashlib.sha256(str(later).encode()).hexdigest()
            told: Keys = {"commit": seen[:40], "summary": seen, "entered_by": self.find_writer(day + later)}
            self.add(day + later, f"regions/far-valley/snapshots/{iso(day + later)}.yml", told)
        left = {"date": iso(day + 200), "because": self.words.write_line("later"), **self.agree(day + 200)}
        self.add(day + 200, "regions/far-valley/leaves.yml", left)

    def _adopt_edition(self, day: int, render_edition: RenderEdition) -> None:
        id_ = self.make_id("ground-rules")
        edition = self.add_bytes(day, "ground-rules/2.yml", render_edition(iso(day + 20), id_))
        named = {"number": 2, "sha256": hash_bytes(self.read_back(edition))}
        self.propose(day, id_, kind="ground rules", affects=[self.id], edition=named)
        self.hear(day + 14, id_)
        self.decide(day + 14, id_)
