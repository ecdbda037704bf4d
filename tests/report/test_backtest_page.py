from datetime import date

import pandas as pd
import pytest
from drawn_page import drawn

from staffplan.domain.method_choice import MethodChoice
from staffplan.report.backtest_page import backtest_page
from staffplan.report.error_picture import ErrorPicture

ERRORS = {"auto": 0.2, "level_profile": 0.21, "mean_of_4": 0.4}
PERIOD = date(2026, 9, 28), date(2026, 11, 22)


def choice(queue: str) -> MethodChoice:
    return MethodChoice(queue, "auto", 0.2, "auto", "auto", 0.0, 0.0, 8, "auto errs least.")


def frame(*queues: str) -> pd.DataFrame:
    """A BACKTEST table of two lead weeks and two weekdays."""
    rows = []
    for level, queue in [
        ("all", "(all queues)"),
        *((level, q) for q in queues for level in ("queue", "weekday", "lead_week")),
    ]:
        for part in {"weekday": ("Mon", "Sat"), "lead_week": (1.0, 2.0)}.get(level, (None,)):
            for method, error in ERRORS.items():
                rows.append(
                    {
                        "level": level,
                        "queue": queue,
                        "weekday": part if level == "weekday" else "",
                        "lead_week": part if level == "lead_week" else float("nan"),
                        "method": method,
                        "origins": 8,
                        "contacts": 1000.0,
                        "wape": error,
                        "mase": 0.7,
                        "bias": -0.012,
                        "coverage_interval": 0.9,
                        "coverage_day": float("nan"),
                        "pinball": 1.0,
                        "noise_floor": 0.1,
                    }
                )
    return pd.DataFrame(rows)


def page(encoding: str = "utf-8") -> str:
    parts = backtest_page(
        frame("calls", "a_queue_with_a_rather_long_name"), [choice("calls")], choice(""), ["mean_of_4"], PERIOD
    )
    return drawn(*parts, encoding=encoding)


@pytest.mark.parametrize(("encoding", "light", "full"), [("utf-8", "░", "█"), ("ascii", ".", "#")])
def test_bars_are_as_long_as_the_errors_and_light_up_to_the_noise_floor(encoding: str, light: str, full: str) -> None:
    drawing = [line for line in page(encoding).splitlines() if line.split()[:1] and line.split()[0] in ERRORS]
    lines = {line.split()[0]: line for line in drawing}
    counted = {name: (line[:70].count(light), line.count(full)) for name, line in lines.items()}
    assert counted["mean_of_4"][0] == round(0.25 * sum(counted["mean_of_4"]))
    assert sum(counted["auto"]) == sum(counted["mean_of_4"]) / 2
    assert len({light for light, _ in counted.values()}) == 1
    assert list(counted) == ["auto", "level_profile", "mean_of_4"]
    assert "mean_of_4 (baseline)" in lines["mean_of_4"]
    assert encoding != "ascii" or page("ascii").isascii()


def test_the_page_fits_into_80_columns_and_names_weekdays_leads_and_the_line_to_write() -> None:
    shown = page()
    assert all(len(line) <= 80 for line in shown.splitlines())
    assert "Mon 28 Sep to Sun 22 Nov 2026" in shown
    assert "week 1  week 2" in shown
    assert " Mon   Sat" in shown
    assert "forecasting: {method: auto}" in shown
    (row,) = [line for line in shown.splitlines() if line.startswith("calls") and "auto" in line and "." in line][:1]
    assert row.split() == ["calls", "auto", "20.0", "10.0", "40.0", "0.70", "-1.2", "90.0"]


def test_a_perfect_forecast_has_a_picture_without_bars() -> None:
    shown = drawn(ErrorPicture("Errors", [("auto", 0.0)], 0.0, "auto"))
    assert "auto" in shown
    assert "0.00%" in shown
    assert "█" not in shown
