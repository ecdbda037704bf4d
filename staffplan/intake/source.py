"""What stands in this file, as text: or why it cannot be read."""

from __future__ import annotations

import io
import os
from typing import BinaryIO

from staffplan.errors import DataError, Fault

Source = str | os.PathLike[str] | BinaryIO
"""A path, or an open binary stream such as standard input."""

_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_PACKED_MARKS = (b"\x1f\x8b", b"PK\x03\x04")
_MOST_BYTES = 512 * 2**20
"""Beyond this it is no table of a centre, and may be a device that never ends."""
_SAVE_AS_UTF8 = "save it as 'CSV UTF-8'."


def source_name(source: Source) -> str:
    """What a fault calls the source."""
    if isinstance(source, str | os.PathLike):
        return os.fspath(source)
    return "standard input"


def read_text(source: Source) -> str:
    """The whole text of a UTF-8 file, its byte order mark taken away; DataError with the reason otherwise."""
    name = source_name(source)
    raw = _read_bytes(source, name)
    if raw.startswith(_PACKED_MARKS):
        message = "The file is packed (zip, gz or a workbook such as xlsx), not CSV."
        raise DataError(Fault("data.encoding", message, "unpack it, or save the sheet as 'CSV UTF-8'.", name))
    if raw.startswith(_WIDE_MARKS) or (b"\x00" in raw and raw.count(b"\x00") * 4 > len(raw)):
        raise DataError(Fault("data.encoding", "The file is UTF-16 or UTF-32, not UTF-8.", _SAVE_AS_UTF8, name, 1))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"Byte 0x{raw[error.start]:02x} is not UTF-8; the file may be in a Windows or Latin encoding."
        raise DataError(Fault("data.encoding", message, _SAVE_AS_UTF8, name, line)) from None
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise DataError(Fault("data.nul", "The row holds a NUL character.", "export the file again.", name, line))
    if not text or text.isspace():
        raise DataError(Fault("data.empty", "The file is empty.", "give a header row and rows below it.", name))
    return text


def _read_bytes(source: Source, name: str) -> bytes:
    try:
        if isinstance(source, str | os.PathLike):
            with open(source, "rb") as file:
                raw = file.read(_MOST_BYTES + 1)
        else:
            raw = source.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        fault = Fault("data.missing_file", "There is no such file.", "check the path.", name)
    except IsADirectoryError:
        fault = Fault("data.not_a_file", "This is a folder, not a file.", "name a file in it.", name)
    except (OSError, ValueError, io.UnsupportedOperation) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        fault = Fault("data.unreadable", f"The file cannot be read: {reason}.", None, name)
    else:
        if len(raw) <= _MOST_BYTES:
            return raw
        size = _MOST_BYTES // 2**20
        fault = Fault("data.too_big", f"There is no end to it within {size} MB.", "hand in fewer years.", name)
    raise DataError(fault)
