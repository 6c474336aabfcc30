"""Databases and gold rows in, the weights of `confidence` and how far the result can be trusted out.

A figure counts as right when gold has it with the same amount, unit, bound, kind, status, basis, direction and
indicator, and the same period where its sentence states one: what `econ-extract score` calls record and indicator.
The model is a logistic regression in which a doubt can only lower the odds. It is fitted by Newton's method, and
judged on documents that the fit has not seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import exp, log1p
from pathlib import Path

from econ_extract import scoring
from econ_extract.confidence import BASE, Weights, chance, doubts
from econ_extract.errors import Problem

BINS = 10
CUTS = tuple(Decimal(cut) for cut in ("0.50", "0.70", "0.80", "0.90", "0.95"))
_PENALTY = 1.0  # of the squared weights: a doubt that few figures have moves little
_STEPS, _SMALL = 100, 1e-6


class CalibrationError(Problem):
    """Too little to fit weights on; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A measure of a gold document: what there is to doubt of it, and whether it is right."""

    suite: str  # the gold folder that judges it
    doc: str
    doubts: frozenset[str]
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The figures of one range of confidence: how many, their mean confidence, and the share that is right."""

    low: float
    figures: int
    mean: float
    right: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """How confidences compare with the truth.

    `brier` is the mean squared distance from 1 (right) or 0; `brier_of_mean` what one and the same confidence for all
    would have; `error` the mean distance between confidence and share right over the bins (expected calibration
    error). `kept` says for each of CUTS how many figures have that confidence or more, and which share is right.
    """

    figures: int
    right: float
    bins: tuple[Bin, ...]
    brier: float
    brier_of_mean: float
    error: float
    kept: tuple[tuple[Decimal, int, float | None], ...]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Fitted weights, and their reliability on documents left out of the fit: all, by suite, and on whole suites."""

    weights: Weights
    documents: int
    whole: Reliability
    suites: Mapping[str, Reliability]
    strangers: Mapping[str, Reliability]  # each suite by weights of the other suites; empty where there is but one


def judged(gold: Path, database: Path) -> list[Judged]:
    """Every measure of `database` in a document that `gold` names; raises ScoringError, StoreError."""
    given = scoring.verdicts(scoring.read_gold(gold), scoring.read_found(database), "record_indicator")
    rules = scoring.read_rules(database)
    return [Judged(gold.stem, place[0], doubts(rules[place]), right) for place, right in sorted(given.items())]


# --- the fit -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Data:
    """Figures by their sets of doubts: the places of the doubts among the weights (0 is `base`), how many, how right.

    Sums run over the sets in order, so that the order of the figures does not matter.
    """

    sets: tuple[tuple[int, ...], ...]
    sizes: tuple[int, ...]
    right: tuple[int, ...]

    def gain(self, weights: Sequence[float]) -> float:
        """The log likelihood of the verdicts less the penalty: what the fit makes as large as it can."""
        total = -_PENALTY / 2 * sum(w * w for w in weights[1:])
        for places, size, right in zip(self.sets, self.sizes, self.right, strict=True):
            odds = sum(weights[i] for i in places)
            total += right * odds - size * (max(odds, 0.0) + log1p(exp(-abs(odds))))
        return total

    def slopes(self, weights: Sequence[float]) -> tuple[list[float], list[list[float]]]:
        """The first derivatives of the gain by each weight, and the second ones with their sign turned."""
        first = [0.0, *(-_PENALTY * w for w in weights[1:])]
        second = [[_PENALTY if i == j and i else 0.0 for j in range(len(weights))] for i in range(len(weights))]
        for places, size, right in zip(self.sets, self.sizes, self.right, strict=True):
            share = 1 / (1 + exp(-sum(weights[i] for i in places)))
            for i in places:
                first[i] += right - size * share
                for j in places:
                    second[i][j] += size * share * (1 - share)
        return first, second


def _data(rows: Sequence[Judged], names: Sequence[str]) -> _Data:
    verdicts: dict[tuple[int, ...], list[bool]] = defaultdict(list)
    places = {name: i for i, name in enumerate(names)}
    for row in rows:
        verdicts[0, *sorted(places[doubt] for doubt in row.doubts)].append(row.right)
    sets = tuple(sorted(verdicts))
    return _Data(sets, tuple(len(verdicts[s]) for s in sets), tuple(sum(verdicts[s]) for s in sets))


def _solved(matrix: Sequence[Sequence[float]], vector: Sequence[float]) -> list[float]:
    """x of matrix · x = vector, by elimination; the matrix is positive definite, so no pivots need be looked for."""
    size = len(vector)
    rows = [[*line, value] for line, value in zip(matrix, vector, strict=True)]
    for i in range(size):
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for j in range(size):
            if j != i and rows[j][i]:
                rows[j] = [a - rows[j][i] * b for a, b in zip(rows[j], rows[i], strict=True)]
    return [line[-1] for line in rows]


def _step(data: _Data, weights: Sequence[float]) -> list[float]:
    """One Newton step over the weights that may move, cut at zero and halved until it gains something."""
    first, second = data.slopes(weights)
    free = [i for i, (w, slope) in enumerate(zip(weights, first, strict=True)) if i == 0 or w < 0 or slope < 0]
    moves = _solved([[second[i][j] for j in free] for i in free], [first[i] for i in free])
    now, part = data.gain(weights), 1.0
    while part > _SMALL:
        tried = list(weights)
        for i, move in zip(free, moves, strict=True):
            tried[i] = weights[i] + part * move if i == 0 else min(0.0, weights[i] + part * move)
        if data.gain(tried) >= now:
            return tried
        part /= 2
    return list(weights)


def fit(rows: Sequence[Judged]) -> dict[str, Decimal]:
    """The weights that make the verdicts likeliest, none of a doubt above zero; raises CalibrationError."""
    if len({row.right for row in rows}) < 2:
        raise CalibrationError("the gold rows must hold figures that are right and some that are wrong; give more.")
    names = [BASE, *sorted({doubt for row in rows for doubt in row.doubts})]
    data, weights = _data(rows, names), [0.0] * len(names)
    for _ in range(_STEPS):
        before, weights = weights, _step(data, weights)
        if max(abs(a - b) for a, b in zip(before, weights, strict=True)) < _SMALL:
            break
    # Adding nothing turns -0.00 into 0.00.
    return {name: Decimal(f"{weight:.2f}") + 0 for name, weight in zip(names, weights, strict=True)}


def held_out(rows: Sequence[Judged], part: Callable[[Judged], str]) -> list[tuple[Judged, Decimal]]:
    """Every figure with its chance by weights fitted without its part; raises CalibrationError for a single part."""
    parts = sorted({part(row) for row in rows})
    if len(parts) < 2:
        raise CalibrationError("one document cannot be judged by others; give gold rows of two documents or more.")
    found = []
    for name in parts:
        weights = fit([row for row in rows if part(row) != name])
        found += [(row, chance(row.doubts, weights)) for row in rows if part(row) == name]
    return found


# --- the judgement -------------------------------------------------------------------------------------------


def _bin(low: int, figures: Sequence[tuple[float, bool]]) -> Bin:
    size = len(figures)
    return Bin(low / BINS, size, sum(p for p, _ in figures) / size, sum(right for _, right in figures) / size)


def reliability(figures: Sequence[tuple[Decimal, bool]]) -> Reliability:
    """Compare confidences with verdicts; at least one figure."""
    size = len(figures)
    binned: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for share, right in figures:
        binned[int(share * BINS)].append((float(share), right))
    bins = tuple(_bin(low, binned[low]) for low in sorted(binned))
    mean = sum(right for _, right in figures) / size
    kept = []
    for cut in CUTS:
        above = [right for share, right in figures if share >= cut]
        kept.append((cut, len(above), sum(above) / len(above) if above else None))
    return Reliability(
        figures=size,
        right=mean,
        bins=bins,
        brier=sum((float(share) - right) ** 2 for share, right in figures) / size,
        brier_of_mean=mean * (1 - mean),
        error=sum(b.figures * abs(b.mean - b.right) for b in bins) / size,
        kept=tuple(kept),
    )


def _by_suite(found: Sequence[tuple[Judged, Decimal]]) -> dict[str, Reliability]:
    suites = sorted({row.suite for row, _ in found})
    return {s: reliability([(share, row.right) for row, share in found if row.suite == s]) for s in suites}


def calibrate(rows: Sequence[Judged], known: Iterable[str] = ()) -> Calibration:
    """Fit on all figures, judge each by the documents other than its own; raises CalibrationError.

    A doubt of `known` that no figure has gets the weight 0.
    """
    found = held_out(rows, lambda row: f"{row.suite}/{row.doc}")
    suites = _by_suite(found)
    return Calibration(
        weights=dict.fromkeys(known, Decimal("0.00")) | fit(rows),
        documents=len({(row.suite, row.doc) for row in rows}),
        whole=reliability([(share, row.right) for row, share in found]),
        suites=suites,
        strangers=_by_suite(held_out(rows, lambda row: row.suite)) if len(suites) > 1 else {},
    )
