# Everything is run from here: `make help`.
SHELL := /bin/sh
.SHELLFLAGS := -ec
.DEFAULT_GOAL := help
.PHONY: help run reset test lint format screenshots bench buildout constraints frontend i18n clean

PORT ?= 8080
HOST ?= 127.0.0.1
WORKERS ?= 2
BOOTSTRAP := PYTHON="$(PYTHON)" ./scripts/bootstrap
export PYTHONWARNINGS ?= ignore
VENV_PYTHON := .venv/bin/python

help: ## This list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 20

run: ## A trial site on http://localhost:8080/charleroi (PORT=… for another port)
	@$(BOOTSTRAP) --port $(PORT) run
	@exec $(VENV_PYTHON) scripts/run.py --port $(PORT) --host $(HOST)

reset: ## Delete the trial site: the next `make run` starts over
	@$(BOOTSTRAP) run
	@$(VENV_PYTHON) scripts/run.py --reset

i18n: ## Gather the messages of all rooms and bring the translations up to date
	@$(BOOTSTRAP) lint
	@$(VENV_PYTHON) scripts/i18n.py

constraints: ## Compute constraints.txt again (pins stay where they can), then versions.cfg
	@$(BOOTSTRAP) run
	@$(VENV_PYTHON) -m uv pip compile -q --universal --python-version 3.11 --all-extras \
	    --no-annotate --no-header setup.py constraints.in -o constraints.txt
	@$(VENV_PYTHON) scripts/versions_cfg.py

test: ## All the tests, in WORKERS=2 processes; ARGS="-k name" to choose
	@$(BOOTSTRAP) --chromium --clamd --node test
	@$(VENV_PYTHON) -m pytest -n $(WORKERS) $(ARGS)

buildout: ## The operators' build: bin/instance, from the Python Package Index alone
	@$(BOOTSTRAP) --buildout
	@.buildout/bin/buildout -N instance:http-address=$(HOST):$(PORT)

lint: ## Style and shape: ruff, zpretty, mypy, import-linter, translations, news
	@$(BOOTSTRAP) lint
	@$(VENV_PYTHON) scripts/lint.py

format: ## Repair what `make lint` finds, where a tool can
	@$(BOOTSTRAP) lint
	@$(VENV_PYTHON) scripts/lint.py --fix

frontend: ## Build the JavaScript and CSS from their sources in frontend/
	@$(BOOTSTRAP) --node run
	@cd frontend && npm ci --no-audit --no-fund --silent && npm run --silent build

screenshots: ## The pictures of the documentation, from a new trial site that `make run` serves
	@$(BOOTSTRAP) --chromium test
	@$(VENV_PYTHON) scripts/screenshots.py --url http://localhost:$(PORT)/charleroi $(ARGS)

bench: ## The speed budgets, at 1,000 and 10,000 dossiers; writes var/bench.json
	@$(BOOTSTRAP) bench
	@$(VENV_PYTHON) tests/bench/run.py $(ARGS)
