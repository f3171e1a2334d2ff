"""One real repository for all acts: a main line for each proof that may be asked, and a branch for each scenario."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path

from tests.acts.beginning import (
    EVERYBODY,
    FORGE,
    PEOPLE,
    REGISTRAR,
    REPOSITORY,
    Filed,
    founded,
    ground_rules,
    standing,
)
from tests.history.forge import digest, git
from tests.proof.oracle import make_key, public, sign

PROOFS = ("declared", "heard", "confirmed", "signed")
OPENED = {"fir": "2026-10-05"}
"""When a circle began that did so later than the others: the town had members by then."""
HOUR = "1764000000 +0000"
Files = dict[str, bytes]


def number_of(person: str) -> int:
    """The number of somebody's account on the forge."""
    return 1001 + EVERYBODY.index(person)


def login_of(person: str) -> str:
    """The name of somebody's account on the forge."""
    return next(f"{person}-of-{circle}" for circle, people in PEOPLE.items() if person in people)


def witnesses_of(one: Filed) -> tuple[str, ...]:
    """Two who were there, neither of whom entered it; whoever speaks alone in it themselves."""
    others = [who for who in one.speakers if who in EVERYBODY and f"entered_by: {who}\n" not in one.text]
    return tuple(others[:2])


class KeyRing:
    """Real keys of everybody, made by ssh-keygen, and what is made with them."""

    def __init__(self, place: Path) -> None:
        """Make them in a folder."""
        self.secret: dict[str, Path] = {}
        for name in (*EVERYBODY, REGISTRAR, "evil", "new"):
            (place / name).mkdir(parents=True)
            self.secret[name] = make_key(place / name, "ed25519")

    @cached_property
    def public(self) -> Mapping[str, str]:
        """The public keys by name."""
        return {name: public(key) for name, key in self.secret.items()}

    def sign(self, path: str, text: bytes, key: str, namespace: str = "") -> bytes:
        """The signature of a record by a key, made by ssh-keygen."""
        return sign(self.secret[key], text, namespace or f"nstgov:{REPOSITORY}:{path}")

    def signatures(self, one: Filed, people: Iterable[str], key: str = "") -> Files:
        """Signatures beside a record: of each person by their own key, or all by another one."""
        return {f"{one.path}.{who}.sig": self.sign(one.path, one.text.encode(), key or who) for who in people}

    def confirmations(self, one: Filed, people: Iterable[str], key: str = REGISTRAR, account: int = 0) -> Files:
        """Confirmations beside a record, as a registrar signs them when the forge saw each person's account."""
        found: Files = {}
        for who in people:
            path = f"{one.path}.{who}.confirmation.yml"
            text = (
                f"forge: {FORGE}\naccount: {account or number_of(who)}\npull_request: 7\ncommit: {'0' * 40}\n"
                f"sha256: {digest(one.text)}\n"
            ).encode()
            found |= {path: text, f"{path}.{REGISTRAR}.sig": self.sign(path, text, key)}
        return found


class ActForge:
    """The repository: `declared`, `heard`, `confirmed` and `signed` are its main lines."""

    def __init__(self, place: Path) -> None:
        """Make it in a folder."""
        self.ring = KeyRing(place / "keys")
        self.folder = place / "repository"
        self.folder.mkdir()
        git(self.folder, "init", "-q", "-b", "signed")
        there = standing()
        with ThreadPoolExecutor(4) as workers:
            signed = dict(
                zip(there, workers.map(lambda one: self.ring.signatures(one, one.speakers), there), strict=True)
            )
        self._import(b"".join(self._main_line(proof, signed) for proof in PROOFS))

    def _main_line(self, proof: str, signed: Mapping[Filed, Files]) -> bytes:
        """The founding, and what landed after it: as well proven as is asked, and no better."""
        later: Files = {}
        for one, proofs in signed.items():
            later[one.path] = one.text.encode()
            if proof != "declared":
                keeping = witnesses_of(one) if proof == "heard" else one.speakers
                later |= {path: data for path, data in proofs.items() if path.split(".")[-2] in keeping}
        return _commit(proof, "", self._founding(proof)) + _commit(proof, "", later)

    def _founding(self, proof: str) -> Files:
        keys = self.ring.public
        circles = [
            founded(id_, people, keys, opened=OPENED.get(id_)) for id_, people in PEOPLE.items() if id_ != "town"
        ]
        circles.append(founded("town", (), keys, level="regional", parent=None))
        begun = [ground_rules(proof, keys[REGISTRAR]), *circles, Filed("nstgov.yml", "format: 1\ntitle: Oak and Elm\n")]
        return {one.path: one.text.encode() for one in begun}

    def add_branch(self, name: str, base: str, files: Files) -> None:
        """A change as one commit on a branch of its own, which begins at the tip of a main line."""
        self._import(_commit(name, base, files))

    def _import(self, stream: bytes) -> None:
        git(self.folder, "fast-import", "--quiet", given=stream)


def _commit(branch: str, base: str, files: Mapping[str, bytes]) -> bytes:
    return b"".join(_yield_commit(branch, base, files))


def _yield_commit(branch: str, base: str, files: Mapping[str, bytes]) -> Iterator[bytes]:
    """A commit in the form that `git fast-import` reads."""
    yield f"commit refs/heads/{branch}\ncommitter A <a@example.org> {HOUR}\ndata 1\nx\n".encode()
    if base:
        yield f"from refs/heads/{base}^0\n".encode()
    for path, data in files.items():
        yield f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n"
