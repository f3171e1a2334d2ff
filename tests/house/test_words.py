"""The words we use, and those we do not."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.record import ROOT

LIST = ROOT / "docs/words-we-do-not-use.txt"
UNUSED = dict(line.split("->") for line in LIST.read_text(encoding="utf-8").splitlines())
OURS = re.search(
    r"^> (circle, .*?)\n\n", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
)


def found_in(text: str, folder: Path) -> int:
    """How `make words` ends on a text: 0 when it finds nothing."""
    printed = subprocess.run(["make", "-n", "words"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    command = next(part for part in printed.replace("\\\n", " ").splitlines() if "--dictionary" in part)
    command = command.replace(".venv/bin/codespell", f"{sys.executable} -m codespell_lib").replace(
        "docs/", f"{ROOT}/docs/"
    )
    (folder / "a.py").write_text(text, encoding="utf-8")
    return subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, check=False).returncode


@pytest.mark.parametrize("pattern", ["{}", "count_{}s_twice = 1", "class Too{}Many:", "{}-free", "A {}."])
def test_a_word_we_do_not_use_is_found_wherever_it_hides(pattern: str, tmp_path: Path) -> None:
    """Alone, inside a name with underscores, inside a name with capitals, beside a hyphen, before a full stop."""
    word = next(iter(word for word in UNUSED if word.startswith("tick")))
    assert found_in(pattern.format(word.capitalize() if "Too" in pattern else word), tmp_path) != 0


def test_our_own_words_pass(tmp_path: Path) -> None:
    """None of the words we use is among those we do not, and none is offered in place of one we do not use."""
    assert OURS is not None
    ours = set(re.findall(r"[a-z]+", OURS[1]))
    assert {"consent", "circle", "finding"} <= ours
    assert not ours & set(UNUSED)
    assert found_in(OURS[1] + " ".join(UNUSED.values()), tmp_path) == 0
