"""The page on a back-test: which method errs how much, beside chance, and which one to take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

import numpy as np
import pandas as pd
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from staffplan.domain.method_choice import MethodChoice
from staffplan.report.error_picture import ErrorPicture
from staffplan.report.layout import counted, days_text, labelled, plain_table, titled
from staffplan.units import WEEKDAYS

_MOST_LEADS: Final = 6
_PLAIN: Final = "mean_of_4"


def backtest_page(
    frame: pd.DataFrame,
    choices: Sequence[MethodChoice],
    overall: MethodChoice | None,
    baselines: Sequence[str],
    judged: tuple[date, date],
) -> list[RenderableType]:
    """A picture of all methods, tables of the methods taken by queue, weekday and lead week, and the reasons.

    Parameters
    ----------
    frame : BACKTEST.
    choices : the method of each queue; `overall`: of all together, None where no contacts came.
    baselines : which methods of the frame are baselines.
    judged : first and last day judged.
    """
    if overall is None:
        return [Text("No contacts came in the weeks judged.")]
    return [
        _picture(frame[frame["level"] == "all"], overall, baselines, judged),
        _queues(frame[frame["level"] == "queue"], choices),
        *_weekdays(frame[frame["level"] == "weekday"], choices),
        *_leads(frame[frame["level"] == "lead_week"], choices),
        *_reasons(choices, overall),
    ]


def _picture(
    rows: pd.DataFrame, overall: MethodChoice, baselines: Sequence[str], judged: tuple[date, date]
) -> ErrorPicture:
    named = {name: f"{name} (baseline)" if name in baselines else name for name in rows["method"]}
    errors = rows.set_index("method")["wape"].sort_values(kind="stable").to_dict()
    bars = [(named[name], float(error)) for name, error in errors.items()]
    floor = float(rows.set_index("method")["noise_floor"].to_dict()[overall.method])
    title = f"Error (WAPE) of {counted(overall.weeks, 'week', 'weeks')}, {days_text(*judged)}, all queues"
    return ErrorPicture(title, bars, floor, overall.method)


def _queues(rows: pd.DataFrame, choices: Sequence[MethodChoice]) -> Group:
    """The measures of each queue's method."""
    table = plain_table("", "", "", "chance", "mean", "", "", "90 % holds", "90 % holds")
    for column, heading in zip(
        table.columns,
        ("queue", "method", "WAPE", "alone", "of 4", "MASE", "bias", "intervals", "days"),
        strict=True,
    ):
        column.header = f"{column.header}\n{heading}"
    table.columns[1].justify, table.columns[1].overflow, table.columns[1].no_wrap = "left", "fold", False
    found = rows.set_index(["queue", "method"]).to_dict("index")
    for choice in choices:
        row, plain = found[choice.queue, choice.method], found.get((choice.queue, _PLAIN))
        table.add_row(
            Text(choice.queue),
            Text(choice.method),
            _percent(row["wape"]),
            _percent(row["noise_floor"]),
            _percent(plain["wape"]) if plain else "",
            "" if np.isnan(row["mase"]) else f"{row['mase']:.2f}",
            "" if np.isnan(row["bias"]) else f"{100 * row['bias']:+.1f}",
            _percent(row["coverage_interval"]),
            _percent(row["coverage_day"]),
        )
    return titled("By queue, in %: the method to take, beside chance and the mean of 4 weekdays", table)


def _weekdays(rows: pd.DataFrame, choices: Sequence[MethodChoice]) -> Iterator[Group]:
    names = [day for day in WEEKDAYS if (rows["weekday"] == day).any()]
    if len(names) > 1:
        yield titled("Its WAPE by weekday, in %", _crossed(rows, choices, "weekday", names, names))


def _leads(rows: pd.DataFrame, choices: Sequence[MethodChoice]) -> Iterator[Group]:
    leads = sorted(rows["lead_week"].unique().tolist())[:_MOST_LEADS]
    if len(leads) > 1:
        names = [f"week {lead:.0f}" for lead in leads]
        yield titled(
            "Its WAPE by distance, in %: week 1 follows what was known",
            _crossed(rows, choices, "lead_week", leads, names),
        )


def _crossed(
    rows: pd.DataFrame, choices: Sequence[MethodChoice], column: str, values: Sequence[object], names: Sequence[str]
) -> Table:
    """WAPE of each queue's method by the values of a column."""
    table = plain_table("queue", *names)
    errors = rows.set_index(["queue", "method", column])["wape"].to_dict()
    for choice in choices:
        cells = (errors.get((choice.queue, choice.method, value), np.nan) for value in values)
        table.add_row(Text(choice.queue), *map(_percent, cells))
    return table


def _reasons(choices: Sequence[MethodChoice], overall: MethodChoice) -> Iterator[RenderableType]:
    lines = [(choice.queue, choice.why) for choice in choices]
    if len(choices) > 1:
        lines.append(("all queues", overall.why))
    yield Text("\nWhy", style="bold")
    yield labelled(*lines)
    yield Text(f"\nThe line to write (no file was changed): {overall.yaml}")


def _percent(share: float) -> str:
    """In percent with one decimal, blank where unknown."""
    return "" if np.isnan(share) else f"{100 * share:.1f}"
