"""A disk that fails at a chosen step: every call that changes it is counted, and the n-th one raises."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

CHANGING = ("open", "write", "ftruncate", "fsync", "mkdir", "rename", "replace", "unlink", "rmdir")


class Killed(BaseException):
    """Stands for kill -9: raised at one step and at every step after it, so that no tidying up happens."""


class FaultyDisk:
    def __init__(self, fails: Callable[[int], BaseException | None]) -> None:
        self.fails = fails
        self.calls: list[str] = []

    @property
    def steps(self) -> int:
        return len(self.calls)

    def step(self, name: str) -> None:
        self.calls.append(name)
        error = self.fails(self.steps)
        if error is not None:
            raise error


@contextmanager
def faulty_disk(fails: Callable[[int], BaseException | None]) -> Iterator[FaultyDisk]:
    disk = FaultyDisk(fails)
    with pytest.MonkeyPatch.context() as patch:
        for name in CHANGING:
            patch.setattr(os, name, _counted(name, getattr(os, name), disk))
        yield disk


def _counted(name, real, disk):
    def call(*args, **kwargs):
        disk.step(name)
        return real(*args, **kwargs)

    return call


def full_at(number: int) -> Callable[[int], BaseException | None]:
    return lambda step: OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) if step == number else None


def killed_at(number: int) -> Callable[[int], BaseException | None]:
    return lambda step: Killed() if step >= number else None


def interrupted_at(number: int) -> Callable[[int], BaseException | None]:
    return lambda step: KeyboardInterrupt() if step == number else None
