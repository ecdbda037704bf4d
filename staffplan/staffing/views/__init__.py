"""Views of a requirement: one file each, listed here."""

from __future__ import annotations

from typing import Final

from staffplan.staffing.views.gross import GROSS_VIEW
from staffplan.staffing.views.groups import GROUPS_VIEW
from staffplan.staffing.views.inventory import INVENTORY_VIEW
from staffplan.staffing.views.lines import LINES_VIEW
from staffplan.staffing.views.view import View

VIEWS: Final[tuple[View, ...]] = (
    GROSS_VIEW,
    GROUPS_VIEW,
    INVENTORY_VIEW,
    LINES_VIEW,
)
