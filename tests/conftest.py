"""Fixtures that tests of several parts share."""

from tests.commands import example, nst

__all__ = ["example", "nst"]
