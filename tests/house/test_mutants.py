"""Small faults that `make mutate` puts into the judge: what they are, and what becomes of them."""

from __future__ import annotations

import ast
import gc
from collections.abc import Sequence
from pathlib import Path

import pytest

from tools.mutate.guessing import likely_tests
from tools.mutate.mutants import choose_mutants, mutants_of
from tools.mutate.running import fate_in_copy, imported_functions, is_found_afresh


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("return a < b", ["a <= b"]),
        ("return a >= b > c", ["a > b > c", "a >= b >= c"]),
        ("return a in b", ["a not in b"]),
        ("return a and b", ["a or b", "b", "a"]),
        ("return a or b or c", ["a and b and c", "b or c", "a or c", "a or b"]),
        ("return not a", ["a"]),
        ("return a + 1", ["a - 1", "2", "0"]),
        ("return 'a' + b", []),
        ("return True", ["False"]),
        ("return min(a)", ["max"]),
        ("return [a for a in b if a]", ["for a in b"]),
        ("return a if b else c", ["a if not b else c"]),
        ("return 'so it is' if b else 'not so'", []),
        ("return isinstance(a, b | c)", []),
        ("return f'{a < b}'", []),
        ("return Finding(at(a < b), message=a < b, help=a < b)", ["a <= b"]),
        ("if a:\n        return b\n    return c", ["if not a", "nothing"]),
        ("for a in b:\n        continue", ["nothing"]),
        ("yield a", ["nothing"]),
        ("a[b] = c", ["nothing"]),
        ("a = b", []),
    ],
)
def test_a_mutant_changes_one_thing_that_a_verdict_may_hang_on(tmp_path: Path, text: str, expected: list[str]) -> None:
    """Comparisons, conditions, numbers, statements; no sentence, no type, no text that is joined."""
    file = tmp_path / "judge.py"
    file.write_text(f"def judged(a, b, c):\n    {text}\n", encoding="utf-8")
    mutants = [*mutants_of(str(file))]
    assert sorted(mutant.said.split("` becomes `")[1][:-1] for mutant in mutants) == sorted(expected)
    plain = ast.unparse(ast.parse(file.read_text(encoding="utf-8")))
    changed = {ast.unparse(mutant.tree) for mutant in mutants}
    assert len(changed) == len(mutants)
    assert plain not in changed


def test_a_sample_hangs_on_its_seed_and_stays_when_lines_move(tmp_path: Path) -> None:
    """The same seed takes the same mutants, also after something was written above them; another seed takes others."""
    file = tmp_path / "judge.py"
    file.write_text("def judged(a):\n" + "".join(f"    yield a < {n} < a\n" for n in range(30)), encoding="utf-8")
    first, other = ([one.name for one in choose_mutants([str(file)], seed, 10)] for seed in (1, 2))
    file.write_text(f"LEAST = None\n\n\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    assert [one.name for one in choose_mutants([str(file)], 1, 10)] == first != other


def test_the_likeliest_tests_come_first() -> None:
    """Examples of the rule that a module holds, and tests that name the function, before all others."""
    (mutant,) = choose_mutants(["nstgov/rules/proposals/need_and_reasons.py"], 1, 1)
    examples = [f"tests/rules/test_examples.py::test_a[{code}-bad-1]" for code in ("C01", "P02", "T01")]
    assert likely_tests(mutant, [*examples, "tests/store/test_looks.py::test_b"])[0] == examples[1]


def test_functions_are_found_that_tests_have_frozen() -> None:
    """What is set apart from garbage is imported all the same; unseen, every mutant would survive."""
    gc.freeze()
    found = imported_functions()
    assert likely_tests in found[likely_tests.__code__.co_filename]


def test_what_fails_in_a_copy_is_found_and_nothing_remains_of_it() -> None:
    """Yes, no, a crash; what a copy changes stays in the copy."""
    seen: list[int] = []

    def change() -> bool:
        seen.append(1)
        return bool(seen)

    def crash() -> bool:
        raise MemoryError

    assert [fate_in_copy(one) for one in (change, lambda: False, crash)] == ["found", "survived", "found"]
    assert seen == []


@pytest.mark.long
@pytest.mark.parametrize(("tested", "fate"), [("judged(1, 2)", "survived"), ("judged(1, 1) is False", "found")])
def test_a_mutant_is_found_if_a_test_fails_of_it(tmp_path: Path, tested: str, fate: str) -> None:
    """The module is imported with the fault in it, and its file stays as it is."""
    file = tmp_path / "judged_by_tests.py"
    file.write_text("def judged(a, b):\n    return a < b\n", encoding="utf-8")
    test = tmp_path / "test_judge.py"
    test.write_text(f"from judged_by_tests import judged\n\n\ndef test_it():\n    assert {tested}\n", "utf-8")
    (mutant,) = mutants_of(str(file))
    arguments: Sequence[str] = ["--rootdir", str(tmp_path), "-p", "no:xdist", "-p", "no:randomly", str(test)]
    assert fate_in_copy(lambda: is_found_afresh(mutant, arguments)) == fate
    assert "a < b" in file.read_text(encoding="utf-8")
