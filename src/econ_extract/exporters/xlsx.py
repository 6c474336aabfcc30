"""An Arrow table in, an Excel workbook with one sheet out: numbers as numbers, dates as dates, words as words."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from econ_extract.exporters import ExportError, arrow_rows, cell

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_MOST_ROWS = 1_048_576 - 1
_MOST_CHARACTERS = 32_767
_CUT = "…（截断）"


def _write_cell(sheet: Worksheet, row: int, column: int, value: Any, formats: dict[str, Any]) -> None:
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(row, column, value)
        case int() | float() | Decimal():
            # Excel holds every number as binary floating point; CSV and Parquet keep all digits.
            sheet.write_number(row, column, float(value))
        case datetime():
            sheet.write_datetime(row, column, value.replace(tzinfo=None), formats["time"])
        case date():
            sheet.write_datetime(row, column, value, formats["date"])
        case _:
            text = cell(value)
            if len(text) > _MOST_CHARACTERS:
                text = text[: _MOST_CHARACTERS - len(_CUT)] + _CUT
            # write_string never makes a formula or a link of the words.
            sheet.write_string(row, column, text)


def export(table: pa.Table, target: Path) -> None:
    """Write the table to `target`; raises ExportError without xlsxwriter or with too many rows, OSError."""
    try:
        import xlsxwriter
        from xlsxwriter.exceptions import FileCreateError
    except ImportError as error:
        raise ExportError("xlsx needs a package: pip install 'econ-extract[xlsx]', or export to .csv.") from error
    if table.num_rows > _MOST_ROWS:
        raise ExportError(f"{table.num_rows} rows are more than an Excel sheet holds; export to .csv or .parquet.")
    book = xlsxwriter.Workbook(str(target), {"constant_memory": True})
    formats = {name: book.add_format({"num_format": f}) for name, f in _FORMATS.items()}
    sheet = book.add_worksheet("figures")
    sheet.freeze_panes(1, 0)
    heading = book.add_format({"bold": True})
    for column, name in enumerate(table.column_names):
        sheet.write_string(0, column, name, heading)
    for at, values in enumerate(arrow_rows(table), 1):
        for column, value in enumerate(values):
            _write_cell(sheet, at, column, value, formats)
    if table.num_rows:
        sheet.autofilter(0, 0, table.num_rows, len(table.column_names) - 1)
    try:
        book.close()
    except FileCreateError as error:
        raise OSError(0, str(error)) from error


_FORMATS = {"date": "yyyy-mm-dd", "time": "yyyy-mm-dd hh:mm:ss"}
