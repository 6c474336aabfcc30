"""A parsed HTML page in, the same page out with each table cell told where it holds: one cell a row and column.

A heading over three columns stands in each of them, a name beside three rows in each of those, and the rows of a head
become one, so that every row can be read below it. A number is told once: its other places stay empty.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from lxml import html as lxml_html

MOST_COLUMNS, MOST_ROWS = 64, 1000  # that a cell may span; larger numbers are mistakes or malice
_MOST_CELLS = 20_000  # of a table after that; a larger table stays as it is
_HEAD_ROWS = 4
_WORDS = 60  # characters; a longer cell is text and stands in one place alone
_NUMBER = re.compile(r"[\s\d.,%+\-−—–()（）/]*")
_DIGITS = re.compile(r"\d{1,9}")

Cell: TypeAlias = lxml_html.HtmlElement
Row: TypeAlias = lxml_html.HtmlElement


def expand(root: lxml_html.HtmlElement) -> None:
    """Expand the spans of all tables below `root`, in place; spans are bounded, the attributes are gone after."""
    tables: dict[lxml_html.HtmlElement, list[Row]] = {}
    for row in root.iter("tr"):
        tables.setdefault(next(row.iterancestors("table"), root), []).append(row)
    for rows in tables.values():
        spanned = [cell for row in rows for cell in _cells(row) if cell.get("colspan") or cell.get("rowspan")]
        size = sum(_span(cell, "colspan", MOST_COLUMNS) * _span(cell, "rowspan", len(rows)) for cell in spanned)
        if spanned and size <= _MOST_CELLS:
            _fill(rows)
        for cell in spanned:
            cell.attrib.pop("colspan", None)
            cell.attrib.pop("rowspan", None)


def _cells(row: Row) -> list[Cell]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _span(cell: Cell, name: str, most: int) -> int:
    found = _DIGITS.match((cell.get(name) or "").strip())
    return max(1, min(int(found.group()), most, MOST_ROWS)) if found else 1


def _words(cell: Cell) -> str:
    return " ".join(cell.text_content().split())


def _fill(rows: Sequence[Row]) -> None:
    """Put a copy of each cell into every place that it spans, and make the rows of the head one."""
    grid = [(row, list(places)) for row, places in zip(rows, _grid(rows), strict=True) if places]
    begun = {column for _, places in grid for column, (_, first) in enumerate(places) if first}
    heads, in_head = list[tuple[Row, list[Cell]]](), True
    for row, places in grid:
        cells = [cell if first else _again(cell) for i, (cell, first) in enumerate(places) if i in begun]
        row.extend(cells)  # those that stand in the row already are moved, so that all come in order
        in_head = in_head and len(heads) < _HEAD_ROWS and not any(map(_is_number, cells))
        if in_head:
            heads.append((row, cells))
    if len(heads) < len(grid):  # there are rows with numbers below
        _join(heads)


def _grid(rows: Sequence[Row]) -> Iterator[list[tuple[Cell, bool]]]:
    """For each row the cell in each column, and whether it begins there; nothing for a row that is one cell."""
    waiting: dict[int, tuple[int, Cell]] = {}  # by column: for how many rows more, and the cell
    for number, row in enumerate(rows):
        own, places = deque(_cells(row)), list[tuple[Cell, bool]]()
        if len(own) == 1 and not waiting:
            own.clear()  # the name of the table, or a note over its whole width
        while own or len(places) in waiting:
            if len(places) in waiting:
                left, above = waiting.pop(len(places))
                if left > 1:
                    waiting[len(places)] = (left - 1, above)
                places.append((above, False))
                continue
            cell = own.popleft()
            down = _span(cell, "rowspan", len(rows) - number)
            for i in range(_span(cell, "colspan", MOST_COLUMNS)):
                if down > 1:
                    waiting[len(places)] = (down - 1, cell)
                places.append((cell, i == 0))
        yield places


def _is_number(cell: Cell) -> bool:
    words = _words(cell)
    return bool(words) and _NUMBER.fullmatch(words) is not None


def _again(cell: Cell) -> Cell:
    """A copy of a cell of words; an empty one in place of a number, and of a cell that holds a text."""
    words = _words(cell)
    again = lxml_html.Element(cell.tag)
    again.text = words if len(words) <= _WORDS and not _NUMBER.fullmatch(words) else None
    return again


def _join(heads: Sequence[tuple[Row, list[Cell]]]) -> None:
    """The rows that the first one spans tell their words together, in the last of them: 2023年 over 增速."""
    first = heads[0][1] if heads else []
    depth = max((_span(cell, "rowspan", _HEAD_ROWS) for cell in first), default=1)
    if depth == 1 and any(_span(cell, "colspan", MOST_COLUMNS) > 1 for cell in first):
        depth = 2
    heads = heads[:depth]
    if depth == 1 or len(heads) < depth:
        return
    last = heads[-1][1]
    for column, cell in enumerate(last):
        parts = dict.fromkeys(_words(row[column]) for _, row in heads if column < len(row))
        for child in list(cell):
            cell.remove(child)
        cell.text = " ".join(part for part in parts if part)
    for row, _ in heads[:-1]:
        parent = row.getparent()
        if parent is not None:
            parent.remove(row)
