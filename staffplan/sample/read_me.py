"""What the sample's folder says about itself, with the dates and row counts of the files beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from textwrap import fill

from staffplan.calendar.special_days import Event
from staffplan.sample import almanac
from staffplan.sample.arrivals import QUIET_DAY_FACTOR, SCHOOL_HOLIDAY_FACTOR
from staffplan.sample.chance import SEED
from staffplan.sample.history import HEADER, MISSING_SHARE
from staffplan.sample.inbound import QUEUES
from staffplan.sample.people import GROUPS

_TEXT = """\
# The sample centre's tables

Everything here is synthetic: no call, customer or employee is real. The files are written by
`python -m staffplan.sample` (`make data`) from the seed {seed}; running it again gives the same bytes, and a test
holds it to that. In the project's repository, change the generator in `staffplan/sample/`, not these files; in a
folder of your own, put your own tables in their place.

The centre is Northwind Care: zone {zone}, open Mon-Fri 08:00-20:00 and Sat 09:00-17:00, sites in Hamburg and
Leipzig, and people at home, some of them in Lisbon.

| file | rows | what a row is |
| --- | --- | --- |
| `history.csv` | {history.csv} | what came on one queue in one quarter-hour |
| `agents.csv` | {agents.csv} | a person who can be rostered |
| `time_off.csv` | {time_off.csv} | an absence between {away_first} and {away_last} |
| `outreach_list.csv` | {outreach_list.csv} | a contact whom the outbound campaign is still to reach |

## history.csv

`{history_columns}`

{weeks} weeks of quarter-hours, {first_day} to {last_day}. `start` carries its offset from UTC. Calls and chats come
within opening hours; email and messages around the clock, so that their days have 23 or 25 hours when the clock
changes (2025-10-26, 2026-03-29, 2026-10-25). Email and messages are booked as handled in the interval they arrived in.
`aht_s = talk_s + after_work_s`; these cells are empty where nothing was handled, and `patience_s` is empty where
nobody gave up.

| queue | rows | contacts on Monday {plan_week} | talk s | after-contact work s | patience s | growth a year |
| --- | --- | --- | --- | --- | --- | --- |
{queues}

What was put in:

- **Shape**: every queue has its weekdays, its hours (two peaks), a yearly wave and a slow trend.
- **Public holidays** (Hamburg): {public_holidays}. No rows for calls and chats; fewer email and messages; more of
  everything on the first open day after.
- **Quiet days**: {quiet_days}, at {quiet:.0%} of a usual day.
- **School holidays** (Hamburg), volume x {school}: {school_holidays}.
- **Spring campaign**: {campaign}.
- **Outage**: {outage}, {outage_from:%H:%M}-{outage_to:%H:%M}; a good part of the callers gave up.
- **Missing rows**: {missing:.1%} of all rows at random, and all of {down_queues} on {down_day} from {down_from:%H:%M}
  (the recorder was down). A missing row is not a zero; zeros are written as 0.
- **Chance**: counts are Poisson around a mean times a gamma factor of the day and one of the interval (coefficients of
  variation {cvs}), hence over-dispersed. Handle times vary with 0.8 a contact, drift up by 5 % from 08:00 to 20:00,
  and have a factor of the day.

## agents.csv

{agents.csv} people in {groups} groups of the same contract, site, mode, skills, proficiency, zone and availability:

{contracts}

School-hours contracts come in two sets of windows, and either set changes in the school holidays.

## time_off.csv

Leave, sickness and training of employees, and days on which contractors cannot work, around the week of {plan_week}.

## outreach_list.csv

`contact_id, list, time_zone, best_time, priority, attempts, last_attempt, last_outcome`: invented ids, no names and no
numbers to dial. `best_time` is on the contact's own clock; empty means any.
"""


def read_me(tables: Mapping[str, str]) -> str:
    """The README of the sample's folder."""
    absences = [line.split(",") for line in tables["time_off.csv"].splitlines()[1:]]
    down_day, down_from, down_queues = almanac.RECORDER_DOWN
    text = _TEXT
    for name, table in tables.items():
        text = text.replace(f"{{{name}}}", f"{len(table.splitlines()) - 1:,}")
    text = text.format(
        history_columns=HEADER.replace(",", ", "),
        **(_places() | {"queues": _queues(tables["history.csv"]), "contracts": _contracts()}),
        away_first=min(row[1] for row in absences),
        away_last=max(row[2] for row in absences),
        down_day=down_day,
        down_from=down_from,
        down_queues=" and ".join(sorted(down_queues)),
        groups=len(GROUPS),
    )
    return re.sub(r"^- .*(?:\n  .*)*", _wrapped, text, flags=re.MULTILINE)


def _wrapped(item: re.Match[str]) -> str:
    """A list's item within the width of the page."""
    return fill(" ".join(item[0].split()), 118, subsequent_indent="  ", break_on_hyphens=False)


def _places() -> dict[str, object]:
    return {
        "seed": SEED,
        "zone": almanac.ZONE,
        "weeks": almanac.WEEKS,
        "first_day": almanac.FIRST_DAY,
        "last_day": almanac.LAST_DAY,
        "plan_week": almanac.PLAN_WEEK,
        "public_holidays": _dates(almanac.PUBLIC_HOLIDAYS),
        "quiet_days": _dates(almanac.QUIET_DAYS),
        "quiet": QUIET_DAY_FACTOR,
        "school": SCHOOL_HOLIDAY_FACTOR,
        "school_holidays": ", ".join(f"{period.first} to {period.last}" for period in almanac.SCHOOL_HOLIDAYS),
        "campaign": _event(almanac.SPRING_CAMPAIGN),
        "outage": _event(almanac.OUTAGE),
        "outage_from": almanac.OUTAGE_HOURS[0],
        "outage_to": almanac.OUTAGE_HOURS[1],
        "missing": MISSING_SHARE,
        "cvs": ", ".join(f"{queue.name} {queue.cv_day:g} and {queue.cv_interval:g}" for queue in QUEUES),
    }


def _dates(days: Iterable[date]) -> str:
    return ", ".join(day.isoformat() for day in sorted(days))


def _event(event: Event) -> str:
    period = event.period
    days = f"{period.first}" if period.first == period.last else f"{period.first} to {period.last}"
    return f"{', '.join(sorted(event.queues))} x {event.uplift:g}, {days}"


def _queues(history: str) -> str:
    rows = Counter(line.partition(",")[0] for line in history.splitlines())
    return "\n".join(
        f"| {queue.name} | {rows[queue.name]:,} | {queue.monday:g} | {queue.talk_s:g} | {queue.after_work_s:g} "
        f"| {'' if queue.patience_s is None else f'{queue.patience_s:g}'} | {queue.yearly_growth:+.0%} |"
        for queue in QUEUES
    )


def _contracts() -> str:
    people: Counter[tuple[str, str]] = Counter()
    for group in GROUPS:
        people[group.contract, group.mode] += group.size
    contracts = sorted({contract for contract, _ in people})
    modes = ("on_site", "hybrid", "home")
    lines = ["| contract | " + " | ".join(modes) + " |", "| --- " * (len(modes) + 1) + "|"]
    lines.extend(
        f"| {contract} | " + " | ".join(str(people[contract, mode]) for mode in modes) + " |" for contract in contracts
    )
    return "\n".join(lines)
