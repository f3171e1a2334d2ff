"""The quick reader says what the strict one says, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nstgov.store import file_reading
from nstgov.store.file_reading import ParsedFile, read_file
from nstgov.store.quick_yaml import compose_nodes
from nstgov.store.tree import StoredFile
from tests.record import example_record
from tests.store.mutated_records import yield_mutated_records

AT_ONCE = 100 if settings().max_examples >= 10_000 else 20
"""Records that are changed from one seed: two thousand in the usual run, a million in that of `make fuzz`."""


def as_compared(found: ParsedFile) -> tuple[object, ...]:
    """What a reader told, in a form in which two are held against each other; in which order is nobody's matter."""
    return repr(found.record), found.record, list(found.misfits), set(found.mentions), found.broken


@pytest.mark.long
@given(st.integers(min_value=0, max_value=2**63))
@settings(deadline=None)
def test_the_quick_reader_never_says_what_the_strict_one_does_not(seed: int) -> None:
    """Records with anything changed in them: the same record, findings and names, whichever reader was asked."""
    for path, text in yield_mutated_records(seed, AT_ONCE):
        file = StoredFile(path, "file", text.encode("utf-8", "surrogatepass"))
        assert as_compared(read_file(file)) == as_compared(read_file(file, only_strictly=True)), (path, text)


def test_every_record_of_the_worked_example_is_read_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is right is read without the strict reader, and that one says the same of it."""
    for path, text in example_record().items():
        file = StoredFile(path, "file", text.encode())
        strict = read_file(file, only_strictly=True)
        with monkeypatch.context() as patch:
            patch.setattr(file_reading, "read_yaml", None)
            assert as_compared(read_file(file)) == as_compared(strict)


@pytest.mark.parametrize(
    "text",
    [
        "a: &b c", "&a b: c", "a: !!str b", "a: ! b", "!t {a: b}", "a: [&b c]", "a: {b: &c d}", "- &a\n", "a: *b",
        "%YAML 1.1\n---\na: b", "a: b #c", "a: [b #c\n]", "[" * 401 + "]" * 401, "{a: " * 401 + "b" + "}" * 401,
        "- " * 5000, "\n" + "- " * 5000, "? " * 5000, ": " * 5000, "-\t" * 200 + "a", " " * 100 + "a: b",
        "a: b\n---\nc: d", "", "# nothing", "a: 'b",
    ],
)  # fmt: skip
def test_what_only_the_strict_reader_can_tell_is_left_to_it(text: str) -> None:
    """Marks, directives, texts cut by a comment, depth, second documents: there is no tree of nodes."""
    assert compose_nodes(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "a: Fish & chips",
        "a: R&D",
        "a: Yes! No!",
        "a: b  # c",
        "a: 100%",
        "---\na: b\n...\n",
        "a: |\n  ## b\n   # c",
        "a: '#1'",
    ],
)
def test_everyday_texts_need_no_strict_reader(text: str) -> None:
    """Signs that mean nothing where they stand turn no text away."""
    assert compose_nodes(text) is not None
