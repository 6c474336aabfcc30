"""Folders to databases: finding files, metadata, incremental runs, batches and workers."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from conftest import content
from econ_extract import extract_text, pipeline
from econ_extract.models import Metadata
from econ_extract.pipeline import Options, Source, Summary, UsageProblem, find_sources, read_metadata, with_metadata
from econ_extract.rules import default_rules, load_rules, rules_folder
from econ_extract.store import Entry, Run, Store

CORPORA = Path(__file__).parents[1] / "corpora" / "articles"
ARTICLE = "经开区上半年签约项目36个,总投资120.5亿元,同比增长8.2%。\n"
OTHER = "城关区去年引进企业15家,安排资金3000万元。\n"


def run(folder: Path, database: Path, *, published: date | None = None, **options: Any) -> Summary:
    sources, _ = with_metadata(find_sources([folder]).sources, {}, published)
    asked = Options(**options)
    with Store(database, made_by="test") as store:
        return pipeline.run(sources, store, asked, pipeline.rule_book(asked.rules), roots=[folder])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles."""
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (news / "b.txt").write_text(OTHER, encoding="utf-8")
    return news


# --- finding the files ----------------------------------------------------------------------------------------


def touch(*files: Path) -> None:
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(ARTICLE, encoding="utf-8")


def test_sources_are_sorted_and_named_independently_of_the_machine(tmp_path: Path) -> None:
    touch(tmp_path / "x" / "新闻" / "b 二.txt", tmp_path / "x" / "新闻" / "2024" / "a.txt")
    found = find_sources([tmp_path / "x" / "新闻"]).sources
    assert [s.name for s in found] == ["新闻/2024/a.txt", "新闻/b 二.txt"]
    assert [s.path for s in found] == [f"{tmp_path}/x/新闻/2024/a.txt", f"{tmp_path}/x/新闻/b 二.txt"]


def test_hidden_files_litter_and_the_database_are_left_out(tmp_path: Path) -> None:
    touch(tmp_path / ".git" / "a.txt", tmp_path / ".DS_Store", tmp_path / "Thumbs.db", tmp_path / "~$a.html")
    touch(tmp_path / "figures.duckdb", tmp_path / "a.txt")
    found = find_sources([tmp_path], leave_out=[tmp_path / "figures.duckdb"]).sources
    assert [s.file.name for s in found] == ["a.txt"]


def test_a_file_given_alone_is_named_as_in_its_folder(folder: Path) -> None:
    assert find_sources([folder / "a.txt"]).sources == find_sources([folder]).sources[:1]


def test_a_file_given_twice_counts_once_whatever_the_order(folder: Path) -> None:
    touch(folder / "sub" / "c.txt")
    once = find_sources([folder])
    assert find_sources([folder / "sub", folder, folder / "a.txt"]) == once
    assert find_sources([folder, folder / "a.txt", folder / "sub"]) == once


def test_relative_paths_are_made_absolute(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    assert find_sources([Path("news/../news")]).sources == find_sources([folder]).sources


def test_link_loop_ends_and_is_reported(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "up").symlink_to(folder, target_is_directory=True)
    found = find_sources([folder])
    assert [s.file.name for s in found.sources] == ["a.txt", "b.txt"]
    assert found.skipped_links == (f"{folder}/sub/up",)


def test_link_to_another_folder_is_followed(folder: Path, tmp_path: Path) -> None:
    touch(tmp_path / "elsewhere" / "c.txt")
    (folder / "more").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert [s.name for s in find_sources([folder]).sources] == ["news/a.txt", "news/b.txt", "news/more/c.txt"]


def test_pipes_are_left_out(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    assert [s.file.name for s in find_sources([folder]).sources] == ["a.txt", "b.txt"]


def test_name_that_is_no_utf8(folder: Path) -> None:
    name = os.fsdecode(b"\xb2\xe2.txt")
    try:
        (folder / name).write_text(ARTICLE, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert find_sources([folder]).sources[0].name == "news/\\xb2\\xe2.txt"


def test_missing_and_empty_folders(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="none does not exist; give the folder"):
        find_sources([tmp_path, tmp_path / "none"])
    with pytest.raises(UsageProblem, match="no files in .*; give a folder that holds articles"):
        find_sources([tmp_path])


# --- what is said of the files --------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [",", "\t"])
def test_metadata_file(tmp_path: Path, separator: str) -> None:
    lines = ["Path,published_on,outlet,title,pages", "a.txt,2024-03-05,绵州日报,,12", "sub\\b.txt,,,标题,", ""]
    file = tmp_path / "meta"
    file.write_text("\n".join(line.replace(",", separator) for line in lines), encoding="utf-8-sig")
    assert read_metadata(file) == {
        "a.txt": Metadata(outlet="绵州日报", published_on=date(2024, 3, 5), published_from="metadata"),
        "sub/b.txt": Metadata(title="标题"),
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("path,published_on\na.txt,5 March\n", "line 2: '5 March' is not a date; write published_on like"),
        ("file,published_on\na.txt,2024-03-05\n", "has no column path"),
        ("", "has no column path"),
        ("path,published_on\na.txt,2024-03-05\na.txt,2024-03-06\n", "line 3: a.txt stands there twice"),
    ],
)
def test_metadata_file_that_cannot_be_used(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "meta.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageProblem, match=said):
        read_metadata(file)


def test_metadata_file_that_is_not_utf8_or_not_there(tmp_path: Path) -> None:
    file = tmp_path / "meta.csv"
    file.write_bytes("path,title\na.txt,标题\n".encode("gb18030"))
    with pytest.raises(UsageProblem, match="is not UTF-8; save it as UTF-8"):
        read_metadata(file)
    with pytest.raises(UsageProblem, match=r"none\.csv does not exist; check the name"):
        read_metadata(tmp_path / "none.csv")
    with pytest.raises(UsageProblem, match="cannot be read"):
        read_metadata(tmp_path)


def source(path: str) -> Source:
    return Source(Path(path), path, path)


def test_metadata_matches_name_relative_and_absolute_path_the_longest_first() -> None:
    sources = [source("/n/2023/a.txt"), source("/n/2024/a.txt"), source("/n/b.txt"), source("/n/c.txt")]
    said = {
        "2023/a.txt": Metadata(title="relative"),
        "/n/2024/a.txt": Metadata(title="absolute"),
        "b.txt": Metadata(title="name"),
        "d.txt": Metadata(title="nobody"),
    }
    given, unused = with_metadata(sources, said)
    assert [s.given.title for s in given] == ["relative", "absolute", "name", None]
    assert unused == ("d.txt",)


def test_metadata_that_fits_two_files_is_refused() -> None:
    with pytest.raises(UsageProblem, match=r"a\.txt .* fits both /n/2023/a\.txt and /n/2024/a\.txt; write more"):
        with_metadata([source("/n/2023/a.txt"), source("/n/2024/a.txt")], {"a.txt": Metadata(title="x")})


def test_published_option_fills_in_where_no_date_is_said() -> None:
    said = {"a.txt": Metadata(published_on=date(2020, 1, 1), published_from="metadata"), "b.txt": Metadata(title="x")}
    given, _ = with_metadata([source("/a.txt"), source("/b.txt"), source("/c.txt")], said, date(2024, 5, 6))
    assert [(s.given.published_on, s.given.published_from) for s in given] == [
        (date(2020, 1, 1), "metadata"), (date(2024, 5, 6), "option"), (date(2024, 5, 6), "option"),
    ]  # fmt: skip


def test_one_file_outside_any_run(folder: Path) -> None:
    said = {"a.txt": Metadata(title="标题", published_on=date(2020, 1, 1), published_from="metadata")}
    read = pipeline.read_one(folder / "a.txt", default_rules(), said)
    assert [(a.metadata.title, a.metadata.published_from) for a in read.articles] == [("标题", "metadata")]
    assert read.figures
    (folder / "empty.txt").write_bytes(b"")
    for name, wrong in ((".", "is a folder"), ("none.txt", "does not exist"), ("empty.txt", "empty")):
        with pytest.raises(UsageProblem, match=wrong):
            pipeline.read_one(folder / name, default_rules(), {})


# --- runs -----------------------------------------------------------------------------------------------------


def test_a_second_run_changes_nothing_at_all(folder: Path, tmp_path: Path) -> None:
    database = tmp_path / "x.duckdb"
    first = run(folder, database)
    assert (first.files, first.unchanged, first.articles) == (2, 0, 2)
    assert first.figures >= 3
    before = content(database)
    second = run(folder, database)
    assert (second.files, second.unchanged, second.figures, second.failures) == (2, 2, 0, [])
    assert content(database) == before
    assert len(before["runs"]) == 1


def test_a_changed_file_replaces_its_rows_and_only_those(folder: Path, tmp_path: Path) -> None:
    database = tmp_path / "x.duckdb"
    run(folder, database)
    untouched = [row for row in content(database)["documents"] if row[1].endswith("b.txt")]
    (folder / "a.txt").write_text(ARTICLE.replace("36个", "37个"), encoding="utf-8")
    summary = run(folder, database)
    assert (summary.unchanged, summary.done) == (1, 2)
    after = content(database)
    assert len(after["documents"]) == len(after["articles"]) == 2
    assert [row for row in after["documents"] if row[1].endswith("b.txt")] == untouched
    fresh = tmp_path / "fresh.duckdb"
    run(folder, fresh)
    assert content(database, runs=False) == content(fresh, runs=False)


def test_settings_that_matter_make_a_file_be_read_again(folder: Path, tmp_path: Path) -> None:
    database = tmp_path / "x.duckdb"
    run(folder, database)
    again = run(folder, database, published=date(2024, 7, 1))
    assert again.unchanged == 0
    assert run(folder, database, published=date(2024, 7, 1)).unchanged == 2
    with duckdb.connect(str(database), read_only=True) as connection:
        assert connection.sql("SELECT DISTINCT published_on FROM articles").fetchall() == [(date(2024, 7, 1),)]


def test_changed_rules_make_every_file_be_read_again(folder: Path, tmp_path: Path) -> None:
    database = tmp_path / "x.duckdb"
    run(folder, database)
    rules = tmp_path / "rules"
    shutil.copytree(rules_folder(), rules)
    assert run(folder, database, rules=rules).unchanged == 2
    units = yaml.safe_load((rules / "units.yaml").read_text(encoding="utf-8"))
    units[0]["note"] = "changed"
    (rules / "units.yaml").write_text(yaml.safe_dump(units, allow_unicode=True), encoding="utf-8")
    assert run(folder, database, rules=rules).unchanged == 0


def test_vanished_files_stay_until_pruned(folder: Path, tmp_path: Path) -> None:
    database, elsewhere = tmp_path / "x.duckdb", tmp_path / "elsewhere"
    touch(elsewhere / "c.txt")
    run(folder, database)
    run(elsewhere, database)
    (folder / "b.txt").unlink()
    run(folder, database)
    assert len(content(database)["documents"]) == 3
    assert run(folder, database, prune=True).pruned == 1
    # c.txt is not below the folder given: it is not asked about.
    assert {Path(row[1]).name for row in content(database)["documents"]} == {"a.txt", "c.txt"}


def test_two_folders_of_one_name_with_the_same_file(tmp_path: Path) -> None:
    database = tmp_path / "x.duckdb"
    touch(tmp_path / "2023" / "news" / "a.txt", tmp_path / "2024" / "news" / "a.txt")
    run(tmp_path / "2023" / "news", database)
    run(tmp_path / "2024" / "news", database)
    both = content(database)
    assert len({row[0] for row in both["documents"]}) == 2
    assert len({row[0] for row in both["figures"]}) == len(both["figures"])
    assert run(tmp_path / "2024" / "news", database).unchanged == 1
    assert run(tmp_path / "2023" / "news", database).unchanged == 1
    assert content(database) == both


def test_a_moved_folder_keeps_its_ids(folder: Path, tmp_path: Path) -> None:
    database = tmp_path / "x.duckdb"
    run(folder, database)
    before = content(database, machine=False, runs=False)
    moved = tmp_path / "archive" / "news"
    shutil.move(folder, moved)
    run(moved, database)
    assert content(database, machine=False, runs=False) == before


def test_a_defect_in_one_file_costs_that_file_only_and_is_tried_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "x.duckdb"
    cut = pipeline.articles.cut

    def broken(document: Any, book: Any, *, given: Metadata) -> Any:
        if document.path.endswith("a.txt"):
            raise ZeroDivisionError("no such thing")
        return cut(document, book, given=given)

    monkeypatch.setattr(pipeline.articles, "cut", broken)
    summary = run(folder, database)
    assert [path for path, _ in summary.failures] == [f"{folder}/a.txt"]
    failed, fine = sorted(content(database)["documents"], key=lambda row: row[1])
    assert failed[7] == "failed"
    assert "ZeroDivisionError: no such thing (test_pipeline.py line" in failed[8]
    assert fine[7] == "ok"
    monkeypatch.undo()
    mended = run(folder, database)
    assert (mended.unchanged, mended.failures) == (1, [])
    assert {row[7] for row in content(database)["documents"]} == {"ok"}


def test_a_run_stopped_between_batches_is_completed_by_the_next(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, whole = tmp_path / "x.duckdb", tmp_path / "whole.duckdb"
    write = Store.write
    batches = 0

    def stopped(store: Store, run: Run, entries: Sequence[Entry], *, gone: Sequence[str] = ()) -> Run:
        nonlocal batches
        batches += 1
        if batches == 2:
            raise KeyboardInterrupt
        return write(store, run, entries, gone=gone)

    monkeypatch.setattr(Store, "write", stopped)
    with pytest.raises(KeyboardInterrupt):
        run(folder, database, batch=1)
    monkeypatch.undo()
    half = content(database)
    assert len(half["documents"]) == 1
    assert half["runs"][0][1] is None, "a stopped run has no end"
    assert run(folder, database).unchanged == 1
    run(folder, whole)
    assert content(database, runs=False) == content(whole, runs=False)


def test_numbers_too_large_for_the_database_become_rejects(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    read = pipeline.figures.read_article

    def huge(*arguments: Any) -> Any:
        figures, rejects, entities = read(*arguments)
        return tuple(replace(f, value=Decimal(10) ** 40) for f in figures), rejects, entities

    monkeypatch.setattr(pipeline.figures, "read_article", huge)
    summary = run(folder, tmp_path / "x.duckdb")
    assert (summary.figures, summary.failures) == (0, [])
    assert summary.rejects >= 3


# --- the same rows, however they are made ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of corpora/, read in one process with the default batches."""
    database = tmp_path_factory.mktemp("reference") / "x.duckdb"
    run(CORPORA, database)
    return content(database, runs=False)


@pytest.mark.parametrize("options", [{"batch": 1}, {"workers": 2, "batch": 3}], ids=["single", "workers"])
def test_batches_and_workers_make_no_difference(
    tmp_path: Path, reference: dict[str, list[tuple[Any, ...]]], options: dict[str, int]
) -> None:
    run(CORPORA, tmp_path / "x.duckdb", **options)
    assert content(tmp_path / "x.duckdb", runs=False) == reference


def test_order_of_files_makes_no_difference(tmp_path: Path, reference: dict[str, list[tuple[Any, ...]]]) -> None:
    sources = find_sources([CORPORA]).sources
    with Store(tmp_path / "x.duckdb", made_by="test") as store:
        pipeline.run(sources[::-1], store, Options(batch=5), pipeline.rule_book(None))
    assert content(tmp_path / "x.duckdb", runs=False) == reference


def test_order_of_rules_makes_no_difference(tmp_path: Path, reference: dict[str, list[tuple[Any, ...]]]) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(rules_folder(), rules)
    for file in rules.rglob("*.yaml"):
        entries = yaml.safe_load(file.read_text(encoding="utf-8"))
        file.write_text(yaml.safe_dump(entries[::-1], allow_unicode=True, sort_keys=False), encoding="utf-8")
    assert load_rules(rules).hash == load_rules().hash
    run(CORPORA, tmp_path / "x.duckdb", rules=rules)
    assert content(tmp_path / "x.duckdb", runs=False) == reference


def test_every_span_holds_its_words(tmp_path: Path) -> None:
    run(CORPORA, tmp_path / "x.duckdb")
    with duckdb.connect(str(tmp_path / "x.duckdb"), read_only=True) as connection:
        for table, words in (("figures", "quantity"), ("rejects", "r.text"), ("entities", "r.text")):
            join = "JOIN articles a USING (article_id) JOIN documents d ON d.document_id = a.document_id"
            found = connection.sql(
                f"SELECT count(*), count(*) FILTER (substr(d.text, doc_start + 1, doc_end - doc_start) <> {words})"
                f" FROM {table} r {join}"
            ).fetchall()[0]
            assert found[0] > 50, table
            assert found[1] == 0, table


# --- for Python users -----------------------------------------------------------------------------------------


def test_extract_text_gives_typed_figures() -> None:
    found = extract_text("今年上半年，全市签约项目36个，总投资120.5亿元。", published=date(2023, 7, 3))
    projects, money = found
    assert (projects.kind, projects.value, projects.quantity) == ("project_count", Decimal(36), "36个")
    assert (money.kind, money.value, money.unit) == ("investment", Decimal("12050000000"), "CNY")
    assert (projects.period_start, projects.period_end) == (date(2023, 1, 1), date(2023, 6, 30))


def test_extract_text_believes_the_day_it_is_given() -> None:
    text = "绵州招商再提速\n2022年8月1日\n今年上半年，全市签约项目36个，各县区抓项目、促投资的氛围更加浓厚。"
    assert [f.period_end for f in extract_text(text, published=date(2023, 7, 3))] == [date(2023, 6, 30)]
    assert [f.period_end for f in extract_text(text)] == [date(2022, 6, 30)]


def test_extract_text_without_a_figure() -> None:
    assert extract_text("春回大地，万象更新。") == []
    assert extract_text("") == []
