"""Hand-made records for the tests of everything behind the line: a document, its article, its figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from econ_extract import extract_text
from econ_extract.models import (
    Article,
    Document,
    EntityRow,
    Extraction,
    Figure,
    Metadata,
    Paragraph,
    Piece,
    Reject,
    content_id,
)
from econ_extract.store import TABLES, Entry, Run, Store, new_run

TEXT = "绵州市开工项目36个，总投资约120.5亿元，同比增长8.2%。联系电话2345678。"


def first_figure(text: str, quantity: str, published: date) -> Figure:
    """The first figure of a text with these words."""
    return next(f for f in extract_text(text, published=published) if f.quantity == quantity)


def content(database: Path, *, machine: bool = True, runs: bool = True) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, sorted; without what names the run or (machine=False) the place of the folder."""
    left_out = {"run_id"} | (set() if machine else {"path"})
    found = {}
    with duckdb.connect(str(database), read_only=True) as connection:
        for name, columns in TABLES.items():
            shown = ", ".join(c.name for c in columns if c.name not in left_out)
            if runs or name != "runs":
                found[name] = sorted(connection.sql(f"SELECT {shown} FROM {name}").fetchall(), key=repr)
    return found


def make_figure(text: str, document_id: str, quantity: str, **fields: Any) -> Figure:
    """A figure of `text` whose span is the first place of `quantity`; a count of one unless `fields` says more."""
    start = text.index(quantity)
    defaults: dict[str, Any] = {
        "figure_id": content_id(document_id, start, quantity),
        "document_id": document_id,
        "article_id": f"a-{document_id}",
        "doc_start": start,
        "doc_end": start + len(quantity),
        "quantity": quantity,
        "value": Decimal(1),
        "value_low": None,
        "value_high": None,
        "unit": "count",
        "bound": "exact",
        "role": "measure",
        "kind": "count",
        "indicator": None,
        "indicator_id": None,
        "subject": "绵州市",
        "subject_type": "region",
        "region_code": None,
        "period_start": date(2023, 1, 1),
        "period_end": date(2023, 6, 30),
        "period_text": None,
        "period_from": None,
        "status": "actual",
        "basis": None,
        "direction": None,
        "is_change": False,
        "of_figure_id": None,
        "attribution": None,
        "sentence": text,
        "confidence": 0.9,
        "rules": ("unit.count",),
    }
    return Figure(**{**defaults, **fields})


def make_extraction(path: str = "/news/a.txt", text: str = TEXT, document_id: str | None = None) -> Extraction:
    """One document with one article, three figures (a count, an investment, its growth), an entity and a reject."""
    document_id = document_id or content_id(path, text)
    document = Document(document_id, path, "text", "utf-8", content_id(text), len(text.encode()), text)
    article = Article(
        article_id=f"a-{document_id}",
        document_id=document_id,
        ordinal=0,
        metadata=Metadata("绵州重大项目开工", "李明", "绵州日报", date(2023, 7, 3), "text"),
        pieces=(Piece(0, len(text)),),
        text=text,
        paragraphs=(Paragraph(0, len(text)),),
    )
    projects = make_figure(text, document_id, "36个", value=Decimal(36), kind="project_count", indicator="开工项目")
    money = make_figure(
        text, document_id, "120.5亿元", value=Decimal("12050000000"), unit="CNY", bound="about", kind="investment",
        indicator="总投资", rules=("unit.cny", "bound.about"),
    )  # fmt: skip
    growth = make_figure(
        text, document_id, "8.2%", value=Decimal("8.2"), unit="%", kind="growth_rate", indicator="总投资",
        basis="yoy", direction="up", of_figure_id=money.figure_id,
    )  # fmt: skip
    phone = text.index("2345678")
    return Extraction(
        document,
        (article,),
        (EntityRow(article.article_id, 0, "绵州市", "region", 0, 3, "绵州市", None, "jieba"),),
        (projects, money, growth),
        (Reject(document_id, article.article_id, phone, phone + 7, "2345678", "phone", ("reject.phone",)),),
    )


def failed_extraction(path: str = "/news/bad.txt", error: str = "the file is empty") -> Extraction:
    """A document that could not be read."""
    return Extraction(Document(content_id(path), path, "text", None, content_id("x"), 0, None, error))


def entry(extraction: Extraction, settings: str = "{}") -> Entry:
    """An entry named after the last two parts of its path."""
    return Entry(extraction, "/".join(extraction.document.path.split("/")[-2:]), settings)


def some_run() -> Run:
    """A run that starts now."""
    return new_run(version="0.1.0", rules_hash="r1", tagger="jieba", options="{}")


def without_duplicates_of(extraction: Extraction, original: str) -> Extraction:
    """The same, its article marked as a repetition of `original`."""
    return replace(extraction, articles=(replace(extraction.articles[0], duplicate_of=original),))


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database with the figures of one document."""
    path = tmp_path / "figures.duckdb"
    with Store(path, made_by="test") as store:
        store.finish(store.write(some_run(), [entry(make_extraction())]))
    return path


Rows = Callable[[Path, str], list[tuple[Any, ...]]]


@pytest.fixture
def rows() -> Rows:
    """A function that runs a query on a database file of ours."""
    from econ_extract.store import open_for_queries

    def ask(path: Path, sql: str) -> list[tuple[Any, ...]]:
        with open_for_queries(path) as connection:
            return connection.sql(sql).fetchall()

    return ask


@pytest.fixture(scope="session")
def corpora_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a run over the sample articles with their metadata."""
    from econ_extract import pipeline

    corpora = Path(__file__).parents[1] / "corpora"
    path = tmp_path_factory.mktemp("corpora") / "x.duckdb"
    said = pipeline.read_metadata(corpora / "metadata.tsv")
    sources, unused = pipeline.with_metadata(pipeline.find_sources([corpora / "articles"]).sources, said, None)
    assert unused == ()
    with Store(path, made_by="test") as store:
        summary = pipeline.run(sources, store, pipeline.Options(), pipeline.rule_book(None))
    assert summary.failures == []
    return path
