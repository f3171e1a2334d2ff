"""Compiled templates are kept beside the program, and believed only while they are its own, byte for byte."""

from __future__ import annotations

import sys
from pathlib import Path
from types import CodeType
from typing import Any, cast

import pytest
from jinja2 import DictLoader, Environment

from nstgov.languages import words_of
from nstgov.publish.engine import compiled_templates
from nstgov.publish.engine.compiled_templates import CompiledTemplates
from nstgov.publish.engine.templates import PageTemplates

HELLO = "<p>{{ name }}</p>"


class _Counting(PageTemplates):
    """Templates that tell how often one was compiled."""

    compiled = 0

    def compile(self, *args: Any, **kwargs: Any) -> CodeType:  # type: ignore[override]
        type(self).compiled += 1
        return cast("CodeType", Environment.compile(self, *args, **kwargs))


@pytest.fixture(autouse=True)
def _keeping(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    monkeypatch.setattr(_Counting, "compiled", 0)


def _render(folder: Path, text: str = HELLO, kind: str = "en") -> str:
    found = _Counting(
        loader=DictLoader({"a.html": text}), autoescape=True, bytecode_cache=CompiledTemplates(kind, folder)
    )
    found.register_functions(words_of("en"))
    return found.get_template("a.html").render(name="<Oak>")


def _only_file(folder: Path) -> Path:
    (found,) = (folder / "__pycache__").iterdir()
    return found


def test_a_template_is_compiled_once(tmp_path: Path) -> None:
    """A second process finds the code that the first one left, and gives the same."""
    assert _render(tmp_path) == _render(tmp_path) == "<p>&lt;Oak&gt;</p>"
    assert _Counting.compiled == 1


def test_another_text_is_compiled_anew(tmp_path: Path) -> None:
    """The code of an earlier text of a template is not taken for that of a later one."""
    _render(tmp_path)
    assert _render(tmp_path, "<b>{{ name }}</b>") == "<b>&lt;Oak&gt;</b>"
    assert _Counting.compiled == 2


def test_languages_lie_apart(tmp_path: Path) -> None:
    """The sentences of a language stand in the code, so each has its own."""
    _render(tmp_path, kind="en")
    _render(tmp_path, kind="es-mx")
    assert _Counting.compiled == 2
    assert len(list((tmp_path / "__pycache__").iterdir())) == 2


@pytest.mark.parametrize("at", [0, 15, 16, 60, -1])
def test_a_flipped_byte_changes_nothing(tmp_path: Path, at: int) -> None:
    """A damaged file is compiled anew and never run."""
    right = _render(tmp_path)
    file = _only_file(tmp_path)
    data = bytearray(file.read_bytes())
    data[at] ^= 0x10
    file.write_bytes(data)
    assert _render(tmp_path) == right
    assert _Counting.compiled == 2


@pytest.mark.parametrize("left", [0, 10, 16, 40])
def test_half_a_file_is_no_file(tmp_path: Path, left: int) -> None:
    """A file that was cut off is compiled anew."""
    right = _render(tmp_path)
    file = _only_file(tmp_path)
    file.write_bytes(file.read_bytes()[:left])
    assert _render(tmp_path) == right
    assert _Counting.compiled == 2


def test_another_program_compiles_for_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version of this program compiled is not run."""
    _render(tmp_path)
    monkeypatch.setattr(compiled_templates, "program_fingerprint", lambda: "another")
    _render(tmp_path)
    assert _Counting.compiled == 2


def test_nothing_is_written_where_python_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who tells Python not to keep compiled code is heard here too."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert _render(tmp_path) == "<p>&lt;Oak&gt;</p>"
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    """A program installed where nobody may write makes the same page."""
    (tmp_path / "__pycache__").write_text("a file, and no folder")
    assert _render(tmp_path) == _render(tmp_path) == "<p>&lt;Oak&gt;</p>"
    assert _Counting.compiled == 2
