"""Who of a tour of mixed lengths works how long on which day, and on which of these days on site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from staffplan.errors import Fault, SolverError
from staffplan.scheduling.linear_model import LinearModel
from staffplan.scheduling.model.crew_weeks import CrewWeeks
from staffplan.scheduling.model.mixed_weeks import MixedWeek
from staffplan.solve.living_model import LivingModel

Counts = dict[tuple[int, int, bool], int]
"""People by day, paid minutes and whether on site; places are not told apart where nobody counts office days."""


def deal_mixed_weeks(
    weeks: CrewWeeks, values: NDArray[np.float64], own_week: Mapping[str, tuple[int, int]]
) -> tuple[dict[tuple[str, int], int], set[tuple[str, int]]]:
    """Paid minutes by (agent id, day), and the (agent id, day) on site, for those who work tours of mixed lengths.

    One person after the other takes a whole week out of the tour's counts. There always is one: the counts divided by
    the number of people are a fractional week, and the weeks within the counts are the whole points of a network.
    """
    members: dict[tuple[int, int], list[str]] = defaultdict(list)
    for agent_id, week in own_week.items():
        members[week].append(agent_id)
    lengths: dict[tuple[str, int], int] = {}
    office: set[tuple[str, int]] = set()
    for mixed in weeks.mixed:
        people = members.get((mixed.band, mixed.tour), [])
        counts = _counts(mixed, values)
        for left in range(len(people), 0, -1):
            agent_id = people[len(people) - left]
            for day, paid, on_site in _one_week(counts, dict(weeks.tours[mixed.tour].mix), left):
                counts[day, paid, on_site] -= 1
                lengths[agent_id, day] = paid
                if on_site and mixed.office:
                    office.add((agent_id, day))
    return lengths, office


def _counts(mixed: MixedWeek, values: NDArray[np.float64]) -> Counts:
    counts: Counts = {}
    for (day, paid), column in mixed.lengths.items():
        on_site = round(values[mixed.office[day, paid]]) if mixed.office else 0
        counts[day, paid, True] = on_site
        counts[day, paid, False] = round(values[column]) - on_site
    return counts


def _one_week(counts: Counts, mix: Mapping[int, int], people: int) -> list[tuple[int, int, bool]]:
    """A week for one of `people`, within the counts, with a fair share of the days on site at each length."""
    cells = [cell for cell, count in counts.items() if count > 0]
    model = LinearModel("one week")
    takes = model.columns("takes", len(cells), high=1.0)
    days = sorted({day for day, _, _ in cells})
    on_day = dict(zip(days, model.rows("day", len(days), "==", 1.0), strict=True))
    model.put([on_day[day] for day, _, _ in cells], takes)
    for paid, number in mix.items():
        of_length = [takes[n] for n, cell in enumerate(cells) if cell[1] == paid]
        model.put(model.rows("length", 1, "==", float(number)), of_length)
        on_site = [takes[n] for n, cell in enumerate(cells) if cell[1] == paid and cell[2]]
        share = sum(count for cell, count in counts.items() if cell[1] == paid and cell[2]) / people
        if on_site:
            model.put(model.rows("on site", 1, ">=", float(np.floor(share))), on_site)
            model.put(model.rows("on site", 1, "<=", float(np.ceil(share))), on_site)
    outcome = LivingModel(model.problem()).relax()
    if outcome.values is None:
        raise SolverError(Fault("solver.no_names", "the lengths of a mixed week do not fit its people"))
    return [cell for cell, taken in zip(cells, outcome.values, strict=True) if taken > 0.5]
