"""What went wrong, where, why, and what to try: the faults a planner is told of, and their exit codes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of the command line; cron jobs branch on them, so a code never changes its meaning."""

    OK = 0
    INTERNAL = 1
    USAGE = 2
    CONFIG = 3
    DATA = 4
    INFEASIBLE = 5
    NO_SOLUTION = 6
    SOLVER = 7
    OUTPUT = 8
    LOCKED = 9
    GATE = 10
    INTERRUPTED = 130
    CLOSED_PIPE = 141
    TERMINATED = 143


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, with its place.

    ``code`` is stable and dotted (``config.unknown_key``, ``data.duplicate_interval``); ``path`` is the dotted key
    in YAML or the column's name in a table; ``line`` and ``column`` count from 1 (in CSV, ``line`` is the row as a
    spreadsheet numbers it, the header being row 1); ``frame`` is the excerpt of the file to show, ready to print.
    """

    code: str
    message: str
    hint: str | None = None
    file: str | None = None
    line: int | None = None
    column: int | None = None
    path: str | None = None
    frame: str | None = None

    def place(self) -> str:
        """``file:line:column`` as far as known, or an empty string."""
        parts = [self.file or ""]
        if self.line is not None:
            parts.append(str(self.line))
            if self.column is not None:
                parts.append(str(self.column))
        return ":".join(part for part in parts if part)

    def __str__(self) -> str:
        head = "  ".join(part for part in (self.place(), self.path) if part)
        lines = [head] if head else []
        lines.append(f"  {self.message}" if head else self.message)
        if self.frame:
            lines.append(self.frame)
        if self.hint:
            lines.append(f"  Try: {self.hint}")
        return "\n".join(lines)


class StaffplanError(Exception):
    """An expected failure: all the faults of one stage at once, and the exit code they deserve."""

    exit_code: Exit = Exit.INTERNAL

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


class UsageError(StaffplanError):
    """Flags or arguments that make no sense together."""

    exit_code = Exit.USAGE


class ConfigError(StaffplanError):
    """The configuration does not say something staffplan can plan with."""

    exit_code = Exit.CONFIG


class DataError(StaffplanError):
    """An input table is missing, unreadable or holds impossible values."""

    exit_code = Exit.DATA


class InfeasibleError(StaffplanError):
    """The hard rules contradict each other, and that is proved."""

    exit_code = Exit.INFEASIBLE


class NoSolutionError(StaffplanError):
    """A work limit was reached before an acceptable plan."""

    exit_code = Exit.NO_SOLUTION


class SolverError(StaffplanError):
    """The solver is missing, crashed, or its plan failed the audit."""

    exit_code = Exit.SOLVER


class OutputError(StaffplanError):
    """The results cannot be written."""

    exit_code = Exit.OUTPUT


class LockedError(StaffplanError):
    """Another run holds the lock of the output folder."""

    exit_code = Exit.LOCKED
