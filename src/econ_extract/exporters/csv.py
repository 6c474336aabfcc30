"""An Arrow table in, a CSV file that Excel opens rightly out: UTF-8 with a mark, nothing that runs as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO

import pyarrow as pa

from econ_extract.exporters import arrow_rows, cell, harmless


def _safe(value: Any) -> str:
    # Numbers and dates keep their minus sign; only words can carry a formula.
    return harmless(cell(value)) if isinstance(value, str | list | dict) else cell(value)


def write_rows(columns: Sequence[str], rows: Iterable[Sequence[Any]], stream: TextIO) -> None:
    """Write heading and rows to an open text stream."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([harmless(name) for name in columns])
    writer.writerows([_safe(value) for value in row] for row in rows)


def export(table: pa.Table, target: Path) -> None:
    """Write the table to `target`; raises OSError."""
    with target.open("w", encoding="utf-8-sig", newline="") as stream:
        write_rows(table.column_names, arrow_rows(table), stream)
