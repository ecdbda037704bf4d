"""The week as counts of alike people: tours by start band, office days, and contractors' blocks as totals."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import Any

from cover import DAY_MIN, Cover
from programme import Programme

DAYS, BAND_STEP_MIN = 7, 60
Told = dict[str, Any]


def pooled(told: Told, *, explicit: bool) -> Programme:
    """The programme; `explicit`: a column for each placement of a shift's pauses."""
    programme = Programme()
    cover = Cover(told, programme)
    for number, contract in enumerate(told["contracts"]):
        if contract["blocks"]:
            _blocks(programme, cover, number, contract)
        else:
            _tours(programme, cover, number, contract)
    cover.finish(explicit=explicit)
    return programme


def bands(told: Told) -> list[tuple[int, int]]:
    """Overlapping windows of the clock, in which any two duties on consecutive days keep the rest."""
    width = DAY_MIN - told["rest_min"]
    firsts = range(told["opens"], told["closes"] - width + BAND_STEP_MIN, BAND_STEP_MIN)
    return [(first, first + width) for first in firsts]


def _tours(programme: Programme, cover: Cover, number: int, contract: Told) -> None:
    people = sum(group["people"] for group in contract["groups"])
    patterns = list(combinations(range(DAYS), contract["days"][0]))
    windows = bands(cover.told)
    tours = {
        (band, days): programme.column(people, 0.0, ("tour", number, band, days))
        for band in range(len(windows))
        for days in patterns
    }
    given: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for which, group in enumerate(contract["groups"]):
        free = [days for days in patterns if not set(days) & set(group["days_off"])]
        columns = [programme.column(group["people"], 0.0, ("given", number, which, days)) for days in free]
        programme.row([(column, 1) for column in columns], group["people"], group["people"])
        for days, column in zip(free, columns, strict=True):
            given[days].append(column)
    for days in patterns:
        own = [(tours[band, days], 1) for band in range(len(windows))]
        programme.row(own + [(column, -1) for column in given[days]], 0, 0)
    office = _office_days(programme, contract, tours, people)
    for band, window in enumerate(windows):
        for day in range(DAYS):
            flows = _flows(programme, cover, (number, contract, people), band, window, day)
            working = [(column, -1) for (b, days), column in tours.items() if b == band and day in days]
            programme.row([(column, 1) for column, _ in flows] + working, 0, 0)
            if office:
                on_site = [(column, 1) for column, mode in flows if mode == "on_site"]
                programme.row(on_site + [(column, -1) for column in office[band, day]], 0, 0)


def _flows(
    programme: Programme, cover: Cover, who: tuple[int, Told, int], band: int, window: tuple[int, int], day: int
) -> list[tuple[int, str]]:
    """Columns for the starts of a band on a day, each with its mode."""
    number, contract, people = who
    found = []
    for which in contract["shifts"]:
        shift = cover.told["shifts"][which]
        for mode in sorted(set(shift["modes"]) & set(contract["modes"])):
            price = duty_price(contract, mode, shift["paid_min"])
            for start in shift["starts"]:
                if window[0] <= start and start + shift["blocks"][-1][1] <= window[1]:
                    label = ("flow", number, band, mode, which, day, start)
                    column = programme.column(people, price, label)
                    cover.feed((which, mode, day, start), column)
                    found.append((column, mode))
    return found


def duty_price(contract: Told, mode: str, paid_min: int) -> float:
    """Wage, and the stipend at home."""
    return float(paid_min / 60 * (contract["wage"] + (contract["stipend"] if mode == "home" else 0.0)))


def _office_days(
    programme: Programme, contract: Told, tours: dict[tuple[int, tuple[int, ...]], int], people: int
) -> dict[tuple[int, int], list[int]]:
    """Columns of people on site by band and day, enough for the least office days of everybody in each tour."""
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    if len(contract["modes"]) < 2:
        return {}
    for (band, days), tour in tours.items():
        columns = [programme.column(people) for _ in days]
        for day, column in zip(days, columns, strict=True):
            programme.row([(column, 1), (tour, -1)], None, 0)
            found[band, day].append(column)
        programme.row([(column, 1) for column in columns] + [(tour, -contract["office_days"])], 0, None)
    return found


def _blocks(programme: Programme, cover: Cover, number: int, contract: Told) -> None:
    """Single, first and second blocks; a second follows a first by a gap inside the limits, first in, first out."""
    blocks, groups = contract["blocks"], contract["groups"]
    worked: list[tuple[int, int]] = []
    begun: list[tuple[int, int]] = []
    for day in range(DAYS):
        present = sum(group["people"] for group in groups if day not in group["days_off"])
        today = []
        ends: dict[int, list[int]] = defaultdict(list)
        seconds: dict[int, list[int]] = defaultdict(list)
        for kind in ("single", "first", "second"):
            for minutes in blocks["lengths"]:
                for start in block_starts(cover.told, blocks, kind, minutes):
                    price = duty_price(contract, "home", minutes)
                    column = programme.column(present, price, ("block", number, kind, day, start, minutes))
                    cover.block(column, day, start, minutes)
                    worked.append((column, minutes))
                    if kind == "second":
                        seconds[start].append(column)
                    else:
                        today.append((column, 1))
                    if kind == "first":
                        ends[start + minutes].append(column)
        programme.row(today, None, present)
        begun += today
        _clock(programme, blocks, present, ends, seconds)
    least, most = (sum(group["people"] for group in groups) * minutes for minutes in contract["minutes"])
    programme.row(worked, least, most)
    in_all = sum(g["people"] * min(contract["days"][1], DAYS - len(g["days_off"])) for g in groups)
    programme.row(begun, None, in_all)


def block_starts(told: Told, blocks: Told, kind: str, minutes: int) -> range:
    """Starts of a block; room is left before a second and after a first."""
    shortest, (gap, _) = min(blocks["lengths"]), blocks["gap"]
    first = told["opens"] + (shortest + gap if kind == "second" else 0)
    last = told["closes"] - minutes - (shortest + gap if kind == "first" else 0)
    return range(first, (last if kind == "second" else min(last, blocks["last_start"])) + 1, blocks["step"])


def _clock(
    programme: Programme, blocks: Told, most: int, ends: dict[int, list[int]], seconds: dict[int, list[int]]
) -> None:
    """Seconds begun stay between firsts that ended the least and those that ended the greatest gap ago."""
    least, greatest = blocks["gap"]
    times = range(min(seconds), max(seconds) + 1, blocks["step"])
    ready = due = None
    for time in times:
        is_last = time == times[-1]
        before, ahead = ready, due
        ready, due = (programme.column(0 if is_last else most) for _ in range(2))
        own = [(column, 1) for column in seconds[time]]
        ended = [(column, -1) for column in ends[time - least]]
        closed = [(column, 1) for column in ends[time - greatest]] if not is_last else _late(ends, time, greatest)
        programme.row([(ready, 1), *own, *([(before, -1)] if before is not None else []), *ended], 0, 0)
        other = [(column, -1) for column, _ in own]
        programme.row([(due, 1), *other, *([(ahead, -1)] if ahead is not None else []), *closed], 0, 0)


def _late(ends: dict[int, list[int]], time: int, greatest: int) -> list[tuple[int, int]]:
    """Firsts whose greatest gap is over at the last start of a second, or would be later."""
    return [(column, 1) for end, columns in ends.items() if end + greatest >= time for column in columns]
