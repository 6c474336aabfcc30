"""An article beside the others of its document in, a number from 0 to 1 out: how sure it is that it was cut out right.

What a cut can get wrong leaves traces: paragraphs that break off or begin in the middle of a sentence, text that
alternates with that of a neighbour, sentences put together over other text, a missing headline. Each trace takes its
share of the score away.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from econ_extract.columns import completes
from econ_extract.lines import HEAD, LineCues, is_row
from econ_extract.models import Article, Paragraph
from econ_extract.rendering import normalize

_UNTITLED, _MIXED, _GUESSED = 0.9, 0.6, 0.7
_GAP = 8  # characters of white space between two pieces that nothing stands between
_LONG = 20  # characters from which on a paragraph is expected to end as a sentence ends
_ENDS = tuple("。!?;:…”’」』)]】—")
_TORN = ("start.goes_on", "start.amount", "start.predicate")  # hardly a paragraph begins so


def quality(article: Article, others: Collection[Article], look: LineCues) -> float:
    """The product of what speaks for the cut; `others` are the articles of the document, itself among them."""
    texts = [_words(article, p) for p in article.paragraphs if p.role == "body"]
    prose = [words for words in texts if not is_row(words)]
    broken = sum(len(words) >= _LONG and not words.endswith(_ENDS) for words in prose)
    torn = sum(any(look.search(cue, words[:HEAD]) for cue in _TORN) for words in prose)
    whole = 1 - min(1.0, (broken + torn) / len(prose)) if prose else 1.0
    titled = 1.0 if article.metadata.title else _UNTITLED
    mixed = _MIXED if _is_mixed(article, others) else 1.0
    return round(whole * titled * mixed * (_GUESSED if mixed < 1 and _is_guessed(article, look) else 1.0), 3)


def _words(article: Article, paragraph: Paragraph) -> str:
    """The begin and the end of a paragraph, half-width: enough to see how it begins and ends."""
    if paragraph.end - paragraph.start <= 2 * HEAD:
        return normalize(article.text[paragraph.start : paragraph.end])
    begin, end = paragraph.start + HEAD, paragraph.end - HEAD
    return normalize(article.text[paragraph.start : begin]) + normalize(article.text[end : paragraph.end])


def _is_mixed(article: Article, others: Collection[Article]) -> bool:
    """Whether text of another article stands between the first and the last text of this one."""
    body = [piece for piece in article.pieces if piece.role == "body"]
    if not body:
        return False
    first, last = min(piece.start for piece in body), max(piece.end for piece in body)
    own = {piece.start for piece in body}
    return any(
        first < piece.start < last and piece.role == "body" and piece.start not in own
        for other in others
        for piece in other.pieces
    )


def _is_guessed(article: Article, look: LineCues) -> bool:
    """Whether a sentence was put together over other text without a sure sign that its parts belong together."""
    inside = [p for p in article.paragraphs if p.role == "body"]
    at = 0
    for above, below in pairwise(article.pieces):
        at += above.end - above.start
        apart = not 0 <= below.start - above.end <= _GAP and any(p.start < at < p.end for p in inside)
        if apart and not completes(
            normalize(article.text[max(0, at - HEAD) : at]), normalize(article.text[at : at + HEAD]), look
        ):
            return True
    return False
