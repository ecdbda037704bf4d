"""A centre on disk that plans in a second: one queue, three mornings' hours, four people, five weeks of history."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

FIRST_HISTORY_DAY = date(2026, 10, 19)
WEEKS = 5
WEEK = "2026-W49"

CENTRE = """\
centre: {name: Tiny, time_zone: Europe/Berlin, interval: 30 min}
files: {history: data/history.csv, agents: data/agents.csv, time_off: data/time_off.csv}
sites: {hall: {seats: 3}}
opening_hours: {Mon-Fri: 9:00-12:00}
queues:
  calls: {channel: voice, goal: {service_level: 80 %, within: 20 s}, aht: 300 s}
contracts:
  free:
    employment: contractor
    weekly_hours: 0-25 h
    days: 0-5
    wage: 20
    profiles: [morning]
profiles:
  morning:
    modes: [on_site, home]
    first_start: 9:00
    last_start: 10:00
    start_step: 30 min
    lengths: [2 h, 3 h]
"""

AGENTS = """\
agent_id,contract,site,mode,skills
00123,free,hall,on_site,calls
Ärne,free,hall,home,calls
NA,free,hall,hybrid,calls
d4,free,hall,home,calls
"""

TIME_OFF = "agent_id,first_day,last_day,kind\nd4,2026-12-01,2026-12-01,leave\n"


def history_text() -> str:
    """A HISTORY table: weekdays from 9 to 12, a gentle peak, no chance."""
    zone = ZoneInfo("Europe/Berlin")
    rows = ["queue,start,offered,handled,abandoned,aht_s"]
    for offset in range(7 * WEEKS):
        day = FIRST_HISTORY_DAY + timedelta(days=offset)
        if day.weekday() < 5:
            for half, offered in enumerate((5, 7, 8, 8, 6, 4)):
                start = datetime(day.year, day.month, day.day, 9 + half // 2, half % 2 * 30, tzinfo=zone)
                rows.append(f"calls,{start.isoformat()},{offered + day.weekday() % 2},{offered},0,300")
    return "\n".join(rows) + "\n"


def write_project(folder: Path) -> Path:
    """Write the centre into `folder`; its path."""
    (folder / "data").mkdir(parents=True)
    (folder / "centre.yaml").write_text(CENTRE, encoding="utf-8")
    (folder / "data" / "history.csv").write_text(history_text(), encoding="utf-8")
    (folder / "data" / "agents.csv").write_text(AGENTS, encoding="utf-8")
    (folder / "data" / "time_off.csv").write_text(TIME_OFF, encoding="utf-8")
    return folder


def edit(file: Path, old: str, new: str) -> None:
    """Replace the first occurrence of a text that must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
