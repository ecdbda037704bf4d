"""A slip in either half of a rule makes the halves disagree: the agreement test would notice."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from agreement_cases import CASES, Setting
from small_rosters import small_rosters
from tiny_centre import agent, centre

from staffplan.rules.admission import admits
from staffplan.rules.base import AgentRule, Case
from staffplan.rules.book import named

MUTATIONS = [
    ("rest_between_shifts", "rest_between_shifts", "rest_h < self.min_hours - _ROUNDING_H", "rest_h <= self.min_hours"),
    ("rest_between_shifts", "rest_between_shifts", ".total_seconds() / 3600", ".total_seconds() / 60"),
    ("rest_between_shifts", "rest_between_shifts", "RestGap(self.rule, self.min_hours,", "RestGap(self.rule, 11.0,"),
    ("rest_between_shifts", "rest_between_shifts", "case.last_end", "None"),
    (
        "rest_between_shifts",
        "rest_between_shifts",
        "before is not None and duty.day >=",
        "before is not None and duty.day >",
    ),
    ("consecutive_days", "consecutive_days", "case.days_in_a_row", "0"),
    ("no_overlap", "no_overlap", "case.last_end", "None"),
    ("daily_hours", "daily_hours", "shape.paid_min <= most_min", "shape.paid_min < most_min"),
    ("daily_hours", "daily_hours", "> self.max_hours + _ROUNDING_H", ">= self.max_hours"),
    ("daily_hours", "daily_hours", "self.max_hours * 60", "self.max_hours * 61"),
    ("breaks_after", "breaks_after", "if work > after * 60:", "if work >= after * 60:"),
    ("breaks_after", "breaks_after", "rest >= due and", "rest > due and"),
    (
        "breaks_after",
        "breaks_after",
        "worked_h > self.after_hours and paused_min",
        "worked_h >= self.after_hours and paused_min",
    ),
    ("breaks_after", "breaks_after", "paused_min < due_min", "paused_min <= due_min"),
    ("breaks_after", "breaks_after", "if max(stints) > self", "if max(stints) >= self"),
    ("breaks_after", "breaks_after", "length_min >= self.shortest_min", "length_min > self.shortest_min"),
    ("breaks_after", "breaks_after", "away_min >= self.shortest_min", "away_min > 2 * self.shortest_min"),
    ("breaks_after", "breaks_after", "*(latest for _, latest, _ in rests)", "*(early for early, _, _ in rests)"),
    ("breaks_after", "breaks_after", "if worked_h > self.long_after_hours", "if worked_h >= self.long_after_hours"),
    ("consecutive_days", "consecutive_days", "if run > self.max_days", "if run >= self.max_days"),
    ("consecutive_days", "consecutive_days", "timedelta(days=1)", "timedelta(days=2)"),
    ("contract_hours", "contract_hours", "missing > _ROUNDING_H", "missing > 0.5"),
    ("contract_hours", "contract_hours", "over > _ROUNDING_H", "over > 0.5"),
    ("contract_hours", "contract_hours", "least - self.tolerance_h", "least + self.tolerance_h"),
    ("contract_hours", "contract_hours", "max(week.hours[0] for", "max(week.hours[1] for"),
    ("contract_days", "contract_days", "if days < fewest", "if days <= fewest"),
    ("contract_days", "contract_days", "if days > most", "if days >= most"),
    (
        "contract_days",
        "contract_days",
        "for day in {duty.day for duty in duties}",
        "for day in [case.horizon.first_day]",
    ),
    ("office_days", "office_days", "duty.mode is Mode.ON_SITE", "duty.mode is Mode.HOME"),
    ("office_days", "office_days", "missing > 0", "missing > 1"),
    ("office_days", "office_days", "over > 0", "over > 1"),
    ("office_days", "office_days", "min(week.most_office_days for", "max(week.office_days for"),
    ("anchor_days", "anchor_days", "isoweekday() - 1", "isoweekday()"),
    ("anchor_days", "anchor_days", "shape.mode is Mode.ON_SITE or", "shape.mode is Mode.HOME or"),
    ("consecutive_home_days", "consecutive_home_days", "if run == self.max_days + 1", "if run == self.max_days + 2"),
    ("no_split_on_site", "no_split_on_site", "len(duty.blocks) != 1", "len(duty.blocks) != 2"),
    ("on_site_hours", "on_site_hours", "end <= shut", "end < shut"),
    ("on_site_hours", "on_site_hours", "(day - timedelta(days=1)).weekday()", "day.weekday()"),
    ("on_site_hours", "on_site_hours", "range(-2, case.horizon.days + 2)", "range(2, case.horizon.days + 2)"),
    ("on_site_queues", "on_site_queues", "served & set(self.queues)", "served - set(self.queues)"),
    ("on_site_queues", "on_site_queues", "self.rule, mine, case", "self.rule, case.agent.skills, case"),
    ("time_off", "time_off", "if day in case.days_off", "if duty.day in case.days_off"),
    ("time_off", "time_off", "begin = duty.start", "begin = duty.end"),
    ("time_off", "time_off", ".intersection(case.horizon.dates)", ".intersection(case.horizon.dates[:-3])"),
    (
        "availability",
        "availability",
        "first_outside(start, end, case.agent.zone",
        "first_outside(start, end, case.centre.zone",
    ),
    ("availability", "availability", "stretches(spans, case.agent.zone)", "stretches(spans, case.centre.zone)"),
    ("availability", "availability", "period.first <= day", "period.first < day"),
    ("availability", "availability", "range(-2, days + 3)", "range(0, days - 2)"),
    ("availability", "wall_clock", "open_ <= minute < close", "open_ < minute < close"),
    ("availability", "wall_clock", "open_ <= minute + MINUTES_PER_DAY < close", "open_ <= minute < close"),
    ("availability", "free_time", "block[1] <= end", "block[1] < end"),
    ("availability", "free_time", "start <= merged[-1][1]", "start < merged[-1][1]"),
    ("opening_hours", "opening_hours", "opening.spans(day)) for", "opening.weekly[day.weekday()]) for"),
    ("opening_hours", "opening_hours", "range(-1, case.horizon.days + 2)", "range(0, case.horizon.days - 3)"),
    ("opening_hours", "opening_hours", "first_outside(start, end, case", "first_outside(start, start, case"),
    ("shift_profile", "shift_profile", "early >= earliest", "early > earliest"),
    ("shift_profile", "shift_profile", "late <= latest", "early <= latest"),
    ("shift_profile", "shift_profile", "shape.paid_min == paid_min", "shape.paid_min >= 0"),
    ("shift_profile", "shift_profile", "if end <= profile.spread", "if end < profile.spread"),
    ("shift_profile", "duty_form", "if spread > profile.spread", "if spread >= profile.spread"),
    ("shift_profile", "duty_form", "0 <= after_first <= latest", "0 < after_first <= latest"),
    ("shift_profile", "duty_form", "plan.earliest <= after <= plan.latest", "plan.earliest <= after < plan.latest"),
    ("shift_profile", "duty_form", "or pause.paid is not plan.paid", ""),
    ("shift_profile", "duty_form", "!= plan.minutes", "> plan.minutes"),
    ("shift_profile", "duty_form", "(gap - least) % profile.gap_step", "gap % 1"),
    ("place_of_work", "place_of_work", "duty.mode not in case.agent.modes", "duty.mode is None"),
    ("skills", "skills", "shape.queues <= skills", "shape.queues & skills"),
    ("skills", "skills", "served.difference(case.agent.skills)", "served.difference(['calls', 'chat'])"),
    ("one_duty_a_day", "one_duty_a_day", "if count > 1", "if count > 2"),
    ("no_overlap", "no_overlap", "duty.start < before.end", "duty.start <= before.end"),
    ("no_overlap", "no_overlap", "if before is None or duty.end > before.end", "if before is None"),
]


def mutated(module: str, old: str, new: str) -> dict[str, object]:
    """The namespace of a module of the rule book with one piece of its text exchanged."""
    name = f"staffplan.rules.{module}"
    text = Path(str(importlib.import_module(name).__file__)).read_text()
    assert old in text, f"{module} no longer says {old!r}; choose another slip"
    slipped = ModuleType(f"{name}_with_a_slip")
    sys.modules[slipped.__name__] = slipped
    exec(compile(text.replace(old, new), f"{module} with a slip", "exec"), slipped.__dict__)
    return slipped.__dict__


def rule_of(setting: Setting, rule_type: type[AgentRule]) -> tuple[AgentRule, Case]:
    person = agent(**setting.agent)
    house = centre(person, **setting.centre)
    return rule_type.model_validate(dict(setting.rule)), Case(
        person, house, house.horizon(setting.first, setting.horizon), setting.duties_before
    )


def disagreements(name: str, rule_type: type[AgentRule]) -> Iterator[str]:
    for setting in CASES[name]:
        rule, case = rule_of(setting, rule_type)
        resource, before = rule.resource(case), setting.duties_before
        for roster in small_rosters(setting.options, setting.dates, case.centre.zone, move_pauses=setting.move_pauses):
            planned = resource is None or admits(resource, roster.tour, case)
            if planned == any(list(rule.check(case, (*before, *variant))) for variant in roster.variants):
                yield ", ".join(duty.id for duty in roster.variants[0])


@pytest.mark.parametrize(("name", "module", "old", "new"), MUTATIONS)
def test_a_slip_makes_the_halves_disagree(
    name: str, module: str, old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule_type = named(name)
    assert issubclass(rule_type, AgentRule)
    namespace = mutated(module, old, new)
    if module == name:
        rule_type = namespace[rule_type.__name__]  # type: ignore[assignment]
        assert isinstance(rule_type, type)
        assert issubclass(rule_type, AgentRule)
    else:
        home = importlib.import_module(f"staffplan.rules.{name}")
        for borrowed in ("misfit", "first_outside", "stretches", "holds"):
            if borrowed in namespace and hasattr(home, borrowed):
                monkeypatch.setattr(home, borrowed, namespace[borrowed])
    assert next(disagreements(name, rule_type), None), "nobody noticed"
