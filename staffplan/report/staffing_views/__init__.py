"""Pages on the views of a requirement: one file each, listed here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pandas as pd
from rich.console import Group
from rich.text import Text

from staffplan.report.staffing_views.confidence import confidence_page
from staffplan.report.staffing_views.gross import gross_page
from staffplan.report.staffing_views.groups import groups_page
from staffplan.report.staffing_views.inventory import inventory_page
from staffplan.report.staffing_views.lines import lines_page
from staffplan.report.staffing_views.pieces import pieces_page
from staffplan.report.staffing_views.value import value_page
from staffplan.report.staffing_views.waits import waits_page

PAGES: Final[dict[str, Callable[[pd.DataFrame], list[Group | Text]]]] = {
    "confidence": confidence_page,
    "gross": gross_page,
    "groups": groups_page,
    "inventory": inventory_page,
    "lines": lines_page,
    "pieces": pieces_page,
    "value": value_page,
    "waits": waits_page,
}
"""The page of each view, by the view's name."""
