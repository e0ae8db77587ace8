# Two commands for newcomers: `make demo` and `make test`. The rest is for those who stay.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
DEMO := build/demo

# The tests start many processes: with bytecode kept, none compiles the package again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test accelerator lint format lock notebooks docs picture reference gallery bench bench-queries bench-reports bench-scale bench-exports bench-history soak clean

demo: $(VENV)/.pdf  ## a sample archive, loaded and reported on
	@rm -rf $(DEMO)
	@$(BIN)/broadsheet sample $(DEMO)/sample --articles 2000
	@$(BIN)/broadsheet load $(DEMO)/sample seeds --lake $(DEMO)/lake
	@$(BIN)/broadsheet report coverage quality --period 2021-03 --lake $(DEMO)/lake --output reports/out

test: $(VENV)/.dev $(VENV)-s3/.ready $(if $(shell command -v cargo 2>/dev/null),$(VENV)/.accelerator)  ## everything that has to hold; linters and tests run at the same time
	@.ci/browser
	@$(MAKE) --no-print-directory --jobs 4 check-style check-types check-imports check-accelerator run-tests

accelerator: $(VENV)/.accelerator  ## build and install the compiled reader; all works without it

lint: $(VENV)/.dev  ## the part of it that runs no tests
	@$(MAKE) --no-print-directory --jobs 3 check-style check-types check-imports

.PHONY: check-style check-types check-imports check-accelerator run-tests

check-style:
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

check-types:
	@$(BIN)/mypy

check-imports:
	@$(BIN)/lint-imports --no-logo

check-accelerator:
	@! command -v cargo >/dev/null || cargo test --quiet --manifest-path accelerator/Cargo.toml

# A worker keeps to the tests that are next to each other, which share what they made.
run-tests:
	@$(BIN)/pytest --numprocesses auto --dist worksteal --quiet

format: $(VENV)/.dev  ## repair what ruff can repair
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

lock: $(VENV)/.dev  ## renew constraints.txt from pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --upgrade --python-version 3.11 --all-extras \
		--no-header --no-annotate --no-emit-index-url --no-emit-find-links \
		pyproject.toml --output-file constraints.txt

notebooks: $(VENV)/.dev  ## run the notebooks and keep their outputs
	@$(BIN)/jupyter nbconvert --log-level WARN --to notebook --execute --inplace notebooks/*.ipynb

docs: $(VENV)/.docs  ## the site from docs/, in build/site/; a warning is an error
	@rm -rf build/site
	@$(BIN)/zensical build --strict --clean

picture: demo  ## the picture in README.md: the demo's first page (needs Debian's poppler-utils)
	@pdftoppm -png -singlefile -r 100 reports/out/coverage-2021-03.pdf docs/pictures/coverage
	@$(BIN)/broadsheet report weekly --lake $(DEMO)/lake --period 2021-W11 --format pdf -o $(DEMO)
	@pdftoppm -png -r 70 $(DEMO)/weekly-2021-W11.pdf $(DEMO)/weekly
	@$(BIN)/python docs/beside.py $(DEMO)/weekly-1.png $(DEMO)/weekly-2.png docs/pictures/weekly.png

reference: $(VENV)/.dev  ## the generated pages in docs/: tables, queries, problems, commands, the map
	@$(BIN)/python docs/make_reference.py

gallery: $(VENV)/.dev  ## docs/reference/charts.md, its pictures, those of the tests, and the stub of charts
	@$(BIN)/python docs/make_gallery.py

bench: $(VENV)/.dev  ## time loads against what people would use instead; OPTIONS=--full for all sizes
	@$(BIN)/python benchmarks/run.py $(OPTIONS)

bench-reports: $(VENV)/.dev  ## time whole reports over 100,000 articles
	@$(BIN)/python benchmarks/reports/run.py $(OPTIONS)

bench-queries: $(VENV)/.dev  ## time the named queries over a million articles
	@$(BIN)/python benchmarks/queries/run.py $(OPTIONS)

bench-exports: $(VENV)/.dev  ## time rows and tables written to files, over a million articles
	@$(BIN)/python benchmarks/exports/run.py $(OPTIONS)

bench-history: $(VENV)/.dev  ## time `broadsheet history` over 2,979 and 100,000 commits; OPTIONS=real for the first alone
	@$(BIN)/python benchmarks/history/run.py $(OPTIONS)

bench-scale: $(VENV)/.dev  ## how times, memory and files grow, up to a million documents; OPTIONS='--most 100000'
	@$(BIN)/python benchmarks/scale/run.py $(OPTIONS)

# ROUNDS: archives that are edited by chance (1000); KILLS: loads killed at any moment, besides those
# at every step (1000); HISTORIES: repositories of which every commit is loaded (6); RUNNERS: rounds
# of two scheduled runs at once (200); MINUTES: loads, prunes, readers and reports at once (10). Then
# what the suite leaves out, and its property tests with fifty times as many examples.
soak: $(VENV)/.dev $(if $(shell command -v java 2>/dev/null),$(VENV)-spark/.ready)  ## the long forms of the tests: make soak ROUNDS=10000 KILLS=5000 HISTORIES=50
	@$(BIN)/pytest --numprocesses auto --quiet tests/soak/soak_incremental.py \
		tests/soak/soak_safety.py tests/soak/soak_gitloads.py tests/soak/soak_schedule.py \
		tests/soak/soak_double_counting.py tests/soak/soak_reading.py \
		tests/soak/soak_lakes.py tests/soak/soak_catalog.py \
		tests/soak/soak_sentences.py tests/soak/soak_sheets.py \
		tests/soak/soak_reconciliation.py
	@$(BIN)/pytest --quiet tests/soak/soak_jupyterlab.py tests/soak/soak_spark.py
	@HYPOTHESIS_PROFILE=search $(BIN)/pytest --numprocesses auto --quiet -m "soak or hypothesis"

# Apache Spark and its executors have an environment of their own: 0.5 GB.
$(VENV)-spark/.ready: $(VENV)/.dev
	@$(BIN)/uv venv --quiet --clear $(VENV)-spark
	@VIRTUAL_ENV=$(VENV)-spark $(BIN)/uv pip install --quiet --constraint constraints.txt 'pyspark[connect]==4.3.0' --editable .
	@touch $@

# A server of S3, for the tests of lakes in object stores. It needs other versions of what is in $(VENV).
$(VENV)-s3/.ready: $(VENV)/.dev
	@$(BIN)/uv venv --quiet --clear $(VENV)-s3
	@VIRTUAL_ENV=$(VENV)-s3 $(BIN)/uv pip install --quiet 'moto[s3,server]==5.2.5'
	@touch $@

clean:
	@rm -rf $(VENV) build dist

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "broadsheet needs Python 3.11 or newer; name one with: make PYTHON=python3.12" >&2; exit 2; }
	@.ci/system-packages $(PYTHON)
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.pdf: $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "installing broadsheet into $(VENV)" >&2
	@$(PIP) --editable '.[pdf]'
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "installing broadsheet and its tools into $(VENV)" >&2
	@$(PIP) --editable '.[dev]'
	@touch $@ $(VENV)/.pdf

$(VENV)/.accelerator: $(VENV)/.dev $(wildcard accelerator/*.toml accelerator/src/*.rs)
	@command -v cargo >/dev/null || { echo "the compiled reader needs Rust: https://rustup.rs" >&2; exit 2; }
	@echo "building the compiled reader" >&2
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(PIP) --no-build-isolation --no-deps --force-reinstall ./accelerator
	@touch $@

$(VENV)/.docs: $(VENV)/.dev
	@echo "installing what builds the site into $(VENV)" >&2
	@$(PIP) --editable '.[docs]'
	@touch $@
