"""Tables of articles: CSV, JSON Lines and Parquet, a row an article."""

from __future__ import annotations

import io
import json
from datetime import date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from econ_extract.errors import Problem
from econ_extract.models import Metadata
from econ_extract.readers import document_of_row
from econ_extract.readers.base import Row, UnusableFile
from econ_extract.readers.containers import Part, parts
from econ_extract.readers.limits import TooMuch
from econ_extract.readers.rows import Columns, chosen, columns_of, holds
from econ_extract.rules import default_rules

FIRST = "临江市一季度完成投资312.5亿元，同比增长8.4%。"
SECOND = "城关区去年引进企业15家，\n安排资金3000万元。"


def read(data: bytes, format: str = "csv", **asked: str) -> list[Part]:
    return list(parts(io.BytesIO(data), f"n.{format}", format, len(data), columns_of(**asked)))


def rows(data: bytes, format: str = "csv", **asked: str) -> list[tuple[str, str, Metadata]]:
    found = read(data, format, **asked)
    assert [p.error for p in found] == [None] * len(found)
    return [(p.name, p.content.text, p.content.metadata) for p in found if isinstance(p.content, Row)]


def said(title: str | None, outlet: str | None, day: date | None, byline: str | None = None) -> Metadata:
    return Metadata(title, byline, outlet, day, "column" if day else None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_by_the_names_of_its_columns(encoding: str) -> None:
    table = f'标题,正文,日期\r\n甲市投资,"{FIRST}",2024-04-18\r\n,"{SECOND}",\r\n'
    assert rows(table.encode(encoding)) == [
        ("1", FIRST, said("甲市投资", None, date(2024, 4, 18))),
        ("2", SECOND, said(None, None, None)),
    ]


def test_csv_in_big5_with_traditional_names() -> None:
    text = "第一季出口總值為312.5億元，較去年同期增加8.4%。"
    table = f"標題,內容,發布日期\n出口統計,{text},2024-04-18\n"
    assert rows(table.encode("big5")) == [("1", text, said("出口統計", None, date(2024, 4, 18)))]


def test_csv_with_other_separators_and_english_names() -> None:
    table = f"ID\tHeadline\tFull_Text\tPub Date\tSource\tAuthor\nn7\t甲市投资\t{FIRST}\t2024/4/18 08:30\t甲报\t李明\n"
    assert rows(table.encode()) == [("n7", FIRST, said("甲市投资", "甲报", date(2024, 4, 18), "李明"))]
    assert rows(f"content;date\n{FIRST};20240418\n".encode())[0][2].published_on == date(2024, 4, 18)
    assert rows(f"content|date\n{FIRST}|2024年4月18日\n".encode())[0][2].published_on == date(2024, 4, 18)


def test_columns_asked_for_win_over_their_names() -> None:
    table = f"正文,备注,日期,见报\n旧文,{FIRST},2020-01-01,2024-04-18\n".encode()
    assert rows(table, text="备注", date="见报") == [("1", FIRST, said(None, None, date(2024, 4, 18)))]
    assert rows(table, text="备注", date="-")[0][2].published_on is None


def test_a_missing_column_lists_those_that_there_are() -> None:
    table = f"甲,乙\n{FIRST},1\n".encode()
    with pytest.raises(UnusableFile, match=r"looks like the text; name it with --text-column: one of 甲, 乙$"):
        read(table)
    with pytest.raises(UnusableFile, match=r"there is no column '丙' for --text-column; the columns are 甲, 乙$"):
        read(table, text="丙")
    with pytest.raises(UnusableFile, match=r"there is no column '日' for --date-column"):
        read(table, text="甲", date="日")
    with pytest.raises(UnusableFile, match=r"20 in all"):
        read(",".join(f"c{n}" for n in range(20)).encode() + b"\n")
    with pytest.raises(Problem, match="--text-column needs the name of a column"):
        columns_of(text=" ")


def test_rows_that_cannot_be_used_are_named_and_the_others_read() -> None:
    table = (
        f"编号,正文,日期\na,{FIRST},昨天\nb,,2024-04-18\nc,甲,乙,丙,丁\n\na,{FIRST},\na,{FIRST},2024-02-31\n,{FIRST},\n"
    )
    found = read(table.encode())
    assert [p.name for p in found] == ["a", "b", "3", "a~2", "a~3", "7"]
    errors = [p.error or "" for p in found]
    assert "'昨天' in the column 日期 is not a date like 2023-10-17" in errors[0]
    assert "no text in the column 正文" in errors[1]
    assert "the row has 5 cells, but the first line names 3 columns" in errors[2]
    assert "'2024-02-31' in the column 日期 is not a date" in errors[4]
    assert errors[3] == errors[5] == ""


def test_an_open_quotation_mark_is_named_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    import csv

    before = csv.field_size_limit(1000)
    try:
        found = parts(io.BytesIO(f'正文\n{FIRST}\n"{FIRST * 100}\n'.encode()), "n.csv", "csv", 1, Columns())
        assert next(found).error is None
        with pytest.raises(UnusableFile, match=r"line 3: .*look there for a quotation mark"):
            next(found)
    finally:
        csv.field_size_limit(before)


def test_bytes_that_are_no_text_cost_their_row_alone() -> None:
    good = FIRST.encode("gb18030") + b"\n"
    found = read("正文\n".encode("gb18030") + good * 60 + good[:-1] + b"\xff\xff \xff\xff\n" + good)
    assert [n for n, p in enumerate(found, 1) if p.error] == [61]
    assert "save the file as UTF-8" in (found[60].error or "")


def test_json_lines() -> None:
    lines = [
        json.dumps({"id": 7, "title": "甲市投资", "content": FIRST, "date": 20240418, "n": 1.5}, ensure_ascii=False),
        "",
        "no json",
        "[1, 2]",
        json.dumps({"content": SECOND, "date": None}),
    ]
    found = read("\n".join(lines).encode(), "jsonl")
    assert [(p.name, p.error is None) for p in found] == [("7", True), ("3", False), ("4", False), ("5", True)]
    assert found[0].content == Row(FIRST, said("甲市投资", None, date(2024, 4, 18)))
    assert found[3].content == Row(SECOND)
    with pytest.raises(UnusableFile, match="no JSON objects"):
        read(b"1\n2\n", "jsonl")


def test_parquet_with_days_and_times() -> None:
    made = io.BytesIO()
    table = pa.table(
        {
            "文章编号": [11, 12],
            "内容": [FIRST, SECOND],
            "发布时间": [datetime(2024, 4, 18, 8, 30), None],
            "来源": pa.array(["甲报", "甲报"]).dictionary_encode(),
            "number": [1.5, 2.5],
        }
    )
    pq.write_table(table, made)
    assert rows(made.getvalue(), "parquet") == [
        ("11", FIRST, said(None, "甲报", date(2024, 4, 18))),
        ("12", SECOND, said(None, "甲报", None)),
    ]


def test_a_parquet_file_that_repeats_one_long_cell_ends() -> None:
    made = io.BytesIO()
    pq.write_table(pa.table({"text": ["0" * 100_000] * 20_000}), made)
    assert len(made.getvalue()) < 200_000
    with pytest.raises(TooMuch, match="times its size"):
        read(made.getvalue(), "parquet")


def test_broken_parquet() -> None:
    for data in (b"PAR1" + b"\0" * 50, b"PAR1" + b"\xff" * 500 + b"PAR1"):
        with pytest.raises(UnusableFile, match="Parquet file is broken"):
            read(data, "parquet")


# --- what a column holds -------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", default_rules().table("columns"), ids=lambda r: r.id)
def test_names_of_columns(rule: object) -> None:
    from econ_extract.rules import Rule

    assert isinstance(rule, Rule)
    assert {e.text: holds(e.text) for e in rule.examples} == {e.text: rule.value["holds"] for e in rule.examples}
    assert all(holds(name) != rule.value["holds"] for name in rule.counter_examples)


def test_one_column_serves_one_purpose() -> None:
    assert chosen(["标题", "时间"], Columns(text="标题")) == Columns(text="标题", date="时间")


# --- a row as a document -------------------------------------------------------------------------------------


def test_a_row_begins_with_its_title_once() -> None:
    row = Row(FIRST, said("甲市投资", None, None))
    read = document_of_row(row, "csv", path="p", document_id_path="p")
    assert (read.text, read.headings, read.whole) == (f"甲市投资\n{FIRST}", ((0, 4),), True)
    again = document_of_row(Row(f"甲市投资\n{FIRST}", row.metadata), "csv", path="p", document_id_path="p")
    assert again.text == read.text
    assert again.document_id != document_of_row(Row(FIRST), "csv", path="p", document_id_path="p").document_id


def test_a_cell_of_html_is_read_as_a_page() -> None:
    cell = f"<div><p>{FIRST}</p><p>全市新开工亿元以上项目46个，计划总投资388亿元，其中制造业项目29个。</p></div>"
    read = document_of_row(Row(cell, said("甲市投资", "甲报", None)), "csv", path="p", document_id_path="p")
    assert (read.text or "").splitlines()[:2] == ["甲市投资", FIRST]
    assert "<p>" not in (read.text or "")
    assert (read.metadata.title, read.metadata.outlet) == ("甲市投资", "甲报")
