"""A parsed HTML page in, the blocks of its listed items out, with a rule between two items; None where it lists none.

Items are elements side by side that repeat one pattern: a headline of their own (a link, or beside a day) above a text.
Where the page does not wrap them, days between the texts tell that they are items. Sections of an article have neither.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from lxml import html as lxml_html

from econ_extract.lines import LineCues
from econ_extract.readers.blocks import SKIPPED, Block, blocks, is_aside
from econ_extract.rendering import normalize

_ITEMS = frozenset("div li article section dl tr p td".split())
_LEAST = 30  # characters of running text that make an item
_HEADLINE = 60  # characters, the most of a headline
_DEEPEST = 60  # elements around an item
_MOST = 0.7  # of the page's running text stands in the items, and of the items look alike
_SENTENCE = re.compile(r"[，。；！？]")
_RULE = Block("----------", 0, False)

Item = list[Block]


def listed(root: lxml_html.HtmlElement, everything: Sequence[Block], look: LineCues) -> list[Block] | None:
    """The blocks of all items of a listing page."""
    everything = [part for block in everything for part in _day_apart(block, look)]
    total = sum(_running(block) for block in everything)
    wrapped = _wrapped(root, look)
    if wrapped and sum(_running(b) for item in wrapped for b in item) >= _MOST * total:
        return [block for item in wrapped for block in (_RULE, *item)][1:]
    return _between_days(everything, look)


def _running(block: Block) -> int:
    return len(block.text) if not block.linked and _SENTENCE.search(block.text) else 0


def _wrapped(root: lxml_html.HtmlElement, look: LineCues) -> list[Item]:
    """The blocks of elements side by side of one tag and class, most of them items; those with the most text."""
    families: dict[tuple[lxml_html.HtmlElement, str, str], list[lxml_html.HtmlElement]] = defaultdict(list)
    for element in root.iter(*_ITEMS):
        families[element.getparent(), element.tag, element.get("class") or ""].append(element)
    best, most = list[Item](), 0
    for family in families.values():
        if len(family) < 2 or not _in_sight(family[0]):
            continue
        found = ([part for block in blocks(element) for part in _day_apart(block, look)] for element in family)
        items = [item for item in found if item]
        marks = [_mark(item, look) for item in items]
        chosen = [item for item, mark in zip(items, marks, strict=True) if mark]
        enough = len(chosen) >= (2 if marks.count("day") >= 2 else 3)
        text = sum(_running(block) for item in chosen for block in item)
        if enough and len(chosen) >= _MOST * len(items) and text > most:
            best, most = chosen, text
    return best


def _in_sight(element: lxml_html.HtmlElement) -> bool:
    """Whether nothing around an element is a menu or the like, and it is not nested without end."""
    around = list(islice(element.iterancestors(), _DEEPEST + 1))
    return len(around) <= _DEEPEST and not any(outer.tag in SKIPPED or is_aside(outer) for outer in around)


def _mark(item: Item, look: LineCues) -> str | None:
    """What makes an item of these blocks: a `day` of their own, or a `link` for a headline; None without either."""
    if sum(map(_running, item)) < _LEAST:
        return None
    if any(_is_day(block, look) for block in item):
        return "day"
    head = item[0]
    return "link" if head.linked >= len(head.text) - 2 and len(head.text) <= _HEADLINE and len(item) > 1 else None


def _day_apart(block: Block, look: LineCues) -> list[Block]:
    """A line of a linked headline and a day, as two."""
    size = block.linked
    if not 4 <= size < len(block.text) <= 2 * _HEADLINE:
        return [block]
    for at, first in ((size, True), (len(block.text) - size, False)):
        parts = [Block(words.strip(), 0, False, block.room) for words in (block.text[:at], block.text[at:])]
        if _is_day(parts[first], look):
            parts[not first] = replace(parts[not first], linked=len(parts[not first].text), heading=True)
            return parts
    return [block]


def _is_day(block: Block, look: LineCues) -> bool:
    known = look.kind(normalize(block.text)) if len(block.text) <= _HEADLINE else None
    return known is not None and known[0] == "date"


def _between_days(everything: Sequence[Block], look: LineCues) -> list[Block] | None:
    """The page from the headline of its first item to the text of its last, when days alternate with texts."""
    days = [i for i, block in enumerate(everything) if _is_day(block, look)]
    texts = [i for i, block in enumerate(everything) if _running(block) >= _LEAST]
    if len(days) < 3 or not texts:
        return None
    bounds = [*days, len(everything)] if texts[-1] > days[-1] else [-1, *days]
    full = sum(any(a < i < b for i in texts) for a, b in zip(bounds, bounds[1:], strict=False))
    if full < _MOST * (len(bounds) - 1) or full < 3:
        return None
    first = min(days[0], texts[0])
    while first > 0 and len(everything[first - 1].text) <= _HEADLINE and everything[first - 1].heading:
        first -= 1
    last = max(days[-1], texts[-1])
    return [b for b in everything[first : last + 1] if not b.linked or b.linked >= len(b.text) - 2]
