# Every target says what it does: `make` or `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3

BIN := .venv/bin
COMPILE := $(BIN)/uv pip compile --quiet --python-version 3.11 --universal --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z][a-z-]*:.*## ' $(MAKEFILE_LIST) | sort | awk -F':.*## ' '{printf "  \033[1m%-14s\033[0m %s\n", $$1, $$2}'

# ── set up ────────────────────────────────────────────────────────────────────────────────────────────────────────

.venv/run: requirements/run.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing the server's dependencies into .venv …"
	@$(BIN)/pip install --quiet --require-hashes --requirement requirements/run.txt
	@touch $@

.venv/dev: requirements/dev.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing the development dependencies into .venv …"
	@$(BIN)/pip install --quiet --require-hashes --requirement requirements/dev.txt
	@touch $@ .venv/run

node_modules/.stamp: package-lock.json
	@echo "Installing the Node tools into node_modules …"
	@npm ci --silent --no-audit --no-fund
	@touch $@

.PHONY: setup
setup: .venv/dev node_modules/.stamp ## Install everything that development needs
	@test ! -e .git || $(BIN)/pre-commit install > /dev/null

.PHONY: lock
lock: .venv/dev ## Lock the dependencies again, with hashes
	$(COMPILE) --group dev --output-file requirements/dev.txt pyproject.toml
	$(COMPILE) --constraint requirements/dev.txt --output-file requirements/run.txt pyproject.toml
	npm install --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund

# ── run ───────────────────────────────────────────────────────────────────────────────────────────────────────────

# PORT says where, on the command line or in the environment; else YOUR_APP_PORT. Only these two targets hand it on: the
# tests and the scripts start servers of their own.
run worker: override export YOUR_APP_PORT := $(or $(PORT),$(YOUR_APP_PORT),8000)
run worker: override export YOUR_APP_DATA_DIR := $(or $(YOUR_APP_DATA_DIR),var)

.PHONY: run
run: .venv/run ## Start everything in one process: http://localhost:8000, or where PORT=… says
	@YOUR_APP_LOG_LEVEL=$${YOUR_APP_LOG_LEVEL:-warning} $(BIN)/python -m server migrate > /dev/null
	@exec $(BIN)/python -m server serve --quickstart

.PHONY: worker
worker: .venv/run ## Run jobs in a process of their own (PostgreSQL, YOUR_APP_JOBS=external)
	@exec $(BIN)/python -m server worker

# ── the contract ──────────────────────────────────────────────────────────────────────────────────────────────────

.PHONY: spec
spec: .venv/dev node_modules/.stamp ## Check the contract: OpenAPI 3.1, Redocly, and our own rules
	$(BIN)/openapi-spec-validator openapi/openapi.yaml
	npx --no-install redocly lint openapi/openapi.yaml
	$(BIN)/python -m scripts.check_spec

# ── quality ───────────────────────────────────────────────────────────────────────────────────────────────────────

.PHONY: format
format: .venv/dev ## Format the code
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .

.PHONY: lint
lint: .venv/dev ## Check the code's style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

.PHONY: types
types: .venv/dev ## Check the code's types
	$(BIN)/mypy

# WORKERS=1 runs one test after the other; tests/conftest.py says what stays together.
PYTEST := $(BIN)/python -m pytest --numprocesses=$(or $(WORKERS),2) --dist=loadgroup

.PHONY: test
test: setup spec ## Run every test, on SQLite and on PostgreSQL; those of the clients need requirements/debian.txt
	$(PYTEST) $(ARGS)

.PHONY: test-clients
test-clients: setup ## Run only the tests of the SDKs, the command line and the Postman collection
	$(PYTEST) tests/clients $(ARGS)

.PHONY: fuzz
fuzz: .venv/dev ## Fuzz every operation of a server of its own with Schemathesis, longer than `make test` does
	$(BIN)/python -m pytest tests/contract/test_fuzz.py --fuzz-examples=200 --timeout=3000 $(ARGS)

.PHONY: mutate-spec
mutate-spec: .venv/dev ## Change the contract in every small way for 15 minutes and list the changes that no test notices
	$(BIN)/python -m scripts.mutate_spec $(ARGS)

.PHONY: check
check: lint types drift test ## Exactly what CI runs

.PHONY: bench
bench: .venv/dev node_modules/.stamp ## Measure this server beside its peers, with targets (needs wrk, nginx, php; 12 minutes, a quiet machine)
	$(BIN)/python -m scripts.bench $(ARGS)

.PHONY: migration
migration: .venv/dev ## Write a migration from the difference between models and tables: NAME="add …"
	@YOUR_APP_DATA_DIR=$$(mktemp -d) $(BIN)/python -m scripts.migration "$(NAME)"

.PHONY: readme
readme: .venv/dev ## Write the README's table of settings
	$(BIN)/python -m scripts.readme

.PHONY: screenshots
screenshots: .venv/dev node_modules/.stamp ## Picture every page, narrow and wide, light and dark
	$(BIN)/python -m scripts.screenshots

# ── what is made from the contract ────────────────────────────────────────────────────────────────────────────────

.PHONY: generate
generate: .venv/dev node_modules/.stamp ## Make everything that comes from the contract: SDKs, Postman, changelog
	@$(BIN)/python -m scripts.generate $(if $(ONLY),--only $(ONLY))

.PHONY: drift
drift: .venv/dev node_modules/.stamp ## Check that what is committed is what `make generate` makes
	@$(BIN)/python -m scripts.check_drift

.PHONY: breaking
breaking: .venv/dev ## Say what changed in the contract since BASE (a git ref or a file; the last release when left out)
	@$(BIN)/python -m scripts.check_breaking $(BASE)

.PHONY: packages
packages: .venv/dev node_modules/.stamp ## Pack the SDKs as their registries take them, into dist/
	@for each in scripts/pack_*.py; do $(BIN)/python -m scripts.$$(basename $$each .py); done
