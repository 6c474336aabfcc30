"""The commands as a person types them: what they print, where, and how they end."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner, Result

from conftest import Rows, entry, make_extraction, some_run
from econ_extract import __version__
from econ_extract.cli import app, extract_app
from econ_extract.confidence import chance, doubts, own_weights, read_weights
from econ_extract.labels import REASONS
from econ_extract.models import Figure
from econ_extract.rules import default_rules
from econ_extract.store import Store

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
    held = next(line.split() for line in lines if "库中" in line)
    assert len(held) == 8, "a dash where there is nothing to count"
    assert (held[2], held[-1]) == ("—", "—")
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
    assert "names 1 file that is not here: z.txt\n" in done.stderr
    asked = call(
        "query", "select title, outlet, published_on, published_from from articles", "--db", tmp_path / "x.duckdb",
        "--format", "json",
    )  # fmt: skip
    assert json.loads(asked.stdout) == [
        {"title": "经开区招商", "outlet": "经开区报", "published_on": "2024-07-02", "published_from": "metadata"}
    ]


@pytest.mark.parametrize("said", ["2024-13-01", "yesterday"])
def test_published_must_be_a_date(folder: Path, tmp_path: Path, said: str) -> None:
    done = call("extract", folder, "--db", tmp_path / "x.duckdb", "--published", said)
    assert done.exit_code == 2
    assert f"'--published': {said!r} is not a date; write it like 2023-10-17" in done.stderr
    assert not (tmp_path / "x.duckdb").exists()


def test_published_holds_for_texts_without_a_date(folder: Path, tmp_path: Path) -> None:
    (folder / "20240305.txt").write_text(ARTICLE, encoding="utf-8")
    assert call("extract", folder, "--db", tmp_path / "x.duckdb", "--published", "2024-07-02").exit_code == 0
    sql = "select published_on, published_from from articles order by published_on"
    asked = call("query", sql, "--db", tmp_path / "x.duckdb", "--format", "json")
    assert [tuple(row.values()) for row in json.loads(asked.stdout)] == [
        ("2024-03-05", "file_name"), ("2024-07-02", "option"),
    ]  # fmt: skip


def test_metadata_file_that_is_missing(folder: Path, tmp_path: Path) -> None:
    done = call("extract", folder, "--db", tmp_path / "x.duckdb", "--metadata", tmp_path / "none.csv")
    assert done.exit_code == 2
    assert "none.csv does not exist; check the name given to --metadata" in done.stderr


def test_unknown_tagger_lists_the_known(folder: Path, tmp_path: Path) -> None:
    done = call("extract", folder, "--db", tmp_path / "x.duckdb", "--tagger", "scissors")
    assert done.exit_code == 2
    assert "'scissors' is not available; choose one of:" in done.stderr
    assert "jieba" in done.stderr


def test_a_stopped_run_says_how_to_go_on(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from econ_extract.store import Store

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Store, "write", stop)
    done = call("extract", folder, "--db", tmp_path / "x.duckdb")
    assert done.exit_code == 130
    assert "the same command goes on from there" in done.stderr


# --- help -----------------------------------------------------------------------------------------------------


def commands(group: Any = None, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command of the program with the words that call it."""
    for name, command in (group or get_command(app)).commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


COMMANDS = dict(commands())


def test_version() -> None:
    assert call("--version").stdout.strip() == __version__
    alone = CliRunner().invoke(extract_app, ["--version"])
    assert (alone.exit_code, alone.stdout.strip()) == (0, __version__)


def test_every_command_is_listed() -> None:
    listed = call("--help").stdout
    assert {path[0] for path in COMMANDS} == set(re.findall(r"^  ([a-z][a-z-]+) ", listed, re.M))
    assert call().output == listed


@pytest.mark.parametrize("path", COMMANDS, ids="-".join)
def test_help_shows_plain_names_and_an_example(path: tuple[str, ...]) -> None:
    done = call(*path, "--help")
    assert done.exit_code == 0
    usage, example, *rest = done.stdout.splitlines()
    assert usage.startswith(f"Usage:    {' '.join(('root', *path))} ")
    words = shlex.split(example.removeprefix("Example:  "))
    assert tuple(words[1 : len(path) + 1]) == path
    assert set(re.findall(r"--\w+", example)) <= set(re.findall(r"--\w+", "".join(rest)))
    assert not re.search(r"<\w|%Y|list\[|[{}]|\bTEXT_IO|bool|range", "".join(rest))
    assert max(len(line) + sum(c > "⿿" for c in line) for line in done.stdout.splitlines()) <= 80


@pytest.mark.parametrize("path", COMMANDS, ids="-".join)
def test_help_of_every_option_has_chinese_in_brackets(path: tuple[str, ...]) -> None:
    texts = [COMMANDS[path].help, *(p.help for p in COMMANDS[path].params)]
    for text in texts:
        assert re.search(r"[A-Za-z].* \([^()A-Za-z]*[一-鿿][^()]*\)", text), text


def test_extract_without_anything_says_what_to_type() -> None:
    done = CliRunner().invoke(extract_app, [], prog_name="extract")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.splitlines()[:2] == [
        "Usage:    extract FOLDER… --db FILE [OPTIONS]",
        "Example:  extract news --db figures.duckdb",
    ]
    assert "Missing argument 'FOLDER…'" in done.stderr


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


def test_query_for_a_column_that_is_not_there_names_those_it_may_be(database: Path) -> None:
    done = call("query", "select indikator from figures", "--db", database)
    assert done.exit_code == 2
    assert "indikator" in done.stderr
    assert 'Did you mean "indicator"' in done.stderr


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
        ("", "write a SELECT"),
        ("drop table figures", "the database can only be read here"),
        ("copy figures to '/tmp/leak.csv'", "the database can only be read here"),
        ("select * from read_csv('/etc/passwd')", "disabled by configuration"),
        ("select 1; drop table figures", "that is 2 statements; ask one SELECT at a time"),
        ("select * from wealth", "there is no table or view wealth; there are: areas, "),
        ("select 'ten'::int", "Could not convert string 'ten' to INT32"),
    ],
)
def test_query_that_cannot_be_answered(database: Path, sql: str, said: str) -> None:
    done = call("query", sql, "--db", database)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not re.search(r"\w+ Error:|LINE 1|statement of type", done.stderr), "no class names"


def test_query_may_begin_with_other_words_than_select(database: Path) -> None:
    for sql in ("from growth_rates", "with x as (select 1) from x", "describe figures", "summarize figures"):
        assert call("query", sql, "--db", database, "--format", "json").exit_code == 0, sql
    pivot = call("query", "pivot figures on kind using count(*)", "--db", database, "--format", "json")
    assert pivot.exit_code == 0, "a PIVOT counts as several statements"


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
    done = call("export", "--db", database, "-o", tmp_path / "s.csv", "--sql", "select 1 as one")
    assert (done.exit_code, done.stderr.startswith("1 row written to ")) == (0, True)
    assert (tmp_path / "s.csv").read_text(encoding="utf-8-sig") == "one\n1\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "x.doc"], "use one of: .csv, .xlsx, .parquet"),
        (["-o", "none/x.csv"], "does not exist; make it first"),
        (["-o", "x.csv", "--table", "wealth"], "there is no table or view wealth; there are: areas, "),
        (["-o", "x.csv", "--sql", "select 1; select 2"], "ask one SELECT at a time"),
        (["-o", "x.csv", "--sql", "drop table figures"], "can only be read here"),
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
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["所属数字", "绵州市", "总投资", f"120.5亿元（{money.figure_id}）"] in lines
    assert ["比较基准", "同比（yoy）"] in lines
    assert ["是否增量", "否"] in lines


def test_explain_tells_rules_in_words(database: Path) -> None:
    _, money, _ = make_extraction().figures
    told = call("explain", money.figure_id, "--db", database).stdout
    assert "界限：约（about）" in told
    assert not re.search(r"[{}]|\b(?:dim|scale|value): |true|false", told)


def test_explain_says_what_lowers_the_confidence(folder: Path, tmp_path: Path, rows: Rows) -> None:
    """Each doubt in words with the confidence that the figure would have without it, the dearest first."""
    db = tmp_path / "x.duckdb"
    (folder / "a.txt").write_text("全市审批时间缩短至15个工作日。\n", encoding="utf-8")
    assert call("extract", folder, "--db", db).exit_code == 0
    ((figure_id, held, named),) = rows(db, "SELECT figure_id, confidence, rules FROM figures")
    told = call("explain", figure_id, "--db", db).stdout
    found = doubts(named)
    assert found
    for doubt in found:
        without = chance(found - {doubt}, own_weights())
        assert [str(default_rules()[doubt].note), str(without)] in [line.split() for line in told.splitlines()]
        assert doubt not in told, "doubts are told in words, not in the list of rules"
    assert without >= Decimal(str(held)) == chance(found, own_weights())


def test_explain_of_a_figure_without_doubts(database: Path, projects: Figure) -> None:
    assert "没有疑点" in call("explain", projects.figure_id, "--db", database).stdout.splitlines()


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
    assert ["数值与单位", "1.0000", "1.0000", "1.0000"] in lines
    assert ["整条记录", "0.6667", "0.6667", "0.6667"] in lines
    assert ["界限", "2", "3", "0.6667"] in lines
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


# --- calibrate ------------------------------------------------------------------------------------------------


@pytest.fixture
def two_documents(tmp_path: Path) -> tuple[Path, Path]:
    """Gold rows and a database of two articles: figures with a doubt are wrong in one half of the cases."""
    gold, path = tmp_path / "gold.jsonl", tmp_path / "two.duckdb"
    lines, entries = [], []
    for name in ("a", "b"):
        made = make_extraction(f"/news/{name}.txt")
        projects, money, growth = made.figures
        money = replace(money, rules=(*money.rules, "doubt.kind_mixed"))
        growth = replace(growth, rules=(*growth.rules, "doubt.kind_mixed"))
        entries.append(entry(replace(made, figures=(projects, money, growth))))
        rows = (gold_row(projects, doc=f"{name}.txt"), gold_row(money, doc=f"{name}.txt", bound="exact"))
        lines += [*rows, gold_row(growth, doc=f"{name}.txt")]
    gold.write_text("\n".join(lines), encoding="utf-8")
    with Store(path, made_by="test") as store:
        store.finish(store.write(some_run(), entries))
    return gold, path


def test_calibrate_shows_and_writes(two_documents: tuple[Path, Path], tmp_path: Path) -> None:
    gold, path = two_documents
    shown = call("calibrate", gold, "--db", path)
    assert shown.exit_code == 0
    assert "was made with other rules than these" in shown.stderr
    assert ["all", "6", "0.667"] in [line.split()[:3] for line in shown.stdout.splitlines()]
    checkout = tmp_path / "checkout"
    (checkout / "rules").mkdir(parents=True)
    weights = checkout / "rules" / "confidence.tsv"
    weights.write_text("rule\tweight\nbase\t1.00\n", encoding="utf-8")
    assert call("calibrate", gold, "--db", path, "--write", checkout).exit_code == 0
    written = read_weights(weights)
    assert written["doubt.kind_mixed"] < 0
    assert written["doubt.subject_missing"] == 0, "no figure has it"
    page = (checkout / "docs" / "reliability.md").read_text(encoding="utf-8")
    assert "6 figures in 2 documents" in " ".join(page.split())
    assert f"| `kind_mixed` | {default_rules()['doubt.kind_mixed'].note} | {written['doubt.kind_mixed']} |" in page
    # Once more: the same files, byte for byte.
    first = weights.read_bytes(), page
    assert call("calibrate", gold, "--db", path, "--write", checkout).exit_code == 0
    assert (weights.read_bytes(), (checkout / "docs" / "reliability.md").read_text(encoding="utf-8")) == first


def test_calibrate_says_what_is_missing(two_documents: tuple[Path, Path], tmp_path: Path) -> None:
    gold, path = two_documents
    for arguments, said in (
        ((gold, gold, "--db", path), "name one database for each"),
        ((gold, "--db", path, "--write", tmp_path), "give the top folder of a checkout"),
        ((tmp_path / "none", "--db", path), "holds no gold rows"),
        ((gold, "--db", tmp_path / "none.duckdb"), "does not exist"),
    ):
        done = call("calibrate", *arguments)
        assert done.exit_code == 2
        assert said in done.stderr


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


def test_rules_report_counts_and_judges(database: Path, gold: Path) -> None:
    """unit.count is named by two figures that are right, bound.about by one whose bound gold has otherwise."""
    done = call("rules", "report", database, "--gold", gold)
    assert done.exit_code == 0
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["unit.count", "2", "0", "2", "2", "1.00"] in lines
    assert ["bound.about", "1", "0", "1", "0", "0.00"] in lines
    assert ["reject.phone", "0", "1", "0", "0", "—"] in lines
    dead = done.stdout.partition("没有触发的规则")[2].split()
    assert "unit.percent" in dead
    assert "bound.about" not in dead
    assert "was made with other rules than these" in done.stderr


def test_rules_report_names_rules_that_compete(tmp_path: Path) -> None:
    """Two bounds on one figure: the row follows one; rules that say the same, and of other tables, do not compete."""
    made = make_extraction()
    money = replace(
        made.figures[1], rules=("bound.about", "bound.behind_about", "bound.over", "unit.money.cny"),
        indicator="总投资", indicator_id="indicator.investment_total",
    )  # fmt: skip
    growth = replace(made.figures[2], rules=("status.forecast", "status.target"), status="actual")
    path = tmp_path / "x.duckdb"
    with Store(path, made_by="test") as store:
        store.finish(store.write(some_run(), [entry(replace(made, figures=(made.figures[0], money, growth)))]))
    told = call("rules", "report", path).stdout
    lines = [line.split() for line in told.partition("胜出 > 落选")[2].partition("几条规则都认的词")[0].splitlines()]
    assert ["bound.about", ">", "over", "1", "—", "120.5亿元"] in lines
    assert ["bound.behind_about", ">", "over", "1", "—", "120.5亿元"] in lines
    assert ["都没有", ">", "status.target", "1", "—", "8.2%"] in lines
    assert not [line for line in lines if {"bound.over", "unit.money.cny"} & set(line)]
    assert len([line for line in lines if "bound.about" in line or "behind_about" in line]) == 1


def test_rules_report_fits_a_terminal(database: Path, gold: Path) -> None:
    told = call("rules", "report", database, "--gold", gold).stdout
    assert max(sum(2 if c > "⺀" else 1 for c in line.rstrip()) for line in told.splitlines()) <= 100


def test_rules_report_names_words_of_several_rules(database: Path) -> None:
    told = call("rules", "report", database).stdout.partition("几条规则都认的词")[2]
    assert "  位：unit.person_polite、unit.rank" in told.splitlines()
    assert "亿元：" not in told


def test_rules_report_without_conflicts(database: Path) -> None:
    assert "没有两条规则争同一个数字的同一项。" in call("rules", "report", database).stdout


def test_rules_report_without_gold(folder: Path, tmp_path: Path) -> None:
    assert call("extract", folder, "--db", tmp_path / "x.duckdb").exit_code == 0
    done = call("rules", "report", tmp_path / "x.duckdb")
    assert (done.exit_code, done.stderr) == (0, "")
    assert ["unit.percent", "1", "0", "0", "0", "—"] in [line.split() for line in done.stdout.splitlines()]
    none = call("rules", "report", tmp_path / "none.duckdb")
    assert none.exit_code == 2
    assert "does not exist" in none.stderr


# --- articles -------------------------------------------------------------------------------------------------


def test_articles_shows_the_cut(folder: Path) -> None:
    text = f"# 经开区招商再提速\n2024年7月2日\n本报记者 李明\n{ARTICLE}"
    (folder / "a.txt").write_text(text, encoding="utf-8")
    done = call("articles", folder / "a.txt")
    assert done.exit_code == 0
    lines = (line.split(maxsplit=1) for line in done.stdout.splitlines())
    told = dict(words for words in lines if len(words) == 2)
    assert told["标题"].strip() == "经开区招商再提速"
    assert told["作者"].strip() == "李明"
    assert told["发布日期"].strip() == "2024-07-02"
    assert told["日期来源"].strip() == "文中的日期行（dateline）"
    assert told["结尾"].strip().endswith("同比增长8.2%。")
    spans = [tuple(map(int, span.split("–"))) for span in told["正文位置"].split()]
    assert "签约项目36个" in "".join(text[start:end] for start, end in spans)


def test_articles_of_what_is_no_file(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    for name, said in (
        (".", "is a folder; name one file in it"),
        ("none.txt", "does not exist"),
        ("empty.txt", "empty"),
    ):
        done = call("articles", folder / name)
        assert (done.exit_code, done.stdout) == (2, "")
        assert said in done.stderr


# --- why-not --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("36个", ["读成了数字", "项目数（project_count）"]),
        ("１２０．５亿\n元", ["读成了数字", "12050000000"]),
        ("500强", ["读到了，但不算数字", "在名称或固定说法里（name）", "name.top_lists"]),
        ("签约", ["没有读出带单位的数"]),
        ("广告", ["不在任何文章里"]),
    ],
)
def test_why_not_says_what_became_of_the_words(folder: Path, words: str, said: list[str]) -> None:
    text = ARTICLE.replace("。", "，引进世界500强企业3家，带动就业3200人，全区上下抓项目的氛围更加浓厚。")
    (folder / "a.txt").write_text(f"经开区招商再提速\n{text}\n·广告\n", encoding="utf-8")
    done = call("why-not", folder / "a.txt", words)
    assert done.exit_code == 0, done.output
    for part in said:
        assert part in done.stdout, part
    assert "【" in done.stdout


def test_why_not_shows_what_a_figure_was_chosen_from(folder: Path) -> None:
    (folder / "a.txt").write_text("9月末，江西制造业贷款余额5.2万亿元，同比增长7.1%。", encoding="utf-8")
    lines = call("why-not", folder / "a.txt", "5.2万亿元").stdout.splitlines()
    indicators, subjects = (
        next(n for n, line in enumerate(lines) if f"{name}的候选" in line) for name in ("指标", "主体")
    )
    taken = [(n, line.split()[0]) for n, line in enumerate(lines) if "✓" in line]
    assert [word for _, word in taken] == ["制造业贷款余额", "江西"]
    assert indicators < taken[0][0] < subjects < taken[1][0]
    assert len([line for line in lines[subjects + 2 :] if line.strip()]) > 1  # others stood beside it


def test_why_not_of_words_that_are_not_there(folder: Path) -> None:
    done = call("why-not", folder / "a.txt", "37个")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "'37个' does not stand in" in done.stderr
    assert call("why-not", folder / "a.txt", " ").exit_code == 2


def test_every_reason_of_the_rules_has_words() -> None:
    given = {str(rule.value["reason"]) for rule in default_rules() if "reason" in rule.value}
    assert given
    assert given <= set(REASONS)


# --- as programs ----------------------------------------------------------------------------------------------


def test_module_run_as_a_program_in_a_plain_locale(folder: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "econ_extract.cli", "extract", str(folder), "--db", str(tmp_path / "x.duckdb")]
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr


# --- score-articles, repeats ----------------------------------------------------------------------------------


def test_score_articles_tells_right_and_wrong(folder: Path, tmp_path: Path) -> None:
    (folder / "a.txt").write_text(f"# 经开区招商再提速\n2024年7月2日\n本报记者 李明\n{ARTICLE}", encoding="utf-8")
    row = {"doc": "a.txt", "title": "经开区招商再提速", "starts": "经开区上半年", "ends": "8.2%。", "byline": "王五"}
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(row), encoding="utf-8")
    done = call("score-articles", gold, folder, "--errors", "5")
    assert done.exit_code == 0, done.output
    told = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines() if line.strip()}
    assert told["标题"] == ["1", "1", "1.0000"]
    assert told["作者"] == ["0", "1", "0.0000"]
    assert "a.txt | byline | 王五 | 李明" in done.stdout
    missing = call("score-articles", tmp_path / "none.jsonl", folder)
    assert (missing.exit_code, missing.stdout) == (2, "")
    assert "cannot be read" in missing.stderr


def test_repeats_are_counted_when_asked_for(folder: Path, tmp_path: Path) -> None:
    (folder / "a.txt").write_text(f"# 经开区签约项目36个\n2024年7月2日\n{ARTICLE}", encoding="utf-8")
    db = tmp_path / "x.duckdb"
    assert call("extract", folder, "--db", db).exit_code == 0
    asked = ("query", "select count(*) as n from project_counts", "--db", db, "--format", "csv")
    assert call(*asked).stdout.split() == ["n", "1"]
    assert call(*asked, "--with-repeats").stdout.split() == ["n", "2"]
    shown = call("query", "select figure_id from repeats", "--db", db, "--format", "csv").stdout.split()[1]
    assert ["重复之处", "标题（title）"] in [
        line.split() for line in call("explain", shown, "--db", db).stdout.splitlines()
    ]
    for options, size in (((), 1), (("--with-repeats",), 2)):
        target = tmp_path / f"{size}.csv"
        assert call("export", "--db", db, "-o", target, "--table", "project_counts", *options).exit_code == 0
        assert len(target.read_text(encoding="utf-8-sig").splitlines()) == size + 1
