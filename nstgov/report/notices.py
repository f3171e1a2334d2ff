"""What is due, and errors on record, as issues on a forge: one for each, opened and closed by a plan made here."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any

from nstgov.report.comment import MalformedInput
from nstgov.report.markdown import escape_markdown

MOST_AT_ONCE = 25
"""Issues opened in one run; the rest follow on the next day."""
LABEL = "nstgov"
_MARK = re.compile(r"<!-- nstgov ([0-9a-f]{32}) -->")


def plan_issues(verdicts: Iterable[Any], existing: Any) -> dict[str, Any]:
    """
    Which issues to open (title, body, labels) and which to close (numbers).

    `verdicts` are what `check --calendar --format json` and `check --format json` printed, `existing` the open issues
    as a list of number and body. A finding is known again by its code and place: records do not move. Of what stands on
    record only errors open an issue, and advice never does. Raises Unfit.
    """
    found = (one for verdict in verdicts for one in _read_findings(verdict))
    due = {_compute_identity(one): one for one in found if _is_for_everyone(one)}
    known = _index_known_issues(existing)
    opened = [_make_issue(key, one) for key, one in due.items() if key not in known]
    settled = (number for key, numbers in known.items() for number in (numbers[1:] if key in due else numbers))
    return {"open": opened[:MOST_AT_ONCE], "close": sorted(settled)}


def _is_for_everyone(one: Mapping[str, Any]) -> bool:
    return bool(one["severity"] == "error" or (one["severity"] == "warning" and one.get("lane") != "change"))


def _compute_identity(one: Mapping[str, Any]) -> str:
    place = "\0".join((str(one["code"]), str(one["file"]), str(one["line"]), str(one["column"])))
    return hashlib.sha256(place.encode()).hexdigest()[:32]


def _make_issue(key: str, one: Mapping[str, Any]) -> dict[str, Any]:
    place = f"{one['file']}:{one['line']}"
    body = f"<!-- nstgov {key} -->\n{escape_markdown(one['message'])}\n\n**Next:** {escape_markdown(one['help'])}\n\n"
    source = f"<code>{escape_markdown(place)}</code> · {escape_markdown(one['code'])}"
    closing = f"{source}\n\nThis closes by itself when it is settled.\n"
    return {"title": _make_title(one["message"]), "body": body + closing, "labels": [LABEL]}


def _make_title(message: str) -> str:
    """Plain text: titles are not Markdown, and a name in one calls nobody."""
    plain = "".join(c if c.isprintable() else " " for c in message).replace("@", "@\N{WORD JOINER}")
    return plain if len(plain) <= 120 else f"{plain[:119]}…"


def _read_findings(verdict: Any) -> list[Any]:
    found = verdict.get("findings") if isinstance(verdict, Mapping) else None
    if not isinstance(found, list) or not all(_is_finding(one) for one in found):
        raise MalformedInput("this is no verdict")
    return found


def _is_finding(one: Any) -> bool:
    return (
        isinstance(one, Mapping)
        and all(isinstance(one.get(name), str) for name in ("code", "severity", "file", "message", "help"))
        and all(isinstance(one.get(name), int) for name in ("line", "column"))
    )


def _index_known_issues(existing: Any) -> dict[str, list[int]]:
    """By the mark in its first line, the numbers of the issues that tell a finding, oldest first."""
    if not isinstance(existing, list):
        raise MalformedInput("the open issues are no list")
    found: dict[str, list[int]] = {}
    for issue in sorted((one for one in existing if _is_issue(one)), key=lambda one: int(one["number"])):
        if mark := _MARK.match(issue["body"]):
            found.setdefault(mark[1], []).append(issue["number"])
    return found


def _is_issue(one: Any) -> bool:
    return isinstance(one, Mapping) and isinstance(one.get("number"), int) and isinstance(one.get("body"), str)
