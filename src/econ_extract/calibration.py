"""Databases and gold rows in, the weights of `confidence` and how far the result can be trusted out.

A figure counts as right when gold has it with the same amount, unit, bound, kind, status, basis, direction and
indicator, and the same period where its sentence states one: what `econ-extract score` calls record and indicator.
The model is a logistic regression in which a doubt can only lower the odds. It is fitted by coordinate-wise Newton
steps, and judged on documents that the fit has not seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import exp
from pathlib import Path

from econ_extract import scoring
from econ_extract.confidence import BASE, Weights, chance, doubts
from econ_extract.errors import Problem

BINS = 10
CUTS = tuple(Decimal(cut) for cut in ("0.50", "0.70", "0.80", "0.90", "0.95"))
_PENALTY = 1.0  # of the squared weights: a doubt that few figures have moves little
_SWEEPS, _SMALL, _LONGEST = 500, 1e-6, 2.0


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


def _grouped(rows: Sequence[Judged]) -> tuple[list[frozenset[str]], list[int], list[int]]:
    """The distinct sets of doubts, how many figures have each, and how many of those are right."""
    figures: dict[frozenset[str], list[bool]] = defaultdict(list)
    for row in rows:
        figures[row.doubts].append(row.right)
    found = sorted(figures, key=sorted)
    return found, [len(figures[s]) for s in found], [sum(figures[s]) for s in found]


def _step(where: Sequence[int], sizes: Sequence[int], right: Sequence[int], odds: Sequence[float], at: float) -> float:
    """One Newton step of a weight that stands at `at` and takes part in the groups `where`."""
    slope, bend = -_PENALTY * at, _PENALTY
    for i in where:
        p = 1 / (1 + exp(-odds[i]))
        slope += right[i] - sizes[i] * p
        bend += sizes[i] * p * (1 - p)
    return max(-_LONGEST, min(_LONGEST, slope / bend))


def fit(rows: Sequence[Judged]) -> dict[str, Decimal]:
    """The weights that make the verdicts likeliest, none of a doubt above zero; raises CalibrationError."""
    if len({row.right for row in rows}) < 2:
        raise CalibrationError("the gold rows must hold figures that are right and some that are wrong; give more.")
    groups, sizes, right = _grouped(rows)
    names = sorted({doubt for group in groups for doubt in group})
    having = {name: [i for i, group in enumerate(groups) if name in group] for name in names}
    having[BASE] = list(range(len(groups)))
    weights = dict.fromkeys([BASE, *names], 0.0)
    odds = [0.0] * len(groups)
    for _ in range(_SWEEPS):
        largest = 0.0
        for name, where in having.items():
            step = _step(where, sizes, right, odds, 0.0 if name == BASE else weights[name])
            if name != BASE:
                step = min(step, -weights[name])
            weights[name] += step
            for i in where:
                odds[i] += step
            largest = max(largest, abs(step))
        if largest < _SMALL:
            break
    return {name: Decimal(f"{weight:.2f}") + 0 for name, weight in weights.items()}


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
