from datetime import date

import holidays
import numpy as np
import pandas as pd
import pytest

from staffplan.sample import almanac

LIVE = ("support", "sales", "chat")
DEFERRED = ("email", "messages")
MISSING = almanac.RECORDER_DOWN[0]


def usual(daily: pd.DataFrame, queue: str, day: date, weeks: tuple[int, ...] = (-3, -2, 2, 3)) -> float:
    """Mean of the same weekday in weeks around a day."""
    days = [pd.Timestamp(day) + pd.Timedelta(weeks=step) for step in weeks]
    return float(daily[queue].reindex(days).mean())


def test_it_holds_sixty_whole_weeks_up_to_the_sunday_before_last(daily):
    assert (daily.index[0].date(), daily.index[-1].date()) == (date(2025, 9, 29), date(2026, 11, 22))
    assert len(daily) == 60 * 7
    assert (daily.index[0].day_of_week, daily.index[-1].day_of_week) == (0, 6)
    assert (almanac.PLAN_WEEK - daily.index[-1].date()).days == 8


def test_it_has_five_inbound_queues_in_order_with_no_interval_twice(history):
    assert list(history["queue"].unique()) == sorted((*LIVE, *DEFERRED))
    assert not history.duplicated(["queue", "start"]).any()
    instants = pd.to_datetime(history["start"], utc=True)
    assert all(instants[rows.index].is_monotonic_increasing for _, rows in history.groupby("queue"))


def test_counts_are_whole_and_add_up(history):
    counts = history[["offered", "handled", "abandoned"]]
    assert (counts.dtypes == np.int64).all()
    assert (counts >= 0).all(axis=None)
    assert (history["offered"] == history["handled"] + history["abandoned"]).all()


def test_handle_time_is_talk_and_after_work_and_empty_where_nothing_was_handled(history):
    times = history[["aht_s", "talk_s", "after_work_s"]]
    assert (times.notna().all(axis=1) == (history["handled"] > 0)).all()
    assert (times.isna().all(axis=1) == (history["handled"] == 0)).all()
    some = history[history["handled"] > 0]
    assert (some["aht_s"] == some["talk_s"] + some["after_work_s"]).all()
    assert (history["patience_s"].notna() == (history["abandoned"] > 0)).all()


@pytest.mark.parametrize(
    ("queue", "aht_s", "after_work_s"),
    [("support", 360, 80), ("sales", 420, 90), ("chat", 600, 30), ("email", 420, 60), ("messages", 240, 25)],
)
def test_each_queue_has_its_handle_time(history, queue, aht_s, after_work_s):
    rows = history[history["queue"] == queue].dropna(subset="aht_s")
    assert np.average(rows["aht_s"], weights=rows["handled"]) == pytest.approx(aht_s, rel=0.01)
    assert np.average(rows["after_work_s"], weights=rows["handled"]) == pytest.approx(after_work_s, rel=0.03)


def test_handle_time_drifts_up_over_the_day_and_is_noisier_with_few_contacts(history):
    support = history[(history["queue"] == "support") & (history["handled"] > 0)]
    hour = support["clock"].str[:2].astype(int)
    late, early = support[hour >= 17], support[hour < 11]
    assert np.average(late["aht_s"], weights=late["handled"]) > 1.02 * np.average(
        early["aht_s"], weights=early["handled"]
    )
    busy = support["handled"] > support["handled"].median()
    assert support["aht_s"][busy].std() < 0.8 * support["aht_s"][~busy].std()


def test_calls_and_chats_come_only_within_opening_hours(history):
    live = history[history["queue"].isin(LIVE)]
    weekday = pd.to_datetime(live["day"]).dt.day_of_week
    on_saturday = weekday == 5
    assert (weekday < 6).all()
    assert live["clock"][on_saturday].between("09:00", "16:45").all()
    assert live["clock"][~on_saturday].between("08:00", "19:45").all()


def test_email_and_messages_come_at_night_and_on_sundays_too(history, daily):
    for queue in DEFERRED:
        assert daily[queue].notna().all()
        nights = history[(history["queue"] == queue) & (history["clock"] < "06:00")]
        assert 0 < nights["offered"].mean() < 1


@pytest.mark.parametrize(("day", "hours"), [("2025-10-26", 25), ("2026-03-29", 23), ("2026-10-25", 25)])
def test_days_on_which_the_clock_changes_have_their_own_number_of_intervals(history, day, hours):
    for queue in DEFERRED:
        rows = history[(history["queue"] == queue) & (history["day"] == day)]
        assert 4 * hours - 3 <= len(rows) <= 4 * hours
        assert set(rows["start"].str[-6:]) == {"+01:00", "+02:00"}


def test_the_hour_that_happens_twice_is_told_apart_by_its_offset(history):
    night = history[
        (history["day"] == "2026-10-25") & (history["queue"] == "email") & history["clock"].str.match("02:")
    ]
    assert len(night) >= 6
    assert night["start"].is_unique
    assert night["clock"].duplicated().any()
    spring = history[(history["day"] == "2026-03-29") & (history["queue"] == "email")]
    assert not spring["clock"].str.match("02:").any()


def test_the_public_holidays_are_hamburgs_and_the_centre_is_closed(daily):
    ours = {day for day in holidays.Germany(subdiv="HH", years=[2025, 2026]) if day >= almanac.FIRST_DAY}
    assert {day for day in ours if day <= almanac.LAST_DAY} == almanac.PUBLIC_HOLIDAYS
    closed = daily.loc[[pd.Timestamp(day) for day in sorted(almanac.PUBLIC_HOLIDAYS)]]
    assert closed[list(LIVE)].isna().all(axis=None)
    assert closed[list(DEFERRED)].notna().all(axis=None)


def test_the_first_open_day_after_a_holiday_is_busier(daily):
    after = [day.date() for day in daily.index if almanac.after_a_holiday(day.date())]
    assert date(2026, 4, 7) in after
    assert date(2026, 5, 15) in after
    assert date(2026, 10, 5) in after, "a Saturday's holiday is felt on Monday"
    assert date(2026, 4, 4) in after
    assert date(2026, 6, 8) not in after
    ratios = [daily.at[pd.Timestamp(day), "support"] / usual(daily, "support", day) for day in after]
    assert 1.1 < np.mean(ratios) < 1.25


def test_monday_is_the_busiest_day_and_saturday_the_quietest(daily):
    support = daily["support"].groupby(daily.index.day_of_week).median()
    assert support.idxmax() == 0
    assert support.dropna().loc[:5].idxmin() == 5
    last = daily["support"].iloc[-28:]
    assert last[last.index.day_of_week == 0].mean() == pytest.approx(2000, rel=0.08)


def test_the_day_has_two_peaks(history):
    weekdays = history[(history["queue"] == "support") & (pd.to_datetime(history["day"]).dt.day_of_week < 5)]
    hourly = weekdays.groupby(weekdays["clock"].str[:2].astype(int))["offered"].mean()
    assert hourly[10] > 1.3 * hourly[13]
    assert hourly[15] > 1.1 * hourly[13] > 1.1 * hourly[19]


def test_school_holidays_take_volume_away(daily):
    summer = daily.loc["2026-07-13":"2026-08-16", "support"].mean()
    around = pd.concat(
        [daily.loc["2026-06-15":"2026-07-05", "support"], daily.loc["2026-08-24":"2026-09-13", "support"]]
    )
    assert summer / around.mean() == pytest.approx(0.92, abs=0.03)


def test_the_spring_campaign_lifts_sales_for_two_weeks(daily):
    during = daily.loc["2026-04-13":"2026-04-26", "sales"]
    assert len(during.dropna()) == 12
    around = [usual(daily, "sales", day.date(), (-4, -3, 5, 6)) for day in during.dropna().index]
    assert during.sum() / sum(around) == pytest.approx(1.4, abs=0.12)
    assert (
        daily.loc["2026-04-13":"2026-04-26", "support"].sum()
        < 1.15 * daily.loc["2026-04-20":"2026-05-03", "support"].sum()
    )


def test_the_outage_doubles_support_for_some_hours_and_callers_give_up(history):
    support = history[(history["queue"] == "support") & history["clock"].between("10:00", "14:45")]
    sums = support.groupby("day")[["offered", "abandoned"]].sum()
    week_before = sums.loc["2026-09-09"]
    outage = sums.loc["2026-09-16"]
    assert outage["offered"] / week_before["offered"] == pytest.approx(2.2, abs=0.35)
    assert outage["abandoned"] / outage["offered"] > 0.25


def test_the_volume_follows_a_yearly_wave_and_a_trend(daily):
    winter, summer = daily.loc["2026-01-12":"2026-02-08", "support"], daily.loc["2026-06-08":"2026-07-05", "support"]
    assert winter.mean() > 1.04 * summer.mean()
    assert daily["chat"].iloc[-28:].mean() > 1.05 * daily["chat"].iloc[7:35].mean()


def test_rows_are_missing_at_random_and_never_zero_in_disguise(history):
    shares = {}
    for queue in DEFERRED:
        shares[queue] = 1 - (history["queue"] == queue).sum() / (60 * 7 * 96)
    assert all(0.003 < share < 0.005 for share in shares.values())
    assert ((history["queue"] == "email") & (history["offered"] == 0)).sum() > 1000


def test_the_recorder_lost_one_afternoon_of_the_voice_queues(history):
    day = history[history["day"] == MISSING.isoformat()]
    for queue in ("support", "sales"):
        assert day["clock"][day["queue"] == queue].max() == "13:45"
    assert day["clock"][day["queue"] == "chat"].max() == "19:45"


@pytest.mark.parametrize("queue", ["support", "sales", "email"])
def test_counts_vary_more_than_poisson(history, queue):
    """Index of dispersion of each quarter-hour of the week; level and season cancel between neighbouring weeks."""
    days = pd.to_datetime(history["day"])
    rows = history[(history["queue"] == queue) & (days.dt.day_of_week < 5) & history["clock"].between("10:00", "15:45")]
    grid = rows.pivot(index="day", columns="clock", values="offered").loc["2026-06-01":].drop("2026-09-16")
    differences = grid.groupby(pd.to_datetime(grid.index).day_of_week).diff() / np.sqrt(2)
    assert ((differences**2).mean() / grid.mean()).mean() > 1.08


def test_few_give_up_on_a_usual_day_and_their_patience_is_minutes(history):
    for queue, patience_s in (("support", 180), ("sales", 150), ("chat", 240)):
        rows = history[history["queue"] == queue]
        assert 0.01 < rows["abandoned"].sum() / rows["offered"].sum() < 0.1
        lost = rows.dropna(subset="patience_s")
        assert np.average(lost["patience_s"], weights=lost["abandoned"]) == pytest.approx(patience_s, rel=0.05)
    assert (history["abandoned"][history["queue"].isin(DEFERRED)] == 0).all()
