import os
import subprocess
import sys
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"


def test_generating_again_in_another_zone_and_language_gives_the_same_bytes(tmp_path):
    elsewhere = os.environ | {"TZ": "America/New_York", "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    subprocess.run([sys.executable, "-m", "staffplan.sample", str(tmp_path)], check=True, env=elsewhere)

    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in DATA.iterdir())
    different = [path.name for path in DATA.iterdir() if path.read_bytes() != (tmp_path / path.name).read_bytes()]
    assert different == [], "run `make data`: the generator and data/ disagree"


def test_the_read_me_states_every_file_and_its_rows():
    text = (DATA / "README.md").read_text()
    for table in DATA.glob("*.csv"):
        rows = len(table.read_text().splitlines()) - 1
        assert f"| `{table.name}` | {rows:,} |" in text
    assert "synthetic" in text
    assert max(len(line) for line in text.splitlines()) <= 120


def test_the_history_is_small_enough_to_clone():
    assert (DATA / "history.csv").stat().st_size < 8_000_000
