"""Rows about `nstgov build`: all of it beside other makers of sites on the same pages, and after one change."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.budget.costs import NSTGOV, Cost, Job, compare_pairs, find_median, run_in_turn
from benchmarks.budget.lines import Bounds, Line, state_missing, state_most
from benchmarks.budget.peers import explain_missing, find_peer
from benchmarks.budget.settings import Lines, Settings
from benchmarks.page_markdown import convert_to_markdown

MKDOCS = """site_name: Generated
theme: {name: material, font: false}
plugins: []
use_directory_urls: true
nav: [index.md]
not_in_nav: '*'
validation: {links: {not_found: ignore, unrecognized_links: ignore}}
"""
"""Without its search and with hardly anything in its nav: what is fastest for it."""
HUGO = """baseURL = "https://example.org/"
title = "Generated"
disableKinds = ["RSS", "sitemap", "taxonomy", "term", "404"]
[markup.goldmark.renderer]
unsafe = false
"""
LAYOUT = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><header><a href="/">{{ .Site.Title }}</a></header><main>{{ .Content }}</main></body></html>
"""


Prepare = Callable[[Settings, Path, list[Path]], Job]
"""Writes some pages of a site for another maker of sites; what is run then."""


def measure_full_build(wants: Settings) -> Lines:
    """A whole site, nothing known from before, beside MkDocs and Hugo on the same pages as Markdown."""
    folder, site = wants.worlds.make_movement(wants.records), wants.place / "site"
    ours = run_in_turn({"nstgov": prepare_build(wants, folder, site, is_new=True)}, wants.few_runs)["nstgov"]
    pages = sorted(site.rglob("*.html"))
    files = sum(len(names) for _, _, names in os.walk(site))
    yield state_most("build", f"{len(pages):,} pages of {wants.records:,} records ({files:,} files), CPU",
                     [cost.cpu for cost in ours], "s")  # fmt: skip
    yield state_most("build", f"memory for {wants.records:,} records", [cost.memory for cost in ours], "MB")
    for name, prepare, bounds in (
        ("mkdocs", prepare_mkdocs, Bounds(1, 15)),
        ("hugo", prepare_hugo, Bounds(None, 1)),
    ):
        what = f"the same pages beside {name}"
        if find_peer(name):
            theirs = estimate_whole(wants, prepare, site, pages)
            told = f"{what}, from {min(len(pages), wants.pages):,} of them"
            yield from _compare_pages(told, ours, theirs, bounds)
        else:
            yield state_missing("build", what, explain_missing(name))


def estimate_whole(wants: Settings, prepare: Prepare, site: Path, pages: list[Path]) -> Cost:
    """
    What another maker of sites takes for all pages: measured on some, and on a quarter of those.

    So its start counts once, and each further page as much as those between the two measures.
    """
    few, some = (max(1, min(len(pages), wants.pages) // part) for part in (4, 1))
    costs = []
    for count in (few, some):
        chosen = [pages[len(pages) * at // count] for at in range(count)]
        costs.append(find_median(run_in_turn({"other": prepare(wants, site, chosen)}, 1)["other"]))
    more = (len(pages) - some) / max(1, some - few)
    return Cost(*(large + max(0.0, large - small) * more for small, large in zip(*costs, strict=True)))


def _compare_pages(what: str, ours: list[Cost], theirs: Cost, bounds: Bounds) -> Lines:
    """CPU and clock; each of our runs beside what the other takes, which was measured once."""
    for name, pick in _FIGURES.items():
        factor = compare_pairs([pick(theirs)] * len(ours), [pick(cost) for cost in ours])
        yield Line("build", f"{what}, {name}", pick(find_median(ours)), pick(theirs), "s", factor, *bounds)


def prepare_build(wants: Settings, folder: Path, site: Path, *, is_new: bool) -> Job:
    """`nstgov build` of a folder; `is_new` forgets everything that an earlier build left."""
    job = Job([[*NSTGOV, "-C", str(folder), "build", "--out", str(site), "--as-of", wants.worlds.day]])
    remove = partial(shutil.rmtree, site, ignore_errors=True)
    return wants.make_cold(job._replace(prepare=remove)) if is_new else wants.make_warm(job)


def measure_next_build(wants: Settings) -> Lines:
    """The site of a large movement made anew after one record more, and after nothing at all."""
    folder, site = wants.worlds.make_movement(wants.many), wants.place / "large-site"
    full = run_in_turn({"full": prepare_build(wants, folder, site, is_new=True)}, 1)["full"]
    again = prepare_build(wants, folder, site, is_new=False)
    same = run_in_turn({"same": again}, wants.few_runs)["same"]
    changed: list[Cost] = []
    added = folder / wants.worlds.write_change(wants.many)[0]
    try:
        for turn in range(wants.few_runs):
            added.write_bytes(wants.worlds.write_change(wants.many, turn)[1])
            changed += run_in_turn({"one": again}, 1)["one"]
    finally:
        added.unlink(missing_ok=True)
    for what, costs, bounds in (
        (f"one record more than {wants.many:,}, times less than all", changed, Bounds(20, 50)),
        (f"nothing changed in {wants.many:,}, times less than all", same, Bounds()),
    ):
        for name, pick in _FIGURES.items():
            factor = compare_pairs([pick(full[0])] * len(costs), [pick(cost) for cost in costs])
            # by the clock it tells how many processors there are: a full build is spread over all of them
            held = bounds if name == "CPU" else Bounds()
            yield Line("build-next", f"{what}, {name}", pick(find_median(costs)), pick(full[0]), "s", factor, *held)
    yield state_most("build-next", f"memory for all of {wants.many:,} records", [cost.memory for cost in full], "MB")
    shutil.rmtree(site, ignore_errors=True)


_FIGURES: dict[str, Callable[[Cost], float]] = {"CPU": lambda cost: cost.cpu, "clock": lambda cost: cost.wall}


def prepare_mkdocs(wants: Settings, site: Path, pages: list[Path]) -> Job:
    """Each page in a folder of its own, as on the site."""
    folder = wants.place / "mkdocs"
    shutil.rmtree(folder, ignore_errors=True)
    for page in pages:
        _write_markdown(page, folder / "docs" / page.relative_to(site).with_suffix(".md"), "")
    (folder / "docs" / "index.md").write_text("# Generated\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    command = [find_peer("mkdocs") or "", "build", "--quiet", "--config-file", str(folder / "mkdocs.yml")]
    return Job([command], environment={"NO_MKDOCS_2_WARNING": "1"})


def prepare_hugo(wants: Settings, _site: Path, pages: list[Path]) -> Job:
    """All pages side by side: what lies below another page is none of its own for Hugo."""
    folder = wants.place / "hugo"
    shutil.rmtree(folder, ignore_errors=True)
    for number, page in enumerate(pages):
        _write_markdown(page, folder / "content" / f"page-{number}.md", f"---\ntitle: Page {number}\n---\n")
    (folder / "config.toml").write_text(HUGO, encoding="utf-8")
    for name in ("single.html", "list.html"):
        layout = folder / "layouts" / "_default" / name
        layout.parent.mkdir(parents=True, exist_ok=True)
        layout.write_text(LAYOUT, encoding="utf-8")
    return Job([[find_peer("hugo") or "", "--quiet", "--source", str(folder), "--destination", str(folder / "public")]])


def _write_markdown(page: Path, target: Path, head: str) -> None:
    """A page as Markdown."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(head + convert_to_markdown(page.read_text(encoding="utf-8")), encoding="utf-8")
