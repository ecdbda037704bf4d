"""Agent-hours by the chance with which the targets hold."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from staffing.workloads import queue, staff, workload

from staffplan.domain.queue import Channel
from staffplan.domain.service_goal import Over, ServiceGoal
from staffplan.errors import DataError
from staffplan.queueing import erlang_a, erlang_c, gamma_rate
from staffplan.staffing.confidence import CONFIDENCES, assurances, volume
from staffplan.staffing.interval_grid import IntervalGrid
from staffplan.staffing.safe_volume import rate_cv2
from staffplan.staffing.settings import Rounding, StaffingSettings
from staffplan.staffing.staffed import Staffing
from staffplan.staffing.streams import streams
from staffplan.staffing.views.confidence import look
from staffplan.staffing.views.view import Setting

CV2 = 0.01
DAYS = 20_000


def uncertain(contacts, cv2: float | None = CV2, **fields):
    work = workload(contacts, **fields)
    return replace(work, rate_cv2=None if cv2 is None else np.full(work.offered.shape, cv2))


def staffing(*pairs) -> Staffing:
    grid = IntervalGrid.around(pd.Series([pd.Timestamp("2026-11-30")]), 30)
    return Staffing(grid, tuple(staff(line, work) for line, work in pairs), ())


@pytest.mark.parametrize("confidence", [0.5, 0.8, 0.95])
def test_on_that_share_of_days_the_service_level_holds_all_day(confidence: float) -> None:
    """With fractions of agents just so; whole agents hold on at least as many days."""
    draw = np.random.default_rng(7)
    factor = draw.gamma(1 / CV2, CV2, DAYS)[:, None]
    work = uncertain(np.array([40.0, 90, 200, 70]))
    safe = replace(work, offered=volume(work, confidence))
    error = np.sqrt(confidence * (1 - confidence) / DAYS)
    for rounding, least, most in ((Rounding.NONE, confidence, confidence), (Rounding.UP, confidence, 1.0)):
        agents = staff(queue(), safe, rounding=rounding).agents
        level = erlang_c.service_level(work.expected_load * factor, agents, 300.0, 20.0)
        held = (level >= 0.8).all(axis=1).mean()
        assert least - 3 * error <= held <= most + 3 * error


def test_a_day_target_holds_on_that_share_of_days_too() -> None:
    factor = np.random.default_rng(8).gamma(1 / CV2, CV2, DAYS)[:, None]
    work = uncertain(np.array([40.0, 90, 200, 70, 300]))
    line = queue(goal=ServiceGoal(service_level=0.8, over=Over.DAY))
    agents = staff(line, replace(work, offered=volume(work, 0.8))).agents
    share = erlang_c.service_level(work.expected_load * factor, agents, 300.0, 20.0)
    held = (share @ work.expected >= 0.8 * work.expected.sum()).mean()
    assert held >= 0.8 - 3 * np.sqrt(0.16 / DAYS)


def test_two_hundred_erlangs_whose_callers_hang_up_after_three_minutes() -> None:
    """196 agents for the mean, 212 for 80 %; 204 hold the level over all callers of many days."""
    goal = ServiceGoal(service_level=0.8, max_abandonment=0.5)
    work = uncertain([1000.0], aht_s=360.0)
    line = queue(goal=goal, patience_s=180.0)
    (found,) = assurances(staffing((line, work)), Rounding.UP, (0.8,))
    assert (found.for_the_mean, found.hours.tolist()) == (98.0, [106.0])
    rate = gamma_rate.quantile(CV2, (np.arange(2000) + 0.5) / 2000)
    over_days = [
        (rate * erlang_a.measures(200 * rate, agents, 360.0, 180.0, 20.0).served_of_offered).mean()
        for agents in (203.0, 204.0)
    ]
    assert over_days[0] < 0.8 <= over_days[1]


def test_more_confidence_never_takes_fewer_hours_and_certainty_takes_none_more() -> None:
    work = np.tile([0.0, 12, 60, 150], 12)
    pairs = [
        (queue(), uncertain(work)),
        (replace(queue(Channel.CHAT, concurrency=2), name="talk"), uncertain(work)),
        (replace(queue(), name="sure"), uncertain(work, 0.0)),
        (replace(queue(Channel.EMAIL), name="post"), uncertain(work)),
    ]
    found = {each.queue: each for each in assurances(staffing(*pairs), Rounding.UP)}
    assert set(found) == {"line", "talk", "sure"}
    for name in ("line", "talk"):
        assert (np.diff(found[name].hours) >= 0).all()
        assert found[name].hours[0] <= found[name].for_the_mean < found[name].hours[-1]
    assert (found["sure"].hours == found["sure"].for_the_mean).all()


def test_what_the_queue_is_already_sure_of_does_not_count_twice() -> None:
    plain = uncertain([30.0, 80, 160])
    sure = replace(queue(goal=ServiceGoal(service_level=0.8, confidence=0.9)), name="sure")
    ours, theirs = assurances(
        staffing((queue(), plain), (sure, replace(plain, offered=volume(plain, 0.9)))), Rounding.UP
    )
    assert ours.for_the_mean == theirs.for_the_mean
    assert ours.hours.tolist() == theirs.hours.tolist()


def test_the_view_prices_each_further_point() -> None:
    found = staffing((queue(), uncertain(np.tile([30.0, 80, 160], 16))))
    rows = look(found, Setting(None, StaffingSettings(loaded_wage=40.0))).frame
    assert rows["confidence"].tolist() == list(CONFIDENCES)
    hours = rows["agent_hours"].to_numpy()
    assert np.isnan(rows["point_hours"][0])
    assert rows["point_hours"][5] == pytest.approx((hours[5] - hours[4]) / 5)
    assert rows["point_money"][3] == pytest.approx((hours[3] - hours[2]) / 10 * 40)
    assert rows["extra_money"].to_numpy() == pytest.approx(rows["extra_hours"].to_numpy() * 40)
    unpaid = look(found, Setting())
    assert unpaid.frame[["extra_money", "point_money"]].isna().all(axis=None)
    assert "not known" in unpaid.notes[0]


def test_a_forecast_that_claims_no_uncertainty_is_refused() -> None:
    with pytest.raises(DataError) as refused:
        assurances(staffing((queue(), uncertain([30.0], None))), Rounding.UP)
    assert refused.value.faults[0].path == "cv2_interval"


def forecast(**columns: object) -> pd.DataFrame:
    return pd.DataFrame({"queue": "line", "start": pd.Timestamp("2026-11-30 10:00"), "offered_mean": [400.0]} | columns)


@pytest.mark.parametrize("pair", [("offered_p10", "offered_p90", 10), ("offered_p05", "offered_p95", 5)])
def test_quantiles_tell_how_the_rate_scatters_once_the_chance_of_counts_is_taken_off(pair) -> None:
    low, high, percent = pair
    draw = np.random.default_rng(3)
    counts = draw.poisson(400 * draw.gamma(1 / CV2, CV2, 200_000))
    quantiles = np.percentile(counts, [percent, 100 - percent])
    found = rate_cv2(forecast(**{low: [quantiles[0]], high: [quantiles[1]]}))
    assert found == pytest.approx([CV2], rel=0.1)
    sure = np.percentile(draw.poisson(400, 200_000), [percent, 100 - percent])
    assert rate_cv2(forecast(**{low: [sure[0]], high: [sure[1]]})) == pytest.approx([0.0], abs=3e-4)


def test_what_the_forecast_says_itself_wins_over_its_quantiles() -> None:
    wide = {"offered_p10": [100.0], "offered_p90": [900.0]}
    assert rate_cv2(forecast(cv2_interval=[0.02], cv2_day=[0.03], **wide)) == pytest.approx([0.03])
    assert rate_cv2(forecast(cv2_interval=[np.nan])) == pytest.approx([0.0])
    assert rate_cv2(forecast()) is None


def test_a_row_that_does_not_say_how_uncertain_it_is_is_no_certain_row() -> None:
    line = queue(goal=ServiceGoal(service_level=0.8, confidence=0.9))
    rows = pd.concat([forecast(cv2_interval=[0.02]), forecast(cv2_interval=[np.nan])], ignore_index=True)
    rows.loc[1, "start"] += pd.Timedelta(minutes=30)
    with pytest.raises(DataError, match="this row does not say") as refused:
        streams(rows, {"line": line}, interval_min=30, plan_for="mean", week_start=0)
    assert refused.value.faults[0].code == "data.blank"


def test_a_queue_with_a_confidence_can_be_staffed_from_quantiles_alone() -> None:
    line = queue(goal=ServiceGoal(service_level=0.8, confidence=0.9))
    rows = forecast(offered_p10=[340.0], offered_p90=[465.0])
    (found,) = streams(rows, {"line": line}, interval_min=30, plan_for="mean", week_start=0).queues
    assert found.workload.offered.sum() > 440
    with pytest.raises(DataError, match="how uncertain"):
        streams(forecast(), {"line": line}, interval_min=30, plan_for="mean", week_start=0)


def test_transferred_contacts_scatter_with_those_they_come_from() -> None:
    rows = pd.concat([forecast(cv2_day=[0.04]), forecast(cv2_day=[0.01], queue="other")])
    lines = {"line": replace(queue(), transfers=(("other", 0.25),)), "other": replace(queue(), name="other")}
    found = {
        each.queue.name: each for each in streams(rows, lines, interval_min=30, plan_for="mean", week_start=0).queues
    }
    spread = found["other"].workload.rate_cv2
    assert found["other"].workload.expected.max() == 500
    assert spread.max() == pytest.approx(((400 * 0.1 + 100 * 0.2) / 500) ** 2)
    assert found["line"].workload.rate_cv2.max() == 0.04
