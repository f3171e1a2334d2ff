"""
Which act changes what, at which proof, and the tests that hold it: the page docs/whose-act.md.

It is read from the scenarios that the tests are made of (tests/acts), so whatever stands in a cell is tried on real git
with real keys. A kind of record without a scenario shows as a gap, and a test fails of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nstgov.records import KINDS
from tests.acts.judging import Case, list_cases
from tests.acts.proving_forge import PROOFS
from tests.acts.scenarios import SCENARIOS, STOPPED, Scenario

GAP = "**no test**"
INTRODUCTION = """# Whose act is it?

An outcome is as well proven as the weakest act it rests on. Each row is an act with what it can change; the columns are
the proofs that ground rules may ask of a level. Each cell says first what becomes of the act where a **stranger**
brings or enters it in others' names, then what becomes of it from **those whose act it is**, with the proof asked.

- *stopped*: an error of the rule named; the change does not land.
- *no effect*: it lands and stands in the record, and nothing follows from it until its people have proven it. Where a
  rule is named, it says so and names the next step.
- *effect*: it changes what the row says. *nothing follows*: it changes no outcome, whoever brings it.

At *declared* the ground rules say `brought_by: members`, and the stranger comes with an account that is nobody's here.
At the other proofs the account is a member's, so that only the proof tells whose act it is. Every cell is two tests on
real git, judged as `nstgov check --base --head --brought-by` does, with keys and signatures made by `ssh-keygen`; where
an act has proofs of its own, a third one tries forged ones. All tests of a row:
`pytest tests/acts -m "long or not long" -k NAME`, with the name in the last column.

"""


def render_acts_page() -> str:
    """The page: a row for each act, in the order of the kinds of records."""
    cases = list_cases()
    rows = [["record", "act", "can change", *PROOFS, "tests"]]
    for kind in KINDS:
        found = [scenario for scenario in SCENARIOS if scenario.kind == kind.name]
        rows += [_describe_act(scenario, cases) for scenario in found]
        rows += [] if found else [[f"`{kind.name}`", GAP, GAP, *(GAP for _ in PROOFS), GAP]]
    return INTRODUCTION + "\n".join(_yield_table_lines(rows)) + f"\n\n{_count_cases(cases)}\n"


def find_gaps(cases: Sequence[Case]) -> list[str]:
    """The kinds of records, each with a proof, of which no hostile or no honest case is there."""
    there = {(case.scenario.kind, case.proof, case.is_hostile) for case in cases}
    wanted = ((kind.name, proof, is_hostile) for kind in KINDS for proof in PROOFS for is_hostile in (True, False))
    return [f"{kind} at {proof}, {'hostile' if is_hostile else 'honest'}" for kind, proof, is_hostile in wanted
            if (kind, proof, is_hostile) not in there]  # fmt: skip


def _describe_act(scenario: Scenario, cases: Sequence[Case]) -> list[str]:
    mine = [case for case in cases if case.scenario is scenario]
    cells = [_describe_proof(scenario, proof, [case for case in mine if case.proof == proof]) for proof in PROOFS]
    name = scenario.name.replace(" ", "-")
    return [f"`{scenario.kind}`", scenario.name, scenario.changes or "nothing", *cells, f"`{name}`"]


def _describe_proof(scenario: Scenario, proof: str, cases: Sequence[Case]) -> str:
    """What becomes of it by a stranger, and by its people."""
    hostile = next((case for case in cases if case.way == "by-a-stranger"), None)
    if hostile is None or not any(not case.is_hostile for case in cases):
        return GAP
    does = "effect" if scenario.effect and proof in scenario.at else "nothing follows"
    rule = hostile.expected
    if rule in STOPPED:
        return f"stopped {rule} / {does}"
    return f"no effect {rule} / {does}".replace("  ", " ") if does == "effect" else does


def _yield_table_lines(rows: list[list[str]]) -> Iterator[str]:
    for at, row in enumerate(rows):
        yield f"| {' | '.join(row)} |"
        if at == 0:
            yield f"|{'---|' * len(row)}"


def _count_cases(cases: Sequence[Case]) -> str:
    hostile = sum(case.is_hostile for case in cases)
    return (
        f"{len(cases)} scenarios: {hostile} by strangers or with forged proof, {len(cases) - hostile} by their people."
    )
