"""The figures of a document in, the same with their page, and with what to doubt of those read off a picture, out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from econ_extract.models import Document, Figure

PAGE_END = "\f"
_LEAST = 0.01  # of confidence that a figure can have
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
    runs = document.trust[bisect_left(document.trust, (figure.doc_start, 0, 0.0)) :]
    inside = list(takewhile(lambda run: run[0] < figure.doc_end, runs))
    least = min((confidence for _, _, confidence in inside), default=1.0)
    flags = _flags(figure, [run for run in inside if run[2] < SURE])
    return replace(figure, confidence=max(_LEAST, round(figure.confidence * least, 2)), flags=flags)


def _flags(figure: Figure, unsure: Sequence[tuple[int, int, float]]) -> tuple[str, ...]:
    """What to check. An empty run stands where something seems to be lost: a point between digits, else a 万 or 亿."""
    words = [figure.quantity[start - figure.doc_start : end - figure.doc_start] for start, end, _ in unsure]
    behind = [figure.quantity[start - figure.doc_start :] for start, end, _ in unsure if start == end]
    lost_point = any(rest[:1].isdigit() for rest in behind) or _POINT_LOST.search(figure.quantity) is not None
    lost_scale = any(not rest[:1].isdigit() for rest in behind)
    flags = {
        "ocr_point": lost_point or any(map(_POINT.search, words)),
        "ocr_scale": lost_scale or any(map(_SCALE.search, words)),
        "ocr_unsure": any(words),
    }
    return tuple(flag for flag, holds in flags.items() if holds)
