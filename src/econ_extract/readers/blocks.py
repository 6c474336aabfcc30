"""A parsed HTML page in, the text blocks of its main part out: found twice, by trafilatura and by text density.

Trafilatura knows the common page; it loses text on old Chinese pages (text broken by `<br>`, fragments without a
body, tables as layout). There the densest part of the page is taken. What holds more running Chinese text wins.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import trafilatura
from lxml import html as lxml_html
from lxml.etree import Comment, ProcessingInstruction

# It reports every page that it finds hard as an error of the program; what a file lacks is told by the reader.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

SKIPPED = frozenset(
    "script style noscript template iframe object svg canvas button select option textarea input head nav footer "
    "form audio video map dialog".split()
)
_BREAKING = frozenset(
    "p div section article main header aside ul ol li dl dt dd table tbody thead tr h1 h2 h3 h4 h5 h6 br hr "
    "blockquote pre figure figcaption center body html address fieldset details summary".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_ROOMS = frozenset("div section article main td body html center".split())
_BOLD = frozenset("b strong".split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_ASIDE = re.compile(
    r"(?:^|[-_ ])(?:nav|menu|footer|foot|comment|share|related|recommend|sidebar|breadcrumb|crumbs?|copyright|pager|"
    r"toolbar|login|banner|advert|ads?)(?:$|[-_ \d])",
    re.I,
)
_HAN = re.compile(r"[一-鿿]+")
_SENTENCE = re.compile(r"[，。；！？、,;]")
_SPACES = re.compile(r"[ \t\r\n\f\v\xa0\u3000]+")
_EMPTY = "—"
TRAFILATURA_LIMIT = 4_000_000  # characters; larger pages are data, and it takes minutes for them
ELEMENT_LIMIT, TABLE_LIMIT = 20_000, 300  # elements and tables, likewise


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the page: its text, how much of it is links, whether it is a heading, and the room it stands in."""

    text: str
    linked: int
    heading: bool
    room: int = 0


def main_blocks(everything: list[Block], root: lxml_html.HtmlElement, size: int) -> list[Block]:
    """The blocks of the main text among all blocks of the page, in order; empty when it has none.

    `size` is the page's number of characters.
    """
    dense = _densest(everything) or [b for b in everything if not b.linked and _SENTENCE.search(b.text)]
    known = _completed(_by_trafilatura(root), everything) if size <= TRAFILATURA_LIMIT and _is_small(root) else []
    if not known:
        return dense
    ours, theirs = _running_text(dense), _running_text(known)
    lumped = (2 * len(known) <= len(dense) and ours > 0.6 * theirs) or _lumped(known, dense)
    return dense if lumped or ours > 1.4 * theirs else known


def _is_small(root: lxml_html.HtmlElement) -> bool:
    elements = sum(1 for _ in islice(root.iter(), ELEMENT_LIMIT + 1))
    return elements <= ELEMENT_LIMIT and sum(1 for _ in islice(root.iter("table"), TABLE_LIMIT + 1)) <= TABLE_LIMIT


def _lumped(known: list[Block], dense: list[Block]) -> bool:
    """Whether several lines of the page were run together into one block."""
    lines = {"".join(block.text.split()) for block in dense if len(block.text) >= 6}
    found = ("".join(block.text.split()) for block in known)
    return any(sum(line in words for line in lines) >= 3 for words in found if words not in lines)


def _han(text: str) -> int:
    return len(text) - len(_HAN.sub("", text))


def _running_text(lines: list[Block]) -> float:
    """The amount of Chinese running text, links and scraps against it."""
    total = 0.0
    for block in lines:
        han = _han(block.text)
        sentence = _SENTENCE.search(block.text) is not None
        total += (han if sentence else -0.5 * han if len(block.text) < 40 and not block.heading else 0) - block.linked
    return total


def _by_trafilatura(root: lxml_html.HtmlElement) -> list[Block]:
    found = trafilatura.bare_extraction(root, include_comments=False, include_tables=True, include_formatting=True)
    body = getattr(found, "body", None)
    return [] if body is None else [block for block in blocks(body) if block.text]


def _completed(known: list[Block], everything: list[Block]) -> list[Block]:
    """The blocks with the headings and table rows that stand between them on the page and were lost."""
    places: dict[str, int] = {}
    for i, block in enumerate(everything):
        places.setdefault(block.text, i)
    texts = {block.text for block in known}
    out, last = list[Block](), None
    for block in known:
        at = places.get(block.text)
        if at is not None and (last is None or last < at):
            between = everything[last + 1 : at] if last is not None else _heads_above(everything, at)
            out += [b for b in between if (b.heading or "\t" in b.text) and not b.linked and b.text not in texts]
        last = at if at is not None else last
        out.append(block)
    return out


def _heads_above(everything: list[Block], at: int) -> list[Block]:
    """The headings directly above a block."""
    first = at
    while first > 0 and everything[first - 1].heading:
        first -= 1
    return everything[first:at]


class _Walk:
    """The state of one walk over the tree: the line that is being written and where it stands."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.linked = 0
        self.in_link = 0
        self.bold = 0
        self.bold_size = 0
        self.heading = 0
        self.cells = 0
        self.rooms = [0]
        self.count = 0

    def add(self, words: str | None) -> None:
        if not words:
            return
        self.words.append(words)
        size = len(words.strip())
        self.linked += size if self.in_link else 0
        self.bold_size += size if self.bold else 0

    def flush(self) -> Iterator[Block]:
        text = _SPACES.sub(" ", "".join(self.words)).strip() if not self.cells else _row("".join(self.words))
        if text:
            bold = self.bold_size >= len(text) - 1 and len(text) <= 60 and not text.endswith(("。", "；", "，"))
            yield Block(text, self.linked, self.heading > 0 or bold, self.rooms[-1])
        self.words, self.linked, self.bold_size = [], 0, 0


def _row(words: str) -> str:
    """The cells between tabs; an empty first one keeps its place, as heads are found by their column."""
    cells = [_SPACES.sub(" ", cell).strip() for cell in words.split("\x1f")]
    return "\t".join([cells[0] or _EMPTY, *cells[1:]]).strip("\t ") if any(cells) else ""


def blocks(root: lxml_html.HtmlElement) -> Iterator[Block]:
    """Lines of text below `root`, in order, without scripts, menus and hidden parts. Iterative: pages nest deeply."""
    walk = _Walk()
    stack: list[tuple[lxml_html.HtmlElement, bool]] = [(root, False)]
    while stack:
        element, leaving = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if leaving:
            yield from _leave(walk, element, tag)
            continue
        if element.tag in (Comment, ProcessingInstruction) or tag in SKIPPED or is_aside(element):
            if element is not root:
                walk.add(element.tail)
            continue
        yield from _enter(walk, element, tag)
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    yield from walk.flush()


def _enter(walk: _Walk, element: lxml_html.HtmlElement, tag: str) -> Iterator[Block]:
    if (tag in _BREAKING or tag in ("row", "item", "head", "list", "quote", "lb")) and not _in_row(walk, tag):
        yield from walk.flush()
    if tag in ("tr", "row") and not _layout(element):
        walk.cells += 1
    if tag in _ROOMS:
        walk.count += 1
        walk.rooms.append(walk.count)
    walk.in_link += tag in ("a", "ref")
    walk.bold += tag in _BOLD or (tag == "hi" and element.get("rend") == "#b")
    walk.heading += tag in _HEADINGS or (tag == "head" and element.get("rend") is not None)
    walk.add(element.text)


def _leave(walk: _Walk, element: lxml_html.HtmlElement, tag: str) -> Iterator[Block]:
    if tag in ("td", "th", "cell") and walk.cells:
        walk.words.append("\x1f")
    elif (tag in _BREAKING or tag in ("row", "item", "head", "list", "quote", "lb")) and not _in_row(walk, tag):
        yield from walk.flush()
    if tag in ("tr", "row") and not _layout(element):
        walk.cells -= 1
    if tag in _ROOMS:
        walk.rooms.pop()
    walk.in_link -= tag in ("a", "ref")
    walk.bold -= tag in _BOLD or (tag == "hi" and element.get("rend") == "#b")
    walk.heading -= tag in _HEADINGS or (tag == "head" and element.get("rend") is not None)
    walk.add(element.tail)


def _in_row(walk: _Walk, tag: str) -> bool:
    """Inside the cells of a data row nothing breaks the line but the row itself."""
    return walk.cells > 0 and tag not in ("tr", "row")


def _layout(row: lxml_html.HtmlElement) -> bool:
    """Whether a table row is there for layout: one cell, a table in a cell, or cells of running text."""
    cells = [cell for cell in row if cell.tag in ("td", "th", "cell")]
    if len(cells) < 2 or any(cell.find(".//table") is not None for cell in cells):
        return True
    return any(sum(map(len, cell.itertext())) > 200 for cell in cells)


def is_aside(element: lxml_html.HtmlElement) -> bool:
    """Menus, comments, sharing buttons and hidden parts, as their tags and common class names tell."""
    if _HIDDEN.search(element.get("style") or ""):
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag in ("div", "ul", "aside", "section", "span", "p") and _ASIDE.search(names) is not None


def _densest(blocks: list[Block]) -> list[Block]:
    """The run of blocks with the most running text: each block counts its sentences, menus count against it."""
    best, best_run, total, start = 0.0, (0, 0), 0.0, 0
    for i, block in enumerate(blocks):
        han = _han(block.text)
        sentence = _SENTENCE.search(block.text) is not None and han >= 8
        own = han - 2 * block.linked if sentence else 0 if block.heading else -8 - 2 * block.linked
        total += own
        if total <= 0:
            total, start = 0.0, i + 1
        elif total > best:
            best, best_run = total, (start, i + 1)
    return [b for b in blocks[slice(*_widened(blocks, *best_run))] if b.linked <= 0.5 * len(b.text)]


def _widened(blocks: list[Block], start: int, end: int) -> tuple[int, int]:
    """The run with the short lines around it that stand in the same room of the page and are no links."""
    while 0 < start < end and blocks[start - 1].room == blocks[start].room and not blocks[start - 1].linked:
        start -= 1
    while start < end < len(blocks) and blocks[end].room == blocks[end - 1].room and not blocks[end].linked:
        end += 1
    return start, end
