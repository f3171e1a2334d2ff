"""Something is worked out while something else goes on."""

from __future__ import annotations

import threading
import time

import pytest

from nstgov.store.background import run_in_background


def test_it_is_done_beside_what_goes_on_meanwhile() -> None:
    """It has begun before it is waited for: each waits here for what the other does."""
    began, go_on = threading.Event(), threading.Event()

    def meet() -> str:
        began.set()
        return "met" if go_on.wait(10) else "alone"

    with run_in_background(meet) as call:
        assert began.wait(10)
        go_on.set()
        assert [call.wait(), call.wait()] == ["met", "met"]


def test_whoever_waits_is_told_what_went_wrong() -> None:
    """What was raised there is raised here, whenever it is waited for."""
    with run_in_background(lambda: 1 // 0) as call:
        for _ in range(2):
            with pytest.raises(ZeroDivisionError):
                call.wait()


def test_nothing_goes_on_when_it_is_left() -> None:
    """Whoever leaves early, and by a mistake, leaves nothing running; what nobody waits for troubles nobody."""
    before = threading.active_count()
    ended = threading.Event()
    with pytest.raises(ZeroDivisionError):
        _leave_early(ended)
    assert ended.is_set()
    assert threading.active_count() == before


def _leave_early(ended: threading.Event) -> None:
    def end_late() -> None:
        time.sleep(0.1)
        ended.set()
        raise ValueError

    with run_in_background(end_late):
        raise ZeroDivisionError


def test_without_memory_for_a_thread_it_is_done_when_it_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is asked once, and only if somebody waits."""
    asked: list[int] = []

    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    def count() -> int:
        asked.append(1)
        return len(asked)

    monkeypatch.setattr(threading.Thread, "start", refuse)
    with run_in_background(count) as call:
        assert asked == []
        assert [call.wait(), call.wait()] == [1, 1]
    with run_in_background(count):
        pass
    assert asked == [1]
