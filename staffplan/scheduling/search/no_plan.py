"""A solve that ended without a plan, as a fault."""

from __future__ import annotations

from staffplan.errors import Fault, NoSolutionError
from staffplan.solve.outcome import Outcome


def no_plan(what: str, outcome: Outcome) -> NoSolutionError:
    """The error to raise; `what` was to be solved."""
    return NoSolutionError(
        Fault(
            "plan.no_solution",
            f"{what} ended without a plan: {outcome.ending}",
            "raise time_limit_s or node_limit under scheduling, or make the interval coarser",
        )
    )
