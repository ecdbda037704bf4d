"""The walk-throughs of CONTRIBUTING.md are code that works."""

import re
from pathlib import Path

import numpy as np
import pytest
from small_rosters import DAYS, small_rosters
from tiny_centre import MONDAY, agent, centre

from staffplan.forecasting.methods import Past
from staffplan.rules.admission import admits
from staffplan.rules.base import Case

ROOT = Path(__file__).resolve().parents[2]


def walked_through(kind):
    """What the example marked ``python <kind>`` defines."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (code,) = re.findall(rf"```python {kind}\n(.*?)```", text, re.DOTALL)
    defined = {"__name__": f"contributing_{kind}"}
    exec(compile(code, "CONTRIBUTING.md", "exec"), defined)
    return defined


@pytest.mark.parametrize("latest_hour", [12, 18, 22, 24])
def test_both_halves_of_the_example_rule_agree_on_every_small_roster(latest_hour):
    rule = walked_through("rule")["LatestEnd"](latest_hour=latest_hour)
    person = agent()
    house = centre(person)
    case = Case(person, house, house.horizon(MONDAY))
    verdicts = set()
    for roster in small_rosters(DAYS, case.horizon.dates[:3], house.zone, move_pauses=False):
        planned = admits(rule.resource(case), roster.tour, case)
        audited = not any(list(rule.check(case, variant)) for variant in roster.variants)
        assert planned == audited
        verdicts.add(planned)
    assert verdicts == {True, False}


def test_the_example_method_repeats_the_last_week():
    days = np.arange("2026-11-02", "2026-11-23", dtype="datetime64[D]")  # three weeks from a Monday
    offered = np.arange(len(days) * 2, dtype=float).reshape(-1, 2)
    target = np.arange("2026-11-30", "2026-12-07", dtype="datetime64[D]")
    assert (walked_through("method")["WeekBefore"]().rates(Past(days, offered), target) == offered[-7:]).all()
