# Everything here works on a machine with Python 3.11 (or newer) and make; the rest goes into .venv.
# Another interpreter: make PYTHON=python3.12

PYTHON ?= python3
ARGS ?=
BENCH ?= startup

venv := .venv
lean := .venv-lean
bin := $(venv)/bin
# uv, where it is installed, sets an environment up in a tenth of the time: make UV= does without it.
UV := $(shell command -v uv 2>/dev/null)

.DEFAULT_GOAL := run
.PHONY: run demo test test-deep check lint types imports bench bench-all bench-patterns wheel pictures hero site clean help python

run: $(lean)/.ready ## open the journal (also plain `make`); the first run offers the demo diary too
	@$(lean)/bin/companion $(ARGS)

demo: $(lean)/.ready ## open a made-up diary of twelve weeks; nothing is saved
	@$(lean)/bin/companion demo $(ARGS)

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

bench-all: $(lean)/.ready ## every benchmark of speed and memory, one after the other; ARGS=--quick to see that all run
	@$(lean)/bin/python benchmarks/all.py $(ARGS)

bench-patterns: $(lean)/.ready ## false alarms and power on made-up diaries; ARGS="--diaries 100", or --write into docs/
	@$(lean)/bin/python benchmarks/patterns_bench.py $(ARGS)

wheel: $(venv)/.ready ## build the wheel into dist/
	@$(bin)/python -m build --wheel --no-isolation

pictures: $(venv)/.ready ## redraw the README's pictures (needs rsvg-convert)
	@$(bin)/python docs/pictures/draw.py

hero: $(venv)/.ready ## redraw the README's moving picture (fetches agg once)
	@$(call install,$(venv)) --editable ".[docs]"
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

install = $(if $(UV),$(UV) pip install --quiet --python $(1)/bin/python,$(1)/bin/python -m pip install --quiet)

# $(call set-up,FOLDER,PACKAGE): an environment with the package in it. An editable install leaves the bytecode
# to the first start, so it is made here.
define set-up
	@$(if $(UV),$(UV) venv --quiet --clear --seed --python "$$(command -v $(PYTHON))" $(1),$(PYTHON) -m venv --clear $(1))
	@$(call install,$(1)) --editable $(2)
	@$(1)/bin/python -m compileall -q companion
	@touch $(1)/.ready
endef

$(venv)/.ready: pyproject.toml | python
	@echo "Setting up $(venv) for working on it, once: $(if $(UV),a few seconds,about a minute)." >&2
	$(call set-up,$(venv),".[dev]")

$(lean)/.ready: pyproject.toml | python
	@echo "Fetching what companion needs into $(lean), once: $(if $(UV),a few seconds,about half a minute)." >&2
	$(call set-up,$(lean),.)
	@echo "Ready." >&2
