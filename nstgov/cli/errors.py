"""What is told when something goes wrong, and with which exit code."""

from __future__ import annotations

import errno
import os
import sys

import click

KEPT, FOUND, WRONG_USE, CANNOT_JUDGE, FILE_TROUBLE = 0, 1, 2, 3, 4
"""Exit codes: the rules are kept; findings; wrong use; cannot judge; a file could not be read or written."""


NO_MEMORY = ("This machine has too little memory for it.", "Close something else, then try again.", CANNOT_JUDGE)
"""What is told where memory has ended: nothing more may be loaded to say it."""
_LAST_WORDS = f"nstgov: {NO_MEMORY[0]}\n  Next: {NO_MEMORY[1]}\n".encode()
_RESERVE = [bytes(2 << 20)]
"""Memory that is set aside, and let go when all else has ended: enough to say so."""


class WrongUse(Exception):
    """Something was asked that cannot be done; `remedy` is the next step."""

    def __init__(self, message: str, remedy: str) -> None:
        """Keep the remedy beside the message."""
        super().__init__(message)
        self.remedy = remedy


def report_error(trouble: Exception) -> int:
    """Tell a person what went wrong and what to do next; the exit code."""
    if os.environ.get("NSTGOV_DEBUG"):
        raise trouble
    try:
        return _print_error(trouble)
    except (MemoryError, SystemError, OSError, ImportError):  # no room was left to load the words for it
        return report_out_of_memory(trouble)


def report_out_of_memory(trouble: Exception | None = None) -> int:
    """Let go of what was set aside and of what the failure still holds, and say so with what was written before."""
    _RESERVE.clear()
    if trouble is not None:
        trouble.__traceback__ = trouble.__context__ = trouble.__cause__ = None
    try:
        return _print_message(*NO_MEMORY)
    except MemoryError:
        os.write(2, _LAST_WORDS)
    return CANNOT_JUDGE


def _print_error(trouble: Exception) -> int:
    if _is_about_memory(trouble):
        return report_out_of_memory(trouble)
    from nstgov.store.git import GitError
    from nstgov.store.tree import MissingRecord

    if isinstance(trouble, MissingRecord):
        return _print_message(str(trouble), trouble.remedy, FILE_TROUBLE if trouble.unreadable else CANNOT_JUDGE)
    if isinstance(trouble, GitError):
        return _print_message(f"Cannot judge: {trouble}", trouble.remedy, CANNOT_JUDGE)
    if remedy := getattr(trouble, "remedy", None):
        return _print_message(str(trouble), remedy, WRONG_USE)
    if isinstance(trouble, OSError):
        return _print_message(
            f"{trouble.filename or 'A file'}: {trouble.strerror or trouble}",
            _choose_remedy(trouble),
            FILE_TROUBLE,
        )
    if isinstance(trouble, ModuleNotFoundError) and not (trouble.name or "").startswith("nstgov"):
        return _print_message(
            f"The part of nstgov that does this is not installed ({trouble.name}).",
            f"Run: pip install 'nstgov[{'desk' if trouble.name in ('git', 'gitdb') else 'site'}]'",
            WRONG_USE,
        )
    return _print_message(
        f"nstgov itself failed: {type(trouble).__name__}: {str(trouble)[:300]}",
        "This is a fault of the tool, not of your record. Run again with NSTGOV_DEBUG=1 and report what it shows.",
        CANNOT_JUDGE,
    )


def _choose_remedy(trouble: OSError) -> str:
    if trouble.errno in (errno.ENOENT, errno.ENOTDIR, errno.EISDIR):
        return "Look at how its name is written, and in which folder you are."
    return "Look at the disk and the permissions."


def _is_about_memory(trouble: Exception) -> bool:
    """Whether memory ended; a library without room is an ImportError that says so, Python itself a SystemError."""
    if isinstance(trouble, ImportError):
        return any(words in str(trouble) for words in ("failed to map segment", "Cannot allocate memory"))
    if isinstance(trouble, SystemError):  # a call failed, and there was no room left to say how
        return "without" in str(trouble) and "exception" in str(trouble)
    return isinstance(trouble, MemoryError) or getattr(trouble, "errno", None) == errno.ENOMEM


def begin_sentence(words: str) -> str:
    """The words with a capital in front; a path or the name of a file stays as it is written."""
    first = words.partition(" ")[0]
    return words if any(mark in first for mark in "/._") else words[:1].upper() + words[1:]


def end_sentence(words: str) -> str:
    """The words with a full stop, where nothing ends them yet."""
    return words if words.endswith((".", "?", "!", "…", ":")) else f"{words}."


def _print_message(message: str, remedy: str, code: int) -> int:
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in message)
    click.echo(f"nstgov: {begin_sentence(shown)}", err=True)
    click.echo(f"  Next: {remedy}", err=True)
    sys.stderr.flush()
    return code
