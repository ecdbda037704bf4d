"""What each agent's week adds up to for HR: hours by kind, days by mode."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

import pandas as pd

from staffplan.auditing.clock_hours import clock_hours
from staffplan.calendar.weeks import week_label
from staffplan.domain.agent import Agent
from staffplan.domain.centre import Centre
from staffplan.domain.contract import Employment
from staffplan.domain.roster import Duty
from staffplan.domain.shift import Activity
from staffplan.domain.site import Mode
from staffplan.rules.base import Case
from staffplan.tables.roster import HOURS_SUMMARY

_PAUSES: Final = (Activity.BREAK, Activity.MEAL)
_DECIMALS: Final = 6


@dataclass
class WeekTally:
    """Running sums of one agent's week, in hours and duties."""

    duties: int = 0
    regular_hours: float = 0.0
    paid_break_hours: float = 0.0
    unpaid_hours: float = 0.0
    night_hours: float = 0.0
    sunday_hours: float = 0.0
    holiday_hours: float = 0.0
    home_days: int = 0
    office_days: int = 0
    split_days: int = 0

    def add(self, duty: Duty, agent: Agent, centre: Centre) -> None:
        """Count a duty; night, Sunday and holiday hours are paid hours by the agent's clock."""
        self.duties += 1
        self.home_days += duty.mode is Mode.HOME
        self.office_days += duty.mode is Mode.ON_SITE
        self.split_days += len(duty.blocks) > 1
        for segment in duty.segments:
            if not segment.paid:
                self.unpaid_hours += segment.hours
                continue
            if segment.activity in _PAUSES:
                self.paid_break_hours += segment.hours
            else:
                self.regular_hours += segment.hours
            clock = clock_hours(segment.start, segment.end, agent.zone, centre.special_days.holidays)
            self.night_hours += clock.night
            self.sunday_hours += clock.sunday
            self.holiday_hours += clock.holiday


def hours_summary(duties: Iterable[Duty], cases: Iterable[Case]) -> pd.DataFrame:
    """The HOURS_SUMMARY frame: a row for each agent and schedule week, also those without a duty.

    A duty belongs to the week of its day. Leave counts the contract's hours a day; it is among the paid hours of
    employees, while contractors are not paid for it.
    """
    tours: dict[str, list[Duty]] = defaultdict(list)
    for duty in duties:
        tours[duty.agent_id].append(duty)
    rows = [row for case in cases for row in _agent_rows(case, tours[case.agent.id])]
    frame = pd.DataFrame(rows, columns=list(HOURS_SUMMARY.names))
    texts = ("agent_id", "contract", "site", "week")
    counts = ("duties", "home_days", "office_days", "split_days")
    kinds = {name: "str" if name in texts else "int64" if name in counts else "float64" for name in frame.columns}
    return frame.astype(kinds).sort_values(list(HOURS_SUMMARY.key), kind="stable", ignore_index=True)


def _agent_rows(case: Case, tour: Iterable[Duty]) -> list[dict[str, object]]:
    tallies: dict[date, WeekTally] = {week.first: WeekTally() for week in case.weeks}
    for duty in tour:
        tallies.setdefault(case.week_start(duty.day), WeekTally()).add(duty, case.agent, case.centre)
    leave = {week.first: case.leave_hours(week) for week in case.weeks}
    employed = case.contract.employment is Employment.EMPLOYED
    return [_row(case, first, tally, leave.get(first, 0.0), employed) for first, tally in sorted(tallies.items())]


def _row(case: Case, first: date, tally: WeekTally, leave_h: float, employed: bool) -> dict[str, object]:
    worked_h = tally.regular_hours + tally.paid_break_hours
    hours = {
        "regular_hours": tally.regular_hours,
        "paid_break_hours": tally.paid_break_hours,
        "leave_hours": leave_h,
        "paid_hours": worked_h + (leave_h if employed else 0.0),
        "unpaid_hours": tally.unpaid_hours,
        "night_hours": tally.night_hours,
        "sunday_hours": tally.sunday_hours,
        "holiday_hours": tally.holiday_hours,
    }
    return {
        "agent_id": case.agent.id,
        "contract": case.agent.contract,
        "site": case.agent.site,
        "week": week_label(first),
        "duties": tally.duties,
        **{name: round(value, _DECIMALS) for name, value in hours.items()},
        "home_days": tally.home_days,
        "office_days": tally.office_days,
        "split_days": tally.split_days,
    }
