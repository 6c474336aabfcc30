"""What a pattern begins with and holds: a shape is never skipped where it would match."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from econ_extract.beginnings import Gated, beginnings_of, needed_by
from econ_extract.rules import SP, default_rules

PATTERNS = sorted({(rule.pattern or "").replace("{sp}", SP) for rule in default_rules() if rule.pattern})
NAMES = [(rule.pattern or "").replace("{sp}", SP) for rule in default_rules().table("names") if rule.pattern]


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"\d+位[、,]", {"位"}),
        (r"(?:甲|乙)丙?", {"甲", "乙"}),
        (r"丙?\d*", None),
        (r"[^甲]", None),
        (r"\d+(?=元)", {"元"}),
        (r"(?<=元)\d+", None),
        (r"(?:甲\d|\d)", None),
    ],
)
def test_a_match_holds_one_of_the_needed_characters(pattern: str, needed: set[str] | None) -> None:
    found = needed_by(pattern)
    assert (found and set(found[0])) == needed


def test_beginnings_are_the_first_two_characters() -> None:
    assert beginnings_of("甲乙?[丙丁]") == {"甲乙", "甲丙", "甲丁"}
    with pytest.raises(ValueError, match="cannot begin with"):
        beginnings_of("[^甲]乙")


def test_case_is_not_told_by_characters() -> None:
    assert Gated(re.compile("(?i)gdp")).fits(set("GDP"))
    assert not Gated(re.compile("GDP")).fits(set("gnp"))


@given(st.sampled_from(NAMES), st.data())
def test_no_name_is_skipped_where_it_stands(pattern: str, data: st.DataObject) -> None:
    regex = re.compile(pattern)
    text = data.draw(st.from_regex(regex, fullmatch=False))
    for match in regex.finditer(text):
        assert Gated(regex).fits(set(text)), match[0]


def test_every_example_that_a_pattern_matches_is_let_through() -> None:
    texts = [example.text for rule in default_rules() for example in rule.examples]
    skipped = [
        (pattern, text)
        for pattern in PATTERNS
        if (gated := Gated(re.compile(pattern)))
        for text in texts
        if gated.regex.search(text) and not gated.fits(set(text))
    ]
    assert not skipped
