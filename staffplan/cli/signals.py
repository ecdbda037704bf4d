"""What happens when somebody asks the program to stop."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

PATIENCE_S: Final = 1.5
"""Seconds a polite stop may take before the program is ended where it stands (a solver deep in its own code)."""


class Terminated(BaseException):
    """SIGTERM arrived; not an Exception, so that nothing on the way swallows it."""


@contextmanager
def stoppable(farewell: Callable[[int], None]) -> Iterator[None]:
    """Turn SIGTERM into `Terminated` and make sure that INT and TERM end the program within two seconds.

    Python runs a signal's handler between two instructions of its own, so a solver's native code can hold it up. A
    thread is therefore woken by the signal itself; it gives the polite way `PATIENCE_S` and then leaves with the
    code the signal deserves, `farewell` having been told that code. Nothing is published at such a moment: files are
    put in place by one rename at the end.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _terminate)
    awaken, asleep = _pipe()
    wakeup = signal.set_wakeup_fd(asleep, warn_on_full_buffer=False)
    over = threading.Event()
    watch = threading.Thread(target=_watch, args=(awaken, over, farewell), name="stop watch", daemon=True)
    watch.start()
    try:
        yield
    finally:
        over.set()
        signal.set_wakeup_fd(wakeup)
        signal.signal(signal.SIGTERM, before)
        os.close(asleep)
        watch.join(1)
        os.close(awaken)


def _pipe() -> tuple[int, int]:
    """A pipe whose writing end does not block, as a wake-up descriptor must not."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    return reading, writing


def _watch(awaken: int, over: threading.Event, farewell: Callable[[int], None]) -> None:
    """Wait for a signal's number on the pipe, then for the polite way out; the pipe's end ends the watch."""
    while received := os.read(awaken, 1):
        if received[0] in (signal.SIGINT, signal.SIGTERM) and not over.wait(PATIENCE_S):
            try:
                farewell(128 + received[0])
            finally:
                os._exit(128 + received[0])
        if over.is_set():
            return


def _terminate(_number: int, _frame: FrameType | None) -> None:
    raise Terminated
