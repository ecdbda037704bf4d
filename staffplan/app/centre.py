"""The centre with its people: the configuration, and the tables it names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from staffplan.config import Configuration, load, people_faults
from staffplan.errors import ConfigError, DataError, Fault
from staffplan.intake.people import People, read_people

_ALIKE: Final = "data.similar_names"


def load_centre(path: Path) -> Configuration:
    """A configuration whose centre knows its agents and their time off.

    Parameters
    ----------
    path : a folder with a ``centre.yaml``, or the file.

    Raises
    ------
    ConfigError with all faults of the YAML files, else DataError with all faults of the people's tables.
    """
    configuration = load(path)
    return with_people(configuration, people_of(configuration))


def people_of(configuration: Configuration) -> People:
    """The people in the tables that a configuration names; a table that is not named holds nobody.

    Raises
    ------
    DataError with all faults of both tables; ConfigError where some of them are about who is who: ids that cannot be
    told apart, rules for agents who do not exist.
    """
    try:
        people = read_people(configuration.agents_path, configuration.time_off_path, configuration.centre)
    except DataError as error:
        raise _people_error([_about_ids(fault) for fault in error.faults]) from None
    faults = people_faults(configuration, people.agents, people.time_off)
    if faults:
        raise _people_error(list(faults))
    return people


def with_people(configuration: Configuration, people: People) -> Configuration:
    """The configuration with its people in the centre."""
    centre = replace(configuration.centre, agents=people.agents, time_off=people.time_off)
    return replace(configuration, centre=centre)


def _about_ids(fault: Fault) -> Fault:
    """Ids that differ only in case name the centre's people badly; as a fault that is one of the configuration."""
    return replace(fault, code="config.ambiguous_name") if fault.code == _ALIKE else fault


def _people_error(faults: list[Fault]) -> DataError | ConfigError:
    is_configuration = any(fault.code.startswith("config.") for fault in faults)
    return ConfigError(*faults) if is_configuration else DataError(*faults)
