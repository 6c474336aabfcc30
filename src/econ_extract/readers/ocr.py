"""A picture of a page in, its lines out, each character with its place and with how surely it was read.

The work is done by rapidocr, an extra of the program: its models come in its wheel and run on the CPU. It loses faint
decimal points, and characters that are blotted out, without a word of doubt; so the picture itself is asked whether
the digits of a number stand apart, and whether there is room for more between a number and what follows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

from econ_extract.readers.base import MissingExtra, UnusableFile
from econ_extract.readers.layout import Glyph, Strip

if TYPE_CHECKING:
    from PIL.Image import Image

MISSING = "needs the extra ocr"
NEEDED = f"reading this picture of a page {MISSING}; pip install 'econ-extract[ocr]', then run again"
_LONGEST = 4000  # pixels of a side of what the detector sees at once: the letters of a newspaper page stay legible
_LEAST = 0.3  # of confidence for a line to count as text; what is unsure is kept and marked
_LOST = 0.5  # how sure a number is in which something seems to be lost
_APART = 0.33  # of the height of a digit: white between two digits from which on a point may be lost there
_SLIM = 0.12  # … and more for each 1 beside it, which does not fill its place
_ROOM = 1.4  # Chinese characters: how far it is from a digit to the next character where one more has room between
_BESIDE = 1.6  # letters between the end of a line and another beside it, where one may be lost


def is_installed() -> bool:
    """Whether the extra is there."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


@cache
def _engine() -> Any:
    """The recogniser, loaded once a process; raises MissingExtra, UnusableFile when it cannot be loaded."""
    if not is_installed():
        raise MissingExtra(NEEDED)
    try:
        from rapidocr import RapidOCR
    except ImportError as error:  # a library of the system that it needs is not there
        raise UnusableFile(
            f"the extra ocr cannot be loaded ({error}); install what is missing and run again"
        ) from error
    settings = {"Global.log_level": "error", "Global.max_side_len": _LONGEST, "Global.text_score": _LEAST}
    return RapidOCR(params=settings)


def strips(picture: Image) -> list[Strip]:
    """The lines that the picture shows, as the engine parts them; in pixels.

    A glyph without a character stands where something seems to be lost. Raises MissingExtra when the extra is not
    installed.
    """
    engine = _engine()
    ink = _Ink(picture)
    found = engine(picture.convert("RGB"), return_word_box=True, return_single_char_box=True)
    if found.boxes is None:
        return []
    lines = list[Strip]()
    for box, words, score, read in zip(found.boxes, found.txts, found.scores, found.word_results, strict=True):
        glyphs = [Glyph(c, *_bounds(place), float(sure)) for c, sure, place in read]
        if not words.strip():
            continue
        if "".join(g.text for g in glyphs) == "".join(words.split()):
            lines.append(Strip.of(list(_with_losses(glyphs, ink))))
        else:
            lines.append(Strip.of([Glyph(words, *_bounds(box), float(score))]))
    for line in lines:
        if line.text[-1].isdigit() and any(_close_behind(line, other) for other in lines):
            line.glyphs.append(_loss(line.glyphs[-1]))
    return lines


def _bounds(corners: Any) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of four corners."""
    xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _with_losses(glyphs: Sequence[Glyph], ink: _Ink) -> Iterator[Glyph]:
    """The characters, with empty ones where a number may have lost its point or its 万 or 亿."""
    step = _step(glyphs)
    for glyph, following in pairwise(glyphs):
        yield glyph
        a, b = glyph.text, following.text
        digit = a.isascii() and a.isdigit()
        apart = digit and b.isdigit() and ink.gap(glyph, following) > _APART + _SLIM * (a + b).count("1")
        room = digit and "一" <= b <= "鿿" and _middle(following) - _middle(glyph) > _ROOM * step
        if apart or room:
            yield _loss(glyph)
    yield from glyphs[-1:]


def _loss(glyph: Glyph) -> Glyph:
    """What says that something behind this character seems to be lost."""
    return Glyph("", glyph.right, glyph.top, glyph.right, glyph.bottom, _LOST)


def _close_behind(line: Strip, other: Strip) -> bool:
    """Whether the other line goes on where this one ends, with room for a character or two that are blotted out."""
    return line is not other and line.beside(other) and 0 <= other.left - line.right < _BESIDE * line.size


def _middle(glyph: Glyph) -> float:
    return (glyph.left + glyph.right) / 2


def _step(glyphs: Sequence[Glyph]) -> float:
    """How far it is from one Chinese character of the line to the next; its height where it has too few."""
    steps = [_middle(b) - _middle(a) for a, b in pairwise(glyphs) if "一" <= a.text <= "鿿" and "一" <= b.text <= "鿿"]
    return median(steps) if len(steps) >= 3 else median(g.height for g in glyphs)


class _Ink:
    """Where a picture is dark (or light on dark)."""

    def __init__(self, picture: Image) -> None:
        import numpy

        self._grey: Any = numpy.asarray(picture.convert("L"))

    def gap(self, left: Glyph, right: Glyph) -> float:
        """The widest white between the middles of two characters, in heights of what is printed there."""
        top, bottom = int(max(0, min(left.top, right.top))), int(max(left.bottom, right.bottom)) + 1
        part = self._grey[top:bottom, int(_middle(left)) : int(_middle(right)) + 1]
        if part.size == 0:
            return 0.0
        limit = (int(part.min()) + int(part.max())) / 2
        dark = part < limit
        ink = dark if dark.mean() < 0.5 else ~dark
        widest = run = 0
        for inked in ink.any(axis=0):
            run = 0 if inked else run + 1
            widest = max(widest, run)
        return float(widest / max(1, ink.any(axis=1).sum()))
