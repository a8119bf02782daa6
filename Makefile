# Everything runs in .venv and node_modules, which each target that needs them sets up by itself, once.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
STAGE ?= dev
UV := $(shell command -v uv 2>/dev/null)

PY := .venv/bin/python
NODE := node_modules/.ready
VENV := .venv/.ready
READY := $(VENV) $(NODE)
SLS := PYTHON_BIN=$(PY) npx --no-install serverless

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# Setting up

setup: install ## Install all that is needed (the other targets do it by themselves)
	@echo "Ready. Now: make run"

install: install-python install-node ## Install the Python and the Node packages

install-python: $(VENV) ## Install the Python packages into .venv

install-node: $(NODE) ## Install the Serverless Framework into node_modules

venv: ## Make an empty .venv
ifneq ($(UV),)
	@uv venv --quiet --seed --allow-existing --python "$(PYTHON)" .venv
else
	@$(PYTHON) -m venv .venv
endif

$(VENV): requirements.txt requirements-prod.txt requirements.lock
	@echo "Installing the Python packages into .venv (half a minute the first time)"
	@$(MAKE) --no-print-directory venv
ifneq ($(UV),)
	@uv pip install --quiet --python $(PY) -r requirements.txt -c requirements.lock
else
	@$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt -c requirements.lock
endif
	@touch $@

$(NODE): package.json package-lock.json .npmrc
	@echo "Installing the Serverless Framework into node_modules (a quarter of a minute the first time)"
	@npm ci --silent --no-progress
	@touch $@

# Running it here, with no AWS account

run: $(READY) ## Run the pipeline on the embedded AWS and show the week (POSTS=folder, LIVE=1, BACKFILL=1, OUT=folder, JSON=1)
	@$(PY) -m local.run $(if $(LIVE),--live,$(if $(POSTS),--posts "$(POSTS)")) $(if $(BACKFILL),--backfill) \
		$(if $(OUT),--out "$(OUT)") $(if $(JSON),--json)

invoke: $(VENV) ## Run one function here (FUNC=strip_post_html EVENT=test_events/strip_post_html.json)
	@$(PY) -m local.invoke "$(FUNC)" "$(EVENT)"

# Asking the archive: what the last run left here, or, with AWS=1, the bucket in your account.
# What is typed reaches the commands in the environment, as it is: neither make nor the shell reads a $ or a quote in it.

TYPED := AWS DATE FORMAT MAXES PICTURE PROGRAM RELATED SQL STAGE STEP UNIT VERBOSE
$(foreach name,$(TYPED),$(if $(filter undefined,$(origin $(name))),,\
	$(eval override $(name) := $$(value $(name)))$(eval export $(name))))

today: $(VENV) ## Show the training of a day (DATE=2020-12-21, MAXES="Snatch=80,Jerk=100", STEP=2.5, UNIT=kg, RELATED=1, PROGRAM=3-day)
	@$(PY) -m local today

week: $(VENV) ## Show the training of a week (DATE=2020-12-21; the rest as for today)
	@$(PY) -m local week

next: $(VENV) ## Show the coming training (the rest as for today)
	@$(PY) -m local next

query: $(VENV) ## Ask in SQL, or by a query's name (SQL="find back squat", FORMAT=table|json|csv)
	@$(PY) -m local query

volume: $(VENV) ## Show and draw sets, reps, intensity and zones by week (PROGRAM=3-day, PICTURE=volume.png)
	@$(PY) -m local volume

# Checking it

test: $(READY) ## Run all tests
	@$(PY) -m pytest

test-infra: $(READY) ## Run the tests of the compiled template and of a deployment
	@$(PY) -m pytest -m infrastructure

test-cov: $(READY) ## Run all tests and show what they do not reach
	@$(PY) -m pytest --cov=. --cov-report=term-missing:skip-covered

test-verbose: $(READY) ## Run all tests, each by name
	@$(PY) -m pytest -vv

accept-post: $(VENV) ## Show a post's lines beside its records and keep them as a test's expected result (POST=file.json)
	@$(PY) -m local accept-post "$(POST)"

read-report: $(VENV) ## Show how much of a folder's prescriptions is understood, line by line (POSTS=folder)
	@$(PY) -m local read-report "$(POSTS)"

fuzz: $(VENV) ## Mangled posts against the parser's law (CASES=10000, SEED=1)
	@$(PY) -m local.bench.fuzz $(if $(CASES),--cases $(CASES)) $(if $(SEED),--seed $(SEED))

bench: $(READY) ## Print the figures: parser, cold starts, package, a whole archive and its price
	@$(PY) -m local.bench.cold_start
	@$(PY) -m local.bench.archive
	@$(PY) -m local.bench.parser

lock: ## Lock the Python packages' versions anew (needs uv)
	@command -v uv > /dev/null || { echo "make lock needs uv: https://docs.astral.sh/uv/"; exit 1; }
	@uv pip compile --quiet --universal --python-version 3.9 --no-annotate --custom-compile-command "make lock" \
		--upgrade requirements.txt --output-file requirements.lock

audit: $(READY) ## Look up known weaknesses of the dependencies (needs a network)
	@.venv/bin/pip-audit --requirement requirements-prod.txt
	@npm audit --omit=dev

lint: $(READY) ## Check the style of the code and the correctness of the template
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@$(SLS) package > .serverless.log 2>&1 || { cat .serverless.log; exit 1; }
	@rm -f .serverless.log
	@.venv/bin/cfn-lint && echo "cfn-lint: the compiled template is clean"

format: $(VENV) ## Put the code into the project's style
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

# Your own AWS account

plan: $(READY) ## Show what a deployment would put there and change (STAGE=dev)
	@$(PY) -m local.deployed.plan --stage "$(STAGE)"

plan-prod: ## The same for the stage prod
	@$(MAKE) --no-print-directory plan STAGE=prod

deploy: $(READY) ## Deploy to your account (STAGE=dev)
	@$(PY) -m local.deployed.check --stage "$(STAGE)"
	$(SLS) deploy --stage "$(STAGE)"

deploy-prod: ## The same for the stage prod
	@$(MAKE) --no-print-directory deploy STAGE=prod

deploy-function: $(READY) ## Deploy the code of one function (FUNC=strip_post_html)
	@$(PY) -m local.project "deploy-function" "$(FUNC)"
	$(SLS) deploy function --stage "$(STAGE)" --function "$(FUNC)"

secret: $(VENV) ## Put INVICTUS_USER and INVICTUS_PASS of .env into Secrets Manager
	@$(PY) -m local.deployed.secret --stage "$(STAGE)"

execute: $(VENV) ## Start the deployed machine and wait for its result (FORCE=1, INPUT='{"posts_per_page": 3}')
	@$(PY) -m local.deployed.execute --stage "$(STAGE)" $(if $(FORCE),--force) $(if $(INPUT),--input '$(INPUT)')

backfill: $(VENV) ## Load the whole archive on AWS, page by page
	@$(PY) -m local.deployed.execute --stage "$(STAGE)" --backfill

retry: $(VENV) ## Run the posts in failed/ again on AWS
	@$(PY) -m local.deployed.retry --stage "$(STAGE)"

logs: $(READY) ## Show a deployed function's log of the last day (FUNC=get_invictus_post)
	@$(PY) -m local.project "logs" "$(FUNC)"
	$(SLS) logs --stage "$(STAGE)" --function "$(FUNC)" --startTime 1d

logs-tail: $(READY) ## Follow a deployed function's log (FUNC=get_invictus_post)
	@$(PY) -m local.project "logs-tail" "$(FUNC)"
	$(SLS) logs --stage "$(STAGE)" --function "$(FUNC)" --tail

remove: $(READY) ## Remove the stack; the data bucket and the sessions table stay (STAGE=dev)
	$(SLS) remove --stage "$(STAGE)"

clean: ## Delete all that was made here: .venv, node_modules, .serverless, out, caches
	rm -rf .venv node_modules .serverless out .pytest_cache .ruff_cache .hypothesis .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help setup install install-python install-node venv run invoke today week next query volume test test-infra test-cov \
	test-verbose accept-post read-report fuzz bench lock audit lint format plan plan-prod deploy deploy-prod deploy-function secret \
	execute backfill retry logs logs-tail remove clean
