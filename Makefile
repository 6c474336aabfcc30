# make demo | test | test-extras | check | score | calibrate | train | bench — each works on a fresh clone with Python and make.
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

.PHONY: help demo test test-extras check score calibrate train bench docs clean

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

# What is scored, where it is at hand: the texts of each suite and the folder of its gold rows.
AGENCY := $(if $(LOAD),agency agency2 agency3 agency4)
SUITES := corpora second third $(if $(GOLD),gold) $(AGENCY)
TEXTS_corpora := corpora/articles --metadata corpora/metadata.tsv
TEXTS_second := corpora/second/articles --metadata corpora/second/metadata.tsv
TEXTS_third := corpora/third/articles --metadata corpora/third/metadata.tsv
TEXTS_gold := ../shared/seeds ../shared/texts --metadata ../shared/dates.tsv
TEXTS_agency := build/agency
TEXTS_agency2 := build/agency2
TEXTS_agency3 := build/agency3
TEXTS_agency4 := build/agency4
ROWS_corpora := corpora/expected
ROWS_second := corpora/second/expected
ROWS_third := corpora/third/expected
ROWS_gold := ../shared/gold
ROWS_agency := corpora/agency
ROWS_agency2 := corpora/agency2
ROWS_agency3 := corpora/agency3
ROWS_agency4 := corpora/agency4

$(AGENCY:%=build/%): build/%: corpora/%/texts.txt
	@rm -rf $@ && mkdir -p $@
	tar xJf $(LOAD) -C $@ -T $<
	@touch $@

# A fresh database each time: a score is of this code, not of what an older run left.
.PHONY: FORCE
build/%.duckdb: FORCE $(DEV) $(AGENCY:%=build/%)
	@mkdir -p build && rm -f $@*
	$(BIN)/extract $(TEXTS_$*) --db $@ --quiet

# PIN=--pin raises the floors.
score: $(SUITES:%=build/%.duckdb)
	$(foreach s,$(SUITES),$(BIN)/econ-extract score $(ROWS_$s) --db build/$s.duckdb \
		$(if $(filter gold,$s),--by-doc) --gate tests/floors.json --suite $s $(PIN) &&) true

# Fits the weights of confidence anew and writes rules/confidence.tsv and docs/reliability.md.
calibrate: $(SUITES:%=build/%.duckdb)
	$(BIN)/econ-extract calibrate $(foreach s,$(SUITES),$(ROWS_$s)) $(foreach s,$(SUITES),--db build/$s.duckdb) --write .

# Fits the weights of the rankers anew, and prints what they get right in documents that a fit has not seen. gold counts
# twice: the guideline and it are of one hand.
train: $(DEV) $(AGENCY:%=build/%)
	for model in indicator subject; do $(BIN)/python tools/train_ranker.py $$model --write \
		$(foreach s,$(SUITES) $(filter gold,$(SUITES)),--set $(ROWS_$s) $(filter-out --metadata,$(TEXTS_$s))); done

bench: $(DEV)
	$(BIN)/python bench/bench.py $(BENCH_TEXTS) --characters $(BENCH_CHARACTERS)

clean:
	rm -rf $(VENV) build demo .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
