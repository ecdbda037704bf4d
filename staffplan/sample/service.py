"""How the sample centre served what came: who gave up, and how long the rest took."""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, exp, pi, sqrt
from typing import TYPE_CHECKING, Final

import numpy as np

from staffplan.calendar.horizon import Horizon
from staffplan.sample.chance import stream
from staffplan.sample.inbound import InboundQueue

if TYPE_CHECKING:
    from numpy.typing import NDArray

_CV_CONTACT: Final = 0.8
"""Coefficient of variation of one contact's handle time; an interval's mean varies the less the more it handles."""
_CV_AHT_DAY: Final = 0.02
_AHT_DRIFT: Final = 0.05
"""How much longer a contact takes at 20:00 than at 08:00."""
_SAFETY: Final = 1.3
"""Agents beyond the load, in square roots of the load, that the centre used to put on a queue."""


@dataclass(frozen=True, slots=True)
class Service:
    """What became of each interval's contacts; arrays of shape (slots,).

    ``talk_s`` and ``after_work_s`` are whole seconds, meaningless where nothing was handled; ``patience_s`` likewise
    where nobody gave up.
    """

    abandoned: NDArray[np.int64]
    talk_s: NDArray[np.int64]
    after_work_s: NDArray[np.int64]
    patience_s: NDArray[np.int64]


def serve(queue: InboundQueue, mean: NDArray[np.float64], offered: NDArray[np.int64], span: Horizon) -> Service:
    """Abandonment, handle times and patience of each interval, by chance around the queue's habits."""
    abandoned = _abandoned(queue, mean, offered, span)
    chance = stream(queue.name, "handle time")
    of_day = chance.gamma(_CV_AHT_DAY**-2, _CV_AHT_DAY**2, span.days)[span.slot_day]
    drift = 1 + _AHT_DRIFT * ((span.wall_minutes / 60 - 14) / 12)
    shape = np.maximum(offered - abandoned, 1) / _CV_CONTACT**2
    talk, after_work = (
        np.maximum(np.rint(usual * of_day * drift * chance.gamma(shape, 1 / shape)), 5).astype(np.int64)
        for usual in (queue.talk_s, queue.after_work_s)
    )
    return Service(abandoned, talk, after_work, _patience(queue, abandoned))


def _patience(queue: InboundQueue, abandoned: NDArray[np.int64]) -> NDArray[np.int64]:
    """Mean patience that the telephone system estimates from those who gave up, in whole seconds."""
    waits = np.maximum(abandoned, 1).astype(float)
    estimate = stream(queue.name, "patience").gamma(waits, (queue.patience_s or 0) / waits)
    return np.maximum(np.rint(estimate), 1).astype(np.int64)


def _abandoned(
    queue: InboundQueue, mean: NDArray[np.float64], offered: NDArray[np.int64], span: Horizon
) -> NDArray[np.int64]:
    """Contacts that gave up, with the staffing that the centre would have chosen for what it expected."""
    if queue.patience_s is None:
        return np.zeros(span.slots, dtype=np.int64)
    chance = stream(queue.name, "abandoned")
    handle_s = queue.talk_s + queue.after_work_s
    erlangs_each = handle_s / (span.interval_min * 60)
    planned = mean * erlangs_each
    slack = chance.randint(-1, 2, span.slots)
    places = np.maximum(np.ceil((planned + _SAFETY * np.sqrt(planned)) / queue.parallel) + slack, 1) * queue.parallel
    chances = _chance_to_give_up(offered * erlangs_each, places, handle_s, queue.patience_s)
    return chance.binomial(offered, np.round(chances, 9)).astype(np.int64)


def _chance_to_give_up(
    load: NDArray[np.floating], places: NDArray[np.floating], handle_s: float, patience_s: float
) -> NDArray[np.float64]:
    """Chance that a contact gives up, with `load` erlangs on `places`; in [0, 1].

    The square-root approximation of M/M/n+M: with ``b = (n - a)/sqrt(a)``, ``r = sqrt(handle/patience)`` and the
    hazard h of the normal law, ``P(wait) = 1/(1 + r h(b/r)/h(-b))`` and
    ``P(give up | wait) = r (h(b/r) - b/r)/sqrt(a)`` (Garnett, Mandelbaum and Reiman 2002). It is rough below five
    erlangs, which is good enough for an invented history.
    """
    ratio = sqrt(handle_s / patience_s)
    root = np.sqrt(np.maximum(load, 0.05))
    beta = np.clip((places - load) / root, -30, 30)
    scaled = np.clip(beta / ratio, -30, 30)
    hazard_up, hazard_down = _hazard(scaled), _hazard(-beta)
    waits = 1.0 / (1.0 + ratio * hazard_up / hazard_down)
    result: NDArray[np.float64] = np.clip(waits * ratio * (hazard_up - scaled) / root, 0, 1)
    return result


def _hazard(points: NDArray[np.floating]) -> NDArray[np.float64]:
    """Hazard rate of the standard normal law, density over upper tail, for points in [-30, 30]."""
    return np.array([sqrt(2 / pi) * exp(-x * x / 2) / erfc(x / sqrt(2)) for x in points.tolist()])
