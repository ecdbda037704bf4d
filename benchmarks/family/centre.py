"""A made-up centre as a folder that staffplan reads: configuration, people, time off, and a week's requirement."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from family.curves import INTERVAL_MIN, SHAPES, curve

FIRST_DAY: Final = date(2026, 11, 30)
ZONE: Final = "Europe/Berlin"
MIX: Final = {
    "full_time_site": (0.30, "on_site", 37.5),
    "four_long_days": (0.10, "on_site", 38.0),
    "part_time_site": (0.10, "on_site", 18.75),
    "full_time_hybrid": (0.15, "hybrid", 37.5),
    "full_time_home": (0.15, "home", 37.5),
    "part_time_home": (0.08, "home", 19.0),
    "contractor": (0.12, "home", 15.0),
}
"""By contract: share of the people, where they work, and about how many hours each is at work in a week."""

_DAYS_OFF = 0.025


@dataclass(frozen=True)
class Case:
    """One centre of the family.

    Attributes
    ----------
    agents : how many people, about.
    shape : of the day's curve, of `curves.SHAPES`.
    """

    agents: int
    shape: str
    seed: int
    always_open: bool = False

    @property
    def name(self) -> str:
        """For tables."""
        return f"{self.agents:,} agents, {'24/7' if self.always_open else '07-22'}, {self.shape}"


def write_centre(case: Case, folder: Path) -> pd.DataFrame:
    """Write configuration and people; the week's REQUIREMENT."""
    counts = {name: round(share * case.agents) for name, (share, _, _) in MIX.items()}
    hours = sum(counts[name] * at_work for name, (_, _, at_work) in MIX.items())
    week = curve(case.shape, case.seed, always_open=case.always_open)
    shape = SHAPES[case.shape]
    peak = hours * (shape.always if case.always_open else shape.daily) / (week.sum() * INTERVAL_MIN / 60)
    agents = np.ceil(week * peak - 0.5)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "centre.yaml").write_text(
        json.dumps(_configuration(case, round(max(0.75 * peak, 0.42 * case.agents))), indent=1)
    )
    _write_people(case, counts, folder)
    start = pd.date_range(pd.Timestamp(FIRST_DAY), periods=len(agents), freq=f"{INTERVAL_MIN}min", tz=ZONE)
    needed = agents > 0
    return pd.DataFrame({"queue": "support", "start": start[needed], "agents": agents[needed]})


def _write_people(case: Case, counts: dict[str, int], folder: Path) -> None:
    rng = np.random.default_rng([case.seed, case.agents])
    with (
        (folder / "agents.csv").open("w", newline="") as people,
        (folder / "time_off.csv").open("w", newline="") as off,
    ):
        roll, away = csv.writer(people), csv.writer(off)
        roll.writerow(["agent_id", "contract", "site", "mode", "skills"])
        away.writerow(["agent_id", "first_day", "last_day", "kind"])
        number = 0
        for contract, count in counts.items():
            for _ in range(count):
                number += 1
                name = f"P{number:05d}"
                roll.writerow([name, contract, "main", MIX[contract][1], "support"])
                for day in np.flatnonzero(rng.random(7) < _DAYS_OFF).tolist():
                    when = FIRST_DAY + timedelta(days=day)
                    away.writerow([name, when, when, "unavailable"])


def _configuration(case: Case, seats: int) -> dict[str, object]:
    return {
        "centre": {"name": case.name, "time_zone": ZONE, "interval": f"{INTERVAL_MIN} min", "currency": "EUR"},
        "sites": {"main": {"seats": seats}},
        "files": {"agents": "agents.csv", "time_off": "time_off.csv"},
        "opening_hours": {"Mon-Sun": "00:00-24:00" if case.always_open else "07:00-22:00"},
        "queues": {"support": {"channel": "voice", "goal": {"service_level": 0.8, "within": "20 s"}, "aht": "300 s"}},
        "contracts": _contracts(),
        "profiles": _profiles(case.always_open),
        "prices": {
            "shortfall": [{"up_to": "8 %", "price": 60}, {"up_to": "100 %", "price": 120}],
            "surplus": 0.5,
        },
        "rules": [{"rule": name, **fields} for name, fields in _RULES],
    }


_RULES: tuple[tuple[str, dict[str, object]], ...] = (
    ("rest_between_shifts", {"min_hours": 11}),
    ("consecutive_days", {"max_days": 6}),
    ("contract_hours", {}),
    ("contract_days", {}),
    ("office_days", {}),
    ("shift_profile", {}),
    ("availability", {}),
    ("time_off", {}),
    ("skills", {}),
    ("place_of_work", {}),
    ("opening_hours", {}),
    ("one_duty_a_day", {}),
    ("no_overlap", {}),
    ("seats", {}),
)


def _contracts() -> dict[str, object]:
    def employed(hours: float, days: int, wage: float, profiles: list[str], **more: object) -> dict[str, object]:
        return {
            "employment": "employed",
            "weekly_hours": hours,
            "days": days,
            "wage": wage,
            "profiles": profiles,
            **more,
        }

    return {
        "full_time_site": employed(40, 5, 20, ["full_day", "full_day_long_meal"]),
        "four_long_days": employed(40, 4, 20, ["long_day"]),
        "part_time_site": employed(20, 5, 18, ["four_hours"]),
        "full_time_hybrid": employed(40, 5, 20, ["full_day"], min_office_days=2, home_stipend=0.5),
        "full_time_home": employed(40, 5, 19, ["full_day", "split_day"], home_stipend=0.5),
        "part_time_home": employed(20, 4, 18, ["five_hours"], home_stipend=0.5),
        "contractor": {
            "employment": "contractor",
            "weekly_hours": "5-25 h",
            "days": "1-6",
            "wage": 17,
            "home_stipend": 0.5,
            "profiles": ["micro"],
        },
    }


def _profiles(always_open: bool) -> dict[str, object]:
    def profile(length: str, longest_min: int, breaks: list[dict[str, object]], modes: list[str]) -> dict[str, object]:
        first, last = (0, 1410) if always_open else (420, 1320 - longest_min)
        return {
            "modes": modes,
            "first_start": _clock(first),
            "last_start": _clock(last - last % 30),
            "start_step": "30 min",
            "lengths": [length],
            "breaks": breaks,
        }

    def pause(after: str) -> dict[str, object]:
        return {"activity": "break", "length": "15 min", "paid": True, "starts_after": after}

    def meal(length: str, after: str) -> dict[str, object]:
        return {"activity": "meal", "length": length, "paid": False, "starts_after": after}

    both, site, home = ["on_site", "home"], ["on_site"], ["home"]
    split = profile("4 h", 540, [pause("75-150 min")], home)
    micro = profile("2 h", 120, [], home)
    return {
        "full_day": profile(
            "8.5 h", 510, [pause("60-105 min"), meal("30 min", "180-300 min"), pause("360-435 min")], both
        ),
        "full_day_long_meal": profile(
            "9 h", 540, [pause("60-105 min"), meal("60 min", "180-300 min"), pause("390-465 min")], site
        ),
        "long_day": profile(
            "10.5 h", 630, [pause("60-105 min"), meal("30 min", "240-360 min"), pause("420-555 min")], site
        ),
        "four_hours": profile("4 h", 240, [pause("75-150 min")], site),
        "five_hours": profile("5 h", 300, [pause("75-210 min")], home),
        "split_day": split | {"gap": "1-3 h", "gap_step": "60 min", "split_only": True, "spread": "12 h"},
        "micro": micro
        | {
            "lengths": ["2 h", "2.5 h", "3 h", "3.5 h", "4 h"],
            "gap": "1-4 h",
            "gap_step": "30 min",
            "spread": "13 h",
        },
    }


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
