"""How one file is written so that a reader finds the old one or the new one, whatever happens meanwhile."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

from staffplan.errors import Fault, LockedError
from staffplan.store.faults import disk_faults
from staffplan.store.lock import hold


def write_text(path: Path, text: str) -> None:
    """Replace the file at `path` by `text` in UTF-8, or leave it as it is.

    The text is written beside the file and brought to the disk before it takes the file's name, with the rights that
    any new file gets here. What a killed run left beside the file is used up. A link is followed; a device or a pipe
    is written to straight. The folder must exist: a mistyped one is not made.

    Raises
    ------
    OutputError : the file cannot be written; the old one is as it was.
    LockedError : another process is writing the same file.
    """
    content = text.encode()
    with disk_faults(path):
        if _is_stream(path):
            _pour(path, content)
        else:
            _replace(path.resolve(), content)


def write_new(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet and bring it to the disk; OSError where that fails."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        _write_all(descriptor, content)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Bring the names in `folder` to the disk; OSError where that fails, or where a disk knows no such thing."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _is_stream(path: Path) -> bool:
    try:
        kind = path.stat().st_mode
    except FileNotFoundError:
        return False
    if stat.S_ISDIR(kind):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    return not stat.S_ISREG(kind)


def _pour(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY)
    try:
        _write_all(descriptor, content)
    finally:
        os.close(descriptor)


def _replace(target: Path, content: bytes) -> None:
    beside = target.with_name(f".{target.name}.part")
    try:
        descriptor = hold(beside)
    except BlockingIOError:
        raise LockedError(
            Fault("output.locked", "Another process is writing this file.", hint="wait for it", file=str(target))
        ) from None
    try:
        os.ftruncate(descriptor, 0)
        _write_all(descriptor, content)
        os.fsync(descriptor)
        os.replace(beside, target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    finally:
        os.close(descriptor)
    with suppress(OSError):  # the file is in place; only whether its name survives a power cut is open
        sync_folder(target.parent)


def _write_all(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
