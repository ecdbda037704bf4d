# Every target sets up what it needs, see .ci/setup. `make demo` and `make test` are the two to know.

BIN := .venv/bin

.PHONY: demo test check bench bench-queueing bench-forecast bench-schedule docs data lock setup clean

demo: setup  # plan a week of the sample centre, from its call history to a verified roster
	$(BIN)/staffplan run -c configs -o runs --week 2026-W49

test: setup  # the tests
	$(BIN)/python -m pytest

check: setup  # style, types, and who may import whom
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup  # measurements, apart from the tests
	for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python "$$script" || exit 1; done

bench-queueing: setup  # requirements a second and right answers, beside other tools, which it installs into .bench
	$(BIN)/python benchmarks/queueing.py --peers

bench-forecast: setup  # weeks of real histories forecast, beside other forecasters, which it installs into .bench
	$(BIN)/python benchmarks/forecasting.py --peers

bench-schedule: setup  # weeks of made-up centres planned, and beside other solvers, which it installs into .bench
	$(BIN)/python benchmarks/schedule.py --family
	$(BIN)/python benchmarks/schedule_peers.py --peers

docs: setup  # the reference pages that are made from the code
	$(BIN)/python docs/generate.py

data: setup  # the sample centre's tables, the same bytes every time
	$(BIN)/python -m staffplan.sample

lock:  # pin the newest packages that fit, with hashes for every platform
	.ci/lock

setup:  # the environment in .venv; at once where nothing has changed
	@.ci/setup

clean:  # what tools leave; not the environment, not the runs
	rm -rf dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -not -path './.uv/*' -prune -exec rm -rf {} +
