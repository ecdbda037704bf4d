"""FORECAST: what is expected to reach the centre, with its uncertainty."""

from __future__ import annotations

from staffplan.tables.contract import Column, Kind, Table
from staffplan.tables.history import MOST_EXPECTED, MOST_SECONDS, QUEUE, START


def _quantile(percent: int) -> Column:
    return Column(
        f"offered_p{percent:02d}",
        Kind.NUMBER,
        "contacts",
        f"Number that is exceeded with a chance of {100 - percent} %.",
        required=False,
        low=0,
        high=MOST_EXPECTED,
    )


FORECAST = Table(
    "FORECAST",
    "Contacts expected, by queue and interval.",
    (
        QUEUE,
        START,
        Column("offered_mean", Kind.NUMBER, "contacts", "Expected number of contacts.", low=0, high=MOST_EXPECTED),
        *(_quantile(percent) for percent in (5, 10, 50, 90, 95)),
        Column(
            "cv2_interval",
            Kind.NUMBER,
            "",
            "Squared coefficient of variation of the rate, interval by interval.",
            required=False,
            low=0,
            high=1e6,
        ),
        Column(
            "cv2_day",
            Kind.NUMBER,
            "",
            "Squared coefficient of variation of the factor that a whole day shares.",
            required=False,
            low=0,
            high=1e6,
        ),
        Column("aht_s", Kind.NUMBER, "s", "Expected mean handle time.", required=False, low=0, high=MOST_SECONDS),
    ),
    key=("queue", "start"),
    measure="offered_mean",
)
