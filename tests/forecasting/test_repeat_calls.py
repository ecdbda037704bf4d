from datetime import date

import pandas as pd
import pytest
from synthetic_history import counts, history, rates

from staffplan.forecasting import weeks_ahead
from staffplan.forecasting.repeat_calls import first_attempts
from staffplan.forecasting.stated_volume import StatedVolume

MONDAY = date(2026, 1, 5)
ROWS = pd.DataFrame({"queue": ["a", "a", "b"], "offered": [100.0, 50.0, 80.0], "abandoned": [20.0, None, 10.0]})


def test_of_those_who_hung_up_a_share_came_again() -> None:
    frame, notes = first_attempts(ROWS, {"a": 0.3})
    assert frame["offered"].tolist() == [94.0, 50.0, 80.0]
    assert "20.0 % hung up and 30 % of these tried again, so that 94.0 % of the attempts were first ones" in notes[0]
    assert "1 rows have no number abandoned" in notes[1]


def test_nothing_changes_where_nobody_is_said_to_try_again() -> None:
    frame, notes = first_attempts(ROWS, {})
    assert frame is ROWS
    assert notes == ()


def test_a_history_without_abandoned_is_taken_as_it_is_and_says_so() -> None:
    frame, notes = first_attempts(ROWS.drop(columns="abandoned"), {"b": 0.5})
    assert frame["offered"].tolist() == [100.0, 50.0, 80.0]
    assert len(notes) == 1
    assert "count twice in the requirement" in notes[0]


def test_first_attempts_are_what_is_forecast() -> None:
    rows = history(MONDAY, counts(rates(MONDAY, 84), 3))
    rows["abandoned"] = 0.2 * rows["offered"]
    plain = weeks_ahead(rows).frame["offered_mean"].sum()
    first = weeks_ahead(rows, stated=StatedVolume(retry_shares={"calls": 0.5})).frame["offered_mean"].sum()
    assert first == pytest.approx(0.9 * plain, rel=0.005)
