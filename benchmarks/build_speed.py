"""
How long `nstgov build` takes on generated records, beside MkDocs alone on the same pages.

MkDocs (with Material, without its search, hardly anything in its nav: what is fastest for it) renders the pages that
nstgov made, as Markdown. Above a number of pages it renders only so many, and what is compared is the time for a page.

    python -m benchmarks.build_speed [--records 10000] [--runs 1] [--mkdocs-pages 8000] [--limit 900]
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.generated_records import write_movement
from benchmarks.page_markdown import convert_to_markdown

DAY = "2026-06-01"
PROPOSAL = "proposals/one-more/v1.yml"
"""The record that is added to see what one change costs."""


class Cost(NamedTuple):
    """Seconds on the clock, seconds of CPU, the largest memory in MB of one process, and whether it came to an end."""

    wall: float
    cpu: float
    memory: float
    ended: bool = True


def main() -> int:
    """Measure, and print a table."""
    wants = _parse_arguments()
    with tempfile.TemporaryDirectory() as folder:
        root, site = Path(folder, "movement"), Path(folder, "site")
        made = write_movement(wants.records, root)
        os.environ["XDG_CACHE_HOME"] = str(Path(folder, "cache"))
        print(f"{made} records; {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}", flush=True)
        full = [_measure_full_build(root, site, Path(folder, "cache")) for _ in range(wants.runs)]
        pages, size = _measure_site_size(site)
        print(f"{pages} pages, {size / 1e6:.0f} MB with everything", flush=True)
        same = _measure_build(root, site)
        one = [_measure_one_change(root, site, turn) for turn in range(wants.runs)]
        count = min(pages, wants.mkdocs_pages)
        theirs = _measure_mkdocs(site, Path(folder, "mkdocs"), count, wants.limit)
        # before the folder is cleared, which takes its time
        _print_table(full, same, one, theirs, count / pages)
    return 0


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().partition("\n")[0])
    parser.add_argument("--records", type=int, default=10_000, help="how many to generate, at least")
    parser.add_argument("--runs", type=int, default=1, help="how often a full build and one change are measured")
    parser.add_argument("--mkdocs-pages", type=int, default=8000, help="how many pages MkDocs is given at most")
    parser.add_argument("--limit", type=int, default=900, help="seconds after which MkDocs is stopped")
    return parser.parse_args()


def _measure_full_build(root: Path, site: Path, cache: Path) -> Cost:
    """A full build, nothing known from before."""
    shutil.rmtree(site, ignore_errors=True)
    shutil.rmtree(cache, ignore_errors=True)
    return _measure_build(root, site)


def _measure_build(root: Path, site: Path) -> Cost:
    command = [sys.executable, "-m", "nstgov", "-C", str(root), "build", "--out", str(site), "--as-of", DAY]
    return _measure_command(command)


def _measure_one_change(root: Path, site: Path, turn: int) -> Cost:
    """A build after somebody proposed something, or changed it."""
    target = root / PROPOSAL
    like = root / "proposals/friend-0-policy-0/v1.yml"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f"{like.read_text(encoding='utf-8')}outside: Asked {turn + 1} times.\n", encoding="utf-8")
    return _measure_build(root, site)


def _measure_site_size(site: Path) -> tuple[int, int]:
    """How many pages a site has, and the bytes of all its files."""
    sizes = {file: file.stat().st_size for file in site.rglob("*") if file.is_file()}
    return sum(file.suffix == ".html" for file in sizes), sum(sizes.values())


def _measure_mkdocs(site: Path, folder: Path, count: int, limit: int) -> Cost:
    """MkDocs on so many of the pages, evenly taken from all of them, since some sorts are longer than others."""
    pages = sorted(site.rglob("*.html"))
    for page in (pages[len(pages) * at // count] for at in range(count)):
        target = folder / "docs" / page.relative_to(site).with_suffix(".md")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(convert_to_markdown(page.read_text(encoding="utf-8")), encoding="utf-8")
    (folder / "docs" / "index.md").write_text("# Generated\n", encoding="utf-8")
    config = folder / "mkdocs.yml"
    config.write_text(
        "site_name: Generated\ntheme: {name: material, font: false}\nplugins: []\nuse_directory_urls: true\n"
        "nav: [index.md]\nnot_in_nav: '*'\nvalidation: {links: {not_found: ignore, unrecognized_links: ignore}}\n",
        encoding="utf-8",
    )
    return _measure_command([sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(config)], limit)


def _measure_command(command: Sequence[str], limit: int = 86_400) -> Cost:
    """What a command costs; it has to end well, or is stopped at the limit."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )
    stopped = subprocess.Popen(["sh", "-c", f"sleep {limit}; kill -KILL {process.pid}"], start_new_session=True)
    said = process.stdout.read() if process.stdout else ""
    _, status, used = os.wait4(process.pid, 0)
    os.killpg(stopped.pid, signal.SIGKILL)
    stopped.wait()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, -signal.SIGKILL):
        raise SystemExit(f"{' '.join(command[:6])} … ended with {process.returncode}:\n{said[:3000]}")
    wall = time.perf_counter() - began
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, process.returncode == 0)


def _print_table(full: Sequence[Cost], same: Cost, one: Sequence[Cost], theirs: Cost, share: float) -> None:
    whole, changed = _find_fastest(full), _find_fastest(one)
    print(f"\n{'':<34}{'wall s':>10}{'CPU s':>10}{'memory MB':>12}")
    for name, cost in (
        ("nstgov build, all of it", whole),
        ("nstgov build, one record more", changed),
        ("nstgov build, nothing changed", same),
        (f"mkdocs build, {share:.0%} of the pages", theirs),
    ):
        print(f"{name:<34}{cost.wall:>10.2f}{cost.cpu:>10.2f}{cost.memory:>12.0f}{'' if cost.ended else '  stopped'}")
    _print_ratio("MkDocs takes longer, a page", Cost(theirs.wall / share, theirs.cpu / share, 0), whole)
    _print_ratio("one record is less than all by", whole, changed)


def _print_ratio(name: str, more: Cost, less: Cost) -> None:
    print(f"{name:<34}{more.wall / less.wall:>9.1f}x{more.cpu / less.cpu:>9.1f}x")


def _find_fastest(costs: Sequence[Cost]) -> Cost:
    """The run that was disturbed least."""
    return min(costs, key=lambda cost: cost.wall)


if __name__ == "__main__":
    sys.exit(main())
