"""The command line: parse, read, call, write, exit. Nothing is decided here."""

from __future__ import annotations

import sys

from nstgov.cli.version import print_version


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit; nothing more is loaded for somebody who only asks which version this is."""
    if (sys.argv[1:] if arguments is None else arguments) == ["--version"]:
        try:
            print_version()
        except OSError:
            pass  # the program tells what is wrong
        else:
            sys.exit(0)
    from nstgov.cli.program import run_and_exit

    run_and_exit(arguments)
