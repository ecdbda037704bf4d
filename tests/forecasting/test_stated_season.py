from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from synthetic_history import counts, history, rates

from staffplan.calendar.opening import OpeningHours
from staffplan.calendar.special_days import Event, Period, SpecialDays
from staffplan.forecasting import Outlook, weeks_ahead
from staffplan.forecasting.stated_volume import EVERY_MONTH, StatedSeason, StatedVolume

MONDAY = date(2026, 1, 5)
KNOWN = counts(rates(MONDAY, 7 * 20), 8)
HOURS = OpeningHours(weekly=(((480, 1200),),) * 6 + ((),))
SEASON = StatedSeason(daily=240.0, weekdays=(1.5, 1.0, 1.0, 1.0, 1.0, 0.5, 1.0), day=(((480, 600), 3.0),))


def _new(season: StatedSeason, first: date | None = None, special: SpecialDays | None = None) -> pd.DataFrame:
    outlook = weeks_ahead(
        history(MONDAY, {"old": KNOWN}),
        first,
        opening={"new": HOURS},
        special_days=special,
        stated=StatedVolume(seasons={"new": season}),
    )
    return outlook.frame[outlook.frame["queue"] == "new"]


def _by_weekday(frame: pd.DataFrame) -> list[float]:
    return frame.groupby(frame["start"].dt.day_of_week)["offered_mean"].sum().tolist()


def test_a_queue_without_a_history_has_what_is_stated() -> None:
    frame = _new(SEASON)
    assert _by_weekday(frame) == pytest.approx([360, 240, 240, 240, 240, 120])
    tuesday = frame[frame["start"].dt.day_of_week == 1]["offered_mean"].to_numpy()
    assert tuesday[:4] == pytest.approx(240 * 3 / (4 * 3 + 20))
    assert tuesday[4:] == pytest.approx(240 / (4 * 3 + 20))
    assert (frame["offered_p95"] > frame["offered_mean"]).all()


def test_months_and_events_move_it() -> None:
    months = tuple(1.25 if month == 5 else 1.0 for month in range(12))
    season = StatedSeason(daily=100.0, months=months)
    first = date(2026, 6, 1)
    sale = SpecialDays(events=(Event(Period("sale", first, first), uplift=2.0),))
    assert _by_weekday(_new(season, first, sale)) == pytest.approx([250, 125, 125, 125, 125, 125])


def test_it_needs_no_history_of_anybody() -> None:
    empty = history(MONDAY, {"old": KNOWN}, zone="Europe/Berlin")[:0]
    outlook = weeks_ahead(
        empty,
        date(2026, 3, 23),
        interval_min=15,
        opening={"new": OpeningHours(weekly=(((0, 1440),),) * 7)},
        stated=StatedVolume(seasons={"new": StatedSeason(daily=96.0)}),
    )
    assert len(outlook.frame) == 167 * 4
    assert str(outlook.frame["start"].dt.tz) == "Europe/Berlin"


@pytest.mark.parametrize(("weeks", "weight"), [(4, 0.5), (12, 0.25), (20, 1 / 6)])
def test_the_statement_gives_way_to_the_history_week_by_week(weeks: int, weight: float) -> None:
    known = KNOWN[-7 * weeks :]
    first = MONDAY + timedelta(weeks=20 - weeks)
    season = StatedSeason(daily=3000.0, worth_weeks=4.0)

    def total(stated: StatedVolume) -> float:
        outlook: Outlook = weeks_ahead(history(first, {"q": known}), opening={"q": HOURS}, stated=stated)
        return float(outlook.frame["offered_mean"].sum())

    alone = total(StatedVolume())
    both = total(StatedVolume(seasons={"q": season}))
    assert both == pytest.approx(weight * 6 * 3000 + (1 - weight) * alone, rel=0.02)


def test_stated_months_hold_until_two_years_can_show_them() -> None:
    first = MONDAY + timedelta(weeks=20)
    months = tuple(2.0 if month == first.month - 1 else 1.0 for month in range(12))
    lately = tuple(1.0 for _ in EVERY_MONTH)

    def total(season: StatedSeason) -> float:
        stated = StatedVolume(seasons={"q": season})
        return float(
            weeks_ahead(
                history(MONDAY, {"q": KNOWN}), first + timedelta(weeks=6), opening={"q": HOURS}, stated=stated
            ).frame["offered_mean"].sum()
        )  # fmt: skip

    july = tuple(2.0 if month == 6 else 1.0 for month in range(12))
    assert total(StatedSeason(1500.0, months=july)) == pytest.approx(2 * total(StatedSeason(1500.0, months=lately)))
    assert total(StatedSeason(1500.0, months=months)) < total(StatedSeason(1500.0, months=lately))


def test_a_queue_that_ended_and_is_stated_again_has_the_statement_alone() -> None:
    ended = KNOWN.copy()
    ended[-40:] = np.nan
    outlook = weeks_ahead(
        history(MONDAY, {"old": KNOWN, "new": ended}),
        opening={"new": HOURS},
        stated=StatedVolume(seasons={"new": StatedSeason(100.0)}),
    )
    mine = outlook.frame[outlook.frame["queue"] == "new"]
    assert mine["offered_mean"].sum() == pytest.approx(600)
    assert any("only its stated seasonality counts" in note for note in outlook.notes)
