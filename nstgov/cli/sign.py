"""`nstgov sign` and `nstgov keys`."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

import click

from nstgov.author.safe_writer import write_new
from nstgov.author.yaml_text import yaml_text
from nstgov.cli import ssh_keygen
from nstgov.cli.errors import KEPT, WrongUse, begin_sentence
from nstgov.cli.options import as_of, find_movement_folder, format_option, path_from_root
from nstgov.cli.ssh_keygen import OwnKey
from nstgov.cli.standing_record import read_movement_here, read_standing_record
from nstgov.lifecycle.keys import keys_for, keys_held, keys_now
from nstgov.lifecycle.people import find_named_people
from nstgov.lifecycle.registrars import registrars_now
from nstgov.proof import namespace_of, verify_signature
from nstgov.records import Movement, Signature
from nstgov.records.near_words import find_near_word
from nstgov.records.values import ID
from nstgov.report.terminal import make_printable

MOST_LINES = 60
"""Lines of a record that are shown before it is signed; of a longer one the file is named."""
_KEY = re.compile(r"[a-z0-9@.-]+ [A-Za-z0-9+/]+={0,3}")


@click.command()
@click.argument("record", type=click.Path())
@click.option("--person", metavar="ID", required=True, help="Who signs: you, by your id in the record.")
@click.option("--key", "key_file", type=click.Path(path_type=Path), help="Your key [default: found in ~/.ssh].")
@click.option("--no-input", is_flag=True, help="Ask nothing.")
@as_of
@click.pass_obj
def sign(folder: str, record: str, person: str, key_file: Path | None, no_input: bool, as_of: date) -> int:
    """
    Sign a RECORD with your own key, so that nobody can say that you said something else.

    \b
    nstgov sign proposals/street-trees/rounds/2026-04-20.rivertown.yml \\
      --person ana-ruiz

    You see what you sign before you do. The signature is a small file beside the record; it is made by ssh-keygen,
    and anybody can check it with ssh-keygen. If you have never made a key, this helps you to make one.
    """
    asks = not no_input and sys.stdin.isatty() and sys.stdout.isatty()
    root = find_movement_folder(folder)
    tree, movement = read_standing_record(root)
    path = path_from_root(record, folder, root)
    _refuse_useless_signature(movement, path, person)
    held = keys_for(movement, person, movement.records[path])
    key = _find_key(held, person, key_file, asks)
    if key.public not in held:
        return _give_key(root, movement, person, key, as_of, asks)
    text = next(file.data for file in tree.files if file.path == path)
    namespace = namespace_of(movement.repository_id or "", path)
    _print_signed_text(path, person, key, namespace, text)
    if asks:
        click.confirm("\nSign this as your own word?", abort=True)
    made = ssh_keygen.make_signature(key, text, namespace)
    if trouble := verify_signature(made, text, namespace, held).trouble:
        raise WrongUse(f"the signature that was made does not hold: {trouble}", "Try again, or name another key: --key")
    write_new(root, {f"{path}.{person}.sig": made})
    _print_commands(path, person, namespace)
    return KEPT


def _refuse_useless_signature(movement: Movement, path: str, person: str) -> None:
    """Refuse what could prove nothing: no record, nobody's id, or somebody whom the record does not name."""
    record = movement.records.get(path)
    if record is None or isinstance(record, Signature):
        raise WrongUse(f"{path} is no record", "Name the file of a record, such as a round or a proposal's version.")
    if person not in movement.people:
        near = find_near_word(person, movement.people)
        raise WrongUse(f'there is no "{person}" on record', f"Did you mean {near}?" if near else "Look at the id.")
    named = find_named_people(movement, record)
    if person not in named:
        shown = ", ".join(sorted(name for name in named if name in movement.people)) or "nobody"
        raise WrongUse(f"{path} does not name {person}", f"It can be signed by those it names: {shown}")
    if movement.repository_id is None:
        raise WrongUse("the ground rules give no repository_id", "Mend them first: nstgov check ground-rules")


def _find_key(on_record: Collection[str], person: str, file: Path | None, asks: bool) -> OwnKey:
    """The key to sign with: the one named, one that is on record as theirs, any other here, or a new one."""
    if file is not None:
        key = ssh_keygen.read_key(file)
        if key is None:
            raise WrongUse(f"{file} has no public half beside it", f"Make it: ssh-keygen -y -f {file} > {file}.pub")
        return key
    place = Path.home() / ".ssh"
    here = ssh_keygen.find_keys(place)
    theirs = [key for key in here if key.public in on_record]
    if theirs or here:
        return (theirs or here)[0]
    return _make_new_key(place, person, asks)


def _make_new_key(place: Path, person: str, asks: bool) -> OwnKey:
    how = f"ssh-keygen -t ed25519 -f {place / ssh_keygen.OWN_NAME}"
    if not asks:
        raise WrongUse("you have no key on this machine yet", f"Make one: {how}")
    click.echo(
        "You have no key on this machine yet. A key is a pair of small files: the secret one stays here and is never\n"
        "shown to anybody; the public one goes into the record, so that everybody can check what you sign.\n"
        "ssh-keygen asks for a passphrase, which protects the secret one if this machine is lost.\n"
    )
    click.confirm(f"Make one now ({how})?", default=True, abort=True)
    return ssh_keygen.make_key(place, person)


def _give_key(root: Path, movement: Movement, person: str, key: OwnKey, day: date, asks: bool) -> int:
    """The key is not on record as theirs: help them to give it, by an act that lands before they sign."""
    home = movement.circles.get(movement.people[person].home)
    if home is None:
        raise WrongUse(f"the circle in which {person} has their home is not on record", "Mend it first: nstgov check")
    path = f"{home.founding.file.rpartition('/')[0]}/{day}.person.{person}.yml"
    text = yaml_text({"adds": key.public, "voices": {person: "consent"}})
    shown = "".join(f"    {line}\n" for line in text.splitlines())
    message = f"this key is not on record as {person}'s: {key_fingerprint(key.public)} ({key.file})"
    if not asks:
        raise WrongUse(message, f"Add {path} with these lines, let it land, then sign:\n{shown}")
    click.echo(f"{begin_sentence(message)}\nThis file gives it, by your own word:\n\n  {path}\n{shown}")
    click.confirm("Write it?", default=True, abort=True)
    write_new(root, {path: text})
    click.echo(
        f"Wrote {path}.\nNext: add and commit it, and let it land; then sign. (A key counts in later changes only.)"
    )
    if keys_held(movement).get(person):
        click.echo(f"You have a key already, so sign this act with it: nstgov sign {path} --person {person} --key OLD")
    return KEPT


def _print_signed_text(path: str, person: str, key: OwnKey, namespace: str, text: bytes) -> None:
    lines = text.decode("utf-8", "replace").splitlines()
    click.echo(f"This is what {person} signs, {path}:\n")
    for line in lines[:MOST_LINES]:
        click.echo(f"    {make_printable(line)}")
    if len(lines) > MOST_LINES:
        click.echo(f"    … and {len(lines) - MOST_LINES} more lines; read them in the file.")
    click.echo(f"\n  SHA-256  {hashlib.sha256(text).hexdigest()}\n  for      {namespace}")
    click.echo(f"  with     {key_fingerprint(key.public)} ({key.file})")


def _print_commands(path: str, person: str, namespace: str) -> None:
    file = f"{path}.{person}.sig"
    click.echo(f"\nSigned, and checked: {file}\nNext: add and commit it. Anybody can check it without nstgov:\n")
    click.echo("  nstgov keys > signers")
    click.echo(f"  ssh-keygen -Y verify -f signers -I {person} -n '{namespace}' -s {file} < {path}")


def key_fingerprint(key: str) -> str:
    """A public key's fingerprint, as ssh-keygen shows it."""
    digest = hashlib.sha256(b64decode(key.split()[1] + "==")).digest()
    return "SHA256:" + b64encode(digest).decode().rstrip("=")


@click.command()
@click.option("--ended", is_flag=True, help="Also keys that have ended, to check what was signed with them before.")
@format_option("text", "json")
@click.pass_obj
def keys(folder: str, ended: bool, form: str | None) -> int:
    """
    Print whose key is whose, in the form that `ssh-keygen -Y verify -f` reads.

    Each line holds a person, the purpose (this repository only) and a key. Keys that were called unsafe are left out.
    Registrars, whom the ground rules name, may sign confirmations only.
    """
    movement = read_movement_here(folder)
    if movement.repository_id is None or not re.fullmatch("[0-9a-f]{32}", movement.repository_id):
        raise WrongUse("the ground rules give no repository_id", "Mend them first: nstgov check ground-rules")
    found = [one for one in _yield_signers(movement, ended) if re.fullmatch(ID, one[0]) and _KEY.fullmatch(one[2])]
    if form == "json":
        rows = [{"person": who, "namespaces": where, "key": key} for who, where, key in found]
        click.echo(json.dumps(rows, indent=2))
    else:
        for who, where, key in found:
            click.echo(f'{who} namespaces="{where}" {key}')
    return KEPT


def _yield_signers(movement: Movement, ended: bool) -> Iterator[tuple[str, str, str]]:
    repository = f"nstgov:{movement.repository_id}:"
    known = (
        [held for _, found in sorted(keys_held(movement).items()) for held in found] if ended else keys_now(movement)
    )
    people = dict.fromkeys((held.person, held.key) for held in known if held.compromised is None)
    yield from ((person, f"{repository}*", key) for person, key in people)
    yield from ((name, f"{repository}*.confirmation.yml", key) for name, key in registrars_now(movement))
