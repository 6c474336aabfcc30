"""Bytes of an HTML page in, its main text out: the title as first line, then a line a paragraph, with what the page
says of title, date and outlet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import html as lxml_html
from lxml.etree import ParserError

from econ_extract.lines import LineCues, cues
from econ_extract.models import Metadata
from econ_extract.readers.base import Decoded, UnusableFile
from econ_extract.readers.blocks import Block, blocks, main_blocks
from econ_extract.readers.encodings import decode
from econ_extract.readers.items import listed
from econ_extract.readers.page import metadata_of
from econ_extract.readers.tables import expand
from econ_extract.rendering import normalize
from econ_extract.rules import default_rules

_CHARSET = re.compile(rb"<(?:meta|%@)[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.I)
_DECLARED_WITHIN = 4096  # bytes of the page, the empty lines before it not counted
_CUT_OFF = "elements lie too deep in each other, so the page was read only in part; save it from a browser as text"
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


def read(data: bytes) -> Decoded:
    """The page's main text; raises UnusableFile when it is no readable text or holds none."""
    charset = _CHARSET.search(data.lstrip()[:_DECLARED_WITHIN])
    source, encoding = decode(data, charset.group(1).decode("ascii") if charset else None)
    source = _DECLARATION.sub("", _without_scriptlets(source.replace("\0", "")))
    look = cues(default_rules())
    parser = lxml_html.HTMLParser(huge_tree=True)
    try:
        root = lxml_html.document_fromstring(source, parser=parser)
    except (ParserError, ValueError) as error:
        raise UnusableFile("the HTML page is empty or broken; open it in a browser and save it again") from error
    expand(root)
    everything = list(blocks(root))
    items = listed(root, everything, look)
    main = items or main_blocks(everything, root, len(source))
    metadata = metadata_of(root, source, everything, main, look)
    kept = list(_items_kept(items, look) if items else _kept(main, metadata, look))
    if not kept:
        raise UnusableFile("the HTML page holds no text (only menus or scripts); save the article page itself")
    written = _written(kept, None if items else metadata.title, metadata, encoding)
    return replace(written, warning=_CUT_OFF) if parser.error_log.filter_from_fatals() else written


def _without_scriptlets(source: str) -> str:
    """The page without the `<% … %>` of a server that sent its own source."""
    first, *rest = source.split("<%")
    return first + "".join(part.partition("%>")[2] or part for part in rest)


def _items_kept(items: list[Block], look: LineCues) -> Iterator[Block]:
    """The blocks of a listing without page furniture; days, sources and the rules between items stay."""
    for block in items:
        known = look.kind(normalize(block.text)) if len(block.text) <= 240 else None
        if known is None or known[0] not in ("furniture", "end"):
            yield block


def _kept(main: list[Block], metadata: Metadata, look: LineCues) -> Iterator[Block]:
    """The main blocks without the title again, page furniture, and the lines that gave date and outlet."""
    title = _squeezed(metadata.title)
    total, told = sum(len(block.text) for block in main), 0
    for block in main:
        norm = normalize(block.text)
        known = look.kind(norm) if len(norm) <= 240 else None
        if known is not None and known[1] == "boilerplate.menu.after" and 2 * told > total:
            return
        told += len(block.text)
        furniture = known is not None and known[0] in ("furniture", "separator", "date", "source", "end")
        repeats = title and _squeezed(look.drop("title.media", block.text)) == title
        if not (furniture or repeats or _credits(norm, look)):
            yield block


def _credits(norm: str, look: LineCues) -> bool:
    """Several pieces of furniture in one line: 编辑:… 责任编辑:…"""
    words = norm.split(" ")
    return 1 < len(words) <= 6 and all(look.kind(word) is not None for word in words)


def _squeezed(words: str | None) -> str:
    return re.sub(r"\s+", "", normalize(words or ""))


def _written(kept: list[Block], title: str | None, metadata: Metadata, encoding: str) -> Decoded:
    """Title and blocks as lines, with the spans of the headings."""
    lines = [(title, True)] if title else []
    lines += [(block.text, block.heading) for block in kept]
    headings, at = list[tuple[int, int]](), 0
    for words, heading in lines:
        if heading:
            headings.append((at, at + len(words)))
        at += len(words) + 1
    return Decoded("\n".join(words for words, _ in lines), encoding, metadata, tuple(headings))
