"""What a crash leaves behind: a report that can be sent to us, and names nobody."""

from __future__ import annotations

import os
import platform
import tempfile
import traceback
from importlib.metadata import PackageNotFoundError, version

from staffplan.errors import Fault

_PACKAGES = ("staffplan", "pulp", "highspy", "pandas", "numpy", "pydantic", "typer")


def crash_fault(error: BaseException, command: str) -> Fault:
    """Write the report to the folder for temporary files and return the fault that tells where it lies."""
    try:
        descriptor, path = tempfile.mkstemp(prefix="staffplan-crash-", suffix=".txt")
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as report:
            report.write(_report(error, command))
    except OSError:
        path = ""
    return Fault(
        "internal.crash",
        f"staffplan met a fault of its own: {type(error).__name__}.",
        hint=f"send us {path}; --debug shows the traceback" if path else "--debug shows the traceback",
    )


def _report(error: BaseException, command: str) -> str:
    versions = "\n".join(f"{package} {_version(package)}" for package in _PACKAGES)
    trace = "".join(traceback.format_exception(error))
    return f"command {command}\nPython {platform.python_version()} on {platform.platform()}\n{versions}\n\n{trace}"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"
