"""The annotated articles of corpora/ come in; their rows must be well formed, well placed and cover the guideline."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest

from econ_extract.models import Basis, Bound, Direction, Role, Status

ROOT = Path(__file__).resolve().parents[1]
CORPORA = ROOT / "corpora"
ARTICLES = sorted(p for p in (CORPORA / "articles").iterdir() if p.is_file())
SHARED = ROOT.parent / "shared"

# Files that are not UTF-8 say so here, by hand: a detector has no place in the check of offsets.
ENCODINGS = {"10_gb18030_news.txt": "gb18030", "17_utf16_traditional.txt": "utf-16", "36_gbk_undeclared.html": "gbk"}

CURRENCIES = {"CNY", "USD", "HKD", "EUR", "JPY", "GBP"}
# The units that each kind of the guideline can have: the keys are its list of kinds.
KIND_UNITS = {
    "investment": CURRENCIES,
    "loan_balance": CURRENCIES,
    "deposit_balance": CURRENCIES,
    "asset_balance": CURRENCIES,
    "output_value": CURRENCIES,
    "revenue": CURRENCIES,
    "profit": CURRENCIES,
    "fiscal": CURRENCIES,
    "trade": CURRENCIES,
    "foreign_capital": CURRENCIES,
    "money_other": CURRENCIES,
    "price": CURRENCIES,
    "finance_flow": CURRENCIES | {"share"},
    "project_count": {"count"},
    "enterprise_count": {"count"},
    "growth_rate": {"%", "pp", "x", "doubling"},
    "ratio": {"%", "pp"},
    "people": {"person", "household"},
    "area": {"m2", "mu", "ha", "km2"},
    "rank": {"rank"},
    "duration": {"minute", "hour", "day", "workday", "month", "year"},
    "index": {"%", "point"},
    "count": {"count", "share"},
    "quantity": {"count", "t", "kg", "m", "km", "m2", "m3", "kWh", "Wh", "W"},
}
# Enough arithmetic to catch a slip of the pen in rows with Arabic digits.
SCALES = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12, "萬": 10**4, "億": 10**8, "萬億": 10**12}
WRITTEN = re.compile(r"([\d,]+(?:\.\d+)?)[余多]?(万亿|萬億|[万亿萬億]?)[余多]?(.*)")
UNIT_FACTORS = {
    "斤": Decimal("0.5"),
    "个基点": Decimal("0.01"),
    "千瓦": Decimal(10**3),
    "兆瓦": Decimal(10**6),
    "兆瓦时": Decimal(10**6),
    "GW": Decimal(10**9),
    "GWh": Decimal(10**9),
}
FIELDS = [
    "doc",
    "start",
    "end",
    "text",
    "value",
    "low",
    "high",
    "unit",
    "bound",
    "role",
    "kind",
    "indicator",
    "subject",
    "period",
    "period_explicit",
    "status",
    "basis",
    "direction",
    "attribution",
]


def decoded(path: Path) -> str:
    return path.read_bytes().decode(ENCODINGS.get(path.name, "utf-8"))


def rows_of(article: Path) -> list[dict[str, Any]]:
    lines = (CORPORA / "expected" / f"{article.stem}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


ALL_ROWS = [row for article in ARTICLES for row in rows_of(article)]
each_article = pytest.mark.parametrize("article", ARTICLES, ids=lambda p: p.stem)


def test_articles_and_expected_files_pair_up() -> None:
    assert {p.stem for p in ARTICLES} == {p.stem for p in (CORPORA / "expected").glob("*.jsonl")}
    assert {p.name for p in ARTICLES} >= set(ENCODINGS)


@each_article
def test_every_span_is_the_text_it_quotes(article: Path) -> None:
    text = decoded(article)
    for row in rows_of(article):
        assert row["doc"] == article.name
        assert text[row["start"] : row["end"]] == row["text"]
        assert row["text"] == row["text"].strip() != ""


@each_article
def test_rows_are_in_order_and_apart(article: Path) -> None:
    at = 0
    for row in rows_of(article):
        assert at <= row["start"] < row["end"]
        at = row["end"]


@each_article
def test_rows_keep_to_the_closed_lists(article: Path) -> None:
    for row in rows_of(article):
        assert [key for key in row if key != "change"] == FIELDS
        assert row.get("change", True) is True
        assert row["kind"] in KIND_UNITS, row
        assert row["unit"] in KIND_UNITS[row["kind"]], row
        assert row["bound"] in get_args(Bound), row
        assert row["role"] in get_args(Role), row
        assert row["status"] in get_args(Status), row
        assert row["basis"] in (None, *get_args(Basis)), row
        assert row["direction"] in (None, *get_args(Direction)), row
        assert row["indicator"], row


@each_article
def test_values_fit_their_bounds_and_signs(article: Path) -> None:
    for row in rows_of(article):
        if row["bound"] == "range":
            assert row["value"] is None
            assert Decimal(row["low"]) < Decimal(row["high"]), row
            continue
        assert row["low"] is None
        assert row["high"] is None
        value = Decimal(row["value"])
        assert format(value, "f") == row["value"], row
        if row["kind"] == "growth_rate":
            assert (row["direction"] == "down") == (value < 0), row
        elif value < 0:
            assert row.get("change"), row


@each_article
def test_values_keep_the_digits_of_the_text(article: Path) -> None:
    for row in rows_of(article):
        written = WRITTEN.match(re.sub(r"\s", "", unicodedata.normalize("NFKC", row["text"])))
        if written is None or row["value"] is None:
            continue  # Han numerals and ranges: read by eye
        number, scale, unit = written.groups()
        expected = Decimal(number.replace(",", "")) * SCALES[scale] * UNIT_FACTORS.get(unit, Decimal(1))
        # A bare number in a table has its scale in the heading or in a column beside it.
        scales = (1, 10**4, 10**8) if not scale and not unit else (1,)
        assert abs(Decimal(row["value"])) in {expected * s for s in scales}, row


@each_article
def test_growth_rates_alone_have_basis_and_direction(article: Path) -> None:
    for row in rows_of(article):
        growth = row["kind"] == "growth_rate"
        assert (row["basis"] is not None) == growth, row
        assert (row["direction"] is not None) == growth, row
        assert not (growth and row.get("change")), row


@each_article
def test_periods_are_days_in_order(article: Path) -> None:
    for row in rows_of(article):
        if row["period"] is None:
            assert row["period_explicit"] is False, row
        else:
            first, last = (date.fromisoformat(day) for day in row["period"])
            assert first <= last, row


@each_article
def test_thresholds_are_norms_without_period_or_source(article: Path) -> None:
    for row in rows_of(article):
        if row["role"] == "threshold":
            assert (row["status"], row["period"], row["attribution"]) == ("norm", None, None), row


@each_article
def test_subject_and_attribution_stand_in_the_article(article: Path) -> None:
    text = re.sub(r"\s", "", decoded(article))
    for row in rows_of(article):
        for field in ("subject", "attribution"):
            if row[field] is not None:
                assert re.sub(r"\s", "", row[field]) in text, row


def test_metadata_names_files_that_exist() -> None:
    with (CORPORA / "metadata.tsv").open(encoding="utf-8", newline="") as handle:
        entries = list(csv.DictReader(handle, delimiter="\t"))
    assert list(entries[0]) == ["path", "published_on", "title", "outlet"]
    names = [entry["path"] for entry in entries]
    assert len(names) == len(set(names))
    assert set(names) < {p.name for p in ARTICLES}
    for entry in entries:
        date.fromisoformat(entry["published_on"])


def test_the_corpus_covers_the_guideline() -> None:
    assert len(ARTICLES) >= 48
    assert len(ALL_ROWS) >= 1300
    assert {row["kind"] for row in ALL_ROWS} == set(KIND_UNITS)
    assert {row["bound"] for row in ALL_ROWS} == set(get_args(Bound))
    assert {row["status"] for row in ALL_ROWS} == set(get_args(Status))
    assert {row["role"] for row in ALL_ROWS} == set(get_args(Role))
    assert {row["basis"] for row in ALL_ROWS} - {None} == set(get_args(Basis))
    assert {row["direction"] for row in ALL_ROWS} - {None} == set(get_args(Direction))
    changes = Counter(row["value"].startswith("-") for row in ALL_ROWS if row.get("change"))
    assert min(changes[True], changes[False]) >= 5


def test_no_sentence_comes_from_the_measuring_texts() -> None:
    sources = [p for folder in ("seeds", "texts") for p in sorted((SHARED / folder).glob("*")) if p.is_file()]
    if not sources:
        pytest.skip("../shared is not present, so there is nothing to compare with")
    known = "".join(re.sub(r"\s", "", p.read_text(encoding="utf-8")) for p in sources)
    for article in ARTICLES:
        for sentence in re.split(r"[。！？!?;；\n]", decoded(article)):
            sentence = re.sub(r"\s", "", sentence)
            if len(sentence) >= 20:
                assert sentence not in known, (article.name, sentence)
