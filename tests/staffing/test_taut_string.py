"""The taut string stays between its curves and is the most level path there is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffplan.staffing.taut_string import taut_string


@st.composite
def corridors(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Cumulative arrivals, and what of them is due when each has some patience."""
    arriving = np.array(draw(st.lists(st.sampled_from([0.0, 0.0, 1.0, 2.5, 7.0, 30.0]), min_size=1, max_size=25)))
    patience = draw(st.integers(0, 8))
    upper = np.concatenate(([0.0], np.cumsum(arriving)))
    lower = np.concatenate((np.zeros(min(patience, arriving.size)), upper))[: upper.size]
    lower[-1] = upper[-1]
    return lower, upper


def lowest_peak(lower: np.ndarray, upper: np.ndarray) -> float:
    """No path can be flatter than the steepest chord from the upper curve to a later point of the lower one."""
    return max((lower[j] - upper[i]) / (j - i) for j in range(1, lower.size) for i in range(j))


@given(corridors())
def test_the_string_stays_inside_ends_where_it_must_and_has_the_lowest_peak(
    corridor: tuple[np.ndarray, np.ndarray],
) -> None:
    lower, upper = corridor
    path = taut_string(lower, upper)
    assert (path >= lower).all()
    assert (path <= upper).all()
    assert (path[0], path[-1]) == (0, upper[-1])
    assert np.diff(path).max() == pytest.approx(max(lowest_peak(lower, upper), 0), rel=1e-9, abs=1e-12)


@given(corridors())
def test_the_string_bends_only_where_a_curve_holds_it(corridor: tuple[np.ndarray, np.ndarray]) -> None:
    # Bending up it hangs on the upper curve, bending down it lies on the lower one: with that, no path between the
    # curves has a smaller sum of any convex function of the slopes.
    lower, upper = corridor
    path = taut_string(lower, upper)
    bend = np.diff(path, n=2)
    inner = slice(1, -1)
    assert path[inner][bend > 1e-9] == pytest.approx(upper[inner][bend > 1e-9])
    assert path[inner][bend < -1e-9] == pytest.approx(lower[inner][bend < -1e-9])


def test_a_wide_corridor_gives_one_straight_line() -> None:
    path = taut_string(np.array([0.0, 0, 0, 0, 8]), np.array([0.0, 5, 8, 8, 8]))
    assert np.diff(path).tolist() == [2, 2, 2, 2]


def test_a_closed_corridor_gives_the_curve_itself() -> None:
    curve = np.array([0.0, 3, 3, 10, 11])
    assert taut_string(curve, curve).tolist() == curve.tolist()


def test_the_string_bends_around_what_blocks_it() -> None:
    # Little arrives at first, then a lot that is due soon.
    path = taut_string(np.array([0.0, 0, 0, 6, 7]), np.array([0.0, 1, 1, 7, 7]))
    assert np.diff(path).tolist() == [0.5, 0.5, 5, 1]
