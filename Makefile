# Everything here works on a machine with Python 3.11 (or newer) and make; the rest goes into .venv.
# Another interpreter: make PYTHON=python3.12

PYTHON ?= python3
ARGS ?=
BENCH ?= startup

venv := .venv
lean := .venv-lean
bin := $(venv)/bin

.DEFAULT_GOAL := run
.PHONY: run demo test test-deep check lint types imports bench bench-patterns wheel pictures hero site clean help python

run: $(venv)/.ready ## open the journal (also plain `make`); the first run offers the demo diary too
	@$(bin)/companion $(ARGS)

demo: $(venv)/.ready ## open a made-up diary of twelve weeks; nothing is saved
	@$(bin)/companion demo $(ARGS)

test: $(venv)/.ready ## run the tests; ARGS="tests/cli -k log" runs some of them
	@$(bin)/python -m pytest $(ARGS)

test-deep: $(venv)/.ready ## the same with many more examples of each property; slow
	@HYPOTHESIS_PROFILE=deep $(bin)/python -m pytest $(ARGS)

check: lint types imports test ## all that CI runs

lint: $(venv)/.ready ## style and small mistakes (ruff)
	@$(bin)/ruff check .

types: $(venv)/.ready ## types (mypy, strict)
	@$(bin)/mypy

imports: $(venv)/.ready ## who may import whom (import-linter)
	@$(bin)/lint-imports

bench: $(lean)/.ready ## time the start against its own libraries, with nothing else installed; BENCH=store and others
	@$(lean)/bin/python benchmarks/$(BENCH).py $(ARGS)

bench-patterns: $(lean)/.ready ## false alarms and power on made-up diaries; ARGS="--diaries 100", or --write into docs/
	@$(lean)/bin/python benchmarks/patterns_bench.py $(ARGS)

wheel: $(venv)/.ready ## build the wheel into dist/
	@$(bin)/python -m build --wheel --no-isolation

pictures: $(venv)/.ready ## redraw the README's pictures (needs rsvg-convert)
	@$(bin)/python docs/pictures/draw.py

hero: $(venv)/.ready ## redraw the README's moving picture (fetches agg once)
	@$(bin)/python -m pip install --quiet --editable ".[docs]"
	@$(bin)/python docs/pictures/hero.py

site: $(venv)/.ready ## build the guide as a small site into build/site; a broken link is an error
	@NO_MKDOCS_2_WARNING=1 $(bin)/mkdocs build --strict --quiet
	@echo "build/site/index.html"

clean: ## delete what was made here, the environments too; not a journal
	rm -rf $(venv) $(lean) dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	rm -f snapshot_report.html
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-16s%s\n", $$1, $$2}' Makefile

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Python 3.11 or newer is needed; '$(PYTHON)' is $$($(PYTHON) --version 2>/dev/null || echo missing)."; \
		echo "Use another one: make PYTHON=python3.11"; exit 1; } >&2

$(venv)/.ready: pyproject.toml | python
	@echo "Setting up $(venv); this takes a minute, once." >&2
	@$(PYTHON) -m venv --clear $(venv)
	@$(bin)/python -m pip install --quiet --editable ".[dev]"
	@$(bin)/python -m compileall -q companion # an editable install leaves that to the first start
	@touch $@

$(lean)/.ready: pyproject.toml | python
	@$(PYTHON) -m venv --clear $(lean)
	@$(lean)/bin/python -m pip install --quiet --editable .
	@touch $@
