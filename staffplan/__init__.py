"""staffplan: from a contact centre's call history to a staffed, lawful, verified weekly roster.

``forecast``, ``require``, ``schedule`` and ``audit`` are the four steps for use from Python, ``erlang`` is the
calculator beside them. They are looked up on first use, so that ``import staffplan`` (and ``staffplan --help``) loads
neither pandas nor a solver.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from staffplan.app.audit import audit
    from staffplan.app.erlang import erlang
    from staffplan.app.forecast import forecast
    from staffplan.app.require import require
    from staffplan.app.schedule import schedule

__all__ = ["__version__", "audit", "erlang", "forecast", "require", "schedule"]

_STEPS = frozenset({"audit", "erlang", "forecast", "require", "schedule"})


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return version("staffplan")
    if name in _STEPS:
        return getattr(import_module(f"staffplan.app.{name}"), name)
    raise AttributeError(f"module 'staffplan' has no attribute {name!r}")
