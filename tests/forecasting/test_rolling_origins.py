from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from synthetic_history import counts, history, rates

from staffplan.calendar.special_days import Event, Period, SpecialDays
from staffplan.forecasting.day_matrix import DayMatrix, day_matrices
from staffplan.forecasting.methods import METHODS, Method
from staffplan.forecasting.methods.ewma import SameWeekdayEwma
from staffplan.forecasting.methods.weekday_median import WeekdayMedian
from staffplan.forecasting.rolling_origins import BASELINES, Rolled, roll, weeks_before, weeks_to_judge
from staffplan.forecasting.settings import ForecastingSettings

MONDAY = date(2026, 1, 5)
WEEKS = 20
PLAIN = (SameWeekdayEwma(), WeekdayMedian())


def matrix_of(offered: np.ndarray) -> DayMatrix:
    return day_matrices(history(MONDAY, offered))[0]


def offered_weeks(weeks: int = WEEKS) -> np.ndarray:
    return counts(rates(MONDAY, 7 * weeks, volume=400.0), 3, cv2_day=0.01)


def rolled(
    matrix: DayMatrix, special_days: SpecialDays | None = None, methods: Sequence[Method] = PLAIN, **choices: int
) -> Rolled:
    asked = {"origins": 4, "lead_weeks": 3} | choices
    return roll(matrix, special_days or SpecialDays(), None, methods, ForecastingSettings(), **asked)


def test_nothing_that_happens_after_an_origin_changes_what_was_said_there() -> None:
    matrix = matrix_of(offered_weeks())
    first_changed = 7 * (WEEKS - 3)  # the last three weeks
    leak = matrix.offered.copy()
    leak[first_changed:] = 500.0  # another level, shape, and hours
    before, after = (rolled(part, methods=METHODS) for part in (matrix, replace(matrix, offered=leak)))
    changed = len(before.days) - 3
    for name in (*(method.name for method in METHODS), *(method.name for method in BASELINES)):
        for lead in range(3):
            then, now = before.expected[name][lead], after.expected[name][lead]
            untouched = changed + lead + 1  # weeks whose origin lies at or before the first changed day
            assert np.array_equal(then[:untouched], now[:untouched], equal_nan=True)
            assert lead == 2 or not np.array_equal(then[untouched:], now[untouched:], equal_nan=True)
    for lead in range(3):
        assert np.array_equal(before.is_open[lead, : changed + lead + 1], after.is_open[lead, : changed + lead + 1])
        assert np.array_equal(before.step[lead, : changed + lead + 1], after.step[lead, : changed + lead + 1], True)


def test_the_last_week_s_baseline_is_the_week_before_the_origin() -> None:
    matrix = matrix_of(offered_weeks())
    found = rolled(matrix)
    weeks = np.nan_to_num(matrix.offered).reshape(WEEKS, 7, -1)
    for lead in range(3):
        said = found.expected["last_week"][lead, -1]
        came = weeks[WEEKS - 2 - lead] * found.is_open[lead, -1]
        assert np.array_equal(said, came)
        assert said.sum() > 0


def test_every_lead_is_judged_on_the_same_weeks() -> None:
    found = rolled(matrix_of(offered_weeks()))
    assert found.judged == 4
    assert found.forecast[:, -4:].all()
    assert found.days[-1, -1] == np.datetime64(MONDAY + timedelta(days=7 * WEEKS - 1))
    for cells in found.expected.values():
        assert np.isfinite(cells[:, -4:]).all()


def test_scatter_is_learnt_only_from_weeks_that_were_over_at_the_origin() -> None:
    found = rolled(matrix_of(offered_weeks()))
    last = len(found.days) - 1
    assert weeks_before(found, 0, last) == list(range(last - 6, last))
    assert weeks_before(found, 2, last) == list(range(last - 8, last - 2))


def test_a_short_history_judges_as_many_weeks_as_it_has_and_says_what_is_missing() -> None:
    assert weeks_to_judge(14 + 7 * 3, 8, 1) == 3
    assert weeks_to_judge(14 + 7 * 3, 8, 3) == 1
    assert weeks_to_judge(14 + 7 * 3 - 1, 8, 3) == 0
    found = rolled(matrix_of(offered_weeks(5)), origins=8, lead_weeks=2)
    assert found.judged == 2
    assert weeks_before(found, 0, len(found.days) - 1) == list(range(len(found.days) - 1))
    assert weeks_before(found, 1, 0) == []


def test_events_are_neither_judged_nor_learnt_from() -> None:
    loud = offered_weeks()
    loud[7 * (WEEKS - 2) :][:3] *= 1.6
    first = MONDAY + timedelta(weeks=WEEKS - 2)
    special = SpecialDays(events=(Event(Period("sale", first, first + timedelta(days=2)), frozenset({"calls"})),))
    plain, found = rolled(matrix_of(loud)), rolled(matrix_of(loud), special)
    assert np.isnan(found.actual[-2, :3]).all()
    assert not found.ordinary[-2, :3].any()
    assert found.ordinary[-2, 3:5].all()
    taught, untaught = (part.expected["mean_of_4"][0, -1, :3].sum() for part in (plain, found))
    assert taught > 1.08 * untaught


@pytest.mark.parametrize("weeks", [3, 4])
def test_a_history_of_a_few_weeks_has_no_gaps_in_what_was_said(weeks: int) -> None:
    found = rolled(matrix_of(offered_weeks(weeks)), origins=8, lead_weeks=1)
    assert found.judged == weeks - 2
    assert all(np.isfinite(cells).all() for cells in found.expected.values())
