"""The weights of confidence: fitted on small data whose answer is known, and judged on the sample articles."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

import pytest

from econ_extract.calibration import CalibrationError, Judged, calibrate, fit, held_out, judged, reliability
from econ_extract.confidence import BASE

CORPORA = Path(__file__).parents[1] / "corpora"
HIGHEST_ERROR = 0.05  # expected calibration error that the model may have on sample articles it was not fitted on


def figures(right: int, wrong: int, *doubts: str, doc: str = "a", suite: str = "s") -> list[Judged]:
    """So many figures with these doubts."""
    return [Judged(suite, doc, frozenset(doubts), verdict) for verdict in [True] * right + [False] * wrong]


# ---------------------------------------------------------------- the fit


def test_base_is_the_log_odds_of_figures_without_doubts() -> None:
    assert fit(figures(90, 10)) == {BASE: Decimal("2.20")}  # ln(90 / 10) = 2.197


def test_a_doubt_costs_what_it_takes_from_the_odds() -> None:
    weights = fit(figures(9000, 1000) + figures(5000, 5000, "doubt.x"))
    assert abs(weights["doubt.x"] + Decimal("2.20")) <= Decimal("0.02")  # from 9:1 to 1:1, but for the penalty


def test_what_speaks_for_a_figure_is_no_doubt() -> None:
    assert fit(figures(80, 20) + figures(99, 1, "doubt.good"))["doubt.good"] == 0


def test_a_doubt_that_looks_bad_at_first_returns_to_zero() -> None:
    # Fewer than half of its figures are right, but more than of the others.
    assert fit(figures(20, 80) + figures(45, 55, "doubt.y"))["doubt.y"] == 0


def test_a_doubt_of_few_figures_moves_little() -> None:
    weights = fit(figures(900, 100) + figures(0, 1, "doubt.once") + figures(0, 50, "doubt.often"))
    assert weights["doubt.often"] < weights["doubt.once"] < 0
    assert weights["doubt.once"] > -2


def test_doubts_that_come_together_share_what_they_cost() -> None:
    both = figures(500, 500, "doubt.x", "doubt.y")
    weights = fit(figures(900, 100) + both)
    assert weights["doubt.x"] == weights["doubt.y"]
    assert abs(weights["doubt.x"] * 2 + Decimal("2.20")) <= Decimal("0.05")


def test_the_fit_does_not_hang_on_the_order_of_the_figures() -> None:
    rows = figures(40, 7) + figures(20, 9, "doubt.x") + figures(5, 6, "doubt.y", "doubt.x") + figures(3, 8, "doubt.y")
    shuffled = list(rows)
    random.Random(7).shuffle(shuffled)
    assert shuffled != rows
    assert list(fit(rows).items()) == list(fit(shuffled).items())


@pytest.mark.parametrize("rows", [[], figures(5, 0), figures(0, 5)])
def test_verdicts_of_one_kind_teach_nothing(rows: list[Judged]) -> None:
    with pytest.raises(CalibrationError, match="some that are wrong"):
        fit(rows)


# ---------------------------------------------------------------- the judgement


def test_a_figure_is_judged_without_its_own_document() -> None:
    rows = figures(90, 10, doc="a") + figures(10, 90, doc="b")
    given = {row.doc: share for row, share in held_out(rows, lambda row: row.doc)}
    assert given == {"a": Decimal("0.10"), "b": Decimal("0.90")}


def test_one_document_cannot_be_judged() -> None:
    with pytest.raises(CalibrationError, match="two documents or more"):
        calibrate(figures(9, 3))


def test_reliability_of_known_figures() -> None:
    found = reliability([(Decimal("0.95"), True)] * 3 + [(Decimal("0.95"), False)] + [(Decimal("0.20"), False)] * 4)
    low, high = found.bins
    assert (low.low, low.figures, low.right) == (0.2, 4, 0)
    assert (high.low, high.figures, high.right) == (0.9, 4, 0.75)
    assert found.error == pytest.approx((4 * 0.2 + 4 * 0.2) / 8)
    assert found.brier == pytest.approx((3 * 0.05**2 + 0.95**2 + 4 * 0.2**2) / 8)
    assert found.brier_of_mean == pytest.approx(0.375 * 0.625)
    assert {str(cut): (n, right) for cut, n, right in found.kept}["0.90"] == (4, 0.75)


def test_a_cut_that_leaves_nothing_has_no_share() -> None:
    assert reliability([(Decimal("0.60"), True)]).kept[-1] == (Decimal("0.95"), 0, None)


def test_a_suite_is_also_judged_by_the_others() -> None:
    one = figures(80, 20, suite="one", doc="a") + figures(80, 20, suite="one", doc="b")
    other = figures(30, 20, suite="other", doc="a") + figures(30, 20, suite="other", doc="b")
    assert calibrate(one).strangers == {}
    found = calibrate(one + other, ["doubt.never"])
    assert found.documents == 4
    assert found.weights["doubt.never"] == 0
    assert found.strangers["other"].error == pytest.approx(0.80 - 0.60)
    assert set(found.suites) == {"one", "other"}


# ---------------------------------------------------------------- the sample articles


def test_confidence_can_be_trusted_on_sample_articles_left_out(corpora_database: Path) -> None:
    found = calibrate(judged(CORPORA / "expected", corpora_database)).whole
    assert found.figures > 600
    assert found.error <= HIGHEST_ERROR
    assert found.brier < found.brier_of_mean, "the doubts tell right figures from wrong ones"
    sure = next(right for cut, _, right in found.kept if cut == Decimal("0.90"))
    assert sure is not None
    assert sure > found.right, "among the figures that the model is sure of, more are right"
