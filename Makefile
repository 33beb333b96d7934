# Every command of the project; `make help` lists them. Settings come from the environment (config.py).
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test test-all check format bench new-plugin licences screens vendor
PY := .venv/bin/python
PYTEST := $(PY) -m pytest --numprocesses auto --maxprocesses 8 --dist worksteal
FAST := not slow and not load and not kill_long and (not browser or fast)

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

run: .run-components  ## start the platform with demo data on http://127.0.0.1:8080 (PORT, HOST, DATA_DIR, DATABASE_URL)
	@exec $(PY) -m app run

test: .components check  ## the gate: check, then every fast test on SQLite and PostgreSQL
	@$(PYTEST) -m "$(FAST)"

test-all: .components check  ## the gate and the slow tests, the load tests and every browser test
	@$(PYTEST)

check: .python-dev  ## format, lint, types, import contracts, size limits
	@scripts/check.sh

format: .python-dev  ## rewrite the code as the formatter wants it
	@$(PY) -m ruff format . && $(PY) -m ruff check --fix-only --quiet .

bench: .python-dev .components  ## every figure beside its floor (FIGURES="name …", QUICK=1)
	@$(PY) -m tests.bench $(FIGURES) $(if $(QUICK),--quick)

new-plugin: .python-run  ## a new plugin that already installs and has a test (NAME=…)
	@test -n "$(NAME)" || { echo "写上插件名：make new-plugin NAME=my_plugin (name the plugin)" >&2; exit 2; }
	@$(PY) -m app plugin new "$(NAME)"

licences: .python-dev  ## write docs/licences.md anew from the installed packages
	@$(PY) -m scripts.licences --write

screens: .components  ## take the pictures of docs/screens anew
	@$(PY) -m tests.browser.screens && $(PY) -m tests.stories.screens

vendor:  ## fetch the packages of scripts/vendor.json again into app/static/vendor (needs npm)
	@python3 -m scripts.vendor

.PHONY: .python-run .run-components .python-dev .components
.python-run:
	@scripts/python.sh run
.run-components: .python-run
	@scripts/run-components.sh
.python-dev:
	@scripts/python.sh dev
.components: .python-dev
	@scripts/test-components.sh
