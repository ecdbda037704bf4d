"""What load so many lines may be offered: the inverse of Erlang B."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shared_folder import SHARED, needs_shared

from staffplan.queueing.erlang_b import acceptance_odds, blocking_probability, load_carried
from staffplan.queueing.trunks import required_lines


@needs_shared("oracle/published.csv")
def test_published_loads_of_trunk_groups_are_met() -> None:
    rows = [line.split(",") for line in (SHARED / "oracle" / "published.csv").read_text().splitlines()]
    rows = [row[-5:] for row in rows if row[-5] == "erlang_b_inverse"]
    assert len(rows) == 7
    for _, inputs, _, _, exact in rows:
        lines, blocking = (float(part.split("=")[1]) for part in inputs.split(";"))
        assert load_carried(lines, blocking) == pytest.approx(float(exact), rel=1e-13)


@given(st.floats(0.3, 600), st.sampled_from([1e-280, 1e-9, 1e-4, 0.01, 0.3, 0.9, 0.999]))
def test_the_load_blocks_exactly_the_cap(lines: float, cap: float) -> None:
    load = load_carried(lines, cap)
    assert blocking_probability(load, lines) == pytest.approx(cap, rel=1e-9)
    assert load * (1 - cap) < lines


def test_one_line_carries_what_the_formula_says() -> None:
    cap = np.array([1e-280, 1e-12, 0.01, 0.5, 0.99, 0.999999, 1 - 1e-9])
    np.testing.assert_allclose(load_carried(1, cap), cap / (1 - cap), rtol=1e-13)


@pytest.mark.parametrize("cap", [0.6, 0.99, 0.999999, 1 - 1e-9])
def test_also_where_nearly_all_are_turned_away_the_load_has_all_its_digits(cap: float) -> None:
    lines = np.array([0.3, 2, 10, 1000, 1e5, 1e9])
    load = load_carried(lines, cap)
    np.testing.assert_allclose(acceptance_odds(load, lines), (1 - cap) / cap, rtol=1e-13)


def test_lines_required_for_the_load_are_the_lines_it_came_from() -> None:
    lines = np.array([1, 2, 15, 168, 2000, 90_000])
    for cap in (0.001, 0.03):
        load = load_carried(lines, cap)
        np.testing.assert_array_equal(required_lines(load * (1 - 1e-9), cap), lines)
        np.testing.assert_array_equal(required_lines(load * (1 + 1e-9), cap), lines + 1)


def test_without_lines_or_without_losses_there_is_no_load() -> None:
    assert load_carried([0, 5, 0], [0.1, 1e-305, 0.0]).tolist() == [0.0, 0.0, 0.0]
    assert load_carried(1e-3, 1e-30) == 0.0  # below the smallest double


@pytest.mark.parametrize(
    ("lines", "cap", "named"),
    [(5, 1.0, "every load"), (5, [0.1, 2], "position 1"), (-1, 0.1, "lines"), (5, math.nan, "max_blocking")],
)
def test_caps_that_bound_nothing_and_no_numbers_are_refused(lines: float, cap: float, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        load_carried(lines, cap)
