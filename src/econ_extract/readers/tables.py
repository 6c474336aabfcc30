"""A parsed HTML page in, the same page out with the cells of its tables told where they hold: one cell a row and column.

A heading over three columns stands in each of them, a name beside three rows in each of those, so that every row can
be read by itself. A number is told once: in the first of its places, the others stay empty.
"""

from __future__ import annotations

import re

from lxml import html as lxml_html

MOST_COLUMNS, MOST_ROWS = 64, 1000  # that a cell may span; larger numbers are mistakes or malice
_MOST_CELLS = 20_000  # of a table after that; a larger table stays as it is
_NUMBER = re.compile(r"^[\s\d.,%+\-−—–()（）/]*$")
_DIGITS = re.compile(r"\d{1,9}")


def expand(root: lxml_html.HtmlElement) -> None:
    """Expand the spans of all tables below `root`, in place; spans are bounded, the attributes are gone after."""
    for table in root.iter("table"):
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
        spanned = [cell for row in rows for cell in _cells(row) if cell.get("colspan") or cell.get("rowspan")]
        if not spanned:
            continue
        size = sum(_span(cell, "colspan", MOST_COLUMNS) * _span(cell, "rowspan", len(rows)) for cell in spanned)
        if size <= _MOST_CELLS:
            _expanded(rows)
        for cell in spanned:
            cell.attrib.pop("colspan", None)
            cell.attrib.pop("rowspan", None)


def _cells(row: lxml_html.HtmlElement) -> list[lxml_html.HtmlElement]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _span(cell: lxml_html.HtmlElement, name: str, most: int) -> int:
    found = _DIGITS.match((cell.get(name) or "").strip())
    return max(1, min(int(found.group()), most, MOST_ROWS)) if found else 1


def _expanded(rows: list[lxml_html.HtmlElement]) -> None:
    """Put a copy of each cell into every place that it spans."""
    waiting: dict[int, tuple[int, lxml_html.HtmlElement]] = {}  # by column: for how many rows more, and the cell
    for number, row in enumerate(rows):
        own, column, placed = _cells(row), 0, list[lxml_html.HtmlElement]()
        while own or column in waiting:
            if column in waiting:
                left, above = waiting.pop(column)
                placed.append(_told_again(above))
                if left > 1:
                    waiting[column] = (left - 1, above)
                column += 1
                continue
            cell = own.pop(0)
            down = _span(cell, "rowspan", len(rows) - number)
            for i in range(_span(cell, "colspan", MOST_COLUMNS)):
                placed.append(cell if i == 0 else _told_again(cell))
                if down > 1:
                    waiting[column] = (down - 1, cell)
                column += 1
        for cell in placed:
            row.append(cell)  # a cell that stands in the row already is moved, so that all come in order


def _told_again(cell: lxml_html.HtmlElement) -> lxml_html.HtmlElement:
    """A copy of a cell of words; an empty one in place of a number and of a cell that holds a table or a text."""
    words = " ".join(cell.text_content().split())
    again = lxml_html.Element(cell.tag)
    again.text = words if len(words) <= 60 and not _NUMBER.match(words) else None
    return again
