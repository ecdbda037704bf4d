"""How many contacts will come: one file a method.

``weeks_ahead`` tells the whole story; it is looked up on first use, so that the settings load without pandas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from staffplan.forecasting.outlook import Outlook, weeks_ahead

__all__ = ["Outlook", "weeks_ahead"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from staffplan.forecasting import outlook

        return getattr(outlook, name)
    raise AttributeError(f"module 'staffplan.forecasting' has no attribute {name!r}")
