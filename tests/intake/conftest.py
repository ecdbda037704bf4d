from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Writes lines (or bytes) to a file and gives its path."""

    def write(*lines: str, raw: bytes | None = None, name: str = "file.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(("\n".join(lines) + "\n").encode() if raw is None else raw)
        return path

    return write
