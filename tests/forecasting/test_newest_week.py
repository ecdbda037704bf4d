from datetime import date

import numpy as np
import pytest
from synthetic_history import counts, history, rates

from staffplan import forecast

MONDAY = date(2026, 1, 5)
KNOWN = counts(rates(MONDAY, 84), 1, cv2_day=0.002)


def _notes(offered: np.ndarray, **more: object) -> list[str]:
    said = forecast(history(MONDAY, offered), **more).attrs["notes"]
    return [note for note in said if "forecast of it beforehand" in note]


def _last_days(factor: float, days: int) -> np.ndarray:
    offered = KNOWN.copy()
    offered[-days:] = np.round(factor * offered[-days:])
    return offered


@pytest.mark.parametrize(
    ("factor", "days", "side"), [(0.0, 8, "100 % fewer"), (0.5, 12, "fewer"), (2.0, 8, "more"), (1.5, 7, "more")]
)
def test_a_week_that_no_level_believes_yet_is_told(factor: float, days: int, side: str) -> None:
    (note,) = _notes(_last_days(factor, days))
    assert side in note
    assert "the week to 2026-03-29" in note


def test_ordinary_weeks_and_a_level_that_has_been_taken_over_are_no_news() -> None:
    assert _notes(KNOWN) == []
    assert _notes(_last_days(2.0, 42)) == []


def test_a_few_contacts_more_or_less_are_chance() -> None:
    thin = counts(rates(MONDAY, 84, volume=4.0), 2)
    assert _notes(thin) == []


def test_what_an_event_explains_is_no_news() -> None:
    outage = {"name": "outage", "dates": "2026-03-22 to 2026-03-29"}
    assert _notes(_last_days(0.0, 8), events=[outage]) == []
