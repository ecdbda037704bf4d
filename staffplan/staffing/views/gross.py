"""How many people have to be rostered, and what becomes of those who are not at work."""

from __future__ import annotations

from typing import Final

from staffplan.errors import Fault, UsageError
from staffplan.staffing.gross import gross_requirement
from staffplan.staffing.requirement import table
from staffplan.staffing.staffed import Staffing
from staffplan.staffing.views.view import Seen, Setting, View
from staffplan.tables.requirement import GROSS


def look(staffing: Staffing, setting: Setting) -> Seen:
    """A row for each row of the requirement."""
    if setting.centre is None:
        message = "What is lost to shrinkage stands in a configuration, and none is named."
        raise UsageError(Fault("usage.no_configuration", message, "name it with -c.", path="--view"))
    return Seen(gross_requirement(table(staffing).frame, setting.centre, setting.settings.site_mix()))


GROSS_VIEW: Final = View("gross", "How many people have to be rostered for it?", GROSS, look)
