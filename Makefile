# Everything is set up inside this clone (.venv, build/); nothing else on the machine is touched.
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help demo test lint types layers clean

help: ## say what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 18

.venv/.installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("pledgebook needs Python 3.11 or newer: try make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,postgres]'
	touch $@

lint: .venv/.installed ## ruff
	$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: .venv/.installed ## mypy --strict
	$(BIN)/mypy

layers: .venv/.installed ## imports only point down
	$(BIN)/lint-imports

clean: ## remove what was built
	rm -rf build .venv
