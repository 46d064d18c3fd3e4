# The two commands of a fresh machine are `make demo` and `make test`; both set up what they need first.
# Asked for: Python >= 3.11 (with venv), make and git.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.SUFFIXES:

# Where Python may not keep what it compiled, each of the thousand processes of the tests compiles all that it loads.
unexport PYTHONDONTWRITEBYTECODE

UV_VERSION := 0.13.9
TOOL := .venv-tool
UV := $(TOOL)/bin/uv
STAMP := .venv/.setup-stamp
ARGS ?=
# Tests wait for processes as long as they compute: two jobs for each of two processors.
JOBS ?= 4

# The front-end files are made by the build hook; when one is missing, the package is built again.
PINS := pyproject.toml uv.lock hatch_build.py src/apiyard/portal/frontend.lock.json src/apiyard/studio/frontend.lock.json
BUNDLE := src/apiyard/portal/static/vendor/scalar/standalone.js

.PHONY: help setup demo test peers lint format clean

help: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' Makefile

setup: $(STAMP) ## make .venv with everything in it (fast when it is there already)

demo: $(STAMP) ## take the example shop through its life; ARGS=--once ends by itself
	@trap : INT; .venv/bin/apiyard demo $(ARGS); code=$$?; if [ $$code -eq 130 ]; then exit 0; fi; exit $$code

test: $(STAMP) ## run every test; ARGS are given to pytest, JOBS is how many run at a time
	@.venv/bin/python -m pytest -n $(JOBS) $(ARGS)

peers: $(STAMP) ## compare with the field's own linter from npm (minutes; needs Node)
	@.venv/bin/python -m pytest -n 2 -m peers tests/peers $(ARGS)

lint: $(STAMP) ## check style, types and the floors of the house
	@.venv/bin/ruff check && .venv/bin/ruff format --check && .venv/bin/mypy && .venv/bin/lint-imports

format: $(STAMP) ## let ruff format the tree
	@.venv/bin/ruff check --fix --exit-zero && .venv/bin/ruff format

clean: ## take away what setup, builds and tests made
	rm -rf .venv $(TOOL) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis src/apiyard/portal/static/vendor

$(STAMP): $(PINS) $(BUNDLE) | $(UV)
	@echo "setting up .venv"
	@$(UV) sync --quiet --frozen --all-extras --reinstall-package apiyard --python $(TOOL)/bin/python
	@touch $@

$(BUNDLE): ;

$(UV): Makefile
	@for python in python3.13 python3.12 python3.11 python3; do \
	  command -v $$python >/dev/null 2>&1 || continue; \
	  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  if ! $$python -c 'import ensurepip, venv' 2>/dev/null; then \
	    echo "$$python has no venv; install it (Debian: apt install $$python-venv)" >&2; continue; fi; \
	  echo "making $(TOOL) with $$($$python --version)"; \
	  $$python -m venv --clear $(TOOL) && $(TOOL)/bin/python -m pip install --quiet --disable-pip-version-check "uv==$(UV_VERSION)" && exit 0; \
	  echo "could not install uv $(UV_VERSION) with $$python; is there a network?" >&2; exit 1; \
	done; \
	echo "apiyard needs Python 3.11 or later with venv; found $$(python3 --version 2>&1 || echo none)" >&2; exit 1
