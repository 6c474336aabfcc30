"""Mentions of one sentence: what is kept, what is refused and why, where clauses end, which words are statuses."""

from __future__ import annotations

from datetime import date

import pytest

from econ_extract.mentions import CueTable, MentionReader, Mentions
from econ_extract.rules import Example, Rule, default_rules
from econ_extract.taggers.jieba import JiebaTagger

BOOK = default_rules()
READER = MentionReader(BOOK)
TAGGER = JiebaTagger(BOOK)
PUBLISHED = date(2023, 10, 17)


def read(text: str) -> Mentions:
    return READER.read(text, TAGGER.tag([text])[0], PUBLISHED, None)


@pytest.mark.parametrize(
    ("text", "words", "reason"),
    [
        ("2023年10月签约项目", "2023年", "period"),
        ("连续21年居首位", "21年", "period"),
        ("数百家企业参展", "数百", "vague_number"),
        ("入选世界500强企业", "500强", "name"),
        ("落实“5个1”工作机制", "5个", "name"),
        ("印发《支持100家企业的意见》", "100家", "name"),
        ("第三批试点启动", "三批", "ordinal"),
        ("建设G60科创走廊", "60", "name"),
        ("建设12英寸晶圆厂", "12", "product_attribute"),
        ("时速350公里的高铁", "350公里", "product_attribute"),
        ("京ICP备12345678号", "12345678", "code"),
        ("国发〔2023〕15号文件", "15", "code"),
        ("电话：010-12345678", "12345678", "code"),
        ("详见https://www.example.com/a/12条.html", "12条", "code"),
        ("1.项目进展", "1", "list_number"),
        ("上午9时30分开工", "9", "time"),
        ("时隔5年重启", "5年", "duration_of_time"),
        ("万元GDP能耗下降", "万元", "denominator"),
        ("总长相当于8座大桥", "8座", "illustration"),
        ("共有样本52", "52", "no_unit"),
    ],
)
def test_refusals_name_their_reason(text: str, words: str, reason: str) -> None:
    mentions = read(text)
    at = text.index(words)
    near = [r for r in mentions.refusals if r.start < at + len(words) and at < r.end]
    assert [r.reason for r in near] == [reason]
    assert not [q for q in mentions.quantities if q.start < at + len(words) and at < q.end]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("推出“惠农贷”5000万元", ["5000万元"]),
        ("“入围前50强”的企业", ["50强"]),
        ("支持100家企业", ["100家"]),
        ("发放贷款12345678元", ["12345678元"]),
        ("GDP达5000亿元", ["5000亿元"]),
        ("配套储能10GWh", ["10GWh"]),
        ("新建铁路350公里", ["350公里"]),
        ("1.5亿元投向农业", ["1.5亿元"]),
        ("用时9小时", ["9小时"]),
        ("三家企业入驻", ["三家"]),
    ],
)
def test_numbers_that_only_stand_near_a_name_are_kept(text: str, kept: list[str]) -> None:
    assert [q.text for q in read(text).quantities] == kept


def test_every_number_is_kept_or_refused_once() -> None:
    text = "2023年，第二批12家企业投资3.5亿元，占15%，电话010-12345678。"
    mentions = read(text)
    spans = sorted((x.start, x.end) for x in (*mentions.quantities, *mentions.refusals))
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))
    assert [q.text for q in mentions.quantities] == ["12家", "3.5亿元", "15%"]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("产值增长3%，利润增长5%。", ["产值增长3%，", "利润增长5%。", ""]),
        ("投资1,234万元", ["投资1,234万元"]),
        ("企业（集团）利润3亿元", ["企业（集团）利润3亿元"]),
        ("营收3亿元（约合2亿美元）", ["营收3亿元（", "约合2亿美元）", ""]),
        ("其中：出口3亿元", ["其中：", "出口3亿元"]),
        ("比例为：3:1", ["比例为：3:1"]),
        ("甲；乙！丙？丁", ["甲；", "乙！", "丙？", "丁"]),
    ],
)
def test_clauses(text: str, clauses: list[str]) -> None:
    ends = [0, *read(text).clause_ends, len(text)]
    assert [text[a:b] for a, b in zip(ends, ends[1:], strict=False)] == clauses


def test_clause_of_an_offset() -> None:
    mentions = read("产值增长3%，利润增长5%。")
    at = mentions.norm.index("5%")
    assert mentions.clause_start(at) == mentions.norm.index("利润")
    assert mentions.clause_end(at) == len(mentions.norm) - 1
    assert mentions.clause_start(0) == 0


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("力争签约项目36个", ["status.target"]),
        ("全年计划实施项目50个", ["status.target_verb"]),
        ("实施三年行动计划", []),
        ("已将300家企业纳入名单", ["status.actual"]),
        ("有望突破80亿元", ["status.forecast"]),
        pytest.param(
            "争取到资金5亿元", [], marks=pytest.mark.xfail(strict=True, reason="争取到, got, is read as a goal")
        ),
        ("主要产品12种", []),
        ("重要项目12个", []),
    ],
)
def test_statuses_are_whole_words(text: str, statuses: list[str]) -> None:
    assert [cue.rule.id for cue in read(text).statuses] == statuses


def test_offsets_hold_in_full_width_text() -> None:
    text = "投资１２．５亿元，增长３％"
    mentions = read(text)
    assert [text[q.start : q.end] for q in mentions.quantities] == ["１２．５亿元", "３％"]
    assert len(mentions.norm) == len(text)


# ---------------------------------------------------------------- the table of cues


def rule(rule_id: str, *forms: str, pattern: str | None = None, stops: tuple[str, ...] = ()) -> Rule:
    return Rule(id=rule_id, kind="cue", forms=forms, pattern=pattern, stops=stops, examples=(Example(text="x"),))


TABLE = CueTable(
    [
        rule("t.over", "超", "超过"),
        rule("t.above", "以上", "起", stops=("步",)),
        rule("t.shape", pattern=r"比\d{2}年"),
    ]
)


def test_the_longest_form_wins() -> None:
    assert [(c.start, c.end, c.rule.id) for c in TABLE.find("超过3家超5家")] == [(0, 2, "t.over"), (4, 5, "t.over")]
    cue = TABLE.ending("已超过3家", 3)
    assert cue is not None
    assert (cue.start, cue.end) == (1, 3)


def test_a_stop_makes_it_another_word() -> None:
    assert TABLE.starting("起步", 0) is None
    assert TABLE.starting("起。", 0) is not None


def test_one_character_must_begin_a_token_where_they_are_known() -> None:
    assert TABLE.ending("高超3", 2, token_starts=frozenset({0})) is None
    assert TABLE.ending("高超3", 2, token_starts=frozenset({0, 1})) is not None


def test_patterns_end_where_asked() -> None:
    cue = TABLE.ending("产值比97年增长", 5 + 1)
    assert cue is not None
    assert (cue.start, cue.end, cue.rule.id) == (2, 6, "t.shape")
    assert TABLE.ending("产值比97年增长", 7) is None


def test_patterns_are_searched_everywhere() -> None:
    assert [(c.start, c.end) for c in TABLE.searched("比97年比98年")] == [(0, 4), (4, 8)]
