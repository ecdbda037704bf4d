"""What stands beside a forecast's rows, for other programs: outliers of the history, and totals of groups."""

from __future__ import annotations

from typing import Any

from staffplan.forecasting import Outlook


def forecast_facts(outlook: Outlook) -> dict[str, Any]:
    """Outliers and groups as JSON has them.

    Returns
    -------
    ``outliers``: a mapping for each day or interval that was not taken at its word. ``groups``: by name, its queues
    and the contacts expected in all.
    """
    expected = {volume.queue: float(volume.mean.sum()) for volume in outlook.volumes}
    return {
        "outliers": [
            {
                "queue": one.queue,
                "day": one.day.isoformat(),
                "start": one.start,
                "offered": round(one.offered, 2),
                "usual": round(one.usual, 2),
                "weight": round(one.weight, 3),
            }
            for one in outlook.outliers
        ],
        "groups": {
            name: {"queues": list(queues), "offered_mean": round(sum(expected[queue] for queue in queues), 2)}
            for name, queues in outlook.groups.items()
        },
    }
