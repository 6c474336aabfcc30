"""Noun phrases beside a number, to its left and right, and the indicators that they name."""

from __future__ import annotations

from datetime import date

import pytest

from econ_extract.mentions import MentionReader
from econ_extract.phrases import IndicatorLexicon, PhraseReader
from econ_extract.rules import default_rules
from econ_extract.taggers.jieba import JiebaTagger

BOOK = default_rules()
MENTIONS = MentionReader(BOOK)
PHRASES = PhraseReader(BOOK)
TAGGER = JiebaTagger(BOOK)
LEXICON = IndicatorLexicon(BOOK.table("indicators"))


def left(text: str) -> str:
    """The phrase that ends at the bar."""
    end = text.index("|")
    clean = text.replace("|", "")
    m = MENTIONS.read(clean, TAGGER.tag([clean])[0], date(2023, 10, 17), None)
    return PHRASES.left(m, 0, end)


def right(text: str) -> str:
    """The phrase that begins at the bar."""
    start = text.index("|")
    clean = text.replace("|", "")
    m = MENTIONS.read(clean, TAGGER.tag([clean])[0], date(2023, 10, 17), None)
    return PHRASES.right(m, start, m.clause_end(start))[0]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("小微企业贷款余额|5亿元", "小微企业贷款余额"),
        ("实现工业产值|5亿元", "工业产值"),
        ("全年粮食产量|5万吨", "粮食产量"),
        ("上半年固定资产投资|5亿元", "固定资产投资"),
        ("原保险保费收入|5亿元", "原保险保费收入"),
        ("新增就业|3200人", "新增就业"),
        ("盘活土地|1200亩", "盘活土地"),
        ("社会消费品零售总额|5亿元", "社会消费品零售总额"),
        ("规模以上工业增加值|5亿元", "规模以上工业增加值"),
        ("三家公司利润总和|5亿元", "公司利润总和"),
        ("截至8月末，不良贷款率|1%", "不良贷款率"),
        ("，|5亿元", ""),
        ("|5亿元", ""),
    ],
)
def test_left(text: str, phrase: str) -> None:
    assert left(text) == phrase


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("36个|重点项目", "重点项目"),
        pytest.param(
            "36个|签约项目", "签约项目", marks=pytest.mark.xfail(strict=True, reason="签约 ends the phrase as a verb")
        ),
        ("36个|项目集中开工", "项目"),
        ("143个|项目完成投资80亿元", "项目"),
        ("20亿元的|产业基金", "产业基金"),
        ("2000家|企业入驻平台", "企业"),
        ("10个|专业招商小组", "专业招商小组"),
        ("13家|国家级企业技术中心", "国家级企业技术中心"),
        ("5亿元|，增长3%", ""),
        ("5亿元|", ""),
    ],
)
def test_right(text: str, phrase: str) -> None:
    assert right(text) == phrase


@pytest.mark.parametrize(
    ("phrase", "dim", "rule_id"),
    [
        ("项目总投资", "money", "indicator.investment_total"),
        ("开发贷款余额", "money", "indicator.loan_balance"),
        ("社会融资规模存量", "money", "indicator.social_financing_stock"),
        ("签约项目", "count", "indicator.project_count"),
        ("高新技术企业", "count", "indicator.enterprise_count"),
        ("不良贷款率", "percent", "indicator.ratio"),
        ("新增就业", "person", "indicator.people"),
        ("人均可支配收入", "money", "indicator.money_other"),
        ("建筑面积", "area", "indicator.area"),
    ],
)
def test_heads(phrase: str, dim: str, rule_id: str) -> None:
    head = LEXICON.head(phrase, dim)
    assert head is not None
    assert head.rule.id == rule_id
    assert head.end == len(phrase)


def test_a_head_of_another_dimension_is_none() -> None:
    assert LEXICON.head("总投资", "area") is None
    assert LEXICON.head("天气", None) is None


def test_the_rightmost_head_leads() -> None:
    assert [h.rule.id for h in LEXICON.heads("贷款余额占比", None)][0] == "indicator.ratio"


def test_of_two_forms_with_one_end_the_longer_wins() -> None:
    head = LEXICON.head("完成固定资产投资", "money")
    assert head is not None
    assert "固定资产投资"[0] == "完成固定资产投资"[head.start]
