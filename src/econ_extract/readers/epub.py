"""Bytes of an EPUB book in, the text of its chapters out, in the order in which the book binds them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import html as lxml_html
from lxml.etree import ParserError

from econ_extract.readers.base import Decoded, UnusableFile
from econ_extract.readers.blocks import blocks
from econ_extract.readers.paragraphs import Written, written
from econ_extract.readers.zipped import Parcel

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_PAGES = frozenset({"application/xhtml+xml", "text/html"})


def read(data: bytes) -> Decoded:
    """The chapters one below the other; raises UnusableFile for a broken book."""
    parcel = Parcel(data, "the EPUB book is broken; get it again")
    rootfile = parcel.xml("META-INF/container.xml").find(f".//{_CONTAINER}rootfile")
    place = rootfile.get("full-path", "") if rootfile is not None else ""
    book = parcel.xml(place)
    items = {item.get("id"): item for item in book.iter(f"{_OPF}item")}
    spine = [items[i.get("idref")] for i in book.iter(f"{_OPF}itemref") if i.get("idref") in items]
    folder = posixpath.dirname(place)
    pages = [
        posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        for item in spine
        if item.get("media-type") in _PAGES
    ]
    if not pages:
        raise UnusableFile(parcel.broken)
    return written(_lines(parcel, pages), "utf-8")


def _lines(parcel: Parcel, pages: list[str]) -> Iterator[Written]:
    parser = lxml_html.HTMLParser(huge_tree=True, encoding="utf-8")
    for page in pages:
        try:
            root = lxml_html.document_fromstring(parcel.read(page), parser=parser)
        except (ParserError, ValueError):
            continue  # a page without a word
        yield from (Written(block.text, block.heading) for block in blocks(root))
