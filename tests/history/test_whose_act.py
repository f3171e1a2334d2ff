"""Whose act it is, on real git and with real keys: a stranger's records change nothing, and their owners' do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from nstgov.check import read_proven_movement
from nstgov.lifecycle import decision_on, find_hearing, members_on, proposal_on
from nstgov.store.tree import read_folder
from tests.commands import Nst
from tests.history.forge import (
    DECISION,
    OAK,
    PEOPLE,
    ROUND,
    TREES,
    Forge,
    Person,
    begun,
    consented,
    digest,
    version,
    voices,
)
from tests.history.test_changes import judged
from tests.proof.oracle import make_key, public, sign

TODAY = date(2026, 11, 24)
REPOSITORY = "0f" * 16
BENCH, SPOKEN = "proposals/bench/v1.yml", "proposals/bench/rounds/2026-11-03.oak.yml"
BENCH_TEXT = version("A bench", "2026-11-02")
SPOKEN_TEXT = consented(BENCH_TEXT).replace(voices(), voices(PEOPLE[:3]))
ALL = " ".join(PEOPLE)


def oak(keys: Mapping[str, Path]) -> str:
    """The founding of Oak, in which everybody gives a key."""
    people = "".join(f"  {who}: {{name: {who.title()} Of Oak, keys: ['{public(keys[who])}']}}\n" for who in PEOPLE)
    text = "name: Oak\nlevel: friend\naim: Neighbours who look after each other.\nopened: 2026-10-01\n"
    return f"{text}members:\n{people}{voices()}entered_by: ana\n"


class Signing:
    """Oak on a forge, where every voice is to be signed, and its people's keys."""

    def __init__(self, place: Path) -> None:
        """Begin: the founding lands first, then what was decided and what is open, signed by everybody."""
        self.keys = {who: _new_key(place, who) for who in PEOPLE}
        self.forge = Forge(place)
        me = self.me = self.forge.founder
        me.git("rm", "-rqf", "decisions", "proposals")
        rules = begun()["ground-rules/1.yml"].replace("friend: declared", "friend: signed")
        me.write({OAK: oak(self.keys), "ground-rules/1.yml": rules})
        me.git("checkout", "-q", "--orphan", "anew")
        me.commit()
        me.git("branch", "-q", "-M", "main")
        made = {TREES: version(), ROUND: consented(version()), DECISION: begun()[DECISION]}
        there = {**made, BENCH: BENCH_TEXT, SPOKEN: SPOKEN_TEXT}
        me.write(there)
        for path in (TREES, ROUND, BENCH):
            self.sign(path, there[path], ALL)
        self.sign(SPOKEN, SPOKEN_TEXT, "ana ben chi")
        me.commit()

    def sign(self, path: str, text: str, people: str) -> None:
        """Some people sign a record, with ssh-keygen."""
        for who in people.split():
            made = sign(self.keys[who], text.encode(), f"nstgov:{REPOSITORY}:{path}")
            target = self.me.folder / f"{path}.{who}.sig"
            target.write_bytes(made)

    def change(self, path: str, text: str, people: str = "") -> Person:
        """A change on a branch: one record, signed by some people or by nobody."""
        self.me.git("switch", "-q", "-C", "change", "main")
        self.me.write({path: text})
        self.sign(path, text, people)
        self.me.commit()
        return self.me


def _new_key(place: Path, who: str) -> Path:
    (place / who).mkdir()
    return make_key(place / who, "ed25519")


@pytest.fixture(scope="module")
def signing(tmp_path_factory: pytest.TempPathFactory) -> Signing:
    """The movement, made once: each test begins a branch of its own."""
    return Signing(tmp_path_factory.mktemp("signing"))


def outcome_of(me: Person) -> tuple[object, ...]:
    """Who is a member, what is decided, where the open proposal stands, and who must be heard."""
    whole = read_proven_movement(read_folder(me.folder))
    trees, bench = decision_on(whole, "trees", TODAY), proposal_on(whole, "bench", TODAY)
    assert trees is not None
    assert bench is not None
    heard = find_hearing(whole, "bench", 1, "oak", TODAY)
    return (
        tuple(members_on(whole, "oak", TODAY)),
        trees.stage,
        trees.last_day,
        bench.stage,
        heard.missing,
        heard.passed_over,
    )


SAYS = "title: It hurts\nimportant: The roots break the pipes of five houses.\nreasons: They grow towards water.\n"
AGAINST = (
    f"{SAYS}authors: [{', '.join(PEOPLE)}]\nraised: 2026-11-20\nagainst: {{sha256: {digest(begun()[DECISION])}}}\n"
)
SECOND = version("A longer bench", "2026-11-20")
ACTS = {
    "leaves": (
        "circles/oak/2026-11-20.leaves.dee.yml",
        f"how: asked to go\n{voices(PEOPLE[:3])}entered_by: ana\n",
        "ana ben chi",
    ),
    "own word": ("circles/oak/2026-11-20.leaves.dee.yml", f"how: own word\n{voices(('dee',))}", "dee"),
    "closes": ("circles/oak/2026-11-20.closes.yml", f"because: Enough.\n{voices()}entered_by: ana\n", ALL),
    "objects": ("decisions/trees/objections/pipes/v1.yml", AGAINST, ALL),
    "disputes": (f"{DECISION}.ana.disputed.yml", "date: 2026-11-20\nsays: Not I.\n", "ana"),
    "ends": ("decisions/trees/ended.yml", f"date: 2026-11-20\nhow: let go\n{voices()}entered_by: ana\n", ALL),
    "withdraws": (
        "proposals/bench/closed.yml",
        f"date: 2026-11-20\nresult: withdrawn\nbecause: Enough.\n{voices()}entered_by: ana\n",
        ALL,
    ),
    "second version": ("proposals/bench/v2.yml", SECOND, "ana"),
    "voids": (
        f"{SPOKEN}.void.yml",
        f"date: 2026-11-20\nbecause: A mistake.\n{voices(PEOPLE[:3])}entered_by: ana\n",
        "ana ben chi",
    ),
}


@pytest.mark.parametrize(("path", "text", "people"), ACTS.values(), ids=ACTS)
def test_a_strangers_record_lands_and_changes_nothing_and_their_own_does(
    nst: Nst, signing: Signing, path: str, text: str, people: str
) -> None:
    """Unsigned it passes with a warning, since its proof may come later; signed it takes effect, clean."""
    me = signing.me
    me.git("switch", "-q", "-C", "change", "main")
    before = outcome_of(me)
    assert before[1:4:2] == ("in force", "in round")
    signing.change(path, text)
    code, found, said = judged(nst, me)
    assert (code, found) == (0, {f"T07 {path}"}), said
    assert outcome_of(me) == before
    signing.change(path, text, people)
    code, found, said = judged(nst, me)
    assert (code, found - {f"D11 {path}"}) == (0, set()), said
    assert outcome_of(me) != before


def test_why_names_what_has_no_effect_yet(nst: Nst, signing: Signing) -> None:
    """Whose word is awaited, and the command by which they give it."""
    path, text, _ = ACTS["own word"]
    me = signing.change(path, text)
    outcome = nst("-C", me.folder, "why", "bench", "--as-of", TODAY.isoformat())
    assert f"{path} has no effect yet: what Dee Of Oak says in it is to be signed with their own key" in outcome.out
    assert f"nstgov sign {path} --person dee" in outcome.out


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("circles/oak/2026-11-20.person.dee.yml", "adds: {key}\nvoices: {{dee: consent}}\n"),
        ("circles/elm/2026-11-20.person.dee.yml", "adds: {key}\nvoices: {{dee: consent}}\n"),
        ("circles/oak/2026-11-20.person.dee.yml", "account: evil\nvoices: {{dee: consent}}\n"),
    ],
    ids=["unsigned", "elsewhere", "account"],
)
def test_nobody_slips_a_key_under_somebodys_name(
    nst: Nst, signing: Signing, path: str, text: str, tmp_path: Path
) -> None:
    """The change is stopped, and past the judge what the stranger signs as Dee is still nobody's word."""
    evil = make_key(tmp_path, "ed25519")
    me = signing.me
    me.git("switch", "-q", "-C", "change", "main")
    elm = oak(signing.keys).replace("Oak", "Elm").replace("ana", "eli").replace("ben", "fay")
    elm = "".join(line for line in elm.splitlines(keepends=True) if "keys:" not in line)
    if "elm" in path:
        me.write({"circles/elm/circle.yml": elm.replace("members:\n", "members:\n  dee: {home: oak}\n")})
    code, found, said = judged(nst, signing.change(path, text.format(key=public(evil))))
    assert code == 1
    assert f"T05 {path}" in found, said
    voice = f"version: 1\nsha256: {digest(BENCH_TEXT)}\nhow: async\nvoices: {{dee: consent}}\n"
    own = "proposals/bench/rounds/2026-11-21.oak.dee.yml"
    me.write({own: voice})
    made = sign(evil, voice.encode(), f"nstgov:{REPOSITORY}:{own}")
    (me.folder / f"{own}.dee.sig").write_bytes(made)
    me.commit()
    assert outcome_of(me)[3:5] == ("in round", ("dee",))


def test_whoever_it_is_takes_a_new_key_and_speaks_with_it(nst: Nst, signing: Signing, tmp_path: Path) -> None:
    """Signed with the one before; what the new one signs counts once it has landed."""
    new, me = make_key(tmp_path, "ed25519"), signing.me
    path, text = "circles/oak/2026-11-20.person.dee.yml", f"adds: {public(new)}\nvoices: {{dee: consent}}\n"
    signing.change(path, text, "dee")
    assert judged(nst, me)[:2] == (0, set())
    me.git("switch", "-q", "-C", "later", "change")
    voice = f"version: 1\nsha256: {digest(BENCH_TEXT)}\nhow: async\nvoices: {{dee: consent}}\n"
    own = "proposals/bench/rounds/2026-11-21.oak.dee.yml"
    me.write({own: voice})
    (me.folder / f"{own}.dee.sig").write_bytes(sign(new, voice.encode(), f"nstgov:{REPOSITORY}:{own}"))
    me.commit()
    assert judged(nst, me, base="change", head="later")[:2] == (0, set())
    assert outcome_of(me)[3:5] == ("consented", ())
