"""What the package says it needs is what it imports."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml

from tests.record import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
MODULES = sorted((ROOT / "nstgov").rglob("*.py"))
_IMPORT = re.compile(r"^[ ]*(?:from (\w\S*) import\b|import ([^\n#]+))", re.MULTILINE)
"""How an import begins; reading only these lines takes a tenth of what reading the whole language takes."""


def distributions(requirements: list[str]) -> set[str]:
    """The names of distributions in requirements, written the one normal way."""
    return {_normal(re.split(r"[^A-Za-z0-9._-]", requirement)[0]) for requirement in requirements}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@cache
def owners() -> Mapping[str, list[str]]:
    """The distributions that bring a package, by what it is imported as."""
    return packages_distributions()


@cache
def imported(module: Path) -> frozenset[str]:
    """The distributions from which a module imports, at its top or inside a function."""
    begins = _IMPORT.finditer(module.read_text(encoding="utf-8"))
    names = {name.strip() for found in begins for name in (found[1] or found[2]).split(",")}
    tops = {name.partition(" ")[0].partition(".")[0] for name in names} - set(sys.stdlib_module_names) - {"nstgov", ""}
    return frozenset(_normal(owners().get(top, [top])[0]) for top in tops)


CORE = distributions(PROJECT["dependencies"])
SITE = distributions(PROJECT["optional-dependencies"]["site"])
DESK = distributions(PROJECT["optional-dependencies"]["desk"]) - {"nstgov"}
CLUSTER = distributions(PROJECT["optional-dependencies"]["cluster"])
SHEETS = distributions(PROJECT["optional-dependencies"]["sheets"])
FOR_PACKAGE = {
    "publish": SITE, "desk": SITE, "desk.py": SITE, "author": DESK, "minutes": {"markdown-it-py"},
    "workbook.py": SHEETS, "dask_engine.py": CLUSTER,
}  # fmt: skip
"""What a package, or a module, may import besides what the plain one stands on."""


def test_a_module_imports_only_what_is_declared_for_it() -> None:
    """Judging needs the plain package alone; publishing imports what `site` brings, authoring git's and workbooks'."""
    more = {
        module.relative_to(ROOT): imported(module) - CORE.union(*(FOR_PACKAGE.get(one, set()) for one in module.parts))
        for module in MODULES
    }
    assert {module: names for module, names in more.items() if names} == {}


@pytest.mark.long
def test_nothing_is_declared_that_nothing_imports() -> None:
    """Every declared library is used; MkDocs Material is used as a theme."""
    used = {name for module in MODULES for name in imported(module)} | {"mkdocs-material"}
    assert used == CORE | SITE | DESK | SHEETS | CLUSTER


@pytest.mark.parametrize("library", ["Jinja2", "MarkupSafe"])
def test_a_library_whose_inner_parts_are_used_is_held_to_one_minor_version(library: str) -> None:
    """What `publish/compiling.py` overrides may be another in the next version, so a newer one is not taken unseen."""
    asked = [one for one in PROJECT["optional-dependencies"]["site"] if distributions([one]) == {library.lower()}]
    assert [bool(re.fullmatch(rf"{library}~=\d+\.\d+\.\d+", one)) for one in asked] == [True]
    pinned = re.findall(rf"^{library.lower()}==(\S+)", (ROOT / "requirements/site.txt").read_text(), re.MULTILINE)
    assert [version.rpartition(".")[0] for version in pinned] == [asked[0].partition("~=")[2].rpartition(".")[0]]


def test_the_hook_also_looks_when_a_commit_only_removes_files() -> None:
    """A commit that takes records out passes no file to a hook, so without `always_run` it would be skipped."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (hook["entry"], hook["always_run"], hook["pass_filenames"]) == ("nstgov check", True, False)
