"""Confidence: what a figure names to doubt, what the doubts cost, and that the numbers are the same everywhere."""

from __future__ import annotations

from decimal import Decimal, localcontext
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from econ_extract import extract_text
from econ_extract.confidence import (
    BASE,
    WEIGHTS,
    chance,
    confidence,
    doubts,
    own_weights,
    read_weights,
    write_weights,
)
from econ_extract.rules import RuleError, default_rules, rules_folder

DOUBTS = sorted(rule.id for rule in default_rules().table("doubts"))
TWO = {BASE: Decimal("2.00"), "doubt.a": Decimal("-1.00"), "doubt.b": Decimal("-3.00")}


# ---------------------------------------------------------------- the number


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        ([], "0.88"),  # 1 / (1 + e^-2) = 0.8808
        (["doubt.a"], "0.73"),  # 1 / (1 + e^-1) = 0.7311
        (["doubt.a", "doubt.b"], "0.12"),  # 1 / (1 + e^2) = 0.1192
        (["doubt.a", "doubt.a"], "0.73"),  # the same doubt twice is one
        (["doubt.unheard"], "0.88"),
    ],
)
def test_chance_is_the_logistic_function_of_the_weights(found: list[str], wanted: str) -> None:
    assert chance(found, TWO) == Decimal(wanted)


@pytest.mark.parametrize(("base", "wanted"), [("60", "0.99"), ("-60", "0.01"), ("0", "0.50")])
def test_chance_is_never_certain(base: str, wanted: str) -> None:
    assert str(chance([], {BASE: Decimal(base)})) == wanted


def test_chance_does_not_hang_on_the_decimal_context_of_the_caller() -> None:
    usual = chance(["doubt.a"], TWO)
    with localcontext() as context:
        context.prec = 1
        assert chance(["doubt.a"], TWO) == usual


@given(st.sets(st.sampled_from(DOUBTS)), st.sampled_from(DOUBTS))
def test_another_doubt_never_raises_the_confidence(found: set[str], another: str) -> None:
    assert confidence(found | {another}) <= confidence(found)


def test_rules_that_are_no_doubts_leave_the_confidence() -> None:
    assert confidence(["unit.cny", "doubt.subject_missing"]) == confidence(["doubt.subject_missing"])
    assert doubts(["unit.cny", "doubt.subject_missing"]) == {"doubt.subject_missing"}


# ---------------------------------------------------------------- the weights


def test_every_doubt_has_a_weight_that_does_not_raise_the_odds() -> None:
    weights = own_weights()
    assert sorted(weights.keys() - {BASE}) == DOUBTS
    assert all(weights[doubt] <= 0 for doubt in DOUBTS)
    assert all(weight == weight.quantize(Decimal("0.01")) for weight in weights.values())


def test_weights_are_written_as_they_are_read(tmp_path: Path) -> None:
    copy = tmp_path / WEIGHTS
    write_weights(copy, own_weights())
    assert copy.read_bytes() == (rules_folder() / WEIGHTS).read_bytes()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "rule\tweight\n",  # no base
        "rule\tweight\nbase\tmuch\n",
        "rule\tweight\nbase\tNaN\n",
        "rule\tweight\nbase 3.00\n",
        "base\t3.00\n",  # no head
    ],
)
def test_broken_weights_are_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / WEIGHTS
    file.write_text(content, encoding="utf-8")
    with pytest.raises(RuleError, match=r"not a table of weights .* run econ-extract calibrate"):
        read_weights(file)


def test_missing_weights_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="not a table of weights"):
        read_weights(tmp_path / "none.tsv")


# ---------------------------------------------------------------- the doubts of a figure


def found_in(text: str, quantity: str) -> set[str]:
    """The doubts of the figure of these words, without their prefix."""
    (figure,) = [f for f in extract_text(text) if f.quantity == quantity]
    return {doubt.removeprefix("doubt.") for doubt in doubts(figure.rules)}


def test_a_figure_with_all_it_needs_in_its_clause_has_no_doubts() -> None:
    assert found_in("2023年8月末，浙江省贷款余额24.8万亿元。", "24.8万亿元") == set()


def test_a_period_of_the_sentence_before_is_a_doubt() -> None:
    carried = found_in("2023年8月末，浙江省贷款余额24.8万亿元。浙江省存款余额26.3万亿元。", "26.3万亿元")
    assert carried == {"period_carried"}


def test_a_growth_rate_that_takes_the_indicator_of_its_level_is_not_doubted_for_it() -> None:
    assert found_in("2023年8月末，浙江省贷款余额24.8万亿元，同比增长9.1%。", "9.1%") == set()


def test_the_fewer_doubts_the_more_confidence() -> None:
    whole, bare = extract_text("2023年8月末，浙江省贷款余额24.8万亿元。"), extract_text("贷款24.8万亿元。")
    assert bare[0].confidence < whole[0].confidence


def test_a_threshold_has_no_doubts() -> None:
    assert found_in("签约50亿元以上项目75个。", "50亿元") == set()
    assert "class_before" in found_in("签约50亿元以上项目75个。", "75个")


def test_the_confidence_of_a_figure_is_that_of_its_rules() -> None:
    figures = extract_text("去年，全市签约项目36个，总投资约120.5亿元，其中工业项目12个，审批时间缩短至15个工作日。")
    assert len(figures) >= 3
    assert all(Decimal(str(f.confidence)) == confidence(f.rules) for f in figures)
