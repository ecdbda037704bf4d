"""The alarm: how often noise sets it off, how often a shift does, and what it says."""

import numpy as np
import pandas as pd
import pytest

from staffplan.domain.drift_alarm import DriftKind
from staffplan.forecasting import level_shift
from staffplan.forecasting.drift import drift

SLOTS = 20


def matched(
    queues: int = 1,
    days: int = 7,
    *,
    seed: int = 1,
    volume: float = 1000.0,
    cv2_day: float = 0.003,
    carry: float = 0.5,
    shift: float = 0.0,
    shape: np.ndarray | None = None,
) -> pd.DataFrame:
    """Days drawn from a forecast's own variation, the day factors autoregressive; `shape` reshapes what comes."""
    draw, cv2_alone = np.random.default_rng(seed), 0.01
    gap = np.abs(np.subtract.outer(np.arange(days), np.arange(days)))
    normal = draw.standard_normal((queues, days)) @ np.linalg.cholesky(carry ** gap.astype(float)).T
    scale = np.log1p(cv2_day)
    rate = np.exp(np.sqrt(scale) * normal - scale / 2)[:, :, None] * volume / SLOTS * (1 + shift)
    rate = rate * (np.ones(SLOTS) if shape is None else shape)
    came = draw.poisson(rate * draw.gamma(1 / cv2_alone, cv2_alone, (queues, days, SLOTS)))
    queue, day, slot = np.indices(came.shape)
    dates = np.datetime64("2026-03-02") + day.ravel().astype("timedelta64[D]")
    return pd.DataFrame(
        {
            "queue": [f"q{number:03}" for number in queue.ravel()],
            "start": dates.astype("datetime64[us]") + ((16 + slot.ravel()) * 30).astype("timedelta64[m]"),
            "day": dates.astype("datetime64[s]"),
            "expected": volume / SLOTS,
            "came": came.ravel().astype(float),
            "cv2_interval": (1 + cv2_day) * (1 + cv2_alone) - 1,
            "cv2_day": cv2_day,
        }
    )


@pytest.fixture
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five hundred draws tell a chance of 5 % well enough where two hundred queues are tested."""
    monkeypatch.setattr(level_shift, "_DRAWS", 499)


@pytest.mark.parametrize(
    ("days", "volume", "cv2_day", "carry"),
    [(7, 1000.0, 0.003, 0.5), (14, 60.0, 0.02, 0.5), (14, 1000.0, 0.02, 0.0)],
)
def test_noise_alone_alarms_in_no_more_than_five_runs_of_a_hundred(few_draws, days, volume, cv2_day, carry) -> None:
    frame = matched(160, days, volume=volume, cv2_day=cv2_day, carry=carry)
    # each queue is a run of its own here: the share that all of them together are allowed is taken back
    found = drift(frame).frame
    level = 1 - (1 - found["level_chance"]) ** (1 / 160)
    scatter = 1 - (1 - found["scatter_chance"]) ** (1 / 160)
    alarms = ((level <= 0.04) | (scatter <= 0.01)).mean()
    assert alarms <= 0.05 + 2 * (0.05 * 0.95 / 160) ** 0.5


def test_several_queues_of_noise_share_the_allowance(few_draws) -> None:
    runs = [bool(drift(matched(6, seed=seed)).alarms) for seed in range(40)]
    assert np.mean(runs) <= 0.15


def test_a_shift_of_a_tenth_over_a_week_is_found_where_days_scatter_little(few_draws) -> None:
    alone = [drift(matched(seed=seed, shift=0.1, cv2_day=0.003)).alarms for seed in range(60)]
    assert np.mean([bool(alarms) for alarms in alone]) > 0.6
    (alarm,) = next(alarms for alarms in alone if alarms)
    assert alarm.kind is DriftKind.LEVEL
    assert alarm.off == pytest.approx(0.1, abs=0.1)


def test_a_shift_since_last_week_is_dated_and_told_down_as_well_as_up() -> None:
    frame = matched(days=14, cv2_day=0.001)
    late = frame["day"] >= pd.Timestamp("2026-03-09")
    frame.loc[late, "came"] = (frame.loc[late, "came"] * 0.75).round()
    (alarm,) = [alarm for alarm in drift(frame).alarms if alarm.kind is DriftKind.LEVEL]
    assert alarm.off == pytest.approx(-0.25, abs=0.06)
    assert abs((alarm.since - pd.Timestamp("2026-03-09").date()).days) <= 2
    assert alarm.chance < 0.01


def test_one_day_of_outage_is_no_shift() -> None:
    frame = matched(days=10)
    frame.loc[frame["day"] == pd.Timestamp("2026-03-11"), "came"] = 0.0
    assert [alarm for alarm in drift(frame).alarms if alarm.kind is DriftKind.LEVEL] == []


def test_a_day_that_has_another_shape_alarms_though_its_total_is_right() -> None:
    (alarm,) = drift(matched(days=7, shape=np.linspace(0.5, 1.5, SLOTS))).alarms
    assert alarm.kind is DriftKind.SCATTER
    assert alarm.off > 0.2


def test_the_standard_error_of_the_bias_is_the_spread_that_simulation_shows(few_draws) -> None:
    found = drift(matched(200, cv2_day=0.02)).frame
    assert found["bias"].std() == pytest.approx(found["bias_se"].iloc[0], rel=0.15)
    assert found["bias"].mean() == pytest.approx(0, abs=3 * found["bias_se"].iloc[0] / 200**0.5)


def test_ranges_of_intervals_and_days_leave_out_what_their_name_says(few_draws) -> None:
    found = drift(matched(100, cv2_day=0.02, carry=0.0)).frame
    assert 0.05 < found["intervals_outside"].mean() < 0.11
    assert 0.05 < found["days_outside"].mean() < 0.14


def test_two_days_are_too_few_to_speak_of_a_level() -> None:
    found = drift(matched(days=2, shift=1.0))
    assert found.alarms == ()
    assert found.frame["shift_since"].isna().all()
    assert "fewer than 3 days" in found.notes[0]


def test_the_same_days_give_the_same_chances() -> None:
    pd.testing.assert_frame_equal(drift(matched(2)).frame, drift(matched(2)).frame)
