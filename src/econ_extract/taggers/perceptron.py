"""A text with its words and rule-found entities in, spans of further names out: a linear model in pure Python.

An averaged structured perceptron over characters with BIO labels. Each feature of a character (itself, its
neighbours, its word and the words beside it, the entity of the rules it lies in) has one whole-number weight a label,
counted from that of O; a feature's weights are packed into one integer, so that adding two integers adds all labels
at once. What the features inside a word add up to is remembered by word. Most words are common ones that belong to
no name; they are not looked at.

The weights are made by `tools/train_perceptron.py`; `weights/README.md` says from what.
"""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from operator import add
from pathlib import Path

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
_EDGE = "\x02"
_LONGEST = 12
_WORDS, _LONG = 1 << 15, 32  # how many words are remembered, and up to what length


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


def _size(word: str) -> str:
    return str(min(len(word), 5))


class Features:
    """The features of a text to learn from, by word and by character; `tokens` tile it."""

    def __init__(self, text: str, tokens: Sequence[Token], entities: Sequence[Entity], lex: Lexicon) -> None:
        self._shaped = _EDGE * 2 + text.translate(_SHAPES) + _EDGE * 2
        self._within = _within(len(text), entities)
        self._foreign = _foreign(text, lex.foreign_run)
        self._surnames = lex.surnames
        self._tokens = tokens

    def words(self) -> Iterator[tuple[Token, str, Sequence[str], Sequence[str]]]:
        """Each word: its size and the next one's, the values of `_FIRST` and of `_INNER`."""
        last = len(self._tokens) - 1
        for number, token in enumerate(self._tokens):
            word, tag = self._word(token)
            before, before_tag = self._word(self._tokens[number - 1]) if number else (_EDGE, _EDGE)
            after, after_tag = self._word(self._tokens[number + 1]) if number < last else (_EDGE, _EDGE)
            size = _size(word)
            first = (word, tag, before, after, f"{before_tag}/{tag}", f"{tag}/{after_tag}", tag + size)
            yield token, size + _size(after), first, (word, tag + size, before, after)

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
        found[run.start() : run.end()] = _run(run.end() - run.start())
    return found


def _run(length: int) -> list[str]:
    """The values of `F` in a run of letters of transcription."""
    size = min(length, 7)
    return [f"{size}{min(at, 3)}{min(length - 1 - at, 3)}" for at in range(length)]


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


@dataclass(frozen=True, slots=True)
class _Word:
    """A word with what its features add up to.

    `own` are the sums of each of its characters without what lies beyond the word; `before` and `behind` what the word
    says of the first and of the other characters of its neighbour: where it stands before it, and where behind it.
    """

    quiet: bool
    tag: str
    size: str
    own: tuple[int, ...]
    before: tuple[int, int]
    behind: tuple[int, int]


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
        """`moves` by the label that follows; to I- from no label but B- and I- of its own type."""
        return [
            tuple(
                _NEVER if to in (2, 4, 6) and came not in (to - 1, to) else row[to]
                for came, row in enumerate(self.moves)
            )
            for to in range(len(LABELS))
        ]

    @cached_property
    def tags(self) -> Callable[[str, str, str], int]:
        """What the tags beside that of a word add up to, remembered."""
        before, after = self.weights["Q"], self.weights["R"]
        return lru_cache(maxsize=_WORDS)(lambda a, b, c: before.get(f"{a}/{b}", 0) + after.get(f"{b}/{c}", 0))

    @cached_property
    def others(self) -> list[Callable[[str, int], int]]:
        """The weights of `_OTHERS`, ready to be asked."""
        return [self.weights[letter].get for letter in _OTHERS]

    @cached_property
    def foreign(self) -> Callable[[int], list[int]]:
        """`_foreign`, remembered."""
        return lru_cache(maxsize=_LONG)(self._foreign)

    def _foreign(self, length: int) -> list[int]:
        """What each place in a run of letters of transcription that is in no entity adds up to."""
        nowhere = _EMPTY + self.weights["E"].get("", 0)
        return [nowhere + self.weights["F"].get(value, 0) for value in _run(length)]

    @cached_property
    def word(self) -> Callable[[str, str], _Word]:
        """`_word`, remembered."""
        return lru_cache(maxsize=_WORDS)(self._word)

    def _word(self, text: str, tag: str) -> _Word:
        """What the features of a word with that tag add up to."""
        of, chars, word = self.weights, text.translate(_SHAPES), shaped(text)
        size = _size(word)
        first = of["W"].get(word, 0) + of["T"].get(tag, 0) + of["L"].get(tag + size, 0)
        inner = of["w"].get(word, 0) + of["t"].get(tag + size, 0)
        own = [
            (inner + of["6"].get(chars[at - 1 : at + 1], 0) if at else first)
            + of["2"].get(char, 0)
            + (of["7"].get(chars[at : at + 2], 0) if at + 1 < len(chars) else 0)
            for at, char in enumerate(chars)
        ]
        before, behind = (of["P"].get(word, 0), of["p"].get(word, 0)), (of["N"].get(word, 0), of["n"].get(word, 0))
        return _Word(text in self.quiet or word in self.quiet, tag, size, tuple(own), before, behind)

    def spans(self, text: str, tokens: Sequence[Token], entities: Sequence[Entity], lex: Lexicon) -> list[Span]:
        """The names of a text as (start, end, type), in order, without overlaps."""
        spans: list[Span] = []
        run: list[int] = []
        start = 0
        for at, packed in self._loud(text, tokens, entities, lex):
            if at != start + len(run):
                spans += self._names(run, start)
                run, start = [], at
            run.append(packed)
        return spans + self._names(run, start)

    def _loud(
        self, text: str, tokens: Sequence[Token], entities: Sequence[Entity], lex: Lexicon
    ) -> Iterator[tuple[int, int]]:
        """(offset, sums) of the characters that may belong to a name."""
        shapes = _EDGE * 2 + text.translate(_SHAPES) + _EDGE * 2
        placed = self._placed(text, entities, lex)
        words = [self.word(t.text, t.tag) if len(t.text) <= _LONG else self._word(t.text, t.tag) for t in tokens]
        edge = self.word(_EDGE, _EDGE)
        beside, bc, cd = self.tags, self.weights["6"].get, self.weights["7"].get
        loud, heard = -self.loud * _ONES, -self.heard * _ONES
        for token, before, word, after in zip(tokens, [edge, *words], words, [*words[1:], edge], strict=False):
            if word.quiet:
                continue
            start, end = token.start, token.end
            inner = before.before[1] + after.behind[1]
            sums = list(map(add, word.own, placed[start:end]))
            sums[0] += before.before[0] + after.behind[0] + beside(before.tag, word.tag, after.tag)
            sums[0] += bc(shapes[start + 1 : start + 3], 0)
            sums[-1] += cd(shapes[end + 1 : end + 3], 0)
            for at, packed in enumerate(sums, start):
                if at > start:
                    packed += inner
                if (packed + heard) & _REACHED:
                    packed += self._others(shapes[at : at + 5], word.size, after.size, lex)
                    if (packed + loud) & _REACHED:
                        yield at, packed

    def _others(self, around: str, size: str, next_size: str, lex: Lexicon) -> int:
        """What the features of `_OTHERS` add up to for the character in the middle of five."""
        one, three, four, five, eight, nine, zero, x, y, z, sizes = self.others
        a, b, c, d, e = tuple(around)
        packed = one(b, 0) + three(d, 0) + four(a, 0) + five(e, 0) + eight(b + d, 0) + nine(a + b, 0) + zero(d + e, 0)
        packed += x(around[:3], 0) + y(around[1:4], 0) + z(around[2:], 0)
        return packed + sizes(size + next_size if c in lex.surnames else size, 0)

    def _placed(self, text: str, entities: Sequence[Entity], lex: Lexicon) -> list[int]:
        """For each character what its place in an entity and in a run of letters of transcription adds up to."""
        within, foreign = self.weights["E"], self.foreign
        nowhere = within.get("", 0)
        placed = [_EMPTY + nowhere + self.weights["F"].get("", 0)] * len(text)
        for run in lex.foreign_run.finditer(text):
            start, end = run.span()
            placed[start:end] = foreign(end - start) if end - start <= _LONG else self._foreign(end - start)
        for entity in entities:
            first, inner = within.get(f"B{entity.type}", 0), within.get(f"I{entity.type}", 0)
            for at in range(entity.start, entity.end):
                placed[at] += (inner if at > entity.start else first) - nowhere
        return placed

    def _names(self, run: Sequence[int], start: int) -> list[Span]:
        """The names among characters that follow each other, O before and behind them."""
        return [(a + start, b + start, kind) for a, b, kind in spans_of(self._best(run))] if run else []

    def _best(self, run: Sequence[int]) -> list[int]:
        """The label of each character on the best path; I- follows only B- and I- of its own type."""
        moves, columns = self.moves, self.columns
        began = [((run[0] >> shift) & _MASK) - _ZERO for shift in _SHIFTS[::2]]
        scores = [_NEVER] * 7
        scores[0], scores[1::2] = moves[0][0], map(add, moves[0][1::2], began)
        passed = [scores]
        for packed in run[1:]:
            fields = [0, *[((packed >> shift) & _MASK) - _ZERO for shift in _SHIFTS]]
            found = [0] * 7
            for label in (0, 1, 3, 5):
                found[label] = max(map(add, scores, columns[label])) + fields[label]
            for label in (2, 4, 6):
                begun, going = scores[label - 1] + moves[label - 1][label], scores[label] + moves[label][label]
                found[label] = (begun if begun >= going else going) + fields[label]
            scores = found
            passed.append(scores)
        path, label = [], 0  # O stands behind the last character
        for scores in reversed(passed):
            reached = list(map(add, scores, columns[label]))
            label = reached.index(max(reached))
            path.append(label)
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
