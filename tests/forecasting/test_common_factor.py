from datetime import date

import numpy as np
import pytest
from synthetic_history import counts, rates

from staffplan.forecasting.backtest import HeldOut
from staffplan.forecasting.common_factor import common_factor
from staffplan.forecasting.dispersion import dispersion


def _past(shared: float, queues: int = 4, days: int = 280) -> dict:
    expected = rates(date(2026, 1, 5), days, volume=4000.0)
    draw = np.random.default_rng(1)
    centre = draw.standard_normal(days)
    out = {}
    for number in range(queues):
        normal = np.sqrt(shared) * centre + np.sqrt(1 - shared) * draw.standard_normal(days)
        actual = counts(expected * np.exp(0.15 * normal)[:, None], number, cv2_alone=0.01)
        held_out = HeldOut(expected, expected, actual, np.ones(days, dtype=bool), days // 7)
        out[f"q{number}"] = (held_out, dispersion(held_out))
    return out


@pytest.mark.parametrize("shared", [0.0, 0.4, 0.8])
def test_days_that_queues_have_in_common_are_found(shared: float) -> None:
    assert common_factor(_past(shared)) == pytest.approx(shared, abs=0.12)


def test_queues_known_for_different_lengths_are_compared_on_the_same_days() -> None:
    past = _past(0.8, queues=2)
    held_out, scatter = past["q1"]
    parts = [part[-70:] for part in (held_out.expected, held_out.baseline, held_out.actual)]
    late = HeldOut(*parts, held_out.ordinary[-70:], 10)
    assert common_factor(past | {"q1": (late, scatter)}) > 0.55


def test_one_queue_or_none_says_nothing() -> None:
    assert common_factor({}) == common_factor(_past(0.9, queues=1)) == common_factor({"q": (None, dispersion(None))})
