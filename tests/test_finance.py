"""Releases and news of banks, insurers and their supervisors: whose a figure is and what it measures."""

from __future__ import annotations

from datetime import date

import pytest

from econ_extract import extract_text
from econ_extract.models import Figure

PUBLISHED = date(2023, 11, 20)


def figure(text: str, quantity: str) -> Figure:
    """The first figure of a text with these words."""
    return next(f for f in extract_text(text, published=PUBLISHED) if f.quantity == quantity)


# ---------------------------------------------------------------- fines


@pytest.mark.parametrize(
    ("text", "quantity", "indicator"),
    [
        ("云溪资产江北省分公司因风险分类不准确等被罚40万元。", "40万元", "被罚"),
        ("云溪银行虚增存款，被责令整改并处罚款90万元。", "90万元", "罚款"),
        ("云溪信托因资金挪用被监管部门罚没合计60万元。", "60万元", "罚没"),
        ("云溪农商行因贷款“三查”不到位，被罚款合计35万元。", "35万元", "罚款"),
        ("银行业共领罚单40张，涉及7家银行。保险业27张，涉及3家公司。", "27张", "罚单"),
        ("银保监系统在网站上公示行政处罚70张。", "70张", "行政处罚"),
        ("今年以来，银行业收到罚单310张，其中国有大行领罚单75张。", "75张", "罚单"),
    ],
)
def test_a_fine_is_named_by_its_own_word(text: str, quantity: str, indicator: str) -> None:
    assert figure(text, quantity).indicator == indicator


def test_a_fine_is_no_loan_because_it_was_for_one() -> None:
    text = "云溪银行福建省分行贷后管理不到位，被罚30万元。"
    assert figure(text, "30万元").kind == "money_other"


@pytest.mark.parametrize(
    ("text", "quantity", "status"),
    [
        ("银行业收到罚单31张，合计罚款2400万元。", "2400万元", "actual"),
        ("共处罚机构12家，罚款金额805万元。", "805万元", "actual"),
        ("云溪信托收到罚单3张，罚款12万元。", "12万元", "actual"),
        ("违反上述规定的，罚款500元。", "500元", "norm"),
    ],
)
def test_a_fine_that_was_imposed_is_no_rule(text: str, quantity: str, status: str) -> None:
    assert figure(text, quantity).status == status


@pytest.mark.parametrize(
    ("text", "quantity", "subject"),
    [
        ("上海两家企业分别被罚8万元、7万元。", "7万元", "上海两家企业"),
        ("工商银行福建省分行被罚30万元。", "30万元", "工商银行福建省分行"),
        ("银行业共领罚单40张，涉及7家银行。保险业27张，涉及3家公司。", "3家", "保险业"),
    ],
)
def test_a_fine_is_of_the_one_who_got_it(text: str, quantity: str, subject: str) -> None:
    assert figure(text, quantity).subject == subject


# ---------------------------------------------------------------- classes of banks and insurers in lists


@pytest.mark.parametrize(
    ("text", "quantity", "subject", "indicator"),
    [
        ("股份制银行、城商行、农商行的不良余额依次是7亿元、4亿元和3亿元。", "4亿元", "城商行", "不良余额"),
        ("国有大行、股份行和城商行的资产占比分别为40%、17%和13%。", "17%", "股份行", "资产占比"),
        ("大型银行、城商行、农村金融机构资产总额分别为9亿元、5亿元、4亿元。", "9亿元", "大型银行", "资产总额"),
        ("大型商业银行、城商行净息差分别为1.92%和1.67%。", "1.92%", "大型商业银行", "净息差"),
        ("工行、建行三季报净利润依次为2658亿元、2473亿元。", "2473亿元", "建行", "净利润"),
    ],
)
def test_each_class_of_banks_has_the_number_of_its_place(
    text: str, quantity: str, subject: str, indicator: str
) -> None:
    found = figure(text, quantity)
    assert (found.subject, found.indicator) == (subject, indicator)


# ---------------------------------------------------------------- lists of places, classes of insurance

PLACES = (
    "西部五省保费一览\n\n"
    "●陕西。1-7月原保险保费收入939亿元，同比增13%。寿险独大，收入595亿元，占63%。7月当月91亿元，同比增长24%。\n\n"
    "●甘肃。1-7月累计399亿元，同比增2.5%；7月当月31亿元。7月人均保费约127元，较6月少11元。\n\n"
    "●云南。规模居中，1-7月595亿元；寿险287亿元，占比48%。"
)


@pytest.mark.parametrize(
    ("quantity", "subject", "indicator"),
    [
        ("91亿元", "陕西", "原保险保费收入"),
        ("24%", "陕西", "原保险保费收入"),
        ("399亿元", "甘肃", "原保险保费收入"),
        ("2.5%", "甘肃", "原保险保费收入"),
        ("31亿元", "甘肃", "原保险保费收入"),
        ("127元", "甘肃", "人均保费"),
        ("287亿元", "云南", "寿险原保险保费收入"),
    ],
)
def test_the_place_that_opens_an_item_owns_its_figures(quantity: str, subject: str, indicator: str) -> None:
    found = figure(PLACES, quantity)
    assert (found.subject, found.indicator) == (subject, indicator)


def test_a_class_of_insurance_has_what_the_paragraph_above_gave_the_sum_of() -> None:
    text = "保险业快报\n\n前5月，行业原保险保费收入1910亿元。\n\n按业务划分，寿险1173亿元，下降14%；产险447亿元。"
    found = figure(text, "447亿元")
    assert (found.indicator, found.kind) == ("产险原保险保费收入", "revenue")


def test_months_take_the_year_of_the_title_where_no_day_of_issue_is_known() -> None:
    text = "2024年1—7月西部保费一览\n\n甘肃省1-7月原保险保费收入399亿元，7月31亿元。"
    found = {f.quantity: (f.period_start, f.period_end) for f in extract_text(text)}
    assert found == {
        "399亿元": (date(2024, 1, 1), date(2024, 7, 31)),
        "31亿元": (date(2024, 7, 1), date(2024, 7, 31)),
    }
