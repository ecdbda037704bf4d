import importlib.util
from dataclasses import replace
from pathlib import Path

import pytest

from staffplan.domain.shift import ShiftProfile
from staffplan.domain.shift_design import DesignedShift, DesignPrices, DesignTask, ShiftDesign
from staffplan.domain.site import Mode

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "shift_design.py"
SPEC = importlib.util.spec_from_file_location("shift_design_benchmark", SCRIPT)
assert SPEC is not None
assert SPEC.loader is not None
BENCHMARK = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(BENCHMARK)

NIGHT = ShiftProfile("night", frozenset({Mode.ON_SITE}), 1080, 1080, 360, (720,))
TASK = DesignTask(360, (1, 0, 0, 2, 2, 0, 0, 0), (NIGHT,), DesignPrices(1.0, 2.0, 500.0))


def design(*shifts: DesignedShift) -> ShiftDesign:
    return ShiftDesign(shifts, 0.0, 0.0, "proof")


def test_the_count_knows_midnight_misfit_and_shifts():
    found = BENCHMARK.counted(TASK, design(DesignedShift(1080, 720, (2, 0))))
    assert found == {"objective": 2.0 * 360 + 500.0, "over_min": 0, "under_min": 360, "shifts": 1}
    found = BENCHMARK.counted(TASK, design(DesignedShift(1080, 720, (2, 1))))
    assert found == {"objective": 360.0 + 500.0, "over_min": 360, "under_min": 0, "shifts": 1}
    assert BENCHMARK.counted(replace(TASK, cyclic=False), design(DesignedShift(1080, 720, (2, 1))))["under_min"] == 360


@pytest.mark.parametrize("shift", [DesignedShift(720, 720, (1, 0)), DesignedShift(1080, 360, (1, 0))])
def test_a_shift_that_may_not_exist_is_refused(shift):
    with pytest.raises(ValueError, match="may not exist"):
        BENCHMARK.counted(TASK, design(shift))
