"""Releases and news of banks, insurers and their supervisors: whose a figure is and what it measures."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from conftest import first_figure
from econ_extract import extract_text

PUBLISHED = date(2023, 11, 20)
figure = partial(first_figure, published=PUBLISHED)


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


@pytest.mark.parametrize(("which", "subject"), [("49亿元", "财产险公司"), ("141亿元", "人身险公司")])
def test_the_former_and_the_latter_are_the_two_named_before(which: str, subject: str) -> None:
    text = "险企快报\n\n1-5月原保险保费收入190亿元。财产险公司、人身险公司一升一降：前者49亿元；后者141亿元，下降11%。"
    found = figure(text, which)
    assert (found.subject, found.indicator) == (subject, "原保险保费收入")
    assert not any(f.quantity == "一升" for f in extract_text(text, published=PUBLISHED))


# ---------------------------------------------------------------- levels beside others, levels of an earlier time


@pytest.mark.parametrize(
    ("text", "quantity", "subject", "indicator", "kind"),
    [
        ("全市GDP增长5%，高于全国的4.2%。", "4.2%", "全国", "GDP", "growth_rate"),
        ("云溪银行不良率1.2%，低于行业平均的1.6%。", "1.6%", "行业", "不良率", "ratio"),
        ("财产险占比达44%，超过寿险的40%。", "40%", "财产险", "寿险占比", "ratio"),
    ],
)
def test_the_level_of_another_is_no_bound(text: str, quantity: str, subject: str, indicator: str, kind: str) -> None:
    found = figure(text, quantity)
    assert (found.bound, found.subject, found.kind) == ("exact", subject, kind)
    assert (found.indicator or "").endswith(indicator)


def test_a_share_of_a_whole_keeps_its_bound() -> None:
    assert figure("研发投入占比不足营业收入的3%。", "3%").bound == "under"


RECALLED = (
    "三季末商业银行不良“双升”\n\n到9月底，商业银行不良贷款余额478亿元，而二季度末是456亿元；不良率0.95%。\n\n"
    "拨备覆盖率为289%，二季度末为290%。流动性比例45%。\n\n"
    "季末核心资本617亿元，资本充足率13%，核心资本充足率10%；一季度末这两个比率分别为12%和9%。"
)


@pytest.mark.parametrize(
    ("quantity", "day", "indicator"),
    [
        ("456亿元", date(2023, 6, 30), "不良贷款余额"),
        ("0.95%", date(2023, 9, 30), "不良率"),
        ("290%", date(2023, 6, 30), "拨备覆盖率"),
        ("45%", date(2023, 9, 30), "流动性比例"),
        ("617亿元", date(2023, 9, 30), "核心资本"),
        ("10%", date(2023, 9, 30), "核心资本充足率"),
        ("12%", date(2023, 3, 31), "资本充足率"),
        ("9%", date(2023, 3, 31), "核心资本充足率"),
    ],
)
def test_a_level_of_an_earlier_time_dates_nothing_behind_it(quantity: str, day: date, indicator: str) -> None:
    found = figure(RECALLED, quantity)
    assert (found.period_start, found.period_end) == (day, day)
    assert (found.indicator or "").endswith(indicator)


# ---------------------------------------------------------------- the central bank


@pytest.mark.parametrize(
    ("text", "quantity", "kind", "indicator"),
    [
        ("3月末，各项贷款余额304亿元，仅3月份一个月就新增19亿元。", "19亿元", "finance_flow", "各项贷款"),
        ("10月末，人民币贷款余额233亿元。当月新增7亿元，同比多增1亿元。", "1亿元", "finance_flow", "人民币贷款"),
        ("3月末，各项贷款余额304亿元，比年初净增28亿元。", "28亿元", "loan_balance", "各项贷款余额"),
        ("10月末，流通中货币余额10万亿元。当月净回笼现金688亿元。", "688亿元", "finance_flow", "净回笼现金"),
    ],
)
def test_what_was_lent_in_a_month_is_no_balance(text: str, quantity: str, kind: str, indicator: str) -> None:
    found = figure(text, quantity)
    assert (found.kind, found.indicator) == (kind, indicator)


@pytest.mark.parametrize(
    "text",
    [
        "10月末社会融资规模存量374万亿元。",
        "初步统计，前三季度社会融资规模增量为29万亿元。",
        "前三季度非金融企业存款增加4万亿元。",
    ],
)
def test_the_words_of_credit_statistics_name_nobody(text: str) -> None:
    assert [f.subject for f in extract_text(f"金融数据发布\n\n{text}", published=PUBLISHED)] == [None]


def test_the_number_of_a_heading_is_no_month() -> None:
    found = figure("四、10月份拆借利率为1.92%", "1.92%")
    assert (found.period_start, found.period_end) == (date(2023, 10, 1), date(2023, 10, 31))


def test_the_end_of_a_year_that_is_told_of_is_no_plan_where_no_day_of_issue_is_known() -> None:
    text = "2008年，信贷投放平稳。到年末，全县贷款余额276亿元。"
    found = {f.quantity: (f.status, f.period_end) for f in extract_text(text)}
    assert found == {"276亿元": ("actual", date(2008, 12, 31))}


@pytest.mark.parametrize(
    ("text", "quantity", "indicator"),
    [
        ("11月10日，1年期LPR为3.45%，5年期以上LPR为4.2%。", "4.2%", "5年期以上LPR"),
        ("隔夜Shibor报1.893%，7天Shibor报1.895%。", "1.895%", "7天Shibor"),
        ("10年期国债收益率升至2.66%。", "2.66%", "10年期国债收益率"),
        ("三季度末，核心一级资本充足率为10.36%。", "10.36%", "核心一级资本充足率"),
        ("三季度末，正常类贷款余额192亿元。", "192亿元", "正常类贷款余额"),
    ],
)
def test_a_rate_of_a_term_is_named_with_it(text: str, quantity: str, indicator: str) -> None:
    found = figure(text, quantity)
    assert (found.indicator, found.subject) == (indicator, None)


def test_an_insurer_that_is_called_insurance_owns_its_loss() -> None:
    assert figure("第三季度，中国人寿净利润5亿元，新华保险亏损4亿元。", "4亿元").subject == "新华保险"


PROVINCES = (
    "中部六省金融运行概览\n\n"
    "一、河南：9月末，全省各项存款余额10.1万亿元；前三季度新增贷款6812亿元。\n\n"
    "二、湖北：9月末，存款余额8.9万亿元，同比增长9.1%。\n\n"
    "三、湖南。存款余额7.7万亿元。9月当月新增贷款812亿元。\n\n"
    "四、江西 存款余额5.8万亿元，存贷比98.3%。"
)


@pytest.mark.parametrize(
    ("quantity", "subject", "end"),
    [
        ("10.1万亿元", "河南", date(2023, 9, 30)),
        ("8.9万亿元", "湖北", date(2023, 9, 30)),
        ("7.7万亿元", "湖南", date(2023, 9, 30)),
        ("5.8万亿元", "江西", date(2023, 9, 30)),
    ],
)
def test_an_item_without_days_has_those_of_the_items_above(quantity: str, subject: str, end: date) -> None:
    found = figure(PROVINCES, quantity)
    assert (found.subject, found.period_start, found.period_end) == (subject, end, end)


def test_a_share_of_the_budget_names_the_revenue_and_what_follows_is_of_the_revenue() -> None:
    text = "前三季度，全省一般公共预算收入300亿元，为年初预算的75.3%，增长5%。"
    assert figure(text, "75.3%").indicator == "一般公共预算收入为年初预算"
    assert figure(text, "5%").indicator == "一般公共预算收入"


def test_the_year_of_a_batch_of_bonds_does_not_date_its_issue() -> None:
    found = figure("11月9日，全省成功发行2023年第十五批政府债券，规模86.4亿元。", "86.4亿元")
    assert (found.period_start, found.period_end) == (date(2023, 11, 9), date(2023, 11, 9))


EXCHANGE = (
    "据外汇局统计，9月银行结汇1720亿美元，售汇1690亿美元，两者相抵顺差30亿美元。"
    "远期市场上，银行代客远期售汇211亿美元。9月末，未到期净售汇718亿美元，未到期期权净敞口-76亿元。"
)


@pytest.mark.parametrize(
    ("quantity", "kind"),
    [
        ("1720亿美元", "finance_flow"),
        ("1690亿美元", "finance_flow"),
        ("30亿美元", "finance_flow"),
        ("211亿美元", "finance_flow"),
        ("718亿美元", "asset_balance"),
        ("-76亿元", "asset_balance"),
    ],
)
def test_currency_bought_and_sold_by_banks_is_no_trade(quantity: str, kind: str) -> None:
    found = figure(EXCHANGE, quantity)
    assert (found.kind, found.subject) == (kind, "银行")


def test_a_surplus_of_trade_remains_one() -> None:
    assert figure("9月，出口98亿美元，进口91亿美元，两者相抵顺差7亿美元。", "7亿美元").kind == "trade"


@pytest.mark.parametrize(
    ("text", "quantity", "indicator"),
    [
        ("欧元区10月采购经理人指数达到今年最高的53.8。", "53.8", "采购经理人指数"),
        ("10月出口额升至年内最高水平3100亿元。", "3100亿元", "出口额"),
        ("10月失业率降至2019年8月以来最低的4.9%。", "4.9%", "失业率"),
    ],
)
def test_a_place_among_the_levels_of_some_days_does_not_date_the_level(
    text: str, quantity: str, indicator: str
) -> None:
    found = figure(text, quantity)
    assert (found.indicator, found.status) == (indicator, "actual")
    assert (found.period_start, found.period_end) == (date(2023, 10, 1), date(2023, 10, 31))


def test_the_end_of_the_month_in_figures_is_that_of_a_month_that_is_over() -> None:
    text = "各项贷款增势平稳。\n\n月末人民币贷款余额24.3万亿元。"
    found = next(iter(extract_text(text, published=date(2023, 11, 14))))
    assert (found.period_end, found.status) == (date(2023, 10, 31), "actual")


def test_a_condition_to_be_met_is_a_rule() -> None:
    assert figure("险企的达标条件是核心偿付能力充足率不低于50%。", "50%").status == "norm"


def test_a_bound_for_one_borrower_is_no_amount_of_its_own() -> None:
    text = "单户授信总额1000万元及以下的普惠型小微企业贷款有9.3万亿元。"
    assert figure(text, "9.3万亿元").kind == "loan_balance"
    assert figure(text, "1000万元").role == "threshold"


ROSTER = (
    "各地规划出台\n\n甘肃：到2030年，新建污水厂7座，处理能力达到49万吨。\n\n"
    "管网长度达到800公里。\n\n陕西：到2030年，新建污水厂9座。甘肃、陕西进度较快，甘肃已开工2座。\n\n"
    "海南：到2030年，新建污水厂4座。\n\n各地总投资约530亿元。"
)


@pytest.mark.parametrize(
    ("quantity", "subject"), [("7座", "甘肃"), ("800公里", "甘肃"), ("9座", "陕西"), ("4座", "海南"), ("530亿元", None)]
)
def test_an_item_of_a_list_of_places_goes_on_in_the_paragraphs_up_to_the_next(
    quantity: str, subject: str | None
) -> None:
    assert figure(ROSTER, quantity).subject == subject


def test_a_country_in_a_slogan_is_not_what_the_text_speaks_of() -> None:
    text = "报告摘要\n\n推进中国式现代化，我国建成公园3个。\n\n粮食产量增加到1.3万亿斤，高速公路里程达到18万公里。"
    assert [f.subject for f in extract_text(text)] == ["我国"] * 3


def test_what_an_undated_text_told_as_done_dates_the_ends_of_years_behind_it() -> None:
    text = "县志\n\n2016年，云溪县建成水库12座。\n\n到2016年底，公路里程达到1200公里。到2020年，公路里程达到1500公里。"
    assert [f.status for f in extract_text(text)] == ["actual", "actual", "target"]


@pytest.mark.parametrize(
    ("text", "quantity", "status"),
    [
        ("市场规模较大（去年300亿元，预计今年450亿元），综合利用率83%", "83%", "actual"),
        ("公司产能（预计明年达到50万吨）居首位，营业收入12亿元", "50万吨", "forecast"),
        ("产量（预计）达30万吨", "30万吨", "forecast"),
        ("预计产量（含试产）达30万吨", "30万吨", "forecast"),
    ],
)
def test_a_cue_beside_a_number_in_brackets_holds_inside_them_alone(text: str, quantity: str, status: str) -> None:
    assert figure(text, quantity).status == status


def test_a_bound_behind_the_unit_of_time_is_that_of_the_number() -> None:
    found = figure("力争形成10万吨/年以上污泥处置能力", "10万吨")
    assert (found.bound, found.indicator) == ("at_least", "污泥处置能力")
