"""Web pages of awkward families: tables with spans, listings, server pages, hostile ones; what they tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from lxml import html as lxml_html

from econ_extract.articles import cut
from econ_extract.models import Article, Document
from econ_extract.readers import blocks
from econ_extract.readers.base import Decoded, UnusableFile
from econ_extract.readers.html import read
from econ_extract.readers.tables import MOST_COLUMNS, expand
from econ_extract.rules import default_rules

FIRST = "前三季度，临江市规模以上工业增加值同比增长7.3%，比上半年加快0.6个百分点，增速居全省第三位。"
SECOND = "全市新开工亿元以上项目46个，计划总投资388亿元，其中制造业项目29个，占比超过六成。"
THIRD = "金融支持力度不减，三季度末制造业贷款余额920亿元，比年初增加110亿元，户均利率降到4.1%。"
ITEMS = (
    ("工业生产加快", "2023-10-18", FIRST),
    ("项目建设提速", "2023-10-20", SECOND),
    ("信贷投向车间", "2023-10-25", THIRD),
)


def page(body: str, head: str = "<title>临江要闻 - 临江网</title>") -> bytes:
    menu = "<div class='nav'><a href='/'>首页</a> <a href='/n'>新闻</a></div>"
    foot = "<div class='footer'>临江网 版权所有</div>"
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{menu}{body}{foot}</body></html>".encode()
    )


def article_page(body: str, head: str = "<title>工业经济回升_临江网</title>") -> Decoded:
    return read(page(f"<h1>工业经济回升</h1><p>{FIRST}</p>{body}<p>{SECOND}</p>", head))


def articles(decoded: Decoded) -> Sequence[Article]:
    document = Document(
        "d", "x.html", "html", decoded.encoding, "s", 1, decoded.text, None, decoded.metadata, decoded.headings
    )
    return cut(document, default_rules())


# -- tables -----------------------------------------------------------------------------------------------------------


def lines(table: str) -> list[str]:
    root = lxml_html.document_fromstring(f"<html><body>{table}</body></html>")
    expand(root)
    return [block.text for block in blocks.blocks(root)]


TWO_ROWS_OF_HEADS = (
    "<tr><th rowspan='2'>指标</th><th colspan='2'>2023年</th><th colspan='2'>2022年</th></tr>"
    "<tr><td>绝对量</td><td>增速</td><td>绝对量</td><td>增速</td></tr>"
)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            TWO_ROWS_OF_HEADS + "<tr><td>出口</td><td>812</td><td>6.3</td><td>764</td><td>1.2</td></tr>",
            ["指标\t2023年 绝对量\t2023年 增速\t2022年 绝对量\t2022年 增速", "出口\t812\t6.3\t764\t1.2"],
        ),
        (
            "<tr><td>地区</td><td>行业</td><td>产值</td></tr><tr><td rowspan='2'>江北</td><td>钢铁</td><td>31</td></tr>"
            "<tr><td>化工</td><td>12</td></tr>",
            ["地区\t行业\t产值", "江北\t钢铁\t31", "江北\t化工\t12"],
        ),
        (
            "<tr><td>地区</td><td>一月</td><td>二月</td></tr><tr><td>江北</td><td colspan='2'>31</td></tr>",
            ["地区\t一月\t二月", "江北\t31"],
        ),
        (
            "<tr><td colspan='3'>表1 主要指标（单位：亿元）</td></tr><tr><td>指标</td><td>总量</td><td>增速</td></tr>"
            "<tr><td>出口</td><td colspan='1'>812</td><td>6.3</td></tr>",
            ["表1 主要指标（单位：亿元）", "指标\t总量\t增速", "出口\t812\t6.3"],
        ),
        (
            "<tr><td></td><td>总量</td><td>增速</td></tr><tr><td>出口</td><td>812</td><td>6.3</td></tr>",
            ["—\t总量\t增速", "出口\t812\t6.3"],
        ),
        (
            "<tr><td colspan='6'>指标</td><td colspan='6'>总量</td></tr>"
            "<tr><td colspan='6'>出口</td><td colspan='6'>8</td>",
            ["指标\t总量", "出口\t8"],
        ),
        ("<tr><td colspan='x' rowspan='-2'>指标</td><td>总量</td></tr>", ["指标\t总量"]),
    ],
    ids="two_rows_of_heads rows_of_a_name number_once name_of_the_table empty_corner grid nonsense".split(),
)
def test_cells_stand_where_they_hold(table: str, expected: list[str]) -> None:
    assert lines(f"<table>{table}</table>") == expected


def test_a_table_in_a_table_is_expanded_by_itself() -> None:
    inner = "<table><tr><td rowspan='2'>江北</td><td>钢铁</td></tr><tr><td>化工</td></tr></table>"
    assert lines(f"<table><tr><td>{inner}</td></tr></table>") == ["江北\t钢铁", "江北\t化工"]


def test_spans_are_bounded() -> None:
    rows = "<tr><td colspan='99999999' rowspan='99999999'>指标</td><td>5</td></tr>" * 2000
    root = lxml_html.document_fromstring(f"<table>{rows}</table>")
    expand(root)
    assert sum(1 for _ in root.iter("td")) <= 20_000 + MOST_COLUMNS
    assert root.xpath("//@colspan | //@rowspan") == []


def test_the_table_of_an_article_keeps_its_place_and_its_one_head() -> None:
    rows = TWO_ROWS_OF_HEADS + "<tr><td>出口</td><td>812</td><td>6.3</td><td>764</td><td>1.2</td></tr>"
    text = article_page(f"<table border='1'>{rows}</table>").text
    heads = "指标\t2023年 绝对量\t2023年 增速\t2022年 绝对量\t2022年 增速"
    assert text == f"工业经济回升\n{FIRST}\n{heads}\n出口\t812\t6.3\t764\t1.2\n{SECOND}"


# -- listings ---------------------------------------------------------------------------------------------------------

LISTS = {
    "links beside days": "<li><a href='/1'>{t}</a><span>{d}</span><p>{b}</p></li>",
    "days below the texts": "<li><h3><a href='/1'>{t}</a></h3><p>{b}</p><em>{d}</em></li>",
    "cells of a table": "<tr><td><b>{t}</b><br>{b}<br>{d}</td></tr>",
    "articles with a time": "<article><h2>{t}</h2><time>发布时间:{d} 10:20</time><p>{b}</p></article>",
    "flat, days below the titles": "<h3>{t}</h3><p class='d'>{d}</p><p>{b}</p>",
    "flat, days first": "<p>{d}</p><h3><a href='/1'>{t}</a></h3><p>{b}</p>",
    "flat, days last": "<h3>{t}</h3><p>{b}</p><p>{d}</p>",
    "heads in brackets": "<p>【{t}】{b}</p><p>{d}</p>",
}


@pytest.mark.parametrize("form", LISTS)
def test_listing_pages(form: str) -> None:
    items = "".join(LISTS[form].format(t=t, d=d, b=b) for t, d, b in ITEMS)
    tag = "table" if form.startswith("cells") else "div"
    decoded = read(page(f"<h2>临江要闻</h2><{tag} class='list'>{items}</{tag}><div>共3页 <a href='2'>下一页</a></div>"))
    found = articles(decoded)
    assert [(a.metadata.title, str(a.metadata.published_on)) for a in found] == [(t, d) for t, d, _ in ITEMS]
    assert all(b in a.text for a, (_, _, b) in zip(found, ITEMS, strict=True))
    assert {a.metadata.published_from for a in found} == {"item"}
    assert not any(words in decoded.text for words in ("版权", "下一页", "首页"))


def test_linked_headlines_make_items_without_days() -> None:
    items = "".join(f"<div class='item'><h3><a href='/1'>{t}</a></h3><p>{b}</p></div>" for t, _, b in ITEMS)
    found = articles(read(page(f"<div>{items}</div>")))
    assert [a.metadata.title for a in found] == [t for t, _, _ in ITEMS]


@pytest.mark.parametrize(
    "body",
    [
        "".join(f"<section><h2>{t}</h2><p>{b}</p></section>" for t, _, b in ITEMS),
        "".join(f"<p>{b}</p>" for _, _, b in ITEMS)
        + "".join(
            f"<div class='r'><a href='/1'>{t}</a> <i>{d}</i><p>点击阅读全文，了解更多详情。</p></div>"
            for t, d, _ in ITEMS
        ),
        "<p>2023-10-25</p>".join(f"<p>{b}</p>" for _, _, b in ITEMS[:2]),
    ],
    ids="sections related days".split(),
)
def test_one_article_is_no_listing(body: str) -> None:
    (article,) = articles(read(page(f"<h1>临江经济观察</h1><p>2023-10-26 09:00</p>{body}")))
    assert article.metadata.title == "临江经济观察"
    assert FIRST in article.text


def test_comments_are_no_items() -> None:
    comments = "".join(f"<div class='one'><i>{d} 10:00</i><p>{b}</p></div>" for _, d, b in ITEMS * 3)
    (article,) = articles(article_page(f"<p>{THIRD}</p></div><div class='comment-list'>{comments}</div><div>"))
    assert article.text.count(SECOND) == 1


def test_what_stands_below_related_news_is_no_text() -> None:
    related = "<h3>相关新闻</h3>" + "".join(f"<p>{t}，一段与本文无关的摘要。</p>" for t, _, _ in ITEMS)
    assert article_page("").text == read(page(f"<h1>工业经济回升</h1><p>{FIRST}</p><p>{SECOND}</p>{related}")).text


# -- what a page says of itself ---------------------------------------------------------------------------------------


def test_the_line_below_the_title_names_author_outlet_and_day() -> None:
    line = "<p>2023-10-18 09:30　来源：临江日报　作者：张小明 李大海</p>"
    m = read(page(f"<h1>工业经济回升</h1>{line}<p>{FIRST}</p><p>{SECOND}</p>")).metadata
    assert (m.byline, m.outlet, m.published_on) == ("张小明 李大海", "临江日报", date(2023, 10, 18))


@pytest.mark.parametrize(
    ("head", "body", "section"),
    [
        ("<meta name='ColumnName' content='统计公报'>", "", "统计公报"),
        ("", "<div class='crumbs'>当前位置：<a>首页</a> &gt; <a>经济新闻</a> &gt; 正文</div>", "经济新闻"),
        ("", "<div id='mbx'><a>首页</a>&nbsp;&gt;&nbsp;<a>工业</a></div>", "工业"),
        ("", "<div class='path'>", None),
    ],
)
def test_the_channel_of_a_page(head: str, body: str, section: str | None) -> None:
    m = read(page(f"{body}<h1>工业经济回升</h1><p>{FIRST}</p><p>{SECOND}</p>", head)).metadata
    assert m.section == section


@pytest.mark.parametrize(("author", "byline"), [("张小明", "张小明"), ("临江网编辑部", None), ("admin", None)])
def test_a_meta_tag_is_a_byline_only_where_it_names_a_person(author: str, byline: str | None) -> None:
    assert article_page("", f"<meta name='author' content='{author}'>").metadata.byline == byline


def test_a_server_page_is_read_without_its_program() -> None:
    source = (
        "\r\n" * 3000 + '<%@ page contentType="text/html;charset=GBK" %>\r\n<% String id = request.get("id"); %>'
        f"<html><head><title>工业经济回升</title></head><body><h1>工业经济回升</h1><p>{FIRST}</p>"
        f"<p>阅读<%= hits %>次</p><p>{SECOND}</p></body></html>"
    )
    decoded = read(source.encode("gbk"))
    assert decoded.encoding == "gb18030"
    assert FIRST in decoded.text
    assert not any(words in decoded.text for words in ("request", "contentType", "hits", "<%"))


# -- hostile pages ----------------------------------------------------------------------------------------------------

MANY = 100_000
HOSTILE = {
    "paragraphs": f"<p>{FIRST}</p>" + "<p>一</p>" * MANY,
    "links": f"<p>{FIRST}</p>" + "<a href='/'>要闻</a>" * MANY,
    "cells of one row": f"<p>{FIRST}</p><table><tr>" + "<td>1</td>" * MANY + "</tr></table>",
    "rows": f"<p>{FIRST}</p><table>" + "<tr><td>项目</td><td>5</td></tr>" * (MANY // 3) + "</table>",
    "tables in tables": f"<p>{FIRST}</p>" + "<table><tr><td>" * (MANY // 3),
    "open tags": f"<p>{FIRST}</p>" + "<b><i>" * (MANY // 2),
    "blocks in blocks": f"<p>{FIRST}</p>" + "<div><div></div>" * (MANY // 2),
    "scriptlets": "<%" * MANY + f"%><p>{FIRST}</p>",
    "meta tags": "<meta name='date' content='x'>" * MANY + f"<p>{FIRST}</p>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hundred_thousand_elements_end(name: str) -> None:
    assert FIRST in read(page(HOSTILE[name])).text


def test_nesting_without_end_ends_with_an_error_or_the_text() -> None:
    try:
        text = read(page("<div>" * MANY + f"<p>{FIRST}</p>" + "</div>" * MANY)).text
    except UnusableFile as error:
        text = str(error)
    assert FIRST in text or "no text" in text


def test_a_page_of_too_many_elements_is_not_given_to_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(root: object) -> list[blocks.Block]:
        raise AssertionError("it takes minutes for such a page")

    monkeypatch.setattr(blocks, "_by_trafilatura", never)
    assert FIRST in read(page(f"<p>{FIRST}</p>" + "<p>一</p>" * blocks.ELEMENT_LIMIT)).text
    assert FIRST in read(page(f"<p>{FIRST}</p>" + "<table></table>" * (blocks.TABLE_LIMIT + 1))).text
