import numpy as np
import pandas as pd
import pytest

from staffplan.errors import DataError
from staffplan.forecasting.day_matrix import DayMatrix, day_matrices


def _matrix(rows: dict[str, float], interval_min: int | None = None, zone: str | None = None) -> DayMatrix:
    start = pd.Series(pd.to_datetime(list(rows), utc=zone is not None))
    start = start.dt.tz_convert(zone) if zone else start
    frame = pd.DataFrame({"queue": "q", "start": start, "offered": list(rows.values())})
    return day_matrices(frame, interval_min)[0]


def test_an_absent_interval_is_unknown_and_a_zero_is_zero() -> None:
    offered = _matrix({"2026-11-02T08:00": 5, "2026-11-02T08:30": 0, "2026-11-03T08:30": 7}).offered
    assert offered[0, 17] == 0
    assert np.isnan(offered[1, 16])


def test_days_between_two_rows_are_there_and_unknown() -> None:
    matrix = _matrix({"2026-11-02T08:00": 5, "2026-11-02T08:30": 1, "2026-11-05T08:00": 7})
    assert matrix.seen.tolist() == [True, False, False, True]


def test_only_complete_intervals_are_summed() -> None:
    fine = {"2026-11-02T08:00": 1, "2026-11-02T08:15": 2, "2026-11-02T08:30": 4}
    offered = _matrix(fine, 30).offered
    assert offered[0, 16] == 3
    assert np.isnan(offered[0, 17])


def test_an_interval_that_the_history_s_does_not_fit_is_refused() -> None:
    with pytest.raises(DataError, match="multiple"):
        _matrix({"2026-11-02T08:00": 1, "2026-11-02T08:30": 2}, 20)


def test_a_part_of_the_history_s_interval_keeps_it() -> None:
    assert _matrix({"2026-11-02T08:00": 1, "2026-11-02T08:30": 2}, 15).interval_min == 30


def test_the_hour_that_autumn_has_twice_counts_as_its_mean() -> None:
    twice = {"2026-10-25T00:00Z": 4, "2026-10-25T01:00Z": 8, "2026-10-25T02:00Z": 1}
    offered = _matrix(twice, zone="Europe/Berlin").offered
    assert offered[0, 2] == 6
    assert offered[0, 3] == 1


def test_a_history_without_rows_is_refused() -> None:
    with pytest.raises(DataError, match="no rows"):
        day_matrices(pd.DataFrame({"queue": [], "start": pd.to_datetime([]), "offered": []}))


def test_a_doubled_interval_is_refused() -> None:
    start = pd.to_datetime(["2026-11-02T08:00", "2026-11-02T08:00", "2026-11-02T08:30"])
    frame = pd.DataFrame({"queue": "q", "start": start, "offered": [1.0, 2.0, 3.0]})
    with pytest.raises(DataError, match="twice"):
        day_matrices(frame)


def test_talk_and_after_work_stand_in_for_a_handle_time() -> None:
    start = pd.to_datetime(["2026-11-02T08:00", "2026-11-02T08:30"])
    frame = pd.DataFrame({"queue": "q", "start": start, "offered": [9.0, 9.0], "handled": [2.0, 0.0]})
    matrix = day_matrices(frame.assign(talk_s=[200.0, np.nan], after_work_s=[50.0, np.nan]))[0]
    assert matrix.worked_s.sum() == 500
    assert matrix.handled.sum() == 2
