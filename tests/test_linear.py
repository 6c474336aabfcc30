"""Hostile text: twice as much of it takes twice the work, counted in calls, not in seconds.

What a regular expression does inside one call is not counted; of those that are searched for in whole sentences it is
asked instead that none begins with a repetition without end, which would look at a long run again from each place.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from re import _constants as codes  # type: ignore[attr-defined]  # the parsed form of a pattern has no public home
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from econ_extract import extract_text, find_periods, find_quantities
from econ_extract.rendering import normalize
from econ_extract.rules import SP, Rule, default_rules

PUBLISHED = date(2023, 10, 17)
READERS: dict[str, Callable[[str], Sequence[Any]]] = {
    "find_quantities": find_quantities,
    "find_periods": lambda text: find_periods(text, PUBLISHED),
    "extract_text": lambda text: extract_text(text, published=PUBLISHED),
}
FIXED = 3_000  # calls that do not depend on the text: a pattern that `re` has forgotten is compiled anew
HOSTILE = [
    "1", "2023", "亿", "万", "百 ", ",", "，", "1,", "1.", "1、", "1-", "1又", "1e", "1年", "年", "2023年",
    "1月", "今年", "月", "3月5日电", "（", "（(", "()", "《", "“", "”", "分之", "点", "至", "第", "%", " ", "\n",
    "1\n", "3亿元", "3亿元、", "3亿元。", "折", "壹", "拾", "a@", "www.", "A", "-", "、", "和",
]  # fmt: skip


def calls(work: Callable[[], object]) -> int:
    """How many functions, of Python and of C, are called while `work` runs."""
    counted = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return counted


def within(most: int, work: Callable[[], Any]) -> Any:
    """What `work` gives, or a failure where it calls more than `most` functions."""
    counted = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")
        if counted > most:
            sys.setprofile(None)
            raise AssertionError(f"more than {most} calls")

    sys.setprofile(count)
    try:
        return work()
    finally:
        sys.setprofile(None)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("atom", HOSTILE, ids=repr)
def test_twice_the_text_takes_twice_the_calls(reader: str, atom: str) -> None:
    """From two sentences of the greatest length on, for those are what the whole line works on."""
    read = READERS[reader]
    once = atom * (4_000 // len(atom))
    read(once + once)  # what is loaded and remembered on first use is not counted
    normalize.cache_clear()
    assert calls(lambda: read(once + once)) <= 2.5 * calls(lambda: read(once)) + FIXED


@pytest.mark.parametrize("reader", ["find_quantities", "find_periods"])
@pytest.mark.parametrize(
    "text",
    ["1" * 1_000_000, "亿" * 100_000, "," * 100_000, "年" * 100_000, "2023年" * 25_000, "（" * 50_000 + "）" * 50_000],
    ids=lambda text: f"{text[:5]!r}x{len(text)}",
)
def test_hostile_input_of_full_size_completes(reader: str, text: str) -> None:
    assert all(text[found.start : found.end] == found.text for found in READERS[reader](text)[:100])


@pytest.mark.parametrize(
    "text",
    ["1" * 100_000, "亿" * 100_000, "," * 100_000, "年" * 100_000, "（" * 50_000 + "3亿元" + "）" * 50_000],
    ids=lambda text: f"{text[:2]!r}x{len(text)}",
)
def test_hostile_articles_complete(text: str) -> None:
    """No figure comes of a heap; one that stands inside brackets does not get lost in them."""
    assert [f.quantity for f in extract_text(text, published=PUBLISHED)] == (["3亿元"] if "3亿元" in text else [])


# ---------------------------------------------------------------- words before a number

_CUES = [
    form
    for table in ("changes", "links", "bounds", "comparisons", "statuses")
    for rule in default_rules().table(table)
    for form in rule.forms
]
_NOUNS = [
    "投资",
    "收入",
    "增速",
    "占比",
    "贷款余额",
    "减税降费",
    "比上年",
    "由",
    "从",
    "的",
    "，",
    "以上",
    "平均",
    "分别",
    "和",
]
_NUMBERS = ["8.5%", "3亿元", "12个", "5万吨", "3个百分点", "2倍", "3亿元、5亿元", "第3位"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(_CUES) | st.sampled_from(_NOUNS), max_size=6), st.sampled_from(_NUMBERS))
@example(["减税降费", "增速", "达"], "8.5%")  # was left over without end
@example(["满分", "增幅"], "3个百分点")  # was an index in percentage points, which is no record
def test_whatever_stands_before_a_number_comes_to_an_end(words: list[str], number: str) -> None:
    text = f"2015年，全县{''.join(words)}{number}。"
    extract_text("全县投资3亿元。", published=PUBLISHED)  # what is loaded on first use is not counted
    figures = within(5_000_000, lambda: extract_text(text, published=PUBLISHED))
    assert all(text[f.doc_start : f.doc_end] == f.quantity for f in figures)


# ---------------------------------------------------------------- shapes that are searched for


def opens_without_end(sequence: Any) -> bool | None:
    """Whether a parsed pattern begins with a repetition without end; None where it may match nothing at all."""
    for code, value in sequence:
        if code is codes.ASSERT_NOT and value[0] < 0:
            return False  # guarded by what may not stand before
        if code in (codes.AT, codes.ASSERT, codes.ASSERT_NOT):
            continue
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            least, most, inner = value
            opens = True if most is _parser.MAXREPEAT else opens_without_end(inner)
            if opens or (least and opens is False):
                return opens
            continue
        if code in (codes.SUBPATTERN, codes.ATOMIC_GROUP):
            opens = opens_without_end(value[3] if code is codes.SUBPATTERN else value)
        elif code is codes.BRANCH:
            branches = [opens_without_end(branch) for branch in value[1]]
            opens = True if True in branches else None if None in branches else False
        else:
            opens = False
        if opens is not None:
            return opens
    return None


SEARCHED = [r for r in default_rules() if r.pattern and r.table in ("names", "bounds", "statuses", "comparisons")]
SEARCHED += [default_rules()[f"numeral.{name}"] for name in ("vague", "formula", "financial")]


@pytest.mark.parametrize("rule", SEARCHED, ids=lambda rule: rule.id)
def test_no_shape_that_is_searched_for_begins_without_end(rule: Rule) -> None:
    assert opens_without_end(_parser.parse((rule.pattern or "").replace("{sp}", SP))) is not True


@pytest.mark.parametrize(
    ("pattern", "opens"), [(r"\d+元", True), (r"(?<!\d)\d+元", False), (r"约?\d+元", True), ("元", False)]
)
def test_shapes_without_end_are_told(pattern: str, opens: bool) -> None:
    assert opens_without_end(_parser.parse(pattern)) is opens
