"""Reports of stock markets and flashes of firms: what a figure measures, its kind and its day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from econ_extract import extract_text
from econ_extract.models import Figure


def figure(text: str, quantity: str, published: date = date(2022, 11, 17)) -> Figure:
    """The first figure of a text with these words."""
    return next(f for f in extract_text(text, published=published) if f.quantity == quantity)


@pytest.mark.parametrize(
    ("text", "quantity", "value"),
    [
        ("云溪汽车8月出口2.1万辆，同比滑落31.4%。", "31.4%", "-31.4"),
        ("该集团国内销量3.4万辆，较去年同比重挫27.3%。", "27.3%", "-27.3"),
        ("沪指午后跳水1.8%。", "1.8%", "-1.8"),
        ("云溪茶业股价闪崩8.5%。", "8.5%", "-8.5"),
        ("云溪汽车9月销量同比劲升12%。", "12%", "12"),
    ],
)
def test_words_of_the_market_tell_a_change(text: str, quantity: str, value: str) -> None:
    found = figure(text, quantity)
    assert (found.kind, found.value) == ("growth_rate", Decimal(value))


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("上周新增股票开户数12.3万户。", "12.3万户"),
        ("截至上周末，A股持仓账户数为5200万户。", "5200万户"),
        ("上周新增基金账户3.1万户。", "3.1万户"),
    ],
)
def test_accounts_are_no_households(text: str, quantity: str) -> None:
    found = figure(text, quantity)
    assert (found.unit, found.kind) == ("count", "count")


def test_the_accounts_of_taxpayers_are_firms() -> None:
    assert figure("4月以来已向14万户纳税人账户退税。", "14万户").kind == "enterprise_count"


@pytest.mark.parametrize(
    ("text", "quantity", "kind"),
    [
        ("云溪地产6月份实现签约金额45.7亿元，同比下降21%。", "45.7亿元", "revenue"),
        ("云溪地产上半年签约面积60万平方米，签约金额98亿元。", "98亿元", "revenue"),
        ("贸洽会现场签约项目30个，签约金额180亿元。", "180亿元", "investment"),
        ("期末，公司合同负债74亿元，同比增长20%。", "74亿元", "asset_balance"),
        ("集团所持上市公司权益的公允价值合共为80亿元。", "80亿元", "asset_balance"),
        ("本季度，集团经调整的EBITDA为64亿元。", "64亿元", "profit"),
        ("全年自由现金流为97亿元。", "97亿元", "money_other"),
        ("涉及增值税专用发票60份，发票金额1.2亿元。", "1.2亿元", "money_other"),
        ("两市昨日交投不足6000亿元。", "6000亿元", "revenue"),
        ("云溪科技拟12亿元在合肥投建封测基地。", "12亿元", "investment"),
    ],
)
def test_the_words_of_results_and_flashes_have_their_kinds(text: str, quantity: str, kind: str) -> None:
    assert figure(text, quantity).kind == kind


def test_a_report_that_is_named_with_its_year_dates_the_quarters_beside_it() -> None:
    text = "云溪智能发布2022年三季报，前三季度实现营收2.8亿元。"
    found = figure(text, "2.8亿元", date(2022, 7, 22))
    assert (found.period_start, found.period_end) == (date(2022, 1, 1), date(2022, 9, 30))


@pytest.mark.parametrize(
    ("text", "quantity", "value"),
    [
        ("恒指低见18200点，高见18600点。", "18200点", "18200"),
        ("深指下跌0.8%，收报9081.9点，失守9100点关口。", "9100点", "9100"),
        ("期指夜盘报21050点。", "21050点", "21050"),
    ],
)
def test_short_names_of_indices_give_points(text: str, quantity: str, value: str) -> None:
    found = figure(text, quantity)
    assert (found.kind, found.unit, found.value) == ("index", "point", Decimal(value))


def test_the_stake_that_makes_a_holder_one_of_a_class_is_a_threshold() -> None:
    text = "公司持股5%以上股东张三以集中竞价方式减持208万股，占总股本的1.2%。"
    assert (figure(text, "5%").role, figure(text, "1.2%").role) == ("threshold", "measure")


def test_the_cap_of_a_planned_sale_reaches_its_share() -> None:
    text = "股东计划减持不超过1467万股，减持比例不超过公司当前总股本剔除回购股份后的3%。"
    found = figure(text, "3%")
    assert found.bound == "at_most"


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("全年自由现金流为97亿元。", "97亿元"),
        ("基本每股收益0.55元。", "0.55元"),
        ("沪指盘中击穿3000点整数关口，失守2950点。", "2950点"),
    ],
)
def test_the_first_word_of_an_indicator_owns_nothing(text: str, quantity: str) -> None:
    assert figure(text, quantity).subject is None
