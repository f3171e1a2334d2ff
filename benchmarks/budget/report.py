"""The report of a run: a data file, a page with a table, and a picture; parts of a run replace the same parts only."""

from __future__ import annotations

import json
import os
import platform
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.budget.bar_chart import Bar, draw_bars
from benchmarks.budget.costs import ROOT, Cost, Spread
from benchmarks.budget.growth import COMMANDS, LINEAR, Point, group_by_command
from benchmarks.budget.limits import render_limits
from benchmarks.budget.lines import Line, format_bounds, format_factor, format_figure
from benchmarks.budget.peers import NAMES, read_version
from nstgov import __version__

PAGE, DATA = ROOT / "docs/performance.md", ROOT / "docs/performance.json"
CHART = ROOT / "docs/pictures/performance.svg"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
IN_CHART = {
    "check-cold": "check beside {}", "check-change": "one change judged beside {}",
    "signatures": "a signature beside {}", "build": "pages built beside {}", "build-next": "a build again, {}",
    "check-warm": "check again, one change {}",
}  # fmt: skip
Report = dict[str, Any]


def read_report(file: Path = DATA) -> Report:
    """What earlier runs have measured; empty where there is nothing yet."""
    known: Report = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return {"rows": {}, "growth": [], **known}


def merge_reports(known: Report, new: Report, order: Sequence[str]) -> Report:
    """What was known, with what was newly measured in its place; rows in the order of the table, as the commands."""
    rows = {**known["rows"], **new["rows"]}
    told = {key: value for key, value in new.items() if value}
    grown = {point["command"] for point in new["growth"]}
    points = [*new["growth"], *(point for point in known["growth"] if point["command"] not in grown)]
    told["growth"] = sorted(points, key=lambda point: COMMANDS.index(point["command"]))
    return {**known, **told, "rows": {name: rows[name] for name in order if name in rows}}


def describe_machine() -> dict[str, Any]:
    """The machine and the versions, as far as they matter."""
    model = next(
        (line.partition(":")[2].strip() for line in _read_lines("/proc/cpuinfo") if line.startswith("model name")), ""
    )
    memory = next((int(line.split()[1]) for line in _read_lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    versions = {"nstgov": __version__, "Python": platform.python_version()}
    versions |= {name: version for name in NAMES if (version := read_version(name))}
    return {"processors": os.cpu_count(), "model": model, "memory_gb": round(memory / 1024**2),
            "system": platform.system(), "load_before": round(os.getloadavg()[0], 1), "versions": versions}  # fmt: skip


def _read_lines(file: str) -> list[str]:
    place = Path(file)
    return place.read_text(encoding="utf-8").splitlines() if place.exists() else []


def add_row(report: Report, row: str, lines: Sequence[Line], about: dict[str, Any]) -> None:
    """What a row has measured takes the place of what it had."""
    report["rows"][row] = {**about, "lines": [line._asdict() for line in lines]}


def add_growth(report: Report, points: Sequence[Point]) -> None:
    """The points of growth."""
    report["growth"] = [{**point._asdict(), "cost": point.cost._asdict()} for point in points]


def read_lines(report: Report) -> list[Line]:
    """The lines of all rows."""
    return [
        Line(**{**told, "factor": Spread(*told["factor"]) if told["factor"] else None})
        for row in report["rows"].values()
        for told in row["lines"]
    ]


def read_points(report: Report) -> list[Point]:
    """The points of growth."""
    return [Point(**{**told, "cost": Cost(**told["cost"])}) for told in report["growth"]]


def write_report(report: Report, page: Path = PAGE, data: Path = DATA, chart: Path = CHART) -> None:
    """Write the data, the measured part of the page, and the picture."""
    data.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    text = page.read_text(encoding="utf-8") if page.exists() else f"# How fast it is\n\n{BEGIN}\n{END}\n"
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    page.write_text(f"{before}{BEGIN}\n\n{render_measured(report)}\n{END}{after}", encoding="utf-8")
    if bars := list_bars(read_lines(report)):
        chart.parent.mkdir(parents=True, exist_ok=True)
        note = "How many times as fast as the other; upright: the gate; dotted: as fast. Logarithmic."
        chart.write_text(draw_bars("nstgov beside other tools", bars, note), encoding="utf-8")


def render_measured(report: Report) -> str:
    """The part of the page that was measured, as Markdown."""
    lines, points = read_lines(report), read_points(report)
    counts = {
        word: sum(line.verdict == word for line in lines)
        for word in ("stretch", "kept", "not kept", "not reached", "missing")
    }
    told = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
    parts = [_render_machine(report), f"Of the lines with a gate or a stretch: {told}.", "", _render_table(lines)]
    if points:
        parts += ["", "### How it grows", "", _render_growth(points)]
    if report.get("limits"):
        told = render_limits(report["limits"], points, report["rows"].get("build", {}))
        parts += ["", "### What would break at ten million", "", told.rstrip()]
    return "\n".join(parts) + "\n"


def _render_machine(report: Report) -> str:
    machine = report.get("machine", {})
    versions = ", ".join(f"{name} {version}" for name, version in machine.get("versions", {}).items())
    days = sorted({row["day"] for row in report["rows"].values()})
    when = " to ".join(dict.fromkeys([days[0], days[-1]])) if days else ""
    model = f" ({machine['model']})" if machine.get("model") else ""
    size = f"{machine.get('processors')} processors{model}, {machine.get('memory_gb')} GB of memory"
    return f"Measured on {when} with {size}, {machine.get('system')}; {versions}.\n"


def _render_table(lines: Sequence[Line]) -> str:
    head = ["| | what | nstgov | other | factor (least to most) | gate | |", "|---|---|--:|--:|--:|---|---|"]
    return "\n".join([*head, *(_render_line(line) for line in lines)])


def _render_line(line: Line) -> str:
    if line.missing:
        return f"| {line.row} | {line.what} | | | | | {line.missing} |"
    has_factor = line.theirs is not None or len(set(line.factor or ())) > 1
    factor = format_factor(line.factor) if has_factor else ""
    cells = [line.row, line.what, format_figure(line.ours, line.unit), format_figure(line.theirs, line.unit), factor,
             format_bounds(line), f"**{line.verdict}**" if line.verdict == "not kept" else line.verdict]  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _render_growth(points: Sequence[Point]) -> str:
    heads = ("command", "records", "clock", "CPU", "memory", "power of growth", "of memory")
    rows = [f"| {' | '.join(heads)} |", "|---|--:|--:|--:|--:|--:|--:|"]
    for command, of_command in group_by_command(list(points)).items():
        for point in of_command:
            exponents = [f"{e:.2f}" if e is not None else "" for e in (point.exponent, point.memory_exponent)]
            if point.exponent is not None and point.exponent > LINEAR:
                exponents[0] = f"**{exponents[0]}**"
            figures = (format_figure(v, u) for v, u in zip(point.cost, ("s", "s", "MB"), strict=True))
            rows.append(f"| `{command}` | {point.files:,} | {' | '.join(figures)} | {' | '.join(exponents)} |")
    return "\n".join(rows)


def list_bars(lines: Sequence[Line]) -> list[Bar]:
    """A bar for each comparison of CPU or clock in which more is better."""
    found = []
    for line in lines:
        if line.row in IN_CHART and line.factor is not None and line.is_more and line.theirs is not None:
            words = _shorten_words(line)
            if line.what.endswith("CPU") or line.row in ("signatures", "check-warm"):
                found.append(Bar(words, line.factor.middle, line.gate, line.verdict != "not kept"))
    return found


def _shorten_words(line: Line) -> str:
    if " beside " in line.what:
        other = re.sub(r"(,| on it).*", "", line.what.partition(" beside ")[2])
        return IN_CHART[line.row].format(other)
    if line.row == "check-warm":
        return IN_CHART[line.row].format(line.what.rpartition(" and ")[2])
    return IN_CHART[line.row].format(re.sub(r" (than|in) .*", "", line.what))
