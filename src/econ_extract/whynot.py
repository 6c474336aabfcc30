"""A file's extraction and some of its words in, what became of them out: a figure, a number refused, or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from econ_extract.errors import Problem
from econ_extract.models import Extraction, Figure, Reject
from econ_extract.rendering import normalize

_AROUND = 30  # characters shown on either side of the words

Row = TypeVar("Row", Figure, Reject)
Outcome = Literal["figure", "reject", "unread", "outside"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One place of the words, with what stands around them, and the figures and rejects that touch it.

    `outcome` is the best that came of the place: `unread` where no number with a unit was read in an article,
    `outside` where the words were left out of every article.
    """

    before: str
    words: str
    after: str
    outcome: Outcome
    figures: tuple[Figure, ...]
    rejects: tuple[Reject, ...]


def _places(text: str, words: str) -> list[tuple[int, int]]:
    """Where the words stand, whatever their width, their script and the white space that layout put between."""
    letters = [re.escape(c) for c in normalize(words) if not c.isspace()]
    if not letters:
        raise Problem("give the words to look for, such as 120.5亿元.")
    return [m.span() for m in re.finditer(r"\s*".join(letters), normalize(text))]


def _touching(rows: Sequence[Row], start: int, end: int) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.doc_start < end and start < row.doc_end)


def _finding(extraction: Extraction, start: int, end: int) -> Finding:
    text = extraction.document.text or ""
    figures = _touching(extraction.figures, start, end)
    rejects = _touching(extraction.rejects, start, end)
    inside = any(p.start < end and start < p.end for article in extraction.articles for p in article.pieces)
    outcome: Outcome = "figure" if figures else "reject" if rejects else "unread" if inside else "outside"
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return Finding(before, text[start:end], after, outcome, figures, rejects)


def why_not(extraction: Extraction, words: str) -> tuple[Finding, ...]:
    """What became of the words, at every place where the document has them; raises Problem where it has none."""
    places = _places(extraction.document.text or "", words)
    if not places:
        raise Problem(f"{words!r} does not stand in {extraction.document.path}; copy the words from there.")
    return tuple(_finding(extraction, start, end) for start, end in places)
