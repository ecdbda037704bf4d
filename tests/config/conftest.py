import pytest
from small_configuration import small_text

from staffplan.config import load
from staffplan.errors import ConfigError


@pytest.fixture
def small(tmp_path):
    """Write a small configuration with some sections changed and load it."""

    def write_and_load(**changes):
        (tmp_path / "centre.yaml").write_text(small_text(changes), encoding="utf-8")
        return load(tmp_path)

    return write_and_load


@pytest.fixture
def refused(tmp_path):
    """The faults of a small configuration with some sections changed, or of the text of a whole centre.yaml."""

    def faults_of(text: str | bytes | None = None, **changes):
        content = small_text(changes) if text is None else text
        (tmp_path / "centre.yaml").write_bytes(content if isinstance(content, bytes) else content.encode())
        with pytest.raises(ConfigError) as caught:
            load(tmp_path)
        return caught.value.faults

    return faults_of


@pytest.fixture
def refusal(refused):
    """The only fault of a small configuration with some sections changed."""

    def fault_of(text: str | bytes | None = None, **changes):
        (fault,) = refused(text, **changes)
        return fault

    return fault_of
