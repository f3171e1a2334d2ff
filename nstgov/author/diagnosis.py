"""
What is missing on this machine, in this repository and on its forge, each with the next step.

Only what can be seen from here is said; what a forge alone knows (who may merge, whether a change must be up to date)
is named as something to look at.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Literal, NamedTuple, cast

from nstgov.author.forge_diagnosis import look_at_forge_surroundings, look_at_keys
from nstgov.author.forges import FORGES, compare_with_wanted, pin_path, render_codeowners, yield_wanted_files
from nstgov.check import judge_movement
from nstgov.findings import Verdict
from nstgov.lifecycle import circle_on, ground_rules_on, keepers_on, members_on
from nstgov.lifecycle.people import find_account
from nstgov.lifecycle.wording import format_list
from nstgov.records import SETTINGS, GroundRules, Movement
from nstgov.store import git
from nstgov.store.scratch_repository import require_whole_history
from nstgov.store.tree import Tree

Place = Literal["this machine", "this repository", "the forge"]
State = Literal["good", "look", "missing"]
LOWEST_PYTHON = (3, 11)


class Point(NamedTuple):
    """One thing that was looked at: where, how it stands, what is so, and the next step where there is one."""

    place: Place
    state: State
    message: str
    step: str = ""


def diagnose(root: Path, tree: Tree, movement: Movement, day: date) -> Iterator[Point]:
    """
    Everything that can be seen of a movement's repository from this machine on a day, in the order of its use.

    `movement` is what was read from the tree, with what is known of its history.
    """
    yield from _look_at_machine(root)
    yield from _look_at_repository(root, judge_movement(movement, tree, day))
    yield from _look_at_forge(root, movement, day)
    yield from _look_at_trust(movement, day)


def _look_at_machine(root: Path) -> Iterator[Point]:
    version = ".".join(map(str, sys.version_info[:2]))
    is_new_enough = sys.version_info[:2] >= LOWEST_PYTHON
    yield _make_point("this machine", is_new_enough, f"Python {version}", "Install Python 3.11 or newer.")
    try:
        told = git.run_git(root, "version").decode("utf-8", "replace").split()
        yield Point("this machine", "good", f"git {told[2] if len(told) > 2 else ''}".strip())
    except git.GitError as fault:
        yield Point("this machine", "missing", str(fault), fault.remedy)
    yield _make_point("this machine", which("ssh-keygen") is not None, "ssh-keygen, which makes signatures",
                      "Install OpenSSH; without it nobody can sign here.")  # fmt: skip
    yield _make_point("this machine", find_spec("cryptography") is not None, "cryptography, which checks signatures",
                      "Run: pip install cryptography")  # fmt: skip
    yield _make_point("this machine", find_spec("mkdocs") is not None, "what makes the site",
                      "Run: pip install 'nstgov[site]'")  # fmt: skip


def _make_point(place: Place, is_there: bool, what: str, step: str) -> Point:
    return Point(place, "good", what) if is_there else Point(place, "missing", f"not there: {what}", step)


def _look_at_repository(root: Path, verdict: Verdict) -> Iterator[Point]:
    yield from _look_at_git(root)
    counts = verdict.counts
    if counts["error"]:
        said = f"the record holds {counts['error']} error{'s' if counts['error'] > 1 else ''}"
        yield Point("this repository", "missing", said, "See them, each with its next step: nstgov check")
    else:
        yield Point("this repository", "good", "the rules of consent are kept")


def _look_at_git(root: Path) -> Iterator[Point]:
    try:
        main = git.main_line(root)
        if main is None:
            step = "Begin one: git init && git add . && git commit -m 'Our record'"
            yield Point("this repository", "missing", "there is no git history here yet", step)
            return
        require_whole_history(root)
        yield Point("this repository", "good", f"git, with the whole history; changes are held against {main}")
        yield _look_at_attributes(root)
        changed = git.run_git(root, "status", "--porcelain", "-z", "--", ".").count(b"\0")
        if changed:
            said = f"{changed} file{'s are' if changed > 1 else ' is'} not committed yet"
            yield Point("this repository", "look", said, "Look, and keep them: git status, git add, git commit")
    except git.GitError as fault:
        yield Point("this repository", "missing", str(fault), fault.remedy)


def _look_at_attributes(root: Path) -> Point:
    """Whether git gives records to every machine byte for byte, so that nobody's hashes differ."""
    folders = ("circles", "proposals", "decisions", "ground-rules")
    paths = [*(f"{folder}/a/b.yml" for folder in folders), SETTINGS]
    asked = ("text", "filter", "ident")
    told = git.run_git(root, "check-attr", *asked, "--", *paths).decode("utf-8", "replace").splitlines()
    if all(line.endswith(": unset") for line in told):
        return Point("this repository", "good", ".gitattributes keeps the bytes of records the same on every machine")
    lines = ", ".join(f"/{path} -text -filter -ident" for path in (*(f"{folder}/**" for folder in folders), SETTINGS))
    said = "git may change the line ends or other bytes of records on some machines, and so what was consented to"
    return Point("this repository", "missing", said, f"Let .gitattributes say, each on a line of its own: {lines}")


def _look_at_forge(root: Path, movement: Movement, day: date) -> Iterator[Point]:
    forges = [name for name in FORGES if os.path.lexists(root / pin_path(name))]
    if not forges:
        step = "Name yours, if you have one: nstgov init --update --forge github"
        yield Point("the forge", "look", "no forge is set up here, so nobody judges changes by themselves", step)
        return
    owners = render_codeowners(movement, day)
    for forge in forges:
        yield from _look_at_forge_files(root, forge, owners)
        yield _look_at_pin(root, forge)
        for one in look_at_forge_surroundings(root, forge, movement):
            yield Point("the forge", cast("State", one.state), one.message, one.step)


def _look_at_forge_files(root: Path, forge: str, owners: str) -> Iterator[Point]:
    states = {
        path: compare_with_wanted(root, path, text) for path, text in yield_wanted_files(root, forge, None, owners)
    }
    stale = [path for path, state in states.items() if state in ("missing", "out of date")]
    own = [path for path, state in states.items() if state == "changed here"]
    if stale:
        said = f"{len(stale)} of {len(states)} files for {forge} are not as this nstgov writes them: {stale[0]}"
        yield Point("the forge", "missing", said, "Renew them in a change of their own: nstgov init --update")
    else:
        yield Point("the forge", "good", f"the files for {forge} are up to date")
    for path in own:
        yield Point("the forge", "look", f"{path} was changed here", "See that it still does what you want it to.")


def _look_at_pin(root: Path, forge: str) -> Point:
    path = pin_path(forge)
    text = (root / path).read_text(encoding="utf-8", errors="replace") if (root / path).is_file() else ""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    is_filled = all(any(line.startswith(f"{key}=") and len(line) > len(key) + 1 for line in lines)
                    for key in ("repository", "commit"))  # fmt: skip
    if is_filled:
        return Point("the forge", "good", f"{path} says which nstgov judges")
    step = "Fill it in: nstgov init --update --package REPOSITORY@COMMIT"
    return Point("the forge", "missing", f"{path} does not say yet which nstgov judges", step)


def _look_at_trust(movement: Movement, day: date) -> Iterator[Point]:
    if keepers := keepers_on(movement, day):
        yield Point("the forge", "good", f"keepers: {', '.join(keepers)}")
    else:
        step = "Let the circle in which all meet elect one: whoever may merge or block is a keeper, for a term."
        yield Point("the forge", "look", "nobody is elected as a keeper", step)
    keys = look_at_keys(movement)
    yield Point("this repository", cast("State", keys.state), keys.message, keys.step)
    rules = ground_rules_on(movement, day)
    yield from _look_at_registrar(movement, rules, day)
    yield from _look_at_bringers(movement, rules, day)


def _look_at_registrar(movement: Movement, rules: GroundRules, day: date) -> Iterator[Point]:
    """Whether somebody can confirm voices where that is asked; no hurry before there is a circle of that level."""
    asked = sorted(level for level, proof in rules.proof.items() if proof == "confirmed")
    if asked and not rules.registrars:
        levels = {state.level for circle in movement.circles if (state := circle_on(movement, circle, day))}
        step = "Make a key for it, and let an edition of the ground rules name it under `registrars`."
        said = f"{', '.join(asked)} asks for confirmed voices, and no registrar is named who could confirm them"
        yield Point("the forge", "missing" if levels & {*asked} else "look", said, step)


def _look_at_bringers(movement: Movement, rules: GroundRules, day: date) -> Iterator[Point]:
    """Whether each circle has a member who can bring what it says, where the ground rules leave that to members."""
    if rules.brought_by != "members":
        return
    members = ((circle, members_on(movement, circle, day)) for circle in sorted(movement.circles))
    without = [circle for circle, people in members if people and not any(find_account(movement, p) for p in people)]
    if without:
        said = f"nobody in {format_list(without)} has given an account, so no member can bring there what was said"
        step = "Write it beside a member's name, or give it later: <date>.person.<member>.yml with `account:`."
        yield Point("the forge", "look", said, step)
