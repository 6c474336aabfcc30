"""Reports of stock markets and flashes of firms: what a figure measures, its kind and its day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from conftest import first_figure

figure = partial(first_figure, published=date(2022, 11, 17))


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
    found = figure(text, "2.8亿元", published=date(2022, 7, 22))
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


@pytest.mark.parametrize(
    ("text", "quantity", "indicator", "kind"),
    [
        ("云溪电子公告，公司拟募资不超过7亿元用于扩产和偿还贷款。", "7亿元", "募资", "finance_flow"),
        ("云溪医疗公告，公司拟投资不超过人民币5亿元建设健康产业园。", "5亿元", "投资", "investment"),
        ("公司投入3000万元资金建设新的生产基地。", "3000万元", "投入", "investment"),
        ("公司拟增发，募资不低于4.2亿元用于补充流动资金。", "4.2亿元", "募资", "finance_flow"),
    ],
)
def test_a_bound_or_a_purpose_hides_no_verb_of_a_deed(text: str, quantity: str, indicator: str, kind: str) -> None:
    found = figure(text, quantity)
    assert (found.indicator, found.kind) == (indicator, kind)


@pytest.mark.parametrize(
    ("text", "quantity", "indicator", "subject"),
    [
        ("云溪证券拟竞买岭南证券51.6%股份。", "51.6%", "竞买岭南证券股份", "云溪证券"),
        ("云溪服务同意收购恒悦物业的80%股权。", "80%", "收购恒悦物业股权", "云溪服务"),
        ("云溪科技拟受让甲某、乙某合计持有的岭南检测45.5%的股权。", "45.5%", "受让岭南检测股权", "云溪科技"),
    ],
)
def test_who_buys_a_stake_owns_its_share(text: str, quantity: str, indicator: str, subject: str) -> None:
    found = figure(f"财经快讯\n\n{text}", quantity)
    assert (found.indicator, found.subject) == (indicator, subject)


@pytest.mark.parametrize(
    ("text", "quantity", "indicator"),
    [
        ("上证综指于2393.18点开盘，盘中最高冲击到2423点附近，最后报收于2420.18点。", "2423点", "上证综指"),
        ("深证成指开盘走低，尾市报收于7921.13点。", "7921.13点", "深证成指"),
        ("上证综指报收2982.31点，全周上涨0.37%。", "0.37%", "上证综指"),
        ("沪指报3775.91点，涨89点；上证综指收报3442.99点，上涨10.32点，涨幅0.3%。", "0.3%", "上证综指"),
        ("截至收盘，恒安银行涨停，东湖银行、远山银行涨逾4%。", "4%", "股价"),
    ],
)
def test_quotes_of_a_trading_day_are_of_what_was_named_last(text: str, quantity: str, indicator: str) -> None:
    assert figure(text, quantity).indicator == indicator


def test_a_high_of_the_year_is_no_period() -> None:
    found = figure("今日上证综指走高，创出年内新高，报收于2391.08点。", "2391.08点")
    assert (found.period_start, found.period_end) == (date(2022, 11, 17), date(2022, 11, 17))


@pytest.mark.parametrize(
    ("text", "quantity", "kind", "value"),
    [
        ("云溪茶业一季度业绩暴增374%。", "374%", "growth_rate", "374"),
        ("期间沪深300指数下跌幅度接近4%。", "4%", "growth_rate", "-4"),
    ],
)
def test_more_words_of_growth(text: str, quantity: str, kind: str, value: str) -> None:
    found = figure(text, quantity)
    assert (found.kind, found.value) == (kind, Decimal(value))


def test_the_first_quarter_is_named_by_its_season() -> None:
    found = figure("今年首季新股融资额为140亿港元。", "140亿港元")
    assert (found.period_start, found.period_end) == (date(2022, 1, 1), date(2022, 3, 31))


def test_a_share_that_marks_funds_is_a_threshold() -> None:
    assert figure("上周主动减仓2%以上的基金数量多达148只。", "2%").role == "threshold"


def test_what_is_given_to_all_shareholders_is_the_firms() -> None:
    text = "云溪旅游（002707）8月21日晚间披露了半年报，实现净利润5860万元。公司拟以资本公积金向全体股东每10股转增4股。"
    assert figure(text, "4股").subject == "云溪旅游"


def test_firms_are_counted_and_not_what_they_earn() -> None:
    assert figure("年报显示，五家险企净利润同比大增。", "五家").indicator == "险企"
