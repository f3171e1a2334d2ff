"""Records in mails and chats: found as they were, judged, and put on record or answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nstgov.author.editor_schemas import name_schema
from nstgov.author.letterbox import Letter, read_letters
from nstgov.author.safe_writer import LinkInTheWay, write_new
from nstgov.author.taking import judge_letters
from nstgov.records.layout import ROOTS
from tests.commands import Nst
from tests.record import TODAY, example_record, tree_of

ACTS = {p: t for p, t in example_record().items() if p.split("/")[0] in ROOTS and p.endswith(".yml")}
DECISION = "decisions/tool-library/decision.yml"
REVIEW = "decisions/tool-library/reviews/"


def _send(path: str, text: str) -> str:
    return f"file: {path}\n{text}end of file\n"


def _break_lines(text: str, width: int) -> str:
    """As a mail program breaks long lines at a blank, leaving the rest of each at the margin."""

    def pieces(line: str) -> Iterator[str]:
        indent = len(line) - len(line.lstrip())
        while len(line) > width and (at := line.rfind(" ", indent + 1, width)) > indent:
            yield line[:at]
            line, indent = line[at + 1 :], 0
        yield line

    return "\n".join(piece for line in text.split("\n") for piece in pieces(line))


def _quote(text: str, mark: str = "> ") -> str:
    return "".join(f"{mark}{line}".rstrip() + "\n" for line in text.split("\n"))


def _with_strange_blanks(text: str) -> str:
    lines = (line.lstrip(" ").rjust(len(line), "\u00a0") for line in text.split("\n"))
    return "\n".join(lines)


JOURNEYS: dict[str, Callable[[str, str], str]] = {
    "as it was sent": _send,
    "without the end": lambda p, t: f"Hello all,\n\n{p}\n{t}\nBest wishes, Ana\n",
    "quoted in an answer": lambda p, t: f"Hi\n{_quote(_send(p, t))}Thanks!\n",
    "quoted twice, without blanks": lambda p, t: f"Hi\n{_quote(_send(p, t), '>>')}Thanks!\n",
    "in a fence": lambda p, t: f"Look:\n`{p}`\n```yaml\n{t}```\nBest, Ana\n",
    "moved to the right": lambda p, t: "".join(f"    {line}\n" for line in _send(p, t).split("\n")),
    "with other ends of lines": lambda p, t: _send(p, t).replace("\n", "\r\n"),
    "with blanks that are none": lambda p, t: _with_strange_blanks(_send(p, t)),
    "broken at 76 signs": lambda p, t: _break_lines(_send(p, t), 76),
    "broken at 70 signs and quoted": lambda p, t: _quote(_break_lines(_send(p, t), 70)),
}


@pytest.mark.parametrize("journey", JOURNEYS)
def test_a_record_arrives_as_it_was_sent(journey: str) -> None:
    """Every record of the worked example comes out byte for byte, whatever happened to the message on its way."""
    for path, text in ACTS.items():
        assert read_letters(JOURNEYS[journey](path, text)) == (Letter(path, text),), path


def test_a_schema_line_that_a_chat_made_a_heading_is_mended() -> None:
    """A copy without the sign for a remark is the record that was sent; other words in that place begin none."""
    text = name_schema(DECISION) + ACTS[DECISION]
    assert read_letters(_send(DECISION, text.removeprefix("# "))) == (Letter(DECISION, text),)
    assert read_letters(_send(DECISION, _break_lines(text, 40))) == (Letter(DECISION, text),)
    assert read_letters(f"{DECISION}\nyaml-language-server is a program.\n") == ()


def test_one_message_carries_a_whole_evening() -> None:
    """All records of the example in one message come out in its order; sent twice, the later one counts."""
    message = "\n\nand then\n".join(_send(path, text) for path, text in ACTS.items())
    assert read_letters(message) == tuple(Letter(path, text) for path, text in ACTS.items())
    again = _send(DECISION, "version: 1\n") + _send(DECISION, ACTS[DECISION])
    assert read_letters(again) == (Letter(DECISION, ACTS[DECISION]),)


@pytest.mark.parametrize(
    "message",
    [
        "", "Hello Ana,\nsee you on Sunday.\n", f"I have written {DECISION}\nversion: 1\n", f"{DECISION}\n",
        f"{DECISION}\nis no longer shown.\n", "file: ../../etc/passwd.yml\nversion: 1\n",
        "file: decisions/../../x/decision.yml\nversion: 1\n", "file: nstgov.yml\ntitle: Mine\n",
        "file: .github/workflows/check.yml\non: push\n", "file: decisions/x/other.yml\nversion: 1\n",
    ],
)  # fmt: skip
def test_words_around_and_paths_elsewhere_are_no_record(message: str) -> None:
    """A path within a sentence begins nothing, and what is no place for a record is never one."""
    assert read_letters(message) == ()


@given(st.text(max_size=300), st.lists(st.sampled_from([*"> \t`*:-#", "\n", f"file: {DECISION}\n", "version: 1\n"])))
def test_whatever_comes_is_read_without_a_fault(words: str, parts: list[str]) -> None:
    """No message ends in an error, and what is found lies where records belong."""
    for letter in read_letters(words + "".join(parts)):
        assert letter.path == DECISION
        assert letter.text.endswith("\n")


def test_what_is_sound_is_taken_and_the_rest_is_answered() -> None:
    """One with an error of its own waits, and so does what rests on it; the others are taken."""
    tree = tree_of({path: text for path, text in example_record().items() if not path.startswith(REVIEW)})
    sent = [Letter(path, text) for path, text in ACTS.items() if path.startswith(REVIEW)]
    bad = Letter("decisions/tool-library/reviews/2026-11-20.yml", "circle: nowhere\nhelped: It did.\n")
    there = Letter(DECISION, ACTS[DECISION])
    other = Letter("proposals/tool-library/v1.yml", "title: Something else\n")
    found = judge_letters(tree, [*sent, bad, there, other], TODAY)
    assert [one.state for one in found] == ["taken"] * len(sent) + [
        "not sound", "on record already", "another lies there",
    ]  # fmt: skip
    assert {one.code for one in found[len(sent)].findings} == {"Y05"}


def test_a_decision_waits_with_the_round_it_rests_on() -> None:
    """A round with a mistake in it is answered, and the decision that needs its voices is not taken without it."""
    folder = "proposals/tool-library/rounds/"
    rounds = {path: text for path, text in ACTS.items() if path.startswith(folder)}
    left = {
        p: t for p, t in example_record().items() if p not in rounds and not p.startswith("decisions/tool-library/")
    }
    letters = [Letter(path, text.replace("consent", "yes, of course", 1)) for path, text in rounds.items()]
    found = judge_letters(tree_of(left), [*letters, Letter(DECISION, ACTS[DECISION])], TODAY)
    assert {one.state for one in found} == {"not sound"}


def test_the_command_puts_on_record_what_came(nst: Nst, example: Path, tmp_path: Path) -> None:
    """What is taken is written and passes the check; a dry run writes nothing; a second time all is there already."""
    reviews = sorted((example / REVIEW).iterdir())
    texts = {f"{REVIEW}{place.name}": place.read_text(encoding="utf-8") for place in reviews}
    mail = tmp_path / "mail.txt"
    mail.write_text("Good evening!\n" + "\n".join(_send(path, text) for path, text in texts.items()), encoding="utf-8")
    for place in reviews:
        place.unlink()
    dry = nst("take", mail, "--dry-run", cwd=example)
    assert (dry.code, any(place.exists() for place in reviews)) == (0, False)
    took = nst("take", mail, cwd=example)
    assert took.code == 0
    assert "Put on record:" in took.out
    assert {path: (example / path).read_text(encoding="utf-8") for path in texts} == texts
    assert nst("check", cwd=example).code == 0
    assert "On record already" in nst("take", mail, cwd=example).out


def test_the_command_says_what_to_send_back(nst: Nst, example: Path, tmp_path: Path) -> None:
    """Of what is not sound the line, the reason and the next step are told; nothing of it is written."""
    mail = tmp_path / "mail.txt"
    path = "decisions/tool-library/reviews/2026-11-20.yml"
    mail.write_text(_send(path, "circle: three-bridge\nhelped: It did.\n"), encoding="utf-8")
    told = nst("take", mail, cwd=example)
    assert told.code == 1
    assert f"Thank you for {path}. Before it can be put on record:" in told.out
    assert "line 1" in told.out
    assert not (example / path).exists()


@pytest.mark.parametrize("text", ["", "Hello!\n"])
def test_a_message_without_a_record_is_told_how_one_begins(nst: Nst, example: Path, tmp_path: Path, text: str) -> None:
    """The next step shows the line that is looked for."""
    mail = tmp_path / "mail.txt"
    mail.write_text(text)
    told = nst("take", mail, cwd=example)
    assert (told.code, "file: proposals/" in told.err) == (2, True)


@pytest.mark.parametrize(
    ("data", "line"), [(b"\x00\xff", 1), (_send("a.yml", "who: Jos\u00e9\n").encode("latin-1"), 2)]
)
def test_a_message_that_is_no_text_in_utf_8_is_told_where(
    nst: Nst, example: Path, tmp_path: Path, data: bytes, line: int
) -> None:
    """A name with a wrong letter in it would stay on record: it is refused whole, with the line."""
    mail = tmp_path / "mail.txt"
    mail.write_bytes(data)
    told = nst("take", mail, cwd=example)
    assert (told.code, f"line {line} cannot be read" in told.err) == (2, True), told.err


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    """A folder that leads elsewhere is told, and nothing appears there."""
    (tmp_path / "elsewhere").mkdir()
    root = tmp_path / "root"
    (root / "circles").mkdir(parents=True)
    (root / "circles" / "oak").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(LinkInTheWay):
        write_new(root, {"circles/oak/circle.yml": "name: Oak\n"})
    assert list((tmp_path / "elsewhere").iterdir()) == []
