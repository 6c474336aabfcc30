"""The commands about names and models as a person types them."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner, Result

from econ_extract import questions
from econ_extract.cli import app
from econ_extract.taggers import hanlp_files, lac

TEXTS = {
    "a.txt": "绍兴市上半年完成投资12亿元。绍兴市新开工项目36个。财政部下达资金3亿元。\n",
    "b.txt": "绍兴市引进外资2亿美元。财政部、商务部公布了5项数据。\n",
}


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments])


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without the optional packages."""
    monkeypatch.setattr(hanlp_files, "find_spec", lambda name: None)
    monkeypatch.setattr(lac, "find_spec", lambda name: None)
    hanlp_files.identifiers.cache_clear()


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of two articles."""
    folder = tmp_path_factory.mktemp("news")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    db = folder / "x.duckdb"
    assert call("extract", folder, "--db", db, "--quiet").exit_code == 0
    return db


def table(done: Result) -> list[list[str]]:
    assert done.exit_code == 0, done.stderr
    return [line.split() for line in done.stdout.splitlines() if line.split() and "─" not in line]


def test_the_names_mentioned_most_with_their_codes(read: Path) -> None:
    heading, *rows = table(call("entities", read))
    assert heading == ["类型", "名称", "区划代码", "提及次数", "文章数"]
    assert rows == [
        ["机构", "财政部", "2", "2"],
        ["机构", "商务部", "1", "1"],
        ["地区", "绍兴市", "330600", "3", "2"],
    ]


def test_a_repeated_article_counts_once() -> None:
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE articles AS SELECT * FROM (VALUES ('a', NULL), ('b', 'a')) t(article_id, duplicate_of)"
        )
        connection.execute(
            "CREATE TABLE entities AS SELECT * FROM (VALUES ('a', 'region', '甲市', '1'), ('b', 'region', '甲市', '1'))"
            " t(article_id, type, canonical, code)"
        )
        assert questions.frequent_names(connection, None, 5)[1] == [("地区", "甲市", "1", 1, 1)]


def test_one_type_alone_and_the_most_of_it(read: Path) -> None:
    assert [row[1] for row in table(call("entities", read, "--type", "org", "--limit", 1))[1:]] == ["财政部"]
    assert table(call("entities", read, "--type", "person"))[1:] == []
    wrong = call("entities", read, "--type", "town")
    assert wrong.exit_code == 2
    assert "town" in wrong.stderr


def test_models_are_listed_and_what_is_not_installed_is_said(bare: None) -> None:
    done = call("models", "list")
    heading, own = table(done)
    assert heading == ["模型", "本机", "文件夹"]
    assert own[:2] == ["econ", "有"]
    assert "pip install 'econ-extract[hanlp]'" in done.stderr


def test_a_check_of_all_names_what_is_missing_and_a_check_of_one_ends_with_2(bare: None) -> None:
    lines = dict(line.split(": ", 1) for line in call("models", "check").stdout.splitlines())
    assert lines["jieba"] == "ready"
    assert "pip install 'econ-extract[lac]'" in lines["lac"]
    assert "pip install 'econ-extract[hanlp]'" in lines["hanlp"]
    assert (call("models", "check", "jieba").exit_code, call("models", "check", "jieba").stdout) == (
        0,
        "jieba: ready\n",
    )
    missing = call("models", "check", "hanlp")
    assert missing.exit_code == 2
    assert "pip install 'econ-extract[hanlp]'" in missing.stderr


def test_fetch_and_train_without_the_packages_say_what_to_install(bare: None, tmp_path: Path) -> None:
    for arguments in (("fetch", "ANY"), ("train", tmp_path, "-o", tmp_path / "m")):
        done = call("models", *arguments)
        assert done.exit_code == 2
        assert "pip install 'econ-extract[hanlp]'" in done.stderr


def test_extract_with_a_tagger_that_is_not_installed_reads_nothing(bare: None, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXTS["a.txt"], encoding="utf-8")
    done = call("extract", tmp_path / "a.txt", "--db", tmp_path / "x.duckdb", "--tagger", "lac")
    assert done.exit_code == 2
    assert "pip install 'econ-extract[lac]'" in done.stderr


def test_score_counts_exact_spans_of_every_backend_that_is_there(bare: None, tmp_path: Path) -> None:
    gold = tmp_path / "gold.bio"
    # 财政部 is right, 绍兴市 is marked without its 市, and 云 is no name that anybody finds.
    gold.write_text("绍 B-LOC\n兴 I-LOC\n市 O\n， O\n财 B-ORG\n政 I-ORG\n部 I-ORG\n说 O\n云 B-PER\n", encoding="utf-8")
    done = call("models", "score", gold)
    assert table(done)[1:] == [
        ["jieba", "region", "0.000", "0.000", "0.000", "0", "1", "1"],
        ["jieba", "org", "1.000", "1.000", "1.000", "1", "1", "1"],
        ["jieba", "person", "0.000", "0.000", "0.000", "0", "0", "1"],
        ["jieba", "all", "0.500", "0.333", "0.400", "1", "2", "3"],
    ]
    assert "left out lac: " in done.stderr
    assert "left out hanlp: " in done.stderr


def test_score_refuses_a_file_without_labels(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("绍兴市\n", encoding="utf-8")
    done = call("models", "score", tmp_path / "a.txt")
    assert done.exit_code == 2
    assert "give IOB2 columns or .jsonl" in done.stderr
