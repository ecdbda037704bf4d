"""Where each person's pauses go: the planned pauses dealt out by earliest deadline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from staffplan.scheduling.model.pool import PauseGroup, PauseKey, pause_key
from staffplan.scheduling.naming.planned_duty import PlannedDuty

_Window = tuple[int, int, int]
"""First interval, number of the duty, number of the pause in the duty."""


def place_pauses(
    duties: Sequence[PlannedDuty], groups: Iterable[PauseGroup], values: NDArray[np.float64], interval_min: int
) -> None:
    """Give every pause of every duty a place inside its window.

    The plan's pauses of a group are taken in order of time by the windows in order of opening. A window that finds no
    planned pause, because a contractor's block was changed when it was named, gets the middle of the window.
    """
    windows: dict[PauseKey, list[_Window]] = defaultdict(list)
    for number, duty in enumerate(duties):
        for place, pause in enumerate(duty.shift.breaks):
            opening = -(-pause.earliest // interval_min)
            windows[pause_key(duty.cover, duty.start.day, pause, interval_min)].append(
                (duty.start.slot + opening, number, place)
            )
    planned = {group.key: group for group in groups}
    for key, waiting in windows.items():
        group = planned.get(key)
        slots = [] if group is None else _planned_slots(group, values)
        for (_, number, place), slot in _by_deadline(sorted(waiting), slots, key[3]):
            duty = duties[number]
            duty.pauses[place] = (slot - duty.start.slot) * interval_min


def _planned_slots(group: PauseGroup, values: NDArray[np.float64]) -> list[int]:
    return [
        int(slot) for slot, column in zip(group.slots, group.columns, strict=True) for _ in range(round(values[column]))
    ]


def _by_deadline(waiting: Sequence[_Window], slots: Sequence[int], width: int) -> Iterable[tuple[_Window, int]]:
    following = 0
    for window in waiting:
        while following < len(slots) and slots[following] < window[0]:
            following += 1
        if following < len(slots) and slots[following] <= window[0] + width:
            yield window, slots[following]
            following += 1
        else:
            yield window, window[0] + width // 2
