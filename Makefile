# Everything runs in .venv and node_modules. Each target checks the set-up that it needs first, and completes it.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
unexport PYTHONDONTWRITEBYTECODE # where it is set, each start compiles every module again

IN_VENV ?= .venv
export IN_VENV
PY := $(IN_VENV)/bin/python
VENV := python-packages
READY := python-packages node-packages

# What is typed (SQL='...', OUT=...) reaches the commands through the environment, unchanged: neither make nor the shell
# interprets a $, a quote or a blank in it.
TYPED := ALARM AT AWS BACKFILL BAR DATE EVENT FORCE FORMAT FRESH FUNC INPUT JSON LINE LIVE MACHINE MAXES OUT PICTURE PLATES \
	POST POSTS PROGRAM PYTHON RELATED SQL STAGE STEP UNIT VERBOSE WEEK YES
$(foreach name,$(TYPED),$(if $(filter undefined,$(origin $(name))),,\
	$(eval override $(name) := $$(value $(name)))$(eval export $(name))))

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { \
		shown = sprintf("  make %-16s", $$1); \
		count = split($$2, words, " "); \
		for (i = 1; i <= count; i++) { \
			if (length(shown) + 1 + length(words[i]) > 80) { print shown; shown = sprintf("%23s", "") } \
			shown = shown " " words[i] \
		} \
		print shown }' $(MAKEFILE_LIST)

# Setting up

setup: python-packages node-packages ## Install what is missing (the other targets do it too)
	@echo "Ready. Now: make run"

install: install-python install-node ## Install the Python and the Node packages

install-python: ## Install the Python packages into .venv, even if they are there
	@local/setup/setup.sh python --always

install-node: ## Install the Serverless Framework into node_modules, even if it is there
	@local/setup/setup.sh node --always

venv: ## Make an empty .venv (PYTHON=python3.11)
	@local/setup/setup.sh venv

python-packages:
	@local/setup/setup.sh python

node-packages:
	@local/setup/setup.sh node

# Running it here, with no AWS account

# Only the state machine needs the compiled template, and so the Node packages.
run: $(if $(MACHINE)$(if $(POSTS)$(LIVE)$(BACKFILL),,1),$(READY),$(VENV)) ## Read a blog here and show the week: the sample, by the state machine (POSTS=folder, LIVE=1, BACKFILL=1, MACHINE=1, FRESH=1, OUT=folder, JSON=1, VERBOSE=1)
	@$(PY) -m local run

invoke: $(READY) ## Run one function here (FUNC=strip_post_html EVENT=test_events/strip_post_html.json)
	@$(PY) -m local invoke

# Asking the archive: what the last run left here, or, with AWS=1, the bucket in your account

today: $(VENV) ## Show the training of a day (DATE=2021-01-18, MAXES="Snatch=80,Jerk=100", UNIT=kg, BAR=20, PLATES="25 20 10x1", STEP=2.5, RELATED=1, PROGRAM=3-day)
	@$(PY) -m local today

week: $(VENV) ## Show the training of a week (DATE=2021-01-18; the rest as for today)
	@$(PY) -m local week

next: $(VENV) ## Show the coming training (the rest as for today)
	@$(PY) -m local next

query: $(VENV) ## Ask in SQL, or by a query's name (SQL="find back squat", SQL=today DATE=2021-01-18, FORMAT=table|json|csv)
	@$(PY) -m local query

volume: $(VENV) ## Show and draw sets, reps, intensity and zones by week (PROGRAM=3-day, PICTURE=volume.svg)
	@$(PY) -m local volume

page: $(VENV) ## Write pages to train from on a phone, an app if served over https (DATE=2021-01-18, MAXES and the rest as for today, AWS=1)
	@$(PY) -m local page

calendar: $(VENV) ## Write the sessions as a calendar file, invictus.ics (AT=18:00, ALARM=30; MAXES to PROGRAM as for today, AWS=1)
	@$(PY) -m local calendar

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
	@$(PY) -m local accept-post

sample-events: $(VENV) ## Make the sample events and the sample week in test_events/ anew
	@$(PY) -m local sample-events

explain: $(VENV) ## Show how a line of training is read, or why not (LINE='Snatch x 2 reps @ 75%', or POST=file)
	@$(PY) -m local explain

read-report: $(VENV) ## Show how much of a folder's prescriptions is understood, line by line (POSTS=folder)
	@$(PY) -m local read-report

diagram: $(VENV) ## Draw the state machine anew in docs/edits-and-idempotency.md
	@$(PY) -m local diagram

pictures: $(VENV) ## Draw the pictures in docs/images/ anew (needs Chromium)
	@$(PY) -m local pictures

fuzz: $(VENV) ## Read thousands of mangled and generated posts and check that nothing is lost (some minutes)
	@$(PY) -m pytest --hypothesis-profile long -vv tests/parser/test_mangled_posts.py tests/parser/test_laws.py

bench: $(READY) ## Print the figures of docs/costs.md: time, memory, the package, what AWS bills
	@$(PY) -m local bench

LOCK := uv pip compile --quiet --universal --python-version 3.9 --no-annotate --upgrade \
	--custom-compile-command "make lock"

lock: ## Lock the Python packages' versions anew (needs uv)
	@command -v uv > /dev/null || { echo "Error: make lock needs uv: https://docs.astral.sh/uv/" >&2; exit 1; }
	@grep -v '^-c' requirements.txt | $(LOCK) - --output-file requirements.lock
	@$(LOCK) --constraint requirements.lock requirements-prod.txt --output-file requirements-prod.lock

audit: $(READY) ## Look up known vulnerabilities of the dependencies (needs a network)
	@$(IN_VENV)/bin/pip-audit --requirement requirements-prod.lock
	@npm audit --omit=dev

lint: $(READY) ## Check the style, bugs, types and the compiled template
	@$(IN_VENV)/bin/pycodestyle .
	@$(IN_VENV)/bin/ruff check .
	@$(PY) -m mypy
	@node_modules/.bin/tsc -p local/page/assets
	@$(PY) -m local check-template

format: $(VENV) ## Put the code into the project's style (autopep8)
	@$(IN_VENV)/bin/autopep8 --in-place --aggressive --aggressive handler.py transforms.py invictus local tests

# Your own AWS account

plan: $(READY) ## Show what a deployment would put there and change (STAGE=dev)
	@$(PY) -m local plan

plan-prod: ## The same for the stage prod
	@$(MAKE) --no-print-directory plan STAGE=prod

deploy: $(READY) ## Deploy to your account (STAGE=dev)
	@$(PY) -m local deploy

deploy-prod: ## The same for the stage prod
	@$(MAKE) --no-print-directory deploy STAGE=prod

deploy-function: $(READY) ## Deploy the code of one function (FUNC=strip_post_html)
	@$(PY) -m local deploy-function

secret: $(VENV) ## Put INVICTUS_USER and INVICTUS_PASS of .env into Secrets Manager
	@$(PY) -m local secret

execute: $(VENV) ## Start the deployed machine and wait for its result (FORCE=1, INPUT='{"posts_per_page": 3}')
	@$(PY) -m local execute

backfill: $(VENV) ## Load the whole archive on AWS, page by page (FORCE=1)
	@$(PY) -m local backfill

share: $(VENV) ## Put the pages where the phone can open them; print a link and a QR code (WEEK=2021-01-18, PROGRAM=)
	@$(PY) -m local share

retry: $(VENV) ## Run the posts in failed/ again on AWS
	@$(PY) -m local retry

logs: $(READY) ## Show a deployed function's log of the last day (FUNC=get_invictus_post)
	@$(PY) -m local logs

logs-tail: $(READY) ## Follow a deployed function's log (FUNC=get_invictus_post)
	@$(PY) -m local logs --tail

remove-stack: $(READY) ## Remove the stack from your account, after a question; its data stays (STAGE=dev, YES=1)
	@$(PY) -m local remove-stack

# Tidying up. Neither touches out/, which may hold hours of a backfill.

remove: ## Remove the virtual environment, .venv
	rm -rf .venv .venv-3.*

clean: ## Remove build artifacts and caches (.serverless, .compiled, coverage, bytecode)
	rm -rf .serverless .compiled htmlcov .coverage .pytest_cache .ruff_cache .mypy_cache .hypothesis
	find . \( -name .venv -o -name node_modules -o -name out \) -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help setup install install-python install-node venv python-packages node-packages run invoke today week next \
	query volume page calendar test test-infra test-cov test-verbose accept-post sample-events explain read-report \
	diagram pictures fuzz bench lock audit lint format plan plan-prod deploy deploy-prod deploy-function secret \
	execute backfill share retry logs logs-tail remove-stack remove clean
