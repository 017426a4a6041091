# Everything that is done to this project is a target here; `make help` lists them.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory
# Containers often set it; tests start processes by the hundred, and each would compile every module anew.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
# Newer than the lock and the project file when what they ask for is installed.
INSTALLED := $(VENV)/.installed

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: setup
setup: $(INSTALLED) ## Make .venv with the locked versions and baoku in it (instant when nothing changed) [PYTHON=python3.14]

$(INSTALLED): requirements.lock pyproject.toml
	$(BIN)/python -c '' 2>/dev/null || { python=$${PYTHON:-$$(scripts/find-python)}; "$$python" -m venv --clear $(VENV); }
	@echo "Installing the locked versions into $(VENV) ..."
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.PHONY: compile
compile: setup ## Compile the hot modules beside their sources, for less CPU an article (needs a C compiler; a minute)
	$(BIN)/python hatch_build.py

.PHONY: plain
plain: setup ## Take the compiled modules away: all is plain Python again
	$(BIN)/python hatch_build.py --remove

.PHONY: demo
demo: setup ## Drop the sample page into a home of its own and search its articles
	$(BIN)/baoku demo

.PHONY: up
up: setup ## Start engines, worker and watcher; Ctrl-C stops all of it
	exec $(BIN)/baoku up

# Five processes for two processors: four spend a third of their time waiting, and the fifth begins with what waits for nothing.
WORKERS ?= 5

.PHONY: test
test: setup ## Run every check and every test but the slow, in parallel, against real Redis and Elasticsearch [WORKERS=5]
	@scripts/test-all $(BIN) $(WORKERS)

.PHONY: slow
slow: newest ## What not every change needs, and continuous integration runs: a compiled wheel beside plain Python
	$(BIN)/pytest -m slow

.PHONY: check
check: style types ## Lint, formatting, types, import contracts

.PHONY: style
style: setup ## Lint, formatting and import contracts alone
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports

.PHONY: types
types: setup ## Types alone
	$(BIN)/mypy

.PHONY: newest
newest: setup ## Types against the standard library of the newest Python, whichever is installed
	$(BIN)/mypy --python-version 3.14

.PHONY: unit
unit: setup ## Tests that open no socket
	$(BIN)/pytest tests/unit

.PHONY: integration
integration: setup ## Tests against real Redis and Elasticsearch
	$(BIN)/pytest tests/integration

.PHONY: acceptance
acceptance: setup ## Tests of the installed command: real processes, files and signals
	$(BIN)/pytest tests/acceptance

.PHONY: converters
converters: setup ## Word 97 files through LibreOffice and antiword as they are installed (Debian: libreoffice-writer-nogui antiword)
	$(BIN)/pytest tests/converters/word97.py

MINUTES ?= 30
.PHONY: fuzz
fuzz: setup ## Feed hostile files and queries to every stage and to Elasticsearch: make fuzz [MINUTES=30] [SEED=1]
	PYTHONPATH=tests $(BIN)/python -m fuzz.campaign --minutes $(MINUTES) $(if $(SEED),--seed $(SEED))

.PHONY: plain-use
plain-use: setup ## Use a running home as people do, and see that the log warns of nothing that is well: make plain-use [MINUTES=33]
	$(BIN)/python -m benchmarks.plain_use --minutes $(if $(filter command line,$(origin MINUTES)),$(MINUTES),33)

FILES ?= 100000
.PHONY: flood
flood: setup ## Flood a running home, and time fresh drops meanwhile: make flood [FILES=100000] [MINUTES=6]
	$(BIN)/python -m benchmarks.flood --files $(FILES) --minutes $(if $(filter command line,$(origin MINUTES)),$(MINUTES),6)

.PHONY: accuracy
accuracy: setup ## Score parsing and names on annotated pages: make accuracy PAGES=FOLDER [SCORE=score.py]
	@test -n "$(PAGES)" || { echo "make accuracy: say where the annotated pages are: make accuracy PAGES=FOLDER" >&2; exit 2; }
	$(BIN)/python -m benchmarks.parsing "$(PAGES)" $(if $(SCORE),--score "$(SCORE)")
	$(BIN)/python -m benchmarks.relaid "$(PAGES)"
	$(BIN)/python -m benchmarks.enrichment "$(PAGES)" $(if $(SCORE),--score "$(SCORE)")

.PHONY: faults
faults: setup ## Prove that nothing is lost under faults: make faults [SEEDS=3] [KINDS="kill-redis es-cut"] [FILES=500]
	$(BIN)/python tests/faults --write $(if $(SEEDS),--seeds $(SEEDS)) $(if $(KINDS),--kinds $(KINDS)) $(if $(FILES),--files $(FILES))

.PHONY: guard
guard: setup ## Fail when CPU an article, as a share of the plain baseline's, has grown by more than a fifth
	$(BIN)/python -m benchmarks.guard

.PHONY: bench
bench: setup ## All speed figures beside their targets, into bench.json; SHORT=1 within five minutes, PARTS="scan ..."
	@$(BIN)/python hatch_build.py || echo "Measuring plain Python."
	$(BIN)/python -m benchmarks.report --json bench.json $(if $(SHORT),--short) $(if $(PARTS),--only $(PARTS))

.PHONY: secrets
secrets: ## Make .env with the passwords that compose.yaml needs (never replaces one)
	@python3 scripts/make_secrets.py .env

# One lock for developing, and what of it runs, scans included: the image holds no more.
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
  pyproject.toml

.PHONY: lock
lock: ## Write the locks anew from pyproject.toml (needs .venv); UPGRADE=1 for newer versions
	$(COMPILE) --group dev $(if $(UPGRADE),--upgrade) -o requirements.lock
	$(COMPILE) --constraint requirements.lock --no-annotate --extra ocr -o requirements-run.lock

.PHONY: screenshots
screenshots: setup ## Make the pictures of docs/reading-room.md anew (needs Chromium; installs Debian's as root)
	$(BIN)/python scripts/screenshots.py

.PHONY: messages
messages: setup ## Gather the messages of the code into the Chinese catalogue, compile it, list what is not translated
	$(BIN)/python scripts/messages.py

.PHONY: clean
clean: ## Remove the environment, caches and builds; the archive and .env stay
	rm -rf $(VENV) baoku__mypyc.*.so worker/compiled.json dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find worker -name '*.so' -delete
	find worker tests benchmarks scripts -name __pycache__ -type d -prune -exec rm -rf {} +
