"""Archives and tables in a run: what stands in the database, what a second run reads, what a stopped one left."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from conftest import Rows, content
from econ_extract import pipeline
from econ_extract.cli import app
from econ_extract.models import Metadata
from econ_extract.pipeline import Options, Summary, UsageProblem, find_sources, read_one, unused_by_parts, with_metadata
from econ_extract.readers.rows import Columns
from econ_extract.rules import default_rules
from econ_extract.store import Entry, Run, Store

FIRST = "经开区上半年签约项目36个,总投资120.5亿元,同比增长8.2%。\n"
SECOND = "城关区去年引进企业15家,安排资金3000万元。\n"
THIRD = "临江市新增贷款42亿元。\n"


def zip_to(file: Path, files: dict[str, str | bytes]) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data)


def run(folder: Path, database: Path, said: dict[str, Metadata] | None = None, **options: Any) -> Summary:
    sources, _ = with_metadata(find_sources([folder]).sources, said or {})
    with Store(database, made_by="test") as store:
        return pipeline.run(sources, store, Options(**options), default_rules(), roots=[folder])


def stop_after(batches: int, folder: Path, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that is interrupted when it writes the batch behind so many."""
    write, count = Store.write, 0

    def stopped(store: Store, record: Run, entries: Sequence[Entry], *, gone: Sequence[str] = ()) -> Run:
        nonlocal count
        count += 1
        if count > batches:
            raise KeyboardInterrupt
        return write(store, record, entries, gone=gone)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "write", stopped)
        with pytest.raises(KeyboardInterrupt):
            run(folder, database, batch=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one archive of two articles and a table, and one article beside it."""
    news = tmp_path / "news"
    news.mkdir()
    zip_to(news / "a.zip", {"x/1.txt": FIRST, "2.txt": SECOND, "t.csv": f'正文\n"{THIRD.strip()}"\n'})
    (news / "b.txt").write_text(THIRD, encoding="utf-8")
    return news


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "x.duckdb"


def test_members_are_documents_of_their_own(folder: Path, database: Path, rows: Rows) -> None:
    done = run(folder, database)
    assert (done.files, done.done, done.articles, done.failures) == (4, 4, 4, [])
    place = f"{folder}/a.zip"
    assert rows(database, "SELECT path, name, format, status, text IS NULL FROM documents ORDER BY path") == [
        (place, "news/a.zip", "zip", "ok", True),
        (f"{place}!2.txt", "news/a.zip!2.txt", "text", "ok", False),
        (f"{place}!t.csv!1", "news/a.zip!t.csv!1", "csv", "ok", False),
        (f"{place}!x/1.txt", "news/a.zip!x/1.txt", "text", "ok", False),
        (f"{folder}/b.txt", "news/b.txt", "text", "ok", False),
    ]
    parts = "SELECT count(*) FROM documents p JOIN documents a ON p.part_of = a.document_id WHERE a.format = 'zip'"
    assert rows(database, parts) == [(3,)]
    quoted = "SELECT bool_and(text[doc_start+1:doc_end] = quantity) FROM figures JOIN documents USING (document_id)"
    assert rows(database, quoted) == [(True,)]
    assert rows(database, "SELECT documents, failed FROM runs") == [(4, 0)]


def test_an_unchanged_archive_is_not_read_again(folder: Path, database: Path, rows: Rows) -> None:
    run(folder, database)
    before = content(database, runs=False)
    again = run(folder, database)
    assert (again.files, again.unchanged, again.done) == (4, 4, 4)
    assert content(database, runs=False) == before
    assert rows(database, "SELECT count(*) FROM runs") == [(1,)]


def test_a_changed_archive_loses_what_it_lost(folder: Path, database: Path, tmp_path: Path) -> None:
    run(folder, database)
    zip_to(folder / "a.zip", {"x/1.txt": FIRST, "3.txt": THIRD})
    changed = run(folder, database)
    assert (changed.files, changed.unchanged) == (3, 1)
    fresh = tmp_path / "fresh.duckdb"
    run(folder, fresh)
    assert content(database, runs=False) == content(fresh, runs=False)


def test_an_archive_that_breaks_takes_its_members_along(folder: Path, database: Path, rows: Rows) -> None:
    run(folder, database)
    (folder / "a.zip").write_bytes(b"PK\x03\x04 cut off")
    done = run(folder, database)
    assert done.failures == [(f"{folder}/a.zip", "the archive is broken or cut off; get it again")]
    assert rows(database, "SELECT path, status FROM documents ORDER BY path") == [
        (f"{folder}/a.zip", "failed"),
        (f"{folder}/b.txt", "ok"),
    ]
    again = run(folder, database)
    assert (again.files, again.unchanged, again.failures) == (2, 2, done.failures)


def test_prune_forgets_an_archive_with_its_members(folder: Path, database: Path, rows: Rows) -> None:
    run(folder, database)
    assert run(folder, database, prune=True).pruned == 0
    (folder / "a.zip").unlink()
    assert run(folder, database, prune=True).pruned == 4
    assert rows(database, "SELECT name FROM documents") == [("news/b.txt",)]
    assert rows(database, "SELECT count(*) FROM figures") == [(1,)]


@pytest.mark.parametrize("batches", [1, 2, 3])
def test_a_run_stopped_inside_an_archive_goes_on_behind_what_was_written(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batches: int
) -> None:
    database, whole = tmp_path / "x.duckdb", tmp_path / "whole.duckdb"
    stop_after(batches, folder, database, monkeypatch)
    rest = run(folder, database, batch=1)
    assert rest.unchanged == batches
    run(folder, whole)
    assert content(database, runs=False) == content(whole, runs=False)
    assert run(folder, database).unchanged == 4


def test_an_archive_that_changed_while_a_run_was_stopped(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Members of the old archive stand there without it; the new one takes their place."""
    database, whole = tmp_path / "x.duckdb", tmp_path / "whole.duckdb"
    stop_after(2, folder, database, monkeypatch)
    zip_to(folder / "a.zip", {"3.txt": THIRD})
    run(folder, database)
    run(folder, whole)
    assert content(database, runs=False) == content(whole, runs=False)


def test_workers_give_the_same_rows(folder: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.duckdb", tmp_path / "two.duckdb"
    run(folder, one)
    run(folder, two, workers=2, batch=1)
    assert content(one, runs=False) == content(two, runs=False)


def test_another_column_makes_a_table_be_read_again(tmp_path: Path, database: Path, rows: Rows) -> None:
    (tmp_path / "n").mkdir()
    (tmp_path / "n" / "t.csv").write_text(f'正文,备注\n"{FIRST.strip()}","{SECOND.strip()}"\n', encoding="utf-8")
    assert run(tmp_path / "n", database).figures == 3
    assert run(tmp_path / "n", database, columns=Columns(text="备注")).figures == 2
    assert rows(database, "SELECT quantity FROM figures ORDER BY doc_start") == [("15家",), ("3000万元",)]
    failed = run(tmp_path / "n", database, columns=Columns(text="无"))
    assert failed.failures == [
        (f"{tmp_path}/n/t.csv", "there is no column '无' for --text-column; the columns are 正文, 备注")
    ]


def test_a_row_is_one_article_whatever_its_text_looks_like(tmp_path: Path, database: Path, rows: Rows) -> None:
    listing = "".join(
        f"2023-0{n}-11\n某县第{n}季签约项目{n}2个\n某县第{n}季签约项目{n}2个，总投资{n}5亿元，比去年同期增长{n}%，势头良好。\n"
        for n in range(1, 6)
    )
    (tmp_path / "plain.txt").write_text(listing, encoding="utf-8")
    assert len(read_one(tmp_path / "plain.txt", default_rules(), {}).articles) > 1, "as a file it is a listing"
    (tmp_path / "n").mkdir()
    (tmp_path / "n" / "t.csv").write_text(f'标题,正文,日期,来源\n季报,"{listing}",2024-03-05,甲报\n', encoding="utf-8")
    run(tmp_path / "n", database)
    found = rows(database, "SELECT ordinal, title, outlet, published_on, published_from FROM articles")
    assert found == [(0, "季报", "甲报", date(2024, 3, 5), "column")]
    assert rows(database, "SELECT count(DISTINCT quantity) > 10 FROM figures") == [(True,)]


def test_metadata_speaks_of_members_by_the_end_of_their_paths(folder: Path, database: Path, rows: Rows) -> None:
    day = Metadata(published_on=date(2023, 7, 3), published_from="metadata")
    said = {"x/1.txt": day, "a.zip": Metadata(outlet="甲报"), "a.zip!2.txt": Metadata(title="题"), "z.txt": day}
    run(folder, database, said)
    asked = "SELECT name, title, outlet, published_on FROM articles JOIN documents USING (document_id) ORDER BY name"
    assert rows(database, asked) == [
        ("news/a.zip!2.txt", "题", None, None),
        ("news/a.zip!t.csv!1", None, "甲报", None),
        ("news/a.zip!x/1.txt", None, None, date(2023, 7, 3)),
        ("news/b.txt", None, None, None),
    ]
    with Store(database, made_by="test") as store:
        assert unused_by_parts(said, store.known.values()) == ("a.zip", "z.txt")
    assert run(folder, database, said).unchanged == 4
    other = Metadata(published_on=date(2023, 7, 4), published_from="metadata")
    assert run(folder, database, {**said, "x/1.txt": other}).unchanged == 3, "what is said of it has changed"


def test_one_part_is_read_by_its_name(folder: Path) -> None:
    found = read_one(folder / "a.zip!x/1.txt", default_rules(), {})
    assert [f.quantity for f in found.figures] == ["36个", "120.5亿元", "8.2%"]
    assert read_one(folder / "a.zip!t.csv!1", default_rules(), {}).document.whole
    for name in ("a.zip", "a.zip!none.txt"):
        with pytest.raises(UsageProblem, match=r"holds several documents; name one, as in '.*a\.zip!x/1\.txt'"):
            read_one(folder / name, default_rules(), {})


def test_a_bomb_ends_as_a_failed_row_and_the_run_goes_on(folder: Path, database: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"0" * (40 << 20))
    (folder / "c.zip").write_bytes(made.getvalue())
    done = run(folder, database)
    ((path, error),) = done.failures
    assert path == f"{folder}/c.zip!bomb.txt"
    assert "zip bomb" in error
    assert done.articles == 4


# --- standard input ------------------------------------------------------------------------------------------


def call(*arguments: object, given: bytes) -> Any:
    return CliRunner().invoke(app, [str(a) for a in arguments], input=given)


def test_standard_input_is_a_document(database: Path, rows: Rows) -> None:
    assert call("extract", "-", "--db", database, given=FIRST.encode("gb18030")).exit_code == 0
    assert call("extract", "-", "--db", database, given=SECOND.encode()).exit_code == 0
    assert call("extract", "-", "--db", database, given=SECOND.encode()).exit_code == 0
    assert rows(database, "SELECT starts_with(path, 'stdin:'), encoding FROM documents ORDER BY encoding") == [
        (True, "gb18030"),
        (True, "utf-8"),
    ]
    assert rows(database, "SELECT count(*) FROM figures") == [(5,)]


def test_standard_input_beside_a_folder_and_as_a_table(folder: Path, database: Path, rows: Rows) -> None:
    table = f'text\n"{FIRST.strip()}"\n'.encode()
    done = call("extract", "-", folder, "--format", "csv", "--db", database, given=table)
    assert done.exit_code == 0, done.stderr
    assert rows(database, "SELECT format, count(*) FROM documents GROUP BY format ORDER BY format") == [
        ("csv", 3),
        ("text", 3),
        ("zip", 1),
    ]
    archive = (folder / "a.zip").read_bytes()
    assert call("extract", "-", "--db", database, given=archive).exit_code == 0
    assert rows(database, "SELECT count(*) FROM documents WHERE format = 'zip'") == [(2,)]


def test_commands_on_one_file_take_standard_input_and_members(folder: Path) -> None:
    piped = call("articles", "-", given=FIRST.encode())
    assert piped.exit_code == 0, piped.stderr
    assert "经开区上半年" in piped.stdout
    asked = call("why-not", f"{folder}/a.zip!2.txt", "15家", given=b"")
    assert asked.exit_code == 0, asked.stderr
    assert "15家" in asked.stdout


def test_standard_input_that_cannot_be_used(database: Path, rows: Rows) -> None:
    empty = call("extract", "-", "--db", database, given=b"")
    assert empty.exit_code == 1
    assert "the file is empty" in empty.stderr
    wrong = call("extract", "-", "--format", "wordstar", "--db", database, given=b"x")
    assert wrong.exit_code == 2
    assert "--format wordstar is not known; choose one of: csv, docx, " in wrong.stderr
