"""A picture of a page in, its lines out, each character with its place and with how surely it was read.

The work is done by rapidocr, an extra of the program: its models come in its wheel and run on the CPU.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from econ_extract.readers.base import MissingExtra
from econ_extract.readers.layout import Glyph, Strip

if TYPE_CHECKING:
    from PIL.Image import Image

MISSING = "needs the extra ocr"
NEEDED = f"reading this picture of a page {MISSING}; pip install 'econ-extract[ocr]', then run again"
_LONGEST = 4000  # pixels of a side of what the detector sees at once: the letters of a newspaper page stay legible


def is_installed() -> bool:
    """Whether the extra is there."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


@cache
def _engine() -> Any:
    """The recogniser, loaded once a process; raises MissingExtra."""
    if not is_installed():
        raise MissingExtra(NEEDED)
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "error", "Global.max_side_len": _LONGEST})


def strips(picture: Image) -> Iterator[Strip]:
    """The lines that the picture shows, as the engine parts them; in pixels.

    Raises MissingExtra when the extra is not installed.
    """
    engine = _engine()
    found = engine(picture.convert("RGB"), return_word_box=True, return_single_char_box=True)
    for box, words, score, characters in zip(
        found.boxes if found.boxes is not None else (), found.txts or (), found.scores or (), found.word_results or (),
        strict=False,
    ):  # fmt: skip
        glyphs = [Glyph(c, *_bounds(place), float(sure)) for c, sure, place in characters]
        same = "".join(g.text for g in glyphs) == "".join(words.split())
        if words.strip():
            yield Strip.of(glyphs if same else [Glyph(words, *_bounds(box), float(score))])


def _bounds(corners: Any) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of four corners."""
    xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)
