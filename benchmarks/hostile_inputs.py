"""
How long the slowest inputs that anybody could think of take: seconds for 256 KiB, and how they grow with their size.

Each shape is one record (or many small ones) made to keep a reader, a finder or a renderer busy; those called accepted
break no rule. It is judged and told,
or rendered, at a quarter of the size and at the whole; the last column is how many times as long the whole took, of
which 4 is linear. CPU time of this process is measured, the least of some runs. Texts are as long as a text may be.

    python -m benchmarks.hostile_inputs [--size 262144] [--only members]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, partial
from typing import Any

from benchmarks.hostile_shapes import ACCEPTED, PAIRS, RECORDS, TEXTS, Files, make_plain_files
from nstgov.change_check import check_change
from nstgov.check import check_tree
from nstgov.publish.rendering import Renderer
from nstgov.publish.site import read_site
from nstgov.publish.text.diff import compare_texts
from nstgov.publish.text.markdown import render_text
from nstgov.publish.views.proposal_views import find_proposal_view
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import FileState, PathChange
from nstgov.report.terminal import render_text as render_verdict
from nstgov.store.comparison import Comparison
from nstgov.store.content import LARGEST
from nstgov.store.reading import read_movement
from nstgov.store.tree import StoredFile, Tree

DAY = date(2026, 11, 29)
LEAST_GROWTH = 0.002
"""Seconds below which a ratio of two times says nothing."""
Work = Callable[[], object]
Prepare = Callable[[int], Work]
"""Makes an input of a size, and gives what is to be done with it."""


def make_tree(files: Files) -> Tree:
    """A small movement with these files in it."""
    stored = (StoredFile(path, "file", text.encode()) for path, text in {**make_plain_files(), **files}.items())
    return Tree(tuple(sorted(stored)), None)


def judge_files(files: Files) -> str:
    """The verdict on a small movement with these files in it, as text."""
    return render_verdict(check_tree(make_tree(files), DAY))


def judge_change_of(files: Files) -> str:
    """The verdict on a change that adds these files to a small movement, as text."""
    plain, merged = make_tree({}), make_tree(files)
    steps = tuple(PathChange(path, None, FileState("100644", path)) for path in sorted(files))
    return render_verdict(check_change(Comparison(plain, merged, steps, dict), DAY, DAY))


def render_page(files: Files) -> str:
    """The page of the proposal in a small movement with these files in it."""
    movement = read_movement(make_tree(files))
    view = find_proposal_view(Snapshot(movement, DAY, read_site(movement, DAY), None), "trees")
    return _make_renderer().render_template("proposal.html", {"v": view}, "../../")


@cache
def _make_renderer() -> Renderer:
    """Templates that are compiled once."""
    return Renderer(read_site(read_movement(make_tree({})), DAY), {})


def _render_anew(text: str) -> object:
    return render_text.__wrapped__(text)


def _compare_anew(two: tuple[str, str]) -> object:
    return compare_texts.__wrapped__(*two)


def yield_cases() -> Iterator[tuple[str, Prepare]]:
    """Each shape by its name, and what makes the work of a size; texts have a quarter of it, as in a record."""
    for name, shape in RECORDS.items():
        yield f"record: {name}", partial(_prepare_work, judge_files, shape, 1)
    for name, shape in RECORDS.items():
        yield f"change: {name}", partial(_prepare_work, judge_change_of, shape, 1)
    for name, shape in RECORDS.items():
        if any(path.startswith("proposals/trees/") for path in shape(1000)):
            yield f"page: {name}", partial(_prepare_work, render_page, shape, 1)
    for name, shape in ACCEPTED.items():
        yield f"accepted: {name}", partial(_prepare_work, judge_files, shape, 1)
        if any(path.startswith("proposals/trees/") for path in shape(1000)):
            yield f"accepted page: {name}", partial(_prepare_work, render_page, shape, 1)
    for name, text in TEXTS.items():
        yield f"text: {name}", partial(_prepare_work, _render_anew, text, 4)
    for name, pair in PAIRS.items():
        yield f"pair: {name}", partial(_prepare_work, _compare_anew, pair, 4)


def _prepare_work(work: Callable[[Any], object], shape: Callable[[int], object], share: int, size: int) -> Work:
    return partial(work, shape(size // share))


def main() -> int:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().partition("\n")[0])
    parser.add_argument("--size", type=int, default=LARGEST, help="bytes of the record")
    parser.add_argument("--only", default="", help="a part of the names of shapes")
    wants = parser.parse_args()
    judge_files({})
    rows = [_print_row(name, prepare, wants.size) for name, prepare in yield_cases() if wants.only in name]
    print(f"the slowest of {len(rows)}: {max(rows)[1]}, {max(rows)[0]:.2f} s")
    return 0


def _print_row(name: str, prepare: Prepare, size: int) -> tuple[float, str]:
    few, many = (_measure(prepare(each)) for each in (size // 4, size))
    growth = f"x{many / few:.1f}" if few > LEAST_GROWTH else ""
    print(f"{name:36} {many:8.2f} s {growth}", flush=True)
    return many, name


def _measure(work: Work) -> float:
    """Seconds of CPU, the least of three runs, or of one that takes a while."""
    least = float("inf")
    for _ in range(3):
        before = time.process_time()
        work()
        least = min(least, time.process_time() - before)
        if least > 0.3:
            break
    return least


if __name__ == "__main__":
    raise SystemExit(main())
