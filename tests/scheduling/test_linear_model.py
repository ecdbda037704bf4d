import numpy as np
import pytest

from staffplan.scheduling.linear_model import LinearModel
from staffplan.solve.living_model import LivingModel


def _model():
    """Two products from two stocks; cost negative, so that selling pays."""
    model = LinearModel("two stocks")
    made = model.columns("made of wood", (2, 2), cost=[[-3.0, -1.0], [-2.0, -4.0]], high=5.0)
    stock = model.rows("stock", 2, "<=", [6.0, 7.0])
    model.put(stock[:, None], made)
    return model, made


def test_blocks_keep_their_shape_and_number_columns_in_order():
    model, made = _model()
    assert made.tolist() == [[0, 1], [2, 3]]
    problem = model.problem()
    assert [v.name for v in problem.exported_variables()] == [f"made_of_wood_{n}" for n in range(4)]


def test_coefficients_of_one_cell_add_up():
    model = LinearModel("sum")
    x = model.columns("x", 1, cost=1.0)
    row = model.rows("row", 1, ">=", 6.0)
    model.put(row, x, 1.0)
    model.put(row, x, 2.0)
    assert LivingModel(model.problem()).relax().values == pytest.approx([2.0])


def test_coefficients_that_cancel_leave_no_entry():
    model = LinearModel("cancel")
    x = model.columns("x", 1, cost=1.0, high=9.0)
    row = model.rows("row", 1, "<=", 3.0)
    model.put(row, x, 1.0)
    model.put(row, x, -1.0)
    model.put(model.rows("floor", 1, ">=", 5.0), x)
    assert LivingModel(model.problem()).relax().values == pytest.approx([5.0])


def test_a_restricted_model_has_the_optimum_that_is_left():
    model, made = _model()
    whole = LivingModel(model.problem()).relax()
    values = np.array([1.0, 0.0, 0.0, 0.0])
    part = model.restricted(made.ravel()[1:], values)
    left = LivingModel(part.problem()).relax()
    assert whole.objective == pytest.approx(-16.0 - 24.0)
    assert left.objective == pytest.approx(-5.0 - 20.0 - 4.0, abs=1e-4)
    assert part.height == 2


def test_a_restricted_model_drops_rows_without_free_columns():
    model, made = _model()
    assert model.restricted(made[1], np.zeros(4)).height == 1


def test_a_restricted_model_forgives_a_hair_of_excess_in_what_is_held():
    model, made = _model()
    values = np.array([5.0, 1.0 + 1e-8, 0.0, 0.0])
    model.put(model.rows("shared", 1, "<=", 6.0), made.ravel())
    part = model.restricted(made[1], values)
    part.make_integer()
    assert LivingModel(part.problem()).search(gap=0.0).values is not None
