"""Pauses by law: as few as are enough, in windows that keep the law wherever the pauses end up."""

from itertools import product

import pytest

from staffplan.domain.shift import Activity, BreakPlan
from staffplan.shifts.lawful_pauses import PauseLaw, lawful_pauses

GERMAN = PauseLaw(((360, 30), (540, 45)), 360, 15)


def plan(minutes: int, earliest: int, latest: int, block: int) -> BreakPlan:
    return BreakPlan(Activity.MEAL, minutes, False, earliest, latest, from_min=block, to_min=block)


@pytest.mark.parametrize(
    ("block", "plans"),
    [
        (240, ()),
        (360, ()),
        (510, (plan(30, 180, 300, 510),)),
        (600, (plan(45, 210, 330, 600),)),
        (720, (plan(45, 315, 345, 720),)),
    ],
)
def test_a_block_gets_the_pauses_that_german_law_asks_for(block: int, plans: tuple[BreakPlan, ...]) -> None:
    assert lawful_pauses(block, GERMAN, 15) == plans


def test_pauses_that_no_window_can_hold_are_not_made_up() -> None:
    assert lawful_pauses(30, PauseLaw(((0, 30),), 10, 15), 15) is None


@pytest.mark.parametrize("law", [GERMAN, PauseLaw(((240, 15), (480, 60)), 150, 10), PauseLaw(((330, 20),), 270, 20)])
@pytest.mark.parametrize("interval", [5, 15, 30])
def test_wherever_the_pauses_end_up_the_law_is_kept(law: PauseLaw, interval: int) -> None:
    for block in range(interval, 721, 30):
        plans = lawful_pauses(block, law, interval)
        if plans is None:
            continue
        rest = sum(p.minutes for p in plans)
        assert rest >= max((due for work, due in law.steps if block - rest > work), default=0)
        assert all(p.minutes >= law.shortest for p in plans)
        for starts in product(*((p.earliest, p.latest) for p in plans)):
            pauses = [(start, start + p.minutes) for start, p in zip(starts, plans, strict=True)]
            edges = [0, *(edge for pause in pauses for edge in pause), block]
            stints = [end - begin for begin, end in zip(edges[::2], edges[1::2], strict=True)]
            assert min(stints) >= 0
            assert max(stints) <= law.unbroken
            assert not any(edge % interval for edge in edges[:-1])
