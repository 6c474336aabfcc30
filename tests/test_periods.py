"""The period grammar: families of expressions, what context does, properties of every span, the rules' own examples."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from econ_extract.models import Period
from econ_extract.periods import PeriodGrammar, find_periods
from econ_extract.periods.shapes import Sources
from econ_extract.rendering import normalize
from econ_extract.rules import Rule, default_rules

PUBLISHED = date(2023, 10, 17)
RULES = default_rules().table("periods")
PATTERNS = [rule for rule in RULES if rule.kind == "pattern"]


def days(text: str, published: date | None = PUBLISHED, context: Period | None = None) -> list[tuple[str, str, str]]:
    """Words, first and last day of each period, days as ISO text and '' for none."""
    found = find_periods(text, published, context=context)
    return [(p.text, p.first.isoformat() if p.first else "", p.last.isoformat() if p.last else "") for p in found]


def only(text: str, published: date | None = PUBLISHED, context: Period | None = None) -> Period:
    """The single period of a text."""
    (period,) = find_periods(text, published, context=context)
    return period


def span(period: Period) -> tuple[date | None, date | None]:
    return period.first, period.last


def year_context(year: int) -> Period:
    return only(f"{year}年", date(year + 1, 3, 1))


# ---------------------------------------------------------------- the rules' own examples


@pytest.mark.parametrize("rule", PATTERNS, ids=lambda rule: rule.id)
def test_examples_of_patterns(rule: Rule) -> None:
    for example in rule.examples:
        published = date.fromisoformat(example.published) if example.published else PUBLISHED
        assert rule.id in [p.rule for p in find_periods(example.text, published)], example.text
    for text in rule.counter_examples:
        assert rule.id not in [p.rule for p in find_periods(text, PUBLISHED)], text


@pytest.mark.parametrize("table", ["year_word", "quarter_word", "month_word", "week_word", "day_word", "plan"])
def test_examples_of_pointing_words(table: str) -> None:
    rules = [rule for rule in RULES if rule.id.startswith(f"period.{table}.")]
    assert rules
    for rule in rules:
        for example in rule.examples:
            texts = [p.text for p in find_periods(example.text, PUBLISHED)]
            assert any(form in text for form in rule.forms for text in texts), (rule.id, example.text)
        for text in rule.counter_examples:
            texts = [p.text for p in find_periods(text, PUBLISHED)]
            assert not any(form in found for form in rule.forms for found in texts), (rule.id, text)


def _of(group: str) -> list[Rule]:
    return [rule for rule in RULES if rule.id.startswith(f"period.{group}.")]


@pytest.mark.parametrize("rule", _of("part"), ids=lambda rule: rule.id)
def test_examples_of_parts(rule: Rule) -> None:
    sources = Sources(RULES)
    part = re.compile(sources.fill(rule.pattern or ""))
    for example in rule.examples:
        assert any(m[0] for m in part.finditer(normalize(example.text))), example.text
    for text in rule.counter_examples:
        assert not any(m[0] for m in part.finditer(normalize(text))), text


@pytest.mark.parametrize("rule", [*_of("prefix"), *_of("tail")], ids=lambda rule: rule.id)
def test_examples_of_words_around_a_period(rule: Rule) -> None:
    edge = str.startswith if rule.id.startswith("period.prefix.") else str.endswith
    for example in rule.examples:
        found = find_periods(example.text, PUBLISHED)
        assert any(
            edge(p.text, (*rule.forms, "来") if rule.id == "period.tail.since" else rule.forms) for p in found
        ), example.text
    for text in rule.counter_examples:
        assert not any(p.first and edge(p.text, rule.forms) for p in find_periods(text, PUBLISHED)), text


def test_examples_of_bases() -> None:
    (rule,) = _of("base")
    for example in rule.examples:
        assert find_periods(example.text, PUBLISHED)[-1].last == date(2023, 4, 30)
    for text in rule.counter_examples:
        assert find_periods(text + ",4月末余额12亿元", PUBLISHED)[-1].last == date(2018, 4, 30)


@pytest.mark.parametrize("cue", ["period.future.before", "period.future.after"])
def test_examples_of_planning(cue: str) -> None:
    rule = default_rules()[cue]
    for example in rule.examples:
        assert all(p.last and p.last >= date(2023, 12, 1) for p in find_periods(example.text, date(2023, 1, 9)))
    for text in rule.counter_examples:
        assert only(text, date(2023, 1, 9)).last == date(2022, 12, 31)


# ---------------------------------------------------------------- instants


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022年末", "2022-12-31"),
        ("2022年底", "2022-12-31"),
        ("截至2022年年底", "2022-12-31"),
        ("8月末", "2023-08-31"),
        ("今年8月底", "2023-08-31"),
        ("2023年2月末", "2023-02-28"),
        ("2024年2月末", "2024-02-29"),
        ("截至6月30日", "2023-06-30"),
        ("截止3月25日", "2023-03-25"),
        ("截至2023年二季度末", "2023-06-30"),
        ("二季度末", "2023-06-30"),
        ("去年11月末", "2022-11-30"),
        ("上年末", "2022-12-31"),
        ("截至２０２２年１１月末", "2022-11-30"),
        ("截至 2021 年 6 月", "2021-06-30"),
        ("2025年底前", "2025-12-31"),
        ("到2025年底", "2025-12-31"),
        ("“十四五”末", "2025-12-31"),
        ("年初", "2023-01-01"),
        ("2021年年报", "2021-12-31"),
    ],
)
def test_instants(text: str, day: str) -> None:
    period = only(text)
    expected = date.fromisoformat(day)
    assert (period.text, period.form) == (text, "instant")
    assert span(period) == (expected, expected)
    assert period.flow_first == date(expected.year, 1, 1)


def test_as_of_a_running_year_ends_with_publication() -> None:
    assert span(only("截至2023年")) == (PUBLISHED, PUBLISHED)


# ---------------------------------------------------------------- spans


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023年", "2023-01-01", "2023-12-31"),
        ("2022年度", "2022-01-01", "2022-12-31"),
        ("２０２１年", "2021-01-01", "2021-12-31"),
        ("一九九八年", "1998-01-01", "1998-12-31"),
        ("二〇二二年", "2022-01-01", "2022-12-31"),
        ("2022年全年", "2022-01-01", "2022-12-31"),
        ("全年", "2023-01-01", "2023-12-31"),
        ("年内", "2023-01-01", "2023-12-31"),
        ("今年", "2023-01-01", "2023-12-31"),
        ("本年度", "2023-01-01", "2023-12-31"),
        ("去年", "2022-01-01", "2022-12-31"),
        ("上年", "2022-01-01", "2022-12-31"),
        ("前年", "2021-01-01", "2021-12-31"),
        ("明年", "2024-01-01", "2024-12-31"),
        ("上半年", "2023-01-01", "2023-06-30"),
        ("2022年下半年", "2022-07-01", "2022-12-31"),
        ("一季度", "2023-01-01", "2023-03-31"),
        ("2022年第二季度", "2022-04-01", "2022-06-30"),
        ("2022 年一季度", "2022-01-01", "2022-03-31"),
        ("2016财年第二季度", "2016-04-01", "2016-06-30"),
        ("2022Q3", "2022-07-01", "2022-09-30"),
        ("前三季度", "2023-01-01", "2023-09-30"),
        ("一至三季度", "2023-01-01", "2023-09-30"),
        ("前7个月", "2023-01-01", "2023-07-31"),
        ("2022年前十一个月", "2022-01-01", "2022-11-30"),
        ("头两个月", "2023-01-01", "2023-02-28"),
        ("1—7月", "2023-01-01", "2023-07-31"),
        ("1-6月份", "2023-01-01", "2023-06-30"),
        ("1至7月", "2023-01-01", "2023-07-31"),
        ("１～７月", "2023-01-01", "2023-07-31"),
        ("今年1月至7月", "2023-01-01", "2023-07-31"),
        ("2022 年 1-3 月", "2022-01-01", "2022-03-31"),
        ("2021年7月至2022年6月", "2021-07-01", "2022-06-30"),
        ("2021年11月至次年2月", "2021-11-01", "2022-02-28"),
        ("2021年11月至2月", "2021-11-01", "2022-02-28"),
        ("2021年一季度至2022年二季度", "2021-01-01", "2022-06-30"),
        ("4月至5月中旬", "2023-04-01", "2023-05-20"),
        ("3月至5月20日", "2023-03-01", "2023-05-20"),
        ("3月份", "2023-03-01", "2023-03-31"),
        ("本月", "2023-10-01", "2023-10-31"),
        ("上月", "2023-09-01", "2023-09-30"),
        ("上一季度", "2023-07-01", "2023-09-30"),
        ("2021年6月", "2021-06-01", "2021-06-30"),
        ("九月", "2023-09-01", "2023-09-30"),
        ("2022年十二月份", "2022-12-01", "2022-12-31"),
        ("5月上旬", "2023-05-01", "2023-05-10"),
        ("2023年2月下旬", "2023-02-21", "2023-02-28"),
        ("2月20日", "2023-02-20", "2023-02-20"),
        ("10月16日晚", "2023-10-16", "2023-10-16"),
        ("2022 年 3 月 11 日", "2022-03-11", "2022-03-11"),
        ("二〇二三年三月二十四日", "2023-03-24", "2023-03-24"),
        ("5月24-26日", "2023-05-24", "2023-05-26"),
        ("3月28日至4月2日", "2023-03-28", "2023-04-02"),
        ("2022-03-11", "2022-03-11", "2022-03-11"),
        ("昨日", "2023-10-16", "2023-10-16"),
        ("上周", "2023-10-09", "2023-10-15"),
        ("本周三", "2023-10-18", "2023-10-18"),
        ("今年以来", "2023-01-01", "2023-10-17"),
        ("年初以来", "2023-01-01", "2023-10-17"),
        ("自2021年以来", "2021-01-01", "2023-10-17"),
        ("自2021年启动以来", "2021-01-01", "2023-10-17"),
        ("自2020年3月开园以来", "2020-03-01", "2023-10-17"),
        ("2019年至今", "2019-01-01", "2023-10-17"),
        ("近五年", "2018-01-01", "2022-12-31"),
        ("过去三年", "2020-01-01", "2022-12-31"),
        ("最近10年", "2013-01-01", "2022-12-31"),
        ("过去一年", "2022-10-18", "2023-10-17"),
        ("国庆假期", "2023-09-29", "2023-10-06"),
        ("2022年春节期间", "2022-01-31", "2022-02-06"),
        ("元旦假期", "2022-12-31", "2023-01-02"),
        ("五一假期首日", "2023-04-29", "2023-04-29"),
        ("国庆假期第5天", "2023-10-03", "2023-10-03"),
        ("连续四年", "2019-01-01", "2022-12-31"),
        ("连续3个月", "2023-07-01", "2023-09-30"),
        ("周三", "2023-10-11", "2023-10-11"),
        ("上一交易日", "2023-10-16", "2023-10-16"),
        ("截至2022年12月31日止年度", "2022-01-01", "2022-12-31"),
        ("截至6月30日止六个月", "2023-01-01", "2023-06-30"),
        ("从9月27日首期发放至10月1日", "2023-09-27", "2023-10-01"),
        ("2月11日除夕至17日正月初六", "2023-02-11", "2023-02-17"),
        ("未来五年", "2023-01-01", "2027-12-31"),
        ("今后三年", "2023-01-01", "2025-12-31"),
        ("“十四五”期间", "2021-01-01", "2025-12-31"),
        ("十三五时期", "2016-01-01", "2020-12-31"),
        ("“九五”期间", "1996-01-01", "2000-12-31"),
        ("到2025年", "2025-01-01", "2025-12-31"),
        ("2025年前", "2025-01-01", "2025-12-31"),
        ("上世纪90年代", "1990-01-01", "1999-12-31"),
    ],
)
def test_spans(text: str, first: str, last: str) -> None:
    period = only(text)
    assert days(text) == [(text, first, last)]
    assert period.form == "span"
    assert period.flow_first is None


def test_the_year_that_is_over_in_january() -> None:
    (period,) = find_periods("过去一年", date(2025, 1, 22))
    assert span(period) == (date(2024, 1, 1), date(2024, 12, 31))


def test_a_holiday_that_is_near_is_the_coming_one() -> None:
    (eve,) = find_periods("元旦假期", date(2022, 12, 30))
    (after,) = find_periods("元旦假期", date(2022, 3, 1))
    assert span(eve) == (date(2022, 12, 31), date(2023, 1, 2))
    assert span(after) == (date(2022, 1, 1), date(2022, 1, 3))


def test_a_holiday_of_a_year_that_no_table_has_is_vague() -> None:
    assert only("1998年国庆假期").first is None
    (last,) = find_periods("国庆假期", date(2026, 12, 1))  # the year after is not known
    assert span(last) == (date(2026, 10, 1), date(2026, 10, 7))


def test_a_trading_day_is_no_weekend() -> None:
    (period,) = find_periods("上一交易日", date(2023, 10, 16))  # a Monday
    assert span(period) == (date(2023, 10, 13), date(2023, 10, 13))


def test_two_days_taken_together() -> None:
    (period,) = find_periods("10月13日和14日两天", PUBLISHED)
    assert span(period) == (date(2023, 10, 13), date(2023, 10, 14))
    assert len(find_periods("10月13日和14日", PUBLISHED)) == 2


def test_the_term_of_a_report_is_that_of_the_text_before() -> None:
    half, term, end = find_periods("2023年上半年营收9亿元。报告期内签单3亿元,报告期末存货1亿元", PUBLISHED)
    assert span(term) == span(half)
    assert (span(end), end.form) == ((date(2023, 6, 30), date(2023, 6, 30)), "instant")


@pytest.mark.parametrize("text", ["到2025年", "2025年前", "到2025年底", "2025年底前", "未来10年", "明年", "2024年"])
def test_what_lies_ahead_is_future(text: str) -> None:
    assert only(text).future


@pytest.mark.parametrize("text", ["2023年", "2022年底", "到2020年", "今年", "8月末", "自2021年以来"])
def test_what_is_past_or_running_is_not_future(text: str) -> None:
    assert not only(text).future


def test_single_years_of_a_range_are_its_parts() -> None:
    years = [(date(y, 1, 1), date(y, 12, 31)) for y in (2018, 2019, 2020, 2021)]
    for text in ("2018至2021年", "2018年至2021年", "2018—2021年度"):
        period = only(text)
        assert list(period.parts) == years
        assert span(period) == (date(2018, 1, 1), date(2021, 12, 31))
    assert list(only("2018、2020和2021年").parts) == [years[0], years[2], years[3]]
    assert [p.text for p in find_periods("2013年度、2014年度和2015年度", PUBLISHED)] == [
        "2013年度",
        "2014年度",
        "2015年度",
    ]


@pytest.mark.parametrize(
    "text", ["目前", "截至目前", "日前", "近日", "近年来", "此前", "当前", "春运期间", "连续第四年", "10年前"]
)
def test_vague_words_have_no_days(text: str) -> None:
    period = only(text)
    assert (period.text, period.form, span(period)) == (text, "vague", (None, None))


@pytest.mark.parametrize(
    "text",
    [
        "工期12个月",
        "3年期存款利率",
        "5年内推出20款车型",
        "1个月内办结",
        "签订5年对赌协议",
        "第三届博览会",
        "目录2022版",
        "国发〔2021〕3号",
        "3·15晚会",
        "时速600公里",
        "24小时值守",
        "1000万台年产能",
        "每股10日元",
        "3日内办结",
        "项目前期工作",
        "不同期限的存款",
        "合同年限",
        "日本年产钢材",
        "公历3500年",
        "以上年份",
        "同比增长5%",
        "“十四五”规划纲要",
        "月均工资9000元",
    ],
)
def test_no_periods(text: str) -> None:
    assert days(text) == []


# ---------------------------------------------------------------- what the publication does


@pytest.mark.parametrize(
    ("text", "published", "last"),
    [
        ("12月进口12亿元", date(2024, 1, 15), date(2023, 12, 31)),
        ("12月末余额12亿元", date(2024, 1, 15), date(2023, 12, 31)),
        ("1—12月进口12亿元", date(2024, 1, 15), date(2023, 12, 31)),
        ("四季度增长5%", date(2024, 1, 15), date(2023, 12, 31)),
        ("前三季度增长5%", date(2024, 1, 15), date(2023, 9, 30)),
        ("4月至6月减免房租", date(2024, 4, 2), date(2024, 6, 30)),
        ("1至6月减免房租", date(2024, 4, 2), date(2023, 6, 30)),
        ("年末余额12亿元", date(2024, 1, 15), date(2023, 12, 31)),
        ("计划12月投产", date(2024, 1, 15), date(2024, 12, 31)),
        ("力争年底投产", date(2024, 1, 15), date(2024, 12, 31)),
        ("到12月投产", date(2024, 1, 15), date(2024, 12, 31)),
        ("11月8日将开幕", date(2024, 1, 15), date(2024, 11, 8)),
        ("力争上半年挂牌", date(2024, 2, 21), date(2024, 6, 30)),
        ("31日公布数据", date(2024, 4, 1), date(2024, 3, 31)),
        ("31日公布数据", date(2024, 5, 1), date(2024, 3, 31)),
        ("3日集中开工", date(2024, 4, 3), date(2024, 4, 3)),
        ("2月29日签约", date(2024, 3, 1), date(2024, 2, 29)),
    ],
)
def test_a_date_without_a_year_is_the_latest_unless_planned(text: str, published: date, last: date) -> None:
    assert only(text, published).last == last


def test_without_publication_only_named_years_are_definite() -> None:
    assert days("2022年3月,今年上半年,6月末,31日", None) == [
        ("2022年3月", "2022-03-01", "2022-03-31"),
        ("今年上半年", "", ""),
        ("6月末", "2022-06-30", "2022-06-30"),
        ("31日", "", ""),
    ]
    assert [p.form for p in find_periods("去年,5月,今年以来,近三年", None)] == ["vague"] * 4


# ---------------------------------------------------------------- what the text before does


def test_quarters_take_the_year_of_the_context() -> None:
    text = "一季度增长5.3%,二季度增长4.7%,四季度增长5.4%"
    assert days(text, date(2025, 1, 17), year_context(2024)) == [
        ("一季度", "2024-01-01", "2024-03-31"),
        ("二季度", "2024-04-01", "2024-06-30"),
        ("四季度", "2024-10-01", "2024-12-31"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1997年出口增长,11月末余额3亿元", [("1997-01-01", "1997-12-31"), ("1997-11-30", "1997-11-30")]),
        ("1-7月增长5%,上年同期下降1%", [("2023-01-01", "2023-07-31"), ("2022-01-01", "2022-07-31")]),
        ("1-7月增长5%,比2019年同期多", [("2023-01-01", "2023-07-31"), ("2019-01-01", "2019-07-31")]),
        ("8月末余额9亿元,较去年同期多", [("2023-08-31", "2023-08-31"), ("2022-08-31", "2022-08-31")]),
        ("上半年出口增长,同期进口下降", [("2023-01-01", "2023-06-30"), ("2023-01-01", "2023-06-30")]),
        ("国家统计局31日公布,当月指数50.3%", [("2023-08-31", "2023-08-31"), ("2023-08-01", "2023-08-31")]),
        ("去年11月11日促销,当日售出9亿元", [("2022-11-11", "2022-11-11"), ("2022-11-11", "2022-11-11")]),
        ("2019年开工,当年投资3亿元", [("2019-01-01", "2019-12-31"), ("2019-01-01", "2019-12-31")]),
        ("2010年考评,次年拨款", [("2010-01-01", "2010-12-31"), ("2011-01-01", "2011-12-31")]),
        ("2007年3.6亿元,此后三年增长", [("2007-01-01", "2007-12-31"), ("2008-01-01", "2010-12-31")]),
        ("截至8月末余额9亿元,近五年年均增长", [("2023-08-31", "2023-08-31"), ("2018-09-01", "2023-08-31")]),
        ("2022年签约量是前两年的总和", [("2022-01-01", "2022-12-31"), ("2020-01-01", "2021-12-31")]),
        ("2016年第二季度6亿,上一季度5亿", [("2016-04-01", "2016-06-30"), ("2016-01-01", "2016-03-31")]),
        ("4月末80亿元,增速比上月低", [("2023-04-30", "2023-04-30"), ("2023-03-01", "2023-03-31")]),
        ("2021年,年末存款9亿元,比年初多", [("2021-01-01", "2021-12-31"), ("2021-12-31",) * 2, ("2021-01-01",) * 2]),
        ("5月8日开工3个,10日开工5个", [("2023-05-08", "2023-05-08"), ("2023-05-10", "2023-05-10")]),
    ],
)
def test_later_words_point_at_earlier_ones(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(first, last) for _, first, last in days(text)] == expected


def test_a_base_of_comparison_does_not_govern() -> None:
    assert days("较2018年增长20%,4月末余额12亿元")[1] == ("4月末", "2023-04-30", "2023-04-30")


def test_a_target_year_does_not_govern() -> None:
    assert days("到2025年翻番,3月11日开工12个")[1] == ("3月11日", "2023-03-11", "2023-03-11")


def test_a_recent_day_in_a_new_sentence_is_this_year() -> None:
    # the year before governs within its sentence, the days just before publication are the news
    assert days("2022年增长5%。10月11日,集中签约")[1] == ("10月11日", "2023-10-11", "2023-10-11")
    assert days("2022年增长5%,10月11日集中签约")[1] == ("10月11日", "2022-10-11", "2022-10-11")


def test_leap_day_a_year_earlier() -> None:
    found = find_periods("截至2024年2月29日存款9亿元,比上年同期多", date(2024, 3, 5))
    assert span(found[1]) == (date(2023, 2, 28), date(2023, 2, 28))


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("从去年9月初至12月中旬,到港45船", "从去年9月初至12月中旬", "2022-09-01", "2022-12-20"),
        ("由去年4月初至6月中旬", "由去年4月初至6月中旬", "2022-04-01", "2022-06-20"),
        ("自2011年至今年上半年", "自2011年至今年上半年", "2011-01-01", "2023-06-30"),
        ("2019年至去年前三季度", "2019年至去年前三季度", "2019-01-01", "2022-09-30"),
        ("从2020年5月1日起至2022年4月30日止", "从2020年5月1日起至2022年4月30日止", "2020-05-01", "2022-04-30"),
        ("自3月1日起至6月1日", "自3月1日起至6月1日", "2023-03-01", "2023-06-01"),
        ("自去年12月起至今年2月", "自去年12月起至今年2月", "2022-12-01", "2023-02-28"),
        ("2022年6月15日至8月末", "2022年6月15日至8月末", "2022-06-15", "2022-08-31"),
        ("去年11月初至2月中旬", "去年11月初至2月中旬", "2022-11-01", "2023-02-20"),
    ],
)
def test_both_ends_of_a_range_make_one_span(text: str, words: str, first: str, last: str) -> None:
    assert days(text) == [(words, first, last)]
    assert only(text).form == "span"


@pytest.mark.parametrize("text", ["从5月到8月", "自2022年3月1日至5月31日", "从2018年至2021年", "由一季度至三季度"])
def test_the_word_before_a_range_belongs_to_it(text: str) -> None:
    assert only(text).text == text


def test_a_range_behind_since_governs_what_follows() -> None:
    # 从 alone marks a base (从2021年的3亿元增加到…), the range does not compare
    assert days("从2021年3月1日至5月31日签约12个,6月又签约8个")[1] == ("6月", "2021-06-01", "2021-06-30")


@pytest.mark.parametrize(
    "text",
    [
        "据光明日报报道",
        "今日俄罗斯通讯社称",
        "据“今日”俄罗斯电视台报道",
        "据今日头条消息",
        "《今日中国》刊文",
        "数据表明日均客流上升",
        "项目前期费用",
    ],
)
def test_names_and_words_that_only_look_like_dates(text: str) -> None:
    assert days(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("重点项目前三季度完成投资9亿元", "前三季度"),
        ("该科目前10个月支出2亿元", "前10个月"),
        ("各栏目前两季度播出80期", "前两季度"),
        ("目前三个项目开工", "目前"),
        ("明天签约5个", "明天"),
        ("今日签约5个", "今日"),
        ("今天中国多地签约", "今天"),
    ],
)
def test_words_beside_a_look_alike_are_still_read(text: str, words: str) -> None:
    assert [found for found, _, _ in days(text)] == [words]


@pytest.mark.parametrize(
    "text",
    ["为2015年5月以来最低", "创1998年以来的新高", "是今年以来的次高", "创37年来新高", "2020年3月以来首次回升"],
)
def test_days_over_which_something_is_a_record_are_told_apart(text: str) -> None:
    assert only(text).rule == "period.since_record"
    assert days(text + ",2021年增长3%")[1:] == [("2021年", "2021-01-01", "2021-12-31")]


def test_a_record_does_not_govern() -> None:
    assert days("7月出口9亿元,创2022年12月以来新高,8月回落")[2] == ("8月", "2023-08-01", "2023-08-31")
    assert only("2015年5月以来增长3%").rule == "period.month"


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("本报北京4月3日电 今日开工12个", date(2023, 4, 4), date(2023, 4, 3)),
        ("新华社南京4月3日电 昨日开工12个", date(2023, 4, 4), date(2023, 4, 2)),
        ("本报4月3日讯 今天开工12个", date(2023, 4, 3), date(2023, 4, 3)),
        ("4月3日签约8个,今日开工12个", date(2023, 4, 4), date(2023, 4, 4)),
        ("新华社南京3月3日电 今日开工12个", date(2023, 4, 4), date(2023, 4, 4)),
    ],
)
def test_today_is_the_day_of_the_dateline_just_before(text: str, published: date, day: date) -> None:
    assert span(find_periods(text, published)[1]) == (day, day)


@pytest.mark.parametrize("verb", default_rules()["period.change_verb"].forms)
def test_to_behind_a_verb_of_change_is_no_part_of_the_period(verb: str) -> None:
    for to in "到至":
        texts = [p.text for p in find_periods(f"从2011年的3亿元{verb}{to}2021年的5亿元", PUBLISHED)]
        assert texts == ["2011年", "2021年"]


def test_to_behind_a_verb_of_change_plans_nothing() -> None:
    assert days("从11月的5亿元回落至12月的4亿元", date(2023, 4, 4))[1] == ("12月", "2022-12-01", "2022-12-31")
    assert only("到12月增加5亿元").text == "到12月"
    assert only("到12月增加5亿元").future


# ---------------------------------------------------------------- properties

FULL_WIDTH = {ord(c): ord(c) + 0xFEE0 for c in "0123456789"}
DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))
WIDTHS = st.booleans()
BLANKS = st.sampled_from(["", " "])


def written(day: date, full: bool, blank: str, with_day: bool) -> str:
    parts = [str(day.year), "年", str(day.month), "月"] + ([str(day.day), "日"] if with_day else [])
    text = blank.join(parts)
    return text.translate(FULL_WIDTH) if full else text


@given(DAYS, WIDTHS, BLANKS)
def test_a_written_day_is_that_day(day: date, full: bool, blank: str) -> None:
    period = only(f"会议于{written(day, full, blank, True)}召开")
    assert span(period) == (day, day)


@given(DAYS, WIDTHS, BLANKS)
def test_a_written_month_is_that_month(day: date, full: bool, blank: str) -> None:
    period = only(f"在{written(day, full, blank, False)}出口增长")
    assert span(period) == (day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


@given(DAYS, DAYS, WIDTHS, BLANKS, st.sampled_from(["至", "-", "—", "到", "～"]), st.booleans())
def test_a_written_range_is_that_range(one: date, two: date, full: bool, blank: str, dash: str, with_day: bool) -> None:
    one, two = sorted((one, two))
    assume(one != two if with_day else (one.year, one.month) != (two.year, two.month))
    text = written(one, full, blank, with_day) + dash + written(two, full, blank, with_day)
    first = one if with_day else one.replace(day=1)
    last = two if with_day else two.replace(day=monthrange(two.year, two.month)[1])
    assert days(text) == [(text, first.isoformat(), last.isoformat())]


WORDS = """
年 月 日 号 季度 末 底 初 1 2 12 31 2023 １９９８ 二〇二一 十一 今年 去年 上年 当月 次日 同期 截至 到 自 从 前 以来 至今
近 未来 此后 连续 至 — - 、 和 , 。 “十四五” 期间 上半年 全年 个 亿元 增长 比 计划 0 999 29 三 五 上旬 本周 Q3 ( ) /
"""
PIECES = st.sampled_from([*WORDS.split(), " ", "\n", "　"])
GRAMMAR = PeriodGrammar(default_rules())


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=25).map("".join), st.none() | DAYS, st.none() | st.just(year_context(2020)))
def test_spans_are_ordered_apart_and_true_to_the_text(
    text: str, published: date | None, context: Period | None
) -> None:
    at = 0
    for period in find_periods(text, published, context=context):
        assert at <= period.start < period.end
        assert text[period.start : period.end] == period.text == period.text.strip()
        assert (period.first is None) == (period.last is None) == (period.form == "vague")
        if period.first and period.last:
            assert period.first <= period.last
        if period.form == "instant":
            assert period.last is not None
            assert period.first == period.last
            assert period.flow_first == date(period.last.year, 1, 1)
        at = period.end


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_the_scan_misses_no_place_where_a_shape_fits(text: str) -> None:
    norm = normalize(text)
    shapes = {shape.id: shape for begun in GRAMMAR._by_begin.values() for shape in begun}
    for at in range(len(norm)):
        fits = [shape.id for shape in shapes.values() if shape.regex.match(norm, at)]
        if fits:
            assert GRAMMAR._starts.match(norm, at), (norm[at:], fits)
            assert set(fits) <= {shape.id for shape in GRAMMAR.shapes_at(norm, at)}


@pytest.mark.parametrize(
    ("unit", "times", "found"),
    [
        ("1", 1_000_000, 0),
        ("年", 100_000, 0),
        ("月", 100_000, 0),
        ("近", 100_000, 0),
        (" ", 300_000, 0),
        ("1、", 100_000, 0),
        ("目前", 50_000, 50_000),
        ("2023年", 20_000, 20_000),
    ],
)
def test_hostile_input_completes(unit: str, times: int, found: int) -> None:
    assert len(find_periods(unit * times, PUBLISHED)) == found


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("18年10月1日开工", "2018-10-01", "2018-10-01"),
        ("08年出口下降", "2008-01-01", "2008-12-31"),
        ("98年3月投产", "1998-03-01", "1998-03-31"),
        ("零九年出口回升", "2009-01-01", "2009-12-31"),
        ("上上周价格下降", "2023-10-02", "2023-10-08"),
        ("下下周发行国债", "2023-10-30", "2023-11-05"),
        ("大前天开工", "2023-10-14", "2023-10-14"),
        ("后天将开工", "2023-10-19", "2023-10-19"),
        ("九十年代出口翻番", "1990-01-01", "1999-12-31"),
        ("十九世纪六十年代建厂", "1860-01-01", "1869-12-31"),
        ("本世纪二十年代", "2020-01-01", "2029-12-31"),
        ("2015年与2018年之间出口翻番", "2015-01-01", "2018-12-31"),
        ("2月29日开工", "2020-02-29", "2020-02-29"),
    ],
)
def test_years_of_two_digits_and_words_of_days(text: str, first: str, last: str) -> None:
    (period,) = find_periods(text, date(2023, 10, 17))
    assert (str(period.first), str(period.last)) == (first, last)


@pytest.mark.parametrize(
    "text", ["光绪三年五月建厂", "1357年6月10日", "康熙20年9月", "民国18年3月", "2月30日", "工期18年", "历时15年3个月"]
)
def test_a_month_behind_a_year_that_is_none_has_no_year(text: str) -> None:
    """It is not given the year of publication."""
    assert find_periods(text, date(2023, 10, 17)) == []


@pytest.mark.parametrize(
    ("text", "published", "first", "last"),
    [
        ("2019年第四季总收入90亿元", "2020-03-20", "2019-10-01", "2019-12-31"),
        ("2024年半年度每10股派1元", "2024-09-02", "2024-01-01", "2024-06-30"),
        ("“五一”假期最后一天发送旅客90万人次", "2023-05-04", "2023-05-03", "2023-05-03"),
        ("五年累计产油2亿吨", "2024-01-20", "2019-01-01", "2023-12-31"),
        ("全年粮食播种面积3000万亩", "2022-04-08", "2021-01-01", "2021-12-31"),
        ("全年计划播种3000万亩", "2022-04-08", "2022-01-01", "2022-12-31"),
        ("全年粮食播种面积3000万亩", "2022-12-20", "2022-01-01", "2022-12-31"),
        ("年末存款余额90亿元", "2022-04-08", "2021-12-31", "2021-12-31"),
        ("年底投产", "2022-04-08", "2022-12-31", "2022-12-31"),
    ],
)
def test_quarters_halves_and_whole_years(text: str, published: str, first: str, last: str) -> None:
    period = only(text, date.fromisoformat(published))
    assert (str(period.first), str(period.last)) == (first, last)


def test_the_same_days_of_the_whole_that_a_share_is_of_are_no_year_earlier() -> None:
    same = find_periods("2022年顺差90亿元，与同期生产总值之比为2%；比同期增长3%", date(2023, 2, 10))
    assert [p.first and p.first.year for p in same] == [2022, 2022, 2021]


@pytest.mark.parametrize(
    ("text", "published", "first", "last"),
    [
        ("9月上半月装车5万辆", date(2023, 10, 17), date(2023, 9, 1), date(2023, 9, 15)),
        ("9月下半月装车5万辆", date(2023, 10, 17), date(2023, 9, 16), date(2023, 9, 30)),
        ("近3个交易日累计上涨两成", date(2023, 10, 17), date(2023, 10, 13), date(2023, 10, 17)),
        ("最近两个交易日成交额翻番", date(2023, 10, 15), date(2023, 10, 12), date(2023, 10, 13)),
        ("近3日客流回升", date(2023, 10, 17), date(2023, 10, 15), date(2023, 10, 17)),
    ],
)
def test_half_months_and_last_days(text: str, published: date, first: date, last: date) -> None:
    assert (first, last) in [span(p) for p in find_periods(text, published)]


@pytest.mark.parametrize("text", ["这两天客流回升", "近两日客流回升", "由过去的147个工作日压缩"])
def test_vague_days_give_none(text: str) -> None:
    assert all(p.first is None for p in find_periods(text, PUBLISHED))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("3Q22净利润", "2022-07-01", "2022-09-30"),
        ("FY23Q1营收", "2023-01-01", "2023-03-31"),
        ("22H2营收", "2022-07-01", "2022-12-31"),
        ("9M23营收", "2023-01-01", "2023-09-30"),
        ("23年前三季度", "2023-01-01", "2023-09-30"),
        ("首季度营收", "2023-01-01", "2023-03-31"),
        ("2025E净利润", "2025-01-01", "2025-12-31"),
        ("25-27年归母净利润", "2025-01-01", "2027-12-31"),
    ],
)
def test_the_short_forms_of_research_reports(text: str, first: str, last: str) -> None:
    assert days(text)[0][1:] == (first, last)


def test_the_same_pointing_word_means_the_same_days() -> None:
    assert [d[1] for d in days("三季度毛利率20%，上季度为18%，净利率5%，上季度为4%")] == [
        "2023-07-01",
        "2023-04-01",
        "2023-04-01",
    ]
    assert days("8月指数为50，上月为49")[1][1] == "2023-07-01"
