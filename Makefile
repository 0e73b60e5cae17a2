# The door to everything: `make up` runs it, `make test` proves it.
# Needs python3 >= 3.11 with venv; uses uv when it is there, only to be quicker.

PYTHON ?= python3
comma  := ,
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
UV     := $(shell command -v uv 2>/dev/null)
NEEDED := sys$(if $(UV),,$(comma) venv$(comma) ensurepip)

.PHONY: help up test probe check lint types imports fmt messages messages-check docs bench bench-peers faults lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import $(NEEDED); sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Bảng Vàng needs python3 >= 3.11 with the venv module (Debian: apt-get install python3-venv)."; exit 1; }
ifdef UV
	@[ -x $(BIN)/python ] || $(UV) venv --quiet --python $(PYTHON) $(VENV)
	$(UV) pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
else
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV)
	@# The lock is complete. Resolving again, pip trips over extras: it wants the newest of them.
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
endif
	@touch $@

up: $(READY) ## everything on this machine, with demo data on the first start
	@$(BIN)/bangvang up --demo

test: $(READY) ## the whole test suite
	@# Whatever the environment says: rewriting and compiling all tests anew takes each worker seconds.
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n 2 --dist loadgroup

probe: $(READY) ## bad inputs by the ten thousand, and all of the API for minutes; PROBE_SEED=2 draws others
	PROBE_INPUTS=$${PROBE_INPUTS:-10000} PROBE_SECONDS=$${PROBE_SECONDS:-120} \
	  $(BIN)/pytest -q -s tests/probe tests/api/routes/test_fuzz.py

check: lint types imports messages-check test ## what CI runs: quick checks first

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

imports: $(READY)
	$(BIN)/lint-imports

fmt: $(READY) ## format and fix what can be fixed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: $(READY) ## collect texts to translate into translations/
	$(BIN)/python -m core.messages update

messages-check: $(READY)
	$(BIN)/python -m core.messages check

docs: $(READY) ## write docs/reference anew from the code
	$(BIN)/python -m core.settings_reference
	$(BIN)/python -m api.reference
	$(BIN)/python -m approvals.rules.schema
	$(BIN)/python -m approvals.rules.reference

bench: $(READY) ## the figures, side by side in one run
	$(BIN)/python -m bench

faults: $(READY) ## break the system in every way we know; ONLY=zombie,kill plays some of them
	$(BIN)/python -m tests.faults.matrix $(ONLY)

bench-peers: ## other engines to measure beside, in an environment of their own
	@[ -x .venv-peers/bin/python ] || $(if $(UV),$(UV) venv --quiet --python $(PYTHON),$(PYTHON) -m venv) .venv-peers
	$(if $(UV),$(UV) pip install --quiet --python .venv-peers/bin/python,.venv-peers/bin/python -m pip install --quiet) \
	  -r bench/peers/requirements-peers.txt

lock: ## renew requirements.lock (needs uv)
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	  --no-header --group dev --extra signing pyproject.toml -o requirements.lock

clean: ## remove the environment and caches, never the data
	rm -rf $(VENV) .venv-peers .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis test-output
