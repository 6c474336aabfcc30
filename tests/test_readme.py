"""The README in, its promises tried out: every command, query, rule, error and score that it shows is real.

`python tests/test_readme.py` writes the sample outputs and the scores of the README anew.
"""

from __future__ import annotations

import codecs
import csv
import doctest
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import chdir
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa
import pytest
from typer.testing import CliRunner, Result

from econ_extract import exporters
from econ_extract.cli import app, extract_app
from econ_extract.labels import HEADINGS
from econ_extract.numerals import QuantityGrammar
from econ_extract.registry import EXPORTERS
from econ_extract.rules import Rule, load_rules
from econ_extract.scoring import CEILINGS
from econ_extract.store import TABLES, open_for_queries

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
EXTENDING = ROOT / "docs" / "extending.md"
FLOORS = ROOT / "tests" / "floors.json"
WIDTH = "80"  # columns of the terminal that the samples are made in


def call(line: str | list[str]) -> Result:
    """Run a command as the README writes it, in this process and the current folder."""
    words = shlex.split(line) if isinstance(line, str) else line
    programs = {"extract": extract_app, "econ-extract": app}
    return CliRunner().invoke(programs[Path(words[0]).name], words[1:], env={"COLUMNS": WIDTH})


# --- what is written anew -------------------------------------------------------------------------------------

RUN = re.compile(r"(<!-- run -->\n```sh\n(.*?)\n```\n\n```text\n).*?(```\n<!-- end -->)", re.S)
SCORES = re.compile(r"(<!-- floors -->\n).*?(<!-- end -->)", re.S)
TENTHS = re.compile(r"(<!-- tenths: (\w+)\.(\w+) -->).*?(<!-- end -->)")
MEASURES = {
    "amount_f1": "amount and unit, F1",
    "record_f1": "whole record: amount, unit, bound, kind, status, period, basis, F1",
    "record_indicator_f1": "whole record and indicator, F1",
    "core_kinds_f1": "investment, project counts, growth rates, loan balances, F1",
    "bound": "bound",
    "kind": "kind",
    "status": "status",
    "indicator": "indicator",
    "basis": "basis and direction of growth rates",
    "period_explicit": "period, where the sentence names it",
    "period_any": "period, wherever it is named",
    "period_none": "no period, where the text gives none",
    "subject": "subject",
    "thresholds_as_measures": "thresholds taken for measures (at most)",
}


def sample(text: str) -> str:
    """Output as the README shows it: without idle space, with a time that does not change."""
    lines = [line.rstrip() for line in re.sub(r" +\d+\.\d 秒", " 0.9 秒".rjust(9), text).splitlines()]
    return "\n".join(lines).strip("\n") + "\n"


def score_table(floors: dict[str, dict[str, float]]) -> str:
    """The pinned floors as a Markdown table, one column a suite."""
    suites = sorted(floors)
    lines = [f"| at least | {' | '.join(suites)} |", f"| --- |{' --- |' * len(suites)}"]
    for name, label in MEASURES.items():
        cells = [floors[suite].get(name) for suite in suites]
        if any(cell is not None for cell in cells):
            shown = ("" if c is None else f"{c:g}" if name in CEILINGS else f"{c:.3f}" for c in cells)
            lines.append(f"| {label} | {' | '.join(shown)} |")
    return "\n".join(lines) + "\n"


def renewed(text: str) -> str:
    """The README with every sample output and score as it is now; runs the commands in the current folder."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))

    def run(match: re.Match[str]) -> str:
        done = call(match[2])
        assert done.exit_code == 0, done.output
        return f"{match[1]}{sample(done.output)}{match[3]}"

    text = RUN.sub(run, text)
    text = SCORES.sub(lambda m: f"{m[1]}{score_table(floors)}{m[2]}", text)
    return TENTHS.sub(lambda m: f"{m[1]}{int(floors[m[2]][m[3]] * 10)}{m[4]}", text)


def visit(folder: Path) -> None:
    """Give `folder` what a reader has at hand who stands in the checkout."""
    for name in ("corpora", "rules"):
        (folder / name).symlink_to(ROOT / name, target_is_directory=True)


# --- fixtures -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def readme() -> str:
    """The page."""
    return README.read_text(encoding="utf-8")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder to work in that has corpora and rules as the checkout has them."""
    visit(tmp_path)
    with chdir(tmp_path):
        yield tmp_path


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the sample articles, made by the README's own command with --metadata."""
    folder = tmp_path_factory.mktemp("corpora")
    visit(folder)
    line = next(m for m in re.findall(r"^extract .*$", README.read_text(encoding="utf-8"), re.M) if "--metadata" in m)
    with chdir(folder):
        assert call(line).exit_code == 0
    return folder / "figures.duckdb"


# --- the page as a whole --------------------------------------------------------------------------------------


def test_outputs_and_scores_are_those_of_today(readme: str, place: Path) -> None:
    assert readme.count("<!-- run -->") == len(RUN.findall(readme)) == 4
    assert readme.count("<!-- floors -->") == len(SCORES.findall(readme)) == 1
    assert TENTHS.search(readme)
    assert readme == renewed(readme), "run: python tests/test_readme.py, look at the difference and commit it"


def test_floors_have_a_label_each() -> None:
    pinned = json.loads(FLOORS.read_text(encoding="utf-8"))
    assert {name for suite in pinned.values() for name in suite} <= set(MEASURES)
    table = score_table({"gold": {"subject": 0.5, "thresholds_as_measures": 10.0}, "corpora": {"subject": 0.71}})
    assert table.splitlines() == [
        "| at least | corpora | gold |",
        "| --- | --- | --- |",
        "| subject | 0.710 | 0.500 |",
        "| thresholds taken for measures (at most) |  | 10 |",
    ]


def test_no_place_of_one_machine(readme: str) -> None:
    for text in (readme, EXTENDING.read_text(encoding="utf-8")):
        assert not re.search(r"(?<![\w.])/(?:home|root|tmp|work|Users|usr|opt|mnt|var)/|[A-Z]:\\", text)


@pytest.mark.parametrize("page", [README, EXTENDING], ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    def anchors(text: str) -> set[str]:
        headings = re.findall(r"^#+ (.*)$", re.sub(r"^```.*?^```", "", text, flags=re.S | re.M), re.M)
        return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}

    links = re.findall(r"\]\(([^)#\s]*)(?:#([^)\s]+))?\)", page.read_text(encoding="utf-8"))
    assert links
    for path, anchor in links:
        target = page.parent / path if path else page
        assert target.exists(), path
        assert not anchor or anchor in anchors(target.read_text(encoding="utf-8")), anchor


def test_the_quoted_article_is_the_file(readme: str) -> None:
    quoted = re.findall(r"^> (.*)$", readme, re.M)
    article = (ROOT / "corpora/articles/05_newswire_flash.txt").read_text(encoding="utf-8")
    assert len("".join(quoted)) > 50
    assert "".join(quoted) in article


def test_every_column_of_a_figure_is_told(readme: str) -> None:
    told: dict[str, str] = {}
    fields = readme.split("## What a row is")[1].split("The value lists")[0]
    for names, labels in re.findall(r"^\| (`\w+`(?:, `\w+`)*) \| ([^|`]+) \| ", fields, re.M):
        told |= dict(zip(re.findall(r"\w+", names), labels.split(", "), strict=True))
    figures = {name: HEADINGS[name] for name in (column.name for column in TABLES["figures"])}
    assert {name: told.get(name) for name in figures} == figures


def test_make_targets_exist(readme: str) -> None:
    made = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    named = set(re.findall(r"\bmake ([a-z]+)\b`", readme)) | set(re.findall(r"^make (\w+)$", readme, re.M))
    assert {"demo", "test", "check", "score"} <= named <= made


def test_commands_and_options_exist(readme: str) -> None:
    """Every option behind `extract` or `econ-extract` in the page is one that the command's help names."""
    lines = re.findall(r"(?:^|`|bin/)((?:econ-extract (?:rules )?\w+|extract) [^`\n]*--[^`\n]*)", readme, re.M)
    assert len(lines) > 8
    for line in lines:
        command = re.match(r"econ-extract rules \w+|econ-extract \w+|extract", line)
        assert command, line
        known = call(f"{command[0]} --help").output
        for option in re.findall(r"(?<=\s)--[a-z]+", line):
            assert option in known, line


# --- the queries ----------------------------------------------------------------------------------------------

Rows = list[dict[str, Any]]


class Question(NamedTuple):
    """What a query of the page must give: its columns, and a check of its rows against the sample articles."""

    columns: str
    check: Callable[[Rows], bool]


def has(**wanted: Any) -> Callable[[Rows], bool]:
    """Whether there is a row with these values."""
    return lambda rows: any(wanted.items() <= row.items() for row in rows)


def some(name: str, *values: object) -> Callable[[Rows], bool]:
    """Whether the column has each of these values."""
    return lambda rows: set(values) <= {row[name] for row in rows}


def closed(words: str) -> str:
    """The words without white space: a line end of a file may part a quantity that its sentence has in one piece."""
    return "".join(words.split())


QUESTIONS = {
    # 03: 泸州市 286.4亿元 signed; 16: 嘉兴市 has whole 亿元 (523, 640) beside 1.5亿欧元, which must not be added.
    1: Question(
        "region_code subject amounts yi_yuan",
        lambda rows: has(region_code="510500", subject="泸州市", amounts=1, yi_yuan=286.4)(rows)
        and [row["yi_yuan"] % 1 for row in rows if row["subject"] == "嘉兴市"] == [0],
    ),
    # 05: the increase of 1.79万亿元 is no balance.
    2: Question(
        "subject indicator quantity value period_end outlet",
        lambda rows: has(indicator="住户贷款余额", quantity="8.93万亿元", period_end=date(2024, 9, 30))(rows)
        and not some("quantity", "1.79万亿元")(rows)
        and len({(row["subject"], row["indicator"]) for row in rows}) == len(rows),
    ),
    # 07: 规模以上工业增加值 of the year 7.5%, of December 10.6%; in the order of time.
    3: Question(
        "period_start period_end subject indicator percent",
        lambda rows: has(subject="安徽省", percent=Decimal("7.5"), period_start=date(2023, 1, 1))(rows)
        and [row["period_end"] for row in rows] == sorted(row["period_end"] for row in rows),
    ),
    # 08: 7.7% in 2024, 6.5% planned for 2025.
    4: Question(
        "subject indicator status planned planned_for reached reached_by",
        has(subject="广西", planned="6.5%", reached="7.7%", planned_for=date(2025, 12, 31)),
    ),
    5: Question(
        "subject indicator quantity growth unit basis period_end",
        lambda rows: has(quantity="23.02万亿元", growth=Decimal("6.3"), unit="%", basis="yoy")(rows)
        and has(quantity="486亿美元", growth=Decimal("-5.4"))(rows),
    ),
    6: Question(
        "subject kind indicator quantity is_change of_indicator of_quantity",
        lambda rows: has(quantity="46.0%", kind="ratio", of_quantity="10.58万亿元")(rows)
        and has(quantity="1.12万亿元", is_change=True, of_quantity="23.02万亿元")(rows),
    ),
    7: Question(
        "confidence quantity indicator subject period_text sentence figure_id",
        lambda rows: all(r["confidence"] < 0.8 and closed(r["quantity"]) in closed(r["sentence"]) for r in rows),
    ),
    8: Question("reason numbers examples", lambda rows: rows[0]["reason"] == "period" and rows[0]["numbers"] > 50),
    # 09 names its outlet in the page.
    9: Question("outlet articles figures first_day last_day", some("outlet", "示例新闻网", "(not said)")),
    # 16: 1.5亿欧元 is 1.5 hundred millions, at 7.7 yuan 11.55.
    10: Question(
        "unit amounts hundred_millions yi_yuan",
        lambda rows: {row["unit"] for row in rows} >= {"CNY", "EUR", "JPY", "GBP"}
        and has(unit="EUR", amounts=1, hundred_millions=1.5)(rows)
        and abs(next(row["yi_yuan"] for row in rows if row["unit"] == "EUR") - 11.55) < 1e-9,
    ),
}  # fmt: skip
QUERY = re.compile(r"^\*\*(\d+)\. ([^*]+)\*\*: [^`]+\?\n\n```sql\n(.*?)```", re.S | re.M)


def queries() -> dict[int, str]:
    """The queries of the page by their number; each stands behind one line with its question."""
    return {int(number): sql for number, _, sql in QUERY.findall(README.read_text(encoding="utf-8"))}


def answer(db: Path, sql: str) -> tuple[list[str], Rows]:
    with open_for_queries(db) as connection:
        found = connection.sql(sql)
        return found.columns, [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def test_every_query_is_asked_here(readme: str) -> None:
    assert set(queries()) == {*QUESTIONS, 11}
    assert readme.count("```sql\n") == len(queries())


@pytest.mark.parametrize("number", QUESTIONS)
def test_query(corpora: Path, number: int) -> None:
    columns, rows = answer(corpora, queries()[number])
    assert columns == QUESTIONS[number].columns.split()
    assert rows
    assert QUESTIONS[number].check(rows), rows


def test_query_for_reprints(place: Path) -> None:
    """The sample articles hold no reprint, so one is made: another file with the same words."""
    news = place / "news"
    news.mkdir()
    for source, name in (("05_newswire_flash.txt", "a.txt"), ("05_newswire_flash.txt", "b.txt"), ("17*", "c.txt")):
        shutil.copy(next((ROOT / "corpora/articles").glob(source)), news / name)
    assert call("extract news --db figures.duckdb").exit_code == 0
    columns, rows = answer(place / "figures.duckdb", queries()[11])
    assert columns == ["title", "copies", "outlets", "first_day", "files"]
    assert [(row["copies"], row["files"]) for row in rows] == [(2, ["news/a.txt", "news/b.txt"])]


# --- Excel ----------------------------------------------------------------------------------------------------


def test_exports(readme: str, corpora: Path, tmp_path: Path) -> None:
    lines = re.findall(r"^econ-extract export .*$", readme, re.M)
    assert len(lines) == 3
    shutil.copy(corpora, tmp_path / "figures.duckdb")
    with chdir(tmp_path):
        for line in lines:
            assert call(line).exit_code == 0
    assert (tmp_path / "figures.csv").read_bytes().startswith(codecs.BOM_UTF8)
    with (tmp_path / "figures.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {"类别", "指标", "主体", "原文数字", "金额（亿元）"} <= set(rows[0])
    dollars = [(row["金额（亿元）"], row["单位"]) for row in rows if row["原文数字"] == "28亿美元"]
    assert dollars == [("28", "美元")]
    assert (tmp_path / "figures.xlsx").read_bytes().startswith(b"PK")
    with (tmp_path / "growth.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert {"basis", "direction"} <= set(next(csv.reader(stream)))


def test_words_that_look_like_formulas(tmp_path: Path) -> None:
    exporters.export(pa.table({"words": ["=1+1", "+x", "-x", "@x", "x"]}), tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_text(encoding="utf-8-sig").splitlines() == [
        "words", "'=1+1", "'+x", "'-x", "'@x", "x",
    ]  # fmt: skip


# --- dates ----------------------------------------------------------------------------------------------------

BODY = "截至2024年3月1日，绵阳市签约项目36个，总投资120亿元，带动就业3200人，全市上下抓项目、促投资的氛围更加浓厚。\n"
PAGE = """<html><head><title>绵阳项目集中签约</title>{meta}</head><body><h1>绵阳项目集中签约</h1>
<p>{body}</p><p>{body}</p></body></html>"""


def test_dates_are_looked_for_in_the_order_of_the_page(readme: str, place: Path) -> None:
    """Sources of the date are taken away one after the other, from the top of the page's table down."""
    section = readme.split("## Dates of publication")[1].split("\n## ")[0]
    names = re.findall(r"^\| `(\w+)` \| (?!the day)", section, re.M)
    assert sorted(names) == ["column", "dateline", "file_name", "item", "latest_date", "metadata", "option", "page"]
    (place / "dates.tsv").write_text(
        "path\tpublished_on\n" + "".join(f"20240305.{kind}\t2024-03-09\n" for kind in ("txt", "html", "csv"))
    )

    def source(kind: str, given: set[str]) -> str:
        file = place / (f"{'20240305' if 'file_name' in given else 'news'}.{kind}")
        meta = '<meta name="pubdate" content="2024-03-07">' if "page" in given else ""
        text = f"绵阳项目集中签约\n{'2024年3月6日' if 'dateline' in given else ''}\n{BODY}"
        listing = "".join(f"绵阳项目{n}\n2024-03-1{n}\n{BODY}\n" for n in (1, 2)) if "item" in given else ""
        row = f'正文,日期\n"绵阳项目集中签约\n{BODY}",{"2024-03-04" if "column" in given else ""}\n'
        made = {"html": PAGE.format(meta=meta, body=BODY), "csv": row, "txt": listing or text}
        file.write_text(made[kind], encoding="utf-8")
        line = ["extract", str(file), "--db", f"{len(list(place.iterdir()))}.duckdb"]
        line += ["--metadata", "dates.tsv"] if "metadata" in given else []
        line += ["--published", "2024-03-08"] if "option" in given else []
        done = call(line)
        assert done.exit_code == 0, done.output
        found = answer(place / line[3], "SELECT DISTINCT published_from FROM articles")[1]
        assert len(found) == 1
        return str(found[0]["published_from"])

    only = {"html": {"item", "dateline", "column"}, "txt": {"page", "column"}, "csv": {"item", "dateline", "page"}}
    for kind, absent in only.items():
        left = [name for name in names if name not in absent]
        while left:
            assert source(kind, set(left)) == left.pop(0), kind


# --- bad input ------------------------------------------------------------------------------------------------

LOCKER = "import sys, duckdb; c = duckdb.connect(sys.argv[1]); print('locked', flush=True); sys.stdin.read()"


def _good(folder: Path) -> None:
    (folder / "news").mkdir()
    (folder / "news" / "good.txt").write_text(BODY, encoding="utf-8")


def _other_program(folder: Path) -> None:
    with duckdb.connect(str(folder / "x.duckdb")) as connection:
        connection.execute("CREATE TABLE customers (name VARCHAR)")


def _broken_rules(folder: Path) -> None:
    shutil.copytree(ROOT / "rules", folder / "my-rules")
    (folder / "my-rules" / "units.yaml").write_text("- id: [", encoding="utf-8")


TROUBLE: dict[str, Callable[[Path], object]] = {
    "the folder does not exist": lambda f: shutil.rmtree(f / "news"),
    "the folder holds no files": lambda f: (f / "news" / "good.txt").unlink(),
    "a file is empty": lambda f: (f / "news" / "a.txt").write_bytes(b""),
    "a file is blank": lambda f: (f / "news" / "a.txt").write_bytes(b" \n\n"),
    "a file is binary": lambda f: (f / "news" / "a.txt").write_bytes(bytes(range(256)) * 9),
    "a file is a PDF": lambda f: (f / "news" / "a.pdf").write_bytes(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj"),
    "a link leads nowhere": lambda f: (f / "news" / "a.txt").symlink_to(f / "none.txt"),
    "a link leads to itself": lambda f: (f / "news" / "a.txt").symlink_to(f / "news" / "a.txt"),
    "a folder links back to itself": lambda f: (f / "news" / "again").symlink_to(f / "news"),
    "the database is open elsewhere": lambda f: call("extract news --db x.duckdb"),
    "the database is another program's": _other_program,
    "the database is some other file": lambda f: (f / "x.duckdb").write_text(BODY, encoding="utf-8"),
    "the database is a folder": lambda f: (f / "x.duckdb").mkdir(),
    "the metadata file is missing": lambda f: None,
    "a metadata date is unreadable": lambda f: (f / "m.csv").write_text("path,published_on\ngood.txt,3/9/2024\n"),
    "a rule file is broken": _broken_rules,
}  # fmt: skip
OPTIONS = {
    "the metadata file is missing": " --metadata m.csv",
    "a metadata date is unreadable": " --metadata m.csv",
    "a rule file is broken": " --rules my-rules",
}
TROUBLE_ROW = re.compile(r"^\| ([^|`]+) \| (\d) \| `([^`]+)` \|$", re.M)


def test_every_trouble_is_tried_here(readme: str) -> None:
    assert {label for label, _, _ in TROUBLE_ROW.findall(readme)} == set(TROUBLE)


@pytest.mark.parametrize("label", TROUBLE)
def test_trouble(readme: str, place: Path, label: str) -> None:
    code, said = next((int(code), said) for name, code, said in TROUBLE_ROW.findall(readme) if name == label)
    _good(place)
    TROUBLE[label](place)
    line = "extract news --db x.duckdb" + OPTIONS.get(label, "")
    if label == "the database is open elsewhere":
        with subprocess.Popen(
            [sys.executable, "-c", LOCKER, "x.duckdb"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as other:
            assert other.stdout is not None
            assert other.stdout.readline().strip() == b"locked"
            done = call(line)
            other.communicate(b"")
    else:
        done = call(line)
    assert done.exit_code == code
    assert said in done.stderr
    if code < 2:
        read = "SELECT DISTINCT name FROM documents JOIN figures USING (document_id)"
        assert answer(place / "x.duckdb", read)[1] == [{"name": "news/good.txt"}]


# --- rules ----------------------------------------------------------------------------------------------------

ENTRY = re.compile(r"<!-- rule: ([\w/.]+) -->\n```yaml\n(.*?)```", re.S)


def taught(readme: str, place: Path) -> list[Rule]:
    """Do what the page says: copy the rules, add the entries at the end of their files; the new rules."""
    shutil.copytree(ROOT / "rules", place / "my-rules")
    before = load_rules(place / "my-rules")
    for name, entry in ENTRY.findall(readme):
        with (place / "my-rules" / name).open("a", encoding="utf-8") as stream:
            stream.write(f"\n{entry}")
    return [rule for rule in load_rules(place / "my-rules") if rule.id not in before.rules]


def test_worked_example_of_new_rules(readme: str, place: Path) -> None:
    sentence = re.search(r"For the sentence (.*?)。 the rows are now", readme)
    assert sentence
    (place / "news").mkdir()
    (place / "news" / "a.txt").write_text(f"{sentence[1]}。\n", encoding="utf-8")
    said = "SELECT quantity, value, unit, kind, coalesce(indicator_id, '') AS id FROM figures ORDER BY doc_start"
    wanted = [
        {"quantity": q, "value": Decimal(v), "unit": u, "kind": k, "id": i.strip()}
        for q, v, u, k, i in re.findall(r"^\| (\d\S+) \| ([\d.]+) \| (\w+) \| (\w+) \| ?([\w.]* ?)\|$", readme, re.M)
    ]
    assert len(wanted) == 2

    assert call("extract news --db before.duckdb").exit_code == 0
    before = answer(place / "before.duckdb", said)[1]
    assert not [row for row in before if row in wanted], "the rules know these words by now: show others in the page"

    assert [rule.id for rule in taught(readme, place)] == ["indicator.ip_pledge", "unit.mass.carat"]
    check = next(line for line in re.findall(r"^econ-extract rules check .*$", readme, re.M))
    done = call(check)
    assert done.exit_code == 0, done.output
    run = next(line for line in re.findall(r"^extract .*$", readme, re.M) if "my-rules" in line)
    assert call(run.replace("FOLDER", "news")).exit_code == 0
    assert answer(place / "figures.duckdb", said)[1] == wanted
    look = call("econ-extract rules show 克拉 --rules my-rules")
    assert "unit.mass.carat" in look.stdout


def test_examples_of_the_new_unit(readme: str, place: Path) -> None:
    """480万克拉 is 4,800,000 × 0.0002 kg; where 克拉 stands without a number the rule keeps out."""
    unit = next(rule for rule in taught(readme, place) if rule.table == "units")
    grammar = QuantityGrammar(load_rules(place / "my-rules"))
    for example in unit.examples:
        assert [(q.value, q.unit) for q in grammar.find(example.text)] == [(Decimal("960"), "kg")]
    for text in unit.counter_examples:
        assert unit.id not in {rule for q in grammar.find(text) for rule in q.rules}


# --- Python ---------------------------------------------------------------------------------------------------


def test_python_session(readme: str) -> None:
    sessions = [block for block in re.findall(r"```python\n(.*?)```", readme, re.S) if ">>>" in block]
    assert sessions
    for session in sessions:
        examples = doctest.DocTestParser().get_doctest(session, {}, "README.md", "README.md", 0)
        assert examples.examples
        told: list[str] = []
        assert doctest.DocTestRunner().run(examples, out=told.append).failed == 0, "".join(told)


def test_exporter_of_the_guide(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guide = EXTENDING.read_text(encoding="utf-8")
    code = re.search(r"<!-- exporter: (\w+) -->\n```python\n(.*?)```", guide, re.S)
    line = re.search(r'^`"(\w+)": "([\w.:]+)",`', guide, re.M)
    assert code
    assert line
    assert line[1] == code[1]
    module = ModuleType(line[2].partition(":")[0])
    exec(compile(code[2], "extending.md", "exec"), module.__dict__)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(EXPORTERS, line[1], line[2])
    _good(place)
    assert call("extract news --db figures.duckdb").exit_code == 0
    assert call("econ-extract export --db figures.duckdb -o figures.jsonl").exit_code == 0
    rows = [json.loads(text) for text in (place / "figures.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["原文数字"] for row in rows] == ["36个", "120亿元", "3200人"]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        visit(Path(folder))
        page = README.read_text(encoding="utf-8")
        with chdir(folder):
            page = renewed(page)
        README.write_text(page, encoding="utf-8")
    print(os.path.relpath(README))
