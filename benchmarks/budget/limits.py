"""What would break with ten million records, worked out from what was measured with fewer."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.budget.growth import Point, group_by_command
from benchmarks.budget.settings import Settings

MANY = 10_000_000
_BLOCK, _INODE_FOR = 4096, 16_384
"""Bytes of a block of a disk, and bytes of disk for which ext4 keeps one inode unless told otherwise."""
_WRITTEN = 16_000_000
"""Bytes that are written as one object to see how fast git hashes and compresses a list of files."""
Limits = dict[str, Any]


def measure_limits(wants: Settings) -> Limits:
    """How files, folders and git's trees of a movement grow with its records."""
    folder, bare = wants.worlds.make_movement(wants.many), wants.worlds.make_history(wants.many)
    files = folders = size = blocks = 0
    for place, below, names in os.walk(folder):
        folders += len(below)
        for name in names:
            held = Path(place, name).stat().st_size
            files, size, blocks = files + 1, size + held, blocks + -(-held // _BLOCK) * _BLOCK
    trees = {name: _measure_tree(bare, f"main:{name}") for name in ("proposals", "decisions")}
    packs = sum(pack.stat().st_size for pack in bare.glob("objects/pack/*"))
    commits = int(_ask_git(bare, "rev-list", "--count", "main"))
    speed = _measure_writing(bare, wants.place / "written.git")
    return {"files": files, "folders": folders, "bytes": size, "blocks": blocks, "trees": trees, "packs": packs,
            "commits": commits, "written_in_a_second": speed}  # fmt: skip


def _measure_writing(bare: Path, place: Path) -> float:
    """The bytes of a list of files that git hashes, compresses and writes in a second."""
    listed = _ask_git(bare, "cat-file", "tree", "main:proposals")
    data = listed * max(1, _WRITTEN // len(listed))
    subprocess.run(["git", "init", "-q", "--bare", str(place)], check=True)
    began = time.perf_counter()
    subprocess.run(["git", "-C", place, "hash-object", "-w", "--stdin"], input=data, capture_output=True, check=True)
    return len(data) / (time.perf_counter() - began)


def _measure_tree(bare: Path, tree: str) -> dict[str, int]:
    entries = len(_ask_git(bare, "ls-tree", "--name-only", tree).splitlines())
    return {"entries": entries, "bytes": int(_ask_git(bare, "cat-file", "-s", tree))}


def _ask_git(bare: Path, *arguments: str) -> bytes:
    return subprocess.run(["git", "-C", bare, *arguments], capture_output=True, check=True).stdout


def render_limits(limits: Limits, points: Sequence[Point], build: Mapping[str, Any]) -> str:
    """The arithmetic for ten million records in sentences, as Markdown."""
    times = MANY / limits["files"]
    parts = [
        f"From a movement of {limits['files']:,} records with {limits['commits']:,} commits, for ten million:",
        "",
        _tell_trees(limits, times),
        _tell_disk(limits, times),
    ]
    told = group_by_command(list(points))
    parts += [_tell_memory(command, told[command]) for command in ("check", "build") if len(told.get(command, ())) > 1]
    if site := _tell_site(build):
        parts.append(site)
    return "\n".join(parts) + "\n"


def _tell_trees(limits: Limits, times: float) -> str:
    trees = limits["trees"]
    sizes = {name: tree["bytes"] * times / 1e6 for name, tree in trees.items()}
    total = sum(sizes.values())
    entries = trees["proposals"]["entries"] * times / 1e6
    history = total * limits["commits"] * times / 2 / 1e6
    seconds = total * 1e6 / limits["written_in_a_second"]
    return (
        f"- **Git's trees break first.** `proposals/` would be one tree of {entries:.1f} million entries and "
        f"{sizes['proposals']:,.0f} MB, `decisions/` one of {sizes['decisions']:,.0f} MB. Git writes both anew for "
        f"each evening that adds to them: {total:,.0f} MB to hash and to compress for a few kilobytes of records, "
        f"{seconds:.0f} s of work, and about half of it on disk until the next `git gc`. (With a hundred thousand "
        f"records it is {total / 100:.1f} MB.) With as many commits for each record as here, all trees of the "
        f"history would come to {history:,.0f} TB before git packs them as differences."
    )


def _tell_disk(limits: Limits, times: float) -> str:
    inodes = (limits["files"] + limits["folders"]) * times
    packed = limits["packs"] * times / 1e9
    return (
        f"- **A folder of them does not fit every disk.** {inodes / 1e6:.0f} million inodes: ext4 as it is made by "
        f"default has so many on {inodes * _INODE_FOR / 1e9:,.0f} GB and more. The records are "
        f"{limits['bytes'] * times / 1e9:.0f} GB and take {limits['blocks'] * times / 1e9:.0f} GB in blocks of four "
        f"kilobytes; packed with their history {packed:.0f} GB, if its trees grew no faster than its records."
    )


def _tell_memory(command: str, points: Sequence[Point]) -> str:
    before, last = points[-2:]
    each = max(0.0, last.cost.memory - before.cost.memory) * 1024 / (last.files - before.files)
    power = max(1.0, last.exponent or 1.0)
    hours = last.cost.cpu * (MANY / last.files) ** power / 3600
    memory = each * MANY / 1024**2
    return (
        f"- **`{command}`** holds {each:.1f} KB for each record (from {before.files:,} to {last.files:,}), so "
        f"{memory:,.0f} GB, and would take {hours:,.1f} hours of CPU if it grew on by the power of {power:.2f}."
    )


def _tell_site(build: Mapping[str, Any]) -> str:
    for line in build.get("lines", ()):
        if found := re.match(r"([\d,]+) pages of ([\d,]+) records \(([\d,]+) files\)", line["what"]):
            pages, records, files = (int(number.replace(",", "")) for number in found.groups())
            each = MANY / records
            return (
                f"- **The site** would have {pages * each / 1e6:.0f} million pages in {files * each / 1e6:.0f} million"
                " files: more than any host of static pages takes."
            )
    return ""
