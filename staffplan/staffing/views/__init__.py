"""Views of a requirement: one file each, listed here."""

from __future__ import annotations

from typing import Final

from staffplan.staffing.views.confidence import CONFIDENCE_VIEW
from staffplan.staffing.views.gross import GROSS_VIEW
from staffplan.staffing.views.groups import GROUPS_VIEW
from staffplan.staffing.views.inventory import INVENTORY_VIEW
from staffplan.staffing.views.lines import LINES_VIEW
from staffplan.staffing.views.pieces import PIECES_VIEW
from staffplan.staffing.views.value import VALUE_VIEW
from staffplan.staffing.views.view import View
from staffplan.staffing.views.waits import WAITS_VIEW

VIEWS: Final[tuple[View, ...]] = (
    CONFIDENCE_VIEW,
    GROSS_VIEW,
    GROUPS_VIEW,
    INVENTORY_VIEW,
    LINES_VIEW,
    PIECES_VIEW,
    VALUE_VIEW,
    WAITS_VIEW,
)
