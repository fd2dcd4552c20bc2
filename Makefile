# Needs Python 3.11 or newer, make and git; everything else is installed into .venv.
# Another Python: make PYTHON=python3.12 read. More for pytest: make test PYTEST_ARGS='-k page'.
# Tests wait more than they work, so there are more of them at once than cores: make test WORKERS=4 on a slow machine.
# They keep their byte code, whatever the environment says: else each of the workers compiles all of them again.
# The tests on certain Pythons: make test-all PYTHONS='python3.12 python3.13'.
# Libraries of other sizes measured: make bench BENCH_SIZES='1000 10000 100000'.
# One picture again: make screenshot PICTURES=reading (library, search, authoring, film).
# What was measured into the documentation: make bench BENCH_ARGS='--page docs/performance.md'.

PYTHON ?= python3
VENV ?= .venv
PYTEST_ARGS ?=
WORKERS ?= 6
BENCH_SIZES ?= 100 1000 10000
BENCH_ARGS ?=
PICTURES ?=
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: help read run dev test test-all check format bench torture locale completion screenshot build clean widths coverage man map docs

help:
	@echo 'make read        read the sample issues'
	@echo 'make test        run all tests'
	@echo 'make test-all    run them on every Python from 3.11 on that is here, each in a .venv-3.N of its own'
	@echo 'make coverage    run all tests and see that no less of the code is covered than before'
	@echo 'make check       formatting, lint, types, direction of imports'
	@echo 'make format      let ruff format and mend'
	@echo 'make bench       measure what performance promises'
	@echo 'make torture     kill writers and editors thousands of times, type at random, and see what is lost: about an hour'
	@echo 'make locale      bring the Chinese catalogue up to date'
	@echo 'make completion  make the completion scripts again'
	@echo 'make widths      make the table of character widths again, from the Unicode data of wcwidth'
	@echo 'make man         make the manual pages again'
	@echo 'make docs        write the tables of keys into the documentation again'
	@echo 'make map         draw the rooms of the code again, from its imports'
	@echo 'make screenshot  take the pictures of the documentation again'
	@echo 'make build       build the wheel and the source archive'

read: run
	@if [ -t 1 ]; then exec $(BIN)/briefing-tui --library sample_issues open 2024-14; \
	else exec $(BIN)/briefing-tui --library sample_issues show 2024-14; fi

run: $(VENV)/run.stamp
dev: $(VENV)/dev.stamp

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 …")'
	@echo 'making $(VENV) …' >&2
	@$(PYTHON) -m venv $(VENV) >&2

$(VENV)/run.stamp: pyproject.toml constraints.txt src/briefing_tui/version.py | $(VENV)/bin/python
	@echo 'installing briefing-tui …' >&2
	@$(INSTALL) --editable '.[office,send]' >&2
	@$(BIN)/python -m compileall -q src >&2
	@touch $@

$(VENV)/dev.stamp: pyproject.toml constraints.txt src/briefing_tui/version.py | $(VENV)/bin/python
	@echo 'installing briefing-tui and the development tools …' >&2
	@$(INSTALL) --editable '.[office,send,dev]' >&2
	@touch $(VENV)/run.stamp $@

test: dev
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -rs $(PYTEST_ARGS)

test-all: dev
	@MAKE='$(MAKE)' $(BIN)/python tools/every_python.py $(PYTHONS)

coverage: dev
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -rs --cov --cov-report=term $(PYTEST_ARGS)

check: dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: dev
	@missed=0; for part in run editing readers history 'library --sizes $(BENCH_SIZES)'; do \
	$(BIN)/python -m benchmarks.$$part $(BENCH_ARGS) || missed=1; done; exit $$missed

torture: dev
	PYTHONPATH=tests/support $(BIN)/python tests/torture/torture_saves.py 10000
	PYTHONPATH=tests/support $(BIN)/python tests/torture/torture_editing.py saves 10000
	PYTHONPATH=tests/support $(BIN)/python tests/torture/torture_editing.py drafts 1000
	PYTHONPATH=tests/support $(BIN)/python tests/torture/torture_editing.py writers 1000
	PYTHONPATH=tests/support $(BIN)/python tests/torture/torture_typing.py 100
	PYTHONPATH=tests/support $(BIN)/python tests/torture/torture_input.py 1000
	PYTHONPATH=tests/support $(BIN)/python tests/torture/torture_input.py 1000 0 signs
	PYTHONPATH=tests/support $(BIN)/python tests/torture/torture_index.py 1000
	PYTHONPATH=tests/support $(BIN)/python tests/torture/torture_first_page.py 5
	PYTHONPATH=tests/support $(BIN)/python tests/torture/torture_start.py 50
	PYTHONPATH=tests/support $(BIN)/python tests/torture/torture_delivery.py 200
	PYTHONPATH=tests/support $(BIN)/python tests/torture/torture_sync.py 200
	PYTHONPATH=tests/support $(BIN)/python tests/torture/torture_sync.py clones 50 8 10
	PYTHONPATH=tests/support $(BIN)/python tests/torture/torture_sync.py hosts 200
	BRIEFING_LONG=1 $(BIN)/python -m pytest -m long --timeout 3000

locale: dev
	$(BIN)/python tools/catalogue.py

completion: dev
	$(BIN)/python tools/completion_scripts.py

widths: dev
	$(BIN)/python tools/width_ranges.py

map: dev
	$(BIN)/python tools/rooms_map.py

man: dev
	$(BIN)/python tools/man_page.py

docs: dev
	$(BIN)/python tools/key_tables.py

screenshot: dev
	PYTHONPATH=tools:tests/support $(BIN)/python -m pictures $(PICTURES)

build: dev
	$(BIN)/python -m build --no-isolation

clean:
	rm -rf dist build bench-results .coverage* .pytest_cache .mypy_cache .ruff_cache .hypothesis
