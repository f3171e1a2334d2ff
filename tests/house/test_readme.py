"""What the README shows is what happens."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.commands import Nst
from tests.record import ROOT, TODAY

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = re.compile(r"^```console\n\$ nstgov ([^\n]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RECORD = re.compile(r"^```yaml\n# (\S+\.yml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
STRUCK = ("proposals/heat-refuge/v1.yml", ", tariq-aziz]", "]")
"""The author whom the README strikes: file, text, and what stands there afterwards."""


def shown(command: str) -> list[str]:
    """What the README shows for a command, once for each time it stands there."""
    return [text for line, text in CONSOLE.findall(README) if line == command]


def as_of_the_story(command: str) -> list[str]:
    """The command on the day on which the story of the worked example stands."""
    words = shlex.split(command)
    return [*words, "--as-of", TODAY.isoformat()] if words[0] in ("check", "status") else words


def says(text: str) -> re.Pattern[str]:
    """A pattern for what is shown: `…` alone on a line stands for any lines, else for any text; the count may grow."""
    lines = (r"(?:.*\n)*?" if line == "…" else re.escape(line).replace("…", ".*") + r"\n" for line in text.splitlines())
    return re.compile(re.sub(r"[0-9]+(?=\\ records:)", "[0-9]+", "".join(lines)))


@pytest.mark.long
@pytest.mark.parametrize("command", ["check", "explain P01", "status heat-refuge"])
def test_a_command_prints_what_the_readme_shows(command: str, nst: Nst, example: Path) -> None:
    """On the worked example each command that only reads prints what is shown first for it."""
    assert says(shown(command)[0]).fullmatch(nst(*as_of_the_story(command), cwd=example).out)


def test_striking_an_author_is_found_as_the_readme_shows(nst: Nst, example: Path) -> None:
    """With three authors left the check finds P01, in the words that the README shows."""
    file, before, after = STRUCK
    text = (example / file).read_text(encoding="utf-8")
    assert before in text
    (example / file).write_text(text.replace(before, after), encoding="utf-8")
    outcome = nst(*as_of_the_story("check"), cwd=example)
    assert outcome.code == 1
    assert says(shown("check")[1]).fullmatch(outcome.out)


def test_a_movement_begins_as_the_readme_shows(nst: Nst, tmp_path: Path) -> None:
    """The last command of the first look begins a movement and says what comes next."""
    command = next(line for line, _ in CONSOLE.findall(README) if line.startswith("init"))
    outcome = nst(*shlex.split(command), cwd=tmp_path)
    assert outcome.code == 0
    assert says(shown(command)[0]).fullmatch(outcome.out)
    assert nst("check", cwd=tmp_path / "our-valley").code == 0


@pytest.mark.parametrize(("path", "text"), RECORD.findall(README))
def test_a_record_in_the_readme_is_one_of_the_worked_example(path: str, text: str) -> None:
    """A record is shown as it lies there, whole or with lines left out where `…` stands."""
    assert says(text).fullmatch((ROOT / path).read_text(encoding="utf-8"))


def test_every_link_of_the_readme_leads_to_a_file() -> None:
    """Links within the repository are not broken, in the README and in all that is written for who works on it."""
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    links = {page: re.findall(r"\]\((?![a-z]+:)([^)#\s]+)", page.read_text(encoding="utf-8")) for page in pages}
    assert links[ROOT / "README.md"]
    assert links[ROOT / "docs/adr/README.md"]
    assert [(page.name, to) for page, all_ in links.items() for to in all_ if not (page.parent / to).exists()] == []
