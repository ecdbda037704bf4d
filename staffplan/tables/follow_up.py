"""Tables that hold a forecast against what came: its correction within the day, and its drift."""

from __future__ import annotations

from staffplan.tables.contract import Column, Kind, Table
from staffplan.tables.forecast import FORECAST
from staffplan.tables.history import MOST_CONTACTS, MOST_EXPECTED

UPDATED = Table(
    "UPDATED",
    "A FORECAST whose rest of the day and next days are corrected by the actuals so far.",
    (
        *FORECAST.columns,
        Column(
            "factor",
            Kind.NUMBER,
            "",
            "By what the mean was multiplied; 1 or nothing: as it was forecast.",
            required=False,
            low=0,
            high=1e6,
        ),
        Column(
            "actual",
            Kind.NUMBER,
            "contacts",
            "Contacts that came, where the interval is over and known.",
            required=False,
            low=0,
            high=MOST_CONTACTS,
        ),
    ),
    key=FORECAST.key,
    measure=FORECAST.measure,
    family=FORECAST.family,
)


def _contacts(name: str, meaning: str) -> Column:
    return Column(name, Kind.NUMBER, "contacts", meaning, low=0, high=MOST_EXPECTED)


def _share(name: str, meaning: str, *, blank: bool = False, low: float | None = 0, high: float | None = 1) -> Column:
    return Column(name, Kind.NUMBER, "share", meaning, blank=blank, low=low, high=high)


DRIFT = Table(
    "DRIFT",
    "How each queue's recent days lay against their forecast.",
    (
        Column("queue", Kind.TEXT, "", "The stream of contacts."),
        Column("first_day", Kind.DAY, "", "First day that was looked at."),
        Column("last_day", Kind.DAY, "", "Last day that was looked at."),
        Column("days", Kind.INTEGER, "", "Days with actuals.", low=0),
        Column("intervals", Kind.INTEGER, "", "Intervals with actuals.", low=0),
        _contacts("expected", "Contacts forecast in these intervals."),
        _contacts("came", "Contacts that came in them."),
        _share("intervals_outside", "Share of intervals outside their 90 % interval; 0.1 is to be expected."),
        _share("days_outside", "Share of day totals outside their 90 % interval."),
        _share("bias", "Actual over forecast, less 1, by the days' weights.", low=None, high=None),
        _share("bias_se", "Standard error of `bias`, were the forecast right.", high=None),
        Column("shift_since", Kind.DAY, "", "From which day on the level is most plainly off.", blank=True),
        _share("shift", "Actual over forecast, less 1, from that day on.", blank=True, low=None, high=None),
        _share("level_chance", "Chance of so plain a shift in some queue if all forecasts are right.", blank=True),
        _share("scatter_chance", "Chance of so many intervals outside if all forecasts are right.", blank=True),
        Column("alarm", Kind.TEXT, "", "level, scatter, both with a blank between, or empty: no alarm."),
    ),
    key=("queue",),
)
