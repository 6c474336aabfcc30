"""The figures of a document in, the same with their page, and with what to doubt of those read off a picture, out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from econ_extract.models import Document, Figure

PAGE_END = "\f"
SURE = 0.9  # a character that was read with less is worth a look at the picture
_POINT = re.compile(r"[.．·,，]")
_POINT_LOST = re.compile(r"(?<![\d.,])0\d|[,，](?!\d{3}(?!\d))\d|\d \d")  # 073, 12,5, 12 5
_SCALE = re.compile(r"[万亿兆萬億]")


def judged(document: Document, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures with page, flags, and confidence lowered by that of the characters."""
    text = document.text or ""
    ends = [m.start() for m in re.finditer(PAGE_END, text)]
    if not ends and not document.trust:
        return tuple(figures)
    paged = [replace(f, page=bisect_left(ends, f.doc_start) + 1) for f in figures] if ends else list(figures)
    return tuple(_doubted(figure, document) for figure in paged) if document.trust else tuple(paged)


def _doubted(figure: Figure, document: Document) -> Figure:
    """The figure with the least confidence that any of its characters was read with, and what that puts in doubt."""
    starts = [start for start, _, _ in document.trust]
    first = max(0, bisect_left(starts, figure.doc_start + 1) - 1)
    runs = []
    for start, end, confidence in document.trust[first:]:
        if start >= figure.doc_end:
            break
        if end > figure.doc_start:
            runs.append(((document.text or "")[start:end], confidence))
    least = min((confidence for _, confidence in runs), default=1.0)
    return replace(figure, confidence=round(figure.confidence * least, 2), flags=_flags(figure, runs))


def _flags(figure: Figure, runs: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    unsure = [words for words, confidence in runs if confidence < SURE]
    flags = {
        "ocr_point": any(_POINT.search(words) for words in unsure) or _POINT_LOST.search(figure.quantity) is not None,
        "ocr_scale": any(_SCALE.search(words) for words in unsure),
        "ocr_unsure": bool(unsure),
    }
    return tuple(flag for flag, holds in flags.items() if holds)
