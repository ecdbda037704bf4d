"""Agents to roster for agents at work."""

from __future__ import annotations

import numpy as np
import pytest

from staffplan.staffing.shrinkage import gross


def test_fourteen_agents_at_thirty_per_cent_are_twenty_rostered() -> None:
    assert gross(14, 0.3) == pytest.approx(20)
    assert gross([14.0, 0.0], [0.3, 0.5]).tolist() == pytest.approx([20.0, 0.0])
    assert gross(7, 0) == 7


@pytest.mark.parametrize("shrinkage", [1.0, -0.1, 30.0, np.nan, [0.1, 1.0]])
def test_a_shrinkage_outside_its_range_is_refused(shrinkage: object) -> None:
    with pytest.raises(ValueError, match="shrinkage"):
        gross(14, shrinkage)
