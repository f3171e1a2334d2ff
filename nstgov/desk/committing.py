"""One change made of what was saved at the desk: committed with nothing else in it, and brought to a remote."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from nstgov.author.record_commits import CannotCommit, Person, PreparedCommit, RecordRepository, begin_repository
from nstgov.branch_check import judge_change
from nstgov.desk.journal import Bundle, Waiting
from nstgov.desk.saving import NotNow, RecordKeeper, list_paths, read_plain_file
from nstgov.records import Movement
from nstgov.records.addresses import recognise_record
from nstgov.records.layout import SETTINGS
from nstgov.records.path_folding import is_record_path
from nstgov.store.git import GitError
from nstgov.store.strict_yaml import read_yaml

LONGEST_SUBJECT = 72
BESIDE = (".gitattributes", ".gitignore", "mkdocs.yml", "README.md")
"""Files beside the record that belong to a movement's first commit."""
FOLDERS_BESIDE = (".github", ".gitlab", ".forgejo", "schemas", "site")
_BY_KEY = re.compile(r"(?:ssh://)?git@(?P<host>[A-Za-z0-9.-]+)[:/](?P<path>[A-Za-z0-9._/-]+)")
"""How git names a repository that it reaches with a key."""
NO_SUCH_HOST = "nstgov.invalid"
"""Where somebody is said to be at home of whom git knows no mail address; the ending is nobody's, for ever."""


class Change(NamedTuple):
    """
    A commit that was made at the desk.

    `address` is where it is proposed on the forge (empty: nowhere), `trouble` why it has not been brought there yet.
    """

    branch: str
    commit: str
    paths: tuple[str, ...]
    is_pushed: bool = False
    address: str = ""
    trouble: str = ""
    remedy: str = ""


class ChangeMaker:
    """Makes a change of what a keeper has saved."""

    def __init__(
        self, keeper: RecordKeeper, days: Callable[[], tuple[date, date]], read_movement: Callable[[], Movement]
    ) -> None:
        """`days` gives today, and the latest day there is anywhere, on which a change lands."""
        self.keeper, self.days, self._read_movement = keeper, days, read_movement

    def commit_saved(self) -> Change:
        """
        Commit everything that was saved and not taken back. Raises NotNow, CannotCommit and OSError.

        What was changed by hand since is taken as it is now, where it is sound. The commit is judged as a change before
        any branch leads to it.
        """
        journal = self.keeper.journal
        with journal.hold_lock():
            bundles = [one for one in journal.read_entries().bundles if one.state == "saved"]
            files = dict(self._read_saved(bundles))
            if not files:
                raise NotNow("nothing waits to be committed", "Save something first.")
            self._look_for_errors()
            repository = self._open_or_begin()
            try:
                change, is_to_be_pushed = self._commit_files(repository, files)
            finally:
                repository.close()
            waiting = (Waiting(change.branch, change.commit),) if is_to_be_pushed else ()
            journal.forget_bundles({one.number for one in bundles}, *waiting)
        return self.push_waiting(change) if is_to_be_pushed else change

    def _commit_files(self, repository: RecordRepository, files: Mapping[str, bytes]) -> tuple[Change, bool]:
        """The commit of what is not committed yet, and whether it is to be brought to a remote."""
        left = {path: data for path, data in files.items() if repository.find_committed(path) != data}
        if not left:
            branch = repository.branch or ""
            goes_apart = repository.remote is not None and branch not in ("", repository.find_main_branch())
            return Change(branch, repository.head or "", tuple(files)), goes_apart
        made = self._prepare_change(repository, left)
        self._judge_change(repository, made)
        repository.place_commit(made)
        return Change(made.branch, made.commit, tuple(left)), made.remote is not None

    def push_waiting(self, change: Change | None = None) -> Change:
        """Bring what was committed and has not been brought yet; the change says how that went. Raises NotNow."""
        waiting = self.keeper.journal.read_entries().waiting
        if not waiting:
            raise NotNow("nothing waits to be brought", "Save and commit something first.")
        branch, commit = waiting[-1]
        change = change or Change(branch, commit, ())
        repository = RecordRepository(self.keeper.root)
        try:
            repository.push_branch(branch, commit)
            place = self._find_forge_page(repository)
            address = make_change_address(place, branch, repository.find_main_branch())
        except CannotCommit as refused:
            return change._replace(trouble=str(refused), remedy=refused.remedy)
        finally:
            repository.close()
        with self.keeper.journal.hold_lock():
            self.keeper.journal.forget_waiting(branch)
        return change._replace(is_pushed=True, address=address)

    def _read_saved(self, bundles: Iterable[Bundle]) -> Iterator[tuple[str, bytes]]:
        for path in list_paths(bundles):
            data = read_plain_file(self.keeper.root, path)
            if data is not None:
                yield path, data

    def _look_for_errors(self) -> None:
        """Raises NotNow where a saved file, as it lies there now, no longer keeps the rules."""
        saved = set(list_paths(self.keeper.journal.read_entries().bundles))
        found = self.keeper.judge.find_standing_errors(saved)
        if found:
            raise NotNow(
                f"{found[0].place.file} does not keep the rules as it stands now: {found[0].message}",
                "Set it right, or take it back; nothing was committed.", found,
            )  # fmt: skip

    def _open_or_begin(self) -> RecordRepository:
        root = self.keeper.root
        try:
            return RecordRepository(root)
        except CannotCommit:
            if (root / ".git").exists():
                raise
        return begin_repository(root)

    def _prepare_change(self, repository: RecordRepository, files: Mapping[str, bytes]) -> PreparedCommit:
        today = self.days()[0].isoformat()
        all_files = dict(files) if repository.head else {**_read_whole_folder(self.keeper.root), **files}
        person = self._find_person(files)
        return repository.prepare_commit(
            all_files, f"records-{today}-{_name_subjects(files)[0]}", write_message(files), person
        )

    def _judge_change(self, repository: RecordRepository, made: PreparedCommit) -> None:
        """Raises NotNow where the change as a whole breaks a rule that only shows against what it stands on."""
        if made.base is None or repository.prefix:
            return
        today, latest = self.days()
        try:
            verdict = judge_change(self.keeper.root, (made.base, made.commit), latest, today)
        except GitError as trouble:
            raise NotNow(str(trouble), trouble.remedy) from None
        errors = tuple(one for one in verdict.diagnostics if one.severity == "error")
        if errors:
            raise NotNow(f"{errors[0].place.file}: {errors[0].message}", errors[0].help, errors)

    def _find_person(self, files: Mapping[str, bytes]) -> Person:
        """Who wrote it down, for a git that has not been told who works here."""
        movement = self._read_movement()
        for path, data in files.items():
            value = read_yaml(data.decode("utf-8", "replace")).value
            by = value.get("entered_by") if isinstance(value, dict) else None
            if isinstance(by, str) and by in movement.people and recognise_record(path):
                return Person(movement.people[by].name or by, f"{by}@{NO_SUCH_HOST}")
        return Person("The desk", f"desk@{NO_SUCH_HOST}")

    def _find_forge_page(self, repository: RecordRepository) -> str:
        settings = self._read_movement().settings
        return (settings and settings.repository) or repository.remote_address


def write_message(files: Iterable[str]) -> str:
    """The message of a commit: what it is about in one line, and each record in one."""
    paths = list(files)
    subject = "Put on record: " + ", ".join(_name_subjects(paths))
    shown = subject if len(subject) <= LONGEST_SUBJECT else subject[: LONGEST_SUBJECT - 2].rpartition(",")[0] + " …"
    return "\n".join((shown, "", *paths, ""))


def _name_subjects(paths: Iterable[str]) -> list[str]:
    """The circles, proposals and decisions that some records are about, each once."""
    return list(
        dict.fromkeys(path.split("/")[-2] if path.startswith("circles/") else path.split("/")[1] for path in paths)
    )


def make_change_address(page: str, branch: str, main: str) -> str:
    """Where a branch is proposed on its forge, as the forge opens it; empty where that is not known."""
    from nstgov.publish.taking_part.forges import describe_forge

    by_key = _BY_KEY.fullmatch(page)
    page = f"https://{by_key['host']}/{by_key['path']}" if by_key else page
    found = urlsplit(page)
    if found.scheme != "https" or not found.hostname:
        return ""
    forge = describe_forge(page)
    name, into = quote(branch, safe=""), quote(main, safe="")
    return {
        "github": f"{forge['page']}/compare/{into}...{name}?expand=1",
        "forgejo": f"{forge['page']}/compare/{into}...{name}",
        "gitlab": f"{forge['page']}/-/merge_requests/new?merge_request%5Bsource_branch%5D={name}",
    }.get(str(forge["kind"]), "")


def _read_whole_folder(root: Path) -> dict[str, bytes]:
    """What a movement's first commit holds: its record, its settings, and what init laid beside them."""
    found = {}
    for place in sorted(root.rglob("*")):
        path = place.relative_to(root).as_posix()
        is_beside = path in BESIDE or path == SETTINGS or path.split("/")[0] in FOLDERS_BESIDE
        if (is_beside or is_record_path(path)) and place.is_file() and not place.is_symlink():
            found[path] = place.read_bytes()
    return found
