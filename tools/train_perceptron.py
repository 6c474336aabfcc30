"""A folder of articles in, the weights of the default tagger's linear model out.

    python tools/train_perceptron.py FOLDER [--out FILE] [--sentences N] [--epochs N] [--seed N]

Learns from silver labels (`econ_extract.taggers.silver`), so it needs the extra `[lac]`, which brings numpy. The
sentences that name persons are learnt a second time under other names. Every fiftieth sentence is kept back; the
exact-span F1 on these is printed after each epoch.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from econ_extract.rules import default_rules
from econ_extract.taggers.lexicon import lexicon
from econ_extract.taggers.perceptron import (
    LABELS,
    LARGEST,
    WEIGHTS,
    Features,
    Perceptron,
    by_letter,
    pack,
    read,
    shaped,
    write,
)
from econ_extract.taggers.silver import Silver, bio, renamed, silver

FORGOTTEN, FORGET_EVERY = 0.2, 100  # the share of features left out, and for how many sentences
COMMON, SELDOM = 20, 0.02  # a word of so many places, of which at most this share lies in names, is quiet
LOUD, HEARD = -128, -202  # how far below that of O the sum of a label may be to count, and its telling part
FAINT = 15  # a feature whose weights lie closer together than this decides nothing
FEWEST = 4  # a feature that stands in fewer places is left out
_NEVER = -1e9
_ALLOWED = np.array([[not b.startswith("I-") or a[2:] == b[2:] for b in LABELS] for a in LABELS])
_STARTS = np.array([not label.startswith("I-") for label in LABELS])

Row = tuple[list[np.ndarray], np.ndarray]  # the feature numbers of each character, its labels


class Learner:
    """Weights by feature and label with their running sums, for the average over all steps."""

    def __init__(self, size: int) -> None:
        self.weights = np.zeros((size, len(LABELS)))
        self.moves = np.zeros((len(LABELS), len(LABELS)))
        self._sums = np.zeros_like(self.weights)
        self._move_sums = np.zeros_like(self.moves)
        self._heard = np.ones(size, bool)
        self._steps = 0

    def forget(self, chance: np.random.Generator) -> None:
        """Leave out some features for a while, so that no name hangs on one word alone."""
        self._heard = chance.random(len(self.weights)) >= FORGOTTEN

    def heard(self, row: Row) -> Row:
        """The sentence without the features that are left out."""
        return [numbers[self._heard[numbers]] for numbers in row[0]], row[1]

    def guess(self, row: Row) -> np.ndarray:
        """The best labels of a sentence by the weights of now."""
        scores = np.array([self.weights[numbers].sum(0) for numbers in row[0]])
        moves = np.where(_ALLOWED, self.moves, _NEVER)
        best = np.where(_STARTS, scores[0], _NEVER)
        back = []
        for score in scores[1:]:
            reached = best[:, None] + moves
            origins = reached.argmax(0)
            best = reached[origins, range(len(LABELS))] + score
            back.append(origins)
        label = int(best.argmax())
        path = [label]
        for origins in reversed(back):
            label = int(origins[label])
            path.append(label)
        return np.array(path[::-1])

    def learn(self, row: Row) -> None:
        """One step: towards the true labels, away from the guessed ones."""
        self._steps += 1
        guessed, true = self.guess(row), row[1]
        if (guessed == true).all():
            return
        for at in np.nonzero(guessed != true)[0]:
            numbers = row[0][at]
            for label, step in ((true[at], 1.0), (guessed[at], -1.0)):
                self.weights[numbers, label] += step
                self._sums[numbers, label] += step * self._steps
        for labels, step in ((true, 1.0), (guessed, -1.0)):
            np.add.at(self.moves, (labels[:-1], labels[1:]), step)
            np.add.at(self._move_sums, (labels[:-1], labels[1:]), step * self._steps)

    def averaged(self) -> tuple[np.ndarray, np.ndarray]:
        """The weights and moves, averaged over all steps."""
        return self.weights - self._sums / self._steps, self.moves - self._move_sums / self._steps


def rows(sentences: Sequence[Silver], numbers: dict[str, int] | None = None) -> tuple[list[Row], dict[str, int]]:
    """The sentences as feature numbers and labels; without `numbers` the features that stand in enough places."""
    if numbers is None:
        counts = Counter(name for one in sentences for row in named(one) for name in row)
        numbers = {name: number for number, name in enumerate(sorted(n for n, c in counts.items() if c >= FEWEST))}
    known = numbers.get
    made = []
    for one in sentences:
        kept = [np.array([n for name in row if (n := known(name)) is not None], np.int32) for row in named(one)]
        made.append((kept, np.array([LABELS.index(label) for label in bio(one)])))
    return made, numbers


def named(one: Silver) -> list[list[str]]:
    """The names of the features of each character."""
    return Features(one.text, one.tokens, [found.entity for found in one.certain], lexicon(default_rules())).rows()


def quiet_words(sentences: Sequence[Silver]) -> frozenset[str]:
    """Common words that stand in no name."""
    places: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for one in sentences:
        named_at = {at for start, end, _ in one.spans for at in range(start, end)}
        for token in one.tokens:
            word = shaped(token.text)
            places[word] += 1
            inside[word] += token.start in named_at or token.end - 1 in named_at
    return frozenset(w for w, count in places.items() if count >= COMMON and inside[w] <= SELDOM * count)


def rounded(weights: np.ndarray, moves: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Whole numbers that keep the proportions; the largest weight is the largest that the fields hold."""
    scale = min(LARGEST / np.abs(weights).max(), 24.0)
    return np.rint(weights * scale).astype(int), np.rint(moves * scale).astype(int)


def save(learner: Learner, numbers: dict[str, int], quiet: frozenset[str], target: Path) -> int:
    """Write the averaged weights; how many features have any."""
    weights, moves = rounded(*learner.averaged())
    kept = {name: pack(weights[n].tolist()) for name, n in numbers.items() if np.ptp(weights[n]) >= FAINT}
    write(target, Perceptron(by_letter(kept), moves.tolist(), LOUD, HEARD, quiet))
    return len(kept)


def f1(target: Path, held: Sequence[Silver]) -> float:
    """The exact-span F1 of the written model on sentences that were kept back."""
    model, lex = read(target), lexicon(default_rules())
    right = found = wanted = 0
    for one in held:
        guessed = set(model.spans(one.text, one.tokens, [c.entity for c in one.certain], lex))
        right += len(guessed & set(one.spans))
        found += len(guessed)
        wanted += len(one.spans)
    return 2 * right / (found + wanted)


def train(sentences: Sequence[Silver], target: Path, epochs: int, seed: int) -> None:
    """Learn, and write the weights after every epoch."""
    held, used = sentences[::50], [one for number, one in enumerate(sentences) if number % 50]
    print(f"{len(used):,} sentences to learn from, {len(held):,} kept back", flush=True)
    known, numbers = rows(used)
    print(f"{len(numbers):,} features", flush=True)
    learner, quiet = Learner(len(numbers)), quiet_words(used)
    order, chance = random.Random(seed), np.random.default_rng(seed)
    for epoch in range(1, epochs + 1):
        order.shuffle(known)
        for number, row in enumerate(known):
            if number % FORGET_EVERY == 0:
                learner.forget(chance)
            learner.learn(learner.heard(row))
        kept = save(learner, numbers, quiet, target)
        size = target.stat().st_size
        print(f"epoch {epoch}: F1 {f1(target, held):.3f}, {kept:,} features, {size:,} bytes", flush=True)


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(description="Train the default tagger's linear model on silver labels.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--sentences", type=int, default=100_000)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    sentences = silver(asked.folder, default_rules(), asked.seed)[: asked.sentences]
    sentences += renamed(sentences, default_rules(), asked.seed)
    random.Random(asked.seed).shuffle(sentences)
    train(sentences, asked.out, asked.epochs, asked.seed)


if __name__ == "__main__":
    main()
