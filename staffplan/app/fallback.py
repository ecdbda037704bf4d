"""What is left of a run that somebody stops: the best audited plan so far, beside the published ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from staffplan.store.folder import publish, withdraw

if TYPE_CHECKING:
    from staffplan.app.schedule import Schedule

INTERRUPTED: Final = "interrupted"
NOTE_NAME: Final = "READ_ME.txt"


@contextmanager
def fallback(
    output: Path, files: Callable[[Schedule], Mapping[str, str]], manifest: Callable[[Schedule], Mapping[str, object]]
) -> Iterator[Callable[[Schedule], None]]:
    """Yield a function that keeps a plan as ``interrupted/`` in the output folder, inside ``locked(output)``.

    It is written when it is found, since there may be no time to write when the run is stopped, and taken away when
    the block ends well. What stops the block is told where the plan lies.

    Parameters
    ----------
    files, manifest : of a schedule, as for `publish`.
    """
    kept = False

    def keep(made: Schedule) -> None:
        nonlocal kept
        publish(output, INTERRUPTED, {**files(made), NOTE_NAME: _note(made)}, manifest(made))
        kept = True

    try:
        yield keep
    except BaseException as stopped:
        if kept:
            stopped.add_note(f"{INTERRUPTED}/ in the output folder has the best plan so far, audited, not published.")
        raise
    withdraw(output, INTERRUPTED)


def _note(made: Schedule) -> str:
    summary = made.summary
    return (
        f"This is no published plan. It is the best one that a run of {summary.first_day} to {summary.last_day} had\n"
        f"found when it was stopped: lawful by the audit, {summary.cost_total:,.2f} {summary.currency}, at most "
        f"{summary.gap:.2%} above the lower bound.\n"
        "The run may have been asked for more weeks. The next run that ends well takes this folder away.\n"
    )
