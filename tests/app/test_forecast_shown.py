from datetime import date

import pandas as pd
import pytest
from synthetic_history import counts, history, rates

import staffplan
from staffplan.errors import UsageError

ROWS = history(date(2026, 1, 5), counts(rates(date(2026, 1, 5), 70), 1, cv2_day=0.01))


def test_days_quantiles_and_scenarios_come_as_frames_with_their_notes() -> None:
    days = staffplan.forecast(ROWS, daily=True, quantiles=(2.5, 97.5))
    assert list(days.columns) == [
        "queue",
        "start",
        "offered_mean",
        "offered_p02_5",
        "offered_p97_5",
        "cv2_total",
        "aht_s",
    ]
    drawn = staffplan.forecast(ROWS, scenarios=5, seed=3)
    assert drawn["scenario"].nunique() == 5
    assert days.attrs["notes"] == drawn.attrs["notes"] != []
    pd.testing.assert_frame_equal(drawn, staffplan.forecast(ROWS, scenarios=5, seed=3), check_exact=True)


def test_scenarios_scatter_around_the_forecast() -> None:
    drawn = staffplan.forecast(ROWS, scenarios=800, daily=True)
    days = staffplan.forecast(ROWS, daily=True).set_index("start")
    by_day = drawn.groupby("start")["offered"]
    assert (by_day.mean() / days["offered_mean"]).to_numpy() == pytest.approx(1.0, abs=0.03)
    assert (by_day.quantile(0.9) / days["offered_p90"]).to_numpy() == pytest.approx(1.0, abs=0.04)


def test_starts_of_scenarios_are_zoned_as_the_history() -> None:
    zoned = ROWS.assign(start=ROWS["start"].dt.tz_localize("Europe/Berlin"))
    assert str(staffplan.forecast(zoned, scenarios=2)["start"].dt.tz) == "Europe/Berlin"


@pytest.mark.parametrize("wrong", [{"scenarios": True}, {"scenarios": 1.5}, {"quantiles": "x"}, {"seed": -1}])
def test_arguments_that_make_no_sense_are_refused(wrong: dict) -> None:
    with pytest.raises(UsageError):
        staffplan.forecast(ROWS, **wrong)
