"""Where sentences end, and that they tile the text of an article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from econ_extract.models import Article, Metadata, Paragraph, Piece, PieceRole
from econ_extract.sentences import MAX_SENTENCE, split


def article(text: str, *spans: tuple[int, int], role: PieceRole = "body") -> Article:
    paragraphs = tuple(Paragraph(a, b, role) for a, b in spans or ((0, len(text)),))
    return Article("a", "d", 0, Metadata(), (Piece(0, len(text)),), text, paragraphs)


def parts(text: str, role: PieceRole = "body") -> list[str]:
    return [text[s.start : s.end] for s in split(article(text, role=role))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("投资增长5%。消费增长6%！后劲如何？", ["投资增长5%。", "消费增长6%！", "后劲如何？"]),
        ("“底气很足。”市长说。“信心更足！”", ["“底气很足。”", "市长说。", "“信心更足！”"]),
        ("他说“开局好。势头稳。后劲足”，引来掌声。", ["他说“开局好。势头稳。后劲足”，引来掌声。"]),
        ("总投资8亿元（含设备。不含土地）已到位。", ["总投资8亿元（含设备。不含土地）已到位。"]),
        ("已完工（详见附表。）下一步抓投产。", ["已完工（详见附表。）", "下一步抓投产。"]),
        ("“引号没有关上。第二句照样断开。", ["“引号没有关上。", "第二句照样断开。"]),
        ("增长8.5%，达3.2万亿元.下一步稳增长.", ["增长8.5%，达3.2万亿元.", "下一步稳增长."]),
        ("详见www.example.com/a?b=1&c=2。", ["详见www.example.com/a?b=1&c=2。"]),
        ("第一季度开工12个；第二季度开工15个。", ["第一季度开工12个；第二季度开工15个。"]),
        ("完成产值3亿元。    据了解，二期已动工。", ["完成产值3亿元。", "据了解，二期已动工。"]),
        ("A股份2000万股……当晚，五家公司公告。", ["A股份2000万股……当晚，五家公司公告。"]),
        ("能看懂吗？！能。", ["能看懂吗？！", "能。"]),
        ("标题没有句号", ["标题没有句号"]),
        ("  。 ", ["。"]),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


def test_a_sentence_may_run_over_a_kept_line_end() -> None:
    assert parts("the AI\nindex增长3%。完。") == ["the AI\nindex增长3%。", "完。"]


def test_the_lines_of_an_info_box_are_sentences() -> None:
    assert parts("截至9月末\n贷款余额30亿元\n增长9%", role="infobox") == ["截至9月末", "贷款余额30亿元", "增长9%"]


def test_sentences_know_their_paragraph_and_role() -> None:
    text = "标题\n第一句。第二句。\n"
    found = split(article(text, (0, 2), (3, 11)))
    assert [(s.start, s.end, s.paragraph) for s in found] == [(0, 2, 0), (3, 7, 1), (7, 11, 1)]


def test_long_stretches_without_full_stop_end_at_semicolons() -> None:
    clause = "某镇完成投资" + "很多" * 30 + "亿元；"
    found = parts(clause * 40)
    assert len(found) > 1
    assert all(part.endswith("；") and len(part) <= MAX_SENTENCE for part in found)
    assert "".join(found) == clause * 40


def test_very_long_stretches_end_at_commas_and_spare_numbers() -> None:
    text = "投资1,234,567元，" * 500
    found = parts(text)
    assert all(len(part) <= MAX_SENTENCE for part in found)
    assert all(part.endswith("，") for part in found)


def test_a_stretch_without_any_stop_is_bounded_and_cuts_no_number() -> None:
    text = "总投资" * 600 + "1234567890" * 30 + "亿元" * 600
    found = parts(text)
    assert "".join(found) == text
    assert all(len(part) <= MAX_SENTENCE for part in found)
    assert any("1234567890" * 30 in part for part in found)


@given(st.text(alphabet="投资增长。！？；，、“”（）《》.!?3a \n…", max_size=300), st.integers(0, 300))
def test_sentences_tile_the_paragraphs(text: str, middle: int) -> None:
    middle = min(middle, len(text))
    found = split(article(text, (0, middle), (middle, len(text))))
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
    covered = "".join(text[s.start : s.end] for s in found)
    assert "".join(covered.split()) == "".join(text.split())
    for sentence in found:
        assert not text[sentence.start].isspace()
        assert not text[sentence.end - 1].isspace()
        assert sentence.paragraph == (0 if sentence.end <= middle else 1)
