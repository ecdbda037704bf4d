"""What a case tells other solvers: its week as plain numbers, without a word of how staffplan would plan it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pandas as pd

from family.centre import FIRST_DAY, ZONE, Case
from staffplan.config import Configuration
from staffplan.domain.centre import Centre
from staffplan.domain.contract import Contract, Employment
from staffplan.domain.shift import Shift, ShiftProfile
from staffplan.shifts.catalogue import catalogue

DAYS, OPENS, CLOSES, REST_MIN = 7, 7 * 60, 22 * 60, 11 * 60
Told = dict[str, Any]


def told(case: Case, configuration: Configuration, requirement: pd.DataFrame) -> Told:
    """The week of a centre that is open from 07:00 to 22:00; minutes are those after midnight, money is EUR.

    Parameters
    ----------
    requirement : as `write_centre` returned it, beside the folder from which the configuration was read.

    Raises
    ------
    ValueError : the centre is always open; the peers' models hold no shift over midnight.
    """
    if case.always_open:
        raise ValueError("a centre that is always open cannot be told: the peers' models hold no shift over midnight")
    centre = configuration.centre
    demand = np.zeros(DAYS * 1440 // centre.interval_min)
    first = pd.Timestamp(FIRST_DAY, tz=ZONE)
    slots = ((requirement["start"] - first).dt.total_seconds() / 60 / centre.interval_min).astype(int)
    demand[slots] = requirement["agents"]
    flexible = {p for c in centre.contracts if c.employment is Employment.CONTRACTOR for p in c.profiles}
    shifts = [shift for shift in catalogue(centre.profiles) if shift.profile not in flexible]
    return {
        "name": case.name,
        "interval_min": centre.interval_min,
        "opens": OPENS,
        "closes": CLOSES,
        "rest_min": REST_MIN,
        "demand": [int(agents) for agents in demand],
        "seats": centre.sites[0].seats,
        "shortfall": [list(step) for step in centre.prices.shortfall],
        "surplus": centre.prices.surplus,
        "shifts": [_shift(shift) for shift in shifts],
        "contracts": [_contract(contract, centre, shifts) for contract in centre.contracts],
    }


def _shift(shift: Shift) -> Told:
    return {
        "name": shift.name,
        "blocks": [list(block) for block in shift.blocks],
        "breaks": [[pause.minutes, pause.earliest, pause.latest] for pause in shift.breaks],
        "starts": [minute for minute in shift.starts if minute + shift.elapsed_min <= CLOSES],
        "modes": sorted(mode.value for mode in shift.modes),
        "paid_min": shift.paid_min,
    }


def _contract(contract: Contract, centre: Centre, shifts: list[Shift]) -> Told:
    people = [agent for agent in centre.agents if agent.contract == contract.name]
    first = pd.Timestamp(FIRST_DAY).date()
    off: dict[str, set[int]] = {agent.id: set() for agent in people}
    for absence in centre.time_off:
        if absence.agent_id in off:
            off[absence.agent_id] |= {(day - first).days for day in absence.days()}
    groups = Counter(tuple(sorted(days)) for days in off.values())
    own = [profile for profile in centre.profiles if profile.name in contract.profiles]
    return {
        "name": contract.name,
        "minutes": [round(60 * hours) for hours in contract.weekly_hours],
        "days": list(contract.days_per_week),
        "wage": contract.wage,
        "stipend": contract.home_stipend,
        "office_days": contract.min_office_days,
        "modes": sorted({mode.value for agent in people for mode in agent.modes}),
        "groups": [{"days_off": list(days), "people": count} for days, count in sorted(groups.items())],
        "shifts": [number for number, shift in enumerate(shifts) if shift.profile in contract.profiles],
        "blocks": _blocks(own[0]) if contract.employment is Employment.CONTRACTOR else None,
    }


def _blocks(profile: ShiftProfile) -> Told:
    """Of contractors: lengths and first starts of blocks, and the gap between two of a day."""
    assert profile.gap is not None
    return {
        "lengths": list(profile.lengths),
        "last_start": profile.last_start,
        "step": profile.start_step,
        "gap": list(profile.gap),
    }
