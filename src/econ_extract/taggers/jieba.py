"""Texts of one article in, jieba's words and the entities found by rules out: the default tagger."""

from __future__ import annotations

from collections.abc import Sequence

from econ_extract.models import Tagging, Token
from econ_extract.rules import RuleBook
from econ_extract.taggers.entities import RuledEntity, find_entities
from econ_extract.taggers.lexicon import lexicon
from econ_extract.taggers.segment import segment


class JiebaTagger:
    """Words by jieba, entities by the region table, the rules of `entities.yaml` and the words' tags together."""

    name = "jieba"

    def __init__(self, book: RuleBook) -> None:
        self._book = book

    def tag(self, texts: Sequence[str]) -> list[Tagging]:
        """Tag the texts of one article as one batch; see `base.Tagger`. Raises RuleError without entity rules."""
        return [Tagging(words, tuple(e.entity for e in found)) for words, found in self._tagged(texts)]

    def trace(self, texts: Sequence[str]) -> list[list[RuledEntity]]:
        """The entities of each text with the ids of the rules that made them, for `rules check` and tests."""
        return [found for _, found in self._tagged(texts)]

    def _tagged(self, texts: Sequence[str]) -> list[tuple[tuple[Token, ...], list[RuledEntity]]]:
        words = [segment(text) for text in texts]
        return list(zip(words, find_entities(texts, words, lexicon(self._book)), strict=True))
