from datetime import date, timedelta

import numpy as np
import pytest
from synthetic_history import counts, history, rates

from staffplan.calendar.opening import OpeningHours
from staffplan.forecasting import weeks_ahead

MONDAY = date(2026, 1, 5)


@pytest.mark.parametrize(("history_min", "wanted"), [(60, 15), (30, 5), (60, 30), (15, 5)])
def test_a_finer_forecast_is_an_even_part_of_the_coarser(history_min: int, wanted: int) -> None:
    rows = history(MONDAY, counts(rates(MONDAY, 56, interval_min=history_min), 3), aht_s=200.0)
    coarse, fine = weeks_ahead(rows), weeks_ahead(rows, interval_min=wanted)
    times = history_min // wanted
    assert fine.frame["offered_mean"].to_numpy() == pytest.approx(
        np.repeat(coarse.frame["offered_mean"].to_numpy() / times, times)
    )
    assert fine.frame["aht_s"].to_numpy() == pytest.approx(200.0)
    assert any(f"intervals of {history_min} minutes are split evenly into {wanted}" in note for note in fine.notes)
    assert not any("split" in note for note in coarse.notes)


def test_contacts_fall_on_the_part_of_an_interval_that_is_open() -> None:
    offered = counts(rates(MONDAY, 56, interval_min=60), 3)
    hours = OpeningHours(weekly=(((510, 1095),),) * 6 + ((),))  # from 8:30 to 18:15
    frame = weeks_ahead(history(MONDAY, offered), interval_min=15, opening={"calls": hours}).frame
    tuesday = frame[frame["start"].dt.date == MONDAY + timedelta(days=57)]
    clock = tuesday["start"].dt.strftime("%H:%M").tolist()
    assert (clock[0], clock[-1]) == ("08:30", "18:00")
    hourly = tuesday.groupby(tuesday["start"].dt.hour)["offered_mean"].sum()
    assert hourly[8] == pytest.approx(rates(MONDAY, 7, interval_min=60)[1, 8], rel=0.25)
    assert hourly[18] == pytest.approx(rates(MONDAY, 7, interval_min=60)[1, 18], rel=0.25)
