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
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from econ_extract.models import Entity, EntityType, Token
from econ_extract.taggers.lexicon import Lexicon

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
    """The names of the features of a text, by word and by character; `tokens` tile it."""

    def __init__(self, text: str, tokens: Sequence[Token], entities: Sequence[Entity], lex: Lexicon) -> None:
        self._shaped = _EDGE * 2 + text.translate(_SHAPES) + _EDGE * 2
        self._within = _within(len(text), entities)
        self._foreign = _foreign(text, lex.foreign_letters)
        self._surnames = lex.surnames
        self._tokens = tokens

    def words(self, quiet: Collection[str] = ()) -> Iterator[tuple[Token, str, list[str], list[str]]]:
        """Each word but the `quiet`: its size and the next one's, the features of its first and other characters."""
        shaped = self._shaped
        known = [(shaped[t.start + 2 : min(t.end, t.start + _LONGEST) + 2], t.tag) for t in self._tokens]
        known.append((_EDGE, _EDGE))
        for number, token in enumerate(self._tokens):
            word, tag = known[number]
            if word in quiet:
                continue
            before, before_tag = known[number - 1]  # before the first stands the edge at the end
            after, after_tag = known[number + 1]
            size = str(min(len(word), 5))
            first = ["W" + word, "T" + tag, "P" + before, "N" + after, f"Q{before_tag}/{tag}", f"R{tag}/{after_tag}"]
            first.append("L" + tag + size)
            inner = ["w" + word, "t" + tag + size, "p" + before, "n" + after] if len(word) > 1 else []
            yield token, size + str(min(len(after), 5)), first, inner

    def character(self, at: int, sizes: str) -> list[str]:
        """The features of a character that its word does not decide."""
        a, b, c, d, e = tuple(self._shaped[at : at + 5])
        surname = "S" + sizes if c in self._surnames else "s" + sizes[0]
        return [
            "1" + b, "2" + c, "3" + d, "4" + a, "5" + e, "6" + b + c, "7" + c + d, "8" + b + d, "9" + a + b,
            "0" + d + e, "x" + a + b + c, "y" + b + c + d, "z" + c + d + e, self._within[at],
            self._foreign[at], surname,
        ]  # fmt: skip

    def rows(self) -> list[list[str]]:
        """All features of each character, to learn from."""
        return [
            self.character(at, sizes) + (first if at == token.start else inner)
            for token, sizes, first, inner in self.words()
            for at in range(token.start, token.end)
        ]


def _foreign(text: str, letters: frozenset[str]) -> list[str]:
    """For each character the feature that says where it stands in how long a run of letters of transcription."""
    found = ["F"] * len(text)
    start = 0
    for at, char in enumerate([*text, ""]):
        if char in letters:
            continue
        for place in range(start, at):
            found[place] = f"F{min(at - start, 7)}{min(place - start, 3)}{min(at - 1 - place, 3)}"
        start = at + 1
    return found


def _within(length: int, entities: Sequence[Entity]) -> list[str]:
    """For each character the feature that says where in which entity of the rules it stands."""
    within = ["E"] * length
    for entity in entities:
        within[entity.start : entity.end] = ["EI" + entity.type] * (entity.end - entity.start)
        within[entity.start] = "EB" + entity.type
    return within


@dataclass(frozen=True)
class Perceptron:
    """The model: packed weights by feature, and what follows what.

    `quiet` are common words that stand in no name; a character counts only where the sum of some label reaches `loud`.
    """

    weights: dict[str, int]
    moves: Sequence[Sequence[int]]
    loud: int
    quiet: frozenset[str]

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
        get = self.weights.get
        loud = -self.loud * _ONES
        for token, sizes, first, inner in features.words(self.quiet):
            word = sum([get(name, 0) for name in first], _EMPTY)
            for at in range(token.start, token.end):
                if at == token.start + 1:  # the same for all characters behind the first
                    word = sum([get(name, 0) for name in inner], _EMPTY)
                packed = sum([get(name, 0) for name in features.character(at, sizes)], word)
                if (packed + loud) & _REACHED:
                    yield at, packed

    def _names(self, run: Sequence[int], start: int) -> list[Span]:
        """The names among characters that follow each other, O before and behind them."""
        return [(a + start, b + start, kind) for a, b, kind in spans_of(self._best(run))] if run else []

    def _best(self, run: Sequence[int]) -> list[int]:
        """The label of each character on the best path; I- follows only B- and I- of its own type."""
        moves = self.moves
        scores = [0, *[_NEVER] * 6]
        back: list[tuple[int, ...]] = []
        for packed in run:
            fields = [0, *[((packed >> shift) & _MASK) - _ZERO for shift in _SHIFTS]]
            origins, found = [0] * 7, [0] * 7
            for label in (0, 1, 3, 5):
                reached = [score + move[label] for score, move in zip(scores, moves, strict=True)]
                best = max(reached)
                origins[label], found[label] = reached.index(best), best + fields[label]
            for label in (2, 4, 6):
                begun, going = scores[label - 1] + moves[label - 1][label], scores[label] + moves[label][label]
                origins[label] = label - 1 if begun >= going else label
                found[label] = max(begun, going) + fields[label]
            back.append(tuple(origins))
            scores = found
        ended = [score + move[0] for score, move in zip(scores, moves, strict=True)]
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


def read(path: Path) -> Perceptron:
    """A model as `write` leaves it: a line of JSON, then a feature and its weights a line."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        head = json.loads(next(lines))
        weights = {}
        for line in lines:
            name, _, packed = line.rstrip("\n").rpartition("\t")
            weights[name] = int(packed, 16)
    return Perceptron(weights, head["moves"], head["loud"], frozenset(head["quiet"]))


def write(path: Path, model: Perceptron) -> None:
    """Write a model."""
    head = {"moves": model.moves, "loud": model.loud, "quiet": sorted(model.quiet)}
    lines = [json.dumps(head, ensure_ascii=False)]
    lines += [f"{name}\t{model.weights[name]:x}" for name in sorted(model.weights)]
    with lzma.open(path, "wt", encoding="utf-8", newline="\n") as stream:
        stream.write("\n".join(lines) + "\n")
