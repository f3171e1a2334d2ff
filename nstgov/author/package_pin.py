"""Which nstgov judges a repository: the commit that its base names, never whatever is newest."""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any, NamedTuple

_REPOSITORY = re.compile(r"https://[A-Za-z0-9._~:/-]{1,300}")
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


class Package(NamedTuple):
    """A repository of nstgov (an https address) and the commit in it."""

    repository: str
    commit: str


def parse_package(text: str) -> Package | None:
    """What `REPOSITORY@COMMIT` names; None where it is no https address and full commit id."""
    repository, _, commit = text.removeprefix("git+").rpartition("@")
    if _REPOSITORY.fullmatch(repository) and _COMMIT.fullmatch(commit):
        return Package(repository, commit)
    return None


def find_running_package() -> Package | None:
    """
    The nstgov that is running, where the installer has written down which commit it took.

    pip does so for `pip install git+https://…` (PEP 610); of other installations nothing certain is known.
    """
    try:
        said: Any = json.loads(distribution("nstgov").read_text("direct_url.json") or "{}")
        return parse_package(f"{said['url']}@{said['vcs_info']['commit_id']}")
    except (PackageNotFoundError, ValueError, KeyError, TypeError):
        return None


def render_pin(package: Package | None) -> str:
    """The body of nstgov.pin; without a package its values stay empty, and the judge says that it cannot judge."""
    repository, commit = package or ("", "")
    return f"""# Which nstgov judges this record: a repository of it, and the commit there.
# What it stands on is named in that commit, by hash. Whoever changes these lines changes the judge: look well.
repository={repository}
commit={commit}
"""
