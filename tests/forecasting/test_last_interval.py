import numpy as np
import pandas as pd
import pytest

from staffplan.forecasting.last_interval import looks_cut_off


def _day(came: list[float], expected: float = 50.0) -> pd.DataFrame:
    starts = pd.date_range("2026-03-02T08:00", periods=len(came), freq="30min")
    frame = pd.DataFrame({"queue": "calls", "start": starts, "came": came, "expected": expected, "cv2_interval": 0.02})
    return frame.assign(day=frame["start"].dt.normalize())


@pytest.mark.parametrize(
    ("came", "cut"),
    [
        ([50, 52, 20], True),
        ([50, 52, 45], False),
        ([20, 22, 20], False),  # the whole day is low
        ([50], False),
        ([0, 0, 0], False),
    ],
)
def test_only_a_sudden_end_looks_cut_off(came: list[float], cut: bool) -> None:
    assert looks_cut_off(_day(came)) is cut


def test_few_contacts_are_left_to_chance() -> None:
    assert not looks_cut_off(_day([4, 5, 1], expected=4.0))


def test_whole_intervals_are_hardly_ever_taken_for_cut_off() -> None:
    draw = np.random.default_rng(2)
    days = draw.poisson(20 * draw.gamma(50, 1 / 50, (300, 6))).astype(float)
    assert np.mean([looks_cut_off(_day(list(day), expected=20.0)) for day in days]) < 0.01
