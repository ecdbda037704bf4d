"""From a forecast frame to a requirement frame: grids, clocks, hours, and what is said about what was assumed."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone
from typing import Any

import numpy as np
import pandas as pd
import pytest

from staffplan.calendar.opening import ALWAYS_OPEN, OpeningHours
from staffplan.domain.queue import Channel, Queue
from staffplan.domain.service_goal import ServiceGoal
from staffplan.errors import DataError, UsageError
from staffplan.export.csv_text import csv_text
from staffplan.staffing.requirement import requirement
from staffplan.staffing.settings import Rounding
from staffplan.tables.forecast import FORECAST
from staffplan.tables.frames import check_frame
from staffplan.tables.requirement import REQUIREMENT

NINE_TO_ELEVEN = OpeningHours(weekly=(((540, 660),),) * 6 + ((),))
GOAL = ServiceGoal(service_level=0.8, threshold_s=20)


def queue(name: str = "support", channel: Channel = Channel.VOICE, **fields: Any) -> Queue:
    return Queue(name, channel, **({"goal": GOAL, "opening": NINE_TO_ELEVEN} | fields))


def forecast(start: str, offered: list[float], *, name: str = "support", zone: Any = None, **more: Any) -> pd.DataFrame:
    starts = pd.date_range(start, periods=len(offered), freq="30min", tz=zone)
    return pd.DataFrame({"queue": name, "start": starts, "offered_mean": offered, **more})


def needed(frame: pd.DataFrame, *queues: Queue, **options: Any) -> Any:
    return requirement(
        check_frame(frame, FORECAST), {entry.name: entry for entry in queues}, **({"interval_min": 30} | options)
    )


def test_a_forecast_becomes_the_table_that_is_promised() -> None:
    found = needed(forecast("2026-11-30 09:00", [60, 6, 0, 600], aht_s=300.0), queue()).frame
    assert tuple(found.columns) == REQUIREMENT.names
    pd.testing.assert_frame_equal(check_frame(found, REQUIREMENT), found)
    assert found["agents"].tolist() == [14, 3, 0, 108]
    assert found["load_erlangs"].tolist() == [10, 1, 0, 100]
    assert found["binding_target"].tolist() == ["service_level", "service_level", "none", "service_level"]
    assert found["service_level"].tolist() == pytest.approx([0.866627, 0.920439, 1, 0.807387], abs=1e-6)
    assert found["asa_s"].iloc[2] == 0
    assert found["occupancy"].tolist() == pytest.approx([10 / 14, 1 / 3, 0, 100 / 108])


@pytest.mark.parametrize("zone", [None, "Europe/Berlin", UTC, timezone(timedelta(hours=5, minutes=30))])
def test_starts_keep_their_clock_and_hours_follow_it(zone: Any) -> None:
    frame = forecast("2026-11-30 08:30", [5, 60, 60, 60, 60, 7], zone=zone)
    found = needed(frame, queue())
    pd.testing.assert_series_equal(found.frame["start"], frame["start"].astype(found.frame["start"].dtype))
    assert found.frame["start"].dt.tz == frame["start"].dt.tz
    assert found.frame["agents"].tolist() == [0, 14, 14, 14, 14, 0]
    assert "support: 12 contacts fall outside opening hours; nobody is planned for them." in found.notes


def test_the_days_on_which_the_clock_changes_keep_their_hours() -> None:
    for day, hours in (("2026-03-29", 23), ("2026-10-25", 25)):
        starts = pd.date_range(day, periods=hours * 2, freq="30min", tz="Europe/Berlin")
        frame = pd.DataFrame({"queue": "support", "start": starts, "offered_mean": 60.0})
        hours_of_day = OpeningHours(weekly=(((540, 660),),) * 7)
        found = needed(frame, queue(opening=hours_of_day)).frame
        assert len(found) == hours * 2
        assert found.loc[found["agents"] > 0, "start"].dt.hour.tolist() == [9, 9, 10, 10]


def test_rows_in_any_order_give_the_same_table() -> None:
    frame = pd.concat([forecast("2026-11-30 09:00", [60, 6], name=name) for name in ("sales", "support")])
    mixed = frame.sample(frac=1, random_state=3)
    queues = (queue(), queue("sales"))
    pd.testing.assert_frame_equal(needed(frame, *queues).frame, needed(mixed, *queues).frame)


def test_a_handle_time_missing_from_the_forecast_is_the_queues_own_and_said() -> None:
    some = needed(forecast("2026-11-30 09:00", [60, 60, 0, 60], aht_s=[300, np.nan, np.nan, 0.5]), queue(aht_s=150.0))
    assert some.frame["aht_s"].tolist() == [300, 150, 150, 0.5]
    assert some.notes == ("support: no handle time in 1 of 3 intervals; 150 s are taken.",)
    none = needed(forecast("2026-11-30 09:00", [60, 60, 60, 60]), queue(aht_s=150.0))
    assert none.notes == ("support: no handle time in the forecast; 150 s are taken.",)


def test_a_quantile_can_be_staffed_in_place_of_the_mean() -> None:
    frame = forecast("2026-11-30 09:00", [60, 60, 60, 60], aht_s=300.0, offered_p90=[72.0, 60, 66, 600])
    found = needed(frame, queue(), plan_for="p90").frame
    assert found["agents"].tolist() == [16, 14, 15, 108]
    assert found["offered_mean"].tolist() == [60] * 4
    assert found["load_erlangs"].tolist() == [12, 10, 11, 100]


def test_an_open_interval_without_a_forecast_is_said_and_gets_the_floor_only() -> None:
    frame = forecast("2026-11-30 09:30", [60, 60], aht_s=300.0)
    assert needed(frame, queue()).notes == (
        "support: 2 open intervals have no forecast, the first 2026-11-30T09:00:00; nobody is planned there.",
    )
    found = needed(frame, queue(floor=2))
    assert found.notes == (
        "support: 2 open intervals have no forecast, the first 2026-11-30T09:00:00; the floor of 2 is planned there.",
    )
    assert found.frame["agents"].tolist() == [2, 14, 14, 2]
    assert np.isnan(found.frame["offered_mean"]).tolist() == [True, False, False, True]
    assert np.isnan(found.frame["load_erlangs"]).tolist() == [True, False, False, True]


def test_contacts_that_are_only_handed_on_are_contacts_like_any_other() -> None:
    frame = forecast("2026-11-30 09:00", [60, 60], aht_s=300.0)
    hours = OpeningHours(weekly=(((540, 660),),) * 7)
    giving = queue(opening=hours, transfers=(("sales", 0.5),))
    found = needed(frame, giving, queue("sales", opening=hours, aht_s=150.0))
    sales = found.frame[found.frame["queue"] == "sales"]
    assert sales["load_erlangs"].tolist() == pytest.approx([2.5, 2.5])
    assert [note for note in found.notes if note.startswith("sales")] == [
        "sales: no handle time in the forecast; 150 s are taken.",
        "sales: 2 open intervals have no forecast, the first 2026-11-30T10:00:00; nobody is planned there.",
    ]


def test_somebody_is_there_for_every_contact_also_where_round_ups_are_carried() -> None:
    goal = ServiceGoal(service_level=0.8, max_abandonment=0.5)
    frame = forecast("2026-11-30 09:00", [0.3] * 4, aht_s=300.0)
    found = needed(frame, queue(goal=goal, patience_s=60.0), rounding=Rounding.CARRIED).frame
    assert found["agents"].tolist() == [1] * 4
    assert (found["abandonment"] < 0.5).all()
    assert csv_text(found, REQUIREMENT)


def test_a_queue_that_is_always_open_is_planned_where_it_has_a_forecast() -> None:
    found = needed(forecast("2026-11-30 09:30", [60, 0], aht_s=300.0), queue(opening=ALWAYS_OPEN))
    assert found.notes == ()
    assert found.frame["agents"].tolist() == [14, 0]


def test_mail_is_worked_on_in_open_intervals_that_have_no_forecast_row() -> None:
    mail = queue("mail", Channel.EMAIL, goal=ServiceGoal(deadline_s=3600.0))
    found = needed(forecast("2026-11-30 10:00", [12.0], name="mail", aht_s=300.0), mail)
    assert found.frame["start"].dt.strftime("%H:%M").tolist() == ["10:00", "10:30"]
    assert found.frame["agents"].tolist() == pytest.approx([1.0, 1.0])
    assert found.frame["load_erlangs"].tolist() == pytest.approx([2.0, np.nan], nan_ok=True)
    assert found.notes == ()


def test_mail_of_saturday_night_is_monday_mornings_work() -> None:
    mail = queue("mail", Channel.EMAIL, goal=ServiceGoal(deadline_s=3600.0))
    starts = pd.to_datetime(["2026-12-05 22:00", "2026-12-07 10:30"])
    found = needed(pd.DataFrame({"queue": "mail", "start": starts, "offered_mean": [12.0, 0], "aht_s": 300.0}), mail)
    work = found.frame[found.frame["agents"] > 0]
    assert work["start"].dt.strftime("%a %H:%M").tolist() == ["Mon 09:00", "Mon 09:30"]
    assert found.frame["agents"].sum() == pytest.approx(2)


def test_a_campaign_needs_agents_without_a_forecast() -> None:
    calls = queue("outreach", Channel.OUTBOUND, goal=ServiceGoal(), daily_quota=24, aht_s=300.0)
    found = needed(forecast("2026-11-30 09:00", [60, 60, 60, 60], aht_s=300.0), queue(), calls)
    part = found.frame[found.frame["queue"] == "outreach"]
    assert part["agents"].tolist() == pytest.approx([1.0] * 4)
    assert part["binding_target"].tolist() == ["quota"] * 4
    assert found.notes == ()


def test_a_configured_queue_without_a_forecast_is_said() -> None:
    found = needed(forecast("2026-11-30 09:00", [60] * 4, aht_s=300.0), queue(), queue("sales"))
    assert found.notes == ("sales: not in the forecast; nobody is planned for it.",)
    assert set(found.frame["queue"]) == {"support"}


def faults(frame: pd.DataFrame, *queues: Queue, **options: Any) -> list[tuple[str, str]]:
    with pytest.raises(DataError) as caught:
        needed(frame, *queues, **options)
    return [(fault.code, str(fault)) for fault in caught.value.faults]


def test_queues_that_are_not_configured_and_rows_that_cannot_be_staffed_are_all_named() -> None:
    frame = pd.concat(
        [
            forecast("2026-11-30 09:00", [60, 60], aht_s=[0.0, 0.0]),
            forecast("2026-11-30 09:00", [60], name="suport", aht_s=300.0),
            forecast("2026-11-30 09:00", [0], name="zales", aht_s=0.0),
        ]
    )
    found = faults(frame, queue(), plan_for="p90")
    assert [code for code, _ in found] == [
        "data.unknown_queue",
        "data.unknown_queue",
        "data.out_of_range",
        "data.missing_column",
    ]
    assert "'suport'" in found[0][1]
    assert "one of its queues: support" in found[0][1]
    assert "2026-11-30T09:00:00: contacts handled in 0 seconds (rows like this: 2)" in found[2][1]


def test_a_quantile_with_holes_cannot_be_planned_for() -> None:
    frame = forecast("2026-11-30 09:00", [60, 60, 0], offered_p90=[70, np.nan, np.nan])
    assert faults(frame, queue(), plan_for="p90") == [
        (
            "data.blank",
            "offered_p90\n  support, 2026-11-30T09:30:00: no offered_p90 to plan for (rows like this: 1).\n"
            "  Try: plan for the mean, or fill the column.",
        )
    ]


@pytest.mark.parametrize("minute", [10, 45])
def test_a_start_off_the_grid_is_named(minute: int) -> None:
    frame = forecast("2026-11-30 09:00", [60, 60])
    frame.loc[1, "start"] = pd.Timestamp(2026, 11, 30, 9, minute)
    ((code, message),) = faults(frame, queue())
    assert code == "data.off_grid"
    assert f"2026-11-30T09:{minute}:00 is not the start of an interval of 30 minutes (rows like this: 1)" in message


def test_an_empty_forecast_is_refused() -> None:
    assert faults(forecast("2026-11-30 09:00", []), queue())[0][0] == "data.no_rows"


def test_an_impossible_target_is_told_with_its_queue() -> None:
    with pytest.raises(UsageError, match=r"support: service_level 1 cannot be reached with any number of agents"):
        needed(forecast("2026-11-30 09:00", [60]), queue(goal=ServiceGoal(service_level=1.0)))


def test_the_users_frame_is_not_touched() -> None:
    frame = forecast("2026-11-30 09:00", [60, 6, 3, 1])
    before = frame.copy(deep=True)
    needed(frame, queue())
    pd.testing.assert_frame_equal(frame, before)
