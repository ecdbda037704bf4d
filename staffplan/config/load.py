"""From a folder of YAML to a Configuration, or to all that is wrong with it at once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from staffplan.config.break_plans import pause_mistakes
from staffplan.config.build import build_centre
from staffplan.config.calendar_checks import calendar_mistakes
from staffplan.config.configuration import Configuration
from staffplan.config.cover_checks import cover_mistakes
from staffplan.config.draft import Draft, Mistake, read_sections
from staffplan.config.gather import Gathered, gather
from staffplan.config.pay_checks import pay_mistakes
from staffplan.config.public_holidays import holiday_mistakes
from staffplan.config.references import reference_mistakes
from staffplan.config.sections import Sections
from staffplan.config.service_checks import service_mistakes
from staffplan.config.session_checks import session_mistakes
from staffplan.config.shift_checks import shift_mistakes
from staffplan.config.volume_build import stated_volume
from staffplan.config.volume_checks import volume_mistakes
from staffplan.config.waiting_work_checks import waiting_work_mistakes
from staffplan.errors import ConfigError, Fault


def load(path: Path | str) -> Configuration:
    """The configuration in a folder with a ``centre.yaml``, or of a ``centre.yaml``.

    Raises
    ------
    ConfigError with the faults of all files, in the order in which a reader comes upon them.
    """
    gathered = gather(Path(path))
    draft = read_sections(gathered.places, gathered.whole)
    faults = _all_faults(gathered, draft)
    if faults:
        raise ConfigError(*faults)
    sections = Sections.model_construct(**draft.values)
    return Configuration(
        centre=build_centre(sections),
        rules=sections.rules,
        forecasting=sections.forecasting,
        staffing=sections.staffing,
        scheduling=sections.scheduling,
        history_path=_table_path(gathered, "history", sections.files.history),
        agents_path=_table_path(gathered, "agents", sections.files.agents),
        time_off_path=_table_path(gathered, "time_off", sections.files.time_off),
        files=tuple(gathered.files),
        volume=stated_volume(sections),
        places=dict(gathered.places.lines()),
    )


def check(path: Path | str) -> tuple[Fault, ...]:
    """All that is wrong with a configuration; empty where `load` would return."""
    try:
        load(path)
    except ConfigError as error:
        return error.faults
    return ()


def table_paths(path: Path | str) -> dict[str, Path]:
    """Where the tables lie, by the key that names each, as far as a configuration with faults still says so."""
    return _table_paths(gather(Path(path)))


def files_of(path: Path | str) -> tuple[Path, ...]:
    """Every file that a configuration consists of or names, as far as one with faults still says so."""
    gathered = gather(Path(path))
    return (*gathered.files, *_table_paths(gathered).values())


def _table_paths(gathered: Gathered) -> dict[str, Path]:
    files = read_sections(gathered.places, gathered.whole).get("files")
    named = {} if files is None else files.model_dump(exclude_none=True)
    return {key: table for key in named if (table := _table_path(gathered, key, named[key])) is not None}


def _all_faults(gathered: Gathered, draft: Draft) -> list[Fault]:
    """Faults in the files' order; of several about one value, the first."""
    mistakes = [gathered.places.fault(m.code, m.path, _sentence(m.message), m.hint, _side(m)) for m in _mistakes(draft)]
    unique: dict[object, Fault] = {}
    refused = {(fault.file, fault.line) for fault in gathered.faults if fault.code in ("config.alias", "config.tag")}
    for fault in [*gathered.faults, *draft.faults, *mistakes]:
        if fault in gathered.faults or (fault.file, fault.line) not in refused:
            unique.setdefault((fault.file, fault.line, fault.column, fault.path, fault.message), fault)
    order = {file.as_posix(): number for number, file in enumerate(gathered.files)}
    return sorted(unique.values(), key=lambda f: (order.get(f.file or "", -1), f.line or 0, f.column or 0, f.code))


def _mistakes(draft: Draft) -> Iterator[Mistake]:
    yield from reference_mistakes(draft)
    yield from service_mistakes(draft)
    yield from holiday_mistakes(draft.get("public_holidays"))
    yield from calendar_mistakes(draft)
    yield from shift_mistakes(draft)
    yield from pause_mistakes(draft)
    yield from session_mistakes(draft)
    yield from cover_mistakes(draft)
    yield from volume_mistakes(draft)
    yield from waiting_work_mistakes(draft)
    yield from pay_mistakes(draft)


def _side(mistake: Mistake) -> str:
    return "key" if mistake.code == "config.ambiguous_name" else "value"


def _sentence(message: str) -> str:
    return message if message.endswith(".") else f"{message}."


def _table_path(gathered: Gathered, key: str, text: str | None) -> Path | None:
    """A table's path, read from the file that names it; without ``..`` where that means the same."""
    if text is None:
        return None
    path = Path(gathered.places.mark(("files", key)).file).parent / text
    short = Path(os.path.normpath(path))
    return short if os.path.realpath(short) == os.path.realpath(path) else path
