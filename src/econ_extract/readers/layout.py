"""The characters of a page with their places in, its text out: columns in reading order, lines joined to paragraphs.

A page of a PDF and the boxes of an OCR engine come here alike. What comes before what follows Breuel's two rules
("High performance document layout analysis", 2003): a line comes before those below it, and before those to its
right, unless a wider line between the two parts them. Rows of tables become cells between tabs first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import pairwise
from statistics import median

from econ_extract.lines import cues
from econ_extract.readers.base import Decoded
from econ_extract.rendering import normalize
from econ_extract.rules import default_rules

_NUMBER = re.compile(
    r"[-+−—<>≤≥约]?[\d.,，．%％‰/:：()（）*年月日季度—\-–~ ]*\d[\d.,，．%％‰()（）*年月日季度 ]*|[—\-–…]+"
)
_STOPS = ("。", "！", "？", "!", "?", "；", ";", "：", ":", "”", "」")
_BULLETS = ("•", "●", "◆", "■", "▪", "○", "★", "※")
_HEAD = 60  # characters of a line that show whether it begins something
_WIDE_CELL = 16  # characters of a cell that is no running text
_TOO_MANY = 1500  # lines of a page, beyond which nobody can tell columns
_LONG = 20  # letters of a line that is no item of a list
_INDENT = "　　"
PAGE_END = "\f"


@dataclass(slots=True)
class Glyph:
    """Characters and their box; y grows downwards. `sure` is how surely they were read, 0 to 1.

    One without a character stands where something seems to be lost between its neighbours. `after_blank` says that a
    blank is printed before it, however narrow.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    sure: float = 1.0
    after_blank: bool = False

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(slots=True)
class Strip:
    """Characters side by side: a line of a column, or a cell. `size` is the height of its letters.

    `cells` are those of a row of a table, None for a column where the row has none.
    """

    glyphs: list[Glyph]
    left: float
    top: float
    right: float
    bottom: float
    size: float
    cells: list[Strip | None] = field(default_factory=list)

    @classmethod
    def of(cls, glyphs: Sequence[Glyph]) -> Strip:
        """The strip around some characters, of which there is at least one."""
        return cls(
            list(glyphs), min(g.left for g in glyphs), min(g.top for g in glyphs), max(g.right for g in glyphs),
            max(g.bottom for g in glyphs), median([g.bottom - g.top for g in glyphs]),
        )  # fmt: skip

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def text(self) -> str:
        return "".join(g.text for g in self.glyphs)

    def beside(self, other: Strip) -> bool:
        """Whether both stand on one line of print."""
        return abs(self.middle - other.middle) < 0.5 * min(self.height, other.height)

    def over(self, other: Strip) -> float:
        """How far the two overlap from left to right, as a share of the narrower one."""
        shared = min(self.right, other.right) - max(self.left, other.left)
        return shared / max(1e-6, min(self.right - self.left, other.right - other.left))


@dataclass(frozen=True, slots=True)
class Laid:
    """The text of a page, a paragraph a line, and the runs of it that are headings or that somebody was unsure of."""

    text: str
    headings: tuple[tuple[int, int], ...]
    trust: tuple[tuple[int, int, float], ...]


# --- characters to lines -------------------------------------------------------------------------------------


def strips(glyphs: Iterable[Glyph]) -> list[Strip]:
    """The characters of a page, in the order in which it prints them, as pieces of lines without wide gaps."""
    made, run = list[Strip](), list[Glyph]()
    for glyph in glyphs:
        last = run[-1] if run else None
        if last is not None and _is_ligature(last, glyph):
            last.text += glyph.text
            continue
        if last is not None and glyph.text == last.text and _on(last, glyph):
            continue  # bold by printing twice
        if last is not None and not _follows(last, glyph):
            made.append(Strip.of(run))
            run = []
        run.append(glyph)
    return _mended([*made, Strip.of(run)] if run else made)


def _is_ligature(last: Glyph, glyph: Glyph) -> bool:
    """Whether both are letters of one piece of type, such as fi: they have one box, where a shadow is set off."""
    letters = last.text.isascii() and glyph.text.isascii() and last.text.isalpha() and glyph.text.isalpha()
    return letters and glyph.left == last.left and glyph.right == last.right and glyph.top == last.top


def _on(last: Glyph, glyph: Glyph) -> bool:
    near = 0.3 * max(last.right - last.left, 0.2 * last.height)
    return abs(glyph.left - last.left) < near and abs(glyph.top - last.top) < 0.3 * last.height


def _follows(last: Glyph, glyph: Glyph) -> bool:
    small, large = last.bottom - last.top, glyph.bottom - glyph.top
    if small > large:
        small, large = large, small
    level = abs(last.top + last.bottom - glyph.top - glyph.bottom) < 0.8 * small + 0.1
    return level and -0.4 * large < glyph.left - last.right < 1.2 * large and large < 1.6 * small


def _mended(found: list[Strip]) -> list[Strip]:
    """Pieces that touch on one line of print as one, whatever the order in which the page prints them."""
    found.sort(key=lambda s: (s.left, s.top))
    rows = _rows(found)
    whole = list[Strip]()
    for row in rows:
        held = row[0]
        for piece in row[1:]:
            gap = piece.left - held.right
            if gap < 0.5 * min(held.size, piece.size) and gap > -0.5 * held.size:
                held = Strip.of(held.glyphs + piece.glyphs)
            elif gap <= -0.5 * held.size and piece.text in held.text:
                continue  # the same words printed twice, for a shadow
            else:
                whole.append(held)
                held = piece
        whole.append(held)
    return whole


def _rows(found: Iterable[Strip]) -> list[list[Strip]]:
    """The strips by line of print, from top to bottom, each from left to right."""
    rows = list[list[Strip]]()
    for strip in sorted(found, key=lambda s: (s.middle, s.left)):
        if rows and rows[-1][0].beside(strip):
            rows[-1].append(strip)
        else:
            rows.append([strip])
    return [sorted(row, key=lambda s: s.left) for row in rows]


# --- tables --------------------------------------------------------------------------------------------------


def with_tables(found: list[Strip]) -> list[Strip]:
    """The strips with the rows of every table as one strip each, its cells in columns."""
    rows = [_cells(row) for row in _rows(found)]
    tables, held = list[list[list[Strip]]](), list[list[Strip]]()
    for row in rows:
        if held and row and not _under(held[-1], row):
            tables.append(held)
            held = []
        held += [row] if row else []
    made, used = list[Strip](), set[int]()
    for table in [*tables, held]:
        if _is_table(table):
            made += _columns(table)
            used |= {id(cell) for row in table for cell in row}
    return [*(s for s in found if id(s) not in used), *made]


def _is_table(rows: list[list[Strip]]) -> bool:
    """Whether numbers fill cells of most rows: columns of text, too, stand side by side and may hold one."""
    filled = sum(any(_is_number(cell) for cell in row[1:]) for row in rows)
    return filled >= 2 and 2 * filled >= len(rows)


def _is_number(cell: Strip) -> bool:
    return _NUMBER.fullmatch(cell.text) is not None


def _cells(row: list[Strip]) -> list[Strip]:
    """The cells of a line of print that may be a row: short strips side by side, at least two; else none."""
    short = [s for s in row if len(s.text) <= _WIDE_CELL]
    return short if len(short) >= 2 else []


def _under(above: list[Strip], below: list[Strip]) -> bool:
    gap = min(s.top for s in below) - max(s.bottom for s in above)
    shared = min(above[-1].right, below[-1].right) - max(above[0].left, below[0].left)
    return gap < 2.5 * max(s.height for s in above) and shared > 0


def _columns(table: list[list[Strip]]) -> Iterator[Strip]:
    """The rows with each cell under those that it overlaps, and None where a row has no cell for a column."""
    bounds = list[tuple[float, float]]()
    for cell in sorted((c for row in table for c in row), key=lambda c: c.left):
        if bounds and cell.left < bounds[-1][1] - 0.1 * cell.size:
            bounds[-1] = (bounds[-1][0], max(bounds[-1][1], cell.right))
        else:
            bounds.append((cell.left, cell.right))
    for row in table:
        whole = Strip.of([g for cell in row for g in cell.glyphs])
        at = {next(i for i, (_, right) in enumerate(bounds) if c.left < right): c for c in row}
        whole.cells = [at.get(i) for i in range(len(bounds))]
        yield whole


# --- reading order -------------------------------------------------------------------------------------------


def in_order(found: list[Strip]) -> list[Strip]:
    """The lines of a page in the order in which they are read."""
    ranked = sorted(found, key=lambda s: (s.middle, s.left))
    if len(ranked) > _TOO_MANY:
        return ranked
    usual = median(s.right - s.left for s in ranked) if ranked else 0
    wide = [s for s in ranked if s.cells or s.right - s.left > 1.3 * usual]
    followers = [list[int]() for _ in ranked]
    waiting = [0] * len(ranked)
    for i, a in enumerate(ranked):
        for j in range(i + 1, len(ranked)):
            x, y = (i, j) if _is_first(a, ranked[j], wide) else (j, i)
            followers[x].append(y)
            waiting[y] += 1
    return [ranked[i] for i in _sorted(followers, waiting)]


def _is_first(a: Strip, b: Strip, wide: Sequence[Strip]) -> bool:
    """Whether of two lines, the second of which is not the higher one, the first is read first."""
    if a.left < b.left or (a.left < b.right and b.left < a.right and a.over(b) > 0.1):
        return True
    return any(a.middle < c.middle < b.middle and c.over(a) > 0.1 and c.over(b) > 0.1 for c in wide)


def _sorted(followers: list[list[int]], waiting: list[int]) -> Iterator[int]:
    """Each line when all before it are read, the upper one first; where they wait for each other, the uppermost."""
    ready = [i for i, count in enumerate(waiting) if count == 0]
    heapify(ready)
    left = set(range(len(waiting)))
    while left:
        at = heappop(ready) if ready else min(left)
        if at not in left:
            continue
        left.discard(at)
        yield at
        for i in followers[at]:
            waiting[i] -= 1
            if waiting[i] == 0:
                heappush(ready, i)


# --- lines to paragraphs -------------------------------------------------------------------------------------


def laid_out(found: list[Strip]) -> Laid:
    """The text of a page whose pieces of lines these are."""
    lines = in_order(with_tables(found))
    usual = median(g.height for line in lines for g in line.glyphs) if lines else 0.0
    writer = _Writer()
    columns = _columns_of(lines)
    last: Strip | None = None
    for i, line in enumerate(lines):
        indented = line.left > columns[i].left + 0.8 * line.size and not line.cells
        goes_on = last is not None and _goes_on(last, line, columns[i - 1], indented)
        if not goes_on:
            writer.end_line()
            writer.add(_INDENT if indented and line.size < 1.25 * usual else "")
        elif last is not None:
            writer.join(last.text, line.text)
        writer.line(line, heading=line.size > 1.25 * usual and not line.cells)
        last = line
    writer.end_line()
    return writer.laid()


def bound(pages: Sequence[Laid], warning: str | None = None) -> Decoded:
    """The pages as one text, each ended by a form feed."""
    headings, trust, at = list[tuple[int, int]](), list[tuple[int, int, float]](), 0
    for page in pages:
        headings += ((start + at, end + at) for start, end in page.headings)
        trust += ((start + at, end + at, sure) for start, end, sure in page.trust)
        at += len(page.text) + len(PAGE_END)
    text = "".join(page.text + PAGE_END for page in pages)
    return Decoded(text, None, headings=tuple(headings), trust=tuple(trust), warning=warning)


@dataclass(frozen=True, slots=True)
class _Column:
    """The lines that stand one below the other without a wide gap, among all lines of the page."""

    left: float
    right: float
    widths: Sequence[float]  # of the lines of the page, each from the left edge of its column

    def filled_by(self, line: Strip) -> bool:
        """Whether the line reaches the right edge, and that edge is one: long lines, or others that end there too."""
        width = line.right - self.left
        alike = sum(abs(other - width) < line.size for other in self.widths)
        return line.right > self.right - 1.6 * line.size and (alike > 1 or width > _LONG * line.size)


def _columns_of(lines: Sequence[Strip]) -> list[_Column]:
    """For each line the column that it stands in."""
    begins = [0] + [i + 1 for i, (a, b) in enumerate(pairwise(lines)) if not _same_column(a, b)] + [len(lines)]
    runs = [lines[first:stop] for first, stop in pairwise(begins) if first < stop]
    lefts = [min(s.left for s in run) for run in runs]
    widths = [s.right - left for run, left in zip(runs, lefts, strict=True) for s in run if not s.cells]
    columns = [_Column(left, max(s.right for s in run), widths) for run, left in zip(runs, lefts, strict=True)]
    return [column for run, column in zip(runs, columns, strict=True) for _ in run]


def _same_column(a: Strip, b: Strip) -> bool:
    alike = max(a.size, b.size) < 1.25 * min(a.size, b.size)
    return alike and not (a.cells or b.cells) and a.over(b) > 0.5 and 0 < b.middle - a.middle < 2.4 * a.height


def _goes_on(above: Strip, below: Strip, column: _Column, indented: bool) -> bool:
    """Whether a line end is soft: the line above fills its column, and the one below is neither set in nor larger."""
    alike = max(above.size, below.size) < 1.25 * min(above.size, below.size)
    if above.cells or below.cells or indented or above.beside(below) or not alike:
        return False
    if below.text.startswith(_BULLETS) or cues(default_rules()).fresh(normalize(below.text[:_HEAD])):
        return False
    cut_number = above.text[-1].isdigit() and above.right > (column.left + column.right) / 2
    full = column.filled_by(above) or cut_number
    if _same_column(above, below):
        return full
    return full and below.middle < above.middle and not above.text.endswith(_STOPS)


class _Writer:
    """Text as it grows, with the places of headings and of characters that were read unsurely."""

    def __init__(self) -> None:
        self._words = list[str]()
        self._at = self._begun = 0
        self._heading = False
        self._headings = list[tuple[int, int]]()
        self._trust = list[tuple[int, int, float]]()

    def add(self, words: str, sure: float = 1.0) -> None:
        """Write on."""
        if sure < 1.0:
            self._trust.append((self._at, self._at + len(words), sure))
        self._words.append(words)
        self._at += len(words)

    def join(self, above: str, below: str) -> None:
        """What stands between two lines that are one paragraph: nothing in Chinese, a blank between Latin words."""
        if above.endswith("-") and below[:1].islower() and self._words[-1] == "-":
            self._words.pop()  # a word parted at the line end
            self._at -= 1
            self._trust = [run for run in self._trust if run[1] <= self._at]
        elif above[-1:].isascii() and above[-1:].isalpha() and below[:1].isascii() and below[:1].isalpha():
            self.add(" ")

    def line(self, strip: Strip, *, heading: bool) -> None:
        """The characters of a line with the blanks that its gaps are; the cells of a row between tabs."""
        self._heading = heading
        if strip.cells:
            for number, cell in enumerate(strip.cells):
                self.add("\t" if number else "")
                # A dash keeps the place of a first cell that is empty: white space before a line counts for nothing.
                self._run(cell.glyphs) if cell is not None else self.add("" if number else "—")
        else:
            self._run(strip.glyphs)

    def _run(self, glyphs: Sequence[Glyph]) -> None:
        """Characters side by side; print that fills its columns spreads them, so a blank is what goes beyond that."""
        gaps = [b.left - a.right for a, b in pairwise(glyphs)]
        spread = max(0.0, median(gaps)) if len(gaps) > 2 else 0.0
        last: Glyph | None = None
        for glyph in glyphs:
            if last is not None and (glyph.after_blank or glyph.left - last.right - spread > _blank(last, glyph)):
                self.add(" ")
            self.add(glyph.text, glyph.sure)
            last = glyph

    def end_line(self) -> None:
        """End the paragraph."""
        if self._at > self._begun:
            if self._heading:
                self._headings.append((self._begun, self._at))
            self.add("\n")
        self._begun = self._at

    def laid(self) -> Laid:
        """What was written."""
        return Laid("".join(self._words), tuple(self._headings), tuple(self._trust))


def _blank(last: Glyph, glyph: Glyph) -> float:
    """The gap between two characters from which on it is a blank: small in Latin text, large in a number."""
    a, b, size = last.text[-1:], glyph.text[:1], last.bottom - last.top
    if not (a and b):
        return float("inf")
    if a.isdigit() and b.isdigit():
        return 0.45 * size
    latin = a.isascii() and b.isascii() and (b.isalpha() or (a.isalpha() and b.isdigit()))
    return (0.2 if latin else 0.35) * size
