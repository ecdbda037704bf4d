"""The channels: one file each, listed here."""

from __future__ import annotations

from typing import Final

from staffplan.domain.queue import Channel
from staffplan.staffing.channels.chat import CHAT
from staffplan.staffing.channels.deferred import DEFERRED
from staffplan.staffing.channels.outbound import OUTBOUND
from staffplan.staffing.channels.voice import VOICE
from staffplan.staffing.workload import Arithmetic

ARITHMETICS: Final[tuple[Arithmetic, ...]] = (VOICE, CHAT, DEFERRED, OUTBOUND)


def arithmetic(channel: Channel) -> Arithmetic:
    """How a channel is staffed."""
    return next(entry for entry in ARITHMETICS if channel in entry.channels)
