"""What a governance repository needs on its forge: the judge, the calendar, the site, and who looks at what."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, Literal, NamedTuple

from nstgov.author.editor_schemas import build_schema_files, is_schema_unchanged
from nstgov.lifecycle import is_open, keepers_on, members_on
from nstgov.lifecycle.people import find_account
from nstgov.records import Movement

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


_LINE = re.compile(
    r"# Written by `nstgov init`; unchanged, `nstgov init --update` keeps it current\. sha256 ([0-9a-f]{64})\n"
)


def add_checksum_line(body: str) -> str:
    """A text in which `#` begins a comment, with the line that says what it is."""
    first = "# Written by `nstgov init`; unchanged, `nstgov init --update` keeps it current. sha256 "
    return f"{first}{_compute_sha256(body)}\n{body}"


def is_unchanged(text: str) -> bool:
    """Whether a text is stamped and nobody has changed it; line ends that a checkout turned do not count."""
    if text.startswith("{"):
        return is_schema_unchanged(text)
    text = text.replace("\r\n", "\n")
    line = _LINE.match(text)
    return line is not None and line[1] == _compute_sha256(text[line.end() :])


def _compute_sha256(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


FORGES = ("github", "gitlab", "forgejo")
"""The forges that init knows; each has a folder of its own in a repository."""
PIN = "nstgov.pin"
_HERE = Path(__file__).parent / "forge"
_SCRIPTS = {
    "github": (
        "prepare.sh", "judge.sh", "comment.sh", "calendar.sh", "digest.sh", "seen.sh", "confirm.sh", "record.sh",
    ),
    "gitlab": ("prepare.sh", "author.sh", "judge.sh"),
    "forgejo": ("prepare.sh", "judge.sh"),
}  # fmt: skip
"""The steps that are scripts, since they are the same on all forges."""


def build_forge_files(forge: str, package: Package | None, codeowners: str = "") -> dict[str, str]:
    """
    The files for one forge: path to text, each stamped.

    `package` is the nstgov that is to judge; `codeowners` the body of CODEOWNERS, left out where it is empty.
    """
    scripts = {f".{forge}/nstgov/{name}": _read_file("scripts", name) for name in _SCRIPTS[forge]}
    files = {**_read_workflows(forge), **scripts, pin_path(forge): render_pin(package)}
    if forge == "github":
        from nstgov.author.issue_forms import build_issue_forms

        files.update(build_issue_forms())
    if codeowners:
        files[f".{forge}/CODEOWNERS"] = codeowners
    return {path: add_checksum_line(body) for path, body in files.items()}


FileState = Literal["missing", "out of date", "up to date", "changed here"]
"""How a file of the forge stands beside what init would write: only the first two are init's to put right."""


def yield_wanted_files(root: Path, forge: str, package: Package | None, owners: str) -> Iterator[tuple[str, str]]:
    """The files that a forge is to have, with their texts; where no package is known, a pin that is there stays."""
    for path, text in {**build_forge_files(forge, package, owners), **build_schema_files()}.items():
        if package is not None or path != pin_path(forge) or not os.path.lexists(root / path):
            yield path, text


def compare_with_wanted(root: Path, path: str, text: str) -> FileState:
    """How a file stands beside the text it is to have; what lies behind a link was put there by somebody else."""
    place = root / path
    if any(parent.is_symlink() for parent in (place, *place.parents) if parent != root and root in parent.parents):
        return "changed here"
    if not os.path.lexists(place):
        return "missing"
    there = place.read_bytes().decode("utf-8", "replace") if place.is_file() else ""
    if there.replace("\r\n", "\n") == text:
        return "up to date"
    return "out of date" if is_unchanged(there) else "changed here"


def pin_path(forge: str) -> str:
    """Where a forge's files say which nstgov judges."""
    return f".{forge}/nstgov/{PIN}"


def _read_workflows(forge: str) -> dict[str, str]:
    if forge == "gitlab":
        return {".gitlab-ci.yml": _read_file("gitlab", "gitlab-ci.yml")}
    return {
        f".{forge}/workflows/{place.name}": place.read_text(encoding="utf-8")
        for place in sorted((_HERE / forge).glob("*.yml"))
    }


def _read_file(folder: str, name: str) -> str:
    return (_HERE / folder / name).read_text(encoding="utf-8")


_ACCOUNT = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?")
MACHINERY = (
    "/.github/", "/.gitlab/", "/.forgejo/", "/.gitlab-ci.yml", "/.gitattributes", "/mkdocs.yml", "/nstgov.yml",
    "/overrides/", "/site/",
)  # fmt: skip
"""What a keeper looks at, of what `init` writes and what a site is made from."""


def render_codeowners(movement: Movement, day: date) -> str:
    """
    The body of CODEOWNERS on a day; empty where no account is known.

    Each circle's folder names its members' accounts; what judges and shows the record names the keepers'.
    """
    lines = [*_yield_circle_owners(movement, day), *_yield_keeper_owners(movement, day)]
    if not lines:
        return ""
    return "\n".join(["# Whom the forge tells; nobody named here has more say than anybody else.", *lines, ""])


def _yield_circle_owners(movement: Movement, day: date) -> Iterator[str]:
    for circle, known in sorted(movement.circles.items(), key=lambda one: one[1].founding.file):
        accounts = _list_accounts(movement, members_on(movement, circle, day), day)
        if accounts and is_open(movement, circle, day):
            yield f"/{known.founding.file.rpartition('/')[0]}/ {' '.join(accounts)}"


def _yield_keeper_owners(movement: Movement, day: date) -> Iterator[str]:
    if accounts := _list_accounts(movement, keepers_on(movement, day), day):
        yield from (f"{path} {' '.join(accounts)}" for path in MACHINERY)


def _list_accounts(movement: Movement, people: Iterable[str], day: date) -> list[str]:
    return sorted(f"@{account}" for person in people if (account := _find_account(movement, person, day)))


def _find_account(movement: Movement, person: str, day: date) -> str | None:
    """The account that a person gave last, where it has the form of one."""
    given = find_account(movement, person, day)
    return given.account if given and _ACCOUNT.fullmatch(given.account) else None
