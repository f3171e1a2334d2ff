"""One evening of a circle of five, as flags, as answers at a terminal and as minutes: the same acts each time (M21)."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

AIM = "Neighbours who look after each other."
NEED = "People wait standing in the rain."
REASONS = "Ben has the wood, and a bench costs little."
HURT = "Nobody we know of; we ask the ferry people."
BENCH = "a-bench-at-the-ferry"
FOUNDERS = ("Ana Ruiz", "Ben Okafor", "Chi Tran", "Dee Marsh", "Eli Stone")
MADE = (
    "circles/oak-street/circle.yml",
    f"proposals/{BENCH}/v1.yml",
    f"proposals/{BENCH}/rounds/DAY.oak-street.yml",
    f"proposals/{BENCH}/v2.yml",
    f"proposals/{BENCH}/rounds/DAY.oak-street.2.yml",
    f"decisions/{BENCH}/decision.yml",
    "decisions/oak-street-representative-YEAR/election.yml",
    "circles/oak-street/DAY.joins.joe-park.yml",
)
"""What is on record at its end, in the order of the evening."""


class Step(NamedTuple):
    """A command with all its flags, and the answers that say the same at a terminal, where it is called without any."""

    flags: tuple[str, ...]
    answers: tuple[str, ...]


STEPS = (
    Step(
        ("circle", "Oak Street", "--aim", AIM, *(word for name in FOUNDERS for word in ("--members", name)),
         "--secretary", "chi", "--says", "everyone=consent", "--entered-by", "chi"),
        ("Oak Street", "", AIM, "", "", *FOUNDERS, "", "chi", "all", "", ""),
    ),
    Step(
        ("propose", "A bench at the ferry", "--need", NEED, "--reasons", REASONS,
         "--text", "We build a bench with a roof before March.", "--might-hurt", HURT,
         "--judged-by", "people who sit on it", "--authors", "ana,ben,chi,dee"),
        ("A bench at the ferry", NEED, REASONS, "We build a bench with a roof before March.", "", HURT, "", "",
         "people who sit on it", "", "ana, ben, chi, dee", "", "", ""),
    ),
    Step(
        ("round", BENCH, "--facilitator", "dee", "--says", "ana=consent", "--says",
         "ben=object: the wood is not dry before May", "--says", "chi=consent", "--says",
         "dee=consent, worry: who paints it?", "--says", "eli=consent", "--entered-by", "chi"),
        ("", "dee", "c", "o the wood is not dry before May", "c", "w who paints it?", "c", "", ""),
    ),
    Step(
        ("amend", BENCH, "--text", "We build a bench with a roof before June."),
        ("", "We build a bench with a roof before June.", "", ""),
    ),
    Step(
        ("round", BENCH, "--facilitator", "dee", "--says", "everyone=consent", "--entered-by", "chi"),
        ("", "dee", "all", "", ""),
    ),
    Step(("decide", BENCH), ("", "")),
    Step(
        ("elect", "representative", "--qualities", "listens well", "--facilitator", "dee",
         "--nominations", "ana: chi, because she listens", "--nominations", "ben: chi, because she has time",
         "--nominations", "chi: ana, because she asks", "--nominations", "dee: chi, because she writes",
         "--nominations", "eli: nobody yet, because I am new", "--proposed", "chi: the strongest reasons",
         "--says", "everyone=consent", "--entered-by", "chi"),
        ("", "", "listens well", "", "dee", "", "chi, because she listens", "chi, because she has time",
         "ana, because she asks", "chi, because she writes", "nobody yet, because I am new",
         "chi: the strongest reasons", "all", "", ""),
    ),
    Step(
        ("join", "Joe Park", "--says", "everyone=consent", "--entered-by", "chi"),
        ("Joe Park", "all", "", ""),
    ),
)  # fmt: skip


def records_in(folder: Path) -> dict[str, str]:
    """The records of a folder but the ground rules: path to text."""
    roots = (folder / root for root in ("circles", "decisions", "proposals"))
    files = (file for root in roots if root.is_dir() for file in sorted(root.rglob("*.yml")))
    return {file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in files}


def paths_of(day: str) -> set[str]:
    """The paths of the evening's records on a day."""
    return {path.replace("DAY", day).replace("YEAR", day[:4]) for path in MADE}
