"""
The command line in a process whose memory ends where it is told to.

Say `python -m tests.cli.limited BYTES NAMES ARGUMENTS`; BYTES is -1 for as many as there are.

Python itself and the libraries named are loaded before the limit holds: how those fail is not ours to say, and one of
them (hashlib) prints a traceback and goes on. Without a limit it says at the end what the run needed beyond them.
"""

from __future__ import annotations

import importlib
import resource
import sys
from pathlib import Path

from nstgov.cli import main
from nstgov.cli.program import run_command_line


def size(what: str) -> int:
    """Bytes of this process: VmSize now, or VmPeak at its largest."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith(what))


def libraries() -> str:
    """The modules that are loaded and not nstgov's own."""
    return ",".join(name for name in sys.modules if name.partition(".")[0] not in {"nstgov", "tests", "__main__"})


def limited(most: int, arguments: list[str]) -> None:
    """Run with so many more bytes than there are now; without a number, say what a run needs."""
    begun = size("VmSize")
    if most >= 0:
        resource.setrlimit(resource.RLIMIT_AS, (begun + most, begun + most))
        main(arguments)
    run_command_line(arguments)
    sys.stderr.write(f"\0{size('VmPeak') - begun}\0{libraries()}")


if __name__ == "__main__":
    for name in filter(None, sys.argv[2].split(",")):
        importlib.import_module(name)
    limited(int(sys.argv[1]), sys.argv[3:])
