"""Contacts that go on to another queue as a second contact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from staffplan.staffing.workload import Array, Step, Workload


def transferred(workloads: Mapping[str, Workload], shares: Mapping[str, Mapping[str, float]]) -> dict[str, Workload]:
    """Workloads with the contacts that are handed on, in the interval in which they came.

    With ``P`` the shares handed on, all contacts are ``own (I - P)^-1``: what is handed on may be handed on again.
    Only what is handled is handed on: contacts outside the opening hours of a queue are not.

    Parameters
    ----------
    workloads : by queue.
    shares : by queue, the share of its contacts that goes on to each other one; those of a queue sum to less than 1.
    """
    names = list(workloads)
    number = {name: row for row, name in enumerate(names)}
    passing = np.zeros((len(names), len(names)))
    for name, handed in shares.items():
        for other, share in handed.items():
            passing[number[name], number[other]] = share
    all_open = np.array([workload.is_open for workload in workloads.values()])
    expected = _followed(np.array([workload.expected for workload in workloads.values()]), passing, all_open)
    offered = _followed(np.array([workload.offered for workload in workloads.values()]), passing, all_open)
    spread = _spread_followed(workloads, expected, passing, all_open)
    receiving = passing.sum(axis=0) > 0
    found = dict(workloads)
    for row in np.flatnonzero(receiving):
        old = workloads[names[row]]
        known = None if spread is None else spread[row]
        new = replace(old, expected=expected[row], offered=offered[row], rate_cv2=known)
        why = "Other queues hand contacts on, which are contacts once more here."
        found[names[row]] = replace(new, steps=(*old.steps, Step("transfers", new.load, why)))
    return found


def _spread_followed(
    workloads: Mapping[str, Workload], expected: Array, passing: Array, is_open: Array
) -> tuple[Array, ...] | None:
    """Squared coefficients of variation of the rates of own and handed contacts, which run high and low together.

    Standard deviations then add up, as the safe volumes of the queues do.
    """
    known = [workload.rate_cv2 for workload in workloads.values()]
    own = [workload.expected for workload in workloads.values()]
    deviation = [np.sqrt(cv2) * mean for cv2, mean in zip(known, own, strict=True) if cv2 is not None]
    if len(deviation) < len(own):
        return None
    total = _followed(np.array(deviation), passing, is_open)
    return tuple(np.divide(total, expected, out=np.zeros_like(total), where=expected > 0) ** 2)


def _followed(own: Array, passing: Array, is_open: Array) -> Array:
    """All contacts by queue and interval; `own` are those that come from outside."""
    total = own.copy()
    handed = own * is_open
    while True:
        handed = passing.T @ handed
        if not (handed > 1e-12 * total.max(initial=0.0)).any():
            return total
        total += handed
        handed = handed * is_open
