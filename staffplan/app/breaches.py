"""Breaches as faults: for the list that a program reads, and for the refusal of a plan."""

from __future__ import annotations

from collections.abc import Sequence

from staffplan.domain.breach import Breach
from staffplan.errors import Fault, SolverError


def breach_faults(breaches: Sequence[Breach], *, code: str = "roster.breach") -> tuple[Fault, ...]:
    """A fault a breach, with the rule as its path; breaches of a roster's form have codes of their own."""
    return tuple(
        Fault(breach.rule if breach.rule.startswith("roster.") else code, breach.message, path=breach.rule)
        for breach in breaches
    )


def refuse_breaches(breaches: Sequence[Breach]) -> None:
    """Raise SolverError with each breach of a plan that is about to be handed on."""
    if breaches:
        raise SolverError(*breach_faults(breaches, code="plan.breach"))
