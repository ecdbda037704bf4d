"""The week as a yes or no for each person, day, shift and start: the model that is written down first."""

from __future__ import annotations

from typing import Any

from cover import DAY_MIN, Cover
from pooled import DAYS, block_starts, duty_price
from programme import Programme

Told = dict[str, Any]
Term = tuple[int, int]


def named(told: Told) -> Programme:
    """The programme; pauses are counted beside the shifts."""
    programme = Programme()
    cover = Cover(told, programme)
    for number, contract in enumerate(told["contracts"]):
        for which, group in enumerate(contract["groups"]):
            for copy in range(group["people"]):
                who = (number, which, copy)
                free = [day for day in range(DAYS) if day not in group["days_off"]]
                if contract["blocks"]:
                    _contractor(programme, cover, who, contract, free)
                else:
                    _employed(programme, cover, who, contract, free)
    cover.finish(explicit=False)
    return programme


def _employed(programme: Programme, cover: Cover, who: tuple[int, int, int], contract: Told, free: list[int]) -> None:
    days: dict[int, list[tuple[int, int, int]]] = {}
    office: list[Term] = []
    for day in free:
        days[day] = []
        for which in contract["shifts"]:
            shift = cover.told["shifts"][which]
            for mode in sorted(set(shift["modes"]) & set(contract["modes"])):
                price = duty_price(contract, mode, shift["paid_min"])
                for start in shift["starts"]:
                    column = programme.column(1, price, ("person", *who, mode, which, day, start))
                    cover.feed((which, mode, day, start), column)
                    days[day].append((column, start, start + shift["blocks"][-1][1]))
                    office += [(column, 1)] if mode == "on_site" else []
    for today in days.values():
        programme.row([(column, 1) for column, _, _ in today], None, 1)
    programme.row([(c, 1) for today in days.values() for c, _, _ in today], *contract["days"])
    if contract["office_days"]:
        programme.row(office, contract["office_days"], None)
    _rests(programme, cover, days)


def _contractor(programme: Programme, cover: Cover, who: tuple[int, int, int], contract: Told, free: list[int]) -> None:
    blocks = contract["blocks"]
    least, greatest = blocks["gap"]
    days: dict[int, list[tuple[int, int, int]]] = {}
    worked: list[Term] = []
    for day in free:
        days[day] = []
        of: dict[str, list[tuple[int, int, int]]] = {"single": [], "first": [], "second": []}
        for kind, found in of.items():
            for minutes in blocks["lengths"]:
                for start in block_starts(cover.told, blocks, kind, minutes):
                    price = duty_price(contract, "home", minutes)
                    column = programme.column(1, price, ("person block", *who, kind, day, start, minutes))
                    cover.block(column, day, start, minutes)
                    worked.append((column, minutes))
                    found.append((column, start, start + minutes))
        programme.row([(c, 1) for kind in ("single", "first") for c, _, _ in of[kind]], None, 1)
        programme.row([*((c, 1) for c, _, _ in of["first"]), *((c, -1) for c, _, _ in of["second"])], 0, 0)
        gap = [*((c, begin) for c, begin, _ in of["second"]), *((c, -end) for c, _, end in of["first"])]
        programme.row(gap + [(c, -least) for c, _, _ in of["first"]], 0, None)
        programme.row(gap + [(c, -greatest) for c, _, _ in of["first"]], None, 0)
        days[day] = _first_starts_last_ends(of)
    programme.row(worked, *contract["minutes"])
    begun = [(c, 1) for today in days.values() for c, start, _ in today if start >= 0]
    programme.row(begun, *contract["days"])
    _rests(programme, cover, days)


def _first_starts_last_ends(of: dict[str, list[tuple[int, int, int]]]) -> list[tuple[int, int, int]]:
    """Columns with the start of the day and with its end; -1 where a column says nothing of one."""
    return [
        *of["single"],
        *((column, start, -1) for column, start, _ in of["first"]),
        *((column, -1, end) for column, _, end in of["second"]),
    ]


def _rests(programme: Programme, cover: Cover, days: dict[int, list[tuple[int, int, int]]]) -> None:
    """Between duties on consecutive days; without a duty on the second the row says nothing."""
    rest = cover.told["rest_min"]
    loose = rest + cover.told["closes"] - DAY_MIN
    for day, today in days.items():
        if day + 1 in days and loose > cover.told["opens"]:
            starts = [(column, start - loose) for column, start, _ in days[day + 1] if start >= 0]
            ends = [(column, -end) for column, _, end in today if end >= 0]
            programme.row(starts + ends, rest - DAY_MIN - loose, None)
