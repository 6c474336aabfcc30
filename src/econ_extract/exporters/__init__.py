"""An Arrow table in, one file out: one module a format, each with `export(table, target)`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from econ_extract.errors import Problem
from econ_extract.labels import plain
from econ_extract.registry import EXPORTERS, UnknownName, load

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Exporter = Callable[[pa.Table, Path], None]


class ExportError(Problem):
    """A table that cannot be written as asked; the message says why and what to do next."""


def export(table: pa.Table, target: Path) -> None:
    """Write `table` to `target` in the format that its suffix names, whole or not at all; raises ExportError."""
    suffix = target.suffix.lower().removeprefix(".")
    try:
        write: Exporter = load(EXPORTERS, suffix)
    except UnknownName as error:
        known = ", ".join(f".{name}" for name in EXPORTERS)
        raise ExportError(f"the suffix of {target} names no known format; use one of: {known}") from error
    if not target.parent.is_dir():
        raise ExportError(f"the folder {target.parent} does not exist; make it first, or choose another -o.")
    partial = target.with_name(f".{target.name}.part")
    try:
        write(table, partial)
        os.replace(partial, target)
    except OSError as error:
        raise ExportError(f"{target} cannot be written ({error.strerror}); is it open in another program?") from error
    finally:
        partial.unlink(missing_ok=True)


def harmless(text: str) -> str:
    """The text as a spreadsheet shows it rather than runs it: what looks like a formula gets a leading apostrophe."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def cell(value: Any) -> str:
    """One value as text for people: numbers in plain digits, lists joined with semicolons, nothing for null."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return plain(value)
        case list() | tuple():
            return "; ".join(cell(item) for item in value)
        case dict():
            return ", ".join(f"{key}: {cell(item)}" for key, item in value.items())
    return str(value)


def arrow_rows(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    """The rows as Python values, without turning the whole table at once."""
    for batch in table.to_batches(max_chunksize=10_000):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
