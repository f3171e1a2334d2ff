"""A folder to which chance does what people and git do to folders, and what is found in it each time."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from nstgov.cli.standing_record import read_standing_record
from nstgov.findings import Verdict
from nstgov.incremental_check import check_folder
from nstgov.store.cache import Cache
from nstgov.store.steps import watch_silently
from tests.commands import git_in
from tests.properties.example_changes import days_in

TICK = 0.02
"""Seconds after which this machine shows another time of change."""
AS_OF = date(2026, 12, 1)


class CheckedFolder:
    """A movement in a checkout, of which more and more is told; `begun_anew` counts the checks that read all of it."""

    def __init__(self, root: Path, seed: int, story: Mapping[str, str]) -> None:
        """Write what was told by some day, and commit it."""
        self.root, self.kept = root, root.parent / "kept"
        self.chance = random.Random(seed)  # noqa: S311 - for chance, not for secrets
        days = days_in(tuple(sorted(story.items())))
        self.untold = sorted(story, key=lambda path: (days[path], path))
        self.story = story
        self.checks = self.begun_anew = self.went_on = 0
        for path in self._take(self.chance.randrange(len(story) // 3, len(story) - 5)):
            self.write(path, story[path])
        git_in(root, "init", "-q", "-b", "main")
        self.commit()
        self.sound, self.is_wrong = git_in(root, "rev-parse", "HEAD").strip(), False

    def _take(self, count: int) -> list[str]:
        told, self.untold = self.untold[:count], self.untold[count:]
        return told

    def write(self, path: str, text: str) -> None:
        """One file, whatever was there."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())

    def commit(self, *more: str) -> None:
        """Commit all there is."""
        git_in(self.root, "add", "-A")
        git_in(self.root, "commit", "-q", "--allow-empty", "-m", "More", *more)

    def check(self) -> Verdict:
        """What is found, going on from last time."""
        time.sleep(TICK)
        self.checks += 1
        with closing(Cache(self.kept, "this program")) as cache:
            found = check_folder(self.root, cache, AS_OF, self._read)
            cache.save()
        return found

    def check_anew(self) -> Verdict:
        """What is found from the beginning."""
        read = partial(read_standing_record, self.root, None, watch_silently)
        return check_folder(self.root, Cache(None, ""), AS_OF, read)

    def _read(self, listings: Any) -> Any:
        self.begun_anew += 1
        return read_standing_record(self.root, None, watch_silently, listings)

    def flip_bytes(self) -> None:
        """Damage what is kept."""
        for file in self.kept.iterdir():
            data = bytearray(file.read_bytes())
            for _ in range(self.chance.choice((1, 40))):
                data[self.chance.randrange(len(data))] ^= 1 << self.chance.randrange(8)
            file.write_bytes(data)

    def do_something(self) -> str:
        """Anything that happens to a folder; its name. What is wrong afterwards is often put right first."""
        is_other = self.chance.random() < 0.5
        name, act = self.chance.choice(list(self._list_other_acts() if is_other else self._list_additions()))
        if self.is_wrong and self.chance.random() < 0.7:
            git_in(self.root, "reset", "-q", "--hard", self.sound)
            git_in(self.root, "clean", "-q", "-f", "-f", "-d", "-x")
        act()
        self.is_wrong = is_other
        return name

    def _list_additions(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """What is gone on from."""
        yield from (("tell", self._tell), ("commit", self.commit), ("tell and commit", self._tell_and_commit))

    def _list_other_acts(self) -> Iterator[tuple[str, Callable[[], object]]]:
        yield "draft again", self._draft_again
        yield from (("touch", self._touch), ("write the same", self._write_same), ("another mode", self._turn_mode))
        yield from (("ignored", self._add_ignored), ("rename a folder", self._rename_folder))
        yield from (("replace in place", self._replace_in_place), ("remove", self._remove), ("restore", self._restore))
        yield from (("repository within", self._put_repository), ("link", self._put_link), ("empty", self._put_empty))
        yield from (("line ends", self._turn_line_ends), ("add to the index", self._add_to_index))
        yield from (("amend", self._amend), ("go back", self._go_back), ("another branch", self._switch_branch))
        yield from (("merge", self._merge_branch), ("hide from git", self._hide_from_git), ("beside", self._put_beside))

    def _files(self) -> list[Path]:
        """The plain files of records, in order."""
        found = (self.root / name for name in ("circles", "proposals", "decisions", "ground-rules"))
        return sorted(file for top in found for file in top.rglob("*") if file.is_file() and not file.is_symlink())

    def _list_by_git(self, *asked: str) -> list[str]:
        """The files that git tells of and whose names it need not quote."""
        return [path for path in git_in(self.root, "ls-files", *asked).splitlines() if not path.startswith('"')]

    def _pick(self) -> Path:
        return self.chance.choice(self._files())

    def _tell(self) -> None:
        """What the story tells next, sometimes otherwise."""
        for path in self._take(self.chance.choice((1, 1, 2, 5))):
            text = self.story[path]
            if self.chance.random() < 0.1:
                text = text.replace(*self.chance.choice((("consent", "object"), ("\n", "\nodd: 1\n"))), 1)
            self.write(path, text)

    def _tell_and_commit(self) -> None:
        self._tell()
        self.commit()
        self.sound = git_in(self.root, "rev-parse", "HEAD").strip()

    def _draft_again(self) -> None:
        """Something that is not committed is written once more."""
        drafts = self._list_by_git("-o", "circles", "proposals", "decisions")
        if drafts:
            file = self.root / self.chance.choice(drafts)
            if file.is_file():
                file.write_bytes(file.read_bytes().replace(b"consent", b"object", 1))

    def _touch(self) -> None:
        os.utime(self._pick(), self.chance.choice((None, (1, 1))))

    def _write_same(self) -> None:
        file = self._pick()
        data = file.read_bytes()
        file.unlink()
        file.write_bytes(data)

    def _turn_mode(self) -> None:
        file = self._pick()
        file.chmod(file.stat().st_mode ^ 0o100)

    def _add_ignored(self) -> None:
        """What git is told not to see is a record nevertheless."""
        self.write(".gitignore", "*.asks.yml\nproposals/hidden/\n")
        self.write("proposals/hidden/idea.yml", "title: Hidden\n")

    def _rename_folder(self) -> None:
        folder = self._pick().parent
        if folder.parent != self.root:
            folder.rename(folder.with_name(f"{folder.name}-{self.chance.randrange(9)}"))

    def _replace_in_place(self) -> None:
        """Other bytes, as many, with the same time of change."""
        file = self._pick()
        info, data = file.stat(), bytearray(file.read_bytes())
        if data:
            at = self.chance.randrange(len(data))
            data[at] = data[at] ^ 1
            file.write_bytes(data)
            os.utime(file, ns=(info.st_atime_ns, info.st_mtime_ns))

    def _remove(self) -> None:
        self._pick().unlink()

    def _restore(self) -> None:
        git_in(self.root, "checkout", "-q", "--", ".")

    def _put_repository(self) -> None:
        """A folder of records becomes, or is no more, a repository of its own."""
        there = sorted(self.root.glob("*/**/.git"))
        if there:
            shutil.rmtree(there[0])
        else:
            (self._pick().parent / ".git").mkdir()

    def _put_link(self) -> None:
        file = self._pick()
        moved = self.root.parent / f"moved-{self.checks}"
        place = file.parent if self.chance.random() < 0.5 and file.parent.parent != self.root else file
        place.rename(moved)
        place.symlink_to(moved)

    def _put_empty(self) -> None:
        """A folder with nothing in it, or in which there is something later."""
        empty = self.root / "proposals" / f"empty-{self.chance.randrange(3)}"
        if empty.is_dir() and not any(empty.iterdir()) and self.chance.random() < 0.5:
            empty.rmdir()
        else:
            empty.mkdir(parents=True, exist_ok=True)

    def _turn_line_ends(self) -> None:
        file = self._pick()
        data = file.read_bytes()
        file.write_bytes(data.replace(b"\r\n", b"\n") if b"\r\n" in data else data.replace(b"\n", b"\r\n"))

    def _add_to_index(self) -> None:
        """Git takes in what lies there, with line ends as it likes them."""
        git_in(self.root, "-c", "core.autocrlf=true", "-c", "core.safecrlf=false", "add", "-A", "--force", "circles")

    def _amend(self) -> None:
        self.commit("--amend")

    def _go_back(self) -> None:
        if len(git_in(self.root, "rev-list", "--first-parent", "HEAD").split()) > 1:
            git_in(self.root, "reset", "-q", self.chance.choice(("--hard", "--soft", "--mixed")), "HEAD~1")

    def _switch_branch(self) -> None:
        self.commit()
        names = git_in(self.root, "branch", "--format=%(refname:short)").split()
        if len(names) > 1 and self.chance.random() < 0.6:
            git_in(self.root, "checkout", "-q", self.chance.choice(names))
        else:
            git_in(self.root, "checkout", "-q", "-B", f"branch-{self.checks}", "HEAD")

    def _merge_branch(self) -> None:
        """What two branches told, if they agree."""
        self.commit()
        git_in(self.root, "checkout", "-q", "-B", "aside", "HEAD")
        self._tell_and_commit()
        git_in(self.root, "checkout", "-q", "main")
        git_in(self.root, "merge", "-q", "--no-edit", "-X", "theirs", "--no-ff", "aside")

    def _hide_from_git(self) -> None:
        """Git is told not to look at a file, which then changes."""
        path = self.chance.choice(self._list_by_git("circles", "proposals"))
        git_in(self.root, "update-index", self.chance.choice(("--assume-unchanged", "--skip-worktree")), path)
        if (self.root / path).is_file():
            self.write(path, f"{(self.root / path).read_text(errors='replace')}# more\n")

    def _put_beside(self) -> None:
        """Files that are no records, and some whose names no other system takes."""
        name = self.chance.choice(
            ("notes.txt", "site/about.md", "Circles/x.yml", "proposals/\udce9.yml", "circles/a b")
        )
        file = Path(os.fsdecode(os.fsencode(str(self.root / name))))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("Here.\n", encoding="utf-8")
