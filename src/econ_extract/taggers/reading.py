"""Texts of one article with what a backend says of each in, Taggings out: the part that all backends share.

The entities of figures are those of the rules over jieba's words, so they are the same whatever the backend. A
backend brings its own words, cut only inside runs of Han characters (a number is never cut), and names of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from econ_extract.models import Entity, EntityType, Tagging, Token
from econ_extract.rules import RuleBook
from econ_extract.taggers.entities import RuledEntity, find_entities
from econ_extract.taggers.lexicon import Lexicon, lexicon
from econ_extract.taggers.proposals import PROPOSED, settled
from econ_extract.taggers.segment import NUMBER_TAG, UNKNOWN_TAG, dictionary, is_han, segment
from econ_extract.taggers.widen import widen

Span = tuple[int, int, EntityType]
Word = tuple[int, int, str]


class Article:
    """The texts of an article with jieba's words and the entities of the rules."""

    def __init__(self, texts: Sequence[str], book: RuleBook) -> None:
        self.texts = texts
        self.words = [segment(text) for text in texts]
        self.lex: Lexicon = lexicon(book)
        self.certain: list[list[RuledEntity]] = find_entities(texts, self.words, self.lex)

    def __iter__(self) -> Iterator[tuple[str, tuple[Token, ...], list[Entity]]]:
        for text, words, certain in zip(self.texts, self.words, self.certain, strict=True):
            yield text, words, [found.entity for found in certain]

    def names(
        self, proposed: Sequence[Iterable[Span]], guessed: Sequence[Collection[Span]] | None = None
    ) -> list[list[RuledEntity]]:
        """The names of each text, from the rules and from what a model proposes for it.

        What the model only guesses helps rules to find longer names, and is no name by itself.
        """
        names = [
            widen(text, words, certain, settled(text, words, certain, spans, self.lex), self.lex)
            for text, words, certain, spans in zip(self.texts, self.words, self.certain, proposed, strict=True)
        ]
        if guessed is None:
            return names
        return [[name for name in one if not _only(name, weak)] for one, weak in zip(names, guessed, strict=True)]

    def taggings(
        self,
        proposed: Sequence[Iterable[Span]],
        cuts: Sequence[Iterable[Word]] | None = None,
        guessed: Sequence[Collection[Span]] | None = None,
    ) -> list[Tagging]:
        """A Tagging a text; `cuts` are the words of a backend that has its own, as (start, end, tag)."""
        tokens = self.words if cuts is None else [recut(*pair) for pair in zip(self.words, cuts, strict=True)]
        return [
            Tagging(words, tuple(e.entity for e in certain), tuple(e.entity for e in names))
            for words, certain, names in zip(tokens, self.certain, self.names(proposed, guessed), strict=True)
        ]


def _only(name: RuledEntity, guessed: Collection[Span]) -> bool:
    """Whether a name is a guess of the model and nothing more."""
    entity = name.entity
    return name.rules == (PROPOSED[entity.type],) and (entity.start, entity.end, entity.type) in guessed


def recut(words: Sequence[Token], cuts: Iterable[Word]) -> tuple[Token, ...]:
    """Tokens that tile the text of `words`: a backend's words in runs of Han characters, else those of `words`.

    The tag of a word is the dictionary's, else the backend's in the dictionary's letters; so equal words mean the
    same whatever the backend.
    """
    known = [(start, end, tag) for start, end, tag in cuts]
    edges = {edge for start, end, _ in known for edge in (start, end)}
    tags = {(start, end): tag for start, end, tag in known}
    tokens: list[Token] = []
    run: list[Token] = []
    for token in words:
        if token.tag != NUMBER_TAG and is_han(token.text):
            run.append(token)
            continue
        tokens += _cut(run, edges, tags)
        tokens.append(token)
        run = []
    return (*tokens, *_cut(run, edges, tags))


def _cut(run: Sequence[Token], edges: set[int], tags: dict[tuple[int, int], str]) -> list[Token]:
    """A run of Han characters cut at the backend's edges."""
    if not run:
        return []
    text, first, last = "".join(token.text for token in run), run[0].start, run[-1].end
    at = [first, *(edge for edge in range(first + 1, last) if edge in edges), last]
    tag_of = dictionary()[1].get
    made = []
    for start, end in zip(at, at[1:], strict=False):
        word = text[start - first : end - first]
        made.append(Token(word, start, end, tag_of(word) or tags.get((start, end)) or UNKNOWN_TAG))
    return made
