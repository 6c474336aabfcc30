"""Candidates with their features in, one choice for each number of a sentence out: a linear model and a joint choice.

The weights stand in `rules/ranker_*.tsv`, a whole number a feature, so that every machine makes the same choice.
`tools/train_ranker.py` fits them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeVar

from econ_extract.rules import RuleError, rules_folder

_HEAD = "feature\tweight"
_KEPT = 5  # candidates of a number that take part in the joint choice

Weights = Mapping[str, int]


@dataclass(slots=True, eq=False)
class Candidate:
    """A phrase that may be chosen: its words, the ways that led to it, where it stands (-1: not in the sentence)."""

    text: str
    start: int = -1
    end: int = -1
    ways: set[str] = field(default_factory=set)
    features: list[str] = field(default_factory=list)
    score: int = 0
    taken: bool = False

    @property
    def stands(self) -> bool:
        """Whether it stands in the sentence at hand."""
        return self.start >= 0


C = TypeVar("C", bound=Candidate)


class Ranker:
    """The weights of one model; an unknown feature weighs nothing."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self.weigh_pair = cache(self.weigh)  # of two neighbours there are but a few features

    def weigh(self, features: Iterable[str]) -> int:
        """The sum of the weights of the features."""
        return sum(filter(None, map(self._weights.get, features)))


def choose(rows: Sequence[Sequence[C]], together: Callable[[int, C, C], int]) -> list[C]:
    """One candidate a row, so that their scores with those of neighbours `together(row, before, it)` are highest.

    Rows are not empty, and there is at least one; of equal sums the one with the earlier candidates wins. Source:
    Viterbi's algorithm.
    """
    kept = [sorted(row, key=lambda c: -c.score)[:_KEPT] for row in rows]
    totals = [0] * len(kept[0])
    came: list[list[int]] = []  # for each candidate, which one of the row before lies on the best way to it
    for number, row in enumerate(kept):
        before = kept[number - 1] if number else []
        ways = [[totals[i] + together(number, b, c) for i, b in enumerate(before)] or [0] for c in row]
        came.append([way.index(max(way)) for way in ways])
        totals = [max(way) + c.score for way, c in zip(ways, row, strict=True)]
    at, chosen = totals.index(max(totals)), list[C]()
    for row, back in zip(reversed(kept), reversed(came), strict=True):
        row[at].taken = True
        chosen.append(row[at])
        at = back[at]
    return chosen[::-1]


def likeness(a: str | None, b: str | None) -> float:
    """F1 of the characters that two phrases share, blanks aside; 0 where either is missing."""
    if not a or not b:
        return 0.0
    one, other = a.replace(" ", ""), b.replace(" ", "")
    shared = sum(min(one.count(c), other.count(c)) for c in set(one).intersection(other))
    return 2 * shared / (len(one) + len(other))


def alike(a: str, b: str, least: float) -> bool:
    """Whether the likeness of two phrases without blanks is `least` or more; often their lengths say that it is not."""
    return 2 * min(len(a), len(b)) >= least * (len(a) + len(b)) and likeness(a, b) >= least


def read_weights(file: Path) -> dict[str, int]:
    """The weights of a file; raises RuleError for one that is missing or broken."""
    remedy = "run tools/train_ranker.py, or take the file of the program's own rules"
    try:
        head, *lines = file.read_text(encoding="utf-8").splitlines() or [""]
        weights = {name: int(weight) for name, weight in (line.split("\t") for line in lines)}
    except (OSError, ValueError) as error:
        raise RuleError(f"{file}: not a table of weights ({error!r}); {remedy}") from error
    if head != _HEAD or not weights:
        raise RuleError(f"{file}: not a table of weights (it begins with {_HEAD!r}); {remedy}")
    return weights


def write_weights(file: Path, weights: Weights) -> None:
    """Write the weights in the order of their names."""
    lines = [f"{name}\t{weights[name]}" for name in sorted(weights)]
    file.write_text("\n".join([_HEAD, *lines]) + "\n", encoding="utf-8")


@cache
def own_ranker(name: str) -> Ranker:
    """The program's own model of that name, read once a process."""
    return Ranker(read_weights(rules_folder() / f"ranker_{name}.tsv"))
