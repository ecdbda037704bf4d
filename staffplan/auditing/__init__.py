"""Is this roster lawful, what does it cost, what does it cover: from duties, centre and requirement alone."""

from staffplan.auditing.cost import CostBreakdown
from staffplan.auditing.examination import AuditReport, Totals, examine

__all__ = ["AuditReport", "CostBreakdown", "Totals", "examine"]
