"""What a configuration is, once it has been read: values to plan with that remember where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from staffplan.domain.centre import Centre
from staffplan.forecasting.settings import ForecastingSettings
from staffplan.forecasting.stated_volume import NOTHING_STATED, StatedVolume
from staffplan.rules.book import Rule
from staffplan.scheduling.settings import SchedulingSettings
from staffplan.staffing.settings import StaffingSettings


@dataclass(frozen=True, slots=True)
class Configuration:
    """Everything a planner states in YAML.

    Attributes
    ----------
    centre : the centre without its people; these stand in tables.
    rules : the rules a roster must keep, in the file's order.
    history_path, agents_path, time_off_path : where the tables lie; None where the configuration does not say.
    forecasting, staffing, scheduling : settings of the three steps.
    files : the YAML files, centre.yaml first.
    volume : where queues' pasts come from, their groups, and seasons of those without a history.
    """

    centre: Centre
    rules: tuple[Rule, ...]
    forecasting: ForecastingSettings
    staffing: StaffingSettings
    scheduling: SchedulingSettings
    history_path: Path | None = None
    agents_path: Path | None = None
    time_off_path: Path | None = None
    files: tuple[Path, ...] = ()
    volume: StatedVolume = NOTHING_STATED
    places: Mapping[str, str] = field(default_factory=dict, repr=False)

    def place(self, key: str) -> str:
        """``file:line`` of a key such as ``contracts.full_time.wage``, or of the nearest key above that is written.

        A key that is left out stands where its section does; empty where that is left out too.
        """
        while key and key not in self.places:
            key = key.rpartition(".")[0]
        return self.places.get(key, "")
