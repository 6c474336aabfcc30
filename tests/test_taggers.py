"""Words: they tile the text, numbers stay whole, and no run of characters costs more than its length."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from econ_extract.registry import TAGGERS, load
from econ_extract.rules import RuleBook, RuleError, default_rules
from econ_extract.taggers.jieba import JiebaTagger
from econ_extract.taggers.segment import compiled_cut, cut_plainly, dictionary, segment

PIECES = [
    "绍兴市",
    "越城区",
    "高新区",
    "完成投资",
    "１２３．５亿元",
    "1,234.5",
    "12.5%",
    "三百六十三个",
    "同比增长",
    "，",
    "。",
    "\n",
    " ",
    "G60",
    "5G",
    "（下称“甲纺”）",
    "甲乙纺织有限公司",
    "全市",
    "市商务局",
    "记者",
    "欧阳建国",
    "表示",
    "·",
    "Ａ股",
    "𠮷",
    "㐀",
    "é",
    "\u200b",
    "\ud800",
    "一点五万亿",
]
mixed = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=14).map("".join)


def words(text: str) -> list[str]:
    return [token.text for token in segment(text)]


@given(mixed)
@settings(max_examples=150, deadline=None)
def test_tokens_tile_and_entities_lie_in_order_on_the_text(text: str) -> None:
    tagging = JiebaTagger(default_rules()).tag([text])[0]
    assert "".join(token.text for token in tagging.tokens) == text
    at = 0
    for token in tagging.tokens:
        assert (token.start, token.end) == (at, at + len(token.text))
        assert token.text
        assert token.tag
        at = token.end
    for found in (tagging.entities, tagging.names):
        last = 0
        for entity in found:
            assert last <= entity.start < entity.end <= len(text)
            assert text[entity.start : entity.end] == entity.text
            last = entity.end


@given(
    st.text(alphabet="0123456789０１９.,．，%％", min_size=1, max_size=12),
    st.sampled_from(["增长", "共", "x", "A", " "]),
)
def test_no_run_of_digits_is_cut(run: str, before: str) -> None:
    edges = {token.start for token in segment(before + run + "元")}
    text = before + run + "元"
    for digits in re.finditer("[0-9０-９]+", text):
        inside = set(range(digits.start() + 1, digits.end()))
        assert not edges & inside


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,234.5亿元", ["1,234.5", "亿元"]),
        ("增长３．５％", ["增长", "３．５％"]),
        ("３，４月", ["３", "，", "４", "月"]),
        ("12，345家", ["12，345", "家"]),
        ("三百六十三个", ["三百六十三", "个"]),
        ("一点五万亿元", ["一点五万亿", "元"]),
        ("G60走廊", ["G60", "走廊"]),
        ("x-1,234", ["x", "-", "1,234"]),
        ("A12%", ["A", "12%"]),
    ],
)
def test_a_number_is_one_word(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_set_phrase_with_numerals_is_no_number() -> None:
    assert words("一带一路") == ["一带", "一路"] or words("一带一路") == ["一带一路"]
    assert "三农" in words("三农工作")


def test_tags_come_from_the_dictionary_and_unknown_words_are_x() -> None:
    tags = {token.text: token.tag for token in segment("绍兴的浉浉完成投资12.5亿元，")}
    assert tags["绍兴"] == "ns"
    assert tags["投资"] == "vn"
    assert tags["12.5"] == "m"
    assert tags["，"] == "x"


def test_an_empty_text_and_an_empty_batch() -> None:
    tagger = JiebaTagger(default_rules())
    assert tagger.tag([]) == []
    assert tagger.tag([""])[0].tokens == ()


def test_the_registry_names_the_tagger() -> None:
    assert load(TAGGERS, "jieba") is JiebaTagger
    assert JiebaTagger.name == "jieba"


def test_independent_texts_give_the_same_in_one_batch_and_alone() -> None:
    texts = ["绍兴市完成投资12亿元。", "财政部公布了数据。", "总经理范文斌介绍说，产能已满。", "", "多家银行下调利率。"]
    tagger = JiebaTagger(default_rules())
    assert tagger.tag(texts) == [tagger.tag([text])[0] for text in texts]


def test_rules_without_entities_are_refused_with_a_remedy() -> None:
    with pytest.raises(RuleError, match=r"entities\.yaml"):
        JiebaTagger(RuleBook([])).tag(["绍兴市"])


def test_nothing_is_printed_and_no_global_touched() -> None:
    code = (
        "from econ_extract.rules import default_rules; from econ_extract.taggers.jieba import JiebaTagger;"
        "print(len(JiebaTagger(default_rules()).tag(['绍兴市完成投资'])[0].tokens) > 1);"
        "import jieba, sys; print(jieba.dt.initialized, 'pkg_resources' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == ("True\nFalse False\n", "")


@pytest.mark.parametrize(
    "unit",
    [
        "高新区",
        "有限公司",
        "一点一",
        "嚯",
        "1,234",
        "阿·",
        "（下称“甲乙”）",
        "记者王",
        "山东省青岛市城阳区",
        "（",
        "东京",
        "阿列克谢",
        "表示",
        "市",
    ],
)
def test_a_long_hostile_run_is_tagged(unit: str) -> None:
    # A quadratic finder would take minutes here, not seconds.
    text = unit * (30_000 // len(unit))
    tagging = JiebaTagger(default_rules()).tag([text])[0]
    assert tagging.tokens[-1].end == len(text)
    assert all(entity.end - entity.start <= 64 for entity in (*tagging.entities, *tagging.names))


# Words that overlap, single characters that the hidden Markov model joins, and characters of no sense together.
HAN = [
    *"发展中国家的浉河区长江大桥研究生命起源有限公司在",
    "结合成",
    "分子时",
    "商业银行",
    "一带一路",
    "中共中央",
    "乒乓球拍卖",
]
han_runs = st.one_of(
    st.lists(st.sampled_from(HAN), max_size=16).map("".join),
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=48),
    st.integers(0, 300_000).map(lambda number: "".join(islice(dictionary()[1], number, number + 9))),
)


@pytest.mark.skipif(compiled_cut() is None, reason="rjieba is not installed: pip install rjieba")
@given(han_runs)
@settings(max_examples=400, deadline=None)
def test_compiled_code_cuts_plain_runs_as_python_does(run: str) -> None:
    cut = compiled_cut()
    assert cut is not None
    plain = "".join(re.findall("[\u4e00-\u9fa5]", run))[:48]
    # Of a character that stands three times (发发发, 发命命发发命发) cuts can be equally likely; either is right.
    plain = "".join(char for at, char in enumerate(plain) if plain.count(char, 0, at) < 2)
    assert not plain or cut(plain) == cut_plainly(plain)


def test_without_compiled_code_the_words_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "浉河区去年完成进出口总额三百六十三亿元，同比增长12.5%；𠮷野与〇五一基地商业银行签约。"
    with_it = segment(text)
    monkeypatch.setattr("econ_extract.taggers.segment.compiled_cut", lambda: None)
    assert segment(text) == with_it
