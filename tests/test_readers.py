"""Files of every encoding and format, good and bad, and what the readers make of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from econ_extract.models import Document, content_id
from econ_extract.readers import read_document
from econ_extract.readers.html import read as read_html
from econ_extract.readers.text import read as read_text
from econ_extract.registry import UnknownName

SIMPLIFIED = "临江市发布：一季度固定资产投资完成312.5亿元，同比增长8.4%。\r\n其中工业投资98亿元，增长11.2%。\n"
TRADITIONAL = "臨江市公布：第一季出口總值為312.5億元，較去年同期增加8.4%。\r\n其中機械設備出口98億元。\n"
SHORT = "净利润3亿"


def document(tmp_path: Path, data: bytes, name: str = "news.txt") -> Document:
    file = tmp_path / name
    file.write_bytes(data)
    return read_document(file, path=f"in/{name}", document_id_path=name)


@pytest.mark.parametrize(
    ("text", "codec", "named"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (SIMPLIFIED, "gb2312", "gb18030"),
        (SIMPLIFIED, "utf-16", "utf-16-le"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
        (TRADITIONAL, "big5", "big5"),
        (TRADITIONAL, "utf-8", "utf-8"),
        (SHORT, "gbk", "gb18030"),
        ("出口總值", "big5", "big5"),
        ("plain ascii\n", "ascii", "utf-8"),
    ],
)
def test_text_comes_back_as_it_was_written(text: str, codec: str, named: str) -> None:
    decoded = read_text(text.encode(codec))
    assert (decoded.text, decoded.encoding) == (text, named)


def test_utf_16_with_a_big_endian_mark() -> None:
    assert read_text(b"\xfe\xff" + SIMPLIFIED.encode("utf-16-be")).text == SIMPLIFIED


@given(st.text(alphabet="今年上半年投资增长亿元，。0123456789.%\r\n ", min_size=12))
def test_any_chinese_text_survives_gb18030_and_utf_8(text: str) -> None:
    if sum(c > "\x7f" for c in text) < 4:
        return
    assert read_text(text.encode("utf-8")).text == text
    assert read_text(text.encode("gb18030")).text == text


def test_a_few_chinese_words_whose_bytes_happen_to_be_utf_8() -> None:
    decoded = read_text("00000000元元元投".encode("gb18030"))  # as UTF-8: ԪԪԪͶ
    assert (decoded.text, decoded.encoding) == ("00000000元元元投", "gb18030")


@pytest.mark.parametrize("text", ["café naïve", "Ελληνικά", "עברית ו-", "©®°"])
def test_other_alphabets_in_utf_8_are_not_taken_for_chinese(text: str) -> None:
    assert read_text(text.encode()).text == text


def test_one_broken_byte_does_not_lose_a_file() -> None:
    data = (SIMPLIFIED * 20).encode("gb18030")
    decoded = read_text(data[:-2] + b"\xff\n")
    assert decoded.encoding == "gb18030"
    assert decoded.text.startswith(SIMPLIFIED)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "white space"),
        ("　\n　".encode(), "white space"),
        (bytes(range(256)) * 4, "binary"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"PK\x03\x04\x14\x00", "Office"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\x81\x00\x82\x01" * 50, "binary"),
        (SIMPLIFIED.encode().decode("gb18030", "replace").encode(), "garbled"),
        (SIMPLIFIED.encode().decode("latin-1").encode(), "garbled"),
        (SIMPLIFIED.encode().decode("cp1252", "replace").encode(), "garbled"),
        (SIMPLIFIED.encode("gbk").decode("latin-1").encode(), "garbled"),
        (SIMPLIFIED.encode("gbk").decode("cp1252", "replace").encode(), "garbled"),
        (SIMPLIFIED.encode("gbk").decode("big5", "replace").encode(), "garbled"),
        (SIMPLIFIED.encode("gbk").decode("shift-jis", "replace").encode(), "garbled"),
        (TRADITIONAL.encode("big5").decode("gbk", "replace").encode(), "garbled"),
        (TRADITIONAL.encode("big5").decode("latin-1").encode(), "garbled"),
        ((SIMPLIFIED * 3 + SIMPLIFIED.replace("\r\n", "").encode().decode("gbk", "replace") * 2).encode(), "garbled"),
        (SIMPLIFIED.encode("ascii", "replace"), "garbled"),
        (("\ufffd" * 30 + "投资").encode(), "garbled"),
    ],
)
def test_unusable_content_is_named_and_never_raises(tmp_path: Path, data: bytes, says: str) -> None:
    read = document(tmp_path, data)
    assert read.text is None
    assert read.error is not None
    assert says in read.error
    assert read.size_bytes == len(data)
    assert read.sha256 is not None


@pytest.mark.parametrize(
    "text",
    [
        "饕餮、耄耋、龃龉、觊觎：3亿元",
        "李明 亓官婧琪 龚鑫淼 欧阳娜娜",
        "日本の経済は、前年比で3%成長した。トヨタ自動車は利益を発表した。",
        "Le café français a signé 32 projets à l'été — naïveté, déjà vu.",
        "甲县 15家\n乙县 36个\n丙县 27项",
        "增长多少？？？15家？",
        SIMPLIFIED * 9 + "饕餮耄耋龃龉觊觎魑魅魍魉",
    ],
)
@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_rare_and_foreign_words_are_not_taken_for_garbled(text: str, codec: str) -> None:
    assert read_text(text.encode(codec)).text == text


def test_the_record_of_a_good_file(tmp_path: Path) -> None:
    read = document(tmp_path, SIMPLIFIED.encode("gbk"), "新闻 一.txt")
    assert (read.text, read.error, read.format, read.encoding) == (SIMPLIFIED, None, "text", "gb18030")
    assert read.path == "in/新闻 一.txt"
    assert read.document_id == content_id(read.sha256, "新闻 一.txt")


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.MD", "# 标题\n正文。".encode(), "text"),
        ("a.htm", "<p>投资增长。</p>".encode(), "html"),
        ("a.shtml", "<p>投资增长。</p>".encode(), "html"),
        ("noname", "<!DOCTYPE html><html><body><p>投资增长。</p></body></html>".encode(), "html"),
        ("noname2", "投资增长8%。".encode(), "text"),
    ],
)
def test_the_reader_is_chosen_by_suffix_or_look(tmp_path: Path, name: str, data: bytes, expected: str) -> None:
    read = document(tmp_path, data, name)
    assert (read.format, read.error) == (expected, None)


def test_an_unknown_suffix_is_read_by_its_content(tmp_path: Path) -> None:
    read = document(tmp_path, b"\x00\x01\x02\x03" * 9, "a.xyz")
    assert read.error is not None
    assert "binary file" in read.error
    assert document(tmp_path, SIMPLIFIED.encode(), "b.xyz").text == SIMPLIFIED


def test_a_format_that_does_not_exist_is_a_callers_error(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(SIMPLIFIED, encoding="utf-8")
    with pytest.raises(UnknownName, match="text"):
        read_document(file, path="a.txt", document_id_path="a.txt", format="parchment")


def test_missing_looping_and_forbidden_files(tmp_path: Path) -> None:
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    for file, says in ((tmp_path / "gone.txt", "gone"), (loop, "loop"), (tmp_path, "folder")):
        read = read_document(file, path="x", document_id_path="x")
        assert read.text is None
        assert says in (read.error or "")


def test_a_file_without_read_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    read = read_document(tmp_path / "a.txt", path="a", document_id_path="a")
    assert read.text is None
    assert "permission" in (read.error or "")


def test_a_huge_single_line_is_read_whole(tmp_path: Path) -> None:
    line = "全市完成投资3亿元，" * 300_000
    assert document(tmp_path, line.encode("gb18030")).text == line


# -- HTML -------------------------------------------------------------------------------------------------------------

FIRST = "前三季度，临江市规模以上工业增加值同比增长7.3%，比上半年加快0.6个百分点，增速居全省第三位。"
SECOND = "全市新开工亿元以上项目46个，计划总投资388亿元，其中制造业项目29个，占比超过六成。"
MENU = "<ul><li><a href='/'>首页</a></li><li><a href='/n'>新闻</a></li><li><a href='/z'>专题</a></li></ul>"


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{MENU}{body}</body></html>".encode()


def test_an_article_page_gives_title_body_and_metadata() -> None:
    decoded = read_html(
        page(
            f"<h1>工业经济稳步回升</h1><div class='info'>发布时间：2024-10-21 09:30 来源：临江日报</div>"
            f"<div id='text'><p>{FIRST}</p><h2>项目建设提速</h2><p>{SECOND}</p></div>"
            "<p>责任编辑：周某</p><p>临江日报社 版权所有</p>",
            "<title>工业经济稳步回升_临江新闻网</title>",
        )
    )
    assert decoded.text == f"工业经济稳步回升\n{FIRST}\n项目建设提速\n{SECOND}"
    assert decoded.metadata.title == "工业经济稳步回升"
    assert decoded.metadata.outlet == "临江日报"
    assert (decoded.metadata.published_on, decoded.metadata.published_from) == (date(2024, 10, 21), "page")
    assert [decoded.text[a:b] for a, b in decoded.headings] == ["工业经济稳步回升", "项目建设提速"]


def test_old_pages_of_line_breaks_keep_their_paragraphs() -> None:
    body = f"<table><tr><td><b>工业回升</b><br>2012年10月21日<br>　　{FIRST}<br>　　{SECOND}<br></td></tr></table>"
    source = page(body, "<title>工业回升</title>").decode()
    decoded = read_html(source.encode("gbk"))
    assert decoded.encoding == "gb18030"
    assert decoded.text.split("\n") == ["工业回升", FIRST, SECOND]
    assert decoded.metadata.published_on == date(2012, 10, 21)


def test_fragments_with_nested_paragraphs() -> None:
    decoded = read_html(f"<h1>工业经济回升</h1><p><P>{FIRST}</P>\n<P>{SECOND}</P>\n</p>".encode())
    assert decoded.text.split("\n") == ["工业经济回升", FIRST, SECOND]


def test_a_table_becomes_a_line_a_row() -> None:
    rows = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in (("指标", "增速"), ("工业增加值", "7.3%")))
    decoded = read_html(page(f"<h1>主要指标完成情况</h1><div><p>{FIRST}</p><table>{rows}</table><p>{SECOND}</p></div>"))
    assert "指标\t增速\n工业增加值\t7.3%\n" in decoded.text


def test_a_short_page_with_a_table_keeps_its_lines() -> None:
    cells = (("指标", "总量（亿元）", "同比增长（%）"), ("地区生产总值", "1,234.5", "5.6"), ("工业投资", "98.0", ""))
    rows = "".join("<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>" for row in cells)
    text = f"<p>一季度，全市经济开局平稳。</p><p>表一</p><table>{rows}</table><p>年内继续努力。</p>"
    decoded = read_html(f"<html><body><h1>一季度主要指标</h1><div>{text}</div></body></html>".encode())
    table = "指标\t总量（亿元）\t同比增长（%）\n地区生产总值\t1,234.5\t5.6\n工业投资\t98.0\n"
    assert decoded.text == f"一季度主要指标\n一季度，全市经济开局平稳。\n表一\n{table}年内继续努力。"


def test_entities_are_characters() -> None:
    decoded = read_html(page(f"<h1>经济运行简报</h1><p>{FIRST}</p><p>{SECOND}其中&ldquo;专精特新&rdquo;企业12家。</p>"))
    assert "“专精特新”企业12家" in decoded.text


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:published_time" content="2023-05-06T08:00:00+08:00">', ""),
        ('<meta name="pubdate" content="2023/5/6">', ""),
        ("", "<script>var pubDate = '2023-05-06 10:00';</script>"),
        ("", "<img src='/upload/2023/05/06/a.jpg'>"),
        ("", "<div>2023年5月6日 10:21</div>"),
        ("", "<center>2023-05-06&nbsp;&nbsp;浏览：317 次</center>"),
    ],
)
def test_the_day_of_a_page(head: str, body: str) -> None:
    decoded = read_html(page(f"<h1>工业经济回升</h1>{body}<p>{FIRST}</p><p>{SECOND}</p>", head))
    assert decoded.metadata.published_on == date(2023, 5, 6)


def test_a_page_without_date_has_none() -> None:
    decoded = read_html(page(f"<h1>工业经济回升</h1><p>{FIRST}</p><p>{SECOND}</p>"))
    assert (decoded.metadata.published_on, decoded.metadata.published_from) == (None, None)


def test_a_page_of_menus_is_refused(tmp_path: Path) -> None:
    assert "no text" in (document(tmp_path, page("<script>var a = 1;</script>"), "a.html").error or "")


def test_a_page_nested_too_deep_to_be_read_whole_says_so(tmp_path: Path) -> None:
    deep = document(tmp_path, page(f"<p>{FIRST}</p>" + "<div><b>" * 5000 + SECOND), "a.html")
    assert FIRST in deep.text
    assert SECOND not in deep.text
    assert "only in part" in (deep.warning or "")
    assert document(tmp_path, page(f"<p>{FIRST}</p><div>{SECOND}</i></div>"), "b.html").warning is None
