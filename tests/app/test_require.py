"""``staffplan.require``: frames in, frames out, with and without a configuration."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace

import pandas as pd
import pytest

import staffplan
from staffplan.app.require import learnt_interval, staffing_for
from staffplan.calendar.opening import OpeningHours
from staffplan.domain.queue import Channel, Queue
from staffplan.domain.service_goal import ServiceGoal
from staffplan.errors import DataError, UsageError
from staffplan.staffing.settings import StaffingSettings

SUPPORT = Queue(
    "support", Channel.VOICE, ServiceGoal(service_level=0.9, threshold_s=10), OpeningHours((((480, 1200),),) * 7)
)


@dataclass(frozen=True)
class Stated:
    """As much of a configuration as a requirement looks at."""

    zone: str = "Europe/Berlin"
    interval_min: int = 15
    plan_for: str = "mean"

    @property
    def centre(self) -> SimpleNamespace:
        return SimpleNamespace(queues=(SUPPORT,), zone=self.zone, interval_min=self.interval_min, week_start=0)

    @property
    def staffing(self) -> StaffingSettings:
        return StaffingSettings(plan_for=self.plan_for)


def forecast(start: str = "2026-11-30 09:00", *, zone: str | None = None, periods: int = 4) -> pd.DataFrame:
    starts = pd.date_range(start, periods=periods, freq="30min", tz=zone)
    return pd.DataFrame({"queue": "support", "start": starts, "offered_mean": 60.0})


def test_a_frame_alone_is_enough_and_what_is_assumed_is_said() -> None:
    found = staffplan.require(forecast())
    assert found["agents"].tolist() == [14] * 4
    assert found["aht_s"].tolist() == [300] * 4
    assert found["start"].dt.tz is None
    assert found.attrs["notes"] == [
        "No configuration: every queue is taken as telephone, open whenever its forecast has contacts, with "
        "80 % answered within 20 s; no shrinkage.",
        "support: no handle time in the forecast; 300 s are taken.",
    ]


def test_it_can_be_called_twice() -> None:
    pd.testing.assert_frame_equal(staffplan.require(forecast()), staffplan.require(forecast()))


def test_targets_and_handle_time_can_be_given() -> None:
    assert staffplan.require(forecast(), aht_s=180)["agents"].tolist() == [9] * 4
    assert staffplan.require(forecast(), service_level=0.99)["agents"].tolist() == [18] * 4
    capped = staffplan.require(forecast(), max_occupancy=0.5)
    assert capped["agents"].tolist() == [20] * 4
    assert capped["binding_target"].tolist() == ["occupancy"] * 4
    waits = staffplan.require(forecast(), service_level=None, asa_s=60)
    assert waits["agents"].tolist() == [13] * 4  # 12 wait 67 s
    assert "with a mean wait of at most 60 s;" in waits.attrs["notes"][0]


def test_the_forecasts_handle_time_wins_over_the_given_one() -> None:
    found = staffplan.require(forecast().assign(aht_s=[300.0, None, 300.0, None]), aht_s=180)
    assert found["aht_s"].tolist() == [300, 180, 300, 180]
    assert len(found.attrs["notes"]) == 1


def test_zoned_starts_stay_in_their_zone() -> None:
    found = staffplan.require(forecast(zone="America/New_York"))
    assert str(found["start"].dt.tz) == "America/New_York"


def test_queues_bring_their_own_goals_and_hours() -> None:
    found = staffplan.require(forecast("2026-11-30 07:30"), {"support": SUPPORT})
    assert found["agents"].tolist() == [0, 15, 15, 15]
    assert any(note.startswith("support: 60 contacts fall outside") for note in found.attrs["notes"])


def test_a_configuration_brings_its_clock() -> None:
    utc = forecast("2026-11-30 06:30", zone="UTC")  # 07:30 in Berlin
    found = staffplan.require(utc, Stated())
    assert found["start"].iloc[0] == pd.Timestamp("2026-11-30 07:30", tz="Europe/Berlin")
    assert str(found["start"].dt.tz) == "Europe/Berlin"
    assert found["agents"].tolist() == [0, 15, 15, 15]


def test_a_configuration_says_which_volume_is_planned_for() -> None:
    found = staffplan.require(forecast().assign(offered_p90=72.0), Stated(plan_for="p90"))
    assert found["load_erlangs"].tolist() == [12] * 4


def test_a_configuration_says_how_long_an_interval_is_where_one_start_cannot() -> None:
    assert staffplan.require(forecast(periods=1), Stated())["load_erlangs"].tolist() == [20]
    with pytest.raises(DataError, match="one start only"):
        staffplan.require(forecast(periods=1))
    assert staffplan.require(forecast(periods=1), interval_min=30)["load_erlangs"].tolist() == [10]


def test_targets_beside_queues_are_refused() -> None:
    with pytest.raises(UsageError, match="targets of their own"):
        staffplan.require(forecast(), {"support": SUPPORT}, service_level=0.9)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"service_level": 80}, "support: service_level 80 is above 1: write a share, such as 0.8 for 80 %"),
        ({"service_level": 1.0}, "cannot be reached with any number of agents"),
        ({"asa_s": 0.0}, "asa_s 0 cannot be reached"),
        ({"threshold_s": -1.0}, "threshold_s -1 is not a number"),
        ({"aht_s": 0.0}, "0 s is no handle time"),
        ({"aht_s": float("nan")}, "nan s is no handle time"),
    ],
)
def test_impossible_wishes_are_refused(given: dict[str, float], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        staffplan.require(forecast(), **given)


def test_a_frame_that_is_no_forecast_is_refused() -> None:
    with pytest.raises(DataError, match="offered_mean"):
        staffplan.require(forecast().drop(columns="offered_mean"))
    with pytest.raises(DataError, match="not configured"):
        staffplan.require(forecast().assign(queue="sales"), {"support": SUPPORT})


@pytest.mark.parametrize("volume", [-5.0, float("inf"), float("nan")])
def test_impossible_volumes_are_refused_with_their_row(volume: float) -> None:
    with pytest.raises(DataError, match="row labelled 1"):
        staffplan.require(forecast().assign(offered_mean=[60.0, volume, 60.0, 60.0]))


def test_an_interval_that_stands_twice_is_refused() -> None:
    with pytest.raises(DataError) as caught:
        staffplan.require(pd.concat([forecast(), forecast()]))
    assert {fault.code for fault in caught.value.faults} == {"data.duplicate_interval"}


def test_a_forecast_handed_over_stays_as_it_is() -> None:
    own = forecast()
    staffing_for(own, aht_s=240.0)
    pd.testing.assert_frame_equal(own, forecast())


@pytest.mark.parametrize("confidence", [0.0, 0.2, 1.0, 80.0, float("nan")])
def test_certainty_and_less_than_even_odds_are_no_confidence(confidence: float) -> None:
    with pytest.raises(UsageError) as caught:
        staffplan.require(forecast().assign(cv2_day=0.01), confidence=confidence)
    assert [fault.code for fault in caught.value.faults] == ["usage.confidence"]


@pytest.mark.parametrize(
    ("starts", "minutes"),
    [
        (["09:00", "09:15", "10:00"], 15),
        (["09:00", "10:00", "09:30", "09:30"], 30),
        (["09:00", "10:00", "12:00"], 60),
        (["09:00", "09:30", "09:45"], 15),
        (["09:00", "09:05"], 5),
    ],
)
def test_the_interval_is_learnt_from_the_starts(starts: list[str], minutes: int) -> None:
    assert learnt_interval(pd.Series(pd.to_datetime([f"2026-11-30 {text}" for text in starts]))) == minutes


@pytest.mark.parametrize("starts", [["09:00", "11:00"], ["09:00", "09:07"], ["09:00:00", "09:30:30"], ["09:00"]])
def test_an_interval_that_cannot_be_learnt_is_asked_for(starts: list[str]) -> None:
    with pytest.raises(DataError, match="how long an interval is") as caught:
        learnt_interval(pd.Series(pd.to_datetime([f"2026-11-30 {text}" for text in starts], format="mixed")))
    assert caught.value.faults[0].code == "data.unknown_interval"


def test_the_step_over_a_change_of_the_clock_is_counted_on_the_time_line() -> None:
    starts = pd.Series(pd.date_range("2026-10-25", periods=50, freq="30min", tz="Europe/Berlin"))
    assert learnt_interval(starts) == 30


def test_callers_who_hang_up_need_a_limit_and_a_name_for_the_service_level() -> None:
    found = staffplan.require(forecast(), patience_s=120, max_abandonment=0.05)
    assert found["agents"].tolist() == [13] * 4
    assert (found["abandonment"] <= 0.05).all()
    assert "served of offered" in found.attrs["notes"][0]
    assert staffplan.require(forecast())["abandonment"].isna().all()
    for half in ({"patience_s": 120}, {"max_abandonment": 0.05}, {"patience_s": 0.0, "max_abandonment": 0.05}):
        with pytest.raises(UsageError) as caught:
            staffplan.require(forecast(), **half)
        assert caught.value.faults[0].code == "usage.patience"
    with pytest.raises(UsageError, match="is no service level"):
        staffplan.require(forecast(), patience_s=120, max_abandonment=0.05, counted="served")


def test_a_confidence_needs_to_know_how_uncertain_the_forecast_is() -> None:
    sure = staffplan.require(forecast().assign(cv2_day=0.01), confidence=0.9)
    assert sure["load_erlangs"].iloc[0] == pytest.approx(10 * 1.13, abs=0.02)
    assert sure["agents"].tolist() == [15] * 4
    with pytest.raises(DataError) as caught:
        staffplan.require(forecast(), confidence=0.9)
    assert caught.value.faults[0].code == "data.missing_column"
    crossed = forecast().assign(cv2_day=0.01, offered_p10=70.0, offered_p90=50.0)
    with pytest.raises(DataError, match="offered_p10 lies above offered_p90"):
        staffplan.require(crossed, confidence=0.9)
