from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


def test_every_benchmark_is_listed_with_what_it_measures():
    listed = (BENCHMARKS / "README.md").read_text()
    missing = [path.name for path in sorted(BENCHMARKS.glob("*.py")) if f"| `{path.name}` | " not in listed]
    assert missing == [], "add a row to benchmarks/README.md"
