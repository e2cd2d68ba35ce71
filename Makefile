.DEFAULT_GOAL := help
.PHONY: help setup build ask run backup restore test check

PYTHON ?= python3
PY := .venv/bin/python
Q := how many russian soldiers have been killed
# Handed over by the environment, so that no shell reads what is in the question.
export QUESTION := $(value Q)
export FROM_FILE := $(value FROM)

help: ## list what can be made
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

setup: .venv/installed ## create .venv and install what constraints.txt names

.venv/installed: constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12"; exit 1; }
	@test -x $(PY) || { echo "Creating .venv"; $(PYTHON) -m venv .venv; }
	@echo "Installing what constraints.txt names into .venv (some minutes the first time)"
	@$(PY) -m pip install --disable-pip-version-check -r constraints.txt
	@touch $@

build: setup ## index the corpus, if anything in it changed
	@$(PY) -m index build

ask: setup ## answer a question: make ask Q="where might wagner go next"
	@$(PY) -m index build || test -f var/index/CURRENT
	@$(PY) -m index ask -- "$$QUESTION"

run: setup ## start the bot: on Discord with DISCORD_TOKEN, in a local browser without
	@$(PY) -m index build || test -f var/index/CURRENT
	@exec $(PY) -m bot run

backup: setup ## write corpus, journal and settings into a new file in var/backups, while the bot runs or not
	@$(PY) -m bot backup

restore: setup ## put corpus and journal back, the bot stopped: make restore FROM=var/backups/….zip
	@test -n "$(FROM)" || { echo "Name the backup: make restore FROM=var/backups/….zip"; exit 2; }
	@$(PY) -m bot restore "$$FROM_FILE"

test: setup ## run the tests
	@$(PY) -m pytest -n 2 --dist loadfile

check: setup ## run the linters, the type checker, the architecture and the documents' checks
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check
	@.venv/bin/mypy
	@.venv/bin/lint-imports
	@$(PY) -m pytest tests/test_documents.py
