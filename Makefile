# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors

# Everything runs in virtual environments that the first call creates (see tools/environment.py).
# PYTHON=python3.12 selects an interpreter, ANSIBLE_CORE=2.20 a minor version of ansible-core, VENV=.venv-2.20 the directory
# of the environment, and ARGS="-k name" adds arguments to a check.

VENV ?= .venv
export VENV
RUN := PYTHONPATH=$(CURDIR) $(VENV)/bin/python
COMPILE := $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help env demo test lint thorough unit integration faults authorization molecule matrix browser benchmark sanity artifact importer installed signature checkov docs lock clean

help:  ## List the targets
	@sed -n 's/^\([a-z]*\):.*##  *\(.*\)/  make \1\t\2/p' Makefile | expand -t 24

env:  ## Create the virtual environments, or keep them if they are current
	@PYTHONPATH=$(CURDIR) python3 -m tools.environment

demo: env  ## Run the collection against an emulated AWS account
	@$(RUN) -m tools.demo

test: env  ## Run all checks and tests
	@$(RUN) -m tools.check

lint: env  ## Run the static checks
	@$(RUN) -m tools.check lint

thorough: env  ## Run the tests of all faults, at every call, and of all playbooks (make test runs a sample)
	@THOROUGH=yes PYTEST_TIMEOUT=900 $(RUN) -m tools.check faults integration

unit integration faults authorization molecule: env  ## Run one group of tests
	@$(RUN) -m tools.check --args='$(ARGS)' $@

matrix: env  ## Run the tests with every supported ansible-core and Python; ARGS="--only 2.20-3.13 unit" selects
	@$(RUN) -m tools.matrix $(ARGS)

browser: env  ## Look at the pages of reports in Chromium (Debian: chromium, chromium-driver), with axe-core (npm)
	@$(RUN) -m tools.check --args='$(ARGS)' browser

benchmark: env  ## Measure run times and API calls with up to a thousand users
	@$(RUN) -m tests.benchmark $(ARGS)

sanity: env  ## Run ansible-test sanity
	@$(RUN) -m tools.sanity $(ARGS)

artifact: env  ## Build what a release publishes in build/release, and check its content; TAG=1.2.3 checks the version
	@$(RUN) -m tools.artifact $(if $(TAG),--tag '$(TAG)')

importer: artifact  ## Look at the artifact as Ansible Galaxy does when it is uploaded
	@$(RUN) -m tools.importer

installed: artifact  ## Install the artifact with the oldest supported versions, verify it, and run it
	@$(RUN) -m tools.installed

checkov: env  ## Look at the CloudFormation templates of the provisioner with checkov
	@$(RUN) -m tools.checkov

signature:  ## Sign the artifact in build/release with gpg; KEY=fingerprint selects the key
	@python3 tools/signature.py build/release/*.tar.gz $(KEY)

docs: env  ## Build the documentation site in build/site
	@$(RUN) -m tools.site

lock: env  ## Pin the packages of requirements/*.in and tools/versions.py; UPGRADE=--upgrade updates the former
	@cd requirements && for name in checkov importer ministack oldest; do ../$(COMPILE) $(UPGRADE) $$name.in --output-file $$name.txt; done
	@cd requirements && ../$(COMPILE) $(UPGRADE) --no-emit-package ansible-core dev.in --output-file dev.txt
	@cd requirements && ../$(COMPILE) --no-deps uv.in --output-file uv.txt
	@for series in $$($(RUN) -m tools.versions); do $(RUN) -m tools.versions $$series | \
	  $(COMPILE) --no-deps - --output-file requirements/ansible-$$series.txt; done

clean:  ## Remove everything that the other targets created
	@rm -rf .venv* .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache .ansible build tests/output
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
