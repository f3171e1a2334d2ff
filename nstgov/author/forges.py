"""What a governance repository needs on its forge: the judge, the calendar, the site, and who looks at what."""

from __future__ import annotations

from pathlib import Path

from nstgov.author.package_pin import Package, render_pin
from nstgov.author.stamped import add_checksum_line

FORGES = ("github", "gitlab", "forgejo")
"""The forges that init knows; each has a folder of its own in a repository."""
PIN = "nstgov.pin"
_HERE = Path(__file__).parent / "forge"
_SCRIPTS = {
    "github": ("prepare.sh", "judge.sh", "comment.sh", "calendar.sh", "seen.sh", "confirm.sh"),
    "gitlab": ("prepare.sh", "judge.sh"),
    "forgejo": ("prepare.sh", "judge.sh"),
}
"""The steps that are scripts, since they are the same on all forges."""


def build_forge_files(forge: str, package: Package | None, codeowners: str = "") -> dict[str, str]:
    """
    The files for one forge: path to text, each stamped.

    `package` is the nstgov that is to judge; `codeowners` the body of CODEOWNERS, left out where it is empty.
    """
    scripts = {f".{forge}/nstgov/{name}": _read_file("scripts", name) for name in _SCRIPTS[forge]}
    files = {**_read_workflows(forge), **scripts, pin_path(forge): render_pin(package)}
    if codeowners:
        files[f".{forge}/CODEOWNERS"] = codeowners
    return {path: add_checksum_line(body) for path, body in files.items()}


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
