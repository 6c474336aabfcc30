"""The articles that a row of a table was cut into in, the one article that it is out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from econ_extract.models import Article, Document, Metadata, Paragraph, Piece, content_id


def one_article(document: Document, cut: Sequence[Article], given: Metadata) -> tuple[Article, ...]:
    """All pieces of all the articles in their order, as one; what the row's own cells say of it holds.

    `given` is what the caller knows of the file and wins over the cells. None for a text without an article.
    """
    if not cut:
        return ()
    pieces, paragraphs, at = list[Piece](), list[Paragraph](), 0
    for article in cut:
        pieces += article.pieces
        paragraphs += (replace(p, start=p.start + at, end=p.end + at) for p in article.paragraphs)
        at += len(article.text)
    text = "".join(article.text for article in cut)
    article_id = content_id(document.document_id, pieces[0].start, content_id(text))
    metadata = _metadata(cut[0].metadata, document.metadata, given)
    return (Article(article_id, document.document_id, 0, metadata, tuple(pieces), text, tuple(paragraphs)),)


def _metadata(found: Metadata, cells: Metadata, given: Metadata) -> Metadata:
    default = given.published_from == "option"
    dated = next((m for m in (Metadata() if default else given, cells, found) if m.published_on is not None), found)
    return Metadata(
        title=given.title or cells.title or found.title,
        byline=given.byline or cells.byline or found.byline,
        outlet=given.outlet or cells.outlet or found.outlet,
        published_on=dated.published_on,
        published_from=dated.published_from,
    )
