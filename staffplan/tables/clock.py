"""Which moment of the time line a written clock time is, daylight saving included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.errors import DataError, Fault
from staffplan.tables.instants import WrittenInstants

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class ClockReading:
    """Instants of a column, on one clock.

    Attributes
    ----------
    instants : ``datetime64[us]``, naive or with one zone; NaT where nothing was written or `skipped`.
    skipped : True where the wall clock of the zone never shows what was written (the spring hour).
    mixed : positions of a row with and a row without offset, where nothing says how to read the latter.
    notes : what had to be guessed, in words.
    """

    instants: pd.Series
    skipped: Mask
    mixed: tuple[int, int] | None
    notes: tuple[str, ...]


def known_zone(zone: str, *, file: str | None = None) -> str:
    """`zone` itself where it is an IANA zone; DataError otherwise."""
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, LookupError):  # ZoneInfoNotFoundError is a KeyError; odd names give the others
        fault = Fault("data.unknown_zone", f"{zone!r} is not a time zone.", "a name such as Europe/Berlin.", file=file)
        raise DataError(fault) from None
    return zone


def read_clock(written: WrittenInstants, zone: str | None, streams: NDArray[np.int64]) -> ClockReading:
    """Put what was written on one clock.

    With a `zone`, text without offset is that zone's wall clock and text with offset is converted. An hour that
    the clock shows twice in autumn is summer time at its first occurrence in a stream (rows equal in all other key
    columns) and standard time at its second. Without a zone, text without offset stays naive, text with one offset
    throughout keeps it, and text with several becomes UTC, since offsets do not tell the zone.

    Parameters
    ----------
    streams : number of the stream of each row; shape (rows,).
    """
    walls = pd.Series(written.walls)
    zoned = ~np.isnat(written.ahead)
    naive = walls.notna().to_numpy() & ~zoned
    nothing = np.zeros(len(walls), dtype=bool)
    if zone is None and zoned.any() and naive.any():
        return ClockReading(walls, nothing, (int(zoned.argmax()), int(naive.argmax())), ())
    if not zoned.any():
        return ClockReading(walls, nothing, None, ()) if zone is None else _localised(walls, zone, streams)
    utc = pd.Series(written.walls - np.where(zoned, written.ahead, np.timedelta64(0, "us"))).dt.tz_localize("UTC")
    if zone is None:
        clock, notes = _clock_of_offsets(written.ahead[zoned])
        return ClockReading(utc.dt.tz_convert(clock), nothing, None, notes)
    converted = utc.dt.tz_convert(zone)
    if not naive.any():
        return ClockReading(converted, nothing, None, ())
    local = _localised(walls.where(naive), zone, streams)
    note = f"{int(naive.sum())} of the times have no offset and were read as {zone} time."
    return ClockReading(local.instants.where(naive, converted), local.skipped, None, (*local.notes, note))


def set_clock(instants: pd.Series, zone: str | None, streams: NDArray[np.int64]) -> ClockReading:
    """Like `read_clock` for ``datetime64[us]``, naive or with a zone, which it keeps where no `zone` is given."""
    nothing = np.zeros(len(instants), dtype=bool)
    if zone is None:
        return ClockReading(instants, nothing, None, ())
    if instants.dt.tz is None:
        return _localised(instants, zone, streams)
    return ClockReading(instants.dt.tz_convert(zone), nothing, None, ())


def _clock_of_offsets(ahead: NDArray[np.timedelta64]) -> tuple[tzinfo, tuple[str, ...]]:
    """The one clock for times with these offsets, and what to say about it."""
    offsets = np.unique(ahead)
    if len(offsets) == 1:
        offset = timedelta(microseconds=int(offsets[0].astype(np.int64)))
        return (timezone(offset) if offset else UTC), ()
    note = (
        f"The times have {len(offsets)} different offsets and no time zone is stated: they were read as UTC. "
        "State the zone, or days and opening hours will follow the UTC clock."
    )
    return UTC, (note,)


def _localised(walls: pd.Series, zone: str, streams: NDArray[np.int64]) -> ClockReading:
    """Naive wall-clock times of `zone` as instants."""
    seen = pd.DataFrame({"stream": streams, "wall": walls}).groupby(["stream", "wall"]).cumcount()
    occurrence = np.asarray(seen.fillna(0), dtype=np.int64)
    instants = walls.dt.tz_localize(zone, ambiguous=occurrence == 0, nonexistent="NaT")
    skipped = (instants.isna() & walls.notna()).to_numpy()
    unsure = walls.dt.tz_localize(zone, ambiguous="NaT", nonexistent="shift_forward")
    twice = (unsure.isna() & walls.notna()).to_numpy()
    return ClockReading(instants, skipped, None, _autumn_notes(walls, twice, occurrence, zone))


def _autumn_notes(walls: pd.Series, twice: Mask, occurrence: NDArray[np.int64], zone: str) -> tuple[str, ...]:
    if not twice.any():
        return ()
    days = ", ".join(sorted({str(day) for day in walls[twice].dt.date}))
    pairs = int((twice & (occurrence == 1)).sum())
    singles = int((twice & (occurrence == 0)).sum()) - pairs
    notes = []
    if pairs:
        notes.append(
            f"{days}: the clock of {zone} shows an hour twice; of {pairs} pairs of rows the first was read as summer "
            "time, the second as standard time."
        )
    if singles:
        notes.append(
            f"{days}: the clock of {zone} shows an hour twice; {singles} rows in it stand alone, read as summer time."
        )
    return tuple(notes)
