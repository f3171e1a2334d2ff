"""Names of functions say what they do: `docs/bare-names.txt` has the words that do not, with what to say instead."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.record import ROOT


def bare_words() -> set[str]:
    """The words of the table."""
    lines = (ROOT / "docs" / "bare-names.txt").read_text(encoding="utf-8").splitlines()
    return {line.split()[0] for line in lines if line and not line.startswith("#")}


def function_names() -> Iterator[tuple[Path, int, str]]:
    """Every function of the package, with the place where it begins."""
    for path in sorted((ROOT / "nstgov").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("__"):
                yield path.relative_to(ROOT), node.lineno, node.name


@pytest.mark.long
def test_no_function_bears_a_bare_word_as_its_name() -> None:
    """Somebody who sees a name in a stack trace knows what it does."""
    words = bare_words()
    assert len(words) > 40
    assert [f"{path}:{line} {name}" for path, line, name in function_names() if name.strip("_") in words] == []


@pytest.mark.long
def test_hardly_any_function_is_named_with_one_word() -> None:
    """One word is enough for a command, a property or what a library calls, and for little else."""
    names = [name.strip("_") for _, _, name in function_names()]
    assert sum("_" not in name for name in names) < len(names) / 15


def test_no_file_of_the_package_is_hard_to_take_in() -> None:
    """Files of about 150 lines are read at once; one of more than 400 is two."""
    long = {path: path.read_text(encoding="utf-8").count("\n") for path in (ROOT / "nstgov").rglob("*.py")}
    assert {path.name: lines for path, lines in long.items() if lines > 400} == {}
