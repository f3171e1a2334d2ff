"""Whoever brings a change, it is judged by what it bears upon exactly as by the whole record (M13)."""

from __future__ import annotations

from itertools import cycle

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nstgov.records import Bringer
from nstgov.store.file_reading import ParsedFile
from nstgov.store.tree import StoredFile
from tests.properties.evenings import Evening, evenings
from tests.properties.hasty import hasty
from tests.properties.honest import honest
from tests.properties.moves import on_day
from tests.properties.parting import Texts, judge_both
from tests.properties.stories import wild
from tests.properties.tale import ELM, OAK, Tale, rivertown, said, text_of
from tests.properties.tampering import tampered
from tests.properties.test_part_and_whole import beside_others

EXAMPLES = settings().max_examples
_KNOWN: dict[StoredFile, ParsedFile] = {}
ACCOUNTS = ("one", "Two", "three", None)
"""Names of accounts that people give in a founding list; None: somebody gives none."""
BRINGERS = (Bringer(7, "one"), Bringer(8, "two"), Bringer(9, "THREE"), Bringer(10, "nobody"), Bringer(11, ""))

accounts = st.lists(st.sampled_from(ACCOUNTS), min_size=1, max_size=9)


def give_accounts(files: Texts, names: list[str | None], tale: Tale) -> dict[str, str]:
    """The files of a story, in whose founding lists people give the names of their accounts, one after the other."""
    given_names = cycle(names)
    found = dict(files)
    for path, keys in tale.files.items():
        members = keys.get("members")
        if path.endswith("/circle.yml") and isinstance(members, dict):
            told = {
                person: {**who, "account": account} if (account := next(given_names)) and isinstance(who, dict) else who
                for person, who in members.items()
            }
            found[path] = text_of({**keys, "members": told})
    return found


@settings(max_examples=EXAMPLES // 5, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(
    st.one_of(honest(), hasty(), tampered(), wild()),
    st.integers(1, 4),
    accounts,
    st.sampled_from(BRINGERS),
    st.booleans(),
)
def test_whoever_brings_what_is_added_it_is_judged_alike(
    tale: Tale, count: int, names: list[str | None], bringer: Bringer, is_early: bool
) -> None:
    """What was done last in a story, beside another one whose people give the same names of accounts, or none."""
    files = tale.texts()
    told = [path for path in files if path not in tale.given and path not in ("nstgov.yml", "ground-rules/1.yml")]
    named = give_accounts(files, names, tale)
    everything = beside_others(named) if is_early else {**beside_others(files), **named}
    added = {path: everything[path] for path in told[-count:]}
    landed = {path: text for path, text in everything.items() if path not in added}
    judged = judge_both(landed, added, on_day(40), _KNOWN, brought_by=bringer)
    assert not judged.differing, "\n".join(judged.differing)


@settings(max_examples=EXAMPLES // 5)
@given(evenings(), st.integers(1, 100), accounts, st.sampled_from(BRINGERS))
def test_whoever_brings_an_evening_it_is_judged_alike(
    evening: Evening, cut: int, names: list[str | None], bringer: Bringer
) -> None:
    """The acts of one evening, all at once or the last of them later."""
    files = give_accounts(evening.tale.texts(), names, evening.tale)
    tonight = [path for path in files if path not in evening.before]
    added = {path: files[path] for path in tonight[-(cut % len(tonight) + 1) :]} if tonight else {}
    landed = {path: text for path, text in beside_others(files).items() if path not in added}
    judged = judge_both(landed, added, on_day(60), _KNOWN, brought_by=bringer)
    assert not judged.differing, "\n".join(judged.differing)


@pytest.mark.parametrize("asked", ["anybody", "members"])
@pytest.mark.parametrize("bringer", BRINGERS)
def test_that_a_stranger_brought_a_voice_is_told_by_a_part(asked: str, bringer: Bringer) -> None:
    """Whose account it is follows from everybody who gave that name, and they are read: so a part is enough."""
    tale = rivertown()
    tale.files["ground-rules/1.yml"] = {**tale.files["ground-rules/1.yml"], "brought_by": asked}
    tale.version("trees", 1, 9, authors=list(OAK[:4]))
    voice = tale.round("trees", 1, "oak", 14, said(OAK))
    began = tale.files["circles/oak/circle.yml"]
    members = {**began["members"], "ana": {**began["members"]["ana"], "account": "one"}}
    landed = {path: text for path, text in beside_others(tale.texts()).items() if path != voice}
    landed["circles/oak/circle.yml"] = text_of({**began, "members": members})
    judged = judge_both(landed, {voice: tale.texts()[voice]}, on_day(15), _KNOWN, brought_by=bringer)
    assert judged.part is not None
    assert judged.part == judged.whole
    assert all(one.code == "T06" and (one.severity == "error") == (asked == "members") for one in judged.part)
    assert bool(judged.part) == (bringer.login != "one")


CONFIRMED = {
    "by nobody": (),
    "by a member": (("ana", 7),),
    "by a member and others": (("ana", 7), ("kim", 70)),
    "by somebody else": (("kim", 7),),
    "by two": (("ana", 7), ("kim", 7)),
    "by a member with two numbers": (("ana", 7), ("ana", 8)),
    "by a member with another number": (("ana", 8),),
    "by a member who bears that name no more": (("ben", 7),),
}
"""Who has confirmed something before, and with which number."""


@pytest.mark.parametrize("confirmed", CONFIRMED)
@pytest.mark.parametrize("login", ["one", "two", "nobody", ""])
def test_whatever_was_confirmed_before_it_is_judged_alike(confirmed: str, login: str) -> None:
    """The number of an account is looked for in all that was ever confirmed; else history tells."""
    tale = rivertown()
    tale.version("trees", 1, 9, authors=list(OAK[:4]))
    tale.version("swing", 1, 9, authors=list(ELM[:4]), asks=["elm"])
    elsewhere = tale.round("swing", 1, "elm", 14, said(ELM))
    voice = tale.round("trees", 1, "oak", 14, said(OAK))
    proof = {"forge": "forge.example", "pull_request": 3, "commit": "a" * 40, "sha256": "b" * 64}
    landed = {path: text for path, text in beside_others(tale.texts()).items() if path != voice}
    began = tale.files["circles/oak/circle.yml"]
    named = {"ana": {"name": "Ana", "account": "one"}, "ben": {"name": "Ben", "account": "Two"}}
    landed["circles/oak/circle.yml"] = text_of({**began, "members": {**began["members"], **named}})
    for place, (person, number) in zip((elsewhere, "proposals/swing/v1.yml"), CONFIRMED[confirmed], strict=False):
        landed[f"{place}.{person}.confirmation.yml"] = text_of({**proof, "account": number})
    bringer = Bringer(7, login, "forge.example")
    judged = judge_both(landed, {voice: tale.texts()[voice]}, on_day(15), _KNOWN, brought_by=bringer)
    assert not judged.differing, "\n".join(judged.differing)
    assert judged.part is not None
    is_told = {one.code for one in judged.whole} == {"T06"}
    assert is_told == (judged.whole != ())
    if confirmed == "by nobody":
        assert is_told == (login not in ("one", "two"))


@pytest.mark.parametrize("ending", ["void.yml", "kim.confirmation.yml.void.yml", "kim.confirmation.yml.withheld.yml"])
@pytest.mark.parametrize("is_there", [True, False])
def test_what_was_confirmed_and_taken_out_of_count_is_judged_alike(ending: str, is_there: bool) -> None:
    """A void of what was confirmed, or of the confirmation, and one that stands only in what is kept of it."""
    tale = rivertown()
    tale.version("trees", 1, 9, authors=list(OAK[:4]))
    tale.version("swing", 1, 9, authors=list(ELM[:4]), asks=["elm"])
    elsewhere = tale.round("swing", 1, "elm", 14, said(ELM))
    voice = tale.round("trees", 1, "oak", 14, said(OAK))
    proof = {"forge": "forge.example", "account": 7, "pull_request": 3, "commit": "a" * 40, "sha256": "b" * 64}
    keys = {"date": "2026-01-16", "because": "By mistake.", "voices": said(ELM), "entered_by": "kim"}
    tale.add(f"{elsewhere}.{ending}", {**keys, "keeps": text_of(proof)} if "withheld" in ending else keys)
    if is_there:
        tale.add(f"{elsewhere}.kim.confirmation.yml", proof)
    landed = {path: text for path, text in tale.texts().items() if path != voice}
    judged = judge_both(
        landed, {voice: tale.texts()[voice]}, on_day(20), _KNOWN, brought_by=Bringer(7, "", "forge.example")
    )
    assert not judged.differing, "\n".join(judged.differing)
