"""Tables written to CSV, Excel and Parquet files: nothing runs as a formula, no digit is lost, no half file is left."""

from __future__ import annotations

import csv
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from econ_extract.exporters import ExportError, cell, export
from econ_extract.exporters import xlsx as xlsx_module
from econ_extract.labels import plain
from econ_extract.registry import EXPORTERS

TABLE = pa.table(
    {
        "文字": ["=1+1", "-5%", '寻常，"引号"\n换行'],
        "数值": pa.array([Decimal("-3.200000"), Decimal("12050000000.000000"), None], pa.decimal128(38, 6)),
        "日期": [date(2023, 6, 30), None, None],
        "规则": [["=a", "b"], [], None],
        "是否": [True, False, None],
    }
)


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def test_csv_opens_in_excel(tmp_path: Path) -> None:
    export(TABLE, tmp_path / "x.csv")
    data = (tmp_path / "x.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert read_csv(tmp_path / "x.csv") == [
        ["文字", "数值", "日期", "规则", "是否"],
        ["'=1+1", "-3.2", "2023-06-30", "'=a; b", "true"],
        ["'-5%", "12050000000", "", "", "false"],
        ['寻常，"引号"\n换行', "", "", "", ""],
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_csv_text_never_begins_like_a_formula(tmp_path: Path, start: str) -> None:
    export(pa.table({f"{start}heading": [f"{start}cmd|' /C calc'!A0"]}), tmp_path / "x.csv")
    heading, row = read_csv(tmp_path / "x.csv")
    assert heading == [f"'{start}heading"]
    assert row == [f"'{start}cmd|' /C calc'!A0"]


def test_csv_of_no_rows_has_its_heading(tmp_path: Path) -> None:
    export(TABLE.slice(0, 0), tmp_path / "x.csv")
    assert read_csv(tmp_path / "x.csv") == [["文字", "数值", "日期", "规则", "是否"]]


@pytest.mark.parametrize(
    ("value", "digits"),
    [
        ("17.300000", "17.3"), ("0.000000", "0"), ("1E+9", "1000000000"), ("1E-6", "0.000001"), ("-3.20", "-3.2"),
        ("100", "100"), ("12345678901234567890.123456", "12345678901234567890.123456"),
    ],
)  # fmt: skip
def test_plain_digits(value: str, digits: str) -> None:
    assert plain(Decimal(value)) == digits


def test_cell_of_nested_values() -> None:
    assert cell([[0, 12], [20, 31]]) == "0; 12; 20; 31"
    assert cell({"a": Decimal("1.50"), "b": None}) == "a: 1.5, b: "


def test_parquet_keeps_types_and_values(tmp_path: Path) -> None:
    export(TABLE, tmp_path / "x.parquet")
    assert pq.read_table(tmp_path / "x.parquet").equals(TABLE)


def test_xlsx_holds_numbers_as_numbers_and_words_as_words(tmp_path: Path) -> None:
    export(TABLE, tmp_path / "x.xlsx")
    with zipfile.ZipFile(tmp_path / "x.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet, "no cell is a formula"
    assert "<v>-3.2</v>" in sheet
    assert "<v>12050000000</v>" in sheet
    # 30 June 2023 is day 45107 of Excel's calendar.
    assert "<v>45107</v>" in sheet
    assert "=1+1" in sheet


def test_xlsx_cuts_a_text_that_no_cell_can_hold_and_says_so(tmp_path: Path) -> None:
    export(pa.table({"text": ["字" * 40_000]}), tmp_path / "x.xlsx")
    with zipfile.ZipFile(tmp_path / "x.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("字") == 32_767 - len("…（截断）")
    assert "…（截断）" in sheet


def test_xlsx_of_too_many_rows_names_the_other_formats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_module, "_MOST_ROWS", 2)
    with pytest.raises(ExportError, match=r"3 rows are more .*\.csv or \.parquet"):
        export(TABLE, tmp_path / "x.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_unknown_suffix_and_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"no known format; use one of: \.csv, \.xlsx, \.parquet"):
        export(TABLE, tmp_path / "x.doc")
    with pytest.raises(ExportError, match="does not exist; make it first"):
        export(TABLE, tmp_path / "none" / "x.csv")


def test_target_that_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "x.csv").mkdir()
    with pytest.raises(ExportError, match="cannot be written"):
        export(TABLE, tmp_path / "x.csv")
    assert [p.name for p in tmp_path.iterdir()] == ["x.csv"]


@pytest.mark.parametrize("suffix", sorted(EXPORTERS))
def test_an_export_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    target = tmp_path / f"x.{suffix}"
    target.write_text("old", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(ExportError, match="No space left on device"):
        export(TABLE, target)
    assert target.read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == [target.name]
