"""Work that may wait is laid beside those who are at work anyhow."""

from __future__ import annotations

import numpy as np
import pytest

from staffplan.staffing.waiting_work.inventory import inventory
from staffplan.staffing.waiting_work.spread import spread

OPEN = np.array([False, True, True, True, True, False])


def test_the_total_is_level_where_deadlines_leave_a_choice() -> None:
    base = np.array([0.0, 8.0, 2.0, 4.0, 8.0, 0.0])
    work = inventory("documentation", np.array([0.0, 2.5, 0, 0, 0, 0]), OPEN, 7200.0, 1800.0, 0.0)
    # 2.5 hours are 5 agents for a half-hour: levels 5.5 and 5.5 beside the peaks.
    assert spread([work], OPEN, base, 1800.0).tolist() == pytest.approx([0, 0, 3.5, 1.5, 0, 0])


def test_two_kinds_of_work_are_levelled_together() -> None:
    quick = inventory("contacts", np.array([0.0, 1.0, 0, 0, 0, 0]), OPEN, 600.0, 1800.0, 0.0)
    slow = inventory("documentation", np.array([0.0, 2.0, 0, 0, 0, 0]), OPEN, 7200.0, 1800.0, 0.0)
    # Two agents at once for what cannot wait; the other four go to the three intervals after it.
    assert spread([quick, slow], OPEN, np.zeros(6), 1800.0).tolist() == pytest.approx([0, 2, 4 / 3, 4 / 3, 4 / 3, 0])


def test_closed_intervals_hold_no_work_however_quiet() -> None:
    work = inventory("contacts", np.array([3.0, 0, 0, 0, 0, 0]), OPEN, 36_000.0, 1800.0, 0.0)
    laid = spread([work], OPEN, np.array([0.0, 5, 5, 5, 5, 0]), 1800.0)
    assert laid.tolist() == pytest.approx([0, 1.5, 1.5, 1.5, 1.5, 0])


def test_no_work_and_no_opening_need_nobody() -> None:
    assert spread([], OPEN, np.zeros(6), 1800.0).tolist() == [0] * 6
    work = inventory("contacts", np.zeros(6), OPEN, 3600.0, 1800.0)
    assert spread([work], np.zeros(6, dtype=bool), np.zeros(6), 1800.0).tolist() == [0] * 6
