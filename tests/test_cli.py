"""The commands as a person types them: what they print, where, and how they end."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from conftest import make_extraction
from econ_extract import __version__
from econ_extract.cli import app, extract_app
from econ_extract.models import Figure

ARTICLE = "经开区上半年签约项目36个,总投资120.5亿元,同比增长8.2%。\n"


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one article."""
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text(ARTICLE, encoding="utf-8")
    return news


@pytest.fixture
def projects() -> Figure:
    """The first figure of the fixture database."""
    return make_extraction().figures[0]


# --- extract --------------------------------------------------------------------------------------------------


def test_extract_ends_with_a_table_that_fits_the_terminal(folder: Path, tmp_path: Path) -> None:
    done = call("extract", folder, "--db", tmp_path / "x.duckdb")
    assert done.exit_code == 0
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    heading = next(line for line in lines if "文件" in line)
    assert heading.split() == ["文件", "未变", "失败", "文章", "数字", "非数字", "用时"]
    assert [line.split()[:5] for line in lines if "本次" in line] == [["本次", "1", "0", "0", "1"]]
    # A Chinese character takes two columns.
    assert max(len(line) + sum(c > "⿿" for c in line) for line in lines) <= 80


def test_extract_alone_is_the_same_command(folder: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(extract_app, [str(folder), "--db", str(tmp_path / "x.duckdb")])
    assert done.exit_code == 0
    again = call("extract", folder, "--db", tmp_path / "x.duckdb")
    assert [line.split()[:3] for line in again.stdout.splitlines() if "本次" in line] == [["本次", "1", "1"]]


def test_quiet_prints_nothing(folder: Path, tmp_path: Path) -> None:
    done = call("extract", folder, "--db", tmp_path / "x.duckdb", "--quiet")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")


def test_extract_uses_metadata_and_says_what_it_could_not_place(folder: Path, tmp_path: Path) -> None:
    (folder / "dates.csv").write_text(
        "path,published_on,title,outlet\na.txt,2024-07-02,经开区招商,经开区报\nz.txt,2024-01-01,,\n", encoding="utf-8"
    )
    done = call("extract", folder, "--db", tmp_path / "x.duckdb", "--metadata", folder / "dates.csv")
    assert done.exit_code == 0
    assert "names 1 files that are not here, such as z.txt" in done.stderr
    asked = call(
        "query", "select title, outlet, published_on, published_from from articles", "--db", tmp_path / "x.duckdb",
        "--format", "json",
    )  # fmt: skip
    assert json.loads(asked.stdout) == [
        {"title": "经开区招商", "outlet": "经开区报", "published_on": "2024-07-02", "published_from": "metadata"}
    ]


def test_published_must_be_a_date(folder: Path, tmp_path: Path) -> None:
    done = call("extract", folder, "--db", tmp_path / "x.duckdb", "--published", "2024-13-01")
    assert done.exit_code == 2
    assert "--published" in done.stderr
    assert not (tmp_path / "x.duckdb").exists()


def test_unknown_tagger_lists_the_known(folder: Path, tmp_path: Path) -> None:
    done = call("extract", folder, "--db", tmp_path / "x.duckdb", "--tagger", "scissors")
    assert done.exit_code == 2
    assert "'scissors' is not available; choose one of:" in done.stderr
    assert "jieba" in done.stderr


def test_a_stopped_run_says_how_to_go_on(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from econ_extract.store import Store

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Store, "write", stop)
    done = call("extract", folder, "--db", tmp_path / "x.duckdb")
    assert done.exit_code == 130
    assert "the same command goes on from there" in done.stderr


def test_version_and_help() -> None:
    assert call("--version").stdout.strip() == __version__
    for command in ("extract", "query", "export", "explain", "score", "rules"):
        done = call(command, "--help")
        assert done.exit_code == 0
        assert "--help" in done.stdout


# --- query ----------------------------------------------------------------------------------------------------

SQL = "select quantity, value, published_on from investment_totals"


def test_query_formats(database: Path) -> None:
    table = call("query", SQL, "--db", database)
    assert [line.split() for line in table.stdout.splitlines() if "120" in line] == [
        ["120.5亿元", "12050000000", "2023-07-03"]
    ]
    as_json = call("query", SQL, "--db", database, "--format", "json")
    assert json.loads(as_json.stdout, parse_int=Decimal) == [
        {"quantity": "120.5亿元", "value": Decimal("12050000000"), "published_on": "2023-07-03"}
    ]
    as_csv = call("query", SQL, "--db", database, "--format", "csv")
    assert list(csv.reader(io.StringIO(as_csv.stdout))) == [
        ["quantity", "value", "published_on"], ["120.5亿元", "12050000000", "2023-07-03"],
    ]  # fmt: skip


def test_query_json_keeps_every_digit(database: Path) -> None:
    sql = "select 12345678901234567890.123456::decimal(38,6) as n, [1.5::decimal(3,1)] as list, null as nothing"
    done = call("query", sql, "--db", database, "--format", "json")
    assert '"n": 12345678901234567890.123456' in done.stdout
    assert json.loads(done.stdout)[0]["list"] == [1.5]
    assert json.loads(done.stdout)[0]["nothing"] is None


def test_query_limit(database: Path) -> None:
    sql = "select range as n from range(250)"
    table = call("query", sql, "--db", database)
    assert "only the first 100 rows are shown; --limit 0 shows all" in table.stderr
    assert len(json.loads(call("query", sql, "--db", database, "--format", "json").stdout)) == 250
    limited = call("query", sql, "--db", database, "--format", "json", "--limit", 3)
    assert [row["n"] for row in json.loads(limited.stdout)] == [0, 1, 2]
    assert call("query", sql, "--db", database, "--limit", 0).stderr == ""


def test_query_of_many_columns_shows_one_below_the_other(database: Path) -> None:
    done = call("query", "select * from figures", "--db", database)
    assert [line.split() for line in done.stdout.splitlines() if line.startswith("quantity")] == [
        ["quantity", "36个"], ["quantity", "120.5亿元"], ["quantity", "8.2%"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("selct 1", "syntax error"),
        ("select wealth from figures", "wealth"),
        ("", "write a select"),
        ("drop table figures", "read-only"),
        ("copy figures to '/tmp/leak.csv'", "disabled by configuration"),
    ],
)
def test_query_that_cannot_be_answered(database: Path, sql: str, said: str) -> None:
    done = call("query", sql, "--db", database)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert said in done.stderr
    assert "Traceback" not in done.stderr


# --- export ---------------------------------------------------------------------------------------------------


def test_export_writes_the_chinese_view(database: Path, tmp_path: Path) -> None:
    done = call("export", "--db", database, "-o", tmp_path / "x.csv")
    assert done.exit_code == 0
    assert "3 rows written" in done.stderr
    with (tmp_path / "x.csv").open(encoding="utf-8-sig", newline="") as stream:
        found = list(csv.DictReader(stream))
    assert [(r["类别"], r["原文数字"], r["金额（亿元）"], r["发布日期"]) for r in found] == [
        ("项目数", "36个", "", "2023-07-03"),
        ("投资", "120.5亿元", "120.5", "2023-07-03"),
        ("增速", "8.2%", "", "2023-07-03"),
    ]


def test_export_of_a_view_and_of_a_select(database: Path, tmp_path: Path) -> None:
    assert call("export", "--db", database, "-o", tmp_path / "v.csv", "--table", "growth_rates").exit_code == 0
    assert (tmp_path / "v.csv").read_text(encoding="utf-8-sig").count("\n") == 2
    assert call("export", "--db", database, "-o", tmp_path / "s.csv", "--sql", "select 1 as one").exit_code == 0
    assert (tmp_path / "s.csv").read_text(encoding="utf-8-sig") == "one\n1\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "x.doc"], "use one of: .csv, .xlsx, .parquet"),
        (["-o", "none/x.csv"], "does not exist; make it first"),
        (["-o", "x.csv", "--table", "wealth"], "wealth"),
    ],
)
def test_export_that_cannot_be_made(database: Path, tmp_path: Path, arguments: list[str], said: str) -> None:
    here = Path.cwd()
    os.chdir(tmp_path)
    try:
        done = call("export", "--db", database, *arguments)
    finally:
        os.chdir(here)
    assert done.exit_code == 2
    assert said in done.stderr


# --- explain --------------------------------------------------------------------------------------------------


def test_explain_marks_the_words_and_names_the_rules(database: Path, projects: Figure) -> None:
    done = call("explain", projects.figure_id[:12], "--db", database)
    assert done.exit_code == 0
    assert "绵州市开工项目【36个】，总投资约120.5亿元" in done.stdout.replace("\n", "")
    said = done.stdout.split()
    for words in ("绵州重大项目开工", "绵州日报", "/news/a.txt", "项目数（project_count）", "unit.count"):
        assert words in said, words


def test_explain_shows_what_a_growth_rate_belongs_to(database: Path) -> None:
    _, money, growth = make_extraction().figures
    done = call("explain", growth.figure_id, "--db", database)
    assert f"所属数字 总投资 120.5亿元（{money.figure_id}）" in done.stdout
    assert "同比（yoy）" in done.stdout


def test_explain_of_no_figure(database: Path) -> None:
    none = call("explain", "zzz", "--db", database)
    assert (none.exit_code, none.stdout) == (2, "")
    assert "no figure has an id that begins with 'zzz'" in none.stderr
    many = call("explain", "", "--db", database)
    assert many.exit_code == 2
    assert "give more of it" in many.stderr


# --- score ----------------------------------------------------------------------------------------------------


def gold_row(figure: Figure, **changes: object) -> str:
    row = {
        "doc": "a.txt", "start": figure.doc_start, "end": figure.doc_end, "text": figure.quantity,
        "value": str(figure.value), "low": None, "high": None, "unit": figure.unit, "bound": figure.bound,
        "role": "measure", "kind": figure.kind, "indicator": figure.indicator, "subject": figure.subject,
        "period": ["2023-01-01", "2023-06-30"], "period_explicit": True, "status": "actual", "basis": figure.basis,
        "direction": figure.direction, "attribution": None,
    }  # fmt: skip
    return json.dumps({**row, **changes}, ensure_ascii=False)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Gold rows that agree with the fixture database but for one bound."""
    projects, money, growth = make_extraction().figures
    file = tmp_path / "gold.jsonl"
    lines = [gold_row(projects), gold_row(money, bound="exact"), gold_row(growth)]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_score_prints_measures_and_differences(database: Path, gold: Path) -> None:
    done = call("score", gold, "--db", database, "--by-doc", "--errors", 5)
    assert done.exit_code == 0
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["amount", "and", "unit", "1.0000", "1.0000", "1.0000"] in lines
    assert ["record", "0.6667", "0.6667", "0.6667"] in lines
    assert ["bound", "2", "3", "0.6667"] in lines
    assert ["a.txt", "3", "3", "1.000", "0.667"] in lines
    assert "a.txt | bound | 120.5亿元 | exact | about" in done.stdout


def test_score_gate(database: Path, gold: Path, tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    floors.write_text('{"mine": {"record_f1": 0.66, "amount_f1": 1.0}}', encoding="utf-8")
    assert call("score", gold, "--db", database, "--gate", floors, "--suite", "mine").exit_code == 0
    floors.write_text('{"mine": {"record_f1": 0.67, "amount_f1": 1.0}}', encoding="utf-8")
    done = call("score", gold, "--db", database, "--gate", floors, "--suite", "mine")
    assert done.exit_code == 1
    assert "gate: record_f1: 0.6667 is below the floor of 0.67" in done.stderr
    other = call("score", gold, "--db", database, "--gate", floors, "--suite", "yours")
    assert other.exit_code == 2
    assert "pins no floors for 'yours'; it has: mine" in other.stderr


def test_score_without_gold(database: Path, tmp_path: Path) -> None:
    done = call("score", tmp_path / "none", "--db", database)
    assert done.exit_code == 2
    assert "holds no gold rows" in done.stderr


# --- rules ----------------------------------------------------------------------------------------------------


def test_rules_check_and_show() -> None:
    check = call("rules", "check")
    assert check.exit_code == 0
    assert "units" in check.stdout
    by_id = call("rules", "show", "bound.about")
    assert by_id.exit_code == 0
    assert "bound.about" in by_id.stdout
    by_word = call("rules", "show", "大约")
    assert "bound.about" in by_word.stdout
    assert "bound.about" in call("rules", "show").stdout.splitlines()
    none = call("rules", "show", "天方夜谭")
    assert none.exit_code == 2
    assert "no rule has the id or the word '天方夜谭'" in none.stderr


# --- as programs ----------------------------------------------------------------------------------------------


def test_module_run_as_a_program_in_a_plain_locale(folder: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "econ_extract.cli", "extract", str(folder), "--db", str(tmp_path / "x.duckdb")]
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
