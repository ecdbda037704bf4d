"""Every channel is staffed by exactly one file, and every file is listed."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from staffplan.domain.queue import Channel
from staffplan.staffing import channels
from staffplan.staffing.workload import Arithmetic

FILES = sorted(path.stem for path in Path(channels.__file__).parent.glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize("name", FILES)
def test_every_channel_file_is_listed(name: str) -> None:
    module = import_module(f"staffplan.staffing.channels.{name}")
    found = [value for value in vars(module).values() if isinstance(value, Arithmetic)]
    assert len(found) == 1
    assert any(entry is found[0] for entry in channels.ARITHMETICS)
    assert found[0].need.__module__ == module.__name__


def test_nothing_is_listed_that_has_no_file() -> None:
    assert len(channels.ARITHMETICS) == len(FILES)


@pytest.mark.parametrize("channel", list(Channel))
def test_every_channel_belongs_to_exactly_one_arithmetic(channel: Channel) -> None:
    assert [channel in entry.channels for entry in channels.ARITHMETICS].count(True) == 1
    assert channel in channels.arithmetic(channel).channels
