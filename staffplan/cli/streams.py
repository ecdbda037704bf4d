"""How bytes leave the program: standard output and error, whatever they are connected to.

Data leaves as UTF-8, so that a redirected table has the same bytes as the file ``-o`` writes; what people read leaves
in the terminal's own encoding with a question mark for what it cannot show.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable
from typing import Final

from staffplan.errors import Fault, OutputError

_UNWRITABLE = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.EISDIR}
)

STDOUT_FAULT: Final = "output.stdout"


class ClosedPipe(Exception):  # noqa: N818 - a way out, not a fault
    """Nobody reads standard output any more."""


def adopt_streams() -> None:
    """Make the three standard descriptors safe to use.

    A descriptor that was closed by the caller would be given to the next file opened, and the solver's log would
    then be written into a roster: /dev/null takes its place, and writing data to it is refused.
    """
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stdout is None:
        sys.stdout = _Closed(_null(), encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = io.TextIOWrapper(_null(), encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _null() -> io.BufferedWriter:
    """A file that takes everything; it lives as long as the program."""
    return open(os.devnull, "wb")


class _Closed(io.TextIOWrapper):
    """Stands for a standard output that was closed before the start."""

    def write(self, text: str) -> int:
        raise BrokenPipeError(errno.EPIPE, f"standard output is closed ({len(text)} characters to write)")


def write_data(text: str) -> None:
    """Write text to standard output as UTF-8.

    Raises ClosedPipe where the reader has gone and OutputError where the device refuses.
    """
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None or isinstance(sys.stdout, _Closed):
        _guarded(lambda: sys.stdout.write(text))
        return

    def write() -> None:
        sys.stdout.flush()
        buffer.write(text.encode("utf-8", "surrogateescape"))
        buffer.flush()

    _guarded(write)


def write_page(text: str) -> None:
    """Write what a person reads to standard output, in its encoding; raises as `write_data`."""
    _guarded(lambda: (sys.stdout.write(text), sys.stdout.flush()))


def write_note(text: str) -> None:
    """Write what a person reads to standard error; a device that refuses it changes nothing about the outcome."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        silence(sys.stderr.fileno)


def flush_page() -> None:
    """Empty the buffer of standard output now, while a failure can still be told; raises as `write_data`."""
    _guarded(sys.stdout.flush)


def translated(error: OSError) -> Exception | None:
    """The way out that an error of writing to a standard stream deserves; None for an error of another kind.

    Files are not spoken of here: whoever opens one says which it was.
    """
    if error.filename is not None:
        return None
    if error.errno == errno.EPIPE:
        return ClosedPipe()
    if error.errno in _UNWRITABLE:
        return OutputError(
            Fault(
                STDOUT_FAULT,
                f"Standard output cannot be written: {error.strerror or error}.",
                hint="free some space, or write to a file elsewhere with -o",
            )
        )
    return None


def silence(fileno: Callable[[], int]) -> None:
    """Point a descriptor at /dev/null, so that the interpreter's own flush at exit has nothing to complain about."""
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, fileno())
        os.close(null)
    except (OSError, ValueError):
        return


def _guarded(write: Callable[[], object]) -> None:
    try:
        write()
    except OSError as error:
        silence(sys.stdout.fileno)
        way_out = translated(error)
        if way_out is None:
            raise
        raise way_out from error
