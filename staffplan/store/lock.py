"""Who may write here now: one run at a time, and never a run that is dead."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from staffplan.errors import Fault, LockedError
from staffplan.store.faults import disk_faults
from staffplan.store.recovery import recover

LOCK_NAME = ".staffplan.lock"


def hold(path: Path) -> int:
    """Open `path` for writing, made where it is missing, and hold it against every other process.

    Returns a file descriptor that children do not inherit; closing it, or the end of the process however it comes,
    lets go. Raises BlockingIOError at once where another process holds the file, OSError where it cannot be made.
    """
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_still(path, descriptor):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _is_still(path: Path, descriptor: int) -> bool:
    """Whether the file that was opened still has its name: its last holder may have renamed or removed it."""
    try:
        return os.path.samestat(os.stat(path), os.fstat(descriptor))
    except FileNotFoundError:
        return False


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold the output folder `root` for the length of a run; it is made where it is missing.

    The lock belongs to the process, so a run that was killed leaves none behind that counts; what else it left is
    made good first. Folders made here that are still empty in the end go again.

    Raises
    ------
    LockedError : another run holds the folder; said at once, without waiting.
    OutputError : the folder cannot be made or written to.
    """
    lock = root / LOCK_NAME
    with disk_faults(root):
        made = [folder for folder in (root, *root.parents) if not folder.exists()]
        root.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = hold(lock)
        except BlockingIOError:
            raise LockedError(_taken(root)) from None
    try:
        with disk_faults(root):
            recover(root)
        yield
    finally:
        with suppress(OSError):
            lock.unlink()
        os.close(descriptor)
        with suppress(OSError):
            for folder in made:
                folder.rmdir()


def _taken(root: Path) -> Fault:
    return Fault(
        "output.locked",
        "Another run is writing to this folder.",
        hint="wait until it has ended, or choose another folder with -o",
        file=str(root),
    )
