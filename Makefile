# Two commands from a bare clone: `make run` and `make test`. Each sets up what it needs.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
RUN_READY := $(VENV)/.run-ready
DEV_READY := $(VENV)/.dev-ready
PYTEST := $(PY) -m pytest --numprocesses=auto --durations=10

.DEFAULT_GOAL := help
.PHONY: help run check test lint format shell password seed requirements browser bench audit
SCALE ?= 1000000
SCHEDULES ?= 200

help: ## show these targets
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 14

run: $(RUN_READY) ## serve the site on http://127.0.0.1:8000 (PORT=, HOST=, EXAMPLES=no)
	@exec $(PY) manage.py serve

test: $(DEV_READY) browser ## run every test, on SQLite and on PostgreSQL, with a real Chromium
	$(PYTEST)
	$(PY) -m tests.postgres $(PYTEST) -m 'not once'

check: $(DEV_READY) ## a quick look between commits: style, and what is fast, on SQLite and without a browser
	$(VENV)/bin/ruff check --quiet .
	$(VENV)/bin/ruff format --check --quiet .
	$(PYTEST) -m 'not long' --ignore=tests/browser

audit: $(DEV_READY) ## what takes minutes: the long tests, with 200 schedules of two editors for each way of writing
	$(PYTEST) -m long --interleavings=$(SCHEDULES)

lint: $(DEV_READY) ## check style, templates, migrations and settings
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	git ls-files -z 'curation/templates/*.html' | xargs -0 $(VENV)/bin/djade --target-version 5.2 --check
	git ls-files -z '*.py' | xargs -0 $(VENV)/bin/django-upgrade --target-version 5.2
	$(PY) manage.py makemigrations --check --dry-run
	SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(60))') ALLOWED_HOSTS=tracker.example.org \
		HTTPS=1 HSTS_SECONDS=31536000 $(PY) manage.py check --deploy --fail-level WARNING

format: $(DEV_READY) ## rewrite code and templates in the house style
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .
	git ls-files -z 'curation/templates/*.html' | xargs -0 $(VENV)/bin/djade --target-version 5.2 || \
		git ls-files -z 'curation/templates/*.html' | xargs -0 $(VENV)/bin/djade --target-version 5.2 --check

shell: $(RUN_READY) ## a Python shell with the models
	$(PY) manage.py shell

password: $(RUN_READY) ## give the first editor a new password
	@$(PY) manage.py new_password

seed: $(RUN_READY) ## put the example deals back to what the fixtures say
	$(PY) manage.py migrate --verbosity 0
	$(PY) manage.py seed

bench: $(DEV_READY) ## compare lists with Datasette at a million deals (SCALE=10000 is quick)
	$(PY) -m bench $(SCALE)

requirements: $(DEV_READY) ## compile the pinned requirements anew from pyproject.toml
	$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-annotate --no-header pyproject.toml -o requirements.txt
	$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-annotate --no-header --group dev -c requirements.txt pyproject.toml -o requirements-dev.txt

browser:
	@sh tests/browser/install-chromium.sh

$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; name one: make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { \
		echo "Python's venv module is missing: apt-get install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(RUN_READY): requirements.txt $(VENV)/bin/pip
	@echo "Installing what the site needs into $(VENV) ..."
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(DEV_READY): requirements-dev.txt $(RUN_READY)
	@echo "Installing what the tests need into $(VENV) ..."
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
