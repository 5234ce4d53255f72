# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors

# Everything runs in environments that the first call makes (see tools/environment.py).
# PYTHON=python3.12 picks an interpreter, VENV=.venv-3.12 a folder for it, ARGS="-k name" adds words to one check.

VENV ?= .venv
export VENV
RUN := PYTHONPATH=$(CURDIR) $(VENV)/bin/python
COMPILE := $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help env demo test lint thorough unit integration faults authorization molecule benchmark sanity artifact docs lock clean

help:  ## List the targets
	@sed -n 's/^\([a-z]*\):.*##  *\(.*\)/  make \1\t\2/p' Makefile | expand -t 24

env:  ## Make the virtual environments, or keep them if they are current
	@python3 tools/environment.py

demo: env  ## Show the collection at work on an emulated AWS account
	@$(RUN) -m tools.demo

test: env  ## Run all checks and tests
	@$(RUN) -m tools.check

lint: env  ## Run the checks that only look at files
	@$(RUN) -m tools.check lint

thorough: env  ## Walk through all faults, at every call, and through all playbooks (make test: through some)
	@THOROUGH=yes PYTEST_TIMEOUT=900 $(RUN) -m tools.check faults integration

unit integration faults authorization molecule: env  ## Run one kind of tests
	@$(RUN) -m tools.check --args='$(ARGS)' $@

benchmark: env  ## Measure a thousand users, and the number of API calls
	@$(RUN) -m tests.benchmark $(ARGS)

sanity: env  ## Run ansible-test sanity
	@$(RUN) -m tools.sanity $(ARGS)

artifact: env  ## Build the collection, and look at what is in it
	@$(RUN) -m tools.artifact

docs: env  ## Make the documentation site in build/site
	@$(RUN) -m tools.site

lock: env  ## Pin the newest versions of all packages (UPGRADE=--upgrade), or only what changed in requirements/*.in
	@cd requirements && for name in dev ministack; do ../$(COMPILE) $(UPGRADE) $$name.in --output-file $$name.txt; done

clean:  ## Remove all that the other targets made
	@rm -rf .venv* .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache .ansible build tests/output
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
