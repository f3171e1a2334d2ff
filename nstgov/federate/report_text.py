"""What a look at all repositories came to, for people in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nstgov.federate.report_data import Report

_WIDEST = 44


def render_findings(report: Report) -> str:
    """Each finding with its repository and the next step, and a last line that says how it stands."""
    lines = [line for one in report["findings"] for line in _render_finding(one)]
    return "\n".join([*lines, *_render_closing(report)]) + "\n"


def _render_finding(one: dict[str, Any]) -> Iterator[str]:
    where = f"{one['repository']}: " if one["repository"] else ""
    yield f"{one['severity']}[{one['code']}] {one['name']}: {make_printable(one['message'])}"
    yield f" --> {where}{make_printable(one['file'])}:{one['line']}:{one['column']}"
    yield f"  = help: {make_printable(one['help'])}"
    yield f"  = why:  nstgov explain {one['code']}"
    yield ""


def _render_closing(report: Report) -> Iterator[str]:
    totals, heard = report["totals"], report["heard"]
    yield (
        f"{totals['read']:,} of {totals['repositories']:,} repositories counted: "
        f"{totals['circles']:,} circles, {totals['people']:,} people."
    )
    if heard:
        circles, people = heard["circles"], heard["people"]
        yield f"Heard in {heard['circle']} by unbroken chains: {circles:,} circles, {people:,} people."
    counts = report["counts"]
    shown = ((name, number) for name, number in counts.items() if number and name != "advice")
    told = [f"{number} {name}{'' if number == 1 else 's'}" for name, number in shown]
    yield f"Found: {', '.join(told)}." if told else "Every region was looked at, and the rules of consent are kept."


def render_status(report: Report) -> str:
    """How each repository stands, what is stuck and where, and the decisions that affect several of them."""
    lines = [f"As of {report['as_of']}", ""]
    lines += [_render_row(one) for one in report["repositories"]]
    if report["decisions"]:
        lines += ["", "Decisions that affect circles of other repositories:"]
        lines += [line for one in report["decisions"] for line in _render_decision(one)]
    if report["stuck"]:
        lines += ["", "Stuck:"]
        lines += [_render_stuck(row) for row in report["stuck"]]
    return "\n".join([*lines, "", *_render_closing(report)]) + "\n"


def _render_row(one: dict[str, Any]) -> str:
    depth = one["path"].count("--") + 1 if one["path"] else 0
    name = make_printable(f"{'  ' * depth}{one['name']}")[:_WIDEST]
    state = one["state"] if one["path"] else "this repository"
    whole = one["with_all_below"]
    numbers = f"{whole['circles']:>8,} circles {whole['people']:>9,} people" if whole["read"] else " " * 33
    return f"{name:<{_WIDEST}} {state:<18} {numbers}  {_describe_seat(one)}".rstrip()


def _describe_seat(one: dict[str, Any]) -> str:
    """Who sits above until when, and how long ago the region was seen."""
    if not one["path"]:
        return ""
    sits = ", ".join(f"{person} until {until}" for person, until in one["sits"]) or "nobody sits above"
    seen = f"seen {one['seen_days_ago']} days ago" if one["seen"] else "never seen"
    return f"{sits}; {seen}"


def _render_decision(one: dict[str, Any]) -> Iterator[str]:
    where = f"{one['repository']}: " if one["repository"] else ""
    asked = len(one["took_part"]) + len(one["gaps"]) + len(one["not_known"])
    yield f"  {where}{one['decision']} ({one['stage']}, {one['decided']}): {len(one['took_part'])} of {asked} took part"
    for gap in one["gaps"]:
        yield f"    {make_printable(gap['message'])}"
    if one["not_known"]:
        yield f"    not known of {', '.join(one['not_known'])}: its region could not be read"


def _render_stuck(row: list[Any]) -> str:
    path, circle, parent, why, since, people = row
    where = f"{path}: " if path else ""
    begun = f" since {since}" if since else ""
    return f"  {where}{circle} below {parent}: {why}{begun}; {people:,} people behind it"


def make_printable(text: str) -> str:
    """A text without characters that could move the cursor or pretend to be another line."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
