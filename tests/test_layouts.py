"""Pages of every layout beside the articles that a reader sees in them: ends, metadata, roles, copies, nothing else."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from econ_extract.cuts import compare, read_rows
from econ_extract.models import Extraction
from econ_extract.pipeline import read_one
from econ_extract.rules import default_rules

LAYOUTS = Path(__file__).parents[1] / "corpora" / "layouts"
ROWS = read_rows(LAYOUTS.with_suffix(".jsonl"))
OF_A_FIELD = {"doc", "title", "starts", "ends", "byline", "outlet", "published_on"}
KEYS = OF_A_FIELD | {"section", "copies", "without", "joined", "caption", "infobox", "sidebar", "holds"}


@pytest.fixture(scope="module")
def cut() -> dict[str, Extraction]:
    """Every page, cut."""
    return {doc: read_one(LAYOUTS / doc, default_rules(), {}) for doc in ROWS}


def squeeze(words: str) -> str:
    return re.sub(r"\s", "", words)


def test_every_page_has_rows_and_every_row_says_what_is_checked() -> None:
    assert sorted(ROWS) == sorted(file.name for file in LAYOUTS.iterdir())
    assert len(ROWS) >= 40
    assert {key for rows in ROWS.values() for row in rows for key in row} <= KEYS


@pytest.mark.parametrize("doc", ROWS)
def test_the_cut_of_a_page(doc: str, cut: dict[str, Extraction]) -> None:
    found = compare({doc: ROWS[doc]}, cut)
    assert found.misses == []
    assert found.spare == 0
    copies = sum(row.get("copies", 0) for row in ROWS[doc])
    assert sum(article.duplicate_of is not None for article in cut[doc].articles) == copies


@pytest.mark.parametrize("doc", ROWS)
def test_pieces_are_runs_of_the_page_and_none_is_told_twice(doc: str, cut: dict[str, Extraction]) -> None:
    text = cut[doc].document.text or ""
    pieces = [(p.start, p.end) for article in cut[doc].articles for p in article.pieces]
    assert all(0 <= start < end <= len(text) for start, end in pieces)
    assert max(Counter(i for start, end in pieces for i in range(start, end)).values()) == 1
    for article in cut[doc].articles:
        assert article.text == "".join(text[p.start : p.end] for p in article.pieces)


WITH = [(doc, row) for doc, rows in ROWS.items() for row in rows if row.keys() - OF_A_FIELD]


@pytest.mark.parametrize(("doc", "row"), WITH, ids=[doc for doc, _ in WITH])
def test_what_else_a_row_says(doc: str, row: dict[str, Any], cut: dict[str, Extraction]) -> None:
    articles = cut[doc].articles
    of_row = [a for a in articles if squeeze(row["ends"])[-6:] in squeeze(a.text) and a.duplicate_of is None]
    whole = "\n".join(article.text for article in articles)
    assert [words for words in row.get("without", ()) if words in whole] == []
    assert [words for words in row.get("holds", ()) if words not in whole] == []
    assert "joined" not in row or any(row["joined"] in article.text for article in of_row)
    assert "section" not in row or row["section"] in [article.metadata.section for article in of_row]
    for role in ("caption", "infobox", "sidebar"):
        told = ["".join(a.text[p.start : p.end] for p in a.paragraphs if p.role == role) for a in of_row]
        assert role not in row or any(words.startswith(row[role]) for words in told), role


def test_a_marked_role_stands_only_where_a_row_says_so(cut: dict[str, Extraction]) -> None:
    for role in ("caption", "infobox", "sidebar"):
        found = {d for d, e in cut.items() for a in e.articles if any(p.role == role for p in a.pieces)}
        assert found == {doc for doc, rows in ROWS.items() for row in rows if role in row}, role


def test_what_is_known_says_where_it_was_read(cut: dict[str, Extraction]) -> None:
    for article in (a for e in cut.values() for a in e.articles):
        m = article.metadata
        for name in ("title", "byline", "outlet", "section"):
            assert (getattr(m, name) is None) == (getattr(m, f"{name}_from") is None), (m, name)


def test_the_quality_of_clean_cuts_is_high_and_of_mixed_ones_lower(cut: dict[str, Extraction]) -> None:
    quality = {doc: min(a.quality for a in e.articles) for doc, e in cut.items()}
    assert quality["12_listing_date_title_text.txt"] == quality["24_web_article.txt"] == 1
    assert quality["01_columns_interleaved.txt"] < 0.9
    assert quality["44_three_neighbours.txt"] < 0.9
    assert min(quality.values()) > 0.4


def test_rows_are_plain_json_lines_in_the_order_of_the_pages() -> None:
    lines = LAYOUTS.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()
    docs = [json.loads(line)["doc"] for line in lines]
    assert docs == sorted(docs)
