# make run | make test: each does all set-up. Needs make, git and Python 3.11 or newer with venv.
SHELL := /bin/sh
VENV  ?= .venv
BIN   := $(VENV)/bin
# The first interpreter that really runs and is new enough: make PYTHON=/path/to/python overrides.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
  $$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
PIP   := $(BIN)/python -m pip --disable-pip-version-check --no-input -q
# `make test ARGS="-n 2 tests/test_portal.py"`
ARGS  ?=

.DEFAULT_GOAL := help
.PHONY: help run test setup lint format bench lock

help:
	@echo "make run     start the portal (PORT=8000, data in var/)"
	@echo "make test    run every test (TEST_DB=postgres: on a real Postgres and Valkey)"
	@echo "make setup   only make the virtualenv     make lint    ruff, mypy, djade, migrations"
	@echo "make bench   print the measurements       make lock    renew requirements.lock"

setup: $(VENV)/.ok

$(VENV)/.ok: requirements.lock
	@command -v git >/dev/null || { echo "git is missing: install it (Debian/Ubuntu: apt install git)"; exit 1; }
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with venv is missing: install it (Debian/Ubuntu: apt install python3 python3-venv)"; exit 1; }
	@echo "[1/3] making the virtualenv $(VENV) with `$(PYTHON) -V`"
	@rm -rf $(VENV) && $(PYTHON) -m venv $(VENV)
	@echo "[2/3] installing the locked packages (half a minute or so)"
	@$(PIP) install --require-hashes --only-binary :all: -r requirements.lock
	@echo "[3/3] putting the portal on the path"
	@echo "$(CURDIR)" > "`$(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))'`/opsportal.pth"
	@touch $@

run: setup
	@exec $(BIN)/python manage.py portal

test: setup
	@$(BIN)/python -m pytest $(ARGS)

lint: setup
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@git ls-files 'templates/*.html' | xargs -r $(BIN)/djade --check --target-version 5.2
	@$(BIN)/python -m mypy opsportal specs manage.py
	@$(BIN)/python manage.py makemigrations --check --dry-run

format: setup
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format
	@git ls-files 'templates/*.html' | xargs -r $(BIN)/djade --target-version 5.2

bench: setup
	@$(BIN)/python -m bench $(ARGS)

# For maintainers: the hashes of every platform, and no host of any package index in the file.
lock:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with venv is missing"; exit 1; }
	@d=`mktemp -d` && trap 'rm -rf "$$d"' EXIT && $(PYTHON) -m venv $$d && $$d/bin/python -m pip install -q uv && \
	  compile="$$d/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate" && \
	  $$compile --all-extras pyproject.toml -o requirements.lock && \
	  $$compile -c requirements.lock pyproject.toml -o requirements-production.lock
	@echo "`grep -c == requirements.lock` packages, `grep -c == requirements-production.lock` of them in production"
