"""
An issue as records: what a form on the forge asked for becomes a file, in the name of whoever opened it.

The issue comes from anybody. Its account is told by the forge and by nothing in the text; a record gets a path by the
pattern of its act and ids of the right form, and is judged like everything else (M9, M13).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from nstgov.acts.forms import Form
from nstgov.author.issue_forms import BUNDLE, TITLE, find_form, list_asked, read_answers
from nstgov.author.letterbox import Letter, read_letters
from nstgov.author.yaml_text import yaml_text
from nstgov.languages.short_names import short_name
from nstgov.lifecycle import members_on
from nstgov.lifecycle.account_holders import find_account_holder
from nstgov.records import Bringer, Movement
from nstgov.records.addresses import recognise_record
from nstgov.records.frozen import frozen_in_order
from nstgov.records.values import ID

LONGEST_BODY = 64 * 1024
"""Bytes of an issue that are read; GitHub takes no more characters, and an evening's records are a tenth of it."""


class UnclearIssue(ValueError):
    """An issue of which no record can be made; what is missing is said in plain words."""


@frozen_in_order
class Issue:
    """An issue as the forge tells of it: its number, title, body, and the account that opened it."""

    number: int
    title: str
    body: str
    account: Bringer


def read_issue(event: Any, repository: str, host: str) -> Issue:
    """The issue in an event of the forge. Raises UnclearIssue for what is none of a person's, or of another place."""
    issue, place = _as_map(event, "issue"), _as_map(event, "repository")
    who = _as_map(issue, "user")
    number, account = issue.get("number"), who.get("id")
    texts = [issue.get("title"), issue.get("body"), who.get("login"), place.get("full_name")]
    is_whole = all(isinstance(one, int) and not isinstance(one, bool) and 0 < one < 2**53 for one in (number, account))
    if not is_whole or any(not isinstance(one, str) for one in (texts[0], texts[2], texts[3])):
        raise UnclearIssue("this is no event of an issue")
    if _as_map(event, "action") or event.get("action") != "opened" or "pull_request" in issue or texts[3] != repository:
        raise UnclearIssue("this is no issue that was just opened here")
    if who.get("type") != "User":
        raise UnclearIssue("a program opened this issue, and records are people's")
    login = texts[2] if re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?", str(texts[2])) else ""
    return Issue(int(str(number)), str(texts[0]), str(texts[1] or ""), Bringer(int(str(account)), str(login), host))


def _as_map(value: Any, key: str) -> Mapping[str, Any]:
    found = value.get(key) if isinstance(value, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def read_issue_letters(issue: Issue, movement: Movement, day: date) -> tuple[Letter, ...]:
    """The records that an issue holds. Raises UnclearIssue where it cannot be told what it is to be."""
    if len(issue.body.encode()) > LONGEST_BODY:
        raise UnclearIssue(f"it is longer than {LONGEST_BODY // 1024} KiB; please send it in several issues")
    kind = TITLE.match(issue.title)
    if kind is None or kind[1] == BUNDLE:
        if letters := read_letters(issue.body):
            return letters
        raise UnclearIssue(
            "no record was found in it; each begins with a line such as `file: proposals/trees/idea.yml`"
        )
    return (_fill_form(find_form(kind[1]), issue, movement, day),)


def _fill_form(form: Form, issue: Issue, movement: Movement, day: date) -> Letter:
    asked = list_asked(form)
    given = dict(read_answers(issue.body, asked))
    missing = [one.label for one in asked if one.needed and one.key not in given]
    if missing:
        raise UnclearIssue(f"nothing stands under {', '.join(missing)}")
    person = find_account_holder(movement, issue.account)
    if person.person is None:
        raise UnclearIssue(
            f"{person.lack or 'your account is nobody here yet'}. "
            "If you are a member, let your circle write your account beside your name"
        )
    filler = _RecordFiller(form, given, person.person, movement, day)
    record = filler.fill_record([one.key for one in asked])
    path = filler.fill_path()
    if recognise_record(path) is None:
        raise UnclearIssue(f"{path[:200]} is no place of a record; please look at the names you gave")
    return Letter(path, yaml_text(record, path))


class _RecordFiller:
    """What is known without asking (the person, the day, the version and its hash), with what was given."""

    def __init__(self, form: Form, given: dict[str, str], person: str, movement: Movement, day: date) -> None:
        self.form = form
        self.given = given
        self.person = person
        self.movement = movement
        self.day = day
        self.proposal = _read_id(given.get("proposal", ""), "proposals")

    def fill_record(self, keys: list[str]) -> dict[str, Any]:
        """The record, keys in the order of its form."""
        slug = self.form.act.slug
        found: dict[str, Any] = {}
        if slug == "voice":
            found |= self._find_version()
        if slug == "idea":
            found |= {"by": [self.person], "opened": self.day}
        if slug == "disputed":
            found["date"] = self.day
        told = [key for key in keys if key in self.given and key not in _PARTS]
        if slug == "voice":
            says = {key: self.given[key] for key in ("says", "because", "concern") if key in self.given}
            return {**found, "how": "async", "voices": {self.person: says if len(says) > 1 else says["says"]}}
        found |= {key: self.given[key] for key in told}
        return {**found, "voices": {self.person: "consent"}} if self.form.act.voices == "own" else found

    def _find_version(self) -> dict[str, Any]:
        folder = self.movement.proposals.get(self.proposal)
        if folder is None or not folder.versions:
            raise UnclearIssue(f'there is no proposal "{self.proposal[:60]}" to speak about')
        newest = folder.versions[max(folder.versions)]
        return {"version": newest.number, "sha256": self.movement.sha256[newest.file]}

    def fill_path(self) -> str:
        """Where the record goes, by the pattern of its act."""
        circle = _read_id(self.given.get("circle", ""), "circles") or self._find_circle()
        known = self.movement.circles.get(circle)
        parts = {
            "circle": circle,
            "folder": known.founding.file.rpartition("/")[0] if known else f"circles/{circle}",
            "proposal": self.proposal,
            "new-proposal": _read_id(self.given.get("new-proposal", ""), "proposals"),
            "person": self.person,
            "date": str(self.day),
            "again": "",
            "idea": _read_folder(self.given.get("idea", "")),
            "record": _read_record(self.given.get("record", "")),
        }
        if self.form.act.slug == "idea":
            parts["proposal"] = parts["new-proposal"] or short_name(self.given.get("title", ""))
        path = self.form.act.path
        for part, value in parts.items():
            path = path.replace(f"{{{part}}}", value)
        return path

    def _find_circle(self) -> str:
        """The circle in which somebody speaks about a proposal, where nothing is said: the one asked they sit in."""
        folder = self.movement.proposals.get(self.proposal)
        asked = folder.versions[max(folder.versions)].asks if folder and folder.versions else ()
        sitting = [circle for circle in asked if self.person in members_on(self.movement, circle, self.day)]
        if self.form.act.slug == "voice" and not sitting:
            raise UnclearIssue("you sit in none of the circles that this proposal asks; please name yours")
        return sitting[0] if sitting else ""


_PARTS = ("circle", "proposal", "new-proposal", "idea", "record")
"""What goes into the path, and not into the record."""


def _read_id(text: str, folder: str) -> str:
    """An id out of an id, a path or the address of a page; empty where none is in it."""
    plain = text.strip().strip("`").split()[0] if text.strip() else ""
    found = re.search(rf"(?:^|/){folder}/(?:[^/?#]+/)*?({ID})(?:/|\.yml|$|[?#])", plain)
    word = found[1] if found else plain.casefold()
    return word if re.fullmatch(ID, word) and len(word) <= 64 else ""


def _read_folder(text: str) -> str:
    """The folder of an idea: `proposals/<id>`, or one for an objection beneath; a bare id is a proposal's."""
    plain = text.strip().strip("`").removesuffix("/idea.yml").strip("/")
    if re.fullmatch(rf"(?:proposals|decisions)/{ID}(?:/objections/{ID})?", plain):
        return plain
    return f"proposals/{_read_id(plain, 'proposals')}"


def _read_record(text: str) -> str:
    plain = text.strip().strip("`")
    return plain if recognise_record(plain) is not None else ""
