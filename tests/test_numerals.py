"""Quantities: families of numbers with their units, amounts rendered in every form, true spans, hostile input."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from econ_extract.models import Quantity
from econ_extract.numerals import default_grammar, find_quantities
from econ_extract.rendering import _one_to_one, normalize

Told = tuple[str, str, str | None]


def wrong(*values: object, why: str) -> object:
    """A case that is not read rightly yet: its test must fail, and says so when it no longer does."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, reason=why))


def told(q: Quantity) -> Told:
    """Words, value (or low..high) in plain digits, unit."""
    number = plain(q.value) if q.value is not None else f"{plain(q.low)}..{plain(q.high)}"
    return q.text, number, q.unit


def plain(value: Decimal | None) -> str:
    assert value is not None
    digits = f"{value:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def read(text: str) -> list[Told]:
    return [told(q) for q in find_quantities(text)]


def only(text: str) -> Quantity:
    (quantity,) = find_quantities(text)
    return quantity


# ---------------------------------------------------------------- one number, in every way of writing it


@pytest.mark.parametrize(
    ("text", "words", "value", "unit"),
    [
        ("投资500元", "500元", "500", "CNY"),
        ("投资0.5元", "0.5元", "0.5", "CNY"),
        ("投资1,234,567.89元", "1,234,567.89元", "1234567.89", "CNY"),
        ("投资1，234，567元", "1，234，567元", "1234567", "CNY"),
        ("投资１２．５亿元", "１２．５亿元", "1250000000", "CNY"),
        ("投资３６５万元", "３６５万元", "3650000", "CNY"),
        ("占１２％", "１２％", "12", "%"),
        ("投资007元", "007元", "7", "CNY"),
        ("投资12亿", "12亿", "1200000000", None),
        ("投资1.2万亿元", "1.2万亿元", "1200000000000", "CNY"),
        ("投资3千万元", "3千万元", "30000000", "CNY"),
        ("投资5百万元", "5百万元", "5000000", "CNY"),
        ("投资2千亿元", "2千亿元", "200000000000", "CNY"),
        ("投资1百亿元", "1百亿元", "10000000000", "CNY"),
        ("总产值6 185.43亿元", "6 185.43亿元", "618543000000", "CNY"),
        ("产量12 345吨", "12 345吨", "12345", "t"),
        ("产值 6 185.4 亿元", "6 185.4 亿元", "618540000000", "CNY"),
        ("人口 1 234 567 人", "1 234 567 人", "1234567", "person"),
    ],
)
def test_arabic_numbers(text: str, words: str, value: str, unit: str | None) -> None:
    assert read(text) == [(words, value, unit)]


@pytest.mark.parametrize("text", ["2021 345 吨", "2021年12 345吨", "甲厂 12 345 吨"])
def test_a_year_or_a_cell_before_a_space_is_no_thousand(text: str) -> None:
    assert read(text)[-1] in [("345 吨", "345", "t"), ("345吨", "345", "t")]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("投资1亿2345万元", "1亿2345万元", "123450000"),
        ("投资3万5千元", "3万5千元", "35000"),
        ("投资2亿3千万元", "2亿3千万元", "230000000"),
        ("投资6万亿8千亿元", "6万亿8千亿元", "6800000000000"),
        ("投资１亿２３４５万元", "１亿２３４５万元", "123450000"),
        ("投资1亿500万元", "1亿500万元", "105000000"),
        ("投资3亿零500万元", "3亿零500万元", "305000000"),
        ("投资1 亿 2345 万元", "1 亿 2345 万元", "123450000"),
        ("投资1万2345元", "1万2345元", "12345"),
        ("投资5万4千6百元", "5万4千6百元", "54600"),
        ("投资1亿2345万678元", "1亿2345万678元", "123450678"),
        ("投资7千5百万元", "7千5百万元", "75000000"),  # 千 and 百 count within the 万
        ("投资2千零40万元", "2千零40万元", "20400000"),
        ("投资1万3千亿元", "1万3千亿元", "1300000000000"),
        ("投资1千零3元", "1千零3元", "1003"),
        ("投资8万 6千 2百元", "8万 6千 2百元", "86200"),
    ],
)
def test_arabic_numbers_with_several_scales(text: str, words: str, value: str) -> None:
    assert read(text) == [(words, value, "CNY")]


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("十", "10"),
        ("十八", "18"),
        ("二十", "20"),
        ("九十九", "99"),
        ("一百零八", "108"),
        ("一百一十", "110"),
        ("一千零一十二", "1012"),
        ("一千零十二", "1012"),
        ("三百六十三", "363"),
        ("三百六", "360"),
        ("两千", "2000"),
        ("二千零五", "2005"),
        ("五千零六十", "5060"),
        ("一万", "10000"),
        ("一万零一", "10001"),
        ("一万二", "12000"),
        ("三万五千", "35000"),
        ("三万五", "35000"),
        ("十二万", "120000"),
        ("一百二十万", "1200000"),
        ("二百三十四万五千六百", "2345600"),
        ("一亿", "100000000"),
        ("一亿零五百万", "105000000"),
        ("一亿二千三百四十五万", "123450000"),
        ("二十三亿四千五百六十七万", "2345670000"),
        ("一万亿", "1000000000000"),
        ("两万三千亿", "2300000000000"),
        ("一点五", "1.5"),
        ("十二点三五", "12.35"),
        ("十二点三四", "12.34"),
        ("零点零六", "0.06"),
        ("一点五亿", "150000000"),
        ("一点五万亿", "1500000000000"),
        ("三〇五", "305"),
        ("二〇〇〇", "2000"),
        ("百万", "1000000"),
        ("千亿", "100000000000"),
    ],
)
def test_han_numerals(word: str, value: str) -> None:
    assert read(f"投资{word}元") == [(f"{word}元", value, "CNY")]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("货款叁拾陆万元整", "叁拾陆万元", "360000"),
        ("货款伍佰肆拾万元", "伍佰肆拾万元", "5400000"),
        ("货款壹仟贰佰万零捌元", "壹仟贰佰万零捌元", "12000008"),
        ("货款拾贰亿元", "拾贰亿元", "1200000000"),
        ("货款陆万元", "陆万元", "60000"),
        ("货款柒点伍亿元", "柒点伍亿元", "750000000"),
        ("货款贰仟圆", "贰仟圆", "2000"),
        ("貨款參拾萬元", "參拾萬元", "300000"),
    ],
)
def test_financial_numerals(text: str, words: str, value: str) -> None:
    assert read(text) == [(words, value, "CNY")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("陆家嘴新增企业3家", [("3家", "3", "count")]),
        ("大陆十家企业", [("十家", "10", "count")]),
        ("队伍一百人", [("一百人", "100", "person")]),
        ("登陆五省", []),
        ("收拾五间厂房", [("五间", "5", "count")]),
        ("大肆三次", [("三次", "3", "count")]),
        ("仟亿达集团", []),
    ],
)
def test_names_with_financial_numerals(text: str, expected: list[Told]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "words", "value", "unit"),
    [
        ("投资三 百 二 十 亿元", "三 百 二 十 亿元", "32000000000", "CNY"),
        ("投资四百 六十五万元", "四百 六十五万元", "4650000", "CNY"),
        ("增长十 七 个 百 分 点", "十 七 个 百 分 点", "17", "pp"),
        ("增长百 分 之 九", "百 分 之 九", "9", "%"),
        ("增长三 点 二 个百分点", "三 点 二 个百分点", "3.2", "pp"),
        ("新增26 平方 公里", "26 平方 公里", "26", "km2"),
    ],
)
def test_quantities_set_with_spaces(text: str, words: str, value: str, unit: str) -> None:
    assert read(text) == [(words, value, unit)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("下午三点 五家企业", [("三点", "3", "point"), ("五家", "5", "count")]),
        ("资金三亿 五个项目", [("三亿", "300000000", None), ("五个", "5", "count")]),
        ("资金3亿 5万户", [("3亿", "300000000", None), ("5万户", "50000", "household")]),
    ],
)
def test_two_numbers_that_a_space_parts(text: str, expected: list[Told]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("预算为114兆日元", "114兆日元", "114000000000000"),
        ("预算为一百一十四兆三千八百亿日元", "一百一十四兆三千八百亿日元", "114380000000000"),
    ],
)
def test_trillions_of_yen(text: str, words: str, value: str) -> None:
    assert read(text) == [(words, value, "JPY")]


@pytest.mark.parametrize("text", ["百兆宽带", "升级为千兆光网", "提速到50兆"])
def test_other_meanings_of_mega(text: str) -> None:
    assert not [q for q in find_quantities(text) if q.unit]


@pytest.mark.parametrize(
    "word", ["一二三点", "三点", "点五", "二一十", "两两", "三千百", "五百千", "一万二万", "七十百", "二十十"]
)
def test_words_that_are_no_han_numeral(word: str) -> None:
    assert default_grammar().parse(word) is None


@pytest.mark.parametrize(
    ("text", "words", "value", "unit", "bound"),
    [
        ("引进3000余家企业", "3000余家", "3000", "count", "over"),
        ("引进20多个项目", "20多个", "20", "count", "over"),
        ("安排500多万元", "500多万元", "5000000", "CNY", "over"),
        ("安排5亿多元", "5亿多元", "500000000", "CNY", "over"),
        ("安排5亿余元", "5亿余元", "500000000", "CNY", "over"),
        ("引进两千余家企业", "两千余家", "2000", "count", "over"),
        ("引进三十多家企业", "三十多家", "30", "count", "over"),
        ("引进十几家企业", "十几家", "10", "count", "over"),
        ("引进二十几家企业", "二十几家", "20", "count", "over"),
        ("引进百余家企业", "百余家", "100", "count", "over"),
        ("用地三百来亩", "三百来亩", "300", "mu", "over"),
        ("引进30家企业", "30家", "30", "count", "exact"),
    ],
)
def test_bounds_between_number_and_unit(text: str, words: str, value: str, unit: str, bound: str) -> None:
    assert read(text) == [(words, value, unit)]
    assert only(text).bound == bound


# ---------------------------------------------------------------- ranges and lists


@pytest.mark.parametrize(
    ("text", "words", "bounds", "unit"),
    [
        ("投资10—50亿元", "10—50亿元", "1000000000..5000000000", "CNY"),
        ("投资10亿—50亿元", "10亿—50亿元", "1000000000..5000000000", "CNY"),
        ("投资10亿元至50亿元", "10亿元至50亿元", "1000000000..5000000000", "CNY"),
        ("投资10亿元-50亿元", "10亿元-50亿元", "1000000000..5000000000", "CNY"),
        ("投资5000万—1亿元", "5000万—1亿元", "50000000..100000000", "CNY"),
        ("投资100～300万元", "100～300万元", "1000000..3000000", "CNY"),
        ("增长2%至4%", "2%至4%", "2..4", "%"),
        ("增长2%—4%", "2%—4%", "2..4", "%"),
        ("增长5-6个百分点", "5-6个百分点", "5..6", "pp"),
        ("引进八至十家企业", "八至十家", "8..10", "count"),
        ("引进8到10家企业", "8到10家", "8..10", "count"),
        ("引进三四百家企业", "三四百家", "300..400", "count"),
        ("引进十七八家企业", "十七八家", "17..18", "count"),
        ("缩短两三天", "两三天", "2..3", "day"),
        ("投资一两亿元", "一两亿元", "100000000..200000000", "CNY"),
        ("增长百分之六至百分之八", "百分之六至百分之八", "6..8", "%"),
        ("增长百分之六点五到百分之七", "百分之六点五到百分之七", "6.5..7", "%"),
        ("增长百分之六至八", "百分之六至八", "6..8", "%"),
        ("占百分之七八十", "百分之七八十", "70..80", "%"),
        ("占千分之三至千分之五", "千分之三至千分之五", "0.3..0.5", "%"),
        ("占四分之一至二分之一", "四分之一至二分之一", "25..50", "%"),
        ("净利润为-一两元", "-一两元", "-2..-1", "CNY"),
        ("单价８·５—９·６元", "８·５—９·６元", "8.5..9.6", "CNY"),
    ],
)
def test_ranges(text: str, words: str, bounds: str, unit: str) -> None:
    assert read(text) == [(words, bounds, unit)]
    assert only(text).bound == "range"


@pytest.mark.parametrize(
    "text",
    [
        "从20亿元到80亿元",
        "由3%至5%",
        "50亿元到10亿元",  # falls
        "由百分之八到百分之十",
        "百分之八到百分之六",
        "百分之五至二十家",
        "3家到5亿元",  # two units
    ],
)
def test_two_numbers_that_are_no_range(text: str) -> None:
    assert [q.bound for q in find_quantities(text)] == ["exact", "exact"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("分别提高0.6和1.0个百分点", [("0.6", "0.6", "pp"), ("1.0个百分点", "1", "pp")]),
        ("分别增长15.3%和21.1%", [("15.3%", "15.3", "%"), ("21.1%", "21.1", "%")]),
        ("分别为164亿、99亿千瓦时", [("164亿", "16400000000", "kWh"), ("99亿千瓦时", "9900000000", "kWh")]),
        ("分别为3、4、5万元", [("3", "30000", "CNY"), ("4", "40000", "CNY"), ("5万元", "50000", "CNY")]),
        ("分别完成3.5、2.8亿元", [("3.5", "350000000", "CNY"), ("2.8亿元", "280000000", "CNY")]),
        ("分别有12家、9家和7家", [("12家", "12", "count"), ("9家", "9", "count"), ("7家", "7", "count")]),
    ],
)
def test_lists_share_their_unit(text: str, expected: list[Told]) -> None:
    assert read(text) == expected


# ---------------------------------------------------------------- units


@pytest.mark.parametrize(
    ("text", "words", "value", "unit"),
    [
        ("提高0.6个百分点", "0.6个百分点", "0.6", "pp"),
        ("提高0.6百分点", "0.6百分点", "0.6", "pp"),
        ("下调25个基点", "25个基点", "0.25", "pp"),
        ("下调10BP", "10BP", "0.1", "pp"),
        ("增长百分之十二", "百分之十二", "12", "%"),
        ("增长百分之3.5", "百分之3.5", "3.5", "%"),
        ("增长百分之三点五", "百分之三点五", "3.5", "%"),
        ("增长百分之三点四五", "百分之三点四五", "3.45", "%"),
        ("千分之三", "千分之三", "0.3", "%"),
        ("三分之一的企业", "三分之一", "33.33", "%"),
        ("四分之三的企业", "四分之三", "75", "%"),
        ("三成企业", "三成", "30", "%"),
        ("占7成", "7成", "70", "%"),
        ("近八成半", "八成半", "85", "%"),
        ("一半的订单", "一半", "50", "%"),
        ("负百分之三", "负百分之三", "-3", "%"),
        ("一又四分之一", "一又四分之一", "125", "%"),
        ("两 分 之 一", "两 分 之 一", "50", "%"),
        ("百万分之八", "百万分之八", "0.0008", "%"),
        ("百万万分之八", "百万万分之八", "0.00000008", "%"),  # not 0
        ("涨了半成", "半成", "5", "%"),
        ("票价七折", "七折", "70", "%"),
        ("票价6.8折", "6.8折", "68", "%"),
        ("票价85折", "85折", "85", "%"),
        ("票价八五折", "八五折", "85", "%"),
        ("票价八 五 折", "八 五 折", "85", "%"),
        ("票价打对折", "对折", "50", "%"),
        ("每公斤三元六角", "三元六角", "3.6", "CNY"),
        ("每度0元5角3分", "0元5角3分", "0.53", "CNY"),
        ("每股2美元5美分", "2美元5美分", "2.05", "USD"),
        ("上涨6美分", "6美分", "0.06", "USD"),
        ("罚款5000人民币", "5000人民币", "5000", "CNY"),
        ("罚款300美圆", "300美圆", "300", "USD"),
        ("售出毛巾五十打", "五十打", "600", "count"),
        ("增长 .5%", ".5%", "0.5", "%"),
        ("为-.5%", "-.5%", "-0.5", "%"),
        ("半数企业", "半数", "50", "%"),
        ("半年送达", "半年", "0.5", "year"),
        ("提前半个月", "半个月", "0.5", "month"),
        ("翻番", "翻番", "1", "doubling"),
        ("翻一番", "翻一番", "1", "doubling"),
        ("翻了两番", "翻了两番", "2", "doubling"),
        ("翻两番", "翻两番", "2", "doubling"),
        ("增长5倍", "5倍", "5", "x"),
        ("2.3万平方米", "2.3万平方米", "23000", "m2"),
        ("36平方公里", "36平方公里", "36", "km2"),
        ("1200亩", "1200亩", "1200", "mu"),
        ("300公顷", "300公顷", "300", "ha"),
        ("820米", "820米", "820", "m"),
        ("126公里", "126公里", "126", "km"),
        ("3.5亿吨", "3.5亿吨", "350000000", "t"),
        ("640公斤", "640公斤", "640", "kg"),
        ("3000万斤", "3000万斤", "15000000", "kg"),
        ("3亿立方米", "3亿立方米", "300000000", "m3"),
        ("720亿千瓦时", "720亿千瓦时", "72000000000", "kWh"),
        ("100亿度电", "100亿度电", "10000000000", "kWh"),
        ("200MWh", "200MWh", "200000000", "Wh"),
        ("15GWh", "15GWh", "15000000000", "Wh"),
        ("300万千瓦", "300万千瓦", "3000000000", "W"),
        ("60兆瓦", "60兆瓦", "60000000", "W"),
        ("8GW", "8GW", "8000000000", "W"),
        ("3200人", "3200人", "3200", "person"),
        ("12名", "12名", "12", "person"),
        ("2.6万户", "2.6万户", "26000", "household"),
        ("320万股", "320万股", "3200000", "share"),
        ("15个工作日", "15个工作日", "15", "workday"),
        ("15天", "15天", "15", "day"),
        ("2个月", "2个月", "2", "month"),
        ("40分钟", "40分钟", "40", "minute"),
        ("24小时", "24小时", "24", "hour"),
        ("得10分", "10分", "10", "point"),
        ("收于3205.6点", "3205.6点", "3205.6", "point"),
        ("12座", "12座", "12", "count"),
        wrong("300台（套）", "300台", "300", "count", why="台(套) is a form of the unit; brackets stand outside"),
        ("5万人次", "5万人次", "50000", "person"),
        ("420万标准箱", "420万标准箱", "4200000", "count"),
        ("3.2亿美元", "3.2亿美元", "320000000", "USD"),
        ("12亿港元", "12亿港元", "1200000000", "HKD"),
        ("6000万欧元", "6000万欧元", "60000000", "EUR"),
        ("500亿日元", "500亿日元", "50000000000", "JPY"),
        ("2亿英镑", "2亿英镑", "200000000", "GBP"),
        ("50亿元人民币", "50亿元人民币", "5000000000", "CNY"),
        ("5角", "5角", "0.5", "CNY"),
        ("2分钱", "2分钱", "0.02", "CNY"),
        ("US$3.5亿", "US$3.5亿", "350000000", "USD"),
        ("¥1200", "¥1200", "1200", "CNY"),
        ("￥1200", "￥1200", "1200", "CNY"),
        ("4.8‰", "4.8‰", "0.48", "%"),
        ("为-0.5%", "-0.5%", "-0.5", "%"),
        ("净利润为-3.2亿元", "-3.2亿元", "-320000000", "CNY"),
        ("净利润负1200万元", "负1200万元", "-12000000", "CNY"),
        ("开发区-3.2亿元", "3.2亿元", "320000000", "CNY"),
        ("为-1.3个百分点", "-1.3个百分点", "-1.3", "pp"),
        ("为−1.3%", "−1.3%", "-1.3", "%"),
        ("-0.5%", "-0.5%", "-0.5", "%"),
    ],
)
def test_units(text: str, words: str, value: str, unit: str) -> None:
    assert read(text) == [(words, value, unit)]


@pytest.mark.parametrize("gap", [" ", "  ", "\n", "\r\n", "\t", "　", "\u00a0"])
def test_a_gap_between_number_and_unit(gap: str) -> None:
    assert read(f"投资 67.7{gap}亿元，增长{gap}5.2{gap}%") == [
        (f"67.7{gap}亿元", "6770000000", "CNY"),
        (f"5.2{gap}%", "5.2", "%"),
    ]


def test_a_gap_between_scale_and_unit() -> None:
    assert read("投资67.7亿\n元") == [("67.7亿\n元", "6770000000", "CNY")]


def test_a_wider_gap_parts_number_and_unit() -> None:
    assert read("2023    亿元集团") != [("2023    亿元", "202300000000", "CNY")]


@pytest.mark.parametrize(
    ("text", "words", "value", "bound"),
    [
        ("居全国第3位", "3位", "3", "exact"),
        ("居全国第 47 位", "47 位", "47", "exact"),
        ("居全省第三名", "三名", "3", "exact"),
        ("产量居全国第一。", "一", "1", "exact"),
        ("产量居全国“第一”。", "一", "1", "exact"),
        ("跻身全国前10位", "10位", "10", "at_most"),
        ("进入全国前50强", "50强", "50", "at_most"),
        ("进入全国前十。", "十", "10", "at_most"),
        ("较上年上升7位", "7位", "7", "exact"),
    ],
)
def test_ranks(text: str, words: str, value: str, bound: str) -> None:
    assert read(text) == [(words, value, "rank")]
    assert only(text).bound == bound


# ---------------------------------------------------------------- what is no quantity


@pytest.mark.parametrize(
    "text",
    [
        "数百家企业参展",
        "几十亿元",
        "若干家企业",
        "成千上万人",
        "几家企业",
    ],
)
def test_vague_numbers_have_no_value(text: str) -> None:
    assert all(q.value is None or "numeral.vague" in q.rules for q in find_quantities(text))
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "元旦假期",
        "个别企业",
        "起步较晚",
        "一成不变",
        "吨钢利润",
        "亩均税收",
        "倍感振奋",
        "万一",
        "分别增长",
        "点燃热情",
        "30元宵节",
        "五角大楼",
        "万万没有想到",
        "年过半百",
        "百分制",
        "浓度2.5e13个",
        "值为2^10个",
        "见https://news.example.cn/a%20b/30%25/7m",
        "5人民币贷款",
        "10折",
        "3折叠屏",
        "半成品",
        "2023打造",
        "5人民币升值",
        "翻新老旧小区",
        "2名单公布",
    ],
)
def test_words_that_only_look_like_quantities(text: str) -> None:
    assert read(text) == []


# ---------------------------------------------------------------- every form of an amount parses back

DIGITS = "零一二三四五六七八九"


def han_section(number: int) -> str:
    """1..9999 in Han numerals, with 零 for gaps."""
    text, gap = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, scale)
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return text


def han(number: int) -> str:
    """A whole number below 10^16 in Han numerals."""
    if number == 0:
        return "零"
    text, gap = "", False
    for scale, name in ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"), (1, "")):
        section, number = divmod(number, scale)
        if section:
            text += ("零" if text and (gap or section < 1000) else "") + han_section(section) + name
            gap = False
        else:
            gap = bool(text)
    # 万亿 and 亿 meet in one group: 一万亿二千亿 is written 一万二千亿
    return text.replace("万亿", "万", 1) if "万亿" in text and "亿" in text.split("万亿", 1)[1] else text


def test_the_rendering_of_the_tests_is_right() -> None:
    assert han(363) == "三百六十三"
    assert han(10_001) == "一万零一"
    assert han(123_450_000) == "一亿二千三百四十五万"
    assert han(105_000_000) == "一亿零五百万"
    assert han(2_300_000_000_000) == "二万三千亿"
    assert han(1_000_000_000_000) == "一万亿"
    assert han(20_000_060) == "二千万零六十"


AMOUNTS = st.integers(min_value=1, max_value=10**14)
CENTS = st.decimals(min_value=0, max_value=10**12, places=2, allow_nan=False)
FULL_WIDTH = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")


def assert_reads(words: str, value: Decimal) -> None:
    text = f"完成投资{words}元。"
    quantity = only(text)
    assert quantity.text == f"{words}元"
    assert quantity.value == value
    assert quantity.unit == "CNY"
    assert quantity.bound == "exact"


@given(CENTS)
def test_plain_digits(value: Decimal) -> None:
    assert_reads(f"{value:f}", value)
    assert_reads(f"{value:f}".translate(FULL_WIDTH), value)


@given(CENTS)
def test_thousands_separators(value: Decimal) -> None:
    assert_reads(f"{value:,f}", value)
    assert_reads(f"{value:,f}".translate(FULL_WIDTH), value)


@given(CENTS, st.sampled_from("·・･•‧∙⋅．﹒"))
def test_raised_decimal_points(value: Decimal, point: str) -> None:
    assert_reads(f"{value:f}".replace(".", point), value)
    assert_reads(f"{value:f}".translate(FULL_WIDTH).replace("．", point), value)


@pytest.mark.parametrize(
    "text", ["“９·18”纪念日", "“12·9”运动", "3·15晚会", "一二·九运动", "约翰·史密斯2", "5·10中国品牌日", "“8·15”投降日"]
)
def test_raised_points_of_dates_and_names(text: str) -> None:
    assert read(text) == []


def test_a_raised_point_before_a_day_is_no_decimal_point() -> None:
    assert normalize("３·15日，产量３·15万吨") == "3·15日,产量3.15万吨"


@given(st.decimals(min_value=0, max_value=10**6, places=4, allow_nan=False), st.sampled_from(["", " ", "\n"]))
def test_scale_words_behind_decimals(value: Decimal, gap: str) -> None:
    for scale, factor in (("万", 10**4), ("亿", 10**8), ("万亿", 10**12), ("千万", 10**7), ("百亿", 10**10)):
        assert_reads(f"{value:f}{gap}{scale}", value * factor)


@given(st.integers(1, 99_999), st.integers(1, 9_999))
def test_mixed_scales(high: int, low: int) -> None:
    assert_reads(f"{high}亿{low}万", Decimal(high) * 10**8 + Decimal(low) * 10**4)
    assert_reads(f"{high}万亿{low}亿", Decimal(high) * 10**12 + Decimal(low) * 10**8)


@settings(max_examples=300)
@given(st.one_of(AMOUNTS, st.integers(1, 99_999)))
def test_han_numerals_of_any_size(value: int) -> None:
    word = han(value)
    parsed = default_grammar().parse(word)
    assert parsed == value, word
    if value >= 20 and not word.endswith(tuple("一二三四五六七八九")):
        assert_reads(word, Decimal(value))


@given(st.integers(0, 9_999), st.text("0123456789", min_size=1, max_size=4), st.sampled_from(["", "万", "亿", "万亿"]))
def test_han_decimals(whole: int, decimals: str, scale: str) -> None:
    factor = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}[scale]
    word = f"{han(whole)}点{''.join(DIGITS[int(d)] for d in decimals)}{scale}"
    assert_reads(word, Decimal(f"{whole}.{decimals}") * factor)


FINANCIAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
TRADITIONAL = str.maketrans("万亿叁贰陆两", "萬億參貳陸兩")


@settings(max_examples=300)
@given(AMOUNTS)
def test_financial_numerals_of_any_size(value: int) -> None:
    """As a contract writes an amount out; a lone 拾 or 陆 is the beginning of other words and is no number."""
    word = han(value).translate(FINANCIAL)
    if len(word) > 1 and value >= 20 and not word.endswith(tuple("壹贰叁肆伍陆柒捌玖")):
        assert_reads(word, Decimal(value))
        assert_reads(word.translate(TRADITIONAL), Decimal(value))


@given(AMOUNTS)
def test_traditional_numerals_of_any_size(value: int) -> None:
    word = han(value).translate(TRADITIONAL)
    assert default_grammar().parse(word) == value, word


@settings(max_examples=300)
@given(AMOUNTS)
def test_numerals_set_with_spaces(value: int) -> None:
    """Between all characters; a last digit without its scale behind (一 百 五) is left aside."""
    word = han(value)
    if value >= 20 and "零" not in word and not word.endswith(tuple("一二三四五六七八九")):
        assert_reads(" ".join(word), Decimal(value))


def arabic_parts(value: int) -> str:
    """Each digit with its scale, 零 where one is left out: 3亿零5百万2千."""
    text, gap = "", False
    for scale, name in ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"), (1, "")):
        section = value // scale % 10_000
        parts = [(section // place % 10, sign) for place, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, ""))]
        for digit, sign in parts:
            gap = gap or (not digit and bool(text))
            if digit:
                text += ("零" if gap else "") + f"{digit}{sign}"
                gap = False
        text += name if section else ""
    return text


def test_the_rendering_in_parts_is_right() -> None:
    assert arabic_parts(305_002_000) == "3亿零5百万零2千"
    assert arabic_parts(75_000_000) == "7千5百万"


@settings(max_examples=300)
@given(st.integers(1, 10**12 - 1).map(lambda n: n // 10 * 10), st.booleans())
def test_every_digit_with_its_scale(value: int, wide: bool) -> None:
    """5万4千6百元; the zeros stand or are left out, full-width or half-width."""
    if value and str(value)[-2:] != "00":
        value *= 100  # a 十 behind digits is rare, and 1十 is no number in use
    word = arabic_parts(value)
    if value and "十" not in word:
        assert_reads(word.translate(FULL_WIDTH) if wide else word, Decimal(value))


@given(st.integers(1, 9_999), st.integers(1, 9_999), st.sampled_from(["", " "]))
def test_yi_and_wan(high: int, low: int, gap: str) -> None:
    """1亿2345万元 in every mixture of digits: the sum is exact, the words are those of the text."""
    value = Decimal(high) * 10**8 + Decimal(low) * 10**4
    for one, two in ((str(high), str(low)), (str(high).translate(FULL_WIDTH), str(low).translate(FULL_WIDTH))):
        assert_reads(f"{one}{gap}亿{gap}{two}{gap}万", value)


@given(st.decimals(min_value="0.000001", max_value=10**18, places=6, allow_nan=False))
def test_no_digit_is_rounded(value: Decimal) -> None:
    assert_reads(f"{value:f}万亿", value * 10**12)


@given(st.decimals(min_value="0.01", max_value="9999.99", places=2, allow_nan=False), st.sampled_from(["", "-", "−"]))
def test_rates_of_any_size(value: Decimal, sign: str) -> None:
    wanted = -value if sign else value
    for words, unit in ((f"{value:f}%", "%"), (f"{value:f}个百分点", "pp"), (f"{value:f}‰", "%")):
        quantity = only(f"增速为{sign}{words}。")
        assert quantity.text == sign + words
        assert quantity.value == (wanted / 10 if "‰" in words else wanted)
        assert quantity.unit == unit


@given(st.integers(1, 99), st.integers(2, 10_000))
def test_fractions_are_shares(top: int, bottom: int) -> None:
    """Exact where the share ends, else to the second place (below 1 to the sixth); in Han numerals as in digits."""
    exact = Decimal(top) * 100 / bottom
    for words in (f"{bottom}分之{top}", f"{han(bottom)}分之{han(top)}"):
        if not words.startswith(("一十分", "1十")) and bottom not in (10, 100, 1000, 10_000):
            quantity = only(f"占{words}。")
            assert quantity.text == words
            assert quantity.value is not None
            assert abs(quantity.value - exact) <= Decimal("0.005" if exact >= 1 else "0.0000005")


@given(st.characters())
def test_every_character_has_one_half_width_form(character: str) -> None:
    """By the same table as character for character, wherever it stands."""
    assert normalize(f"{character}元{character}") == f"{character}元{character}".translate(_one_to_one())


def test_every_mapped_character_is_mapped() -> None:
    every = "".join(map(chr, _one_to_one()))
    assert normalize(every) == every.translate(_one_to_one())
    assert len(every) > 4_000


@given(
    st.integers(1, 9_999), st.integers(1, 9_999), st.sampled_from(["-", "—", "－", "~", "～", "至", "到", "--", "——"])
)
def test_ranges_of_any_size(one: int, two: int, joint: str) -> None:
    low, high = sorted((one, two))
    if low == high:
        return
    quantity = only(f"投资{low}{joint}{high}亿元")
    assert (quantity.low, quantity.high, quantity.bound) == (Decimal(low) * 10**8, Decimal(high) * 10**8, "range")


# ---------------------------------------------------------------- spans

PIECES = st.sampled_from(
    """0 1 2 9 12 500 2023 3.5 1,234 ，234 . , 、 和 至 - — ~ % ％ ‰ 个百分点 基点 亿 万 千 百 十 元 亿元 万元 美元
    个 家 项 人 户 成 半 倍 番 翻 翻了 两 一 二 三 几 数 余 多 来 第 前 位 名 强 分之 百分之 点 分 天 个月 年 吨
    MW GWh P US$ $ ￥ １ ２ （ ） “ ”
    增长 下降 约 从 到""".split()
    + [" ", "\n", "　", "\u00a0"]
)


@settings(max_examples=500)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_spans_are_ordered_apart_and_true_to_the_text(text: str) -> None:
    at = 0
    for q in default_grammar().find(text):
        assert at <= q.start < q.end
        assert text[q.start : q.end] == q.text == q.text.strip()
        assert (q.low is None) == (q.high is None)
        assert not (q.value is not None and q.low is not None)
        if q.low is not None and q.high is not None:
            assert q.low < q.high
            assert q.bound == "range"
        at = q.end


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    assert all(text[q.start : q.end] == q.text for q in find_quantities(text))
    assert len(normalize(text)) == len(text)


@given(st.text(alphabet="零一两三七十百千万亿点几多余第分之半成倍翻元户个百分%12305.,—至、和 ", max_size=24))
def test_any_heap_of_number_words_can_be_read(text: str) -> None:
    assert all(text[q.start : q.end] == q.text for q in find_quantities(text))


# ---------------------------------------------------------------- hostile input: these complete


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1" * 1_000_000, 0),
        ("1" * 1_000_000 + "元", 0),
        ("1," * 50_000, 0),
        ("1,111," * 20_000 + "元", None),
        ("1." * 50_000, 0),
        ("亿" * 100_000, 0),
        ("1" + "亿" * 100_000, None),
        ("一" * 300_000, 0),
        ("百" * 100_000 + "元", None),
        ("点" * 300_000, 0),
        ("一点两三万元", None),  # digits behind a point are no neighbouring pair
        ("一点" * 50_000, None),
        ("1、" * 100_000, 0),
        ("1、" * 20_000 + "2元", None),
        ("1-" * 30_000, 0),
        ("1元-" * 20_000, None),
        (" " * 300_000 + "元", 0),
        ("1" + " " * 300_000 + "元", 0),
        ("分之" * 100_000, 0),
        ("翻" * 100_000, 0),
        ("第" * 100_000 + "一", None),
        ("$" * 100_000, 0),
        ("半" * 100_000, 0),
        ("几" * 100_000, 0),
        ("1万" * 20_000 + "元", None),
        ("3亿元" * 20_000, 20_000),
        ("3亿元、" * 20_000, 20_000),
    ],
    ids=lambda value: f"{value[:6]!r}x{len(value)}" if isinstance(value, str) else None,
)
def test_hostile_input_completes(text: str, found: int | None) -> None:
    quantities = find_quantities(text)
    assert all(text[q.start : q.end] == q.text for q in quantities[:100])
    if found is not None:
        assert len(quantities) == found
