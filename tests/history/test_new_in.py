"""What blocks a change: what the merge result has and the base has not."""

from __future__ import annotations

from datetime import date

import pytest

from nstgov.change_check import keep_new
from nstgov.findings import Diagnostic, Position, Severity, Verdict

LINE = "circles: [oak]"


def finding(
    message: str,
    file: str = "a.yml",
    line: int = 3,
    source: str = LINE,
    severity: Severity = "error",
    code: str = "D01",
) -> Diagnostic:
    """A finding, by what tells it from others."""
    return Diagnostic(code, "name", severity, "change", Position(file, line, 1), message, "Help.", (), source)


def new(head: list[Diagnostic], base: list[Diagnostic]) -> list[Diagnostic]:
    """What is new in the head."""
    day = date(2026, 11, 24)
    return list(keep_new(Verdict(tuple(head), day, 9), Verdict(tuple(base), day, 9)).diagnostics)


ONE = finding("ana has not spoken")


@pytest.mark.parametrize(
    ("head", "base", "expected"),
    [
        pytest.param([ONE], [], [ONE], id="nothing was there"),
        pytest.param([ONE], [ONE], [], id="it was there already"),
        pytest.param([finding("ana has not spoken", line=9)], [ONE], [], id="its line moved"),
        pytest.param([ONE], [finding("ana and ben have not spoken")], [], id="a part of it was mended"),
        pytest.param([finding("twice", line=4), finding("twice", line=7)], [finding("twice")],
                     [finding("twice", line=7)], id="the same words once more"),
        pytest.param([finding("x"), finding("y")], [finding("x")], [finding("y")], id="another at the same place"),
        pytest.param([finding("x", file="b.yml")], [finding("x")], [finding("x", file="b.yml")], id="in another file"),
        pytest.param([finding("x", source="circles: [elm]")], [finding("x")], [finding("x", source="circles: [elm]")],
                     id="on a line that reads otherwise"),
        pytest.param([finding("x")], [finding("x", severity="warning")], [finding("x")], id="worse than before"),
        pytest.param([finding("x", code="D02")], [finding("x")], [finding("x", code="D02")], id="of another rule"),
    ],
)  # fmt: skip
def test_what_is_new(head: list[Diagnostic], base: list[Diagnostic], expected: list[Diagnostic]) -> None:
    """Places are known again by the line as it reads, and counted; what is said there may change as it is mended."""
    assert new(head, base) == expected
