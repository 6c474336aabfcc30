# make demo | test | test-extras | check | score | calibrate | bench — each works on a fresh clone with Python and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
GOLD := $(wildcard ../shared/gold)
LOAD := $(wildcard ../shared/load/articles.tar.xz)
BENCH_TEXTS ?= corpora/articles
BENCH_CHARACTERS ?= 400000

# The stamps are named after the content of pyproject.toml: a changed dependency installs again.
KEY := $(shell cksum < pyproject.toml | cut -d' ' -f1)
BASE := $(VENV)/.base-$(KEY)
DEV := $(VENV)/.dev-$(KEY)
EXTRAS := $(VENV)/.extras-$(KEY)
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check

.PHONY: help demo test test-extras check score calibrate bench docs clean

help:
	@sed -n 1p Makefile

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(BASE): | $(BIN)/python
	$(PIP) -e .
	@touch $@

$(DEV): | $(BIN)/python
	$(PIP) -e '.[dev,ocr]'
	@touch $@ $(BASE)

# HanLP runs on torch, which is large; where pip finds a build for the CPU alone, that one is taken.
$(EXTRAS): | $(DEV)
	$(PIP) 'torch==2.13.0'
	$(PIP) -e '.[dev,lac,hanlp]'
	@touch $@

demo: $(BASE)
	@mkdir -p demo && rm -f demo/*
	$(BIN)/extract corpora/articles --metadata corpora/metadata.tsv --db demo/figures.duckdb
	$(BIN)/econ-extract query "select quantity, indicator, subject from investment_totals order by path, doc_start" \
		--db demo/figures.duckdb --limit 10
	$(BIN)/econ-extract export --db demo/figures.duckdb -o demo/figures.csv

test: $(DEV)
	$(BIN)/python -m pytest

# The tests that `make test` leaves out where these packages are not installed.
test-extras: $(EXTRAS)
	$(BIN)/python -m pytest tests/test_lac.py tests/test_hanlp.py tests/test_hanlp_files.py

check: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m econ_extract.docs --check
	$(BIN)/econ-extract rules check

docs: $(DEV)
	$(BIN)/python -m econ_extract.docs

# A fresh database each time: a score is of this code, not of what an older run left. PIN=--pin raises the floors.
score: $(DEV)
	@mkdir -p build/score && rm -f build/score/*.duckdb*
	$(BIN)/extract corpora/articles --metadata corpora/metadata.tsv --db build/score/corpora.duckdb --quiet
	$(BIN)/econ-extract score corpora/expected --db build/score/corpora.duckdb --gate tests/floors.json --suite corpora $(PIN)
ifneq ($(GOLD),)
	$(BIN)/extract ../shared/seeds ../shared/texts --metadata ../shared/dates.tsv --db build/score/gold.duckdb --quiet
	$(BIN)/econ-extract score ../shared/gold --db build/score/gold.duckdb --by-doc --gate tests/floors.json --suite gold $(PIN)
endif
ifneq ($(LOAD),)
	@rm -rf build/agency && mkdir -p build/agency && tar xJf $(LOAD) -C build/agency -T corpora/agency/texts.txt
	$(BIN)/extract build/agency --db build/score/agency.duckdb --quiet
	$(BIN)/econ-extract score corpora/agency --db build/score/agency.duckdb --gate tests/floors.json --suite agency $(PIN)
endif

# Fits the weights of confidence anew and writes rules/confidence.tsv and docs/reliability.md.
calibrate: $(DEV)
	@mkdir -p build/calibrate && rm -f build/calibrate/*.duckdb*
	$(BIN)/extract corpora/articles --metadata corpora/metadata.tsv --db build/calibrate/corpora.duckdb --quiet
ifneq ($(GOLD),)
	$(BIN)/extract ../shared/seeds ../shared/texts --metadata ../shared/dates.tsv --db build/calibrate/gold.duckdb --quiet
endif
ifneq ($(LOAD),)
	@rm -rf build/agency && mkdir -p build/agency && tar xJf $(LOAD) -C build/agency -T corpora/agency/texts.txt
	$(BIN)/extract build/agency --db build/calibrate/agency.duckdb --quiet
endif
	$(BIN)/econ-extract calibrate corpora/expected $(GOLD) $(if $(LOAD),corpora/agency) \
		--db build/calibrate/corpora.duckdb $(if $(GOLD),--db build/calibrate/gold.duckdb) \
		$(if $(LOAD),--db build/calibrate/agency.duckdb) --write .

bench: $(DEV)
	$(BIN)/python bench/bench.py $(BENCH_TEXTS) --characters $(BENCH_CHARACTERS)

clean:
	rm -rf $(VENV) build demo .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
