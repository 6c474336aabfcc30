"""Figures of self-written sentences, family by family: every expected field was thought out from what a figure is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from econ_extract import extract_text

PUBLISHED = date(2023, 10, 17)
H1, Q3, AUGUST = ("2023-01-01", "2023-06-30"), ("2023-01-01", "2023-09-30"), ("2023-08-31", "2023-08-31")
YEAR, LAST_YEAR = ("2023-01-01", "2023-12-31"), ("2022-01-01", "2022-12-31")
YI, WAN = Decimal(100_000_000), Decimal(10_000)

Wanted = tuple[str, dict[str, Any]]


def case(name: str, text: str, *wanted: Wanted, fails: str = "") -> Any:
    """A text and its figures in order: the words of each, and the fields that it must have.

    `fails` says what is not read rightly yet; such a case must fail, and says so when it no longer does.
    """
    marks = [pytest.mark.xfail(strict=True, reason=fails)] if fails else []
    return pytest.param(text, list(wanted), id=name, marks=marks)


def fig(quantity: str, **fields: Any) -> Wanted:
    return quantity, fields


def field(figure: Any, name: str) -> Any:
    if name == "period":
        return figure.period_start and (figure.period_start.isoformat(), figure.period_end.isoformat())
    return getattr(figure, name)


def found(text: str, wanted: list[Wanted]) -> list[Wanted]:
    """The figures of the text, each with the fields that are asked of the one in its place."""
    figures = extract_text(text, published=PUBLISHED)
    asked = [list(fields) for _, fields in wanted] + [[]] * len(figures)
    return [(f.quantity, {name: field(f, name) for name in names}) for f, names in zip(figures, asked, strict=False)]


RELEASES = [
    case("a year that only a multiple names dates nothing behind it",
         "公司前三季度营收31亿元，是2020年全年的3.4倍；截至9月底，累计定点车型57款。",
         fig("31亿元", period=Q3), fig("3.4倍"), fig("57款", period=("2023-09-30", "2023-09-30"))),
    case("this year up to a day", "今年以来至10月4日，全省受理补贴申请14万份。",
         fig("14万份", period=("2023-01-01", "2023-10-04"))),
    case("a release about a month counts the year up to its end",
         "9月，乘用车零售190万辆；今年以来累计零售1430万辆。",
         fig("190万辆", kind="quantity"), fig("1430万辆", kind="quantity", period=Q3)),
    case("shares and changes of a budget run with its flow",
         "截至8月底，全国一般公共预算支出累计150000亿元，为年初预算的55%，比上年同期增长6.1%。",
         fig("150000亿元", period=("2023-01-01", "2023-08-31")), fig("55%", period=("2023-01-01", "2023-08-31")),
         fig("6.1%", period=("2023-01-01", "2023-08-31"), basis="yoy")),
    case("a plan of five years carries no mean over a semicolon",
         "五年来，全省生产总值年均增长5.1%；去年，规模以上工业增加值增长6.4%。",
         fig("5.1%", basis="cagr"), fig("6.4%", basis="none", period=LAST_YEAR)),
    case("a level behind its change is of what changed",
         "第三季度，营收92亿元，同比微降0.8%，净利却逆势提升16.3%至7.88亿元。",
         fig("92亿元", indicator="营收"), fig("0.8%"), fig("16.3%", indicator="净利"),
         fig("7.88亿元", indicator="净利", kind="profit")),
    case("ways of reckoning are no indicator",
         "前8个月，税收收入623亿元，剔除留抵退税因素后同口径增长1.8%，按自然口径则为下降11.2%。",
         fig("623亿元"), fig("1.8%", indicator="税收收入"), fig("11.2%", indicator="税收收入", value=Decimal("-11.2"))),
    case("the unit of a price is no noun", "6月成交宗地2宗，楼面价31260元/平方米，溢价率18.4%。",
         fig("2宗"), fig("31260元", kind="price", indicator="楼面价"), fig("18.4%", indicator="溢价率")),
    case("what is to be done is listed behind a colon",
         "今年，我们要着力抓好以下工作：一是扩就业。城镇新增就业9万人，城镇登记失业率控制在4%以内。",
         fig("9万人", status="target"), fig("4%", status="target", bound="at_most")),
    case("the share of a contract is as rough as it says", "合同总金额约占公司2022年度营业收入的74%。",
         fig("74%", bound="about")),
    case("the office that speaks names the province", "据安徽省商务厅统计，5月全省受理补贴申请14万份。",
         fig("14万份", subject="安徽省")),
    case("a peak of last year is no yoy base", "7月，电网负荷较去年最高值高出4.6%。", fig("4.6%", basis="vs")),
]  # fmt: skip

LEVEL_AND_GROWTH = [
    case(
        "rate inherits the level",
        "上半年，全市实现工业产值1260.5亿元，同比增长7.3%。",
        fig("1260.5亿元", value=Decimal("126050000000"), unit="CNY", kind="output_value", indicator="工业产值",
            period=H1, status="actual", basis=None, is_change=False),
        fig("7.3%", value=Decimal("7.3"), unit="%", kind="growth_rate", indicator="工业产值", period=H1, basis="yoy",
            direction="up"),
    ),
    case(
        "a fall is negative",
        "1—9月，全省出口机电产品420亿元，同比下降3.8%，降幅比上半年收窄1.2个百分点。",
        fig("420亿元", kind="trade", value=420 * YI),
        fig("3.8%", value=Decimal("-3.8"), direction="down", basis="yoy", kind="growth_rate"),
        fig("1.2个百分点", value=Decimal("-1.2"), unit="pp", direction="down", basis="vs", kind="growth_rate"),
    ),
    case(
        "noun of a rate",
        "前三季度，全县规上工业增加值增速达9.1%，居全市第2位。",
        fig("9.1%", kind="growth_rate", indicator="规上工业增加值", direction="up", basis="none", period=Q3),
        fig("2位", kind="rank", value=Decimal(2), unit="rank", bound="exact"),
    ),
    case(
        "an amount of change keeps its kind",
        "8月末，全市住户存款余额3120亿元，比年初增加286亿元。",
        fig("3120亿元", kind="deposit_balance", period=AUGUST, is_change=False),
        fig("286亿元", kind="deposit_balance", value=286 * YI, is_change=True, basis=None),
    ),
    case(
        "a decrease of money is negative",
        "上半年，全市完成税收85亿元，同比减少6.4亿元，下降7%。",
        fig("85亿元", kind="fiscal"),
        fig("6.4亿元", kind="fiscal", value=Decimal("-640000000"), is_change=True),
        fig("7%", kind="growth_rate", value=Decimal(-7), direction="down", basis="yoy"),
    ),
    case(
        "fewer by comparison",
        "前三季度全市新设企业3200家，比去年同期少设410家。",
        fig("3200家", kind="enterprise_count", value=Decimal(3200)),
        fig("410家", kind="enterprise_count", value=Decimal(-410), is_change=True),
        fails="少 before another verb than 增, 减, 降 is no change",
    ),
    case(
        "times as much and times more",
        "今年以来，该港集装箱吞吐量是去年同期的2.3倍，冷链货量增长1.5倍。",
        fig("2.3倍", unit="x", value=Decimal("2.3"), kind="growth_rate", basis="yoy", direction="up"),
        fig("1.5倍", unit="x", value=Decimal("1.5"), kind="growth_rate", indicator="冷链货量", direction="up"),
    ),
    case(
        "doubling",
        "五年来，全县茶叶产值翻了一番。",
        fig("翻了一番", unit="doubling", value=Decimal(1), kind="growth_rate", direction="up"),
    ),
    case(
        "少增 and 多增",
        "前三季度，贷款增加3200亿元，同比多增410亿元；存款增加1800亿元，同比少增260亿元。",
        fig("3200亿元", is_change=True),
        fig("410亿元", is_change=True, value=410 * YI),
        fig("1800亿元", is_change=True, kind="deposit_balance"),
        fig("260亿元", is_change=True, value=-260 * YI, kind="deposit_balance"),
    ),
    case(
        "to a level is no change",
        "高新技术产品出口占比由18.2%提升至23.5%。",
        fig("18.2%", kind="ratio", unit="%", is_change=False),
        fig("23.5%", kind="ratio", unit="%", is_change=False),
    ),
    case(
        "by points is a change",
        "上半年，全市高技术产业投资占比同比提高2.6个百分点。",
        fig("2.6个百分点", kind="growth_rate", unit="pp", basis="yoy", direction="up", value=Decimal("2.6")),
    ),
    case(
        "a level of a rate",
        "截至8月末，全市不良贷款率1.15%，比年初下降0.08个百分点。",
        fig("1.15%", kind="ratio", indicator="不良贷款率", period=AUGUST),
        fig("0.08个百分点", kind="growth_rate", indicator="不良贷款率", value=Decimal("-0.08"), basis="ytd"),
    ),
    case(
        "basis points",
        "新发放企业贷款加权平均利率为3.86%，同比下降32个基点。",
        fig("3.86%", kind="ratio", unit="%"),
        fig("32个基点", kind="growth_rate", unit="pp", value=Decimal("-0.32"), basis="yoy", direction="down"),
    ),
    case(
        "cut to a length",
        "企业开办时间由5天缩短至1天。",
        fig("5天", kind="duration", unit="day"),
        fig("1天", kind="duration", unit="day", value=Decimal(1), is_change=False),
    ),
    case(
        "rate before its noun",
        "全年力争实现6%以上的增长。",
        fig("6%", kind="growth_rate", bound="at_least", status="target", direction="up"),
    ),
    case(
        "rates of levels in clauses of their own",
        "去年，公司营业收入86亿元，净利润7.2亿元，分别增长12%和8%。",
        fig("86亿元", indicator="营业收入"),
        fig("7.2亿元", indicator="净利润"),
        fig("12%", kind="growth_rate", indicator="营业收入"),
        fig("8%", kind="growth_rate", indicator="净利润"),
    ),
    case(
        "the base stands at the head of the sentence",
        "与去年同期相比，进口额减少2.3亿美元，降幅为5.6%。",
        fig("2.3亿美元", kind="trade", is_change=True, value=Decimal(-230_000_000), unit="USD"),
        fig("5.6%", kind="growth_rate", basis="yoy", value=Decimal("-5.6")),
    ),
    case(
        "the base stands in a clause without a number",
        "上半年，全市工业利润120亿元，同比由降转增，增长3.2%。",
        fig("120亿元", kind="profit"),
        fig("3.2%", kind="growth_rate", basis="yoy"),
    ),
    case(
        "a level in multiples",
        "消费券杠杆率达7倍。",
        fig("7倍", kind="ratio", unit="x"),
    ),
    case(
        "sign written out",
        "9月份，全国工业生产者出厂价格同比为-2.5%。",
        fig("-2.5%", value=Decimal("-2.5"), direction="down", kind="growth_rate", basis="yoy"),
    ),
]  # fmt: skip


COMPANIES = [
    case(
        "results in Hong Kong",
        "集团收益12.4亿元，按年上升8.1%；股东应占溢利1.3亿元，建议派发末期股息每股4.5港仙。",
        fig("12.4亿元", kind="revenue"),
        fig("8.1%", kind="growth_rate", basis="yoy"),
        fig("1.3亿元", kind="profit"),
        fig("4.5港仙", kind="finance_flow", value=Decimal("0.045"), unit="HKD"),
    ),
    case(
        "a purchase",
        "公司拟以现金2.6亿元收购东江物流60%股权，该股今日收报8.35元。",
        fig("2.6亿元", kind="finance_flow"),
        fig("60%", kind="ratio"),
        fig("8.35元", kind="price"),
    ),
    case(
        "stakes traded and bought back",
        "公司累计回购股份210万股，第二大股东减持90万股，套现1600万元。",
        fig("210万股", kind="finance_flow"),
        fig("90万股", kind="count"),
        fig("1600万元", kind="finance_flow"),
    ),
    case(
        "terms of a contract",
        "项目合作期20年，其中建设期2年、运营期18年，公司出资1.5亿元参股项目公司。",
        fig("20年", kind="duration", unit="year"),
        fig("2年", kind="duration"),
        fig("18年", kind="duration"),
        fig("1.5亿元", kind="investment"),
    ),
]  # fmt: skip


COUNTED = [
    case(
        "pieces sold, and sold before",
        "节日期间门店卖出不到150台空调，而去年同期超过260台。",
        fig("150台", kind="quantity", bound="under"),
        fig("260台", kind="quantity", bound="over"),
    ),
    case(
        "those beyond a bound",
        "销售额过百亿元的房企有12家，其中3家跌幅在四成以上。",
        fig("百亿元", role="threshold"),
        fig("12家", kind="enterprise_count", role="measure"),
        fig("3家", role="measure"),
        fig("四成", role="threshold"),
    ),
    case(
        "a bound of each",
        "两年的利润分别不少于3000万元及4200万元。",
        fig("3000万元", bound="at_least"),
        fig("4200万元", bound="at_least"),
    ),
    case(
        "a bound of one",
        "两项指数分别大幅下跌约20%和14%。",
        fig("20%", bound="about"),
        fig("14%", bound="exact"),
    ),
    case(
        "a fall between two rates",
        "公司预计全年净利润下降10%到15%。",
        fig("10%到15%", value_low=Decimal(-15), value_high=Decimal(-10), direction="down", kind="growth_rate"),
    ),
    case(
        "a change and its level",
        "出厂价每吨上调60元至4380元。",
        fig("60元", value=Decimal(60), is_change=True),
        fig("4380元", value=Decimal(4380)),
    ),
    case(
        "the currency of an article",
        "2月货物进口总值为38.2亿元（澳门元，下同），出口总值为9.3亿元，顺差合人民币7亿元。",
        fig("38.2亿元", unit="MOP"),
        fig("9.3亿元", unit="MOP"),
        fig("7亿元", unit="CNY"),
    ),
    case(
        "firms and places by 家",
        "全省整治工业园区88家，园区入驻企业1200家。",
        fig("88家", kind="count"),
        fig("1200家", kind="enterprise_count"),
    ),
]  # fmt: skip


LISTS = [
    case(
        "分别 with names",
        "上半年，第一、二、三产业增加值分别增长3.2%、5.8%和6.7%。",
        fig("3.2%", kind="growth_rate", value=Decimal("3.2")),
        fig("5.8%", kind="growth_rate", value=Decimal("5.8")),
        fig("6.7%", kind="growth_rate", value=Decimal("6.7")),
    ),
    case(
        "names of their own",
        "前三季度，全市一般公共预算收入、税收收入分别完成96亿元和71亿元。",
        fig("96亿元", kind="fiscal", indicator="一般公共预算收入"),
        fig("71亿元", kind="fiscal", indicator="税收收入"),
    ),
    case(
        "names that share their end",
        "上半年，甲醇和乙烯产量分别增长12.5%和8.3%。",
        fig("12.5%", kind="growth_rate", indicator="甲醇产量"),
        fig("8.3%", kind="growth_rate", indicator="乙烯产量"),
    ),
    case(
        "rates of a list follow its levels",
        "上半年，全区出口额和进口额分别为120亿元、85亿元，同比分别增长6.1%、2.4%。",
        fig("120亿元", kind="trade", indicator="出口额"),
        fig("85亿元", kind="trade", indicator="进口额"),
        fig("6.1%", kind="growth_rate", indicator="出口额", basis="yoy"),
        fig("2.4%", kind="growth_rate", indicator="进口额", basis="yoy"),
    ),
    case(
        "one indicator in several years",
        "2020年、2021年和2022年，研发投入分别为1.2亿元、1.5亿元和2.1亿元。",
        fig("1.2亿元", period=("2020-01-01", "2020-12-31"), indicator="研发投入"),
        fig("1.5亿元", period=("2021-01-01", "2021-12-31"), indicator="研发投入"),
        fig("2.1亿元", period=("2022-01-01", "2022-12-31"), indicator="研发投入"),
    ),
    case(
        "a unit for all",
        "全市新建、改建泊位分别为12、9个。",
        fig("12", value=Decimal(12), unit="count"),
        fig("9个", value=Decimal(9), unit="count"),
    ),
    case(
        "a part of the whole",
        "上半年，全市签约项目86个，其中工业项目52个、文旅项目14个。",
        fig("86个", kind="project_count", indicator="签约项目"),
        fig("52个", kind="project_count", indicator="工业项目"),
        fig("14个", kind="project_count", indicator="文旅项目"),
    ),
    case(
        "the base goes on in the list",
        "前三季度，全市外贸进出口同比增长4.2%，其中出口增长6.5%，进口下降1.1%。",
        fig("4.2%", basis="yoy", direction="up"),
        fig("6.5%", basis="yoy", indicator="出口"),
        fig("1.1%", basis="yoy", indicator="进口", value=Decimal("-1.1")),
    ),
    case(
        "the base ends with the paragraph",
        "前三季度，全市外贸进出口同比增长4.2%。\n\n全市开发区建设加快，标准厂房面积增长12%。",
        fig("4.2%", basis="yoy"),
        fig("12%", basis="none"),
    ),
    case(
        "a new base takes over",
        "9月份，居民消费价格同比上涨0.1%，环比上涨0.2%。",
        fig("0.1%", basis="yoy", kind="growth_rate"),
        fig("0.2%", basis="mom", kind="growth_rate"),
    ),
    case(
        "ranges",
        "项目投资规模在10—30亿元之间。",
        fig("10—30亿元", bound="range", value=None, value_low=10 * YI, value_high=30 * YI, kind="investment"),
    ),
]  # fmt: skip


THRESHOLDS = [
    case(
        "以上 before a noun and a count",
        "全市在建亿元以上项目210个，总投资1800亿元。",
        fig("亿元", role="threshold", bound="at_least", value=YI, status="norm", period=None, attribution=None),
        fig("210个", role="measure", kind="project_count"),
        fig("1800亿元", role="measure", kind="investment", indicator="总投资"),
    ),
    case(
        "several classes",
        "新签约10亿元以上项目15个、50亿元以上项目3个。",
        fig("10亿元", role="threshold", value=10 * YI),
        fig("15个", role="measure", kind="project_count"),
        fig("50亿元", role="threshold"),
        fig("3个", role="measure", kind="project_count"),
    ),
    case(
        "过亿元 before a counted noun",
        "全区税收过亿元楼宇达到18座。",
        fig("亿元", role="threshold", bound="over", value=YI, status="norm"),
        fig("18座", role="measure", kind="count", value=Decimal(18)),
    ),
    case(
        "超…的企业",
        "年营业收入超10亿元的企业达到26家。",
        fig("10亿元", role="threshold", bound="over"),
        fig("26家", role="measure", kind="enterprise_count"),
    ),
    case(
        "级",
        "力争培育百亿级企业5家。",
        fig("百亿", role="threshold", value=100 * YI, bound="at_least"),
        fig("5家", role="measure", status="target", kind="enterprise_count"),
    ),
    case(
        "千亿级",
        "全市着力打造2个千亿级产业集群。",
        fig("2个", role="measure"),
        fig("千亿", role="threshold", value=1000 * YI),
        fails="千亿级 is a name in name.policy_phrase, 百亿级 and 万亿级 are thresholds",
    ),
    case(
        "对…的企业",
        "对年纳税500万元以上的企业，给予最高50万元奖励。",
        fig("500万元", role="threshold", bound="at_least", status="norm"),
        fig("50万元", role="measure", bound="at_most", status="norm", kind="finance_flow"),
    ),
    case(
        "a floor of a goal is a measure",
        "全年引进到位资金不低于60亿元。",
        fig("60亿元", role="measure", bound="at_least"),
    ),
    case(
        "以上 behind a goal is a measure",
        "力争全年完成投资300亿元以上。",
        fig("300亿元", role="measure", bound="at_least", status="target"),
    ),
    case(
        "a count before its class",
        "全市推动130个总投资超10亿元项目开工。",
        fig("130个", role="measure", kind="project_count", indicator="项目"),
        fig("10亿元", role="threshold", bound="over"),
        fails="the noun behind the threshold does not reach the count before it",
    ),
    case(
        "the noun of the class before goes on",
        "全区产值超亿元企业98家，超10亿元企业12家。",
        fig("亿元", role="threshold", kind="output_value"),
        fig("98家", role="measure", kind="enterprise_count"),
        fig("10亿元", role="threshold", kind="output_value"),
        fig("12家", role="measure", kind="enterprise_count"),
        fails="the second threshold does not take the indicator of the first",
    ),
    case(
        "a class of investments that did something",
        "总投资5000万元以上的技改项目完成投资86亿元。",
        fig("5000万元", role="threshold", bound="at_least", kind="investment"),
        fig("86亿元", role="measure", kind="investment", indicator="完成投资"),
    ),
    case(
        "a range as a class",
        "投资额1—5亿元的项目共40个。",
        fig("1—5亿元", role="threshold", bound="range"),
        fig("40个", role="measure", kind="project_count"),
        fails="的 and 共 between a range and its count",
    ),
]  # fmt: skip


BOUNDS = [
    case("约", "园区规划面积约36平方公里。", fig("36平方公里", bound="about", kind="area", unit="km2")),
    case("近", "产品远销近30个国家。", fig("30个", bound="nearly")),
    case("逾", "去年营业收入逾80亿元。", fig("80亿元", bound="over", kind="revenue", period=LAST_YEAR)),
    case("余 inside", "累计培训农民2000余人次。", fig("2000余人次", bound="over", value=Decimal(2000), kind="people")),
    case("左右 outside", "全年增长5%左右。", fig("5%", bound="about")),
    case("以内", "失业率控制在5.5%以内。", fig("5.5%", bound="at_most", kind="ratio")),
    case("不足", "中小银行占比不足3%。", fig("3%", bound="under", kind="ratio")),
    case("最高", "单户贷款最高300万元。", fig("300万元", bound="at_most")),
    case("上百", "大会吸引上百家企业参展。",
         fig("百家", bound="over", value=Decimal(100), kind="enterprise_count")),
    case("百余", "活动举办百余场。", fig("百余场", bound="over", value=Decimal(100))),
    case("突破 as verb", "全市市场主体突破60万户。",
         fig("60万户", bound="over", unit="count", kind="enterprise_count")),
    case("附近 is no 近", "在工业园附近新建厂房3栋。", fig("3栋", bound="exact")),
]  # fmt: skip


STATUSES = [
    case("力争", "力争全年新增就业2万人。", fig("2万人", status="target", kind="people", value=2 * WAN)),
    case("拟", "公司拟投资12亿元建设二期工厂。", fig("12亿元", status="target", kind="investment")),
    case("将", "项目将新增年产值8亿元。", fig("8亿元", status="target", kind="output_value")),
    case("预计", "预计全年营收达45亿元。", fig("45亿元", status="forecast", kind="revenue", period=YEAR)),
    case("有望", "全年粮食产量有望达到320万吨。", fig("320万吨", status="forecast", unit="t", kind="quantity")),
    case(
        "预计…建成后",
        "项目建成后，预计年销售收入可达6亿元。",
        fig("6亿元", status="forecast", kind="revenue", period=None),
    ),
    case(
        "建成后",
        "项目总投资20亿元，建成后年产电池8GWh。",
        fig("20亿元", status="actual", kind="investment", period=None),
        fig("8GWh", status="target", unit="Wh", kind="quantity", period=None),
    ),
    case(
        "a plan ends at what happened",
        "全年计划实施技改项目120个，目前已开工96个。",
        fig("120个", status="target", kind="project_count", period=YEAR),
        fig("96个", status="actual", kind="project_count", period=None),
    ),
    case(
        "到2025年",
        "到2025年，全市数字经济规模达到3000亿元。",
        fig("3000亿元", status="target", period=("2025-01-01", "2025-12-31")),
    ),
    case(
        "a stock by the end of a year to come",
        "到2025年末，全市贷款余额达到9000亿元。",
        fig("9000亿元", status="target", period=("2025-12-31", "2025-12-31"), kind="loan_balance"),
    ),
    case("将 marks an object", "我市已将300家企业纳入培育名单。", fig("300家", status="actual")),
    case("每…扣", "考核中每低1个百分点扣2分。",
         fig("1个百分点", status="norm"), fig("2分", status="norm", unit="point")),
    case("给予", "对新认定的企业一次性给予30万元奖励。", fig("30万元", status="norm", kind="finance_flow")),
    case("公司计划", "公司计划新建门店50家。", fig("50家", status="target", kind="enterprise_count")),
    case("目标 behind", "全县正向500亿元目标迈进。", fig("500亿元", status="target")),
    case("行动计划 is a name", "实施倍增行动计划以来，新增企业45家。", fig("45家", status="actual")),
]  # fmt: skip


PERIODS = [
    case(
        "a flow as of the end of a quarter",
        "截至二季度末，行业实现保费收入2.8万亿元，总资产31万亿元。",
        fig("2.8万亿元", kind="revenue", period=H1),
        fig("31万亿元", kind="asset_balance", period=("2023-06-30", "2023-06-30")),
    ),
    case(
        "a stock at a date",
        "截至8月末，全市贷款余额5600亿元。",
        fig("5600亿元", kind="loan_balance", period=AUGUST),
    ),
    case(
        "a level that a running plan is to reach",
        "“十四五”时期，新能源占比将超过30%。",
        fig("30%", kind="ratio", period=("2021-01-01", "2025-12-31"), status="target"),
    ),
    case(
        "a level that an ended plan reached",
        "“十三五”时期，新能源占比达到20%。",
        fig("20%", kind="ratio", period=("2020-01-01", "2020-12-31")),
    ),
    case(
        "years that still run",
        "2022年到2025年，将支持300个平台。",
        fig("300个", period=("2022-01-01", "2025-12-31"), status="target"),
    ),
    case(
        "carried inside the paragraph",
        "上半年，全区经济稳中有进。完成固定资产投资180亿元。",
        fig("180亿元", kind="investment", period=H1),
    ),
    case(
        "not over the paragraph",
        "今年以来，全区新开工项目30个。\n\n园区水电气配套齐全，建有标准厂房12万平方米。",
        fig("30个", kind="project_count"),
        fig("12万平方米", kind="area", period=None),
    ),
    case(
        "目前 stops it",
        "去年，全市引进企业320家。目前，全市共有高新技术企业1200家。",
        fig("320家", period=LAST_YEAR),
        fig("1200家", period=None, kind="enterprise_count"),
    ),
    case(
        "a base is no period",
        "上半年，全市用电量86亿千瓦时，较2019年同期增长18%。",
        fig("86亿千瓦时", period=H1, unit="kWh", kind="quantity"),
        fig("18%", period=H1, basis="vs", kind="growth_rate"),
    ),
    case(
        "月份",
        "9月份，全市社会消费品零售总额95亿元。",
        fig("95亿元", kind="revenue", period=("2023-09-01", "2023-09-30")),
    ),
    case(
        "1—7月",
        "1—7月，全市完成工业投资140亿元。",
        fig("140亿元", kind="investment", period=("2023-01-01", "2023-07-31")),
    ),
    case(
        "an event of a day",
        "10月12日，我市举行集中签约活动，签约项目18个，总投资96亿元。",
        fig("18个", kind="project_count", period=("2023-10-12", "2023-10-12")),
        fig("96亿元", kind="investment", period=("2023-10-12", "2023-10-12")),
    ),
    case(
        "cagr over five years",
        "近五年，全县旅游收入年均增长11.5%。",
        fig("11.5%", kind="growth_rate", basis="cagr"),
    ),
    case(
        "years of the plan",
        "“十四五”期间，全市计划新增绿地800公顷。",
        fig("800公顷", status="target", period=("2021-01-01", "2025-12-31"), kind="area"),
    ),
    case(
        "the day of a dispatch dates nothing",
        "新华社北京10月16日电 全国铁路累计发送旅客1.2亿人次。",
        fig("1.2亿人次", kind="people", period=None),
        fails="the day of the dateline governs the sentence",
    ),
    case(
        "years with from and to",
        "营收从2018年的12亿元增加到2022年的35亿元。",
        fig("12亿元", period=("2018-01-01", "2018-12-31"), is_change=False),
        fig("35亿元", period=LAST_YEAR, is_change=False),
    ),
    case(
        "a sentence with two periods",
        "2022年，公司营收450亿元；2023年上半年，营收280亿元，同比增长25%。",
        fig("450亿元", period=LAST_YEAR),
        fig("280亿元", period=H1),
        fig("25%", period=H1, basis="yoy"),
    ),
    case("no period at all", "项目总投资15亿元。", fig("15亿元", period=None, kind="investment")),
]  # fmt: skip


SUBJECTS = [
    case("a region opens the clause", "上半年，青岛市新设企业5.2万户。", fig("5.2万户", subject="青岛市")),
    case(
        "it goes on",
        "上半年，青岛市完成投资860亿元，新开工项目120个。",
        fig("860亿元", subject="青岛市"),
        fig("120个", subject="青岛市"),
    ),
    case(
        "a new one takes over",
        "上半年，青岛市出口1200亿元，烟台市出口980亿元。",
        fig("1200亿元", subject="青岛市"),
        fig("980亿元", subject="烟台市"),
    ),
    case(
        "a project names itself",
        "云谷数据中心二期项目总投资30亿元。",
        fig("30亿元", subject="云谷数据中心二期项目", indicator="总投资"),
    ),
    case(
        "a source is no subject",
        "据国家统计局数据显示，9月份全国粗钢产量8200万吨。",
        fig("8200万吨", attribution="国家统计局", kind="quantity"),
    ),
    case("a place gone to is none", "招商小组赴上海走访企业25家。", fig("25家", subject="招商小组")),
    case("a source in the sentence before", "市发改委日前召开发布会。上半年，全市新开工项目320个。",
         fig("320个", subject="全市")),
    case("the paper that reports is none", "央视新闻看增长\n\n9月份，全社会用电量同比增长0.9%。",
         fig("0.9%", subject=None)),
    case("an office that tells of cases", "国家卫生健康委今天通报，昨日新增确诊病例14例，其中本土病例9例。",
         fig("14例", subject=None), fig("9例", subject=None)),
    case("营业 is no industry", "铁路营业里程达到15.5万公里。", fig("15.5万公里", subject=None),
         fails="营业 ends in 业, as industries do"),
    case("a known company whose name ends as an industry", "中航工业签约项目20个。", fig("20个", subject="中航工业")),
    case("全国第3位", "江苏省产量居全国第3位。", fig("3位", subject="江苏省", kind="rank")),
]  # fmt: skip


ATTRIBUTIONS = [
    case("据…介绍", "据市商务局介绍，前三季度新设外资企业85家。", fig("85家", attribution="市商务局")),
    case("…数据显示", "海关总署数据显示，前三季度进出口30.8万亿元。", fig("30.8万亿元", attribution="海关总署")),
    case("《报告》", "《2023中国物流发展报告》显示，行业规模超11万亿元。",
         fig("11万亿元", attribution="《2023中国物流发展报告》")),
    case("数据显示 alone", "数据显示，全年销量120万辆。", fig("120万辆", attribution=None)),
]  # fmt: skip


OTHERS = [
    case(
        "the same in another currency",
        "公司三季度营收210亿元（约合29亿美元）。",
        fig("210亿元", kind="revenue", unit="CNY"),
        fig("29亿美元", kind="revenue", unit="USD", bound="about", indicator="营收"),
    ),
    case(
        "places in a list",
        "综合实力跻身全国百强县前20位。",
        fig("20位", kind="rank", bound="at_most", value=Decimal(20), unit="rank"),
    ),
    case(
        "places gained",
        "营商环境评价居全省第5位，较上年上升3位。",
        fig("5位", kind="rank", bound="exact"),
        fig("3位", kind="rank", value=Decimal(3)),
    ),
    case(
        "durations that measure work",
        "项目从签约到开工仅用45天，审批时限压缩至3个工作日。",
        fig("45天", kind="duration", unit="day"),
        fig("3个工作日", kind="duration", unit="workday"),
    ),
    case(
        "a ratio of a whole",
        "民营企业进出口占全省外贸总值的62.3%。",
        fig("62.3%", kind="ratio", unit="%"),
    ),
    case(
        "prices",
        "新棉收购价每公斤16.5元。",
        fig("16.5元", kind="price", unit="CNY"),
    ),
    case(
        "people and households",
        "项目带动周边农户1200户，吸纳务工人员3500人。",
        fig("1200户", kind="people", unit="household"),
        fig("3500人", kind="people", unit="person"),
    ),
    case(
        "storage and power",
        "电站装机容量200MW，配套储能400MWh。",
        fig("200MW", unit="W", value=Decimal(200_000_000), kind="quantity"),
        fig("400MWh", unit="Wh", value=Decimal(400_000_000), kind="quantity"),
    ),
    case(
        "index points",
        "9月份，制造业采购经理指数为50.2%，比上月上升0.5个百分点。",
        fig("50.2%", kind="index", unit="%", period=("2023-09-01", "2023-09-30")),
        fig("0.5个百分点", kind="growth_rate", basis="mom", unit="pp"),
    ),
    case(
        "firms counted with 户",
        "全市新增规上工业企业56户。",
        fig("56户", kind="enterprise_count", unit="count"),
    ),
    case(
        "Han numerals",
        "全县有八家纺织厂，职工三千五百人。",
        fig("八家", kind="enterprise_count", value=Decimal(8)),
        fig("三千五百人", kind="people", value=Decimal(3500)),
    ),
    case(
        "more and fewer than a level",
        "全市规上工业增速高于全省平均水平1.8个百分点。",
        fig("1.8个百分点", kind="growth_rate", basis="vs", direction="up", unit="pp"),
    ),
    case(
        "shares bought back",
        "公司累计回购股份320万股，支付资金4800万元。",
        fig("320万股", unit="share", kind="finance_flow"),
        fig("4800万元", kind="finance_flow"),
    ),
    case(
        "公司 is no part of an indicator",
        "公司研发投入1.2亿元。",
        fig("1.2亿元", kind="money_other", indicator="研发投入"),
    ),
    case(
        "a fund with its size before it",
        "为支持中小企业发展，市里设立总规模50亿元的产业基金。",
        fig("50亿元", kind="asset_balance", indicator="产业基金"),
        fails="an indicator word of the clause before (支持) is put before 总规模",
    ),
    case(
        "an operation with its term inside",
        "央行开展1060亿元7天期逆回购操作。",
        fig("1060亿元", kind="finance_flow", indicator="逆回购操作"),
    ),
    case(
        "two counts of one sentence",
        "税务部门为2.6万户纳税人办理留抵退税18亿元。",
        fig("2.6万户", indicator="纳税人"),
        fig("18亿元", kind="fiscal", indicator="留抵退税"),
        fails="the phrase runs from the first number to the second",
    ),
    case(
        "pieces made",
        "公司三季度交付汽车10.5万辆。",
        fig("10.5万辆", kind="quantity", unit="count"),
    ),
    case(
        "words that begin with a break word",
        "首套房首付比例不低于20%，一季度到账外资5.6亿美元，中标价3.26亿元，桥隧比达85.6%。",
        fig("20%", indicator="首套房首付比例"),
        fig("5.6亿美元", indicator="到账外资"),
        fig("3.26亿元", indicator="中标价"),
        fig("85.6%", indicator="桥隧比"),
        fails="首, 到, 中 and 达 cut the words that they belong to",
    ),
    case(
        "spaces between all words",
        "入境 游客 12 万 人次 ，实现 外汇 收入 3.5 亿 美元 。",
        fig("12 万 人次", kind="people", value=12 * WAN),
        fig("3.5 亿 美元", kind="revenue", unit="USD", value=350_000_000),
    ),
    case(
        "a share of a share",
        "占比提升3.1个百分点。",
        fig("3.1个百分点", kind="growth_rate", basis="none"),
    ),
]  # fmt: skip


TABLES = [
    case(
        "units in the head of the first column",
        "指标（亿元）\t8月末余额\t比年初增加\t同比增长（%）\n住户存款\t4380.9\t-25.3\t9.8\n",
        fig("4380.9", value=Decimal("438090000000"), unit="CNY", kind="deposit_balance", indicator="住户存款",
            period=AUGUST, is_change=False),
        fig("-25.3", value=Decimal("-2530000000"), unit="CNY", kind="deposit_balance", indicator="住户存款",
            is_change=True),
        fig("9.8", value=Decimal("9.8"), unit="%", kind="growth_rate", basis="yoy", direction="up",
            indicator="住户存款"),
    ),
    case(
        "a column of units",
        "产品名称\t单位\t产量\t比上年增长（%）\n粮食\t万吨\t244.6\t1.2\n轴承\t万套\t9240\t-6.9\n",
        fig("244.6", value=Decimal(2_446_000), unit="t", indicator="粮食产量"),
        fig("1.2", value=Decimal("1.2"), kind="growth_rate", basis="yoy"),
        fig("9240", value=Decimal(92_400_000), unit="count", indicator="轴承产量"),
        fig("-6.9", value=Decimal("-6.9"), direction="down"),
    ),
    case("a table without a unit has no figures", "产品名称\t产量\n粮食\t244.6\n"),
    case("a cell that holds more than a number", "名称（亿元）\t说明\n甲\t第3号\n"),
]  # fmt: skip


CLAUSES = [
    case(
        "strong verbs of change that reach a level",
        "贷款余额从3亿元激增至9亿元，用户从2万人暴增到8万人，债务从6亿元锐减至4亿元，物价指数由102飙升至110。",
        fig("3亿元", indicator="贷款余额"),
        fig("9亿元", indicator="贷款余额", is_change=False),
        fig("2万人", indicator="用户"),
        fig("8万人", indicator="用户", is_change=False),
        fig("6亿元", indicator="债务"),
        fig("4亿元", indicator="债务", is_change=False),
        fig("102", indicator="物价指数"),
        fig("110", indicator="物价指数", is_change=False),
    ),
    case(
        "an adverb before 占",
        "我国仪器销售额已占全球仪器市场的20.3%，软件出口额约占全球市场的7.5%。",
        fig("20.3%", indicator="仪器销售额占全球仪器市场"),
        fig("7.5%", indicator="软件出口额占全球市场"),
    ),
    case(
        "an adverbial between indicator and verb",
        "2022年，我国居民消费价格在全球通胀高企的背景下仅上涨2%，工业增加值在外需回暖带动下增长3.6%。",
        fig("2%", indicator="居民消费价格", direction="up"),
        fig("3.6%", indicator="工业增加值", direction="up"),
    ),
    case(
        "clusters of a size",
        "培育形成3个万亿级产业集群、12个千亿级产业集群。",
        fig("3个", indicator="产业集群"),
        fig("万亿", role="threshold"),
        fig("12个", kind="count"),
    ),
    case(
        "an industry owns its own indicator alone",
        "规上工业增加值增长7.8%，高技术制造业增加值增长14.5%，新能源汽车产量达到126万辆、增长38%。",
        fig("7.8%", subject=None),
        fig("14.5%", subject="高技术制造业"),
        fig("126万辆", subject=None),
        fig("38%", subject=None),
        fails="where no rule proposes an owner, the ranker takes the industry of the clause before",
    ),
    case(
        "the issuer of a notice",
        "岭南电气股份有限公司关于签订合同的公告\n\n近日，公司与华北物资有限公司签订合同。公司预计营业收入3.2亿元。",
        fig("3.2亿元", subject="岭南电气股份有限公司", status="forecast"),
    ),
    case(
        "the firm of a bracketed head",
        "盘后公告\n\n【岭南茶旅：9月客流同比降三成】\n\n受降雨影响，9月公司所属各景区接待游客6.2万人次。"
        "\n\n【云岭水泥：拟收购同行】\n\n公司拟以3.6亿元受让滁州恒达水泥51%权益。",
        fig("三成", subject="岭南茶旅"),
        fig("6.2万人次", subject="岭南茶旅", period=("2023-09-01", "2023-09-30")),
        fig("3.6亿元", subject="云岭水泥", kind="finance_flow", status="target"),
        fig("51%", kind="ratio"),
    ),
    case(
        "what a length describes",
        "青岛市交通提速\n\n全长187公里的云岭铁路累计发送旅客26万人次、货物31万吨。",
        fig("187公里", subject="云岭铁路"),
        fig("26万人次", subject="云岭铁路"),
        fig("31万吨", subject="云岭铁路"),
    ),
    case(
        "a fair and what stands for it",
        "会展经济回暖\n\n第3届云岭茶业博览会12日在昆明闭幕。本届展会吸引企业7家，签约金额26亿元。",
        fig("7家", subject="第3届云岭茶业博览会"),
        fig("26亿元", subject="第3届云岭茶业博览会"),
    ),
    case(
        "a list over the same years",
        "2020年至2022年，公司分别实现营业收入16亿元、12亿元和7亿元，同期净利润依次为5亿元、3亿元和2亿元。",
        *(fig(f"{n}亿元", period=(f"{y}-01-01", f"{y}-12-31")) for n, y in ((16, 2020), (12, 2021), (7, 2022))),
        *(fig(f"{n}亿元", period=(f"{y}-01-01", f"{y}-12-31")) for n, y in ((5, 2020), (3, 2021), (2, 2022))),
    ),
    case(
        "sorts of bonds with a rate and a term of their own",
        "8月，地方债平均发行期限16.8年，其中一般债券8.1年。平均利率2.8%，较同期国债上浮12个基点，其中专项债券2.9%。",
        fig("16.8年", kind="duration"),
        fig("8.1年", kind="duration"),
        fig("2.8%", kind="ratio"),
        fig("12个基点", basis="vs", direction="up"),
        fig("2.9%", kind="ratio", indicator="平均利率", subject="专项债券"),
    ),
    case(
        "quotas of the year and relations to one",
        "1至8月，全省发行新增债券39亿元，完成全年新增限额的75%。城乡居民收入比缩小至2.36∶1。",
        fig("39亿元", period=("2023-01-01", "2023-08-31")),
        fig("75%", period=("2023-01-01", "2023-08-31")),
        fig("2.36∶1", value=Decimal("2.36"), unit="x", kind="ratio"),
    ),
    case(
        "places of a class",
        "也要看到，全省县域经济不强，GDP过千亿元的县（市、区）仅有3个。",
        fig("千亿元", role="threshold"),
        fig("3个", indicator="GDP过千亿元的县（市、区）", kind="count", status="actual"),
    ),
    case(
        "the price behind a price",
        "回购的最高价为12.85元/股、最低价为10.32元/股。",
        fig("12.85元", indicator="回购的最高价", kind="price"),
        fig("10.32元", indicator="最低价", kind="price"),
    ),
    case(
        "a year in the heading of a section",
        "政府工作报告\n\n一、2022年工作回顾\n\n过去一年，全省生产总值增长5.6%，一般公共预算收入突破3200亿元，城乡居民收入分别增长5.1%、7.2%。"
        "\n\n产业结构持续优化。实施重点技改项目1200个，高新技术企业达到1.8万家。",
        fig("5.6%", period=("2022-01-01", "2022-12-31")),
        fig("3200亿元", period=("2022-01-01", "2022-12-31")),
        fig("5.1%"),
        fig("7.2%"),
        fig("1200个", period=("2022-01-01", "2022-12-31")),
        fig("1.8万家", period=("2022-01-01", "2022-12-31")),
    ),
    case(
        "a bracket between an indicator and its end",
        "银行业金融机构用于小微企业的贷款（包括小微型企业贷款和小微企业主贷款）余额69.2万亿元，"
        "其中单户授信总额1000万元及以下的普惠型小微企业贷款余额28.7万亿元。",
        fig("69.2万亿元", indicator="用于小微企业的贷款余额", kind="loan_balance", subject="银行业金融机构"),
        fig("1000万元", role="threshold"),
        fig("28.7万亿元", indicator="普惠型小微企业贷款余额", status="actual"),
    ),
    case(
        "a short bracket inside an owner",
        "商业银行（不含外国银行分行）资本充足率为14.77%。",
        fig("14.77%", indicator="资本充足率", subject="商业银行"),
    ),
    case(
        "two bases for two changes",
        "9月份，同业拆借利率为1.78%，分别比上月和上年同期高0.01个和低0.09个百分点。",
        fig("1.78%", kind="ratio"),
        fig("0.01个", unit="pp", value=Decimal("0.01"), basis="mom", indicator="同业拆借利率"),
        fig("0.09个百分点", unit="pp", value=Decimal("-0.09"), basis="yoy", indicator="同业拆借利率"),
    ),
    case(
        "a short name in brackets inside the indicator",
        "8月末，广义货币（M2）余额309.48万亿元，同比增长6.8%。",
        fig("309.48万亿元", indicator="广义货币（M2）余额", kind="asset_balance"),
        fig("6.8%", indicator="广义货币（M2）余额", basis="yoy"),
    ),
    case(
        "a dividend for ten shares",
        "公司拟每10股派发现金红利1.5元，合计派发现金红利1.74亿元。",
        fig("1.5元", indicator="每10股派发现金红利", kind="finance_flow"),
        fig("1.74亿元", indicator="派发现金红利", kind="finance_flow"),
    ),
    case(
        "points are given for an item",
        "项目开工率（30分）：每低5个百分点扣5分；投资完成率（40分）：每低3个百分点扣3分。",
        fig("30分"),
        fig("5个百分点"),
        fig("5分", indicator="项目开工率", status="norm"),
        fig("40分"),
        fig("3个百分点"),
        fig("3分", indicator="投资完成率", status="norm"),
    ),
    case(
        "what an indicator tells is not its name",
        "反映企业资金松紧程度的指标货币资金占用系数达13%。",
        fig("13%", indicator="货币资金占用系数"),
    ),
    case(
        "adverbs that belong to a noun",
        "给予一次性奖励5万元，应收账款平均回收期为66.7天。",
        fig("5万元", indicator="一次性奖励"),
        fig("66.7天", indicator="应收账款平均回收期"),
    ),
    case(
        "counted cities and what they sold",
        "一季度，全国300个城市土地出让收入同比下降10%。",
        fig("300个", indicator="城市", kind="count"),
        fig("10%", value=Decimal(-10)),
    ),
    case(
        "what the counted did",
        "建设五年来，7个盟市接通高铁，26家企业入围农业百佳名录。",
        fig("7个", indicator="接通高铁的盟市"),
        fig("26家", indicator="入围农业百佳名录的企业"),
    ),
    case(
        "a start of work says nothing more of what is counted",
        "71个项目破土动工。",
        fig("71个", indicator="项目", kind="project_count"),
    ),
    case(
        "which ones are counted",
        "其中列入扭亏计划的210户企业开工。",
        fig("210户", indicator="列入扭亏计划的企业"),
    ),
    case(
        "a share and what is done with it",
        "江苏要求确保可用财力的2%至4%用于水利工程建设；山东从土地出让收入中提取3%。",
        fig("2%至4%", indicator="可用财力用于水利工程建设", kind="ratio", status="norm"),
        fig("3%", indicator="土地出让收入提取", kind="ratio", status="norm"),
    ),
    case(
        "a grant by a base",
        "对首次出口的企业，按设备投资额的8%给予补助。",
        fig("8%", indicator="按设备投资额补助", status="norm"),
    ),
    case(
        "a multiple of a base",
        "独角兽企业数量是首批数量的近6倍。",
        fig("6倍", indicator="独角兽企业数量", bound="nearly", unit="x"),
    ),
    case(
        "classes by a threshold, bare and behind a verb",
        "全市新签约5亿元以上项目64个，其中，总投资50亿元以上项目12个。",
        fig("5亿元", role="threshold"),
        fig("64个", indicator="新签约项目"),
        fig("50亿元", role="threshold"),
        fig("12个", indicator="总投资50亿元以上项目"),
    ),
    case(
        "a rank goes on with what was measured",
        "2021年，电子信息产业规模达6688亿元，居中部第一，占全部工业的三成。",
        fig("6688亿元", indicator="电子信息产业规模"),
        fig("一", kind="rank", indicator="电子信息产业规模"),
        fig("三成", kind="ratio"),
    ),
    case(
        "a gap between two levels",
        "工业增加值比上年增长9.6%，高于生产总值增长1.5个百分点；其中装备制造业增加值增长12.9%。",
        fig("9.6%", basis="yoy"),
        fig("1.5个百分点", basis="vs", direction="up", indicator="工业增加值"),
        fig("12.9%", basis="yoy"),
    ),
    case(
        "a bound on a rate is no comparison",
        "2021年，经济增速高于6%。",
        fig("6%", basis="none", bound="over", direction="up"),
    ),
    case(
        "shares through the levels before them",
        "基础研究经费1090亿元，应用研究经费2190亿元，所占比重分别为5.5%和11.1%。",
        fig("1090亿元"),
        fig("2190亿元"),
        fig("5.5%", indicator="基础研究经费所占比重"),
        fig("11.1%", indicator="应用研究经费所占比重"),
    ),
    case(
        "the rate of a thing",
        "2020年GDP的增长预期调整为3.2%。",
        fig("3.2%", indicator="GDP", kind="growth_rate"),
    ),
    case(
        "parts of a sector's loans",
        "企（事）业单位贷款增加1175亿元，其中，短期贷款增加402亿元，中长期贷款增加689亿元，票据融资增加84亿元。",
        fig("1175亿元"),
        fig("402亿元", indicator="企（事）业单位短期贷款"),
        fig("689亿元", indicator="企（事）业单位中长期贷款"),
        fig("84亿元", indicator="票据融资"),
    ),
    case(
        "a verb that names what is measured",
        "四大银行去年净赚9974亿元。",
        fig("9974亿元", indicator="净利润", kind="profit"),
    ),
    case(
        "stakes are named with their firm",
        "公司持有中原信托9.1%的股权。",
        fig("9.1%", indicator="持有中原信托股权"),
    ),
    case(
        "a place in an evaluation",
        "根据综合发展水平考核评价结果，青岛经济技术开发区名列全国第47位，较上年上升7位。",
        fig("47位", indicator="综合发展水平考核评价", subject="青岛经济技术开发区"),
        fig("7位", indicator="综合发展水平考核评价"),
    ),
    case(
        "a rate by heads",
        "每千人拥有婴幼儿托位数提高到4.6个。",
        fig("4.6个", indicator="每千人拥有婴幼儿托位数"),
    ),
    case(
        "a long name with verbs inside",
        "实施呼和浩特、通辽2个公立医院改革与高质量发展示范项目。",
        fig("2个", indicator="公立医院改革与高质量发展示范项目", kind="project_count"),
    ),
    case(
        "an industry and its index",
        "装备制造业和消费品行业PMI为54.5%和52.0%，制造业PMI为50.1%。",
        fig("54.5%", indicator="PMI", subject="装备制造业"),
        fig("52.0%", indicator="PMI", subject="消费品行业"),
        fig("50.1%", indicator="制造业PMI"),
    ),
    case("a verb that belongs to the counted", "当日集中开工28个项目。", fig("28个", indicator="开工项目")),
    case("a verb that does not", "当日共吸引28个项目。", fig("28个", indicator="项目")),
]  # fmt: skip


FACTS_AND_PLANS = [
    case(
        "both levels hold from the day on",
        "从3月1日起，征收率由3%降至1%。",
        fig("3%", period=("2023-03-01", "2023-03-01")),
        fig("1%", period=("2023-03-01", "2023-03-01")),
    ),
    case("guests from all sides are no cubic metres", "绿水青山吸引着八方游客，签约项目3个。", fig("3个")),
    case("a patient's number is an ordinal", "境外输入第34例为男性，累计确诊12例。", fig("12例")),
    case(
        "weeks are days",
        "审批时间缩短两周，响应时间30秒。",
        fig("两周", value=Decimal(14), unit="day"),
        fig("30秒", unit="second"),
    ),
    case(
        "the months of a list",
        "从6月至8月，跌幅分别为6.7%、11.5%和22.9%。",
        fig("6.7%", period=("2023-06-01", "2023-06-30")),
        fig("11.5%", period=("2023-07-01", "2023-07-31")),
        fig("22.9%", period=("2023-08-01", "2023-08-31")),
    ),
    case(
        "several owners in one span",
        "前三季度，全市对韩国、美国、日本分别出口5亿元、3亿元、2亿元。",
        fig("5亿元", period=("2023-01-01", "2023-09-30")),
        fig("3亿元", period=("2023-01-01", "2023-09-30")),
        fig("2亿元", period=("2023-01-01", "2023-09-30")),
    ),
    case("calls are counted, no phone numbers", "月均拦截诈骗电话6300万余次。", fig("6300万余次", bound="over")),
    case("a phone number", "咨询电话63001234，签约项目3个。", fig("3个")),
    case(
        "firms counted in 户",
        "累计支持企业户数4502户，带动农户310户。",
        fig("4502户", unit="count", kind="enterprise_count"),
        fig("310户", unit="household", kind="people"),
    ),
    case("the price of each, however large", "地块每平方米楼面价超过7万元。", fig("7万元", kind="price")),
    case(
        "an estimate of the past is no forecast",
        "2月份零售业总销货价值的临时估计为227亿元，同比下跌44%。",
        fig("227亿元", status="actual", indicator="零售业总销货价值"),
        fig("44%", status="actual", indicator="零售业总销货价值"),
    ),
    case("parts that only follow", "支持政策有3项：一是降低电价5%。", fig("5%")),
    case(
        "the base of a share is no period",
        "3月，看房量达到了1月的六成。",
        fig("六成", period=("2023-03-01", "2023-03-31")),
    ),
    case(
        "the time of a speech is not that of the figures",
        "财政部长3月中旬曾表示，今年税收将减少280亿元。",
        fig("280亿元", period=("2023-01-01", "2023-12-31")),
    ),
    case(
        "the beginning of a month is its first day",
        "截至今年9月初，共有302家机构登记。",
        fig("302家", period=("2023-09-01", "2023-09-01")),
    ),
    case(
        "a plan's starting level is a fact",
        "关税总水平将从7.4%降至7.3%。",
        fig("7.4%", status="actual"),
        fig("7.3%", status="target"),
    ),
    case("what is still to come", "第二批48亿元也将于近期下达。", fig("48亿元", status="target")),
    case("a grant paid is no rule", "截至3月底，已兑付补贴2983万元。", fig("2983万元", status="actual")),
    case(
        "a goal that was met",
        "2021年，主要预期目标全面实现，城镇新增就业超过1100万人。",
        fig("1100万人", status="actual"),
    ),
    case("nobody plans a fall", "受外需影响，出口额将下降30亿元。", fig("30亿元", status="forecast")),
    case("a norm for each", "中小学每校至少配备1名教师。", fig("1名", status="norm", bound="at_least")),
    case(
        "a cap",
        "培训机构不得一次性收费超过5000元。",
        fig("5000元", bound="at_most", status="norm"),
    ),
    case("passing through is no bound", "经过183轮的叫价方才成交。", fig("183轮", bound="exact")),
    case("up and down the river is no bound", "把477家上下游客户纳入监测。", fig("477家", bound="exact")),
    case(
        "a sum is no unit price",
        "地块以21.5亿元的价格成交，成交均价为每平米53683元。",
        fig("21.5亿元", kind="money_other"),
        fig("53683元", kind="price", indicator="成交均价"),
    ),
    case("jobs are people", "项目新增就业岗位9000个。", fig("9000个", kind="people", unit="count")),
    case("a rebate is no decrease", "顾客可享受满40减10元的优惠。", fig("10元", value=Decimal(10))),
    case(
        "a sum in another currency has the sign of the first",
        "税收减少280亿卢布(约合26.5亿元人民币)。",
        fig("280亿卢布", value=Decimal(-280) * 100_000_000),
        fig("26.5亿元人民币", value=Decimal("-2650000000"), bound="about"),
    ),
    case("an ordinal is no count", "公司昨日交付第100架飞机，共交付飞机12架。", fig("12架")),
    case("distances of races", "她参加女子50米自由泳决赛，中国队在金牌榜上位居第一。"),
    case(
        "years that are complete",
        "近五年，全市新增企业3000家。",
        fig("3000家", period=("2018-01-01", "2022-12-31")),
    ),
]  # fmt: skip


OWNERS = [
    case(
        "该股 behind a sentence without numbers",
        "东湖硅材发布公告称，股东将减持。该股今日盘中一度大涨超18%，最终收涨6.7%。",
        fig("18%", subject="东湖硅材", indicator="股价"),
        fig("6.7%", subject="东湖硅材", indicator="股价"),
    ),
    case(
        "one thing as a share of several wholes",
        "出口茶叶分别占全国茶叶产量、新签订单量的9.1%和8%。",
        fig("9.1%", subject="出口茶叶", indicator="占全国茶叶产量", kind="ratio"),
        fig("8%", subject="出口茶叶", indicator="占全国新签订单量", kind="ratio"),
    ),
    case(
        "what is counted stands past the bound of its class",
        "全省新落地58个投资总额1000万美元以上新设外资项目。",
        fig("58个", indicator="新设外资项目", kind="project_count"),
        fig("1000万美元", role="threshold"),
    ),
    case(
        "a price for years of profit and the median of rates",
        "该公司市盈率虽有回调，但仍达57倍。行业净利润增速的中位数为22.7%。",
        fig("57倍", kind="ratio"),
        fig("22.7%", kind="growth_rate", direction="up"),
    ),
    case(
        "who holds a stake",
        "腾讯控股撤销对百度所持有的爱奇艺80.5%的股份的报价。",
        fig("80.5%", subject="百度", indicator="爱奇艺股份"),
    ),
    case(
        "who deals in shares, behind the firm of the notice",
        "公告速递\n\n1、云岭茶业：副总经理李大海拟减持不超5.4万股。\n2、东湖科技：持股5.25%的股东云海投资拟减持不超3%公司股份。",
        fig("5.4万股", subject="李大海", indicator="减持"),
        fig("5.25%", subject="云海投资", indicator="持股"),
        fig("3%", subject="云海投资", indicator="减持公司股份"),
    ),
    case(
        "a buyer whose note in brackets names another firm",
        "云海投资（云岭茶业全资子公司）出资1386万元，持有绿湖期货2.1%股权。",
        fig("1386万元", subject="云海投资"),
        fig("2.1%", subject="云海投资", indicator="持有绿湖期货股权"),
    ),
    case(
        "the market that a flash on prices opens with",
        "今日，国内白茶系茶叶市场部分价格上涨，寿眉价格上涨2.5万元/吨至88万元/吨，贡眉价格上涨1.5万元/吨至11万元/吨。",
        fig("2.5万元", subject="国内白茶系茶叶市场", indicator="寿眉价格", kind="price"),
        fig("88万元", subject="国内白茶系茶叶市场", indicator="寿眉价格", kind="price"),
        fig("1.5万元", subject="国内白茶系茶叶市场", indicator="贡眉价格", kind="price"),
        fig("11万元", subject="国内白茶系茶叶市场", indicator="贡眉价格", kind="price"),
    ),
    case(
        "the industry that 全行业 stands for",
        "2020年度信托行业业绩回稳，全行业实现营业收入1228亿元。截至年末，行业总资产20.5万亿元。",
        fig("1228亿元", subject="信托行业", kind="revenue"),
        fig("20.5万亿元", subject="信托行业", kind="asset_balance"),
    ),
    case(
        "a group of provinces goes on before its industries",
        "1-7月，南方五省区全社会用电量达294亿千瓦时。其中，制造业用电量同比增长20.6%。",
        fig("294亿千瓦时", subject="南方五省区", indicator="全社会用电量"),
        fig("20.6%", subject="南方五省区", indicator="制造业用电量"),
    ),
    case(
        "firms by their ownership own their trade",
        "江苏外贸稳中有进\n\n民营企业进出口1231亿元，增长3%；国有企业进出口294亿元。",
        fig("1231亿元", subject="民营企业", indicator="进出口"),
        fig("3%", subject="民营企业", indicator="进出口"),
        fig("294亿元", subject="国有企业", indicator="进出口"),
    ),
    case(
        "what a price was paid for",
        "云海集团以10.6亿元的价格，将旗下望海置业转给东湖城投。此前，公司以约20.8亿港元的价格，出售了望海广场项目。",
        fig("10.6亿元", subject="云海集团", indicator="转让望海置业", kind="finance_flow"),
        fig("20.8亿港元", indicator="出售望海广场项目", kind="finance_flow"),
    ),
    case(
        "whom an office fined",
        "证监会对东湖证券处以300万元罚款。云岭茶业因信披违规被罚款120万元。",
        fig("300万元", subject="东湖证券", kind="money_other", status="actual"),
        fig("120万元", subject="云岭茶业", kind="money_other", status="actual"),
    ),
    case(
        "markets and shares that money flows into",
        "北向资金全天净卖出46.9亿元，其中沪股通净卖出21.5亿元。云岭茶业获净买入3.2亿元。",
        fig("46.9亿元", subject="北向资金"),
        fig("21.5亿元", subject="沪股通"),
        fig("3.2亿元", subject="云岭茶业", indicator="净买入"),
    ),
    case(
        "the firm that announces",
        "财经早报\n\n云岭建设公告，公司近日中标隧道工程，中标价12.36亿元。",
        fig("12.36亿元", subject="云岭建设", indicator="中标价", kind="money_other"),
    ),
    case(
        "the operation behind its term",
        "央行今日开展了250亿元7天期逆回购操作，净投放30亿元。",
        fig("250亿元", subject="央行", indicator="逆回购操作"),
        fig("30亿元", subject="央行", indicator="净投放"),
    ),
    case(
        "the contract whose fee an exchange sets",
        "郑商所公告，今日夜盘交易时起，动力煤期货2202及2203合约的交易手续费标准调整为60元/手。",
        fig("60元", subject="动力煤期货2202及2203合约", kind="price"),
    ),
    case(
        "the daughter that invests",
        "云岭股份公告，全资子公司云岭微电拟投资12亿元建设封装项目。",
        fig("12亿元", subject="云岭微电", indicator="投资", kind="investment"),
    ),
    case(
        "firms that are counted own no count",
        "沪深两市共有106家上市公司发布业绩预告。从预告情况来看，预喜公司的数量达102家，占比96.2%。",
        fig("106家", subject="沪深两市"),
        fig("102家", subject="沪深两市"),
        fig("96.2%", subject="沪深两市", kind="ratio"),
    ),
    case(
        "where an experience was brought to",
        "经验已推广到省内12家纺织企业，平均能耗下降8%。",
        fig("12家"),
        fig("8%", subject="纺织企业"),
    ),
    case(
        "the first of a country",
        "青岛高新区作为全国首批13家试点园区之一加快建设。",
        fig("13家", subject="全国"),
    ),
    case(
        "who stands before the indicator with 的",
        "规模以上企业的复工率达到94.2%。",
        fig("94.2%", indicator="复工率", subject="规模以上企业"),
    ),
    case(
        "an industry and the rate of all of it",
        "汽车行业企业整体开工率由60%提升到97%。",
        fig("60%", subject="汽车行业企业"),
        fig("97%", subject="汽车行业企业"),
    ),
    case(
        "a subject that an adverb follows at once",
        "基础电信企业月均拦截垃圾短信30亿次。",
        fig("30亿次", subject="基础电信企业"),
    ),
    case(
        "the share of a market",
        "北向资金净流入1.48亿元，深市股票成交额96.8万亿元。",
        fig("1.48亿元", subject="北向资金"),
        fig("96.8万亿元", subject="深市"),
    ),
    case(
        "firms just counted own what they made",
        "上半年，4825家上市公司共实现营业收入34.5万亿元。",
        fig("4825家"),
        fig("34.5万亿元", subject="上市公司"),
    ),
    case(
        "firms that are lent to own nothing",
        "青岛市加大支持\n\n青岛市为830家制造企业授信312亿元。",
        fig("830家"),
        fig("312亿元", subject="青岛市"),
    ),
    case(
        "a release on an industry",
        "前7个月，我国软件和信息技术服务业运行态势平稳，软件业务收入64570亿元。",
        fig("64570亿元", subject="我国软件和信息技术服务业"),
    ),
    case(
        "a country's survey of an industry",
        "3月份，中国制造业PMI为52.0%。其中，生产指数为54.1%。",
        fig("52.0%", subject="中国"),
        fig("54.1%", subject="制造业"),
        fails="the ranker gives the part to the country of the survey, not to its industry",
    ),
    case(
        "who stands at the head of the clause and does something",
        "合作社流转山地1200亩，今年亩均产杏核160斤。",
        fig("1200亩", subject="合作社"),
        fig("160斤", subject="合作社"),
    ),
    case(
        "a bare noun inside a compound owns nothing",
        "福建加快发展。财政收入达253亿元。",
        fig("253亿元", indicator="财政收入", subject=None),
    ),
    case(
        "one firm among many",
        "三季度，顺德区一家企业投入3500万元建成产线。",
        fig("3500万元", subject="顺德区一家企业"),
    ),
    case(
        "a short form stands for the last name of its kind",
        "青岛云岭茶业有限公司昨日开工。该公司年产茶叶280吨。",
        fig("280吨", subject="青岛云岭茶业有限公司"),
    ),
    case(
        "this county is the county of the sentence before",
        "监利县签约项目12个，英山县签约项目3个。该县销售茶叶280吨。",
        fig("12个", subject="监利县"),
        fig("3个", subject="英山县"),
        fig("280吨", subject="英山县"),
    ),
    case(
        "who speaks for a plant speaks of it",
        "长湖货运营业部经理王大明表示，3月份货物发送达93万吨。",
        fig("93万吨", subject="长湖货运营业部"),
    ),
    case(
        "an official speaks of his region",
        "青岛市抓招商促发展\n\n青岛市商务局局长王大明表示，今年将引进项目30个。",
        fig("30个", subject="青岛市"),
    ),
    case(
        "a place set off by a comma",
        "青岛抓招商促发展\n\n仅在城阳区，已有13家企业减免租金。",
        fig("13家", subject="城阳区"),
    ),
    case(
        "a class of banks before its indicator",
        "大型商业银行本外币资产总额184.6万亿元，同比增长7.9%。",
        fig("184.6万亿元", indicator="本外币资产总额", subject="大型商业银行"),
        fig("7.9%", indicator="本外币资产总额", subject="大型商业银行"),
    ),
    case(
        "loans of banks stay with their region",
        "青岛贷款平稳增长\n\n非银行业金融机构贷款增加308亿元。",
        fig("308亿元", indicator="非银行业金融机构贷款", subject="青岛"),
    ),
    case(
        "parts of the country take the indicator behind them",
        "东部、中部、西部实际使用外资同比分别增长23.4%、60.7%和21.9%。",
        fig("23.4%", indicator="实际使用外资", subject="东部"),
        fig("60.7%", indicator="实际使用外资", subject="中部"),
        fig("21.9%", indicator="实际使用外资", subject="西部"),
    ),
    case(
        "a share of a group belongs to the group",
        "中国茶业协会发布的调查显示，83%的受访企业看好市场。",
        fig("83%", subject="受访企业"),
    ),
    case(
        "the share of a group is the whole's",
        "襄阳高新区签约项目71个，先进制造业项目占比达到七成。",
        fig("71个", subject="襄阳高新区"),
        fig("七成", indicator="先进制造业项目占比", subject="襄阳高新区"),
    ),
    case(
        "a label gives the word back to the topic",
        "青岛市抓招商促发展\n\n青岛云岭茶业有限公司投资3亿元。人才引进：引进人才300人。",
        fig("3亿元", subject="青岛云岭茶业有限公司"),
        fig("300人", subject="青岛市"),
    ),
    case(
        "works in a region's name",
        "1—11月，武汉天河机场旅客吞吐量首次突破3000万人次。",
        fig("3000万人次", indicator="旅客吞吐量", subject="武汉天河机场"),
    ),
    case(
        "a road does not own what is counted later",
        "甘肃加快交通建设\n\n甘肃加快建设。兰青高速铁路已贯通，开通航线48条。",
        fig("48条", subject="甘肃"),
        fails="the rules propose 甘肃, the ranker prefers what opens the sentence",
    ),
    case(
        "a heading's project owns its section",
        "工程快讯\n\n**引水入城工程开工建设**\n\n该工程线路总长499.9公里。\n\n**荆南大桥主体完工**\n\n大桥全长2.3公里。",
        fig("499.9公里", subject="引水入城工程"),
        fig("2.3公里", subject="荆南大桥"),
    ),
    case(
        "each of a list of places gets the rate of its place",
        "上半年，青岛、烟台分别增长5.1%和6.2%。",
        fig("5.1%", subject="青岛"),
        fig("6.2%", subject="烟台"),
    ),
    case(
        "a list of places owns a figure together",
        "青岛、烟台、潍坊等市累计签约项目58个。",
        fig("58个", subject="青岛、烟台、潍坊等市"),
    ),
    case(
        "groups of firms have the indicator of the whole",
        "上半年，全市工业利润总额66亿元，其中私营企业19亿元，下降1.0%。",
        fig("66亿元", kind="profit"),
        fig("19亿元", kind="profit", subject="私营企业"),
        fig("1.0%", kind="growth_rate", value=Decimal("-1.0"), subject="私营企业"),
    ),
    case(
        "a group before its indicator",
        "1—8月，全国规模以上工业企业实现利润总额4600亿元。",
        fig("4600亿元", kind="profit", indicator="利润总额"),
    ),
    case(
        "indices follow their industry",
        "9月份，制造业采购经理指数为50.2%。生产指数为52.7%，比上月上升0.8个百分点。",
        fig("50.2%", subject="制造业"),
        fig("52.7%", subject="制造业"),
        fig("0.8个百分点", subject="制造业", basis="mom"),
    ),
    case(
        "rates go through the levels before them",
        "上半年，全市营业收入86亿元，利润7.2亿元，分别增长12%和8%。",
        fig("86亿元", kind="revenue"),
        fig("7.2亿元", kind="profit"),
        fig("12%", indicator="营业收入"),
        fig("8%", indicator="利润"),
    ),
    case(
        "rates with verbs of their own go through the levels before them",
        "上半年，全市进口20亿元，出口30亿元，同比分别下降2.1%、增长3.2%。",
        fig("20亿元", kind="trade"),
        fig("30亿元", kind="trade"),
        fig("2.1%", indicator="进口", value=Decimal("-2.1"), basis="yoy"),
        fig("3.2%", indicator="出口", value=Decimal("3.2"), basis="yoy"),
    ),
    case(
        "the measure behind a counted noun is the next number's",
        "上半年，全市36个重点项目总投资80亿元。",
        fig("36个", kind="project_count", indicator="重点项目"),
        fig("80亿元", kind="investment"),
    ),
    case(
        "a level behind its change",
        "前三季度，该行净利润61亿元；营业收入同比下降2.3%，为171.9亿元。",
        fig("61亿元", kind="profit"),
        fig("2.3%", indicator="营业收入"),
        fig("171.9亿元", kind="revenue", indicator="营业收入"),
    ),
    case(
        "a place gone to is no owner",
        "全市赴外招商，邀请上海企业20家参会。",
        fig("20家", kind="enterprise_count"),
    ),
    case(
        "a month compared with is no period",
        "9月份，新订单指数为50.5%，与上月基本持平；从业人员指数为48.1%。",
        fig("50.5%", period=("2023-09-01", "2023-09-30")),
        fig("48.1%", period=("2023-09-01", "2023-09-30")),
    ),
    case(
        "an expectation of a period that is over",
        "公司预计2023年上半年净利润2.1亿元。",
        fig("2.1亿元", status="forecast", period=H1),
    ),
    case(
        "who plans stands before 计划",
        "今年全区计划引进项目75个。",
        fig("75个", status="target", kind="project_count"),
    ),
    case(
        "limits of a rule",
        "佣金费率不得高于8%。",
        fig("8%", bound="at_most", status="norm"),
    ),
    case(
        "days of a process",
        "产成品存货周转天数为20.0天，同比减少0.1天。",
        fig("20.0天", kind="duration"),
        fig("0.1天", kind="duration", value=Decimal("-0.1"), is_change=True),
    ),
    case(
        "from one range to another",
        "全年增速指引由15%至18%上调至20%至22%。",
        fig("15%至18%", value_low=Decimal(15), value_high=Decimal(18)),
        fig("20%至22%", value_low=Decimal(20), value_high=Decimal(22)),
    ),
]  # fmt: skip


BASES = [
    case(
        "the year before by its number",
        "2022年，全县粮食产量31万吨，比2021年增长4.2%。",
        fig("31万吨"),
        fig("4.2%", kind="growth_rate", basis="yoy"),
    ),
    case(
        "the end of the year before by its number",
        "截至2023年6月末，各项贷款余额410亿元，较2022年末增长6.3%。",
        fig("410亿元"),
        fig("6.3%", kind="growth_rate", basis="ytd"),
    ),
    case(
        "the month before by its number",
        "4月份，工业增加值同比增长5%，增速比3月份加快0.7个百分点。",
        fig("5%", basis="yoy"),
        fig("0.7个百分点", basis="mom"),
    ),
    case(
        "the quarter before, over a comma",
        "三季度，全市新开工项目40个，投诉量同比减少8%；与二季度相比，则回升3%。",
        fig("40个"),
        fig("8%", basis="yoy"),
        fig("3%", basis="mom"),
    ),
    case(
        "another year stays another base",
        "2022年，全县粮食产量31万吨，比2018年增长4.2%。",
        fig("31万吨"),
        fig("4.2%", kind="growth_rate", basis="vs"),
    ),
    case(
        "a part of this year and the whole last one",
        "1-11月，全省销售面积900万平方米，同比下降6%，降幅比去年全年收窄2个百分点。",
        fig("900万平方米"),
        fig("6%", basis="yoy"),
        fig("2个百分点", basis="vs"),
    ),
    case(
        "a base for the whole text",
        "前8个月，全省进出口600亿元，比去年同期（下同）增长7%。\n\n前8个月，全省民营企业出口300亿元，增长9%。",
        fig("600亿元"),
        fig("7%", basis="yoy"),
        fig("300亿元"),
        fig("9%", basis="yoy"),
    ),
    case(
        "下同 behind a currency names no base",
        "进口货值38亿元(澳门元，下同)。\n\n其中，手机进口减少68%。",
        fig("38亿元"),
        fig("68%", basis="none"),
    ),
    case(
        "下同 behind a currency names no base, nor where a rate stands behind it",
        "服务进出口280亿元（人民币，下同），同比增长7%。\n\n旅行服务进出口42亿元，下降3%。",
        fig("280亿元"),
        fig("7%", basis="yoy"),
        fig("42亿元"),
        fig("3%", basis="none"),
    ),
    case(
        "comparable prices compare nothing",
        "按可比价格计算，批发与零售业增加值增长6%。",
        fig("6%", basis="none"),
    ),
    case(
        "a change of a rate hands no base on",
        "一季度，投资同比增长5%，增速比上月回落0.2个百分点；出口额增长3%。",
        fig("5%", basis="yoy"),
        fig("0.2个百分点", basis="mom"),
        fig("3%", basis="yoy"),
    ),
    case(
        "two levels are the base",
        "十年来，全县人均收入从5600元提高到16900元，增长了2倍。",
        fig("5600元"),
        fig("16900元"),
        fig("2倍", kind="growth_rate", basis="vs"),
    ),
    case(
        "a rate that falls to a level",
        "公司股价盘前上涨近9%，收盘涨幅回落至3.4%。",
        fig("9%"),
        fig("3.4%", kind="growth_rate", direction="up"),
    ),
]


PLANS = [
    case(
        "a plan of which a part is done",
        "前三季度，公司新签合同233亿元，完成全年计划的77.7%，其中房建业务121亿元。",
        fig("233亿元", status="actual", period=Q3),
        fig("77.7%", status="actual", period=Q3),
        fig("121亿元", status="actual", period=Q3),
    ),
    case(
        "拟 begins a word and reaches far",
        "公司拟向不超过35名投资者发行股票，募集资金总额不超过12亿元，其中8亿元用于芯片项目。",
        fig("35名", status="target"),
        fig("12亿元", status="target"),
        fig("8亿元", status="target"),
    ),
    case(
        "a headline in brackets ends with them",
        "【北川股份拟募资9亿元】北川股份公告，控股股东持股31%。",
        fig("9亿元", status="target"),
        fig("31%", status="actual"),
    ),
    case(
        "the growth of what is expected is expected",
        "假期预计发送旅客4300万人次，比去年同期增长15%。",
        fig("4300万人次", status="forecast"),
        fig("15%", status="forecast", basis="yoy"),
    ),
    case(
        "a list of plans over semicolons",
        "全市计划新建学校12所；新增学位6000个；目前已开工5所。",
        fig("12所", status="target"),
        fig("6000个", status="target"),
        fig("5所", status="actual"),
    ),
    case(
        "a firm named 目标公司 plans nothing",
        "2022年度，目标公司收益4亿元。",
        fig("4亿元", status="actual"),
    ),
    case(
        "guidance and expectations",
        "营收21亿元，高于此前19亿元的业绩指引。",
        fig("21亿元", status="actual"),
        fig("19亿元", status="forecast"),
    ),
    case(
        "provisions and contributions are no rules",
        "公司计提存货跌价准备3600万元，缴纳社会保险费800万元。",
        fig("3600万元", status="actual"),
        fig("800万元", status="actual"),
    ),
    case(
        "what came about after the opening is a fact",
        "铁路通车后，两地通行时间缩短了一半。",
        fig("一半", status="actual"),
    ),
    case(
        "a red line is a rule",
        "该行资本充足率为8.7%，逼近7.5%的监管红线。",
        fig("8.7%", status="actual"),
        fig("7.5%", status="norm"),
    ),
]


DAYS = [
    case(
        "the same days of last year do not last",
        "上半年，公司盈利9亿元，上年同期盈利7亿元。公司新签订单5亿元。",
        fig("9亿元", period=H1),
        fig("7亿元", period=("2022-01-01", "2022-06-30")),
        fig("5亿元", period=H1),
    ),
    case(
        "this year up to a day",
        "截至9月20日，今年全市票房累计6亿元。",
        fig("6亿元", period=("2023-01-01", "2023-09-20")),
    ),
    case(
        "what a share is reckoned on",
        "3月份，看房量达到了1月的六成。",
        fig("六成", period=("2023-03-01", "2023-03-31")),
    ),
    case(
        "the level of the base itself",
        "上半年，公司亏损8亿元，较2021年上半年的9亿元收窄。",
        fig("8亿元", period=H1),
        fig("9亿元", period=("2021-01-01", "2021-06-30")),
    ),
    case(
        "相较于 names a base",
        "上半年，全省盾构机数量相较于2014年增长了8倍。",
        fig("8倍", basis="vs", period=H1),
    ),
    case(
        "a share of the same days of another year",
        "上半年，全省客运规模相当于2019年同期的80%。",
        fig("80%", period=H1),
    ),
    case(
        "a run of years holds in its clause",
        "2022年，全省粮食总产量连续5年稳定在6亿吨以上，增长2%。",
        fig("6亿吨", period=("2018-01-01", "2022-12-31")),
        fig("2%", period=LAST_YEAR),
    ),
    case(
        "a yearly mean from year to year",
        "全市生产总值从2012年的120亿元增至2021年的280亿元，年均增长9%。",
        fig("120亿元"),
        fig("280亿元"),
        fig("9%", basis="cagr", period=("2013-01-01", "2021-12-31")),
    ),
    case(
        "a batch is named by its year",
        "9月8日，新区2023年首批43个项目集中开工。",
        fig("43个", period=("2023-09-08", "2023-09-08")),
    ),
]


NEWS = [
    case(
        "verbs that name what becomes less",
        "技改后单位产品节水两成，节约标准煤3万吨，产品平均降价8%。",
        fig("两成", value=Decimal(-20), kind="growth_rate", direction="down"),
        fig("3万吨", value=Decimal(30000), kind="quantity", is_change=False),
        fig("8%", value=Decimal(-8), kind="growth_rate"),
    ),
    case(
        "what changes stands behind the counted",
        "新规降低了18项服务的收费标准。",
        fig("18项", value=Decimal(18), is_change=False),
    ),
    case(
        "places gained",
        "营商环境排名从第62位升至第41位，跃升了21位。",
        fig("62位", unit="rank"),
        fig("41位", unit="rank"),
        fig("21位", unit="rank", kind="rank", value=Decimal(21)),
    ),
    case(
        "a sum of three figures bounds no class",
        "总投资超1865亿元的92个重点项目开工。",
        fig("1865亿元", role="measure", bound="over", kind="investment"),
        fig("92个", kind="project_count"),
    ),
    case(
        "parts in brackets are of the kind of their sum",
        "全市接收捐赠款物3200万元(现金1800万元、物资折款1400万元)。",
        fig("3200万元", kind="finance_flow"),
        fig("1800万元", kind="finance_flow"),
        fig("1400万元", kind="finance_flow"),
    ),
    case(
        "sites in Han numerals, and events of sports",
        "赛会设在崇左、来宾、贵港三个城市，共设12个项目，产生12枚金牌。",
        fig("三个", value=Decimal(3), kind="count"),
        fig("12个", kind="count"),
        fig("12枚", kind="count"),
    ),
    case(
        "how long stocks last and work took",
        "储备粮可满足全市居民6个月消费，历时两年建成的粮库投用。",
        fig("6个月", value=Decimal(6), unit="month", kind="duration"),
        fig("两年", value=Decimal(2), unit="year", kind="duration"),
    ),
    case(
        "the fixing of the yuan",
        "人民币对美元中间价下降65点，报6.9152。",
        fig("65点", value=Decimal(-65), unit="point", is_change=True),
        fig("6.9152", value=Decimal("6.9152"), unit="CNY", kind="price"),
    ),
    case(
        "the base of a share is no figure",
        "每5辆新能源汽车就有2辆产自当地。",
        fig("2辆", value=Decimal(2)),
    ),
    case(
        "classes by floor space and limits with a verb between",
        "对面积3万平方米（含）至5万平方米的购物中心最高补贴30万元。",
        fig("3万平方米（含）至5万平方米", role="threshold", bound="range"),
        fig("30万元", role="measure", bound="at_most", kind="finance_flow", status="norm"),
    ),
    case(
        "points of a licence",
        "驾驶人违法一次记12分，总书记十分关心出行安全。",
        fig("12分", unit="point", kind="index"),
    ),
]

FAMILIES = [
    *RELEASES,
    *LEVEL_AND_GROWTH,
    *LISTS,
    *THRESHOLDS,
    *BOUNDS,
    *STATUSES,
    *PERIODS,
    *SUBJECTS,
    *ATTRIBUTIONS,
    *OTHERS,
    *OWNERS,
    *CLAUSES,
    *FACTS_AND_PLANS,
    *TABLES,
    *BASES,
    *PLANS,
    *DAYS,
    *NEWS,
]


@pytest.mark.parametrize(("text", "wanted"), FAMILIES)
def test_family(text: str, wanted: list[Wanted]) -> None:
    assert found(text, wanted) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "会议提出四项举措。",
        "要抓好三个方面的工作。",
        "这是一个新的开始。",
        "本届展会是第三届。",
        "入选世界500强榜单。",
        "建设G60科创走廊。",
        "实施“三大工程”。",
        "深化产教融合，推进三位一体建设。",
        "中央财政将分三批支持地方试点。",
        "假期期间7座及7座以下小型客车免收通行费。",
        "女队晋级四分之一决赛。",
        "实施新一轮千亿斤粮食产能提升行动。",
        "文件对符合条件的两类企业作出规定。",
        "京ICP备12345678号-1",
        "举报电话：010-12345678",
        "根据国发〔2023〕15号文件要求执行。",
        "十四五规划纲要印发。",
        "数百家企业参展。",
        "若干家企业参展。",
        "实现两位数增长。",
        "十大新兴产业加快布局。",
        "一是加强领导；二是压实责任。",
        "第二批试点启动。",
        "时速350公里的高铁开通。",
        "建设12英寸晶圆生产线。",
        "时隔5年重启。",
        "上午9时30分开幕。",
        "2023年10月12日印发。",
        "扎实推进两地合作。",
        "打通最后一公里。",
        "5G网络全覆盖。",
        "实施乡村振兴“千村示范、万村整治”工程。",
    ],
)
def test_no_figures(text: str) -> None:
    assert [(f.quantity, f.kind) for f in extract_text(text, published=PUBLISHED)] == []


# ---------------------------------------------------------------- ties between figures, and where they stand


@pytest.mark.parametrize(
    "text",
    [
        "农村最高20%收入组人均可支配收入3.1万元。",
        "最低10%收入户的人均消费支出8000元。",
        "全面消除年收入4600元以下贫困现象。",
        "贫困人口4万人以上（含4万人）的县有十个。",
        "东海市跨入生产总值千亿元俱乐部。",
    ],
)
def test_what_names_a_class_is_no_measure(text: str) -> None:
    figures = extract_text(text)
    named = [f for f in figures if f.quantity in ("20%", "10%", "4600元", "4万人", "千亿元")]
    assert {f.role for f in named} == {"threshold"}


OWNERS = [
    ("云南省政府工作报告", "云岭茶业有限公司建成3条生产线。新增上市公司10家。", ["云岭茶业有限公司", "云南省"]),
    ("云南省政府工作报告", "云岭茶业有限公司建成3条生产线。其中自动化生产线2条。", ["云岭茶业有限公司"] * 2),
    ("云岭茶业扩大产能", "云岭茶业有限公司建成3条生产线。新增员工10人。", ["云岭茶业有限公司"] * 2),
    ("云南养殖业提速", "陆良县引进企业，全县养鱼水面5400亩。", ["陆良县"]),
    (
        "全国用电情况",
        "第一产业用电量634亿千瓦时；第二产业用电量3255亿千瓦时。全社会用电量8324亿千瓦时。",
        ["第一产业", "第二产业", "全国"],
    ),
    ("政府工作报告\n\n——2023年1月12日在云南省第十四届人民代表大会第一次会议上", "外贸出口额增长3%。", ["云南省"]),
    ("云南省国民经济和社会发展第十四个五年规划纲要", "全国示范区达到12个。省政府整合资金3亿元。", ["云南省"] * 2),
]


@pytest.mark.parametrize(("title", "text", "subjects"), OWNERS)
def test_owners_from_the_title_and_the_sentences_before(title: str, text: str, subjects: list[str]) -> None:
    assert [f.subject for f in extract_text(f"{title}\n\n{text}")] == subjects


YEAR = (date(2023, 1, 1), date(2023, 12, 31))


@pytest.mark.parametrize(
    ("title", "dated"),
    [("2023年云南省国民经济和社会发展统计公报", True), ("云南省国民经济和社会发展统计公报", False)],
)
def test_the_report_of_a_year_dates_what_has_no_days(title: str, dated: bool) -> None:
    text = f"{title}\n\n2024年3月\n\n粮食产量1800万吨，蔬菜产量2700万吨。"
    assert [(f.period_start, f.period_end) == YEAR for f in extract_text(text)] == [dated] * 2


def test_a_rate_points_at_its_level() -> None:
    level, rate = extract_text("上半年，全市实现产值120亿元，同比增长7%。", published=PUBLISHED)
    assert rate.of_figure_id == level.figure_id
    assert level.of_figure_id is None


def test_an_article_without_a_date_has_no_days_for_this_year() -> None:
    (figure,) = extract_text("今年上半年，全市实现产值120亿元。")
    assert (figure.period_start, figure.period_end) == (None, None)


def test_offsets_lead_back_over_dropped_line_breaks() -> None:
    text = "【快讯】\n全市上半年完成固定资产投资1\n80.5亿\n元，同比增长\n6.2%。\n"
    for figure in extract_text(text, published=PUBLISHED):
        assert text[figure.doc_start : figure.doc_end] == figure.quantity


def test_spans_hold_number_and_unit_only() -> None:
    text = "全市约有超过３０００ 家企业，营收突破２．５万亿元大关，占比达到百分之六十以上。"
    words = [f.quantity for f in extract_text(text, published=PUBLISHED)]
    assert words == ["３０００ 家", "２．５万亿元", "百分之六十"]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("市科技局3日表示，全市建立专家库，入库专家300名。", None),
        ("根据2016年出台的管理办法，油价下限为40美元。", None),
        ("2023年国际博览会今天（11月29日）落下帷幕。线下参展企业2400家。", None),
        ("今天（11月29日），第三届洽谈会在滨城开幕。两地推出招商项目34个。", ("2023-11-29", "2023-11-29")),
        (
            "11月29日，全市重大项目集中开工。\n各区设立分会场。\n此次集中开工项目28个。",
            ("2023-11-29", "2023-11-29"),
        ),
        ("11月28日，项目27个开工，年度计划投资76亿元。", ("2023-01-01", "2023-12-31")),
        ("今天（11月29日），大桥主体完工，大桥全长2161米。", None),
        ("十年来，居民人均可支配收入从2.3万元增长到4.5万元。", ("2022-01-01", "2022-12-31")),
    ],
)
def test_days_of_speeches_papers_and_events(text: str, period: tuple[str, str] | None) -> None:
    figures = extract_text(text, published=date(2023, 11, 29))
    last = figures[-1] if figures else None
    found = (str(last.period_start), str(last.period_end)) if last and last.period_start else None
    assert found == period


def test_a_proposal_of_the_rules_longer_than_any_candidate_stands() -> None:
    noun = "公路养护协会与公路摄影协会与公路商品行业协会与乡村公路行业协会与公路规划策划设计协会"
    (figure,) = extract_text(f"建成山区{noun}6个。", published=PUBLISHED)
    assert (figure.quantity, figure.value) == ("6个", Decimal(6))
    assert noun in (figure.indicator or "")
