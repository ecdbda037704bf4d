"""A view that finds nothing to show is a table all the same: its columns, its page, no rows."""

from __future__ import annotations

import pandas as pd
import pytest

from staffplan.app.require import staffing_for
from staffplan.calendar.opening import ALWAYS_OPEN
from staffplan.domain.queue import Channel, Queue
from staffplan.domain.service_goal import ServiceGoal
from staffplan.report.staffing_views import PAGES
from staffplan.staffing.views import VIEWS
from staffplan.staffing.views.view import Setting

MAIL = Queue("line", Channel.EMAIL, ServiceGoal(deadline_s=3600.0), ALWAYS_OPEN)
CALLS = Queue("line", Channel.VOICE, ServiceGoal(service_level=0.8), ALWAYS_OPEN)


@pytest.mark.parametrize(
    ("name", "queue"),
    [("confidence", MAIL), ("inventory", CALLS), ("lines", MAIL), ("pieces", MAIL), ("waits", MAIL)],
)
def test_a_view_of_nothing_keeps_its_columns_and_has_a_page(name: str, queue: Queue) -> None:
    starts = pd.date_range("2026-11-30 09:00", periods=2, freq="30min")
    forecast = pd.DataFrame({"queue": "line", "start": starts, "offered_mean": 10.0, "cv2_day": 0.01})
    view = next(view for view in VIEWS if view.name == name)
    frame = view.look(staffing_for(forecast, {"line": queue}), Setting()).frame
    assert frame.empty
    assert tuple(frame.columns) == view.table.names
    assert len(PAGES[name](frame)) == 1
