import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_an_installed_staffplan_brings_the_sample_centre_along(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    for part in ("configs", "data"):
        sample = {f"staffplan/sample/{path.relative_to(ROOT)}" for path in (ROOT / part).rglob("*") if path.is_file()}
        assert sample
        assert sample <= packed
    assert "staffplan/py.typed" in packed
    assert not [name for name in packed if name.startswith(("configs", "data", "tests"))]
