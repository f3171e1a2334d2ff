"""`nstgov sign` and `nstgov keys`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.children import running_program
from tests.commands import Nst, example, nst
from tests.proof.oracle import accepts, make_key, public
from tests.record import ROOT

__all__ = ["example", "nst"]
ROUND = "proposals/repair-cafe-2027/rounds/2026-11-22.old-harbour.yml"
WHO = "dimitra-vlachou"
GIVES = f"circles/old-harbour/rope-walk/2026-11-20.person.{WHO}.yml"
SIGN = ("sign", ROUND, "--person", WHO)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder without any key."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    return folder


def _key(home: Path) -> Path:
    (home / ".ssh").mkdir()
    return make_key(home / ".ssh", "ed25519")


def _give(example: Path, key: Path) -> None:
    (example / GIVES).write_text(f"adds: {public(key)}\nvoices: {{{WHO}: consent}}\n", encoding="utf-8")


@pytest.mark.long
def test_a_record_is_signed_and_anybody_can_check_it_with_ssh_keygen(nst: Nst, example: Path, home: Path) -> None:
    """What was signed is shown, checked, accepted by ssh-keygen with the lines of `nstgov keys`, and clean."""
    key = _key(home)
    _give(example, key)
    done = nst(*SIGN, cwd=example)
    assert done.code == 0, done.text
    assert "dimitra-vlachou: consent" in done.out
    assert "SHA-256" in done.out
    signature = (example / f"{ROUND}.{WHO}.sig").read_bytes()
    signers = nst("keys").out
    place = f"nstgov:a038d6892439eb4d5e48ff7bde7d5c32:{ROUND}"
    text = (example / ROUND).read_bytes()
    assert accepts(signature, text, place, signers, WHO)
    assert not accepts(signature, text + b" ", place, signers, WHO)
    assert not accepts(signature, text, place, signers, "joseph-mwangi")
    check = nst("check", "--as-of", "2026-11-23")
    assert check.code == 0, check.out
    again = nst(*SIGN)
    assert again.code == 2
    assert "nothing is written over" in again.err


def test_somebody_without_a_key_is_told_how_to_make_one(nst: Nst, example: Path, home: Path) -> None:
    """Where nothing can be asked, the command that makes a key is told, and nothing is written."""
    done = nst(*SIGN, "--no-input", cwd=example)
    assert done.code == 2
    assert "no key on this machine" in done.err
    assert f"ssh-keygen -t ed25519 -f {home}/.ssh/nstgov_ed25519" in done.err


def test_a_key_that_is_not_on_record_is_to_be_given_first(nst: Nst, example: Path, home: Path) -> None:
    """The file that gives it is shown, with its place."""
    key = _key(home)
    done = nst(*SIGN, "--as-of", "2026-11-20", cwd=example)
    assert done.code == 2
    assert GIVES in done.err
    assert f"adds: {public(key)}" in done.err
    assert not (example / f"{ROUND}.{WHO}.sig").exists()


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("sign", ROUND, "--person", "dimitra-vlacho"), "Did you mean dimitra-vlachou?"),
        (("sign", ROUND, "--person", "abel-haile"), "does not name abel-haile"),
        (("sign", "nstgov.yml", "--person", WHO), "does not name"),
        (("sign", "README.md", "--person", WHO), "here is no README.md"),
        (("sign", "../elsewhere", "--person", WHO), "lies outside"),
        ((*SIGN, "--key", "no-key-here"), "no public half"),
    ],
)
def test_what_could_prove_nothing_is_not_signed(
    nst: Nst, example: Path, home: Path, arguments: tuple[str, ...], said: str
) -> None:
    """No record, nobody's id, somebody whom the record does not name, no key: each says the next step."""
    _key(home)
    done = nst(*arguments, cwd=example)
    assert done.code == 2
    assert said in done.err
    assert not list(example.rglob("*.sig"))


def test_an_ended_or_unsafe_key_is_no_signer_any_more(nst: Nst, example: Path, home: Path) -> None:
    """Ended keys are listed when asked for, unsafe ones never; neither signs. Nobody else ends one."""
    key = _key(home)
    _give(example, key)
    line = f'{WHO} namespaces="nstgov:a038d6892439eb4d5e48ff7bde7d5c32:*" {public(key)}\n'
    assert line in nst("keys", cwd=example).out
    act = example / GIVES.replace("11-20", "11-21")
    path, signature = str(act.relative_to(example)), act.with_name(f"{act.name}.{WHO}.sig")
    act.write_text(f"ends: {public(key)}\nvoices: {{{WHO}: consent}}\n", encoding="utf-8")
    assert line in nst("keys").out
    assert nst("sign", path, "--person", WHO).code == 0
    assert line not in nst("keys").out
    assert line in nst("keys", "--ended").out
    assert nst(*SIGN).code == 2
    act.write_text(f"compromised: {public(key)}\nvoices: {{{WHO}: consent}}\n", encoding="utf-8")
    signature.unlink()
    assert nst("sign", path, "--person", WHO).code == 0
    assert line not in nst("keys", "--ended").out


@pytest.mark.long
def test_the_act_that_replaces_a_key_is_signed_with_the_old_one(nst: Nst, example: Path, home: Path) -> None:
    """An act that ends a key is the last one that it signs; a key that an act gives does not sign that act."""
    old = _key(home)
    _give(example, old)
    new = make_key(home, "ecdsa", "-b", "256")
    act = GIVES.replace("11-20", "11-21")
    text = f"adds: {public(new)}\nends: {public(old)}\nvoices: {{{WHO}: consent}}\n"
    (example / act).write_text(text, encoding="utf-8")
    refused = nst("sign", act, "--person", WHO, "--key", new, cwd=example)
    assert refused.code == 2
    assert "not on record" in refused.err
    assert "T05" in nst("check", "--as-of", "2026-11-23").out
    assert nst("sign", act, "--person", WHO).code == 0
    assert nst("check", "--as-of", "2026-11-23").code == 0
    assert nst(*SIGN).code == 2
    assert nst(*SIGN, "--key", new).code == 0


@pytest.mark.long
def test_no_line_of_keys_stands_for_everybody(nst: Nst, example: Path) -> None:
    """A person called `*`, or a key with a line end in it, does not reach the list."""
    circle = example / "circles/three-bridges/mill-lane/circle.yml"
    text = circle.read_text(encoding="utf-8")
    key = f"ssh-ed25519 {'A' * 68}"
    hostile = f'  "*": {{name: Anybody, keys: ["{key}"]}}\n'
    circle.write_text(text.replace("members:\n", "members:\n" + hostile), encoding="utf-8")
    lines = nst("keys", cwd=example).out.splitlines()
    assert lines
    assert all(line.split()[0] != "*" and 'namespaces="nstgov:' in line for line in lines)


@pytest.mark.long
def test_somebody_who_never_made_a_key_is_guided_to_one(example: Path, home: Path) -> None:
    """At a terminal: a key is made after asking, and the file that gives it is written after showing it."""
    command = [sys.executable, "-m", "nstgov", "-C", str(example), *SIGN, "--as-of", "2026-11-20"]
    said, code = _at_a_terminal(command, ["Make one now", "passphrase", "same passphrase", "Write it?"], home)
    assert code == 0, said
    assert (home / ".ssh/nstgov_ed25519").exists()
    given = (example / GIVES).read_text(encoding="utf-8")
    assert public(home / ".ssh/nstgov_ed25519") in given
    said, code = _at_a_terminal(command, ["Sign this as your own word?"], home)
    assert code == 0, said
    assert (example / f"{ROUND}.{WHO}.sig").exists()


AT_A_TERMINAL = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"


def _at_a_terminal(command: list[str], questions: list[str], home: Path) -> tuple[str, int]:
    """Run a command at a terminal of its own, saying yes to each question (nothing to passphrases)."""
    environment = {**os.environ, "HOME": str(home), "PYTHONPATH": str(ROOT)}
    said, asked = "", list(questions)
    with running_program(
        [sys.executable, "-c", AT_A_TERMINAL, *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as child:
        assert child.stdin
        assert child.stdout
        while part := os.read(child.stdout.fileno(), 4096):
            said += part.decode("utf-8", "replace")
            if asked and asked[0] in said.rpartition("\x00")[2]:
                child.stdin.write(b"\n" if "passphrase" in asked.pop(0) else b"y\n")
                child.stdin.flush()
                said += "\x00"
        child.wait()
    return said, child.returncode


@pytest.mark.long
def test_ssh_keygen_is_not_needed_to_check(
    nst: Nst, example: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it signing says what to install, and judging goes on as before."""
    key = _key(home)
    _give(example, key)
    monkeypatch.setenv("PATH", str(home))
    done = nst(*SIGN, cwd=example)
    assert done.code == 2
    assert "Install OpenSSH" in done.err
    assert nst("check", "--as-of", "2026-11-23").code == 0
