"""Extractions written to a database: the contract's tables and views, transactions, replaced and pruned files."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from conftest import Rows, entry, failed_extraction, make_extraction, some_run, without_duplicates_of
from econ_extract.labels import CLOSED_LISTS, KINDS
from econ_extract.models import Extraction
from econ_extract.store import TABLES, Store, StoreError, ddl, open_for_queries, storable

CONTRACT = {
    "documents": "document_id path format encoding sha256 size_bytes text status error run_id",
    "articles": "article_id document_id ordinal title byline outlet published_on published_from text pieces text_hash"
    " duplicate_of",
    "entities": "article_id ordinal text type doc_start doc_end canonical code tagger",
    "figures": "figure_id document_id article_id doc_start doc_end quantity value value_low value_high unit bound role"
    " kind indicator indicator_id subject subject_type region_code period_start period_end period_text period_from"
    " status basis direction is_change of_figure_id attribution sentence confidence rules",
    "rejects": "document_id article_id doc_start doc_end text reason rules",
    "runs": "run_id started_at finished_at version rules_hash tagger options documents articles figures failed",
}


def write(path: Path, *extractions: Extraction) -> None:
    with Store(path, made_by="test") as store:
        store.finish(store.write(some_run(), [entry(e) for e in extractions]))


@pytest.mark.parametrize("table", CONTRACT)
def test_contract_columns_come_first_and_in_order(database: Path, rows: Rows, table: str) -> None:
    names = [row[0] for row in rows(database, f"DESCRIBE {table}")]
    promised = CONTRACT[table].split()
    assert names[: len(promised)] == promised


def test_contract_types(database: Path, rows: Rows) -> None:
    types = {row[0]: row[1] for row in rows(database, "DESCRIBE figures")}
    assert {types[c] for c in ("value", "value_low", "value_high")} == {"DECIMAL(38,6)"}
    assert {types[c] for c in ("period_start", "period_end")} == {"DATE"}
    assert (types["is_change"], types["confidence"], types["rules"]) == ("BOOLEAN", "DOUBLE", "VARCHAR[]")
    assert dict(row[:2] for row in rows(database, "DESCRIBE articles"))["published_on"] == "DATE"


def test_written_values_come_back_exactly(database: Path, rows: Rows) -> None:
    found = rows(database, "SELECT quantity, value, unit, bound, period_end, rules FROM figures ORDER BY doc_start")
    assert found == [
        ("36个", Decimal(36), "count", "exact", date(2023, 6, 30), ["unit.count"]),
        ("120.5亿元", Decimal("12050000000"), "CNY", "about", date(2023, 6, 30), ["unit.cny", "bound.about"]),
        ("8.2%", Decimal("8.2"), "%", "exact", date(2023, 6, 30), ["unit.count"]),
    ]


def test_spans_count_characters_of_the_document(database: Path, rows: Rows) -> None:
    join = "FROM figures f JOIN documents d USING (document_id)"
    assert rows(
        database, f"SELECT count(*) {join} WHERE substr(d.text, doc_start + 1, doc_end - doc_start) = quantity"
    ) == [(3,)]


def test_entities_rejects_and_pieces(database: Path, rows: Rows) -> None:
    assert rows(database, "SELECT text, type, doc_start, doc_end, tagger FROM entities") == [
        ("绵州市", "region", 0, 3, "jieba")
    ]
    assert rows(database, "SELECT text, reason, rules FROM rejects") == [("2345678", "phone", ["reject.phone"])]
    length = len(make_extraction().document.text or "")
    assert rows(database, "SELECT pieces FROM articles") == [([[0, length]],)]


def test_failed_document_keeps_its_error(tmp_path: Path, rows: Rows) -> None:
    path = tmp_path / "x.duckdb"
    write(path, make_extraction(), failed_extraction())
    assert rows(path, "SELECT status, error, text FROM documents WHERE path = '/news/bad.txt'") == [
        ("failed", "the file is empty", None)
    ]
    assert rows(path, "SELECT documents, articles, figures, failed FROM runs") == [(2, 1, 3, 1)]


def test_run_counts_grow_over_batches_and_the_run_ends(tmp_path: Path, rows: Rows) -> None:
    path = tmp_path / "x.duckdb"
    with Store(path, made_by="test") as store:
        run = store.write(some_run(), [entry(make_extraction("/news/a.txt"))])
        run = store.write(run, [entry(make_extraction("/news/b.txt"))])
    assert rows(path, "SELECT documents, figures, finished_at FROM runs") == [(2, 6, None)]
    with Store(path, made_by="test") as store:
        store.finish(run)
    assert rows(path, "SELECT count(*), count(finished_at) FROM runs") == [(1, 1)]
    assert rows(path, "SELECT DISTINCT run_id FROM documents") == [(run.run_id,)]


def test_changed_file_replaces_every_row_of_its_path(tmp_path: Path, rows: Rows) -> None:
    path = tmp_path / "x.duckdb"
    write(path, make_extraction("/news/a.txt"), make_extraction("/news/b.txt"))
    changed = make_extraction("/news/a.txt", "绵州市开工项目36个，总投资约120.5亿元，比上年增8.2%。传真2345678。")
    assert changed.document.document_id != make_extraction("/news/a.txt").document.document_id
    write(path, changed)
    for table in ("documents", "articles", "entities", "rejects"):
        assert rows(path, f"SELECT count(*) FROM {table}") == [(2,)], table
    assert rows(path, "SELECT count(*) FROM figures") == [(6,)]
    assert rows(path, "SELECT text FROM documents WHERE path = '/news/a.txt'") == [(changed.document.text,)]


def test_same_names_in_two_folders_do_not_replace_each_other(tmp_path: Path, rows: Rows) -> None:
    path = tmp_path / "x.duckdb"
    write(path, make_extraction("/2023/news/a.txt"))
    write(path, make_extraction("/2024/news/a.txt"))
    assert rows(path, "SELECT path FROM documents ORDER BY path") == [("/2023/news/a.txt",), ("/2024/news/a.txt",)]


def test_moved_file_takes_its_rows_along(tmp_path: Path, rows: Rows) -> None:
    path = tmp_path / "x.duckdb"
    write(path, make_extraction("/old/news/a.txt", document_id="same"))
    write(path, make_extraction("/new/news/a.txt", document_id="same"))
    assert rows(path, "SELECT path FROM documents") == [("/new/news/a.txt",)]
    assert rows(path, "SELECT count(*) FROM figures") == [(3,)]


def test_prune_deletes_all_rows(tmp_path: Path, rows: Rows) -> None:
    path = tmp_path / "x.duckdb"
    write(path, make_extraction("/news/a.txt"), make_extraction("/news/b.txt"))
    with Store(path, made_by="test") as store:
        store.prune(["/news/a.txt"])
        assert list(store.known) == ["/news/b.txt"]
    for table, left in {"documents": 1, "articles": 1, "entities": 1, "figures": 3, "rejects": 1}.items():
        assert rows(path, f"SELECT count(*) FROM {table}") == [(left,)], table


def test_batch_that_cannot_be_written_leaves_nothing_of_itself(tmp_path: Path, rows: Rows) -> None:
    path = tmp_path / "x.duckdb"
    good, bad = make_extraction("/news/a.txt"), make_extraction("/news/b.txt")
    bad = replace(bad, rejects=(replace(bad.rejects[0], doc_start="no number"),))
    with Store(path, made_by="test") as store:
        run = store.write(some_run(), [entry(good)])
        with pytest.raises(Exception, match="no number"):
            store.write(run, [entry(bad)])
        assert list(store.known) == ["/news/a.txt"]
        store.finish(run)
    assert rows(path, "SELECT path FROM documents") == [("/news/a.txt",)]
    assert rows(path, "SELECT count(*) FROM figures") == [(3,)]


def test_extreme_values(tmp_path: Path, rows: Rows) -> None:
    path = tmp_path / "x.duckdb"
    extraction = make_extraction()
    large, small = Decimal("9" * 32), Decimal("0.0000125")
    figures = (
        replace(extraction.figures[0], value=large),
        replace(extraction.figures[1], value=large.copy_negate()),
        replace(extraction.figures[2], value=None, value_low=small, value_high=Decimal("1E+3"), bound="range"),
    )
    write(path, replace(extraction, figures=figures))
    found = rows(path, "SELECT value, value_low, value_high FROM figures ORDER BY doc_start")
    # Half to even at the sixth place: 0.0000125 -> 0.000012.
    assert found == [(large, None, None), (large.copy_negate(), None, None), (None, Decimal("0.000012"), Decimal(1000))]


def test_storable_is_what_the_column_holds() -> None:
    assert storable(None)
    assert storable(Decimal("9" * 32))
    assert not storable(Decimal(10) ** 32)
    assert not storable(-(Decimal(10) ** 40))
    assert not storable(Decimal("NaN"))


def test_every_kind_has_a_view_with_its_measures_only(tmp_path: Path, rows: Rows) -> None:
    path = tmp_path / "x.duckdb"
    extraction = make_extraction()
    threshold = replace(extraction.figures[0], figure_id="t", role="threshold")
    others = tuple(replace(extraction.figures[0], figure_id=kind, kind=kind) for kind in KINDS)
    write(path, replace(extraction, figures=(threshold, *others)))
    for kind, names in KINDS.items():
        assert rows(path, f"SELECT figure_id FROM {names.view}") == [(kind,)], kind


def test_views_join_the_article_and_leave_out_repetitions(tmp_path: Path, rows: Rows) -> None:
    path = tmp_path / "x.duckdb"
    first = make_extraction("/news/a.txt")
    again = without_duplicates_of(make_extraction("/news/b.txt"), first.articles[0].article_id)
    write(path, first, again)
    assert rows(path, "SELECT quantity, value, title, outlet, published_on, path FROM investment_totals") == [
        ("120.5亿元", Decimal("12050000000"), "绵州重大项目开工", "绵州日报", date(2023, 7, 3), "/news/a.txt")
    ]
    assert rows(path, "SELECT basis, direction, value FROM growth_rates") == [("yoy", "up", Decimal("8.2"))]
    assert rows(path, "SELECT count(*) FROM figures_zh") == [(3,)]


def test_chinese_view(database: Path, rows: Rows) -> None:
    found = rows(
        database, 'SELECT 类别, 原文数字, 界限, "金额（亿元）", 数值, 单位, 状态, 比较基准, 方向 FROM figures_zh'
    )
    assert found == [
        ("项目数", "36个", "等于", None, Decimal(36), "个", "实际", None, None),
        ("投资", "120.5亿元", "约", Decimal("120.5"), Decimal("12050000000"), "元", "实际", None, None),
        ("增速", "8.2%", "等于", None, Decimal("8.2"), "%", "实际", "同比", "上升"),
    ]


def test_amounts_in_hundred_millions_are_exact_and_leave_prices_alone(tmp_path: Path, rows: Rows) -> None:
    path = tmp_path / "x.duckdb"
    extraction = make_extraction()
    money = extraction.figures[1]
    figures = (
        replace(money, figure_id="a", value=Decimal("1")),
        replace(money, figure_id="b", value=Decimal("12345678901234567890")),
        replace(money, figure_id="c", value=Decimal("3.5"), kind="price"),
        replace(money, figure_id="d", value=Decimal("5E+8"), unit="USD"),
    )
    write(path, replace(extraction, figures=figures))
    assert rows(path, 'SELECT "金额（亿元）" FROM figures_zh ORDER BY 数字编号') == [
        (Decimal("0.00000001"),),
        (Decimal("123456789012.34567890"),),
        (None,),
        (Decimal(5),),
    ]


def test_labels_cover_the_closed_lists_of_the_models() -> None:
    from typing import get_args

    from econ_extract import models

    for field, closed in (
        ("bound", models.Bound), ("role", models.Role), ("status", models.Status), ("basis", models.Basis),
        ("direction", models.Direction),
    ):  # fmt: skip
        assert set(get_args(closed)) == set(CLOSED_LISTS[field]), field


def test_reopening_keeps_the_storage_version(database: Path) -> None:
    with Store(database, made_by="test") as store:
        store.finish(store.write(some_run(), [entry(make_extraction("/news/c.txt"))]))
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{database}' AS db (READ_ONLY)")
        tags = connection.sql("SELECT tags FROM duckdb_databases() WHERE database_name = 'db'").fetchall()[0][0]
    assert tags["storage_version"].startswith("v1.2.0")


def test_ddl_names_every_table_and_view() -> None:
    text = "\n".join(ddl())
    for name in (*TABLES, *(kind.view for kind in KINDS.values()), "figures_zh"):
        assert f" {name} " in text, name


def test_queries_can_change_and_reach_nothing(database: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n", encoding="utf-8")
    with open_for_queries(database) as connection:
        for sql in (
            "DELETE FROM figures",
            f"SELECT * FROM read_csv('{tmp_path}/secret.csv')",
            f"SELECT * FROM '{tmp_path}/secret.csv'",
            f"SELECT * FROM glob('{tmp_path}/*')",
            f"COPY figures TO '{tmp_path}/out.csv'",
            f"ATTACH '{tmp_path}/other.duckdb'",
            "INSTALL httpfs",
            "LOAD httpfs",
            "SET enable_external_access = true",
        ):
            with pytest.raises(duckdb.Error):
                connection.execute(sql).fetchall()
    assert not (tmp_path / "out.csv").exists()
    assert not (tmp_path / "other.duckdb").exists()


# --- databases that are not ours ------------------------------------------------------------------------------


def test_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    path.write_text("my notes, not a database" * 500, encoding="utf-8")
    with pytest.raises(StoreError, match=r"not a DuckDB file; choose another name"):
        Store(path, made_by="test")
    assert path.read_text(encoding="utf-8").startswith("my notes")


@pytest.mark.parametrize("storage", ["v1.2.0", "latest"])
def test_database_of_another_program_is_left_alone(tmp_path: Path, storage: str) -> None:
    path = tmp_path / "x.duckdb"
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{path}' AS db (STORAGE_VERSION '{storage}')")
        connection.execute("CREATE TABLE db.figures (skater VARCHAR)")
    with pytest.raises(StoreError, match="another program"):
        Store(path, made_by="test")
    with pytest.raises(StoreError, match="another program"):
        open_for_queries(path)
    with duckdb.connect(str(path)) as connection:
        assert connection.sql("SHOW TABLES").fetchall() == [("figures",)]


@pytest.mark.parametrize(("version", "said"), [("99", "newer program"), ("0", "older")])
def test_other_schema_version(database: Path, version: str, said: str) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", [version])
    with pytest.raises(StoreError, match=said):
        Store(database, made_by="test")
    with pytest.raises(StoreError, match=said):
        open_for_queries(database)


def test_database_that_a_stopped_run_left_empty_is_filled(tmp_path: Path, rows: Rows) -> None:
    path = tmp_path / "x.duckdb"
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{path}' AS db (STORAGE_VERSION 'v1.2.0')")
    with pytest.raises(StoreError, match="empty; fill it"):
        open_for_queries(path)
    write(path, make_extraction())
    assert rows(path, "SELECT count(*) FROM figures") == [(3,)]


def test_missing_database_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"does not exist; make it with: extract FOLDER --db"):
        open_for_queries(tmp_path / "none.duckdb")


def test_missing_folder_of_the_database_is_made(tmp_path: Path) -> None:
    path = tmp_path / "results 结果" / "it's.duckdb"
    write(path, make_extraction())
    assert path.is_file()


LOCKER = "import sys, duckdb; c = duckdb.connect(sys.argv[1]); print('locked', flush=True); sys.stdin.read()"


def test_database_open_in_another_program(database: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", LOCKER, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"locked"
        with pytest.raises(StoreError, match=r"open in another program; close it there"):
            Store(database, made_by="test")
        with pytest.raises(StoreError, match=r"open in another program"):
            open_for_queries(database)
        other.communicate(b"")
