"""
The command line as a program that begins at once: forks of one process in which everything is loaded.

The scripts of a forge start `nstgov` several times for each change; loading Python and the program took most of the
time of their tests. Here each start is a fork of a process that has run nothing yet, with its own arguments, folder,
surroundings and streams. That a program of its own is cut off from where it is started is tested with a real one.
"""

from __future__ import annotations

import array
import atexit
import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
LOADED = (
    "nstgov.check", "nstgov.cli.forge", "nstgov.cli.confirm", "nstgov.cli.check", "nstgov.cli.sign",
    "nstgov.proof", "nstgov.report.github", "nstgov.report.json_report", "nstgov.report.terminal", "nstgov.rules",
    "cryptography.hazmat.primitives.asymmetric.ed25519", "cryptography.hazmat.primitives.serialization", "subprocess",
)  # fmt: skip
MOST = 1 << 17
"""Bytes of a start: arguments and surroundings."""
ASK = """
import array, json, os, socket, sys
at = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
at.connect(sys.argv[1])
start = json.dumps([sys.argv[2:], os.getcwd(), dict(os.environ)]).encode()
at.sendmsg([start], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0, 1, 2]))])
sys.exit(at.recv(1)[0])
"""
"""What stands in the place of the program: it hands everything on, and ends as the fork did."""


@cache
def place() -> Path:
    """Where the process listens; it ends with this one."""
    folder = Path(tempfile.mkdtemp(prefix="nstgov-tests-"))
    (folder / "ask.py").write_text(ASK, encoding="utf-8")
    found = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from tests.forge.at_once import listen"
    process = subprocess.Popen(
        [sys.executable, "-I", "-c", f"{found}; listen({str(folder)!r})"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    atexit.register(_end, process, folder)
    if not (process.stdout and process.stdout.readline()):
        raise AssertionError("the process that begins programs did not begin itself")
    return folder


def _end(process: subprocess.Popen[bytes], folder: Path) -> None:
    try:
        process.communicate(timeout=60)
    finally:
        process.kill()
    for name in ("ask.py", "socket"):
        (folder / name).unlink(missing_ok=True)
    folder.rmdir()


def program() -> str:
    """The command, for a shell, that is `nstgov`."""
    return f'"{sys.executable}" -I -S "{place()}/ask.py" "{place()}/socket"'


def listen(folder: str) -> None:
    """Load everything, then fork for each start that is asked for, until nobody can ask any more."""
    for name in LOADED:
        importlib.import_module(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as door:
        door.bind(f"{folder}/socket")
        door.listen(8)
        os.write(1, b"listening\n")
        while True:
            ready, _, _ = select.select([door.fileno(), 0], [], [])
            if 0 in ready:
                return
            asked, _ = door.accept()
            if os.fork() == 0:
                _run(asked)
            asked.close()


def _run(asked: socket.socket) -> None:
    """Be the program that was asked for; its exit code is told."""
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        streams = array.array("i")
        start, about, _, _ = asked.recvmsg(MOST, socket.CMSG_LEN(3 * streams.itemsize))
        streams.frombytes(about[0][2])
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        arguments, folder, surroundings = json.loads(start)
        code = _ran(arguments, folder, surroundings)
    finally:
        asked.send(bytes([code & 255]))
        os._exit(code)


def _ran(arguments: list[str], folder: str, surroundings: dict[str, str]) -> int:
    from nstgov.cli import main

    os.chdir(folder)
    os.environ.clear()
    os.environ.update(surroundings)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)
    try:
        main(arguments)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0
