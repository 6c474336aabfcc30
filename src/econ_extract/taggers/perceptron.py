"""A text with its words and rule-found entities in, spans of further names out: a linear model in pure Python.

An averaged structured perceptron over characters with BIO labels. Each feature of a character (itself, its
neighbours, its word and the words beside it, the entity of the rules it lies in) has one whole-number weight a label,
counted from that of O; a feature's weights are packed into one integer, so that adding two integers adds all labels
at once. Most words are common ones that belong to no name; they are not looked at.

The weights are made by `tools/train_perceptron.py`; `weights/README.md` says from what.
"""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import repeat
from operator import add, call
from pathlib import Path
from typing import Any

from econ_extract.models import Entity, EntityType, Token
from econ_extract.taggers.lexicon import Lexicon

Weights = dict[str, dict[str, int]]
Span = tuple[int, int, EntityType]
LABELS = ("O", "B-region", "I-region", "B-org", "I-org", "B-person", "I-person")
WEIGHTS = Path(__file__).parents[1] / "weights" / "perceptron.tsv.xz"

_TYPES: tuple[EntityType, ...] = ("region", "org", "person")
_NAMED = range(len(LABELS) - 1)  # the labels but O
# A field holds the sum of a label's weights over the features of a character, from -2^16 up: 32 features of at most
# 1,022 fit, and a bit is left for the test whether any field reaches a bound.
_BITS, _ZERO = 18, 1 << 16
_MASK = (1 << _BITS) - 1
_SHIFTS = tuple(_BITS * field for field in _NAMED)
_ONES = sum(1 << shift for shift in _SHIFTS)
_EMPTY, _REACHED = _ZERO * _ONES, _ZERO * _ONES
LARGEST = 511
_NEVER = -(1 << 30)
# A feature is a letter that says what it is about, and a value. Those of a word's first character and of its others,
# then those of each character, first the five that say most.
_FIRST, _INNER = "WTPNQRL", "wtpn"
_TELLING, _OTHERS = "267EF", "1345890xyzS"
_asked: Callable[[Any, str, int], int] = call  # get(value, 0), without a loop in Python
_EDGE = "\x02"
_LONGEST = 12


def pack(weights: Sequence[int]) -> int:
    """The weights of a feature, one a label, as one integer that holds how far each is from that of O."""
    return sum((weight - weights[0]) << shift for weight, shift in zip(weights[1:], _SHIFTS, strict=True))


class _Shapes(dict[int, str]):
    """Digits as 0, Latin letters as a, white space as one space, everything else as it is."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        letter = char.isascii() and char.isalpha()
        shape = "0" if char.isdigit() else "a" if letter else " " if char.isspace() else char
        self[code] = shape
        return shape


_SHAPES = _Shapes()


def shaped(word: str) -> str:
    """A word as the features hold it."""
    return word[:_LONGEST].translate(_SHAPES)


class Features:
    """The features of a text, by word and by character; `tokens` tile it."""

    def __init__(self, text: str, tokens: Sequence[Token], entities: Sequence[Entity], lex: Lexicon) -> None:
        self._shaped = _EDGE * 2 + text.translate(_SHAPES) + _EDGE * 2
        self._within = _within(len(text), entities)
        self._foreign = _foreign(text, lex.foreign_run)
        self._surnames = lex.surnames
        self._tokens = tokens

    def words(self, quiet: Collection[str] = ()) -> Iterator[tuple[Token, str, Sequence[str], Sequence[str]]]:
        """Each word but the `quiet`: its size and the next one's, the values of `_FIRST` and of `_INNER`."""
        last = len(self._tokens) - 1
        for number, token in enumerate(self._tokens):
            if token.text in quiet:
                continue
            word, tag = self._word(token)
            if word in quiet:
                continue
            before, before_tag = self._word(self._tokens[number - 1]) if number else (_EDGE, _EDGE)
            after, after_tag = self._word(self._tokens[number + 1]) if number < last else (_EDGE, _EDGE)
            size = str(min(len(word), 5))
            first = (word, tag, before, after, f"{before_tag}/{tag}", f"{tag}/{after_tag}", tag + size)
            yield token, size + str(min(len(after), 5)), first, (word, tag + size, before, after)

    def _word(self, token: Token) -> tuple[str, str]:
        """The word in shapes, and its tag."""
        return self._shaped[token.start + 2 : min(token.end, token.start + _LONGEST) + 2], token.tag

    def telling(self, at: int) -> tuple[str, ...]:
        """The values of `_TELLING` for a character."""
        shaped = self._shaped
        return shaped[at + 2], shaped[at + 1 : at + 3], shaped[at + 2 : at + 4], self._within[at], self._foreign[at]

    def others(self, at: int, sizes: str) -> tuple[str, ...]:
        """The values of `_OTHERS` for a character of a word of that size."""
        a, b, c, d, e = tuple(self._shaped[at : at + 5])
        bc, cd = b + c, c + d
        size = sizes if c in self._surnames else sizes[0]
        return b, d, a, e, b + d, a + b, d + e, a + bc, b + cd, cd + e, size

    def rows(self) -> list[list[str]]:
        """The names of all features of each character, to learn from."""
        named = []
        for token, sizes, first, inner in self.words():
            word = list(map(add, _FIRST, first))
            for at in range(token.start, token.end):
                values = (*self.telling(at), *self.others(at, sizes))
                named.append([*map(add, _TELLING + _OTHERS, values), *word])
                word = list(map(add, _INNER, inner))
        return named


def _foreign(text: str, letters: re.Pattern[str]) -> list[str]:
    """For each character where it stands in how long a run of letters of transcription."""
    found = [""] * len(text)
    for run in letters.finditer(text):
        start, end = run.span()
        size = min(end - start, 7)
        for at in range(start, end):
            found[at] = f"{size}{min(at - start, 3)}{min(end - 1 - at, 3)}"
    return found


def _within(length: int, entities: Sequence[Entity]) -> list[str]:
    """For each character where in which entity of the rules it stands."""
    within = [""] * length
    for entity in entities:
        within[entity.start : entity.end] = ["I" + entity.type] * (entity.end - entity.start)
        within[entity.start] = "B" + entity.type
    return within


def by_letter(weights: Mapping[str, int]) -> Weights:
    """Packed weights by name of the feature, as the model holds them."""
    found: Weights = {letter: {} for letter in _FIRST + _INNER + _TELLING + _OTHERS}
    for name, packed in weights.items():
        found[name[0]][name[1:]] = packed
    return found


@dataclass(frozen=True)
class Perceptron:
    """The model: packed weights by letter and value of the feature, and what follows what.

    `quiet` are common words that stand in no name. A character counts only where the sum of some label reaches `loud`,
    and is looked at closely only where that over its telling features reaches `heard`.
    """

    weights: Weights
    moves: Sequence[Sequence[int]]
    loud: int
    heard: int
    quiet: frozenset[str]

    @cached_property
    def columns(self) -> list[tuple[int, ...]]:
        """`moves` by the label that follows."""
        return list(zip(*self.moves, strict=True))

    def spans(self, text: str, tokens: Sequence[Token], entities: Sequence[Entity], lex: Lexicon) -> list[Span]:
        """The names of a text as (start, end, type), in order, without overlaps."""
        spans: list[Span] = []
        run: list[int] = []
        start = 0
        for at, packed in self._loud(Features(text, tokens, entities, lex)):
            if at != start + len(run):
                spans += self._names(run, start)
                run, start = [], at
            run.append(packed)
        return spans + self._names(run, start)

    def _loud(self, features: Features) -> Iterator[tuple[int, int]]:
        """(offset, sums) of the characters that may belong to a name."""
        kinds = (_FIRST, _INNER, _TELLING, _OTHERS)
        first_of, inner_of, telling_of, others_of = ([self.weights[k].get for k in letters] for letters in kinds)
        one, two, three, within, foreign = telling_of
        nothing = repeat(0)
        loud, heard = -self.loud * _ONES, -self.heard * _ONES
        for token, sizes, first, inner in features.words(self.quiet):
            word = sum(map(_asked, first_of, first, nothing), _EMPTY)
            for at in range(token.start, token.end):
                # Written out: most of the model's time goes here, and a call for five values takes as long as they do.
                c, bc, cd, entity, run = features.telling(at)
                packed = word + one(c, 0) + two(bc, 0) + three(cd, 0) + within(entity, 0) + foreign(run, 0)
                if (packed + heard) & _REACHED:
                    packed = sum(map(_asked, others_of, features.others(at, sizes), nothing), packed)
                    if (packed + loud) & _REACHED:
                        yield at, packed
                if at == token.start < token.end - 1:  # the same for all characters behind the first
                    word = sum(map(_asked, inner_of, inner, nothing), _EMPTY)

    def _names(self, run: Sequence[int], start: int) -> list[Span]:
        """The names among characters that follow each other, O before and behind them."""
        return [(a + start, b + start, kind) for a, b, kind in spans_of(self._best(run))] if run else []

    def _best(self, run: Sequence[int]) -> list[int]:
        """The label of each character on the best path; I- follows only B- and I- of its own type."""
        moves, columns = self.moves, self.columns
        began = [((run[0] >> shift) & _MASK) - _ZERO for shift in _SHIFTS[::2]]
        scores = [_NEVER] * 7
        scores[0], scores[1::2] = moves[0][0], map(add, moves[0][1::2], began)
        back: list[Sequence[int]] = [[0] * 7]
        for packed in run[1:]:
            fields = [0, *[((packed >> shift) & _MASK) - _ZERO for shift in _SHIFTS]]
            origins, found = [0] * 7, [0] * 7
            for label in (0, 1, 3, 5):
                reached = list(map(add, scores, columns[label]))
                best = max(reached)
                origins[label], found[label] = reached.index(best), best + fields[label]
            for label in (2, 4, 6):
                begun, going = scores[label - 1] + moves[label - 1][label], scores[label] + moves[label][label]
                origins[label] = label - 1 if begun >= going else label
                found[label] = max(begun, going) + fields[label]
            back.append(origins)
            scores = found
        ended = list(map(add, scores, columns[0]))
        label = ended.index(max(ended))
        path = []
        for came in reversed(back):
            path.append(label)
            label = came[label]
        return path[::-1]


def spans_of(labels: Sequence[int]) -> list[Span]:
    """The names that labels mark: a B- with the I- of its type behind it."""
    spans: list[Span] = []
    start = 0
    for at, label in enumerate([*labels, 0]):
        before = labels[at - 1] if at else 0
        if before and label != (before + 1) // 2 * 2:
            spans.append((start, at, _TYPES[(before - 1) // 2]))
        if label % 2:
            start = at
    return spans


@cache
def perceptron() -> Perceptron:
    """The program's own model, read once a process."""
    return read(WEIGHTS)


def perceptron_spans(
    article: Iterable[tuple[str, Sequence[Token], Sequence[Entity]]], lex: Lexicon
) -> list[list[Span]]:
    """What the program's own model names in each text of an article."""
    model = perceptron()
    return [model.spans(text, words, entities, lex) for text, words, entities in article]


def read(path: Path) -> Perceptron:
    """A model as `write` leaves it: a line of JSON, then a feature and its weights a line."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        head = json.loads(next(lines))
        weights = by_letter({})
        for line in lines:
            name, _, packed = line.rstrip("\n").rpartition("\t")
            weights[name[0]][name[1:]] = int(packed, 16)
    return Perceptron(weights, head["moves"], head["loud"], head["heard"], frozenset(head["quiet"]))


def write(path: Path, model: Perceptron) -> None:
    """Write a model."""
    head = {"moves": model.moves, "loud": model.loud, "heard": model.heard, "quiet": sorted(model.quiet)}
    lines = [json.dumps(head, ensure_ascii=False)]
    named = {letter + value: packed for letter, known in model.weights.items() for value, packed in known.items()}
    lines += [f"{name}\t{named[name]:x}" for name in sorted(named)]
    with lzma.open(path, "wt", encoding="utf-8", newline="\n") as stream:
        stream.write("\n".join(lines) + "\n")
