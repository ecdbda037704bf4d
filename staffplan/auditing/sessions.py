"""Whether everybody attends the meetings and trainings of the week, at their times and in groups of their size."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from staffplan.calendar.horizon import wall_instant
from staffplan.calendar.weeks import DAYS_PER_WEEK, first_day_of_week
from staffplan.domain.breach import Breach
from staffplan.domain.centre import Centre
from staffplan.domain.roster import Duty, Roster, Segment
from staffplan.domain.session import Session

SESSIONS: Final = "roster.sessions"


def session_breaches(roster: Roster, centre: Centre, duties: Sequence[Duty]) -> Iterator[Breach]:
    """Look at each session in each whole schedule week of the roster.

    A member is expected who has a duty that holds the session's length inside its window, on one of its days.
    """
    week = first_day_of_week(roster.first_day, centre.week_start)
    if week < roster.first_day:
        week += timedelta(days=DAYS_PER_WEEK)
    while week + timedelta(days=DAYS_PER_WEEK - 1) <= roster.last_day:
        own = [duty for duty in duties if week <= duty.day < week + timedelta(days=DAYS_PER_WEEK)]
        for session in centre.sessions:
            yield from _of_week(session, centre, own, week)
        week += timedelta(days=DAYS_PER_WEEK)


def _of_week(session: Session, centre: Centre, duties: Sequence[Duty], week: date) -> Iterator[Breach]:
    members = {agent.id for agent in centre.agents if session.invites(agent)}
    own = [duty for duty in duties if duty.agent_id in members]
    attended = [(duty, segment) for duty in own for segment in duty.segments if _is(session, segment)]
    for duty, segment in attended:
        if not _in_window(session, segment, centre.zone):
            message = f"{duty.agent_id} attends {session.name} outside its hours ({segment.start:%H:%M} UTC)."
            yield Breach(SESSIONS, message, duty.agent_id, duty.day, 1.0, "sessions")
    times = Tally(duty.agent_id for duty, _ in attended)
    for agent_id in sorted({duty.agent_id for duty in own if _could_attend(session, duty, centre.zone)} | set(times)):
        if times[agent_id] != 1:
            message = f"{agent_id} attends {session.name} {times[agent_id]} times in the week of {week}, not once."
            yield Breach(SESSIONS, message, agent_id, week, abs(times[agent_id] - 1.0), "sessions")
    yield from _misfit_groups(session, centre, Tally(segment.start for _, segment in attended))


def _misfit_groups(session: Session, centre: Centre, groups: Mapping[datetime, int]) -> Iterator[Breach]:
    for start, people in sorted(groups.items()):
        if not session.groups_fit(people):
            size = f"{session.group[0]} to {session.group[1]}"
            message = f"{people} people attend {session.name} at {start:%Y-%m-%d %H:%M} UTC; groups are of {size}."
            yield Breach(SESSIONS, message, "", start.astimezone(ZoneInfo(centre.zone)).date(), 1.0, "groups")


def _is(session: Session, segment: Segment) -> bool:
    same_length = (segment.end - segment.start) == timedelta(minutes=session.minutes)
    return segment.activity is session.activity and same_length


def _in_window(session: Session, segment: Segment, zone: str) -> bool:
    local = segment.start.astimezone(ZoneInfo(zone)).date()
    return any(
        day.weekday() in session.weekdays and begin <= segment.start and segment.end <= end
        for day, begin, end in _windows(session, local, zone)
    )


def _could_attend(session: Session, duty: Duty, zone: str) -> bool:
    length = timedelta(minutes=session.minutes)
    return any(
        day.weekday() in session.weekdays and min(end, until) - max(start, begin) >= length
        for start, end in duty.blocks
        for day, begin, until in (
            window
            for local in {start.astimezone(ZoneInfo(zone)).date(), end.astimezone(ZoneInfo(zone)).date()}
            for window in _windows(session, local, zone)
        )
    )


def _windows(session: Session, local: date, zone: str) -> Iterator[tuple[date, datetime, datetime]]:
    """The window that starts on a local date, and the one of the eve, which may reach into it."""
    for day in (local, local - timedelta(days=1)):
        begin, end = session.window
        yield day, wall_instant(day, begin, zone), wall_instant(day, end, zone)
