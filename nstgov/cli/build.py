"""`nstgov build`, `nstgov serve` and `nstgov export`."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, closing
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from nstgov.cli.errors import FILE_TROUBLE, FOUND, KEPT, WrongUse
from nstgov.cli.options import as_of, find_movement_folder
from nstgov.cli.own_cache import open_cache
from nstgov.cli.progress import show_steps
from nstgov.languages import has_words
from nstgov.records import SETTINGS, Movement
from nstgov.store import git
from nstgov.store.cache import Cache, program_fingerprint
from nstgov.store.folder_entries import list_entries_again

if TYPE_CHECKING:
    from nstgov.publish.build_result import BuildResult
    from nstgov.publish.last_build import SaidLine
    from nstgov.publish.site_files import ChangeNotifier
    from nstgov.store.folder_snapshot import FilesInReading, FolderReading
    from nstgov.store.landings import Landing
    from nstgov.store.tree import FolderEntry


@click.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Where to put it [default: public].")
@as_of
@click.pass_obj
def build(folder: str, out: Path | None, as_of: date) -> int:
    """Make the public site of the record: one page for everything, readable on a phone, without scripts."""
    root = find_movement_folder(folder)
    place = out or root / "public"
    built = build_site_of(root, place, as_of)
    return report_build(built, place)


@click.command()
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
def gate(site: Path) -> int:
    """
    Look through the folder of a finished site for anything that could run, load or lead where it should not.

    Every build does so with what it makes; this looks at what lies there now, whoever put it there. It needs no record.
    """
    from nstgov.publish.site_check import check_site_folder

    found = list(check_site_folder(site))
    for held in found:
        click.echo(f"nstgov: Not to go out: {held.file}: {held.what}", err=True)
    if found:
        click.echo("  Next: make the site anew, nstgov build, and look who else writes into this folder.", err=True)
        return FOUND
    click.echo(f"Nothing in {site} runs or leads where it should not.")
    return KEPT


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port to listen on.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen on; the usual one is for you alone."
)
@as_of
@click.pass_obj
def serve(folder: str, port: int, host: str, as_of: date) -> int:
    """Make the site and show it in a browser on this machine; it follows what you change, until you press Ctrl+C."""
    from nstgov.publish.site_files import ChangeNotifier

    root, changes = find_movement_folder(folder), ChangeNotifier()
    with tempfile.TemporaryDirectory(prefix="nstgov-site-") as folder_of_site, ExitStack() as until_stopped:
        place = Path(folder_of_site)
        kept = Path(until_stopped.enter_context(tempfile.TemporaryDirectory(prefix="nstgov-kept-")))
        address = _start_server(until_stopped, place, host, port, changes)
        code = report_build(build_site_of(root, place, as_of, address, kept), place)
        if code == KEPT:
            click.secho(f"\n  {address}\n", bold=True)
            click.echo("Open this address in a browser. It follows what you change here. Press Ctrl+C to end.")
            follow_changes(
                root,
                as_of,
                lambda: report_build(build_site_of(root, place, as_of, address, kept), place) == KEPT,
                changes.notify_change,
            )
        return code


@click.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Where to put it [default: export].")
@as_of
@click.pass_obj
def export(folder: str, out: Path | None, as_of: date) -> int:
    """
    Write everything on record as tables: JSON and CSV, each with a JSON Schema.

    They are the files that the site has under data/; its page "Data" says what each column means. index.json tells
    what there is.

    \b
    nstgov export
    nstgov export --as-of 2026-06-01 --out june
    """
    from nstgov.publish.data.data_files import export_data

    root = find_movement_folder(folder)
    place = out or root / "export"
    with closing(open_cache(root)) as cache:
        read = _read_record(root, cache)
    made = export_data(read.movement, as_of, place, read.landed)
    click.echo(f"Wrote {made.tables} tables with {made.rows} rows to {place}. Begin with index.json there.")
    return KEPT


def build_site_of(
    root: Path,
    out: Path,
    as_of: date,
    address: str | None = None,
    kept: Path | None = None,
    regions: Mapping[str, Any] | None = None,
) -> BuildResult:
    """
    Make the site; what was worked out is remembered in the person's cache folder, or in another one.

    Where nothing has changed since it was made, it is left as it stands, and nothing is loaded that makes it.
    """
    from nstgov.publish.last_build import BuildInputs, are_inputs_settled, find_standing_site, look_at_inputs

    own = _find_own_pages(root)
    with closing(Cache(kept, program_fingerprint()) if kept else open_cache(root)) as cache:
        entries = list_entries_again(root, cache)
        look = look_at_inputs(root, own, entries, as_of, address)
        digest = "" if regions else look.digest
        if standing := find_standing_site(cache, out, "" if look.fresh else digest):
            _say_lines(standing.said)
            cache.save()
            return standing.built
        from nstgov.publish.building import build_site

        read = _read_record(root, cache, entries)
        said = tuple(_list_remarks(root, read))
        _say_lines(said)
        built = build_site(
            read.movement, as_of, out,
            commit=read.commit, landed=read.landed, own_pages=own, address=address, contents=read.contents,
            files=read.files,
            cache=cache, progress=lambda step: click.echo(f"{step} …"), watch=show_steps, regions=regions,
            inputs=BuildInputs(digest, said, partial(are_inputs_settled, root, look, read.movement.sha256)),
        )  # fmt: skip
        cache.save()
        return built


def build_with_regions(root: Path, out: Path | None, as_of: date, regions: Mapping[str, Any]) -> int:
    """Make the site with what a look at all regions came to."""
    place = out or root / "public"
    return report_build(build_site_of(root, place, as_of, regions=regions), place)


def _find_own_pages(root: Path) -> Path | None:
    """The folder of hand-written pages; what lies elsewhere and is only linked from there is named and left out."""
    from nstgov.publish.engine.source_pages import find_links_out

    own = root / "site"
    if not own.is_dir():
        return None
    links = [own] if own.is_symlink() else find_links_out(own)
    for link in links:
        place = link.relative_to(root).as_posix()
        click.echo(f"nstgov: {place} is a symbolic link to somewhere else, and is left out.", err=True)
        click.echo("  Next: put the file itself there.", err=True)
    return None if own.is_symlink() else own


class _ReadRecord(NamedTuple):
    """
    Everything on record, the commit that holds this very record (None: none does), when each record landed.

    And the bytes of the records, read when they are asked for, with the files they are read from.
    """

    movement: Movement
    commit: str | None
    landed: Mapping[str, Landing]
    contents: Mapping[str, bytes]
    files: FilesInReading


def _say_lines(said: Iterable[SaidLine]) -> None:
    for line in said:
        click.echo(line.text, err=line.is_warning)


def _list_remarks(root: Path, read: _ReadRecord) -> Iterator[SaidLine]:
    """
    For which languages of the settings there are no words yet, and why pages name no commit.

    Raises WrongUse where a language is none: its pages would lie in a folder of something else.
    """
    from nstgov.publish.last_build import SaidLine

    settings = read.movement.settings
    if read.commit is None and git.find_head_commit(root) is not None:
        yield SaidLine(
            "The folder holds records that are not committed as they are, so the pages name no commit.", False
        )
    if settings is not None and not read.movement.is_sound(settings, "languages"):
        raise WrongUse(
            f"a language in {SETTINGS} is none that a site can be made in", "See what `nstgov check` says of it."
        )
    for language in settings.languages if settings else ():
        if not has_words(language):
            yield SaidLine(f"nstgov: There are no words in {language} yet, so those pages are in English.", True)
            yield SaidLine("  Next: help to translate them; CONTRIBUTING.md says how.", True)


def _read_record(root: Path, cache: Cache, entries: Sequence[FolderEntry] | None = None) -> _ReadRecord:
    """What a site is made of."""
    from nstgov.check import with_landings, with_signature_results
    from nstgov.publish.earlier_counting import count_with_memory
    from nstgov.store.folder_snapshot import FilesInReading, read_incrementally
    from nstgov.store.landings import read_landings

    reading = read_incrementally(root, cache, show_steps, entries)
    commit = _find_commit(root, reading)
    landed = read_landings(root, commit, cache) if commit else {}
    movement = with_landings(reading.movement, lambda: _find_places(root, reading, landed, cache))
    count = partial(count_with_memory, cache, "read", ())
    movement = with_signature_results(movement, reading.contents, count)
    return _ReadRecord(movement, commit, landed, reading.contents, FilesInReading(reading))


def _find_places(
    root: Path, reading: FolderReading, landed: Mapping[str, Landing], cache: Cache
) -> Mapping[str, int] | None:
    """The place on main of each file that is as it landed, whether or not the whole folder is as it is committed."""
    if landed:
        return {path: landing.place for path, landing in landed.items()}
    from nstgov.store.checkout import find_landing_places

    return find_landing_places(root, reading.identify_files, cache)


def _find_commit(root: Path, reading: FolderReading) -> str | None:
    """The commit that the pages may name: only one that holds this very record, byte for byte."""
    from nstgov.store.folder_snapshot import is_same_as_commit

    head = git.find_head_commit(root)
    return head if head is not None and is_same_as_commit(root, head, reading.files) else None


def report_build(built: BuildResult, place: Path) -> int:
    """Say how the build went; what the gate held back is a reason not to publish."""
    for held in built.unexpected:
        click.echo(f"nstgov: Held back: {held.file}: {held.what}", err=True)
    for broken in built.broken[:20]:
        click.echo(f"nstgov: {broken.page}: this link leads nowhere: {broken.address}", err=True)
    for missing in built.missing[:20]:
        click.echo(f"nstgov: A page is missing: {missing}", err=True)
    if not built.is_sound:
        click.echo("  Next: this site must not go out. Look at the lines above.", err=True)
        return FILE_TROUBLE
    if built.written is None:
        click.echo(f"Nothing has changed: the {built.pages} pages in {place} stand as they were made.")
    else:
        click.echo(f"Made {built.pages} pages in {place}.")
    if built.errors:
        several = "1 error" if built.errors == 1 else f"{built.errors:,} errors"
        click.echo(
            f"nstgov: The record holds {several}; the pages say so where it matters. Look: nstgov check", err=True
        )
    return KEPT


def _start_server(until_stopped: ExitStack, place: Path, host: str, port: int, changes: ChangeNotifier) -> str:
    """Listen in the background, and give the address."""
    from nstgov.publish.server import serve_folder

    return enter_server(until_stopped, serve_folder(place, host, port, changes=changes), port)


def enter_server(until_stopped: ExitStack, serving: AbstractContextManager[str], port: int) -> str:
    """The address of what is served until the end. Raises WrongUse where the port is taken."""
    try:
        return until_stopped.enter_context(serving)
    except OSError as fault:
        raise WrongUse(
            f"port {port} cannot be used: {fault.strerror}", f"Choose another one: --port {port + 1}"
        ) from None


def follow_changes(root: Path, as_of: date, rebuild: Callable[[], bool], tell: Callable[[], None]) -> None:
    """Make the site anew after each change and tell open pages of it, until Ctrl+C is pressed."""
    from nstgov.cli.watch import rebuild_on_change

    try:
        rebuild_on_change(root, as_of, rebuild, tell)
    except KeyboardInterrupt:
        click.echo("\nEnded.")
