from datetime import date

import pytest

from staffplan.app.week import week_to_plan
from staffplan.errors import UsageError

MONDAY, SUNDAY = 0, 6


def test_the_default_is_the_first_week_with_seven_days_notice() -> None:
    sunday, monday = date(2026, 11, 22), date(2026, 11, 23)
    assert week_to_plan(MONDAY, named=None, as_of=None, history_end=sunday) == date(2026, 11, 30)
    assert week_to_plan(MONDAY, named=None, as_of=None, history_end=monday) == date(2026, 11, 30)
    assert week_to_plan(MONDAY, named=None, as_of=date(2026, 11, 24), history_end=sunday) == date(2026, 12, 7)
    assert week_to_plan(SUNDAY, named=None, as_of=None, history_end=sunday) == date(2026, 11, 29)


@pytest.mark.parametrize("named", ["2026-W49", "2026-11-30"])
def test_a_week_is_named_by_its_number_or_its_first_day(named: str) -> None:
    assert week_to_plan(MONDAY, named=named, as_of=None, history_end=date(2026, 1, 1)) == date(2026, 11, 30)


def test_a_date_inside_a_week_is_refused_with_the_date_to_write() -> None:
    with pytest.raises(UsageError, match="2026-11-30") as raised:
        week_to_plan(MONDAY, named="2026-12-02", as_of=None, history_end=date(2026, 1, 1))
    assert raised.value.faults[0].code == "usage.not_a_week"
