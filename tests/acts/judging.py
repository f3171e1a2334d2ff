"""Scenarios as branches of the repository, and what the judge says of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from nstgov.change_check import check_change
from nstgov.check import with_signature_results
from nstgov.cli.standing_record import read_standing_record
from nstgov.records import Bringer, Movement
from nstgov.store.comparison import Comparison, compare_with_base
from nstgov.store.reading import read_movement
from tests.acts.beginning import EVERYBODY, FORGE, REGISTRAR, Filed
from tests.acts.outcomes import Outcomes, collect_outcomes
from tests.acts.proving_forge import PROOFS, ActForge, Files, login_of, number_of, witnesses_of
from tests.acts.scenarios import SCENARIOS, STOPPED, Scenario

TODAY = date(2026, 11, 24)
DAYS = (date(2026, 10, 25), TODAY, date(2027, 2, 1))
STRANGER = Bringer(666, "passer-by", FORGE)


class Case(NamedTuple):
    """A scenario at a proof, in one of the ways in which it may come."""

    scenario: Scenario
    proof: str
    way: str

    @property
    def name(self) -> str:
        """The name that the test of it has."""
        return f"{self.scenario.name} {self.proof} {self.way}".replace(" ", "-")

    @property
    def is_hostile(self) -> bool:
        """Whether it comes from somebody whose act it is not."""
        return self.way != "by-its-people"

    @property
    def is_strange(self) -> bool:
        """Whether a stranger's account brings it; else a member's, so that only the proofs tell whose it is."""
        return self.is_hostile and (self.proof == "declared" or self.scenario.weak == "T06")

    @property
    def is_quick(self) -> bool:
        """Whether it is tried in every run of the tests; the others by `make test-long`."""
        return self.proof == "declared" or (self.proof == "signed" and self.way == "by-a-stranger")

    @property
    def expected(self) -> str:
        """The rule that speaks of it where it comes from a stranger; empty where none does."""
        scenario = self.scenario
        if self.proof == "declared":
            return scenario.stranger
        return scenario.weak if self.proof in scenario.at else ""


def list_cases(scenarios: Iterable[Scenario] = SCENARIOS) -> list[Case]:
    """Every scenario at every proof: by a stranger, with forged proof where there is any, and by its people."""
    return list(_yield_cases(scenarios))


def _yield_cases(scenarios: Iterable[Scenario]) -> Iterator[Case]:
    for scenario in scenarios:
        for proof in PROOFS:
            yield Case(scenario, proof, "by-a-stranger")
            yield Case(scenario, proof, "by-its-people")
            if proof in ("confirmed", "signed") and scenario.weak in ("T01", "T05", "T07"):
                yield Case(scenario, proof, "forged")


class Judged(NamedTuple):
    """What the judge says of a change: the rules that find errors, the others, and what would be otherwise."""

    errors: frozenset[str]
    others: frozenset[str]
    said: str
    differs: tuple[str, ...]


class Judge:
    """One repository in which each case is a branch."""

    def __init__(self, place: Path) -> None:
        """Make the repository in a folder."""
        self.forge = ActForge(place)
        self._before: dict[str, tuple[Movement, Outcomes]] = {}

    def _files(self, case: Case) -> Files:
        scenario = case.scenario
        make = scenario.strange if case.is_hostile and scenario.strange else scenario.make
        files = make(self.forge.ring, case.proof)
        found = {one.path: one.text.encode() for one in files}
        for one in files:
            found |= self._proofs(case, one)
        return found

    def _proofs(self, case: Case, one: Filed) -> Files:
        """What stands beside a record: nothing, or the proof that is asked, real or forged."""
        people = [who for who in one.speakers if who in EVERYBODY]
        ring, is_forged, is_key = self.forge.ring, case.way == "forged", case.scenario.weak == "T05"
        if case.way == "by-a-stranger" or (case.proof == "declared" and not is_key):
            return {}
        if case.proof == "signed" or is_key:
            return ring.signatures(one, people, "evil" if is_forged else "")
        if case.proof == "confirmed":
            return ring.confirmations(one, people, "evil" if is_forged else REGISTRAR)
        return ring.signatures(one, witnesses_of(one))

    def _stands(self, proof: str) -> tuple[Movement, Outcomes]:
        """What stands on a main line, and its outcomes."""
        if proof not in self._before:
            movement = read_standing_record(self.forge.folder, proof).movement
            self._before[proof] = movement, collect_outcomes(movement, movement, DAYS)
        return self._before[proof]

    def judge(self, case: Case) -> Judged:
        """What `nstgov check --base --head --brought-by` says, and what would be otherwise once it has landed."""
        self.forge.add_branch(case.name, case.proof, self._files(case))
        found = compare_with_base(self.forge.folder, case.proof, case.name)
        who = case.scenario.bringer
        own = Bringer(number_of(who), login_of(who), FORGE)
        verdict = check_change(found, TODAY, TODAY, brought_by=STRANGER if case.is_strange else own)
        errors = frozenset(one.code for one in verdict.diagnostics if one.severity == "error")
        others = frozenset(one.code for one in verdict.diagnostics if one.severity != "error")
        said = "\n".join(f"{one.code} {one.place.file}: {one.message} ({one.help})" for one in verdict.diagnostics)
        return Judged(errors, others, said, () if errors else self._differs(case, found))

    def _differs(self, case: Case, found: Comparison) -> tuple[str, ...]:
        like, before = self._stands(case.proof)
        landed: Mapping[str, int] = like.landed or {}
        merged = read_movement(found.merged).with_context(landed=found.find_still_landed(landed))
        now = collect_outcomes(with_signature_results(merged, found.merged), like, DAYS)
        return tuple(key for key in before if now[key] != before[key])


__all__ = ["STOPPED", "Case", "Judge", "Judged", "list_cases"]
