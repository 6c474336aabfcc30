"""Papers of the 1990s and of counties: speeds of growth, briefs on one page, rates that move, lists below a header."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from conftest import first_figure
from econ_extract import extract_text

PUBLISHED = date(1998, 1, 16)
figure = partial(first_figure, published=PUBLISHED)


@pytest.mark.parametrize(
    ("text", "quantity", "value"),
    [
        ("云溪县乡镇企业高速增长，平均速度是４２．５％。", "４２．５％", "42.5"),
        ("全县工业总产值以年均３０％以上的速度递增。", "３０％", "30"),
        ("农民收入以每年１２％的速度增长。", "１２％", "12"),
        ("１９９７年的出口增长从１９９６年的９．３％上升到１５．２％。", "１５．２％", "15.2"),
        ("出口增长从９．３％上升到１５．２％，进口则从２０．１％下降到８．７％。", "８．７％", "8.7"),
        (
            "投资增长率由１９９３、１９９４年的５６．８％、３０．４％，逐步下降到１９９５、１９９６年的１７．５％、１８．２％。",
            "１８．２％",
            "18.2",
        ),
        ("市场价格涨幅由１９８８年的１８．５％，迅速回落到１９９０年的２．１％。", "２．１％", "2.1"),
    ],
)
def test_speeds_and_moving_rates_are_growth(text: str, quantity: str, value: str) -> None:
    found = figure(text, quantity)
    assert (found.kind, found.value) == ("growth_rate", Decimal(value))


def test_the_yearly_mean_is_a_base() -> None:
    assert figure("股本以每年平均２０％以上的速度递增。", "２０％").basis == "cagr"


@pytest.mark.parametrize(
    ("text", "quantity", "indicator"),
    [
        ("去年工业增长率为５．７％；其次是服务业，增长率为５．６％。", "５．６％", "服务业"),
        ("去年国有工业增长５．４％。集体工业回落大，增１１．７％。", "１１．７％", "集体工业"),
        ("该厂去年产值４３５０万元，并且每年以平均３０％的速度快速增长。", "３０％", "产值"),
        ("预计一年可减轻企业负担３亿多元。", "３亿多元", "减轻企业负担"),
        ("全年接订单２４８万吨，其中２４４万吨是出口船。", "２４４万吨", "出口船"),
        ("４００多名移民已获乔迁之喜。", "４００多名", "移民"),
        ("全国仍有７万人、５８万台机械战斗在水利工地。", "５８万台", "机械"),
        ("上缴国家税金占全国财政收入的２６％。", "２６％", "上缴国家税金占全国财政收入"),
        ("甲厂研发了１６个项目，其中７项已于去年完成，其余９项按计划进度研发中。", "９项", "项目"),
    ],
)
def test_indicators_of_old_papers(text: str, quantity: str, indicator: str) -> None:
    assert figure(text, quantity).indicator == indicator


def test_fixed_assets_are_one_word() -> None:
    found = figure("韩国现代重工和大宇重工固定资产分别为３２亿美元和４５亿美元。", "４５亿美元")
    assert (found.indicator, found.subject) == ("固定资产", "大宇重工")


def test_the_members_of_a_list_below_a_header_measure_what_it_says() -> None:
    text = "各县财政收入分别为：云溪县，３．２亿元；河口县，２．１亿元。"
    assert [(f.indicator, f.subject) for f in extract_text(text, published=PUBLISHED)] == [
        ("财政收入", "云溪县"),
        ("财政收入", "河口县"),
    ]


def test_a_month_that_has_come_is_past() -> None:
    found = figure("去年１０月，油价为每桶１７美元。到了１２月中旬，油价跌到１４美元。", "１４美元")
    assert (found.period_start, found.status) == (date(1997, 12, 11), "actual")


def test_the_whole_year_that_is_just_over() -> None:
    found = figure("１９９７年，零售总额达２７２亿元；出口增长较快，预计全年达到１８亿美元。", "１８亿美元")
    assert (found.period_start, found.period_end) == (date(1997, 1, 1), date(1997, 12, 31))


def test_a_year_compared_with_governs_nothing_behind() -> None:
    text = "１９９７年工业完成增加值２０４亿元。国有工业增长５．４％，与上年增速基本相当。集体工业增长１１．７％。"
    assert figure(text, "１１．７％").period_start == date(1997, 1, 1)


def test_a_second_dispatch_forgets_the_owner_of_the_first() -> None:
    text = "云溪银行利润增长\n\n本报讯 云溪银行去年利润３亿元。\n\n本报讯 记者昨日获悉，去年减税２亿元。\n"
    assert figure(text, "２亿元").subject is None


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("全市在过去的一年里完成产值１８０亿元。", "１８０亿元"),
        ("１９９７年出口３２亿元，成为自１９８３年以来连续第十五个增长年。其中机电出口１８亿元。", "１８亿元"),
    ],
)
def test_the_year_that_a_january_tells_of(text: str, quantity: str) -> None:
    found = figure(f"本报云溪１月８日讯 {text}", quantity)
    assert (found.period_start, found.period_end) == (date(1997, 1, 1), date(1997, 12, 31))


def test_goods_below_a_header_own_their_rates() -> None:
    found = figure("各商品抽查合格率分别为：碳酸饮料９２％，羊绒衫６９．２％，挂面６５％。", "９２％")
    assert (found.indicator, found.subject) == ("合格率", "碳酸饮料")


def test_an_amount_goes_on_from_its_rate() -> None:
    text = "云溪国内生产总值１８０亿元。地方财政收入增幅连续三年保持在２０％以上，去年完成２０．９亿元。"
    assert figure(text, "２０．９亿元").indicator == "地方财政收入"


def test_a_multiple_of_the_plan_is_of_what_was_made() -> None:
    assert figure("去年黄金产量１６６吨，是计划指标的１．６倍。", "１．６倍").indicator == "黄金产量"


@pytest.mark.parametrize(
    ("text", "quantity", "indicator"),
    [
        ("神龙汽车日产量达２１４辆产销率超过９０％", "２１４辆", "神龙汽车日产量"),
        ("１９９７年，研发经费投入与国内生产总值之比达到０．６％。", "０．６％", "研发经费投入与国内生产总值之比"),
    ],
)
def test_where_a_measure_ends_and_the_next_begins(text: str, quantity: str, indicator: str) -> None:
    assert figure(text, quantity).indicator == indicator
