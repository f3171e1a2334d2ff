"""Programs that tests start: they hear Ctrl+C wherever the tests run, and are gone afterwards."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from tests import children
from tests.children import running_program

WAITING = [sys.executable, "-c", "import time; print('here', flush=True); time.sleep(600)"]


@pytest.mark.parametrize("around", [signal.SIG_IGN, signal.default_int_handler], ids=["in the background", "in front"])
def test_a_program_hears_an_interruption_wherever_the_tests_run(around: signal.Handlers) -> None:
    """Also where a script has started the tests with `&` it ends on Ctrl+C; the tests hear what they heard before."""
    before = signal.signal(signal.SIGINT, around)
    try:
        with running_program(WAITING, stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"here\n"
            child.send_signal(signal.SIGINT)
            assert child.wait(timeout=60) == -signal.SIGINT
        assert signal.getsignal(signal.SIGINT) is around
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_program_is_gone_when_the_test_fails() -> None:
    """Whatever goes wrong beside it, no program is left behind."""
    with pytest.raises(ZeroDivisionError), running_program(WAITING) as child:
        _ = 1 / 0
    assert child.returncode == -signal.SIGKILL


def test_nobody_waits_for_a_program_without_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that says nothing more is ended, so that whoever reads comes to an end."""
    monkeypatch.setattr(children, "LIMIT", 0.5)
    with running_program(WAITING, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.read() in (b"here\n", b"")
