import importlib.util
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
OWN = SimpleNamespace(bound=90.0, objective=100.0)


@pytest.fixture
def fault(monkeypatch):
    """What the benchmark says of a plan beside one that is known."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    spec = importlib.util.spec_from_file_location("flexibility_benchmark", BENCHMARKS / "flexibility.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "flexibility_benchmark", module)
    spec.loader.exec_module(module)
    return module.fault


def test_a_plan_between_its_bound_and_a_known_plan_is_no_fault(fault):
    assert fault(known=101.0, breaches=0, best=100.0, least=90.0, own=OWN) == ""


def test_what_cannot_be_beside_a_known_plan_is_told(fault):
    assert "breaks rules" in fault(known=101.0, breaches=1, best=100.0, least=90.0, own=OWN)
    assert "less than the bound" in fault(known=89.0, breaches=0, best=88.0, least=90.0, own=OWN)
    assert "2.00 more than a known one" in fault(known=98.0, breaches=0, best=100.0, least=90.0, own=OWN)
    above = SimpleNamespace(bound=101.0, objective=100.0)
    assert "above its plan" in fault(known=101.0, breaches=0, best=100.0, least=90.0, own=above)
