"""What to tell a planner when the disk says no."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from staffplan.errors import DataError, Fault, OutputError

_REASONS = {
    errno.ENOSPC: ("output.disk_full", "the disk is full", "free some space, or choose another place with -o"),
    errno.EDQUOT: ("output.disk_full", "the disk quota is used up", "free some space, or choose another place with -o"),
    errno.EFBIG: ("output.disk_full", "the file grew larger than allowed here", "choose another place with -o"),
    errno.EROFS: ("output.read_only", "the disk is read-only", "choose another place with -o"),
    errno.EACCES: ("output.not_allowed", "writing here is not allowed", "ask for the right, or choose another place"),
    errno.EPERM: ("output.not_allowed", "writing here is not allowed", "ask for the right, or choose another place"),
    errno.EISDIR: ("output.is_folder", "this is a folder, and a file is to be written", "name a file inside it"),
    errno.ENOTDIR: ("output.is_file", "this is a file, and a folder is needed", "choose another place with -o"),
    errno.EEXIST: ("output.is_file", "this is a file, and a folder is needed", "choose another place with -o"),
    errno.ENOENT: ("output.no_folder", "the folder of this file does not exist", "make the folder first"),
    errno.ENAMETOOLONG: ("output.long_name", "the name is too long for this disk", "choose a shorter name"),
}


@contextmanager
def disk_faults(path: Path) -> Iterator[None]:
    """Turn an OSError met inside into an OutputError about `path`; nothing of what was there before has changed."""
    try:
        yield
    except OSError as error:
        unknown = ("output.failed", error.strerror or str(error), "check the disk, or choose another place with -o")
        code, reason, hint = _REASONS.get(error.errno or 0, unknown)
        raise OutputError(Fault(code, f"Cannot write: {reason}.", hint=hint, file=str(path))) from error


def unreadable(path: Path, error: OSError) -> DataError:
    """The DataError for an input that was read before and cannot be read again."""
    reason = error.strerror or str(error)
    return DataError(Fault("data.unreadable", f"Cannot be read any more: {reason}.", file=str(path)))
