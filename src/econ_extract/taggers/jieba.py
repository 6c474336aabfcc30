"""Texts of one article in, jieba's words and the entities found by rules out: the default tagger."""

from __future__ import annotations

from collections.abc import Sequence

from econ_extract.models import Tagging
from econ_extract.rules import RuleBook
from econ_extract.taggers.entities import RuledEntity
from econ_extract.taggers.perceptron import perceptron_spans
from econ_extract.taggers.reading import Article


class JiebaTagger:
    """Words by jieba; entities by the region table, the rules of `entities.yaml` and the words' tags together.

    What else it names is proposed by a small linear model over characters and words.
    """

    name = "jieba"
    takes_model = False

    @staticmethod
    def check() -> None:
        """Nothing can be missing: jieba and the model come with the program."""

    def __init__(self, book: RuleBook) -> None:
        self._book = book

    def tag(self, texts: Sequence[str]) -> list[Tagging]:
        """Tag the texts of one article as one batch; see `base.Tagger`. Raises RuleError without entity rules."""
        article = Article(texts, self._book)
        return article.taggings(perceptron_spans(article, article.lex))

    def trace(self, texts: Sequence[str]) -> list[list[RuledEntity]]:
        """The entities and names of each text with the ids of the rules that made them, for `rules check` and tests."""
        article = Article(texts, self._book)
        named = article.names(perceptron_spans(article, article.lex))
        return [list(dict.fromkeys((*found, *names))) for found, names in zip(article.certain, named, strict=True)]
