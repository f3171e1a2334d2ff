"""
Links and coverage in a movement of 10,000 circles on four levels, and how they grow to 100,000.

Every circle has eight members of its own on the lowest level and sends one of them upwards; one in twenty has nobody
above, on every level but the highest, and so a seventh of all people are not heard there, however many circles there
are. One decision of the top circle affects all by naming the top circle, another by naming each circle. Timed are
membership, the broken links of a day, the care list, and the proof for both decisions that everyone took part or was
left out (rules D03 and D12). Each size runs in a process of its own, so that its memory can be told; nobody looks for
cycles meanwhile, as in every command, since that would be counted for whichever question it hits.

    python -m benchmarks.coverage_speed [--circles 10000 100000] [--runs 3]
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from nstgov.lifecycle import FLOORS, compute_membership
from nstgov.lifecycle.care import care_on
from nstgov.lifecycle.chain_breaks import breaks_on
from nstgov.records import (
    Candidate,
    Circle,
    Decision,
    Election,
    Founder,
    Movement,
    Nomination,
    Record,
    Term,
    Version,
    Voice,
)
from nstgov.rules import rule_named

LEVELS = ("friend", "regional", "continental", "global")
PEOPLE = 8
SILENT = 20
"""One circle in so many sends nobody; never the first below another one, whose representative is sent on and on."""
OPENED, ELECTED, DECIDED, UNTIL = date(2026, 1, 1), date(2026, 1, 20), date(2026, 3, 1), date(2027, 12, 31)
HASH = "0" * 64


def main() -> int:
    """Measure each size in a process of its own, and print a table with the growth from one to the next."""
    wants = _parse_arguments()
    if wants.one:
        print(json.dumps(_measure_questions(wants.one)))
        return 0
    costs = [_find_medians([run_in_process(size) for _ in range(wants.runs)]) for size in wants.circles]
    _print_table(costs, wants.runs)
    return 0


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().partition("\n")[0])
    parser.add_argument("--circles", type=int, nargs="+", default=[10_000, 100_000], help="how many, at least")
    parser.add_argument("--runs", type=int, default=3, help="how often each size is measured")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    return parser.parse_args()


def make_records(circles: int) -> Iterator[Record]:
    """The records of a movement of at least so many circles on four levels."""
    yield replace(FLOORS, levels=LEVELS, top="global-0", from_=OPENED)
    below = 1
    while sum(below**up for up in range(4)) < circles:
        below += 1
    ids = ["global-0"]
    yield _make_circle("global-0", "global", None, 0)
    for up in (2, 1, 0):
        parents, level = ids, LEVELS[up]
        ids = [f"{level}-{number}" for number in range(len(parents) * below)]
        for number, id_ in enumerate(ids):
            yield _make_circle(id_, level, parents[number // below], 0 if up else PEOPLE)
            yield _make_election(id_, up, number, below)
    for name, affects in (("by-the-top", ("global-0",)), ("by-name", tuple(ids))):
        yield _make_version(name, affects)
        yield Decision(file=f"decisions/{name}/decision.yml", decision=name, version=1, sha256=HASH, decided=DECIDED,
                       circles=("global-0",), sunset=UNTIL)  # fmt: skip


def _find_lowest_circle(id_: str, up: int, number: int, below: int) -> str:
    return f"friend-{number * below**up}" if up else id_


def _make_circle(id_: str, level: str, parent: str | None, people: int) -> Circle:
    members = {f"{id_}-{n}": Founder(name=f"Person {n} of {id_}") for n in range(people)}
    return Circle(file=f"circles/{id_}/circle.yml", circle=id_, name=id_, level=level, aim="To meet.", parent=parent,
                  opened=OPENED, members=members, voices=_make_voices(members))  # fmt: skip


def _make_election(circle: str, up: int, number: int, below: int) -> Election:
    """All members nominate the same person and consent to them; those of a higher circle were sent to it before."""
    # the first circle below each sends its representative on, so that every higher circle has one
    chosen = _find_representative(circle, up, number, below)
    members = [
        *([f"{circle}-{n}" for n in range(PEOPLE)] if not up else ()),
        *(_find_representative(f"{LEVELS[up - 1]}-{child}", up - 1, child, below)
          for child in range(number * below, (number + 1) * below) if up),
    ]  # fmt: skip
    held = ELECTED + timedelta(days=up)
    is_silent = number % SILENT == SILENT - 1 and number % below > 0
    until = DECIDED - timedelta(days=1) if is_silent else UNTIL
    return Election(file=f"decisions/{circle}-sends/election.yml", election=f"{circle}-sends", circle=circle,
                    role="representative", held=held, term=Term(from_=held, until=until),
                    nominations={member: Nomination(for_=chosen, because="Trusted.") for member in members},
                    voices=_make_voices(members),
                    proposed=Candidate(person=chosen))  # fmt: skip


def _make_voices(members: Iterable[str]) -> dict[str, Voice]:
    return {member: Voice(says="consent") for member in members}


def _find_representative(circle: str, up: int, number: int, below: int) -> str:
    return f"{_find_lowest_circle(circle, up, number, below)}-1"


def _make_version(name: str, affects: tuple[str, ...]) -> Version:
    return Version(file=f"proposals/{name}/v1.yml", proposal=name, number=1, title=name, kind="policy",
                   submitted=ELECTED, asks=("global-0",), affects=affects, need="So.", reasons="So.", text="So.",
                   sunset=UNTIL)  # fmt: skip


def _measure_questions(circles: int) -> dict[str, float]:
    """The seconds of CPU that each question takes, and the memory in MB, in a movement of that size."""
    gc.disable()
    began = time.process_time()
    movement = Movement(make_records(circles))
    cost = {"circles": len(movement.circles), "people": len(movement.people), "building": time.process_time() - began}
    before = _measure_memory()
    today = DECIDED + timedelta(days=1)
    asked: dict[str, Callable[[], object]] = {
        "membership": lambda: compute_membership(movement),
        "broken links": lambda: breaks_on(movement, today),
        "care": lambda: care_on(movement, today),
        "D03": lambda: _count_findings(movement, "D03", today),
        "D12": lambda: _count_findings(movement, "D12", today),
    }
    for name, ask in asked.items():
        began = time.process_time()
        answer = ask()
        cost[name] = time.process_time() - began
        if not answer:
            raise SystemExit(f"{name} found nothing, and there is something to find")
    cost["people not heard"] = sum(broken.people for broken in breaks_on(movement, today).values())
    cost["MB for records"], cost["MB for answers"] = before, _measure_memory() - before
    return cost


def _count_findings(movement: Movement, code: str, today: date) -> int:
    rule = rule_named(code)
    return sum(1 for _ in rule(movement, today)) if rule else 0


def _measure_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run_in_process(circles: int) -> dict[str, float]:
    """What each question costs in a movement of that size, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.coverage_speed", "--one", str(circles)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parent.parent, check=False)
    if done.returncode:
        raise SystemExit(done.stderr or done.stdout)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def _find_medians(runs: list[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def _print_table(costs: list[dict[str, float]], runs: int) -> None:
    """A row for each question: its cost at each size, and how it grew beside the number of circles."""
    sizes = "".join(f"{int(cost['circles']):>12,}" for cost in costs)
    print(f"{f'median of {runs}, seconds of CPU':<34}{sizes}{'growth':>10}")
    for name in costs[0]:
        values = [cost[name] for cost in costs]
        shown = "".join(f"{value:>12,.0f}" if value >= 100 else f"{value:>12.3f}" for value in values)
        growth = f"{values[-1] / values[0]:>9.1f}x" if len(values) > 1 and values[0] else ""
        print(f"{name:<34}{shown}{growth}")


if __name__ == "__main__":
    sys.exit(main())
