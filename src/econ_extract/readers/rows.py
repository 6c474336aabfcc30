"""A CSV, JSON Lines or Parquet file in, one article a row out, as its columns say or as their names suggest.

Which names suggest what stands in `rules/columns.yaml`.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from itertools import chain
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from econ_extract.errors import Problem
from econ_extract.lines import cues, date_of
from econ_extract.models import Metadata
from econ_extract.readers.base import Row, UnusableFile
from econ_extract.readers.encodings import decode
from econ_extract.readers.limits import Budget
from econ_extract.rendering import normalize
from econ_extract.rules import default_rules

_SAMPLE = 1 << 18
_CELL = 16 << 20  # characters; an opening quotation mark without its partner swallows the rest of a file
_SEPARATORS = "\t,;|，"
_MAX_LOST = 0.005  # of a row's characters may be undecodable
_AT_ONCE = 64  # rows of a Parquet file
_NAMED = 12  # columns that an error lists
_COMPACT = re.compile(r"[\s_\-.·]+")
NO_COLUMN = "-"  # what --date-column says to read no date at all
csv.field_size_limit(_CELL)
_Numbered = tuple[int, Mapping[str, Any] | str]  # a row's number with its cells, or with what is wrong with it


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that hold text, title, day, outlet, author and id of an article; None where nobody says.

    The name `-` means that no column does.
    """

    text: str | None = None
    title: str | None = None
    date: str | None = None
    outlet: str | None = None
    byline: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a table: its id or number from 1, and its article or why it has none."""

    name: str
    row: Row | None
    error: str | None = None


@cache
def _suggested() -> dict[str, tuple[str, ...]]:
    """The names that a column of each kind goes by."""
    return {str(rule.value["holds"]): rule.forms for rule in default_rules().table("columns")}


def _plain(name: str) -> str:
    """The name as the rules write it: 發布日期 and Pub-Date as 发布日期 and pubdate."""
    return _COMPACT.sub("", normalize(name)).lower()


def holds(name: str) -> str | None:
    """What a column of this name is taken to hold: text, title, date, outlet, byline or id; None for others."""
    plain = _plain(name)
    return next((what for what, forms in _suggested().items() if plain in forms), None)


def chosen(names: Sequence[str], asked: Columns) -> Columns:
    """The columns to read of a table that has `names`; raises UnusableFile for one asked for, or the text, missing."""
    plain = {_plain(name): name for name in reversed(names)}
    found: dict[str, str | None] = {}
    for what in (field.name for field in fields(Columns)):
        name = getattr(asked, what)
        if name is not None and name != NO_COLUMN and name not in names:
            raise UnusableFile(f"there is no column {name!r} for --{what}-column; the columns are {_listed(names)}")
        guess = next((plain[form] for form in _suggested()[what] if form in plain), None)
        found[what] = None if name == NO_COLUMN else name or guess
    if found["text"] is None:
        raise UnusableFile(f"no column looks like the text; name it with --text-column: one of {_listed(names)}")
    taken = {getattr(asked, what) for what in found}
    return Columns(**{w: None if n in taken and getattr(asked, w) is None else n for w, n in found.items()})


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(name[:40] for name in names[:_NAMED])
    return f"{shown}, … ({len(names)} in all)" if len(names) > _NAMED else shown or "(none)"


# --- a row ---------------------------------------------------------------------------------------------------


def _words(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else str(value)


def _day(value: Any, column: str) -> date | None:
    """The day that a cell names; raises UnusableFile for a cell that is not empty and names none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    words = normalize(_words(value)).strip()
    if not words:
        return None
    if re.fullmatch(r"(?:19|20)\d{6}", words):
        words = f"{words[:4]}-{words[4:6]}-{words[6:]}"
    found = cues(default_rules()).match("date.full", words, 0)
    day = date_of(found) if found is not None else None
    if day is None:
        raise UnusableFile(
            f"{words[:40]!r} in the column {column} is not a date like 2023-10-17; mend it, "
            f"or give --date-column {NO_COLUMN} to read no dates"
        )
    return day


def _article(cells: Mapping[str, Any], columns: Columns) -> Row:
    """The article of a row; raises UnusableFile for a row without text or with an unreadable day."""

    def cell(name: str | None) -> str:
        return _words(cells.get(name)) if name else ""

    text, title = cell(columns.text), " ".join(cell(columns.title).split())
    if not (text.strip() or title):
        raise UnusableFile(f"the row has no text in the column {columns.text}; fill it in or take the row out")
    if text.count("\ufffd") > max(1, _MAX_LOST * len(text)):
        raise UnusableFile("the row holds bytes that are no text in the encoding of the file; save the file as UTF-8")
    day = _day(cells.get(columns.date), columns.date) if columns.date else None
    said = Metadata(
        title=title or None,
        byline=cell(columns.byline).strip() or None,
        outlet=cell(columns.outlet).strip() or None,
        published_on=day,
        published_from="column" if day else None,
    )
    return Row(text, said)


def _records(rows: Iterator[_Numbered], columns: Columns) -> Iterator[Record]:
    """The rows as articles, each under a name of its own."""
    names = Counter[str]()
    for number, cells in rows:
        if isinstance(cells, str):
            yield Record(str(number), None, cells)
            continue
        given = _words(cells.get(columns.id)).strip()[:100] if columns.id else ""
        name = given or str(number)
        names[name] += 1
        name = name if names[name] == 1 else f"{name}~{names[name]}"
        try:
            yield Record(name, _article(cells, columns))
        except UnusableFile as error:
            yield Record(name, None, str(error))


# --- the formats ---------------------------------------------------------------------------------------------


def _characters(stream: IO[bytes]) -> io.TextIOWrapper:
    """The stream as text, in the encoding that its beginning shows."""
    sample = stream.read(_SAMPLE)
    stream.seek(0)
    if len(sample) == _SAMPLE:
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    _, encoding = decode(sample)
    with_mark = {"utf-8": "utf-8-sig", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}
    has_mark = sample.startswith((b"\xff\xfe", b"\xfe\xff")) or encoding == "utf-8"
    codec = with_mark.get(encoding, encoding) if has_mark else encoding
    return io.TextIOWrapper(stream, codec, errors="replace", newline="")


def csv_records(stream: IO[bytes], columns: Columns, budget: Budget) -> Iterator[Record]:
    """The rows below the line that names the columns; raises UnusableFile for a file without such a line."""
    lines = _characters(stream)
    first = lines.readline(_CELL)
    separator = max(_SEPARATORS, key=lambda c: (first.count(c), -_SEPARATORS.index(c)))
    reader = csv.reader(chain([first], lines), delimiter=separator)
    try:
        names = [name.strip() for name in next(reader, [])]
        yield from _records(_csv_rows(reader, names), chosen(names, columns))
    except csv.Error as error:
        raise UnusableFile(
            f"line {reader.line_num}: the table cannot be read on ({error}); look there for a quotation mark too many"
        ) from error
    finally:
        lines.detach()


def _csv_rows(reader: Iterator[list[str]], names: Sequence[str]) -> Iterator[_Numbered]:
    for number, cells in enumerate(reader, 1):
        if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
            problem = f"the row has {len(cells)} cells, but the first line names {len(names)} columns"
            yield number, f"{problem}; put quotation marks around cells that hold the separator"
        elif any(cell.strip() for cell in cells):
            yield number, dict(zip(names, cells, strict=False))


def jsonl_records(stream: IO[bytes], columns: Columns, budget: Budget) -> Iterator[Record]:
    """The objects, one a line; the names are those of the first object. Raises UnusableFile as `csv_records` does."""
    lines = _characters(stream)
    try:
        rows = _json_rows(lines)
        before = list[_Numbered]()
        for number, row in rows:
            before.append((number, row))
            if not isinstance(row, str):
                break
            if len(before) > _AT_ONCE:
                break
        first = before[-1][1] if before else ""
        if isinstance(first, str):
            raise UnusableFile("the file holds no JSON objects, one a line; save it as JSON Lines or as CSV")
        yield from _records(chain(before, rows), chosen(list(first), columns))
    finally:
        lines.detach()


def _json_rows(lines: io.TextIOWrapper) -> Iterator[_Numbered]:
    number = 0
    while line := lines.readline(_CELL):
        number += 1
        if not line.strip():
            continue
        try:
            found = json.loads(line, parse_float=str, parse_int=str)
        except (ValueError, RecursionError):
            found = None
        yield number, found if isinstance(found, dict) else "the line is no JSON object; mend it or take it out"


def parquet_records(stream: IO[bytes], columns: Columns, budget: Budget) -> Iterator[Record]:
    """The rows of a Parquet file; raises UnusableFile for a broken one, TooMuch for one that unpacks beyond limits."""
    try:
        file = pq.ParquetFile(stream)
        taken = chosen(list(file.schema_arrow.names), columns)
        wanted = [name for name in dict.fromkeys(getattr(taken, f.name) for f in fields(Columns)) if name]
        # As dictionaries, so that one long cell that a small file repeats a million times stays one cell in memory.
        text = pq.ParquetFile(stream, read_dictionary=wanted, metadata=file.metadata)
        yield from _records(_parquet_rows(text, wanted, budget), taken)
    except pa.ArrowException as error:
        raise UnusableFile("the Parquet file is broken; write it again") from error


def _parquet_rows(file: Any, wanted: list[str], budget: Budget) -> Iterator[_Numbered]:
    number = 0
    for group in range(file.metadata.num_row_groups):
        about = file.metadata.row_group(group)
        columns = (about.column(i) for i in range(about.num_columns))
        sizes = [c.total_uncompressed_size for c in columns if c.path_in_schema.split(".")[0] in wanted]
        budget.spend(sum(max(size, 0) for size in sizes))
        for batch in file.iter_batches(_AT_ONCE, row_groups=[group], columns=wanted):
            for row in range(batch.num_rows):
                number += 1
                cells = {name: batch.column(name)[row].as_py() for name in wanted}
                budget.spend(sum(len(c) for c in cells.values() if isinstance(c, str)))
                yield number, cells


def columns_of(**asked: str | None) -> Columns:
    """The columns that the options name; raises Problem for an empty name."""
    empty = next((what for what, name in asked.items() if name is not None and not name.strip()), None)
    if empty is not None:
        raise Problem(f"--{empty}-column needs the name of a column, or {NO_COLUMN} for none.")
    return Columns(**{what: name and name.strip() for what, name in asked.items()})
