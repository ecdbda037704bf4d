"""Which method a back-test speaks for: the one that errs least, where that is more than chance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from staffplan.domain.method_choice import MethodChoice
from staffplan.forecasting.accuracy import difference_error

USUAL: Final = "auto"
_STANDARD_ERRORS: Final = 2.0
_FEWEST_WEEKS: Final = 4


def usual_method(names: Sequence[str]) -> str:
    """What is taken where nothing speaks for another method: `auto`, or the first of those compared."""
    return USUAL if USUAL in names else names[0]


def choose(days: pd.DataFrame, names: Sequence[str], queue: str) -> MethodChoice | None:
    """The method with the lowest error, unless its lead over the usual one is within the noise.

    Among several methods one is always ahead by chance: a lead counts from two standard errors on, and from four weeks.

    Parameters
    ----------
    days : judged days (`staffplan.forecasting.judged_days`) of the queue, or of all queues.
    names : the methods to choose from.
    queue : what the choice is for; empty for all queues.

    Returns
    -------
    None where no contacts came in the weeks judged.
    """
    mine = days[days["method"].isin(names)]
    errors = mine.pivot_table(index="week", columns="method", values="error", aggfunc="sum")[list(names)]
    contacts = mine[mine["method"] == names[0]].groupby("week")["contacts"].sum().to_numpy()
    if not contacts.sum() > 0:
        return None
    shares = errors.sum() / contacts.sum()
    usual = usual_method(names)
    best = str(names[int(np.argmin(shares[list(names)].to_numpy()))])
    gain = float(shares[usual] - shares[best])
    noise = difference_error((errors[usual] - errors[best]).to_numpy(), contacts)
    clear = best != usual and len(contacts) >= _FEWEST_WEEKS and gain > _STANDARD_ERRORS * noise
    method = best if clear else usual
    return MethodChoice(
        queue=queue,
        method=method,
        wape=float(shares[method]),
        best=best,
        usual=usual,
        gain=gain,
        gain_error=noise,
        weeks=len(contacts),
        why=_why(best, usual, clear, 100 * gain, 100 * noise, len(contacts)),
    )


def _why(best: str, usual: str, clear: bool, gain: float, noise: float, weeks: int) -> str:
    if best == usual:
        return f"{usual} errs least."
    lead = f"{best} errs less than {usual} by {gain:.2f} points"
    if weeks < _FEWEST_WEEKS:
        return f"{lead}, but {weeks} {'week is' if weeks == 1 else 'weeks are'} too few to tell."
    return f"{lead}, standard error {noise:.2f}: {'more than chance' if clear else 'that may be chance'}."
