"""The page on a day so far: what came, and what is therefore expected of its rest and of the next day."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rich.console import Group
from rich.text import Text

from staffplan.domain.day_so_far import DaySoFar
from staffplan.report.layout import amount, day_text, plain_table, titled


def update_page(queues: Sequence[DaySoFar]) -> list[Group | Text]:
    """A table for each day that is the last known of some queue: nearly always one, today."""
    if not queues:
        return [Text("No queue has actuals beside its forecast.")]
    days = sorted({queue.day for queue in queues})
    legend = "factor: on the rest of the day, give or take its standard deviation; next: on the day after."
    return [*(_day_table([queue for queue in queues if queue.day == day]) for day in days), Text(legend, style="dim")]


def _day_table(queues: Sequence[DaySoFar]) -> Group:
    table = plain_table("queue", "forecast", "came", "off", "rest was", "rest is", "factor", "+-", "next")
    for queue in queues:
        off = f"{queue.came / queue.expected - 1:+.0%}" if queue.expected > 0 else ""
        table.add_row(
            Text(queue.queue),
            amount(queue.expected),
            amount(queue.came),
            off,
            amount(queue.rest_before),
            amount(queue.rest_after),
            f"{queue.factor:.2f}" if queue.rest_before > 0 else "",
            f"{queue.give_or_take:.0%}" if queue.rest_before > 0 else "",
            "" if math.isnan(queue.next_factor) else f"{queue.next_factor:.2f}",
        )
    day = queues[0].day
    return titled(f"So far on {' '.join(day_text(day).split())} {day.year}, and the rest of the day", table)
