"""An article with its figures in, out: which figures beside the text only say again what the text says.

Headlines, captions, info boxes and side bars repeat the body. Such a figure stays, tied to the one that it repeats, so
that a sum counts it once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal

from econ_extract.models import Article, Figure, PieceRole, Repeat

_Key = tuple[Decimal | None, Decimal | None, Decimal | None, str, str, str, bool]


def repeats(article: Article, figures: Sequence[Figure]) -> Iterator[Repeat]:
    """Each figure outside the body that has the amount, kind and role of one inside it, tied to the first of those."""
    pieces = sorted(article.pieces, key=lambda piece: piece.start)
    starts = [piece.start for piece in pieces]

    def place(figure: Figure) -> PieceRole:
        return pieces[max(0, bisect_right(starts, figure.doc_start) - 1)].role

    placed = [(figure, place(figure)) for figure in figures]
    told: dict[_Key, Figure] = {}
    for figure, role in placed:
        if role == "body":
            told.setdefault(_key(figure), figure)
    for figure, role in placed:
        if role != "body" and (first := told.get(_key(figure))) is not None:
            yield Repeat(figure.figure_id, figure.document_id, first.figure_id, role)


def _key(figure: Figure) -> _Key:
    f = figure
    return f.value, f.value_low, f.value_high, f.unit, f.kind, f.role, f.is_change
