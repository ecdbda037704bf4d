"""The smallest real number of agents: definition, the whole-number answer, what the load alone asks for."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffplan.queueing import erlang_a
from staffplan.queueing.arrays import PORTION
from staffplan.queueing.erlang_c import average_speed_of_answer, occupancy, probability_of_waiting, service_level
from staffplan.queueing.fractional import required_fraction, required_fraction_with_patience
from staffplan.queueing.required import required_agents
from staffplan.queueing.required_erlang_a import DEFINITIONS, required_with_patience
from staffplan.queueing.retrials import effective_load

TARGETS = st.fixed_dictionaries(
    {},
    optional={
        "service_level": st.sampled_from([0.0, 0.003, 0.8, 0.95, 0.9999]),
        "asa_s": st.sampled_from([1e-3, 10.0, 1e6]),
        "max_occupancy": st.sampled_from([0.01, 0.837, 1.0]),
        "max_waiting": st.sampled_from([1e-4, 0.49, 1.0]),
    },
)


def met(load: float, agents: float, aht: float, targets: dict[str, float], threshold: float) -> bool:
    hair = 1e-13
    return bool(
        agents > load
        and service_level(load, agents, aht, threshold) >= targets.get("service_level", 0) * (1 - hair)
        and average_speed_of_answer(load, agents, aht) <= targets.get("asa_s", math.inf) * (1 + hair)
        and occupancy(load, agents) <= targets.get("max_occupancy", 1) * (1 + hair)
        and probability_of_waiting(load, agents) <= targets.get("max_waiting", 1) * (1 + hair)
    )


@settings(max_examples=50)
@given(st.floats(1e-4, 500), st.floats(20, 1800), TARGETS, st.sampled_from([0.0, 20.0, 300.0, math.inf]))
def test_the_answer_meets_everything_and_a_billionth_less_does_not(
    load: float, aht: float, targets: dict[str, float], threshold: float
) -> None:
    agents = float(required_fraction(load, aht, threshold_s=threshold, **targets))
    assert met(load, agents, aht, targets, threshold)
    assert not met(load, agents * (1 - 1e-9), aht, targets, threshold)
    assert math.ceil(agents) == required_agents(load, aht, threshold_s=threshold, **targets).agents


# Crossings of the continuous extension, solved with 40-digit arithmetic.
SOLVED: list[tuple[float, float, dict[str, float], float]] = [
    (1e-4, 1800, {"asa_s": 0.01}, 1.27266379830604), (0.02, 300, {"service_level": 0.8}, 0.440322382870276),
    (0.7, 200, {"asa_s": 10.0}, 2.46950701290155), (10, 300, {"service_level": 0.01}, 10.0232076196084),
    (12.3, 240, {"service_level": 0.8}, 15.7521916953448), (12.3, 240, {"max_waiting": 0.05}, 19.1302133131325),
    (999.5, 300, {"service_level": 0.8}, 1014.23304598153), (1e5, 300, {"service_level": 0.8}, 100022.772100135),
]  # fmt: skip


@pytest.mark.parametrize(("load", "aht", "targets", "agents"), SOLVED)
def test_crossings_solved_with_forty_digits(load: float, aht: float, targets: dict[str, float], agents: float) -> None:
    assert required_fraction(load, aht, threshold_s=20, **targets) == pytest.approx(agents, rel=1e-10)


def test_an_occupancy_is_a_plain_division() -> None:
    assert required_fraction(5.1, 300, max_occupancy=0.85) == 6.0
    assert required_fraction([3.0, 40.0], 300, max_occupancy=0.8) == pytest.approx([3.75, 50.0], rel=1e-10)


def test_without_a_target_that_binds_it_is_a_hair_above_the_load() -> None:
    load = np.array([1e-3, 0.5, 10.0, 10.0 * (1 - 1e-16), 99_999.0])
    for targets in ({}, {"service_level": 0.0}, {"max_occupancy": 1.0}, {"max_waiting": 1.0}, {"asa_s": 1e300}):
        agents = required_fraction(load, 300, **targets)
        assert (agents > load).all()
        assert (agents <= load * (1 + 1e-9)).all()
        np.testing.assert_array_equal(np.ceil(agents), required_agents(load, 300).agents)


def test_no_load_needs_nobody() -> None:
    assert required_fraction(0.0, 0.0, service_level=0.8) == 0.0
    assert required_fraction([0.0, 4.0], 300, service_level=0.8)[0] == 0.0


def test_many_rows_give_what_each_gives_alone() -> None:
    load = np.random.default_rng(5).lognormal(2.0, 1.5, PORTION + 100)
    together = required_fraction(load, 240, service_level=0.8, max_occupancy=0.9)
    whole = required_agents(load, 240, service_level=0.8, max_occupancy=0.9).agents
    np.testing.assert_array_equal(np.ceil(together), whole)
    for at in (0, 17, PORTION, PORTION + 99):
        alone = required_fraction(load[at], 240, service_level=0.8, max_occupancy=0.9)
        assert together[at] == pytest.approx(alone, rel=1e-10)


def test_arguments_broadcast_and_more_asked_never_needs_less() -> None:
    grid = required_fraction([[5.0], [50.0]], 240, service_level=[0.5, 0.8, 0.9, 0.99])
    assert grid.shape == (2, 4)
    assert (np.diff(grid, axis=1) > 0).all()
    with pytest.raises(ValueError, match="service_level 1 at position 1"):
        required_fraction(5.0, 240, service_level=[0.8, 1.0])


PATIENT_TARGETS = st.fixed_dictionaries(
    {},
    optional={
        "service_level": st.sampled_from([0.2, 0.8, 0.99]),
        "asa_s": st.sampled_from([1.0, 15.0]),
        "mean_wait_s": st.sampled_from([1.0, 15.0]),
        "max_occupancy": st.sampled_from([0.5, 0.9]),
        "max_waiting": st.sampled_from([0.01, 0.49]),
        "max_abandonment": st.sampled_from([0.03, 0.4]),
    },
)
FIGURES = {
    "asa_s": "asa_s", "mean_wait_s": "mean_wait_s", "max_occupancy": "occupancy", "max_waiting": "waiting",
    "max_abandonment": "abandonment",
}  # fmt: skip


def met_with_patience(
    load: float, agents: float, times: tuple[float, float, float], targets: dict[str, float], definition: str
) -> bool:
    found = erlang_a.measures(load, agents, *times)
    hair = 1e-11
    return getattr(found, definition) >= targets.get("service_level", 0) * (1 - hair) and all(
        getattr(found, figure) <= targets.get(name, math.inf) * (1 + hair) for name, figure in FIGURES.items()
    )


@settings(max_examples=12)
@given(
    st.floats(0.01, 100),
    st.floats(60, 900),
    st.floats(20, 900),
    PATIENT_TARGETS,
    st.sampled_from(DEFINITIONS),
    st.sampled_from([0.0, 0.5]),
)
def test_with_patience_the_answer_meets_everything_and_a_little_less_does_not(
    load: float, aht: float, patience: float, targets: dict[str, float], definition: str, again: float
) -> None:
    wanted = {"definition": definition, "retry_share": again} | targets
    agents = float(required_fraction_with_patience(load, aht, patience, **wanted))
    times = (aht, patience, 20.0)
    assert met_with_patience(
        float(effective_load(load, agents, aht, patience, again)), agents, times, targets, definition
    )
    less = agents * (1 - 1e-8)
    total = float(effective_load(load, less, aht, patience, again))
    assert agents == 1e-10 or not met_with_patience(total, less, times, targets, definition)
    assert math.ceil(agents) == required_with_patience(load, aht, patience, **wanted).agents


def test_without_patience_to_speak_of_or_for_ever_the_known_answers_come_out() -> None:
    # Nobody abandons who waits for ten years on end: Erlang C.
    endless = required_fraction_with_patience([0.7, 12.3], 240, 3e8, service_level=0.8)
    np.testing.assert_allclose(endless, required_fraction([0.7, 12.3], 240, service_level=0.8), rtol=1e-4)
    # Erlangs served are erlangs of agents at work.
    half = required_fraction_with_patience(10.0, 240, 60, max_abandonment=0.5)
    assert 5.0 < half < 6.0


def test_with_patience_what_nobody_could_miss_asks_for_next_to_nobody() -> None:
    agents = required_fraction_with_patience([0.0, 5.0], 240, 60, service_level=0.0, max_abandonment=1.0)
    assert agents.tolist() == [0.0, 1e-10]
    with pytest.raises(ValueError, match="max_abandonment"):
        required_fraction_with_patience(5.0, 240, 60, max_abandonment=0.0)


def test_with_patience_arguments_broadcast_and_portions_agree_with_single_rows() -> None:
    grid = required_fraction_with_patience([[5.0], [50.0]], 240, 120, service_level=[0.5, 0.8, 0.9])
    assert grid.shape == (2, 3)
    assert grid[1, 2] == pytest.approx(
        float(required_fraction_with_patience(50.0, 240, 120, service_level=0.9)), rel=1e-9
    )
