"""Few shifts for a demand: from a file to shifts with their workers."""

from __future__ import annotations

import time

from staffplan.domain.shift_design import DesignTask, ShiftDesign
from staffplan.intake.shift_design_file import read_design_task
from staffplan.intake.source import Source
from staffplan.scheduling.shift_design.design import DesignLimits, design_shifts


def shift_design(
    asked: DesignTask | Source, *, seconds: float | None = None, limits: DesignLimits | None = None
) -> ShiftDesign:
    """The shifts, and the workers of each on each day, that follow a demand most closely.

    Parameters
    ----------
    asked : a task, or a file that holds one (`staffplan.intake.shift_design_file`).
    seconds : a net: the search ends there with the best design so far, which then depends on the machine. None: the
        search ends at a proof or at `limits`.
    limits : None: the default ones.

    Raises
    ------
    DataError : the file holds no task; every fault is listed with its line.
    """
    task = asked if isinstance(asked, DesignTask) else read_design_task(asked)
    if seconds is None:
        return design_shifts(task, limits)
    end = time.monotonic() + seconds
    return design_shifts(task, limits, lambda: end - time.monotonic())
