"""The rules that made a figure in, how likely the figure is right out: a logistic model of the doubts among them.

The weights stand in `rules/confidence.tsv`, in log odds with two decimals: `base` for a figure that nothing speaks
against, and for each doubt what it takes away. `econ-extract calibrate` fits them. All is Decimal, so that every
machine gives the same digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Context, Decimal, InvalidOperation, localcontext
from functools import cache, lru_cache
from pathlib import Path

from econ_extract.rules import RuleError, rules_folder

PREFIX = "doubt."
BASE = "base"
WEIGHTS = "confidence.tsv"
_HEAD = "rule\tweight"
_CENT, _SURE = Decimal("0.01"), Decimal("0.99")
_PRECISION = Context(prec=12)

Weights = Mapping[str, Decimal]


def doubts(rules: Iterable[str]) -> frozenset[str]:
    """Those of the rules that are doubts."""
    return frozenset(rule for rule in rules if rule.startswith(PREFIX))


def read_weights(file: Path) -> dict[str, Decimal]:
    """The weights of a file; raises RuleError for one that is missing or broken."""
    remedy = "run econ-extract calibrate, or take the file of the program's own rules"
    try:
        head, *lines = file.read_text(encoding="utf-8").splitlines() or [""]
        weights = {rule: Decimal(weight) for rule, weight in (line.split("\t") for line in lines)}
    except (OSError, ValueError, InvalidOperation) as error:
        raise RuleError(f"{file}: not a table of weights ({error!r}); {remedy}") from error
    if head != _HEAD or BASE not in weights or not all(weight.is_finite() for weight in weights.values()):
        raise RuleError(f"{file}: not a table of weights (it begins with {_HEAD!r} and has {BASE}); {remedy}")
    return weights


def write_weights(file: Path, weights: Weights) -> None:
    """Write the weights, `base` first, the doubts by id."""
    lines = [f"{rule}\t{weights[rule]}" for rule in (BASE, *sorted(weights.keys() - {BASE}))]
    file.write_text("\n".join([_HEAD, *lines]) + "\n", encoding="utf-8")


@cache
def own_weights() -> Weights:
    """The program's own weights, read once a process."""
    return read_weights(rules_folder() / WEIGHTS)


def chance(found: Iterable[str], weights: Weights) -> Decimal:
    """How likely a figure of these doubts is right: two decimals, from 0.01 to 0.99; a doubt without weight is none."""
    with localcontext(_PRECISION):
        odds = sum((weights.get(doubt, Decimal(0)) for doubt in set(found)), weights[BASE]).exp()
        share = (odds / (odds + 1)).quantize(_CENT)
    return min(max(share, _CENT), _SURE)


@lru_cache(maxsize=4096)
def _own_chance(found: frozenset[str]) -> Decimal:
    return chance(found, own_weights())


def confidence(rules: Iterable[str]) -> Decimal:
    """The confidence of a figure that these rules made, by the program's own weights."""
    return _own_chance(doubts(rules))
