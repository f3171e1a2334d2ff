"""Building the site: shells, pages, the gate, links, the sitemap."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from nstgov.lifecycle.withheld import withheld_on
from nstgov.publish.build_result import BuildResult
from nstgov.publish.data.data_files import group_data_files, make_build_facts, make_data_index, make_data_pages
from nstgov.publish.dependencies import get_site_fingerprints, recall_from_acts
from nstgov.publish.earlier_answers import EarlierAnswers
from nstgov.publish.earlier_counting import count_with_memory
from nstgov.publish.engine.gate import read_theme_assets
from nstgov.publish.engine.link_check import find_later_folders, remove_links
from nstgov.publish.engine.manifest import BuildManifest
from nstgov.publish.engine.mkdocs import Shells, get_rendered_site
from nstgov.publish.engine.output import OutputFolder
from nstgov.publish.engine.page_shell import PageShell
from nstgov.publish.engine.site_writer import OutputFile, SiteWriter
from nstgov.publish.engine.workers import run_parallel
from nstgov.publish.following.calendar_pages import make_calendar_pages
from nstgov.publish.following.calendars import make_calendar_files
from nstgov.publish.following.feeds import make_feed_files, make_follow_pages
from nstgov.publish.kept_values import KeptValues
from nstgov.publish.last_build import UNKNOWN, BuildInputs, note_standing_site
from nstgov.publish.overview_pages import ACROSS, OF_ACTS, make_objection_pages
from nstgov.publish.page_groups import File, GroupWriter, make_page_key, write_file_group, write_page_group
from nstgov.publish.person_pages import group_person_pages, make_person_files, make_task_files
from nstgov.publish.record_files import group_record_files
from nstgov.publish.record_findings import count_errors, findings_of
from nstgov.publish.record_pages import (
    group_circle_pages,
    group_election_pages,
    group_proposal_pages,
    group_rule_pages,
    make_home_context,
    make_overview_pages,
    make_record_lists,
)
from nstgov.publish.region_pages import make_region_pages, make_summary_file
from nstgov.publish.rendering import Page, PageGroup, Renderer
from nstgov.publish.search.shards import write_search
from nstgov.publish.search_page import make_search_pages
from nstgov.publish.site import Site, read_site
from nstgov.publish.taking_part.form_pages import (
    make_form_data_files,
    make_form_files,
    make_taking_part_pages,
    make_version_files,
)
from nstgov.publish.taking_part.meeting_data import make_meeting_data_files
from nstgov.publish.taking_part.meeting_pages import make_meeting_files, make_meeting_pages
from nstgov.publish.text.dates import find_language_name
from nstgov.publish.views.circle_views import Circles
from nstgov.publish.views.snapshot import Snapshot
from nstgov.publish.web_files import find_last_changes, make_manifest, make_pictures, render_robots, render_sitemap
from nstgov.publish.withholding import remove_withheld
from nstgov.records import Movement
from nstgov.store.cache import Cache
from nstgov.store.folder_snapshot import FilesInReading
from nstgov.store.landings import Landing
from nstgov.store.steps import StepWatcher, watch_silently

PageMaker = Callable[[Snapshot, Circles], Iterator[Page | PageGroup]]
FileMaker = Callable[[Snapshot, Circles], Iterator[File | PageGroup | OutputFile]]
Maker = PageMaker | FileMaker


def _group_lists(scene: Snapshot, circles: Circles) -> Iterator[PageGroup]:
    """Every list of what was proposed, decided and elected: where none of that is another, none of them is."""
    key = get_site_fingerprints(scene).acts_key
    for make in (make_record_lists, *OF_ACTS):
        yield PageGroup(f"{make.__name__}/", key, partial(make, scene, circles))


def _group_acts(scene: Snapshot, circles: Circles) -> Iterator[PageGroup]:
    """All that stands on what was done, and on no circle's call for help."""
    key = get_site_fingerprints(scene).acts_key
    yield PageGroup("acts", key, partial(_list_act_groups, scene, circles), holds_groups=True)


def _list_act_groups(scene: Snapshot, circles: Circles) -> Iterator[Page | PageGroup]:
    for make in (
        _group_lists, group_proposal_pages, group_election_pages, group_person_pages, make_objection_pages,
        make_person_files, make_calendar_pages,
    ):  # fmt: skip
        yield from make(scene, circles)


def _group_act_data(scene: Snapshot, circles: Circles) -> Iterator[PageGroup]:
    """The same of what is no page, and lies at the root only."""
    key = get_site_fingerprints(scene).acts_key
    yield PageGroup("acts data", key, partial(_list_act_data, scene, circles), holds_groups=True)


def _list_act_data(scene: Snapshot, circles: Circles) -> Iterator[PageGroup]:
    yield from make_task_files(scene, circles)
    yield from make_version_files(scene, circles)


PAGES: tuple[PageMaker, ...] = (
    make_overview_pages,
    _group_acts,
    group_circle_pages,
    group_rule_pages,
    *ACROSS,
    make_region_pages,
    make_taking_part_pages,
    make_meeting_pages,
    make_follow_pages,
    make_data_pages,
    make_search_pages,
)
"""Every page but the first, by what makes it."""
FILES: tuple[FileMaker, ...] = (
    make_form_files, make_meeting_files, make_feed_files, make_calendar_files, make_manifest,
)  # fmt: skip
"""What is no page and speaks to people (feeds, calendars), in each language: its path, and its bytes."""
ONCE: tuple[FileMaker, ...] = (
    make_build_facts,
    make_summary_file,
    make_form_data_files,
    _group_act_data,
    make_meeting_data_files,
    group_data_files,
    make_pictures,
)
"""What is the same in every language (data), and lies at the root only: its path, and its bytes."""


Progress = Callable[[str], None]


def build_site(
    movement: Movement,
    as_of: date,
    out: Path,
    *,
    commit: str | None = None,
    landed: Mapping[str, Landing] | None = None,
    own_pages: Path | None = None,
    address: str | None = None,
    cache: Cache | None = None,
    workers: int | None = None,
    contents: Mapping[str, bytes] | None = None,
    files: FilesInReading | None = None,
    progress: Progress = lambda _: None,
    watch: StepWatcher = watch_silently,
    regions: Mapping[str, Any] | None = None,
    inputs: BuildInputs = UNKNOWN,
) -> BuildResult:
    """
    Make the site of a movement as of a day, in a folder of its own. Raises Strange and OSError.

    `commit` is what the movement was read from, `landed` by path when each record landed, `own_pages` the folder of its
    hand-written pages (`site/`), `address` where the site will stand if not where the settings say, `cache` what
    earlier builds worked out, `regions` what a look at all regions came to, `workers` how many processes may work at
    once (None: one for each processor); the site is the same without and with them. `contents` are the bytes of the
    records by path, which the site then holds too, `files` the files they were read from. `progress` is told each step,
    `watch` how far it is. `inputs` tell all this in one digest, under which a sound site is remembered as it stands.
    """
    cache = cache or Cache(None, "")
    progress("Judging everything on record")
    bare = Site(title="", made=as_of)
    read = EarlierAnswers(cache, "read", Snapshot(movement, as_of, bare, landed))
    read.give_answers()
    findings = findings_of(movement, as_of, cache, files, read.acts_key)
    movement = remove_withheld(movement, as_of, partial(count_with_memory, cache, "shown"))
    shown = read
    if movement is not read.movement:
        hidden = withheld_on(read.movement, as_of)
        shown = EarlierAnswers(cache, "shown", Snapshot(movement, as_of, bare, landed), hidden)
        shown.give_answers()
    site = replace(read_site(movement, as_of, commit=commit, address=address), holds_records=contents is not None)
    output = OutputFolder(out, cache)
    memory = BuildManifest(cache, out, commit, output.found)
    filling, expected = SiteWriter(output, memory, read_theme_assets(), workers, watch), set[str]()
    for site_in in site.list_languages():
        scene = Snapshot(movement, as_of, site_in, landed, findings, regions)
        scene.kept = KeptValues(cache)
        _build_language(filling, scene, own_pages, expected, progress, cache)
    for group in group_record_files(movement, as_of, contents) if contents is not None else ():
        write_file_group(filling, group)
    built = _finish_build(filling, site, expected, find_last_changes(landed or {}), progress)._replace(
        errors=count_errors(findings)
    )
    memory.save_manifest(sound=not built.broken)
    for answers in dict.fromkeys((read, shown)):
        answers.keep_answers()
    output.keep_names()
    if built.is_sound:
        note_standing_site(cache, out, inputs, built, memory.list_looks(output.paths))
    return built


def _build_language(
    filling: SiteWriter, scene: Snapshot, own_pages: Path | None, expected: set[str], progress: Progress, cache: Cache
) -> None:
    """Every file of the site in one language."""
    site = scene.site
    said = f" ({find_language_name(site.language)})" if len(site.languages) > 1 else ""
    progress(f"Rendering the hand-written pages and the shells{said}")
    rendered = get_rendered_site(site, own_pages, cache)
    progress(f"Making a page of every record{said}")
    circles = Circles(scene)
    due = frozenset((*(f"circles/{id_}/index.html" for id_ in circles.list_ids()), *_recall_expected_pages(scene)))
    later = find_later_folders(scene.movement, due)
    for path, data in rendered.files:
        is_page = later and path.endswith(".html")
        filling.write_file(
            OutputFile.from_bytes(path, remove_links(later, data.decode()).encode() if is_page else data)
        )
    _write_record_pages(filling, scene, circles, Renderer(site, _remove_links_in_shells(rendered.shells, later)))
    expected |= {site.prefix + path for path in due}


def _remove_links_in_shells(shells: Shells, later: frozenset[str]) -> Shells:
    """The shells without links to what is not there yet; the first page's carries what the movement says of itself."""
    if not later:
        return shells
    first = PageShell(tuple(remove_links(later, piece) for piece in shells["", 0].pieces))
    return {**shells, ("", 0): first}


def _finish_build(
    filling: SiteWriter, site: Site, expected: set[str], changed: Mapping[tuple[str, str], date], progress: Progress
) -> BuildResult:
    """Close with links, count, sitemap and what is searched."""
    output, book = filling.output, filling.book
    if site.address:
        pages = (page for page in book.pages if page != "404.html")
        output.write_file("sitemap.xml", render_sitemap(site.address, pages, changed).encode())
    output.write_file("robots.txt", render_robots(site).encode())
    output.write_file(".nojekyll", b"")
    write_search(output, filling.searched, progress)
    missing = tuple(sorted(expected - output.paths))
    broken = tuple(filling.find_broken_links())
    return BuildResult(len(book.pages), output.remove_leftovers(), tuple(filling.unexpected), broken, missing)


def _write_record_pages(filling: SiteWriter, scene: Snapshot, circles: Circles, renderer: Renderer) -> None:
    """Every file made from the record."""
    prefix = scene.site.prefix
    first = make_home_context(scene, circles)
    filling.write_file(
        OutputFile(f"{prefix}index.html", make_page_key(renderer, first), lambda: renderer.render_home(first).encode())
    )
    makers: tuple[Maker, ...] = (*PAGES, *FILES, *(() if prefix else ONCE))
    groups = GroupWriter(filling, renderer, [], [])
    for make_ in makers:
        for one in make_(scene, circles):
            groups.take_in(one)
    run_parallel(filling, groups.left, partial(write_page_group, renderer), filling.workers)
    groups.note_holding_groups()
    for path, data in () if prefix else make_data_index(scene, groups.find_note):
        filling.write_file(OutputFile.from_bytes(path, data))


def _recall_expected_pages(scene: Snapshot) -> tuple[str, ...]:
    """The same as an earlier build told them from the same acts, or now."""
    return recall_from_acts(scene, "expected pages", lambda: (*_list_expected_pages(scene),))


def _list_expected_pages(scene: Snapshot) -> Iterator[str]:
    """The pages that the folders on record ask for, whatever the views made of them."""
    for id_, proposal in scene.movement.proposals.items():
        submitted = [version.submitted for version in proposal.versions.values()]
        if any(day <= scene.day for day in submitted) or (
            not submitted and proposal.idea and proposal.idea.opened <= scene.day
        ):
            yield f"proposals/{id_}/index.html"
        numbers = (number for number, version in proposal.versions.items() if version.submitted <= scene.day)
        yield from (f"proposals/{id_}/v{number}/index.html" for number in numbers)
    for id_, decision in scene.movement.decisions.items():
        if decision.decision and decision.decision.decided <= scene.day:
            yield f"decisions/{id_}/index.html"
        if decision.election and decision.election.held <= scene.day:
            yield f"elections/{id_}/index.html"
