"""Where benchmark and reference files live: a folder `shared` beside the checkout; absent, the tests skip."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def needs_shared(relative: str) -> pytest.MarkDecorator:
    """Skip mark for a test that reads `relative` below the shared folder."""
    return pytest.mark.skipif(not (SHARED / relative).exists(), reason=f"{relative} is not beside this checkout")
