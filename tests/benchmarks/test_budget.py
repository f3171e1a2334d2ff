"""The table of budgets says of each figure whether it keeps its gate, and what it says is what was measured."""

from __future__ import annotations

import json
import math
import re
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from benchmarks.budget import check_rows, costs, history_rows, peers
from benchmarks.budget.bar_chart import Bar, draw_bars
from benchmarks.budget.build_rows import measure_next_build
from benchmarks.budget.check_rows import measure_cold_check, measure_growing_check, measure_warm_check
from benchmarks.budget.costs import NSTGOV, Cost, Job, Spread, compare_pairs, find_spread, measure_command, run_in_turn
from benchmarks.budget.growth import COMMANDS, Point, list_steep_points, measure_growth
from benchmarks.budget.history_rows import measure_signatures
from benchmarks.budget.limits import measure_limits, render_limits
from benchmarks.budget.lines import Bounds, Line, compare_costs, format_bounds, state_most
from benchmarks.budget.program import GROWTH, ROWS, run_budget
from benchmarks.budget.report import (
    Report,
    add_growth,
    add_row,
    describe_machine,
    merge_reports,
    read_lines,
    read_report,
    write_report,
)
from benchmarks.budget.settings import Lines, Settings
from benchmarks.budget.worlds import Worlds
from tests.record import ROOT

MISSING = "a tool that is not there"


def line_with(factor: float, gate: float | None, stretch: float | None = None, *, is_more: bool = True) -> Line:
    """A line of which only the factor and its bounds matter."""
    return Line("check-cold", "beside x, CPU", 1.0, factor, "s", Spread(factor, 1, 99), gate, stretch, is_more)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A small run in a folder of its own."""
    return Settings(Worlds(tmp_path / "worlds"), tmp_path, 300, 2, 1, 20, (300,))


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        (line_with(8, 7, 25), "kept"),
        (line_with(25, 7, 25), "stretch"),
        (line_with(6.9, 7, 25), "not kept"),
        (line_with(1.4, 1.5, is_more=False), "kept"),
        (line_with(1.6, 1.5, is_more=False), "not kept"),
        (line_with(40, 200, 50, is_more=False), "stretch"),
        (line_with(8, None), ""),
        (line_with(0.5, None, 1), "not reached"),
        (line_with(2, None, 1), "stretch"),
        (Line("build", "beside hugo", missing=MISSING), "missing"),
    ],
)
def test_a_line_tells_whether_its_gate_is_kept(line: Line, verdict: str) -> None:
    """The median decides, and whether more or less is better stands with the line."""
    assert line.verdict == verdict


def test_factors_are_of_runs_that_stood_beside_one_another() -> None:
    """A noisy turn is noisy for both, so each run is held against the one beside it."""
    assert compare_pairs([10, 40, 20], [1, 2, 4]) == Spread(10, 5, 20)
    assert find_spread([3, 1, 2]) == Spread(2, 1, 3)
    cpu, wall = compare_costs("row", "x", [Cost(1, 2, 3)], [Cost(10, 40, 3)], Bounds(7), Bounds(12))
    assert (cpu.factor, wall.factor) == (Spread(20, 20, 20), Spread(10, 10, 10))
    assert (cpu.verdict, wall.verdict) == ("kept", "not kept")


def test_a_command_is_measured_with_what_it_starts(tmp_path: Path) -> None:
    """Time of processors is that of all processes, and memory that of the largest."""
    busy = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'b = bytearray(90_000_000)'])"
    cost = measure_command([sys.executable, "-c", busy])
    assert cost.memory > 80
    assert cost.cpu > 0
    done: list[str] = []
    job = Job([[sys.executable, "-c", "pass"]], lambda: done.append("prepared"))
    assert len(run_in_turn({"one": job, "other": job}, 2)["one"]) == 2
    assert done == ["prepared"] * 4
    with pytest.raises(SystemExit, match="ended with 3"):
        measure_command([sys.executable, "-c", "raise SystemExit(3)"])
    assert measure_command([sys.executable, "-c", "raise SystemExit(3)"], codes=(3,)).memory > 0
    assert not list(tmp_path.iterdir())


def test_a_peer_that_is_missing_is_told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row without its peer says what to install, and ends well."""
    monkeypatch.setattr(history_rows, "find_peer", lambda _name: None)
    (line,) = measure_signatures(settings)
    assert line.missing == "ssh-keygen is not installed: apt-get install openssh-client"
    assert line.verdict == "missing"
    assert peers.explain_missing("ryl") == "ryl is not installed: pip install ryl"


def test_a_signature_is_measured_beside_git(settings: Settings) -> None:
    """Both check a good signature made with the same key."""
    (line,) = measure_signatures(settings)
    assert line.gate == 50
    assert line.factor is not None
    assert (line.ours or 0) > 0
    assert (line.theirs or 0) > 0


def test_each_budget_has_a_row() -> None:
    """What the table of budgets speaks of can be asked for by name; a name that is none is refused."""
    assert set(ROWS) == {
        "start", "signatures", "check-change", "check-cold", "check-linear", "check-warm", "history", "coverage",
        "build", "build-next",
    }  # fmt: skip
    with pytest.raises(SystemExit):
        run_budget(["--rows", "weather"])


@pytest.mark.long
def test_a_row_can_be_run_alone(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The program prints each line with its gate, says which are not kept, and with `--strict` ends by that."""

    def measure_slow(_: Settings) -> Lines:
        yield state_most("start", "slow", [300, 301, 302], "ms", Bounds(200))

    monkeypatch.setitem(ROWS, "start", measure_slow)
    assert run_budget(["--rows", "start"]) == 0
    assert run_budget(["--rows", "start", "--strict"]) == 1
    said = capsys.readouterr().out
    assert "NOT KEPT" in said
    assert "1 gates not kept" in said


def test_a_change_to_the_movement_keeps_the_rules(settings: Settings) -> None:
    """What is added to measure one change is a record that the judge lets pass."""
    worlds = settings.worlds
    folder = worlds.make_movement(300)
    path, data = worlds.write_change(300)
    assert path.endswith(".asks.yml")
    (folder / path).write_bytes(data)
    command = [sys.executable, "-m", "nstgov", "-C", str(folder), "check", "--as-of", worlds.day]
    assert measure_command(command).cpu > 0


class CacheWatch:
    """Stands for every command that is measured, and notes of those of nstgov whether anything was kept for them."""

    def __init__(self, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
        """Nothing is run but this."""
        self.cache = Path(settings.isolate_cache()["XDG_CACHE_HOME"])
        self.found: list[tuple[str, bool]] = []
        monkeypatch.setattr(costs, "measure_command", self.measure_command)

    def measure_command(self, command: Sequence[str], environment: Mapping[str, str], _codes: object) -> Cost:
        """What the command would find, and what it would leave."""
        if tuple(command[: len(NSTGOV)]) == NSTGOV:
            assert environment["XDG_CACHE_HOME"] == str(self.cache)
            self.found.append((command[5], self.cache.exists()))
            self.cache.mkdir(exist_ok=True)
        return Cost(1, 1, 1)


@pytest.mark.parametrize("measure", [measure_cold_check, measure_growing_check, measure_growth])
def test_a_run_that_is_told_to_be_cold_finds_nothing_kept(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, measure: Callable[[Settings], Iterable[object]]
) -> None:
    """However often it is run: what the run before it kept is thrown away."""
    watch = CacheWatch(settings, monkeypatch)
    for _ in measure(settings._replace(runs=2)):
        pass
    assert len(watch.found) >= 2
    assert not any(is_kept for _, is_kept in watch.found)


def test_what_is_warm_goes_on_from_the_run_before(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """In each turn the first check finds nothing kept, and those after a change what it left; so do builds."""
    watch = CacheWatch(settings, monkeypatch)
    monkeypatch.setattr(check_rows, "_SETTLED", 0)
    assert [line.row for line in measure_warm_check(settings._replace(runs=2))] == ["check-warm"] * 4
    assert [is_kept for _, is_kept in watch.found] == [False, True, True] * 2
    watch.found.clear()
    list(measure_next_build(settings))
    assert [is_kept for _, is_kept in watch.found] == [False, True, True]


@pytest.mark.long
def test_growth_is_told_as_an_exponent(settings: Settings) -> None:
    """Of two sizes the exponent says whether ten times as much cost ten times as much."""
    (point,) = measure_growth(settings, ["check"])
    assert point.exponent is None
    steep = point._replace(exponent=1.5)
    assert list_steep_points([point, steep, point._replace(exponent=1.0)]) == [steep]
    assert math.isclose(math.log(32) / math.log(10), 1.505, abs_tol=0.01)


def test_what_breaks_at_ten_million_is_worked_out(settings: Settings) -> None:
    """Git's trees, inodes, memory and pages are told in the measure in which they were measured."""
    limits = measure_limits(settings)
    assert limits["trees"]["proposals"]["entries"] > 50
    assert limits["commits"] > 200
    assert limits["written_in_a_second"] > 0
    told = {**limits, "files": 1000, "folders": 500, "trees": {
        "proposals": {"entries": 100, "bytes": 4000}, "decisions": {"entries": 200, "bytes": 9000}}}  # fmt: skip
    points = [Point("check", 100, Cost(1, 1, 50), None, None), Point("check", 1124, Cost(9, 9, 51), 1.0, 0.1)]
    build = {"lines": [{"what": "4,000 pages of 1,000 records (9,000 files), CPU"}]}
    said = render_limits(told, points, build)
    assert "one tree of 1.0 million entries and 40 MB, `decisions/` one of 90 MB" in said
    assert "15 million inodes" in said
    assert "`check`** holds 1.0 KB for each record" in said
    assert "40 million pages in 90 million files" in said


@pytest.mark.long
def test_a_part_replaces_the_same_part_only(tmp_path: Path) -> None:
    """Rows measured another day stay in the report; the page keeps what people wrote around the table."""
    page, data, chart = tmp_path / "page.md", tmp_path / "data.json", tmp_path / "chart.svg"
    page.write_text(
        "# Mine\n\n<!-- measured: begin -->\nof last year\n<!-- measured: end -->\n\nBelow.\n", encoding="utf-8"
    )
    report = {**read_report(data), "machine": describe_machine()}
    about = {"records": 300, "runs": 1, "seconds": 1, "day": time.strftime("%Y-%m-%d", time.gmtime())}
    add_row(report, "check-cold", [line_with(8, 7, 25), line_with(2, 7)], about)
    add_row(report, "build", [Line("build", "beside hugo", missing=MISSING)], about)
    add_growth(
        report, [Point("check", 300, Cost(1, 1, 50), None, None), Point("check", 3000, Cost(30, 30, 80), 1.48, 0.2)]
    )
    write_report(report, page, data, chart)
    newer: Report = {"rows": {}, "growth": []}
    add_row(newer, "check-cold", [line_with(30, 7, 25)], about)
    again = merge_reports(read_report(data), newer, ["check-cold", "build"])
    write_report(again, page, data, chart)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Mine")
    assert text.endswith("Below.\n")
    assert "of last year" not in text
    assert [line.verdict for line in read_lines(again)] == ["stretch", "missing"]
    assert MISSING in text
    assert "**1.48**" in text
    assert ET.fromstring(chart.read_text(encoding="utf-8")).tag.endswith("svg")  # noqa: S314 - our own file


def test_the_growth_of_a_command_takes_the_place_of_its_own_alone() -> None:
    """A command that is measured by itself leaves what is known of others, in the order of the page."""
    known: dict[str, Any] = {"rows": {}, "growth": [{"command": "check", "files": 1}, {"command": "build", "files": 2}]}
    newer = {"rows": {}, "growth": [{"command": "audit", "files": 3}, {"command": "check", "files": 4}]}
    told = merge_reports(known, newer, [])["growth"]
    assert [(one["command"], one["files"]) for one in told] == [("check", 4), ("audit", 3), ("build", 2)]


def test_a_picture_says_in_words_what_it_shows() -> None:
    """A chart is one file without scripts, readable on light and dark pages, and by whoever does not see it."""
    text = draw_bars("A & B", [Bar("ours <beside> theirs", 23.4, 7), Bar("slow", 0.5, 1, is_kept=False)], "note")
    tree = ET.fromstring(text)  # noqa: S314 - our own file
    told = "".join(tree.itertext())
    assert "ours <beside> theirs: 23 times." in told
    assert "slow: 0.5 times." in told
    assert "prefers-color-scheme:dark" in text
    assert "<script" not in text
    widths = [float(rect.get("width", 0)) for rect in tree.iter() if rect.tag.endswith("rect")]
    assert widths[0] > widths[1]


def test_what_the_page_shows_is_what_was_measured() -> None:
    """The page in the docs is the one that the data file makes, and names every row."""
    report = read_report()
    page = (ROOT / "docs/performance.md").read_text(encoding="utf-8")
    for line in read_lines(report):
        assert f"| {line.row} | {line.what} |" in page
    assert set(report["rows"]) == set(ROWS)
    assert {point["command"] for point in report["growth"]} == set(COMMANDS)
    assert json.loads((ROOT / "docs/performance.json").read_text(encoding="utf-8")) == report
    assert (ROOT / "docs/pictures/performance.svg").exists()
    assert re.search(r"ten million", page)
    assert format_bounds(line_with(1, 7, 25)) == "at least 7, stretch 25"
    assert GROWTH not in report["rows"]
