"""
What can be said of a forge from the files here, and what only its own pages tell: each with where to look.

Nothing is asked over the network. A setting that cannot be seen from here is named as such, never taken for granted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from nstgov.author.forges import find_running_package, pin_path
from nstgov.lifecycle.keys import keys_held
from nstgov.records import Movement
from nstgov.store import git


class ForgePoint(NamedTuple):
    """One thing about a forge: whether it is good, missing or to be looked at; what is so; and the next step."""

    state: str
    message: str
    step: str = ""


_SETTINGS: dict[str, tuple[tuple[str, str], ...]] = {
    "github": (
        ("whether a change must pass the judge",
         'Settings, Rules: require the check "The rules of consent" on the default branch.'),
        ("whether two changes that are each right can land a wrong whole",
         "Settings, Rules: a merge queue, or branches that must be up to date before they land."),
        ("how changes land",
         "Settings, General: Allow merge commits or squash, and turn off rebase: it would land every draft."),
        ("whether what passes lands by itself", "Settings, General: Allow auto-merge."),
        ("whether an issue can become a proposed change",
         'Settings, Actions, General: "Allow GitHub Actions to create pull requests" (it says more).'),
    ),
    "forgejo": (
        ("whether a change must pass the judge",
         'Settings, Branches: protect the default branch and require the status "The rules of consent".'),
        ("whether two changes that are each right can land a wrong whole",
         "Settings, Branches: block changes that are out of date."),
        ("whether a runner is there", "Settings, Actions, Runners: one that knows the label docker."),
    ),
    "gitlab": (
        ("which judge is used", "Settings, CI/CD: name the file .gitlab-ci.yml of a project that only keepers change."),
        ("whether a change must pass the judge", "Settings, Merge requests: pipelines must succeed."),
        ("whether two changes that are each right can land a wrong whole",
         "Settings, Merge requests: merge trains, or fast-forward only."),
    ),
}  # fmt: skip
"""By forge, what only its pages tell, and where it is set."""
_SCHEDULE = re.compile(r'cron: "(\d{1,2}) (\d{1,2}) \* \* \*"')


def look_at_forge_surroundings(root: Path, forge: str, movement: Movement) -> Iterator[ForgePoint]:
    """What surrounds the files for a forge: the pin's commit, the schedule, addresses, and the settings there."""
    yield from _look_at_pinned_commit(root, forge)
    yield _look_at_schedule(root, forge)
    yield from _look_at_addresses(root, movement)
    for what, step in _SETTINGS.get(forge, ()):
        yield ForgePoint("look", f"it cannot be seen from here {what}", step)


def _look_at_pinned_commit(root: Path, forge: str) -> Iterator[ForgePoint]:
    running = find_running_package()
    place = root / pin_path(forge)
    text = place.read_text(encoding="utf-8", errors="replace") if place.is_file() else ""
    named = re.search(r"^commit=([0-9a-f]{40,64})$", text, re.MULTILINE)
    if running and named and named[1] != running.commit:
        package = f"{running.repository}@{running.commit}"
        step = f"Let them be one, in a change of its own: nstgov init --update --package {package}"
        yield ForgePoint("look", f"another nstgov runs here than judges there ({named[1][:12]})", step)


def _look_at_schedule(root: Path, forge: str) -> ForgePoint:
    """Whether what is due is looked at each day: by a schedule in a file here, or one that only GitLab knows."""
    if forge == "gitlab":
        step = "Build, Pipeline schedules: one a day, on the default branch."
        return ForgePoint("look", "it cannot be seen from here whether what is due is looked at each day", step)
    place = root / f".{forge}/workflows/nstgov-calendar.yml"
    found = _SCHEDULE.search(place.read_text(encoding="utf-8", errors="replace")) if place.is_file() else None
    if found is None:
        step = "Bring the files up to date: nstgov init --update"
        return ForgePoint("look", "no schedule looks each day at what is due", step)
    at = f"{int(found[2]):02}:{int(found[1]):02}"
    return ForgePoint("good", f"what is due is looked at each day at {at} UTC, as long as the forge runs schedules")


def _look_at_addresses(root: Path, movement: Movement) -> Iterator[ForgePoint]:
    """Whether the record knows where it lies, so that forms and pages can lead there."""
    settings = movement.settings
    for key, what in (("repository", "where it can be proposed to"), ("site", "where it can be read")):
        if settings is None or not getattr(settings, key):
            yield ForgePoint("look", f"nstgov.yml does not say {what}", f"Write its address there, as `{key}:`.")
    try:
        remotes = git.run_git(root, "remote").split()
    except git.GitError:
        return
    if not remotes:
        step = "Name the forge's address: git remote add origin ADDRESS"
        yield ForgePoint("look", "git knows no other place that this repository is sent to", step)


def look_at_keys(movement: Movement) -> ForgePoint:
    """How many people have given a key by which they can sign."""
    held = {person for person, keys in keys_held(movement).items() if keys}
    people = len(movement.people)
    if held or not people:
        return ForgePoint("good", f"{len(held)} of {people} people have a key on record")
    step = "Only where the ground rules ask for signed voices: nstgov sign --help"
    return ForgePoint(
        "look", "nobody has given a key yet, so voices can be entered and confirmed, and not signed", step
    )
