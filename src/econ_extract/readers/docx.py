"""Bytes of a Word document in, its text out: a line a paragraph, a row of a table with its cells between tabs.

Words struck out with change tracking are left out and inserted ones kept, as a reader of the final version sees them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from econ_extract.readers.base import Decoded, UnusableFile
from econ_extract.readers.paragraphs import Written, written
from econ_extract.readers.zipped import Parcel

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = frozenset(f"{_W}{name}" for name in ("del", "moveFrom", "delText", "instrText", "pPr", "rPr", "sectPr"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # a second copy for old programs
_BREAKS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_HEADING = re.compile(r"(?:heading|标题|title|subtitle|副标题)\s*\d*", re.I)


def read(data: bytes) -> Decoded:
    """The body of the document; raises UnusableFile for a broken, locked or hostile one."""
    parcel = Parcel(data, "the Word document is broken, or locked with a password; open it and save it again as .docx")
    root = parcel.xml("word/document.xml")
    body = root.find(f"{_W}body")
    if body is None:
        raise UnusableFile(parcel.broken)
    headed = _heading_styles(parcel)
    return written(_lines(body, headed), "utf-8")


def _heading_styles(parcel: Parcel) -> frozenset[str]:
    """The ids of the styles that make a paragraph a heading: by name, or by a level in the outline."""
    if "word/styles.xml" not in parcel:
        return frozenset()
    found = set()
    for style in parcel.xml("word/styles.xml").iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        named = name is not None and _HEADING.fullmatch(name.get(f"{_W}val", "")) is not None
        if named or style.find(f"{_W}pPr/{_W}outlineLvl") is not None:
            found.add(style.get(f"{_W}styleId", ""))
    return frozenset(found)


def _lines(room: etree._Element, headed: frozenset[str]) -> Iterator[Written]:
    """The paragraphs and rows of a body or of what stands around parts of it, in order."""
    for element in room:
        if element.tag == f"{_W}p":
            style = element.find(f"{_W}pPr/{_W}pStyle")
            heading = style is not None and style.get(f"{_W}val") in headed
            heading = heading or element.find(f"{_W}pPr/{_W}outlineLvl") is not None
            for words in _words(element).split("\n"):
                yield Written(words, heading)
        elif element.tag == f"{_W}tbl":
            yield from _rows(element, headed)
        elif element.tag not in _SKIPPED and isinstance(element.tag, str):
            yield from _lines(element, headed)  # w:sdt, w:ins, w:customXml


def _words(element: etree._Element) -> str:
    """The words inside an element as the final version shows them; text boxes behind those around them."""
    words, stack = list[str](), [element]
    while stack:
        one = stack.pop()
        if one.tag in _SKIPPED or one.tag == _FALLBACK or not isinstance(one.tag, str):
            continue
        if one.tag == f"{_W}t":
            words.append(one.text or "")
        elif one.tag == f"{_W}p" and one is not element and words and not words[-1].endswith("\n"):
            words.append("\n")
        words.append(_BREAKS.get(one.tag, ""))
        stack.extend(reversed(one))
    return "".join(words)


def _rows(table: etree._Element, headed: frozenset[str]) -> Iterator[Written]:
    """The rows of a table; one that is there for layout (a single cell a row) gives its paragraphs."""
    rows = [[cell for cell in row.iter(f"{_W}tc") if cell.getparent() is row] for row in table.iter(f"{_W}tr")
            if row.getparent() is table]  # fmt: skip
    if max(map(len, rows), default=0) < 2:
        for row in rows:
            for cell in row:
                yield from _lines(cell, headed)
        return
    for row in rows:
        cells = list[str]()
        for cell in row:
            merged = cell.find(f"{_W}tcPr/{_W}vMerge")
            below = merged is not None and merged.get(f"{_W}val") != "restart"
            cells.append("" if below else " ".join(_words(cell).split()))
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            width = span.get(f"{_W}val", "1") if span is not None else "1"
            cells += [""] * (min(int(width), 64) - 1 if width.isdigit() else 0)
        yield Written.row(cells)
