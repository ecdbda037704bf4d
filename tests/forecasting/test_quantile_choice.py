import pytest

from staffplan.errors import UsageError
from staffplan.forecasting.quantile_choice import USUAL, chosen_quantiles
from staffplan.tables.forecast import FORECAST, FORECAST_DAYS, quantile_name, with_quantiles


def test_percentages_come_back_in_order_and_once() -> None:
    assert chosen_quantiles("97.5, 50,5,50") == (5.0, 50.0, 97.5)
    assert chosen_quantiles([99.99, 0.01]) == (0.01, 99.99)
    assert chosen_quantiles(None) == USUAL


@pytest.mark.parametrize("stated", ["", "abc", "5,,50", "0", "100", "nan", "1e400", "97.505", [True], [None], [], "-5"])
def test_what_is_no_percentage_is_refused(stated: object) -> None:
    with pytest.raises(UsageError) as raised:
        chosen_quantiles(stated)  # type: ignore[arg-type]
    assert raised.value.faults[0].code == "usage.quantiles"


@pytest.mark.parametrize(
    ("percent", "name"),
    [
        (5, "offered_p05"),
        (50, "offered_p50"),
        (97.5, "offered_p97_5"),
        (0.5, "offered_p00_5"),
        (99.99, "offered_p99_99"),
    ],
)
def test_columns_are_named_after_their_percentage(percent: float, name: str) -> None:
    assert quantile_name(percent) == name


def test_a_table_has_the_quantiles_asked_for_in_the_place_of_the_usual_ones() -> None:
    names = with_quantiles(FORECAST_DAYS, (2.5, 97.5)).names
    assert names == ("queue", "start", "offered_mean", "offered_p02_5", "offered_p97_5", "cv2_total", "aht_s")
    assert with_quantiles(FORECAST, USUAL) == FORECAST
