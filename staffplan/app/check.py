"""Everything that is wrong with a centre's configuration and tables, at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from staffplan.app.centre import people_of, with_people
from staffplan.app.history import history_of, queues_without_rows
from staffplan.config import Configuration, load
from staffplan.config.load import table_paths
from staffplan.domain.site import Mode
from staffplan.errors import ConfigError, DataError, Exit, Fault
from staffplan.intake import HistoryRead, take_table
from staffplan.tables.history import HISTORY
from staffplan.tables.people import AGENTS, TIME_OFF


@dataclass(frozen=True)
class Verdict:
    """What a check found.

    Attributes
    ----------
    faults : of the YAML files, then of the tables.
    notes : what was taken for granted in reading them.
    files : what was read.
    counts : how much there is of what, by name; empty where the configuration cannot be read.
    shrinkage : least and greatest share of rostered work that is lost, over sites and days, by mode; empty likewise.
    """

    faults: tuple[Fault, ...]
    notes: tuple[str, ...]
    files: tuple[str, ...]
    counts: Mapping[str, int]
    shrinkage: Mapping[Mode, tuple[float, float]] = field(default_factory=dict)

    @property
    def exit_code(self) -> Exit:
        """3 with a fault of the configuration, else 4 with one of a table, else 0."""
        if any(fault.code.startswith("config.") for fault in self.faults):
            return Exit.CONFIG
        return Exit.DATA if self.faults else Exit.OK


def check(path: Path) -> Verdict:
    """Read the configuration in `path` and all tables it names, and list every fault.

    Tables are read even where the configuration has faults, as far as it still says where they lie.
    """
    faults: list[Fault] = []
    configuration = collected(faults, lambda: load(path))
    if configuration is None:
        return _check_unread(path, faults)
    centre, volume = configuration.centre, configuration.volume
    notes: list[str] = []
    history = None
    if (path_of_history := configuration.history_path) is not None:
        history = collected(faults, lambda: history_of(centre, path_of_history, volume.former))
        stated = {*volume.seasons, *volume.inherited}
        notes += (*history.notes, *queues_without_rows(centre, history, stated)) if history else ()
    people = collected(faults, lambda: people_of(configuration))
    notes += people.notes if people else ()
    counts = _counts(with_people(configuration, people) if people else configuration, history)
    tables = (configuration.history_path, configuration.agents_path, configuration.time_off_path)
    shrinkage = {mode: centre.shrinkage.extent([site.name for site in centre.sites], mode) for mode in Mode}
    return Verdict(tuple(faults), tuple(notes), _names(*configuration.files, *tables), counts, shrinkage)


def _check_unread(path: Path, faults: list[Fault]) -> Verdict:
    """The tables on their own, where the configuration has faults: as far as it still says where they lie."""
    tables = table_paths(path)
    for key, table in (("history", HISTORY), ("agents", AGENTS), ("time_off", TIME_OFF)):
        if key in tables:
            collected(faults, lambda key=key, table=table: take_table(tables[key], table))  # type: ignore[misc]
    return Verdict(tuple(faults), (), _names(*tables.values()), {})


def _names(*files: Path | None) -> tuple[str, ...]:
    return tuple(str(file) for file in files if file is not None)


def _counts(configuration: Configuration, history: HistoryRead | None) -> dict[str, int]:
    centre = configuration.centre
    counts = {
        "queues": len(centre.queues),
        "sites": len(centre.sites),
        "contracts": len(centre.contracts),
        "rules": len(configuration.rules),
        "agents": len(centre.agents),
        "time_off": len(centre.time_off),
    }
    return counts if history is None else counts | {"history_rows": len(history.frame)}


def collected[Value](faults: list[Fault], read: Callable[[], Value]) -> Value | None:
    """What `read` returns; None where it raises a ConfigError or DataError, whose faults join the list."""
    try:
        return read()
    except (ConfigError, DataError) as error:
        faults.extend(error.faults)
        return None
