"""An article with its figures in, out: which figures beside the text only say again what the text says.

Headlines, captions, info boxes and side bars repeat the body. Such a figure stays, tied to the one that it repeats, so
that a sum counts it once; where it names no time, it has that of the figure in the body.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from econ_extract.confidence import confidence
from econ_extract.models import Article, Figure, PieceRole, Repeat
from econ_extract.ranker import alike

TOLD_IN_BODY, _NO_PERIOD = "doubt.period_told_in_body", "doubt.period_missing"
_ALIKE = 0.5  # two indicators that share so many characters are one: a headline says it shorter

_Key = tuple[Decimal | None, Decimal | None, Decimal | None, str, str, str, bool]


def repeats(article: Article, figures: Sequence[Figure]) -> Iterator[Repeat]:
    """Each figure outside the body that has the amount, kind and role of one inside it, tied to the first of those."""
    placed = list(_placed(article, figures))
    told: dict[_Key, Figure] = {}
    for figure, role in placed:
        if role == "body":
            told.setdefault(_key(figure), figure)
    for figure, role in placed:
        if role != "body" and (first := told.get(_key(figure))) is not None:
            yield Repeat(figure.figure_id, figure.document_id, first.figure_id, role)


def dated(article: Article, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures, those beside the text that name no time with the time of the figure behind them that they repeat."""
    placed = list(_placed(article, figures))
    told = [f for f, role in placed if role == "body" and f.period_start is not None and f.period_from != "title"]
    known = {_key(f) for f in told}
    return tuple(
        _as_told(figure, told) if role != "body" and _lacks_period(figure) and _key(figure) in known else figure
        for figure, role in placed
    )


def _placed(article: Article, figures: Sequence[Figure]) -> Iterator[tuple[Figure, PieceRole]]:
    """Each figure with the role of the piece of the article that it stands in."""
    pieces = sorted(article.pieces, key=lambda piece: piece.start)
    starts = [piece.start for piece in pieces]
    for figure in figures:
        yield figure, pieces[max(0, bisect_right(starts, figure.doc_start) - 1)].role


def _lacks_period(f: Figure) -> bool:
    return f.period_start is None and f.role == "measure" and f.indicator is not None


def _as_told(f: Figure, told: Sequence[Figure]) -> Figure:
    """The figure with the period of the first one behind it that says the same of it."""
    for other in told:
        same = other.doc_start > f.doc_start and other.status == f.status and _key(other) == _key(f)
        if same and alike(f.indicator or "", other.indicator or "", _ALIKE):
            rules = (*(rule for rule in f.rules if rule != _NO_PERIOD), TOLD_IN_BODY)
            return replace(
                f,
                period_start=other.period_start,
                period_end=other.period_end,
                period_text=other.period_text,
                period_from="body",
                confidence=float(confidence(rules)),
                rules=rules,
            )
    return f


def _key(figure: Figure) -> _Key:
    f = figure
    return f.value, f.value_low, f.value_high, f.unit, f.kind, f.role, f.is_change
